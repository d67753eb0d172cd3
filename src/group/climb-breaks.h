/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIMB_BREAKS_H
#define COH_GROUP_CLIMB_BREAKS_H

#include "group/rules.h"

/*
 * What a move of a student, or a swap of two, changes in rules and company,
 * looked up: for each group and feature it is kept what one student fewer, or
 * one more, who has the feature would change there. A look then is a sum over
 * the features that one of two students has and the other has not, and only a
 * change that is made has to measure again.
 *
 *     struct coh_climb_breaks b = COH_CLIMB_BREAKS_INIT;
 *     if (coh_climb_breaks_init(&b, &state, wanted, err)) ...
 *     change = coh_climb_breaks_swap(&b, u, v);
 *     coh_climb_breaks_make_swap(&b, u, v);
 *
 * Units of several students are left to the state itself. All changes go
 * through here, for as long as it is to be right.
 *
 * Rules and company are one number: broken·2^32 + wanted·again, so that the
 * less of two is the better one, rules before company.
 */

struct coh_climb_step {
    int64_t less, more; /* a student with the feature leaves, or comes */
};

struct coh_climb_sized_step {
    struct coh_climb_step with;    /* the same where the size changes, ... */
    struct coh_climb_step without; /* ... on top of anybody leaving, coming */
};

struct coh_climb_breaks {
    struct coh_group_state *s;
    int64_t wanted;                    /* of a pair who meet again */
    size_t words;                      /* of 64 features */
    uint64_t *has;                     /* n_units × words */
    unsigned char *lone;               /* n_units: 1 is a single student */
    struct coh_climb_step *swap;       /* k × features */
    struct coh_climb_sized_step *move; /* k × features */
    struct coh_climb_step *anybody;    /* k: Σ of `without`, and the sizes */
};

#define COH_CLIMB_BREAKS_INIT \
    {                         \
        .words = 0            \
    }

/* All units are in groups; the state is the caller's. wanted: +1, −1 or 0. */
int coh_climb_breaks_init(struct coh_climb_breaks *b, struct coh_group_state *s,
                          int64_t wanted, struct coh_error *err) COH_MUST_CHECK;
void coh_climb_breaks_release(struct coh_climb_breaks *b);

/* What it changes; u is in another group than v, and than g (1 to k). */
int64_t coh_climb_breaks_move(struct coh_climb_breaks *b, size_t u, size_t g);
int64_t coh_climb_breaks_swap(struct coh_climb_breaks *b, size_t u, size_t v);

/* Make it so, in the state, too. */
void coh_climb_breaks_make_move(struct coh_climb_breaks *b, size_t u, size_t g);
void coh_climb_breaks_make_swap(struct coh_climb_breaks *b, size_t u, size_t v);

/* The two parts of a change. */
static inline int64_t
coh_climb_breaks_company(int64_t change)
{
    return (int32_t)(uint32_t)(uint64_t)change;
}

static inline int64_t
coh_climb_breaks_rules(int64_t change)
{
    return (change - coh_climb_breaks_company(change)) / (INT64_C(1) << 32);
}

#endif
