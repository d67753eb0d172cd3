/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/sheet.h"

#include <stdio.h>

#include "inventory/sheet-rows.h"
#include "table/guard.h"

enum { PLACE_SIZE = COH_QUOTE_SIZE + 64 };

/* What a column is when it is no field. */
enum { NOT_READ = -1, OWN = -2, NAMELESS = -3 };

/* "line 4, source 'map-growth'" */
static const char *
place_of(const struct coh_record *rec, const char *id, char out[PLACE_SIZE])
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_span s = coh_span_of(id);

    if (id)
        snprintf(out, PLACE_SIZE, "line %zu, source '%s'", rec->line,
                 coh_quote(s.bytes, s.length, quoted));
    else
        snprintf(out, PLACE_SIZE, "line %zu", rec->line);
    return out;
}

/* ---- the header ---- */

static int
is_known(const struct coh_inventory *inv, struct coh_span name)
{
    size_t i;

    for (i = 0; i < inv->n; i++)
        if (*coh_entry_own_get(&inv->entry[i], name))
            return 1;
    return 0;
}

/* A slip of the pen must not become a column in silence. */
static int
note_own(const struct coh_sheet *sheet, struct coh_span name,
         struct coh_notes *notes, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    const char *nearest = coh_field_nearest(name);

    coh_quote(name.bytes, name.length, quoted);
    if (nearest)
        return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                             "%s: column '%s' is no field and is kept as a "
                             "column of your own; the nearest field is '%s'",
                             sheet->file, quoted, nearest);
    return coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                         "%s: column '%s' is no field and is kept as a column "
                         "of your own",
                         sheet->file, quoted);
}

static int
map_own(struct coh_sheet *sheet, const struct coh_inventory *inv, size_t at,
        struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span name = coh_span_trim(sheet->name[at]);
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    sheet->field[at] = name.length ? OWN : NAMELESS;
    if (!name.length)
        return 0;
    for (i = 0; i < at; i++)
        if (coh_span_equal(coh_span_trim(sheet->name[i]), name))
            return coh_fail(err, COH_INPUT,
                            "columns #%zu and #%zu are both '%s'", i + 1,
                            at + 1, coh_quote(name.bytes, name.length, quoted));
    return is_known(inv, name) ? 0 : note_own(sheet, name, notes, err);
}

static int
map_column(struct coh_sheet *sheet, const struct coh_inventory *inv, size_t at,
           struct coh_notes *notes, struct coh_error *err)
{
    int field = coh_field_find(sheet->name[at]);
    size_t i;

    if (field < 0)
        return map_own(sheet, inv, at, notes, err);
    for (i = 0; i < at; i++)
        if (sheet->field[i] == field)
            return coh_fail(err, COH_INPUT,
                            "columns #%zu and #%zu are both '%s'", i + 1,
                            at + 1, coh_field[field].name);
    sheet->field[at] = NOT_READ;
    if (coh_field_follows((enum coh_field_id)field))
        return coh_notes_add(notes, COH_NOTE_FACT, coh_field[field].name, err,
                             "%s: a column that is worked out was not read",
                             sheet->file);
    if (field == COH_FIELD_SOURCE_ID)
        sheet->id_column = at;
    sheet->field[at] = field;
    return 0;
}

/* What somebody may have handed in instead. */
static int
refuse_header(const struct coh_sheet *sheet, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < sheet->columns; i++)
        if (coh_span_is_caseless(coh_span_trim(sheet->name[i]), "student_id"))
            return coh_fail(err, COH_INPUT,
                            "no column source_id: this is no inventory; this "
                            "is a roster: cohort roster import FILE");
    return coh_fail(err, COH_INPUT,
                    "no column source_id: this is no inventory");
}

static int
map_header(struct coh_sheet *sheet, const struct coh_inventory *inv,
           struct coh_notes *notes, struct coh_error *err)
{
    size_t i;

    sheet->field = coh_alloc_array(sheet->columns, sizeof(*sheet->field), err);
    if (!sheet->field)
        return -1;
    sheet->id_column = sheet->columns;
    /* First of all: of another file each column would be named in vain. */
    for (i = 0; i < sheet->columns; i++)
        if (coh_field_find(sheet->name[i]) == COH_FIELD_SOURCE_ID)
            break;
    if (i == sheet->columns)
        return refuse_header(sheet, err);
    for (i = 0; i < sheet->columns; i++)
        if (map_column(sheet, inv, i, notes, err))
            return -1;
    return 0;
}

/* ---- the rows ---- */

static int
leave_row_out(const struct coh_sheet *sheet, const struct coh_record *rec,
              const char *reason, struct coh_notes *notes,
              struct coh_error *err)
{
    char place[PLACE_SIZE];

    return coh_notes_add(notes, COH_NOTE_LOOK, place_of(rec, NULL, place), err,
                         "%s: set aside, %s", sheet->file, reason);
}

/* Note every item of a cell that does not fit; returns how many, or -1. */
static int
note_faults(const struct coh_sheet *sheet, enum coh_field_id id,
            struct coh_span cell, const char *place, struct coh_notes *notes,
            struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_fault fault;
    int n = 0;

    while (coh_field_fault(id, &cell, &fault)) {
        coh_text_clear(&t);
        if (coh_fault_text(&fault, &t, err) ||
            coh_notes_add(notes, COH_NOTE_LOOK, place, err, "%s: column %s",
                          sheet->file, coh_text_get(&t))) {
            n = -1;
            break;
        }
        n++;
    }
    coh_text_release(&t);
    return n;
}

/* Dates in ISO form compare as text. */
static int
is_earlier(const struct coh_entry *e, struct coh_span cell)
{
    return coh_span_compare(cell, coh_span_of(coh_entry_get(
                                      e, COH_FIELD_LAST_COLLECTED))) < 0;
}

/* Set a field and say what that took away; *changed becomes 1 if it did. */
static int
set_field(const struct coh_sheet *sheet, struct coh_entry *e,
          enum coh_field_id id, struct coh_span cell, const char *place,
          unsigned char *mark, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_text kept = COH_TEXT_INIT;
    struct coh_span before = coh_span_of(coh_entry_get(e, id));
    int rc = -1;

    if (coh_field_keep(id, cell, &kept, err))
        goto out;
    rc = 0;
    if (coh_span_equal(before, coh_text_span(&kept)))
        goto out;
    if (id == COH_FIELD_LAST_COLLECTED && is_earlier(e, cell)) {
        rc = coh_notes_add(notes, COH_NOTE_FACT, place, err,
                           "%s: last_collected stays at the later date that is "
                           "known",
                           sheet->file);
        goto out;
    }
    rc = -1;
    if (!kept.length &&
        coh_notes_add(notes, COH_NOTE_FACT, place, err, "%s: %s was cleared",
                      sheet->file, coh_field[id].name))
        goto out;
    *mark |= COH_SHEET_CHANGED;
    rc = coh_entry_set(e, id, cell, err);
out:
    coh_text_release(&kept);
    return rc;
}

/* A cell of a field; what a tool has worked out stays. */
static int
take_field(const struct coh_sheet *sheet, struct coh_entry *e,
           enum coh_field_id id, struct coh_span cell, const char *place,
           unsigned char *mark, struct coh_notes *notes, struct coh_error *err)
{
    char date[COH_DATE_SIZE];
    int faults;

    if (coh_field[id].need == COH_NEED_DERIVED && e->value[id]) {
        if (coh_span_is(cell, e->value[id]))
            return 0;
        return coh_notes_add(notes, COH_NOTE_FACT, place, err,
                             "%s: %s stays as it was worked out", sheet->file,
                             coh_field[id].name);
    }
    if (coh_field[id].kind == COH_VALUE_DATE)
        cell = coh_sheet_rows_date(cell, sheet->order, date);
    faults = note_faults(sheet, id, cell, place, notes, err);
    if (faults)
        return faults < 0 ? -1 : 0;
    return set_field(sheet, e, id, cell, place, mark, notes, err);
}

static int
take_own(const struct coh_sheet *sheet, struct coh_entry *e, size_t at,
         struct coh_span cell, const char *place, unsigned char *mark,
         struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span name = coh_span_trim(sheet->name[at]);
    struct coh_error why = COH_ERROR_INIT;

    if (coh_span_is(cell, coh_entry_own_get(e, name)))
        return 0;
    if (!coh_entry_own_set(e, name, cell, &why)) {
        *mark |= COH_SHEET_CHANGED;
        return 0;
    }
    if (why.code != COH_INPUT)
        return coh_fail(err, why.code, "%s", why.text);
    return coh_notes_add(notes, COH_NOTE_LOOK, place, err, "%s: column %s",
                         sheet->file, why.text);
}

static int
take_cells(const struct coh_sheet *sheet, const struct coh_record *rec,
           struct coh_entry *e, unsigned char *mark, struct coh_notes *notes,
           struct coh_error *err)
{
    char place[PLACE_SIZE];
    size_t i;

    place_of(rec, coh_entry_get(e, COH_FIELD_SOURCE_ID), place);
    for (i = 0; i < sheet->columns; i++) {
        struct coh_span cell = coh_span_trim(rec->cell[i]);
        int field = sheet->field[i];

        if (field == OWN &&
            take_own(sheet, e, i, cell, place, mark, notes, err))
            return -1;
        if (field >= 0 && i != sheet->id_column &&
            take_field(sheet, e, (enum coh_field_id)field, cell, place, mark,
                       notes, err))
            return -1;
    }
    return 0;
}

/* The entry that a row speaks of, made if need be; NULL in *e when the row
 * is left out. */
static int
find_entry(struct coh_sheet *sheet, struct coh_inventory *inv,
           const struct coh_record *rec, struct coh_entry **e,
           struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span id = coh_span_trim(rec->cell[sheet->id_column]);
    struct coh_span rest = id;
    struct coh_fault fault;

    *e = NULL;
    if (!id.length)
        return leave_row_out(sheet, rec, "it has no source_id", notes, err);
    if (coh_field_fault(COH_FIELD_SOURCE_ID, &rest, &fault)) {
        char place[PLACE_SIZE];

        return note_faults(sheet, COH_FIELD_SOURCE_ID, id,
                           place_of(rec, NULL, place), notes, err) < 0
                   ? -1
                   : 0;
    }
    *e = coh_inventory_find(inv, id);
    if (!*e && !(*e = coh_inventory_add(inv, id, err)))
        return -1;
    if (coh_reserve(&sheet->mark, &sheet->mark_capacity, inv->n, 1, err))
        return -1;
    for (; sheet->marks < inv->n; sheet->marks++)
        sheet->mark[sheet->marks] = COH_SHEET_NEW | COH_SHEET_CHANGED;
    if (sheet->mark[*e - inv->entry] & COH_SHEET_SEEN) {
        *e = NULL;
        return leave_row_out(
            sheet, rec, "its source_id stands in an earlier row", notes, err);
    }
    return 0;
}

static int
take_row(struct coh_sheet *sheet, struct coh_inventory *inv,
         const struct coh_record *rec, struct coh_notes *notes,
         struct coh_error *err)
{
    struct coh_entry *e;
    unsigned char *mark;

    if (find_entry(sheet, inv, rec, &e, notes, err))
        return -1;
    if (!e)
        return 0;
    mark = &sheet->mark[e - inv->entry];
    *mark |= COH_SHEET_SEEN;
    if (take_cells(sheet, rec, e, mark, notes, err))
        return -1;
    sheet->seen++;
    sheet->added += (*mark & COH_SHEET_NEW) != 0;
    sheet->changed +=
        (*mark & (COH_SHEET_NEW | COH_SHEET_CHANGED)) == COH_SHEET_CHANGED;
    return 0;
}

static int
decide_dates(struct coh_sheet *sheet, const struct coh_table *t,
             struct coh_notes *notes, struct coh_error *err)
{
    struct coh_date_evidence e = {0};
    size_t i;

    for (i = 0; i < sheet->columns; i++)
        if (sheet->field[i] >= 0 &&
            coh_field[sheet->field[i]].kind == COH_VALUE_DATE)
            coh_sheet_rows_look(t, i, &e);
    return coh_date_order_decide(&e, &sheet->order, err) ||
                   coh_date_order_say(&e, sheet->order, sheet->file, notes, err)
               ? -1
               : 0;
}

/* A column of blanks behind the table is a spreadsheet's habit; one that holds
 * something has lost its name. */
static int
check_nameless(const struct coh_sheet *sheet, const struct coh_table *t,
               struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i, row;

    for (i = 0; i < sheet->columns; i++)
        for (row = 0; sheet->field[i] == NAMELESS && row < t->rows; row++) {
            struct coh_span s = coh_span_trim(coh_table_cell(t, row, i));

            if (s.length)
                return coh_fail(err, COH_INPUT,
                                "line %zu: column #%zu has no name and holds "
                                "'%s': give it a name, or empty it",
                                t->line[row], i + 1,
                                coh_quote(s.bytes, s.length, quoted));
        }
    return 0;
}

static int
take_rows(struct coh_sheet *sheet, struct coh_inventory *inv,
          const struct coh_table *t, struct coh_notes *notes,
          struct coh_error *err)
{
    size_t row;

    sheet->mark = coh_alloc_array(inv->n + 1, 1, err);
    if (!sheet->mark)
        return -1;
    sheet->mark_capacity = inv->n + 1;
    sheet->marks = inv->n;
    for (row = 0; row < t->rows; row++) {
        struct coh_record rec = coh_sheet_rows_at(t, row);

        if (take_row(sheet, inv, &rec, notes, err))
            return -1;
    }
    return 0;
}

/* Without the guards that --spreadsheet has put before cells. */
static int
take_guards_off(struct coh_table *t, struct coh_error *err)
{
    struct coh_header bare = COH_HEADER_INIT;
    struct coh_span *name = coh_alloc_array(t->header.n, sizeof(*name), err);
    size_t i;
    int rc = -1;

    if (!name)
        return -1;
    for (i = 0; i < t->header.n; i++)
        name[i] = coh_guard_off(t->header.name[i]);
    if (!coh_header_copy(&bare, name, t->header.n, err)) {
        coh_header_release(&t->header);
        t->header = bare;
        rc = 0;
    }
    for (i = 0; i < t->rows * t->header.n; i++)
        t->cell[i] = coh_guard_off(t->cell[i]);
    coh_free(name);
    return rc;
}

int
coh_sheet_read(struct coh_sheet *sheet, struct coh_inventory *inv,
               struct coh_reader *reader, struct coh_notes *notes,
               struct coh_error *err)
{
    struct coh_table t = COH_TABLE_INIT;
    int rc = -1;

    sheet->file = coh_reader_name(reader);
    if (coh_table_read(&t, reader, notes, err) ||
        (sheet->guarded
             ? take_guards_off(&t, err)
             : coh_sheet_rows_note_guards(&t, sheet->file, notes, err)))
        goto out;
    sheet->name = t.header.name;
    sheet->columns = t.header.n;
    if (map_header(sheet, inv, notes, err) || check_nameless(sheet, &t, err) ||
        decide_dates(sheet, &t, notes, err)) {
        coh_error_context(err, "%s: ", sheet->file);
        goto out;
    }
    rc = take_rows(sheet, inv, &t, notes, err);
out:
    sheet->name = NULL;
    coh_table_release(&t);
    return rc;
}

unsigned
coh_sheet_mark(const struct coh_sheet *sheet, size_t at)
{
    return at < sheet->marks ? sheet->mark[at] : 0;
}

void
coh_sheet_release(struct coh_sheet *sheet)
{
    coh_free(sheet->field);
    coh_free(sheet->mark);
    *sheet = (struct coh_sheet)COH_SHEET_INIT;
}
