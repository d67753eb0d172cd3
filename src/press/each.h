/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRESS_EACH_H
#define COH_PRESS_EACH_H

#include "press/press.h"
#include "press/whose.h"

/*
 * A page of each student, FOLDER/ID.html, from one source.
 *
 *     struct coh_each each = {.folder = "pages", .path = "family.md", …};
 *     if (coh_each_write(&each, run, &w, &who, &loan, err)) …
 *
 * Blocks of the class are run once, in the weave that is handed in; the rest is
 * done by as many processes at a time as there are processors, one a page, so
 * that no page knows of another.
 */

struct coh_each {
    const char *folder; /* made if it is not there */
    const char *path;   /* of the source */
    const char *team;   /* of team.ini */
    int (*prepare)(void *context, struct coh_weave *w, struct coh_error *err);
    void *context; /* prepare: folder, day, --set of a new weave */
};

/* `w` was read with the first student. A page that cannot be made is told and
 * is not there; run->worst knows of it, and the others are made. A page with
 * something to look at is noted. COH_INPUT: a block of=class that is not the
 * same for all. */
int coh_each_write(const struct coh_each *each, struct coh_run *run,
                   struct coh_weave *w, const struct coh_whose *who,
                   struct coh_ledger_loan *loan,
                   struct coh_error *err) COH_MUST_CHECK;

/* Add the file name for an id: letters, digits, `_`, and `-` and `.` within
 * stay, each other byte becomes %XX. */
int coh_each_name(struct coh_text *into, struct coh_span id,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
