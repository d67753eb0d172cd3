/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "cell/cell-bound.h"

/* Bounds as public files, Star and grade equivalents write them; Lexile and
 * Quantile measures below zero as MetaMetrics prints them. */
static void
a_bound_tells_its_side_and_its_number(void **state)
{
    static const struct {
        const char *text;
        struct coh_cell_bound is;
    } cell[] = {
        {"<5", {COH_BOUND_BELOW, "5", 0, 0, 0}},
        {"< 5 %", {COH_BOUND_BELOW, "5", 0, 1, 0}},
        {"<=5%", {COH_BOUND_BELOW, "5", 1, 1, 0}},
        {"\u22645", {COH_BOUND_BELOW, "5", 1, 0, 0}},
        {">12.9", {COH_BOUND_ABOVE, "12.9", 0, 0, 0}},
        {">=25", {COH_BOUND_ABOVE, "25", 1, 0, 0}},
        {"\u226595%", {COH_BOUND_ABOVE, "95", 1, 1, 0}},
        {"16+", {COH_BOUND_ABOVE, "16", 1, 0, 0}},
        {"95%+", {COH_BOUND_ABOVE, "95", 1, 1, 0}},
        {"> -1.50", {COH_BOUND_ABOVE, "-1.5", 0, 0, 0}},
        {"n<10", {COH_BOUND_BELOW, "10", 0, 0, 1}},
        {"N \u2264 10", {COH_BOUND_BELOW, "10", 1, 0, 1}},
        {"BR", {COH_BOUND_BELOW, "0", 0, 0, 0}},
        {"BR400L", {COH_BOUND_BELOW, "0", 0, 0, 0}},
        {"EM840Q", {COH_BOUND_BELOW, "0", 0, 0, 0}},
        {"EM", {COH_BOUND_BELOW, "0", 0, 0, 0}},
    };
    static const char *const none[] = {
        "5",    "",     "<",  "<x",  "+",   "B+",  "n10", "n>",     "=5",
        "BR4Q", "EM5L", "5-", "++5", "<5<", "n5+", "=<5", "\u2264", "BR-5"};
    struct coh_cell_bound b;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(cell); i++) {
        assert_int_equal(coh_cell_bound_read(coh_span_of(cell[i].text), &b), 0);
        assert_int_equal(b.side, cell[i].is.side);
        assert_string_equal(b.number, cell[i].is.number);
        assert_int_equal(b.inclusive, cell[i].is.inclusive);
        assert_int_equal(b.percent, cell[i].is.percent);
        assert_int_equal(b.of_count, cell[i].is.of_count);
    }
    for (i = 0; i < UNIT_COUNT(none); i++) {
        if (!coh_cell_bound_read(coh_span_of(none[i]), &b))
            print_error("'%s'\n", none[i]);
        assert_int_equal(coh_cell_bound_read(coh_span_of(none[i]), &b), -1);
    }
}

/* NWEA's goal ranges, i-Ready's Lexile ranges, public files. */
static void
a_range_goes_from_low_to_high(void **state)
{
    static const char *const range[][3] = {
        {"203-213", "203", "213"},          {"115L-265L", "115", "265"},
        {"500-699", "500", "699"},          {"115-265L", "115", "265"},
        {" 500 \u2013 699 ", "500", "699"}, {"20%-30%", "20", "30"},
        {"0.50-0.75", "0.5", "0.75"},       {"7-7", "7", "7"},
    };
    static const char *const none[] = {
        "213-203",     "203",   "203-",  "-203",      "-5-3",     "5--3", "a-b",
        "BR115L-265L", "2-Jul", "1-2-3", "115L-265Q", "115L-265", "",     "-"};
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(range); i++) {
        assert_int_equal(coh_cell_range(coh_span_of(range[i][0]), low, high),
                         0);
        assert_string_equal(low, range[i][1]);
        assert_string_equal(high, range[i][2]);
    }
    for (i = 0; i < UNIT_COUNT(none); i++) {
        if (!coh_cell_range(coh_span_of(none[i]), low, high))
            print_error("'%s'\n", none[i]);
        assert_int_equal(coh_cell_range(coh_span_of(none[i]), low, high), -1);
        assert_string_equal(low, "");
        assert_string_equal(high, "");
    }
}

/* 190 stands in a published fixture of Star, Discontinue in one of DIBELS. */
static void
a_percentile_is_a_rank_from_1_to_99(void **state)
{
    static const struct {
        const char *text;
        enum coh_percentile_kind kind;
        const char *number;
    } cell[] = {
        {"1", COH_PERCENTILE_RANK, "1"},
        {" 99 ", COH_PERCENTILE_RANK, "99"},
        {"56.67", COH_PERCENTILE_RANK, "56.67"},
        {"81st", COH_PERCENTILE_RANK, "81"},
        {"42nd", COH_PERCENTILE_RANK, "42"},
        {"33rd", COH_PERCENTILE_RANK, "33"},
        {"5th", COH_PERCENTILE_RANK, "5"},
        {"85%", COH_PERCENTILE_RANK, "85"},
        {"<1", COH_PERCENTILE_BELOW, "1"},
        {"\u22645", COH_PERCENTILE_BELOW, "5"},
        {">99", COH_PERCENTILE_ABOVE, "99"},
        {"99+", COH_PERCENTILE_ABOVE, "99"},
        {">=95%", COH_PERCENTILE_ABOVE, "95"},
        {"0", COH_PERCENTILE_OUTSIDE, "0"},
        {"100", COH_PERCENTILE_OUTSIDE, "100"},
        {"190", COH_PERCENTILE_OUTSIDE, "190"},
        {"-5", COH_PERCENTILE_OUTSIDE, "-5"},
        {"0.5", COH_PERCENTILE_OUTSIDE, "0.5"},
        {">100", COH_PERCENTILE_OUTSIDE, "100"},
        {"", COH_PERCENTILE_MISSING, ""},
        {"N/A", COH_PERCENTILE_MISSING, ""},
        {"---", COH_PERCENTILE_MISSING, ""},
        {"Discontinue", COH_PERCENTILE_WORD, ""},
        {"BR", COH_PERCENTILE_WORD, ""},
        {"EM5Q", COH_PERCENTILE_WORD, ""},
        {"n<10", COH_PERCENTILE_WORD, ""},
        {"5 of 6", COH_PERCENTILE_WORD, ""},
        {"th", COH_PERCENTILE_WORD, ""},
    };
    struct coh_percentile p;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(cell); i++) {
        coh_cell_percentile(coh_span_of(cell[i].text), &p);
        if (p.kind != cell[i].kind)
            print_error("'%s'\n", cell[i].text);
        assert_int_equal(p.kind, cell[i].kind);
        assert_string_equal(p.number, cell[i].number);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bound_tells_its_side_and_its_number),
        cmocka_unit_test(a_range_goes_from_low_to_high),
        cmocka_unit_test(a_percentile_is_a_rank_from_1_to_99),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
