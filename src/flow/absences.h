/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_ABSENCES_H
#define COH_FLOW_ABSENCES_H

#include "cli/tool.h"
#include "inventory/calendar.h"
#include "result/roster.h"
#include "table/table.h"

/*
 * Absences beside rows of students: on how many of the last school days each
 * was absent, out of an export of attendance. A falling line is read otherwise
 * beside "absent on 8 of the last 20 school days".
 *
 *     struct coh_absences a = COH_ABSENCES_INIT;
 *     a.file = "attendance.csv";
 *     a.calendar_file = "calendar.csv";
 *     if (coh_absences_read(&a, run, &table, rows.student, err) ||
 *         coh_absences_columns(&a, w, err)) …
 *     … coh_absences_put(&a, cell, w, err) for each row …
 *     coh_absences_release(&a);
 *
 * The export is a row a student and day (student_id, date, status); days on
 * which nothing is said are days there. Counted are different days whose
 * status begins with "absent" and that are school days, from the N-th last
 * school day up to today. School days are those of the calendar, without one
 * every Monday to Friday. An id is matched as coh_roster_find does.
 */

struct coh_absences {
    const char *file;          /* the export; NULL: nothing is asked for */
    const char *calendar_file; /* or NULL */
    long days;                 /* school days to look back on */
    struct coh_calendar calendar;
    coh_date from, newest; /* first day of the window; newest of the file */
    size_t school_days;    /* in the window: fewer when the calendar is short */
    int there;             /* the file is there and says something */
    int late; /* its newest day is neither today nor the school day before */
    struct coh_roster roster; /* the students of the rows */
    size_t *absent;           /* days of each */
    size_t capacity;
};

#define COH_ABSENCES_INIT                                                    \
    {                                                                        \
        .days = 20, .calendar = COH_CALENDAR_INIT, .roster = COH_ROSTER_INIT \
    }

/* Read both files. No such export, or one without a row, is no error: nothing
 * is known then, and a note says so. COH_INPUT for an export without the
 * columns; a row whose date cannot be read, and an export whose newest day
 * lies more than 5 school days back, are notes that ask to look. */
int coh_absences_read(struct coh_absences *a, struct coh_run *run,
                      const struct coh_table *t, size_t student,
                      struct coh_error *err) COH_MUST_CHECK;

/* Declare the columns absent, school_days and attendance. */
int coh_absences_columns(const struct coh_absences *a, struct coh_writer *w,
                         struct coh_error *err) COH_MUST_CHECK;

/* Their cells for a student: "absent on 8 of the last 20 school days", with
 * ", entered up to 2026-03-05" where days after that are only not yet known;
 * or "absences not known" beside two blanks. */
int
coh_absences_put(const struct coh_absences *a, struct coh_span student,
                 struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;

void coh_absences_release(struct coh_absences *a);

#endif
