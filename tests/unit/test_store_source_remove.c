/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "store/inventory.h"
#include "store/load-undo.h"
#include "store/source-remove.h"

static void
take(struct coh_store *store, const char *source)
{
    struct coh_load_file file = file_of(source);
    struct coh_result r = scored("00812", "T", "", "2026-11-02", "1");
    struct coh_load_outcome outcome;

    file.today = day("2026-11-03");
    assert_int_equal(take_in(store, &file, &r, 1, &outcome, NULL), 0);
}

static void
write_entry(struct coh_store *store, const char *id)
{
    struct coh_entry e = COH_ENTRY_INIT;

    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_SOURCE_ID, coh_span_of(id), NULL) ||
            coh_entry_set(&e, COH_FIELD_TITLE, coh_span_of("Slips"), NULL) ||
            coh_store_entry_write(store, &e, NULL),
        0);
    coh_entry_release(&e);
}

static int
is_there(struct coh_store *store, const char *id)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    int found;

    assert_int_equal(coh_store_inventory_read(store, &inv, NULL), 0);
    found = coh_inventory_find(&inv, coh_span_of(id)) != NULL;
    coh_inventory_release(&inv);
    return found;
}

static void
a_source_without_loads_goes_and_may_come_back(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;

    open_team(p, &store);
    write_entry(&store, "exit4");
    write_entry(&store, "exit-slips");
    assert_int_equal(coh_store_source_remove(&store, "exit4", NULL), 0);
    assert_int_equal(is_there(&store, "exit4"), 0);
    assert_int_equal(is_there(&store, "exit-slips"), 1);
    write_entry(&store, "exit4");
    assert_int_equal(is_there(&store, "exit4"), 1);
    coh_store_close(&store);
}

static void
a_load_holds_its_source_until_it_is_undone(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_load_undone undone;

    open_team(p, &store);
    take(&store, "probes");
    write_entry(&store, "probes");
    assert_int_equal(coh_store_source_remove(&store, "probes", &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "probes: 1 load stands on it"));
    assert_int_equal(is_there(&store, "probes"), 1);
    assert_int_equal(
        coh_load_undo(&store, 1, day("2026-11-04"), 0, &undone, NULL), 0);
    /* Its title is still written. */
    assert_int_equal(is_there(&store, "probes"), 1);
    assert_int_equal(coh_store_source_remove(&store, "probes", NULL), 0);
    assert_int_equal(is_there(&store, "probes"), 0);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(a_source_without_loads_goes_and_may_come_back),
        in_a_place(a_load_holds_its_source_until_it_is_undone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
