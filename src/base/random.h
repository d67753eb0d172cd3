/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_RANDOM_H
#define COH_BASE_RANDOM_H

#include <stdint.h>

/*
 * Random numbers whose bytes are the same with every compiler and machine
 * (splitmix64; Steele, Lea and Flood 2014). For ties and shuffles; statistics
 * that draw samples use GSL's generators.
 *
 *     struct coh_random r = {.state = seed};
 *     size_t i = coh_random_below(&r, n);
 */

struct coh_random {
    uint64_t state;
};

uint64_t coh_random_next(struct coh_random *r);

/* Uniform on 0 to n−1 without bias; 0 when n is 0. */
uint64_t coh_random_below(struct coh_random *r, uint64_t n);

#endif
