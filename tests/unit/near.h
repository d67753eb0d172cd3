/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_NEAR_H
#define COH_TESTS_NEAR_H

#include <math.h>
#include <stdio.h>

/*
 * Doubles in tests: cmocka 1.1.5 compares floats only. Include it behind
 * <cmocka.h>.
 *
 *     assert_near(coh_sample_mean(&s), 76.4, 1e-12);
 */

/* Fails, showing both, unless `got` is within `tolerance` of `expected`. */
#define assert_near(got, expected, tolerance) \
    check_near((got), (expected), (tolerance), __FILE__, __LINE__)

static inline void
check_near(double got, double expected, double tolerance, const char *file,
           int line)
{
    if (fabs(got - expected) <= tolerance)
        return;
    print_error("%.17g is not %.17g within %g\n", got, expected, tolerance);
    _fail(file, line);
}

#endif
