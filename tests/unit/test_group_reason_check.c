/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "group/reason.h"
#include "reason_case.h"
#include "reason_check.h"

/* Phrases that must have come up, or the test looked at too little. */
static const char *const phrases[] = {
    "the next group starts",
    "the group below ends",
    "the others of",
    "is nearest",
    "is not the nearest",
    "most of the difference",
    "only one with scores",
    "without; all",
    "nobody else in",
    "differs by",
    "is the greatest need",
    "equally great needs",
    "a greatest need is",
    "over 99 %",
    "under 1 %",
    "the greatest need is",
    "no need of",
    "choice, ",
    "none of",
    "was full (",
    "was ruled out",
    "did not run",
    "was out of reach",
    "was barred by a rule",
    "is nearer now",
    "balanced anew",
    "has no group",
    "; with ",
    "; apart from",
    "; pinned",
    "; must be in",
    "; not in",
    "; one of",
    "; spread evenly",
    "; same ",
    "; was with",
    "within 1 SEM",
    "tied: ",
    "moved from",
    "now ends at",
    "now starts at",
    "greater need",
    "% likely mastered",
    "now, ",
    "new company",
    "no group gone",
    "was not among",
    "no score in",
    "no list of choices",
    "placed by size only",
    "no next best: pinned",
    "must stay with others",
    "no move or swap",
};

#define PHRASES (sizeof(phrases) / sizeof(*phrases))

/* All reasons, notes and fits of a problem, read back. */
static void
read_back(struct reason_case *c, size_t variant, size_t *met)
{
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    struct reason_check check = {&c->t.p, &c->e, c->group,
                                 variant == CASE_DIVERSE, ""};
    size_t i, j;

    assert_int_equal(
        coh_group_reasons_init(&r, &c->t.p, &c->aim, &c->e, &c->a, NULL), 0);
    for (i = 0; i < c->t.p.n; i++) {
        assert_int_equal(coh_group_reasons_student(&r, i, &s, NULL), 0);
        if (!reason_holds(&check, i, coh_text_get(&s.reason)) ||
            !note_holds(&check, i, coh_text_get(&s.note)))
            fail_msg("student %zu: \"%s\", note \"%s\", at \"%s\"", i,
                     coh_text_get(&s.reason), coh_text_get(&s.note), check.at);
        assert_true(fit_holds(&check, i, s.fit));
        for (j = 0; j < PHRASES; j++)
            met[j] += strstr(coh_text_get(&s.reason), phrases[j]) != NULL ||
                      strstr(coh_text_get(&s.note), phrases[j]) != NULL;
    }
    coh_group_student_release(&s);
    coh_group_reasons_release(&r);
}

static void
every_number_and_claim_can_be_worked_out_anew(void **state)
{
    struct coh_random r = {.state = 21};
    size_t variant, times, j, met[PHRASES] = {0};
    struct reason_case c;

    (void)state;
    for (variant = 0; variant < CASE_VARIANTS; variant++)
        for (times = 0; times < 150; times++) {
            draw_case(&c, (enum reason_variant)variant, &r);
            read_back(&c, variant, met);
            coh_group_aim_release(&c.aim);
        }
    for (j = 0; j < PHRASES; j++)
        if (met[j] < 3)
            fail_msg("\"%s\" was met %zu times", phrases[j], met[j]);
}

static void
a_grouping_by_hand_may_break_every_rule(void **state)
{
    struct coh_random r = {.state = 5};
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    struct coh_group_reasons reasons;
    struct reason_case c;
    size_t variant, times, i;

    (void)state;
    for (variant = 0; variant < CASE_VARIANTS; variant++)
        for (times = 0; times < 60; times++) {
            draw_case(&c, (enum reason_variant)variant, &r);
            for (i = 0; i < c.t.p.n; i++)
                c.group[i] = 1 + coh_random_below(&r, c.t.p.k);
            assert_int_equal(coh_group_reasons_init(&reasons, &c.t.p, &c.aim,
                                                    &c.e, &c.a, NULL),
                             0);
            for (i = 0; i < c.t.p.n; i++) {
                assert_int_equal(
                    coh_group_reasons_student(&reasons, i, &s, NULL), 0);
                assert_true(s.next_best != c.group[i]);
                assert_true(s.reason.length > 0);
            }
            coh_group_reasons_release(&reasons);
            coh_group_aim_release(&c.aim);
        }
    coh_group_student_release(&s);
}

static void
a_wrong_number_or_cause_is_seen_by_the_check(void **state)
{
    static const char *const wrong[] = {
        "scored 3; group 1 holds 1 to 3.1; the next group starts at 8",
        "scored 2; group 1 holds 1 to 3; the next group starts at 8",
        "scored 2; group 2 holds 1 to 3.1; the next group starts at 8",
        "scored 2; group 1 holds 1 to 3.1; the next group starts at 9",
        "scored 2; group 1 holds 1 to 3.1; the next group starts at 8; with 03 "
        "by your list",
        "scored 2; group 1 is not the nearest: mean 2.28; group 2 is nearer: "
        "mean 8.83",
    };
    static const double x[] = {1, 2, 3, 8, 9, 9.5, NAN, 3.1};
    static const double mean[] = {5.085714285714285};
    static const double sd[] = {3.601124163104521};
    static const size_t group[] = {1, 1, 1, 2, 2, 2, 2, 1};
    struct reason_case c;
    struct reason_check check = {&c.t.p, &c.e, c.group, 0, ""};
    size_t i;

    (void)state;
    plain(&c, COH_GROUP_SIMILAR, 8, 2, 4, group);
    assert_int_equal(measured(&c, 1, x, mean, sd, CASE_BAND), 0);
    assert_true(reason_holds(&check, 1,
                             "scored 2; group 1 holds 1 to 3.1; the next group "
                             "starts at 8"));
    for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
        assert_false(reason_holds(&check, 1, wrong[i]));
    assert_false(note_holds(&check, 1,
                            "tied: 1 other who scored 2 is in "
                            "another group"));
    assert_false(note_holds(&check, 1, "moved from 2 to 1"));
    coh_group_aim_release(&c.aim);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_and_claim_can_be_worked_out_anew),
        cmocka_unit_test(a_grouping_by_hand_may_break_every_rule),
        cmocka_unit_test(a_wrong_number_or_cause_is_seen_by_the_check),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
