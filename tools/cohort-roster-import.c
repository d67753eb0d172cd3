/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-roster-import: take the team's roster into the store. All or
 * nothing; nobody is removed.
 *
 * Memory: holds the roster.
 */
#include "cli/tool.h"
#include "flow/roster-import.h"

struct args {
    const char *from;
    struct coh_strings attribute, class_name;
};

static int
run_import(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_roster_request request = {COH_DATE_NONE, &a->attribute,
                                         &a->class_name};
    struct coh_store store = COH_STORE_INIT;
    int rc;

    if (a->from && coh_date_parse(coh_span_of(a->from), &request.from))
        return coh_fail(err, COH_USAGE,
                        "--from: '%.40s' is not a date as 2026-03-06", a->from);
    rc = coh_run_may_change(run, err) ||
         coh_store_open(&store, run->db, COH_STORE_WRITE, err) ||
         coh_roster_import(run, &store, &request, err);
    coh_store_close(&store);
    return rc ? -1 : 0;
}

int
main(int argc, char **argv)
{
    struct args a = {NULL, COH_STRINGS_INIT, COH_STRINGS_INIT};
    const struct coh_option options[] = {
        COH_STRING(0, "from", "DATE", &a.from,
                   "the day from which section, grade, … hold"),
        COH_MANY(0, "attribute", "COL", &a.attribute,
                 "also this column, which is left out unasked"),
        COH_MANY(0, "class", "NAME", &a.class_name,
                 "only this class is a section (OneRoster)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-roster-import",
        "[FILE… | FOLDER]",
        "Take the team's roster into the store",
        COH_STEP_TAKE_IN,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_MAX_CELL,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_import, &a);

    coh_strings_release(&a.attribute);
    coh_strings_release(&a.class_name);
    return status;
}
