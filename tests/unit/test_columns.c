/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "table/columns.h"

static const struct coh_span names[] = {
    {"student_id", 10}, {" Unit 3, part 1 ", 16}, {"score", 5}, {"score", 5},
    {"#2", 2},          {"Sec\"tion", 8},
};

static int
make_header(void **state)
{
    static struct coh_header header;

    header = (struct coh_header)COH_HEADER_INIT;
    *state = &header;
    return coh_header_copy(&header, names, UNIT_COUNT(names), NULL);
}

static int
free_header(void **state)
{
    coh_header_release(*state);
    coh_header_release(*state);
    return 0;
}

static size_t
find(struct coh_header *header, const char *name)
{
    size_t at = 999;

    assert_int_equal(coh_header_find(header, coh_span_of(name), &at, NULL), 0);
    return at;
}

static void
assert_refused(struct coh_header *header, const char *name, const char *word)
{
    struct coh_error err = COH_ERROR_INIT;
    size_t at;

    assert_int_equal(coh_header_find(header, coh_span_of(name), &at, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, word));
}

static void
a_name_is_found_whatever_blanks_stand_around_it(void **state)
{
    assert_int_equal(find(*state, "student_id"), 0);
    assert_int_equal(find(*state, "Unit 3, part 1"), 1);
    assert_int_equal(find(*state, " Unit 3, part 1"), 1);
}

static void
a_position_counts_from_one_and_a_real_name_comes_first(void **state)
{
    assert_int_equal(find(*state, "#1"), 0);
    assert_int_equal(find(*state, "#4"), 3);
    assert_int_equal(find(*state, "#6"), 5);
    assert_int_equal(find(*state, "#2"), 4); /* a column is called so */
    assert_refused(*state, "#7", "#7");
    assert_refused(*state, "#0", "#0");
    assert_refused(*state, "#", "#");
    assert_refused(*state, "#1x", "#1x");
    assert_refused(*state, "#99999999999999999999999999", "6");
}

static void
a_name_that_stands_twice_is_refused_with_its_positions(void **state)
{
    assert_refused(*state, "score", "#3, #4");
    assert_int_equal(coh_header_seek(*state, coh_span_of("score")), 2);
}

static void
a_name_that_is_not_there_gets_the_nearest(void **state)
{
    assert_refused(*state, "studentid", "'student_id'");
    assert_refused(*state, "Student_ID", "'student_id'");
    assert_refused(*state, "zzzzzzzz", "'zzzzzzzz'");
    assert_int_equal(coh_header_seek(*state, coh_span_of("nothing")), 6);
}

static void
a_list_is_one_record_of_csv(void **state)
{
    struct coh_columns c = COH_COLUMNS_INIT;

    assert_int_equal(coh_columns_find(&c,
                                      "\"Unit 3, part 1\",#3,\"Sec\"\"tion\"",
                                      *state, NULL),
                     0);
    assert_int_equal(c.n, 3);
    assert_int_equal(c.at[0], 1);
    assert_int_equal(c.at[1], 2);
    assert_int_equal(c.at[2], 5);
    assert_true(coh_columns_have(&c, 5));
    assert_false(coh_columns_have(&c, 0));
    coh_columns_release(&c);
    coh_columns_release(&c);
}

static void
no_list_is_the_empty_list(void **state)
{
    struct coh_columns c = COH_COLUMNS_INIT;

    assert_int_equal(coh_columns_find(&c, NULL, *state, NULL), 0);
    assert_int_equal(c.n, 0);
    coh_columns_release(&c);
    assert_int_equal(coh_columns_find(&c, "", *state, NULL), 0);
    assert_int_equal(c.n, 0);
    coh_columns_release(&c);
}

static void
a_list_that_is_no_record_is_wrong_usage(void **state)
{
    static const char *const lists[] = {"\"a", "a\"b,c", "a\nb"};
    struct coh_error err;
    size_t i;

    for (i = 0; i < UNIT_COUNT(lists); i++) {
        struct coh_columns c = COH_COLUMNS_INIT;

        err.code = COH_OK;
        assert_int_equal(coh_columns_find(&c, lists[i], *state, &err), -1);
        assert_int_equal(err.code, COH_USAGE);
        coh_columns_release(&c);
    }
}

/* Callers return at once. */
static void
a_list_with_a_missing_column_holds_nothing(void **state)
{
    struct coh_columns c = COH_COLUMNS_INIT;

    assert_int_equal(coh_columns_find(&c, "absent", *state, NULL), -1);
    assert_null(c.at);
    assert_int_equal(c.n, 0);
}

/* Distances by hand: "tabel" to "table" is 2, half of its five letters. */
static void
the_nearest_word_differs_in_less_than_half(void **state)
{
    const struct coh_span words[] = {{"summary", 7}, {"table", 5}};
    char long_word[100];

    (void)state;
    assert_ptr_equal(coh_nearest(words, 2, coh_span_of("tabel")), &words[1]);
    assert_ptr_equal(coh_nearest(words, 2, coh_span_of("SUMARY")), &words[0]);
    assert_null(coh_nearest(words, 2, coh_span_of("xyz")));
    assert_null(coh_nearest(words, 2, coh_span_of("tzzzz")));
    assert_null(coh_nearest(words, 0, coh_span_of("table")));
    memset(long_word, 't', sizeof(long_word));
    assert_null(coh_nearest(words, 2, (struct coh_span){long_word, 100}));
}

static int
find_columns(struct coh_error *err)
{
    struct coh_header header = COH_HEADER_INIT;
    struct coh_columns c = COH_COLUMNS_INIT;
    int rc = -1;

    if (coh_header_copy(&header, names, UNIT_COUNT(names), err) ||
        coh_columns_find(&c, "student_id,#3", &header, err))
        goto out;
    rc = 0;
out:
    coh_columns_release(&c);
    coh_header_release(&header);
    return rc;
}

static void
every_failing_allocation_of_columns_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(find_columns) >= 5);
}

#define ON_HEADER(test) \
    cmocka_unit_test_setup_teardown(test, make_header, free_header)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HEADER(a_name_is_found_whatever_blanks_stand_around_it),
        ON_HEADER(a_position_counts_from_one_and_a_real_name_comes_first),
        ON_HEADER(a_name_that_stands_twice_is_refused_with_its_positions),
        ON_HEADER(a_name_that_is_not_there_gets_the_nearest),
        ON_HEADER(a_list_is_one_record_of_csv),
        ON_HEADER(no_list_is_the_empty_list),
        ON_HEADER(a_list_that_is_no_record_is_wrong_usage),
        ON_HEADER(a_list_with_a_missing_column_holds_nothing),
        cmocka_unit_test(the_nearest_word_differs_in_less_than_half),
        cmocka_unit_test(every_failing_allocation_of_columns_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
