/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/note-count.h"

#include <stdlib.h>

#include "base/distinct.h"
#include "base/memory.h"
#include "inventory/sheet.h"
#include "result/codes.h"

struct count {
    const struct coh_note_count_ask *ask;
    struct coh_run *run;
    struct coh_rows rows;
    struct coh_columns by, codes_at;
    size_t date, note, text; /* columns; header.n: not there */
    struct coh_note_codes codes;
    struct coh_calendar calendar;
    struct coh_keys group; /* the cells of `by` */
    struct coh_keys place; /* the same, and the period */
    struct coh_keys cell;  /* place and code, as two numbers */
    size_t *notes;         /* of each cell */
    size_t *group_of;      /* of each place */
    size_t notes_capacity, places_capacity;
    struct coh_distinct *in_cell, *in_place, *in_group;
    size_t all, uncoded, undated, outside, nobody, absent;
    struct coh_text tidy;
};

/* ---- one row ---- */

static struct coh_span
period_of(struct count *c, const struct coh_record *rec,
          char out[COH_DATE_SIZE])
{
    struct coh_span cell =
        c->date < rec->n ? coh_span_trim(rec->cell[c->date]) : coh_span_of("");
    coh_date day;
    size_t i;

    if (c->ask->period == COH_NOTE_ALL_TIME)
        return coh_span_of("");
    if (coh_date_parse(cell, &day)) {
        c->undated++;
        return coh_span_of("");
    }
    if (c->ask->period == COH_NOTE_BY_WEEK)
        return coh_span_of(coh_date_text(coh_date_monday(day), out));
    if (c->ask->period == COH_NOTE_BY_MONTH) {
        coh_date_text(day, out);
        return (struct coh_span){out, 7};
    }
    for (i = 0; i < c->calendar.n; i++) {
        const struct coh_period *p = &c->calendar.period[i];

        if (p->kind == COH_PERIOD_TERM && p->start <= day && day <= p->end)
            return coh_span_of(p->label);
    }
    c->outside++;
    return coh_span_of("");
}

static int
find_place(struct count *c, const struct coh_record *rec,
           struct coh_span period, size_t *group, size_t *place,
           struct coh_error *err)
{
    struct coh_span *cell = coh_alloc_array(c->by.n + 1, sizeof(*cell), err);
    size_t i;
    int rc = -1;

    if (!cell)
        return -1;
    for (i = 0; i < c->by.n; i++)
        cell[i] = coh_span_trim(rec->cell[c->by.at[i]]);
    cell[c->by.n] = period;
    if (!coh_keys_index(&c->group, cell, group, err) &&
        (!place || !coh_keys_index(&c->place, cell, place, err)))
        rc = 0;
    coh_free(cell);
    if (rc || !place)
        return rc;
    if (coh_reserve(&c->group_of, &c->places_capacity, c->place.n,
                    sizeof(*c->group_of), err))
        return -1;
    c->group_of[*place] = *group;
    return 0;
}

/* The number of the cell at place × code, as a key of two numbers. */
static int
find_cell(struct count *c, size_t place, size_t code, size_t *at,
          struct coh_error *err)
{
    const size_t pair[] = {place, code};
    const struct coh_span key = {(const char *)pair, sizeof(pair)};
    size_t before = c->cell.n;

    if (coh_keys_index(&c->cell, &key, at, err) ||
        coh_reserve(&c->notes, &c->notes_capacity, c->cell.n, sizeof(*c->notes),
                    err))
        return -1;
    if (*at == before)
        c->notes[*at] = 0;
    return 0;
}

static int
count_codes(struct count *c, struct coh_span cell, size_t place,
            struct coh_span student, struct coh_error *err)
{
    struct coh_span rest, code;
    size_t at, k;

    if (coh_codes_tidy(cell, &c->tidy, err))
        return -1;
    rest = coh_text_span(&c->tidy);
    c->uncoded += !rest.length;
    while (coh_codes_next(&rest, &code)) {
        if (coh_note_codes_find(&c->codes, code, &k, err) ||
            find_cell(c, place, k, &at, err))
            return -1;
        c->codes.code[k].notes++;
        c->notes[at]++;
        if (student.length && coh_distinct_add(c->in_cell, at, student, err))
            return -1;
    }
    return 0;
}

/* Somebody without a note: of the group, and no more. */
static int
count_absent(struct count *c, const struct coh_record *rec,
             struct coh_span student, struct coh_error *err)
{
    size_t group, place;

    c->absent++;
    if (find_place(c, rec, coh_span_of(""), &group,
                   c->ask->period == COH_NOTE_ALL_TIME ? &place : NULL, err))
        return -1;
    return student.length ? coh_distinct_add(c->in_group, group, student, err)
                          : 0;
}

static int
is_note(const struct count *c, const struct coh_record *rec)
{
    const size_t at[] = {c->codes_at.at[0], c->text, c->date};
    size_t i;

    if (c->note < rec->n)
        return coh_span_trim(rec->cell[c->note]).length > 0;
    for (i = 0; i < 3; i++)
        if (at[i] < rec->n && coh_span_trim(rec->cell[at[i]]).length)
            return 1;
    return 0;
}

static int
take_row(struct count *c, const struct coh_record *rec, struct coh_error *err)
{
    struct coh_span student = coh_span_of("");
    char text[COH_DATE_SIZE];
    size_t group, place;

    if (c->rows.student < rec->n)
        student = coh_span_trim(rec->cell[c->rows.student]);
    if (!is_note(c, rec))
        return count_absent(c, rec, student, err);
    c->all++;
    c->nobody += !student.length;
    if (find_place(c, rec, period_of(c, rec, text), &group, &place, err) ||
        count_codes(c, rec->cell[c->codes_at.at[0]], place, student, err))
        return -1;
    return student.length &&
                   (coh_distinct_add(c->in_place, place, student, err) ||
                    coh_distinct_add(c->in_group, group, student, err))
               ? -1
               : 0;
}

/* ---- reading ---- */

static int
read_calendar(struct count *c, struct coh_error *err)
{
    struct coh_reader *reader;

    if (!c->ask->calendar)
        return 0;
    reader = coh_run_reader(c->run, c->ask->calendar, err);
    if (!reader)
        return -1;
    if (coh_sheet_calendar(&c->calendar, reader, &c->run->notes, err)) {
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(c->run, reader, err);
}

static int
open_rows(struct count *c, struct coh_error *err)
{
    const struct coh_header *h = &c->rows.header;

    if (coh_note_codes_scheme(&c->codes, c->run, c->ask->scheme, err) ||
        read_calendar(c, err) || coh_rows_open(&c->rows, c->run, err) ||
        coh_rows_columns(&c->rows, c->ask->by, &c->by, err) ||
        coh_rows_columns(&c->rows, c->ask->codes ? c->ask->codes : "codes",
                         &c->codes_at, err))
        return -1;
    if (c->codes_at.n != 1)
        return coh_fail(err, COH_USAGE, "-v: one column of codes");
    c->date = coh_header_seek(h, coh_span_of("date"));
    c->note = coh_header_seek(h, coh_span_of("note"));
    c->text = coh_header_seek(h, coh_span_of("text"));
    if (c->ask->period != COH_NOTE_ALL_TIME && c->date == h->n)
        return coh_fail(err, COH_INPUT,
                        "%s: no column 'date' to tell the period from",
                        coh_rows_name(&c->rows));
    if (c->run->share && c->rows.student == h->n)
        return coh_fail(err, COH_INPUT,
                        "%s: no column of students, so that nobody can tell "
                        "which counts are small: take select --notes --no-text",
                        coh_rows_name(&c->rows));
    c->group.width = c->by.n;
    c->place.width = c->by.n + 1;
    c->in_cell = coh_distinct_new(err);
    c->in_place = c->in_cell ? coh_distinct_new(err) : NULL;
    c->in_group = c->in_place ? coh_distinct_new(err) : NULL;
    return c->in_group ? 0 : -1;
}

static int
read_rows(struct count *c, struct coh_error *err)
{
    struct coh_record rec;

    for (;;) {
        if (coh_rows_next(&c->rows, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        if (take_row(c, &rec, err))
            return -1;
    }
}

/* ---- the table ---- */

struct totals {
    size_t *in_cell, *in_place, *in_group, *place, *code;
};

struct entry {
    const struct coh_span *cell;
    size_t width, at;
};

/* By the group's cells, then by the period, as texts. */
static int
by_cells(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    size_t i;
    int d = 0;

    for (i = 0; !d && i < x->width; i++)
        d = coh_span_compare(x->cell[i], y->cell[i]);
    return d;
}

static int
order_places(const struct count *c, size_t *order, struct coh_error *err)
{
    struct entry *entry = coh_alloc_array(c->place.n, sizeof(*entry), err);
    size_t i;

    if (!entry)
        return -1;
    for (i = 0; i < c->place.n; i++)
        entry[i] =
            (struct entry){coh_keys_cells(&c->place, i), c->place.width, i};
    if (c->place.n)
        qsort(entry, c->place.n, sizeof(*entry), by_cells);
    for (i = 0; i < c->place.n; i++)
        order[i] = entry[i].at;
    coh_free(entry);
    return 0;
}

static int
sum_up(struct count *c, struct totals *t, struct coh_error *err)
{
    t->in_cell = coh_alloc_array(c->cell.n, sizeof(*t->in_cell), err);
    t->in_place = coh_alloc_array(c->place.n, sizeof(*t->in_place), err);
    t->in_group = coh_alloc_array(c->group.n, sizeof(*t->in_group), err);
    t->place = coh_alloc_array(c->place.n, sizeof(*t->place), err);
    return !t->in_cell || !t->in_place || !t->in_group || !t->place ||
                   coh_distinct_count(c->in_cell, t->in_cell, c->cell.n, err) ||
                   coh_distinct_count(c->in_place, t->in_place, c->place.n,
                                      err) ||
                   coh_distinct_count(c->in_group, t->in_group, c->group.n,
                                      err) ||
                   order_places(c, t->place, err) ||
                   coh_note_codes_order(&c->codes, &t->code, err)
               ? -1
               : 0;
}

static int
put_header(const struct count *c, struct coh_writer *w, struct coh_error *err)
{
    static const char *const number[] = {"notes", "students", "noted",
                                         "in_group"};
    size_t i;

    if (coh_note_codes_columns(&c->codes, w, err))
        return -1;
    for (i = 0; i < c->by.n; i++)
        if (coh_writer_column(w, c->rows.header.name[c->by.at[i]],
                              COH_COLUMN_TEXT, err))
            return -1;
    if (c->ask->period != COH_NOTE_ALL_TIME &&
        coh_writer_column(w, coh_span_of("period"), COH_COLUMN_TEXT, err))
        return -1;
    for (i = 0; i < 4; i++)
        if (coh_writer_column(w, coh_span_of(number[i]), COH_COLUMN_NUMBER,
                              err))
            return -1;
    return 0;
}

static int
put_count(struct coh_writer *w, int known, size_t n, struct coh_error *err)
{
    return known ? coh_writer_count(w, n, err) : coh_writer_blank(w, err);
}

static int
put_row(const struct count *c, const struct totals *t, size_t code,
        size_t place, struct coh_writer *w, struct coh_error *err)
{
    const size_t pair[] = {place, code};
    const struct coh_span key = {(const char *)pair, sizeof(pair)};
    const struct coh_span *cell = coh_keys_cells(&c->place, place);
    size_t at = coh_keys_find(&c->cell, &key), i;
    int known = c->rows.student < c->rows.header.n;

    if (coh_note_codes_cells(&c->codes, code, w, err))
        return -1;
    for (i = 0; i < c->by.n + (c->ask->period != COH_NOTE_ALL_TIME); i++)
        if (coh_writer_text(w, cell[i], err))
            return -1;
    return coh_writer_count(w, at < c->cell.n ? c->notes[at] : 0, err) ||
                   put_count(w, known, at < c->cell.n ? t->in_cell[at] : 0,
                             err) ||
                   put_count(w, known, t->in_place[place], err) ||
                   put_count(w, known && c->absent,
                             t->in_group[c->group_of[place]], err) ||
                   coh_writer_row(w, err)
               ? -1
               : 0;
}

static int
put_rows(const struct count *c, const struct totals *t, struct coh_writer *w,
         struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < c->codes.n; i++)
        for (k = 0; k < c->place.n; k++)
            if (put_row(c, t, t->code[i], t->place[k], w, err))
                return -1;
    return 0;
}

static int
say(struct count *c, const char *what, size_t n, struct coh_error *err)
{
    return n ? coh_notes_add(&c->run->notes, COH_NOTE_FACT, NULL, err,
                             "%s: %zu", what, n)
             : 0;
}

static int
say_all(struct count *c, struct coh_error *err)
{
    int known = c->rows.student < c->rows.header.n;

    if (coh_note_codes_say(&c->codes, &c->run->notes, err) ||
        say(c, "notes without a code", c->uncoded, err) ||
        say(c, "notes without a date, in a period without a name", c->undated,
            err) ||
        say(c, "notes outside of all terms, in a period without a name",
            c->outside, err) ||
        say(c, "students without a note, counted in in_group alone", c->absent,
            err) ||
        (known &&
         say(c, "notes of nobody, counted as notes alone", c->nobody, err)))
        return -1;
    if (!known)
        return coh_notes_add(&c->run->notes, COH_NOTE_FACT, NULL, err,
                             "no column '%s': notes are counted, students are "
                             "not",
                             c->run->student);
    return c->absent || !c->all
               ? 0
               : coh_notes_add(&c->run->notes, COH_NOTE_FACT, NULL, err,
                               "who has no note does not stand here: select "
                               "--notes --complete says, and fills in_group");
}

static int
write_table(struct count *c, struct coh_error *err)
{
    struct totals t = {NULL, NULL, NULL, NULL, NULL};
    struct coh_writer *w = coh_run_writer(c->run, err);
    int rc = -1;

    if (w && !sum_up(c, &t, err) && !put_header(c, w, err) &&
        !put_rows(c, &t, w, err) && !say_all(c, err))
        rc = coh_run_finish(c->run, err);
    coh_free(t.in_cell);
    coh_free(t.in_place);
    coh_free(t.in_group);
    coh_free(t.place);
    coh_free(t.code);
    return rc;
}

static void
release(struct count *c)
{
    coh_rows_release(&c->rows);
    coh_columns_release(&c->by);
    coh_columns_release(&c->codes_at);
    coh_note_codes_release(&c->codes);
    coh_calendar_release(&c->calendar);
    coh_keys_release(&c->group);
    coh_keys_release(&c->place);
    coh_keys_release(&c->cell);
    coh_free(c->notes);
    coh_free(c->group_of);
    coh_distinct_free(c->in_cell);
    coh_distinct_free(c->in_place);
    coh_distinct_free(c->in_group);
    coh_text_release(&c->tidy);
}

int
coh_note_count_run(const struct coh_note_count_ask *ask, struct coh_run *run,
                   struct coh_error *err)
{
    struct count c = {
        .ask = ask,
        .run = run,
        .rows = COH_ROWS_INIT,
        .by = COH_COLUMNS_INIT,
        .codes_at = COH_COLUMNS_INIT,
        .codes = COH_NOTE_CODES_INIT,
        .calendar = COH_CALENDAR_INIT,
        .cell = {.width = 1},
    };
    int rc = -1;

    if (!open_rows(&c, err) && !read_rows(&c, err))
        rc = write_table(&c, err);
    release(&c);
    return rc;
}
