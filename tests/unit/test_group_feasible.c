/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/memory.h"
#include "group/conflict.h"
#include "group/feasible.h"
#include "planted.h"
#include "random_rules.h"

/* A problem in which only some demands count. */
struct part {
    struct coh_group_problem p;
    struct coh_group_rule rule[RANDOM_RULES];
    size_t member[RANDOM_RULES][RANDOM_MOST];
    size_t min[RANDOM_MOST], max[RANDOM_MOST];
};

/* Of a conflict, all but demand `without`; of that one, all but member `no`
 * where it is not RANDOM_MOST. */
static void
take_part(struct part *t, const struct coh_group_problem *p,
          const struct coh_group_answer *a, size_t without, size_t no)
{
    const struct coh_group_demand *c;
    struct coh_group_rule *r;
    size_t d, g, m;
    int min = 0, max = 0;

    t->p = *p;
    t->p.rule = t->rule;
    t->p.n_rules = 0;
    for (d = 0; d < a->n_conflict; d++) {
        c = &a->conflict[d];
        if (d == without && no == RANDOM_MOST)
            continue;
        min |= c->kind == COH_GROUP_MIN;
        max |= c->kind == COH_GROUP_MAX;
        if (c->kind == COH_GROUP_MIN || c->kind == COH_GROUP_MAX)
            continue;
        r = &t->rule[t->p.n_rules];
        *r = p->rule[c->rule];
        assert_int_equal(r->kind, c->kind);
        /* SAME has a kind beside each member: all of them take part. */
        if (r->kind != COH_GROUP_SAME) {
            r->member = t->member[t->p.n_rules];
            for (r->n = m = 0; m < c->n; m++)
                if (d != without || m != no)
                    t->member[t->p.n_rules][r->n++] = c->member[m];
        }
        t->p.n_rules++;
    }
    for (g = 0; g < p->k; g++) {
        t->min[g] = min ? p->min[g] : 0;
        t->max[g] = max ? p->max[g] : p->n;
    }
    t->p.min = t->min;
    t->p.max = t->max;
}

/* As many open as were asked for. */
static int
opens(const struct coh_group_problem *p, const size_t *group)
{
    size_t g, i, n = 0;

    for (g = 0; p->open && g < p->k; g++) {
        for (i = 0; i < p->n && group[i] != g + 1; i++)
            ;
        n += p->may_close[g] && i < p->n;
    }
    return n == p->open;
}

static int
possible(const struct coh_group_problem *p)
{
    size_t group[RANDOM_MOST];

    first_assignment(group, p->n);
    do
        if (keeps_all(p, group) && opens(p, group))
            return 1;
    while (next_assignment(group, p->n, p->k));
    return 0;
}

static void
check_conflict(const struct coh_group_problem *p,
               const struct coh_group_answer *a)
{
    struct part t;
    size_t d, m;

    assert_true(a->irreducible);
    take_part(&t, p, a, a->n_conflict, RANDOM_MOST);
    assert_false(possible(&t.p));
    for (d = 0; d < a->n_conflict; d++) {
        const struct coh_group_demand *c = &a->conflict[d];
        take_part(&t, p, a, d, RANDOM_MOST);
        assert_true(possible(&t.p));
        if (c->kind != COH_GROUP_TOGETHER && c->kind != COH_GROUP_APART)
            continue;
        assert_true(c->n > 1);
        for (m = 0; m < c->n; m++) {
            take_part(&t, p, a, d, m);
            assert_true(possible(&t.p));
        }
    }
}

/* Some groups must be open. */
static void
open_some(struct random_problem *t, struct coh_random *r)
{
    size_t i;

    for (i = 0; t->p.may_close && i < t->p.k; i++)
        t->p.open += t->may_close[i] && random_chance(r, 3);
}

static void
small_problems_agree_with_looking_at_all_assignments(void **state)
{
    struct coh_random r = {.state = 20261122};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct random_problem t;
    size_t i, feasible = 0;

    (void)state;
    for (i = 0; i < 1500; i++) {
        random_problem(&t, &r);
        open_some(&t, &r);
        assert_int_equal(coh_group_feasible(&t.p, &a, NULL), 0);
        if (possible(&t.p)) {
            assert_int_equal(a.outcome, COH_GROUP_FEASIBLE);
            assert_true(keeps_all(&t.p, a.group) && opens(&t.p, a.group));
            feasible++;
        } else {
            assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
            check_conflict(&t.p, &a);
        }
    }
    /* Both branches were really taken. */
    assert_true(feasible > 400 && feasible < 1200);
    coh_group_answer_release(&a);
}

/* Twelve students in named groups, and rules that are put one by one. */
struct say {
    struct coh_group_problem p;
    struct coh_group_rule rule[8];
    size_t min[4], max[4];
    const char *name[8];
    struct coh_group_evidence e;
};

static const char *const ids[] = {"S01", "S02", "S03", "S04", "S05", "S06",
                                  "S07", "S08", "S09", "S10", "S11", "S12"};
static const char *const groups[] = {"Garden", "Chess", "3", "Art"};
static const size_t one_to_twelve[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
static const size_t from_none[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
static const size_t kinds[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2};

static void
begin(struct say *t, size_t k, size_t min, size_t max)
{
    size_t g;

    *t = (struct say){.p = {.n = 12, .k = k, .seed = 1}};
    for (g = 0; g < k; g++) {
        t->min[g] = min;
        t->max[g] = max;
    }
    t->p.min = t->min;
    t->p.max = t->max;
    t->p.rule = t->rule;
    t->e = (struct coh_group_evidence){
        .id = ids, .group = groups, .rule = t->name};
}

/* The members from `first` on; the groups from `group` on. */
static void
demand(struct say *t, enum coh_group_rule_kind kind, size_t first, size_t n,
       size_t group, size_t n_groups, const char *name)
{
    t->name[t->p.n_rules] = name;
    t->rule[t->p.n_rules++] = (struct coh_group_rule){
        .kind = kind,
        .n = n,
        .member = from_none + first,
        .of = kinds,
        .n_groups = n_groups,
        .group = one_to_twelve + group - (group > 0),
    };
}

static void
says(const struct say *t, const char *words)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_text text = COH_TEXT_INIT;

    assert_int_equal(coh_group_feasible(&t->p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
    assert_true(a.irreducible);
    assert_int_equal(coh_group_conflict_words(&t->p, &a, &t->e, &text, NULL),
                     0);
    assert_string_equal(coh_text_get(&text), words);
    coh_text_release(&text);
    coh_group_answer_release(&a);
}

static void
sets_and_pins_are_said(void **state)
{
    struct say t;

    (void)state;
    begin(&t, 4, 1, 12);
    demand(&t, COH_GROUP_TOGETHER, 2, 4, 0, 0, "A");
    demand(&t, COH_GROUP_APART, 4, 3, 0, 0, "B");
    says(&t, "S05 and S06 must be together and apart");
    begin(&t, 4, 1, 12);
    demand(&t, COH_GROUP_PIN, 6, 1, 1, 1, NULL);
    demand(&t, COH_GROUP_FORBID, 5, 3, 1, 2, NULL);
    says(&t, "S07 is pinned to Garden, which S07 may not join");
    begin(&t, 4, 1, 12);
    demand(&t, COH_GROUP_PIN, 6, 1, 4, 1, NULL);
    demand(&t, COH_GROUP_REQUIRE, 6, 1, 1, 3, NULL);
    says(&t, "S07 is pinned to Art and may join only Garden, Chess or group 3");
    begin(&t, 4, 1, 12);
    demand(&t, COH_GROUP_PIN, 6, 1, 1, 1, NULL);
    demand(&t, COH_GROUP_PIN, 6, 1, 2, 1, NULL);
    says(&t, "S07 is pinned to Garden and to Chess");
    begin(&t, 4, 1, 12);
    demand(&t, COH_GROUP_REQUIRE, 0, 1, 1, 1, NULL);
    demand(&t, COH_GROUP_FORBID, 1, 1, 1, 1, NULL);
    demand(&t, COH_GROUP_TOGETHER, 0, 3, 0, 0, "A");
    says(&t, "S01 may join only Garden; S02 may not join Garden; S01 and S02 "
             "must be together");
    begin(&t, 4, 1, 12);
    t.e.group = NULL;
    demand(&t, COH_GROUP_APART, 0, 5, 0, 0, "A");
    says(&t, "S01, S02, S03, S04 and S05 must be apart; there are only 4 "
             "groups");
}

static void
shares_kinds_and_sizes_are_said(void **state)
{
    struct say t;

    (void)state;
    begin(&t, 4, 2, 12);
    demand(&t, COH_GROUP_SAME, 0, 12, 0, 0, "project");
    says(&t, "groups are not to mix kinds of 'project'; the 12 students make 4 "
             "groups of at least 2");
    begin(&t, 4, 3, 3);
    demand(&t, COH_GROUP_BALANCE, 0, 4, 0, 0, "iep yes");
    demand(&t, COH_GROUP_PIN, 0, 1, 1, 1, NULL);
    demand(&t, COH_GROUP_PIN, 1, 1, 1, 1, NULL);
    demand(&t, COH_GROUP_PIN, 2, 1, 1, 1, NULL);
    says(&t, "the 4 students with 'iep yes' are to be spread evenly over 4 "
             "groups; S01 is pinned to Garden; S02 is pinned to Garden; S03 is "
             "pinned to Garden; the 12 students make 4 groups of at most 3");
    begin(&t, 3, 1, 12);
    demand(&t, COH_GROUP_NO_ISOLATE, 0, 2, 0, 0, "english_learner yes");
    demand(&t, COH_GROUP_APART, 0, 3, 0, 0, "A");
    says(&t, "nobody with 'english_learner yes' is to be the only one in a "
             "group; S01 and S02 must be apart");
    t.e.rule = NULL;
    says(&t, "of S01 and S02 nobody is to be the only one in a group; S01 and "
             "S02 must be apart");
    begin(&t, 2, 4, 12);
    t.min[1] = 9;
    says(&t, "the 12 students make 2 groups of at least 4 and 9");
    begin(&t, 3, 0, 3);
    says(&t, "the 12 students make 3 groups of at most 3");
}

static void
pairs_who_are_all_apart_are_said_as_one_set(void **state)
{
    struct coh_group_rule rule[210];
    size_t pair[210][2], min[20], max[20], i, j, n = 0;
    struct coh_group_problem p = {.n = 112, .k = 20, .rule = rule};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_group_evidence e = {.id = NULL};
    struct coh_text t = COH_TEXT_INIT;
    const char *id[112];

    (void)state;
    for (i = 0; i < 112; i++)
        id[i] = ids[i % 12];
    for (i = 0; i < 21; i++)
        for (j = i + 1; j < 21; j++) {
            pair[n][0] = i;
            pair[n][1] = j;
            rule[n] = (struct coh_group_rule){
                .kind = COH_GROUP_APART, .n = 2, .member = pair[n]};
            n++;
        }
    p.n_rules = n;
    p.min = min;
    p.max = max;
    coh_group_even_sizes(112, 20, min, max);
    e.id = id;
    assert_int_equal(coh_group_feasible(&p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
    /* All 210 are needed, and nothing else. */
    assert_int_equal(a.n_conflict, 210);
    assert_true(a.irreducible);
    assert_int_equal(coh_group_conflict_words(&p, &a, &e, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t),
                        "S01, S02, S03, S04, S05 and 16 others must all be "
                        "apart; there are only 20 groups");
    coh_text_release(&t);
    coh_group_answer_release(&a);
}

static void
too_few_for_the_groups_that_are_to_be_open_is_said(void **state)
{
    static const unsigned char may_close[] = {1, 1, 1};
    static const size_t min[] = {0, 0, 0}, max[] = {2, 2, 2};
    struct coh_group_problem p = {.n = 2, .k = 3, .min = min, .max = max};
    const struct coh_group_evidence e = {.id = ids};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    p.may_close = may_close;
    p.open = 3;
    assert_int_equal(coh_group_feasible(&p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
    assert_int_equal(a.n_conflict, 0);
    assert_int_equal(coh_group_conflict_words(&p, &a, &e, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t),
                        "there are not enough students for 3 groups");
    coh_text_release(&t);
    coh_group_answer_release(&a);
}

static void
little_effort_leaves_it_undecided(void **state)
{
    static struct planted t;
    struct coh_random r = {.state = 8};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;

    (void)state;
    planted_class(&t, &r);
    t.p.effort = 1;
    assert_int_equal(coh_group_feasible(&t.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_UNDECIDED);
    t.p.effort = 0;
    assert_int_equal(coh_group_feasible(&t.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_FEASIBLE);
    assert_true(keeps_all(&t.p, a.group));
    coh_group_answer_release(&a);
}

/* A contradiction put into a class under many rules is found among them. */
static void
a_conflict_among_many_rules_is_singled_out(void **state)
{
    static struct planted t;
    struct coh_random r = {.state = 9};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    size_t i, base, who[2];

    (void)state;
    planted_class(&t, &r);
    base = t.p.n_rules;
    for (i = 0; i < 105; i++)
        t.column[7][i] = i == 4 || i == 40;
    planted_rule(&t, COH_GROUP_NO_ISOLATE, 7, 1);
    who[0] = 40;
    who[1] = 4;
    planted_set(&t, COH_GROUP_APART, who, 2);
    assert_int_equal(coh_group_feasible(&t.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
    assert_int_equal(a.n_conflict, 2);
    assert_int_equal(a.conflict[0].rule, base);
    assert_int_equal(a.conflict[1].rule, base + 1);
    assert_true(a.irreducible);
    /* Nine of 105 who are never alone cannot be spread over 23 groups of 4
     * or 5: 9·5/105 + 1 is below 2. */
    t.p.n_rules = base;
    for (i = 0; i < 105; i++)
        t.column[7][i] = i < 9;
    planted_rule(&t, COH_GROUP_NO_ISOLATE, 7, 1);
    planted_rule(&t, COH_GROUP_BALANCE, 7, 1);
    assert_int_equal(coh_group_feasible(&t.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
    assert_true(a.irreducible);
    assert_int_equal(a.n_conflict, 3);
    assert_int_equal(a.conflict[0].rule, base);
    assert_int_equal(a.conflict[1].rule, base + 1);
    coh_group_answer_release(&a);
}

static void
indices_out_of_range_are_input_errors(void **state)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct say t;

    (void)state;
    begin(&t, 4, 1, 12);
    demand(&t, COH_GROUP_PIN, 6, 1, 5, 1, NULL);
    assert_int_equal(coh_group_feasible(&t.p, &a, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    t.p.n_rules = t.p.n = 0;
    assert_int_equal(coh_group_feasible(&t.p, &a, &err), -1);
    coh_group_answer_release(&a);
}

static int
settle_and_say(const struct say *t, struct coh_error *err)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_text text = COH_TEXT_INIT;
    int rc = coh_group_feasible(&t->p, &a, err);

    if (!rc)
        rc = coh_group_conflict_words(&t->p, &a, &t->e, &text, err);
    coh_text_release(&text);
    coh_group_answer_release(&a);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    struct coh_error err;
    struct say t;
    size_t n;

    (void)state;
    begin(&t, 2, 1, 12);
    demand(&t, COH_GROUP_NO_ISOLATE, 0, 2, 0, 0, "english_learner yes");
    demand(&t, COH_GROUP_TOGETHER, 3, 4, 0, 0, "B");
    demand(&t, COH_GROUP_APART, 0, 3, 0, 0, "A");
    for (n = 1;; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        if (!settle_and_say(&t, &err))
            break;
        assert_int_equal(err.code, COH_SYSTEM);
    }
    coh_memory_fail_at(0, 0);
    assert_true(n > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_problems_agree_with_looking_at_all_assignments),
        cmocka_unit_test(sets_and_pins_are_said),
        cmocka_unit_test(shares_kinds_and_sizes_are_said),
        cmocka_unit_test(pairs_who_are_all_apart_are_said_as_one_set),
        cmocka_unit_test(too_few_for_the_groups_that_are_to_be_open_is_said),
        cmocka_unit_test(little_effort_leaves_it_undecided),
        cmocka_unit_test(a_conflict_among_many_rules_is_singled_out),
        cmocka_unit_test(indices_out_of_range_are_input_errors),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
