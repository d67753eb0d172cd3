/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coverage: how often do the intervals of the library hold the truth?
 *
 *     coverage [REPLICATIONS [SEED]]
 *
 * Classes are drawn from populations whose truth is known; each gets the
 * interval that the tools print. Of 10,000 classes (REPLICATIONS), how many
 * per cent of the intervals hold the truth stands in a Markdown table, with the
 * Monte-Carlo standard error beside it; a second one says how far raw and
 * pooled means are from the truth. The same seed (1) gives the same tables:
 * GSL's mt19937, seeded anew for each figure.
 */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "draw.h"

/* What teachers have: a group, half a class, a class. */
static const size_t size_of[SIZES] = {5, 10, 25};

#define EACH(m) \
    {           \
        m, m, m \
    }
#define POOLED(sections, tau, words)                                         \
    {                                                                        \
        "pooled mean", words, draw_pooled, 0.90, tau, 15, 0, EACH(sections), \
            0, 0                                                             \
    }

static const struct row rows[] = {
    {"mean, Student's t", "normal scores", draw_mean, 0.95, 70, 15, 0, EACH(0),
     0, 0},
    {"mean, Student's t", "ceiling: 100 × Beta(4, 1.2)", draw_mean, 0.95, 4, 0,
     1.2, EACH(0), 0, 0},
    {"mean, Student's t", "15 % zeros, else normal", draw_mean, 0.95, 70, 15,
     0.15, EACH(0), 0, 0},
    {"difference of means, Welch",
     "normal, sd 12; four times as many with sd 18",
     draw_groups,
     0.95,
     5,
     12,
     18,
     {20, 40, 100},
     0,
     0},
    {"Hedges' g, noncentral t",
     "normal, as many, true 0.5",
     draw_groups,
     0.95,
     7.5,
     15,
     15,
     {5, 10, 25},
     0,
     0},
    {"gain, paired t", "normal, correlation 0.7", draw_pairs, 0.95, 5, 15, 0.7,
     EACH(1), 0, 0},
    {"gain in sd, Bonett", "normal, correlation 0.7, true 0.5", draw_pairs,
     0.95, 7.5, 15, 0.7, EACH(2), 0, 0},
    {"rate, Wilson", "50 % reach the cut", draw_rate, 0.95, 0.5, 0, 0, EACH(0),
     0, 0},
    {"rate, Wilson", "80 %", draw_rate, 0.95, 0.8, 0, 0, EACH(0), 0, 0},
    {"rate, Wilson", "95 %", draw_rate, 0.95, 0.95, 0, 0, EACH(0), 0, 0},
    {"difference of rates, Newcombe",
     "60 and 80 %, as many",
     draw_rates,
     0.95,
     0.6,
     0.8,
     0,
     {5, 10, 25},
     0,
     0},
    {"difference of rates, Newcombe",
     "60 and 80 %, four times as many in the reference",
     draw_rates,
     0.95,
     0.6,
     0.8,
     0,
     {20, 40, 100},
     0,
     0},
    {"difference of rates, Newcombe",
     "80 and 95 %, as many",
     draw_rates,
     0.95,
     0.8,
     0.95,
     0,
     {5, 10, 25},
     0,
     0},
    {"slope, least squares", "weekly probes, independent errors", draw_slope,
     0.95, 1.5, 8, 0, EACH(1), 0, 0},
    {"slope, least squares", "errors with a lag-1 correlation of 0.3",
     draw_slope, 0.95, 1.5, 8, 0.3, EACH(1), 0, 0},
    {"slope, Theil and Sen", "weekly probes, independent errors", draw_slope,
     0.95, 1.5, 8, 0, EACH(2), 0, 0},
    {"alpha, Feldt", "10 parallel items, alpha 0.80", draw_alpha, 0.95, 2.0 / 7,
     0, 0, EACH(10), 0, 0},
    {"alpha, Feldt", "10 items right or wrong, alpha 0.80", draw_alpha, 0.95,
     0.4338837391175581, 1, 0, EACH(10), 0, 0},
    {"point-biserial, Fisher", "the same", draw_item, 0.95, 0.4338837391175581,
     1, 0, EACH(10), 0, 0},
    POOLED(3, 0, "3 sections, no difference"),
    POOLED(3, 3, "3 sections, tau 3, sd 15"),
    POOLED(3, 6, "3 sections, tau 6"),
    POOLED(3, 10, "3 sections, tau 10"),
    POOLED(5, 0, "5 sections, no difference"),
    POOLED(5, 3, "5 sections, tau 3"),
    POOLED(5, 6, "5 sections, tau 6"),
    POOLED(5, 10, "5 sections, tau 10"),
    POOLED(8, 0, "8 sections, no difference"),
    POOLED(8, 3, "8 sections, tau 3"),
    POOLED(8, 6, "8 sections, tau 6"),
    POOLED(8, 10, "8 sections, tau 10"),
};
enum { ROWS = sizeof rows / sizeof rows[0] };

/* What takes milliseconds is drawn less often. */
static size_t
times(const struct row *r, size_t replications)
{
    return r->draw == draw_groups || r->draw == draw_pooled ? replications / 5
                                                            : replications;
}

static int
simulate(const struct row *r, size_t replications, unsigned long seed,
         struct tally *t, struct coh_error *err)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t i;
    int rc = rng ? 0 : coh_fail(err, COH_SYSTEM, "out of memory");

    if (rng)
        gsl_rng_set(rng, seed);
    for (i = 0; !rc && i < times(r, replications); i++)
        rc = r->draw(r, rng, t, err);
    gsl_rng_free(rng);
    return rc;
}

/* One row of the table at each size of class. */
static int
simulate_sizes(const struct row *row, size_t replications, unsigned long seed,
               struct tally t[SIZES], struct coh_error *err)
{
    struct row r = *row;
    size_t i;

    for (i = 0; i < SIZES; i++) {
        r.n = size_of[i];
        r.m = row->others[i];
        t[i] = (struct tally){.none = 0};
        if (simulate(&r, replications, seed, &t[i], err))
            return -1;
    }
    return 0;
}

static void
print_coverage(const struct row *r, const struct tally t[SIZES])
{
    size_t i, none = 0;

    printf("| %s | %s | %.0f %% |", r->interval, r->population,
           100 * r->nominal);
    for (i = 0; i < SIZES; i++) {
        double n = (double)t[i].replications, mean = t[i].held / n;
        double se = sqrt((t[i].squares / n - mean * mean) / n);

        printf(" %.1f ± %.1f |", 100 * mean, 100 * se);
        none += t[i].none;
    }
    if (none)
        printf(" %zu had none |", none);
    else
        printf(" |");
    printf("\n");
    fflush(stdout);
}

static void
print_errors(const struct row *r, const struct tally t[SIZES])
{
    size_t i;

    printf("| %s |", r->population);
    for (i = 0; i < SIZES; i++) {
        double n = (double)t[i].replications;

        printf(" %.2f, %.2f |", sqrt(t[i].raw / n), sqrt(t[i].pooled / n));
    }
    printf("\n");
}

int
main(int argc, char **argv)
{
    size_t replications = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    struct coh_error err = COH_ERROR_INIT;
    static struct tally t[ROWS][SIZES];
    size_t i;

    gsl_set_error_handler_off();
    printf("| interval | population | nominal | n = 5 | n = 10 | n = 25 | |\n"
           "|---|---|---|---|---|---|---|\n");
    for (i = 0; i < ROWS; i++) {
        if (simulate_sizes(&rows[i], replications, seed, t[i], &err)) {
            fprintf(stderr, "coverage: %s\n", err.text);
            return 4;
        }
        print_coverage(&rows[i], t[i]);
    }
    printf("\n| root mean squared error of a section's mean: raw, pooled | "
           "n = 5 | n = 10 | n = 25 |\n|---|---|---|---|\n");
    for (i = 0; i < ROWS; i++)
        if (rows[i].draw == draw_pooled)
            print_errors(&rows[i], t[i]);
    return 0;
}
