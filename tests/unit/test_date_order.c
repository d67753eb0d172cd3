/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/date-order.h"

static void
dates_show_their_order_only_where_they_can(void **state)
{
    static const char *const date[] = {"3/4/2026",   "13/4/2026",  "4/13/2026",
                                       "4/4/2026",   "2026-03-04", "13/45/2026",
                                       "15/15/2026", "0/4/2026"};
    struct coh_date_evidence e = {0, 0, 0};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(date); i++)
        coh_date_order_look(coh_span_of(date[i]), &e);
    assert_int_equal(e.day_first, 1);
    assert_int_equal(e.month_first, 1);
    assert_int_equal(e.either, 1);
}

static void
days_are_read_in_every_form(void **state)
{
    static const struct {
        const char *text;
        enum coh_date_order order;
        const char *iso; /* NULL: no day */
    } day[] = {
        {"2026-03-04", COH_ORDER_UNKNOWN, "2026-03-04"},
        {"2023-08-21T17:16:48.415Z", COH_ORDER_UNKNOWN, "2023-08-21"},
        {"2026/03/04", COH_ORDER_UNKNOWN, "2026-03-04"},
        {"3/4/2026", COH_ORDER_MDY, "2026-03-04"},
        {"3/4/2026", COH_ORDER_DMY, "2026-04-03"},
        {"3/4/2026", COH_ORDER_UNKNOWN, NULL},
        {"4/4/2026", COH_ORDER_UNKNOWN, "2026-04-04"},
        {"10/8/2019 0:00", COH_ORDER_MDY, "2019-10-08"},
        {"7/5/16", COH_ORDER_MDY, "2016-07-05"},
        {"15.06.2023", COH_ORDER_DMY, "2023-06-15"},
        {"3-4-2026", COH_ORDER_DMY, "2026-04-03"},
        {"3-4/2026", COH_ORDER_DMY, NULL},
        {"2026-02-29", COH_ORDER_UNKNOWN, NULL},
        {"13/13/2026", COH_ORDER_MDY, NULL},
        {"nodate", COH_ORDER_MDY, NULL},
        {"2024-05", COH_ORDER_MDY, NULL},
        {"1700000000", COH_ORDER_MDY, NULL},
        {"3/4/202", COH_ORDER_MDY, NULL},
        {"", COH_ORDER_MDY, NULL},
    };
    size_t i;
    coh_date date;
    char iso[COH_DATE_SIZE];

    (void)state;
    for (i = 0; i < UNIT_COUNT(day); i++) {
        int rc =
            coh_date_order_read(coh_span_of(day[i].text), day[i].order, &date);

        assert_int_equal(rc, day[i].iso ? 0 : -1);
        if (day[i].iso)
            assert_string_equal(coh_date_text(date, iso), day[i].iso);
    }
    assert_int_equal(coh_date_order_read((struct coh_span){"3\0004\0002026", 8},
                                         COH_ORDER_MDY, &date),
                     -1);
}

static void
one_date_that_tells_decides_for_all(void **state)
{
    static const struct {
        struct coh_date_evidence e;
        int rc;
        enum coh_date_order order;
    } seen[] = {
        {{0, 0, 0}, 0, COH_ORDER_UNKNOWN},  {{1, 0, 9}, 0, COH_ORDER_DMY},
        {{0, 1, 9}, 0, COH_ORDER_MDY},      {{0, 0, 1}, -1, COH_ORDER_UNKNOWN},
        {{1, 1, 0}, -1, COH_ORDER_UNKNOWN},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(seen); i++) {
        struct coh_error err = COH_ERROR_INIT;
        enum coh_date_order order;

        assert_int_equal(coh_date_order_decide(&seen[i].e, &order, &err),
                         seen[i].rc);
        assert_int_equal(order, seen[i].order);
        if (seen[i].rc) {
            assert_int_equal(err.code, COH_INPUT);
            assert_non_null(strstr(err.text, "2026-08-24"));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_show_their_order_only_where_they_can),
        cmocka_unit_test(days_are_read_in_every_form),
        cmocka_unit_test(one_date_that_tells_decides_for_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
