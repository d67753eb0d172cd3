/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/head.h"

#include "unit-reader.h"

/* A title, labels of the table's own width, a blank line, the header with a
 * field that has no name, and rows: the form of a score sheet. */
static const char sheet[] = "Maple Team, fall\n"
                            "Teacher:,Ms. Vale,\n"
                            "Points Possible:,7.0,\n"
                            "\n"
                            "Num,Name,\n"
                            "00812,Ash Wren,x\n"
                            "00813,Bo Finch\n"
                            "00814\n";

static void
the_first_records_keep_their_own_widths_and_lines(void **state)
{
    static const size_t width[] = {2, 3, 3, 3, 3}, line[] = {1, 2, 3, 5, 6};
    struct coh_reader *r = open_bytes(sheet, sizeof(sheet) - 1, NULL);
    struct coh_head head = COH_HEAD_INIT;
    struct coh_record rec;
    size_t i;

    (void)state;
    assert_int_equal(coh_head_read(&head, r, 5, NULL), 0);
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_int_equal(rec.line, 1); /* rewound */
    done(r);
    assert_int_equal(head.n, 5);
    assert_false(head.whole);
    for (i = 0; i < head.n; i++) {
        assert_int_equal(head.record[i].n, width[i]);
        assert_int_equal(head.record[i].line, line[i]);
    }
    assert_true(coh_span_is(head.record[2].cell[1], "7.0"));
    assert_true(coh_span_is(head.record[4].raw, "00812,Ash Wren,x"));
    coh_head_release(&head);
    coh_head_release(&head);
}

static void
a_short_file_is_whole_also_when_it_is_read_later(void **state)
{
    struct coh_reader *r = open_bytes("a\n\"b\n", 5, NULL);
    struct coh_head head = COH_HEAD_INIT;
    struct coh_record rec;

    (void)state;
    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_int_equal(coh_head_read(&head, r, 9, NULL), 0);
    assert_int_equal(head.n, 2);
    assert_true(head.whole);
    assert_true(head.record[1].aside);
    assert_int_equal(coh_reader_counts(r)->records, 0);
    coh_head_release(&head);
    done(r);
}

static void
a_header_below_other_records_fixes_the_width(void **state)
{
    struct coh_reader *r = open_bytes(sheet, sizeof(sheet) - 1, NULL);
    struct coh_record rec;
    int round;

    (void)state;
    for (round = 0; round < 2; round++) {
        assert_int_equal(coh_reader_start(r, 3, &rec, NULL), 0);
        assert_int_equal(rec.line, 5);
        assert_true(coh_span_is(rec.cell[0], "Num"));
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_int_equal(rec.n, 3);
        assert_true(coh_span_is(rec.cell[2], "x"));
        /* the field that is not there has no name: nothing is missing */
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_false(rec.aside);
        assert_false(rec.padded);
        assert_int_equal(rec.n, 3);
        assert_int_equal(rec.cell[2].length, 0);
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_string_equal(rec.reason, "1 of 3 fields");
        assert_int_equal(coh_reader_counts(r)->above, 3);
        assert_int_equal(coh_reader_counts(r)->records, 3);
        assert_int_equal(coh_reader_counts(r)->aside, 1);
    }
    done(r);
}

static void
a_title_that_cannot_be_parsed_costs_nothing_below_it(void **state)
{
    static const char file[] = "The \"best\" team\nid,score\n1,2\n";
    struct coh_reader *r = open_bytes(file, sizeof(file) - 1, NULL);
    struct coh_record rec;

    (void)state;
    assert_int_equal(coh_reader_start(r, 1, &rec, NULL), 0);
    assert_int_equal(rec.n, 2);
    assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    assert_false(rec.aside);
    assert_int_equal(coh_reader_counts(r)->aside, 0);
    done(r);
}

static void
no_record_where_the_header_should_be_is_a_fault_of_the_input(void **state)
{
    struct coh_reader *r = open_bytes("a\n1\n", 4, NULL);
    struct coh_error err = COH_ERROR_INIT;
    struct coh_record rec;
    size_t above;

    (void)state;
    for (above = 2; above <= 4; above++) {
        err.code = COH_OK;
        assert_int_equal(coh_reader_start(r, above, &rec, &err), -1);
        assert_int_equal(err.code, COH_INPUT);
    }
    done(r);
}

static void
a_head_ends_after_four_megabytes(void **state)
{
    size_t n = 9 << 20, i;
    char *bytes = malloc(n);
    struct coh_head head = COH_HEAD_INIT;
    struct coh_reader *r;

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', n);
    for (i = 1 << 19; i < n; i += 1 << 19)
        bytes[i] = '\n';
    r = open_bytes(bytes, n, NULL);
    assert_int_equal(coh_head_read(&head, r, 100, NULL), 0);
    /* raw and cell are kept: 1 MiB a record */
    assert_int_equal(head.n, 5);
    assert_false(head.whole);
    coh_head_release(&head);
    done(r);
    free(bytes);
}

static int
read_head(struct coh_error *err)
{
    struct coh_reader *r = coh_reader_open(path, NULL, err);
    struct coh_head head = COH_HEAD_INIT;
    struct coh_record rec;
    int rc = -1;

    if (r && !coh_head_read(&head, r, 20, err) &&
        !coh_reader_start(r, 3, &rec, err))
        rc = 0;
    coh_head_release(&head);
    coh_reader_free(r);
    return rc;
}

static void
every_failing_allocation_of_a_head_is_said(void **state)
{
    (void)state;
    unit_file(path, sheet, sizeof(sheet) - 1);
    assert_true(unit_torture(read_head) >= 6);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_records_keep_their_own_widths_and_lines),
        cmocka_unit_test(a_short_file_is_whole_also_when_it_is_read_later),
        cmocka_unit_test(a_header_below_other_records_fixes_the_width),
        cmocka_unit_test(a_title_that_cannot_be_parsed_costs_nothing_below_it),
        cmocka_unit_test(
            no_record_where_the_header_should_be_is_a_fault_of_the_input),
        cmocka_unit_test(a_head_ends_after_four_megabytes),
        cmocka_unit_test(every_failing_allocation_of_a_head_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
