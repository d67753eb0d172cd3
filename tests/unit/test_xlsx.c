/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <sys/stat.h>

#include "table/writer.h"

/* What a workbook holds is read by other programs in
 * tests/cli/cohort-table/xlsx*; here is what makes one or refuses it. */
static char path[UNIT_PATH];

static int
write_book(struct coh_span text, size_t rows, struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;

    if (coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_XLSX, -1, err)) ||
        coh_writer_column(w, coh_span_of("a"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, coh_span_of("b"), COH_COLUMN_NUMBER, err))
        goto out;
    for (; rows; rows--)
        if (coh_writer_text(w, text, err) || coh_writer_double(w, 1.5, err) ||
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
book(struct coh_text *t, const char *text)
{
    unlink(path);
    assert_int_equal(write_book(coh_span_of(text), 3, NULL), 0);
    coh_text_clear(t);
    assert_int_equal(coh_file_read(path, t, NULL), 0);
}

static void
the_same_table_is_the_same_workbook_and_another_is_not(void **state)
{
    struct coh_text a = COH_TEXT_INIT, b = COH_TEXT_INIT;
    struct stat st;

    (void)state;
    unit_file(path, "", 0);
    book(&a, "=1+1");
    assert_memory_equal(a.bytes, "PK\3\4", 4); /* a zip archive's first bytes */
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    book(&b, "=1+1");
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.bytes, b.bytes, a.length);
    book(&b, "=1+2");
    assert_true(!coh_span_equal(coh_text_span(&a), coh_text_span(&b)));
    coh_text_release(&a);
    coh_text_release(&b);
    unlink(path);
}

static void
assert_refused(struct coh_span text)
{
    struct coh_error err = COH_ERROR_INIT;

    unit_file(path, "", 0);
    unlink(path);
    assert_int_equal(write_book(text, 1, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(access(path, F_OK), -1);
}

/* 32,767 is the limit of a cell in the specification of Excel; it counts
 * UTF-16, in which U+1D11E is two. */
static void
a_text_longer_than_a_cell_is_refused_and_nothing_is_cut(void **state)
{
    static char text[4 * 16384];
    size_t i;

    (void)state;
    memset(text, 'x', sizeof(text));
    unit_file(path, "", 0);
    assert_int_equal(write_book((struct coh_span){text, 32767}, 1, NULL), 0);
    unlink(path);
    assert_refused((struct coh_span){text, 32768});
    for (i = 0; i < sizeof(text); i += 4)
        memcpy(text + i, "\xF0\x9D\x84\x9E", 4);
    assert_refused((struct coh_span){text, sizeof(text)});
    unit_file(path, "", 0);
    assert_int_equal(
        write_book((struct coh_span){text, sizeof(text) - 4}, 1, NULL), 0);
    unlink(path);
}

static void
what_no_workbook_can_hold_is_refused(void **state)
{
    (void)state;
    assert_refused((struct coh_span){"a\0b", 3});
    assert_refused(coh_span_of("\xEF\xBF\xBF"));
    assert_refused(coh_span_of("\xFF"));
}

static void
more_columns_than_a_sheet_holds_are_refused(void **state)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_writer *w;
    int i;

    (void)state;
    unit_file(path, "", 0);
    assert_int_equal(coh_out_open(&out, path, NULL), 0);
    w = coh_writer_new(&out, COH_FORMAT_XLSX, -1, NULL);
    assert_non_null(w);
    for (i = 0; i < 16385; i++)
        assert_int_equal(
            coh_writer_column(w, coh_span_of("a"), COH_COLUMN_TEXT, NULL), 0);
    assert_int_equal(coh_writer_end(w, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_writer_free(w);
    coh_out_release(&out);
    unlink(path);
}

static int
torture(struct coh_error *err)
{
    return write_book(coh_span_of("_x0041_\r"), 2, err);
}

static void
a_failing_allocation_fails_the_workbook(void **state)
{
    (void)state;
    unit_file(path, "", 0);
    assert_true(unit_torture(torture) > 5);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_same_table_is_the_same_workbook_and_another_is_not),
        cmocka_unit_test(
            a_text_longer_than_a_cell_is_refused_and_nothing_is_cut),
        cmocka_unit_test(what_no_workbook_can_hold_is_refused),
        cmocka_unit_test(more_columns_than_a_sheet_holds_are_refused),
        cmocka_unit_test(a_failing_allocation_fails_the_workbook),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
