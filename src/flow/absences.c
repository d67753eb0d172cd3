/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/absences.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/keys.h"
#include "inventory/sheet.h"

/* An older export would show children as there who were not. */
enum { STALE = 5, YEAR = 366 };

/* The columns of the export, by place. */
enum { STUDENT, DAY, STATUS, COLUMNS };

/* The students of the rows, each once. */
static int
gather(struct coh_absences *a, const struct coh_table *t, size_t student,
       struct coh_error *err)
{
    size_t i, at;

    for (i = 0; i < t->rows; i++) {
        const struct coh_span id = coh_span_trim(coh_table_cell(t, i, student));

        if (!id.length ||
            coh_roster_find(&a->roster, id, &at) == COH_MATCH_EXACT)
            continue;
        if (coh_roster_add(&a->roster, id, coh_span_of(""), COH_DATE_NONE,
                           COH_DATE_NONE, &at, err) ||
            coh_reserve(&a->absent, &a->capacity, at + 1, sizeof(*a->absent),
                        err))
            return -1;
        a->absent[at] = 0;
    }
    return 0;
}

static int
read_calendar(struct coh_absences *a, struct coh_run *run,
              struct coh_error *err)
{
    struct coh_reader *reader;

    if (!a->calendar_file)
        return 0;
    reader = coh_run_reader(run, a->calendar_file, err);
    if (!reader)
        return -1;
    if (coh_sheet_calendar(&a->calendar, reader, &run->notes, err)) {
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(run, reader, err);
}

/* The window: `days` school days, or those that a year has. */
static void
look_back(struct coh_absences *a, coh_date today)
{
    coh_date day;

    a->school_days = 0;
    a->from = today + 1;
    for (day = today; day > today - YEAR && a->school_days < (size_t)a->days;
         day--)
        if (coh_calendar_is_school_day(&a->calendar, day)) {
            a->school_days++;
            a->from = day;
        }
}

static int
find_columns(const struct coh_absences *a, const struct coh_run *run,
             const struct coh_header *h, size_t at[COLUMNS],
             struct coh_error *err)
{
    const char *const name[] = {run->student, "date", "status"};
    int k;

    for (k = 0; k < COLUMNS; k++) {
        at[k] = coh_header_seek(h, coh_span_of(name[k]));
        if (at[k] == h->n)
            return coh_fail(err, COH_INPUT,
                            "--attendance: %s: there is no column '%s': it "
                            "takes %s,date,status",
                            a->file, name[k], run->student);
    }
    return 0;
}

static int
is_absent(struct coh_span status)
{
    static const char word[] = "absent";

    return status.length >= strlen(word) &&
           !strncasecmp(status.bytes, word, strlen(word));
}

static int
count_row(struct coh_absences *a, struct coh_run *run,
          const struct coh_record *rec, const size_t at[COLUMNS],
          struct coh_keys *days, struct coh_error *err)
{
    const struct coh_span cell = coh_span_trim(rec->cell[at[DAY]]);
    char quoted[COH_QUOTE_SIZE], text[COH_DATE_SIZE];
    struct coh_span key[2];
    size_t student, seen, before = days->n;
    coh_date day;

    if (coh_date_parse(cell, &day))
        return coh_notes_add(&run->notes, COH_NOTE_LOOK,
                             coh_quote(cell.bytes, cell.length, quoted), err,
                             "--attendance: rows left out, whose date is not "
                             "as 2026-03-06");
    if (day <= run->today && (a->newest == COH_DATE_NONE || day > a->newest))
        a->newest = day;
    a->there = 1;
    if (day < a->from || day > run->today ||
        !is_absent(coh_span_trim(rec->cell[at[STATUS]])) ||
        !coh_calendar_is_school_day(&a->calendar, day) ||
        !coh_match_found(coh_roster_find(
            &a->roster, coh_span_trim(rec->cell[at[STUDENT]]), &student)))
        return 0;
    key[0] = coh_span_of(a->roster.student[student].student_id);
    /* Not the cell: an export of each period has a time behind the day. */
    key[1] = coh_span_of(coh_date_text(day, text));
    if (coh_keys_index(days, key, &seen, err))
        return -1;
    a->absent[student] += days->n > before;
    return 0;
}

static int
count(struct coh_absences *a, struct coh_run *run, struct coh_reader *reader,
      struct coh_error *err)
{
    struct coh_header header = COH_HEADER_INIT;
    struct coh_keys days = {.width = 2};
    struct coh_record rec;
    size_t at[COLUMNS];
    int rc = -1;

    if (coh_reader_header(reader, &rec, err) ||
        coh_header_copy(&header, rec.cell, rec.n, err) ||
        find_columns(a, run, &header, at, err))
        goto out;
    while (!(rc = coh_reader_next_good(reader, &rec, &run->notes, err)) &&
           !rec.end)
        if (count_row(a, run, &rec, at, &days, err)) {
            rc = -1;
            break;
        }
out:
    coh_header_release(&header);
    coh_keys_release(&days);
    return rc;
}

static int
say_state(struct coh_absences *a, struct coh_run *run, struct coh_error *err)
{
    char day[COH_DATE_SIZE];
    int late;

    if (!a->there)
        return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                             "%s: nothing in it, so absences are not known",
                             a->file);
    /* A page of one student sees that student's rows alone. */
    if (getenv("COHORT_ONLY") || a->newest == COH_DATE_NONE)
        return 0;
    late = coh_calendar_school_days(&a->calendar, a->newest, run->today);
    a->late = late > 1;
    return late <= STALE
               ? 0
               : coh_notes_add(&run->notes, COH_NOTE_LOOK, NULL, err,
                               "%s: its newest day is %s, %d school days ago: "
                               "export it anew",
                               a->file, coh_date_text(a->newest, day), late);
}

int
coh_absences_read(struct coh_absences *a, struct coh_run *run,
                  const struct coh_table *t, size_t student,
                  struct coh_error *err)
{
    struct coh_reader *reader;

    a->newest = COH_DATE_NONE;
    if (student == t->header.n)
        return coh_fail(err, COH_INPUT,
                        "--attendance needs the column '%s' (--student)",
                        run->student);
    if (access(a->file, F_OK))
        return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                             "there is no %s, so absences are not known",
                             a->file);
    if (gather(a, t, student, err) || read_calendar(a, run, err))
        return -1;
    look_back(a, run->today);
    reader = coh_run_reader(run, a->file, err);
    if (!reader)
        return -1;
    if (count(a, run, reader, err)) {
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(run, reader, err) || say_state(a, run, err) ? -1
                                                                           : 0;
}

int
coh_absences_columns(const struct coh_absences *a, struct coh_writer *w,
                     struct coh_error *err)
{
    if (!a->file)
        return 0;
    return coh_writer_column(w, coh_span_of("absent"), COH_COLUMN_NUMBER,
                             err) ||
                   coh_writer_column(w, coh_span_of("school_days"),
                                     COH_COLUMN_NUMBER, err) ||
                   coh_writer_column(w, coh_span_of("attendance"),
                                     COH_COLUMN_TEXT, err)
               ? -1
               : 0;
}

int
coh_absences_put(const struct coh_absences *a, struct coh_span student,
                 struct coh_writer *w, struct coh_error *err)
{
    struct coh_text words = COH_TEXT_INIT;
    char day[COH_DATE_SIZE];
    size_t at;
    int rc;

    if (!a->file)
        return 0;
    if (!a->there || coh_roster_find(&a->roster, coh_span_trim(student), &at) !=
                         COH_MATCH_EXACT)
        return coh_writer_blank(w, err) || coh_writer_blank(w, err) ||
                       coh_writer_string(w, "absences not known", err)
                   ? -1
                   : 0;
    rc = coh_text_format(&words, err,
                         "absent on %zu of the last %zu school days",
                         a->absent[at], a->school_days) ||
         (a->late && coh_text_format(&words, err, ", entered up to %s",
                                     coh_date_text(a->newest, day))) ||
         coh_writer_count(w, a->absent[at], err) ||
         coh_writer_count(w, a->school_days, err) ||
         coh_writer_text(w, coh_text_span(&words), err);
    coh_text_release(&words);
    return rc ? -1 : 0;
}

void
coh_absences_release(struct coh_absences *a)
{
    coh_calendar_release(&a->calendar);
    coh_roster_release(&a->roster);
    coh_free(a->absent);
    a->absent = NULL;
}
