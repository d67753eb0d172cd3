/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_MODEL_ROW_H
#define COH_GROUP_MODEL_ROW_H

#include "group/model.h"

/*
 * Writing the rows of a model, for the files that make them: terms are
 * gathered, then the row is closed.
 *
 *     coh_group_model_counts(w, f, c);
 *     coh_group_model_term(w, z, -2);
 *     if (coh_group_model_row(w, 0, COH_PROGRAM_FREE, err)) ...
 */
struct coh_group_model_row {
    struct coh_group_model *m;
    size_t *column, n;
    double *value;
    size_t *count; /* of each unit: how many have the feature at hand */
    size_t again_capacity, again_value_capacity;
};

/* Another term. Nothing for COH_GROUP_NO_COLUMN or a value of 0. */
void coh_group_model_term(struct coh_group_model_row *w, size_t column,
                          double value);

/* low ≤ Σ ≤ high, and the next row begins. */
int coh_group_model_row(struct coh_group_model_row *w, double low, double high,
                        struct coh_error *err) COH_MUST_CHECK;

/* Σ ≤ each × open groups of class c; with `least`, ≥. */
int
coh_group_model_per_group(struct coh_group_model_row *w, size_t c, double each,
                          int least, struct coh_error *err) COH_MUST_CHECK;

/* The column of a unit in class c. */
size_t
coh_group_model_x(const struct coh_group_model *m, size_t unit, size_t c);

/* The first group of class c, from 0: all of them have its sizes. */
size_t coh_group_model_first(const struct coh_group_model *m, size_t c);

/* All rules but sizes: apart sets and whatever else is counted. */
int coh_group_model_rules(struct coh_group_model_row *w,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
