/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "inventory/sheet-rows.h"
#include "inventory/sheet.h"

enum { KIND, LABEL, START, END, COLUMNS };

static int
find_columns(const struct coh_record *rec, size_t at[COLUMNS],
             struct coh_error *err)
{
    static const char *const name[COLUMNS] = {"kind", "label", "start", "end"};
    size_t i;
    int k;

    for (k = 0; k < COLUMNS; k++) {
        at[k] = rec->n;
        for (i = 0; i < rec->n && at[k] == rec->n; i++)
            if (coh_span_is_caseless(coh_span_trim(rec->cell[i]), name[k]))
                at[k] = i;
        if (at[k] == rec->n && (k == KIND || k == START))
            return coh_fail(err, COH_INPUT,
                            "there is no column '%s': a calendar has kind, "
                            "label, start and end",
                            name[k]);
    }
    return 0;
}

static int
take_line(struct coh_calendar *c, const char *file,
          const struct coh_record *rec, const size_t at[COLUMNS],
          enum coh_date_order order, struct coh_error *err)
{
    struct coh_span cell[COLUMNS];
    struct coh_error why = COH_ERROR_INIT;
    char date[COLUMNS][COH_DATE_SIZE];
    int k;

    for (k = 0; k < COLUMNS; k++) {
        cell[k] = at[k] < rec->n ? rec->cell[at[k]] : coh_span_of("");
        if (k == START || k == END)
            cell[k] = coh_sheet_rows_date(cell[k], order, date[k]);
    }
    if (!coh_calendar_add(c, cell[KIND], cell[LABEL], cell[START], cell[END],
                          &why))
        return 0;
    if (why.code != COH_INPUT)
        return coh_fail(err, why.code, "%s", why.text);
    /* It takes the place of the one in use: half a calendar would move every
     * due date. */
    return coh_fail(err, COH_INPUT,
                    "%s: line %zu: %s; a calendar is taken in as a whole: mend "
                    "this line",
                    file, rec->line, why.text);
}

static int
take_lines(struct coh_calendar *c, const char *file, const struct coh_table *t,
           const size_t at[COLUMNS], struct coh_notes *notes,
           struct coh_error *err)
{
    struct coh_date_evidence e = {0};
    enum coh_date_order order;
    size_t row;
    int k;

    for (k = START; k <= END; k++)
        if (at[k] < t->header.n)
            coh_sheet_rows_look(t, at[k], &e);
    if (coh_date_order_decide(&e, &order, err)) {
        coh_error_context(err, "%s: ", file);
        return -1;
    }
    if (coh_date_order_say(&e, order, file, notes, err))
        return -1;
    for (row = 0; row < t->rows; row++) {
        struct coh_record rec = coh_sheet_rows_at(t, row);

        if (take_line(c, file, &rec, at, order, err))
            return -1;
    }
    return 0;
}

int
coh_sheet_calendar(struct coh_calendar *c, struct coh_reader *reader,
                   struct coh_notes *notes, struct coh_error *err)
{
    struct coh_table t = COH_TABLE_INIT;
    struct coh_record rec;
    size_t at[COLUMNS];
    int rc;

    if (coh_reader_header(reader, &rec, err))
        return -1;
    if (find_columns(&rec, at, err)) {
        coh_error_context(err, "%s: ", coh_reader_name(reader));
        return -1;
    }
    rc = coh_table_read_behind(&t, &rec, reader, notes, err) ||
                 take_lines(c, coh_reader_name(reader), &t, at, notes, err)
             ? -1
             : 0;
    coh_table_release(&t);
    return rc;
}
