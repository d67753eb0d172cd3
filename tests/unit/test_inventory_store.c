/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/inventory.h"
#include "store/sql.h"

static char folder[] = "/tmp/cohort-test-XXXXXX";
static char path[64];

static struct coh_span
span(const char *text)
{
    return coh_span_of(text);
}

static int
make_store(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_text t = COH_TEXT_INIT;
    size_t i;

    (void)state;
    if (!mkdtemp(folder) || coh_text_format(&t, NULL, "%s/s.db", folder))
        return -1;
    for (i = 0; i <= t.length && i < sizeof(path); i++)
        path[i] = t.bytes[i];
    coh_text_release(&t);
    if (coh_store_open(&store, path, COH_STORE_CREATE, NULL))
        return -1;
    coh_store_close(&store);
    return 0;
}

static int
remove_store(void **state)
{
    (void)state;
    return unlink(path) || rmdir(folder);
}

static struct coh_store
opened(void)
{
    struct coh_store store = COH_STORE_INIT;

    assert_int_equal(coh_store_open(&store, path, COH_STORE_WRITE, NULL), 0);
    return store;
}

static void
an_entry_reads_back_as_it_was_written(void **state)
{
    struct coh_store store = opened();
    struct coh_inventory in = COH_INVENTORY_INIT, out = COH_INVENTORY_INIT;
    struct coh_entry *e = coh_inventory_add(&in, span("survey"), NULL);
    int i;

    (void)state;
    assert_non_null(e);
    for (i = 1; i < COH_FIELDS; i++)
        assert_int_equal(coh_entry_set(e, (enum coh_field_id)i,
                                       span(i % 2 ? coh_field[i].help : ""),
                                       NULL),
                         0);
    /* Never stored: they follow from others and the calendar. */
    assert_int_equal(coh_entry_set(e, COH_FIELD_NEXT_DUE, span(""), NULL), 0);
    assert_int_equal(coh_entry_set(e, COH_FIELD_ISO_INTERVAL, span(""), NULL),
                     0);
    e = coh_inventory_add(&in, span("attendance"), NULL);
    assert_non_null(e);
    assert_int_equal(coh_store_begin(&store, NULL), 0);
    assert_int_equal(coh_store_entry_write(&store, &in.entry[0], NULL), 0);
    assert_int_equal(coh_store_entry_write(&store, &in.entry[1], NULL), 0);
    assert_int_equal(coh_store_commit(&store, NULL), 0);
    assert_int_equal(coh_store_inventory_read(&store, &out, NULL), 0);
    assert_int_equal(out.n, 2);
    assert_string_equal(coh_entry_get(&out.entry[0], COH_FIELD_SOURCE_ID),
                        "attendance");
    for (i = 0; i < COH_FIELDS; i++)
        assert_string_equal(coh_entry_get(&out.entry[1], (enum coh_field_id)i),
                            coh_entry_get(&in.entry[0], (enum coh_field_id)i));
    coh_inventory_release(&in);
    coh_inventory_release(&out);
    coh_store_close(&store);
}

static void
a_blank_clears_and_what_is_not_known_stays(void **state)
{
    struct coh_store store = opened();
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_entry e = COH_ENTRY_INIT;
    int64_t n;

    (void)state;
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_SOURCE_ID, span("grades"), NULL), 0);
    assert_int_equal(coh_entry_set(&e, COH_FIELD_TITLE, span("Grades"), NULL),
                     0);
    assert_int_equal(coh_store_entry_write(&store, &e, NULL), 0);
    assert_int_equal(coh_sql_run(&store,
                                 "INSERT INTO source_field VALUES"
                                 " ('grades', 'from_the_future', 'x')",
                                 NULL, 0, NULL),
                     0);
    assert_int_equal(coh_entry_set(&e, COH_FIELD_TITLE, span(""), NULL), 0);
    assert_int_equal(coh_entry_set(&e, COH_FIELD_TIER, span("family"), NULL),
                     0);
    assert_int_equal(coh_store_entry_write(&store, &e, NULL), 0);
    assert_int_equal(coh_entry_set(&e, COH_FIELD_TIER, span("team"), NULL), 0);
    assert_int_equal(coh_store_entry_write(&store, &e, NULL), 0);
    assert_int_equal(coh_store_inventory_read(&store, &inv, NULL), 0);
    assert_string_equal(coh_entry_get(coh_inventory_find(&inv, span("grades")),
                                      COH_FIELD_TITLE),
                        "");
    assert_string_equal(
        coh_entry_get(coh_inventory_find(&inv, span("grades")), COH_FIELD_TIER),
        "team");
    assert_int_equal(coh_sql_number(&store,
                                    "SELECT count(*) FROM source_field WHERE"
                                    " source_id = 'grades'",
                                    &n, NULL),
                     0);
    assert_int_equal(n, 2); /* the tier and the field of another version */
    coh_entry_release(&e);
    coh_inventory_release(&inv);
    coh_store_close(&store);
}

static void
a_new_calendar_takes_the_place_of_the_old(void **state)
{
    struct coh_store store = opened();
    struct coh_calendar c = COH_CALENDAR_INIT, back = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(coh_calendar_add(&c, span("year"), span("2026-27"),
                                      span("2026-08-24"), span("2027-06-04"),
                                      NULL),
                     0);
    assert_int_equal(coh_calendar_add(&c, span("closed"), span(""),
                                      span("2026-09-07"), span(""), NULL),
                     0);
    assert_int_equal(coh_store_calendar_write(&store, &c, NULL), 0);
    assert_int_equal(coh_store_calendar_write(&store, &c, NULL), 0);
    assert_int_equal(coh_store_calendar_read(&store, &back, NULL), 0);
    assert_int_equal(back.n, 2);
    assert_int_equal(back.period[0].kind, COH_PERIOD_YEAR);
    assert_string_equal(back.period[0].label, "2026-27");
    assert_int_equal(back.period[0].end, c.period[0].end);
    assert_int_equal(back.period[1].kind, COH_PERIOD_CLOSED);
    assert_int_equal(back.period[1].start, back.period[1].end);
    coh_calendar_release(&c);
    coh_calendar_release(&back);
    coh_store_close(&store);
}

static void
a_stored_calendar_that_is_none_is_an_input_error(void **state)
{
    struct coh_store store = opened();
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_store_begin(&store, NULL), 0);
    assert_int_equal(coh_sql_run(&store,
                                 "INSERT INTO calendar VALUES"
                                 " ('holiday', '', '2026-01-01', '2026-01-01')",
                                 NULL, 0, NULL),
                     0);
    assert_int_equal(coh_store_calendar_read(&store, &c, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_store_rollback(&store);
    coh_calendar_release(&c);
    coh_store_close(&store);
}

static int
work(struct coh_store *store, struct coh_error *err)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_calendar c = COH_CALENDAR_INIT;
    int rc = -1;

    if (!coh_store_inventory_read(store, &inv, err) &&
        !coh_store_calendar_read(store, &c, err) &&
        !coh_store_entry_write(store, &inv.entry[0], err) &&
        !coh_store_calendar_write(store, &c, err))
        rc = 0;
    coh_inventory_release(&inv);
    coh_calendar_release(&c);
    return rc;
}

static void
a_failed_allocation_is_a_system_error_and_leaks_nothing(void **state)
{
    struct coh_store store = opened();
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 500; n++) {
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = work(&store, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 20);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_reads_back_as_it_was_written),
        cmocka_unit_test(a_blank_clears_and_what_is_not_known_stays),
        cmocka_unit_test(a_new_calendar_takes_the_place_of_the_old),
        cmocka_unit_test(a_stored_calendar_that_is_none_is_an_input_error),
        cmocka_unit_test(
            a_failed_allocation_is_a_system_error_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, make_store, remove_store);
}
