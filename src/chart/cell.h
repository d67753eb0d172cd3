/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_CELL_H
#define COH_CHART_CELL_H

#include "chart/chart.h"

/*
 * Cells of a row on their way into a chart: trimmed, read as numbers, and
 * told of when they cannot be used. Every kind reads its columns through
 * these, so that "missing" means the same in all of them.
 *
 *     struct coh_chart_place p = {file, rec, notes};
 *     if (coh_chart_cell_number(c, &p, column, "score", &x, err)) ...
 */

/* Where a row is read from, for what is said of it. */
struct coh_chart_place {
    const char *file;
    const struct coh_record *rec;
    struct coh_notes *notes;
};

/* The trimmed cell; blank for a column that is not there (c->width). */
struct coh_span coh_chart_cell(const struct coh_chart *c,
                               const struct coh_record *rec, size_t at);

/* Blank or NA. */
int coh_chart_cell_blank(struct coh_span s);

/* Note, as one to look at, a cell of the column `name` that cannot be used:
 * with its line, the cell and why. */
int coh_chart_cell_note(const struct coh_chart_place *p, const char *name,
                        struct coh_span cell, const char *why,
                        struct coh_error *err) COH_MUST_CHECK;

/* *x becomes the number in the column `at`, called `name` in messages; NAN,
 * with a note, when it is blank, no number or beyond 1e300 (axes would
 * overflow). Keeps c->whole and c->decimals. */
int coh_chart_cell_number(struct coh_chart *c, const struct coh_chart_place *p,
                          size_t at, const char *name, double *x,
                          struct coh_error *err) COH_MUST_CHECK;

/* A number that stands beside a value (an interval, a count): NAN, without a
 * word, when there is none. */
double coh_chart_cell_beside(const struct coh_chart *c,
                             const struct coh_record *rec, size_t at);

#endif
