/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "table/guard.h"
#include "table/reader.h"
#include "table/writer.h"

static char path[UNIT_PATH];

/* OWASP ASVS 1.2.10 and CWE-1236 name the ASCII ones; the full-width forms are
 * U+FF1D, U+FF0B, U+FF0D and U+FF20. */
static void
the_beginnings_that_a_spreadsheet_runs_are_guarded(void **state)
{
    static const struct coh_span run[] = {
        {"=1+1", 4},
        {"+1", 2},
        {"-1.5", 4},
        {"@SUM", 4},
        {"\tx", 2},
        {"\rx", 2},
        {"\nx", 2},
        {"\0x", 2},
        {"\xEF\xBC\x9D"
         "1",
         4},
        {"\xEF\xBC\x8B", 3},
        {"\xEF\xBC\x8D", 3},
        {"\xEF\xBC\xA0", 3},
        {"'", 1},
        {"'=", 2},
    };
    static const char *const harmless[] = {
        "", "a=1", " =1", "1-2", "00812", "\"=1\"", "\xEF\xBC", "\xEF\xBC\x91",
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(run); i++)
        assert_true(coh_guard_needs(run[i]));
    for (i = 0; i < UNIT_COUNT(harmless); i++)
        assert_false(coh_guard_needs(coh_span_of(harmless[i])));
}

static void
one_leading_apostrophe_comes_off(void **state)
{
    (void)state;
    assert_true(coh_span_is(coh_guard_off(coh_span_of("'=1")), "=1"));
    assert_true(coh_span_is(coh_guard_off(coh_span_of("''tis")), "'tis"));
    assert_true(coh_span_is(coh_guard_off(coh_span_of("a'b")), "a'b"));
    assert_int_equal(coh_guard_off(coh_span_of("")).length, 0);
}

/* ---- every text there and back ---- */

/* A text of up to seven bytes out of those that matter. */
static struct coh_span
text_of(unsigned n, char out[32])
{
    static const char *const part[] = {
        "=",  "+", "-", "@", "\t", "\r", "\n",       "'",
        "\"", ",", ";", " ", "a",  "7",  "\xC3\xA9", "\xEF\xBC\x9D"};
    size_t length = 0, at;
    unsigned k;

    for (k = n % 5; k; k--, n /= (unsigned)UNIT_COUNT(part)) {
        at = (n / 5) % UNIT_COUNT(part);
        memcpy(out + length, part[at], strlen(part[at]));
        length += strlen(part[at]);
    }
    return (struct coh_span){out, length};
}

enum { TEXTS = 20000 };

static int
write_texts(enum coh_format format, struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    char text[32];
    unsigned n;
    int rc = -1;

    if (coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, format, -1, err)))
        goto out;
    coh_writer_guard(w);
    if (coh_writer_column(w, coh_span_of("=n"), COH_COLUMN_NUMBER, err) ||
        coh_writer_column(w, coh_span_of("text"), COH_COLUMN_TEXT, err))
        goto out;
    for (n = 0; n < TEXTS; n++)
        if (coh_writer_double(w, -1.5, err) ||
            coh_writer_text(w, text_of(n * 2654435761u, text), err) ||
            coh_writer_row(w, err))
            goto out;
    if (coh_writer_end(w, err) || coh_out_close(&out, err))
        goto out;
    rc = 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

static void
assert_comes_back(enum coh_format format)
{
    struct coh_reader_options options = {.max_cell = 1024};
    struct coh_reader *r;
    struct coh_record rec;
    char text[32];
    unsigned n;

    unit_file(path, "", 0);
    assert_int_equal(write_texts(format, NULL), 0);
    r = coh_reader_open(path, &options, NULL);
    assert_non_null(r);
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_true(coh_span_is(rec.cell[0], "'=n"));
    for (n = 0; n < TEXTS; n++) {
        struct coh_span wanted = text_of(n * 2654435761u, text);

        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_true(coh_span_is(rec.cell[0], "-1.5"));
        assert_int_equal(coh_guard_needs(wanted),
                         rec.cell[1].length && rec.cell[1].bytes[0] == '\'');
        assert_true(coh_span_equal(coh_guard_off(rec.cell[1]), wanted));
    }
    coh_reader_free(r);
    unlink(path);
}

static void
every_text_comes_back_from_guarded_csv(void **state)
{
    (void)state;
    assert_comes_back(COH_FORMAT_CSV);
}

static void
every_text_comes_back_from_guarded_tsv(void **state)
{
    (void)state;
    assert_comes_back(COH_FORMAT_TSV);
}

static void
write_one(const char *text, enum coh_column_kind kind, const char *expected)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_writer *w;

    unit_file(path, "", 0);
    assert_int_equal(coh_out_open(&out, path, NULL), 0);
    w = coh_writer_new(&out, COH_FORMAT_CSV, -1, NULL);
    assert_non_null(w);
    coh_writer_guard(w);
    assert_int_equal(coh_writer_column(w, coh_span_of("a"), kind, NULL), 0);
    assert_int_equal(coh_writer_string(w, text, NULL), 0);
    assert_int_equal(coh_writer_row(w, NULL), 0);
    assert_int_equal(coh_writer_end(w, NULL), 0);
    assert_int_equal(coh_out_close(&out, NULL), 0);
    assert_int_equal(coh_file_read(path, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
    coh_writer_free(w);
    coh_out_release(&out);
    unlink(path);
}

static void
a_number_in_its_column_stays_and_a_text_there_does_not(void **state)
{
    (void)state;
    write_one("-1.5", COH_COLUMN_NUMBER, "a\n-1.5\n");
    write_one("+2e3", COH_COLUMN_NUMBER, "a\n+2e3\n");
    write_one("-1.5", COH_COLUMN_TEXT, "a\n'-1.5\n");
    write_one("-1+cmd|' /C calc'!A0", COH_COLUMN_NUMBER,
              "a\n'-1+cmd|' /C calc'!A0\n");
    write_one("\t5", COH_COLUMN_NUMBER, "a\n'\t5\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_beginnings_that_a_spreadsheet_runs_are_guarded),
        cmocka_unit_test(one_leading_apostrophe_comes_off),
        cmocka_unit_test(every_text_comes_back_from_guarded_csv),
        cmocka_unit_test(every_text_comes_back_from_guarded_tsv),
        cmocka_unit_test(
            a_number_in_its_column_stays_and_a_text_there_does_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
