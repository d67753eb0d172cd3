/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRESS_WHOSE_H
#define COH_PRESS_WHOSE_H

#include "cli/run.h"
#include "report/naming.h"

/*
 * Whose page it is: students of the roster, by their ids.
 *
 *     struct coh_whose who = COH_WHOSE_INIT;
 *     if (coh_whose_open(&who, run, tools, err) ||
 *         coh_whose_add(&who, coh_span_of("00812"), err)) …
 *     who.student[0 .. who.n − 1], coh_whose_list(&who, 0, who.n, &only, err)
 *     coh_whose_release(&who);
 *
 * A page speaks of the day that it is made on: who is not active then has none.
 */

struct coh_whose {
    struct coh_run *run;
    struct coh_text roster;   /* as coh_naming_list has it */
    struct coh_text *student; /* ids, in the order of the roster or the list */
    size_t n, capacity;
};

#define COH_WHOSE_INIT \
    {                  \
        .run = NULL    \
    }

/* What --only, --students and --each say. */
struct coh_whose_ask {
    const char *only, *students; /* NULL: not given */
    int each;
};

/* COH_USAGE for what does not go together; `markdown`: is such a page asked
 * for? */
int
coh_whose_check(const struct coh_whose_ask *ask, int share, const char *output,
                int markdown, struct coh_error *err) COH_MUST_CHECK;

/* Open and choose; nothing when nobody is asked for. */
int coh_whose_choose(struct coh_whose *who, const struct coh_whose_ask *ask,
                     struct coh_run *run, const char *tools,
                     struct coh_error *err) COH_MUST_CHECK;

/* The roster; nobody is chosen yet. COH_INPUT when there is none. */
int coh_whose_open(struct coh_whose *who, struct coh_run *run,
                   const char *tools, struct coh_error *err) COH_MUST_CHECK;

/* Choose one. An id without its leading zeros is known when it fits one
 * student, which is noted. COH_INPUT: nobody has it, several could be meant, or
 * the student is not active today. Chosen twice is chosen once. */
int coh_whose_add(struct coh_whose *who, struct coh_span id,
                  struct coh_error *err) COH_MUST_CHECK;

/* Choose all who are active. */
int coh_whose_all(struct coh_whose *who, struct coh_error *err) COH_MUST_CHECK;

/* Choose those of a CSV with the column student_id. Who cannot be chosen is
 * noted, to look at. COH_INPUT when nobody is left. */
int coh_whose_file(struct coh_whose *who, const char *path,
                   struct coh_error *err) COH_MUST_CHECK;

/* Add the ids from `from` to before `to` as table/only.h has them. */
int coh_whose_list(const struct coh_whose *who, size_t from, size_t to,
                   struct coh_text *only, struct coh_error *err) COH_MUST_CHECK;

void coh_whose_release(struct coh_whose *who);

#endif
