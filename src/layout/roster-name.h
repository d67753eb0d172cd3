/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_ROSTER_NAME_H
#define COH_LAYOUT_ROSTER_NAME_H

#include "table/columns.h"

/*
 * Names of a roster's columns, compared by their letters and digits alone:
 * `Student ID`, `student_id` and `StudentID` are one. A room of
 * roster-layout.h; nobody else includes this.
 */

/* The place of the first column of this name, header->n if there is none. */
size_t
coh_roster_name_seek(const struct coh_header *header, struct coh_span name);

/* Is `name` what a layout's `from` reads: the name itself, or one of those in
 * its braces? */
int coh_roster_name_in(struct coh_span from, struct coh_span name);

/* The next {name} of `from` behind *at: 1 with the name without its braces,
 * *before what stands before it; 0 at the end, *before being the rest. */
int coh_roster_name_next(struct coh_span from, size_t *at,
                         struct coh_span *before, struct coh_span *name);

/* The next {SYSTEM:ID} of a cell that lists ids behind *at: 1, or 0 at the
 * end. Blank ids and what is no such pair are passed over. */
int coh_roster_name_pair(struct coh_span cell, size_t *at,
                         struct coh_span *system, struct coh_span *id);

#endif
