/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/field-note.h"

#include "base/date.h"

static const char *const column_name[COH_FIELD_NOTE_COLUMNS] = {
    "student_id", "date", "author_role", "source", "text", "codes", "shareable",
};

const char *
coh_field_note_column_name(enum coh_field_note_column column)
{
    return column_name[column];
}

static int
is_one_of(struct coh_span s, const char *const *word, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_span_is_caseless(s, word[i]))
            return 1;
    return 0;
}

int
coh_field_note_shareable(struct coh_span cell)
{
    static const char *const yes[] = {"yes", "y", "true", "t",
                                      "1",   "x", "ok",   "shareable"};
    static const char *const no[] = {"",  "no", "n",      "false",
                                     "f", "0",  "private"};

    cell = coh_span_trim(cell);
    if (is_one_of(cell, yes, sizeof(yes) / sizeof(*yes)))
        return 1;
    return is_one_of(cell, no, sizeof(no) / sizeof(*no)) ? 0 : -1;
}

static int
refuse(const struct coh_field_note *n, enum coh_field_note_column column,
       const char *why, struct coh_error *err)
{
    struct coh_span cell = n->cell[column];
    char quoted[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT, "column '%s': '%s' %s", column_name[column],
                    coh_quote(cell.bytes, cell.length, quoted), why);
}

int
coh_field_note_check(const struct coh_field_note *n, struct coh_error *err)
{
    struct coh_span date = n->cell[COH_FIELD_NOTE_DATE];
    struct coh_span share = n->cell[COH_FIELD_NOTE_SHAREABLE];
    coh_date day;

    if (!n->cell[COH_FIELD_NOTE_STUDENT_ID].length)
        return refuse(n, COH_FIELD_NOTE_STUDENT_ID, "is no student", err);
    if (!n->cell[COH_FIELD_NOTE_TEXT].length &&
        !n->cell[COH_FIELD_NOTE_CODES].length)
        return refuse(n, COH_FIELD_NOTE_TEXT,
                      "is blank, and there is no code either", err);
    if (date.length && coh_date_parse(date, &day))
        return refuse(n, COH_FIELD_NOTE_DATE, "is not a date as 2026-03-06",
                      err);
    if (!coh_span_is(share, "yes") && !coh_span_is(share, "no"))
        return refuse(n, COH_FIELD_NOTE_SHAREABLE, "is neither yes nor no",
                      err);
    return 0;
}

int
coh_field_note_write_columns(struct coh_writer *w, struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_FIELD_NOTE_COLUMNS; i++)
        if (coh_writer_column(w, coh_span_of(column_name[i]), COH_COLUMN_TEXT,
                              err))
            return -1;
    return 0;
}
