/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/headings.h"

static struct coh_span names[] = {
    {"Student ID", 10},
    {"Scale  Score", 12},
    {"Twice", 5},
    {"Score", 5},
    {"SCORE", 5},
    {"Twice", 5},
    {"Due\r\nDate", 9},
    {"Stra\xC3\x9F"
     "e\xC2\xA0(1)",
     12},
    {"Twice", 5},
};
static const struct coh_header header = {.name = names, .n = UNIT_COUNT(names)};
static struct coh_headings known = COH_HEADINGS_INIT;

static int
set_up(void **state)
{
    (void)state;
    return coh_headings_make(&known, &header, NULL);
}

static int
tear_down(void **state)
{
    (void)state;
    coh_headings_release(&known);
    return 0;
}

static size_t
seek(const char *name)
{
    return coh_headings_seek(&known, coh_span_of(name));
}

static void
a_name_is_found_as_it_is_written(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < header.n; i++)
        assert_int_equal(coh_headings_seek(&known, names[i]),
                         coh_span_is(names[i], "Twice") ? 2 : i);
    assert_int_equal(seek("Nobody"), header.n);
    assert_int_equal(seek("Student"), header.n);
    assert_int_equal(seek(""), header.n);
    assert_int_equal(seek("  "), header.n);
}

static void
case_and_blanks_do_not_matter_where_one_column_fits(void **state)
{
    (void)state;
    assert_int_equal(seek("STUDENT id"), 0);
    assert_int_equal(seek("  student\xC2\xA0 id\n"), 0);
    assert_int_equal(seek("scale score"), 1);
    assert_int_equal(seek("StudentID"), header.n);
    assert_int_equal(seek("Due Date"), 6);
    assert_int_equal(seek("stra\xC3\x9F"
                          "e (1)"),
                     7);
    /* Only the case of ASCII letters: no other spelling of the sharp s. */
    assert_int_equal(seek("strasse (1)"), header.n);
}

static void
of_two_that_fit_without_case_none_is_guessed(void **state)
{
    (void)state;
    assert_int_equal(seek("score"), header.n);
    assert_int_equal(seek("Score"), 3);
    assert_int_equal(seek("SCORE"), 4);
    assert_int_equal(seek("twice"), header.n);
}

static void
names_that_stand_again_are_found_in_their_order(void **state)
{
    (void)state;
    assert_int_equal(coh_headings_again(&known, 2), 5);
    assert_int_equal(coh_headings_again(&known, 5), 8);
    assert_int_equal(coh_headings_again(&known, 8), header.n);
    /* SCORE is not exactly the name Score. */
    assert_int_equal(coh_headings_again(&known, 3), header.n);
}

static void
neighbours_are_the_nearest_of_exactly_that_name(void **state)
{
    const struct coh_span twice = {"Twice", 5}, lower = {"twice", 5};

    (void)state;
    assert_int_equal(coh_headings_right(&known, 0, twice), 2);
    assert_int_equal(coh_headings_right(&known, 2, twice), 5);
    assert_int_equal(coh_headings_right(&known, 8, twice), header.n);
    assert_int_equal(coh_headings_left(&known, 8, twice), 5);
    assert_int_equal(coh_headings_left(&known, 7, twice), 5);
    assert_int_equal(coh_headings_left(&known, 2, twice), header.n);
    assert_int_equal(coh_headings_left(&known, 0, twice), header.n);
    assert_int_equal(coh_headings_right(&known, 0, lower), header.n);
    assert_int_equal(coh_headings_left(&known, 8, lower), header.n);
}

static void
a_name_beyond_a_kilobyte_is_only_itself(void **state)
{
    char lower[1026], upper[1026];
    struct coh_span one[2] = {{lower, 1025}, {lower, 1024}};
    const struct coh_header h = {.name = one, .n = 2};
    struct coh_headings long_names = COH_HEADINGS_INIT;

    (void)state;
    memset(lower, 'a', sizeof(lower));
    memset(upper, 'A', sizeof(upper));
    assert_int_equal(coh_headings_make(&long_names, &h, NULL), 0);
    assert_int_equal(coh_headings_seek(&long_names, one[0]), 0);
    assert_int_equal(
        coh_headings_seek(&long_names, (struct coh_span){upper, 1025}), 2);
    assert_int_equal(
        coh_headings_seek(&long_names, (struct coh_span){upper, 1024}), 1);
    coh_headings_release(&long_names);
}

static void
a_header_of_no_names_has_none(void **state)
{
    const struct coh_header h = {.name = NULL, .n = 0};
    struct coh_headings none = COH_HEADINGS_INIT;

    (void)state;
    assert_int_equal(coh_headings_make(&none, &h, NULL), 0);
    assert_int_equal(coh_headings_seek(&none, coh_span_of("A")), 0);
    coh_headings_release(&none);
    coh_headings_release(&none);
}

static int
work(struct coh_error *err)
{
    struct coh_headings own = COH_HEADINGS_INIT;
    int rc = coh_headings_make(&own, &header, err);

    coh_headings_release(&own);
    return rc;
}

static void
headings_survive_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_as_it_is_written),
        cmocka_unit_test(case_and_blanks_do_not_matter_where_one_column_fits),
        cmocka_unit_test(of_two_that_fit_without_case_none_is_guessed),
        cmocka_unit_test(names_that_stand_again_are_found_in_their_order),
        cmocka_unit_test(neighbours_are_the_nearest_of_exactly_that_name),
        cmocka_unit_test(a_name_beyond_a_kilobyte_is_only_itself),
        cmocka_unit_test(a_header_of_no_names_has_none),
        cmocka_unit_test(headings_survive_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
