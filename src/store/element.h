/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_ELEMENT_H
#define COH_STORE_ELEMENT_H

#include "base/text.h"
#include "store/store.h"

/*
 * What each source holds: a row an assessment, measure and scale of the results
 * that stand, by source, assessment, measure, scale. A data dictionary in
 * terms of what the store has, not of what somebody once wrote down.
 */

struct coh_element {
    struct coh_span source_id, assessment, measure, scale;
    struct coh_span first_date, last_date; /* "" where none is dated */
    size_t results, students, items;       /* items: different ones */
};

/* How many notes of a source stand. */
int coh_element_notes(struct coh_store *store, struct coh_span source_id,
                      size_t *notes, struct coh_error *err) COH_MUST_CHECK;

int coh_element_list(struct coh_store *store,
                     int (*row)(void *context, const struct coh_element *e,
                                struct coh_error *err),
                     void *context, struct coh_error *err) COH_MUST_CHECK;

#endif
