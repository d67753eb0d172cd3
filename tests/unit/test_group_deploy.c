/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"
#include "deploy_support.h"

static size_t
draw(struct coh_random *r, size_t n)
{
    return (size_t)coh_random_below(r, n);
}

static void
make_rules(struct demo *d, struct coh_random *r)
{
    size_t i, e;

    d->p.n_rules = draw(r, 2) ? draw(r, RULES + 1) : 0;
    for (i = 0; i < d->p.n_rules; i++) {
        d->rule[i].kind = draw(r, 2) ? COH_DEPLOY_REQUIRE : COH_DEPLOY_FORBID;
        d->rule[i].educator = draw(r, d->p.n_educators);
        d->rule[i].group = draw(r, d->p.n_groups);
    }
    d->p.n_wants = draw(r, 2) ? draw(r, WANTS + 1) : 0;
    for (i = 0; i < d->p.n_wants; i++) {
        for (e = 0; e < d->p.n_educators; e++)
            d->who[i][e] = draw(r, 2) == 0;
        d->want[i] =
            (struct coh_deploy_want){draw(r, d->p.n_groups), d->who[i]};
    }
}

/* Plans with supports are many: there are fewer groups and educators then. */
static void
make(struct demo *d, struct coh_random *r)
{
    const int wide = draw(r, 2) != 0;
    const size_t groups = 1 + draw(r, wide ? 3 : G);
    const size_t educators = 1 + draw(r, wide ? 3 : E);
    const size_t blocks = 1 + draw(r, 3), seats = wide ? 1 + draw(r, 3) : 1;
    size_t e, g, k;

    memset(d, 0, sizeof(*d));
    d->p = (struct coh_deploy){
        groups,    educators, d->need, d->level, d->there, d->leads,
        d->block,  blocks,    seats,   d->min,   d->max,   d->at_once,
        d->points, d->rule,   0,       d->want,  0};
    for (g = 0; g < d->p.n_groups; g++) {
        d->need[g] = (int)draw(r, 5);
        d->block[g] = draw(r, d->p.n_blocks);
    }
    for (e = 0; e < d->p.n_educators; e++) {
        d->leads[e] = draw(r, 5) != 0;
        d->min[e] = draw(r, 4) ? 0 : draw(r, 3);
        d->max[e] = draw(r, 2) ? COH_DEPLOY_ANY : draw(r, 4);
        d->at_once[e] = draw(r, 2) ? COH_DEPLOY_ANY : 1 + draw(r, 2);
    }
    for (k = 0; k < d->p.n_educators * d->p.n_groups; k++) {
        d->level[k] = (int)draw(r, 5);
        d->points[k] = draw(r, 3) ? 0 : (int)draw(r, 3);
        d->there[k] = draw(r, 4) != 0;
    }
    make_rules(d, r);
    if (!wide)
        for (d->p.n_wants = k = 0; k < d->p.n_rules; k++)
            d->leads[d->rule[k].educator] = 1;
}

static void
same_plan(const struct brute *b, const struct coh_deploy_answer *a)
{
    size_t e, g, load;

    assert_memory_equal(a->total, b->total, sizeof(b->total));
    for (g = 0; g < b->p->n_groups; g++)
        assert_int_equal(a->lead[g], b->best.lead[g]);
    for (e = 0; e < b->p->n_educators; e++) {
        for (load = g = 0; g < b->p->n_groups; g++) {
            assert_int_equal(a->support[e * b->p->n_groups + g],
                             b->best.support[e][g]);
            load += (size_t)in(&b->best, e, g);
        }
        assert_int_equal(a->load[e], load);
    }
}

static void
is_irreducible(const struct coh_deploy *p, const struct coh_deploy_answer *a)
{
    struct coh_deploy_demand held[RULES + 4 * E];
    struct brute b = {.p = p, .held = a->conflict, .n_held = a->n_conflict};
    size_t i, j, n;

    assert_true(a->n_conflict > 0);
    enumerate(&b, 0);
    assert_false(b.found);
    for (i = 0; i < a->n_conflict; i++) {
        for (n = j = 0; j < a->n_conflict; j++)
            if (j != i)
                held[n++] = a->conflict[j];
        b = (struct brute){.p = p, .held = held, .n_held = n};
        enumerate(&b, 0);
        assert_true(b.found);
    }
}

static size_t
cases(void)
{
    const char *asked = getenv("COHORT_PROOF_CASES");

    return asked ? strtoul(asked, NULL, 10) : 500;
}

static void
the_plan_is_the_best_of_all_and_what_clashes_is_irreducible(void **state)
{
    struct coh_random r = {.state = 7};
    size_t i, possible = 0, n = cases();

    (void)state;
    for (i = 0; i < n; i++) {
        struct coh_deploy_answer a = COH_DEPLOY_ANSWER_INIT;
        struct coh_error err = COH_ERROR_INIT;
        struct brute b;
        struct demo d;

        make(&d, &r);
        b = (struct brute){.p = &d.p};
        enumerate(&b, 0);
        assert_int_equal(coh_deploy_solve(&d.p, &a, &err), 0);
        assert_int_equal(a.possible, b.found);
        if (a.possible) {
            assert_true(a.proved);
            same_plan(&b, &a);
            possible++;
        } else {
            is_irreducible(&d.p, &a);
        }
        coh_deploy_answer_release(&a);
    }
    assert_in_range(possible, n / 4, n - n / 10);
}

/* Nothing that anybody drew with a rule twice: a demand is dropped by what it
 * says, with all that say the same. */
static void
a_demand_left_out_frees_what_it_held(void **state)
{
    struct coh_random r = {.state = 11};
    size_t i, j, n = cases() / 5;

    (void)state;
    for (i = 0; i < n; i++) {
        struct coh_deploy_demand held[RULES + 4 * E];
        struct coh_error err = COH_ERROR_INIT;
        int64_t total[COH_DEPLOY_AIMS];
        struct coh_deploy_demand out;
        struct brute b;
        struct demo d;
        size_t e, kept = 0;
        int possible;

        make(&d, &r);
        if (!d.p.n_rules)
            continue;
        out = d.rule[0];
        for (j = 1; j < d.p.n_rules; j++)
            if (memcmp(&d.rule[j], &out, sizeof(out)))
                held[kept++] = d.rule[j];
        for (e = 0; e < d.p.n_educators; e++)
            for (j = COH_DEPLOY_MIN; j <= COH_DEPLOY_AWAY; j++)
                held[kept++] = (struct coh_deploy_demand){j, e, 0};
        b = (struct brute){.p = &d.p, .held = held, .n_held = kept};
        enumerate(&b, 0);
        assert_int_equal(coh_deploy_totals(&d.p, &out, COH_DEPLOY_AIMS,
                                           &possible, total, &err),
                         0);
        assert_int_equal(possible, b.found);
        if (possible)
            assert_memory_equal(total, b.total, sizeof(total));
    }
}

/* The first aims of the best plan by enumeration; −1 when there is none. */
static int
first_aims(const struct coh_deploy *p, int64_t total[COH_DEPLOY_AIMS])
{
    struct brute b = {.p = p};

    enumerate(&b, 0);
    memcpy(total, b.total, sizeof(b.total));
    return b.found ? 0 : -1;
}

static size_t
least_by_trying(const struct coh_deploy *p, size_t *limit, size_t from,
                const int64_t best[COH_DEPLOY_AIMS])
{
    int64_t total[COH_DEPLOY_AIMS];
    size_t most, e;

    for (most = from; most < p->n_groups; most++) {
        for (e = 0; e < p->n_educators; e++)
            limit[e] = most;
        if (!first_aims(p, total) &&
            !memcmp(total, best, COH_DEPLOY_HELP * sizeof(*total)))
            break;
    }
    for (e = 0; e < p->n_educators; e++)
        limit[e] = most;
    return most;
}

static void
limits_that_nobody_set_are_the_least_that_cost_no_lead(void **state)
{
    static const unsigned char all[E] = {1, 1, 1, 1};
    struct coh_random r = {.state = 5};
    size_t i, n = cases() / 5;

    (void)state;
    for (i = 0; i < n; i++) {
        int64_t best[COH_DEPLOY_AIMS];
        struct coh_error err = COH_ERROR_INIT;
        struct coh_deploy_limits l;
        struct demo d;
        size_t e, once, most, takers;

        make(&d, &r);
        for (e = 0; e < d.p.n_educators; e++)
            d.max[e] = d.at_once[e] = COH_DEPLOY_ANY;
        if (first_aims(&d.p, best))
            continue;
        once = least_by_trying(&d.p, d.at_once, 1, best);
        for (takers = e = 0; e < d.p.n_educators; e++)
            takers += d.p.seats > 1 || d.leads[e];
        takers += !takers;
        most = (d.p.n_groups * d.p.seats + takers - 1) / takers;
        most = least_by_trying(&d.p, d.max, most, best);
        for (e = 0; e < d.p.n_educators; e++)
            d.max[e] = d.at_once[e] = COH_DEPLOY_ANY;
        l = (struct coh_deploy_limits){d.at_once, d.max, all, all, 0, 0};
        assert_int_equal(coh_deploy_limit(&d.p, &l, &err), 0);
        assert_int_equal(l.once, once);
        assert_int_equal(l.most, most);
        assert_int_equal(d.max[0], most);
    }
}

/* Three groups of one skill; the second educator knows more, has one group. */
static void
fill_plain(struct demo *d)
{
    size_t e, g;

    memset(d, 0, sizeof(*d));
    d->p = (struct coh_deploy){
        3,         2,       d->need, d->level, d->there, d->leads,
        d->block,  2,       1,       d->min,   d->max,   d->at_once,
        d->points, d->rule, 0,       d->want,  0};
    for (e = 0; e < 2; e++) {
        d->leads[e] = 1;
        d->max[e] = d->at_once[e] = COH_DEPLOY_ANY;
        for (g = 0; g < 3; g++) {
            d->there[e * 3 + g] = 1;
            d->level[e * 3 + g] = e ? 4 : 2;
            d->need[g] = 3;
        }
    }
    d->max[1] = 1;
}

static void
why_somebody_better_does_not_lead_is_told(void **state)
{
    struct coh_deploy_answer a = COH_DEPLOY_ANSWER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct demo d;

    (void)state;
    fill_plain(&d);
    assert_int_equal(coh_deploy_solve(&d.p, &a, &err), 0);
    /* By the order of the rows the first groups go to the first educator. */
    assert_int_equal(a.lead[0], 0);
    assert_int_equal(a.lead[2], 1);
    assert_int_equal(a.total[COH_DEPLOY_GAP], 2);
    assert_int_equal(coh_deploy_hinders(&d.p, &a, 1, 0), COH_DEPLOY_FULL);
    d.there[3] = 0;
    assert_int_equal(coh_deploy_hinders(&d.p, &a, 1, 0), COH_DEPLOY_NOT_THERE);
    d.rule[0] = (struct coh_deploy_demand){COH_DEPLOY_FORBID, 1, 0};
    d.p.n_rules = 1;
    assert_int_equal(coh_deploy_hinders(&d.p, &a, 1, 0), COH_DEPLOY_FORBIDDEN);
    d.leads[1] = 0;
    assert_int_equal(coh_deploy_hinders(&d.p, &a, 1, 0), COH_DEPLOY_LEADS_NOT);
    d.at_once[0] = 1;
    d.block[2] = 1;
    assert_int_equal(coh_deploy_in_block(&d.p, &a, 0, 0), 2);
    assert_int_equal(coh_deploy_hinders(&d.p, &a, 0, 2), COH_DEPLOY_WORSE);
    d.block[2] = 0;
    assert_int_equal(coh_deploy_hinders(&d.p, &a, 0, 2), COH_DEPLOY_BUSY);
    d.at_once[0] = COH_DEPLOY_ANY;
    d.min[1] = 1;
    assert_int_equal(coh_deploy_hinders(&d.p, &a, 0, 2), COH_DEPLOY_OWED);
    d.rule[0] = (struct coh_deploy_demand){COH_DEPLOY_REQUIRE, 1, 2};
    assert_int_equal(coh_deploy_hinders(&d.p, &a, 0, 2), COH_DEPLOY_TAKEN);
    coh_deploy_answer_release(&a);
}

static int
torture_possible(struct coh_error *err)
{
    struct coh_deploy_answer a = COH_DEPLOY_ANSWER_INIT;
    static const unsigned char open[E] = {1, 0, 0, 0};
    struct coh_deploy_limits l;
    struct demo d;
    int rc;

    fill_plain(&d);
    l = (struct coh_deploy_limits){d.at_once, d.max, open, open, 0, 0};
    rc = coh_deploy_limit(&d.p, &l, err) || coh_deploy_solve(&d.p, &a, err) ? -1
                                                                            : 0;
    coh_deploy_answer_release(&a);
    return rc;
}

static int
torture_impossible(struct coh_error *err)
{
    struct coh_deploy_answer a = COH_DEPLOY_ANSWER_INIT;
    struct demo d;
    int rc;

    fill_plain(&d);
    d.min[1] = 2;
    rc = coh_deploy_solve(&d.p, &a, err);
    if (!rc)
        assert_int_equal(a.n_conflict, 2);
    coh_deploy_answer_release(&a);
    return rc;
}

static void
no_allocation_may_fail_unseen(void **state)
{
    (void)state;
    unit_torture(torture_possible);
    unit_torture(torture_impossible);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_plan_is_the_best_of_all_and_what_clashes_is_irreducible),
        cmocka_unit_test(a_demand_left_out_frees_what_it_held),
        cmocka_unit_test(
            limits_that_nobody_set_are_the_least_that_cost_no_lead),
        cmocka_unit_test(why_somebody_better_does_not_lead_is_told),
        cmocka_unit_test(no_allocation_may_fail_unseen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
