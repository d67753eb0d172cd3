/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_PROBLEM_H
#define COH_GROUP_PROBLEM_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * The grouping problem: students, groups with their sizes, and the rules that
 * the team sets; and the answer. Arrays in, arrays out: it knows no ids and no
 * files. Every method takes this problem with an aim (group/aim.h), and gives
 * this answer.
 *
 *     struct coh_group_problem p = {.n = 112, .k = 14, .min = lo, .max = hi,
 *                                   .rule = rules, .n_rules = 9, .seed = 1};
 *     struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
 *     if (coh_group_solve(&p, &aim, &a, err)) ...
 *
 * Students are indices 0 to n−1. Groups are numbered 1 to k in what callers
 * see; 0 is "none".
 */

/* What a rule demands. A grouping keeps a rule or breaks it; none is a wish. */
enum coh_group_rule_kind {
    COH_GROUP_TOGETHER, /* all members in one group */
    COH_GROUP_APART,    /* no two members in one group */
    COH_GROUP_PIN,      /* the one member in the one group */
    COH_GROUP_REQUIRE,  /* each member in one of the groups listed */
    COH_GROUP_FORBID,   /* each member in none of the groups listed */
    /* Members spread evenly: of N members among n students, a group of s has
     * c with |c − N·s/n| ≤ 1. One rule for each kind of a column. */
    COH_GROUP_BALANCE,
    COH_GROUP_NO_ISOLATE, /* a group has none of the members, or two or more */
    /* Two members of different kinds are never in one group; every student is
     * a member. */
    COH_GROUP_SAME,
    COH_GROUP_MIN, /* the least sizes; only in a conflict, never a rule */
    COH_GROUP_MAX, /* the greatest sizes; likewise */
};

/* The arrays are the caller's. A member who stands twice is one member. */
struct coh_group_rule {
    enum coh_group_rule_kind kind;
    size_t n;
    const size_t *member;
    const size_t *of;    /* SAME: the kind of each member */
    size_t n_groups;     /* PIN, REQUIRE, FORBID */
    const size_t *group; /* 1 to k */
};

/* What is wanted of the company of an earlier grouping: as few, or as many, as
 * possible of the pairs who shared a group then and share one now. It comes
 * after the rules, and before the aim, but after costs (group/aim.h). */
enum coh_group_company {
    COH_GROUP_ANY_COMPANY,
    COH_GROUP_NEW_COMPANY,
    COH_GROUP_OLD_COMPANY,
};

struct coh_group_problem {
    size_t n, k;
    /* Exact scores, where `similar` has one measure; else NULL. Mantissas, all
     * at one scale; missing: 1 without a score, NULL: all have one. */
    const int64_t *score;
    const unsigned char *missing;
    const size_t *min, *max;        /* students of group g + 1; k of each */
    const unsigned char *may_close; /* 1: or none at all; NULL: no group */
    size_t open; /* above 0: just so many of the groups that may close hold
                    students, the others nobody; 0: any number */
    const struct coh_group_rule *rule;
    size_t n_rules;
    const size_t *previous; /* the earlier group of each student, 0: none; any
                               numbers; or NULL */
    enum coh_group_company company;
    uint64_t seed;   /* decides between equals */
    uint64_t effort; /* moves the search may look at; 0: the default */
    double seconds;  /* above 0: search so long instead; the answer's moves are
                        the effort that finds the same again */
};

/* Looks about as far as a second of an ordinary laptop reaches. */
#define COH_GROUP_EFFORT UINT64_C(50000000)

enum coh_group_outcome {
    COH_GROUP_UNDECIDED,  /* neither found nor excluded within the effort */
    COH_GROUP_FEASIBLE,   /* `group` holds a grouping that keeps all rules */
    COH_GROUP_IMPOSSIBLE, /* proved: `conflict` holds demands that clash */
};

/* One demand of a conflict: a rule with the members that take part, or the
 * least or greatest sizes. */
struct coh_group_demand {
    enum coh_group_rule_kind kind;
    size_t rule;    /* its index */
    size_t n;       /* members that take part */
    size_t *member; /* owned by the answer; NULL for sizes */
};

struct coh_group_answer {
    enum coh_group_outcome outcome;
    size_t *group;       /* 1 to k a student */
    unsigned char *tied; /* similar with one measure: somebody with the same
                            score, whom no rule names either, is in another
                            group; NULL otherwise */
    size_t n_tied;       /* how many of them */
    int64_t company;     /* pairs who share a group and did before */
    double value;        /* the aim, in its own units */
    double placed;       /* the same before equal scores were kept together;
                            otherwise `value` */
    double bound;        /* no grouping has `placed` below this */
    int proved;          /* `company` and `placed` are the best there is */
    int banded;          /* of bands alone: pins, or sizes that differ from
                            group to group, could leave better ones out */
    uint64_t moves;      /* effort spent */
    struct coh_group_demand *conflict;
    size_t n_conflict;
    int irreducible; /* dropping any demand, or member of a together or apart
                        set, makes it possible */
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

/* Fails with COH_INPUT when there is no student or no group, or an index is
 * out of range. */
int coh_group_check(const struct coh_group_problem *p,
                    struct coh_error *err) COH_MUST_CHECK;

/* Does a rule of required, forbidden or pinned groups list this one? */
int coh_group_lists(const struct coh_group_rule *r, size_t group);

/* Does a grouping (1 to k a student) keep rule r? Looked at member by member:
 * the plainest reading of the rules, for checks and tests. */
int coh_group_keeps(const struct coh_group_problem *p, size_t r,
                    const size_t *group);

/* Does it keep all sizes? */
int coh_group_fits(const struct coh_group_problem *p, const size_t *group);

/* Pairs who share a group now and in p->previous. */
int64_t
coh_group_pairs_again(const struct coh_group_problem *p, const size_t *group);

#endif
