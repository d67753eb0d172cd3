/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/moments.h"

#include <math.h>

/* C has no portable name for 128 bits; these two stay inside this file. */
__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 bits;

#define WIDE_MAX ((wide)(~(bits)0 >> 1))
#define MANTISSA INT64_C(999999999999999999)

/* The sums about the whole number nearest to the mean: what is left of the
 * mean is rest/n, at most a half, and the sums are as small as they get. */
struct centred {
    int64_t n;
    int64_t shift; /* that whole number, counted from the origin */
    int64_t rest;
    wide square, next;
    wide ends; /* first + last */
};

static int64_t
power_of_ten(int k)
{
    int64_t p = 1;

    while (k-- > 0)
        p *= 10;
    return p;
}

static int
times(wide a, wide b, wide *product)
{
    wide size_a = a < 0 ? -a : a, size_b = b < 0 ? -b : b;

    if (size_a && size_b > WIDE_MAX / size_a)
        return -1;
    *product = a * b;
    return 0;
}

static int
fits(wide mantissa)
{
    return mantissa >= -MANTISSA && mantissa <= MANTISSA;
}

/* Bring `m` to a scale with more decimals; -1 leaves it as it was. */
static int
rescale(struct coh_moments *m, int scale)
{
    wide p = power_of_ten(scale - m->scale);
    struct coh_moments r = *m;

    if (scale > 18 || !fits(p * ((wide)m->origin + m->low)) ||
        !fits(p * ((wide)m->origin + m->high)))
        return -1;
    if (times(m->sum, p, &r.sum) || times(m->square, p * p, &r.square) ||
        times(m->next, p * p, &r.next))
        return -1;
    r.scale = scale;
    r.origin = (int64_t)(m->origin * p);
    r.first = (int64_t)(m->first * p);
    r.last = (int64_t)(m->last * p);
    r.low = (int64_t)(m->low * p);
    r.high = (int64_t)(m->high * p);
    *m = r;
    return 0;
}

/* Give the value and the sums one scale. */
static int
align(struct coh_moments *m, struct coh_decimal *d)
{
    wide mantissa;

    if (d->scale > m->scale)
        *d = coh_decimal_reduce(*d);
    if (d->scale > m->scale)
        return rescale(m, d->scale);
    mantissa = (wide)d->mantissa * power_of_ten(m->scale - d->scale);
    if (!fits(mantissa))
        return -1;
    d->mantissa = (int64_t)mantissa;
    d->scale = m->scale;
    return 0;
}

int
coh_moments_add(struct coh_moments *m, struct coh_decimal d)
{
    int64_t x;
    wide square;

    if (m->n == 0) {
        *m = (struct coh_moments){.n = 1, .scale = d.scale};
        m->origin = d.mantissa;
        return 0;
    }
    if (d.scale != m->scale && align(m, &d))
        return -1;
    x = d.mantissa - m->origin;
    /* Only Σd² can overflow: by Cauchy's inequality it bounds the products,
     * and Σd would need 2^63 values. */
    if (__builtin_add_overflow(m->square, (wide)x * x, &square))
        return -1;
    m->square = square;
    m->sum += x;
    m->next += (wide)m->last * x;
    m->last = x;
    m->low = x < m->low ? x : m->low;
    m->high = x > m->high ? x : m->high;
    m->n++;
    return 0;
}

/* Count the differences of `m` from another origin. */
static int
move_origin(struct coh_moments *m, int64_t origin)
{
    wide by = (wide)m->origin - origin, a, b, c;

    /* Σ(d+δ)² = Σd² + δ(2Σd + nδ); the products likewise. */
    if (times(by, 2 * m->sum + m->n * by, &a) ||
        __builtin_add_overflow(m->square, a, &m->square))
        return -1;
    b = 2 * m->sum - m->first - m->last + (m->n - 1) * by;
    if (times(by, b, &c) || __builtin_add_overflow(m->next, c, &m->next))
        return -1;
    m->sum += m->n * by;
    m->first += (int64_t)by;
    m->last += (int64_t)by;
    m->low += (int64_t)by;
    m->high += (int64_t)by;
    m->origin = origin;
    return 0;
}

int
coh_moments_merge(struct coh_moments *into, const struct coh_moments *from)
{
    struct coh_moments a = *into, b = *from;
    wide joint;

    if (b.n == 0)
        return 0;
    if (a.n == 0) {
        *into = b;
        return 0;
    }
    if ((a.scale < b.scale && rescale(&a, b.scale)) ||
        (b.scale < a.scale && rescale(&b, a.scale)) ||
        move_origin(&b, a.origin))
        return -1;
    joint = (wide)a.last * b.first;
    if (__builtin_add_overflow(a.square, b.square, &a.square) ||
        __builtin_add_overflow(a.next, b.next, &a.next) ||
        __builtin_add_overflow(a.next, joint, &a.next))
        return -1;
    a.sum += b.sum;
    a.n += b.n;
    a.last = b.last;
    a.low = b.low < a.low ? b.low : a.low;
    a.high = b.high > a.high ? b.high : a.high;
    *into = a;
    return 0;
}

static struct centred
centre(const struct coh_moments *m)
{
    struct centred c = {.n = m->n};
    wide shift = m->sum / m->n, rest = m->sum % m->n;
    bits s;

    if (2 * rest > m->n)
        shift++;
    else if (2 * rest < -(wide)m->n)
        shift--;
    c.shift = (int64_t)shift;
    c.rest = (int64_t)(m->sum - shift * m->n);
    c.ends = (wide)m->first + m->last - 2 * shift;
    /* Unsigned, so that steps may wrap: the results are known to fit. */
    s = (bits)shift;
    c.square =
        (wide)((bits)m->square - 2 * s * (bits)m->sum + (bits)m->n * s * s);
    c.next =
        (wide)((bits)m->next - s * (bits)(2 * m->sum - m->first - m->last) +
               (bits)(m->n - 1) * s * s);
    return c;
}

/* whole − part/divisor, whole and its correction kept apart until the end. */
static double
subtract(wide whole, wide part, wide divisor)
{
    wide quotient = part / divisor, rest = part % divisor;

    return (double)(whole - quotient) - (double)rest / (double)divisor;
}

/* Σ(d − mean)², in units of the last decimal, squared. */
static double
squares(const struct centred *c)
{
    return subtract(c->square, (wide)c->rest * c->rest, c->n);
}

double
coh_moments_ratio(int64_t numerator, int64_t divisor, int scale)
{
    double p = (double)power_of_ten(scale);
    wide below = (wide)divisor * power_of_ten(scale);
    int64_t exact = INT64_C(1) << 53;

    if (numerator > -exact && numerator < exact && below < exact)
        return (double)numerator / (double)below;
    /* The whole part first: a small quotient keeps its digits. */
    return ((double)(numerator / divisor) +
            (double)(numerator % divisor) / (double)divisor) /
           p;
}

double
coh_moments_mean(const struct coh_moments *m)
{
    struct centred c;
    wide whole, numerator;

    if (m->n == 0)
        return NAN;
    c = centre(m);
    whole = (wide)m->origin + c.shift;
    if (!times(whole, m->n, &numerator) && fits(numerator + c.rest))
        return coh_moments_ratio((int64_t)(numerator + c.rest), m->n, m->scale);
    return ((double)whole + (double)c.rest / (double)m->n) /
           (double)power_of_ten(m->scale);
}

int
coh_moments_difference(const struct coh_moments *a, const struct coh_moments *b,
                       double *difference)
{
    struct coh_moments x = *a, y = *b;
    wide above, below, whole;
    double p;

    *difference = NAN;
    if (x.n == 0 || y.n == 0 || (x.scale < y.scale && rescale(&x, y.scale)) ||
        (y.scale < x.scale && rescale(&y, x.scale)))
        return -1;
    /* (o + Σx/n) − (q + Σy/m) = ((o − q)·n·m + m·Σx − n·Σy) / (n·m) */
    below = (wide)x.n * y.n;
    if (times((wide)x.origin - y.origin, below, &whole) ||
        times(x.sum, y.n, &above) ||
        __builtin_add_overflow(whole, above, &whole) ||
        times(y.sum, x.n, &above) ||
        __builtin_sub_overflow(whole, above, &whole))
        return -1;
    p = (double)power_of_ten(x.scale);
    *difference = (double)whole / (double)below / p;
    return 0;
}

double
coh_moments_sum(const struct coh_moments *m)
{
    struct coh_decimal d = {.scale = m->scale};
    wide total;

    if (m->n == 0)
        return NAN;
    total = (wide)m->origin * m->n + m->sum;
    if (!fits(total))
        return (double)total / (double)power_of_ten(m->scale);
    d.mantissa = (int64_t)total;
    return coh_decimal_double(d);
}

double
coh_moments_squares(const struct coh_moments *m)
{
    struct centred c;
    double p = (double)power_of_ten(m->scale);

    if (m->n == 0)
        return NAN;
    c = centre(m);
    return squares(&c) / p / p;
}

double
coh_moments_variance(const struct coh_moments *m)
{
    struct centred c;
    double p = (double)power_of_ten(m->scale);

    if (m->n < 2)
        return NAN;
    c = centre(m);
    return squares(&c) / (double)(m->n - 1) / p / p;
}

double
coh_moments_sd(const struct coh_moments *m)
{
    struct centred c;

    if (m->n < 2)
        return NAN;
    c = centre(m);
    return sqrt(squares(&c) / (double)(m->n - 1)) /
           (double)power_of_ten(m->scale);
}

double
coh_moments_lag1(const struct coh_moments *m)
{
    struct centred c;
    double below, f, above;

    if (m->n < 2 || m->low == m->high)
        return NAN;
    c = centre(m);
    below = squares(&c);
    /* With e = d − shift and Σe = rest, the sum of products about the mean is
     * Σe·e_next − rest·((n+1)·rest − n·ends)/n². */
    if (m->n < INT64_C(1) << 31) {
        above = subtract(c.next,
                         c.rest * ((m->n + 1) * (wide)c.rest - m->n * c.ends),
                         (wide)m->n * m->n);
    } else {
        f = (double)c.rest / (double)m->n;
        above = (double)c.next - f * ((double)(m->n + 1) * f - (double)c.ends);
    }
    return above / below;
}
