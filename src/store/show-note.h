/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SHOW_NOTE_H
#define COH_STORE_SHOW_NOTE_H

#include "store/select.h"
#include "store/trace.h"
#include "table/writer.h"

/*
 * Notes out of the store as a table, in the order date, source, number.
 *
 *     struct coh_show_note show = {.query = COH_SELECT_INIT, .share = 1};
 *     if (coh_show_note_run(&store, &show, writer, &trace, &notes, err)) …
 *
 * The columns are those of a note (result/field-note.h), then `note`, `load`,
 * `line`, `gone_on` with query.gone, and those of `with`. `note` is what a page
 * cites: the note's source and its number there, observation-notes:17. The
 * number stays with the note as long as student, date, author's role and text
 * do, whatever file brings it again.
 */

struct coh_show_note {
    struct coh_select query; /* students, source, since, until, day, everyone,
                                as_of and gone; the rest is not looked at */
    const struct coh_span *code; /* alternatives; none: all */
    size_t codes;
    const struct coh_span *note; /* references, alternatives; none: all */
    size_t notes;
    const struct coh_span *with; /* of the student, behind the others */
    size_t withs;
    int complete; /* then a row, blank but for the student, for each student
                     who is active on query.day and of whom no note fits */
    int no_text;  /* no column `text`: for counting */
    /* What is shown may leave the team. With the text: only notes that are
     * marked as shareable, without student_id, load and line, and without each
     * note that is blank, or in whose cells a word of a student's name or an id
     * stands. With no_text all notes, with student_id, but those of which
     * another cell names somebody. Never
     * the columns of `with` that say who it is: name, alias, other ids. What
     * was left out is counted and not named. */
    int share;
    int family; /* the student's family reads it: only notes that are marked as
                   shareable, whatever is shown of them */
    coh_date today; /* with share: of a later day is no note yet; 0: any is */
};

/* Write header and rows, and what they came from into `trace`. Streams; holds
 * the roster with `with`, complete or share. COH_INPUT: a student whom nobody
 * knows, or a reference that no note of the store has. COH_USAGE: complete and
 * share without no_text. */
int coh_show_note_run(struct coh_store *store, const struct coh_show_note *show,
                      struct coh_writer *writer, struct coh_trace *trace,
                      struct coh_notes *notes,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
