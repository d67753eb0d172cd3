/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "store/load-undo.h"
#include "store/source-fact.h"

static void
take(struct coh_store *store, const char *source, const char *today,
     const char *score)
{
    struct coh_load_file file = file_of(source);
    struct coh_result r = scored("00812", "T", "", "2026-11-02", score);
    struct coh_load_outcome outcome;

    file.today = day(today);
    assert_int_equal(take_in(store, &file, &r, 1, &outcome, NULL), 0);
}

static int
read_and_drop(struct coh_store *store, struct coh_error *err)
{
    struct coh_source_facts facts = COH_SOURCE_FACTS_INIT;
    int rc = coh_source_facts_read(&facts, store, err);

    coh_source_facts_release(&facts);
    return rc;
}

static void
loads_that_stand_are_counted_by_source(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_source_facts facts = COH_SOURCE_FACTS_INIT;
    struct coh_load_undone undone;

    open_team(p, &store);
    take(&store, "probes", "2026-11-02", "1");
    take(&store, "gradebook", "2026-11-03", "2");
    take(&store, "probes", "2026-11-09", "3");
    take(&store, "probes", "2026-11-16", "4");
    assert_int_equal(
        coh_load_undo(&store, 4, day("2026-11-17"), 0, &undone, NULL), 0);
    assert_int_equal(coh_source_facts_read(&facts, &store, NULL), 0);
    assert_int_equal(facts.n, 2);
    assert_string_equal(facts.at[0].source_id, "gradebook");
    assert_int_equal(facts.at[0].loads, 1);
    assert_int_equal(facts.at[0].newest, day("2026-11-03"));
    assert_string_equal(facts.at[1].source_id, "probes");
    /* The fourth was undone, and its undo is no load of data. */
    assert_int_equal(facts.at[1].loads, 2);
    assert_int_equal(facts.at[1].newest, day("2026-11-09"));
    coh_source_facts_release(&facts);
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
    take(&store, "probes", "2026-11-02", "1");
    for (n = 1; rc && n < 50; n++) {
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = read_and_drop(&store, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(rc, 0);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(loads_that_stand_are_counted_by_source),
        in_a_place(a_failed_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
