/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "table/dialect.h"

static char
delimiter_of(const char *sample)
{
    return coh_dialect_detect(coh_span_of(sample)).delimiter;
}

static void
each_delimiter_is_found(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("a,b,c\n1,2,3\n"), ',');
    assert_int_equal(delimiter_of("a\tb\tc\n1\t2\t3\n"), '\t');
    assert_int_equal(delimiter_of("a;b;c\r\n1;2;3\r\n"), ';');
    assert_int_equal(delimiter_of("a|b|c\r1|2|3\r"), '|');
}

static void
decimal_commas_do_not_outweigh_semicolons(void **state)
{
    (void)state;
    assert_int_equal(
        delimiter_of("name;score;max\nAnn;1,5;2,0\nBo;2;2,0\nCy;0,5;2\n"), ';');
}

static void
delimiters_inside_quotes_do_not_count(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("id;\"x,y,z\"\n1;\"a,b,c\"\n2;\"d,e,f\"\n"),
                     ';');
    assert_int_equal(
        delimiter_of("id,name\n1,\"a;b\nc;d\"\n2,\"e\"\"f;g;h\"\n"), ',');
}

static void
a_doubled_quote_does_not_end_its_cell(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("id,a\n1,\"x\"\"y;z;w\"\n2,\"x\"\"y;z;w\"\n"
                                  "3,\"x\"\"y;z;w\"\n4,\"x\"\"y;z;w\"\n"
                                  "5,\"x\"\"y;z;w\"\n6,\"x\"\"y;z;w\"\n"),
                     ',');
}

static void
nothing_that_separates_means_comma(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of(""), ',');
    assert_int_equal(delimiter_of("name\nAnn\nBo\n"), ',');
    assert_int_equal(delimiter_of("\n\n\n"), ',');
}

static void
a_last_record_that_is_cut_off_does_not_count(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("a\tb\n1\t2\n3;4;5;6;7"), '\t');
    assert_int_equal(delimiter_of("a;b;c"), ';');
}

static void
a_sep_line_decides_and_is_passed_over(void **state)
{
    struct coh_dialect d;

    (void)state;
    d = coh_dialect_detect(coh_span_of("sep=;\na,b,c;d\n"));
    assert_int_equal(d.delimiter, ';');
    assert_int_equal(d.sep_line, 6);
    d = coh_dialect_detect(coh_span_of("sep=|\r\na,b\n"));
    assert_int_equal(d.delimiter, '|');
    assert_int_equal(d.sep_line, 7);
    d = coh_dialect_detect(coh_span_of("sep=\t\ra,b\n"));
    assert_int_equal(d.delimiter, '\t');
    assert_int_equal(d.sep_line, 6);
}

static void
what_only_looks_like_a_sep_line_is_data(void **state)
{
    static const char *const samples[] = {"sep=", "sep=;", "sep=;;\n1;2\n",
                                          "separator;b\n", "sep=;x\n"};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(samples); i++)
        assert_int_equal(coh_dialect_detect(coh_span_of(samples[i])).sep_line,
                         0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_delimiter_is_found),
        cmocka_unit_test(decimal_commas_do_not_outweigh_semicolons),
        cmocka_unit_test(delimiters_inside_quotes_do_not_count),
        cmocka_unit_test(a_doubled_quote_does_not_end_its_cell),
        cmocka_unit_test(nothing_that_separates_means_comma),
        cmocka_unit_test(a_last_record_that_is_cut_off_does_not_count),
        cmocka_unit_test(a_sep_line_decides_and_is_passed_over),
        cmocka_unit_test(what_only_looks_like_a_sep_line_is_data),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
