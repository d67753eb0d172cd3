/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of a finished sample: third and fourth moments. */
#include <math.h>

#include "stat/sample.h"

/* Sums of the second to fourth powers of the deviations from the mean, in
 * units of the last decimal: the whole number nearest to the mean goes off
 * first, in integers, so that scores near 1e9 lose no digit. */
struct powers {
    double second, third, fourth;
};

static void
add(struct powers *p, double d, double count)
{
    p->second += count * d * d;
    p->third += count * d * d * d;
    p->fourth += count * d * d * d * d;
}

static struct powers
powers(const struct coh_sample *s)
{
    const struct coh_moments *m = &s->moments;
    struct powers p = {.second = 0};
    int64_t whole = 0;
    double rest = 0;
    size_t i;

    if (s->form != COH_SAMPLE_DOUBLES) {
        whole = m->origin + (int64_t)(m->sum / m->n);
        rest = (double)(m->sum % m->n) / (double)m->n;
    }
    for (i = 0; s->form == COH_SAMPLE_DOUBLES && i < s->length; i++)
        add(&p, s->number[i] - s->mean, 1);
    for (i = 0; s->form == COH_SAMPLE_VALUES && i < s->length; i++)
        add(&p, (double)(s->value[i] - whole) - rest, 1);
    for (i = 0; s->form == COH_SAMPLE_COUNTS && i < s->distinct; i++)
        add(&p, (double)(s->tally[i].value - whole) - rest,
            (double)s->tally[i].count);
    return p;
}

static double
finite_or_blank(double x)
{
    return isfinite(x) ? x : NAN;
}

double
coh_sample_skewness(const struct coh_sample *s)
{
    double n = (double)s->n, moment;
    struct powers p;

    if (s->n < 3 || !(coh_sample_sd(s) > 0))
        return NAN;
    p = powers(s);
    moment = p.third / n / pow(p.second / n, 1.5);
    return finite_or_blank(moment * sqrt(n * (n - 1)) / (n - 2));
}

double
coh_sample_kurtosis(const struct coh_sample *s)
{
    double n = (double)s->n, excess;
    struct powers p;

    if (s->n < 4 || !(coh_sample_sd(s) > 0))
        return NAN;
    p = powers(s);
    excess = n * p.fourth / (p.second * p.second) - 3;
    return finite_or_blank(((n + 1) * excess + 6) * (n - 1) / (n - 2) /
                           (n - 3));
}
