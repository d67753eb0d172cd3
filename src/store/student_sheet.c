/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

static int
ends_with(struct coh_span s, const char *end)
{
    size_t n = strlen(end);

    return s.length > n && memcmp(s.bytes + s.length - n, end, n) == 0;
}

enum coh_sheet_meaning
coh_student_sheet_meaning(struct coh_span name)
{
    if (!name.length)
        return COH_SHEET_NOTHING;
    if (coh_span_is(name, "student_id"))
        return COH_SHEET_STUDENT_ID;
    if (coh_span_is(name, "name"))
        return COH_SHEET_NAME;
    if (coh_span_is(name, "active_from"))
        return COH_SHEET_FROM;
    if (coh_span_is(name, "active_to"))
        return COH_SHEET_TO;
    if (ends_with(name, "_id") || coh_span_is(name, "email"))
        return COH_SHEET_IDENTIFIER;
    return COH_SHEET_ATTRIBUTE;
}

/* Each column has a name that stands once, or none and is left out. */
static int
check_header(struct coh_student_sheet *sheet, const struct coh_header *header,
             struct coh_notes *notes, struct coh_error *err)
{
    char place[40];
    size_t i, at;

    if (coh_header_find(header, coh_span_of("student_id"), &at, err))
        return -1;
    for (i = 0; i < header->n; i++) {
        enum coh_sheet_meaning m = coh_student_sheet_meaning(header->name[i]);

        sheet->identifiers += m == COH_SHEET_IDENTIFIER;
        sheet->attributes += m == COH_SHEET_ATTRIBUTE;
        snprintf(place, sizeof(place), "column #%zu", i + 1);
        if (m == COH_SHEET_NOTHING) {
            if (coh_notes_add(notes, COH_NOTE_LOOK, place, err,
                              "a column without a name was left out"))
                return -1;
        } else if (coh_header_seek(header, header->name[i]) != i) {
            return coh_header_find(header, header->name[i], &at, err);
        }
    }
    return 0;
}

static int
refuse_row(const struct coh_student *s, struct coh_notes *notes,
           const char *why, struct coh_error *err)
{
    char place[40];

    snprintf(place, sizeof(place), "line %zu", s->line);
    return coh_notes_add(notes, COH_NOTE_LOOK, place, err, "set aside: %s",
                         why);
}

/* Day and month stand in one order, in both columns of dates. */
static int
decide_dates(struct coh_student_sheet *sheet, const struct coh_table *t,
             struct coh_notes *notes, struct coh_error *err)
{
    struct coh_date_evidence e = {0};
    size_t row, i;

    for (i = 0; i < t->header.n; i++) {
        enum coh_sheet_meaning m = coh_student_sheet_meaning(t->header.name[i]);

        for (row = 0;
             (m == COH_SHEET_FROM || m == COH_SHEET_TO) && row < t->rows; row++)
            coh_date_order_look(coh_table_cell(t, row, i), &e);
    }
    return coh_date_order_decide(&e, &sheet->order, err) ||
                   coh_date_order_say(&e, sheet->order, NULL, notes, err)
               ? -1
               : 0;
}

/* 1: it is blank or a date. */
static int
read_date(const struct coh_student_sheet *sheet, struct coh_span cell,
          coh_date *date)
{
    *date = COH_DATE_NONE;
    return !cell.length || !coh_date_order_read(cell, sheet->order, date);
}

/* The cells of one row; 0 when a date cannot be used. */
static int
read_row(struct coh_student_sheet *sheet, const struct coh_table *t, size_t row,
         struct coh_student *s)
{
    size_t width = sheet->identifiers + sheet->attributes;
    struct coh_student_value *identifier = sheet->value + row * width;
    struct coh_student_value *attribute = identifier + sheet->identifiers;
    int good = 1;
    size_t i;

    s->line = t->line[row];
    s->active_from = s->active_to = COH_DATE_NONE;
    s->identifier = identifier;
    s->identifiers = sheet->identifiers;
    s->attribute = attribute;
    s->attributes = sheet->attributes;
    for (i = 0; i < t->header.n; i++) {
        struct coh_student_value v = {
            t->header.name[i],
            coh_span_trim(coh_table_cell(t, row, i)),
        };
        enum coh_sheet_meaning m = coh_student_sheet_meaning(v.name);

        if (m == COH_SHEET_STUDENT_ID)
            s->student_id = v.value;
        else if (m == COH_SHEET_NAME)
            s->name = v.value;
        else if (m == COH_SHEET_FROM)
            good = read_date(sheet, v.value, &s->active_from) && good;
        else if (m == COH_SHEET_TO)
            good = read_date(sheet, v.value, &s->active_to) && good;
        else if (m == COH_SHEET_IDENTIFIER)
            *identifier++ = v;
        else if (m == COH_SHEET_ATTRIBUTE)
            *attribute++ = v;
        s->says_active_from |= m == COH_SHEET_FROM;
        s->says_active_to |= m == COH_SHEET_TO;
    }
    return good;
}

int
coh_student_sheet_read(struct coh_student_sheet *sheet,
                       const struct coh_table *table, struct coh_notes *notes,
                       struct coh_error *err)
{
    size_t row;

    *sheet = (struct coh_student_sheet)COH_STUDENT_SHEET_INIT;
    if (check_header(sheet, &table->header, notes, err) ||
        decide_dates(sheet, table, notes, err))
        return -1;
    sheet->student = coh_alloc_array(table->rows, sizeof(*sheet->student), err);
    if (!sheet->student)
        goto fail;
    sheet->value =
        coh_alloc_array(table->rows * (sheet->identifiers + sheet->attributes),
                        sizeof(*sheet->value), err);
    if (!sheet->value)
        goto fail;
    for (row = 0; row < table->rows; row++) {
        struct coh_student *s = &sheet->student[sheet->n];
        const char *why = NULL;

        *s = (struct coh_student){.line = 0};
        if (!read_row(sheet, table, row, s))
            why = "active_from and active_to are dates as 2026-03-06";
        else if (s->active_to != COH_DATE_NONE && s->active_to < s->active_from)
            why = "active_to lies before active_from";
        if (why && refuse_row(s, notes, why, err))
            goto fail;
        sheet->n += !why;
    }
    return 0;
fail:
    coh_student_sheet_release(sheet);
    return -1;
}

/* How many different values the attribute has among those who are active, and
 * how many have none. */
static int
count_sections(const struct coh_student_sheet *sheet, size_t at, size_t *count,
               size_t *blank, struct coh_error *err)
{
    struct coh_span *seen = coh_alloc_array(sheet->n, sizeof(*seen), err);
    size_t i, k;

    *count = *blank = 0;
    if (!seen)
        return -1;
    for (i = 0; i < sheet->n; i++) {
        struct coh_span value = sheet->student[i].attribute[at].value;

        if (!sheet->student[i].active)
            continue;
        for (k = 0; k < *count && !coh_span_equal(seen[k], value); k++)
            ;
        if (!value.length)
            ++*blank;
        else if (k == *count)
            seen[(*count)++] = value;
    }
    coh_free(seen);
    return 0;
}

static int
tell_sections(const struct coh_student_sheet *sheet, const char *comma,
              struct coh_text *text, struct coh_error *err)
{
    size_t i, count, blank;

    for (i = 0; i < sheet->attributes; i++) {
        if (!coh_span_is(sheet->student[0].attribute[i].name, "section"))
            continue;
        if (count_sections(sheet, i, &count, &blank, err) ||
            coh_text_format(text, err, "%s in %zu section%s", comma, count,
                            count == 1 ? "" : "s"))
            return -1;
        return blank ? coh_text_format(text, err, "; %zu %s no section", blank,
                                       blank == 1 ? "has" : "have")
                     : 0;
    }
    return 0;
}

/* "Abdi, Inés (00812)" */
static int
tell_student(const struct coh_student *s, const char *lead,
             struct coh_text *text, struct coh_error *err)
{
    char name[COH_QUOTE_SIZE], id[COH_QUOTE_SIZE];

    return coh_text_format(
        text, err, "%s%s%s(%s)", lead,
        coh_quote(s->name.bytes, s->name.length, name),
        s->name.length ? " " : "",
        coh_quote(s->student_id.bytes, s->student_id.length, id));
}

static int
lacks(const struct coh_student *s, size_t at)
{
    return s->active && !s->identifier[at].value.length;
}

/* Of those who lack the id, the first three. */
static int
name_missing(const struct coh_student_sheet *sheet, size_t at, size_t missing,
             struct coh_text *text, struct coh_error *err)
{
    const char *lead = ": ";
    size_t i, named = 0;

    for (i = 0; i < sheet->n && named < 3; i++) {
        if (!lacks(&sheet->student[i], at))
            continue;
        if (tell_student(&sheet->student[i], lead, text, err))
            return -1;
        lead = ", ";
        named++;
    }
    return missing > named
               ? coh_text_format(text, err, " and %zu more", missing - named)
               : 0;
}

/* "3 have no state id: …", for each system that somebody has no id in. */
static int
tell_missing(const struct coh_student_sheet *sheet, size_t at,
             struct coh_text *text, struct coh_error *err)
{
    struct coh_span name = sheet->student[0].identifier[at].name;
    size_t i, missing = 0, from;

    for (i = 0; i < sheet->n; i++)
        missing += lacks(&sheet->student[i], at) != 0;
    if (!missing)
        return 0;
    if (coh_text_format(text, err, "; %zu %s no ", missing,
                        missing == 1 ? "has" : "have"))
        return -1;
    from = text->length;
    if (coh_text_add(text, name.bytes, name.length, err))
        return -1;
    for (; from < text->length; from++)
        if (text->bytes[from] == '_')
            text->bytes[from] = ' ';
    return name_missing(sheet, at, missing, text, err);
}

int
coh_student_sheet_tell(const struct coh_student_sheet *sheet,
                       struct coh_text *text, struct coh_error *err)
{
    size_t i, students = 0, active = 0;

    for (i = 0; i < sheet->n; i++) {
        students += !sheet->student[i].aside;
        active += sheet->student[i].active != 0;
    }
    if (coh_text_format(text, err, "%zu student%s", students,
                        students == 1 ? "" : "s"))
        return -1;
    if (!active)
        return students
                   ? coh_text_add_string(text, ", none of them active", err)
                   : 0;
    if (active < students &&
        coh_text_format(text, err, ", %zu of them active", active))
        return -1;
    if (tell_sections(sheet, active < students ? "," : "", text, err))
        return -1;
    for (i = 0; i < sheet->identifiers; i++)
        if (tell_missing(sheet, i, text, err))
            return -1;
    return 0;
}

void
coh_student_sheet_release(struct coh_student_sheet *sheet)
{
    coh_free(sheet->student);
    coh_free(sheet->value);
    *sheet = (struct coh_student_sheet)COH_STUDENT_SHEET_INIT;
}
