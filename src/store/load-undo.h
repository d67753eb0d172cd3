/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_LOAD_UNDO_H
#define COH_STORE_LOAD_UNDO_H

#include "store/load.h"

/*
 * Taking a load back. What the store holds of a result is the last touch (see
 * load.h) of a load that was not undone. So the undo of a load changes exactly
 * the results that no later load touched: those that it added and nobody else
 * had vanish, those that it changed are as before again, those that it found
 * gone stand again. What a later load confirmed, changed or found gone stays.
 *
 *     struct coh_load_undone u;
 *
 *     if (coh_load_undo(&store, 7, today, dry_run, &u, err))
 *         return -1;
 *     ... coh_load_undo_words(&u, dry_run, &text, err) ...
 *
 * Nothing is lost: an undo has a number among the loads, and what it took back
 * stays as history, so that the store can still answer as of an earlier day.
 */

struct coh_load_undone {
    int64_t load;       /* that was undone */
    int64_t undo;       /* the number of the undo */
    int of_notes;       /* the results below are notes */
    size_t taken_back;  /* results that only this load had */
    size_t restored;    /* that have what an earlier load gave them again, or
                           are gone again */
    size_t lifted;      /* that this load had found gone and that stand again */
    size_t stay;        /* that it added, changed or found gone, and that a
                           later load touched */
    int64_t touched[3]; /* the last loads that touched those, the first three */
    size_t touchers;    /* how many there are, three at most are named */
    coh_date last_collected; /* of the inventory entry, after it */
};

/* Undo `load` in one transaction, on the day `today`; with `dry_run` only
 * count, and leave the file untouched. The file of the load can be taken in
 * again afterwards. COH_INPUT: there is no such load (the message names the
 * last one), it was undone before, it is itself an undo, or an older Cohort
 * did not keep what the loads after it confirmed. COH_SYSTEM as
 * coh_load_begin. */
int coh_load_undo(struct coh_store *store, int64_t load, coh_date today,
                  int dry_run, struct coh_load_undone *undone,
                  struct coh_error *err) COH_MUST_CHECK;

/* "load 7 undone: 12 results taken back, 3 restored, 2 stay (touched by later
 * loads 8, 9)", added to `text`. */
int coh_load_undo_words(const struct coh_load_undone *undone, int dry_run,
                        struct coh_text *text,
                        struct coh_error *err) COH_MUST_CHECK;

#endif
