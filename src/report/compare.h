/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_COMPARE_H
#define COH_REPORT_COMPARE_H

#include "report/making.h"

/*
 * A page beside itself made again: what each block gave then and gives now,
 * and why that differs.
 *
 *     struct coh_comparison c = COH_COMPARISON_INIT;
 *     if (coh_compare(&c, &then, &w, &loads, err)) …
 *     c.block[0].same, c.block[0].reason
 *     coh_comparison_release(&c);
 *
 * Blocks are the same when the SHA-256 of what their last stage wrote is: a
 * digit that the page rounds away counts.
 */

struct coh_compared {
    const char *id;
    int was, is; /* had the page a result of it then; is there one now? */
    size_t rows_then, rows_now;
    int same;
    const char *reason; /* "" when it is the same */
};

struct coh_comparison {
    struct coh_compared *block; /* in the order of the page as it is now, then
                                   those that are gone */
    size_t n, capacity, changed;
    struct coh_arena arena;
};

#define COH_COMPARISON_INIT     \
    {                           \
        .arena = COH_ARENA_INIT \
    }

/* `now` ran with the parameters of `then`, going on past failures. `loads` is
 * the table of cohort ingest --list, or NULL without a store. Reasons, joined
 * by "; ": the page's source changed, a value from a block above it changed,
 * changed by load N, undone load N,
 * changed by decision entry N, file NAME changed, the roster changed, the
 * inventory changed, team.ini changed, today is another day, another version
 * of Cohort; and when it is none of these, changed outside any load. */
int coh_compare(struct coh_comparison *c, const struct coh_making *then,
                const struct coh_weave *now, const struct coh_table *loads,
                struct coh_error *err) COH_MUST_CHECK;

void coh_comparison_release(struct coh_comparison *c);

#endif
