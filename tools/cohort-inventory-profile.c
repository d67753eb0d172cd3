/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-profile: look a data source over: its files, whom they
 * leave out, what is missing and odd in them.
 *
 * Memory: holds numbers that have many different values (8 bytes each), up to
 * 16,384 labels a column, and 100 bytes for each id.
 */
#include "cli/tool.h"
#include "flow/profile.h"

static int
run_profile(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct coh_profile_ask *a = context;

    if (!run->operands.n)
        return coh_fail(err, COH_USAGE, "takes a source ID, and its files");
    if (a->save && a->columns)
        return coh_fail(err, COH_USAGE,
                        "--save needs the findings: leave --columns out");
    if (run->share)
        return coh_fail(err, COH_INPUT,
                        "a profile tells of single students, lines and files: "
                        "it stays inside the team, without --share");
    if (a->save && coh_run_may_change(run, err))
        return -1;
    return coh_profile_run(run, a, err);
}

int
main(int argc, char **argv)
{
    struct coh_profile_ask a = {.student = NULL};
    const struct coh_option options[] = {
        COH_FLAG(0, "columns", &a.columns, "a row a column, with its figures"),
        COH_FLAG(0, "values", &a.values, "cells of personal columns too"),
        COH_FLAG(0, "p", &a.p, "p-values of gaps between groups"),
        COH_FLAG(0, "save", &a.save, "write rows, flags … into the entry"),
        COH_STRING('v', "value", "COL[,COL]", &a.scores,
                   "columns of scores (those called so)"),
        COH_STRING(0, "student", "COL", &a.student,
                   "column of students' ids (join_key, or found)"),
        COH_STRING(0, "key", "COL[,COL]", &a.key,
                   "columns by which no two rows may be alike"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-inventory-profile",
        "ID [FILE…]",
        "Say what is in a data source, whom it leaves out, and what is odd",
        COH_STEP_TAKE_IN,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT |
            COH_TAKES_MAX_CELL,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_profile, &a);
}
