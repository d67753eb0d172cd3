/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "group/reason-internal.h"

/* Means are said with one decimal more than this at most. */
#define MOST_DIGITS 6

static int
make_room(struct coh_group_reasons *r, struct coh_error *err)
{
    size_t n = r->p->n, k = r->p->k, m = r->e->measures;
    size_t d = r->aim->dimensions;

    r->size = coh_alloc_array(k, sizeof(*r->size), err);
    r->on = coh_alloc_array(k, (m ? m : 1) * sizeof(*r->on), err);
    r->count = coh_alloc_array(r->rules.n_features, k * sizeof(*r->count), err);
    r->centre = coh_alloc_array(k, (d ? d : 1) * sizeof(*r->centre), err);
    r->digits = coh_alloc_array(m, sizeof(*r->digits), err);
    r->data = coh_alloc_array(n, 1, err);
    r->named = coh_alloc_array(n, 1, err);
    r->pinned = coh_alloc_array(n, 1, err);
    r->order = coh_alloc_array(k, sizeof(*r->order), err);
    r->place = coh_alloc_array(k, sizeof(*r->place), err);
    r->near_edge = coh_alloc_array(n, 1, err);
    r->beside = coh_alloc_array(n, sizeof(*r->beside), err);
    return r->size && r->on && r->count && r->centre && r->digits && r->data &&
                   r->named && r->pinned && r->order && r->place &&
                   r->near_edge && r->beside
               ? 0
               : -1;
}

/* Decimals of the shortest text that reads back to the same. */
static int
digits(double x)
{
    char text[COH_NUMBER_SIZE];
    const char *point = strchr(coh_double_text(x, text), '.');
    size_t n = point ? strlen(point + 1) : 0;

    return strchr(text, 'e') || n > MOST_DIGITS ? MOST_DIGITS : (int)n;
}

/* Has student i anything that the method places by? */
static unsigned char
has_data(const struct coh_group_reasons *r, size_t i)
{
    const struct coh_group_evidence *e = r->e;
    size_t m;

    if (e->method == COH_GROUP_INTEREST)
        return e->wishes[i] > 0;
    for (m = 0; e->method == COH_GROUP_SKILL && m < e->themes; m++)
        if (!isnan(e->mastery[i * e->themes + m]))
            return 1;
    for (m = 0; m < e->measures; m++)
        if (coh_group_used(r, m) && !isnan(coh_group_raw(r, i, m)))
            return 1;
    return 0;
}

/* Sets of two or more, and rules that say where. */
static void
name(struct coh_group_reasons *r)
{
    const struct coh_group_rule *x;
    size_t i, j;

    for (i = 0; i < r->p->n_rules; i++) {
        x = &r->p->rule[i];
        for (j = 0; j < x->n; j++) {
            if (x->kind == COH_GROUP_PIN)
                r->pinned[x->member[j]] = 1;
            if (x->kind == COH_GROUP_PIN || x->kind == COH_GROUP_REQUIRE ||
                x->kind == COH_GROUP_FORBID ||
                (x->n > 1 &&
                 (x->kind == COH_GROUP_TOGETHER || x->kind == COH_GROUP_APART)))
                r->named[x->member[j]] = 1;
        }
    }
}

static void
widen(double x, double *low, double *high)
{
    *low = isnan(*low) || x < *low ? x : *low;
    *high = isnan(*high) || x > *high ? x : *high;
}

static void
profile(struct coh_group_reasons *r, size_t m)
{
    struct coh_group_profile *on;
    size_t i, g, all = r->e->measures;
    double x, origin = r->e->mean[m];

    for (g = 0; g < r->p->k; g++)
        r->on[g * all + m] =
            (struct coh_group_profile){0, 0, NAN, NAN, NAN, NAN};
    for (i = 0; i < r->p->n; i++) {
        x = r->e->raw[i * all + m];
        if (isnan(x))
            continue;
        on = &r->on[(r->a->group[i] - 1) * all + m];
        on->scored++;
        on->mean += x - origin;
        widen(x, &on->least, &on->most);
        if (!r->named[i])
            widen(x, &on->low, &on->high);
        if (digits(x) > r->digits[m])
            r->digits[m] = digits(x);
    }
    for (g = 0; g < r->p->k; g++) {
        on = &r->on[g * all + m];
        on->mean = on->scored ? origin + on->mean / (double)on->scored : NAN;
        if (isnan(on->low)) {
            on->low = on->least;
            on->high = on->most;
        }
    }
}

static void
count(struct coh_group_reasons *r)
{
    const struct coh_group_rules *x = &r->rules;
    size_t i, j, g;

    for (i = 0; i < r->p->n; i++) {
        g = r->a->group[i] - 1;
        r->size[g]++;
        for (j = x->has_start[i]; j < x->has_start[i + 1]; j++)
            r->count[x->has[j] * r->p->k + g]++;
        r->data[i] = has_data(r, i);
    }
}

/* The mean point of each group, as the aim sees it. */
static void
find_centres(struct coh_group_reasons *r)
{
    const struct coh_group_aim *a = r->aim;
    size_t i, d, g, counted;

    for (g = 0; a->kind == COH_GROUP_NEAR && g < a->k; g++) {
        for (counted = i = 0; i < a->n; i++)
            counted += r->a->group[i] == g + 1 && !a->blank[i];
        for (i = 0; i < a->n; i++)
            for (d = 0;
                 d < a->dimensions && r->a->group[i] == g + 1 && !a->blank[i];
                 d++)
                r->centre[g * a->dimensions + d] +=
                    (double)a->point[i * a->dimensions + d] / (double)counted;
    }
}

/* Where group g stands among all: by its lowest score, then its highest. */
static void
insert(struct coh_group_reasons *r, size_t g)
{
    const struct coh_group_profile *on,
        *x = coh_group_profile_of(r, g, r->only);
    size_t at = r->n_order++;

    for (; at > 0; at--) {
        on = coh_group_profile_of(r, r->order[at - 1], r->only);
        if (on->low < x->low || (on->low == x->low && on->high <= x->high))
            break;
        r->order[at] = r->order[at - 1];
    }
    r->order[at] = g;
}

static void
arrange(struct coh_group_reasons *r)
{
    size_t g, i;

    for (g = 1; g <= r->p->k; g++)
        if (coh_group_profile_of(r, g, r->only)->scored)
            insert(r, g);
    r->bands = 1;
    for (i = 1; i < r->n_order; i++)
        if (coh_group_profile_of(r, r->order[i - 1], r->only)->high >
            coh_group_profile_of(r, r->order[i], r->only)->low)
            r->bands = 0;
    for (g = 0; g < r->p->k; g++)
        r->place[g] = r->n_order;
    for (i = 0; i < r->n_order; i++)
        r->place[r->order[i] - 1] = i;
}

/* SEM and reliability, each from the other where it is missing. */
static void
trust(struct coh_group_reasons *r)
{
    double sd = r->e->sd[r->only];

    r->sem = r->e->sem;
    r->reliability = r->e->reliability;
    if (r->sem > 0 && !(r->reliability > 0) && sd > r->sem)
        r->reliability = 1 - r->sem * r->sem / (sd * sd);
    if (!(r->sem > 0) && r->reliability > 0)
        r->sem = isfinite(sd) ? sd * sqrt(1 - r->reliability) : 0;
}

size_t
coh_group_neighbour(const struct coh_group_reasons *r, size_t group, int step)
{
    size_t at = r->place[group - 1];

    if (at == r->n_order || (step < 0 && at == 0) ||
        (step > 0 && at + 1 == r->n_order))
        return 0;
    return r->order[step < 0 ? at - 1 : at + 1];
}

double
coh_group_boundary(const struct coh_group_reasons *r, size_t low, size_t high)
{
    return (coh_group_profile_of(r, low, r->only)->high +
            coh_group_profile_of(r, high, r->only)->low) /
           2;
}

static void
find_edges(struct coh_group_reasons *r)
{
    size_t i, g, side;
    double x;

    for (i = 0; i < r->p->n; i++) {
        x = coh_group_raw(r, i, r->only);
        g = r->a->group[i];
        if (isnan(x))
            continue;
        side = coh_group_neighbour(r, g, -1);
        r->near_edge[i] =
            side && fabs(x - coh_group_boundary(r, side, g)) <= r->sem;
        side = coh_group_neighbour(r, g, 1);
        r->near_edge[i] |=
            side && fabs(x - coh_group_boundary(r, g, side)) <= r->sem;
    }
}

static void
find_only(struct coh_group_reasons *r)
{
    const struct coh_group_evidence *e = r->e;
    size_t m, used = 0;

    r->only = e->measures;
    for (m = 0; m < e->measures; m++)
        if (!e->dropped || !e->dropped[m]) {
            r->only = m;
            used++;
        }
    if (used != 1)
        r->only = used || !e->measures ? e->measures : 0;
}

int
coh_group_reasons_gather(struct coh_group_reasons *r, struct coh_error *err)
{
    const struct coh_group_evidence *e = r->e;
    size_t m;

    if (make_room(r, err))
        return -1;
    find_only(r);
    name(r);
    count(r);
    for (m = 0; m < e->measures; m++)
        profile(r, m);
    if (e->method != COH_GROUP_SIMILAR)
        return 0;
    find_centres(r);
    if (r->only == e->measures)
        return 0;
    arrange(r);
    trust(r);
    if (r->bands && r->sem > 0)
        find_edges(r);
    return 0;
}
