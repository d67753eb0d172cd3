/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-layout.h"

#include <math.h>

/* ---- numbers ---- */

static int
fail_cell(const struct coh_mask *m, size_t row, size_t column,
          struct coh_error *err, const char *what)
{
    struct coh_span name = m->table.header.name[column];
    struct coh_span s = coh_table_cell(&m->table, row, column);
    char quoted[2][COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT, "line %zu, column '%s': '%s' %s",
                    m->table.line[row],
                    coh_quote(name.bytes, name.length, quoted[0]),
                    coh_quote(s.bytes, s.length, quoted[1]), what);
}

/* A whole number that is not negative. */
static int
read_count(const struct coh_mask *m, size_t row, size_t column, int64_t *n,
           struct coh_error *err)
{
    struct coh_decimal d;

    if (!coh_span_trim(coh_table_cell(&m->table, row, column)).length)
        return fail_cell(m, row, column, err,
                         "is no number of students: count without --min-n, "
                         "mask hides what is small");
    if (coh_decimal_parse(coh_table_cell(&m->table, row, column), &d) !=
        COH_NUMBER_EXACT)
        return fail_cell(m, row, column, err, "is no number of students");
    d = coh_decimal_reduce(d);
    if (d.scale || d.mantissa < 0)
        return fail_cell(m, row, column, err, "is no number of students");
    *n = d.mantissa;
    return 0;
}

/* How many of `n` a rate tells of. A share of points tells of none in
 * particular: the nearest is taken for its band. */
static int
read_rate(const struct coh_mask *m, size_t row, size_t column, int64_t n,
          int64_t *reached, struct coh_error *err)
{
    struct coh_span s = coh_table_cell(&m->table, row, column);
    struct coh_decimal d;
    double x;

    *reached = 0;
    if (!coh_span_trim(s).length)
        return 0;
    if (coh_decimal_parse(s, &d) == COH_NUMBER_NOT)
        return fail_cell(m, row, column, err, "is no rate");
    x = coh_number_double(s);
    if (!(x >= 0 && x <= 1))
        return fail_cell(m, row, column, err, "is no rate from 0 to 1");
    *reached = (int64_t)llround(x * (double)n);
    if (coh_span_is(m->table.header.name[column], "difficulty") ||
        fabs(x * (double)n - (double)*reached) < 1e-6 * (double)(n + 1))
        return 0;
    return fail_cell(m, row, column, err, "is no share of whole students");
}

/* The number that reached the cut, from one column or the other. */
static int
read_reached(const struct coh_mask *m, size_t row, size_t column, size_t rate,
             int64_t n, int64_t *reached, struct coh_error *err)
{
    if (column == m->table.header.n)
        return read_rate(m, row, rate, n, reached, err);
    if (!coh_span_trim(coh_table_cell(&m->table, row, column)).length) {
        *reached = 0;
        return 0;
    }
    if (read_count(m, row, column, reached, err))
        return -1;
    return *reached <= n ? 0
                         : fail_cell(m, row, column, err,
                                     "is more than there are students");
}

/* ---- the reference of a comparison ---- */

static size_t
reference_column(const struct coh_mask *m)
{
    return coh_header_seek(&m->table.header, coh_span_of("reference"));
}

struct coh_span
coh_mask_reference_value(const struct coh_mask *m,
                         const struct coh_mask_block *b, size_t d)
{
    struct coh_span none = {NULL, 0}, s;

    if (!m->plan.kind->everyone_else || m->plan.pairs ||
        !coh_span_is(m->table.header.name[m->plan.by.at[d]], "group"))
        return none;
    s = coh_table_cell(&m->table, b->first, reference_column(m));
    return coh_span_is(s, "everyone else") ? none : s;
}

/* ---- cells ---- */

/* What the sheets of a block are counted with. */
struct counting {
    struct coh_mask *m;
    struct coh_mask_block *b;
    size_t cells;
    int64_t *count, *reached; /* of each cell */
    unsigned char *empty, *standing;
    size_t *others;   /* of each cell: a sum */
    int no_rates;     /* a rate is blank where students are: no bands */
    size_t reference; /* of the last column: the group that is compared with,
                         or COH_MASK_NONE */
};

static size_t
cell_of(const struct counting *c, size_t place)
{
    size_t dims = c->m->plan.by.n, cell = 0, d;

    for (d = 0; d < dims; d++)
        cell = cell * c->b->values[d] + coh_mask_value_at(c->b, dims, place, d);
    return cell;
}

/* Of a named reference: the place of its cell beside this one. */
static size_t
reference_place(const struct counting *c, size_t place)
{
    size_t size = c->b->values[c->m->plan.by.n - 1] + 1;

    return place / size * size + c->reference;
}

static int
see_reference(struct counting *c, struct coh_mask_sheet *s, size_t place,
              struct coh_error *err)
{
    const struct coh_mask_plan *plan = &c->m->plan;
    size_t row = s->row[place], at = reference_place(c, place);
    size_t cell = cell_of(c, at);
    int64_t n, reached = 0;

    if (s->row[at] != COH_MASK_NONE)
        return fail_cell(c->m, s->row[at], reference_column(c->m), err,
                         "is compared with itself");
    if (read_count(c->m, row, plan->reference, &n, err))
        return -1;
    if (plan->rate_reference < c->m->table.header.n &&
        read_reached(c->m, row, plan->reached_reference, plan->rate_reference,
                     n, &reached, err))
        return -1;
    if (c->b->unlisted[at] && c->count[cell] != n && c->count[cell] >= 0)
        return fail_cell(c->m, row, plan->reference, err,
                         "is not what the reference has in the rows above");
    c->b->unlisted[at] = 1;
    c->empty[cell] = 0;
    c->count[cell] = n;
    c->reached[cell] = reached;
    return 0;
}

static int
read_cell_reached(struct counting *c, size_t row, size_t cell,
                  struct coh_error *err)
{
    const struct coh_mask_plan *plan = &c->m->plan;
    size_t n = c->m->table.header.n;
    size_t column = plan->reached < n ? plan->reached : plan->rate;

    c->reached[cell] = 0;
    if (column == n)
        return 0;
    if (c->count[cell] > 0 &&
        !coh_span_trim(coh_table_cell(&c->m->table, row, column)).length)
        c->no_rates = 1;
    return read_reached(c->m, row, plan->reached, plan->rate, c->count[cell],
                        &c->reached[cell], err);
}

static int
fill_cells(struct counting *c, struct coh_mask_sheet *s, struct coh_error *err)
{
    const struct coh_mask_plan *plan = &c->m->plan;
    size_t place, i;

    c->no_rates = 0;
    for (i = 0; i < c->cells; i++)
        c->count[i] = c->reached[i] = -1;
    for (place = 0; place < c->b->places; place++) {
        size_t row = s->row[place], cell;

        if (row == COH_MASK_NONE || !coh_mask_is_cell(c->b, plan->by.n, place))
            continue;
        cell = cell_of(c, place);
        if (read_count(c->m, row, plan->count, &c->count[cell], err))
            return -1;
        if (read_cell_reached(c, row, cell, err))
            return -1;
        if (c->reference != COH_MASK_NONE && see_reference(c, s, place, err))
            return -1;
    }
    for (i = 0; i < c->cells; i++) {
        c->count[i] = c->count[i] < 0 ? 0 : c->count[i];
        c->reached[i] = c->reached[i] < 0 ? 0 : c->reached[i];
    }
    return 0;
}

/* ---- margins ---- */

/* The place of all levels together beside this one. */
static size_t
place_of_all(const struct counting *c, size_t place)
{
    size_t size = c->b->values[c->m->plan.by.n - 1] + 1;

    return place / size * size + size - 1;
}

/* Margins that stand in the table can be hidden. One that stands in some
 * sheets only, and is not small, is known from there. */
static void
see_standing(struct counting *c)
{
    const struct coh_mask_plan *plan = &c->m->plan;
    size_t place, s, in;

    for (place = 0; place < c->b->places; place++) {
        for (s = in = 0; s < c->b->sheets; s++)
            in += c->b->sheet[s].row[place] != COH_MASK_NONE;
        if (in == c->b->sheets)
            c->standing[c->b->sum[place]] = 1;
        if (in && plan->of < c->m->table.header.n)
            c->standing[c->b->sum[place_of_all(c, place)]] = 1;
    }
}

static int
fail_sum(const struct counting *c, const struct coh_mask_sheet *s, size_t place,
         int64_t claim, int64_t sum, const char *what, struct coh_error *err)
{
    struct coh_text name = COH_TEXT_INIT;

    if (!coh_mask_name_place(c->m, c->b, s, place, &name, err))
        coh_fail(err, COH_INPUT,
                 "line %zu (%s): %s %lld, but the rows come to %lld; a total "
                 "must be the sum of its groups, all of them",
                 c->m->table.line[s->row[place]], coh_text_get(&name), what,
                 (long long)claim, (long long)sum);
    coh_text_release(&name);
    return -1;
}

/* What a row claims of its total, of all levels, of everyone else. */
static int
check_row(const struct counting *c, const struct coh_mask_sheet *s,
          size_t place, struct coh_error *err)
{
    const struct coh_mask_plan *plan = &c->m->plan;
    const struct coh_privacy_sum *sum = s->problem.sum;
    size_t row = s->row[place], n = c->m->table.header.n, at;
    int64_t claim, reached;

    if (read_count(c->m, row, plan->count, &claim, err))
        return -1;
    if (claim != sum[c->b->sum[place]].count)
        return fail_sum(c, s, place, claim, sum[c->b->sum[place]].count,
                        "counts", err);
    if (plan->of < n) {
        at = c->b->sum[place_of_all(c, place)];
        if (read_count(c->m, row, plan->of, &claim, err))
            return -1;
        if (claim != sum[at].count)
            return fail_sum(c, s, place, claim, sum[at].count, "is of", err);
    }
    at = c->b->others[place];
    if (plan->reference < n && !plan->pairs) {
        if (read_count(c->m, row, plan->reference, &claim, err))
            return -1;
        if (claim != (at == COH_MASK_NONE ? 0 : sum[at].count))
            return fail_sum(c, s, place, claim,
                            at == COH_MASK_NONE ? 0 : sum[at].count,
                            "is compared with", err);
    }
    at = c->b->sum[place];
    if (!s->reached)
        return 0;
    if (read_reached(c->m, row, plan->reached, plan->rate, sum[at].count,
                     &reached, err))
        return -1;
    return reached == s->reached[at]
               ? 0
               : fail_sum(c, s, place, reached, s->reached[at],
                          "at or above are", err);
}

/* Reached of every sum, from its cells. */
static int
sum_reached(const struct counting *c, struct coh_mask_sheet *s,
            struct coh_error *err)
{
    const struct coh_mask_plan *plan = &c->m->plan;
    const struct coh_privacy_problem *p = &s->problem;
    size_t i, k, n = c->m->table.header.n;

    if ((plan->reached == n && plan->rate == n) || c->no_rates)
        return 0;
    s->reached = coh_arena_alloc(&c->m->arena, p->n * sizeof(*s->reached), err);
    s->coarse = coh_arena_alloc(&c->m->arena, p->n, err);
    if (!s->reached || !s->coarse)
        return -1;
    for (i = 0; i < p->n; i++) {
        s->reached[i] = 0;
        s->coarse[i] = 0;
        for (k = 0; k < p->sum[i].n; k++)
            s->reached[i] += c->reached[p->sum[i].cell[k]];
    }
    return 0;
}

static void
find_others(struct counting *c)
{
    size_t place, dims = c->m->plan.by.n;

    for (place = 0; place < c->b->places; place++) {
        if (!coh_mask_is_cell(c->b, dims, place))
            continue;
        if (c->reference != COH_MASK_NONE)
            c->b->others[place] = c->b->sum[reference_place(c, place)];
        else if (c->m->plan.kind->everyone_else && !c->m->plan.pairs &&
                 c->b->values[dims - 1] > 1)
            c->b->others[place] = c->others[cell_of(c, place)];
    }
}

/* Nearly all of a group whose size is known: who is left can be counted, and
 * with all of them everybody is told of. */
static int
hide_nearly_all(struct counting *c, struct coh_mask_sheet *s,
                struct coh_error *err)
{
    size_t column =
        coh_header_seek(&c->m->table.header, coh_span_of("in_group"));
    struct coh_privacy_sum *sum = s->problem.sum;
    size_t place;
    int64_t all;

    if (column == c->m->table.header.n)
        return 0;
    for (place = 0; place < c->b->places; place++) {
        size_t row = s->row[place], at = c->b->sum[place];

        if (row == COH_MASK_NONE || sum[at].known || sum[at].aside ||
            !coh_span_trim(coh_table_cell(&c->m->table, row, column)).length)
            continue;
        if (read_count(c->m, row, column, &all, err))
            return -1;
        if (all - sum[at].count < s->problem.min_n)
            sum[at].silent = 1;
    }
    return 0;
}

static int
count_sheet(struct counting *c, struct coh_mask_sheet *s, struct coh_error *err)
{
    const struct coh_mask_plan *plan = &c->m->plan;
    struct coh_mask_shape shape = {
        .dims = plan->by.n,
        .size = c->b->values,
        .count = c->count,
        .empty = c->m->ask->structural ? c->empty : NULL,
        .standing = c->standing,
        .everyone_else = plan->kind->everyone_else && !plan->pairs &&
                         c->reference == COH_MASK_NONE,
        .min_n = c->m->ask->min_n,
    };
    size_t place;

    if (fill_cells(c, s, err) ||
        coh_mask_problem(&s->problem, &shape, c->others, err) ||
        sum_reached(c, s, err) || hide_nearly_all(c, s, err))
        return -1;
    find_others(c);
    for (place = 0; place < c->b->places; place++)
        if (s->row[place] != COH_MASK_NONE && check_row(c, s, place, err))
            return -1;
    return 0;
}

/* Who has no row in any sheet is not there. */
static void
see_empty(struct counting *c)
{
    size_t place, s, i;

    for (i = 0; i < c->cells; i++)
        c->empty[i] = 1;
    for (place = 0; place < c->b->places; place++)
        for (s = 0; s < c->b->sheets; s++)
            if (c->b->sheet[s].row[place] != COH_MASK_NONE &&
                coh_mask_is_cell(c->b, c->m->plan.by.n, place))
                c->empty[cell_of(c, place)] = 0;
}

static void
find_reference(struct counting *c)
{
    size_t dims = c->m->plan.by.n, v;
    struct coh_span s;

    c->reference = COH_MASK_NONE;
    if (!dims)
        return;
    s = coh_mask_reference_value(c->m, c->b, dims - 1);
    for (v = 0; s.bytes && v < c->b->values[dims - 1]; v++)
        if (coh_span_equal(c->b->value[dims - 1][v], s))
            c->reference = v;
}

int
coh_mask_count_block(struct coh_mask *m, struct coh_mask_block *b,
                     struct coh_error *err)
{
    struct counting c = {.m = m, .b = b, .cells = 1};
    size_t d, i;
    int rc = -1;

    b->sums = 1;
    for (d = 0; d < m->plan.by.n; d++) {
        c.cells *= b->values[d];
        b->sums *= b->values[d] > 1 ? b->values[d] + 1 : 1;
    }
    c.count = coh_alloc_array(c.cells, sizeof(*c.count), err);
    c.reached = coh_alloc_array(c.cells, sizeof(*c.reached), err);
    c.others = coh_alloc_array(c.cells, sizeof(*c.others), err);
    c.empty = coh_alloc_array(c.cells, 1, err);
    c.standing = coh_alloc_array(b->sums, 1, err);
    if (!c.count || !c.reached || !c.others || !c.empty || !c.standing)
        goto out;
    find_reference(&c);
    see_empty(&c);
    see_standing(&c);
    for (i = 0; i < b->sheets; i++)
        if (count_sheet(&c, &b->sheet[i], err))
            goto out;
    rc = 0;
out:
    coh_free(c.count);
    coh_free(c.reached);
    coh_free(c.others);
    coh_free(c.empty);
    coh_free(c.standing);
    return rc;
}
