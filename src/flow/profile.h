/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PROFILE_H
#define COH_FLOW_PROFILE_H

#include "cli/tool.h"

/*
 * `cohort inventory profile`: a source's files, and what the store holds of
 * it, looked over as a whole. The first operand is the source, the others its
 * files; without these, the files in `inbox/` beside the store that fit the
 * entry's location (COH_INPUT where there is none).
 *
 *     struct coh_profile_ask ask = {.scores = "Points"};
 *
 *     return coh_profile_run(run, &ask, err);
 */

struct coh_profile_ask {
    const char *student; /* column of the ids, or NULL */
    const char *key;     /* columns that make a row one of its kind, or NULL */
    const char *scores;  /* columns of scores, or NULL */
    int columns;         /* a row a column */
    int values;          /* show cells of personal columns, too */
    int p;               /* show p-values */
    int save;            /* write the quality fields into the entry */
};

int coh_profile_run(struct coh_run *run, const struct coh_profile_ask *ask,
                    struct coh_error *err) COH_MUST_CHECK;

/* Of profile-inbox.c: the paths of the files in the folder `inbox` beside the
 * store that fit the entry's location, in order of their names; their text goes
 * to `arena`. COH_INPUT when there is none. */
struct coh_entry;
int coh_profile_inbox(const char *db, const struct coh_entry *entry,
                      struct coh_strings *paths, struct coh_arena *arena,
                      struct coh_error *err) COH_MUST_CHECK;

/* Of profile-save.c: write what was found of the newest file into the entry:
 * rows, completeness (cells with a value, in per cent of all), profile_date,
 * sha256 and quality_flags, the items that need doing. */
struct coh_inspection;
struct coh_profile_findings;
int coh_profile_save(const struct coh_profile_findings *f,
                     const struct coh_inspection *newest,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
