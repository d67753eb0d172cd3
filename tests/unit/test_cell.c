/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "intake/cell.h"

/* The expected values are what a person reads in the cell; the zoo of cells
 * is that of real exports: bounds, units, fractions, what spreadsheets did. */

static struct coh_cell
score(const char *text, const struct coh_layout_result *rule)
{
    struct coh_cell c;

    coh_cell_score(coh_span_of(text), rule, &c);
    return c;
}

static void
a_number_is_a_score_without_trailing_zeros(void **state)
{
    static const char *const pair[][2] = {
        {"14.00", "14"},
        {" 7 ", "7"},
        {"-0.50", "-0.5"},
        {"+3", "3"},
        {"00812", "812"},
        {".5", "0.5"},
        {"0", "0"},
        {"133.0", "133"},
        {"999999999999999999", "999999999999999999"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(pair); i++) {
        struct coh_cell c = score(pair[i][0], NULL);

        assert_int_equal(c.status, COH_STATUS_SCORED);
        assert_string_equal(c.score, pair[i][1]);
        assert_false(c.keep_raw);
    }
}

static void
a_status_is_never_a_number(void **state)
{
    static const struct {
        const char *text;
        enum coh_status status;
    } cell[] = {
        {"", COH_STATUS_MISSING},
        {"          ", COH_STATUS_MISSING},
        {"<5", COH_STATUS_CENSORED_LOW},
        {"<=5%", COH_STATUS_CENSORED_LOW},
        {"< 10", COH_STATUS_CENSORED_LOW},
        {">12.9", COH_STATUS_CENSORED_HIGH},
        {">=25", COH_STATUS_CENSORED_HIGH},
        {"16+", COH_STATUS_CENSORED_HIGH},
        {"BR", COH_STATUS_CENSORED_LOW},
        {"BR400L", COH_STATUS_CENSORED_LOW},
        {"EM840Q", COH_STATUS_CENSORED_LOW},
        {"2-Jul", COH_STATUS_CORRUPT_EXCEL},
        {"30-May", COH_STATUS_CORRUPT_EXCEL},
        {"Jul-02", COH_STATUS_CORRUPT_EXCEL},
        {"1.11E+56", COH_STATUS_CORRUPT_EXCEL},
        {"BREAK", COH_STATUS_UNPARSED},
        {"EM840L", COH_STATUS_UNPARSED},
        {"B+", COH_STATUS_UNPARSED},
        {"+", COH_STATUS_UNPARSED},
        {"<", COH_STATUS_UNPARSED},
        {"1,204", COH_STATUS_UNPARSED},
        {"85.12 B+", COH_STATUS_UNPARSED},
        {"12345678901234567890", COH_STATUS_UNPARSED},
        {"nan", COH_STATUS_UNPARSED},
        {"0x1F", COH_STATUS_UNPARSED},
        {"7 /", COH_STATUS_UNPARSED},
        {"%", COH_STATUS_UNPARSED},
        {"2-Xyz", COH_STATUS_UNPARSED},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(cell); i++) {
        struct coh_cell c = score(cell[i].text, NULL);

        if (c.status != cell[i].status)
            print_error("'%s'\n", cell[i].text);
        assert_int_equal(c.status, cell[i].status);
        assert_string_equal(c.score, "");
        assert_int_equal(c.keep_raw, c.status != COH_STATUS_MISSING);
    }
}

static void
a_fraction_brings_its_maximum_and_a_percentage_its_scale(void **state)
{
    struct coh_cell c = score("28.00 / 30", NULL);

    (void)state;
    assert_int_equal(c.status, COH_STATUS_SCORED);
    assert_string_equal(c.score, "28");
    assert_string_equal(c.max_score, "30");
    assert_true(c.keep_raw);
    c = score("85%", NULL);
    assert_string_equal(c.score, "85");
    assert_string_equal(c.max_score, "");
    assert_true(c.percent);
}

static void
codes_and_units_are_the_rules_own(void **state)
{
    struct coh_layout_code code = {coh_span_of("EX"), COH_STATUS_EXCUSED};
    struct coh_layout_result rule = {.code = &code, .codes = 1, .suffix = "L"};

    (void)state;
    assert_int_equal(score("EX", &rule).status, COH_STATUS_EXCUSED);
    assert_int_equal(score("ex", &rule).status, COH_STATUS_UNPARSED);
    assert_int_equal(score("EX", NULL).status, COH_STATUS_UNPARSED);
    assert_string_equal(score("580L", &rule).score, "580");
    assert_int_equal(score("580L", NULL).status, COH_STATUS_UNPARSED);
    assert_int_equal(score("L", &rule).status, COH_STATUS_UNPARSED);
}

static void
a_cell_may_hold_a_nul(void **state)
{
    struct coh_cell c;

    (void)state;
    coh_cell_score((struct coh_span){"7\0", 2}, NULL, &c);
    assert_int_equal(c.status, COH_STATUS_UNPARSED);
}

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

static enum coh_mark
mark_of(const char *const *cell, size_t n)
{
    struct coh_mark_evidence e = {0, 0};
    size_t i;

    for (i = 0; i < n; i++)
        coh_cell_mark_look(coh_span_of(cell[i]), &e);
    return coh_cell_mark(&e);
}

static void
a_column_tells_its_decimal_mark(void **state)
{
    static const char *const comma[] = {"9,5", "10", "1,204"};
    static const char *const zero[] = {"0,125"};
    static const char *const both[] = {"1.204,5"};
    static const char *const point[] = {"1,204", "3.5"};
    static const char *const groups[] = {"1,204,000"};
    static const char *const either[] = {"1,204", "12", "Absent", "2.000"};
    static const char *const contradiction[] = {"9,5", "9.5"};
    static const char *const share[] = {"85,5%"};

    (void)state;
    assert_int_equal(mark_of(comma, 3), COH_MARK_COMMA);
    assert_int_equal(mark_of(zero, 1), COH_MARK_COMMA);
    assert_int_equal(mark_of(both, 1), COH_MARK_COMMA);
    assert_int_equal(mark_of(point, 2), COH_MARK_POINT);
    assert_int_equal(mark_of(groups, 1), COH_MARK_POINT);
    assert_int_equal(mark_of(either, 4), COH_MARK_UNKNOWN);
    assert_int_equal(mark_of(contradiction, 2), COH_MARK_UNKNOWN);
    assert_int_equal(mark_of(share, 1), COH_MARK_COMMA);
}

static void
numbers_are_plain_once_the_mark_is_known(void **state)
{
    static const struct {
        const char *text;
        enum coh_mark mark;
        const char *plain;
    } number[] = {
        {"9,5", COH_MARK_COMMA, "9.5"},
        {"1.204,50", COH_MARK_COMMA, "1204.50"},
        {"1.204", COH_MARK_COMMA, "1204"},
        {"1,204", COH_MARK_COMMA, "1.204"},
        {"85,5%", COH_MARK_COMMA, "85.5%"},
        {"-0,5", COH_MARK_COMMA, "-0.5"},
        {"1,204", COH_MARK_POINT, "1204"},
        {"1,204.5", COH_MARK_POINT, "1204.5"},
        {"12,34.5", COH_MARK_POINT, "12,34.5"},
        {"1,2,3", COH_MARK_COMMA, "1,2,3"},
        {"9.5", COH_MARK_COMMA, "9.5"},
        {"9,5", COH_MARK_POINT, "9,5"},
        {"1,204", COH_MARK_UNKNOWN, "1,204"},
        {"Absent, 3", COH_MARK_COMMA, "Absent, 3"},
        {"14", COH_MARK_COMMA, "14"},
        {",5", COH_MARK_COMMA, ",5"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(number); i++) {
        char out[COH_PLAIN_SIZE];
        struct coh_span s =
            coh_cell_plain(coh_span_of(number[i].text), number[i].mark, out);

        if (!coh_span_is(s, number[i].plain))
            print_error("'%s': '%.*s'\n", number[i].text, (int)s.length,
                        s.bytes);
        assert_true(coh_span_is(s, number[i].plain));
    }
}

static void
terms_are_a_season_and_the_year_it_lies_in(void **state)
{
    static const char *const pair[][2] = {
        {"Fall 2025-2026", "fall 2025"},
        {"Winter 2025-2026", "winter 2026"},
        {"Spring 2025-2026", "spring 2026"},
        {"FALL 2025", "fall 2025"},
        {"fall 2025", "fall 2025"},
        {"Fall 2025-2027", "Fall 2025-2027"},
        {"Fall 2025-2026 Q1", "Fall 2025-2026 Q1"},
        {"Fall 25-26", "Fall 25-26"},
        {"Fallow 2025", "Fallow 2025"},
        {"Fall", "Fall"},
        {"Trimester 2", "Trimester 2"},
        {"", ""},
    };
    char out[64];
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(pair); i++)
        assert_true(coh_span_is(coh_cell_term(coh_span_of(pair[i][0]), out),
                                pair[i][1]));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_a_score_without_trailing_zeros),
        cmocka_unit_test(a_status_is_never_a_number),
        cmocka_unit_test(
            a_fraction_brings_its_maximum_and_a_percentage_its_scale),
        cmocka_unit_test(codes_and_units_are_the_rules_own),
        cmocka_unit_test(a_cell_may_hold_a_nul),
        cmocka_unit_test(an_id_in_scientific_notation_is_damaged),
        cmocka_unit_test(a_column_tells_its_decimal_mark),
        cmocka_unit_test(numbers_are_plain_once_the_mark_is_known),
        cmocka_unit_test(terms_are_a_season_and_the_year_it_lies_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
