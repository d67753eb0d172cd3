/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line looked at: its trend, its gain, its goal, and the words for them. */
#include <math.h>
#include <stdio.h>

#include "flow/growth-internal.h"

/* ---- figures ---- */

struct coh_value
coh_growth_gain(const struct coh_value *first, const struct coh_value *last)
{
    struct coh_value gain = {.number = COH_NUMBER_EXACT};

    if (first->number == COH_NUMBER_EXACT && last->number == COH_NUMBER_EXACT &&
        !coh_decimal_subtract(last->decimal, first->decimal, &gain.decimal)) {
        gain.decimal = coh_decimal_reduce(gain.decimal);
        return gain;
    }
    gain.number = COH_NUMBER_LONG;
    gain.real = coh_value_double(last) - coh_value_double(first);
    return gain;
}

const char *
coh_growth_number(const struct coh_value *v, char out[COH_NUMBER_SIZE])
{
    if (v->number == COH_NUMBER_EXACT)
        return coh_decimal_text(coh_decimal_reduce(v->decimal), out);
    return coh_double_text(coh_value_double(v), out);
}

const char *
coh_growth_percent(double p, char out[COH_NUMBER_SIZE])
{
    if (p < 0.01)
        return "under 1 %";
    if (p > 0.99)
        return "over 99 %";
    snprintf(out, COH_NUMBER_SIZE, "%.0f %%", 100 * p);
    return out;
}

int
coh_growth_add(struct coh_sample *s, const struct coh_value *v,
               struct coh_error *err)
{
    if (v->number == COH_NUMBER_EXACT)
        return coh_sample_add(s, v->decimal, err);
    return coh_sample_add_double(s, v->real, err);
}

static int
fit(struct coh_growth *g, struct coh_trend_point *p, struct coh_growth_view *v,
    struct coh_error *err)
{
    struct coh_error why = COH_ERROR_INIT;
    size_t n = v->line->n, i;
    coh_date first = n ? v->point[0].day : 0;

    v->outside = n && !coh_growth_covers(g, first, v->point[n - 1].day);
    for (i = 0; i < n; i++) {
        /* From the first score on: large scores cost a slope no digits. */
        struct coh_value gain =
            coh_growth_gain(&v->point[0].score, &v->point[i].score);

        p[i] = (struct coh_trend_point){
            coh_growth_count_day(g, first, v->point[i].day),
            coh_value_double(&gain)};
    }
    if (coh_trend_fit_weeks(p, v->outside ? 0 : n, g->set.school_weeks ? 5 : 7,
                            g->set.level, &v->trend, &why) &&
        why.code != COH_INPUT)
        return coh_fail(err, why.code, "%s", why.text);
    v->trend.n = n;
    return 0;
}

static int
judge_gain(const struct coh_growth *g, struct coh_growth_view *v,
           struct coh_error *err)
{
    const struct coh_growth_line *l = v->line;
    struct coh_error why = COH_ERROR_INIT;
    struct coh_value gain;

    v->change.ci.low = v->change.ci.high = NAN;
    v->change.error = NAN;
    if (v->mixed || l->n < 2)
        return 0;
    gain = coh_growth_gain(&v->point[0].score, &v->point[l->n - 1].score);
    if (coh_change_reliable(coh_value_double(&gain), l->sem_first, l->sem_last,
                            isnan(g->set.expected) ? 0 : g->set.expected,
                            g->set.level, &v->change, &why))
        return why.code == COH_INPUT ? 0
                                     : coh_fail(err, why.code, "%s", why.text);
    v->judged = 1;
    return 0;
}

int
coh_growth_look(struct coh_growth *g, size_t at, struct coh_trend_point *p,
                struct coh_growth_view *v, struct coh_error *err)
{
    *v = (struct coh_growth_view){
        .line = &g->line[at],
        .point = &g->point[g->line[at].start],
        .mixed = g->line[at].other_scale || g->line[at].other_assessment,
        .meets_low = COH_DATE_NONE,
        .meets_high = COH_DATE_NONE,
    };
    if (fit(g, p, v, err) || judge_gain(g, v, err))
        return -1;
    v->flag = v->mixed ? COH_TREND_CANNOT_TELL : coh_trend_flag(&v->trend);
    v->outlook.aimline = v->outlook.p_aimline = v->outlook.p_date = NAN;
    if (!v->line->goal)
        return 0;
    v->goal = &g->goal[v->line->goal - 1];
    if (v->line->n && !v->mixed)
        coh_growth_look_at_goal(g, p, v);
    return 0;
}

const char *
coh_growth_verdict(const struct coh_growth *g, const struct coh_growth_view *v)
{
    int up = v->change.verdict == COH_CHANGE_UP;

    if (!v->judged)
        return "";
    if (v->change.verdict == COH_CHANGE_CANNOT_TELL)
        return "cannot distinguish";
    /* Who gained less than expected has not declined. */
    if (!isnan(g->set.expected) && g->set.expected != 0)
        return up ? "above expected" : "below expected";
    return up != coh_growth_is_down(g, v->line) ? "improved" : "declined";
}

/* ---- words ---- */

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

    if (g->set.unit)
        return g->set.unit;
    if (!line->scale)
        return "points";
    scale = coh_keys_cells(&g->scales, line->scale - 1)[0];
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (coh_span_is_caseless(scale, known[i].scale))
            return known[i].unit;
    return "points";
}

int
coh_growth_mixed(const struct coh_growth *g, const struct coh_growth_line *l,
                 struct coh_text *out, struct coh_error *err)
{
    char a[COH_QUOTE_SIZE], b[COH_QUOTE_SIZE];
    const struct coh_keys *kinds =
        l->other_scale ? &g->scales : &g->assessments;
    struct coh_span x = coh_keys_cells(
        kinds, (l->other_scale ? l->scale : l->assessment) - 1)[0];
    struct coh_span y = coh_keys_cells(
        kinds, (l->other_scale ? l->other_scale : l->other_assessment) - 1)[0];

    return coh_text_format(out, err, "scores %s (%s, %s): no trend",
                           l->other_scale ? "on more than one scale"
                                          : "of more than one assessment",
                           coh_quote(x.bytes, x.length, a),
                           coh_quote(y.bytes, y.length, b));
}

/* So many significant digits of the error: numbers must not pretend. */
static int
digits_of(double error, int significant)
{
    int digits = significant - 1 - (int)floor(log10(error));

    return digits < 0 ? 0 : digits > 6 ? 6 : digits;
}

static int
odd_words(const struct coh_growth_view *v, struct coh_text *out,
          struct coh_error *err)
{
    const struct coh_trend *t = &v->trend;
    char size[COH_NUMBER_SIZE];

    if (v->flag == COH_TREND_NOT_ENOUGH || !(t->error > 0) ||
        !(fabs(t->slope - t->theil_sen) > t->error))
        return 0;
    coh_double_fixed(t->theil_sen, digits_of(t->error, 1), size);
    return coh_text_format(out, err,
                           "; the median of all pairs says %s a %sweek, more "
                           "than a standard error away: look for odd scores",
                           size, t->days_in_week == 7 ? "" : "school ");
}

static int
gain_words(const struct coh_growth *g, const struct coh_growth_view *v,
           struct coh_text *out, struct coh_error *err)
{
    char gain[COH_NUMBER_SIZE], low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];
    char expected[COH_NUMBER_SIZE];
    struct coh_value x;
    int digits, tested = !isnan(g->set.expected) && g->set.expected != 0;

    if (!v->judged)
        return 0;
    x = coh_growth_gain(&v->point[0].score, &v->point[v->line->n - 1].score);
    digits = digits_of(v->change.error, 2);
    coh_double_text(g->set.expected, expected);
    return coh_text_format(
        out, err, "; gain %s (%.12g %% by measurement error %s to %s): %s%s%s",
        coh_growth_number(&x, gain), 100 * g->set.level,
        coh_double_fixed(v->change.ci.low, digits, low),
        coh_double_fixed(v->change.ci.high, digits, high),
        v->change.verdict == COH_CHANGE_CANNOT_TELL && tested
            ? "cannot distinguish from the expected "
        : v->change.verdict == COH_CHANGE_CANNOT_TELL
            ? "cannot distinguish from no change"
            : coh_growth_verdict(g, v),
        tested && v->change.verdict != COH_CHANGE_CANNOT_TELL ? " " : "",
        tested ? expected : "");
}

/* ---- the goal in words ---- */

static int
undated_words(const struct coh_growth_view *v, struct coh_text *out,
              struct coh_error *err)
{
    static const char *const why[] = {
        [COH_GOAL_DATED] = "beyond ten years or the calendar",
        [COH_GOAL_TOO_FEW] = "too few scores",
        [COH_GOAL_NO_SPREAD] = "scores with no spread",
        [COH_GOAL_NO_PACE] = "the pace could be 0",
        [COH_GOAL_AWAY] = "the line moves away from it",
    };

    return coh_text_format(out, err, "cannot be dated (%s)",
                           v->outside ? "scores outside the school calendar"
                                      : why[v->outlook.dating]);
}

static int
date_words(const struct coh_growth_view *v, struct coh_text *out,
           struct coh_error *err)
{
    char low[COH_DATE_SIZE], high[COH_DATE_SIZE];

    if (v->meets_low == COH_DATE_NONE)
        return undated_words(v, out, err);
    return coh_text_format(out, err,
                           "met between %s and %s if the pace holds (90 %% "
                           "band of the line)",
                           coh_date_text(v->meets_low, low),
                           coh_date_text(v->meets_high, high));
}

/* On course or not: 8 in 10 are enough to say so. */
static int
course_words(const struct coh_growth_view *v, struct coh_text *out,
             struct coh_error *err)
{
    const struct coh_goal_outlook *o = &v->outlook;
    char there[COH_NUMBER_SIZE], pace[COH_NUMBER_SIZE], aim[COH_NUMBER_SIZE];

    if (isnan(o->p_date))
        return 0;
    if (coh_text_format(out, err, "%s, %s that the line is there then",
                        o->p_date >= 0.8   ? "on course"
                        : o->p_date <= 0.2 ? "not on course"
                                           : "cannot tell whether on course",
                        coh_growth_percent(o->p_date, there)))
        return -1;
    if (isnan(o->p_aimline))
        return coh_text_add_string(out, "; ", err);
    coh_double_fixed(o->aimline, digits_of(v->trend.error, 1), aim);
    return coh_text_format(out, err,
                           ", %s that the pace is the %s a %sweek needed; ",
                           coh_growth_percent(o->p_aimline, pace), aim,
                           v->trend.days_in_week == 7 ? "" : "school ");
}

static int
goal_words(const struct coh_growth_view *v, struct coh_text *out,
           struct coh_error *err)
{
    char target[COH_NUMBER_SIZE], by[COH_DATE_SIZE];
    int dated;

    if (!v->goal)
        return 0;
    dated = v->goal->by != COH_DATE_NONE;
    if (coh_text_format(
            out, err,
            "; goal %s%s%s: ", coh_growth_number(&v->goal->target, target),
            dated ? " by " : "", dated ? coh_date_text(v->goal->by, by) : ""))
        return -1;
    if (!v->line->n)
        return coh_text_add_string(out, "no scores", err);
    if (v->outlook.reached)
        return coh_text_add_string(out,
                                   "reached (the 90 % band of the line lies "
                                   "beyond it)",
                                   err);
    return course_words(v, out, err) || date_words(v, out, err) ? -1 : 0;
}

int
coh_growth_reason(const struct coh_growth *g, const struct coh_growth_view *v,
                  struct coh_text *out, struct coh_error *err)
{
    if (v->mixed)
        return coh_growth_mixed(g, v->line, out, err);
    if (v->outside
            ? coh_text_add_string(
                  out, "scores outside the school calendar: no trend", err)
            : coh_trend_reason(&v->trend, unit_of(g, v->line), out, err))
        return -1;
    if (odd_words(v, out, err) || goal_words(v, out, err))
        return -1;
    return gain_words(g, v, out, err);
}
