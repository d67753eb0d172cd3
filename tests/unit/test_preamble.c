/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/preamble.h"

/* Due Date:,,10/2/2026     ,,Unit 1,,Unit 2     Teacher,Ms Okafor     : */
static int
fill(struct coh_preamble *above, struct coh_error *err)
{
    static const struct coh_span due[] = {
        {" Due Date: ", 11}, {" ", 1}, {" 10/2/2026 ", 11}};
    static const struct coh_span units[] = {
        {"", 0}, {"", 0}, {"Unit 1", 6}, {"", 0}, {"Unit 2", 6}};
    static const struct coh_span who[] = {{"Teacher", 7}, {"Ms Okafor", 9}};
    static const struct coh_span again[] = {{"Teacher:", 8}, {"later", 5}};
    static const struct coh_span odd[] = {{":", 1}};

    return coh_preamble_add(above, due, 3, err) ||
                   coh_preamble_add(above, units, 5, err) ||
                   coh_preamble_add(above, who, 2, err) ||
                   coh_preamble_add(above, again, 2, err) ||
                   coh_preamble_add(above, NULL, 0, err) ||
                   coh_preamble_add(above, odd, 1, err)
               ? -1
               : 0;
}

static void
expect(const struct coh_preamble *above, const char *label, const char *wanted)
{
    struct coh_span s = coh_preamble_value(above, coh_span_of(label));

    assert_int_equal(coh_preamble_has(above, coh_span_of(label)),
                     wanted != NULL);
    assert_true(coh_span_is(s, wanted ? wanted : ""));
}

static void
a_label_has_what_stands_right_of_it(void **state)
{
    struct coh_preamble above = COH_PREAMBLE_INIT;

    (void)state;
    assert_int_equal(fill(&above, NULL), 0);
    expect(&above, "Due Date", "10/2/2026");
    expect(&above, "Due Date:", "10/2/2026");
    expect(&above, "Teacher", "Ms Okafor");
    expect(&above, "Teacher:", "later");
    expect(&above, "Unit 1", "Unit 2");
    expect(&above, "Unit 2", "");
    expect(&above, "Due", NULL);
    expect(&above, "due date", NULL);
    expect(&above, "Student", NULL);
    coh_preamble_release(&above);
    coh_preamble_release(&above);
}

static void
no_label_is_the_label_of_nothing(void **state)
{
    struct coh_preamble above = COH_PREAMBLE_INIT;

    (void)state;
    expect(&above, "Due Date", NULL);
    assert_int_equal(fill(&above, NULL), 0);
    /* A lone colon is no label without a name; blank cells are none either. */
    expect(&above, "", NULL);
    coh_preamble_release(&above);
}

static void
the_cells_are_copies(void **state)
{
    struct coh_preamble above = COH_PREAMBLE_INIT;
    char text[] = "Class7B";
    const struct coh_span cell[] = {{text, 5}, {text + 5, 2}};

    (void)state;
    assert_int_equal(coh_preamble_add(&above, cell, 2, NULL), 0);
    memset(text, 'x', sizeof(text) - 1);
    expect(&above, "Class", "7B");
    coh_preamble_release(&above);
}

static void
the_nearest_title_is_above_or_left_of_it(void **state)
{
    struct coh_preamble above = COH_PREAMBLE_INIT;
    struct coh_pattern *unit = coh_pattern_new("^Unit (?<n>\\d)$", NULL);
    struct coh_pattern *any = coh_pattern_new("(?<n>.*)", NULL);
    const char *name;
    struct coh_span s;
    size_t column;

    (void)state;
    assert_int_equal(fill(&above, NULL), 0);
    for (column = 0; column < 9; column++) {
        assert_int_equal(coh_preamble_match(&above, column, unit), column > 1);
        if (column < 2)
            continue;
        assert_true(coh_pattern_capture(unit, 0, &name, &s));
        assert_true(coh_span_is(s, column < 4 ? "1" : "2"));
    }
    /* The lowest record is the nearest, and blank cells are no titles. */
    assert_true(coh_preamble_match(&above, 3, any));
    assert_true(coh_pattern_capture(any, 0, &name, &s));
    assert_true(coh_span_is(s, ":"));
    coh_pattern_free(unit);
    coh_pattern_free(any);
    coh_preamble_release(&above);
}

static int
work(struct coh_error *err)
{
    struct coh_preamble above = COH_PREAMBLE_INIT;
    int rc = fill(&above, err);

    coh_preamble_release(&above);
    return rc;
}

static void
a_preamble_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_has_what_stands_right_of_it),
        cmocka_unit_test(no_label_is_the_label_of_nothing),
        cmocka_unit_test(the_cells_are_copies),
        cmocka_unit_test(the_nearest_title_is_above_or_left_of_it),
        cmocka_unit_test(a_preamble_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
