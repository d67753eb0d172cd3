/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cli/only.h"
#include "cli/run.h"
#include "table/table.h"

/* The ids of --students, sorted by bytes. */
struct coh_roster_ids {
    struct coh_table table;
    size_t column;
    struct coh_span *id, *bare; /* bare: without leading zeros */
    size_t n;
};

static int
by_bytes(const void *a, const void *b)
{
    return coh_span_compare(*(const struct coh_span *)a,
                            *(const struct coh_span *)b);
}

static void
free_ids(struct coh_roster_ids *ids)
{
    if (!ids)
        return;
    coh_table_release(&ids->table);
    coh_free(ids->id);
    coh_free(ids->bare);
    coh_free(ids);
}

static int
fill_ids(struct coh_roster_ids *ids, struct coh_run *run, struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(run, run->students, err);
    size_t i;

    if (!reader)
        return -1;
    if (coh_table_read(&ids->table, reader, &run->notes, err)) {
        coh_reader_free(reader);
        return -1;
    }
    if (coh_run_reader_done(run, reader, err) ||
        coh_header_find(&ids->table.header, coh_span_of(run->student),
                        &ids->column, err)) {
        coh_error_context(err, "%s: ", run->students);
        return -1;
    }
    ids->id = coh_alloc_array(ids->table.rows, sizeof(*ids->id), err);
    ids->bare = coh_alloc_array(ids->table.rows, sizeof(*ids->bare), err);
    if (!ids->id || !ids->bare)
        return -1;
    for (i = 0; i < ids->table.rows; i++) {
        ids->id[i] = coh_span_trim(coh_table_cell(&ids->table, i, ids->column));
        ids->bare[i] = coh_span_without_zeros(ids->id[i]);
    }
    ids->n = ids->table.rows;
    qsort(ids->id, ids->n, sizeof(*ids->id), by_bytes);
    qsort(ids->bare, ids->n, sizeof(*ids->bare), by_bytes);
    return 0;
}

/* Is the id of a row one of these? Where only leading zeros differ it is, and
 * that is said; but not where two of the list would fit. */
static int
is_listed(const struct coh_rows *rows, struct coh_span id, int *listed,
          struct coh_error *err)
{
    const struct coh_roster_ids *ids = rows->ids;
    struct coh_span bare = coh_span_without_zeros(id);
    const struct coh_span *hit;
    char quoted[COH_QUOTE_SIZE];

    *listed = bsearch(&id, ids->id, ids->n, sizeof(id), by_bytes) != NULL;
    if (*listed || !bare.length)
        return 0;
    hit = bsearch(&bare, ids->bare, ids->n, sizeof(bare), by_bytes);
    if (!hit)
        return 0;
    if ((hit > ids->bare && coh_span_equal(hit[-1], bare)) ||
        (hit + 1 < ids->bare + ids->n && coh_span_equal(hit[1], bare)))
        return coh_notes_add(&rows->run->notes, COH_NOTE_LOOK,
                             coh_quote(id.bytes, id.length, quoted), err,
                             "%s: an id fits several of these but for leading "
                             "zeros, and was left out",
                             rows->run->students);
    *listed = 1;
    return coh_notes_add(&rows->run->notes, COH_NOTE_FACT,
                         coh_quote(id.bytes, id.length, quoted), err,
                         "%s: an id was recognised without leading zeros",
                         rows->run->students);
}

/* Open the next operand; rows->reader is NULL when there is none left. */
static int
open_next(struct coh_rows *rows, struct coh_record *rec, struct coh_error *err)
{
    struct coh_run *run = rows->run;
    const char *path = NULL;

    rows->reader = NULL;
    if (rows->next_operand < run->operands.n)
        path = run->operands.at[rows->next_operand];
    else if (run->operands.n || rows->next_operand)
        return 0;
    rows->next_operand++;
    rows->reader = coh_run_reader(run, path, err);
    if (!rows->reader)
        return -1;
    if (coh_reader_header(rows->reader, rec, err))
        return -1;
    if (!coh_only_check(run, path, coh_reader_tells_students(rows->reader),
                        err))
        return 0;
    coh_error_context(err, "%s: ", coh_reader_name(rows->reader));
    return -1;
}

int
coh_rows_open(struct coh_rows *rows, struct coh_run *run, struct coh_error *err)
{
    struct coh_record rec;
    size_t i;

    rows->run = run;
    if (open_next(rows, &rec, err) ||
        coh_header_copy(&rows->header, rec.cell, rec.n, err))
        return -1;
    rows->student = coh_header_seek(&rows->header, coh_span_of(run->student));
    for (i = 0; i < run->where.n; i++)
        if (coh_where_add(&rows->where, run->where.at[i], &rows->header, err))
            goto named;
    if (!run->students)
        return 0;
    if (rows->student == rows->header.n) {
        coh_fail(err, COH_INPUT, "there is no student column '%.40s'",
                 run->student);
        goto named;
    }
    rows->ids = coh_alloc_array(1, sizeof(*rows->ids), err);
    return rows->ids ? fill_ids(rows->ids, run, err) : -1;
named:
    coh_error_context(err, "%s: ", coh_reader_name(rows->reader));
    return -1;
}

static int
wanted(const struct coh_rows *rows, const struct coh_record *rec, int *want,
       struct coh_error *err)
{
    *want = coh_where_fits(&rows->where, rec->cell);
    if (!*want || !rows->ids)
        return 0;
    return is_listed(rows, coh_span_trim(rec->cell[rows->student]), want, err);
}

/* A file of a header alone is no fault, but somebody should know. */
static int
file_done(struct coh_rows *rows, struct coh_error *err)
{
    struct coh_run *run = rows->run;
    struct coh_reader *reader = rows->reader;

    if (coh_reader_counts(reader)->records == 0 &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "%s: a header and no rows", coh_reader_name(reader)))
        return -1;
    rows->reader = NULL;
    return coh_run_reader_done(run, reader, err);
}

int
coh_rows_columns(struct coh_rows *rows, const char *list,
                 struct coh_columns *columns, struct coh_error *err)
{
    if (!coh_columns_find(columns, list, &rows->header, err))
        return 0;
    coh_error_context(err, "%s: ", coh_rows_name(rows));
    return -1;
}

/* Conditions that nothing fits are more often mistyped than meant. */
static int
note_none(struct coh_rows *rows, struct coh_error *err)
{
    struct coh_run *run = rows->run;

    if (run->rows_used || !run->rows_filtered || rows->said_none)
        return 0;
    rows->said_none = 1;
    return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                         "none of %zu rows fits the conditions",
                         run->rows_filtered);
}

int
coh_rows_next(struct coh_rows *rows, struct coh_record *rec,
              struct coh_error *err)
{
    struct coh_run *run = rows->run;
    int want;

    for (;;) {
        if (!rows->reader) {
            *rec = (struct coh_record){.end = 1};
            return note_none(rows, err);
        }
        if (coh_reader_next_good(rows->reader, rec, &run->notes, err))
            return -1;
        if (!rec->end) {
            if (wanted(rows, rec, &want, err))
                return -1;
            run->rows_used += want != 0;
            run->rows_filtered += !want;
            rows->fits = want;
            if (want || rows->all)
                return 0;
            continue;
        }
        if (file_done(rows, err) || open_next(rows, rec, err))
            return -1;
        if (rows->reader && coh_header_same(&rows->header, rec->cell, rec->n,
                                            coh_reader_name(rows->reader), err))
            return -1;
    }
}

const char *
coh_rows_name(const struct coh_rows *rows)
{
    if (rows->reader)
        return coh_reader_name(rows->reader);
    return rows->run->inputs ? rows->run->input[rows->run->inputs - 1].name
                             : "standard input";
}

int
coh_rows_table(struct coh_rows *rows, struct coh_table *table,
               struct coh_error *err)
{
    struct coh_record rec;

    if (coh_header_copy(&table->header, rows->header.name, rows->header.n, err))
        return -1;
    for (;;) {
        if (coh_rows_next(rows, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        if (coh_table_add(table, &rec, err))
            return -1;
    }
}

void
coh_rows_release(struct coh_rows *rows)
{
    coh_header_release(&rows->header);
    coh_where_release(&rows->where);
    coh_reader_free(rows->reader);
    free_ids(rows->ids);
    *rows = (struct coh_rows)COH_ROWS_INIT;
}
