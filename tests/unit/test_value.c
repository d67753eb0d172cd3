/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/decimal.h"

static struct coh_value
value(const char *text)
{
    return coh_value_parse(coh_span_of(text));
}

static void
a_cell_is_exact_long_or_no_number(void **state)
{
    struct coh_value v;

    (void)state;
    v = value(" 12.50 ");
    assert_int_equal(v.number, COH_NUMBER_EXACT);
    assert_true(coh_value_double(&v) == 12.5);
    v = value("1.0000000000000000000001");
    assert_int_equal(v.number, COH_NUMBER_LONG);
    assert_true(coh_value_double(&v) == 1);
    v = value("<10");
    assert_int_equal(v.number, COH_NUMBER_NOT);
    assert_true(coh_value_double(&v) == 0);
    assert_int_equal(value("").number, COH_NUMBER_NOT);
    assert_int_equal(value("nan").number, COH_NUMBER_NOT);
    assert_int_equal(value("1e999").number, COH_NUMBER_NOT);
}

static int
difference(const char *a, const char *b, struct coh_decimal *d)
{
    struct coh_value x = value(a), y = value(b);

    return coh_decimal_subtract(x.decimal, y.decimal, d);
}

static void
differences_are_exact_or_refused(void **state)
{
    struct coh_decimal d;
    char text[COH_NUMBER_SIZE];

    (void)state;
    assert_int_equal(difference("70.3", "70.1", &d), 0);
    assert_string_equal(coh_decimal_text(d, text), "0.2");
    assert_int_equal(difference("1", "2.25", &d), 0);
    assert_string_equal(coh_decimal_text(d, text), "-1.25");
    assert_int_equal(difference("5.50", "5.5", &d), 0);
    assert_string_equal(coh_decimal_text(d, text), "0");
    assert_int_equal(difference("999999999999999999", "-1", &d), -1);
    assert_int_equal(difference("99999999999999999", "0.00001", &d), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_exact_long_or_no_number),
        cmocka_unit_test(differences_are_exact_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
