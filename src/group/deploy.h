/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_DEPLOY_H
#define COH_GROUP_DEPLOY_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Which educator is with which group. Knows numbers only, no names.
 *
 * Each group has at most one lead, and at most so many supports as it asks
 * for: seats − 1, or one for each want of it and for each educator who is
 * required there and may not lead, if that is more. Whoever supports is wanted
 * or required there, or the group has more than one seat.
 *
 * Bound to hold: times (`there`), rules, min ≤ load ≤ max, and in no block more
 * than `at_once` groups; load counts the groups an educator leads or supports.
 * Then the aims, each among what is best for those before it (enum
 * coh_deploy_aim), and last the order of the rows: the first group gets the
 * first educator that it can have, as lead, then as supports, and so on.
 *
 *     struct coh_deploy p = {.n_groups = 3, .n_educators = 2, …};
 *     struct coh_deploy_answer a = COH_DEPLOY_ANSWER_INIT;
 *     if (coh_deploy_solve(&p, &a, err)) …
 *     if (a.possible) … a.lead[g], a.total[COH_DEPLOY_GAP] …
 *     coh_deploy_answer_release(&a);
 *
 * Exact, by branch and cut (solve/program.h): a program of two 0-1 variables
 * for each educator and group, solved once for each aim.
 */

#define COH_DEPLOY_NOBODY ((size_t)-1)
#define COH_DEPLOY_ANY    ((size_t)-1) /* of limits: none */

/* Less is better, and an aim comes before all those behind it. */
enum coh_deploy_aim {
    COH_DEPLOY_UNLED,   /* groups without a lead */
    COH_DEPLOY_UNMET,   /* wants that nobody in the group meets */
    COH_DEPLOY_EMPTY,   /* seats of supports, seats − 1 a group, not taken */
    COH_DEPLOY_HELP,    /* supports in all: no more than the two above take */
    COH_DEPLOY_GAP,     /* Σ max(0, need − level of the lead) */
    COH_DEPLOY_LEVEL,   /* −Σ level of the lead */
    COH_DEPLOY_SUPPORT, /* −Σ level of the supports */
    COH_DEPLOY_PREFER,  /* −Σ points of those in the group */
    COH_DEPLOY_EVEN,    /* Σ load² */
    COH_DEPLOY_AIMS
};

enum coh_deploy_kind {
    COH_DEPLOY_REQUIRE, /* the educator is in the group */
    COH_DEPLOY_FORBID,  /* is not */
    COH_DEPLOY_MIN,     /* load of an educator */
    COH_DEPLOY_MAX,
    COH_DEPLOY_AT_ONCE,
    COH_DEPLOY_AWAY, /* times at which an educator is not there */
};

/* A demand that must hold; of MIN and those behind it `group` says nothing. */
struct coh_deploy_demand {
    enum coh_deploy_kind kind;
    size_t educator, group;
};

/* Somebody of these is wanted in the group, as a lead or a support. */
struct coh_deploy_want {
    size_t group;
    const unsigned char *who; /* of each educator */
};

struct coh_deploy {
    size_t n_groups, n_educators;
    const int *need;            /* of each group: a level; 0: none is needed */
    const int *level;           /* educator × group: level in its skill */
    const unsigned char *there; /* educator × group: there at its time */
    const unsigned char *leads; /* of each educator: may lead */
    const size_t *block;        /* of each group, from 0 */
    size_t n_blocks, seats;     /* of a group, 1: the lead alone */
    const size_t *min, *max, *at_once;    /* of each educator; COH_DEPLOY_ANY */
    const int *points;                    /* educator × group, preferences */
    const struct coh_deploy_demand *rule; /* REQUIRE and FORBID */
    size_t n_rules;
    const struct coh_deploy_want *want;
    size_t n_wants;
};

struct coh_deploy_answer {
    int possible, proved;
    size_t *lead;           /* of each group, or COH_DEPLOY_NOBODY */
    unsigned char *support; /* educator × group */
    unsigned char *unmet;   /* of each want */
    size_t *load;           /* of each educator */
    int64_t total[COH_DEPLOY_AIMS];
    /* Where it is impossible: demands of which none can be taken away without
     * making the others possible. */
    struct coh_deploy_demand *conflict;
    size_t n_conflict;
};

#define COH_DEPLOY_ANSWER_INIT \
    {                          \
        .lead = NULL           \
    }

/* All of the above. Not proved: a program of it was given up after many nodes,
 * with the best found. COH_INPUT when it was given up without any. */
int coh_deploy_solve(const struct coh_deploy *p, struct coh_deploy_answer *a,
                     struct coh_error *err) COH_MUST_CHECK;
void coh_deploy_answer_release(struct coh_deploy_answer *a);

/* The totals of the best plan, possible or not, when the demand `without`
 * (NULL: none) need not hold, for the aims before `aims`; the others are 0. */
int coh_deploy_totals(const struct coh_deploy *p,
                      const struct coh_deploy_demand *without, size_t aims,
                      int *possible, int64_t total[COH_DEPLOY_AIMS],
                      struct coh_error *err) COH_MUST_CHECK;

/* Limits that nobody set: into the places of at_once, then of max, that
 * `open_at_once` and `open_max` mark, the smallest number (alike for all) with
 * which as many groups have a lead, as many wants are met and as many seats
 * are taken as without; for max it is at least what evenness makes of all
 * seats, ⌈groups × seats / who may take one⌉. at_once and max are those of p;
 * marked places hold COH_DEPLOY_ANY before. The numbers go to *once and *most
 * (COH_DEPLOY_ANY: nobody is marked, or it is impossible anyway). */
struct coh_deploy_limits {
    size_t *at_once, *max;
    const unsigned char *open_at_once, *open_max;
    size_t once, most;
};

int
coh_deploy_limit(const struct coh_deploy *p, struct coh_deploy_limits *limits,
                 struct coh_error *err) COH_MUST_CHECK;

/* Why an educator does not lead a group: the first of these that holds. */
enum coh_deploy_hinder {
    COH_DEPLOY_LEADS_NOT, /* supports only */
    COH_DEPLOY_FORBIDDEN,
    COH_DEPLOY_NOT_THERE,
    COH_DEPLOY_BUSY,  /* in `at_once` groups of its block */
    COH_DEPLOY_FULL,  /* in `max` groups */
    COH_DEPLOY_HELPS, /* supports it */
    COH_DEPLOY_TAKEN, /* the lead is required there */
    COH_DEPLOY_OWED,  /* the lead has no more than `min` groups */
    COH_DEPLOY_WORSE, /* no plan with the educator there is better */
};

enum coh_deploy_hinder coh_deploy_hinders(const struct coh_deploy *p,
                                          const struct coh_deploy_answer *a,
                                          size_t educator, size_t group);

/* Groups of a block that an educator is in. */
size_t coh_deploy_in_block(const struct coh_deploy *p,
                           const struct coh_deploy_answer *a, size_t educator,
                           size_t block);

#endif
