/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_ADOPT_H
#define COH_STORE_STUDENT_ADOPT_H

#include "store/student.h"

/*
 * Results of ids that were on no roster find their student, once the roster
 * knows the id: after an import, or when an alias was declared. A part of
 * student.h; the caller has begun a transaction.
 */

/* Give each result that is kept apart to the one student whom its id finds on
 * the store's roster; *adopted grows by their number. An id that is not the
 * very text on the roster is noted. A current result whose natural key the
 * student already has stays apart, which asks for a look: there are two
 * values, and nobody to choose. */
int coh_student_adopt_all(struct coh_store *store, size_t *adopted,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
