/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inventory/minutes.h"
#include "inventory_support.h"

/*
 * Five weeks, counted on a wall calendar: 31 August to 4 September (5 school
 * days), 8 to 11 September after Labor Day (4), 14 to 18 (5), 21 and 22 (2),
 * 28 September to 2 October (5): 21 days in 5 weeks. Months begin on 31 August
 * and 30 September: 2.
 */
static struct coh_calendar
calendar(void)
{
    static const char *const line[] = {
        "year|2026-27|2026-08-31|2026-10-02",
        "closed|Labor Day|2026-09-07|",
        "closed|break|2026-09-23|2026-09-25",
        "window|map: fall|2026-09-01|2026-09-11",
        "window|map: winter|2026-09-14|2026-09-18",
        "window|map: before|2026-05-01|2026-05-08",
    };
    struct coh_calendar c = COH_CALENDAR_INIT;
    size_t i;

    for (i = 0; i < sizeof(line) / sizeof(*line); i++)
        assert_int_equal(add_period(&c, line[i], NULL), 0);
    return c;
}

static struct coh_minutes
find(const struct coh_calendar *c, const char *line)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_minutes m;

    assert_int_equal(add_entry(&inv, line, NULL), 0);
    m = coh_minutes_find(&inv.entry[0], c, date_of("2026-09-09"));
    coh_inventory_release(&inv);
    return m;
}

static void
the_times_a_year_are_counted_in_the_calendar(void **state)
{
    static const struct {
        const char *line;
        double times;
    } probe[] = {
        {"a|frequency=daily", 21},
        {"a|frequency=three-per-week", 14}, /* 3 + 3 + 3 + 2 + 3 */
        {"a|frequency=twice-weekly", 10},
        {"a|frequency=weekly", 5},
        {"a|frequency=every-2-weeks", 3},
        {"a|frequency=monthly", 2},
        {"a|frequency=twice-monthly", 4},
        {"a|frequency=every-2-months", 1},
        {"a|frequency=quarterly", 4},
        {"a|frequency=three-per-year", 3},
        {"a|frequency=twice-yearly", 2},
        {"a|frequency=yearly", 1},
        {"a|frequency=every-2-years", 0.5},
        {"a|frequency=once|last_collected=2026-09-03", 1},
        {"a|frequency=once|window_end=2026-10-02", 1},
        {"a|frequency=once|last_collected=2026-05-03", 0},
        {"map|frequency=weekly", 2}, /* its windows of this year */
        {"map|frequency=per-unit", 2},
    };
    struct coh_calendar c = calendar();
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(probe) / sizeof(*probe); i++) {
        struct coh_minutes m = find(&c, probe[i].line);

        assert_true(m.has_times);
        assert_false(m.has_minutes);
        assert_true(m.times == probe[i].times); /* small whole numbers */
    }
    coh_calendar_release(&c);
}

static void
what_has_no_number_a_year_is_unknown(void **state)
{
    static const char *const line[] = {
        "a|frequency=per-lesson",  "a|frequency=per-unit",
        "a|frequency=continuous",  "a|frequency=as-needed",
        "a|frequency=irregular",   "a|frequency=unknown",
        "a|frequency=fortnightly", "a",
    };
    struct coh_calendar c = calendar(), none = COH_CALENDAR_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(line) / sizeof(*line); i++)
        assert_false(find(&c, line[i]).has_times);
    /* Without a school year only fixed numbers are known. */
    assert_false(find(&none, "a|frequency=weekly").has_times);
    assert_false(find(&none, "a|frequency=once").has_times);
    assert_true(find(&none, "a|frequency=yearly").has_times);
    coh_calendar_release(&c);
}

static const char *const inventory[] = {
    "a|frequency=weekly|admin_minutes=2.5|requiring_entity=team", /* 12.5 */
    "b|frequency=per-unit|admin_minutes=45|requiring_entity=team",
    "c|frequency=daily|admin_minutes=0|requiring_entity=state",
    "d|frequency=per-lesson|admin_minutes=0",
    "e|frequency=weekly",
    "map|admin_minutes=60|requiring_entity=district", /* 120 */
    "f|frequency=daily|admin_minutes=9|unit=staff",
    "g|frequency=daily|admin_minutes=9|status=retired",
    "h|frequency=daily|admin_minutes=9|tier=research",
    NULL};

static void
a_total_counts_what_is_known_and_says_how_much_is_not(void **state)
{
    struct coh_calendar c = calendar();
    struct coh_inventory inv = COH_INVENTORY_INIT;
    const coh_date today = date_of("2026-09-09");
    struct coh_minutes_sum sum;

    (void)state;
    assert_int_equal(add_entries(&inv, inventory, NULL), 0);
    sum = coh_minutes_total(&inv, &c, today, NULL);
    assert_true(sum.minutes == 132.5); /* exact in binary */
    assert_int_equal(sum.known, 4);    /* a, c, d, map */
    assert_int_equal(sum.unknown, 2);  /* b, e */
    sum = coh_minutes_total(&inv, &c, today, "team");
    assert_true(sum.minutes == 12.5);
    assert_int_equal(sum.known, 1);
    assert_int_equal(sum.unknown, 1);
    sum = coh_minutes_total(&inv, &c, today, "");
    assert_int_equal(sum.known, 1);
    assert_int_equal(sum.unknown, 1);
    coh_inventory_release(&inv);
    coh_calendar_release(&c);
}

static int
write_table(struct coh_error *err)
{
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;

    if (add_period(&c, "year|2026-27|2026-08-31|2026-10-02", err) ||
        add_entries(&inv, inventory, err) ||
        coh_out_open(&out, "/dev/null", err))
        goto out;
    w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err);
    if (!w || coh_minutes_write(&inv, &c, date_of("2026-09-09"), w, err) ||
        coh_writer_end(w, err) || coh_out_close(&out, err))
        goto out;
    rc = 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    coh_inventory_release(&inv);
    coh_calendar_release(&c);
    return rc;
}

static void
a_failed_allocation_is_a_system_error(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 500; n++) {
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = write_table(&err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_times_a_year_are_counted_in_the_calendar),
        cmocka_unit_test(what_has_no_number_a_year_is_unknown),
        cmocka_unit_test(a_total_counts_what_is_known_and_says_how_much_is_not),
        cmocka_unit_test(a_failed_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
