/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "group/reason.h"
#include "reason_case.h"

static void
kelley_probabilities_are_the_published_ones(void **state)
{
    /* Kelley (1923): r .85, mean 22, SEM 2, cut 25, score 24: T 23.7, SEE
     * 1.843909, P .7596023. sd 10, mean 72, r .85, cut 70: 65 .8657, 70
     * .4665, 75 .1013 (closed form, by an independent program). */
    double sem = 10 * sqrt(.15);

    (void)state;
    assert_true(fabs(coh_group_below(24, 25, 22, 2, .85) - .7596023) < 5e-8);
    assert_true(fabs(coh_group_below(65, 70, 72, sem, .85) - .8657) < 5e-5);
    assert_true(fabs(coh_group_below(70, 70, 72, sem, .85) - .4665) < 5e-5);
    assert_true(fabs(coh_group_below(75, 70, 72, sem, .85) - .1013) < 5e-5);
}

/* Everything said of one student, in one go. */
static void
say(struct reason_case *c, size_t i, struct coh_group_student *s)
{
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;

    assert_int_equal(
        coh_group_reasons_init(&r, &c->t.p, &c->aim, &c->e, &c->a, NULL), 0);
    assert_int_equal(coh_group_reasons_student(&r, i, s, NULL), 0);
    coh_group_reasons_release(&r);
}

static void
expect(struct reason_case *c, size_t i, const char *reason, const char *note)
{
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;

    say(c, i, &s);
    assert_string_equal(coh_text_get(&s.reason), reason);
    assert_string_equal(coh_text_get(&s.note), note);
    coh_group_student_release(&s);
}

static void
bands_are_told_by_their_ranges_and_edges(void **state)
{
    static const double x[] = {1, 2, 3, 8, 9, 9.5, NAN, 3.1};
    /* R: mean, sd of the seven. */
    static const double mean[] = {5.085714285714285};
    static const double sd[] = {3.601124163104521};
    static const size_t group[] = {1, 1, 1, 2, 2, 2, 2, 1};
    static const char *const before[] = {"1", "1", NULL, "1",
                                         "7", "2", "2",  "2"};
    struct reason_case c;
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;

    (void)state;
    plain(&c, COH_GROUP_SIMILAR, 8, 2, 4, group);
    assert_int_equal(measured(&c, 1, x, mean, sd, CASE_BAND), 0);
    c.e.previous = before;
    expect(&c, 1,
           "scored 2; group 1 holds 1 to 3.1; the next group starts at 8", "");
    expect(&c, 2,
           "scored 3; group 1 holds 1 to 3.1; the next group starts at 8",
           "was not among them before");
    expect(&c, 3,
           "scored 8; group 2 holds 8 to 9.5; the group below ends at 3.1",
           "moved from 1 to 2: scored 8, and group 1 now ends at 3.1");
    expect(&c, 4,
           "scored 9; group 2 holds 8 to 9.5; the group below ends at 3.1",
           "moved from 7 to 2: there is no group 7 now");
    expect(&c, 6, "no score: placed by size only",
           "no score: placed by size only");
    /* The edge is (3.1 + 8)/2 = 5.55; 3.1 is 2.45 below, within one SEM. R:
     * r <- 1-2.5^2/3.601124163104521^2; pnorm((5.55-(r*3.1+(1-r)*
     * 5.085714285714285))/(2.5*sqrt(r))) is .7966502. */
    c.e.sem = 2.5;
    say(&c, 7, &s);
    assert_string_equal(coh_text_get(&s.note),
                        "within 1 SEM of group 2: 0.80 group 1, 0.20 group 2; "
                        "moved from 2 to 1: scored 3.1, and group 2 now starts "
                        "at 8");
    assert_true(fabs(s.fit - .7966502) < 5e-5);
    assert_true(s.near_edge && s.moved);
    coh_group_student_release(&s);
    coh_group_aim_release(&c.aim);
}

static void
several_measures_are_told_by_the_nearest_mean(void **state)
{
    static const double x[] = {210, 200, 214, 204, 230,
                               190, 234, 194, 212, 192};
    /* R: mean(c(210,214,230,234,212)), sd() and so on. */
    static const double mean[] = {220, 196};
    static const double sd[] = {11.13552872566004, 5.830951894845300};
    static const size_t group[] = {1, 1, 2, 2, 2};
    struct reason_case c;

    (void)state;
    plain(&c, COH_GROUP_SIMILAR, 5, 2, 2, group);
    c.t.max[1] = 3;
    assert_int_equal(measured(&c, 2, x, mean, sd, CASE_NEAR), 0);
    expect(&c, 0,
           "scored 210 in math, 200 in reading; group 1 is nearest: mean 212.0 "
           "in math, 202.0 in reading; group 2 is next: mean 225.3 in math, "
           "192.0 in reading; most of the difference is in math",
           "");
    /* In sd², math: (0² − 13.3²)/124 = −1.4 is against it, reading:
     * (10² − 0²)/34 = 2.9 for it; of the first, 231/124 = 1.9 and 60/34 = 1.8.
     */
    expect(&c, 4,
           "scored 212 in math, 192 in reading; group 2 is nearest: mean 225.3 "
           "in math, 192.0 in reading; group 1 is next: mean 212.0 in math, "
           "202.0 in reading; most of the difference is in reading",
           "");
    coh_group_aim_release(&c.aim);
}

static void
mixed_is_told_by_what_the_score_does_to_the_mean(void **state)
{
    static const double x[] = {10, 20, 30, 43, 12, 17};
    /* R: mean() and sd(). */
    static const double mean[] = {22}, sd[] = {12.473972903610139};
    static const size_t group[] = {1, 1, 2, 1, 2, 2};
    struct reason_case c;

    (void)state;
    plain(&c, COH_GROUP_MIXED, 6, 2, 3, group);
    assert_int_equal(measured(&c, 1, x, mean, sd, CASE_VARIANCE), 0);
    expect(&c, 3,
           "scored 43, higher than 5 of the 5 others; group 1 has mean 24.3 "
           "with this score, 15.0 without; all students' mean 22.0",
           "");
    c.e.previous = (const char *const[]){"1", "1", "1", "2", "2", "2"};
    expect(&c, 4,
           "scored 12, lower than 4 of the 5 others; group 2 has mean 19.7 "
           "with this score, 23.5 without; all students' mean 22.0",
           "");
    coh_group_aim_release(&c.aim);
}

static void
skill_is_told_by_needs_and_what_was_full(void **state)
{
    static const size_t group[] = {1, 1, 2, 2, 3, 3};
    static const double p[] = {.18, .5, .09, .3,  .6,  .36,
                               .2,  .1, .9,  .77, NAN, NAN};
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    struct reason_case c;
    size_t g;

    (void)state;
    plain(&c, COH_GROUP_SKILL, 6, 3, 2, group);
    c.e.themes = 2;
    for (g = 0; g < 3; g++) {
        c.theme_of[g] = g;
        c.name[g] = c.theme[g < 2 ? g : 4];
    }
    memcpy(c.mastery, p, sizeof(p));
    c.e.mastery = c.mastery;
    c.e.need = .5;
    assert_int_equal(case_costs(&c), 0);
    expect(&c, 0, "5.NF.A.1 is the greatest need: 82 % likely not mastered yet",
           "");
    expect(&c, 2, "5.NF.B.3 is the greatest need: 64 % likely not mastered yet",
           "");
    c.mastery[4] = .3;
    c.e.previous = (const char *const[]){"5.NF.A.1", "5.NF.A.1", "5.NF.A.1",
                                         "5.NF.A.1", "5.NF.A.1", "5.NF.A.1"};
    expect(&c, 2,
           "5.NF.B.3: 64 % likely not mastered yet; the "
           "greatest need is 5.NF.A.1 (70 %), which was full (2 of 2)",
           "moved from 5.NF.A.1 to 5.NF.B.3: the group was full (2 of 2)");
    expect(&c, 4, "no need of 0.5 or more in any standard",
           "moved from 5.NF.A.1 to extension: 90 % likely mastered 5.NF.A.1 "
           "now");
    expect(&c, 5, "no score: placed by size only",
           "no score: placed by size only; moved from 5.NF.A.1 to extension: "
           "the group was full (2 of 2)");
    say(&c, 0, &s);
    assert_true(fabs(s.fit - .82) < 1e-12);
    coh_group_student_release(&s);
    coh_group_aim_release(&c.aim);
}

static void
interest_is_told_by_the_choice_and_what_was_full(void **state)
{
    static const size_t group[] = {1, 1, 2, 2};
    static const unsigned rank[] = {1, 2, 0, 1, 2, 0, 1, 2, 0, 0, 0, 0};
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    struct reason_case c;
    size_t g;

    (void)state;
    plain(&c, COH_GROUP_INTEREST, 4, 3, 2, group);
    c.t.min[2] = 1;
    c.t.may_close[2] = 1;
    c.t.p.may_close = c.t.may_close;
    c.e.themes = 3;
    c.theme[0] = "School garden";
    c.theme[1] = "Drama";
    for (g = 0; g < 3; g++) {
        c.theme_of[g] = g;
        c.name[g] = c.theme[g];
    }
    memcpy(c.rank, rank, sizeof(rank));
    c.rank[5] = 3; /* Art */
    c.wishes[0] = 2;
    c.wishes[1] = 3;
    c.wishes[2] = 2;
    c.e.rank = c.rank;
    c.e.wishes = c.wishes;
    assert_int_equal(case_costs(&c), 0);
    expect(&c, 0, "first choice, School garden", "");
    expect(&c, 2,
           "second choice, Drama; the first is School garden, which was full "
           "(2 of 2)",
           "");
    expect(&c, 3, "no list of choices: placed by size only",
           "no list of choices: placed by size only");
    /* A swap with the second: 4 + 1 becomes 1 + 4 rank points. */
    say(&c, 2, &s);
    assert_int_equal(s.next_best, 1);
    assert_true(s.next_cost == 0 && s.fit == 2);
    c.rank[1 * 3 + 0] = 0;
    c.rank[1 * 3 + 2] = 1;
    expect(&c, 1,
           "none of 3 choices; the first is Art, which did not run; the second "
           "is Drama, which was full (2 of 2)",
           "");
    coh_group_student_release(&s);
    coh_group_aim_release(&c.aim);
}

static void
rules_that_name_a_student_are_said(void **state)
{
    static const double x[] = {1, 2, 3, 8, 9, 10};
    /* R: mean() and sd(). */
    static const double mean[] = {5.5}, sd[] = {3.937003937005906};
    static const size_t group[] = {1, 1, 1, 2, 2, 2};
    static const size_t some[] = {0, 1}, other[] = {0, 3, 4, 5}, three[] = {3};
    static const size_t all[] = {0, 1, 2, 3, 4, 5}, kind[] = {0, 0, 0, 1, 1, 1};
    static const size_t at[] = {2}, now[] = {1, 2, 1, 1, 2, 2};
    struct reason_case c;

    (void)state;
    plain(&c, COH_GROUP_SIMILAR, 6, 2, 3, group);
    assert_int_equal(measured(&c, 1, x, mean, sd, CASE_BAND), 0);
    c.t.rule[0] = (struct coh_group_rule){
        .kind = COH_GROUP_TOGETHER, .n = 2, .member = some};
    c.t.rule[1] = (struct coh_group_rule){
        .kind = COH_GROUP_NO_ISOLATE, .n = 2, .member = some};
    c.t.rule[2] = (struct coh_group_rule){
        .kind = COH_GROUP_SAME, .n = 6, .member = all, .of = kind};
    c.t.rule[3] = (struct coh_group_rule){
        .kind = COH_GROUP_BALANCE, .n = 6, .member = all};
    c.t.rule[4] = (struct coh_group_rule){.kind = COH_GROUP_PIN,
                                          .n = 1,
                                          .member = three,
                                          .n_groups = 1,
                                          .group = at};
    c.t.rule[5] = c.t.rule[4];
    c.t.rule[5].kind = COH_GROUP_REQUIRE;
    c.t.p.n_rules = 6;
    c.t.p.previous = now;
    c.t.p.company = COH_GROUP_NEW_COMPANY;
    expect(&c, 0,
           "scored 1; the others of group 1 hold 3; with 02 by your list; one "
           "of 2 with iep yes here; same kind 0 as 2 of the 2 others; spread "
           "evenly: track b 3 of 3 here, 6 of 6 in all; was with 1 of the 2 "
           "others before",
           "no next best: must stay with others");
    expect(&c, 3,
           "scored 8; the others of group 2 hold 9 to 10; pinned by you; must "
           "be in group 2 by your list; same kind 0 as 2 of the 2 others; "
           "spread evenly: track b 3 of 3 here, 6 of 6 in all; was with none "
           "of the others before",
           "no next best: pinned by you");
    c.t.rule[0] = (struct coh_group_rule){
        .kind = COH_GROUP_APART, .n = 1, .member = some};
    c.t.rule[1] = (struct coh_group_rule){
        .kind = COH_GROUP_APART, .n = 4, .member = other};
    c.t.rule[2] = c.t.rule[4];
    c.t.rule[2].kind = COH_GROUP_FORBID;
    c.t.rule[2].member = some;
    c.t.p.n_rules = 3;
    c.t.p.company = COH_GROUP_ANY_COMPANY;
    expect(&c, 0,
           "scored 1; the others of group 1 hold 2 to 3; apart from 04, 05 and "
           "06 by your list; not in group 2 by your list",
           "no next best: no move or swap keeps all rules");
    coh_group_aim_release(&c.aim);
}

/* Everything of a case once; 0 or -1. */
static int
whole_run(const struct reason_case *c, struct coh_error *err)
{
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    size_t i;
    int rc = coh_group_reasons_init(&r, &c->t.p, &c->aim, &c->e, &c->a, err);

    for (i = 0; rc == 0 && i < c->t.p.n; i++)
        rc = coh_group_reasons_student(&r, i, &s, err);
    coh_group_student_release(&s);
    coh_group_reasons_release(&r);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    struct coh_random random = {.state = 4};
    struct reason_case c;
    struct coh_error err;
    size_t n, variant;

    (void)state;
    for (variant = 0; variant < CASE_VARIANTS; variant++) {
        draw_case(&c, (enum reason_variant)variant, &random);
        for (n = 1;; n++) {
            err = (struct coh_error)COH_ERROR_INIT;
            coh_memory_fail_at(n, 0);
            if (!whole_run(&c, &err))
                break;
            assert_int_equal(err.code, COH_SYSTEM);
        }
        coh_memory_fail_at(0, 0);
        assert_true(n > 30);
        coh_group_aim_release(&c.aim);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kelley_probabilities_are_the_published_ones),
        cmocka_unit_test(bands_are_told_by_their_ranges_and_edges),
        cmocka_unit_test(several_measures_are_told_by_the_nearest_mean),
        cmocka_unit_test(mixed_is_told_by_what_the_score_does_to_the_mean),
        cmocka_unit_test(skill_is_told_by_needs_and_what_was_full),
        cmocka_unit_test(interest_is_told_by_the_choice_and_what_was_full),
        cmocka_unit_test(rules_that_name_a_student_are_said),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
