/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <gsl/gsl_errno.h>

#include "cli/run.h"
#include "flow/reflect.h"

static char path[UNIT_PATH], second[UNIT_PATH];

static int
set_up(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

/* A run over `path`, writing nowhere. */
static int
start(struct coh_run *run, struct coh_error *err)
{
    *run = (struct coh_run){.digits = -1,
                            .seed = 1,
                            .student = "student_id",
                            .format = COH_FORMAT_CSV,
                            .output = "/dev/null",
                            .out = COH_OUT_INIT};
    return coh_strings_add(&run->operands, path, err);
}

static int
look(struct coh_reflect *r, struct coh_run *run, struct coh_error *err)
{
    return start(run, err) || coh_reflect_read(r, run, err) ? -1 : 0;
}

static void
end(struct coh_reflect *r, struct coh_run *run)
{
    coh_reflect_release(r);
    coh_run_release(run);
    unlink(path);
}

static void
input(const char *text)
{
    unit_file(path, text, strlen(text));
}

static const char *const form =
    "Timestamp,E-mail,Role,Safe,Follow up,Change?\n"
    "2026-02-27,a@x,aide,5,1,Time\n2026-02-27,b@x,aide,5,5,Plan\n"
    "2026-02-27,c@x,aide,4,1,\n2026-02-27,d@x,lead,5,,be kind\n";

static void
long_and_wide_surveys_come_to_the_same(void **state)
{
    static const char *const asked = "respondent,question,answer\n"
                                     "1,Safe,5\n2,Safe,5\n3,Safe,4\n4,Safe,5\n"
                                     "1,Follow up,1\n2,Follow up,5\n"
                                     "3,Follow up,1.0\n4,Follow up,\n";
    struct coh_reflect wide = COH_REFLECT_INIT, flat = COH_REFLECT_INIT;
    struct coh_run run;
    size_t i;

    (void)state;
    input(form);
    assert_int_equal(look(&wide, &run, NULL), 0);
    coh_run_release(&run);
    unlink(path);
    input(asked);
    assert_int_equal(look(&flat, &run, NULL), 0);
    for (i = 0; i < 2; i++) {
        const struct coh_reflect_part *w = &wide.tally.part[3 + i];
        const struct coh_reflect_part *f = &flat.tally.part[i];

        assert_memory_equal(w->count, f->count, sizeof(w->count));
        assert_int_equal(w->missing, f->missing);
        assert_int_equal(w->missing, i);
        assert_int_equal(w->sort, f->sort);
    }
    assert_int_equal(flat.tally.part[0].sort, COH_REFLECT_MIXED);
    /* Two at one end, one at the other: layers 10001 and 10000, A = −1/3. */
    assert_int_equal(flat.tally.part[1].sort, COH_REFLECT_DIVERGE);
    coh_reflect_release(&wide);
    end(&flat, &run);
}

static void
sorts_follow_agreement_and_median(void **state)
{
    static const struct {
        size_t count[5], n;
        int reversed;
        enum coh_reflect_sort sort;
    } known[] = {
        {{0, 0, 0, 0, 4}, 4, 0, COH_REFLECT_CELEBRATE},
        {{0, 0, 0, 4, 0}, 4, 0, COH_REFLECT_CELEBRATE},
        {{0, 0, 4, 0, 0}, 4, 0, COH_REFLECT_CONVERGE},
        {{4, 0, 0, 0, 0}, 4, 0, COH_REFLECT_CONVERGE},
        {{4, 0, 0, 0, 0}, 4, 1, COH_REFLECT_CELEBRATE},
        {{0, 0, 0, 0, 4}, 4, 1, COH_REFLECT_CONVERGE},
        /* A = .9 of 5; of 4 it is .875, which random answering reaches in 37
         * of 625. */
        {{0, 0, 0, 4, 1}, 5, 0, COH_REFLECT_CELEBRATE},
        {{0, 0, 0, 3, 1}, 4, 0, COH_REFLECT_MIXED},
        {{2, 0, 0, 0, 2}, 4, 0, COH_REFLECT_DIVERGE},
        {{1, 1, 1, 1, 1}, 5, 0, COH_REFLECT_DIVERGE}, /* A = 0 */
        /* The median, 3.5, is below the top two options. */
        {{0, 0, 3, 3, 0}, 6, 0, COH_REFLECT_CONVERGE},
        {{0, 0, 0, 0, 0}, 0, 0, COH_REFLECT_NOT},
    };
    struct coh_reflect r = COH_REFLECT_INIT;
    size_t i;

    (void)state;
    assert_int_equal(coh_scale_parse(&r.scale, "1-5", NULL), 0);
    for (i = 0; i < UNIT_COUNT(known); i++) {
        struct coh_reflect_part part = {.n = known[i].n, .shown = 1};

        memcpy(part.count, known[i].count, sizeof(known[i].count));
        assert_int_equal(coh_reflect_judge(&r, &part, known[i].reversed, NULL),
                         0);
        assert_int_equal(part.sort, known[i].sort);
    }
    coh_reflect_release(&r);
}

static void
the_middle_of_three_options_is_nothing_to_celebrate(void **state)
{
    struct coh_reflect r = COH_REFLECT_INIT;
    struct coh_reflect_part middle = {.count = {0, 4, 0}, .n = 4};
    struct coh_reflect_part top = {.count = {0, 0, 4}, .n = 4};

    (void)state;
    assert_int_equal(coh_scale_parse(&r.scale, "no,some,yes", NULL), 0);
    assert_int_equal(coh_reflect_judge(&r, &middle, 0, NULL), 0);
    assert_int_equal(coh_reflect_judge(&r, &top, 0, NULL), 0);
    assert_int_equal(middle.sort, COH_REFLECT_CONVERGE);
    assert_int_equal(top.sort, COH_REFLECT_CELEBRATE);
    coh_reflect_release(&r);
}

static void
options_are_a_range_or_words(void **state)
{
    static const char *const bad[] = {"5-1",  "1", "a,,b", "a,A",    "1,1.0",
                                      "0-11", "",  "1-",   "a,b,\"c"};
    struct coh_scale s = COH_SCALE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    (void)state;
    assert_int_equal(coh_scale_parse(&s, "0-10", NULL), 0);
    assert_int_equal(s.n, 11);
    assert_true(s.numeric);
    assert_int_equal(coh_scale_place(&s, coh_span_of("10.0")), 10);
    assert_int_equal(coh_scale_place(&s, coh_span_of("11")), 11);
    coh_scale_release(&s);
    assert_int_equal(coh_scale_parse(&s, "Disagree, Neutral ,Agree", NULL), 0);
    assert_int_equal(coh_scale_place(&s, coh_span_of("agree")), 2);
    assert_int_equal(coh_scale_place(&s, coh_span_of("agre")), 3);
    assert_false(s.numeric);
    coh_scale_release(&s);
    for (i = 0; i < UNIT_COUNT(bad); i++) {
        assert_int_equal(coh_scale_parse(&s, bad[i], &err), -1);
        assert_int_equal(err.code, COH_USAGE);
        coh_scale_release(&s);
    }
}

/* Which roles of `sizes` people are shown: one question, all answer 3. */
static size_t
roles_shown(const size_t *sizes, size_t n, struct coh_reflect_role *role)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_reflect r = COH_REFLECT_INIT;
    struct coh_run run;
    size_t i, k, shown;

    r.by = "role", r.options = "1-5";
    assert_int_equal(coh_text_add_string(&t, "role,Safe\n", NULL), 0);
    for (i = 0; i < n; i++)
        for (k = 0; k < sizes[i]; k++)
            assert_int_equal(coh_text_format(&t, NULL, "role %zu,3\n", i), 0);
    input(coh_text_get(&t));
    coh_text_release(&t);
    assert_int_equal(look(&r, &run, NULL), 0);
    assert_int_equal(coh_reflect_roles(&r, 1, role, &shown, NULL), 0);
    end(&r, &run);
    return shown;
}

static void
no_role_is_shown_that_a_subtraction_could_narrow_to_two(void **state)
{
    static const struct {
        size_t n, size[4], shown, with[4]; /* the answers of what is shown */
    } known[] = {
        {4, {1, 1, 1, 1}, 0, {0}},
        {2, {4, 2}, 0, {0}}, /* 4 shown would leave 2 */
        {2, {3, 3}, 2, {3, 3}},
        {3, {3, 3, 1}, 2, {3, 4}}, /* one of the threes joins the one */
        {3, {4, 3, 3}, 3, {4, 3, 3}},
        {3, {5, 2, 1}, 2, {5, 3}}, /* two small roles together */
        {3, {5, 1, 1}, 0, {0}},
        {1, {6}, 0, {0}},             /* no breakdown at all */
        {4, {5, 4, 1, 1}, 2, {5, 6}}, /* 2 left: the 4 joins them */
    };
    struct coh_reflect_role role[5];
    size_t i, k;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        assert_int_equal(roles_shown(known[i].size, known[i].n, role),
                         known[i].shown);
        for (k = 0; k < known[i].shown; k++)
            assert_int_equal(role[k].part.n, known[i].with[k]);
    }
}

static void
roles_are_compared_only_where_sizes_allow_it(void **state)
{
    /* 2/C(6, 3) = .1 and 2/C(7, 3) = .057; 2/C(8, 3) = .036. */
    static const size_t six[] = {3, 3}, seven[] = {3, 4}, eight[] = {3, 5};
    struct coh_reflect_role role[3];

    (void)state;
    assert_int_equal(roles_shown(six, 2, role), 2);
    assert_false(role[0].compared);
    assert_int_equal(roles_shown(seven, 2, role), 2);
    assert_false(role[0].compared);
    assert_int_equal(roles_shown(eight, 2, role), 2);
    assert_true(role[0].compared && role[1].compared);
    assert_true(role[0].p == 1 && role[0].difference == 0);
}

static const char *const roles =
    "respondent,role,question,answer\n"
    "a,t,Q,5\nb,t,Q,5\nc,t,Q,4\nd,u,Q,1\ne,u,Q,2\nf,u,Q,2\ng,u,Q,3\nh,u,Q,1\n"
    "h,u,Q,2\na,u,Q2,1\nb,t,Q2,yes\n,t,Q2,2\nc,t,open,One day\n,t,,1\n"
    "d,u,Q2,\n";

static int
by_role(struct coh_error *err)
{
    struct coh_reflect r = {.by = "role", .p = 1, .reversed = "Q"};
    struct coh_run run;
    int rc = look(&r, &run, err) || coh_reflect_write(&r, &run, err) ||
             coh_run_finish(&run, err);

    coh_reflect_release(&r);
    coh_run_release(&run);
    return rc ? -1 : 0;
}

static int
two_rounds(struct coh_error *err)
{
    struct coh_reflect r = {.previous = second, .options = "1,2,3,4,5"};
    struct coh_run run;
    int rc = look(&r, &run, err) || coh_reflect_write(&r, &run, err) ||
             coh_run_finish(&run, err);

    coh_reflect_release(&r);
    coh_run_release(&run);
    return rc ? -1 : 0;
}

static int
open_answers(struct coh_error *err)
{
    struct coh_reflect r = {.answers = 1, .open = "Change?"};
    struct coh_run run;
    int rc = look(&r, &run, err) || coh_reflect_write(&r, &run, err) ||
             coh_run_finish(&run, err);

    coh_reflect_release(&r);
    coh_run_release(&run);
    return rc ? -1 : 0;
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    static const char *const before = "respondent,question,answer\n"
                                      "1,Safe,1\n2,Safe,2\n3,Safe,3\n"
                                      "1,Old,1\n2,Old,2\n3,Old,3\n";

    (void)state;
    input(roles);
    assert_true(unit_torture(by_role) > 50);
    unlink(path);
    input(form);
    unit_file(second, before, strlen(before));
    assert_true(unit_torture(two_rounds) > 50);
    assert_true(unit_torture(open_answers) > 30);
    unlink(path);
    unlink(second);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_and_wide_surveys_come_to_the_same),
        cmocka_unit_test(sorts_follow_agreement_and_median),
        cmocka_unit_test(the_middle_of_three_options_is_nothing_to_celebrate),
        cmocka_unit_test(options_are_a_range_or_words),
        cmocka_unit_test(
            no_role_is_shown_that_a_subtraction_could_narrow_to_two),
        cmocka_unit_test(roles_are_compared_only_where_sizes_allow_it),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
