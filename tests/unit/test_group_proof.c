/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every method against every grouping there is: small problems with rules of
 * all kinds, drawn at random, are settled a second time by looking at all
 * assignments of students to groups, with costs by the formulas in floating
 * point. Feasible exactly when one of them keeps everything; the best of them
 * is found and called proved; a conflict is one, and nothing of it can be
 * spared. COHORT_PROOF_CASES in the environment says how many (500).
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "group/solve.h"
#include "random_rules.h"

enum method {
    NEAR_ONE, /* one measure, exact scores */
    NEAR_TWO,
    SPREAD,
    DIVERSE,
    DIVERSE_PER_SIZE,
    COST,
    COST_TWO_LEVELS,
    COST_OPEN, /* so many groups, of slots */
    METHODS,
};

struct proof {
    struct random_problem r;
    enum method method;
    struct coh_group_aim aim;
    int64_t score[RANDOM_MOST];
    unsigned char missing[RANDOM_MOST];
    double z[RANDOM_MOST * 2];
    size_t dimensions;
    int64_t first[RANDOM_MOST * 4], second[RANDOM_MOST * 4];
};

/* What a grouping is worth: less is better, from the left. */
struct worth {
    double company, first, value;
};

static void
draw_measures(struct proof *x, struct coh_random *r)
{
    const struct coh_group_problem *p = &x->r.p;
    size_t i, d;

    x->dimensions = x->method == NEAR_ONE ? 1 : 2;
    for (i = 0; i < p->n; i++) {
        x->missing[i] = (unsigned char)random_chance(r, 8);
        x->score[i] = (int64_t)coh_random_below(r, 12) - 5;
        for (d = 0; d < x->dimensions; d++)
            x->z[i * x->dimensions + d] =
                x->missing[i] ? 0 : (double)coh_random_below(r, 60) / 16 - 1.5;
        if (x->method == NEAR_ONE && !x->missing[i])
            x->z[i] = (double)x->score[i] / 4;
    }
}

static void
draw_costs(struct proof *x, struct coh_random *r)
{
    const struct coh_group_problem *p = &x->r.p;
    size_t i;

    for (i = 0; i < p->n * p->k; i++) {
        x->first[i] =
            x->method == COST_TWO_LEVELS ? (int64_t)coh_random_below(r, 2) : 0;
        x->second[i] = (int64_t)coh_random_below(r, 10);
    }
    if (x->method != COST_OPEN)
        return;
    /* The first two groups are slots of one theme. */
    for (i = 0; i < p->n && p->k > 1; i++)
        x->second[i * p->k + 1] = x->second[i * p->k];
    for (i = 0; i < p->k; i++)
        x->r.may_close[i] = 1;
    x->r.p.may_close = x->r.may_close;
    x->r.p.open = 1 + coh_random_below(r, p->k < p->n ? p->k : p->n);
    for (i = 0; i < p->k; i++)
        x->r.min[i] += !x->r.min[i];
}

static void
draw(struct proof *x, struct coh_random *r)
{
    struct coh_group_problem *p = &x->r.p;
    int rc;

    memset(x, 0, sizeof(*x));
    random_problem(&x->r, r);
    x->method = (enum method)coh_random_below(r, METHODS);
    if (x->method >= COST) {
        draw_costs(x, r);
        rc = coh_group_aim_costs(&x->aim, p,
                                 x->method == COST_TWO_LEVELS ? x->first : NULL,
                                 x->second, 1, NULL);
    } else {
        draw_measures(x, r);
        if (x->method == NEAR_ONE) {
            p->score = x->score;
            p->missing = x->missing;
        }
        if (x->method == DIVERSE || x->method == DIVERSE_PER_SIZE)
            rc = coh_group_aim_distances(&x->aim, p, x->z, x->dimensions,
                                         x->method == DIVERSE_PER_SIZE, NULL);
        else
            rc = coh_group_aim_points(&x->aim,
                                      x->method == SPREAD ? COH_GROUP_SPREAD
                                                          : COH_GROUP_NEAR,
                                      p, x->z, x->dimensions, x->missing, NULL);
    }
    assert_int_equal(rc, 0);
}

static double
points_value(const struct proof *x, const size_t *group, size_t g)
{
    double part = 0, mean, n, d;
    size_t i, c;

    for (c = 0; c < x->dimensions; c++) {
        for (mean = n = 0, i = 0; i < x->r.p.n; i++)
            if (group[i] == g && (x->method == SPREAD || !x->missing[i])) {
                mean += x->z[i * x->dimensions + c];
                n++;
            }
        if (n == 0)
            continue;
        mean /= n;
        if (x->method == SPREAD)
            part += n * mean * mean;
        for (i = 0; x->method != SPREAD && i < x->r.p.n; i++)
            if (group[i] == g && !x->missing[i]) {
                d = x->z[i * x->dimensions + c] - mean;
                part += d * d;
            }
    }
    return part;
}

static double
distance_value(const struct proof *x, const size_t *group, size_t g)
{
    double part = 0, d, e, size = 0;
    size_t i, j;

    for (i = 0; i < x->r.p.n; i++) {
        size += group[i] == g;
        for (j = i + 1; j < x->r.p.n; j++)
            if (group[i] == g && group[j] == g) {
                d = x->z[i * 2] - x->z[j * 2];
                e = x->z[i * 2 + 1] - x->z[j * 2 + 1];
                part -= sqrt(d * d + e * e);
            }
    }
    return x->method == DIVERSE_PER_SIZE && size > 0 ? part / size : part;
}

static struct worth
worth(const struct proof *x, const size_t *group)
{
    const struct coh_group_problem *p = &x->r.p;
    struct worth w = {0, 0, 0};
    size_t g, i;

    if (p->previous && p->company)
        w.company = (p->company == COH_GROUP_NEW_COMPANY ? 1 : -1) *
                    (double)coh_group_pairs_again(p, group);
    for (i = 0; x->method >= COST && i < p->n; i++) {
        w.first += (double)x->first[i * p->k + group[i] - 1];
        w.value += (double)x->second[i * p->k + group[i] - 1];
    }
    for (g = 1; x->method < COST && g <= p->k; g++)
        w.value += x->method == DIVERSE || x->method == DIVERSE_PER_SIZE
                       ? distance_value(x, group, g)
                       : points_value(x, group, g);
    return w;
}

/* Company goes before points and distances, and after costs. */
static int
better(const struct proof *x, const struct worth *a, const struct worth *b)
{
    if (x->method < COST && a->company != b->company)
        return a->company < b->company;
    if (a->first != b->first)
        return a->first < b->first;
    if (a->value != b->value)
        return a->value < b->value;
    return a->company < b->company;
}

static size_t
open_groups(const struct coh_group_problem *p, const size_t *group)
{
    size_t g, i, n = 0;

    for (g = 1; g <= p->k; g++) {
        for (i = 0; i < p->n && group[i] != g; i++)
            ;
        n += i < p->n;
    }
    return n;
}

static int
named(const struct coh_group_problem *p, size_t student)
{
    size_t r, i;

    for (r = 0; r < p->n_rules; r++)
        for (i = 0; i < p->rule[r].n; i++)
            if (p->rule[r].member[i] == student &&
                (p->rule[r].n > 1 || p->rule[r].kind == COH_GROUP_PIN))
                return 1;
    return 0;
}

/* Which groupings the method chooses from: with one measure and no rules but
 * together, apart and pins, students whom none names are in bands. */
static int
chosen_from(const struct proof *x, const size_t *group)
{
    const struct coh_group_problem *p = &x->r.p;
    size_t i, j;

    if (!keeps_all(p, group))
        return 0;
    if (p->open && open_groups(p, group) != p->open)
        return 0;
    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind > COH_GROUP_PIN)
            return 1;
    if (x->method != NEAR_ONE || p->may_close || (p->previous && p->company))
        return 1;
    for (i = 0; i < p->n; i++)
        for (j = 0; j < p->n; j++)
            if (!x->missing[i] && !x->missing[j] && !named(p, i) &&
                !named(p, j) && x->score[i] < x->score[j] &&
                group[i] > group[j])
                return 0;
    return 1;
}

/* The best of all groupings; 0: there is none. */
static int
best_of_all(const struct proof *x, struct worth *best)
{
    size_t group[RANDOM_MOST];
    struct worth w;
    int any = 0;

    first_assignment(group, x->r.p.n);
    do {
        if (!chosen_from(x, group))
            continue;
        w = worth(x, group);
        if (!any || better(x, &w, best))
            *best = w;
        any = 1;
    } while (next_assignment(group, x->r.p.n, x->r.p.k));
    return any;
}

/* The problem with only the demands of a conflict, without member `no` (all:
 * SIZE_MAX) of demand `without` (none: SIZE_MAX). */
static void
only_conflict(const struct proof *x, const struct coh_group_answer *a,
              size_t without, size_t no, struct proof *y)
{
    struct coh_group_problem *p = &y->r.p;
    const struct coh_group_rule *from;
    struct coh_group_rule *to;
    size_t d, i, j;
    int min = 0, max = 0;

    *y = *x;
    p->rule = y->r.rule;
    p->min = y->r.min;
    p->max = y->r.max;
    p->n_rules = 0;
    for (d = 0; d < a->n_conflict; d++) {
        if (d == without && (no == SIZE_MAX || !a->conflict[d].n))
            continue;
        min |= a->conflict[d].kind == COH_GROUP_MIN;
        max |= a->conflict[d].kind == COH_GROUP_MAX;
        if (a->conflict[d].kind >= COH_GROUP_MIN)
            continue;
        from = &x->r.rule[a->conflict[d].rule];
        to = &y->r.rule[p->n_rules];
        *to = *from;
        to->member = y->r.member[p->n_rules];
        to->of = y->r.of[p->n_rules];
        for (to->n = i = 0; i < a->conflict[d].n; i++) {
            if (d == without && i == no)
                continue;
            for (j = 0; from->member[j] != a->conflict[d].member[i]; j++)
                ;
            y->r.of[p->n_rules][to->n] = from->of[j];
            y->r.member[p->n_rules][to->n++] = from->member[j];
        }
        p->n_rules++;
    }
    for (i = 0; i < p->k; i++) {
        y->r.min[i] = min ? y->r.min[i] : 0;
        y->r.max[i] = max ? y->r.max[i] : p->n;
    }
}

/* Ties, bands and costs apart: can it be done? */
static int
possible(const struct proof *x)
{
    size_t group[RANDOM_MOST];

    first_assignment(group, x->r.p.n);
    do
        if (keeps_all(&x->r.p, group) &&
            (!x->r.p.open || open_groups(&x->r.p, group) == x->r.p.open))
            return 1;
    while (next_assignment(group, x->r.p.n, x->r.p.k));
    return 0;
}

static void
check_conflict(const struct proof *x, const struct coh_group_answer *a)
{
    struct proof y;
    size_t d, m;
    int set;

    assert_true(a->irreducible);
    only_conflict(x, a, SIZE_MAX, SIZE_MAX, &y);
    assert_false(possible(&y));
    for (d = 0; d < a->n_conflict; d++) {
        only_conflict(x, a, d, SIZE_MAX, &y);
        assert_true(possible(&y));
        set = a->conflict[d].kind == COH_GROUP_TOGETHER ||
              a->conflict[d].kind == COH_GROUP_APART;
        for (m = 0; set && m < a->conflict[d].n; m++) {
            only_conflict(x, a, d, m, &y);
            assert_true(possible(&y));
        }
    }
}

static void
check_best(const struct proof *x, const struct coh_group_answer *a,
           const struct worth *best)
{
    struct worth w = worth(x, a->group);
    double placed = a->placed;

    assert_true(keeps_all(&x->r.p, a->group));
    assert_true(chosen_from(x, a->group));
    assert_true(a->proved);
    assert_true(fabs(w.value - a->value) < 1e-5);
    /* Equals that stay together can cost: then only `placed` is least. */
    if (a->value - a->placed < 1e-9)
        placed = w.value;
    assert_true(w.company == best->company);
    assert_true(w.first == best->first);
    assert_true(fabs(placed - best->value) < 1e-5);
    assert_true(a->bound <= a->placed + 1e-9);
}

static void
every_method_is_proved_against_all_groupings(void **state)
{
    const char *cases = getenv("COHORT_PROOF_CASES");
    size_t n = cases ? strtoul(cases, NULL, 10) : 500, i, feasible = 0;
    struct coh_random r = {.state = 20261122};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct worth best = {0, 0, 0};
    struct proof x;

    (void)state;
    for (i = 0; i < n; i++) {
        draw(&x, &r);
        assert_int_equal(coh_group_solve(&x.r.p, &x.aim, &a, NULL), 0);
        if (best_of_all(&x, &best)) {
            assert_int_equal(a.outcome, COH_GROUP_FEASIBLE);
            check_best(&x, &a, &best);
            feasible++;
        } else {
            assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
            check_conflict(&x, &a);
        }
        coh_group_aim_release(&x.aim);
    }
    /* Both branches were really taken. */
    assert_true(feasible > n / 5 && feasible < n - n / 5);
    coh_group_answer_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_is_proved_against_all_groupings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
