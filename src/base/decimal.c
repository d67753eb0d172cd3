/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DIGITS = 18 };

/* C has no portable name for 128 bits. */
__extension__ typedef unsigned __int128 unsigned_wide;

/* What a number's text is made of, before it is known to fit. */
struct shape {
    int64_t mantissa;
    int digits; /* significant, leading zeros not counted */
    int any;    /* a digit was seen */
    int point;  /* digits behind the point */
    int negative;
    int exponent;
};

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t
read_sign(struct coh_span s, size_t i, int *negative)
{
    *negative = 0;
    if (i < s.length && (s.bytes[i] == '+' || s.bytes[i] == '-')) {
        *negative = s.bytes[i] == '-';
        return i + 1;
    }
    return i;
}

static size_t
read_digits(struct coh_span s, size_t i, struct shape *n)
{
    int behind = 0;

    for (; i < s.length; i++) {
        if (s.bytes[i] == '.' && !behind) {
            behind = 1;
            continue;
        }
        if (!is_digit(s.bytes[i]))
            break;
        n->any = 1;
        n->point += behind;
        if (n->digits || s.bytes[i] != '0')
            n->digits++;
        if (n->digits <= MAX_DIGITS)
            n->mantissa = n->mantissa * 10 + (s.bytes[i] - '0');
    }
    return i;
}

/* Returns the place behind the exponent, or `i` when there is none. */
static size_t
read_exponent(struct coh_span s, size_t i, int *exponent)
{
    size_t start = i;
    int negative;

    if (i >= s.length || (s.bytes[i] != 'e' && s.bytes[i] != 'E'))
        return start;
    i = read_sign(s, i + 1, &negative);
    if (i >= s.length || !is_digit(s.bytes[i]))
        return start;
    for (*exponent = 0; i < s.length && is_digit(s.bytes[i]); i++)
        if (*exponent < 10000)
            *exponent = *exponent * 10 + (s.bytes[i] - '0');
    if (negative)
        *exponent = -*exponent;
    return i;
}

enum coh_number
coh_decimal_parse(struct coh_span s, struct coh_decimal *d)
{
    struct shape n = {.mantissa = 0};
    size_t i;

    s = coh_span_trim(s);
    i = read_digits(s, read_sign(s, 0, &n.negative), &n);
    if (!n.any)
        return COH_NUMBER_NOT;
    i = read_exponent(s, i, &n.exponent);
    if (i != s.length)
        return COH_NUMBER_NOT;
    d->scale = n.point - n.exponent;
    if (n.digits > MAX_DIGITS || d->scale > MAX_DIGITS)
        return COH_NUMBER_LONG;
    d->mantissa = n.negative ? -n.mantissa : n.mantissa;
    for (; d->scale < 0; d->scale++) {
        if (d->mantissa == 0)
            continue;
        if (++n.digits > MAX_DIGITS)
            return COH_NUMBER_LONG;
        d->mantissa *= 10;
    }
    return COH_NUMBER_EXACT;
}

double
coh_number_double(struct coh_span s)
{
    char small[64], *copy = small;
    double x;

    s = coh_span_trim(s);
    if (s.length >= sizeof(small)) {
        copy = coh_copy_text(s.bytes, s.length, NULL);
        if (!copy)
            return NAN;
    } else {
        memcpy(small, s.bytes, s.length);
        small[s.length] = '\0';
    }
    x = strtod(copy, NULL);
    if (copy != small)
        coh_free(copy);
    return x;
}

static const int64_t power[19] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
};

double
coh_decimal_double(struct coh_decimal d)
{
    char text[COH_NUMBER_SIZE];

    /* Both parts exact in binary64: one rounding, so the nearest double. */
    if (d.mantissa > -(INT64_C(1) << 53) && d.mantissa < INT64_C(1) << 53)
        return (double)d.mantissa / (double)power[d.scale];
    return strtod(coh_decimal_text(d, text), NULL);
}

int
coh_decimal_compare(struct coh_decimal a, struct coh_decimal b)
{
    __extension__ __int128 x = a.mantissa;
    __extension__ __int128 y = b.mantissa;

    if (a.scale < b.scale)
        x *= power[b.scale - a.scale];
    else
        y *= power[a.scale - b.scale];
    return (x > y) - (x < y);
}

int
coh_decimal_subtract(struct coh_decimal a, struct coh_decimal b,
                     struct coh_decimal *d)
{
    __extension__ __int128 x = a.mantissa, y = b.mantissa;
    __extension__ __int128 most = power[MAX_DIGITS];

    /* 18 digits and 18 decimals fit 128 bits, and so does the difference. */
    d->scale = a.scale > b.scale ? a.scale : b.scale;
    x = x * power[d->scale - a.scale] - y * power[d->scale - b.scale];
    while (d->scale > 0 && x % 10 == 0) {
        x /= 10;
        d->scale--;
    }
    if (x <= -most || x >= most)
        return -1;
    d->mantissa = (int64_t)x;
    return 0;
}

int
coh_decimal_multiply(struct coh_decimal a, struct coh_decimal b,
                     struct coh_decimal *product)
{
    __extension__ __int128 m;
    const int64_t limit = INT64_C(1000000000000000000);

    a = coh_decimal_reduce(a);
    b = coh_decimal_reduce(b);
    m = a.mantissa;
    m *= b.mantissa;
    if (m >= limit || m <= -limit || a.scale + b.scale > MAX_DIGITS)
        return -1;
    product->mantissa = (int64_t)m;
    product->scale = a.scale + b.scale;
    return 0;
}

struct coh_decimal
coh_decimal_reduce(struct coh_decimal d)
{
    while (d.scale > 0 && d.mantissa % 10 == 0) {
        d.mantissa /= 10;
        d.scale--;
    }
    return d;
}

/* Digits of `n`, at least `width` of them, in front of `end`; where they
 * begin. Every score of a large file is written by this: printf is slow. */
static char *
digits_before(char *end, uint64_t n, int width)
{
    while (n || width > 0) {
        *--end = (char)('0' + n % 10);
        n /= 10;
        width--;
    }
    return end;
}

const char *
coh_decimal_text(struct coh_decimal d, char out[COH_NUMBER_SIZE])
{
    char text[COH_NUMBER_SIZE];
    char *end = text + sizeof(text) - 1, *at = end;
    uint64_t n =
        d.mantissa < 0 ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
    uint64_t unit = (uint64_t)power[d.scale];

    *end = '\0';
    if (d.scale) {
        at = digits_before(at, n % unit, d.scale);
        *--at = '.';
    }
    at = digits_before(at, n / unit, 1);
    if (d.mantissa < 0)
        *--at = '-';
    memcpy(out, at, (size_t)(end - at) + 1);
    return out;
}

/* Rewrite "1.5e-03" without its exponent, where that stays short. */
static void
plain(char out[COH_NUMBER_SIZE], double x)
{
    char digits[COH_NUMBER_SIZE];
    int exponent = (int)floor(log10(fabs(x)));
    int decimals;

    if (exponent < -5 || exponent >= 15)
        return;
    for (decimals = 0; decimals <= 22; decimals++) {
        snprintf(digits, sizeof(digits), "%.*f", decimals, x);
        if (strtod(digits, NULL) == x) {
            memcpy(out, digits, strlen(digits) + 1);
            return;
        }
    }
}

/* Of a size at which no digits of a double call for an exponent. */
static int
is_plain(double x)
{
    return fabs(x) >= 1e-4 && fabs(x) < 1e15;
}

/* The text of a plain `x` where it has at most 15 digits, else NULL. No two
 * decimals of so few digits have the same nearest double, and both m and 10^d
 * are doubles exactly: where m/10^d is `x`, the text of it reads back. */
static const char *
few_digits(double x, char out[COH_NUMBER_SIZE])
{
    double size = fabs(x), ten, m;
    int d;

    for (d = 0; d <= MAX_DIGITS; d++) {
        ten = (double)power[d];
        if (size * ten >= 1e15)
            break;
        m = (double)(int64_t)(size * ten + 0.5);
        if (m / ten == size)
            return coh_decimal_text(
                (struct coh_decimal){(int64_t)(x < 0 ? -m : m), d}, out);
    }
    return NULL;
}

/* The whole number nearest to m·5^k/2^shift, the even one of two. Is it, over
 * 10^k, within half a unit of the last place of the double? */
static int
nearest(uint64_t m, int shift, int k, uint64_t *n)
{
    const unsigned_wide one = 1;
    uint64_t five = (uint64_t)power[k] >> k;
    unsigned_wide scaled = (unsigned_wide)m * five, low, off;

    *n = (uint64_t)(scaled >> shift);
    low = scaled & ((one << shift) - 1);
    if (low > one << (shift - 1) || (low == one << (shift - 1) && *n & 1)) {
        ++*n;
        off = (one << shift) - low;
    } else {
        off = low;
    }
    return 2 * off < five;
}

/* The text of a plain `x` of 16 or 17 digits, in whole numbers: x = m·2^e, and
 * m·5^k is below 2^96. NULL below 0.01. No power of 2 (whose neighbour below is
 * nearer than the one above) has so many digits there. */
static const char *
many_digits(double x, char out[COH_NUMBER_SIZE])
{
    double size = fabs(x);
    int e, digits, k, whole = size < 0.1 ? -1 : 0;
    uint64_t m = (uint64_t)(frexp(size, &e) * 0x1p53), n;

    if (size < 0.01)
        return NULL;
    while (whole >= 0 && size >= (double)power[whole])
        whole++;
    for (digits = 16; digits <= 17; digits++) {
        k = digits - whole;
        if (nearest(m, 53 - e - k, k, &n))
            return coh_decimal_text(
                (struct coh_decimal){x < 0 ? -(int64_t)n : (int64_t)n, k}, out);
    }
    return NULL;
}

/* Where 15 digits do not hold `x`, fewer do not; where they do, %g drops the
 * zeros behind them. Doubles too small to be normal hold fewer. */
static void
any_digits(double x, char out[COH_NUMBER_SIZE])
{
    int precision;

    for (precision = isnormal(x) ? 15 : 1; precision <= 17; precision++) {
        snprintf(out, COH_NUMBER_SIZE, "%.*g", precision, x);
        if (strtod(out, NULL) == x)
            break;
    }
    if (strchr(out, 'e'))
        plain(out, x);
}

const char *
coh_double_text(double x, char out[COH_NUMBER_SIZE])
{
    out[0] = '\0';
    if (!isfinite(x))
        return out;
    if (x == 0)
        return memcpy(out, "0", 2);
    if (!is_plain(x) || (!few_digits(x, out) && !many_digits(x, out)))
        any_digits(x, out);
    return out;
}

const char *
coh_double_fixed(double x, int digits, char out[COH_NUMBER_SIZE])
{
    const char *c;

    out[0] = '\0';
    if (!isfinite(x))
        return out;
    if (fabs(x) >= 1e15 || digits > 12)
        return coh_double_text(x, out);
    snprintf(out, COH_NUMBER_SIZE, "%.*f", digits, x);
    /* "-0.00" says nothing that "0.00" does not. */
    for (c = out; *c == '-' || *c == '0' || *c == '.'; c++)
        ;
    if (out[0] == '-' && !*c)
        memmove(out, out + 1, strlen(out));
    return out;
}

int
coh_double_parse(const char *text, double *x)
{
    struct coh_decimal d;
    struct coh_span s = coh_span_of(text);

    if (coh_decimal_parse(s, &d) == COH_NUMBER_NOT)
        return -1;
    *x = coh_number_double(s);
    return isfinite(*x) ? 0 : -1;
}

struct coh_value
coh_value_parse(struct coh_span s)
{
    struct coh_value v = {.number = COH_NUMBER_NOT};

    v.number = coh_decimal_parse(s, &v.decimal);
    if (v.number == COH_NUMBER_LONG)
        v.real = coh_number_double(s);
    if (!isfinite(v.real))
        v.number = COH_NUMBER_NOT;
    return v;
}

double
coh_value_double(const struct coh_value *v)
{
    if (v->number == COH_NUMBER_EXACT)
        return coh_decimal_double(v->decimal);
    return v->number == COH_NUMBER_LONG ? v->real : 0;
}
