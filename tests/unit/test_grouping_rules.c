/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/memory.h"
#include "flow/grouping-internal.h"
#include "flow/grouping-sheet.h"
#include "grouping_desk.h"

/* ---- kinds ---- */

static void
kinds_become_rules_and_traits(void **state)
{
    static const char text[] = "student_id,score,el,iep\n"
                               "1,1,yes,no\n2,2,,no\n3,3,no,yes\n4,4,yes,yes\n";
    struct desk d;
    const struct coh_group_rule *r;
    size_t members;

    (void)state;
    open_desk(&d, "mixed", text);
    d.ask.sizes.groups = 2;
    d.ask.choice.value = "score";
    d.ask.kinds.balance = "el,iep";
    d.ask.kinds.no_isolate = "iep=yes";
    d.ask.kinds.same = "el";
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(d.g.n_traits, 2);
    assert_string_equal(d.g.trait[1].name, "el");
    assert_string_equal(d.g.trait[1].kind[1], "(blank)");
    assert_int_equal(d.g.trait[1].of[2], 2);
    /* Of iep, with two kinds, none is balanced as well; of el all three are. */
    assert_int_equal(coh_grouping_rules(&d.g, COH_GROUP_BALANCE, &members), 3);
    assert_int_equal(members, 4);
    r = &d.g.p.rule[0];
    assert_int_equal(r->kind, COH_GROUP_NO_ISOLATE);
    assert_true(r->n == 2 && r->member[0] == 2 && r->member[1] == 3);
    assert_string_equal(d.g.e.rule[0], "iep yes");
    r = &d.g.p.rule[d.g.p.n_rules - 1];
    assert_int_equal(r->kind, COH_GROUP_SAME);
    assert_true(r->of[0] == r->of[3] && r->of[0] != r->of[1]);
    close_desk(&d);
    open_desk(&d, "mixed", text);
    d.ask.sizes.groups = 2;
    d.ask.choice.value = "score";
    d.ask.kinds.no_isolate = "iep=maybe";
    assert_int_equal(code_of(&d), COH_USAGE);
}

static void
of_mixed_those_without_a_score_are_spread(void **state)
{
    struct desk d;

    (void)state;
    open_desk(&d, "mixed", scores);
    d.ask.sizes.groups = 2;
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(d.g.p.n_rules, 0);
    assert_int_equal(coh_grouping_aims(&d.g, NULL), 0);
    assert_int_equal(d.g.p.n_rules, 1);
    assert_int_equal(d.g.rule[0].kind, COH_GROUP_BALANCE);
    assert_int_equal(d.g.rule[0].n, 2);
    assert_true(d.g.rule_own[0]);
    assert_int_equal(d.g.aim.kind, COH_GROUP_SPREAD);
    assert_int_equal(d.g.aim.dimensions, 2);
    close_desk(&d);
}

/* ---- numbers ---- */

static void
groups_keep_the_numbers_of_most_of_their_students(void **state)
{
    size_t group[] = {1, 1, 2, 2, 3, 3, 3};
    const size_t kept[] = {3, 3, 1, 1, 2, 2, 2};
    struct desk d;

    (void)state;
    open_desk(&d, "mixed",
              "student_id,score\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n7,7\n");
    d.ask.sizes.groups = 3;
    give(&d, COH_GROUPING_ASK_PREVIOUS,
         "student_id,group\n1,3\n2,1\n3,1\n4,1\n5,2\n6,2\n7,3\n");
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(d.g.p.previous[1], d.g.p.previous[2]);
    assert_string_equal(d.g.e.previous[0], "3");
    assert_int_equal(coh_grouping_number(&d.g, group, NULL), 0);
    assert_memory_equal(group, kept, sizeof(group));
    close_desk(&d);
}

static void
groups_that_a_rule_names_keep_their_numbers(void **state)
{
    size_t group[] = {3, 3, 2, 1};
    const size_t numbered[] = {1, 1, 2, 3};
    const size_t ruled[] = {3, 3, 1, 2};
    struct desk d;

    (void)state;
    open_desk(&d, "mixed", "student_id,score\n1,1\n2,2\n3,3\n4,4\n");
    d.ask.sizes.groups = 3;
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(coh_grouping_number(&d.g, group, NULL), 0);
    assert_memory_equal(group, numbered, sizeof(group));
    close_desk(&d);
    open_desk(&d, "mixed", "student_id,score\n1,1\n2,2\n3,3\n4,4\n");
    d.ask.sizes.groups = 3;
    give(&d, COH_GROUPING_ASK_PIN, "student_id,group\n1,3\n");
    assert_int_equal(read_desk(&d), 0);
    memcpy(group, (size_t[]){3, 3, 2, 1}, sizeof(group));
    assert_int_equal(coh_grouping_number(&d.g, group, NULL), 0);
    assert_memory_equal(group, ruled, sizeof(group));
    close_desk(&d);
}

static void
similar_groups_go_from_low_to_high_and_closed_ones_come_last(void **state)
{
    size_t group[] = {2, 4, 2, 1};
    const size_t numbered[] = {3, 1, 3, 2};
    struct desk d;

    (void)state;
    open_desk(&d, "similar", "student_id,a,b\n1,7,1\n2,1,4\n3,8,1\n4,3,3\n");
    d.ask.sizes.groups = 4;
    d.ask.sizes.may_close = 1;
    d.ask.choice.value = "a,b";
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(coh_grouping_number(&d.g, group, NULL), 0);
    assert_memory_equal(group, numbered, sizeof(group));
    close_desk(&d);
}

/* ---- words ---- */

static void
the_command_that_repeats_a_run_is_quoted_for_a_shell(void **state)
{
    char word[7][24] = {"cohort-group", "mixed", "-v", "Unit 3, it's",
                        "--time",       "2",     ""};
    char *argv[7] = {word[0], word[1], word[2], word[3],
                     word[4], word[5], word[6]};
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(coh_grouping_ask_again(7, argv, 0, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t),
                        "cohort group mixed -v 'Unit 3, it'\\''s' --time 2 ''");
    coh_text_clear(&t);
    assert_int_equal(coh_grouping_ask_again(7, argv, 50, &t, NULL), 0);
    assert_string_equal(
        coh_text_get(&t),
        "cohort group mixed -v 'Unit 3, it'\\''s' '' --effort 50");
    coh_text_release(&t);
}

/* ---- memory ---- */

/* Solve, say and write; 0 or -1. */
static int
finish(struct desk *d)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
    const struct coh_columns keep = COH_COLUMNS_INIT;
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;

    if (coh_grouping_aims(&d->g, &d->err) ||
        coh_grouping_solve(&d->g, &a, &d->notes, &d->err))
        goto out;
    assert_int_equal(a.outcome, COH_GROUP_FEASIBLE);
    if (coh_group_reasons_init(&r, &d->g.p, &d->g.aim, &d->g.e, &a, &d->err) ||
        coh_grouping_limits(&d->g, &a, &r, &d->notes, &d->err) ||
        coh_out_open(&out, "/dev/null", &d->err))
        goto out;
    w = coh_writer_new(&out, COH_FORMAT_CSV, -1, &d->err);
    if (!w || coh_grouping_write(&d->g, &a, &r, &keep, w, &d->err) ||
        coh_writer_end(w, &d->err))
        goto out;
    assert_int_equal(coh_writer_rows(w), d->g.p.n);
    rc = 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    coh_group_reasons_release(&r);
    coh_group_answer_release(&a);
    return rc;
}

static void
ask_similar(struct desk *d)
{
    open_desk(d, "similar", scores);
    d->ask.sizes.groups = 3;
    d->ask.sizes.min = 1;
    give(d, COH_GROUPING_ASK_APART, "set,student_id\nA,01\nA,02\nA,99\nA,3\n");
    give(d, COH_GROUPING_ASK_PIN, "student_id,group,pin\n02,1,yes\n03,2,\n");
}

static void
ask_mixed(struct desk *d)
{
    open_desk(d, "mixed", "key,score\nada@x,1\nbo@x,2\n");
    give(d, COH_GROUPING_ASK_ROSTER, roster);
    give(d, COH_GROUPING_ASK_PREVIOUS, "student_id,group\n03,2\n01,1\n");
    d->ask.choice.match = "email";
    d->ask.kinds.balance = "iep";
    d->ask.company = 0;
    d->ask.sizes.groups = 2;
}

static void
ask_skill(struct desk *d)
{
    open_desk(d, "skill",
              "student_id,standard,p_mastery\n1,S,0.25\n1,T,0.5\n2,T,1\n");
    give(d, COH_GROUPING_ASK_FORBID, "student_id,group\n1,T\n");
}

static void
ask_interest(struct desk *d)
{
    open_desk(d, "interest",
              "student_id,first,second\n1,Garden,Chess\n2,Chess,\n3,,\n");
    d->ask.choice.value = "first,second";
    give(d, COH_GROUPING_ASK_CAPACITY, "group,min,max\nChess,1,1\n");
}

static void
every_failing_allocation_is_reported(void **state)
{
    void (*const ask[])(struct desk *) = {ask_similar, ask_mixed, ask_skill,
                                          ask_interest};
    struct desk d;
    size_t n, i;
    int rc;

    (void)state;
    for (i = 0; i < 4; i++) {
        for (rc = -1, n = 1; rc; n++) {
            ask[i](&d);
            coh_memory_fail_at(n, 0);
            rc = read_desk(&d) || finish(&d) ? -1 : 0;
            coh_memory_fail_at(0, 0);
            close_desk(&d);
            if (rc)
                assert_int_equal(d.err.code, COH_SYSTEM);
        }
        assert_true(n > 50);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_become_rules_and_traits),
        cmocka_unit_test(of_mixed_those_without_a_score_are_spread),
        cmocka_unit_test(groups_keep_the_numbers_of_most_of_their_students),
        cmocka_unit_test(groups_that_a_rule_names_keep_their_numbers),
        cmocka_unit_test(
            similar_groups_go_from_low_to_high_and_closed_ones_come_last),
        cmocka_unit_test(the_command_that_repeats_a_run_is_quoted_for_a_shell),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
