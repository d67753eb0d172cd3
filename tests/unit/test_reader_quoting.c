/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit-reader.h"

/* Expected cells follow from how the systems write quotes (backslashes as SQL
 * exports do, Aspen's single quotes, Moodle's blank before a quote), by hand.
 */

static void
backslashed_quotes_are_read_and_said(void **state)
{
    static const char file[] = "id,note,n\n"
                               "1,\"called \\\"few minutes late\\\"\",2\n"
                               "2,\"ends \\\\\",3\n"
                               "3,\"mom sick\\\r\nback on Monday\",4\n"
                               "4,\"C:\\new\",5\n"
                               "5,a\\,6\n";
    struct coh_reader *r = open_bytes(file, sizeof(file) - 1, NULL);
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    describe(r, &t);
    assert_string_equal(coh_text_get(&t),
                        "<id><note><n>\n"
                        "<1><called \"few minutes late\"><2>\n"
                        "<2><ends \\><3>\n"
                        "<3><mom sick\r\nback on Monday><4>\n"
                        "<4><C:\\new><5>\n<5><a\\><6>\n");
    assert_int_equal(coh_reader_counts(r)->backslash, 3);
    assert_int_equal(coh_reader_say(r, &notes, NULL), 0);
    assert_int_equal(notes.n, 1);
    assert_false(coh_notes_look(&notes));
    assert_non_null(strstr(notes.note[0].reason, ": 3"));
    coh_notes_release(&notes);
    coh_text_release(&t);
    done(r);
}

/* The start of the file says nothing: each such line is read for itself, and
 * one that goes on over a line end is not. */
static void
a_backslashed_quote_far_down_is_read_too(void **state)
{
    struct coh_text file = COH_TEXT_INIT;
    struct coh_record rec;
    struct coh_reader *r;
    size_t i;

    (void)state;
    for (i = 0; i < 20000; i++)
        assert_int_equal(coh_text_add_string(&file, "12,\"some\"\n", NULL), 0);
    assert_int_equal(coh_text_add_string(&file,
                                         "1,\"a \\\"b\\\"\"\n2,\"a \\\"b\nc\"\n"
                                         "3,4\n",
                                         NULL),
                     0);
    r = open_bytes(file.bytes, file.length, NULL);
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    for (i = 1; i < 20000; i++)
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_true(coh_span_is(rec.cell[1], "a \"b\""));
    for (i = 0; i < 2; i++) {
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_true(rec.aside);
        assert_int_equal(rec.lines, 1);
    }
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_true(coh_span_is(rec.cell[0], "3"));
    assert_int_equal(coh_reader_counts(r)->backslash, 1);
    coh_text_release(&file);
    done(r);
}

static void
a_cell_that_ends_in_a_backslash_is_read_in_either_kind_of_file(void **state)
{
    (void)state;
    assert_text_reads("a,b\n\"C:\\x\\\",1\n\"y\"\"z\",2\n",
                      "<a><b>\n<C:\\x\\><1>\n<y\"z><2>\n");
    assert_text_reads("a,b\n\"C:\\x\\\",1\n\"y\\\"z\",2\n",
                      "<a><b>\n<C:\\x\\><1>\n<y\"z><2>\n");
}

static void
the_reader_can_be_told_how_quotes_are_written(void **state)
{
    struct coh_reader_options options = {.quoting = COH_QUOTING_DOUBLED};
    static const char file[] = "a,b\n\"x \\\"y\",1\n\"C:\\\\\",2\n";
    struct coh_text t = COH_TEXT_INIT;
    struct coh_reader *r;

    (void)state;
    assert_text_with(file, &options,
                     "<a><b>\n2! the quoting cannot be parsed\n<C:\\\\><2>\n");
    options.quoting = COH_QUOTING_BACKSLASH;
    assert_text_with("a,b\n\"C:\\\\\",2\n\"x\\\",3\n", &options,
                     "<a><b>\n<C:\\><2>\n3! a quoted cell never ends\n");
    r = open_bytes("a,b\n\"C:\\\\\",2\n", 13, NULL);
    describe(r, &t);
    assert_string_equal(coh_text_get(&t), "<a><b>\n<C:\\\\><2>\n");
    coh_text_clear(&t);
    coh_reader_set_quoting(r, COH_QUOTING_BACKSLASH);
    assert_int_equal(coh_reader_rewind(r, NULL), 0);
    describe(r, &t);
    assert_string_equal(coh_text_get(&t), "<a><b>\n<C:\\><2>\n");
    coh_text_release(&t);
    done(r);
}

static void
a_header_in_single_quotes_names_its_columns_without_them(void **state)
{
    struct coh_reader *r;
    struct coh_text t = COH_TEXT_INIT;
    static const char file[] = "'local_id','last, first','note'\n"
                               "\"7\",\"Vale, Jo\",\"'til \\\"nine\\\"\"\n"
                               "'8','Wren, Al','it''s'\n"
                               "'9',2,'3'\n";

    (void)state;
    r = open_bytes(file, sizeof(file) - 1, NULL);
    describe(r, &t);
    assert_string_equal(coh_text_get(&t), "<local_id><last, first><note>\n"
                                          "<7><Vale, Jo><'til \"nine\">\n"
                                          "<8><Wren, Al><it's>\n"
                                          "<'9'><2><'3'>\n");
    assert_int_equal(coh_reader_counts(r)->single, 2);
    coh_text_release(&t);
    done(r);
    /* one field without them, and they are text */
    assert_text_reads("'a','b',c\n'1','2','3'\n",
                      "<'a'><'b'><c>\n<'1'><'2'><'3'>\n");
}

static void
a_blank_before_a_quote_leaves_the_blanks_of_plain_cells_alone(void **state)
{
    struct coh_reader *r;
    struct coh_text t = COH_TEXT_INIT;
    static const char file[] =
        "id,note,responses,vector\n"
        "1, \"Feedback: well, done\" ,CDD  CACD ,[ 2.5261 2.6]\n"
        "2,\t\"two\nlines\", A B ,\n"
        "3, \"a\" \"b\",c,d\n"
        "4,plain  ,  ,\n";

    (void)state;
    r = open_bytes(file, sizeof(file) - 1, NULL);
    describe(r, &t);
    assert_string_equal(coh_text_get(&t),
                        "<id><note><responses><vector>\n"
                        "<1><Feedback: well, done><CDD  CACD ><[ 2.5261 2.6]>\n"
                        "<2><two\nlines>< A B ><>\n"
                        "5! the quoting cannot be parsed\n"
                        "<4><plain  ><  ><>\n");
    assert_int_equal(coh_reader_counts(r)->blanks, 2);
    coh_text_release(&t);
    done(r);
}

/* Two stray quotes in one column make one record of the right width out of
 * four rows: well-formed, and yet four students in one. */
static void
quotes_that_run_rows_together_are_set_aside(void **state)
{
    (void)state;
    assert_text_reads("name,note,n\nAn,\"nice,3\nCy,ok,5\nDi,so,4\n"
                      "Bo,good\",4\nEd,x,1\n",
                      "<name><note><n>\n"
                      "2! a quote runs over lines that look like whole records"
                      "\n<Cy><ok><5>\n<Di><so><4>\n"
                      "5! the quoting cannot be parsed\n<Ed><x><1>\n");
    assert_text_reads("name,note,n\nAn, \"nice,3\nBo,good\" ,4\n",
                      "<name><note><n>\n"
                      "2! a quote runs over lines that look like whole records"
                      "\n3! the quoting cannot be parsed\n");
    assert_text_reads("name\tnote\tn\nAn\t\"nice\t 3\nBo\tgood\"\t 4\n",
                      "<name><note><n>\n"
                      "2! a quote runs over lines that look like whole records"
                      "\n3! the quoting cannot be parsed\n");
    /* prose has blanks behind its commas, and few lines have enough of them */
    assert_text_reads("name,note,n\nAn,\"nice, but\nslow, good\",3\n"
                      "Bo,\"a,b,c\n\nd\",4\n",
                      "<name><note><n>\n<An><nice, but\nslow, good><3>\n"
                      "<Bo><a,b,c\n\nd><4>\n");
    /* in two columns nothing can be told */
    assert_text_reads("n,note\n1,\"a\n2,b\"\n", "<n><note>\n<1><a\n2,b>\n");
}

static void
an_unmarked_utf16_file_is_said(void **state)
{
    struct coh_reader *r = open_bytes("a\0\t\0b\0\n\0"
                                      "1\0\t\0"
                                      "2\0\n\0",
                                      16, NULL);
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    describe(r, &t);
    assert_string_equal(coh_text_get(&t), "<a><b>\n<1><2>\n");
    assert_int_equal(coh_reader_say(r, &notes, NULL), 0);
    assert_int_equal(notes.n, 1);
    assert_non_null(strstr(notes.note[0].reason, "UTF-16"));
    coh_notes_release(&notes);
    coh_text_release(&t);
    done(r);
}

static int
read_all(struct coh_error *err)
{
    struct coh_reader *r = coh_reader_open(path, NULL, err);
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_record rec;
    int rc = -1;

    if (!r || coh_reader_header(r, &rec, err))
        goto out;
    do
        if (coh_reader_next_good(r, &rec, &notes, err))
            goto out;
    while (!rec.end);
    rc = coh_reader_say(r, &notes, err);
out:
    coh_notes_release(&notes);
    coh_reader_free(r);
    return rc;
}

static void
every_failing_allocation_in_odd_quoting_is_said(void **state)
{
    static const char file[] = "'a','b'\n\"x\\\"y\",\xE9\n \"3\",4\n";

    (void)state;
    unit_file(path, file, sizeof(file) - 1);
    assert_true(unit_torture(read_all) >= 8);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(backslashed_quotes_are_read_and_said),
        cmocka_unit_test(a_backslashed_quote_far_down_is_read_too),
        cmocka_unit_test(
            a_cell_that_ends_in_a_backslash_is_read_in_either_kind_of_file),
        cmocka_unit_test(the_reader_can_be_told_how_quotes_are_written),
        cmocka_unit_test(
            a_header_in_single_quotes_names_its_columns_without_them),
        cmocka_unit_test(
            a_blank_before_a_quote_leaves_the_blanks_of_plain_cells_alone),
        cmocka_unit_test(quotes_that_run_rows_together_are_set_aside),
        cmocka_unit_test(an_unmarked_utf16_file_is_said),
        cmocka_unit_test(every_failing_allocation_in_odd_quoting_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
