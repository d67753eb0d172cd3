/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "cell/cell-mark.h"

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
    /* Moodle and Google Forms where the decimal mark is a comma */
    static const char *const fraction[] = {"28,00 / 30,00"};
    static const char *const bound[] = {"<5,5", "\u226595"};
    static const char *const graded[] = {"85,12 B+"};
    static const char *const groups_of_three[] = {"1\u202F204,5"};
    static const char *const words[] = {"Absent, 3,5", "NWF: 90,5",
                                        "15.06.2023", "1,5|2"};

    (void)state;
    assert_int_equal(mark_of(comma, 3), COH_MARK_COMMA);
    assert_int_equal(mark_of(zero, 1), COH_MARK_COMMA);
    assert_int_equal(mark_of(both, 1), COH_MARK_COMMA);
    assert_int_equal(mark_of(point, 2), COH_MARK_POINT);
    assert_int_equal(mark_of(groups, 1), COH_MARK_POINT);
    assert_int_equal(mark_of(either, 4), COH_MARK_UNKNOWN);
    assert_int_equal(mark_of(contradiction, 2), COH_MARK_UNKNOWN);
    assert_int_equal(mark_of(share, 1), COH_MARK_COMMA);
    assert_int_equal(mark_of(fraction, 1), COH_MARK_COMMA);
    assert_int_equal(mark_of(bound, 2), COH_MARK_COMMA);
    assert_int_equal(mark_of(graded, 1), COH_MARK_COMMA);
    assert_int_equal(mark_of(groups_of_three, 1), COH_MARK_COMMA);
    assert_int_equal(mark_of(words, 4), COH_MARK_UNKNOWN);
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
        {"28,00 / 30,00", COH_MARK_COMMA, "28.00 / 30.00"},
        {"1,204 / 2,000", COH_MARK_POINT, "1204 / 2000"},
        {"<5,5", COH_MARK_COMMA, "<5.5"},
        {"85,12 B+", COH_MARK_COMMA, "85.12 B+"},
        {"1\u202F204,5", COH_MARK_COMMA, "1\u202F204.5"},
        {"15.06.2023", COH_MARK_COMMA, "15.06.2023"},
        {"15.06.2023", COH_MARK_POINT, "15.06.2023"},
        {"", COH_MARK_COMMA, ""},
        {"1,5 of a text of forty-eight bytes and not one le", COH_MARK_COMMA,
         "1,5 of a text of forty-eight bytes and not one le"},
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_tells_its_decimal_mark),
        cmocka_unit_test(numbers_are_plain_once_the_mark_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
