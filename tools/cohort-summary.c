/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-summary: statistics of the scores of each group; or the levels, the
 * pooled means, or the students around a cut.
 *
 * Memory: streams; holds a group's distinct scores, above 16,384 of them its
 * scores, with --per-student a record a student, with --list all rows.
 */
#include <gsl/gsl_errno.h>
#include <math.h>

#include "flow/summary-levels.h"
#include "flow/summary-list.h"
#include "flow/summary-pool.h"

struct args {
    const char *value, *by, *stats, *cut, *sort, *date, *order, *keep;
    double level, sem, reliability;
    int collapse, rate, all, levels, pool, list;
};

static int
prepare(const struct args *a, struct coh_summary *sum, struct coh_error *err)
{
    sum->level = isnan(a->level) ? (a->pool ? 0.9 : 0.95) : a->level;
    sum->collapse = (enum coh_summary_collapse)a->collapse;
    sum->rate = (enum coh_summary_rate)a->rate;
    if (!(sum->level > 0 && sum->level < 1))
        return coh_fail(err, COH_USAGE, "--ci is above 0 and below 1 (0.95)");
    if (a->cut && coh_summary_cut(sum, coh_span_of(a->cut), err)) {
        coh_error_context(err, "--cut: ");
        return -1;
    }
    return 0;
}

/* What does not go together, before anything is read. */
static int
check(const struct args *a, struct coh_error *err)
{
    int tables = a->levels + a->pool + a->list;

    if (tables > 1)
        return coh_fail(err, COH_USAGE, "--levels, --pool, --list: take one");
    if (tables + a->all + !!a->stats > 1)
        return coh_fail(err, COH_USAGE,
                        "--stats chooses, --all shows all, and --levels, "
                        "--pool and --list have columns of their own");
    if (tables && a->sort)
        return coh_fail(err, COH_USAGE,
                        "--sort is for statistics: pipe this table into "
                        "cohort table --sort");
    if (a->cut && (a->levels || a->pool))
        return coh_fail(err, COH_USAGE, "--cut is for statistics and --list");
    if (a->order && !a->levels)
        return coh_fail(err, COH_USAGE, "--order is for --levels");
    if ((a->levels || a->list) && a->collapse != COH_SUMMARY_ROWS &&
        a->collapse != COH_SUMMARY_LATEST)
        return coh_fail(err, COH_USAGE,
                        "--levels and --list take --per-student latest");
    if (!a->list && (a->keep || !isnan(a->sem) || !isnan(a->reliability)))
        return coh_fail(err, COH_USAGE,
                        "--sem, --reliability and --keep are for --list");
    if (a->list && !isnan(a->level))
        return coh_fail(err, COH_USAGE, "--list has no intervals: no --ci");
    if (a->list && !a->cut)
        return coh_fail(err, COH_USAGE, "--list needs a --cut");
    if (!isnan(a->sem) && !isnan(a->reliability))
        return coh_fail(err, COH_USAGE, "--sem, --reliability: give one");
    if (!isnan(a->sem) && !(a->sem > 0))
        return coh_fail(err, COH_USAGE, "--sem is above 0, in points");
    if (!isnan(a->reliability) && !(a->reliability > 0 && a->reliability < 1))
        return coh_fail(err, COH_USAGE, "--reliability is above 0, below 1");
    return 0;
}

static int
run_statistics(struct coh_run *run, const struct args *a, struct coh_scores *in,
               struct coh_error *err)
{
    struct coh_summary sum = COH_SUMMARY_INIT;
    int rc = -1;

    if (!prepare(a, &sum, err) &&
        !coh_summary_table_choose(&sum, a->stats, a->all, err) &&
        !coh_scores_open(in, run, a->value, a->by, err) &&
        !coh_summary_table_read(&sum, in, a->date, err))
        rc = a->pool ? coh_summary_pool_write(&sum, in, err)
                     : coh_summary_table_write(&sum, in, a->sort, err);
    coh_summary_release(&sum);
    return rc;
}

static int
run_levels(struct coh_run *run, const struct args *a, struct coh_scores *in,
           struct coh_error *err)
{
    struct coh_levels levels = COH_LEVELS_INIT;
    int rc = -1;

    if (!prepare(a, &levels.summary, err) &&
        !coh_levels_order(&levels, a->order, err) &&
        !coh_scores_open(in, run, "", a->by, err) &&
        !coh_levels_read(&levels, in, a->value ? a->value : "level", a->date,
                         err))
        rc = coh_levels_write(&levels, in, err);
    coh_levels_release(&levels);
    return rc;
}

static int
run_list(struct coh_run *run, const struct args *a, struct coh_scores *in,
         struct coh_error *err)
{
    struct coh_summary_list list = COH_SUMMARY_LIST_INIT;
    int rc = -1;

    list.sem = a->sem;
    list.reliability = a->reliability;
    if (!prepare(a, &list.summary, err) &&
        !coh_scores_open(in, run, a->value, a->by, err) &&
        !coh_summary_list_read(&list, in, a->date, a->keep, err))
        rc = coh_summary_list_write(&list, in, err);
    coh_summary_list_release(&list);
    return rc;
}

static int
run_summary(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_scores in = COH_SCORES_INIT;
    int rc = check(a, err);

    if (!rc)
        rc = (a->levels ? run_levels
              : a->list ? run_list
                        : run_statistics)(run, a, &in, err);
    coh_scores_release(&in);
    return rc ? rc : coh_run_finish(run, err);
}

int
main(int argc, char **argv)
{
    /* "rows" is the choice without the option: one score a row. */
    static const char *const collapse[] = {"rows", "mean", "latest", "best",
                                           NULL};
    static const char *const rates[] = {"wilson", "jeffreys", NULL};
    struct args a = {
        .date = "date", .level = NAN, .sem = NAN, .reliability = NAN};
    const struct coh_option options[] = {
        COH_STRING('v', "value", "COL[,COL]", &a.value,
                   "scores to summarise (score, or all that look so)"),
        COH_STRING('b', "by", "COL[,COL]", &a.by, "a row for each group"),
        COH_STRING(0, "stats", "NAME[,NAME]", &a.stats,
                   "only these statistics, in this order"),
        COH_FLAG(0, "all", &a.all, "add se, sum, … lag1 behind the rest"),
        COH_FLAG(0, "levels", &a.levels, "how many stand at each level"),
        COH_FLAG(0, "pool", &a.pool, "raw and pooled mean of each group"),
        COH_FLAG(0, "list", &a.list, "the students around the cut"),
        COH_DOUBLE(0, "ci", "LEVEL", &a.level,
                   "confidence level of intervals (0.95; --pool: 0.90)"),
        COH_STRING(0, "cut", "X[%]", &a.cut,
                   "count scores at or above X, or X % of max_score"),
        COH_DOUBLE(0, "sem", "S", &a.sem, "--list: error of a score (sem)"),
        COH_DOUBLE(0, "reliability", "R", &a.reliability,
                   "--list: or the reliability of the scores"),
        COH_STRING(0, "keep", "COL[,COL]", &a.keep,
                   "--list: columns to pass through"),
        COH_STRING(0, "order", "LEVEL[,LEVEL]", &a.order,
                   "--levels: from lowest to highest"),
        COH_CHOICE(0, "rate-interval", "WHICH", &a.rate, rates,
                   "interval of rates: wilson or jeffreys (wilson)"),
        COH_CHOICE(0, "per-student", "WHICH", &a.collapse, collapse,
                   "one score a student: mean, latest or best"),
        COH_STRING(0, "date", "COL", &a.date, "day of a score (date)"),
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
