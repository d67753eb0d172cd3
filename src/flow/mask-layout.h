/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_MASK_LAYOUT_H
#define COH_FLOW_MASK_LAYOUT_H

#include "flow/mask.h"

/* What mask-layout.c and mask-count.c share. */

/* Where a row belongs. */
struct coh_mask_home {
    size_t block, sheet;
};

/* Of a comparison with one named group: that group, when `d` is the column of
 * groups; else no text. */
struct coh_span
coh_mask_reference_value(const struct coh_mask *m,
                         const struct coh_mask_block *b, size_t d);

/* Is no by-column at its total? */
int coh_mask_is_cell(const struct coh_mask_block *b, size_t dims, size_t place);

/* Counts, and the problem of each sheet, once its rows have their places. */
int coh_mask_count_block(struct coh_mask *m, struct coh_mask_block *b,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
