/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a growth table, written cell by cell. */
#include "flow/growth-internal.h"

/* Blocks of columns that options add, right before the flag. */
static const char *const all_columns[] = {
    "theil_sen_low",
    "theil_sen_high",
    "see",
    "lag1",
};
static const char *const goal_columns[] = {"p_goal_by", "aimline", "p_aimline"};
static const char *const percentile_columns[] = {
    "percentile_in_this_group", "percentile_low", "percentile_high"};

enum {
    ALL = sizeof(all_columns) / sizeof(*all_columns),
    GOAL = sizeof(goal_columns) / sizeof(*goal_columns),
    PERCENTILE = sizeof(percentile_columns) / sizeof(*percentile_columns)
};

static int
has_goal_columns(const struct coh_growth *g)
{
    return g->set.all && (g->set.goal || g->set.goals);
}

static int
has_change(const struct coh_growth *g)
{
    return g->set.all || !isnan(g->set.sem) || !isnan(g->set.reliability) ||
           !isnan(g->set.expected);
}

/* ---- cells ---- */

static int
put_doubles(struct coh_writer *w, const double *x, size_t n, int blank,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (blank ? coh_writer_blank(w, err) : coh_writer_double(w, x[i], err))
            return -1;
    return 0;
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
put_ends(struct coh_writer *w, const struct coh_growth_view *v,
         struct coh_error *err)
{
    const struct coh_growth_point *p = v->point;
    size_t n = v->line->n;
    double limits[2] = {v->change.ci.low, v->change.ci.high};
    char text[COH_DATE_SIZE];
    struct coh_value gain;

    if (coh_writer_count(w, n, err))
        return -1;
    if (!n)
        return put_blanks(w, 7, err);
    if (coh_writer_string(w, coh_date_text(p[0].day, text), err) ||
        coh_writer_string(w, coh_date_text(p[n - 1].day, text), err) ||
        coh_writer_value(w, &p[0].score, err) ||
        coh_writer_value(w, &p[n - 1].score, err))
        return -1;
    gain = coh_growth_gain(&p[0].score, &p[n - 1].score);
    /* A score against itself is no gain. */
    if (v->mixed || n < 2 ? coh_writer_blank(w, err)
                          : coh_writer_value(w, &gain, err))
        return -1;
    return put_doubles(w, limits, 2, 0, err);
}

static int
put_slopes(struct coh_writer *w, const struct coh_growth_view *v,
           struct coh_error *err)
{
    const struct coh_trend *t = &v->trend;
    double x[] = {t->slope, t->ci.low, t->ci.high, t->theil_sen};
    char low[COH_DATE_SIZE], high[COH_DATE_SIZE];

    if (put_doubles(w, x, 4, v->mixed, err))
        return -1;
    if (!v->goal)
        return put_blanks(w, 3, err);
    if (coh_writer_value(w, &v->goal->target, err) ||
        coh_writer_string(w, coh_date_text(v->meets_low, low), err))
        return -1;
    return coh_writer_string(w, coh_date_text(v->meets_high, high), err);
}

/* What options add. */
static int
put_more(const struct coh_growth *g, struct coh_writer *w,
         const struct coh_growth_view *v, struct coh_error *err)
{
    const struct coh_trend *t = &v->trend;
    const struct coh_growth_line *l = v->line;
    double all[ALL] = {t->theil_sen_ci.low, t->theil_sen_ci.high, t->see,
                       t->lag1};
    double goal[GOAL] = {v->outlook.p_date, v->outlook.aimline,
                         v->outlook.p_aimline};
    double percentile[PERCENTILE] = {l->percentile, l->band.low, l->band.high};

    if (g->set.all && put_doubles(w, all, ALL, v->mixed, err))
        return -1;
    if (has_goal_columns(g) && put_doubles(w, goal, GOAL, v->mixed, err))
        return -1;
    if (has_change(g) && coh_writer_string(w, coh_growth_verdict(g, v), err))
        return -1;
    return g->set.percentile ? put_doubles(w, percentile, PERCENTILE, 0, err)
                             : 0;
}

/* By-columns and those passed through. */
static int
put_groups(const struct coh_growth *g, const struct coh_scores *in, size_t at,
           struct coh_writer *w, struct coh_error *err)
{
    const struct coh_span *key = coh_keys_cells(&g->lines, at);
    size_t i;

    for (i = 0; i < in->by.n; i++)
        if (coh_writer_text(
                w, key[2 + i].length ? key[2 + i] : coh_span_of("(blank)"),
                err))
            return -1;
    for (i = g->named; i < g->keep.n; i++)
        if (coh_writer_text(w, g->kept[at * g->keep.n + i], err))
            return -1;
    return 0;
}

static int
put_line(const struct coh_growth *g, const struct coh_scores *in, size_t at,
         const struct coh_growth_view *v, const struct coh_text *reason,
         struct coh_writer *w, struct coh_error *err)
{
    const struct coh_span *key = coh_keys_cells(&g->lines, at);

    if (coh_writer_text(w, key[0], err) ||
        (g->named && coh_writer_text(w, g->kept[at * g->keep.n], err)) ||
        coh_writer_text(w, key[1], err) || put_ends(w, v, err) ||
        put_slopes(w, v, err) || put_groups(g, in, at, w, err) ||
        put_more(g, w, v, err) ||
        coh_writer_string(w, coh_trend_flag_name(v->flag), err) ||
        coh_writer_text(w, coh_text_span(reason), err))
        return -1;
    return coh_writer_row(w, err);
}

/* ---- the header ---- */

static int
name_columns(struct coh_writer *w, const char *const *name, size_t n,
             struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_writer_column(w, coh_span_of(name[i]), COH_COLUMN_NUMBER, err))
            return -1;
    return 0;
}

static int
text_column(struct coh_writer *w, const char *name, struct coh_error *err)
{
    return coh_writer_column(w, coh_span_of(name), COH_COLUMN_TEXT, err);
}

static int
put_more_names(const struct coh_growth *g, struct coh_writer *w,
               struct coh_error *err)
{
    if (g->set.all && name_columns(w, all_columns, ALL, err))
        return -1;
    if (has_goal_columns(g) && name_columns(w, goal_columns, GOAL, err))
        return -1;
    if (has_change(g) && text_column(w, "change", err))
        return -1;
    return g->set.percentile
               ? name_columns(w, percentile_columns, PERCENTILE, err)
               : 0;
}

static int
put_header(const struct coh_growth *g, const struct coh_scores *in,
           struct coh_writer *w, struct coh_error *err)
{
    static const char *const middle[] = {
        "measure",   "n",     "first_date",    "last_date",
        "first",     "last",  "gain",          "gain_low",
        "gain_high", "slope", "slope_low",     "slope_high",
        "theil_sen", "goal",  "goal_date_low", "goal_date_high",
    };
    const struct coh_span *name = in->rows.header.name;
    size_t i;

    if (text_column(w, "student_id", err) ||
        (g->named && text_column(w, "name", err)))
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
    if (put_more_names(g, w, err) || text_column(w, "flag", err))
        return -1;
    if (text_column(w, "reason", err))
        return -1;
    coh_writer_wrap(w, "reason", 60);
    return 0;
}

/* ---- lines ---- */

/* What the notes count, of every line that was asked for, written or not. */
static void
count(struct coh_growth *g, const struct coh_growth_view *v)
{
    const char *verdict = coh_growth_verdict(g, v);

    if (v->mixed)
        return;
    g->tested += v->flag != COH_TREND_NOT_ENOUGH;
    g->falling += v->flag == COH_TREND_FALLING;
    g->rising += v->flag == COH_TREND_RISING;
    g->intervals += !isnan(v->trend.ci.low) || v->judged;
    g->judged += v->judged;
    g->unjudged += v->line->n > 1 && !v->judged;
    g->better += *verdict == 'i' || *verdict == 'a';
    g->worse += *verdict == 'd' || *verdict == 'b';
}

static int
write_line(struct coh_growth *g, const struct coh_scores *in, size_t at,
           struct coh_trend_point *p, struct coh_writer *w,
           struct coh_text *reason, struct coh_error *err)
{
    struct coh_growth_view v;

    if (!g->line[at].chosen)
        return 0;
    coh_text_clear(reason);
    if (coh_growth_look(g, at, p, &v, err) ||
        coh_growth_reason(g, &v, reason, err))
        return -1;
    count(g, &v);
    if (v.mixed && coh_growth_say_mixed(g, v.line, in->rows.run, err))
        return -1;
    if (g->choosy && !g->wanted[v.flag])
        return 0;
    return put_line(g, in, at, &v, reason, w, err);
}

int
coh_growth_write(struct coh_growth *g, const struct coh_scores *in,
                 struct coh_error *err)
{
    struct coh_text reason = COH_TEXT_INIT;
    struct coh_trend_point *p = coh_alloc_array(g->points, sizeof(*p), err);
    struct coh_writer *w = coh_run_writer(in->rows.run, err);
    size_t at;
    int rc = -1;

    if (!p || !w || put_header(g, in, w, err) ||
        coh_growth_say_choice(g, in, 0, err))
        goto out;
    for (at = 0; at < g->lines.n; at++)
        if (write_line(g, in, at, p, w, &reason, err))
            goto out;
    rc = coh_growth_say_chance(g, in->rows.run, err);
out:
    coh_text_release(&reason);
    coh_free(p);
    return rc;
}
