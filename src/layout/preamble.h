/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_PREAMBLE_H
#define COH_LAYOUT_PREAMBLE_H

#include "layout/pattern.h"

/*
 * What stands above a header: labels with their values ("Due Date:,10/2/2026")
 * and titles over groups of columns.
 *
 *     struct coh_preamble above = COH_PREAMBLE_INIT;
 *     if (coh_preamble_add(&above, rec.cell, rec.n, err)) …
 *     coh_preamble_value(&above, coh_span_of("Due Date")) …
 *     coh_preamble_release(&above);
 */

struct coh_preamble_row {
    struct coh_span *cell;
    size_t n;
};

struct coh_preamble {
    struct coh_preamble_row *row;
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_PREAMBLE_INIT                    \
    {                                        \
        .row = NULL, .arena = COH_ARENA_INIT \
    }

/* One record more, below those that are there. The cells are copied. */
int coh_preamble_add(struct coh_preamble *above, const struct coh_span *cell,
                     size_t n, struct coh_error *err) COH_MUST_CHECK;

/* The value of a label: what stands right of the cell `label` or `label:`,
 * blank cells passed over; "" when there is no such label or no value. */
struct coh_span
coh_preamble_value(const struct coh_preamble *above, struct coh_span label);

/* Does any cell read `label` or `label:`? */
int coh_preamble_has(const struct coh_preamble *above, struct coh_span label);

/* Match the nearest cell above `column` that fits: the lowest record first,
 * and in it that column, then those left of it, for a title stands over the
 * first column of its group. 0 when none fits; else the pattern holds the
 * captures. */
int coh_preamble_match(const struct coh_preamble *above, size_t column,
                       struct coh_pattern *pattern);

void coh_preamble_release(struct coh_preamble *above);

#endif
