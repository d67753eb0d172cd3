/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-set: change fields of a data source, all or none, and show
 * what was changed.
 *
 * Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "inventory/change.h"
#include "store/inventory.h"

static int
apply(struct coh_run *run, struct coh_shelf *shelf, struct coh_entry *e,
      struct coh_error *err)
{
    size_t i;

    for (i = 1; i < run->operands.n; i++)
        if (coh_change_apply(&shelf->inventory, e, run->operands.at[i], err))
            return -1;
    return coh_store_entry_write(&shelf->store, e, err);
}

static int
set(struct coh_run *run, struct coh_shelf *shelf, struct coh_entry *e,
    struct coh_error *err)
{
    struct coh_entry was = COH_ENTRY_INIT;
    struct coh_writer *w = coh_run_writer(run, err);
    int rc = -1;

    if (!w || coh_entry_copy(&was, e, err) || apply(run, shelf, e, err) ||
        coh_change_write(&was, e, w, err))
        goto out;
    if (!coh_writer_rows(w) &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "%s: nothing changed: it said so already",
                      coh_entry_get(e, COH_FIELD_SOURCE_ID)))
        goto out;
    if (coh_run_fact(run, "sources", coh_entry_get(e, COH_FIELD_SOURCE_ID),
                     err) ||
        coh_store_commit(&shelf->store, err))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_entry_release(&was);
    return rc;
}

static int
run_set(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_shelf shelf = COH_SHELF_INIT;
    struct coh_span id;
    struct coh_entry *e;
    int rc = -1;

    (void)context;
    if (run->operands.n < 2)
        return coh_fail(err, COH_USAGE,
                        "takes a source ID and FIELD=VALUE, such as: "
                        "exit-tickets frequency=daily");
    id = coh_span_of(run->operands.at[0]);
    if (coh_run_may_change(run, err) ||
        coh_shelf_open(&shelf, run->db, COH_STORE_WRITE, err))
        goto out;
    e = coh_inventory_find(&shelf.inventory, id);
    rc = e ? set(run, &shelf, e, err)
           : coh_inventory_fail_unknown(&shelf.inventory, id, err);
out:
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    const struct coh_option options[] = {COH_OPTIONS_END};
    const struct coh_tool tool = {
        "cohort-inventory-set",
        "ID FIELD=VALUE…",
        "Change what the inventory says of a data source",
        COH_STEP_SET_UP,
        COH_TAKES_STORE | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_set, NULL);
}
