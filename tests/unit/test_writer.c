/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <math.h>

#include "table/reader.h"
#include "table/writer.h"

static char path[UNIT_PATH];

/* A table of a text and a number column; each row is a text and a double, and
 * NAN is blank. */
struct row {
    const char *text;
    double number;
};

static int
write_rows(enum coh_format format, int digits, const struct row *row, size_t n,
           struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    size_t i;
    int rc = -1;

    if (coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, format, digits, err)) ||
        coh_writer_column(w, coh_span_of("na|me"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, coh_span_of("mean"), COH_COLUMN_NUMBER, err))
        goto out;
    for (i = 0; i < n; i++)
        if (coh_writer_string(w, row[i].text, err) ||
            coh_writer_double(w, row[i].number, err) || coh_writer_row(w, err))
            goto out;
    if (coh_writer_rows(w) != n || coh_writer_end(w, err) ||
        coh_out_close(&out, err))
        goto out;
    rc = 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

static void
assert_writes(enum coh_format format, int digits, const struct row *row,
              size_t n, const char *expected)
{
    struct coh_text t = COH_TEXT_INIT;

    unit_file(path, "", 0);
    assert_int_equal(write_rows(format, digits, row, n, NULL), 0);
    assert_int_equal(coh_file_read(path, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
    unlink(path);
}

static const struct row plain[] = {{"Ann", 41.5}, {"Bo", NAN}, {"", 100}};

static void
each_format_has_its_form(void **state)
{
    (void)state;
    assert_writes(COH_FORMAT_CSV, -1, plain, 3,
                  "na|me,mean\nAnn,41.5\nBo,\n,100\n");
    assert_writes(COH_FORMAT_TSV, -1, plain, 3,
                  "na|me\tmean\nAnn\t41.5\nBo\t\n\t100\n");
    assert_writes(COH_FORMAT_JSON, -1, plain, 3,
                  "[\n{\"na|me\":\"Ann\",\"mean\":41.5},\n"
                  "{\"na|me\":\"Bo\",\"mean\":null},\n"
                  "{\"na|me\":\"\",\"mean\":100}\n]\n");
    assert_writes(COH_FORMAT_JSONL, -1, plain, 3,
                  "{\"na|me\":\"Ann\",\"mean\":41.5}\n"
                  "{\"na|me\":\"Bo\",\"mean\":null}\n"
                  "{\"na|me\":\"\",\"mean\":100}\n");
    assert_writes(COH_FORMAT_MARKDOWN, -1, plain, 3,
                  "| na\\|me | mean |\n| --- | ---: |\n| Ann | 41.50 |\n"
                  "| Bo |  |\n|  | 100.00 |\n");
    assert_writes(COH_FORMAT_TABLE, -1, plain, 3,
                  "na|me    mean\n─────  ──────\nAnn     41.50\nBo           \n"
                  "       100.00\n");
}

static void
a_header_is_written_also_without_rows(void **state)
{
    (void)state;
    assert_writes(COH_FORMAT_CSV, -1, NULL, 0, "na|me,mean\n");
    assert_writes(COH_FORMAT_JSON, -1, NULL, 0, "[]\n");
    assert_writes(COH_FORMAT_JSONL, -1, NULL, 0, "");
    assert_writes(COH_FORMAT_MARKDOWN, -1, NULL, 0,
                  "| na\\|me | mean |\n| --- | ---: |\n");
    assert_writes(COH_FORMAT_TABLE, -1, NULL, 0, "na|me  mean\n─────  ────\n");
}

static void
digits_hold_in_every_format(void **state)
{
    (void)state;
    assert_writes(COH_FORMAT_CSV, 1, plain, 3,
                  "na|me,mean\nAnn,41.5\nBo,\n,100.0\n");
    assert_writes(COH_FORMAT_JSONL, 0, plain, 1,
                  "{\"na|me\":\"Ann\",\"mean\":42}\n");
}

/* Every finite double is a JSON number (RFC 8259), also with an exponent or
 * with more digits than a decimal holds. */
static void
json_writes_every_finite_double_as_a_number(void **state)
{
    static const struct row rows[] = {
        {"", 1e300}, {"", 1.2345678901234568e-05}, {"", -1e-20}, {"", 1e15}};

    (void)state;
    assert_writes(COH_FORMAT_JSONL, -1, rows, 4,
                  "{\"na|me\":\"\",\"mean\":1e+300}\n"
                  "{\"na|me\":\"\",\"mean\":0.000012345678901234568}\n"
                  "{\"na|me\":\"\",\"mean\":-1e-20}\n"
                  "{\"na|me\":\"\",\"mean\":1e+15}\n");
}

/* Number columns may carry text of numbers, in forms that JSON does not have.
 */
static void
json_writes_numbers_in_its_own_form_and_other_text_as_strings(void **state)
{
    static const char *const cells[] = {
        "+5", ".5", "007", "1.50", "Absent", "12345678901234567890"};
    struct coh_out out = COH_OUT_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_writer *w;
    size_t i;

    (void)state;
    unit_file(path, "", 0);
    assert_int_equal(coh_out_open(&out, path, NULL), 0);
    w = coh_writer_new(&out, COH_FORMAT_JSONL, -1, NULL);
    assert_int_equal(
        coh_writer_column(w, coh_span_of("v"), COH_COLUMN_NUMBER, NULL), 0);
    for (i = 0; i < UNIT_COUNT(cells); i++) {
        assert_int_equal(coh_writer_string(w, cells[i], NULL), 0);
        assert_int_equal(coh_writer_row(w, NULL), 0);
    }
    assert_int_equal(coh_writer_end(w, NULL), 0);
    assert_int_equal(coh_out_close(&out, NULL), 0);
    assert_int_equal(coh_file_read(path, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t),
                        "{\"v\":5}\n{\"v\":0.5}\n{\"v\":7}\n{\"v\":1.50}\n"
                        "{\"v\":\"Absent\"}\n"
                        "{\"v\":\"12345678901234567890\"}\n");
    coh_text_release(&t);
    coh_writer_free(w);
    coh_out_release(&out);
    unlink(path);
}

static void
what_would_break_a_format_is_escaped(void **state)
{
    static const struct row rows[] = {{"a,b", 1},      {"a\"b", 2},
                                      {"a\nb", 3},     {" a", 4},
                                      {"<b>|*`\\", 5}, {"\x1B[1m\xC2\x9B", 6}};

    (void)state;
    assert_writes(COH_FORMAT_CSV, -1, rows, 5,
                  "na|me,mean\n\"a,b\",1\n\"a\"\"b\",2\n\"a\nb\",3\n"
                  "\" a\",4\n<b>|*`\\,5\n");
    assert_writes(COH_FORMAT_MARKDOWN, 0, rows + 2, 3,
                  "| na\\|me | mean |\n| --- | ---: |\n| a b | 3 |\n"
                  "|  a | 4 |\n| &lt;b>\\|\\*\\`\\\\ | 5 |\n");
    assert_writes(COH_FORMAT_JSONL, -1, rows + 1, 2,
                  "{\"na|me\":\"a\\\"b\",\"mean\":2}\n"
                  "{\"na|me\":\"a\\nb\",\"mean\":3}\n");
    assert_writes(COH_FORMAT_TABLE, 0, rows + 5, 1,
                  "na|me            mean\n───────────────  ────\n"
                  "\\x1B[1m\\xC2\\x9B     6\n");
}

/* What was written as CSV or TSV reads back as the same cells. */
static void
csv_and_tsv_read_back(void **state)
{
    static const struct row rows[] = {
        {"a,b\t\"c\"\r\n", 0.1}, {" x ", -2}, {"é;|", 1e-300}, {"", 3}};
    static const enum coh_format formats[] = {COH_FORMAT_CSV, COH_FORMAT_TSV};
    size_t f, i;

    (void)state;
    for (f = 0; f < 2; f++) {
        struct coh_reader *r;
        struct coh_record rec;

        unit_file(path, "", 0);
        assert_int_equal(write_rows(formats[f], -1, rows, 4, NULL), 0);
        r = coh_reader_open(path, NULL, NULL);
        assert_non_null(r);
        assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
        for (i = 0; i < 4; i++) {
            assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
            assert_int_equal(rec.n, 2);
            assert_true(coh_span_is(rec.cell[0], rows[i].text));
            assert_true(coh_number_double(rec.cell[1]) == rows[i].number);
        }
        coh_reader_free(r);
        unlink(path);
    }
}

static void
a_lone_blank_cell_is_quoted_so_that_it_reads_back(void **state)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_writer *w;

    (void)state;
    unit_file(path, "", 0);
    assert_int_equal(coh_out_open(&out, path, NULL), 0);
    w = coh_writer_new(&out, COH_FORMAT_CSV, -1, NULL);
    assert_int_equal(
        coh_writer_column(w, coh_span_of("v"), COH_COLUMN_TEXT, NULL), 0);
    assert_int_equal(coh_writer_row(w, NULL), 0);
    assert_int_equal(coh_writer_count(w, 7, NULL), 0);
    assert_int_equal(coh_writer_row(w, NULL), 0);
    assert_int_equal(coh_writer_end(w, NULL), 0);
    assert_int_equal(coh_out_close(&out, NULL), 0);
    assert_int_equal(coh_file_read(path, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), "v\n\"\"\n7\n");
    coh_text_release(&t);
    coh_writer_free(w);
    coh_out_release(&out);
    unlink(path);
}

static void
more_cells_than_columns_are_refused(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_writer *w = coh_writer_new(NULL, COH_FORMAT_CSV, -1, NULL);

    (void)state;
    assert_int_equal(
        coh_writer_column(w, coh_span_of("v"), COH_COLUMN_TEXT, NULL), 0);
    assert_int_equal(coh_writer_string(w, "1", NULL), 0);
    assert_int_equal(coh_writer_string(w, "2", &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    coh_writer_free(w);
    coh_writer_free(NULL);
}

static void
a_cell_that_is_not_utf8_cannot_be_json(void **state)
{
    static const struct row rows[] = {{"\xFF", 1}};
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    unit_file(path, "", 0);
    assert_int_equal(write_rows(COH_FORMAT_JSON, -1, rows, 1, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    unlink(path);
}

static void
formats_have_names_and_endings(void **state)
{
    static const struct {
        const char *path;
        enum coh_format format;
    } rows[] = {
        {"a.csv", COH_FORMAT_CSV},     {"a.b.tsv", COH_FORMAT_TSV},
        {"a.json", COH_FORMAT_JSON},   {"a.jsonl", COH_FORMAT_JSONL},
        {"a.md", COH_FORMAT_MARKDOWN}, {"a.txt", COH_FORMAT_TABLE},
        {"a.xlsx", COH_FORMAT_XLSX},   {"a", COH_FORMAT_AUTO},
        {"a.xyz", COH_FORMAT_AUTO},    {NULL, COH_FORMAT_AUTO},
    };
    struct coh_error err = COH_ERROR_INIT;
    enum coh_format format;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++)
        assert_int_equal(coh_format_of_path(rows[i].path), rows[i].format);
    assert_int_equal(coh_format_parse("jsonl", &format, NULL), 0);
    assert_int_equal(format, COH_FORMAT_JSONL);
    assert_int_equal(coh_format_parse("auto", &format, &err), -1);
    assert_int_equal(coh_format_parse("yaml", &format, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
}

/* Held rows are written when the lent text is long gone. */
static void
a_lent_text_is_needed_until_its_row_has_ended(void **state)
{
    static const enum coh_format format[] = {COH_FORMAT_CSV,
                                             COH_FORMAT_MARKDOWN};
    static const char *const expected[] = {
        "a,b\n1,\"x,y\"\n2,\"x,y\"\n",
        "| a | b |\n| --- | --- |\n| 1 | x,y |\n| 2 | x,y |\n"};
    struct coh_text t = COH_TEXT_INIT;
    char number[] = "1";
    const struct coh_span row[] = {{number, 1}, {"x,y", 3}};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(format); i++) {
        struct coh_out out = COH_OUT_INIT;
        struct coh_writer *w;

        unit_file(path, "", 0);
        assert_int_equal(coh_out_open(&out, path, NULL), 0);
        w = coh_writer_new(&out, format[i], -1, NULL);
        assert_int_equal(
            coh_writer_column(w, coh_span_of("a"), COH_COLUMN_TEXT, NULL), 0);
        assert_int_equal(
            coh_writer_column(w, coh_span_of("b"), COH_COLUMN_TEXT, NULL), 0);
        for (number[0] = '1'; number[0] < '3'; number[0]++)
            assert_int_equal(
                coh_writer_lend(w, row, 2, NULL) || coh_writer_row(w, NULL), 0);
        assert_int_equal(coh_writer_end(w, NULL), 0);
        assert_int_equal(coh_out_close(&out, NULL), 0);
        coh_text_clear(&t);
        assert_int_equal(coh_file_read(path, &t, NULL), 0);
        assert_string_equal(coh_text_get(&t), expected[i]);
        coh_writer_free(w);
        coh_out_release(&out);
        unlink(path);
    }
    coh_text_release(&t);
}

static enum coh_format tortured;

static int
write_some(struct coh_error *err)
{
    return write_rows(tortured, -1, plain, 3, err);
}

static void
a_terminal_table_breaks_texts_where_it_is_told_to(void **state)
{
    /* Between words, within a word that is too long, by characters and not
     * by bytes; the number stands on the first line. */
    static const struct row row[] = {
        {"one two  three", 1},
        {"\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F"
         "abcdefg h",
         2},
        {"", 3},
    };
    struct coh_out out = COH_OUT_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_writer *w;
    size_t i;

    (void)state;
    unit_file(path, "", 0);
    assert_int_equal(coh_out_open(&out, path, NULL), 0);
    w = coh_writer_new(&out, COH_FORMAT_TABLE, -1, NULL);
    assert_int_equal(
        coh_writer_column(w, coh_span_of("text"), COH_COLUMN_TEXT, NULL), 0);
    assert_int_equal(
        coh_writer_column(w, coh_span_of("x"), COH_COLUMN_NUMBER, NULL), 0);
    coh_writer_wrap(w, "text", 8);
    coh_writer_decimals(w, 1, 0);
    for (i = 0; i < UNIT_COUNT(row); i++) {
        assert_int_equal(coh_writer_string(w, row[i].text, NULL), 0);
        assert_int_equal(coh_writer_double(w, row[i].number, NULL), 0);
        assert_int_equal(coh_writer_row(w, NULL), 0);
    }
    assert_int_equal(coh_writer_end(w, NULL), 0);
    assert_int_equal(coh_out_close(&out, NULL), 0);
    assert_int_equal(coh_file_read(path, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t),
                        "text      x\n"
                        "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
                        "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"
                        "\xE2\x94\x80\xE2\x94\x80  \xE2\x94\x80\n"
                        "one two   1\n"
                        "three      \n"
                        "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F"
                        "abcd  2\n"
                        "efg h      \n"
                        "          3\n");
    coh_text_release(&t);
    coh_writer_free(w);
    coh_out_release(&out);
    unlink(path);
}

static void
every_failing_allocation_of_a_writer_is_said(void **state)
{
    (void)state;
    unit_file(path, "", 0);
    for (tortured = COH_FORMAT_CSV; tortured < COH_FORMATS; tortured++)
        assert_true(unit_torture(write_some) >= 6);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_format_has_its_form),
        cmocka_unit_test(a_header_is_written_also_without_rows),
        cmocka_unit_test(digits_hold_in_every_format),
        cmocka_unit_test(json_writes_every_finite_double_as_a_number),
        cmocka_unit_test(
            json_writes_numbers_in_its_own_form_and_other_text_as_strings),
        cmocka_unit_test(what_would_break_a_format_is_escaped),
        cmocka_unit_test(csv_and_tsv_read_back),
        cmocka_unit_test(a_lone_blank_cell_is_quoted_so_that_it_reads_back),
        cmocka_unit_test(more_cells_than_columns_are_refused),
        cmocka_unit_test(a_lent_text_is_needed_until_its_row_has_ended),
        cmocka_unit_test(a_cell_that_is_not_utf8_cannot_be_json),
        cmocka_unit_test(formats_have_names_and_endings),
        cmocka_unit_test(a_terminal_table_breaks_texts_where_it_is_told_to),
        cmocka_unit_test(every_failing_allocation_of_a_writer_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
