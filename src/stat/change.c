/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/change.h"

#include <math.h>

#include "stat/distribution.h"

int
coh_change_reliable(double gain, double sem_first, double sem_last,
                    double expected, double level, struct coh_change *c,
                    struct coh_error *err)
{
    double z;

    *c = (struct coh_change){.error = NAN, .index = NAN};
    c->ci.low = c->ci.high = NAN;
    if (!(sem_first > 0 && sem_last > 0))
        return coh_fail(err, COH_INPUT,
                        "no standard error of measurement: no interval");
    if (coh_distribution_normal((1 + level) / 2, &z, err))
        return -1;
    c->error = hypot(sem_first, sem_last);
    c->index = (gain - expected) / c->error;
    if (!isfinite(c->index) || !isfinite(gain + z * c->error) ||
        !isfinite(gain - z * c->error)) {
        c->error = c->index = NAN;
        return coh_fail(err, COH_INPUT, "numbers too large: no interval");
    }
    c->ci.low = gain - z * c->error;
    c->ci.high = gain + z * c->error;
    c->verdict = c->index > z    ? COH_CHANGE_UP
                 : c->index < -z ? COH_CHANGE_DOWN
                                 : COH_CHANGE_CANNOT_TELL;
    return 0;
}

double
coh_change_sem(double sd, double reliability)
{
    if (!(sd > 0 && reliability >= 0 && reliability < 1))
        return NAN;
    return sd * sqrt(1 - reliability);
}

double
coh_change_from_nothing(double mean_all, double mean_group, double reliability)
{
    double below = mean_all - mean_group;

    return below - reliability * below;
}

double
coh_change_any_false(size_t n, double level)
{
    return 1 - pow(level, (double)n);
}
