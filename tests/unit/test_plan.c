/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/plan.h"

static const char ini[] = "[layout]\nname = own\n[match]\nrequired = Kid\n"
                          "[student]\nid = State ID\nid = Kid\nname = Name\n"
                          "[record max]\ncolumn = Nobody\ncolumn = Name\n"
                          "pattern = ^Max$\n"
                          "[common]\nassessment = {Quiz}\nassessment = Quiz\n"
                          "score = {Kid}\n"
                          "[result p]\ncolumn = ^P(?<n>\\d)$\nitem = Q{n}\n"
                          "response = {S{n}}\n"
                          "[result total]\nscore = {Total}\n"
                          "[result never]\nscore = {Not There}\n";
static struct coh_span names[] = {{"Kid", 3},  {"Name", 4}, {"P1", 2},
                                  {"S1", 2},   {"P2", 2},   {"Total", 5},
                                  {"Quiz", 4}, {"Extra", 5}};
static const struct coh_header header = {.name = names, .n = 8};

/* The names of the header that was bound last. */
static struct coh_headings bound = COH_HEADINGS_INIT;

static int
plan_of(struct coh_plan *plan, struct coh_layout *l, const char *text,
        const struct coh_header *h, struct coh_error *err)
{
    *plan = (struct coh_plan)COH_PLAN_INIT;
    *l = (struct coh_layout)COH_LAYOUT_INIT;
    if (coh_layout_parse(l, "own.ini", coh_span_of(text), err))
        return -1;
    coh_headings_release(&bound);
    if (coh_headings_make(&bound, h, err))
        return -1;
    return coh_plan_make(
        plan, l, &(struct coh_template_scope){.names = &bound, .column = h->n},
        err);
}

static void
expect(const struct coh_plan_result *r, int field, const char *wanted)
{
    const struct coh_span cell[] = {{"7", 1}, {"Ann", 3}, {"1", 1}, {"B", 1},
                                    {"", 0},  {"9", 1},   {" ", 1}, {"x", 1}};
    const struct coh_template_row row = {.cell = cell};
    struct coh_text text = COH_TEXT_INIT;
    struct coh_span s;

    assert_int_equal(coh_plan_value(r, field, &row, &text, &s, NULL), 0);
    assert_true(coh_span_is(s, wanted));
    coh_text_release(&text);
}

static void
a_layout_is_bound_to_the_columns_that_are_there(void **state)
{
    struct coh_plan plan;
    struct coh_layout l;

    (void)state;
    assert_int_equal(plan_of(&plan, &l, ini, &header, NULL), 0);
    assert_int_equal(plan.results, 3);
    assert_int_equal(plan.ids, 1);
    assert_int_equal(plan.id[0], 0);
    assert_int_equal(plan.records, 1);
    assert_int_equal(plan.record[0].field.n, 1);
    expect(&plan.result[0], COH_RESULT_SCORE, "1");
    expect(&plan.result[0], COH_RESULT_ITEM, "Q1");
    expect(&plan.result[0], COH_RESULT_RESPONSE, "B");
    expect(&plan.result[1], COH_RESULT_SCORE, "");
    expect(&plan.result[1], COH_RESULT_RESPONSE, "");
    expect(&plan.result[2], COH_RESULT_SCORE, "9");
    expect(&plan.result[2], COH_RESULT_ASSESSMENT, "Quiz");
    assert_true(coh_span_is(plan.result[1].title, "P2"));
    assert_true(plan.named[0] && plan.named[1] && plan.named[6]);
    assert_false(plan.named[7]);
    coh_plan_release(&plan);
    coh_layout_release(&l);
}

static void
a_file_without_id_or_result_is_refused(void **state)
{
    struct coh_header few = {.name = names, .n = 2};
    struct coh_header no_id = {.name = names + 1, .n = 7};
    struct coh_plan plan;
    struct coh_layout l;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(plan_of(&plan, &l, ini, &few, &err), -1);
    assert_non_null(strstr(err.text, "no column of this file is a result"));
    coh_plan_release(&plan);
    coh_layout_release(&l);
    assert_int_equal(plan_of(&plan, &l, ini, &no_id, &err), -1);
    assert_non_null(strstr(err.text, "none of its id columns"));
    coh_plan_release(&plan);
    coh_layout_release(&l);
}

static void
a_record_cannot_give_results_without_end(void **state)
{
    enum { COLUMNS = 2001, RULES = 11 };
    struct coh_span *many = calloc(COLUMNS, sizeof(*many));
    char(*name)[8] = calloc(COLUMNS, sizeof(*name));
    struct coh_header h = {.name = many, .n = COLUMNS};
    struct coh_text text = COH_TEXT_INIT;
    struct coh_plan plan;
    struct coh_layout l;
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < COLUMNS; i++) {
        snprintf(name[i], sizeof(name[i]), "c%zu", i);
        many[i] = coh_span_of(name[i]);
    }
    assert_int_equal(coh_text_add_string(&text,
                                         "[layout]\nname = own\n[match]\n"
                                         "required = c0\n[student]\nid = c0\n",
                                         NULL),
                     0);
    for (i = 0; i < RULES; i++)
        assert_int_equal(
            coh_text_format(&text, NULL, "[result r%zu]\ncolumn = .\n", i), 0);
    assert_int_equal(plan_of(&plan, &l, coh_text_get(&text), &h, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_plan_release(&plan);
    coh_layout_release(&l);
    coh_text_release(&text);
    free(many);
    free(name);
}

/* Of P1 the assessment stands in a cell and the item is put together; what the
 * user sets needs no cell any more. */
static void
what_no_record_changes_is_told_from_what_each_one_says(void **state)
{
    const char *set[COH_LAYOUT_FIELDS] = {NULL};
    struct coh_plan plan;
    struct coh_layout l;
    const struct coh_plan_result *r;

    (void)state;
    assert_int_equal(plan_of(&plan, &l, ini, &header, NULL), 0);
    r = &plan.result[0];
    coh_plan_fix(&plan, set);
    assert_true(coh_span_is(r->fixed[COH_RESULT_DATE], ""));
    assert_int_equal(r->varies, 2);
    assert_int_equal(r->varying[0], COH_RESULT_ASSESSMENT);
    assert_int_equal(r->varying[1], COH_RESULT_ITEM);
    set[COH_RESULT_ASSESSMENT] = "Own";
    coh_plan_fix(&plan, set);
    assert_true(coh_span_is(r->fixed[COH_RESULT_ASSESSMENT], "Own"));
    assert_int_equal(r->varies, 1);
    coh_plan_release(&plan);
    coh_layout_release(&l);
}

/* Growth belongs to the nearest measure at its left; one at the very left has
 * none, and two that follow each other have the same. */
static void
a_column_belongs_to_the_nearest_one_at_its_left(void **state)
{
    static const char text[] =
        "[layout]\nname = own\n[match]\nrequired = Kid\n"
        "[student]\nid = Kid\n[result growth]\n"
        "column = ^(Growth|Gain)$\nleft = ^(?<m>\\S+) Score$\n"
        "assessment = {m}\nscale = {#}\n";
    static struct coh_span name[] = {
        {"Growth", 6},  {"Kid", 3},     {"A Score", 7},
        {"Growth", 6},  {"Gain", 4},    {"x", 1},
        {"B Score", 7}, {"C Score", 7}, {"Growth", 6}};
    static const struct coh_header wide = {.name = name, .n = 9};
    static const char *const measure[] = {"A", "A", "C"};
    static const size_t column[] = {3, 4, 8};
    struct coh_plan plan;
    struct coh_layout l;
    size_t i;

    (void)state;
    assert_int_equal(plan_of(&plan, &l, text, &wide, NULL), 0);
    assert_int_equal(plan.results, 3);
    for (i = 0; i < 3; i++) {
        assert_int_equal(plan.result[i].column, column[i]);
        expect(&plan.result[i], COH_RESULT_ASSESSMENT, measure[i]);
    }
    coh_plan_release(&plan);
    coh_layout_release(&l);
}

static int
work(struct coh_error *err)
{
    struct coh_plan plan;
    struct coh_layout l;
    int rc = plan_of(&plan, &l, ini, &header, err);

    coh_plan_release(&plan);
    coh_layout_release(&l);
    coh_headings_release(&bound);
    return rc;
}

static void
a_plan_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 30);
}

static int
tear_down(void **state)
{
    (void)state;
    coh_headings_release(&bound);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layout_is_bound_to_the_columns_that_are_there),
        cmocka_unit_test(a_file_without_id_or_result_is_refused),
        cmocka_unit_test(a_record_cannot_give_results_without_end),
        cmocka_unit_test(
            what_no_record_changes_is_told_from_what_each_one_says),
        cmocka_unit_test(a_column_belongs_to_the_nearest_one_at_its_left),
        cmocka_unit_test(a_plan_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, tear_down);
}
