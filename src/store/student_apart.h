/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_APART_H
#define COH_STORE_STUDENT_APART_H

#include "store/student.h"

/*
 * Students of no roster: their results are kept apart, under the id that the
 * export had, until the roster knows that id. Of the person the store holds
 * the name that stood beside the id, for as long as results wait, so that
 * somebody can say who it is.
 *
 *     struct coh_student_unknown u;
 *     if (coh_student_unknown_list(&store, print_row, &context, err)) …
 */

/* Keep the name beside an id; the last one given counts. */
int coh_student_apart_name(struct coh_store *store, struct coh_span id,
                           struct coh_span name,
                           struct coh_error *err) COH_MUST_CHECK;

/* One id of no roster. Spans live until the callback returns. */
struct coh_student_unknown {
    struct coh_span id, name;                 /* the name may be "" */
    size_t results;                           /* current ones, and notes */
    size_t files;                             /* loads that they came with */
    struct coh_span first;                    /* file of the first, */
    size_t line;                              /* and its line there */
    struct coh_span sources;                  /* split by ", " */
    struct coh_span closest_id, closest_name; /* "" when nobody is close */
    struct coh_span why; /* "same name", "1 letter of an id differs" */
    int likely; /* nothing speaks against the closest: worth a proposal */
};

/* Each of them, ordered by id. Who is close is found by the name, when it fits
 * one student alone, else by coh_roster_nearest. Nobody is matched by this. */
int
coh_student_unknown_list(struct coh_store *store,
                         int (*row)(void *context,
                                    const struct coh_student_unknown *unknown,
                                    struct coh_error *err),
                         void *context, struct coh_error *err) COH_MUST_CHECK;

#endif
