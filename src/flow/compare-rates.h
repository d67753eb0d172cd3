/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_COMPARE_RATES_H
#define COH_FLOW_COMPARE_RATES_H

#include "flow/compare-put.h"
#include "stat/rate.h"

/*
 * Rates of groups at or above a cut beside those of a reference, as compare
 * --rates holds them between finding (compare-rates.c) and writing
 * (compare-rates-write.c). Rows are collected first, because p-values are
 * adjusted over all of them.
 */

/* One side of a comparison. */
struct coh_rates_side {
    struct coh_rate rate;
    size_t missing, uncut; /* uncut: scores without a full score */
};

/* One row of the output. */
struct coh_rates_row {
    size_t block, variable, group;
    struct coh_rates_side of[2]; /* the group, the reference */
    struct coh_rate_gap gap;
    double p, adjusted;
    int hidden;
    int mirror; /* of the row before: the same two groups, turned round */
    struct coh_text note;
};

struct coh_rates {
    struct coh_compare_cells cells;
    struct coh_rates_row *row;
    size_t rows, capacity;
    struct coh_text label;
};

/* Has the side fewer scores than --min-n? */
int coh_rates_few(const struct coh_rates *r, const struct coh_rates_side *side);

/* All rows to the run's writer; how many comparisons, and what the intervals
 * speak of, to its notes. */
int coh_rates_write(const struct coh_rates *r,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
