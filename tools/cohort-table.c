/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-table: choose, rename, sort and cut the rows of any CSV, and show
 * them in any format.
 *
 * Memory: holds the table.
 */
#include "base/decimal.h"
#include "cli/tool.h"
#include "flow/absences.h"
#include "flow/rename.h"
#include "table/table.h"

struct args {
    const char *columns, *sort;
    struct coh_strings rename;
    struct coh_absences absences;
    long head;
};

/* What leaves the team keeps saying which of its cells are hidden. */
static int
choose_named(const struct args *a, struct coh_rows *rows,
             struct coh_columns *columns, struct coh_error *err)
{
    struct coh_text list = COH_TEXT_INIT;
    size_t at = coh_header_seek(&rows->header, coh_span_of(COH_MASKED_COLUMN));
    int rc = coh_rows_columns(rows, a->columns, columns, err);

    if (!rc && rows->run->share && at < rows->header.n &&
        !coh_columns_have(columns, at)) {
        coh_columns_release(columns);
        rc = coh_text_format(&list, err, "%s," COH_MASKED_COLUMN, a->columns) ||
             coh_rows_columns(rows, list.bytes, columns, err);
    }
    coh_text_release(&list);
    return rc ? -1 : 0;
}

/* Chosen columns, or all. */
static int
choose(const struct args *a, struct coh_rows *rows, struct coh_columns *columns,
       struct coh_error *err)
{
    size_t i;

    if (a->columns)
        return choose_named(a, rows, columns, err);
    columns->at = coh_alloc_array(rows->header.n, sizeof(*columns->at), err);
    if (!columns->at)
        return -1;
    for (i = 0; i < rows->header.n; i++)
        columns->at[columns->n++] = i;
    return 0;
}

/* Decimals of a number column, when --digits asks for them. */
static int
put_cell(struct coh_run *run, struct coh_writer *w, struct coh_span s,
         enum coh_column_kind kind, struct coh_error *err)
{
    struct coh_decimal d;

    if (kind == COH_COLUMN_NUMBER && run->digits >= 0 && s.length &&
        (coh_decimal_parse(s, &d) != COH_NUMBER_EXACT || d.scale > 0))
        return coh_writer_double(w, coh_number_double(s), err);
    return coh_writer_text(w, s, err);
}

static int
write_rows(struct coh_run *run, const struct args *a, const struct coh_table *t,
           const struct coh_columns *columns, const size_t *order,
           size_t student, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(run, err);
    size_t n =
        a->head >= 0 && (size_t)a->head < t->rows ? (size_t)a->head : t->rows;
    enum coh_column_kind *kind =
        coh_alloc_array(columns->n, sizeof(*kind), err);
    size_t i, k;
    int rc = -1;

    if (!w || !kind)
        goto out;
    for (k = 0; k < columns->n; k++) {
        struct coh_span name;

        kind[k] = coh_table_kind(t, columns->at[k]);
        coh_rename(&a->rename, t->header.name[columns->at[k]], &name);
        if (coh_writer_column(w, name, kind[k], err))
            goto out;
    }
    if (coh_absences_columns(&a->absences, w, err))
        goto out;
    for (i = 0; i < n; i++) {
        for (k = 0; k < columns->n; k++) {
            size_t at = columns->at[k];
            struct coh_span cell = coh_table_cell(t, order[i], at);

            if (coh_span_is(t->header.name[at], COH_MASKED_COLUMN)
                    ? coh_rename_suppressed(&a->rename, w, cell, err)
                    : put_cell(run, w, cell, kind[k], err))
                goto out;
        }
        if ((a->absences.file &&
             coh_absences_put(&a->absences,
                              coh_table_cell(t, order[i], student), w, err)) ||
            coh_writer_row(w, err))
            goto out;
    }
    if (n < t->rows &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "the first %zu of %zu rows are shown", n, t->rows))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_free(kind);
    return rc;
}

static int
run_table(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_rows rows = COH_ROWS_INIT;
    struct coh_table t = COH_TABLE_INIT;
    struct coh_columns columns = COH_COLUMNS_INIT;
    size_t *order = NULL;
    int rc = -1;

    if (coh_rows_open(&rows, run, err) || choose(a, &rows, &columns, err) ||
        coh_rows_table(&rows, &t, err) ||
        coh_rename_check(&a->rename, &t.header, err))
        goto out;
    if (coh_table_sort(&t, a->sort, &order, err) ||
        (a->absences.file &&
         coh_absences_read(&a->absences, run, &t, rows.student, err)))
        goto out;
    rc = write_rows(run, a, &t, &columns, order, rows.student, err);
out:
    coh_free(order);
    coh_columns_release(&columns);
    coh_table_release(&t);
    coh_rows_release(&rows);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.absences = COH_ABSENCES_INIT, .head = -1};
    const struct coh_option options[] = {
        COH_STRING('c', "columns", "COL[,COL]", &a.columns,
                   "only these columns, in this order"),
        COH_MANY(0, "rename", "OLD=NEW", &a.rename, "another name"),
        COH_STRING(0, "sort", "COL[:desc]", &a.sort, "order of the rows"),
        COH_COUNT(0, "head", "N", &a.head, "only the first N rows"),
        COH_STRING(0, "attendance", "FILE", &a.absences.file,
                   "add the days absent: student_id,date,status"),
        COH_COUNT(0, "school-days", "N", &a.absences.days,
                  "--attendance: of the last N school days (20)"),
        COH_STRING(0, "calendar", "FILE", &a.absences.calendar_file,
                   "--attendance: the school calendar"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-table",
        "[FILE…]",
        "Choose, rename, sort and show the rows of any CSV",
        COH_STEP_SHOW,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT | COH_TAKES_TODAY,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_table, &a);

    coh_strings_release(&a.rename);
    coh_absences_release(&a.absences);
    return status;
}
