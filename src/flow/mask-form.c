/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "flow/mask.h"
#include "privacy/ledger.h"
#include "privacy/rate-band.h"

enum {
    SUPPRESSED_WIDTH = 24, /* of names, on a screen */
    WHOLE_PERCENTS = 100   /* students, from which on a band may be one */
};

/* ---- columns ---- */

static int
is_shown(const struct coh_mask *m, size_t column)
{
    size_t n = m->table.header.n;

    switch (m->plan.role[column]) {
    case COH_MASK_NEVER:
    case COH_MASK_REPLACED:
        return 0;
    case COH_MASK_REACHED:
        return m->plan.rate == n;
    case COH_MASK_REACHED_REFERENCE:
        return m->plan.rate_reference == n;
    default:
        return 1;
    }
}

static int
is_number(enum coh_mask_role role)
{
    switch (role) {
    case COH_MASK_COUNT:
    case COH_MASK_COUNT_REFERENCE:
    case COH_MASK_COUNT_OF:
    case COH_MASK_FIGURE:
    case COH_MASK_FIGURE_REFERENCE:
    case COH_MASK_FIGURE_BOTH:
    case COH_MASK_SHARE:
        return 1;
    default:
        return 0;
    }
}

static int
is_band(enum coh_mask_role role)
{
    return role == COH_MASK_RATE || role == COH_MASK_REACHED ||
           role == COH_MASK_RATE_REFERENCE ||
           role == COH_MASK_REACHED_REFERENCE;
}

static struct coh_span
name_of(const struct coh_mask *m, size_t column)
{
    const struct coh_mask_rule *rule = m->plan.rule[column];
    enum coh_mask_role role = m->plan.role[column];

    if (!is_band(role))
        return m->table.header.name[column];
    if (rule && rule->band)
        return coh_span_of(rule->band);
    return coh_span_of(role == COH_MASK_REACHED_REFERENCE
                           ? "rate_band_reference"
                           : "rate_band");
}

int
coh_mask_form_columns(struct coh_mask *m, struct coh_error *err)
{
    struct coh_mask_output *o = &m->output;
    size_t i;

    o->column = coh_arena_alloc(
        &m->arena, (m->table.header.n + 1) * sizeof(*o->column), err);
    if (!o->column)
        return -1;
    for (i = 0; i < m->table.header.n; i++) {
        enum coh_mask_role role = m->plan.role[i];
        enum coh_column_kind kind = COH_COLUMN_TEXT;

        if (!is_shown(m, i))
            continue;
        if (is_number(role) ||
            (!is_band(role) && role != COH_MASK_VERDICT && m->table.rows))
            kind = is_number(role) ? COH_COLUMN_NUMBER
                                   : coh_table_kind(&m->table, i);
        o->column[o->width++] = (struct coh_mask_column){
            name_of(m, i), i, role, kind,
            m->plan.rule[i] ? m->plan.rule[i]->decimals : 0};
    }
    o->column[o->width++] =
        (struct coh_mask_column){coh_span_of("suppressed"), m->table.header.n,
                                 COH_MASK_LABEL, COH_COLUMN_TEXT, 0};
    return 0;
}

/* ---- cells ---- */

/* A row on its way: what is hidden of it. */
struct form {
    struct coh_mask *m;
    const struct coh_mask_block *b;
    const struct coh_mask_sheet *s;
    size_t place, row; /* row: COH_MASK_NONE for one that is added */
    size_t sum, others, of;
    int hide, hide_reference, hide_of;
    int flat;   /* all scores are one: its mean is everybody's */
    int shares; /* figures are from -1 to 1 */
    struct coh_text suppressed;
};

static const char *
keep(struct form *f, struct coh_span s, struct coh_error *err)
{
    return coh_arena_text(&f->m->arena, s.length ? s.bytes : "", s.length, err);
}

static int
hides(const struct form *f, enum coh_mask_role role)
{
    const struct coh_mask_sheet *s = f->s;

    switch (role) {
    case COH_MASK_COUNT:
        return f->hide;
    case COH_MASK_FIGURE:
        return f->hide || f->flat;
    case COH_MASK_COUNT_REFERENCE:
        return f->hide_reference;
    case COH_MASK_FIGURE_REFERENCE:
        return f->hide_reference || f->flat;
    case COH_MASK_FIGURE_BOTH:
    case COH_MASK_VERDICT:
        return f->hide || f->hide_reference || f->flat;
    case COH_MASK_COUNT_OF:
        return f->hide_of;
    case COH_MASK_SHARE:
        return f->hide || f->hide_of;
    case COH_MASK_RATE:
    case COH_MASK_REACHED:
        return f->hide || f->flat || (s->reached && s->coarse[f->sum]);
    case COH_MASK_RATE_REFERENCE:
    case COH_MASK_REACHED_REFERENCE:
        return f->hide_reference || (s->reached && f->others != COH_MASK_NONE &&
                                     s->coarse[f->others]);
    default:
        return 0;
    }
}

/* Are all figures with one decimal from -1 to 1, as shares of the points are?
 * One decimal says little of them. */
static int
are_shares(const struct coh_mask *m)
{
    const struct coh_mask_output *o = &m->output;
    size_t i, row, seen = 0;

    for (i = 0; i < o->width; i++) {
        if (!is_number(o->column[i].role) || o->column[i].decimals != 1)
            continue;
        for (row = 0; row < m->table.rows; row++) {
            struct coh_span s = coh_span_trim(
                coh_table_cell(&m->table, row, o->column[i].from));

            if (!s.length)
                continue;
            if (!(fabs(coh_number_double(s)) <= 1))
                return 0;
            seen++;
        }
    }
    return seen > 0;
}

/* Of scores 0 and 1 the mean is a rate: a second decimal tells no more of them
 * than the whole percents that a band of so many may have. */
static int
may_have_hundredths(const struct form *f, struct coh_span s)
{
    struct coh_rate_band b;
    int64_t n = f->s->problem.sum[f->sum].count;
    double share = fabs(coh_number_double(s));

    /* In a comparison a figure may be that of the others. */
    if (f->others != COH_MASK_NONE && f->s->problem.sum[f->others].count < n)
        n = f->s->problem.sum[f->others].count;
    return f->shares && n >= WHOLE_PERCENTS && share <= 1 &&
           !coh_rate_band_find(n, (int64_t)floor(share * (double)n + 0.5), &b,
                               NULL) &&
           b.low > 0 && b.high < n;
}

/* A figure with the decimals of its column, or those asked for. */
static const char *
figure(struct form *f, struct coh_span s, int decimals, struct coh_error *err)
{
    int digits = f->m->run->digits;
    char text[COH_NUMBER_SIZE];
    struct coh_decimal d;

    if (!coh_span_trim(s).length || f->row == COH_MASK_NONE)
        return "";
    if (coh_decimal_parse(s, &d) == COH_NUMBER_NOT) {
        coh_fail(err, COH_INPUT, "line %zu: '%.40s' is no number",
                 f->m->table.line[f->row], s.bytes);
        return NULL;
    }
    if (decimals == 1 && may_have_hundredths(f, s))
        decimals = 2;
    coh_double_fixed(coh_number_double(s), digits >= 0 ? digits : decimals,
                     text);
    if (digits < 0 &&
        coh_decimal_parse(coh_span_of(text), &d) == COH_NUMBER_EXACT)
        coh_decimal_text(coh_decimal_reduce(d), text);
    return keep(f, coh_span_of(text), err);
}

static const char *
band(struct form *f, size_t sum, struct coh_error *err)
{
    struct coh_rate_band b;

    if (!f->s->reached || sum == COH_MASK_NONE)
        return "";
    if (coh_rate_band_find(f->s->problem.sum[sum].count, f->s->reached[sum], &b,
                           err))
        return NULL;
    return keep(f, coh_span_of(b.text), err);
}

/* What the interval comes to in words, without its numbers. */
static struct coh_span
verdict(struct coh_span s)
{
    static const char *const start[] = {"higher than ", "lower than ",
                                        "cannot distinguish from "};
    struct coh_span none = {NULL, 0};
    size_t i, n;

    for (i = 0; i < 3; i++) {
        n = strlen(start[i]);
        if (s.length > n && !memcmp(s.bytes, start[i], n))
            break;
    }
    if (i == 3)
        return none;
    for (n = 0; n < s.length && s.bytes[n] != ':' && s.bytes[n] != ';'; n++)
        ;
    return (struct coh_span){s.bytes, n};
}

static struct coh_span
by_value(const struct form *f, size_t column)
{
    size_t d, v;

    for (d = 0; f->m->plan.by.at[d] != column; d++)
        ;
    v = coh_mask_value_at(f->b, f->m->plan.by.n, f->place, d);
    return v < f->b->values[d] ? f->b->value[d][v]
                               : coh_span_of(f->m->ask->total);
}

static const char *
form_cell(struct form *f, const struct coh_mask_column *c,
          struct coh_error *err)
{
    struct coh_span none = {NULL, 0}, s = none;

    if (hides(f, c->role)) {
        if ((f->suppressed.length &&
             coh_text_add_string(&f->suppressed, ";", err)) ||
            coh_text_add(&f->suppressed, c->name.bytes, c->name.length, err))
            return NULL;
        return "";
    }
    if (f->row != COH_MASK_NONE)
        s = coh_table_cell(&f->m->table, f->row, c->from);
    switch (c->role) {
    case COH_MASK_LABEL:
    case COH_MASK_APART:
        return keep(f, coh_table_cell(&f->m->table, f->s->first, c->from), err);
    case COH_MASK_BY:
        return keep(f, by_value(f, c->from), err);
    case COH_MASK_RATE:
    case COH_MASK_REACHED:
        return band(f, f->sum, err);
    case COH_MASK_RATE_REFERENCE:
    case COH_MASK_REACHED_REFERENCE:
        return band(f, f->others, err);
    case COH_MASK_COPY:
        return keep(f, s, err);
    case COH_MASK_VERDICT:
        return keep(f, verdict(s), err);
    case COH_MASK_COUNT:
    case COH_MASK_COUNT_REFERENCE:
    case COH_MASK_COUNT_OF:
        return f->row == COH_MASK_NONE ? "0" : keep(f, s, err);
    default:
        return figure(f, s, c->decimals, err);
    }
}

static int
form_row(struct form *f, struct coh_error *err)
{
    struct coh_mask_output *o = &f->m->output;
    const char **cell;
    size_t i;

    if (coh_reserve(&o->cell, &o->capacity, (o->rows + 1) * o->width,
                    sizeof(*o->cell), err))
        return -1;
    cell = o->cell + o->rows * o->width;
    coh_text_clear(&f->suppressed);
    for (i = 0; i + 1 < o->width; i++)
        if (!(cell[i] = form_cell(f, &o->column[i], err)))
            return -1;
    f->m->flat += f->flat && !f->hide && f->suppressed.length;
    cell[i] = keep(f, coh_text_span(&f->suppressed), err);
    o->rows += cell[i] != NULL;
    return cell[i] ? 0 : -1;
}

/* ---- rows ---- */

static struct coh_span
cell_called(const struct form *f, const char *name, int *there)
{
    const struct coh_header *h = &f->m->table.header;
    size_t at = coh_header_seek(h, coh_span_of(name));

    *there = at < h->n && f->row != COH_MASK_NONE;
    return *there ? coh_span_trim(coh_table_cell(&f->m->table, f->row, at))
                  : (struct coh_span){NULL, 0};
}

/* Scores that are all equal have no spread, and so no interval of the mean. */
static int
is_flat(const struct form *f)
{
    struct coh_decimal d;
    int there;
    struct coh_span s = cell_called(f, "sd", &there);

    if (there && s.length)
        return coh_decimal_parse(s, &d) == COH_NUMBER_EXACT && !d.mantissa;
    s = cell_called(f, "ci_low", &there);
    return there && !s.length;
}

static void
see_place(struct form *f, size_t place)
{
    const struct coh_mask_plan *plan = &f->m->plan;
    size_t last = plan->by.n ? f->b->values[plan->by.n - 1] + 1 : 1;

    f->place = place;
    f->row = f->s->row[place];
    f->sum = f->b->sum[place];
    f->others = f->b->others[place];
    f->of = f->b->sum[place / last * last + last - 1];
    if (plan->pairs)
        f->others = f->sum;
    f->hide = coh_mask_is_hidden(f->s, f->sum);
    f->hide_reference =
        f->others == COH_MASK_NONE || coh_mask_is_hidden(f->s, f->others);
    f->hide_of = coh_mask_is_hidden(f->s, f->of);
    f->flat = is_flat(f);
}

/* In the order of the values: that of the input may be the order of what is
 * hidden. Of rows that stand alone those hidden come last, for the same reason;
 * `hidden` chooses. */
static int
form_sheet(struct form *f, int hidden, struct coh_error *err)
{
    size_t place;

    for (place = 0; place < f->b->places; place++) {
        if (!coh_mask_is_listed(f->b, f->s, f->m->plan.by.n, place))
            continue;
        see_place(f, place);
        if (f->m->plan.kind->rows_apart && f->hide != hidden)
            continue;
        if (form_row(f, err))
            return -1;
    }
    return 0;
}

/* What was released before, as it was. */
static int
form_before(struct form *f, int hidden, struct coh_error *err)
{
    const struct coh_release *r = f->s->before;
    struct coh_mask_output *o = &f->m->output;

    if (hidden)
        return 0;
    if (coh_reserve(&o->cell, &o->capacity, (o->rows + r->rows) * o->width,
                    sizeof(*o->cell), err))
        return -1;
    memcpy(o->cell + o->rows * o->width, r->cell,
           r->rows * o->width * sizeof(*o->cell));
    o->rows += r->rows;
    return 0;
}

int
coh_mask_form(struct coh_mask *m, struct coh_error *err)
{
    struct form f = {
        .m = m, .suppressed = COH_TEXT_INIT, .shares = are_shares(m)};
    int rc = -1, hidden, passes = m->plan.kind->rows_apart ? 2 : 1;
    size_t i, s;

    m->output.rows = 0;
    for (hidden = 0; hidden < passes; hidden++)
        for (i = 0; i < m->blocks; i++)
            for (s = 0; s < m->block[i].sheets; s++) {
                size_t from = m->output.rows;

                f.b = &m->block[i];
                f.s = &m->block[i].sheet[s];
                if (f.s->before ? form_before(&f, hidden, err)
                                : form_sheet(&f, hidden, err))
                    goto out;
                if (m->output.rows > from) {
                    m->block[i].sheet[s].from = from;
                    m->block[i].sheet[s].to = m->output.rows;
                }
            }
    rc = 0;
out:
    coh_text_release(&f.suppressed);
    return rc;
}

/* ---- writing ---- */

/* `padded`: with the decimals of the column, not with those of the cell. */
static int
print_cell(struct coh_writer *w, const struct coh_mask_column *c, int padded,
           const char *text, struct coh_error *err)
{
    struct coh_decimal d;

    if (is_number(c->role) && *text && c->decimals > 0 && padded)
        return coh_writer_double(w, coh_number_double(coh_span_of(text)), err);
    if (is_number(c->role) &&
        coh_decimal_parse(coh_span_of(text), &d) == COH_NUMBER_EXACT)
        return coh_writer_decimal(w, d, err);
    return coh_writer_string(w, text, err);
}

int
coh_mask_print(struct coh_mask *m, struct coh_error *err)
{
    const struct coh_mask_output *o = &m->output;
    struct coh_writer *w = coh_run_writer(m->run, err);
    size_t i, row;
    int padded = !are_shares(m) || m->run->digits >= 0;

    if (!w)
        return -1;
    for (i = 0; i < o->width; i++) {
        if (coh_writer_column(w, o->column[i].name, o->column[i].kind, err))
            return -1;
        coh_writer_decimals(w, i, o->column[i].decimals);
    }
    coh_writer_wrap(w, "suppressed", SUPPRESSED_WIDTH);
    for (row = 0; row < o->rows; row++) {
        for (i = 0; i < o->width; i++)
            if (print_cell(w, &o->column[i], padded,
                           o->cell[row * o->width + i], err))
                return -1;
        if (coh_writer_row(w, err))
            return -1;
    }
    return 0;
}
