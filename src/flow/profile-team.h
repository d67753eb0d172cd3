/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PROFILE_TEAM_H
#define COH_FLOW_PROFILE_TEAM_H

#include "base/keys.h"
#include "result/roster.h"
#include "store/store.h"
#include "table/columns.h"

/*
 * What the store knows, for a source to be held against: the roster, who is
 * active, by which attributes students form groups, and which results of the
 * source were taken in.
 *
 *     struct coh_profile_team team = COH_PROFILE_TEAM_INIT;
 *
 *     if (coh_profile_team_read(&team, &store, "map", today, err))
 *         goto out;
 *     … team.level[a * team.roster.n + student] …
 *     coh_profile_team_release(&team);
 */

#define COH_PROFILE_NO_LEVEL ((size_t)-1)

/* The results of one assessment, measure and scale. */
struct coh_profile_scale {
    size_t students, pairs; /* with a score; on two occasions or more */
};

struct coh_profile_team {
    struct coh_roster roster;
    struct coh_keys name_words; /* fingerprints of the words of all names */
    unsigned char *active;      /* roster.n: on the day */
    unsigned char *known;       /* roster.n: has a result of the source */
    size_t actives;
    struct coh_list attribute; /* names */
    struct coh_keys *levels;   /* of each attribute its values */
    size_t *level;             /* attribute × student; NO_LEVEL */

    size_t loads; /* of the source */
    coh_date newest_load;
    size_t results;         /* current, item rows not counted */
    size_t unknown_results; /* of them: of nobody on the roster */
    coh_date newest_result;
    struct coh_keys scale_keys; /* assessment, measure, scale */
    struct coh_profile_scale *scale;
    size_t scale_capacity;
};

#define COH_PROFILE_TEAM_INIT                                                 \
    {                                                                         \
        .roster = COH_ROSTER_INIT, .attribute = COH_LIST_INIT,                \
        .name_words = COH_PROFILE_KEYS(1), .scale_keys = COH_PROFILE_KEYS(3), \
        .newest_load = COH_DATE_NONE, .newest_result = COH_DATE_NONE          \
    }
#define COH_PROFILE_KEYS(cells) \
    {                           \
        .width = (cells)        \
    }

/* Read it all. An occasion is a day, or where a result has none its term and
 * attempt; only results with a score count. */
int coh_profile_team_read(struct coh_profile_team *team,
                          struct coh_store *store, const char *source_id,
                          coh_date today, struct coh_error *err) COH_MUST_CHECK;

void coh_profile_team_release(struct coh_profile_team *team);

#endif
