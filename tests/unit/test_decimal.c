/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <math.h>

#include "base/decimal.h"
#include "base/random.h"

static enum coh_number
parse(const char *text, struct coh_decimal *d)
{
    return coh_decimal_parse(coh_span_of(text), d);
}

static void
a_number_is_what_was_written(void **state)
{
    static const struct {
        const char *text;
        int64_t mantissa;
        int scale;
    } rows[] = {
        {"0", 0, 0},
        {"41", 41, 0},
        {"-0.05", -5, 2},
        {"+7", 7, 0},
        {"1.50", 150, 2},
        {".5", 5, 1},
        {"5.", 5, 0},
        {" 12 ", 12, 0},
        {"00812", 812, 0},
        {"1e3", 1000, 0},
        {"1.5E-2", 15, 3},
        {"2.5e1", 25, 0},
        {"0e50", 0, 0},
        {"-1e0", -1, 0},
        {"12.5e+2", 1250, 0},
        {"\t3\r\n", 3, 0},
        {"0.0", 0, 1},
        {"-0", 0, 0},
        {"999999999999999999", 999999999999999999, 0},
        {"0.000000000000000001", 1, 18},
        {"-999999999.999999999", -999999999999999999, 9},
        {"000000000000000000000012", 12, 0},
        {"1e17", 100000000000000000, 0},
    };
    struct coh_decimal d;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++) {
        assert_int_equal(parse(rows[i].text, &d), COH_NUMBER_EXACT);
        assert_true(d.mantissa == rows[i].mantissa);
        assert_int_equal(d.scale, rows[i].scale);
    }
}

static void
what_is_no_number_is_none(void **state)
{
    static const char *const texts[] = {
        "",    " ",    "-",   ".",    "+.",    "e5",  "1e",  "1e+", "inf",
        "nan", "0x10", "1,5", "1 2",  "1.2.3", "85%", "<10", "--1", "1-",
        "A",   "١",    "1_0", "1e5x", "1e1.5", "½",   "+-1",
    };
    struct coh_decimal d;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(texts); i++)
        assert_int_equal(parse(texts[i], &d), COH_NUMBER_NOT);
    assert_int_equal(coh_decimal_parse((struct coh_span){"1\0", 2}, &d),
                     COH_NUMBER_NOT);
}

static void
eighteen_digits_fit_and_nineteen_do_not(void **state)
{
    static const char *const texts[] = {
        "1000000000000000000",
        "0.0000000000000000001",
        "1e18",
        "1e-19",
        "-1234567890.1234567891",
        "1e400",
        "1e-400",
        "99999999999999999999999999999999",
    };
    struct coh_decimal d;
    size_t i;

    (void)state;
    assert_int_equal(parse("123456789012345678", &d), COH_NUMBER_EXACT);
    assert_int_equal(parse("1234567890.12345678", &d), COH_NUMBER_EXACT);
    for (i = 0; i < UNIT_COUNT(texts); i++)
        assert_int_equal(parse(texts[i], &d), COH_NUMBER_LONG);
}

static void
a_long_number_still_has_a_double(void **state)
{
    char digits[200];

    (void)state;
    assert_true(coh_number_double(coh_span_of(" 1e18 ")) == 1e18);
    assert_true(coh_number_double(coh_span_of("1e-19")) == 1e-19);
    memset(digits, '0', sizeof(digits));
    digits[0] = '1';
    /* 1 and 149 zeros */
    assert_true(coh_number_double((struct coh_span){digits, 150}) == 1e149);
}

/* The nearest double of the same decimal, as the compiler rounds it. */
static void
a_decimal_becomes_the_nearest_double(void **state)
{
    struct coh_decimal d;

    (void)state;
    assert_int_equal(parse("0.1", &d), COH_NUMBER_EXACT);
    assert_true(coh_decimal_double(d) == 0.1);
    assert_int_equal(parse("-85.12", &d), COH_NUMBER_EXACT);
    assert_true(coh_decimal_double(d) == -85.12);
    assert_int_equal(parse("0.123456789012345678", &d), COH_NUMBER_EXACT);
    assert_true(coh_decimal_double(d) == 0.123456789012345678);
    /* here mantissa and power rounded one by one give another double */
    assert_int_equal(parse("0.757882906889920185", &d), COH_NUMBER_EXACT);
    assert_true(coh_decimal_double(d) == 0.757882906889920185);
    assert_int_equal(parse("9007199254740993", &d), COH_NUMBER_EXACT);
    assert_true(coh_decimal_double(d) == 9007199254740993.0);
    assert_int_equal(parse("999999999999999999", &d), COH_NUMBER_EXACT);
    assert_true(coh_decimal_double(d) == 999999999999999999.0);
}

static void
decimals_compare_exactly_at_any_scales(void **state)
{
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {
        {"1.50", "1.5", 0},
        {"70", "70.000000000000001", -1},
        {"-0.1", "0", -1},
        {"0.0", "-0", 0},
        {"999999999999999999", "999999999999999998", 1},
        {"999999999999999999", "0.000000000000000001", 1},
        {"-999999999999999999", "0.000000000000000001", -1},
        {"0.3", "0.299999999999999999", 1},
        {"1", "1.00000000000000000", 0},
    };
    struct coh_decimal a, b;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++) {
        assert_int_equal(parse(rows[i].a, &a), COH_NUMBER_EXACT);
        assert_int_equal(parse(rows[i].b, &b), COH_NUMBER_EXACT);
        assert_int_equal(coh_decimal_compare(a, b), rows[i].order);
        assert_int_equal(coh_decimal_compare(b, a), -rows[i].order);
    }
}

static void
reducing_drops_zeros_behind_the_point_only(void **state)
{
    struct coh_decimal d = {.mantissa = 150, .scale = 2};

    (void)state;
    d = coh_decimal_reduce(d);
    assert_int_equal(d.mantissa, 15);
    assert_int_equal(d.scale, 1);
    d = coh_decimal_reduce((struct coh_decimal){.mantissa = 100, .scale = 0});
    assert_int_equal(d.mantissa, 100);
    d = coh_decimal_reduce((struct coh_decimal){.mantissa = 0, .scale = 5});
    assert_int_equal(d.scale, 0);
    d = coh_decimal_reduce((struct coh_decimal){.mantissa = -500, .scale = 2});
    assert_int_equal(d.mantissa, -5);
}

static void
decimal_text_reads_back_as_the_same_decimal(void **state)
{
    struct coh_random random = {.state = 7};
    char text[COH_NUMBER_SIZE];
    int i;

    (void)state;
    assert_string_equal(
        coh_decimal_text((struct coh_decimal){.mantissa = -5, .scale = 2},
                         text),
        "-0.05");
    assert_string_equal(
        coh_decimal_text((struct coh_decimal){.mantissa = 150, .scale = 2},
                         text),
        "1.50");
    for (i = 0; i < 20000; i++) {
        struct coh_decimal d, back;
        uint64_t limit = 1;
        int digits = (int)coh_random_below(&random, 18) + 1;

        for (; digits; digits--)
            limit *= 10;
        d.mantissa = (int64_t)coh_random_below(&random, limit);
        d.scale = (int)coh_random_below(&random, 19);
        if (coh_random_next(&random) & 1)
            d.mantissa = -d.mantissa;
        assert_int_equal(parse(coh_decimal_text(d, text), &back),
                         COH_NUMBER_EXACT);
        assert_true(back.mantissa == d.mantissa);
        assert_int_equal(back.scale, d.scale);
        assert_true(strlen(text) < 24);
    }
}

static void
double_text_of_well_known_values(void **state)
{
    static const struct {
        double x;
        const char *text;
    } rows[] = {
        {0, "0"},
        {-0.0, "0"},
        {0.1, "0.1"},
        {41.5, "41.5"},
        {100, "100"},
        {100000, "100000"},
        {1e14, "100000000000000"},
        {1e15, "1e+15"},
        {1e-5, "0.00001"},
        {1.5e-6, "1.5e-06"},
        {-2.5, "-2.5"},
        {1e300, "1e+300"},
        {5e-324, "5e-324"},
        {NAN, ""},
        {INFINITY, ""},
        {-INFINITY, ""},
        {123456789, "123456789"},
        {1234567.5, "1234567.5"},
        {0.30000000000000004, "0.30000000000000004"},
    };
    char out[COH_NUMBER_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++)
        assert_string_equal(coh_double_text(rows[i].x, out), rows[i].text);
}

static int
significant_digits(const char *text)
{
    int n = 0, zeros = 0;

    for (; *text && *text != 'e'; text++) {
        if (*text < '0' || *text > '9' || (*text == '0' && !n))
            continue;
        n++;
        zeros = *text == '0' ? zeros + 1 : 0;
    }
    return n - zeros;
}

/* Shortest: with one digit less, the text no longer reads back. */
static void
double_text_is_the_shortest_that_reads_back(void **state)
{
    struct coh_random random = {.state = 20261121};
    char out[COH_NUMBER_SIZE], shorter[64];
    int i;

    (void)state;
    for (i = 0; i < 40000; i++) {
        uint64_t bits = coh_random_next(&random);
        double x;
        int digits;

        memcpy(&x, &bits, sizeof(x));
        if (i % 2) /* half of them of the size that scores have */
            x = (double)(int64_t)(bits >> 20) / 1e9;
        if (!isfinite(x))
            continue;
        coh_double_text(x, out);
        assert_true(strlen(out) < COH_NUMBER_SIZE - 1);
        assert_true(strtod(out, NULL) == x);
        digits = significant_digits(out);
        assert_true(digits <= 17);
        if (digits > 1) {
            snprintf(shorter, sizeof(shorter), "%.*e", digits - 2, x);
            assert_true(strtod(shorter, NULL) != x);
        }
    }
}

/* The definition, one precision after the other; no exponent is needed of
 * what is tried here but of whole numbers. */
static void
assert_text_as_defined(double x)
{
    char out[COH_NUMBER_SIZE], defined[64];
    int precision;

    for (precision = 1; precision <= 17; precision++) {
        snprintf(defined, sizeof(defined), "%.*g", precision, x);
        if (strtod(defined, NULL) == x)
            break;
    }
    if (strchr(defined, 'e'))
        snprintf(defined, sizeof(defined), "%.0f", x);
    assert_string_equal(coh_double_text(x, out), defined);
}

/* Neighbours of powers of 2 and of 10, decimals that were added up, shares. */
static void
double_text_is_the_first_precision_that_reads_back(void **state)
{
    struct coh_random random = {.state = 20261122};
    double x;
    int i;

    (void)state;
    /* Halves of the last digit go to the even one. */
    assert_text_as_defined(123456789012345.125);
    assert_text_as_defined(123456789012345.375);
    for (i = -13; i < 49; i++) {
        x = ldexp(1, i);
        assert_text_as_defined(nextafter(x, 0));
        assert_text_as_defined(x);
        assert_text_as_defined(nextafter(x, INFINITY));
    }
    for (i = -3; i < 15; i++) {
        x = pow(10, i);
        assert_text_as_defined(nextafter(x, 0));
        assert_text_as_defined(-x);
        assert_text_as_defined(nextafter(x, INFINITY));
    }
    for (i = 0; i < 10000; i++) {
        uint64_t bits = coh_random_next(&random);

        assert_text_as_defined((double)(bits >> 60) / 10 +
                               (double)(bits % 1009) / 100);
        assert_text_as_defined((double)(1 + bits % 997) /
                               (double)(1 + (bits >> 20) % 997));
        assert_text_as_defined(-(double)(bits >> 15) /
                               pow(10, (double)((bits >> 7) % 15)));
        assert_text_as_defined(sqrt((double)(1 + bits % 100003)));
    }
}

static void
fixed_text_has_its_decimals_and_no_minus_before_zero(void **state)
{
    char out[COH_NUMBER_SIZE];

    (void)state;
    assert_string_equal(coh_double_fixed(2.5, 2, out), "2.50");
    assert_string_equal(coh_double_fixed(-0.001, 2, out), "0.00");
    assert_string_equal(coh_double_fixed(-0.0, 0, out), "0");
    assert_string_equal(coh_double_fixed(-1.5, 1, out), "-1.5");
    assert_string_equal(coh_double_fixed(99.96, 1, out), "100.0");
    assert_string_equal(coh_double_fixed(NAN, 2, out), "");
    assert_string_equal(coh_double_fixed(INFINITY, 2, out), "");
    assert_string_equal(coh_double_fixed(1e300, 2, out), "1e+300");
    assert_string_equal(coh_double_fixed(999999999999999.0, 12, out),
                        "999999999999999.000000000000");
}

static void
option_text_is_a_finite_number_or_refused(void **state)
{
    double x;

    (void)state;
    assert_int_equal(coh_double_parse("0.95", &x), 0);
    assert_true(x == 0.95);
    assert_int_equal(coh_double_parse("1e-400", &x), 0);
    assert_true(x == 0);
    assert_int_equal(coh_double_parse("1e400", &x), -1);
    assert_int_equal(coh_double_parse("nan", &x), -1);
    assert_int_equal(coh_double_parse("", &x), -1);
    assert_int_equal(coh_double_parse("5x", &x), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_what_was_written),
        cmocka_unit_test(what_is_no_number_is_none),
        cmocka_unit_test(eighteen_digits_fit_and_nineteen_do_not),
        cmocka_unit_test(a_long_number_still_has_a_double),
        cmocka_unit_test(a_decimal_becomes_the_nearest_double),
        cmocka_unit_test(decimals_compare_exactly_at_any_scales),
        cmocka_unit_test(reducing_drops_zeros_behind_the_point_only),
        cmocka_unit_test(decimal_text_reads_back_as_the_same_decimal),
        cmocka_unit_test(double_text_of_well_known_values),
        cmocka_unit_test(double_text_is_the_shortest_that_reads_back),
        cmocka_unit_test(double_text_is_the_first_precision_that_reads_back),
        cmocka_unit_test(fixed_text_has_its_decimals_and_no_minus_before_zero),
        cmocka_unit_test(option_text_is_a_finite_number_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
