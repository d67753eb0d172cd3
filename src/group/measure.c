/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/measure.h"

#include <math.h>

#include "base/memory.h"

/* Values that lie `step` apart; NAN is none. */
struct column {
    const double *value;
    size_t n, step;
};

/* How many values there are; the least and the greatest of them. */
static size_t
look(const struct column *c, double *low, double *high)
{
    size_t i, have = 0;
    double x;

    for (i = 0; i < c->n; i++) {
        x = c->value[i * c->step];
        if (isnan(x))
            continue;
        *low = have ? fmin(*low, x) : x;
        *high = have ? fmax(*high, x) : x;
        have++;
    }
    return have;
}

/* Two passes; sd 0 when all values are equal or there are fewer than two. */
static void
mean_and_sd(const struct column *c, double *mean, double *sd)
{
    double low = 0, high = 0, sum = 0, square = 0, x;
    size_t i, have = look(c, &low, &high);

    *sd = 0;
    for (i = 0; i < c->n; i++)
        if (!isnan(x = c->value[i * c->step]))
            sum += x - low;
    *mean = have ? low + sum / (double)have : NAN;
    if (have < 2 || !(high > low))
        return;
    for (i = 0; i < c->n; i++)
        if (!isnan(x = c->value[i * c->step]))
            square += (x - *mean) * (x - *mean);
    *sd = sqrt(square / ((double)have - 1));
}

void
coh_group_measure_scale(const double *raw, size_t n, size_t measures,
                        double *mean, double *sd, unsigned char *dropped)
{
    size_t m;

    for (m = 0; m < measures; m++) {
        const struct column c = {raw + m, n, measures};

        mean_and_sd(&c, &mean[m], &sd[m]);
        dropped[m] = !(sd[m] > 0) || !isfinite(sd[m]);
    }
}

/* z·√weight of column m as dimension d of `dimensions`. */
static void
put_z(const struct coh_group_measures *m, size_t at, double *z, size_t d,
      size_t dimensions)
{
    double x, w = sqrt(m->weight[at]);
    size_t i;

    for (i = 0; i < m->n; i++) {
        x = m->raw[i * m->measures + at];
        z[i * dimensions + d] =
            isnan(x) ? 0 : w * (x - m->mean[at]) / m->sd[at];
    }
}

/* The squares of a measure into `square`, standardised; 0 when they are all
 * the same but for rounding. */
static int
standard_squares(const struct coh_group_measures *m, size_t at, double *square)
{
    const struct column c = {square, m->n, 1};
    double low = 0, high = 0, mean, sd, x;
    size_t i;

    for (i = 0; i < m->n; i++) {
        x = (m->raw[i * m->measures + at] - m->mean[at]) / m->sd[at];
        square[i] = x * x;
    }
    look(&c, &low, &high);
    if (!(high - low > 1e-9 * high))
        return 0;
    mean_and_sd(&c, &mean, &sd);
    for (i = 0; i < m->n; i++)
        square[i] = isnan(square[i]) ? 0 : (square[i] - mean) / sd;
    return 1;
}

/* As many dimensions as there is room for; how many were filled. */
static size_t
put_squares(const struct coh_group_measures *m, double *square, double *z,
            size_t d, size_t dimensions)
{
    size_t at, i;

    for (at = 0; at < m->measures; at++) {
        if (m->dropped[at] || !standard_squares(m, at, square))
            continue;
        for (i = 0; i < m->n; i++)
            z[i * dimensions + d] = sqrt(m->weight[at]) * square[i];
        d++;
    }
    return d;
}

/* Close up rows of `wide` values to the first `kept` of each. */
static void
close_up(double *z, size_t n, size_t wide, size_t kept)
{
    size_t i, d;

    for (i = 0; i < n; i++)
        for (d = 0; d < kept; d++)
            z[i * kept + d] = z[i * wide + d];
}

int
coh_group_measure_points(const struct coh_group_measures *m, int squares,
                         double **z, size_t *dimensions, struct coh_error *err)
{
    size_t at, d = 0, used = 0, room;
    double *square;

    *z = NULL;
    for (at = 0; at < m->measures; at++)
        used += !m->dropped[at];
    room = squares ? 2 * used : used;
    room = room ? room : 1;
    square = coh_alloc_array(m->n, sizeof(*square), err);
    if (square)
        *z = coh_alloc_array(m->n, room * sizeof(**z), err);
    if (!square || !*z) {
        coh_free(square);
        return -1;
    }
    for (at = 0; at < m->measures; at++)
        if (!m->dropped[at])
            put_z(m, at, *z, d++, room);
    if (squares)
        d = put_squares(m, square, *z, d, room);
    *dimensions = d ? d : 1;
    close_up(*z, m->n, room, *dimensions);
    coh_free(square);
    return 0;
}
