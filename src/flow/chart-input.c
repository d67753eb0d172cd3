/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/chart-input.h"

#include <unistd.h>

#include "flow/head-count.h"
#include "table/table.h"

/* Ids from a CSV with the student column. */
static int
read_ids(struct coh_run *run, const char *path, struct coh_names *ids,
         struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(run, path, err);
    struct coh_table t = COH_TABLE_INIT;
    size_t column, i, at;
    int rc = -1;

    if (!reader || coh_table_read(&t, reader, &run->notes, err) ||
        coh_header_find(&t.header, coh_span_of(run->student), &column, err))
        goto out;
    for (i = 0; i < t.rows; i++)
        if (coh_names_add(ids, coh_span_trim(coh_table_cell(&t, i, column)),
                          &at, err))
            goto out;
    rc = coh_run_reader_done(run, reader, err);
    reader = NULL;
out:
    coh_reader_free(reader);
    coh_table_release(&t);
    if (rc)
        coh_error_context(err, "--highlight: ");
    return rc;
}

int
coh_chart_input_who(struct coh_run *run, const char *who, struct coh_names *ids,
                    struct coh_chart_options *o, struct coh_error *err)
{
    static const struct coh_span nobody;
    struct coh_list list = COH_LIST_INIT;
    int rc = who && access(who, F_OK) == 0 ? read_ids(run, who, ids, err)
                                           : coh_list_parse(&list, who, err);
    size_t i, at;

    for (i = 0; !rc && i < list.n; i++)
        rc = coh_names_add(ids, list.item[i], &at, err);
    coh_list_release(&list);
    o->highlight = ids->n ? ids->name : who ? &nobody : NULL;
    o->highlights = ids->n;
    return rc;
}

int
coh_chart_input_cuts(const char *text, struct coh_chart_options *o,
                     struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    double *to[] = {&o->cut, &o->cut_y};
    size_t i;
    int rc = -1;

    if (coh_list_parse(&list, text, err))
        goto out;
    for (i = 0; i < list.n; i++)
        if (i > 1 || coh_double_parse(list.item[i].bytes, to[i])) {
            coh_fail(err, COH_USAGE,
                     i > 1 ? "--cut takes one number, or two, not '%.40s'"
                           : "--cut: '%.40s' is not a number",
                     list.item[i].bytes);
            goto out;
        }
    o->has_cut = list.n > 0;
    o->has_cut_y = list.n > 1;
    rc = 0;
out:
    coh_list_release(&list);
    return rc;
}

int
coh_chart_input_rows(struct coh_run *run, struct coh_chart *c,
                     struct coh_error *err)
{
    struct coh_rows rows = COH_ROWS_INIT;
    struct coh_record rec;
    int rc = -1;

    if (coh_rows_open(&rows, run, err))
        goto out;
    if (coh_head_count_single(&rows, err) ||
        coh_chart_columns(c, &rows.header, err)) {
        if (err->code == COH_INPUT)
            coh_error_context(err, "%s: ", coh_rows_name(&rows));
        goto out;
    }
    while (!(rc = coh_rows_next(&rows, &rec, err)) && !rec.end)
        if ((rc = coh_chart_add(c, coh_rows_name(&rows), &rec, &run->notes,
                                err)))
            break;
    if (!rc)
        rc = coh_chart_finish(c, coh_rows_name(&rows), &run->notes, err);
out:
    coh_rows_release(&rows);
    return rc;
}
