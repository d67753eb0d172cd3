/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-list: the team's data sources, a row a source; or what is
 * still blank of them, a row a gap. Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "flow/standing.h"
#include "inventory/gaps.h"
#include "inventory/page.h"
#include "store/inventory.h"

struct args {
    struct coh_strings where;
    const char *columns;
    int gaps;
};

/* What can be shown: the fields, and columns of the team's own. */
struct view {
    struct coh_shelf shelf;
    struct coh_header all;
    struct coh_columns columns;
    struct coh_where where;
    struct coh_span *cell; /* of one entry, by the names in `all` */
    int share;
};

/* The fields to show: of --columns, else those that answer the first
 * questions of a meeting. */
static const char *
choose(const struct args *a)
{
    return a->columns ? a->columns
                      : "source_id,title,status,frequency,last_collected,"
                        "next_due,access_level,owner_role";
}

static int
stays_inside(const struct view *v, size_t column)
{
    return v->share && (column >= COH_FIELDS ||
                        coh_page_is_inside((enum coh_field_id)column));
}

static int
name_columns(struct view *v, const struct args *a, struct coh_error *err)
{
    struct coh_span *own = NULL, *name = NULL;
    char quoted[COH_QUOTE_SIZE];
    int rc = -1;
    size_t i, n;

    if (coh_inventory_own(&v->shelf.inventory, &own, &n, err) ||
        !(name = coh_alloc_array(COH_FIELDS + n, sizeof(*name), err)) ||
        !(v->cell = coh_alloc_array(COH_FIELDS + n, sizeof(*name), err)))
        goto out;
    for (i = 0; i < COH_FIELDS + n; i++)
        name[i] = i < COH_FIELDS ? coh_span_of(coh_field[i].name)
                                 : own[i - COH_FIELDS];
    if (coh_header_copy(&v->all, name, COH_FIELDS + n, err) ||
        coh_columns_find(&v->columns, choose(a), &v->all, err))
        goto out;
    for (i = 0; i < v->columns.n; i++)
        if (stays_inside(v, v->columns.at[i])) {
            coh_fail(err, COH_INPUT,
                     "%s stays inside the team: leave it out with --share",
                     coh_quote(v->all.name[v->columns.at[i]].bytes,
                               v->all.name[v->columns.at[i]].length, quoted));
            goto out;
        }
    for (i = 0; i < a->where.n; i++)
        if (coh_where_add(&v->where, a->where.at[i], &v->all, err))
            goto out;
    rc = 0;
out:
    coh_free(own);
    coh_free(name);
    return rc;
}

static int
fits(void *context, const struct coh_entry *e)
{
    struct view *v = context;
    size_t i;

    for (i = 0; i < v->all.n; i++)
        v->cell[i] = coh_span_of(stays_inside(v, i) ? ""
                                 : i < COH_FIELDS
                                     ? coh_entry_get(e, (enum coh_field_id)i)
                                     : coh_entry_own_get(e, v->all.name[i]));
    return coh_where_fits(&v->where, v->cell);
}

static int
write_sources(struct view *v, struct coh_writer *w, struct coh_error *err)
{
    const struct coh_inventory *inv = &v->shelf.inventory;
    size_t i, k;

    for (k = 0; k < v->columns.n; k++)
        if (coh_writer_column(w, v->all.name[v->columns.at[k]], COH_COLUMN_TEXT,
                              err))
            return -1;
    for (i = 0; i < inv->n; i++) {
        if (!fits(v, &inv->entry[i]))
            continue;
        for (k = 0; k < v->columns.n; k++)
            if (coh_writer_text(w, v->cell[v->columns.at[k]], err))
                return -1;
        if (coh_writer_row(w, err))
            return -1;
    }
    return 0;
}

static int
write_rows(struct coh_run *run, const struct args *a, struct view *v,
           struct coh_error *err)
{
    const struct coh_inventory *inv = &v->shelf.inventory;
    struct coh_writer *w = coh_run_writer(run, err);
    size_t i, shown = 0;

    if (!w || (a->gaps ? coh_gaps_write(inv, fits, v, w, err)
                       : write_sources(v, w, err)))
        return -1;
    for (i = 0; i < inv->n; i++)
        if (fits(v, &inv->entry[i])) {
            shown++;
            if (coh_run_fact(run, "sources",
                             coh_entry_get(&inv->entry[i], COH_FIELD_SOURCE_ID),
                             err))
                return -1;
        }
    if (!coh_writer_rows(w) &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      shown    ? "no gap: all that is needed is filled in"
                      : inv->n ? "no source fits --where"
                               : "the inventory is empty: fill it with cohort "
                                 "inventory import or add"))
        return -1;
    return coh_run_finish_standing(run, &v->shelf.store, NULL, err);
}

static int
run_list(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct view v = {.shelf = COH_SHELF_INIT,
                     .all = COH_HEADER_INIT,
                     .columns = COH_COLUMNS_INIT,
                     .where = COH_WHERE_INIT,
                     .share = run->share};
    int rc = -1;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE or ID, but '%.40s' was given",
                        run->operands.at[0]);
    if (a->gaps && a->columns)
        return coh_fail(err, COH_USAGE,
                        "--gaps has columns of its own: leave -c out");
    if (!coh_shelf_open(&v.shelf, run->db, COH_STORE_READ, err) &&
        !coh_shelf_derive(&v.shelf, run->today, err) &&
        !name_columns(&v, a, err))
        rc = write_rows(run, a, &v, err);
    coh_where_release(&v.where);
    coh_columns_release(&v.columns);
    coh_header_release(&v.all);
    coh_free(v.cell);
    coh_shelf_close(&v.shelf);
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
        COH_FLAG(0, "gaps", &a.gaps, "what is still blank, though needed"),
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
