/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/keys.h"
#include "flow/mask-identity.h"
#include "flow/mask.h"

/* One --merge, read. */
struct merge {
    size_t column;
    struct coh_span label;
    struct coh_span *value; /* A, B, … */
    size_t values;
};

/* ---- reading COL:A+B=LABEL ---- */

static int
fail_merge(const char *text, struct coh_error *err, const char *what)
{
    return coh_fail(err, COH_USAGE,
                    "--merge '%.80s': %s; write 'COL:A+B=LABEL'", text, what);
}

/* The longest by-column that the text begins with. */
static int
find_column(const struct coh_mask *m, const char *text, struct merge *g,
            struct coh_span *rest, struct coh_error *err)
{
    struct coh_span s = coh_span_of(text);
    size_t i, best = 0;

    g->column = COH_MASK_NONE;
    for (i = 0; i < m->plan.by.n; i++) {
        struct coh_span name = m->table.header.name[m->plan.by.at[i]];

        if (s.length > name.length && s.bytes[name.length] == ':' &&
            !memcmp(s.bytes, name.bytes, name.length) && name.length >= best) {
            g->column = m->plan.by.at[i];
            best = name.length;
        }
    }
    if (g->column == COH_MASK_NONE)
        return fail_merge(text, err,
                          "it begins with no column that splits the students");
    *rest = (struct coh_span){s.bytes + best + 1, s.length - best - 1};
    return 0;
}

/* The longest value of the column that the text begins with. */
static struct coh_span
next_value(const struct coh_mask *m, size_t column, struct coh_span rest)
{
    struct coh_span best = {NULL, 0};
    size_t i;

    for (i = 0; i < m->table.rows; i++) {
        struct coh_span v = coh_table_cell(&m->table, i, column);

        if (v.length && v.length <= rest.length && v.length > best.length &&
            !memcmp(v.bytes, rest.bytes, v.length) &&
            (v.length == rest.length || rest.bytes[v.length] == '+'))
            best = v;
    }
    return best;
}

static int
is_merged(const struct merge *g, struct coh_span s)
{
    size_t i;

    for (i = 0; i < g->values; i++)
        if (coh_span_equal(g->value[i], s))
            return 1;
    return 0;
}

static int
check_label(const struct coh_mask *m, const struct merge *g, const char *text,
            struct coh_error *err)
{
    size_t i;

    if (coh_span_is(g->label, m->ask->total))
        return fail_merge(text, err, "the label is that of totals");
    for (i = 0; i < m->table.rows; i++) {
        struct coh_span v = coh_table_cell(&m->table, i, g->column);

        if (coh_span_equal(v, g->label) && !is_merged(g, v))
            return fail_merge(text, err, "the label is another value's name");
    }
    return 0;
}

static int
read_merge(struct coh_mask *m, const char *text, struct merge *g,
           struct coh_error *err)
{
    struct coh_span rest;
    size_t cut;

    if (find_column(m, text, g, &rest, err))
        return -1;
    for (cut = rest.length; cut && rest.bytes[cut - 1] != '='; cut--)
        ;
    if (cut < 2 || cut == rest.length)
        return fail_merge(text, err, "it has no label");
    g->label = (struct coh_span){rest.bytes + cut, rest.length - cut};
    rest.length = cut - 1;
    g->value =
        coh_arena_alloc(&m->arena, (rest.length + 1) * sizeof(*g->value), err);
    if (!g->value)
        return -1;
    for (g->values = 0; rest.length;) {
        struct coh_span v = next_value(m, g->column, rest);

        if (!v.length || is_merged(g, v) || coh_span_is(v, m->ask->total))
            return fail_merge(text, err,
                              "a value is not in the column, or stands twice");
        g->value[g->values++] = v;
        rest.bytes += v.length + (v.length < rest.length);
        rest.length -= v.length + (v.length < rest.length);
    }
    if (g->values < 2)
        return fail_merge(text, err, "two values or more become one");
    return check_label(m, g, text, err);
}

/* ---- adding rows ---- */

/* Rows that become one. */
struct members {
    const struct coh_mask *m;
    const size_t *row;
    size_t n;
    int levels; /* the merged column is the level: `of` stays */
};

static struct coh_span
member(const struct members *s, size_t i, size_t column)
{
    return coh_span_trim(coh_table_cell(&s->m->table, s->row[i], column));
}

/* The number in a cell; 0 with *blank where there is none. */
static double
number(const struct members *s, size_t i, size_t column, int *blank)
{
    struct coh_value v = coh_value_parse(member(s, i, column));

    *blank |= v.number == COH_NUMBER_NOT;
    return coh_value_double(&v);
}

static double
total(const struct members *s, size_t column, int *blank)
{
    double sum = 0;
    size_t i;

    for (i = 0; i < s->n; i++)
        sum += number(s, i, column, blank);
    return sum;
}

/* Σ n x / Σ n; empty groups have no part in it. */
static double
weighted(const struct members *s, size_t column, int *blank)
{
    double sum = 0, all = 0, n;
    size_t i;

    for (i = 0; i < s->n; i++) {
        n = number(s, i, s->m->plan.count, blank);
        if (n > 0)
            sum += n * number(s, i, column, blank);
        all += n;
    }
    return sum / all;
}

/* The spread of all scores together: within the groups, and between them. */
static double
pooled_sd(const struct members *s, size_t mean, size_t sd, int *blank)
{
    double all = 0, squares = 0, centre = weighted(s, mean, blank);
    size_t i;

    for (i = 0; i < s->n; i++) {
        double n = number(s, i, s->m->plan.count, blank), d, x;

        all += n;
        if (n <= 0)
            continue;
        d = number(s, i, mean, blank) - centre;
        x = n > 1 ? number(s, i, sd, blank) : 0;
        squares += (n - 1) * x * x + n * d * d;
    }
    *blank |= all < 2;
    return sqrt(squares / (all - 1));
}

/* What the merged rows have in a column; blank where the parts do not say. */
static double
combine(const struct members *s, size_t column, int *blank)
{
    const struct coh_mask_plan *plan = &s->m->plan;
    const struct coh_header *h = &s->m->table.header;
    struct coh_span name = h->name[column];
    size_t mean = coh_header_seek(h, coh_span_of("mean"));
    size_t sd = coh_header_seek(h, coh_span_of("sd"));

    switch (plan->role[column]) {
    case COH_MASK_COUNT:
    case COH_MASK_REACHED:
        return total(s, column, blank);
    case COH_MASK_COUNT_OF:
        return s->levels ? number(s, 0, column, blank)
                         : total(s, column, blank);
    case COH_MASK_RATE:
        return weighted(s, column, blank);
    case COH_MASK_SHARE:
        if (coh_span_is(name, "share"))
            return total(s, plan->count, blank) /
                   (s->levels ? number(s, 0, plan->of, blank)
                              : total(s, plan->of, blank));
        break;
    case COH_MASK_FIGURE:
        if (coh_span_is(name, "notes"))
            return total(s, column, blank);
        if (coh_span_is(name, "mean"))
            return weighted(s, column, blank);
        if (mean < h->n && coh_span_is(name, "sd"))
            return pooled_sd(s, mean, column, blank);
        if (mean < h->n && sd < h->n && coh_span_is(name, "se"))
            return pooled_sd(s, mean, sd, blank) /
                   sqrt(total(s, plan->count, blank));
        break;
    default:
        break;
    }
    *blank = 1;
    return 0;
}

static int
is_kept(const struct coh_mask_plan *plan, size_t column)
{
    return plan->role[column] <= COH_MASK_BY;
}

/* ---- the table again, with fewer rows ---- */

struct rebuild {
    struct coh_mask *m;
    const struct merge *g;
    struct coh_table table;
    struct coh_span *cell;
    char (*text)[COH_NUMBER_SIZE];
    size_t *key;         /* of each row */
    size_t *member;      /* the rows of one key */
    unsigned char *lost; /* of each column: something could not be merged */
};

static int
check_members(const struct rebuild *r, size_t n, struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < n; i++)
        for (k = 0; k < i; k++)
            if (coh_span_equal(
                    coh_table_cell(&r->m->table, r->member[i], r->g->column),
                    coh_table_cell(&r->m->table, r->member[k], r->g->column)))
                return coh_fail(err, COH_INPUT,
                                "lines %zu and %zu count the same group: take "
                                "one away, or name with -b the column that "
                                "tells them apart",
                                r->m->table.line[r->member[k]],
                                r->m->table.line[r->member[i]]);
    return 0;
}

static int
add_merged(struct rebuild *r, size_t n, struct coh_error *err)
{
    const struct coh_table *t = &r->m->table;
    struct members s = {r->m, r->member, n,
                        coh_span_is(t->header.name[r->g->column], "level")};
    struct coh_record rec = {
        .n = t->header.n, .cell = r->cell, .line = t->line[r->member[0]]};
    size_t i;

    if (check_members(r, n, err))
        return -1;
    for (i = 0; i < t->header.n; i++) {
        int blank = 0;

        r->cell[i] = coh_table_cell(t, r->member[0], i);
        if (i == r->g->column && is_merged(r->g, r->cell[i]))
            r->cell[i] = r->g->label;
        if (n < 2 || is_kept(&r->m->plan, i))
            continue;
        r->cell[i] =
            coh_span_of(coh_double_text(combine(&s, i, &blank), r->text[i]));
        if (blank) {
            r->cell[i] = (struct coh_span){"", 0};
            r->lost[i] = 1;
        }
    }
    return coh_table_add(&r->table, &rec, err);
}

/* Rows by their labels and by-values, the merged ones by the label. */
static int
number_rows(struct rebuild *r, struct coh_keys *keys, struct coh_error *err)
{
    const struct coh_table *t = &r->m->table;
    size_t i, row;

    for (row = 0; row < t->rows; row++) {
        size_t n = 0;

        for (i = 0; i < t->header.n; i++)
            if (is_kept(&r->m->plan, i)) {
                r->cell[n] = coh_table_cell(t, row, i);
                if (i == r->g->column && is_merged(r->g, r->cell[n]))
                    r->cell[n] = r->g->label;
                n++;
            }
        keys->width = n;
        if (coh_keys_index(keys, r->cell, &r->key[row], err))
            return -1;
    }
    return 0;
}

static int
rebuild(struct rebuild *r, struct coh_error *err)
{
    struct coh_table *t = &r->m->table;
    struct coh_keys keys = {.width = 0};
    size_t k, row;
    int rc = -1;

    r->cell = coh_alloc_array(t->header.n, sizeof(*r->cell), err);
    r->text = coh_alloc_array(t->header.n, sizeof(*r->text), err);
    r->key = coh_alloc_array(t->rows, sizeof(*r->key), err);
    r->member = coh_alloc_array(t->rows, sizeof(*r->member), err);
    if (!r->cell || !r->text || !r->key || !r->member ||
        coh_header_copy(&r->table.header, t->header.name, t->header.n, err) ||
        number_rows(r, &keys, err))
        goto out;
    for (k = 0; k < keys.n; k++) {
        size_t n = 0;

        for (row = 0; row < t->rows; row++)
            if (r->key[row] == k)
                r->member[n++] = row;
        if (add_merged(r, n, err))
            goto out;
    }
    rc = 0;
out:
    coh_keys_release(&keys);
    coh_free(r->cell);
    coh_free(r->text);
    coh_free(r->key);
    coh_free(r->member);
    return rc;
}

/* "section: 5C and 5D counted together as '5C or 5D'". */
static int
say_merge(struct coh_mask *m, const struct merge *g, struct coh_error *err)
{
    struct coh_span name = m->table.header.name[g->column];
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (coh_text_format(&t, err, "%.*s: ", (int)name.length, name.bytes))
        goto out;
    for (i = 0; i < g->values; i++)
        if (coh_text_format(&t, err, "%s%.*s",
                            !i                   ? ""
                            : i + 1 == g->values ? " and "
                                                 : ", ",
                            (int)g->value[i].length, g->value[i].bytes))
            goto out;
    if (coh_text_format(&t, err, " counted together as '%.*s'",
                        (int)g->label.length, g->label.bytes) ||
        coh_notes_add(&m->run->notes, COH_NOTE_FACT, NULL, err, "%s",
                      coh_text_get(&t)) ||
        (m->said.length && coh_text_add_string(&m->said, "; ", err)) ||
        coh_text_add_string(&m->said, coh_text_get(&t), err))
        goto out;
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

static int
say_lost(const struct coh_mask *m, unsigned char *lost, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < m->table.header.n; i++)
        lost[i] &= m->plan.role[i] < COH_MASK_COPY &&
                   m->plan.role[i] != COH_MASK_REACHED;
    return coh_mask_say_columns(&m->run->notes, COH_NOTE_FACT, &m->table.header,
                                lost,
                                "blank in merged rows, for they cannot be "
                                "worked out of their parts: ",
                                err);
}

static int
merge_one(struct coh_mask *m, const char *text, unsigned char *lost,
          struct coh_error *err)
{
    struct merge g;
    struct rebuild r = {.m = m, .g = &g, .table = COH_TABLE_INIT, .lost = lost};

    if (read_merge(m, text, &g, err))
        return -1;
    if (rebuild(&r, err)) {
        coh_table_release(&r.table);
        return -1;
    }
    if (say_merge(m, &g, err)) {
        coh_table_release(&r.table);
        return -1;
    }
    coh_table_release(&m->table);
    m->table = r.table;
    return 0;
}

int
coh_mask_merge(struct coh_mask *m, struct coh_error *err)
{
    unsigned char *lost;
    size_t i;
    int rc = -1;

    if (!m->ask->merge.n)
        return 0;
    if (!m->plan.kind->merges)
        return coh_fail(err, COH_INPUT,
                        "--merge cannot add the rows of this table: merge the "
                        "groups before they are compared or counted");
    lost = coh_alloc_array(m->table.header.n, 1, err);
    if (!lost)
        return -1;
    for (i = 0; i < m->ask->merge.n; i++)
        if (merge_one(m, m->ask->merge.at[i], lost, err))
            goto out;
    rc = say_lost(m, lost, err);
out:
    coh_free(lost);
    return rc;
}
