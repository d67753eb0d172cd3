/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/rating-split.h"

#include "base/memory.h"

double
coh_rating_split_least(size_t n1, size_t n2)
{
    double least = 2;

    /* Once it is 0 in doubles it stays so. */
    for (size_t i = 1; i <= n1 && least > 0; i++)
        least *= (double)i / (double)(n2 + i);
    return least < 1 ? least : 1;
}

/* How often each sum of `n1` of the answers comes: ways[people][sum]. */
struct ways {
    size_t n1, sums;
    double *at;
};

static void
add_person(struct ways *w, size_t people, size_t code)
{
    /* From many to few, so that nobody is chosen twice. */
    for (size_t j = people < w->n1 ? people : w->n1; j >= 1; j--)
        for (size_t s = w->sums; s-- > code;)
            w->at[j * w->sums + s] += w->at[(j - 1) * w->sums + s - code];
}

/* n·n1 times the distance of a part's mean from the mean of all. */
static size_t
distance(size_t sum, size_t n1, size_t total, size_t n)
{
    size_t a = sum * n, b = total * n1;

    return a > b ? a - b : b - a;
}

int
coh_rating_split(const size_t *one, const size_t *other, size_t k, double *p,
                 struct coh_error *err)
{
    size_t n1 = 0, n2 = 0, sum = 0, total = 0, people = 0, i, s;
    double far = 0, all = 0;
    struct ways w;

    for (i = 0; i < k; i++) {
        n1 += one[i], n2 += other[i];
        sum += i * one[i];
        total += i * (one[i] + other[i]);
    }
    if (!n1 || !n2 || n1 + n2 > COH_RATING_SPLIT_PEOPLE ||
        k > COH_RATING_SPLIT_OPTIONS)
        return coh_fail(err, COH_INPUT,
                        "%zu and %zu answers to %zu options cannot be split",
                        n1, n2, k);
    w.n1 = n1, w.sums = total + 1;
    w.at = coh_alloc_array((n1 + 1) * w.sums, sizeof(*w.at), err);
    if (!w.at)
        return -1;
    w.at[0] = 1;
    for (i = 0; i < k; i++)
        for (s = 0; s < one[i] + other[i]; s++)
            add_person(&w, ++people, i);
    for (s = 0; s < w.sums; s++) {
        all += w.at[n1 * w.sums + s];
        if (distance(s, n1, total, n1 + n2) >=
            distance(sum, n1, total, n1 + n2))
            far += w.at[n1 * w.sums + s];
    }
    *p = far / all;
    coh_free(w.at);
    return 0;
}
