/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "intake/standards.h"

static int
load(struct coh_standards *s, const char *csv, struct coh_error *err)
{
    char path[UNIT_PATH];
    int rc;

    unit_file(path, csv, strlen(csv));
    *s = (struct coh_standards)COH_STANDARDS_INIT;
    rc = coh_standards_read(s, path, NULL, err);
    unlink(path);
    return rc;
}

static void
expect(const struct coh_standards *s, const char *form, const char *item,
       const char *standard)
{
    const struct coh_standard *hit = coh_standards_find(
        s, coh_span_of("Unit 3"), coh_span_of(form), coh_span_of(item));

    if (!standard) {
        assert_null(hit);
        return;
    }
    assert_non_null(hit);
    assert_true(coh_span_is(hit->standard, standard));
}

static void
an_item_finds_its_standard_by_form_or_without(void **state)
{
    struct coh_standards s;

    (void)state;
    assert_int_equal(load(&s,
                          "item,assessment,standard,form,key\n"
                          "Q2,Unit 3,5.NF.A.2,A,C\nQ1,Unit 3,5.NF.A.1,,B\n"
                          "Q2,Unit 3,5.NF.B.3,B,D\n",
                          NULL),
                     0);
    expect(&s, "A", "Q2", "5.NF.A.2");
    expect(&s, "B", "Q2", "5.NF.B.3");
    expect(&s, "", "Q2", NULL);
    expect(&s, "A", "Q1", "5.NF.A.1");
    expect(&s, "", "Q1", "5.NF.A.1");
    expect(&s, "A", "Q3", NULL);
    coh_standards_release(&s);
}

static void
a_map_without_its_columns_or_with_two_answers_is_refused(void **state)
{
    static const char *const bad[] = {
        "item,standard\nQ1,a\n",
        "assessment,standard\nU,a\n",
        "assessment,item\nU,Q1\n",
        "assessment,item,standard\nU,Q1,a\nU,Q1,b\n",
        "assessment,item,item,standard\nU,Q1,Q1,a\n",
        "",
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(bad); i++) {
        struct coh_standards s;
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(load(&s, bad[i], &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        coh_standards_release(&s);
    }
}

static void
the_same_answer_twice_and_an_empty_map_do_no_harm(void **state)
{
    struct coh_standards s;

    (void)state;
    assert_int_equal(
        load(&s, "assessment,item,standard\nUnit 3,Q1,a\nUnit 3,Q1,a\n", NULL),
        0);
    expect(&s, "", "Q1", "a");
    coh_standards_release(&s);
    assert_int_equal(load(&s, "assessment,item,standard\n", NULL), 0);
    expect(&s, "", "Q1", NULL);
    coh_standards_release(&s);
}

static int
work(struct coh_error *err)
{
    struct coh_standards s;
    int rc = load(&s, "assessment,item,standard\nU,Q1,a\n", err);

    coh_standards_release(&s);
    return rc;
}

static void
a_map_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_finds_its_standard_by_form_or_without),
        cmocka_unit_test(
            a_map_without_its_columns_or_with_two_answers_is_refused),
        cmocka_unit_test(the_same_answer_twice_and_an_empty_map_do_no_harm),
        cmocka_unit_test(a_map_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
