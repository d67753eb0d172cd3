/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_INTERVAL_H
#define COH_CHART_INTERVAL_H

#include "chart/kind.h"
#include "table/masked.h"

/*
 * Rows of any table with an estimate and its interval. What the kind needs
 * beside the groups of a chart: what zero means, and what the rows are called.
 * interval-read.c reads it, interval.c draws it.
 */

/* What an estimate is. */
enum {
    COH_INTERVAL_ZERO = 1,       /* 0 is where nothing is found */
    COH_INTERVAL_BESIDE = 2 | 1, /* a group beside another */
    COH_INTERVAL_CHANGE = 4 | 1, /* over time */
    COH_INTERVAL_SHARE = 8,      /* from 0 to 1 */
};

/* A column that says of what a row is. */
struct coh_interval_name {
    struct coh_span name;
    struct coh_names values;
};

struct coh_interval_table {
    unsigned is;
    struct coh_interval_name *names;
    size_t columns;
    size_t *cell; /* groups × columns: which of the values */
    size_t capacity;
    size_t reference; /* its column; c->width: none */
    struct coh_names references;
};

/* Does the interval of the row leave it open whether it is 0? Also when there
 * is none. */
int coh_chart_interval_open(const struct coh_chart *c,
                            const struct coh_chart_bar *bar);

int
coh_chart_interval_columns(struct coh_chart *c, const struct coh_header *header,
                           struct coh_error *err) COH_MUST_CHECK;
int
coh_chart_interval_add(struct coh_chart *c, const struct coh_chart_place *place,
                       struct coh_error *err) COH_MUST_CHECK;
int coh_chart_interval_finish(struct coh_chart *c, const char *file,
                              struct coh_notes *notes,
                              struct coh_error *err) COH_MUST_CHECK;
void coh_chart_interval_release(struct coh_chart *c);

#endif
