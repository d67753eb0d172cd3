/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/item.h"

#include <math.h>

#include "stat/correlation.h"

/* Sums over the pairs of one item and the rest, shifted to their means. */
struct pairs {
    size_t n;
    double mean_x, mean_y, size_x, size_y, xx, yy, xy;
};

/* Spread that rounding alone can make is none. */
static int
varies(double squares, size_t n, double size)
{
    return sqrt(squares / (double)n) > 1e-12 * size;
}

static double
correlation(const struct pairs *p)
{
    double r, both;

    if (!varies(p->xx, p->n, p->size_x) || !varies(p->yy, p->n, p->size_y) ||
        !isfinite(p->xx) || !isfinite(p->yy))
        return NAN;
    /* One root keeps the last digit of a perfect line; the product of both
     * sums could be beyond all numbers. */
    both = p->xx * p->yy;
    r = isnormal(both) ? p->xy / sqrt(both) : p->xy / sqrt(p->xx) / sqrt(p->yy);
    return r > 1 ? 1 : r < -1 ? -1 : r;
}

static void
first_pass(struct pairs *p, double x, double y)
{
    p->n++;
    p->mean_x += x;
    p->mean_y += y;
    p->size_x = fmax(p->size_x, fabs(x));
    p->size_y = fmax(p->size_y, fabs(y));
}

static void
second_pass(struct pairs *p, double x, double y)
{
    x -= p->mean_x;
    y -= p->mean_y;
    p->xx += x * x;
    p->yy += y * y;
    p->xy += x * y;
}

static void
end_first_pass(struct pairs *p)
{
    p->mean_x /= (double)p->n;
    p->mean_y /= (double)p->n;
}

int
coh_item_rest_is_share(const struct coh_item_scores *s)
{
    size_t i;

    for (i = 0; i < s->items; i++)
        if (isnan(s->full[i]))
            return 0;
    return 1;
}

static double
rest(const struct coh_item_scores *s, size_t row, size_t item, int share)
{
    const double *x = &s->score[row * s->items];
    double earned = 0, possible = 0;
    size_t i;

    for (i = 0; i < s->items; i++) {
        if (i == item || isnan(x[i]))
            continue;
        earned += x[i];
        possible += share ? s->full[i] : 1;
    }
    return possible > 0 ? earned / possible : NAN;
}

double
coh_item_rest(const struct coh_item_scores *s, size_t row, size_t item)
{
    return rest(s, row, item, coh_item_rest_is_share(s));
}

static void
find_point_biserial(const struct coh_item_scores *s, size_t item,
                    struct coh_item *out)
{
    int share = coh_item_rest_is_share(s), pass;
    struct pairs p = {.n = 0};
    size_t row;

    for (pass = 0; pass < 2; pass++) {
        for (row = 0; row < s->rows; row++) {
            double x = s->score[row * s->items + item], y;

            if (isnan(x) || isnan(y = rest(s, row, item, share)))
                continue;
            (pass ? second_pass : first_pass)(&p, x, y);
        }
        if (!pass)
            end_first_pass(&p);
    }
    out->pairs = p.n;
    out->point_biserial = correlation(&p);
    if (!isnan(out->point_biserial))
        return;
    if (p.n < 2)
        out->point_biserial_why = "under 2 answers beside others";
    else if (!isfinite(p.xx) || !isfinite(p.yy))
        out->point_biserial_why = "numbers too large";
    else if (!varies(p.xx, p.n, p.size_x))
        out->point_biserial_why = "all answers earned the same";
    else
        out->point_biserial_why = "all did equally well on the rest";
}

/* Mean and spread of the shares of the full score. */
struct shares {
    double mean, squares, least, greatest;
    int right_or_wrong;
};

static void
find_shares(const struct coh_item_scores *s, size_t item, struct coh_item *out,
            struct shares *h)
{
    double full = s->full[item], share;
    size_t row;

    *h = (struct shares){0, 0, INFINITY, -INFINITY, 1};
    for (row = 0; row < s->rows; row++) {
        share = s->score[row * s->items + item] / full;
        if (isnan(s->score[row * s->items + item])) {
            out->missing++;
            continue;
        }
        out->n++;
        h->mean += share;
        h->least = fmin(h->least, share);
        h->greatest = fmax(h->greatest, share);
        h->right_or_wrong &= share == 0 || share == 1;
    }
    h->mean /= (double)out->n;
    for (row = 0; row < s->rows; row++) {
        share = s->score[row * s->items + item] / full - h->mean;
        if (!isnan(share))
            h->squares += share * share;
    }
    if (h->least == h->greatest)
        h->squares = 0;
}

static void
find_difficulty(const struct coh_item_scores *s, size_t item, double level,
                struct coh_item *out)
{
    struct coh_interval *ci = &out->difficulty_ci;
    struct shares h;
    double n;

    find_shares(s, item, out, &h);
    n = (double)out->n;
    if (!out->n || isnan(s->full[item])) {
        out->difficulty_why =
            out->n ? "the full score is not known" : "nobody answered it";
        return;
    }
    out->difficulty = h.mean;
    out->right_or_wrong = h.right_or_wrong;
    if (h.right_or_wrong) {
        if (coh_interval_rate(round(n * h.mean), n, level, ci, NULL))
            out->difficulty_interval_why = "no interval";
        return;
    }
    if (coh_interval_mean(h.mean, sqrt(h.squares / (n - 1)), n, level, ci,
                          NULL)) {
        out->difficulty_interval_why =
            out->n < 2 ? "one answer: no interval"
                       : "all earned the same part: no interval";
        return;
    }
    if (h.least >= 0)
        ci->low = fmax(ci->low, 0);
    if (h.greatest <= 1)
        ci->high = fmin(ci->high, 1);
}

/* Rounding leaves a perfect line within 1e-12 of 1. */
static void
find_limits(double level, struct coh_item *out)
{
    double r = out->point_biserial, n = (double)out->pairs;

    if (isnan(r))
        return;
    if (fabs(r) > 1 - 1e-12)
        r = 1;
    if (coh_correlation_interval(r, n, 1 / sqrt(n - 3), level,
                                 &out->point_biserial_ci, NULL) ||
        isnan(out->point_biserial_ci.low))
        out->point_biserial_interval_why = out->pairs < COH_CORRELATION_INTERVAL
                                               ? "under 4 answers: no interval"
                                               : "a perfect line: no interval";
}

void
coh_item_analyse(const struct coh_item_scores *s, size_t item, double level,
                 struct coh_item *out)
{
    const struct coh_interval none = {NAN, NAN};

    *out = (struct coh_item){.difficulty = NAN,
                             .difficulty_ci = none,
                             .point_biserial = NAN,
                             .point_biserial_ci = none};
    find_difficulty(s, item, level, out);
    find_point_biserial(s, item, out);
    find_limits(level, out);
}
