/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-growth: how each student's scores change over time.
 *
 * Memory: holds the scores with their days.
 */
#include <gsl/gsl_errno.h>

#include "flow/growth.h"

struct args {
    struct coh_growth_settings set;
    const char *value, *by;
    int change;
};

static int
run_growth(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_growth g = COH_GROWTH_INIT;
    int rc = -1;

    g.set = a->set;
    if (coh_growth_check(&g, err) ||
        coh_scores_open(&in, run, a->value, a->by, err) ||
        coh_growth_read(&g, &in, err) || coh_growth_arrange(&g, &in, err) ||
        coh_growth_goals(&g, &in, err))
        goto out;
    if (a->change ? coh_growth_write_change(&g, &in, err)
                  : coh_growth_write(&g, &in, err))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_growth_release(&g);
    coh_scores_release(&in);
    return rc;
}

static const char *const directions[] = {"up", "down", NULL};

int
main(int argc, char **argv)
{
    struct args a = {.set = COH_GROWTH_SETTINGS_INIT, .value = "score"};
    struct coh_growth_settings *s = &a.set;
    const struct coh_option options[] = {
        COH_STRING('v', "value", "COL", &a.value, "the scores (score)"),
        COH_STRING('b', "by", "COL[,COL]", &a.by,
                   "a line for each value of these, too"),
        COH_STRING(0, "date", "COL", &s->date, "the day of a score (date)"),
        COH_STRING(0, "keep", "COL[,COL]", &s->keep, "columns to pass through"),
        COH_STRING(0, "flag", "FLAG[,FLAG]", &s->flags,
                   "only students with these flags"),
        COH_STRING(0, "unit", "WORDS", &s->unit,
                   "what the scores count (by the scale column)"),
        COH_DOUBLE(0, "ci", "LEVEL", &s->level,
                   "confidence level of slope and gain (0.95)"),
        COH_FLAG(0, "all", &s->all, "more columns on slope, goal and gain"),
        COH_DOUBLE(0, "sem", "S", &s->sem,
                   "standard error of measurement of a score"),
        COH_DOUBLE(0, "reliability", "R", &s->reliability,
                   "or the test's reliability"),
        COH_DOUBLE(0, "expected", "X", &s->expected,
                   "judge gains against this one (0)"),
        COH_CHOICE(0, "direction", "up|down", &s->direction, directions,
                   "which way is better (by the goals)"),
        COH_STRING(0, "goal", "G", &s->goal, "a goal for every line"),
        COH_STRING(0, "by-date", "DATE", &s->by_date, "its day"),
        COH_STRING(0, "goals", "FILE", &s->goals,
                   "goals: student_id,measure,goal,by"),
        COH_FLAG(0, "school-weeks", &s->school_weeks,
                 "slopes a week of five school days"),
        COH_STRING(0, "calendar", "FILE", &s->calendar,
                   "of which: kind,label,start,end"),
        COH_FLAG(0, "percentile", &s->percentile,
                 "the last score among those who started alike"),
        COH_STRING(0, "chosen", "CONDITION", &s->chosen,
                   "only students whose first score fits"),
        COH_FLAG(0, "change", &a.change,
                 "a row a group: all students and those matched"),
        COH_STRING(0, "occasions", "COL", &s->occasions,
                   "what tells occasions apart (term, else the week)"),
        COH_FLAG(0, "forms", &s->forms,
                 "assessments are forms of one: no matter which"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-growth",
        "[FILE…]",
        "Tell who is rising, who is falling and who cannot be told",
        COH_STEP_ANALYSE,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT,
        options,
    };

    gsl_set_error_handler_off();
    return coh_tool_main(&tool, argc, argv, run_growth, &a);
}
