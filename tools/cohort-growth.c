/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-growth: how each student's scores change over time.
 *
 * Memory: holds the scores with their days.
 */
#include <gsl/gsl_errno.h>

#include "flow/growth.h"

struct args {
    const char *value, *by, *date, *keep, *flag, *unit;
    double level;
};

static int
prepare(const struct args *a, struct coh_growth *g, struct coh_error *err)
{
    g->level = a->level;
    g->unit = a->unit;
    if (!(a->level > 0 && a->level < 1))
        return coh_fail(err, COH_USAGE, "--ci is above 0 and below 1 (0.95)");
    if (a->flag && coh_growth_want(g, a->flag, err)) {
        coh_error_context(err, "--flag: ");
        return -1;
    }
    return 0;
}

static int
run_growth(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_growth g = COH_GROWTH_INIT;
    int rc = -1;

    if (prepare(a, &g, err) ||
        coh_scores_open(&in, run, a->value, a->by, err) ||
        coh_growth_read(&g, &in, a->date, a->keep, err) ||
        coh_growth_write(&g, &in, err))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_growth_release(&g);
    coh_scores_release(&in);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.level = 0.95, .value = "score", .date = "date"};
    const struct coh_option options[] = {
        COH_STRING('v', "value", "COL", &a.value, "the scores (score)"),
        COH_STRING('b', "by", "COL[,COL]", &a.by,
                   "a line for each value of these, too"),
        COH_STRING(0, "date", "COL", &a.date, "the day of a score (date)"),
        COH_STRING(0, "keep", "COL[,COL]", &a.keep, "columns to pass through"),
        COH_STRING(0, "flag", "FLAG[,FLAG]", &a.flag,
                   "only students with these flags"),
        COH_STRING(0, "unit", "WORDS", &a.unit,
                   "what the scores count (by the scale column)"),
        COH_DOUBLE(0, "ci", "LEVEL", &a.level,
                   "confidence level of the slope (0.95)"),
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
