/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "privacy/attack-work.h"
#include "privacy/rate-band.h"

#define LEAST_LEFT 3 /* counts that must remain possible */

/*
 * Of each cell, who reached the cut and who did not, are two columns; a sum
 * whose n is shown is a row over both, a band is one over those who did, with
 * what is left to its upper end, and one that limits what is left.
 */
struct work {
    const struct coh_privacy_problem *p;
    const unsigned char *hidden;
    const int64_t *count;
    unsigned char *coarse;
    struct coh_rate_band *band;
    size_t *column;
    size_t *row_of;        /* the row of a sum's band */
    unsigned char *guilty; /* bands that narrow the one looked at */
    size_t n_same;
    const size_t *same; /* sums of the same students, over other cells */
    struct coh_bounds *b;
};

static int
has_band(const struct work *w, size_t i)
{
    return coh_privacy_is_shown(w->p, w->hidden, i) && !w->coarse[i];
}

/* Columns of who reached the cut (and of who did not) in a sum. */
static size_t
columns_of(struct work *w, size_t i, int both)
{
    const struct coh_privacy_sum *s = &w->p->sum[i];
    size_t j, n = 0;

    for (j = 0; j < s->n; j++) {
        w->column[n++] = s->cell[j];
        if (both)
            w->column[n++] = w->p->cells + s->cell[j];
    }
    return n;
}

/* Who reached it of one sum and who did not of the next are all students. */
static int
add_same(struct work *w, size_t *rows, struct coh_error *err)
{
    size_t i, k, n;

    for (i = 0; i + 1 < w->n_same; i++, ++*rows) {
        const struct coh_privacy_sum *other = &w->p->sum[w->same[i + 1]];

        n = columns_of(w, w->same[i], 0);
        for (k = 0; k < other->n; k++)
            w->column[n++] = w->p->cells + other->cell[k];
        if (coh_bounds_row(w->b, n, w->column, other->count, err))
            return -1;
    }
    return 0;
}

static int
add_rows(struct work *w, struct coh_error *err)
{
    const struct coh_privacy_problem *p = w->p;
    size_t i, n, rows = 0, pair[2], spare = 2 * p->cells;

    for (i = 0; i < p->n; i++) {
        if (!coh_privacy_is_shown(p, w->hidden, i))
            continue;
        n = columns_of(w, i, 1);
        if (coh_bounds_row(w->b, n, w->column, p->sum[i].count, err))
            return -1;
        rows++;
    }
    if (add_same(w, &rows, err))
        return -1;
    for (i = 0; i < p->n; i++, spare += 2) {
        if (!has_band(w, i))
            continue;
        n = columns_of(w, i, 0);
        w->column[n++] = spare;
        pair[0] = spare;
        pair[1] = spare + 1;
        w->row_of[i] = rows;
        rows += 2;
        if (coh_bounds_row(w->b, n, w->column, w->band[i].high, err) ||
            coh_bounds_row(w->b, 2, pair, w->band[i].high - w->band[i].low,
                           err))
            return -1;
    }
    return 0;
}

/* Which bands the last limit rests on. */
static void
note_guilty(struct work *w, const struct coh_bounds_found *f)
{
    size_t i;

    for (i = 0; i < w->p->n; i++)
        if (has_band(w, i) && f->times && f->times[w->row_of[i]] != 0)
            w->guilty[i] = 1;
}

static int
contradiction(struct coh_error *err)
{
    return coh_fail(err, COH_INPUT,
                    "the shares contradict each other: no numbers of students "
                    "fit all of them");
}

/* How many counts of sum i must remain: also where no band of it is shown,
 * those of others must not give it. */
static int64_t
need_of(const struct work *w, size_t i)
{
    const struct coh_rate_band *band = &w->band[i];
    int64_t own = band->high - band->low + 1;

    return has_band(w, i) && own < LEAST_LEFT ? own : LEAST_LEFT;
}

/* Do enough counts of sum i remain? Where whole numbers could not be settled
 * the answer is no. */
static int
look_at(struct work *w, size_t i, int *enough, struct coh_error *err)
{
    int64_t room[2];
    struct coh_bounds_found f;
    size_t n = columns_of(w, i, 0);
    int side;

    memset(w->guilty, 0, w->p->n);
    for (side = 0; side < 2; side++) {
        if (coh_bounds_find(w->b, side ? COH_BOUNDS_GREATEST : COH_BOUNDS_LEAST,
                            n, w->column, COH_BOUNDS_WHOLE, &f, err))
            return -1;
        if (f.end == COH_BOUNDS_NONE)
            return contradiction(err);
        room[side] = f.point ? f.value : w->count[i];
        note_guilty(w, &f);
    }
    *enough = room[1] - room[0] + 1 >= need_of(w, i);
    return 0;
}

/* The band to take away for the sake of sum i: that of the largest total among
 * the guilty; without one, among all; i's own if there is no other. */
static size_t
scapegoat(const struct work *w, size_t i)
{
    size_t k, best = i;
    int all;

    for (all = 0; all < 2 && best == i; all++)
        for (k = 0; k < w->p->n; k++)
            if (k != i && has_band(w, k) && (all || w->guilty[k]) &&
                (best == i || w->p->sum[k].n >= w->p->sum[best].n))
                best = k;
    return best;
}

/* One pass over all bands; *more is 1 when one was taken away. */
static int
pass(struct work *w, int *more, struct coh_error *err)
{
    const struct coh_privacy_problem *p = w->p;
    size_t i;
    int enough = 1;

    *more = 0;
    coh_bounds_free(w->b);
    w->b = coh_bounds_new(2 * p->cells + 2 * p->n, 3 * p->n + w->n_same, err);
    if (!w->b || add_rows(w, err))
        return -1;
    for (i = 0; i < p->n; i++) {
        size_t taken;

        if (p->sum[i].aside || p->sum[i].empty || !p->sum[i].count)
            continue;
        if (look_at(w, i, &enough, err))
            return -1;
        taken = enough ? i : scapegoat(w, i);
        if (enough || !has_band(w, taken))
            continue;
        w->coarse[taken] = 1;
        *more = 1;
        return 0;
    }
    return 0;
}

static int
begin(struct work *w, struct coh_error *err)
{
    const struct coh_privacy_problem *p = w->p;
    size_t i;

    w->band = coh_alloc_array(p->n, sizeof(*w->band), err);
    w->column = coh_alloc_array(2 * p->cells + 1, sizeof(*w->column), err);
    w->row_of = coh_alloc_array(p->n, sizeof(*w->row_of), err);
    w->guilty = coh_alloc_array(p->n, 1, err);
    if (!w->band || !w->column || !w->row_of || !w->guilty)
        return -1;
    for (i = 0; i < p->n; i++) {
        if (p->sum[i].count < 10)
            w->coarse[i] = 1;
        else if (has_band(w, i) &&
                 coh_rate_band_find(p->sum[i].count, w->count[i], &w->band[i],
                                    err))
            return -1;
    }
    return 0;
}

int
coh_rate_bands_protect(const struct coh_privacy_problem *p,
                       const unsigned char *hidden, const int64_t *count,
                       unsigned char *coarse, struct coh_error *err)
{
    return coh_rate_bands_protect_same(p, hidden, count, coarse, 0, NULL, err);
}

int
coh_rate_bands_protect_same(const struct coh_privacy_problem *p,
                            const unsigned char *hidden, const int64_t *count,
                            unsigned char *coarse, size_t n, const size_t *same,
                            struct coh_error *err)
{
    struct work w = {.p = p,
                     .hidden = hidden,
                     .count = count,
                     .coarse = coarse,
                     .n_same = n,
                     .same = same};
    int rc = -1, more;

    if (begin(&w, err))
        goto out;
    do
        if (pass(&w, &more, err))
            goto out;
    while (more);
    rc = 0;
out:
    coh_free(w.band);
    coh_free(w.column);
    coh_free(w.row_of);
    coh_free(w.guilty);
    coh_bounds_free(w.b);
    return rc;
}
