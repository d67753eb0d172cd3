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
        {"14.00", "14"},   {" 7 ", "7"},
        {"-0.50", "-0.5"}, {"+3", "3"},
        {"00812", "812"},  {".5", "0.5"},
        {"\u22125", "-5"}, {"\u00A07\u202F", "7"},
        {"905  ", "905"},  {"0", "0"},
        {"133.0", "133"},  {"999999999999999999", "999999999999999999"},
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
assert_no_score(const char *text, enum coh_status status)
{
    struct coh_cell c = score(text, NULL);

    if (c.status != status)
        print_error("'%s'\n", text);
    assert_int_equal(c.status, status);
    assert_string_equal(c.score, "");
    assert_string_equal(c.max_score, "");
    assert_int_equal(c.level.length, 0);
    assert_int_equal(c.keep_raw, c.status != COH_STATUS_MISSING);
}

/* Real cells: ACT, FastBridge, iStation, Star, public files, and what
 * spreadsheets did to some. */
static void
a_status_is_never_a_number(void **state)
{
    static const struct {
        const char *text;
        enum coh_status status;
    } cell[] = {
        {"", COH_STATUS_MISSING},
        {"          ", COH_STATUS_MISSING},
        {"\u00A0", COH_STATUS_MISSING},
        {"<5", COH_STATUS_CENSORED_LOW},
        {"<=5%", COH_STATUS_CENSORED_LOW},
        {"< 10", COH_STATUS_CENSORED_LOW},
        {"\u22645", COH_STATUS_CENSORED_LOW},
        {">12.9", COH_STATUS_CENSORED_HIGH},
        {">=25", COH_STATUS_CENSORED_HIGH},
        {"\u226595%", COH_STATUS_CENSORED_HIGH},
        {"16+", COH_STATUS_CENSORED_HIGH},
        {"n<10", COH_STATUS_SUPPRESSED},
        {"N < 10", COH_STATUS_SUPPRESSED},
        {"BR", COH_STATUS_CENSORED_LOW},
        {"BR400L", COH_STATUS_CENSORED_LOW},
        {"EM840Q", COH_STATUS_CENSORED_LOW},
        {"2-Jul", COH_STATUS_CORRUPT_EXCEL},
        {"30-May", COH_STATUS_CORRUPT_EXCEL},
        {"Jul-02", COH_STATUS_CORRUPT_EXCEL},
        {"7/2/2026", COH_STATUS_CORRUPT_EXCEL},
        {"2-Jul-26", COH_STATUS_CORRUPT_EXCEL},
        {"1/1/1900 0:00", COH_STATUS_CORRUPT_EXCEL},
        {"9:00:00 AM", COH_STATUS_CORRUPT_EXCEL},
        {"9:00 PM", COH_STATUS_CORRUPT_EXCEL},
        {"09:00:00", COH_STATUS_CORRUPT_EXCEL},
        {"1.11E+56", COH_STATUS_CORRUPT_EXCEL},
        {"9.90694E+11", COH_STATUS_CORRUPT_EXCEL},
        {"#DIV/0!", COH_STATUS_CORRUPT_EXCEL},
        {"#REF!", COH_STATUS_CORRUPT_EXCEL},
        {"#VALUE!", COH_STATUS_CORRUPT_EXCEL},
        {"#NAME?", COH_STATUS_CORRUPT_EXCEL},
        {"########", COH_STATUS_CORRUPT_EXCEL},
        {"40-May", COH_STATUS_CORRUPT_EXCEL},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(cell); i++)
        assert_no_score(cell[i].text, cell[i].status);
}

/* Durations, ranges, packed items, levels, codes: a layout may know better. */
static void
what_nobody_declared_is_not_guessed_at(void **state)
{
    static const char *const text[] = {"BREAK",
                                       "EM840L",
                                       "B+",
                                       "+",
                                       "<",
                                       "5-",
                                       "1,204",
                                       "1 20",
                                       "0\u00A0123",
                                       "0 123",
                                       "1'20",
                                       "1'2045",
                                       "1'20'300",
                                       "1234'567",
                                       "1'204'5",
                                       "1'204.5.6",
                                       "203 213",
                                       "19 915",
                                       "1 204",
                                       "1\t204",
                                       "1'204 500",
                                       "1 1 1 2 0 1",
                                       "12345678901234567890",
                                       "0x1F",
                                       "7 /",
                                       "out of 15",
                                       "10 out of",
                                       "%",
                                       "2-Xyz",
                                       "xx-May",
                                       "5:30",
                                       "2024-05",
                                       "(45.00)",
                                       "In Progress(45.00)",
                                       "203-213",
                                       "115L-265L",
                                       "Level 3",
                                       "Level 3-5%",
                                       "about 91%",
                                       "NWF: 90,ORF: 70",
                                       "85.12 G",
                                       "5 d",
                                       "85.12B+",
                                       "nodate",
                                       "*",
                                       "DS",
                                       "#"};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(text); i++)
        assert_no_score(text[i], COH_STATUS_UNPARSED);
}

static void
a_word_for_nothing_is_missing_and_kept(void **state)
{
    static const char *const word[] = {"NULL", "NA",   "N/A", "N/A*",
                                       "n/a",  "#N/A", "nan", "NaN",
                                       ".",    "-",    "--",  " --- "};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(word); i++) {
        struct coh_cell c = score(word[i], NULL);

        assert_int_equal(c.status, COH_STATUS_MISSING);
        assert_true(c.keep_raw);
    }
}

static void
thousands_stand_behind_apostrophes_and_blanks(void **state)
{
    static const char *const pair[][2] = {
        {"1'204", "1204"},        {"1\u2019204.50", "1204.5"},
        {"1\u00A0204", "1204"},   {"12\u00A0000\u00A0000", "12000000"},
        {"-1\u202F204", "-1204"}, {"\u22121\u2009204", "-1204"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(pair); i++) {
        struct coh_cell c = score(pair[i][0], NULL);

        assert_string_equal(c.score, pair[i][1]);
        assert_true(c.keep_raw);
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
    c = score("10 Out of 15", NULL);
    assert_string_equal(c.score, "10");
    assert_string_equal(c.max_score, "15");
    c = score("7/10", NULL);
    assert_string_equal(c.score, "7");
    assert_string_equal(c.max_score, "10");
    assert_false(c.percent);
    c = score("85%", NULL);
    assert_string_equal(c.score, "85");
    assert_string_equal(c.max_score, "");
    assert_true(c.percent);
    c = score("85.5\u00A0%", NULL);
    assert_string_equal(c.score, "85.5");
    assert_true(c.percent);
}

/* Aspen writes the first, a district's file the last. */
static void
a_grade_or_a_word_beside_a_number_is_its_level(void **state)
{
    static const struct {
        const char *text, *score, *max_score, *level;
        int percent;
    } cell[] = {
        {"85.12 B+", "85.12", "", "B+", 0},
        {"85.12 (B+)", "85.12", "", "B+", 0},
        {"71 C\u2212", "71", "", "C\u2212", 0},
        {"17/20 A", "17", "20", "A", 0},
        {"92% A-", "92", "", "A-", 1},
        {"STRATEGIC 91%", "91", "", "STRATEGIC", 1},
        {"Some Risk 12.5%", "12.5", "", "Some Risk", 1},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(cell); i++) {
        struct coh_cell c = score(cell[i].text, NULL);

        assert_int_equal(c.status, COH_STATUS_SCORED);
        assert_string_equal(c.score, cell[i].score);
        assert_string_equal(c.max_score, cell[i].max_score);
        assert_true(coh_span_is(c.level, cell[i].level));
        assert_int_equal(c.percent, cell[i].percent);
        assert_true(c.keep_raw);
    }
}

static void
a_letter_alone_counts_only_where_it_is_asked_for(void **state)
{
    static const char *const grade[] = {"A", "B+", "C-", "D\u2212", "F"};
    static const char *const other[] = {"G", "a", "AB", "A++", "+", "A 1"};
    struct coh_cell c;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(grade); i++) {
        coh_cell_read(coh_span_of(grade[i]), NULL, COH_CELL_LETTERS, &c);
        assert_int_equal(c.status, COH_STATUS_SCORED);
        assert_string_equal(c.score, "");
        assert_true(coh_span_is(c.level, grade[i]));
        assert_int_equal(score(grade[i], NULL).status, COH_STATUS_UNPARSED);
    }
    for (i = 0; i < UNIT_COUNT(other); i++) {
        coh_cell_read(coh_span_of(other[i]), NULL, COH_CELL_LETTERS, &c);
        assert_int_equal(c.status, COH_STATUS_UNPARSED);
    }
}

static void
a_censored_cell_keeps_its_bound(void **state)
{
    struct coh_cell c = score("<5%", NULL);

    (void)state;
    assert_int_equal(c.bound.side, COH_BOUND_BELOW);
    assert_string_equal(c.bound.number, "5");
    assert_false(c.bound.inclusive);
    assert_true(c.percent);
    c = score("16+", NULL);
    assert_int_equal(c.bound.side, COH_BOUND_ABOVE);
    assert_string_equal(c.bound.number, "16");
    assert_true(c.bound.inclusive);
    assert_false(c.percent);
    assert_int_equal(score("14", NULL).bound.side, COH_BOUND_NONE);
    assert_int_equal(score("N/Q", NULL).bound.side, COH_BOUND_NONE);
    assert_int_equal(score("<x", NULL).bound.side, COH_BOUND_NONE);
}

static void
codes_and_units_are_the_rules_own(void **state)
{
    struct coh_layout_code code = {.text = coh_span_of("EX"),
                                   .status = COH_STATUS_EXCUSED};
    struct coh_layout_result rule = {
        .code = &code, .codes = 1, .manner = {.suffix = "L"}};

    (void)state;
    assert_int_equal(score("EX", &rule).status, COH_STATUS_EXCUSED);
    assert_int_equal(score("\u00A0EX", &rule).status, COH_STATUS_EXCUSED);
    assert_int_equal(score("ex", &rule).status, COH_STATUS_UNPARSED);
    assert_int_equal(score("EX", NULL).status, COH_STATUS_UNPARSED);
    assert_string_equal(score("580L", &rule).score, "580");
    assert_int_equal(score("580L", NULL).status, COH_STATUS_UNPARSED);
    assert_int_equal(score("L", &rule).status, COH_STATUS_UNPARSED);
    code.text = coh_span_of("-"); /* a wrong answer of the SAT */
    assert_int_equal(score("-", &rule).status, COH_STATUS_EXCUSED);
    assert_int_equal(score("-", NULL).status, COH_STATUS_MISSING);
    code.text = coh_span_of("7");
    assert_int_equal(score("7", &rule).status, COH_STATUS_EXCUSED);
}

static void
a_cell_may_hold_a_nul(void **state)
{
    struct coh_cell c;

    (void)state;
    coh_cell_score((struct coh_span){"7\0", 2}, NULL, &c);
    assert_int_equal(c.status, COH_STATUS_UNPARSED);
    coh_cell_score((struct coh_span){"NA\0", 3}, NULL, &c);
    assert_int_equal(c.status, COH_STATUS_UNPARSED);
    coh_cell_score((struct coh_span){"1\0/2", 4}, NULL, &c);
    assert_int_equal(c.status, COH_STATUS_UNPARSED);
}

/* The promise of the header: a cell is read where memory has run out. */
static void
cells_are_read_without_memory(void **state)
{
    static const char *const text[] = {"14",  "7 / 10", "85.12 B+",    "1'204",
                                       "<5%", "2-Jul",  "12 Feb 2021", "x"};
    struct coh_percentile p;
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE], term[COH_TERM_SIZE];
    enum coh_status status;
    int guarded, ranges = 0, words = 0;
    size_t i;

    (void)state;
    coh_memory_fail_at(1, 0);
    for (i = 0; i < UNIT_COUNT(text); i++) {
        struct coh_span s = coh_span_of(text[i]);

        (void)score(text[i], NULL);
        coh_cell_percentile(s, &p);
        ranges += !coh_cell_range(s, low, high);
        words += !coh_cell_status_word(s, &status);
        (void)coh_cell_term_of(s, s, term);
        (void)coh_cell_id(s, &guarded);
    }
    assert_int_equal(coh_memory_fail_at(0, 0), 0);
    assert_int_equal(ranges + words, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_a_score_without_trailing_zeros),
        cmocka_unit_test(a_status_is_never_a_number),
        cmocka_unit_test(what_nobody_declared_is_not_guessed_at),
        cmocka_unit_test(
            a_fraction_brings_its_maximum_and_a_percentage_its_scale),
        cmocka_unit_test(a_word_for_nothing_is_missing_and_kept),
        cmocka_unit_test(thousands_stand_behind_apostrophes_and_blanks),
        cmocka_unit_test(a_grade_or_a_word_beside_a_number_is_its_level),
        cmocka_unit_test(a_letter_alone_counts_only_where_it_is_asked_for),
        cmocka_unit_test(a_censored_cell_keeps_its_bound),
        cmocka_unit_test(codes_and_units_are_the_rules_own),
        cmocka_unit_test(a_cell_may_hold_a_nul),
        cmocka_unit_test(cells_are_read_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
