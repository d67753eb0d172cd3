/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit-reader.h"

#include "table/table.h"

static void
read_table(struct coh_table *t, const char *text)
{
    struct coh_reader *r = open_bytes(text, strlen(text), NULL);

    assert_int_equal(coh_table_read(t, r, NULL, NULL), 0);
    done(r);
}

static int
read_again(struct coh_table *t, const char *text, struct coh_error *err)
{
    struct coh_reader *r = open_bytes(text, strlen(text), NULL);
    int rc = coh_table_read(t, r, NULL, err);

    done(r);
    return rc;
}

static void
cells_outlive_their_reader_and_lines_are_kept(void **state)
{
    struct coh_table t = COH_TABLE_INIT;

    (void)state;
    read_table(&t, "a, b\n1,\"x\ny\"\n2\n3,\n");
    assert_int_equal(t.rows, 2);
    assert_true(coh_span_is(t.header.name[1], "b"));
    assert_true(coh_span_is(coh_table_cell(&t, 0, 1), "x\ny"));
    assert_int_equal(coh_table_cell(&t, 1, 1).length, 0);
    assert_int_equal(t.line[0], 2);
    assert_int_equal(t.line[1], 5);
    coh_table_release(&t);
    coh_table_release(&t);
}

static void
a_second_file_of_the_same_header_adds_its_rows(void **state)
{
    struct coh_table t = COH_TABLE_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    read_table(&t, "a,b\n1,2\n");
    read_table(&t, "a,b\n3,4\n");
    assert_int_equal(t.rows, 2);
    assert_true(coh_span_is(coh_table_cell(&t, 1, 0), "3"));
    assert_int_equal(read_again(&t, "a,c\n5,6\n", &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    err.code = COH_OK;
    assert_int_equal(read_again(&t, "a,b,c\n5,6,7\n", &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(t.rows, 2);
    coh_table_release(&t);
}

static void
a_column_of_numbers_may_have_blanks_but_no_id(void **state)
{
    static const enum coh_column_kind expected[] = {
        COH_COLUMN_NUMBER, COH_COLUMN_TEXT,   COH_COLUMN_TEXT,
        COH_COLUMN_TEXT,   COH_COLUMN_NUMBER,
    };
    struct coh_table t = COH_TABLE_INIT;
    size_t i;

    (void)state;
    read_table(&t, "number,id,word,blank,zero\n"
                   "1.5,00812,x,,0\n"
                   " ,12,5,,0.5\n"
                   "-2,7,6, ,1e3\n");
    for (i = 0; i < UNIT_COUNT(expected); i++)
        assert_int_equal(coh_table_kind(&t, i), expected[i]);
    coh_table_release(&t);
}

static void
assert_order(const struct coh_table *t, const char *keys, const char *expected)
{
    size_t *order = NULL, i;

    assert_int_equal(coh_table_sort(t, keys, &order, NULL), 0);
    for (i = 0; i < t->rows; i++)
        assert_int_equal(order[i], expected[i] - '0');
    coh_free(order);
}

static void
downwards_all_is_turned_but_blanks_come_last(void **state)
{
    struct coh_table t = COH_TABLE_INIT;

    (void)state;
    read_table(&t, "v,w\n10,a\n9,b\n,c\nabc,d\n9.0,e\n1e40,f\n");
    assert_order(&t, "v", "140532");
    assert_order(&t, "v:desc", "350142");
    assert_order(&t, "v:desc,w:desc", "350412");
    assert_order(&t, "w:desc", "543210");
    assert_order(&t, NULL, "012345");
    coh_table_release(&t);
}

static void
sorting_by_what_is_not_there_is_a_fault_of_the_input(void **state)
{
    struct coh_table t = COH_TABLE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t *order = NULL;

    (void)state;
    read_table(&t, "v\n1\n");
    assert_int_equal(coh_table_sort(&t, "x", &order, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_free(order);
    coh_table_release(&t);
}

static void
a_header_alone_is_a_table_without_rows(void **state)
{
    struct coh_table t = COH_TABLE_INIT;

    (void)state;
    read_table(&t, "a,b\n");
    assert_int_equal(t.rows, 0);
    assert_int_equal(coh_table_kind(&t, 0), COH_COLUMN_TEXT);
    assert_order(&t, "a", "");
    coh_table_release(&t);
}

static int
read_and_sort(struct coh_error *err)
{
    struct coh_reader *r = coh_reader_open(path, NULL, err);
    struct coh_table t = COH_TABLE_INIT;
    size_t *order = NULL;
    int rc = -1;

    if (!r || coh_table_read(&t, r, NULL, err) ||
        coh_table_sort(&t, "a:desc", &order, err))
        goto out;
    rc = 0;
out:
    coh_free(order);
    coh_table_release(&t);
    coh_reader_free(r);
    return rc;
}

static void
every_failing_allocation_of_a_table_is_said(void **state)
{
    (void)state;
    unit_file(path, "a,b\n1,2\n3,4\n", 12);
    assert_true(unit_torture(read_and_sort) >= 12);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_outlive_their_reader_and_lines_are_kept),
        cmocka_unit_test(a_second_file_of_the_same_header_adds_its_rows),
        cmocka_unit_test(a_column_of_numbers_may_have_blanks_but_no_id),
        cmocka_unit_test(downwards_all_is_turned_but_blanks_come_last),
        cmocka_unit_test(sorting_by_what_is_not_there_is_a_fault_of_the_input),
        cmocka_unit_test(a_header_alone_is_a_table_without_rows),
        cmocka_unit_test(every_failing_allocation_of_a_table_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
