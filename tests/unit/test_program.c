/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "solve/program.h"
#include "unit.h"

/* A knapsack of n columns with these costs (below 0: gains) and weights. */
static void
knapsack(struct coh_program *p, size_t n, const double *cost,
         const double *weight, double room, int whole)
{
    size_t i, at, column[64];

    assert_int_equal(coh_program_open(p, NULL), 0);
    for (i = 0; i < n; i++) {
        assert_int_equal(coh_program_column(p, 0, 1, whole, cost[i], &at, NULL),
                         0);
        assert_int_equal(at, i);
        column[i] = i;
    }
    assert_int_equal(
        coh_program_row(p, -COH_PROGRAM_FREE, room, n, column, weight, NULL),
        0);
}

/* 10, 13, 7 and 8 to gain for 3, 4, 2 and 3 of 7: by hand, b and d or a and b
 * fill 7 with 21 and 23; a, c with 5 have 17; so 23. Without whole numbers:
 * the best rates are c 3.5, a 3.33, b 3.25: c, a and half of b, 23.5. */
static const double gains[] = {-10, -13, -7, -8}, weights[] = {3, 4, 2, 3};

static void
a_knapsack_has_its_optimum(void **state)
{
    struct coh_program p;

    (void)state;
    knapsack(&p, 4, gains, weights, 7, 1);
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_BEST);
    assert_true(p.found && p.total == -23 && p.bound == -23);
    assert_true(p.value[0] == 1 && p.value[1] == 1 && p.value[2] == 0);
    coh_program_close(&p);
    knapsack(&p, 4, gains, weights, 7, 0);
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_BEST);
    assert_true(fabs(p.total + 23.5) < 1e-9);
    coh_program_close(&p);
    coh_program_close(&p);
}

/* 2x = 1 has no whole x; x + y ≥ 3 no x and y up to 1. */
static void
what_is_impossible_is_said(void **state)
{
    struct coh_program p = COH_PROGRAM_INIT;
    const double two[] = {2}, ones[] = {1, 1};
    const size_t column[] = {0, 1};
    size_t at;

    (void)state;
    assert_int_equal(coh_program_column(&p, 0, 1, 1, 0, &at, NULL), 0);
    assert_int_equal(coh_program_row(&p, 1, 1, 1, column, two, NULL), 0);
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_IMPOSSIBLE);
    assert_false(p.found);
    coh_program_row_bounds(&p, 0, 2, 2);
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_BEST);
    assert_int_equal(coh_program_column(&p, 0, 1, 1, 0, &at, NULL), 0);
    assert_int_equal(
        coh_program_row(&p, 3, COH_PROGRAM_FREE, 2, column, ones, NULL), 0);
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_IMPOSSIBLE);
    coh_program_bounds(&p, 1, 0, 5);
    coh_program_cost(&p, 1, 1);
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_true(p.end == COH_PROGRAM_BEST && p.value[1] == 2);
    coh_program_close(&p);
}

/* A row that nothing is in demands 0 to lie in its bounds. */
static void
an_empty_row_and_an_empty_program(void **state)
{
    struct coh_program p = COH_PROGRAM_INIT;

    (void)state;
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_true(p.end == COH_PROGRAM_BEST && p.total == 0);
    assert_int_equal(coh_program_row(&p, 1, 1, 0, NULL, NULL, NULL), 0);
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_IMPOSSIBLE);
    coh_program_close(&p);
}

/* No even numbers add up to 41, but half ones do: more than 2^20 nodes refute
 * it where there are no cuts (Jeroslow 1974), as with costs. */
static void
jeroslow(struct coh_program *p)
{
    double cost[40] = {1}, weight[40];
    size_t i;

    for (i = 0; i < 40; i++)
        weight[i] = 2;
    knapsack(p, 40, cost, weight, 41, 1);
    coh_program_row_bounds(p, 0, 41, 41);
}

static void
a_limit_stops_it_with_a_bound(void **state)
{
    struct coh_program p;
    uint64_t first;

    (void)state;
    jeroslow(&p);
    assert_int_equal(coh_program_solve(&p, 50, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_STOPPED);
    assert_int_equal(p.nodes, 50);
    assert_true(!p.found && p.bound >= 0 && p.bound <= 1);
    /* The same program takes the same way. */
    first = p.work;
    assert_int_equal(coh_program_solve(&p, 50, NULL), 0);
    assert_int_equal(p.work, 2 * first);
    p.most_work = 3 * first;
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_STOPPED);
    assert_true(p.work >= 3 * first && p.work < 4 * first);
    /* With nothing left not even the first step is made. */
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_STOPPED);
    coh_program_cost(&p, 0, 0);
    p.most_work = 0;
    assert_int_equal(coh_program_solve(&p, 1000, NULL), 0);
    assert_int_equal(p.end, COH_PROGRAM_IMPOSSIBLE);
    coh_program_close(&p);
}

static void
what_is_known_beforehand_is_the_least_that_comes_back(void **state)
{
    const double known[] = {1, 1, 0, 0}, wrong[] = {1, 1, 1, 1},
                 half[] = {.5, 0, 0, 0};
    struct coh_program p;

    (void)state;
    knapsack(&p, 4, gains, weights, 7, 1);
    assert_true(coh_program_keeps(&p, known));
    assert_false(coh_program_keeps(&p, wrong));
    assert_false(coh_program_keeps(&p, half));
    assert_int_equal(coh_program_start(&p, known, NULL), 0);
    assert_int_equal(coh_program_solve(&p, 1, NULL), 0);
    assert_true(p.found && p.total == -23);
    p.most_work = 1;
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_true(p.end == COH_PROGRAM_STOPPED && p.found && p.total == -23);
    p.most_work = 0;
    /* Values that keep not all rows are dropped. */
    assert_int_equal(coh_program_start(&p, wrong, NULL), 0);
    assert_int_equal(coh_program_solve(&p, 0, NULL), 0);
    assert_true(p.end == COH_PROGRAM_BEST && p.total == -23);
    coh_program_close(&p);
}

/* Standard output goes to a file; returns what it was. */
static int
divert(FILE *to)
{
    int was = dup(STDOUT_FILENO);

    assert_true(was >= 0 && fflush(stdout) == 0);
    assert_true(dup2(fileno(to), STDOUT_FILENO) >= 0);
    return was;
}

/* GLPK ends the process when a column stands twice in a row, and says so. */
static void
failures_of_the_solver_come_back_in_silence(void **state)
{
    FILE *said = tmpfile();
    int was;
    const size_t twice[] = {0, 0};
    const double ones[] = {1, 1};
    struct coh_program p = COH_PROGRAM_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t at;

    (void)state;
    assert_int_equal(coh_program_column(&p, 0, 1, 1, 0, &at, NULL), 0);
    assert_int_equal(coh_program_row(&p, 0, 1, 2, twice, ones, NULL), 0);
    assert_non_null(said);
    was = divert(said);
    assert_int_equal(coh_program_solve(&p, 0, &err), -1);
    assert_true(fflush(stdout) == 0 && dup2(was, STDOUT_FILENO) >= 0);
    close(was);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_int_equal(fseek(said, 0, SEEK_END), 0);
    assert_int_equal(ftell(said), 0);
    fclose(said);
    coh_program_close(&p);
    /* It works again afterwards. */
    a_knapsack_has_its_optimum(NULL);
    assert_int_equal(coh_program_column(&p, -COH_PROGRAM_FREE, COH_PROGRAM_FREE,
                                        0, 1, &at, NULL),
                     0);
    assert_int_equal(coh_program_solve(&p, 0, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    coh_program_close(&p);
}

static int
solve_small(struct coh_error *err)
{
    struct coh_program p = COH_PROGRAM_INIT;
    const size_t column[] = {0};
    const double one[] = {1};
    size_t at;
    int rc = -1;

    if (!coh_program_column(&p, 0, 3, 1, -1, &at, err) &&
        !coh_program_row(&p, 0, 2, 1, column, one, err) &&
        !coh_program_start(&p, one, err) && !coh_program_solve(&p, 0, err))
        rc = 0;
    coh_program_close(&p);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(solve_small) > 6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_knapsack_has_its_optimum),
        cmocka_unit_test(what_is_impossible_is_said),
        cmocka_unit_test(an_empty_row_and_an_empty_program),
        cmocka_unit_test(a_limit_stops_it_with_a_bound),
        cmocka_unit_test(what_is_known_beforehand_is_the_least_that_comes_back),
        cmocka_unit_test(failures_of_the_solver_come_back_in_silence),
        cmocka_unit_test(every_failing_allocation_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
