/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-summary: statistics of the scores of each group.
 *
 * Memory: streams; holds a group's distinct scores, above 4,096 of them its
 * scores, and with --per-student a record a student.
 */
#include <gsl/gsl_errno.h>

#include "flow/summary-table.h"

struct args {
    const char *value, *by, *stats, *cut, *sort, *date;
    double level;
    int collapse;
};

static int
choose_statistics(const char *stats, struct coh_summary *sum,
                  struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    int rc;

    if (!stats)
        return coh_summary_choose(sum, coh_span_of(NULL), err);
    rc = coh_list_parse(&list, stats, err);
    for (i = 0; !rc && i < list.n; i++)
        rc = coh_summary_choose(sum, coh_span_trim(list.item[i]), err);
    if (rc)
        coh_error_context(err, "--stats: ");
    coh_list_release(&list);
    return rc;
}

static int
prepare(const struct args *a, struct coh_summary *sum, struct coh_error *err)
{
    sum->level = a->level;
    sum->collapse = (enum coh_summary_collapse)a->collapse;
    if (!(a->level > 0 && a->level < 1))
        return coh_fail(err, COH_USAGE, "--ci is above 0 and below 1 (0.95)");
    if (a->cut && coh_summary_cut(sum, coh_span_of(a->cut), err)) {
        coh_error_context(err, "--cut: ");
        return -1;
    }
    return choose_statistics(a->stats, sum, err);
}

static int
run_summary(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_summary sum = COH_SUMMARY_INIT;
    int rc = -1;

    if (prepare(a, &sum, err) ||
        coh_scores_open(&in, run, a->value, a->by, err) ||
        coh_summary_table_read(&sum, &in, a->date, err) ||
        coh_summary_table_write(&sum, &in, a->sort, err))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_summary_release(&sum);
    coh_scores_release(&in);
    return rc;
}

int
main(int argc, char **argv)
{
    /* "rows" is the choice without the option: one score a row. */
    static const char *const collapse[] = {"rows", "mean", "latest", "best",
                                           NULL};
    struct args a = {.level = 0.95, .date = "date"};
    const struct coh_option options[] = {
        COH_STRING('v', "value", "COL[,COL]", &a.value,
                   "scores to summarise (score, or all that look so)"),
        COH_STRING('b', "by", "COL[,COL]", &a.by, "a row for each group"),
        COH_STRING(0, "stats", "NAME[,NAME]", &a.stats,
                   "only these statistics, in this order"),
        COH_DOUBLE(0, "ci", "LEVEL", &a.level,
                   "confidence level of intervals (0.95)"),
        COH_STRING(0, "cut", "X[%]", &a.cut,
                   "count scores at or above X, or X % of max_score"),
        COH_CHOICE(0, "per-student", "WHICH", &a.collapse, collapse,
                   "one score a student: mean, latest or best"),
        COH_STRING(0, "date", "COL", &a.date,
                   "day of a score, for latest (date)"),
        COH_STRING(0, "sort", "COL[:desc]", &a.sort,
                   "order of the rows (first appearance)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-summary",
        "[FILE…]",
        "Summarise scores: count, mean, spread, quartiles, interval",
        COH_STEP_ANALYSE,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT,
        options,
    };

    gsl_set_error_handler_off();
    return coh_tool_main(&tool, argc, argv, run_summary, &a);
}
