/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_PRIVACY_REFERENCE_H
#define COH_TESTS_PRIVACY_REFERENCE_H

#include "base/random.h"
#include "privacy/problem.h"
#include "unit.h"

/*
 * The reader without cleverness: all tables of whole numbers that agree with
 * what is known in any case, one by one, as what each sum would count in them.
 * From these follow, by the words of the rules alone, the bounds of a sum under
 * a pattern, whether a pattern is safe, and the least safe pattern. A known
 * grand total keeps the number of tables finite.
 */

#define REFERENCE_SUMS   48
#define REFERENCE_TABLES 400000

struct reference {
    const struct coh_privacy_problem *p;
    int16_t (*count)[REFERENCE_SUMS];
    size_t n;
    int64_t cell[32];
    int full; /* more tables than there is room for */
};

/* May cells up to `last` (settled) still lead to a table that fits? */
static inline int
reference_fits(const struct reference *r, size_t last)
{
    const struct coh_privacy_sum *s;
    size_t i, j;
    int64_t sum;

    for (i = 0; i < r->p->n; i++) {
        s = &r->p->sum[i];
        if (!s->known && !s->empty)
            continue;
        for (sum = 0, j = 0; j < s->n && s->cell[j] <= last; j++)
            sum += r->cell[s->cell[j]];
        if (sum > s->count || (j == s->n && sum < s->count))
            return 0;
    }
    return 1;
}

static inline void
reference_walk(struct reference *r, size_t at, int64_t most)
{
    const struct coh_privacy_sum *s;
    size_t i, j;

    if (at == r->p->cells) {
        if (r->n == REFERENCE_TABLES) {
            r->full = 1;
            return;
        }
        for (i = 0; i < r->p->n; i++) {
            s = &r->p->sum[i];
            for (r->count[r->n][i] = 0, j = 0; j < s->n; j++)
                r->count[r->n][i] =
                    (int16_t)(r->count[r->n][i] + r->cell[s->cell[j]]);
        }
        r->n++;
        return;
    }
    for (r->cell[at] = 0; r->cell[at] <= most && !r->full; r->cell[at]++)
        if (reference_fits(r, at))
            reference_walk(r, at + 1, most);
}

/* 0 when there are too many tables. */
static inline int
reference_begin(struct reference *r, const struct coh_privacy_problem *p)
{
    int64_t most = 0;
    size_t i;

    assert_true(p->n <= REFERENCE_SUMS && p->cells <= 32);
    *r = (struct reference){.p = p};
    r->count = malloc(sizeof(*r->count) * REFERENCE_TABLES);
    assert_non_null(r->count);
    for (i = 0; i < p->n; i++)
        if (p->sum[i].known && p->sum[i].count > most)
            most = p->sum[i].count;
    reference_walk(r, 0, most);
    return !r->full;
}

static inline void
reference_end(struct reference *r)
{
    free(r->count);
}

static inline int
reference_shown(const struct reference *r, const unsigned char *hidden,
                size_t i)
{
    const struct coh_privacy_sum *s = &r->p->sum[i];

    return !s->aside && (s->known || s->empty || !hidden[i]);
}

/* Bounds of each sum under a pattern, for who also knows sum `known` (n: none
 * besides). */
static inline void
reference_bounds(const struct reference *r, const unsigned char *hidden,
                 size_t known, int64_t *low, int64_t *high)
{
    size_t t, i;

    for (i = 0; i < r->p->n; i++) {
        low[i] = INT64_MAX;
        high[i] = -1;
    }
    for (t = 0; t < r->n; t++) {
        for (i = 0; i < r->p->n; i++)
            if (r->count[t][i] != r->p->sum[i].count &&
                (i == known || reference_shown(r, hidden, i)))
                break;
        if (i < r->p->n)
            continue;
        for (i = 0; i < r->p->n; i++) {
            low[i] = r->count[t][i] < low[i] ? r->count[t][i] : low[i];
            high[i] = r->count[t][i] > high[i] ? r->count[t][i] : high[i];
        }
    }
}

/* Is it a sum to guard, by the header of suppress.h? */
static inline int
reference_small(const struct coh_privacy_problem *p, size_t i)
{
    const struct coh_privacy_sum *s = &p->sum[i];

    if (s->empty)
        return 0;
    if (s->count == 0)
        return p->hide_zeros && !s->aside && !s->known;
    return s->count < p->min_n;
}

/* The cells of x, but those in which nobody can be, are those of y. */
static inline int
reference_same(const struct coh_privacy_problem *p, size_t x, size_t y)
{
    unsigned char in[32] = {0};
    size_t i, j;

    for (j = 0; j < p->sum[x].n; j++)
        in[p->sum[x].cell[j]] ^= 1;
    for (j = 0; j < p->sum[y].n; j++)
        in[p->sum[y].cell[j]] ^= 1;
    for (i = 0; i < p->n; i++)
        for (j = 0; p->sum[i].empty && j < p->sum[i].n; j++)
            in[p->sum[i].cell[j]] = 0;
    for (i = 0; i < p->cells; i++)
        if (in[i])
            return 0;
    return 1;
}

/* Rules 4 and 5. */
static inline int
reference_safe(const struct reference *r, const unsigned char *hidden)
{
    const struct coh_privacy_problem *p = r->p;
    int64_t low[REFERENCE_SUMS], high[REFERENCE_SUMS];
    int64_t width = p->min_n - 1 > 3 ? p->min_n - 1 : 3;
    size_t i, k;

    reference_bounds(r, hidden, p->n, low, high);
    for (i = 0; i < p->n; i++)
        if (reference_small(p, i) &&
            (high[i] < p->min_n || high[i] - low[i] < width))
            return 0;
    for (k = 0; k < p->n; k++) {
        if (p->sum[k].count != 1 || p->sum[k].known || !reference_small(p, k))
            continue;
        reference_bounds(r, hidden, k, low, high);
        for (i = 0; i < p->n; i++)
            if (reference_small(p, i) && low[i] == high[i] &&
                !reference_same(p, i, k))
                return 0;
    }
    return 1;
}

/* The fewest hidden sums of a safe pattern and, of those, the fewest hidden
 * students; 0 when no pattern is safe, −1 when more than `most` sums are free
 * to be hidden or shown. */
static inline int
reference_least(const struct reference *r, size_t most, size_t *sums,
                int64_t *students)
{
    const struct coh_privacy_problem *p = r->p;
    unsigned char hidden[REFERENCE_SUMS] = {0};
    size_t freely[REFERENCE_SUMS], n = 0, i, k, count;
    uint64_t pattern;
    int64_t all;
    int found = 0;

    for (i = 0; i < p->n; i++) {
        if (p->sum[i].known || p->sum[i].empty || p->sum[i].aside)
            continue;
        hidden[i] = (unsigned char)(reference_small(p, i) || p->sum[i].silent);
        if (!hidden[i])
            freely[n++] = i;
    }
    if (n > most)
        return -1;
    for (pattern = 0; pattern < (uint64_t)1 << n; pattern++) {
        for (k = 0; k < n; k++)
            hidden[freely[k]] = pattern >> k & 1;
        for (count = 0, all = 0, i = 0; i < p->n; i++) {
            count += hidden[i];
            all += hidden[i] ? p->sum[i].count : 0;
        }
        if (found && (count > *sums || (count == *sums && all >= *students)))
            continue;
        if (!reference_safe(r, hidden))
            continue;
        found = 1;
        *sums = count;
        *students = all;
    }
    return found;
}

/* `n` students at random into the cells of a table, some likelier. */
static inline void
reference_fill(struct coh_random *random, size_t cells, int64_t n,
               int64_t *count)
{
    uint64_t weight[64], all = 0, at;
    size_t i;

    for (i = 0; i < cells; i++) {
        weight[i] = 1 + coh_random_below(random, 9);
        all += weight[i];
        count[i] = 0;
    }
    while (n-- > 0) {
        at = coh_random_below(random, all);
        for (i = 0; at >= weight[i]; i++)
            at -= weight[i];
        count[i]++;
    }
}

#endif
