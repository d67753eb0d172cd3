/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_PLOTTER_H
#define COH_BASE_PLOTTER_H

#include "base/child.h"

/*
 * One gnuplot for all charts of a page: loading its eighty libraries takes ten
 * times as long as drawing. weave starts it and lends it to its charts, through
 * two pipes and a lock; each draws alone, and `reset session` stands between
 * two of them. A chart that has none, or to which it does not answer as it
 * should, starts its own, which also says what is wrong with a script.
 *
 *     struct coh_plotter p = COH_PLOTTER_INIT;
 *     coh_plotter_begin(&p);
 *     coh_plotter_lend(&p, 1); … start a child … coh_plotter_lend(&p, 0);
 *     coh_plotter_end(&p);
 *
 * and in the child
 *
 *     if (coh_plotter_draw(script, &picture) < 1) … its own gnuplot …
 */

/* "IN OUT LOCK": three descriptors. */
#define COH_PLOTTER_VARIABLE "COHORT_PLOTTER"

struct coh_plotter {
    struct coh_child_running child;
    int lock; /* a file without a name */
};

#define COH_PLOTTER_INIT                            \
    {                                               \
        .child = COH_CHILD_RUNNING_INIT, .lock = -1 \
    }

/* Start it, once. Without a gnuplot nothing happens. */
void coh_plotter_begin(struct coh_plotter *p);

/* Do children that are started now have it? */
void coh_plotter_lend(const struct coh_plotter *p, int yes);

void coh_plotter_end(struct coh_plotter *p);

/* What a script draws on standard output. 1: drawn; 0: there is no plotter, or
 * it did not answer, and `picture` is empty. */
int coh_plotter_draw(struct coh_span script, struct coh_text *picture);

#endif
