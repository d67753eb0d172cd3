/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_POOL_H
#define COH_STAT_POOL_H

#include <stddef.h>

#include "base/error.h"

/*
 * Pool: partially pooled means. The mean of a small section is drawn towards
 * the mean of all, the more the fewer scores it stands on and the less the
 * sections differ: what a mean can be expected to be next time.
 *
 *     group[j].mean = …; group[j].n = …; group[j].squares = …;
 *     if (coh_pool_sections(group, n, 0.90, &pool, &why))
 *         ...not pooled, and why.text says why...
 *
 * The model is normal-normal: mean_j ~ N(theta_j, error_j²) with known errors,
 * theta_j ~ N(mu, tau²), mu flat, tau with a prior (Rubin 1981; Gelman et al.,
 * Bayesian Data Analysis, 3rd ed. 2013, 5.4). Given tau everything is in
 * closed form, so that one integral over tau is all there is: Gauss–Legendre
 * quadrature over the part of tau that carries weight, no random numbers, the
 * same bits every time. GSL's error handler must be off.
 */

enum coh_pool_shape {
    COH_POOL_UNIFORM,     /* flat in tau; proper from three groups */
    COH_POOL_HALF_NORMAL, /* |N(0, scale²)| */
    COH_POOL_HALF_T,      /* scale·|t with df degrees of freedom| */
};

struct coh_pool_prior {
    enum coh_pool_shape shape;
    double scale; /* above 0, in units of the means; not of the uniform */
    double df;    /* above 0; of the half-t */
};

struct coh_pool_group {
    double mean, error; /* in: the raw mean and its standard error, above 0 */
    double n, squares;  /* in, of coh_pool_sections: scores, Σ(x − mean)² */
    double pooled, sd;  /* out: posterior mean and standard deviation */
    double low, high;   /* out: equal-tailed posterior interval */
    double reliability; /* out: 1 − E[error²/(error² + tau²)] */
};

struct coh_pool {
    double mean;   /* posterior mean of mu */
    double tau;    /* posterior mean of tau */
    double within; /* of coh_pool_sections: the pooled variance in sections */
};

enum {
    COH_POOL_LEAST = 3,       /* under these many groups nothing is pooled */
    COH_POOL_RELIABILITY = 5, /* under these the prior decides reliability */
};

/* Fit `n` groups of which mean and error are set. Limits are quantiles of the
 * posterior mixture over tau, by root finding, not mean ± z·sd. COH_INPUT,
 * with the reason, under COH_POOL_LEAST groups, and when an error is not above
 * 0 or a number not finite. `level` is above 0 and below 1. */
int coh_pool_fit(struct coh_pool_group *group, size_t n,
                 const struct coh_pool_prior *prior, double level,
                 struct coh_pool *pool, struct coh_error *err) COH_MUST_CHECK;

/* The same given tau (≥ 0), in closed form: pooled, sd, reliability of each
 * group and pool->mean. With tau from elsewhere these are empirical Bayes
 * estimates, as Efron and Morris (JASA 70, 1975) print them; sd holds what is
 * not known of mu. */
int coh_pool_given(struct coh_pool_group *group, size_t n, double tau,
                   struct coh_pool *pool, struct coh_error *err) COH_MUST_CHECK;

/* Sections of students: mean, n and squares are set. The variance within is
 * pooled over all sections, Σ squares/Σ(n − 1), and known from then on, so
 * that a section of one student and one of equal scores take part; the error
 * is √(within/n); the prior of tau is half-t with 3 degrees of freedom and
 * scale √within/2 (after Gelman, Bayesian Analysis 1, 2006). Reliability is
 * NAN under COH_POOL_RELIABILITY sections. COH_INPUT as for coh_pool_fit, and
 * when no section has two scores, or equal scores only. */
int
coh_pool_sections(struct coh_pool_group *group, size_t n, double level,
                  struct coh_pool *pool, struct coh_error *err) COH_MUST_CHECK;

#endif
