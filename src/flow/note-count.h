/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_NOTE_COUNT_H
#define COH_FLOW_NOTE_COUNT_H

#include "flow/note-codes.h"

/*
 * How often each code was given, by group and time, and of how many students.
 *
 *     struct coh_note_count ask = {.by = "section", .period = …};
 *     if (coh_note_count_run(&ask, run, err)) …
 *
 * A row of the table is a code × a group × a period of which there are notes:
 *     notes     with the code; a note of several students is one for each
 *     students  different ones, of whom a note has it
 *     noted     different ones, of whom there is any note in this group and
 *               period: what `students` is to be seen against
 *     in_group  different ones of the group, with or without a note. Known only
 *               where rows without a note say who else there is (select --notes
 *               --complete); else blank, and said
 * A code that was not given has 0: of nobody noted that it was not seen. Notes
 * without a code, students without a note, and dates that are none are said.
 */

enum coh_note_period {
    COH_NOTE_ALL_TIME,
    COH_NOTE_BY_WEEK, /* called by its Monday */
    COH_NOTE_BY_MONTH,
    COH_NOTE_BY_TERM, /* of the calendar */
};

struct coh_note_count_ask {
    const char *codes;    /* column; NULL: codes */
    const char *by;       /* column list, or NULL */
    const char *scheme;   /* file, or NULL */
    const char *calendar; /* file, with BY_TERM */
    enum coh_note_period period;
};

/* Read the run's rows and write its table. COH_INPUT: no column of codes, and,
 * where the result is to be shared, none of students. */
int
coh_note_count_run(const struct coh_note_count_ask *ask, struct coh_run *run,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
