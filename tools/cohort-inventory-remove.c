/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-remove: take sources out of the inventory.
 *
 * Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "store/inventory.h"
#include "store/source-remove.h"

/* "exit4: removed"; said once it is true, after the commit. */
static int
take_out(struct coh_run *run, struct coh_shelf *shelf, const char *id,
         struct coh_text *told, struct coh_error *err)
{
    const struct coh_entry *e =
        coh_inventory_find(&shelf->inventory, coh_span_of(id));

    if (!e)
        return coh_inventory_fail_unknown(&shelf->inventory, coh_span_of(id),
                                          err);
    if (coh_store_source_remove(&shelf->store, id, err) ||
        coh_text_format(told, err, "%s%s: removed from the inventory",
                        told->length ? "\n" : "", id))
        return -1;
    return coh_run_fact(run, "sources", id, err);
}

static int
run_remove(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_shelf shelf = COH_SHELF_INIT;
    struct coh_text told = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    (void)context;
    if (!run->operands.n)
        return coh_fail(err, COH_USAGE, "takes the ID of a source");
    if (coh_run_may_change(run, err) ||
        coh_shelf_open(&shelf, run->db, COH_STORE_WRITE, err))
        goto out;
    for (i = 0; i < run->operands.n; i++)
        if (take_out(run, &shelf, run->operands.at[i], &told, err))
            goto out;
    if (coh_store_commit(&shelf.store, err))
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
        "cohort-inventory-remove",
        "ID…",
        "Take sources without loads out of the inventory",
        COH_STEP_TAKE_IN,
        COH_TAKES_STORE,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_remove, NULL);
}
