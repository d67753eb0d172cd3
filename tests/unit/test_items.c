/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>

#include "unit.h"

#include "cli/run.h"
#include "flow/items.h"
#include "near.h"

/* Two forms of three items: B has them in another order, with other keys.
 * Student 3 of form A left Q2 out; student 5 sat form B twice. */
static const char answers[] =
    "student_id,name,item,date,score,max_score,response,key,measure\n"
    "1,Ada,Q1,2026-03-02,1,1,A,A,OA.1\n1,Ada,Q2,2026-03-02,0,1,C,B,OA.2\n"
    "1,Ada,Q10,2026-03-02,1,1,C,C,OA.3\n"
    "2,Ben,Q1,2026-03-02,,1,B,A,OA.1\n2,Ben,Q2,2026-03-02,1,1,B,B,OA.2\n"
    "2,Ben,Q10,2026-03-02,0,1,A,C,OA.3\n"
    "3,Cy,Q1,2026-03-02,1,1,A,A,OA.1\n3,Cy,Q2,2026-03-02,0,1,,B,OA.2\n"
    "3,Cy,Q10,2026-03-02,1,1,C,C,OA.3\n"
    "4,Di,Q1,2026-03-02,1,1,C,C,OA.3\n4,Di,Q2,2026-03-02,1,1,A,A,OA.1\n"
    "4,Di,Q10,2026-03-02,0,1,D,B,OA.2\n"
    "5,Ed,Q1,2026-03-02,0,1,B,C,OA.3\n5,Ed,Q2,2026-03-02,0,1,B,A,OA.1\n"
    "5,Ed,Q10,2026-03-02,0,1,C,B,OA.2\n"
    "5,Ed,Q1,2026-03-03,1,1,C,C,OA.3\n5,Ed,Q2,2026-03-03,1,1,A,A,OA.1\n"
    "5,Ed,Q10,2026-03-03,1,1,B,B,OA.2\n";

static const char map[] = "form,item,standard,question\n"
                          "A,Q1,OA.1,first\nA,Q2,OA.2,second\n"
                          "A,Q10,OA.3,third\nB,Q1,OA.3,third\n"
                          "B,Q2,OA.1,first\nB,Q10,OA.2,second\n";

static char answers_path[UNIT_PATH], map_path[UNIT_PATH];

static int
set_up(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    unit_file(answers_path, answers, sizeof(answers) - 1);
    unit_file(map_path, map, sizeof(map) - 1);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    return unlink(answers_path) | unlink(map_path);
}

/* A run over the file, writing nowhere. */
static int
start(struct coh_run *run, const char *path, struct coh_error *err)
{
    *run = (struct coh_run){.student = "student_id",
                            .digits = -1,
                            .format = COH_FORMAT_CSV,
                            .output = "/dev/null",
                            .out = COH_OUT_INIT};
    return coh_strings_add(&run->operands, path, err);
}

static int
settle(struct coh_items *t, struct coh_run *run, const char *path,
       const char *standards, struct coh_error *err)
{
    struct coh_rows rows = COH_ROWS_INIT;
    int rc = -1;

    if (!start(run, path, err) &&
        !coh_items_map_read(&t->standards, run, standards, "standard", err) &&
        !coh_rows_open(&rows, run, err) && !coh_items_read(t, &rows, NULL, err))
        rc = coh_items_settle(t, err);
    coh_rows_release(&rows);
    return rc;
}

static void
check_scores(const struct coh_items_test *test, size_t row, double a, double b,
             double c)
{
    const double expected[] = {a, b, c};
    size_t i;

    for (i = 0; i < 3; i++) {
        double x = test->score[row * test->items + i];

        if (isnan(expected[i]))
            assert_true(isnan(x));
        else
            assert_near(x, expected[i], 0);
    }
}

static void
forms_are_told_apart_by_standards_and_keys(void **state)
{
    struct coh_items t = COH_ITEMS_INIT;
    struct coh_run run;
    size_t i;

    (void)state;
    assert_int_equal(settle(&t, &run, answers_path, NULL, NULL), 0);
    assert_int_equal(t.tests, 2);
    assert_true(t.many_forms);
    assert_false(t.many_assessments);
    for (i = 0; i < 2; i++) {
        assert_int_equal(t.test[i].rows, 3);
        assert_int_equal(t.test[i].items, 3);
        /* Q2 before Q10. */
        assert_true(coh_span_is(
            coh_items_text(&t, t.item[t.test[i].item + 2].name), "Q10"));
    }
    assert_int_equal(t.test[0].repeats, 0);
    assert_int_equal(t.test[1].repeats, 1);
    check_scores(&t.test[0], 0, 1, 0, 1);
    check_scores(&t.test[0], 1, 0, 1, 0);   /* Q1 scored by its key */
    check_scores(&t.test[0], 2, 1, NAN, 1); /* no answer is no 0 */
    check_scores(&t.test[1], 1, 0, 0, 0);
    check_scores(&t.test[1], 2, 1, 1, 1);
    coh_items_release(&t);
    coh_run_release(&run);
}

static void
keys_alone_tell_forms_apart_too(void **state)
{
    static const char text[] = "student_id,item,response,key,measure\n"
                               "1,Q1,A,A,overall\n1,Q2,A,B,overall\n"
                               "2,Q1,A,B,overall\n2,Q2,A,A,overall\n"
                               "3,Q1,A,A,overall\n3,Q2,A,,overall\n";
    struct coh_items t = COH_ITEMS_INIT;
    struct coh_run run;
    char path[UNIT_PATH];

    (void)state;
    unit_file(path, text, sizeof(text) - 1);
    assert_int_equal(settle(&t, &run, path, NULL, NULL), 0);
    assert_int_equal(t.tests, 2);
    assert_int_equal(t.test[0].rows + t.test[1].rows, 3);
    /* A blank key, of student 3, speaks against neither form. */
    assert_int_equal(t.item[t.test[0].item].standards, 0);
    coh_items_release(&t);
    coh_run_release(&run);
    unlink(path);
}

static void
one_sitting_of_each_may_be_chosen(void **state)
{
    struct coh_items t = COH_ITEMS_INIT;
    struct coh_run run;

    (void)state;
    t.which = COH_ITEMS_LATEST;
    assert_int_equal(settle(&t, &run, answers_path, NULL, NULL), 0);
    assert_int_equal(t.test[1].rows, 2);
    assert_int_equal(t.test[1].repeats, 0);
    check_scores(&t.test[1], 1, 1, 1, 1);
    assert_false(coh_notes_look(&run.notes));
    coh_items_release(&t);
    coh_run_release(&run);
    t.which = COH_ITEMS_FIRST;
    assert_int_equal(settle(&t, &run, answers_path, NULL, NULL), 0);
    check_scores(&t.test[1], 1, 0, 0, 0);
    coh_items_release(&t);
    coh_run_release(&run);
}

static void
a_map_names_the_forms_and_joins_their_questions(void **state)
{
    struct coh_items t = COH_ITEMS_INIT;
    struct coh_run run;
    const struct coh_items_item *first;

    (void)state;
    t.blank_wrong = 1;
    assert_int_equal(settle(&t, &run, answers_path, map_path, NULL), 0);
    assert_int_equal(t.tests, 1);
    assert_int_equal(t.test[0].rows, 6);
    assert_int_equal(t.test[0].items, 3);
    first = &t.item[t.test[0].item];
    assert_true(coh_span_is(coh_items_text(&t, first->name), "first"));
    assert_int_equal(first->standards, 1);
    assert_true(
        coh_span_is(coh_items_text(&t, t.standard[first->standard]), "OA.1"));
    check_scores(&t.test[0], 0, 1, 0, 1);
    check_scores(&t.test[0], 2, 1, 0, 1); /* a blank is wrong here */
    check_scores(&t.test[0], 3, 1, 0, 1); /* Q2, Q10, Q1 of form B */
    coh_items_release(&t);
    coh_run_release(&run);
}

/* The lines of `answers` from the last to the first, below its header. */
static void
turn_around(char path[UNIT_PATH])
{
    const char *head = strchr(answers, '\n') + 1;
    const char *end = answers + sizeof(answers) - 1, *line;
    struct coh_text text = COH_TEXT_INIT;

    assert_int_equal(
        coh_text_add(&text, answers, (size_t)(head - answers), NULL), 0);
    while (end > head) {
        for (line = end - 1; line > head && line[-1] != '\n'; line--)
            ;
        assert_int_equal(coh_text_add(&text, line, (size_t)(end - line), NULL),
                         0);
        end = line;
    }
    unit_file(path, text.bytes, text.length);
    coh_text_release(&text);
}

static void
the_order_of_rows_changes_no_figure(void **state)
{
    struct coh_items t = COH_ITEMS_INIT, u = COH_ITEMS_INIT;
    struct coh_run run, other;
    struct coh_item a, b;
    char path[UNIT_PATH];
    size_t i;

    (void)state;
    turn_around(path);
    assert_int_equal(settle(&t, &run, answers_path, map_path, NULL), 0);
    assert_int_equal(settle(&u, &other, path, map_path, NULL), 0);
    assert_int_equal(u.tests, 1);
    for (i = 0; i < 3; i++) {
        struct coh_item_scores s = coh_items_scores(&t.test[0]);
        struct coh_item_scores v = coh_items_scores(&u.test[0]);

        coh_item_analyse(&s, i, 0.95, &a);
        coh_item_analyse(&v, i, 0.95, &b);
        assert_int_equal(a.n, b.n);
        assert_near(a.difficulty, b.difficulty, 1e-15);
        assert_near(a.point_biserial, b.point_biserial, 1e-14);
    }
    coh_items_release(&t);
    coh_items_release(&u);
    coh_run_release(&run);
    coh_run_release(&other);
    unlink(path);
}

/* ---- memory ---- */

static int (*written)(struct coh_items *t, struct coh_error *err);

static int
whole(struct coh_error *err)
{
    struct coh_items t = COH_ITEMS_INIT;
    struct coh_run run;
    int rc = -1;

    t.all = 1;
    if (!settle(&t, &run, answers_path, map_path, err) && !written(&t, err))
        rc = coh_run_finish(&run, err);
    coh_items_release(&t);
    coh_run_release(&run);
    return rc;
}

static int
whole_without_map(struct coh_error *err)
{
    struct coh_items t = COH_ITEMS_INIT;
    struct coh_run run;
    int rc = -1;

    if (!settle(&t, &run, answers_path, NULL, err) && !written(&t, err))
        rc = coh_run_finish(&run, err);
    coh_items_release(&t);
    coh_run_release(&run);
    return rc;
}

static int
mastery(struct coh_items *t, struct coh_error *err)
{
    return coh_items_write_mastery(t, 0.8, COH_ITEMS_LONG, err);
}

static int
wide_mastery(struct coh_items *t, struct coh_error *err)
{
    return coh_items_write_mastery(t, 0.8, COH_ITEMS_WIDE, err);
}

static int
by_standard(struct coh_items *t, struct coh_error *err)
{
    return coh_items_write_mastery(t, 0.8, COH_ITEMS_BY_STANDARD, err);
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    int (*const table[])(struct coh_items *, struct coh_error *) = {
        coh_items_write,       coh_items_write_options,
        coh_items_write_tests, mastery,
        wide_mastery,          by_standard};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(table); i++) {
        written = table[i];
        assert_true(unit_torture(whole) > 40);
        assert_true(unit_torture(whole_without_map) > 40);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_told_apart_by_standards_and_keys),
        cmocka_unit_test(keys_alone_tell_forms_apart_too),
        cmocka_unit_test(one_sitting_of_each_may_be_chosen),
        cmocka_unit_test(a_map_names_the_forms_and_joins_their_questions),
        cmocka_unit_test(the_order_of_rows_changes_no_figure),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
