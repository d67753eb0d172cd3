/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_AXIS_H
#define COH_CHART_AXIS_H

#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"

/*
 * Axes: ranges that end on round numbers, marks at round numbers and dates,
 * and labels moved apart. Pure arithmetic; knows of no chart.
 *
 *     struct coh_axis a;
 *     coh_axis_fit(&a, least, greatest, 6, whole_numbers);
 */

struct coh_axis {
    double low, high; /* multiples of step */
    double step;      /* 1, 2 or 5 times a power of ten */
    int decimals;     /* that marks need */
};

/* The round number (1, 2, 5 × 10^k) that is the least at or above x > 0. */
double coh_axis_round(double x);

/* An axis with about `marks` steps (above 0; at most half as many more) over
 * what lies from low to high. Equal limits get a step on either side. `whole`:
 * steps are whole numbers. Both limits must be finite. */
void coh_axis_fit(struct coh_axis *a, double low, double high, double marks,
                  int whole);

/* Width of histogram bins for `n` sorted values: Freedman and Diaconis
 * (Zeitschrift für Wahrscheinlichkeitstheorie 57, 1981), 2·IQR/n^(1/3),
 * rounded to 1, 2, 5 × 10^k (the least that is at least two thirds of it);
 * where the middle half is one value, the range
 * over log2(n) + 1 (Sturges 1926) takes its place. Whole numbers get whole
 * widths, and 1 when they span at most 20. Never more than 60 bins. */
double coh_axis_bin(const double *sorted, size_t n, int whole);

#define COH_AXIS_DATE_SIZE 48
struct coh_axis_date {
    coh_date day;
    char text[COH_AXIS_DATE_SIZE]; /* "12 Jan", "Feb", "Sep 2025" */
};

/* A day as people write it: "2 Mar 2026". `month` has the twelve names. */
const char *coh_axis_day(coh_date day, const char *const month[12],
                         char out[COH_AXIS_DATE_SIZE]);

/* Marks from `first` to `last`, at most `most`: Mondays up to ten weeks, else
 * firsts of months, else of years. The first mark and each January name the
 * year. A span without such a day is marked at `first`. Returns how many. */
size_t coh_axis_dates(coh_date first, coh_date last, size_t most,
                      const char *const month[12], struct coh_axis_date *mark);

/* Move `at` (ascending) apart to at least `gap` between neighbours and into
 * low … high, so that the sum of squares of the moves is least (isotonic
 * regression by pooling). When they cannot fit they overlap evenly less. */
void coh_axis_spread(double *at, size_t n, double gap, double low, double high);

#endif
