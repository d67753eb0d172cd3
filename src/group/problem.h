/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_PROBLEM_H
#define COH_GROUP_PROBLEM_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * The grouping problem: students, scores, group sizes, and what the team
 * demands; and the answer. Arrays in, arrays out: it knows no ids and no
 * files. Every method of grouping takes this problem and gives this answer.
 *
 *     struct coh_group_problem p = {.n = 112, .score = x, .k = 14,
 *                                   .min = lo, .max = hi, .seed = 1};
 *     struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
 *     if (coh_group_similar(&p, &a, err)) ...
 *
 * Students are indices 0 to n−1. Groups are numbered 1 to k in what callers
 * see; 0 is "none".
 */

/* Sets of students: set s holds member[start[s]] to member[start[s + 1] − 1].
 * The arrays are the caller's. A set of one or none demands nothing. */
struct coh_group_sets {
    size_t n;
    const size_t *start; /* n + 1 of them */
    const size_t *member;
};

struct coh_group_problem {
    size_t n;
    const int64_t *score;         /* mantissas, all at one scale */
    const unsigned char *missing; /* 1: no score; NULL: all have one */
    size_t k;
    const size_t *min, *max; /* students of group g + 1; k of each */
    struct coh_group_sets together, apart;
    const size_t *pin; /* the group of a pinned student, else 0; or NULL */
    uint64_t seed;     /* decides between students with equal scores */
    uint64_t effort;   /* moves the search may look at; 0: the default */
};

/* Looks about as far as a second of an ordinary laptop reaches. */
#define COH_GROUP_EFFORT UINT64_C(50000000)

enum coh_group_outcome {
    COH_GROUP_UNDECIDED,  /* neither found nor excluded within the effort */
    COH_GROUP_FEASIBLE,   /* `group` holds a grouping that keeps all demands */
    COH_GROUP_IMPOSSIBLE, /* proved: `conflict` holds demands that clash */
};

enum coh_group_demand_kind {
    COH_GROUP_TOGETHER,
    COH_GROUP_APART,
    COH_GROUP_PIN,
    COH_GROUP_MIN, /* the least sizes */
    COH_GROUP_MAX, /* the greatest sizes */
};

/* One demand of a conflict. */
struct coh_group_demand {
    enum coh_group_demand_kind kind;
    size_t set;     /* of together or apart */
    size_t n;       /* students of it that take part; 1 for a pin */
    size_t *member; /* owned by the answer; NULL for sizes */
};

struct coh_group_answer {
    enum coh_group_outcome outcome;
    size_t *group;       /* 1 to k a student */
    unsigned char *tied; /* 1: somebody with the same score, whom no list
                            names either, is in another group */
    size_t n_tied;       /* how many of them */
    double value;        /* the objective, in score mantissas squared */
    double placed;       /* the objective when equal scores may be split */
    double bound;        /* no grouping has `placed` below this */
    int proved;          /* `placed` is the least there is */
    uint64_t moves;      /* effort spent */
    struct coh_group_demand *conflict;
    size_t n_conflict;
    int irreducible; /* dropping any demand, or member, makes it possible */
};

#define COH_GROUP_ANSWER_INIT           \
    {                                   \
        .outcome = COH_GROUP_UNDECIDED, \
    }

void coh_group_answer_release(struct coh_group_answer *a);

/* How many groups of about `size` students `n` of them make:
 * max(1, round(n / size)), halves up. `size` of 0 gives 1. */
size_t coh_group_count(size_t n, size_t size);

/* Sizes of k groups that differ by at most one: n/k rounded down and up. */
void coh_group_even_sizes(size_t n, size_t k, size_t *min, size_t *max);

/* Settle whether any grouping keeps sizes, pins, together and apart: backtrack
 * over the students that a list names (those of a together set as one), each
 * set of students that are all apart from one another checked by a matching
 * of its members to the groups still open to them.
 * Fills outcome, and group (any feasible grouping) or conflict. The conflict
 * is found by leaving out demands, then members, as long as it stays one.
 * Fails with COH_INPUT when an index is out of range. */
int coh_group_feasible(const struct coh_group_problem *p,
                       struct coh_group_answer *a,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
