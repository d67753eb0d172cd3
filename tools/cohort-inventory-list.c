/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-list: the team's data sources, a row a source.
 *
 * Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "store/inventory.h"

struct args {
    struct coh_strings where;
    const char *columns;
};

/* The fields to show: of --columns, else those that answer the first
 * questions of a meeting. */
static int
choose(const struct args *a, const struct coh_header *all,
       struct coh_columns *columns, struct coh_error *err)
{
    return coh_columns_find(columns,
                            a->columns ? a->columns
                                       : "source_id,title,status,frequency,"
                                         "last_collected,next_due,access_level,"
                                         "owner_role",
                            all, err);
}

static int
write_row(struct coh_writer *w, const struct coh_columns *columns,
          const struct coh_span *cell, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < columns->n; i++)
        if (coh_writer_text(w, cell[columns->at[i]], err))
            return -1;
    return coh_writer_row(w, err);
}

static int
write_rows(struct coh_run *run, const struct coh_shelf *shelf,
           const struct coh_columns *columns, const struct coh_where *where,
           struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(run, err);
    struct coh_span cell[COH_FIELDS];
    size_t i;
    int k;

    if (!w)
        return -1;
    for (i = 0; i < columns->n; i++)
        if (coh_writer_column(w, coh_span_of(coh_field[columns->at[i]].name),
                              COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < shelf->inventory.n; i++) {
        for (k = 0; k < COH_FIELDS; k++)
            cell[k] = coh_span_of(shelf->inventory.entry[i].value[k]);
        if (!coh_where_fits(where, cell))
            continue;
        if (write_row(w, columns, cell, err) ||
            coh_run_fact(
                run, "sources",
                coh_entry_get(&shelf->inventory.entry[i], COH_FIELD_SOURCE_ID),
                err))
            return -1;
    }
    if (!coh_writer_rows(w) &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      shelf->inventory.n ? "no source fits --where"
                                         : "the inventory is empty: fill it "
                                           "with cohort inventory import"))
        return -1;
    return coh_run_finish(run, err);
}

static int
run_list(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_shelf shelf = COH_SHELF_INIT;
    struct coh_header all = COH_HEADER_INIT;
    struct coh_columns columns = COH_COLUMNS_INIT;
    struct coh_where where = COH_WHERE_INIT;
    struct coh_span name[COH_FIELDS];
    size_t i;
    int rc = -1;

    for (i = 0; i < COH_FIELDS; i++)
        name[i] = coh_span_of(coh_field[i].name);
    if (run->operands.n) {
        coh_fail(err, COH_USAGE, "takes no FILE or ID, but '%.40s' was given",
                 run->operands.at[0]);
        goto out;
    }
    if (coh_header_copy(&all, name, COH_FIELDS, err) ||
        choose(a, &all, &columns, err))
        goto out;
    for (i = 0; i < a->where.n; i++)
        if (coh_where_add(&where, a->where.at[i], &all, err))
            goto out;
    if (coh_shelf_open(&shelf, run->db, COH_STORE_READ, err) ||
        coh_shelf_derive(&shelf, run->today, err))
        goto out;
    rc = write_rows(run, &shelf, &columns, &where, err);
out:
    coh_where_release(&where);
    coh_columns_release(&columns);
    coh_header_release(&all);
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.where = COH_STRINGS_INIT};
    const struct coh_option options[] = {
        COH_STRING('c', "columns", "FIELD[,FIELD]", &a.columns,
                   "the fields to show"),
        COH_MANY(0, "where", "'FIELD=VALUE'", &a.where,
                 "only sources that fit (= != < <= > >=)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-inventory-list",
        "",
        "List the team's data sources",
        COH_STEP_SET_UP,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_list, &a);

    coh_strings_release(&a.where);
    return status;
}
