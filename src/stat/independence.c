/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/independence.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/memory.h"

/* The groups that have students, and the sums of the table. */
struct table {
    struct coh_rate *group;
    size_t k;
    double n, hits;
};

/* ln C(n, k) */
static double
choose(double n, double k)
{
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

/* ---- Freeman and Halton ---- */

/* A walk through all tables with these margins, a group after the other. */
struct walk {
    const struct table *t;
    const size_t *behind; /* students in the groups from each one on */
    double bound;         /* ln of the most that counts */
    double sum;           /* of what counts */
};

static void
visit(struct walk *w, size_t at, size_t hits, double weight)
{
    const size_t n = w->t->group[at].n;
    size_t most = hits < n ? hits : n, least, h;

    if (at + 1 == w->t->k) {
        weight += choose((double)n, (double)hits);
        if (weight <= w->bound)
            w->sum += exp(weight);
        return;
    }
    least = hits > w->behind[at + 1] ? hits - w->behind[at + 1] : 0;
    for (h = least; h <= most; h++)
        visit(w, at + 1, hits - h, weight + choose((double)n, (double)h));
}

/* How many tables have these margins? Counted group by group: ways[h] is how
 * many for the groups so far have h hits among them. */
static int
count_tables(const struct table *t, double *tables, struct coh_error *err)
{
    const size_t hits = (size_t)t->hits;
    double *ways = coh_alloc_array(2 * (hits + 1), sizeof(*ways), err);
    double *next, sum;
    size_t i, h;

    if (!ways)
        return -1;
    next = ways + hits + 1;
    ways[0] = 1;
    for (i = 0; i < t->k; i++) {
        for (sum = 0, h = 0; h <= hits; h++) {
            sum += ways[h];
            if (h > t->group[i].n)
                sum -= ways[h - t->group[i].n - 1];
            next[h] = sum;
        }
        for (h = 0; h <= hits; h++)
            ways[h] = next[h];
    }
    *tables = ways[hits];
    coh_free(ways);
    return 0;
}

static int
exact(const struct table *t, double *p, struct coh_error *err)
{
    size_t *behind = coh_alloc_array(t->k + 1, sizeof(*behind), err);
    const double all = choose(t->n, t->hits);
    struct walk w = {t, behind, 0, 0};
    size_t i;

    if (!behind)
        return -1;
    for (i = t->k; i-- > 0;)
        behind[i] = behind[i + 1] + t->group[i].n;
    for (i = 0; i < t->k; i++)
        w.bound += choose((double)t->group[i].n, (double)t->group[i].hits);
    w.bound += 1e-7 - all;
    visit(&w, 0, (size_t)t->hits, -all);
    *p = fmin(w.sum, 1);
    coh_free(behind);
    return 0;
}

/* ---- Pearson ---- */

static void
chi_square(const struct table *t, struct coh_independence *test)
{
    double x = 0;
    size_t i;

    for (i = 0; i < t->k; i++) {
        double n = (double)t->group[i].n, hit = n * t->hits / t->n;
        double off = (double)t->group[i].hits - hit;

        x += off * off / hit + off * off / (n - hit);
    }
    test->statistic = x;
    test->p = gsl_cdf_chisq_Q(x, (double)test->df);
}

/* The test that fits the table. */
static int
choose_test(const struct table *t, struct coh_independence *test,
            struct coh_error *err)
{
    double tables = 0;

    if (t->k == 2) {
        test->method = COH_INDEPENDENCE_EXACT;
        test->p = coh_rate_fisher(t->group[0], t->group[1]);
        return 0;
    }
    if (test->expected < 5 && count_tables(t, &tables, err))
        return -1;
    if (test->expected >= 5 || tables > COH_INDEPENDENCE_TABLES) {
        test->method = test->expected >= 5 ? COH_INDEPENDENCE_CHI_SQUARE
                                           : COH_INDEPENDENCE_APPROXIMATE;
        chi_square(t, test);
        return 0;
    }
    test->method = COH_INDEPENDENCE_EXACT;
    return exact(t, &test->p, err);
}

static int
gather(const struct coh_rate *group, size_t n, struct table *t,
       struct coh_error *err)
{
    size_t i;

    t->group = coh_alloc_array(n, sizeof(*t->group), err);
    if (!t->group)
        return -1;
    for (i = 0; i < n; i++) {
        if (group[i].hits > group[i].n)
            return coh_fail(err, COH_INPUT, "%zu hits of only %zu",
                            group[i].hits, group[i].n);
        if (!group[i].n)
            continue;
        t->group[t->k++] = group[i];
        t->n += (double)group[i].n;
        t->hits += (double)group[i].hits;
    }
    return 0;
}

int
coh_independence_test(const struct coh_rate *group, size_t n,
                      struct coh_independence *test, struct coh_error *err)
{
    struct table t = {.group = NULL};
    double rarer, least;
    size_t i;
    int rc = -1;

    *test =
        (struct coh_independence){.p = NAN, .statistic = NAN, .expected = NAN};
    if (gather(group, n, &t, err))
        goto out;
    rc = 0;
    test->df = t.k ? t.k - 1 : 0;
    if (t.k < 2 || t.hits == 0 || t.hits == t.n)
        goto out;
    rarer = fmin(t.hits, t.n - t.hits);
    least = t.n;
    for (i = 0; i < t.k; i++)
        least = fmin(least, (double)t.group[i].n);
    test->expected = least * rarer / t.n;
    rc = choose_test(&t, test, err);
out:
    coh_free(t.group);
    return rc;
}
