/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "inventory/locate.h"

static int
setup(void **state)
{
    static struct coh_inventory inventory = COH_INVENTORY_INIT;
    static const char *const entry[][2] = {
        {"map", "https://x.example/map; exports/map-*.csv ;fall map.csv"},
        {"gradebook", "gradebook*.csv"},
        {"paper", ""},
        {"canvas", "*-[0-9].csv"},
    };
    size_t i;

    for (i = 0; i < UNIT_COUNT(entry); i++) {
        struct coh_entry *e =
            coh_inventory_add(&inventory, coh_span_of(entry[i][0]), NULL);

        assert_non_null(e);
        assert_int_equal(coh_entry_set(e, COH_FIELD_LOCATION,
                                       coh_span_of(entry[i][1]), NULL),
                         0);
    }
    *state = &inventory;
    return 0;
}

static int
teardown(void **state)
{
    coh_inventory_release(*state);
    return 0;
}

static void
expect(void **state, const char *name, const char *source)
{
    const struct coh_entry *e = NULL;

    assert_int_equal(coh_inventory_locate(*state, name, &e, NULL), 0);
    if (!source) {
        assert_null(e);
        return;
    }
    assert_non_null(e);
    assert_string_equal(coh_entry_get(e, COH_FIELD_SOURCE_ID), source);
}

static void
a_file_finds_the_entry_whose_pattern_fits(void **state)
{
    expect(state, "map-fall.csv", "map");
    expect(state, "fall map.csv", "map");
    expect(state, "gradebook.csv", "gradebook");
    expect(state, "quiz-7.csv", "canvas");
    expect(state, "map-fall.CSV", NULL);
    expect(state, "other.csv", NULL);
    expect(state, "standard input", NULL);
    expect(state, "", NULL);
}

static void
two_entries_that_fit_are_named(void **state)
{
    const struct coh_entry *e;
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(coh_inventory_locate(*state, "gradebook-3.csv", &e, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "gradebook and canvas"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_finds_the_entry_whose_pattern_fits),
        cmocka_unit_test(two_entries_that_fit_are_named),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
