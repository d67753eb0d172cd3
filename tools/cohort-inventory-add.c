/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-add: a new data source, with what is known of it so far, and
 * which fields of the minimum form are still blank.
 *
 * Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "inventory/change.h"
#include "store/inventory.h"

/* A short name that no source has. */
static int
check_id(const struct coh_inventory *inv, const char *id, struct coh_error *err)
{
    struct coh_span rest = coh_span_of(id);
    struct coh_text t = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    struct coh_fault fault;
    int bad = !coh_span_trim(rest).length;

    if (bad)
        return coh_fail(err, COH_USAGE, "takes a source ID, not a blank");
    if (coh_inventory_find(inv, coh_span_trim(rest)))
        return coh_fail(err, COH_INPUT,
                        "the source '%s' is there already: cohort inventory "
                        "set %s FIELD=VALUE changes it",
                        coh_quote(rest.bytes, rest.length, quoted), quoted);
    if (!coh_field_fault(COH_FIELD_SOURCE_ID, &rest, &fault))
        return 0;
    if (!coh_fault_text(&fault, &t, err))
        coh_fail(err, COH_INPUT, "%s", coh_text_get(&t));
    coh_text_release(&t);
    return -1;
}

/* "exit-tickets: 3 of 15 fields of the minimum form; still blank: …" */
static int
tell(const struct coh_entry *e, struct coh_text *t, struct coh_error *err)
{
    const char *id = coh_entry_get(e, COH_FIELD_SOURCE_ID);
    struct coh_text names = COH_TEXT_INIT;
    size_t needed, blank;
    int rc = coh_change_blank(e, &names, &needed, &blank, err);

    if (!rc && !blank)
        rc = coh_text_format(t, err, "%s: all %zu fields of the minimum form",
                             id, needed);
    else if (!rc)
        rc = coh_text_format(t, err,
                             "%s: %zu of %zu fields of the minimum form; still "
                             "blank: %s\ncohort inventory set %s FIELD=VALUE "
                             "fills them in; cohort inventory list --gaps says "
                             "what they mean",
                             id, needed - blank, needed, coh_text_get(&names),
                             id);
    coh_text_release(&names);
    return rc;
}

static int
add(struct coh_run *run, struct coh_shelf *shelf, struct coh_text *told,
    struct coh_error *err)
{
    const char *id = run->operands.at[0];
    struct coh_entry *e;
    size_t i;

    if (check_id(&shelf->inventory, id, err))
        return -1;
    e = coh_inventory_add(&shelf->inventory, coh_span_of(id), err);
    if (!e)
        return -1;
    for (i = 1; i < run->operands.n; i++)
        if (coh_change_apply(&shelf->inventory, e, run->operands.at[i], err))
            return -1;
    if (coh_store_entry_write(&shelf->store, e, err) || tell(e, told, err))
        return -1;
    return coh_run_fact(run, "sources", coh_entry_get(e, COH_FIELD_SOURCE_ID),
                        err);
}

static int
run_add(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_shelf shelf = COH_SHELF_INIT;
    struct coh_text told = COH_TEXT_INIT; /* said once it is true */
    int rc = -1;

    (void)context;
    if (!run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes a source ID, such as exit-tickets, and what is "
                        "known of it: FIELD=VALUE");
    if (coh_run_may_change(run, err) ||
        coh_shelf_open(&shelf, run->db, COH_STORE_WRITE, err) ||
        add(run, &shelf, &told, err) || coh_store_commit(&shelf.store, err))
        goto out;
    coh_run_say(run, "%s", coh_text_get(&told));
    rc = 0;
out:
    coh_text_release(&told);
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    const struct coh_option options[] = {COH_OPTIONS_END};
    const struct coh_tool tool = {
        "cohort-inventory-add",
        "ID [FIELD=VALUE…]",
        "Add a data source to the team's inventory",
        COH_STEP_SET_UP,
        COH_TAKES_STORE,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_add, NULL);
}
