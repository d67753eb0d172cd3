/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"
#include "group/prove.h"

void
coh_group_sweep_release(struct coh_group_sweep *w)
{
    size_t g;

    for (g = 0; w->level && g <= w->v->p->k; g++)
        coh_group_level_release(&w->level[g]);
    coh_free(w->level);
    coh_free(w->loose);
    coh_free(w->number);
    coh_free(w->chosen);
    coh_free(w->least);
    coh_free(w->most);
    coh_free(w->floor);
    coh_free(w->ceiling);
    coh_free(w->sum);
    coh_free(w->square);
    coh_free(w->before);
    coh_free(w->now);
    coh_free(w->bands);
}

/* What the groups from g on need and hold, all together and each. */
static void
measure(struct coh_group_sweep *w)
{
    const struct coh_group_band *b = &w->v->band;
    size_t g, n = w->v->p->n;

    w->floor[b->k] = n;
    for (g = b->k; g-- > 0;) {
        w->least[g] = w->least[g + 1] + b->min[g];
        w->most[g] = w->most[g + 1] + (b->max[g] < n ? b->max[g] : n);
        w->floor[g] = b->min[g] < w->floor[g + 1] ? b->min[g] : w->floor[g + 1];
        w->ceiling[g] =
            b->max[g] > w->ceiling[g + 1] ? b->max[g] : w->ceiling[g + 1];
    }
}

/* No way to go on: above all costs, and a cost can still be added. */
#define NEVER (INT64_MAX / 4)

int64_t
coh_group_bands_alone(const struct coh_group_sweep *w, size_t group,
                      size_t next)
{
    return w->bands[group * (w->v->band.n + 1) + next];
}

/* From the last group to the first. */
static void
bound_bands(struct coh_group_sweep *w)
{
    const struct coh_group_band *b = &w->v->band;
    struct coh_group_sum x;
    size_t wide = b->n + 1, g, j, f, i, most;
    int64_t c, *at;

    for (j = 0; j < wide; j++)
        w->bands[b->k * wide + j] = j == b->n ? 0 : NEVER;
    for (g = b->k; g-- > 0;) {
        x = (struct coh_group_sum){.size = 0};
        for (i = 0; i < w->v->u.n; i++)
            if (w->v->u.pin[i] == g + 1)
                coh_group_sum_add(&x, &w->v->unit[i]);
        most = x.size < b->max[g] ? b->max[g] - x.size : 0;
        for (j = 0; j < wide; j++) {
            at = &w->bands[g * wide + j];
            *at = NEVER;
            for (f = 0; f <= most && j + f <= b->n; f++) {
                w->moves++;
                c = coh_group_sum_cost(x.n + (int64_t)f,
                                       x.s + b->sum[j + f] - b->sum[j],
                                       x.q + b->square[j + f] - b->square[j]);
                if (c >= *at)
                    break;
                c += at[wide + f];
                *at = c < *at ? c : *at;
            }
        }
    }
}

int
coh_group_sweep_init(struct coh_group_sweep *w, struct coh_error *err)
{
    const struct coh_group_view *v = w->v;
    size_t k = v->p->k, n = v->p->n, i;

    w->level = coh_alloc_array(k + 1, sizeof(*w->level), err);
    w->loose = coh_alloc_array(v->u.n, sizeof(size_t), err);
    w->number = coh_alloc_array(v->u.n, sizeof(size_t), err);
    w->chosen = coh_alloc_array(v->u.n, sizeof(size_t), err);
    w->least = coh_alloc_array(k + 1, sizeof(size_t), err);
    w->most = coh_alloc_array(k + 1, sizeof(size_t), err);
    w->floor = coh_alloc_array(k + 1, sizeof(size_t), err);
    w->ceiling = coh_alloc_array(k + 1, sizeof(size_t), err);
    w->sum = coh_alloc_array(n + 1, sizeof(int64_t), err);
    w->square = coh_alloc_array(n + 1, sizeof(int64_t), err);
    w->before = coh_alloc_array(n + 1, sizeof(int64_t), err);
    w->now = coh_alloc_array(n + 1, sizeof(int64_t), err);
    w->bands = coh_alloc_array(k + 1, (v->band.n + 1) * sizeof(int64_t), err);
    if (!w->bands || !w->level || !w->loose || !w->number || !w->chosen ||
        !w->least || !w->most || !w->floor || !w->ceiling || !w->sum ||
        !w->square || !w->before || !w->now)
        return -1;
    for (i = 0; i < v->u.n; i++)
        if (!v->u.pin[i]) {
            w->number[i] = w->n_loose;
            w->loose[w->n_loose++] = i;
        }
    measure(w);
    bound_bands(w);
    return 0;
}

static int
is_placed(const struct coh_group_sweep *w,
          const struct coh_group_sweep_state *s, size_t unit, size_t group)
{
    size_t i = w->number[unit];

    if (w->v->u.pin[unit])
        return w->v->u.pin[unit] <= group;
    return i < COH_GROUP_LOOSE && (s->set[i / 64] >> i % 64 & 1);
}

/* The values still to place, sorted, as running sums; returns how many. */
static size_t
merge(struct coh_group_sweep *w, const struct coh_group_sweep_state *s,
      size_t group)
{
    const struct coh_group_view *v = w->v;
    size_t j = s->next, i = 0, n = 0;
    int64_t x;

    for (;;) {
        while (i < v->n_point && is_placed(w, s, v->point[i].unit, group))
            i++;
        if (j < v->band.n &&
            (i == v->n_point || v->band.value[j] <= v->point[i].value))
            x = v->band.value[j++];
        else if (i < v->n_point)
            x = v->point[i++].value;
        else
            return n;
        w->sum[n + 1] = w->sum[n] + x;
        w->square[n + 1] = w->square[n] + x * x;
        n++;
    }
}

/* Ends of runs `from` to `to`, whose last run starts within `first` to `last`.
 * The best start never moves back as the end moves on (the cost of a run has
 * the quadrangle inequality; Song and Zhong 2020), so the middle end halves
 * what is left to look at on either side. */
static void
extend_runs(struct coh_group_sweep *w, size_t from, size_t to, size_t first,
            size_t last, size_t lo, size_t hi)
{
    const size_t i = from + (to - from) / 2;
    /* Own names, so that nothing is read again after each step. */
    const int64_t *const before = w->before, *const sum = w->sum,
                         *const square = w->square;
    const int64_t s = sum[i], q = square[i];
    size_t h, best = i + 1, end;
    int64_t c, least = -1;

    end = i < lo ? 0 : i - lo + 1;
    if (end > last + 1)
        end = last + 1;
    h = i < hi || i - hi < first ? first : i - hi;
    w->moves += end > h ? end - h : 0;
    for (; h < end; h++) {
        /* No run costs less than nothing. */
        if (before[h] < 0 || (least >= 0 && before[h] >= least))
            continue;
        c = before[h] +
            coh_group_sum_cost((int64_t)(i - h), s - sum[h], q - square[h]);
        if (least < 0 || c < least) {
            least = c;
            best = h;
        }
    }
    w->now[i] = least;
    if (from < i)
        extend_runs(w, from, i - 1, first, best > i ? last : best, lo, hi);
    if (i < to)
        extend_runs(w, i + 1, to, best > i ? first : best, last, lo, hi);
}

/* Fisher's cuts of n values into `groups` runs of lo to hi values. */
static int64_t
cut(struct coh_group_sweep *w, size_t n, size_t groups, size_t lo, size_t hi)
{
    size_t g, i, first, last;
    int64_t *swap;

    for (i = 0; i <= n; i++)
        w->before[i] = i ? -1 : 0;
    for (g = 1; g <= groups; g++) {
        /* Ends from which the groups that are left can still be filled. */
        first = (groups - g) * hi < n ? n - (groups - g) * hi : 0;
        last = (groups - g) * lo < n ? n - (groups - g) * lo : 0;
        for (i = 0; i <= n; i++)
            w->now[i] = -1;
        if (first <= last)
            extend_runs(w, first, last, 0, n, lo, hi);
        swap = w->before;
        w->before = w->now;
        w->now = swap;
    }
    return w->before[n] < 0 ? INT64_MAX : w->before[n];
}

int64_t
coh_group_relaxed(struct coh_group_sweep *w,
                  const struct coh_group_sweep_state *s, size_t group)
{
    const struct coh_group_view *v = w->v;
    size_t n = merge(w, s, group), unit, blank, lo;
    int64_t inside = 0, c;

    for (unit = 0; unit < v->u.n; unit++)
        if (!is_placed(w, s, unit, group))
            inside += v->inside[unit];
    /* Those without a value may stand anywhere: they loosen the least. */
    blank = v->p->n - s->done - s->used - n;
    lo = w->floor[group] > blank ? w->floor[group] - blank : 0;
    c = cut(w, n, v->p->k - group, lo,
            w->ceiling[group] < n ? w->ceiling[group] : n);
    return c == INT64_MAX ? c : c + inside;
}
