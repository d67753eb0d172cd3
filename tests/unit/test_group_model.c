/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "assign_support.h"
#include "group/clique.h"
#include "group/model.h"
#include "unit.h"

static void
open_model(struct coh_group_model *m, struct coh_group_rules *r,
           const struct coh_group_problem *p)
{
    assert_int_equal(coh_group_rules_read(p, NULL, r, NULL), 0);
    assert_int_equal(coh_group_model_open(m, r, NULL), 0);
}

static void
close_model(struct coh_group_model *m, struct coh_group_rules *r)
{
    coh_group_model_close(m);
    coh_group_rules_release(r);
}

/* Does the program as it is agree with enumeration? */
static void
check_feasible(struct coh_group_model *m, const struct tried *t)
{
    size_t group[TRY_N];

    assert_int_equal(coh_program_solve(&m->program, 0, NULL), 0);
    assert_int_equal(m->program.end,
                     t->feasible ? COH_PROGRAM_BEST : COH_PROGRAM_IMPOSSIBLE);
    if (!t->feasible)
        return;
    coh_group_model_read(m, group);
    assert_true(keeps(&t->p, group));
}

/* All groups of like sizes in one class: never refutes what there is. */
static void
check_classes(const struct coh_group_rules *r, const struct tried *t)
{
    const struct coh_group_problem *p = &t->p;
    struct coh_group_model m;
    size_t class_of[TRY_K], a, b, n = 0;

    for (b = 0; b < p->k; b++) {
        for (a = 0;
             a < b && (p->min[a] != p->min[b] || p->max[a] != p->max[b] ||
                       (p->may_close && p->may_close[a] != p->may_close[b]));
             a++)
            ;
        class_of[b] = a < b ? class_of[a] : n++;
    }
    assert_int_equal(coh_group_model_open_classes(&m, r, class_of, n, NULL), 0);
    assert_int_equal(coh_program_solve(&m.program, 0, NULL), 0);
    if (t->feasible)
        assert_int_equal(m.program.end, COH_PROGRAM_BEST);
    coh_group_model_close(&m);
}

/* Made as few, or as many, as possible, the pieces are the pairs who meet. */
static void
check_company(struct coh_group_model *m, const struct tried *t)
{
    int sign = t->p.company == COH_GROUP_NEW_COMPANY ? 1 : -1;
    size_t group[TRY_N], i;

    for (i = 0; i < m->n_again; i++)
        coh_program_cost(&m->program, m->again_column[i],
                         sign * m->again_value[i]);
    assert_int_equal(coh_program_solve(&m->program, 0, NULL), 0);
    assert_int_equal(m->program.end, COH_PROGRAM_BEST);
    coh_group_model_read(m, group);
    assert_true(keeps(&t->p, group));
    assert_true(fabs(sign * (double)coh_group_pairs_again(&t->p, group) -
                     m->program.total) < 1e-6);
}

static void
has_values_exactly_when_enumeration_finds_a_grouping(void **state)
{
    struct coh_group_rules r;
    struct coh_group_model m;
    struct tried t;
    uint64_t seed;
    int feasible = 0;

    (void)state;
    for (seed = 1; seed <= 300; seed++) {
        assert_int_equal(draw(&t, seed, NULL), 0);
        enumerate(&t);
        feasible += t.feasible;
        open_model(&m, &r, &t.p);
        check_feasible(&m, &t);
        if (t.feasible && t.p.previous && t.p.company)
            check_company(&m, &t);
        coh_group_model_close(&m);
        assert_int_equal(coh_group_model_open(&m, &r, NULL), 0);
        assert_int_equal(coh_group_model_order(&m, NULL, NULL), 0);
        check_feasible(&m, &t);
        check_classes(&r, &t);
        close_model(&m, &r);
        coh_group_aim_release(&t.aim);
    }
    assert_true(feasible > 50 && feasible < 250);
}

/* A grouping stays the same but for numbers, and its first units ascend. */
static void
alike_groups_are_renumbered_by_their_first_unit(void **state)
{
    const size_t least[] = {1, 1, 0, 1}, most[] = {3, 3, 5, 3};
    const struct coh_group_problem p = {
        .n = 6, .k = 4, .min = least, .max = most};
    const size_t expected[] = {1, 3, 2, 1, 4, 2};
    size_t group[] = {4, 3, 1, 4, 2, 1}, i;
    struct coh_group_rules r;
    struct coh_group_model m;

    (void)state;
    open_model(&m, &r, &p);
    assert_int_equal(coh_group_model_renumber(&m, NULL, group, NULL), 0);
    for (i = 0; i < 6; i++)
        assert_int_equal(group[i], expected[i]);
    close_model(&m, &r);
}

enum { CLASS = 21 };

/* All pairs of the first CLASS of `n` students. */
static size_t
all_pairs(struct coh_group_rule *rule, size_t (*pair)[2])
{
    size_t i, j, n = 0;

    for (i = 0; i < CLASS; i++)
        for (j = i + 1; j < CLASS; j++) {
            pair[n][0] = i;
            pair[n][1] = j;
            rule[n] = (struct coh_group_rule){
                .kind = COH_GROUP_APART, .n = 2, .member = pair[n]};
            n++;
        }
    return n;
}

/* As pairs they would stall the program; as one set its relaxation is refuted
 * (21 > 20), so that not one node is looked at. */
static void
pairs_of_21_in_20_groups_are_refuted_as_one_set(void **state)
{
    static struct coh_group_rule rule[CLASS * CLASS];
    static size_t pair[CLASS * CLASS][2], least[20], most[20];
    struct coh_group_problem p = {
        .n = 100, .k = 20, .min = least, .max = most, .rule = rule};
    struct coh_group_rules r;
    struct coh_group_cliques q;
    struct coh_group_model m;

    (void)state;
    p.n_rules = all_pairs(rule, pair);
    coh_group_even_sizes(p.n, p.k, least, most);
    open_model(&m, &r, &p);
    assert_int_equal(coh_group_cliques_find(&r, &q, NULL), 0);
    assert_int_equal(q.n, 1);
    assert_int_equal(q.start[1], CLASS);
    coh_group_cliques_release(&q);
    assert_int_equal(coh_program_solve(&m.program, 0, NULL), 0);
    assert_int_equal(m.program.end, COH_PROGRAM_IMPOSSIBLE);
    assert_int_equal(m.program.nodes, 0);
    close_model(&m, &r);
}

/* A triangle named by pairs, a pair outside it, and a set with a part in it:
 * {0, 1, 2}, {2, 3} and {3, 4, 5} together cover all; maximal each. */
static void
cliques_are_maximal_and_cover_every_pair(void **state)
{
    static const size_t member[][3] = {
        {0, 1}, {1, 2}, {0, 2}, {2, 3}, {3, 4, 5}};
    struct coh_group_rule rule[5];
    const size_t least[] = {0, 0, 0}, most[] = {6, 6, 6};
    struct coh_group_problem p = {
        .n = 7, .k = 3, .min = least, .max = most, .rule = rule, .n_rules = 5};
    const size_t expected[] = {3, 4, 5, 0, 1, 2, 2, 3};
    struct coh_group_rules r;
    struct coh_group_cliques q;
    size_t i;

    (void)state;
    for (i = 0; i < 5; i++)
        rule[i] = (struct coh_group_rule){
            .kind = COH_GROUP_APART, .n = i == 4 ? 3 : 2, .member = member[i]};
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    assert_int_equal(coh_group_cliques_find(&r, &q, NULL), 0);
    assert_int_equal(q.n, 3);
    assert_int_equal(q.start[1], 3);
    assert_int_equal(q.start[2], 6);
    assert_int_equal(q.start[3], 8);
    for (i = 0; i < 8; i++)
        assert_int_equal(q.unit[i], expected[i]);
    coh_group_cliques_release(&q);
    coh_group_rules_release(&r);
}

/* Seed 377 has rules of several kinds, and earlier company. */
static int
open_drawn(struct coh_error *err)
{
    struct tried t;
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_model m = COH_GROUP_MODEL_INIT;
    size_t group[TRY_N] = {1, 2, 1, 2, 1, 2, 1, 2};
    int rc = -1;

    if (!draw(&t, 377, err) && !coh_group_rules_read(&t.p, NULL, &r, err) &&
        !coh_group_model_open(&m, &r, err) &&
        !coh_group_model_order(&m, NULL, err) &&
        !coh_group_model_renumber(&m, NULL, group, err))
        rc = 0;
    coh_group_aim_release(&t.aim);
    coh_group_model_close(&m);
    coh_group_rules_release(&r);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(open_drawn) > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_values_exactly_when_enumeration_finds_a_grouping),
        cmocka_unit_test(alike_groups_are_renumbered_by_their_first_unit),
        cmocka_unit_test(pairs_of_21_in_20_groups_are_refuted_as_one_set),
        cmocka_unit_test(cliques_are_maximal_and_cover_every_pair),
        cmocka_unit_test(every_failing_allocation_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
