/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/template.h"

static struct coh_span names[] = {{"Name", 4},  {"Goal3Name", 9}, {"Twice", 5},
                                  {"Twice", 5}, {"Goal3Rit", 8},  {"{odd}", 5}};
static const struct coh_header header = {.name = names, .n = 6};
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

static void
expect(const char *text, const struct coh_pattern *match, const char *wanted)
{
    const struct coh_span cell[] = {{"  Ann ", 6}, {"Algebra", 7}, {"x", 1},
                                    {"y", 1},      {"", 0},        {"z", 1}};
    const struct coh_template_scope scope = {.names = &known,
                                             .match = {match, NULL, NULL}};
    const struct coh_template_row row = {.cell = cell};
    struct coh_template t = COH_TEMPLATE_INIT;
    struct coh_text into = COH_TEXT_INIT;
    struct coh_span s;
    int bound;

    assert_int_equal(coh_template_bind(&t, text, &scope, &bound, NULL), 0);
    assert_int_equal(bound, wanted != NULL);
    if (bound) {
        assert_int_equal(coh_template_fill(&t, &row, &into, &s, NULL), 0);
        assert_true(coh_span_is(s, wanted));
    }
    coh_text_release(&into);
    coh_template_release(&t);
}

static void
cells_and_captures_are_put_in(void **state)
{
    struct coh_pattern *p = coh_pattern_new("^Goal(?<n>\\d+)$", NULL);

    (void)state;
    assert_true(coh_pattern_match(p, coh_span_of("Goal3")));
    expect("{Name}", NULL, "Ann");
    expect("Mr {Name}!", NULL, "Mr Ann!");
    expect("Goal {n}", p, "Goal 3");
    expect("{n}", p, "3");
    expect("{Goal{n}Name}", p, "Algebra");
    expect("{n}: {Goal{n}Name}", p, "3: Algebra");
    expect("plain", NULL, "plain");
    expect("", NULL, "");
    expect("{Nobody}", NULL, NULL);
    expect("{Goal{n}Name}", NULL, NULL);
    coh_pattern_free(p);
}

static void
text_around_a_blank_cell_is_blank(void **state)
{
    (void)state;
    expect("{Goal3Rit}", NULL, "");
    expect("Goal {Goal3Rit}", NULL, "");
    expect("{Name} {Goal3Rit}", NULL, "");
}

static void
braces_must_pair_and_name_something(void **state)
{
    static const char *const bad[] = {"{",     "}",  "{Name",  "a}b",
                                      "{a{b}", "{}", "{Twice}"};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(bad); i++) {
        struct coh_template t = COH_TEMPLATE_INIT;
        const struct coh_template_scope scope = {.names = &known};
        struct coh_error err = COH_ERROR_INIT;
        int bound;

        assert_int_equal(coh_template_bind(&t, bad[i], &scope, &bound, &err),
                         -1);
        assert_int_equal(err.code, COH_INPUT);
        coh_template_release(&t);
    }
}

static void
what_a_capture_brings_in_is_not_read_again(void **state)
{
    struct coh_pattern *p = coh_pattern_new("^(?<n>.*)$", NULL);

    (void)state;
    assert_true(coh_pattern_match(p, coh_span_of("{Name}")));
    expect("is {n}", p, "is {Name}");
    coh_pattern_free(p);
}

static void
seeking_tells_apart_once_twice_and_never(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    size_t at;

    (void)state;
    assert_int_equal(coh_template_seek(&known, coh_span_of("Name"), &at, NULL),
                     0);
    assert_int_equal(at, 0);
    assert_int_equal(
        coh_template_seek(&known, coh_span_of("Nobody"), &at, NULL), 0);
    assert_int_equal(at, 6);
    assert_int_equal(coh_template_seek(&known, coh_span_of("Twice"), &at, &err),
                     -1);
    assert_non_null(strstr(err.text, "columns 3 and 4"));
}

static int
work(struct coh_error *err)
{
    const struct coh_span cell[] = {{"Ann", 3}, {"B", 1}, {"", 0},
                                    {"", 0},    {"", 0},  {"", 0}};
    const struct coh_template_scope scope = {.names = &known};
    const struct coh_template_row row = {.cell = cell};
    struct coh_template t = COH_TEMPLATE_INIT;
    struct coh_text into = COH_TEXT_INIT;
    struct coh_span s;
    int bound, rc = -1;

    if (!coh_template_bind(&t, "{Name} and {Goal3Name}", &scope, &bound, err))
        rc = coh_template_fill(&t, &row, &into, &s, err);
    coh_text_release(&into);
    coh_template_release(&t);
    return rc;
}

static void
a_template_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_and_captures_are_put_in),
        cmocka_unit_test(text_around_a_blank_cell_is_blank),
        cmocka_unit_test(braces_must_pair_and_name_something),
        cmocka_unit_test(what_a_capture_brings_in_is_not_read_again),
        cmocka_unit_test(seeking_tells_apart_once_twice_and_never),
        cmocka_unit_test(a_template_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
