/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/mastery.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stat/distribution.h"

static int
is_count(double earned, double items)
{
    return items > 0 && earned >= 0 && earned <= items;
}

double
coh_mastery_probability(double earned, double items, double cut)
{
    double p;

    if (!is_count(earned, items) || !(cut > 0 && cut < 1))
        return NAN;
    p = gsl_cdf_beta_Q(cut, earned + 0.5, items - earned + 0.5);
    return isfinite(p) ? p : NAN;
}

int
coh_mastery_interval(double earned, double items, double level,
                     struct coh_interval *ci, struct coh_error *err)
{
    double a = earned + 0.5, b = items - earned + 0.5;

    ci->low = ci->high = NAN;
    if (!is_count(earned, items))
        return coh_fail(err, COH_INPUT, "no items: no interval");
    if (coh_distribution_beta((1 - level) / 2, a, b, &ci->low, err) ||
        coh_distribution_beta((1 + level) / 2, a, b, &ci->high, err)) {
        ci->low = ci->high = NAN;
        return -1;
    }
    return 0;
}

enum coh_mastery
coh_mastery_label(double p, double items)
{
    if (items < COH_MASTERY_ITEMS || isnan(p))
        return COH_MASTERY_NONE;
    if (p >= 0.8)
        return COH_MASTERY_MASTERED;
    return p <= 0.2 ? COH_MASTERY_NOT_YET : COH_MASTERY_TOO_CLOSE;
}

const char *
coh_mastery_name(enum coh_mastery label)
{
    static const char *const name[] = {"", "mastered", "not yet",
                                       "too close to call"};

    return name[label];
}
