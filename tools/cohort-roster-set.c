/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-roster-set: change what the roster says of named students, or
 * remember an attribute of many, as the groups of the day. All or nothing.
 *
 * Memory: holds the roster and the file.
 */
#include "cli/tool.h"
#include "flow/roster-set.h"

static int
set_students(struct coh_run *run, struct coh_store *store,
             const struct coh_roster_order *order,
             struct coh_student_changed *changed, struct coh_error *err)
{
    size_t i, n = run->operands.n;
    struct coh_span *who = coh_alloc_array(n, sizeof(*who), err);
    int rc = -1;

    if (!who)
        return -1;
    for (i = 0; i < n; i++)
        who[i] = coh_span_trim(coh_span_of(run->operands.at[i]));
    rc = coh_student_set(store, who, n, &order->change, changed, &run->notes,
                         err);
    coh_free(who);
    return rc;
}

static int
run_set(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct coh_roster_wish *wish = context;
    struct coh_roster_order order = COH_ROSTER_ORDER_INIT;
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_changed changed;
    int rc = -1;

    if (coh_roster_order_make(&order, wish, run->today, run->operands.n, err) ||
        coh_run_may_change(run, err) ||
        coh_store_open(&store, run->db, COH_STORE_WRITE, err))
        goto out;
    rc = order.by_file ? coh_roster_set_file(run, &store, &order, &changed, err)
                       : set_students(run, &store, &order, &changed, err);
    if (!rc)
        coh_roster_set_say(run, &changed);
out:
    coh_store_close(&store);
    coh_roster_order_release(&order);
    return rc;
}

int
main(int argc, char **argv)
{
    struct coh_roster_wish w = COH_ROSTER_WISH_INIT;
    const struct coh_option options[] = {
        COH_MANY(0, "alias", "OTHER", &w.alias,
                 "an id that is this student's too"),
        COH_MANY(0, "drop-alias", "OTHER", &w.drop_alias,
                 "an alias that was a mistake"),
        COH_STRING(0, "name", "NAME", &w.name, "the student's name"),
        COH_MANY(0, "id", "SYSTEM=ID", &w.id,
                 "the id in a system, as state_id=7100"),
        COH_MANY(0, "attribute", "NAME[=VALUE]", &w.attribute,
                 "a value, as section=5B, or a column of FILE"),
        COH_STRING(0, "from", "DATE", &w.from,
                   "the day from which attributes hold (today)"),
        COH_STRING(0, "to", "DATE", &w.to, "the last day on which they hold"),
        COH_STRING(0, "active-from", "DATE", &w.active_from,
                   "the student's first day"),
        COH_STRING(0, "active-to", "DATE", &w.active_to,
                   "the student's last day"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-roster-set",
        "ID… | --attribute NAME [FILE]",
        "Change what the roster says of students",
        COH_STEP_TAKE_IN,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_MAX_CELL,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_set, &w);

    coh_strings_release(&w.alias);
    coh_strings_release(&w.drop_alias);
    coh_strings_release(&w.id);
    coh_strings_release(&w.attribute);
    return status;
}
