/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/quoting.h"

#include "unit.h"

/* Expected values follow from the rules in the header by hand. */

/* The lines, one after the other, as one record. */
static void
assert_requotes_with(char delimiter, int form, const char *line,
                     const char *second, const char *expected)
{
    struct coh_requote q = COH_REQUOTE_INIT(form, delimiter);
    struct coh_text out = COH_TEXT_INIT;

    assert_int_equal(coh_requote_line(&q, coh_span_of(line), &out, NULL), 0);
    if (second) {
        assert_int_equal(coh_text_add(&out, "\n", 1, NULL), 0);
        assert_int_equal(coh_requote_line(&q, coh_span_of(second), &out, NULL),
                         0);
    }
    assert_string_equal(coh_text_get(&out), expected);
    coh_text_release(&out);
}

static void
assert_requotes(int form, const char *line, const char *second,
                const char *expected)
{
    assert_requotes_with(',', form, line, second, expected);
}

static void
backslashes_before_quotes_become_doubled_quotes(void **state)
{
    const int form = COH_FORM_BACKSLASH;

    (void)state;
    assert_requotes(form, "\"a \\\"b\\\" c\",1", NULL, "\"a \"\"b\"\" c\",1");
    assert_requotes(form, "\"\\\"\",\"\\\\\",\"x\\\\\"", NULL,
                    "\"\"\"\",\"\\\",\"x\\\"");
    assert_requotes(form, "\"a\"\"b\",\"\",\"C:\\new\"", NULL,
                    "\"a\"\"b\",\"\",\"C:\\new\"");
    assert_requotes(form, "a\\,b\\\\,\\\"c", NULL, "a\\,b\\\\,\\\"c");
    assert_requotes(form, "\"sick\\", "again \\\\\",2", "\"sick\nagain \\\",2");
}

static void
blanks_around_quotes_go_and_those_of_plain_cells_stay(void **state)
{
    const int form = COH_FORM_BLANKS;

    (void)state;
    assert_requotes(form, " \"a, b\" ,  c d  ,\t\"e\"\t", NULL,
                    "\"a, b\",  c d  ,\"e\"");
    assert_requotes(form, "  ", NULL, "  ");
    assert_requotes(form, " , \"a\",  ", NULL, " ,\"a\",  ");
    assert_requotes(form, " \" a \"\" b \" ", NULL, "\" a \"\" b \"");
    assert_requotes_with('\t', form, " \"a\"\t\t\"b\" \t", NULL,
                         "\"a\"\t\t\"b\"\t");
    assert_requotes(form, " \"a", " b\" ,c ", "\"a\n b\",c ");
}

/* What the strict parser refuses must still be refused behind a rewrite. */
static void
what_is_no_quoting_stays_as_it_is(void **state)
{
    (void)state;
    assert_requotes(COH_FORM_BLANKS, "\"a\" \"b\",c", NULL, "\"a\" \"b\",c");
    assert_requotes(COH_FORM_BLANKS, " a \"b\",c", NULL, " a \"b\",c");
    assert_requotes(COH_FORM_BLANKS, "\"a\" b ,c", NULL, "\"a\" b ,c");
    assert_requotes(COH_FORM_BACKSLASH, "\"a\\\",b", NULL, "\"a\"\",b");
}

static void
single_quotes_become_double_ones(void **state)
{
    (void)state;
    assert_requotes(COH_FORM_SINGLE, "'a','b, c','','it''s \"it\"'", NULL,
                    "\"a\",\"b, c\",\"\",\"it's \"\"it\"\"\"");
    assert_requotes(COH_FORM_SINGLE | COH_FORM_BACKSLASH, "'it\\'s','\\\"'",
                    NULL, "\"it's\",\"\\\"\"\"");
}

static void
a_line_is_single_quoted_only_when_all_its_fields_are(void **state)
{
    static const struct {
        const char *line;
        int single;
    } rows[] = {
        {"'local_id','date'", 1},
        {"'a'", 1},
        {"'','it''s'", 1},
        {"'a','b, c','d'", 1},
        {"", 0},
        {"'", 0},
        {"'a',b", 0},
        {"a,'b'", 0},
        {"'a','b", 0},
        {"'a','b',", 0},
        {"'a' ,'b'", 0},
        {"'a'x,'b'", 0},
        {"'til,'tis", 0},
        {"\"a\",'b'", 0},
        {"'a''", 0},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++)
        assert_int_equal(coh_quoting_is_single(coh_span_of(rows[i].line), ','),
                         rows[i].single);
    assert_true(coh_quoting_is_single(coh_span_of("'a';'b'"), ';'));
    assert_false(coh_quoting_is_single(coh_span_of("'a';'b'"), ','));
}

static void
a_file_tells_of_backslashes_where_rfc_4180_has_no_place_for_them(void **state)
{
    static const struct {
        const char *sample;
        int form;
    } rows[] = {
        {"a,b\n\"x \\\"y\\\" z\",1\n", COH_FORM_BACKSLASH},
        {"a,b\n\"x\\\\\\\"y\",1\n", COH_FORM_BACKSLASH},
        {"'a','b'\n\"x\\\"y\",1\n", COH_FORM_BACKSLASH | COH_FORM_SINGLE},
        {"\n\r\n'a','b'\n1,2\n", COH_FORM_SINGLE},
        {"a,'b'\n'1','2'\n", 0},
        /* a backslash that ends a cell, and one that is escaped itself */
        {"a,b\n\"C:\\x\\\",1\n\"C:\\y\\\"\n\"C:\\z\\\" ,1\n", 0},
        {"a,b\n\"x\\\\\"y\",1\n", 0},
        /* doubled quotes say the contrary, and more of them win */
        {"a,b\n\"x\"\"y\",1\n\"x\\\"y\",1\n", 0},
        {"a,b\n\"x\"\"y\",1\n\"x\\\"y\\\"z\",1\n", COH_FORM_BACKSLASH},
        {"", 0},
        {"\"", 0},
        {"\\\"", 0},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++)
        assert_int_equal(coh_quoting_detect(coh_span_of(rows[i].sample), ','),
                         rows[i].form);
}

static int
requote(struct coh_error *err)
{
    struct coh_requote q = COH_REQUOTE_INIT(COH_FORM_BACKSLASH, ',');
    struct coh_text out = COH_TEXT_INIT;
    int rc = coh_requote_line(
        &q,
        coh_span_of("\"a text that has \\\"quotes\\\" and goes on for a while, "
                    "longer than a buffer is at first\""),
        &out, err);

    coh_text_release(&out);
    return rc;
}

static void
every_failing_allocation_of_a_rewrite_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(requote) >= 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(backslashes_before_quotes_become_doubled_quotes),
        cmocka_unit_test(blanks_around_quotes_go_and_those_of_plain_cells_stay),
        cmocka_unit_test(what_is_no_quoting_stays_as_it_is),
        cmocka_unit_test(single_quotes_become_double_ones),
        cmocka_unit_test(a_line_is_single_quoted_only_when_all_its_fields_are),
        cmocka_unit_test(
            a_file_tells_of_backslashes_where_rfc_4180_has_no_place_for_them),
        cmocka_unit_test(every_failing_allocation_of_a_rewrite_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
