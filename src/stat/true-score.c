/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/true-score.h"

#include <math.h>

double
coh_true_score_spread(double sd, double sem)
{
    return sd > sem && sem >= 0 ? sqrt((sd - sem) * (sd + sem)) : NAN;
}

double
coh_true_score_sem(double sd, double reliability)
{
    if (!(reliability >= 0 && reliability <= 1))
        return NAN;
    return sd * sqrt(1 - reliability);
}

struct coh_true_score
coh_true_score(double score, double sem, double mean, double spread)
{
    struct coh_true_score t = {.estimate = score, .see = sem};
    double error = sem * sem, truth = spread * spread, r;

    if (isnan(spread))
        return t;
    r = truth / (truth + error);
    t.estimate = r * score + (1 - r) * mean;
    t.see = sem * sqrt(r);
    return t;
}

double
coh_true_score_below(const struct coh_true_score *t, double cut)
{
    if (!(t->see > 0))
        return NAN;
    return 0.5 * erfc((t->estimate - cut) / t->see * M_SQRT1_2);
}

enum coh_true_score_verdict
coh_true_score_verdict(double distance, double sem, double p)
{
    if (isnan(distance) || isnan(sem) || isnan(p))
        return COH_TRUE_SCORE_UNKNOWN;
    if (fabs(distance) <= sem || (distance < 0 ? p < 0.5 : p > 0.5))
        return COH_TRUE_SCORE_CLOSE;
    return distance < 0 ? COH_TRUE_SCORE_BELOW : COH_TRUE_SCORE_ABOVE;
}

const char *
coh_true_score_word(enum coh_true_score_verdict verdict)
{
    static const char *const word[] = {"below", "above", "too close to call",
                                       ""};

    return word[verdict];
}
