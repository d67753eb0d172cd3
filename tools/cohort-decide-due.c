/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-decide-due: the decisions that the team has to look at again, with
 * what it expected and where to look.
 *
 * Memory: holds the decisions.
 */
#include "flow/decision-table.h"
#include "flow/standing.h"

struct args {
    long within;
};

static int
run_due(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_decision_choice c = {NULL, COH_DATE_NONE, COH_DATE_NONE};
    struct coh_decision_view v = COH_DECISION_VIEW_INIT;
    int rc = -1;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE or ID, but '%.40s' was given",
                        run->operands.at[0]);
    if (a->within > 3660)
        return coh_fail(err, COH_USAGE, "--within: at most 3660 days");
    c.until = run->today + (coh_date)a->within;
    if (!coh_decision_view_open(&v, run, err) &&
        !coh_decision_due_write(&v, run, &c, err) &&
        !coh_decision_view_end(&v, run, err))
        rc = coh_run_finish_standing(run, &v.shelf.store, NULL, err);
    coh_decision_view_close(&v);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {0};
    const struct coh_option options[] = {
        COH_COUNT(0, "within", "DAYS", &a.within,
                  "also those whose review is so many days ahead (0)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-decide-due",
        "",
        "Say which decisions are due for review",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_due, &a);
}
