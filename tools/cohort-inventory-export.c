/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-export: the whole inventory, as a sheet that import takes
 * back unchanged, or as a page to read (Markdown).
 *
 * Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "inventory/page.h"
#include "store/inventory.h"

static int
write_sheet(struct coh_run *run, const struct coh_inventory *inv,
            struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(run, err);
    size_t i;
    int k;

    if (!w)
        return -1;
    for (k = 0; k < COH_FIELDS; k++)
        if (coh_writer_column(w, coh_span_of(coh_field[k].name),
                              COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < inv->n; i++) {
        for (k = 0; k < COH_FIELDS; k++)
            if (coh_writer_text(w, coh_span_of(inv->entry[i].value[k]), err))
                return -1;
        if (coh_writer_row(w, err))
            return -1;
    }
    return 0;
}

static int
write_page(struct coh_run *run, const struct coh_inventory *inv,
           struct coh_error *err)
{
    struct coh_out *out = coh_run_out(run, err);

    return out ? coh_page_write(inv, out, err) : -1;
}

static int
run_export(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_shelf shelf = COH_SHELF_INIT;
    size_t i;
    int rc = -1;

    (void)context;
    if (run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE or ID, but '%.40s' was given",
                        run->operands.at[0]);
    if (coh_shelf_open(&shelf, run->db, COH_STORE_READ, err) ||
        coh_shelf_derive(&shelf, run->today, err))
        goto out;
    for (i = 0; i < shelf.inventory.n; i++)
        if (coh_run_fact(
                run, "sources",
                coh_entry_get(&shelf.inventory.entry[i], COH_FIELD_SOURCE_ID),
                err))
            goto out;
    if (run->format == COH_FORMAT_MARKDOWN
            ? write_page(run, &shelf.inventory, err)
            : write_sheet(run, &shelf.inventory, err))
        goto out;
    if (!shelf.inventory.n &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "the inventory is empty: fill it with cohort inventory "
                      "import"))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    const struct coh_option options[] = {COH_OPTIONS_END};
    const struct coh_tool tool = {
        "cohort-inventory-export",
        "",
        "Write the inventory as a sheet, or as a page to read",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_export, NULL);
}
