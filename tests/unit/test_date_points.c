/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/date-order.h"

/* Each list of dates, and the order that it has: -1 for none. */
static void
points_put_the_day_first(void **state)
{
    static const struct {
        const char *date[3];
        int order;
    } list[] = {
        {{"2.3.2026", "4.3.2026"}, COH_ORDER_DMY},
        {{"2.3.2026", "3.14.2026"}, COH_ORDER_MDY},
        {{"2.3.2026", "14.3.2026"}, COH_ORDER_DMY},
        {{"2.3.2026", "3/14/2026"}, -1},
        {{"2.3.2026", "14/3/2026"}, COH_ORDER_DMY},
        {{"2.3.2026", "4/3/2026"}, -1},
        {{"2.2.2026", "3/14/2026"}, COH_ORDER_MDY},
        {{"2/3/2026"}, -1},
    };
    size_t i, k;

    (void)state;
    for (i = 0; i < UNIT_COUNT(list); i++) {
        struct coh_date_evidence e = {0};
        enum coh_date_order order;
        int rc;

        for (k = 0; list[i].date[k]; k++)
            coh_date_order_look(coh_span_of(list[i].date[k]), &e);
        rc = coh_date_order_decide(&e, &order, NULL);
        assert_int_equal(rc ? -1 : (int)order, list[i].order);
        assert_int_equal(coh_date_order_by_points(&e), !i);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_put_the_day_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
