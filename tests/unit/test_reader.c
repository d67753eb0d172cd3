/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit-reader.h"

/* ---- forms ---- */

static void
lf_crlf_cr_and_a_mixture_read_alike(void **state)
{
    static const char *const files[] = {
        "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n",
        "a,b\r1,2\r3,4\r", "a,b\n1,2\r\n3,4\r",
        "a,b\r1,2\n3,4",   "\n\na,b\r\n\r\n1,2\n3,4\n\n",
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(files); i++)
        assert_text_reads(files[i], "<a><b>\n<1><2>\n<3><4>\n");
}

static void
marks_and_utf16_leave_no_trace(void **state)
{
    static const char expected[] = "<a><b>\n<é><2>\n";

    (void)state;
    assert_text_reads("\xEF\xBB\xBF"
                      "a,b\né,2\n",
                      expected);
    assert_reads("\xFF\xFE"
                 "a\0,\0b\0\n\0\xE9\0,\0"
                 "2\0\n\0",
                 18, NULL, expected);
    assert_reads("\xFE\xFF\0a\0,\0b\0\n\0\xE9\0,\0"
                 "2\0\n",
                 18, NULL, expected);
    assert_text_reads("\xEF\xBB\xBF\"a\",b\n1,2\n", "<a><b>\n<1><2>\n");
}

static void
a_line_that_is_not_utf8_is_windows_1252_and_counted(void **state)
{
    struct coh_reader *r;
    struct coh_text t = COH_TEXT_INIT;
    static const char file[] = "a,b\n\xE9,1\né,2\n\"x\n\x80\",3\n\xE9\n"
                               "1,\"\xE9\n";

    (void)state;
    r = open_bytes(file, sizeof(file) - 1, NULL);
    describe(r, &t);
    assert_string_equal(coh_text_get(&t),
                        "<a><b>\n<é><1>\n<é><2>\n<x\n€><3>\n"
                        "6! 1 of 2 fields\n7! a quoted cell never ends\n");
    assert_int_equal(coh_reader_counts(r)->cp1252, 4);
    coh_text_release(&t);
    done(r);
}

static void
quoted_cells_keep_delimiters_quotes_and_line_ends(void **state)
{
    (void)state;
    assert_text_reads("a,b\n\"x,\"\"y\"\"\",\"1\r\n\n2\"\n",
                      "<a><b>\n<x,\"y\"><1\r\n\n2>\n");
    assert_text_reads("a,b\n\"\",\"\"\n,\n", "<a><b>\n<><>\n<><>\n");
    assert_text_reads("a, b\n1, 2 \n", "<a>< b>\n<1>< 2 >\n");
}

static void
blanks_may_stand_around_quotes(void **state)
{
    (void)state;
    assert_text_reads("a, \"b\"\n1, \"2, 3\"\n\"4\" ,5\n",
                      "<a><b>\n<1><2, 3>\n<4><5>\n");
}

static void
a_nul_byte_is_kept(void **state)
{
    struct coh_reader *r = open_bytes("a,b\nx\0y,2\n", 10, NULL);
    struct coh_record rec;

    (void)state;
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_int_equal(rec.cell[0].length, 3);
    assert_memory_equal(rec.cell[0].bytes, "x\0y", 3);
    done(r);
}

static void
a_blank_line_is_a_blank_cell_in_a_file_of_one_column_only(void **state)
{
    (void)state;
    assert_text_reads("a\n1\n\n3\n", "<a>\n<1>\n<>\n<3>\n");
    assert_text_reads("\n\na\n1\n", "<a>\n<1>\n");
    assert_text_reads("a,b\n\n1,2\n\n\n3,4\n\n", "<a><b>\n<1><2>\n<3><4>\n");
}

static void
a_sep_line_decides_unless_the_options_do(void **state)
{
    const struct coh_reader_options comma = {.delimiter = ','};
    struct coh_reader *r;
    struct coh_record rec;

    (void)state;
    assert_text_reads("sep=;\na;b\n1;2,5\n", "<a><b>\n<1><2,5>\n");
    assert_text_with("sep=;\na;b\n1;2\n", &comma, "<a;b>\n<1;2>\n");
    r = open_bytes("sep=;\na;b\n1\n", 12, NULL);
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_int_equal(rec.line, 2);
    assert_int_equal(coh_reader_delimiter(r), ';');
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_int_equal(rec.line, 3);
    done(r);
}

/* ---- what is set aside ---- */

static void
a_wrong_width_is_set_aside_with_both_numbers(void **state)
{
    const struct coh_reader_options pad = {.pad_short = 1};
    static const char file[] = "a,b,c\n1\n1,2\n1,2,3,4\n1,2,3,,\n1,2,3\n";

    (void)state;
    assert_text_reads(file, "<a><b><c>\n2! 1 of 3 fields\n"
                            "3! 2 of 3 fields\n4! 4 of 3 fields\n"
                            "<1><2><3>\n<1><2><3>\n");
    assert_reads(file, sizeof(file) - 1, &pad,
                 "<a><b><c>\n<1><><>\n<1><2><>\n4! 4 of 3 fields\n"
                 "<1><2><3>\n<1><2><3>\n");
}

static void
a_short_record_over_lines_is_never_filled_up(void **state)
{
    const struct coh_reader_options pad = {.pad_short = 1};

    (void)state;
    assert_text_with("a,b,c\n\"1\n2\"\n3\n", &pad,
                     "<a><b><c>\n2! 1 of 3 fields\n"
                     "3! the quoting cannot be parsed\n<3><><>\n");
}

/* One stray quote in a file of 40 rows: at each line, at the start of a cell,
 * inside one, at its end, and as the last thing in the file. */
static void
one_stray_quote_costs_one_record_at_any_line(void **state)
{
    static const char *const bad[] = {"7,\"x,y", "7,x\"y,z",   "\"7,x,y",
                                      "7,x,\"",  "7,\"x\"y,z", "7,x,y\""};
    size_t b, at, line, end;

    (void)state;
    for (b = 0; b < UNIT_COUNT(bad); b++)
        for (at = 2; at <= 41; at++)
            for (end = 0; end < 2; end++) {
                struct coh_text file = COH_TEXT_INIT;
                struct coh_record rec;
                struct coh_reader *r;

                assert_int_equal(coh_text_add_string(&file, "a,b,c", NULL), 0);
                for (line = 2; line <= 41; line++)
                    assert_int_equal(
                        coh_text_format(&file, NULL, "\n%s",
                                        line == at ? bad[b] : "1,\"2\",3"),
                        0);
                if (end)
                    assert_int_equal(coh_text_add(&file, "\n", 1, NULL), 0);
                r = open_bytes(file.bytes, file.length, NULL);
                assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
                for (line = 2; line <= 41; line++) {
                    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
                    assert_int_equal(rec.line, line);
                    assert_int_equal(rec.lines, 1);
                    assert_int_equal(rec.aside, line == at);
                }
                assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
                assert_true(rec.end);
                assert_int_equal(coh_reader_counts(r)->records, 40);
                assert_int_equal(coh_reader_counts(r)->aside, 1);
                coh_text_release(&file);
                done(r);
            }
}

static void
a_record_over_lines_with_the_wrong_width_costs_its_first_line(void **state)
{
    (void)state;
    assert_text_reads("a,b\n1,\"x\n2,y\n3,z\"w\n4,5\n",
                      "<a><b>\n2! the quoting cannot be parsed\n<2><y>\n"
                      "4! the quoting cannot be parsed\n<4><5>\n");
    assert_text_reads("a,b\n\"1\n2,y\n3\"\n4,5\n",
                      "<a><b>\n2! 1 of 2 fields\n<2><y>\n"
                      "4! the quoting cannot be parsed\n<4><5>\n");
}

static void
the_end_of_the_file_inside_quotes_is_said_so(void **state)
{
    (void)state;
    assert_text_reads("a,b\n1,\"x\n", "<a><b>\n2! a quoted cell never ends\n");
    assert_text_reads("a,b\n1,\"x", "<a><b>\n2! a quoted cell never ends\n");
}

static void
a_cell_above_the_limit_costs_its_record(void **state)
{
    const struct coh_reader_options ten = {.max_cell = 10};

    (void)state;
    assert_text_with("a,b\n1234567890,2\n12345678901,2\n3,4\n", &ten,
                     "<a><b>\n<1234567890><2>\n"
                     "3! a cell is longer than --max-cell allows\n<3><4>\n");
    /* ten bytes over two lines, then eleven */
    assert_text_with("a,b\n1,\"1234\n67890\"\n1,\"12345\n67890\"\n3,4\n", &ten,
                     "<a><b>\n<1><1234\n67890>\n"
                     "4! a cell is longer than --max-cell allows\n"
                     "5! the quoting cannot be parsed\n<3><4>\n");
    /* nor does an open one have to end to be too long */
    assert_text_with("a,b\n1,\"12345\n6789012\n3\n3,4\n", &ten,
                     "<a><b>\n2! a cell is longer than --max-cell allows\n"
                     "3! 1 of 2 fields\n4! 1 of 2 fields\n<3><4>\n");
    /* many short cells are no long cell */
    assert_text_with("a,b,c,d,e\n\"1\",\"2\",\"3\",\"4\",\"5\n6\"\n", &ten,
                     "<a><b><c><d><e>\n<1><2><3><4><5\n6>\n");
}

static void
a_line_of_five_megabytes_without_an_end_is_set_aside(void **state)
{
    size_t n = 5 << 20;
    char *bytes = malloc(n);
    struct coh_reader *r;
    struct coh_record rec;

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', n);
    memcpy(bytes, "a,b\n1,2\n\xC3\xA9", 10);
    r = open_bytes(bytes, n, NULL);
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_false(rec.aside);
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_true(rec.aside);
    assert_int_equal(rec.line, 3);
    assert_int_equal(rec.raw.length, 200);
    assert_memory_equal(rec.raw.bytes, "éxx", 4);
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_true(rec.end);
    assert_int_equal(coh_reader_counts(r)->cp1252, 0);
    assert_int_equal(coh_reader_bytes(r), n);
    done(r);
    free(bytes);
}

static void
an_endless_line_is_shown_to_a_whole_character(void **state)
{
    static char bytes[400];
    const struct coh_reader_options four = {.max_cell = 60};
    struct coh_reader *r;
    struct coh_record rec;
    size_t n;

    (void)state;
    memcpy(bytes, "a,b\nx", 5);
    for (n = 5; n + 3 <= sizeof(bytes); n += 3)
        memcpy(bytes + n, "€", 3);
    r = open_bytes(bytes, n, &four);
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_true(rec.aside);
    assert_int_equal(rec.raw.length, 199);
    assert_int_equal(coh_utf8_valid(rec.raw.bytes, 199), 199);
    assert_int_equal(coh_reader_counts(r)->cp1252, 0);
    done(r);
}

static void
raw_is_the_first_line_of_what_is_set_aside(void **state)
{
    struct coh_reader *r = open_bytes("a,b\n1,\"x\ny\n", 11, NULL);
    struct coh_record rec;

    (void)state;
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_true(rec.aside);
    assert_true(coh_span_is(rec.raw, "1,\"x"));
    done(r);
}

/* ---- the rest ---- */

static void
an_empty_file_and_a_broken_header_are_faults_of_the_input(void **state)
{
    static const char *const files[] = {"", "\n\n", "\xEF\xBB\xBF",
                                        "a,\"b\n1,2\n", "a,b\"c\n1,2\n"};
    struct coh_error err;
    struct coh_record rec;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(files); i++) {
        struct coh_reader *r = open_bytes(files[i], strlen(files[i]), NULL);

        err.code = COH_OK;
        assert_int_equal(coh_reader_header(r, &rec, &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        done(r);
    }
    assert_null(coh_reader_open("not-there.csv", NULL, &err));
    assert_int_equal(err.code, COH_INPUT);
}

static void
rewinding_reads_the_same_again(void **state)
{
    static const char file[] = "a;b\n1;\xE9\n2;\"x\n3;4\n";
    struct coh_reader *r = open_bytes(file, sizeof(file) - 1, NULL);
    struct coh_text t[2] = {COH_TEXT_INIT, COH_TEXT_INIT};
    char sha256[65];

    (void)state;
    describe(r, &t[0]);
    memcpy(sha256, coh_reader_sha256(r), sizeof(sha256));
    assert_int_equal(strlen(sha256), 64);
    assert_int_equal(coh_reader_rewind(r, NULL), 0);
    assert_int_equal(coh_reader_counts(r)->records, 0);
    describe(r, &t[1]);
    assert_string_equal(coh_text_get(&t[0]), coh_text_get(&t[1]));
    assert_string_equal(sha256, coh_reader_sha256(r));
    assert_int_equal(coh_reader_counts(r)->cp1252, 1);
    coh_text_release(&t[0]);
    coh_text_release(&t[1]);
    done(r);
}

static void
what_is_set_aside_is_noted_with_its_line(void **state)
{
    struct coh_reader *r = open_bytes("a,b\n1\n1,2\n\"x\n", 13, NULL);
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_record rec;

    (void)state;
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_int_equal(coh_reader_next_good(r, &rec, &notes, NULL), 0);
    assert_int_equal(rec.line, 3);
    assert_int_equal(coh_reader_next_good(r, &rec, &notes, NULL), 0);
    assert_true(rec.end);
    assert_int_equal(notes.n, 2);
    assert_true(coh_notes_look(&notes));
    assert_string_equal(notes.note[0].place[0], "line 2");
    assert_string_equal(notes.note[1].place[0], "line 4");
    coh_notes_release(&notes);
    done(r);
}

static size_t
allocations_for(size_t rows)
{
    struct coh_text file = COH_TEXT_INIT;
    struct coh_record rec;
    struct coh_reader *r;
    size_t i, made;

    assert_int_equal(coh_text_add_string(&file, "a,b\n9,\"x\n", NULL), 0);
    for (i = 0; i < rows; i++)
        assert_int_equal(
            coh_text_add_string(&file, "12345,\"some name\"\n", NULL), 0);
    coh_memory_fail_at(0, 0);
    r = open_bytes(file.bytes, file.length, NULL);
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    do
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    while (!rec.end);
    made = coh_memory_fail_at(0, 0);
    assert_int_equal(coh_reader_counts(r)->aside, 1);
    coh_text_release(&file);
    done(r);
    return made;
}

/* Beyond the window nothing grows: 4 MB and 16 MB allocate alike. */
static void
memory_does_not_depend_on_the_files_length(void **state)
{
    (void)state;
    assert_int_equal(allocations_for(250000), allocations_for(1000000));
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
    rc = 0;
out:
    coh_notes_release(&notes);
    coh_reader_free(r);
    return rc;
}

static void
every_failing_allocation_of_the_reader_is_said(void **state)
{
    static const char file[] =
        "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r\n"
        "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,\xE9\n"
        "1,\"x\n\n1,2\n, \"3\"\n";

    (void)state;
    unit_file(path, file, sizeof(file) - 1);
    assert_true(unit_torture(read_all) >= 8);
    unlink(path);
    unit_file(path,
              "\xFF\xFE"
              "a\0,\0b\0\n\0"
              "1\0,\0"
              "2\0",
              16);
    assert_true(unit_torture(read_all) >= 5);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lf_crlf_cr_and_a_mixture_read_alike),
        cmocka_unit_test(marks_and_utf16_leave_no_trace),
        cmocka_unit_test(a_line_that_is_not_utf8_is_windows_1252_and_counted),
        cmocka_unit_test(quoted_cells_keep_delimiters_quotes_and_line_ends),
        cmocka_unit_test(blanks_may_stand_around_quotes),
        cmocka_unit_test(a_nul_byte_is_kept),
        cmocka_unit_test(
            a_blank_line_is_a_blank_cell_in_a_file_of_one_column_only),
        cmocka_unit_test(a_sep_line_decides_unless_the_options_do),
        cmocka_unit_test(a_wrong_width_is_set_aside_with_both_numbers),
        cmocka_unit_test(a_short_record_over_lines_is_never_filled_up),
        cmocka_unit_test(one_stray_quote_costs_one_record_at_any_line),
        cmocka_unit_test(
            a_record_over_lines_with_the_wrong_width_costs_its_first_line),
        cmocka_unit_test(the_end_of_the_file_inside_quotes_is_said_so),
        cmocka_unit_test(a_cell_above_the_limit_costs_its_record),
        cmocka_unit_test(a_line_of_five_megabytes_without_an_end_is_set_aside),
        cmocka_unit_test(an_endless_line_is_shown_to_a_whole_character),
        cmocka_unit_test(raw_is_the_first_line_of_what_is_set_aside),
        cmocka_unit_test(
            an_empty_file_and_a_broken_header_are_faults_of_the_input),
        cmocka_unit_test(rewinding_reads_the_same_again),
        cmocka_unit_test(what_is_set_aside_is_noted_with_its_line),
        cmocka_unit_test(memory_does_not_depend_on_the_files_length),
        cmocka_unit_test(every_failing_allocation_of_the_reader_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
