/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_FORGET_H
#define COH_STORE_STUDENT_FORGET_H

#include "store/student.h"

/*
 * Forgetting students for good: the student, all ids and attributes, all
 * results and notes with their earlier values, and what was kept apart under an
 * id of theirs. The loads stay, as files and counts.
 *
 * One transaction, with SQLite's secure_delete, which overwrites what is
 * deleted; then the store's file is written anew without what it held free.
 * Copies of the file and the medium below it are out of reach.
 *
 *     struct coh_forget f = {.left_before = day, .say = say, .trace = trace};
 *
 *     if (coh_student_forget(&store, &f, &forgotten, &notes, err)) …
 */

/* One student, or one id of no roster. Spans live until the callback
 * returns. */
struct coh_forget_row {
    struct coh_span id, name;
    size_t results, notes; /* that stand */
    size_t earlier;        /* values that they replaced */
    int on_roster;
};

struct coh_forget {
    const struct coh_span *who; /* any id of theirs, or one kept apart */
    size_t n;
    int unknown;          /* also all that is kept apart */
    coh_date left_before; /* also who was active last before; or NONE */
    int dry_run; /* say it, change nothing: a store open to read is enough */
    /* Each of those who go; 0 to go on, -1 with err set to stop: then nobody
     * is forgotten. */
    int (*say)(void *context, const struct coh_forget_row *row,
               struct coh_error *err);
    /* Each text by which they may still be found elsewhere: ids and names. */
    int (*trace)(void *context, struct coh_span text, int is_name,
                 struct coh_error *err);
    /* What else names them and goes with them, in the same transaction, when
     * all were traced; also of a dry run. May be NULL. */
    int (*also)(void *context, struct coh_store *store, struct coh_error *err);
    void *context;
};

/* *forgotten: how many went. An id that was recognised without zeros or the
 * like is noted. COH_INPUT: an id that is nobody's or fits several; nothing is
 * changed then. COH_SYSTEM with "forgotten, but …" when only the writing anew
 * failed. */
int coh_student_forget(struct coh_store *store, const struct coh_forget *forget,
                       size_t *forgotten, struct coh_notes *notes,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
