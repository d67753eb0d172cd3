/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_MASTERY_H
#define COH_STAT_MASTERY_H

#include "stat/interval.h"

/*
 * Mastery: what a few items say of the share of all such items that a
 * student would get.
 *
 *     p = coh_mastery_probability(4, 5, 0.8);      0.45: 4 of 5 says little
 *     coh_mastery_name(coh_mastery_label(p, 5));   "too close to call"
 *
 * With `earned` of `items` items right, the true share is taken to be
 * Beta(earned + 1/2, items − earned + 1/2): the posterior under Jeffreys'
 * prior. With partial credit `earned` is the sum of the shares of each item's
 * full score, a real number: an approximation that takes half a point on two
 * items for one right and one wrong.
 */

enum coh_mastery {
    COH_MASTERY_NONE, /* too few items: the count alone */
    COH_MASTERY_MASTERED,
    COH_MASTERY_NOT_YET,
    COH_MASTERY_TOO_CLOSE,
};

enum { COH_MASTERY_ITEMS = 4 }; /* no label under so many items */

/* P(true share ≥ cut), 0 < cut < 1. NAN for items = 0 and for an `earned` that
 * is not from 0 to items. GSL's error handler must be off. */
double coh_mastery_probability(double earned, double items, double cut);

/* The central interval of the true share at `level`. COH_INPUT and NAN as
 * above. */
int coh_mastery_interval(double earned, double items, double level,
                         struct coh_interval *ci,
                         struct coh_error *err) COH_MUST_CHECK;

/* Mastered when p ≥ 0.8, not yet when p ≤ 0.2, else too close to call; none
 * under COH_MASTERY_ITEMS items or where p is NAN. */
enum coh_mastery coh_mastery_label(double p, double items);

const char *coh_mastery_name(enum coh_mastery label); /* "" for none */

#endif
