/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-decide-list: the team's decisions, a row a decision.
 *
 * Memory: holds the decisions.
 */
#include "flow/decision-table.h"
#include "flow/standing.h"

struct args {
    const char *status, *since;
};

static int
run_list(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_decision_choice c = {a->status, COH_DATE_NONE, COH_DATE_NONE};
    struct coh_decision_view v = COH_DECISION_VIEW_INIT;
    int rc = -1;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE or ID, but '%.40s' was given: cohort "
                        "decide show ID shows one",
                        run->operands.at[0]);
    if (a->since && coh_date_parse(coh_span_of(a->since), &c.since))
        return coh_fail(err, COH_USAGE,
                        "--since: '%.40s' is not a date such as 2026-03-06",
                        a->since);
    if (!coh_decision_choice_check(&c, err) &&
        !coh_decision_view_open(&v, run, err) &&
        !coh_decision_list_write(&v, run, &c, err) &&
        !coh_decision_view_end(&v, run, err))
        rc = coh_run_finish_standing(run, &v.shelf.store, NULL, err);
    coh_decision_view_close(&v);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {NULL, NULL};
    const struct coh_option options[] = {
        COH_STRING(0, "status", "STATUS", &a.status,
                   "only those that are open, due, closed or withdrawn"),
        COH_STRING(0, "since", "DATE", &a.since,
                   "only those decided on that day or later"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-decide-list",
        "",
        "List the team's decisions",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_list, &a);
}
