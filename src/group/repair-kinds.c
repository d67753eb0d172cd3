/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/repair-work.h"

/* Which kind each group is for, where a SAME rule keeps kinds apart. */

static size_t
max_of(const struct coh_group_work *w, size_t g)
{
    size_t n = w->r->p->n;

    return w->r->max[g] < n ? w->r->max[g] : n;
}

/* Group g is for class c from now on, or (by 0) no longer. */
static void
give(struct coh_group_work *w, size_t g, size_t c, int in)
{
    size_t *load = &w->load[3 * c], min = coh_group_work_min(w, g),
           max = max_of(w, g);

    load[0] += in ? 1 : (size_t)-1;
    load[1] += in ? min : (size_t)0 - min;
    load[2] += in ? max : (size_t)0 - max;
    w->class_of[g] = in ? c : COH_GROUP_NOWHERE;
}

/* How far the groups are from having room for every class. */
static size_t
lack(const struct coh_group_work *w)
{
    size_t c, sum = 0, over = 0, free = 0;
    const size_t *load;

    for (c = 0; c < w->n_classes; c++) {
        load = &w->load[3 * c];
        if (load[2] < w->need[c])
            sum += w->need[c] - load[2];
        if (load[1] > w->need[c])
            over += load[1] - w->need[c];
        if (load[0] < w->pairs[c] && w->need[c])
            sum += w->pairs[c] - load[0];
        free += w->need[c];
    }
    free = w->r->p->n - free;
    return sum + (over > free ? over - free : 0);
}

/* What is pinned decides the class of its group; `target` marks these. */
static void
fix(struct coh_group_work *w)
{
    size_t u, g, c, n, last = 0;

    for (g = 0; g < w->k; g++) {
        w->class_of[g] = COH_GROUP_NOWHERE;
        w->target[g] = 0;
    }
    for (c = 0; c < 3 * w->n_classes; c++)
        w->load[c] = 0;
    for (c = 0; c < w->n_classes * w->k; c++)
        w->may[c] = 0;
    for (u = 0; u < w->n; u++) {
        c = w->of[u];
        for (n = g = 0; g < w->k; g++)
            if (w->open[g] && w->r->allowed[u * w->k + g]) {
                w->may[c * w->k + g] = 1;
                last = g;
                n++;
            }
        if (n != 1 || !w->need[c] || w->target[last])
            continue;
        w->target[last] = 1;
        give(w, last, c, 1);
    }
}

/* The class that lacks most places for the groups it has. */
static size_t
neediest(const struct coh_group_work *w, size_t g, size_t each)
{
    size_t c, best = COH_GROUP_NOWHERE, least = 0;
    int64_t wants, most = INT64_MIN;

    for (c = 0; c < w->n_classes; c++) {
        if (!w->need[c] || !w->may[c * w->k + g])
            continue;
        wants = (int64_t)w->need[c] - (int64_t)(w->load[3 * c] * each);
        least = w->load[3 * c];
        if (w->load[3 * c + 2] < w->need[c] || least < w->pairs[c])
            wants += (int64_t)w->r->p->n;
        if (wants > most) {
            most = wants;
            best = c;
        }
    }
    return best;
}

static void
share_out(struct coh_group_work *w)
{
    size_t i, g, c, open = 0, each, from = coh_random_below(&w->random, w->k);

    for (g = 0; g < w->k; g++)
        open += w->open[g];
    each = open ? w->r->p->n / open : 0;
    for (i = 0; i < w->k; i++) {
        g = (from + i) % w->k;
        if (!w->open[g] || w->class_of[g] != COH_GROUP_NOWHERE)
            continue;
        c = neediest(w, g, each);
        if (c != COH_GROUP_NOWHERE)
            give(w, g, c, 1);
    }
}

/* Give random groups to random classes: first some at all events, so that
 * rounds differ, then those that do not take room from anybody. */
static void
walk(struct coh_group_work *w, size_t round)
{
    size_t shakes = round ? coh_random_below(&w->random, 2 + w->k / 4) : 0;
    size_t i, g, c, was, now, then = lack(w);

    for (i = 0; i < 200 + 20 * w->k && (then || i < shakes); i++) {
        g = coh_random_below(&w->random, w->k);
        c = coh_random_below(&w->random, w->n_classes);
        was = w->class_of[g];
        if (!w->open[g] || w->target[g] || c == was || !w->need[c] ||
            !w->may[c * w->k + g] || was == COH_GROUP_NOWHERE)
            continue;
        give(w, g, was, 0);
        give(w, g, c, 1);
        now = lack(w);
        if (now > then && i >= shakes) {
            give(w, g, c, 0);
            give(w, g, was, 1);
            continue;
        }
        then = now;
    }
}

void
coh_group_work_kinds(struct coh_group_work *w, size_t round)
{
    size_t g, s, unit, *label;

    fix(w);
    share_out(w);
    walk(w, round);
    w->moves += w->k * w->n_classes;
    for (g = 0; g < w->k; g++)
        for (s = 0; s < w->n_same; s++) {
            label = &w->label[g * w->n_same + s];
            *label = 0;
            if (w->class_of[g] != COH_GROUP_NOWHERE)
                *label = w->kind[w->first[w->class_of[g]] * w->n_same + s];
            /* Of no kind here: those of any kind may join, one kind of it. */
            unit = coh_random_below(&w->random, w->n);
            if (!*label && round)
                *label = w->kind[unit * w->n_same + s];
        }
}
