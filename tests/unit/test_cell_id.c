/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "cell/cell-id.h"

static void
an_id_in_scientific_notation_is_damaged(void **state)
{
    (void)state;
    assert_true(coh_cell_id_is_damaged(coh_span_of("9.90694E+11")));
    assert_true(coh_cell_id_is_damaged(coh_span_of("1E+05")));
    assert_false(coh_cell_id_is_damaged(coh_span_of("12E4")));
    assert_false(coh_cell_id_is_damaged(coh_span_of("F08000002")));
    assert_false(coh_cell_id_is_damaged(coh_span_of("00812")));
    assert_false(coh_cell_id_is_damaged(coh_span_of("eve.e+1@x.example")));
}

static void
a_guard_against_spreadsheets_is_taken_off_and_told(void **state)
{
    static const struct {
        const char *text, *id;
        int guarded;
    } cell[] = {
        {"00812", "00812", 0},
        {"  111222222", "111222222", 0},
        {"\u00A000812\u200B", "00812", 0},
        {"F08000002", "F08000002", 0},
        {"=\"00812\"", "00812", 1},
        {" =\u201C00812\u201D ", "00812", 1},
        {"=\u201D 00812 \u201D", "00812", 1},
        {"'00812", "00812", 1},
        {"'00812'", "00812", 1},
        {"=812", "=812", 0},
        {"=\"00812", "=\"00812", 0},
        {"=\"\"", "=\"\"", 0},
        {"=\"", "=\"", 0},
        {"=", "=", 0},
        {"'", "'", 0},
        {"\"00812\"", "\"00812\"", 0},
        {"#400123456", "#400123456", 0},
        {"", "", 0},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(cell); i++) {
        int guarded = -1;
        struct coh_span id = coh_cell_id(coh_span_of(cell[i].text), &guarded);

        if (!coh_span_is(id, cell[i].id))
            print_error("'%s'\n", cell[i].text);
        assert_true(coh_span_is(id, cell[i].id));
        assert_int_equal(guarded, cell[i].guarded);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_in_scientific_notation_is_damaged),
        cmocka_unit_test(a_guard_against_spreadsheets_is_taken_off_and_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
