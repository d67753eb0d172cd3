/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a growth table, written: cells, flags, what chance would do. */
#include "flow/growth.h"

/* What a scale counts, in the plural. */
static const char *
unit_of(const struct coh_growth *g, const struct coh_growth_line *line)
{
    static const struct {
        const char *scale, *unit;
    } known[] = {
        {"wcpm", "words correct a minute"},
        {"percent", "percentage points"},
        {"scaled", "scale points"},
        {"rit", "RIT points"},
        {"lexile", "Lexile units"},
        {"level", "levels"},
        {"errors", "errors"},
    };
    struct coh_span scale;
    size_t i;

    if (g->unit)
        return g->unit;
    if (!line->scale)
        return "points";
    scale = coh_keys_cells(&g->scales, line->scale - 1)[0];
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (coh_span_is_caseless(scale, known[i].scale))
            return known[i].unit;
    return "points";
}

/* Flag and reason of a line, and its share in the count of tests. */
static int
judge(struct coh_growth *g, const struct coh_growth_line *line,
      const struct coh_trend *t, enum coh_trend_flag *flag,
      struct coh_text *reason, struct coh_error *err)
{
    char a[COH_QUOTE_SIZE], b[COH_QUOTE_SIZE];
    struct coh_span x, y;

    coh_text_clear(reason);
    if (line->other_scale) {
        x = coh_keys_cells(&g->scales, line->scale - 1)[0];
        y = coh_keys_cells(&g->scales, line->other_scale - 1)[0];
        *flag = COH_TREND_CANNOT_TELL;
        return coh_text_format(reason, err,
                               "scores on more than one scale (%s, %s): no "
                               "trend",
                               coh_quote(x.bytes, x.length, a),
                               coh_quote(y.bytes, y.length, b));
    }
    *flag = coh_trend_flag(t);
    g->tested += *flag != COH_TREND_NOT_ENOUGH;
    g->falling += *flag == COH_TREND_FALLING;
    g->rising += *flag == COH_TREND_RISING;
    return coh_trend_reason(t, unit_of(g, line), reason, err);
}

static int
put_value(struct coh_writer *w, const struct coh_value *v,
          struct coh_error *err)
{
    if (v->number == COH_NUMBER_EXACT)
        return coh_writer_decimal(w, coh_decimal_reduce(v->decimal), err);
    return coh_writer_double(w, v->real, err);
}

static int
put_gain(struct coh_writer *w, const struct coh_value *first,
         const struct coh_value *last, struct coh_error *err)
{
    struct coh_decimal d;

    if (first->number == COH_NUMBER_EXACT && last->number == COH_NUMBER_EXACT &&
        !coh_decimal_subtract(last->decimal, first->decimal, &d))
        return coh_writer_decimal(w, d, err);
    return coh_writer_double(
        w, coh_value_double(last) - coh_value_double(first), err);
}

static int
put_blanks(struct coh_writer *w, int n, struct coh_error *err)
{
    while (n-- > 0)
        if (coh_writer_blank(w, err))
            return -1;
    return 0;
}

/* n, dates, scores and gain. */
static int
put_ends(struct coh_writer *w, const struct coh_growth_point *p, size_t n,
         int mixed, struct coh_error *err)
{
    char text[COH_DATE_SIZE];

    if (coh_writer_count(w, n, err))
        return -1;
    if (!n)
        return put_blanks(w, 7, err);
    if (coh_writer_string(w, coh_date_text(p[0].day, text), err) ||
        coh_writer_string(w, coh_date_text(p[n - 1].day, text), err) ||
        put_value(w, &p[0].score, err) || put_value(w, &p[n - 1].score, err))
        return -1;
    if (mixed ? coh_writer_blank(w, err)
              : put_gain(w, &p[0].score, &p[n - 1].score, err))
        return -1;
    /* The gain's limits need a standard error of measurement. */
    return put_blanks(w, 2, err);
}

static int
put_slopes(struct coh_writer *w, const struct coh_trend *t, int mixed,
           struct coh_error *err)
{
    if (mixed)
        return put_blanks(w, 7, err);
    if (coh_writer_double(w, t->slope, err) ||
        coh_writer_double(w, t->ci.low, err) ||
        coh_writer_double(w, t->ci.high, err) ||
        coh_writer_double(w, t->theil_sen, err))
        return -1;
    return put_blanks(w, 3, err); /* no goal */
}

static int
put_line(struct coh_growth *g, const struct coh_scores *in, size_t at,
         const struct coh_growth_point *p, const struct coh_trend *t,
         struct coh_text *reason, struct coh_error *err)
{
    const struct coh_span *key = coh_keys_cells(&g->lines, at);
    const struct coh_span *kept = &g->kept[at * g->keep.n];
    struct coh_writer *w = coh_run_writer(in->rows.run, err);
    int mixed = g->line[at].other_scale != 0;
    size_t i, named = g->named;
    enum coh_trend_flag flag;

    if (!w || judge(g, &g->line[at], t, &flag, reason, err))
        return -1;
    if (mixed &&
        coh_notes_add(&in->rows.run->notes, COH_NOTE_LOOK, coh_text_get(reason),
                      err, "lines on more than one scale have no trend"))
        return -1;
    if (g->choosy && !g->wanted[flag])
        return 0;
    if (coh_writer_text(w, key[0], err) ||
        (named && coh_writer_text(w, kept[0], err)) ||
        coh_writer_text(w, key[1], err) || put_ends(w, p, t->n, mixed, err) ||
        put_slopes(w, t, mixed, err))
        return -1;
    for (i = 0; i < in->by.n; i++)
        if (coh_writer_text(
                w, key[2 + i].length ? key[2 + i] : coh_span_of("(blank)"),
                err))
            return -1;
    for (i = named; i < g->keep.n; i++)
        if (coh_writer_text(w, kept[i], err))
            return -1;
    if (coh_writer_string(w, coh_trend_flag_name(flag), err) ||
        coh_writer_text(w, coh_text_span(reason), err))
        return -1;
    return coh_writer_row(w, err);
}

static int
put_header(const struct coh_growth *g, const struct coh_scores *in,
           struct coh_error *err)
{
    static const char *const middle[] = {
        "measure",   "n",     "first_date",    "last_date",
        "first",     "last",  "gain",          "gain_low",
        "gain_high", "slope", "slope_low",     "slope_high",
        "theil_sen", "goal",  "goal_date_low", "goal_date_high",
    };
    struct coh_writer *w = coh_run_writer(in->rows.run, err);
    const struct coh_span *name = in->rows.header.name;
    size_t i;

    if (!w ||
        coh_writer_column(w, coh_span_of("student_id"), COH_COLUMN_TEXT, err) ||
        (g->named &&
         coh_writer_column(w, coh_span_of("name"), COH_COLUMN_TEXT, err)))
        return -1;
    for (i = 0; i < sizeof(middle) / sizeof(middle[0]); i++)
        if (coh_writer_column(w, coh_span_of(middle[i]),
                              i == 0 || i == 2 || i == 3 || i >= 14
                                  ? COH_COLUMN_TEXT
                                  : COH_COLUMN_NUMBER,
                              err))
            return -1;
    for (i = 0; i < in->by.n; i++)
        if (coh_writer_column(w, name[in->by.at[i]], COH_COLUMN_TEXT, err))
            return -1;
    for (i = g->named; i < g->keep.n; i++)
        if (coh_writer_column(w, name[g->keep.at[i]], COH_COLUMN_TEXT, err))
            return -1;
    if (coh_writer_column(w, coh_span_of("flag"), COH_COLUMN_TEXT, err))
        return -1;
    return coh_writer_column(w, coh_span_of("reason"), COH_COLUMN_TEXT, err);
}

static int
say_chance(const struct coh_growth *g, struct coh_notes *notes,
           struct coh_error *err)
{
    double expected = (double)g->tested * (1 - g->level) / 2;
    char number[COH_NUMBER_SIZE];

    if (!g->tested)
        return 0;
    return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                         "%zu line%s tested, %zu falling, %zu rising; if "
                         "nobody changed, chance alone would still call about "
                         "%s falling and as many rising",
                         g->tested, g->tested == 1 ? "" : "s", g->falling,
                         g->rising, coh_double_fixed(expected, 1, number));
}

int
coh_growth_write(struct coh_growth *g, const struct coh_scores *in,
                 struct coh_error *err)
{
    struct coh_error why = COH_ERROR_INIT;
    struct coh_text reason = COH_TEXT_INIT;
    struct coh_trend_point *p = coh_alloc_array(g->points, sizeof(*p), err);
    struct coh_trend t;
    size_t at, i = 0, n;
    int rc = -1;

    if (!p || put_header(g, in, err))
        goto out;
    for (at = 0; at < g->lines.n; at++, i += n) {
        for (n = 0; i + n < g->points && g->point[i + n].line == at; n++)
            p[n] = (struct coh_trend_point){
                g->point[i + n].day, coh_value_double(&g->point[i + n].score)};
        if (coh_trend_fit(p, n, g->level, &t, &why) && why.code != COH_INPUT) {
            coh_fail(err, why.code, "%s", why.text);
            goto out;
        }
        if (put_line(g, in, at, &g->point[i], &t, &reason, err))
            goto out;
    }
    rc = say_chance(g, &in->rows.run->notes, err);
out:
    coh_text_release(&reason);
    coh_free(p);
    return rc;
}
