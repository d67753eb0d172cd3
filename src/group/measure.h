/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_MEASURE_H
#define COH_GROUP_MEASURE_H

#include <stddef.h>

#include "base/error.h"

/*
 * Measures on one scale, so that points of a test and words in a minute weigh
 * alike: z = (x − mean)/sd, over the students of the input who have the
 * measure, sd with divisor n − 1.
 *
 *     coh_group_measure_scale(raw, n, measures, mean, sd, dropped);
 *     if (coh_group_measure_points(&given, 1, &z, &dimensions, err)) …
 *     coh_group_aim_points(&aim, COH_GROUP_SPREAD, &p, z, dimensions, …)
 *     coh_free(z);
 *
 * A missing value is NAN in `raw`, which is n × measures.
 */

/* Mean and sd (n − 1) of each measure. A measure that is the same for all who
 * have it, or that fewer than two have, tells nobody apart: dropped is 1, and
 * its sd 0. The mean of none is NAN. */
void coh_group_measure_scale(const double *raw, size_t n, size_t measures,
                             double *mean, double *sd, unsigned char *dropped);

struct coh_group_measures {
    const double *raw; /* n × measures */
    size_t n, measures;
    const double *mean, *sd, *weight; /* of each measure */
    const unsigned char *dropped;
};

/* The points of the students: a dimension for each measure that is not
 * dropped, in their order, z·√weight. A weight of W so counts a measure as if
 * it stood there W times, in squares and in distances alike. With `squares`
 * (k-plus: Papenberg 2024, British Journal of Mathematical and Statistical
 * Psychology 77) there follow as many of (x − mean)², standardised and
 * weighted in the same way; a square that is the same for all is left out.
 * A missing value is 0, the mean.
 *
 * *z is n × *dimensions, the caller's to free (also where it is NULL). With no
 * measure left there is one dimension of zeros. */
int coh_group_measure_points(const struct coh_group_measures *m, int squares,
                             double **z, size_t *dimensions,
                             struct coh_error *err) COH_MUST_CHECK;

#endif
