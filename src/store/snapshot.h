/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SNAPSHOT_H
#define COH_STORE_SNAPSHOT_H

#include "base/date.h"
#include "base/notes.h"
#include "store/store.h"

/*
 * The day on which a roster is frozen. What is shared in one term counts the
 * students that the team had on one day of it: one who comes or leaves would
 * else stand out as the difference of two tables.
 */

/* The first day of the current term: the one in which `day` lies, and between
 * two terms the one before. COH_DATE_NONE when the calendar of the store knows
 * none. */
int coh_snapshot_term(struct coh_store *store, coh_date day, coh_date *first,
                      struct coh_error *err) COH_MUST_CHECK;

/* Note which roster it is, and how many students came and left from
 * `snapshot` to `day`. */
int coh_snapshot_note(struct coh_store *store, coh_date snapshot, coh_date day,
                      struct coh_notes *notes,
                      struct coh_error *err) COH_MUST_CHECK;

/* Which roster does a selection take: that of `asked`; if that is
 * COH_DATE_NONE and the result is to be `shared`, that of the first day of the
 * current term; else that of *day, which becomes the answer. Notes it, and, to
 * look at, how many of its students have one of `withs` attributes only since
 * a later day: a roster that was taken in later knows nothing before. */
struct coh_snapshot {
    coh_date asked;
    int shared;
    const struct coh_span *with;
    size_t withs;
};

int coh_snapshot_choose(struct coh_store *store, const struct coh_snapshot *s,
                        coh_date *day, struct coh_notes *notes,
                        struct coh_error *err) COH_MUST_CHECK;

#endif
