/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-show: one data source, a row a field.
 *
 * Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "flow/standing.h"
#include "inventory/page.h"
#include "store/inventory.h"

struct args {
    int all;
};

static int
write_field(struct coh_writer *w, const struct coh_entry *e, int i,
            struct coh_error *err)
{
    const enum coh_field_id id = (enum coh_field_id)i;

    if (coh_writer_string(w, coh_field[i].name, err) ||
        coh_writer_string(w, coh_entry_get(e, id), err) ||
        coh_writer_string(w, coh_entry_lacks(e, id) ? "yes" : "", err) ||
        coh_writer_string(w, coh_field[i].help, err))
        return -1;
    return coh_writer_row(w, err);
}

static int
write_own(struct coh_writer *w, const struct coh_own *own,
          struct coh_error *err)
{
    if (coh_writer_string(w, own->name, err) ||
        coh_writer_string(w, own->value, err) || coh_writer_blank(w, err) ||
        coh_writer_string(w, "a column of the team's own", err))
        return -1;
    return coh_writer_row(w, err);
}

static int
write_entry(struct coh_run *run, const struct args *a,
            const struct coh_entry *e, struct coh_error *err)
{
    static const char *const column[] = {"field", "value", "needed", "meaning"};
    struct coh_writer *w = coh_run_writer(run, err);
    size_t k;
    int i;

    if (!w || coh_run_fact(run, "sources",
                           coh_entry_get(e, COH_FIELD_SOURCE_ID), err))
        return -1;
    for (k = 0; k < sizeof(column) / sizeof(*column); k++)
        if (coh_writer_column(w, coh_span_of(column[k]), COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < COH_FIELDS; i++)
        if (!(run->share && coh_page_is_inside((enum coh_field_id)i)) &&
            (a->all || e->value[i] ||
             coh_entry_lacks(e, (enum coh_field_id)i)) &&
            write_field(w, e, i, err))
            return -1;
    for (k = 0; !run->share && k < e->owns; k++)
        if (write_own(w, &e->own[k], err))
            return -1;
    return 0;
}

static int
run_show(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_shelf shelf = COH_SHELF_INIT;
    struct coh_entry *e;
    struct coh_span id;
    int rc = -1;

    if (run->operands.n != 1)
        return coh_fail(err, COH_USAGE, "takes one source ID");
    id = coh_span_of(run->operands.at[0]);
    if (coh_shelf_open(&shelf, run->db, COH_STORE_READ, err) ||
        coh_shelf_derive(&shelf, run->today, err))
        goto out;
    e = coh_inventory_find(&shelf.inventory, id);
    if (!e)
        coh_inventory_fail_unknown(&shelf.inventory, id, err);
    else if (!write_entry(run, a, e, err))
        rc = coh_run_finish_standing(run, &shelf.store, NULL, err);
out:
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.all = 0};
    const struct coh_option options[] = {
        COH_FLAG(0, "all", &a.all, "blank fields too"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-inventory-show",
        "ID",
        "Show what the inventory knows of one data source",
        COH_STEP_SET_UP,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_show, &a);
}
