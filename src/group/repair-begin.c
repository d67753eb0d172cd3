/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/repair-work.h"

/* Where a round of the repair begins. */

static int
may_close(const struct coh_group_work *w, size_t g)
{
    return w->r->p->may_close && w->r->p->may_close[g];
}

static void
shuffle(struct coh_group_work *w, size_t *x, size_t n)
{
    size_t i, swap;

    for (; n > 1; n--) {
        i = coh_random_below(&w->random, n);
        swap = x[i];
        x[i] = x[n - 1];
        x[n - 1] = swap;
    }
}

/* A group without a least size can stand empty as well. */
static int
may_rest(const struct coh_group_work *w, size_t g)
{
    return may_close(w, g) || (!w->r->p->open && !w->r->min[g]);
}

/* Close groups that may, in a random order, until the least sizes of the
 * others fit; in later rounds some more, as long as there is room. */
static void
draw_open(struct coh_group_work *w, size_t round)
{
    size_t g, i, n = w->r->p->n, least = 0, room = 0, more = 0, max, close = 0;

    for (g = 0; g < w->k; g++) {
        w->open[g] = 1;
        w->target[g] = g;
        least += coh_group_work_min(w, g);
        room += w->r->max[g] < n ? w->r->max[g] : n;
        close += (size_t)may_rest(w, g);
    }
    if (!close)
        return;
    shuffle(w, w->target, w->k);
    if (round)
        more = coh_random_below(&w->random, w->k);
    for (i = 0; i < w->k; i++) {
        g = w->target[i];
        max = w->r->max[g] < n ? w->r->max[g] : n;
        if (!may_rest(w, g) ||
            (w->r->p->open ? close == w->r->p->open
                           : least <= n && (!more || room - max < n)))
            continue;
        more -= more && least <= n;
        close--;
        w->open[g] = 0;
        least -= coh_group_work_min(w, g);
        room -= max;
    }
}

/* Groups open as in `start`, for the kinds that most there have. */
static void
read_start(struct coh_group_work *w, const size_t *start)
{
    size_t u, v, g, s, n, most, kind;

    for (g = 0; g < w->k; g++) {
        w->class_of[g] = COH_GROUP_NOWHERE;
        w->open[g] = !may_close(w, g);
    }
    for (u = 0; u < w->n; u++)
        w->open[start[u] - 1] = 1;
    for (g = 0; g < w->k; g++)
        for (s = 0; s < w->n_same; s++) {
            w->label[g * w->n_same + s] = 0;
            for (most = u = 0; u < w->n; u++) {
                kind = w->kind[u * w->n_same + s];
                if (start[u] != g + 1 || !kind)
                    continue;
                for (n = 0, v = u; v < w->n; v++)
                    if (start[v] == g + 1 && w->kind[v * w->n_same + s] == kind)
                        n += w->students[v];
                if (n > most) {
                    most = n;
                    w->label[g * w->n_same + s] = kind;
                }
            }
        }
}

/* The groups that each unit may be in, this round. 0: one has none. */
static int
choose_groups(struct coh_group_work *w)
{
    size_t u, g, s, kind;
    int every = 1;

    for (u = 0; u < w->n; u++) {
        w->choices[u] = 0;
        for (g = 0; g < w->k; g++) {
            int ok = w->open[g] && w->r->allowed[u * w->k + g] &&
                     w->students[u] <= w->r->max[g];
            for (s = 0; ok && s < w->n_same; s++) {
                kind = w->kind[u * w->n_same + s];
                ok = !kind || kind == w->label[g * w->n_same + s];
            }
            w->ok[u * w->k + g] = (unsigned char)ok;
            w->choices[u] += (size_t)ok;
        }
        every &= w->choices[u] > 0;
    }
    return every;
}

/* One more student for the smallest of the groups of class c (NOWHERE: of
 * any). 0: all of them are full. */
static int
enlarge(struct coh_group_work *w, size_t c, size_t from)
{
    size_t i, g, best = COH_GROUP_NOWHERE;

    for (i = 0; i < w->k; i++) {
        g = (from + i) % w->k;
        if (w->open[g] && (c == COH_GROUP_NOWHERE || w->class_of[g] == c) &&
            w->target[g] < w->r->max[g] &&
            (best == COH_GROUP_NOWHERE || w->target[g] < w->target[best]))
            best = g;
    }
    if (best == COH_GROUP_NOWHERE)
        return 0;
    w->target[best]++;
    return 1;
}

static void
aim_at_sizes(struct coh_group_work *w, int classes)
{
    size_t g, c, have, sum = 0, from = coh_random_below(&w->random, w->k);

    for (g = 0; g < w->k; g++)
        w->target[g] = w->open[g] ? coh_group_work_min(w, g) : 0;
    for (c = 0; classes && c < w->n_classes; c++) {
        for (have = g = 0; g < w->k; g++)
            have += w->class_of[g] == c ? w->target[g] : 0;
        while (have < w->need[c] && enlarge(w, c, from))
            have++;
    }
    for (g = 0; g < w->k; g++)
        sum += w->target[g];
    while (sum < w->r->p->n && enlarge(w, COH_GROUP_NOWHERE, from))
        sum++;
}

/* How little a unit is wanted in a group, by squares off the shares. */
static int64_t
unwanted(const struct coh_group_work *w, size_t u, size_t g)
{
    int64_t n = (int64_t)w->r->p->n, m = w->students[u], sum, count;
    int64_t size = (int64_t)w->size[g], target = (int64_t)w->target[g];
    size_t i, f;

    sum = m * (2 * size + m - 2 * target) * n;
    if (size + m > target)
        sum += 1000 * n;
    for (i = w->has_start[u]; i < w->has_start[u + 1]; i++) {
        f = w->has[i];
        count = w->count[f * w->k + g];
        m = w->times[i];
        if (w->r->feature[f].kind == COH_GROUP_AT_MOST_ONE)
            sum += count ? 1000 * n : 0;
        else if (w->r->feature[f].kind == COH_GROUP_NEVER_ONE)
            sum += count ? -n : n;
        else
            sum += 2 * m *
                   (2 * count * n + m * n -
                    2 * (int64_t)w->r->feature[f].total * target);
    }
    return sum;
}

static void
put_best(struct coh_group_work *w, size_t u)
{
    size_t i, g, best = 0, from = coh_random_below(&w->random, w->k);
    int64_t x, least = INT64_MAX;

    for (i = 0; i < w->k; i++) {
        g = (from + i) % w->k;
        if (!w->ok[u * w->k + g])
            continue;
        x = unwanted(w, u, g);
        if (x < least) {
            least = x;
            best = g;
        }
    }
    coh_group_work_put(w, u, best);
}

/* What comes early has more choice: 0 has one group only, 1 is large, 2 has
 * somebody to be apart from, 3 is everybody else. */
static int
turn(const struct coh_group_work *w, size_t u)
{
    size_t i;

    if (w->choices[u] == 1)
        return 0;
    if (w->students[u] > 1)
        return 1;
    for (i = w->has_start[u]; i < w->has_start[u + 1]; i++)
        if (w->r->feature[w->has[i]].kind != COH_GROUP_EVEN)
            return 2;
    return 3;
}

int
coh_group_work_begin(struct coh_group_work *w, const size_t *start,
                     size_t round)
{
    size_t i, u;
    int pass;

    if (start) {
        read_start(w, start);
    } else {
        draw_open(w, round);
        if (w->n_same)
            coh_group_work_kinds(w, round);
    }
    w->moves += w->n * (w->k / 8 + 1);
    if (!choose_groups(w))
        return 0;
    aim_at_sizes(w, !start && w->n_same);
    coh_group_work_clear(w);
    for (u = 0; start && u < w->n; u++)
        if (w->ok[u * w->k + start[u] - 1])
            coh_group_work_put(w, u, start[u] - 1);
    shuffle(w, w->order, w->n);
    for (pass = 0; pass < 4; pass++)
        for (i = 0; i < w->n; i++) {
            u = w->order[i];
            if (w->group[u] == COH_GROUP_NOWHERE && turn(w, u) == pass)
                put_best(w, u);
        }
    return 1;
}
