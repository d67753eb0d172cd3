/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_RULES_H
#define COH_GROUP_RULES_H

#include "group/problem.h"

/*
 * The rules of a problem in the form that searches need: students who must be
 * together are one unit; a unit has the groups it may be in; everything else
 * is counted. A feature is a set of students of whom groups hold so and so
 * many (the members of an apart set, the English learners, the earlier group
 * 3), and what a count breaks depends on the feature's kind, the count and,
 * for some, the size of the group. So all rules look alike to a search, and a
 * move or swap costs a few table look-ups.
 *
 *     struct coh_group_rules r = COH_GROUP_RULES_INIT;
 *     struct coh_group_state s = COH_GROUP_STATE_INIT;
 *     if (coh_group_rules_read(p, NULL, &r, err) ||
 *         coh_group_state_init(&s, &r, err)) ...
 *     coh_group_state_put(&s, unit, group); ...   all units
 *     if (s.broken == 0) ... keeps all rules and sizes
 *     change = coh_group_state_try_swap(&s, a, b);
 *     if (change.broken < 0) coh_group_state_swap(&s, a, b);
 */

/* Which demands count, where some are left out: a flag a rule, and a flag a
 * member of all rules, one after the other (member j of rule r is
 * member[start[r] + j]). */
struct coh_group_active {
    unsigned char *rule, *member;
    const size_t *start;
    int min, max;
};

enum coh_group_feature_kind {
    COH_GROUP_AT_MOST_ONE, /* breaks c − 1 above one */
    COH_GROUP_NEVER_ONE,   /* breaks 1 at one */
    COH_GROUP_EVEN,    /* breaks by how far c is off its share beyond 1, up */
    COH_GROUP_UNMIXED, /* of a kind: breaks min(c, s − c) */
    COH_GROUP_EARLIER, /* breaks nothing; c(c − 1)/2 pairs meet again */
};

struct coh_group_feature {
    enum coh_group_feature_kind kind;
    size_t rule;  /* its index; of no meaning for EARLIER */
    size_t total; /* students who have it */
};

struct coh_group_rules {
    const struct coh_group_problem *p;
    size_t n_units;
    size_t *unit;                     /* of each student */
    size_t *unit_start, *unit_member; /* students of unit u */
    unsigned char *allowed;           /* n_units × k */
    struct coh_group_feature *feature;
    size_t n_features;
    size_t *has_start, *has; /* features of student i, ascending */
    size_t *sized, n_sized;  /* features whose measure needs the size */
    size_t *min, *max;       /* k; 0 and n where they do not count */
    int clash; /* a unit that no group may hold, or apart from itself */
};

#define COH_GROUP_RULES_INIT \
    {                        \
        .n_units = 0         \
    }

/* `active` may be NULL: all count. Units are numbered by their first student.
 * SAME counts for all students or none: a member left out of it is of no kind
 * and may be with anybody. */
int coh_group_rules_read(const struct coh_group_problem *p,
                         const struct coh_group_active *active,
                         struct coh_group_rules *r,
                         struct coh_error *err) COH_MUST_CHECK;
void coh_group_rules_release(struct coh_group_rules *r);

/* What a group of `size` with `count` of feature f breaks; 0: nothing. */
int64_t coh_group_feature_breaks(const struct coh_group_rules *r, size_t f,
                                 size_t count, size_t size);

/* Does what a count of feature f breaks depend on the size of the group? */
int coh_group_is_sized(const struct coh_group_rules *r, size_t f);

/* How many students group g + 1 is off its sizes; one that may close can as
 * well lose all it has. */
int64_t
coh_group_size_breaks(const struct coh_group_rules *r, size_t g, size_t size);

/* Where all units are. */
struct coh_group_state {
    const struct coh_group_rules *r;
    size_t *group;   /* of each unit, 1 to k; 0: none yet */
    size_t *size;    /* students of each group */
    uint32_t *count; /* features × k: [f·k + g − 1] */
    int64_t broken;  /* over all features and sizes; a unit in a group that it
                        may not be in is the caller's fault, and not counted */
    int64_t again;   /* pairs who meet again */
};

#define COH_GROUP_STATE_INIT \
    {                        \
        .broken = 0          \
    }

struct coh_group_change {
    int64_t broken, again;
};

/* All units in no group. `broken` starts with what empty groups break. */
int
coh_group_state_init(struct coh_group_state *s, const struct coh_group_rules *r,
                     struct coh_error *err) COH_MUST_CHECK;
void coh_group_state_release(struct coh_group_state *s);

/* Put a unit into a group, out of the one it is in (0: none). */
void coh_group_state_put(struct coh_group_state *s, size_t unit, size_t group);

/* Two units change places. */
void coh_group_state_swap(struct coh_group_state *s, size_t a, size_t b);

/* What moving or swapping would change; the state stays as it is. Both units
 * are in groups, and these differ. */
struct coh_group_change
coh_group_state_try_move(struct coh_group_state *s, size_t unit, size_t group);
struct coh_group_change
coh_group_state_try_swap(struct coh_group_state *s, size_t a, size_t b);

/* The group of each student, from the state. */
void coh_group_state_read(const struct coh_group_state *s, size_t *group);

#endif
