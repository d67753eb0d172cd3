/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every timetable of up to 3 groups, 3 stations and 3 blocks, and in each every
 * way of sending helpers about, by code that shares nothing with the solver.
 */
#include "base/random.h"
#include "group/rotation.h"
#include "unit.h"

enum { G = 3, S = 3, B = 3, E = 2, R = 3, CALLS = 3 };

struct demo {
    struct coh_rotation p;
    size_t educator[S], room[S];
    unsigned char there[E * B], who[CALLS][E];
    struct coh_rotation_call call[CALLS];
};

struct brute {
    const struct coh_rotation *p;
    const struct coh_rotation_demand *held; /* NULL: all */
    size_t n_held;
    const size_t *other;
    enum coh_rotation_aim aim[COH_ROTATION_AIMS];
    size_t aims;
    size_t at[G][B];
    int64_t best[COH_ROTATION_AIMS];
    int found;
};

static int
is_held(const struct brute *b, enum coh_rotation_kind kind, size_t of)
{
    size_t i;

    if (!b->held)
        return 1;
    for (i = 0; i < b->n_held; i++)
        if (b->held[i].kind == kind && b->held[i].of == of)
            return 1;
    return 0;
}

static int
runs(const struct brute *x, size_t s, size_t b)
{
    size_t g;

    for (g = 0; g < x->p->n_groups; g++)
        if (x->at[g][b] == s)
            return 1;
    return 0;
}

static int
demands_hold(const struct brute *x)
{
    const struct coh_rotation *p = x->p;
    size_t b, s, t, g, n;

    for (b = 0; b < p->n_blocks; b++)
        for (s = 0; s < p->n_stations; s++) {
            const size_t e = p->educator[s];

            for (n = g = 0; g < p->n_groups; g++)
                n += x->at[g][b] == s;
            if (n > p->places)
                return 0;
            if (!n)
                continue;
            if (e != COH_ROTATION_NONE && !p->there[e * p->n_blocks + b] &&
                is_held(x, COH_ROTATION_AWAY, e))
                return 0;
            for (t = 0; t < s; t++) {
                if (!runs(x, t, b))
                    continue;
                if (e != COH_ROTATION_NONE && p->educator[t] == e &&
                    is_held(x, COH_ROTATION_TEACHES, e))
                    return 0;
                if (p->room[t] == p->room[s] &&
                    is_held(x, COH_ROTATION_ROOM, p->room[s]))
                    return 0;
            }
        }
    return 1;
}

/* Is the educator free to be at this station in this block? */
static int
may_help(const struct brute *x, size_t e, size_t s, size_t b)
{
    size_t t;

    if (!x->p->there[e * x->p->n_blocks + b])
        return 0;
    for (t = 0; t < x->p->n_stations; t++)
        if (t != s && x->p->educator[t] == e && runs(x, t, b))
            return 0;
    return 1;
}

/* The most calls that can be met, over all ways of E helpers through B blocks:
 * way[e][b] is a station, or S for none. */
static int64_t
least_unmet(const struct brute *x, size_t way[E][B], size_t cell)
{
    const struct coh_rotation *p = x->p;
    int64_t least, now;
    size_t i, e, b, s;
    int met;

    if (cell == p->n_educators * p->n_blocks) {
        for (least = 0, i = 0; i < p->n_calls; i++) {
            for (met = 0, e = 0; e < p->n_educators; e++)
                for (b = 0; b < p->n_blocks; b++)
                    met |= way[e][b] < S && p->call[i].who[e] &&
                           x->at[p->call[i].group][b] == way[e][b] &&
                           (p->call[i].station == COH_ROTATION_ANY ||
                            p->call[i].station == way[e][b]);
            least += !met;
        }
        return least;
    }
    e = cell / p->n_blocks;
    b = cell % p->n_blocks;
    way[e][b] = S;
    least = least_unmet(x, way, cell + 1);
    for (s = 0; s < p->n_stations; s++) {
        if (!may_help(x, e, s, b))
            continue;
        way[e][b] = s;
        now = least_unmet(x, way, cell + 1);
        if (now < least)
            least = now;
    }
    return least;
}

static int64_t
judge(const struct brute *x, enum coh_rotation_aim aim)
{
    const struct coh_rotation *p = x->p;
    size_t way[E][B], g, b, before;
    int64_t n = 0;

    if (aim == COH_ROTATION_UNMET)
        return p->n_calls ? least_unmet(x, way, 0) : 0;
    for (g = 0; g < p->n_groups; g++)
        for (before = S, b = 0; b < p->n_blocks; b++) {
            const size_t now = x->at[g][b];

            if (now == S)
                continue;
            if (aim == COH_ROTATION_SAME)
                n += now == x->other[g * p->n_blocks + b];
            else
                n += before < S && p->room[before] != p->room[now];
            before = now;
        }
    return n;
}

static void
take(struct brute *x)
{
    int64_t total;
    size_t i;
    int better = !x->found;

    if (!demands_hold(x))
        return;
    x->found = 1;
    for (i = 0; i < x->aims; i++) {
        total = judge(x, x->aim[i]);
        if (!better && total > x->best[i])
            return;
        better |= total < x->best[i];
        x->best[i] = total;
    }
}

static void
enumerate(struct brute *x, size_t g, size_t b, unsigned met)
{
    size_t s;

    if (g == x->p->n_groups) {
        take(x);
        return;
    }
    if (b == x->p->n_blocks) {
        if (met == (1u << x->p->n_stations) - 1)
            enumerate(x, g + 1, 0, 0);
        return;
    }
    x->at[g][b] = S;
    enumerate(x, g, b + 1, met);
    for (s = 0; s < x->p->n_stations; s++)
        if (!(met >> s & 1)) {
            x->at[g][b] = s;
            enumerate(x, g, b + 1, met | 1u << s);
        }
}

static size_t
draw(struct coh_random *r, size_t n)
{
    return (size_t)coh_random_below(r, n);
}

static void
make(struct demo *d, struct coh_random *r)
{
    size_t i, e;

    memset(d, 0, sizeof(*d));
    d->p.n_groups = 1 + draw(r, G);
    d->p.n_stations = 2 + draw(r, S - 1);
    d->p.n_blocks = draw(r, 4) ? B : 2;
    d->p.n_educators = 1 + draw(r, E);
    d->p.n_rooms = 1 + draw(r, R);
    d->p.places = 1 + draw(r, 2);
    d->p.educator = d->educator;
    d->p.room = d->room;
    d->p.there = d->there;
    d->p.call = d->call;
    for (i = 0; i < d->p.n_stations; i++) {
        d->educator[i] =
            draw(r, 3) ? draw(r, d->p.n_educators) : COH_ROTATION_NONE;
        d->room[i] = draw(r, d->p.n_rooms);
    }
    for (i = 0; i < d->p.n_educators * d->p.n_blocks; i++)
        d->there[i] = draw(r, 6) != 0;
    d->p.n_calls = draw(r, CALLS + 1);
    for (i = 0; i < d->p.n_calls; i++) {
        for (e = 0; e < d->p.n_educators; e++)
            d->who[i][e] = draw(r, 2) == 0;
        d->call[i].group = draw(r, d->p.n_groups);
        d->call[i].station =
            draw(r, 2) ? draw(r, d->p.n_stations) : COH_ROTATION_ANY;
        d->call[i].who = d->who[i];
    }
}

static void
is_irreducible(const struct coh_rotation *p,
               const struct coh_rotation_answer *a)
{
    struct coh_rotation_demand held[2 * E + R];
    struct brute x = {.p = p, .held = a->conflict, .n_held = a->n_conflict};
    size_t i, j, n;

    enumerate(&x, 0, 0, 0);
    assert_false(x.found);
    for (i = 0; i < a->n_conflict; i++) {
        for (n = j = 0; j < a->n_conflict; j++)
            if (j != i)
                held[n++] = a->conflict[j];
        x = (struct brute){.p = p, .held = held, .n_held = n};
        enumerate(&x, 0, 0, 0);
        assert_true(x.found);
    }
}

/* The plan itself, beside its own totals. */
static void
plan_keeps_its_word(const struct coh_rotation *p,
                    const struct coh_rotation_answer *a)
{
    struct brute x = {.p = p};
    size_t g, b, i, at, n = 0;

    for (g = 0; g < p->n_groups; g++)
        for (b = 0; b < p->n_blocks; b++) {
            at = a->at[g * p->n_blocks + b];
            x.at[g][b] = at == COH_ROTATION_NONE ? (size_t)S : at;
        }
    assert_true(demands_hold(&x));
    assert_int_equal(judge(&x, COH_ROTATION_CHANGES),
                     a->total[COH_ROTATION_CHANGES]);
    for (i = 0; i < p->n_calls; i++) {
        n += a->unmet[i];
        if (a->unmet[i])
            continue;
        b = a->when[i];
        at = x.at[p->call[i].group][b];
        assert_true(p->call[i].who[a->helper[i]]);
        assert_true(at < S && (p->call[i].station == COH_ROTATION_ANY ||
                               p->call[i].station == at));
        assert_true(may_help(&x, a->helper[i], at, b));
    }
    assert_int_equal(n, a->total[COH_ROTATION_UNMET]);
}

static void
rotations_are_the_best_of_all_and_what_clashes_is_irreducible(void **state)
{
    static const enum coh_rotation_aim order[2][3] = {
        {COH_ROTATION_UNMET, COH_ROTATION_CHANGES, COH_ROTATION_SAME},
        {COH_ROTATION_CHANGES, COH_ROTATION_UNMET, COH_ROTATION_SAME}};
    const char *asked = getenv("COHORT_PROOF_CASES");
    size_t i, j, n = asked ? strtoul(asked, NULL, 10) / 10 : 50, possible = 0;
    struct coh_random r = {.state = 3};

    (void)state;
    for (i = 0; i < n; i++) {
        struct coh_rotation_answer a = COH_ROTATION_ANSWER_INIT;
        struct coh_rotation_answer b = COH_ROTATION_ANSWER_INIT;
        struct coh_error err = COH_ERROR_INIT;
        const enum coh_rotation_aim *aim = order[i % 2];
        const size_t *other;
        struct brute x;
        struct demo d;

        make(&d, &r);
        assert_int_equal(coh_rotation_solve(&d.p, aim, 2, NULL, 0, &a, &err),
                         0);
        x = (struct brute){.p = &d.p, .aims = 0};
        other = x.other = a.at;
        memcpy(x.aim, aim, sizeof(x.aim));
        x.aims = a.possible ? 3 : 0;
        enumerate(&x, 0, 0, 0);
        assert_int_equal(a.possible, x.found);
        if (!a.possible) {
            is_irreducible(&d.p, &a);
            coh_rotation_answer_release(&a);
            continue;
        }
        possible++;
        assert_true(a.proved);
        plan_keeps_its_word(&d.p, &a);
        assert_int_equal(coh_rotation_solve(&d.p, aim, 3, &other, 1, &b, &err),
                         0);
        plan_keeps_its_word(&d.p, &b);
        for (j = 0; j < 3; j++)
            assert_int_equal(b.total[aim[j]], x.best[j]);
        for (j = 0; j < 2; j++)
            assert_int_equal(a.total[aim[j]], x.best[j]);
        coh_rotation_answer_release(&a);
        coh_rotation_answer_release(&b);
    }
    assert_in_range(possible, n / 8, n - n / 8);
}

static void
a_latin_square_of_four_is_found(void **state)
{
    static const size_t nobody[4] = {COH_ROTATION_NONE, COH_ROTATION_NONE,
                                     COH_ROTATION_NONE, COH_ROTATION_NONE};
    static const size_t room[4] = {0, 1, 2, 3};
    static const enum coh_rotation_aim aim[] = {COH_ROTATION_CHANGES};
    const struct coh_rotation p = {4,      4,    4,    0,    4, 1,
                                   nobody, room, NULL, NULL, 0};
    struct coh_rotation_answer a = COH_ROTATION_ANSWER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t g, h, b;

    (void)state;
    assert_int_equal(coh_rotation_solve(&p, aim, 1, NULL, 0, &a, &err), 0);
    assert_true(a.possible && a.proved);
    assert_int_equal(a.total[COH_ROTATION_CHANGES], 12); /* every block */
    for (b = 0; b < 4; b++)
        for (g = 0; g < 4; g++)
            for (h = 0; h < g; h++)
                assert_int_not_equal(a.at[g * 4 + b], a.at[h * 4 + b]);
    coh_rotation_answer_release(&a);
}

static int
torture(struct coh_error *err)
{
    static const enum coh_rotation_aim aim[] = {COH_ROTATION_UNMET};
    struct coh_random r = {.state = 3};
    struct coh_rotation_answer a = COH_ROTATION_ANSWER_INIT;
    struct demo d;
    int rc = 0, i;

    for (i = 0; i < 3 && !rc; i++) {
        make(&d, &r);
        rc = coh_rotation_solve(&d.p, aim, 1, NULL, 0, &a, err);
        coh_rotation_answer_release(&a);
    }
    return rc;
}

static void
no_allocation_may_fail_unseen(void **state)
{
    (void)state;
    unit_torture_each(torture, 7);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            rotations_are_the_best_of_all_and_what_clashes_is_irreducible),
        cmocka_unit_test(a_latin_square_of_four_is_found),
        cmocka_unit_test(no_allocation_may_fail_unseen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
