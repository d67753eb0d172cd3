/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_H
#define COH_FLOW_GROUPING_H

#include "base/notes.h"
#include "group/problem.h"
#include "table/table.h"

/*
 * The sheets around a grouping: a table of one row a student becomes a
 * problem, and so do the lists of who must be together, apart or where. It
 * opens no file; callers hand in tables.
 *
 *     struct coh_grouping g = COH_GROUPING_INIT;
 *     if (coh_grouping_students(&g, &t, &choice, notes, err) ||
 *         coh_grouping_sizes(&g, &sizes, err) ||
 *         coh_grouping_set_list(&g, &lists, COH_GROUP_APART, "apart.csv",
 *                               notes, err)) …
 *     coh_group_similar(&g.p, &answer, err)
 */

struct coh_grouping_choice {
    const char *file;    /* for messages */
    const char *student; /* name of the student column */
    const char *value;   /* column list of one; NULL: found, see below */
};

struct coh_grouping {
    const struct coh_table *table; /* the caller's */
    size_t student, value;         /* columns */
    struct coh_group_problem p;    /* points into what follows */
    size_t *row;                   /* the table's row of each student */
    const char **id;
    const char **label; /* "Begay, Giulia (03865)"; the id without a name */
    int64_t *score;
    unsigned char *missing;
    int scale;
    size_t n_missing;
    size_t *min, *max, *pin, n_pinned;
    struct coh_group_rule *rule; /* p.rule; arrays in the arena */
    size_t rule_capacity;
    struct coh_arena arena;
};

#define COH_GROUPING_INIT        \
    {                            \
        .arena = COH_ARENA_INIT, \
    }

void coh_grouping_release(struct coh_grouping *g);

/* Take in the rows. Without `value` the column is `score`, else the one
 * column that holds numbers and no ids.
 *
 * A blank or NA cell, and a row whose `status` is not `scored` in a table that
 * has `score`, is a student without a score; other text that is no number is so
 * too, noted with its line (COH_NOTE_LOOK). A row without an id is left out,
 * noted alike. COH_INPUT: no such column; a student twice (the message names
 * the lines and the column that tells them apart); no choice of column, or
 * several; numbers of more digits than a decimal holds. */
int coh_grouping_students(struct coh_grouping *g, const struct coh_table *t,
                          const struct coh_grouping_choice *choice,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

struct coh_grouping_sizes {
    long groups, size; /* −1: not given */
    const char *sizes; /* "8,8,6", or NULL */
    long min, max;     /* −1: not given */
};

/* How many groups, and how large. --groups K: at least 2 each; --size N: round
 * (n/N) groups that differ by at most one; --sizes: group 1, 2, … in this
 * order. min and max, when given, replace the bounds of the first two.
 * COH_USAGE when not exactly one of the three is there, or one is 0. */
int coh_grouping_sizes(struct coh_grouping *g,
                       const struct coh_grouping_sizes *sizes,
                       struct coh_error *err) COH_MUST_CHECK;

/* Read a list `set,student_id` as sets to keep together or apart. Ids that
 * nobody has are noted (COH_NOTE_LOOK); an id without its leading zeros is
 * taken when exactly one fits, and said. */
int coh_grouping_set_list(struct coh_grouping *g, const struct coh_table *list,
                          enum coh_group_rule_kind kind,
                          const struct coh_grouping_choice *choice,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

/* Another rule, for which `members` (and `groups`) are copied. */
int
coh_grouping_add_rule(struct coh_grouping *g, enum coh_group_rule_kind kind,
                      const size_t *member, size_t members, const size_t *group,
                      size_t groups, struct coh_error *err) COH_MUST_CHECK;

/* How many rules of a kind there are, and members in them. */
size_t coh_grouping_rules(const struct coh_grouping *g,
                          enum coh_group_rule_kind kind, size_t *members);

/* Read `student_id,group[,pin]`: rows with a mark in `pin`, all when there is
 * no such column. COH_INPUT when a group is none of 1 to k, or a student is
 * pinned to two. */
int coh_grouping_pin_list(struct coh_grouping *g, const struct coh_table *list,
                          const struct coh_grouping_choice *choice,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
