/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-compare: how far groups are apart, and how sure one can be.
 *
 * Memory: holds the distinct scores of each group, above 16,384 of them its
 * scores; with --per-student, --paired and --agree a record a student.
 */
#include <gsl/gsl_errno.h>

#include "flow/compare.h"

static int
check(const struct coh_compare_ask *ask, struct coh_error *err)
{
    if (!(ask->level > 0 && ask->level < 1))
        return coh_fail(err, COH_USAGE, "--ci is above 0 and below 1 (0.95)");
    if (ask->adjust && !ask->p)
        return coh_fail(err, COH_USAGE, "--adjust goes with --p");
    if (ask->cut && !ask->rates && !ask->agree)
        return coh_fail(err, COH_USAGE, "--cut goes with --rates or --agree");
    if ((ask->table || ask->list) && !ask->agree)
        return coh_fail(err, COH_USAGE, "--table and --list go with --agree");
    return 0;
}

static int
run_compare(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct coh_compare_ask *ask = context;
    int rc;

    if (check(ask, err))
        return -1;
    if (ask->agree)
        rc = coh_compare_agree(run, ask, err);
    else if (ask->rates)
        rc = coh_compare_rates(run, ask, err);
    else if (ask->overall)
        rc = coh_compare_overall(run, ask, err);
    else if (ask->paired)
        rc = coh_compare_pairs(run, ask, err);
    else
        rc = coh_compare_groups(run, ask, err);
    return rc ? rc : coh_run_finish(run, err);
}

int
main(int argc, char **argv)
{
    static const char *const adjust[] = {"holm", "bh", "none", NULL};
    /* "rows" is the choice without the option: one score a row. */
    static const char *const collapse[] = {"rows", "mean", "latest", "best",
                                           NULL};
    struct coh_compare_ask a = COH_COMPARE_ASK_INIT;
    const struct coh_option options[] = {
        COH_STRING('v', "value", "COL[,COL]", &a.value,
                   "scores to compare (score, or all that look so)"),
        COH_STRING('b', "by", "COL[,COL]", &a.by,
                   "the groups: a row for each value of each column"),
        COH_STRING(0, "reference", "VALUE", &a.reference,
                   "compare with this group (everyone else)"),
        COH_STRING(0, "within", "COL[,COL]", &a.within,
                   "compare within each value of these"),
        COH_STRING(0, "paired", "COL", &a.paired,
                   "each student's two scores: the student column"),
        COH_DOUBLE(0, "ci", "LEVEL", &a.level,
                   "confidence level of intervals (0.95)"),
        COH_FLAG(0, "p", &a.p, "p-values, too"),
        COH_CHOICE(0, "adjust", "HOW", &a.adjust, adjust,
                   "p-values for many comparisons: holm (default), bh, none"),
        COH_COUNT(0, "min-n", "N", &a.min_n,
                  "hide the figures of groups with fewer scores"),
        COH_CHOICE(0, "per-student", "WHICH", &a.collapse, collapse,
                   "one score a student: mean, latest or best"),
        COH_FLAG(0, "overall", &a.overall,
                 "all groups at once: analysis of variance, ICC"),
        COH_FLAG(0, "rates", &a.rates,
                 "rates at or above --cut, and the gaps between them"),
        COH_STRING(0, "agree", "A,B", &a.agree,
                   "do two measures of the same students say the same?"),
        COH_STRING(0, "cut", "X[%][,Y[%]]", &a.cut,
                   "of --rates; of --agree one for each measure"),
        COH_FLAG(0, "table", &a.table, "of --agree: levels against levels"),
        COH_FLAG(0, "list", &a.list, "of --agree: who is on different levels"),
        COH_STRING(0, "date", "COL", &a.date,
                   "day of a score, for latest and paired (date)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-compare",
        "[FILE…]",
        "Compare groups: difference, interval, effect size",
        COH_STEP_ANALYSE,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT | COH_TAKES_SEED,
        options,
    };

    gsl_set_error_handler_off();
    return coh_tool_main(&tool, argc, argv, run_compare, &a);
}
