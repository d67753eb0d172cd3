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
colons_separate_when_nothing_else_does(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("Surname:Name:Mark\nVale:Jo:7.00\n"
                                  "Wren:Al:-\n"),
                     ':');
    assert_int_equal(delimiter_of("Surname:Name:\"Last on\"\n"
                                  "Vale:Jo:\"1 May, 10:15\"\n"),
                     ':');
    assert_int_equal(delimiter_of("start,at\n10:15:30,x\n11:20:05,y\n"), ',');
    assert_int_equal(delimiter_of("10:15:30\n11:20:05\n"), ',');
    assert_int_equal(delimiter_of("Teacher: Vale\nid: 7\n"), ',');
    assert_int_equal(delimiter_of("room:at\n5:noon\n"), ',');
    assert_int_equal(delimiter_of("a:b:c,d:e\n1:2:3,4:5\n"), ',');
}

static void
titles_above_the_table_do_not_decide(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("Unit 3\nMaple Team\nFall\n\nRoom 5\nx\ny\n"
                                  "id;name\n1;Jo\n2;Al\n"),
                     ';');
    /* commas in the titles, and decimal commas: seven rows of each kind */
    assert_int_equal(delimiter_of("Report, fall\nVale, Jo\nMaple, 5\n"
                                  "id;score;max\n1;1,5;2\n2;2;2\n3;0,5;2\n"),
                     ';');
    assert_int_equal(delimiter_of("Class 5, fall\nid;score\n1;1,5\n2;2,5\n3;3,5"
                                  "\n4;1,5\n5;2,5\n6;3,5\n7;1,5\n8;2,5\n"
                                  "9;3,5\n10;1,5\n11;2,5\n"),
                     ';');
    /* labels as wide as the table, colons in them */
    assert_int_equal(delimiter_of("Teacher Name:,Vale,\nDue Date:,5/1/2026,\n"
                                  "Points Possible:,7.0,\nNum,Name,Score\n"
                                  "1,Jo,5\n"),
                     ',');
    assert_int_equal(delimiter_of("Class 5, fall\nid,\"Last, first\"\n"
                                  "7,Tue;Wed;Mon\n8,Mon;Thu;Tue\n"),
                     ',');
    assert_int_equal(delimiter_of("Results; spring\n\nid\tnote\n1\ta; b\n"
                                  "2\tc\n"),
                     '\t');
}

static void
text_in_the_cells_does_not_decide(void **state)
{
    (void)state;
    /* three commas in every row, none in the header */
    assert_int_equal(delimiter_of("id\tnote\n1\ta,b,c,d\n2\te,f,g,h\n"
                                  "3\ti,j,k,l\n"),
                     '\t');
    assert_int_equal(delimiter_of("name;n\na,b,c;1\nd,e,f;2\ng,h,i;3\n"), ';');
    /* and in the header too */
    assert_int_equal(delimiter_of("id\tlast, first\tx\n1\tVale, Jo\t5\n"
                                  "2\tWren, Al\t6\n"),
                     '\t');
    assert_int_equal(delimiter_of("last, first;id;n\nVale, Jo;1;5\n"
                                  "Wren, Al;2;6\n"),
                     ';');
    assert_int_equal(delimiter_of("last, first|id\nVale, Jo|1\nWren, Al|2\n"),
                     '|');
    /* choices in a cell */
    assert_int_equal(delimiter_of("time,days\n1,Mon;Tue;Wed\n2,Tue;Wed;Fri\n"
                                  "3,Mon;Tue;Fri\n"),
                     ',');
    assert_int_equal(delimiter_of("id,a|b|c|d\n7,1|0|1|1\n8,0|0|1|0\n"), ',');
    assert_int_equal(delimiter_of("text;n\n['112', '112'];1\n['5', '6'];2\n"),
                     ';');
    /* decimal commas without a header */
    assert_int_equal(delimiter_of("1;2,5;3,5\n4;5,5;6,5\n"), ';');
}

static void
one_column_of_prose_stays_one_column(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("note\nfine; good\nnot yet\nok\n"), ',');
    assert_int_equal(delimiter_of("note\nfine; good\n"), ',');
    assert_int_equal(delimiter_of("note\na;b\nx\ny;z\nw\nv\n"), ',');
    assert_int_equal(delimiter_of("note\na|b\nnone\nnone\nnone\n"), ',');
}

static void
ragged_rows_do_not_hide_the_delimiter(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("a;b;c\n1;2\n1;2;3\n1;2;3;\n1;2;3\n"), ';');
    assert_int_equal(delimiter_of("a\tb\tc\n\t\t\n1\t2\n1\t\t3\n"), '\t');
}

static void
backslashed_quotes_do_not_end_a_cell(void **state)
{
    (void)state;
    assert_int_equal(delimiter_of("a;b\n\"x \\\"y\\\", z, w\";1\n"
                                  "\"x \\\"y\\\", z, w\";1\n"),
                     ';');
    assert_int_equal(delimiter_of("\"x \\\"y,z,w\";1\n\"x \\\"y,z,w\";1\n"),
                     ';');
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
    static const char *const samples[] = {
        "sep=",     "sep=;",         "sep=;;\n1;2\n", "separator;b\n",
        "sep=;x\n", "sep=\n\na;b\n", "sep=\r\n1;2\n", "sep=\"\n1;2\n"};
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
        cmocka_unit_test(colons_separate_when_nothing_else_does),
        cmocka_unit_test(titles_above_the_table_do_not_decide),
        cmocka_unit_test(text_in_the_cells_does_not_decide),
        cmocka_unit_test(one_column_of_prose_stays_one_column),
        cmocka_unit_test(ragged_rows_do_not_hide_the_delimiter),
        cmocka_unit_test(backslashed_quotes_do_not_end_a_cell),
        cmocka_unit_test(a_last_record_that_is_cut_off_does_not_count),
        cmocka_unit_test(a_sep_line_decides_and_is_passed_over),
        cmocka_unit_test(what_only_looks_like_a_sep_line_is_data),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
