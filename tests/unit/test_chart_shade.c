/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>

#include "chart/shade.h"
#include "near.h"

static void
contrast_is_that_of_wcag(void **state)
{
    (void)state;
    /* WCAG 2.2: black on white is 21:1; #767676 is the lightest grey with
     * 4.5:1 on white (4.54), #777777 has 4.48. */
    assert_near(coh_shade_contrast(0x000000, 0xFFFFFF), 21, 1e-12);
    assert_near(coh_shade_contrast(0x767676, 0xFFFFFF), 4.54, 0.005);
    assert_near(coh_shade_contrast(0xFFFFFF, 0x777777), 4.48, 0.005);
    /* R 4.2.2, the formula written out: luminance of #0072b2. */
    assert_near(coh_shade_luminance(0x0072B2), 0.1524898, 1e-7);
}

static void
every_shade_carries_its_number(void **state)
{
    double last = 2;
    int i;

    (void)state;
    for (i = 0; i <= 1000; i++) {
        unsigned rgb = coh_shade(i / 1000.0);
        unsigned ink = coh_shade_white(rgb) ? 0xFFFFFF : 0x000000;
        double y = coh_shade_luminance(rgb);

        assert_true(coh_shade_contrast(rgb, ink) >= 4.5);
        assert_true(y <= last);
        last = y;
    }
    /* Ends can be told apart in grey, and the light one from paper. */
    assert_true(coh_shade_contrast(coh_shade(0), coh_shade(1)) > 10);
    assert_true(coh_shade(0) != 0xFFFFFF);
}

static void
beyond_the_ends_are_the_ends(void **state)
{
    (void)state;
    assert_int_equal(coh_shade(-3), coh_shade(0));
    assert_int_equal(coh_shade(1.5), coh_shade(1));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(every_shade_carries_its_number),
        cmocka_unit_test(beyond_the_ends_are_the_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
