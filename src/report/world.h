/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_WORLD_H
#define COH_REPORT_WORLD_H

#include "base/cache.h"
#include "report/memo.h"

/*
 * What a stage of a page reads besides its input, as hashes of content: its
 * program, the files that its arguments and variables name, the environment,
 * the store with team.ini and the inbox, gnuplot. Never a time or a size: a
 * store that somebody edits by hand counts as changed.
 *
 * With it what a stage gave is kept from one weaving to the next, beside the
 * store (base/cache.h). Only stages of tools of which it is known what they
 * read are kept.
 *
 *     struct coh_world *world = coh_world_new("cohort.db", today, err);
 *     coh_world_key(world, program, name, argv, variables, &key, err)
 *     coh_world_free(world);
 */

struct coh_world;

/* `store` names the store; without one, or with a journal beside it, nothing
 * is kept. Hashes each file once, when it is first asked for. */
struct coh_world *coh_world_new(const char *store, const char *today,
                                struct coh_error *err) COH_MUST_CHECK;

/* key->disk follows from key->run; "" when nothing is to be kept. */
int coh_world_key(struct coh_world *w, const char *program, char *const *argv,
                  char *const *variables, struct coh_memo_key *key,
                  struct coh_error *err) COH_MUST_CHECK;

/* A kept entry, added to `m`; NULL when there is none. */
struct coh_memo_entry *coh_world_find(struct coh_world *w, struct coh_memo *m,
                                      const struct coh_memo_key *key);

/* Keep what `m` has new, unless a file that was hashed has changed meanwhile;
 * delete what no present key uses. What cannot be written is not kept. */
void coh_world_keep(struct coh_world *w, const struct coh_memo *m);

void coh_world_free(struct coh_world *w);

#endif
