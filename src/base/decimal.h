/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_DECIMAL_H
#define COH_BASE_DECIMAL_H

#include <stdint.h>

#include "base/text.h"

/*
 * Decimals: a score is what was written, not its nearest binary fraction.
 *
 * value = mantissa / 10^scale, with up to 18 digits. Text that is a number
 * but does not fit (more digits) is still given as a double.
 *
 *     struct coh_decimal d;
 *     if (coh_decimal_parse(cell, &d) == COH_NUMBER_EXACT) ...
 */

struct coh_decimal {
    int64_t mantissa;
    int scale; /* 0 to 18 */
};

enum coh_number {
    COH_NUMBER_NOT,   /* not a number at all */
    COH_NUMBER_EXACT, /* fits a decimal */
    COH_NUMBER_LONG,  /* a number of more than 18 digits or a huge exponent */
};

/* Read all of `s` (blanks at the ends are passed over): an optional sign,
 * digits with at most one point, an optional exponent. No "inf", "nan", hex,
 * thousands or percent signs. With COH_NUMBER_LONG only coh_number_double
 * knows the value. */
enum coh_number coh_decimal_parse(struct coh_span s, struct coh_decimal *d);

/* The nearest double of `s`, for which coh_decimal_parse did not say NOT. */
double coh_number_double(struct coh_span s);

/* A cell read as a number: exact where it fits. */
struct coh_value {
    enum coh_number number;
    struct coh_decimal decimal; /* of COH_NUMBER_EXACT */
    double real;                /* of COH_NUMBER_LONG */
};

/* What is beyond all doubles (1e999) is NOT one either. */
struct coh_value coh_value_parse(struct coh_span s);

/* The nearest double; of a value that is NOT one, 0. */
double coh_value_double(const struct coh_value *v);

/* The nearest double. */
double coh_decimal_double(struct coh_decimal d);

/* < 0, 0, > 0, exact at any scales. */
int coh_decimal_compare(struct coh_decimal a, struct coh_decimal b);

/* a − b, exactly; -1 when it needs more than 18 digits. */
int coh_decimal_subtract(struct coh_decimal a, struct coh_decimal b,
                         struct coh_decimal *d) COH_MUST_CHECK;

/* The same value at the smallest scale: 1.50 becomes 1.5. */
struct coh_decimal coh_decimal_reduce(struct coh_decimal d);

/* a × b; -1 when it does not fit 18 digits at a scale of at most 18. */
int coh_decimal_multiply(struct coh_decimal a, struct coh_decimal b,
                         struct coh_decimal *product) COH_MUST_CHECK;

/* Plain decimal text, such as "-0.05". `out` takes at least 24 bytes. */
#define COH_NUMBER_SIZE 32
const char *coh_decimal_text(struct coh_decimal d, char out[COH_NUMBER_SIZE]);

/* The shortest text that reads back to the same double; "" for a value that
 * is not finite (what is undefined is blank). Plain notation between 1e-5
 * and 1e15, else with an exponent. */
const char *coh_double_text(double x, char out[COH_NUMBER_SIZE]);

/* `x` with `digits` decimals, without a minus before zero; "" if not finite. */
const char *coh_double_fixed(double x, int digits, char out[COH_NUMBER_SIZE]);

/* Read a whole double, finite, from option text; -1 if it is not one. */
int coh_double_parse(const char *text, double *x) COH_MUST_CHECK;

#endif
