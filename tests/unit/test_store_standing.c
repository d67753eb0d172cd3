/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "base/text.h"
#include "store/load-undo.h"
#include "store/standing.h"

static void
take(struct coh_store *store, const char *source, const char *score)
{
    struct coh_load_file file = file_of(source);
    struct coh_result r = scored("00812", "T", "", "2026-11-02", score);
    struct coh_load_outcome outcome;

    file.today = day("2026-11-02");
    assert_int_equal(take_in(store, &file, &r, 1, &outcome, NULL), 0);
}

/* Facts as lines "key=value"; hashes are cut to their key. */
static int
write_down(void *context, const char *key, const char *value,
           struct coh_error *err)
{
    return coh_text_format(context, err, "%s=%s\n", key, value);
}

static int
standing(struct coh_store *store, const char *source, const char *today,
         struct coh_text *into, struct coh_error *err)
{
    struct coh_trace_source one = {.source = coh_span_of(source)};
    struct coh_trace trace = COH_TRACE_INIT;

    trace.source = &one;
    trace.sources = *source != '\0';
    return coh_standing_facts(store, &trace, day(today), write_down, into, err);
}

/* The value of the first line that starts with `key=`. */
static void
value_of(struct coh_store *store, const char *key, char value[COH_SHA256_HEX])
{
    struct coh_text t = COH_TEXT_INIT;
    const char *at;

    assert_int_equal(standing(store, "", "2026-11-02", &t, NULL), 0);
    at = strstr(coh_text_get(&t), key);
    assert_non_null(at);
    snprintf(value, COH_SHA256_HEX, "%.64s", at + strlen(key));
    coh_text_release(&t);
}

static void
the_newest_number_of_each_source_is_told_undos_too(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_load_undone undone;

    open_team(p, &store);
    take(&store, "probes", "1");
    take(&store, "gradebook", "2");
    take(&store, "probes", "3");
    assert_int_equal(standing(&store, "gradebook", "2026-11-02", &t, NULL), 0);
    assert_int_equal(
        strncmp(coh_text_get(&t), "load=gradebook: 2\nnewest_load=3\n", 31), 0);
    coh_text_clear(&t);
    assert_int_equal(
        coh_load_undo(&store, 3, day("2026-11-03"), 0, &undone, NULL), 0);
    assert_int_equal(standing(&store, "", "2026-11-02", &t, NULL), 0);
    assert_int_equal(strncmp(coh_text_get(&t),
                             "load=gradebook: 2\nload=probes: 4\n"
                             "newest_load=4\n",
                             46),
                     0);
    coh_text_release(&t);
    coh_store_close(&store);
}

static void
roster_and_inventory_have_hashes_of_their_own(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    char roster[COH_SHA256_HEX], inventory[COH_SHA256_HEX], now[COH_SHA256_HEX];

    open_team(p, &store);
    value_of(&store, "roster=", roster);
    value_of(&store, "inventory=", inventory);
    assert_int_equal(coh_sql_run(&store,
                                 "UPDATE student SET name = 'Ruiz'"
                                 " WHERE student_id = '00812'",
                                 NULL, 0, NULL),
                     0);
    value_of(&store, "roster=", now);
    assert_string_not_equal(now, roster);
    value_of(&store, "inventory=", now);
    assert_string_equal(now, inventory);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source VALUES ('x')", NULL, 0, NULL),
        0);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source_field VALUES ('x', 'min_n', 9)",
                    NULL, 0, NULL),
        0);
    value_of(&store, "inventory=", now);
    assert_string_not_equal(now, inventory);
    coh_store_close(&store);
}

/* "a", "bc" is another pair of cells than "ab", "c". */
static void
cells_that_would_run_together_have_other_hashes(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    char before[COH_SHA256_HEX], now[COH_SHA256_HEX];

    open_team(p, &store);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source VALUES ('x')", NULL, 0, NULL),
        0);
    assert_int_equal(coh_sql_run(&store,
                                 "INSERT INTO source_field VALUES ('x', 'a',"
                                 " 'bc')",
                                 NULL, 0, NULL),
                     0);
    value_of(&store, "inventory=", before);
    assert_int_equal(coh_sql_run(&store,
                                 "UPDATE source_field SET field = 'ab',"
                                 " value = 'c' WHERE field = 'a'",
                                 NULL, 0, NULL),
                     0);
    value_of(&store, "inventory=", now);
    assert_string_not_equal(now, before);
    coh_store_close(&store);
}

/* Weekly after Monday 2 November is due on Monday the 9th; overdue when a
 * school day has passed since. */
static void
what_is_overdue_is_stale_only_where_rows_came_from_it(void **state)
{
    static const char late[] = "stale=probes: due 2026-11-09, last 2026-11-02";
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_text t = COH_TEXT_INIT;

    open_team(p, &store);
    take(&store, "probes", "1");
    take(&store, "gradebook", "1");
    assert_int_equal(coh_sql_run(&store,
                                 "INSERT OR REPLACE INTO source_field VALUES"
                                 " ('probes', 'frequency', 'weekly'),"
                                 " ('probes', 'status', 'collected-used'),"
                                 " ('probes', 'last_collected', '2026-11-02')",
                                 NULL, 0, NULL),
                     0);
    assert_int_equal(standing(&store, "probes", "2026-11-09", &t, NULL), 0);
    assert_null(strstr(coh_text_get(&t), "stale="));
    assert_int_equal(standing(&store, "probes", "2026-11-10", &t, NULL), 0);
    assert_non_null(strstr(coh_text_get(&t), late));
    coh_text_clear(&t);
    assert_int_equal(standing(&store, "gradebook", "2026-11-10", &t, NULL), 0);
    assert_null(strstr(coh_text_get(&t), "stale="));
    coh_text_release(&t);
    coh_store_close(&store);
}

static void
a_failed_allocation_is_a_system_error(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    size_t n;
    int rc = -1;

    open_team(p, &store);
    take(&store, "probes", "1");
    for (n = 1; rc && n < 200; n++) {
        struct coh_error err = COH_ERROR_INIT;
        struct coh_text t = COH_TEXT_INIT;

        coh_memory_fail_at(n, 0);
        rc = standing(&store, "probes", "2026-11-10", &t, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&t);
    }
    assert_int_equal(rc, 0);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(the_newest_number_of_each_source_is_told_undos_too),
        in_a_place(roster_and_inventory_have_hashes_of_their_own),
        in_a_place(cells_that_would_run_together_have_other_hashes),
        in_a_place(what_is_overdue_is_stale_only_where_rows_came_from_it),
        in_a_place(a_failed_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
