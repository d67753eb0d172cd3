/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_LEVELS_TEXT_H
#define COH_CHART_LEVELS_TEXT_H

#include "chart/levels.h"

/* What stands in and below the bars of levels. */

/* A part of a bar; the hidden ones of a group are one, at its end, since
 * nobody may know where one begins. */
struct coh_chart_levels_part {
    size_t place;    /* the level; l->levels: the hidden ones */
    double from, to; /* shares */
};

/* Where texts of a bar stand. */
struct coh_chart_levels_place {
    double x, y, width; /* the bar's left end, its middle or end, its width */
    double line;        /* height of a line below it */
    int lines;          /* how many there may be */
};

/* The parts of a group's bar, of those that anybody has reached; returns how
 * many. */
size_t coh_chart_levels_parts(
    const struct coh_chart_levels *l, size_t group,
    struct coh_chart_levels_part part[COH_CHART_LEVELS_MOST + 1]);

/* The character of which a terminal makes the part of a level. */
const char *coh_chart_levels_block(size_t place);

/* Name and number into the part; without room the number alone, or nothing. */
void
coh_chart_levels_write(struct coh_page *p, const struct coh_chart_levels *l,
                       size_t group, const struct coh_chart_levels_part *part,
                       const struct coh_chart_levels_place *at);

/* The parts without their names in them, in lines below the bar; `at` may be
 * NULL. Returns how many lines it takes. */
int coh_chart_levels_below(struct coh_page *p, const struct coh_chart_levels *l,
                           size_t group, double width,
                           const struct coh_chart_levels_place *at);

#endif
