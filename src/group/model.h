/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_MODEL_H
#define COH_GROUP_MODEL_H

#include "group/rules.h"
#include "solve/program.h"

/*
 * All rules and sizes as rows of a program in whole numbers, over x[unit][g]:
 * 1 when the unit is in group g, a column only where it may be.
 *
 *   each unit         Σ_g x = 1
 *   sizes             min·y ≤ Σ students·x ≤ max·y; y is 1, or for a group that
 *                     may close 0 or 1; Σ y is as many as p->open says
 *   apart             Σ x ≤ 1 over each set of group/clique.h
 *   balance           |count − N·size/n| ≤ 1
 *   no isolate        2z ≤ count ≤ most·z, z 0 or 1
 *   same              count of each kind ≤ most·z, Σ_kinds z ≤ 1
 *   company           the pairs who meet again are Σ (j − 1)·v_j, where the
 *                     count of the earlier group is Σ v_j: to have few of them
 *                     v need not be whole, to have many they are
 *
 * Groups may be gathered into classes; then x says in which class a unit is, y
 * how many of its groups hold students, and each row is the sum of the rows of
 * these groups. Such a program is small and knows no order among groups that
 * are alike. It allows more than the rules do, so that what it refutes is
 * impossible and its least cost is a bound; with one group a class it is exact.
 *
 *     struct coh_group_model m = COH_GROUP_MODEL_INIT;
 *     if (coh_group_model_open(&m, r, err) ||
 *         coh_program_solve(&m.program, 1000, err)) ...
 *     if (m.program.end == COH_PROGRAM_IMPOSSIBLE) ...
 *     if (m.program.found) coh_group_model_read(&m, group);
 */

#define COH_GROUP_NO_COLUMN ((size_t)-1)

struct coh_group_model {
    struct coh_program program; /* all costs are 0 at first */
    const struct coh_group_rules *r;
    size_t n_classes;
    size_t *class_of; /* of each group, from 0 */
    size_t *groups;   /* how many in each class */
    size_t *column;   /* n_units × n_classes: x, or COH_GROUP_NO_COLUMN */
    size_t *open;     /* of each class: y, or COH_GROUP_NO_COLUMN */
    /* Pairs who meet again are Σ again_value·x[again_column]: at least these
     * when there should be few, at most these when many. */
    size_t *again_column, n_again;
    double *again_value;
};

#define COH_GROUP_MODEL_INIT              \
    {                                     \
        .program = COH_PROGRAM_INIT, NULL \
    }

/* One group a class. `r` must outlive the model. Sizes are those of r->min and
 * r->max; may_close, open, previous and company those of the problem. Fails
 * with COH_SYSTEM only. */
int
coh_group_model_open(struct coh_group_model *m, const struct coh_group_rules *r,
                     struct coh_error *err) COH_MUST_CHECK;

/* Group g + 1 in class class_of[g], 0 to n_classes − 1; all groups of a class
 * have the same sizes and may close alike. */
int coh_group_model_open_classes(struct coh_group_model *m,
                                 const struct coh_group_rules *r,
                                 const size_t *class_of, size_t n_classes,
                                 struct coh_error *err) COH_MUST_CHECK;
void coh_group_model_close(struct coh_group_model *m);

/* Groups that are alike (same sizes, may close alike, same units allowed, and
 * the same class_of unless that is NULL) can be renumbered by their first
 * unit: unit 0 is in the first of them or elsewhere, unit 1 in the first or
 * second, and closed groups are the last. Shuts the columns that this excludes.
 * Only for one group a class. */
int coh_group_model_order(struct coh_group_model *m, const size_t *class_of,
                          struct coh_error *err) COH_MUST_CHECK;

/* Renumber alike groups of a grouping (1 to k a student; members of a unit in
 * one group) in that way. */
int coh_group_model_renumber(const struct coh_group_model *m,
                             const size_t *class_of, size_t *group,
                             struct coh_error *err) COH_MUST_CHECK;

/* The group of each student, 1 to k, from the values of the program, one group
 * a class; with classes the class + 1. */
void coh_group_model_read(const struct coh_group_model *m, size_t *group);

#endif
