/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_LOAD_INTERNAL_H
#define COH_STORE_LOAD_INTERNAL_H

#include "store/load.h"

/*
 * The steps at the end of a load, all inside its transaction, and what its
 * undo shares with them. Only load*.c include this.
 */

/* Open the transaction. Pages that do not fit into memory would go to the file
 * before anybody decided: in a dry run not even its time may change, so that
 * they all are held. */
int coh_load_begin_writing(struct coh_store *store, int dry_run,
                           struct coh_error *err) COH_MUST_CHECK;

/* Close the hash of the content as 64 hex digits, and decide by it whether
 * this was taken in before: same_as, since and again of the outcome. The
 * counts of results, gone ones too, must stand. A file without a single result
 * is only the same when its bytes are. */
int coh_load_find_same(struct coh_load *load, char content[COH_SHA256_HEX],
                       struct coh_error *err) COH_MUST_CHECK;

/* The last load for another source with these bytes or these results, that
 * was not undone: other_load and other_source of the outcome. */
int coh_load_find_other(struct coh_load *load, const char *content,
                        struct coh_error *err) COH_MUST_CHECK;

/* Of the loads with one content the last one counts. Taking a content over
 * leaves it with the load before as content_was; giving it back is for the
 * undo of `load`. */
int coh_load_take_content(struct coh_load *load, const char *content,
                          struct coh_error *err) COH_MUST_CHECK;
int coh_load_give_content(struct coh_store *store, int64_t load,
                          struct coh_error *err) COH_MUST_CHECK;

/* Mark what is gone (see load.h), and count it: gone or unsure of the outcome.
 * After the last result. */
int
coh_load_mark_gone(struct coh_load *load, struct coh_error *err) COH_MUST_CHECK;

/* The entry's last_collected as it stands, into the outcome. */
int coh_load_read_collected(struct coh_load *load,
                            struct coh_error *err) COH_MUST_CHECK;

/* Move it to the newest date of the load, never backwards; the load keeps
 * what it moved, and from where. */
int coh_load_move_collected(struct coh_load *load,
                            struct coh_error *err) COH_MUST_CHECK;

/* After `load` was marked as undone: if last_collected is where the load moved
 * it, then it goes back to what the loads that stand say, or to what somebody
 * had set before. *day becomes the entry's day, COH_DATE_NONE where it has
 * none. */
int
coh_load_restore_collected(struct coh_store *store, int64_t load, coh_date *day,
                           struct coh_error *err) COH_MUST_CHECK;

#endif
