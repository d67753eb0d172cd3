/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/permute.h"

#include <math.h>

#include "base/random.h"
#include "stat/order.h"

/* C has no portable name for 128 bits. */
__extension__ typedef __int128 wide;

/* Sums of squares of a billion such numbers still fit 127 bits. */
#define GRID (INT64_C(1) << 40)
/* t² of one split from whole numbers is within a few units of the last place
 * of itself, however it is added up. */
#define TIE 1e-11

/* ---- the pool ---- */

/* Can all scores be whole numbers of one grid? Then it is set. */
static int
find_grid(struct coh_pool *pool, const struct coh_sample *const *sample,
          size_t samples)
{
    int64_t end[2], factor, low = INT64_MAX, high = INT64_MIN;
    size_t i, k;
    int scale;

    pool->scale = 0;
    for (i = 0; i < samples; i++) {
        if (!coh_sample_exact(sample[i]))
            return 0;
        if (sample[i]->n && sample[i]->moments.scale > pool->scale)
            pool->scale = sample[i]->moments.scale;
    }
    for (i = 0; i < samples; i++) {
        const struct coh_moments *m = &sample[i]->moments;

        if (!sample[i]->n)
            continue;
        end[0] = m->origin + m->low;
        end[1] = m->origin + m->high;
        for (factor = 1, scale = m->scale; scale < pool->scale; scale++)
            factor *= 10;
        for (k = 0; k < 2; k++) {
            if (__builtin_mul_overflow(end[k], factor, &end[k]))
                return 0;
            low = end[k] < low ? end[k] : low;
            high = end[k] > high ? end[k] : high;
        }
    }
    pool->least = low;
    return low > high || (wide)high - low <= GRID;
}

static void
find_coarse_grid(struct coh_pool *pool, const struct coh_sample *const *sample,
                 size_t samples)
{
    double low, high;
    size_t i;

    pool->low = INFINITY;
    pool->high = -INFINITY;
    for (i = 0; i < samples; i++) {
        if (!sample[i]->n)
            continue;
        low = coh_sample_quantile(sample[i], 0);
        high = coh_sample_quantile(sample[i], 1);
        pool->low = low < pool->low ? low : pool->low;
        pool->high = high > pool->high ? high : pool->high;
    }
}

/* The scores of one sample as numbers of the grid, into n places. */
static int
place(const struct coh_pool *pool, const struct coh_sample *s, int64_t *out,
      struct coh_error *err)
{
    double *x, width = pool->high - pool->low;
    int64_t factor = 1;
    int scale;
    size_t i;

    if (width == 0) {
        for (scale = s->moments.scale; scale < pool->scale; scale++)
            factor *= 10;
        coh_sample_mantissas(s, out);
        for (i = 0; i < s->n; i++)
            out[i] = out[i] * factor - pool->least;
        return 0;
    }
    x = coh_alloc_array(s->n, sizeof(*x), err);
    if (!x)
        return -1;
    coh_sample_doubles(s, x);
    for (i = 0; i < s->n; i++)
        out[i] = llround((x[i] - pool->low) / width * (double)GRID);
    coh_free(x);
    return 0;
}

int
coh_pool_fill(struct coh_pool *pool, const struct coh_sample *const *sample,
              size_t samples, struct coh_error *err)
{
    size_t i, n = 0;

    coh_pool_release(pool);
    for (i = 0; i < samples; i++)
        n += sample[i]->n;
    pool->value = coh_alloc_array(n, sizeof(*pool->value), err);
    if (!pool->value)
        return -1;
    if (!find_grid(pool, sample, samples))
        find_coarse_grid(pool, sample, samples);
    for (i = 0; i < samples; i++) {
        if (place(pool, sample[i], pool->value + pool->n, err))
            return -1;
        pool->n += sample[i]->n;
    }
    /* Whatever the order of rows and groups, the draws are the same. */
    return coh_order_integers(pool->value, n, err);
}

void
coh_pool_release(struct coh_pool *pool)
{
    coh_free(pool->value);
    *pool = (struct coh_pool)COH_POOL_INIT;
}

/* ---- splits ---- */

/* A split into `first` scores and the rest. */
struct split {
    const int64_t *value;
    size_t n, first;
    wide sum, square; /* of all */
    double w1, w2;    /* n1²(n1 − 1), and of the rest */
    double seen;      /* the statistic of the split that was seen */
    double top;       /* the greatest so far */
    uint64_t as_far, at_top, ways;
};

/* t², from the sum and the sum of squares of the first: with the whole numbers
 * D = N·S1 − n1·S and V = n·Q − S² of a side it is, but for a constant factor,
 * D²/(V1/(n1²(n1−1)) + V2/(n2²(n2−1))). Infinite when both sides are flat. */
static double
statistic(const struct split *s, wide sum, wide square)
{
    wide n1 = (wide)s->first, n2 = (wide)(s->n - s->first);
    wide rest = s->sum - sum;
    double apart = (double)((wide)s->n * sum - n1 * s->sum);
    double v1 = (double)(n1 * square - sum * sum);
    double v2 = (double)(n2 * (s->square - square) - rest * rest);

    return apart * apart / (v1 / s->w1 + v2 / s->w2);
}

static void
count(struct split *s, double t)
{
    s->ways++;
    s->as_far += t >= s->seen * (1 - TIE);
    if (t > s->top * (1 + TIE)) {
        s->top = t;
        s->at_top = 1;
    } else if (t >= s->top * (1 - TIE)) {
        s->at_top++;
    }
}

/* All ways to go on with `more` scores from place `from`. */
static void
visit(struct split *s, size_t more, size_t from, wide sum, wide square)
{
    size_t i;

    for (i = from; i + more <= s->n; i++) {
        wide x = s->value[i];

        if (more > 1)
            visit(s, more - 1, i + 1, sum + x, square + x * x);
        else
            count(s, statistic(s, sum + x, square + x * x));
    }
}

/* Draw `first` scores without replacement: a shuffle cut short. It is undone
 * afterwards, so that each draw starts from the sorted pool. */
static int
draw(struct split *s, int64_t *value, uint64_t seed, struct coh_error *err)
{
    struct coh_random random = {.state = seed};
    size_t *swapped = coh_alloc_array(s->first, sizeof(*swapped), err);
    wide sum, square;
    int64_t held;
    size_t i;
    int k;

    if (!swapped)
        return -1;
    for (k = 0; k < COH_PERMUTE_DRAWS; k++) {
        sum = square = 0;
        for (i = 0; i < s->first; i++) {
            swapped[i] = i + coh_random_below(&random, s->n - i);
            held = value[swapped[i]];
            value[swapped[i]] = value[i];
            value[i] = held;
            sum += held;
            square += (wide)held * held;
        }
        count(s, statistic(s, sum, square));
        while (i-- > 0) {
            held = value[swapped[i]];
            value[swapped[i]] = value[i];
            value[i] = held;
        }
    }
    coh_free(swapped);
    return 0;
}

/* C(n, k), or COH_PERMUTE_WAYS + 1 when it is more. */
static uint64_t
ways(size_t n, size_t k)
{
    uint64_t c = 1;
    size_t i;

    for (i = 1; i <= k; i++) {
        c = c * (n - k + i) / i;
        if (c > COH_PERMUTE_WAYS)
            return COH_PERMUTE_WAYS + 1;
    }
    return c;
}

/* The split that was seen: always with the smaller side first, which has the
 * same t² and fewer scores to go through. */
static int
see(struct split *s, const struct coh_pool *pool,
    const struct coh_sample *group, struct coh_error *err)
{
    int64_t *own = coh_alloc_array(group->n, sizeof(*own), err);
    size_t i, rest = pool->n - group->n;
    wide sum = 0, square = 0;
    double n1, n2;

    if (!own || place(pool, group, own, err)) {
        coh_free(own);
        return -1;
    }
    *s = (struct split){.value = pool->value, .n = pool->n, .top = -1};
    for (i = 0; i < pool->n; i++) {
        s->sum += pool->value[i];
        s->square += (wide)pool->value[i] * pool->value[i];
    }
    for (i = 0; i < group->n; i++) {
        sum += own[i];
        square += (wide)own[i] * own[i];
    }
    coh_free(own);
    s->first = group->n <= rest ? group->n : rest;
    if (s->first != group->n) {
        sum = s->sum - sum;
        square = s->square - square;
    }
    n1 = (double)s->first;
    n2 = (double)(s->n - s->first);
    s->w1 = n1 * n1 * (n1 - 1);
    s->w2 = n2 * n2 * (n2 - 1);
    s->seen = statistic(s, sum, square);
    return 0;
}

int
coh_permute_welch(struct coh_pool *pool, const struct coh_sample *group,
                  uint64_t seed, struct coh_permute *out, struct coh_error *err)
{
    struct split s;
    uint64_t all;

    *out = (struct coh_permute){.p = NAN, .least = NAN};
    if (group->n < 2 || pool->n < group->n + 2)
        return coh_fail(err, COH_INPUT,
                        "fewer than two scores on a side: no p");
    if (pool->value[0] == pool->value[pool->n - 1])
        return coh_fail(err, COH_INPUT, "all scores are equal: no p");
    if (see(&s, pool, group, err))
        return -1;
    all = ways(s.n, s.first);
    if (all <= COH_PERMUTE_WAYS) {
        visit(&s, s.first, 0, 0, 0);
        out->ways = all;
        out->p = (double)s.as_far / (double)all;
        out->least = (double)s.at_top / (double)all;
        return 0;
    }
    if (draw(&s, pool->value, seed, err))
        return -1;
    out->draws = COH_PERMUTE_DRAWS;
    out->p = (double)(s.as_far + 1) / (COH_PERMUTE_DRAWS + 1);
    return 0;
}

/* ---- signs ---- */

int
coh_permute_signs(const struct coh_sample *change, struct coh_permute *out,
                  struct coh_error *err)
{
    double x[COH_PERMUTE_SIGNS], sum = 0, size = 0, seen;
    uint64_t way, as_far = 0, at_top = 0, all;
    size_t n = change->n, i, flip;

    *out = (struct coh_permute){.p = NAN, .least = NAN};
    if (n < 2)
        return coh_fail(err, COH_INPUT, "fewer than two pairs: no p");
    if (n > COH_PERMUTE_SIGNS)
        return coh_fail(err, COH_INPUT, "too many pairs to try all signs");
    coh_sample_doubles(change, x);
    for (i = 0; i < n; i++) {
        sum += x[i];
        size += fabs(x[i]);
    }
    if (size == 0)
        return coh_fail(err, COH_INPUT, "nobody changed: no p");
    seen = fabs(sum) - TIE * size;
    all = UINT64_C(1) << n;
    /* A Gray code: one sign at a time. */
    for (way = 1; way <= all; way++) {
        as_far += fabs(sum) >= seen;
        at_top += fabs(sum) >= size - TIE * size;
        for (flip = 0; flip + 1 < n && !(way >> flip & 1); flip++)
            ;
        x[flip] = -x[flip];
        sum += 2 * x[flip];
    }
    out->ways = all;
    out->p = (double)as_far / (double)all;
    out->least = (double)at_top / (double)all;
    return 0;
}
