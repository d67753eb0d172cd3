/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/climb-draw.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"

/* Two kinds that share a mark by accident are tried with each other too
 * often, and no more. */
struct marked {
    uint64_t mark;
    size_t unit;
};

static int
by_mark(const void *x, const void *y)
{
    const struct marked *a = x, *b = y;

    if (a->mark != b->mark)
        return a->mark < b->mark ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* From the kinds of its first student: all of a unit are alike in them. */
static uint64_t
mark(const struct coh_group_rules *r, size_t unit)
{
    struct coh_random mixed = {.state = 0};
    size_t i, who = r->unit_member[r->unit_start[unit]];

    for (i = r->has_start[who]; i < r->has_start[who + 1]; i++)
        if (r->feature[r->has[i]].kind == COH_GROUP_UNMIXED) {
            mixed.state += r->has[i] + 1;
            mixed.state = coh_random_next(&mixed);
        }
    return mixed.state;
}

static int
has_choice(const struct coh_group_rules *r, size_t unit)
{
    size_t g, n = 0;

    for (g = 0; g < r->p->k && n < 2; g++)
        n += r->allowed[unit * r->p->k + g];
    return n > 1;
}

void
coh_climb_draw_release(struct coh_climb_draw *d)
{
    coh_free(d->unit);
    coh_free(d->first);
    coh_free(d->count);
    *d = (struct coh_climb_draw)COH_CLIMB_DRAW_INIT;
}

int
coh_climb_draw_init(struct coh_climb_draw *d, const struct coh_group_rules *r,
                    struct coh_error *err)
{
    struct marked *list = coh_alloc_array(r->n_units, sizeof(*list), err);
    size_t u, i, j, m;

    *d = (struct coh_climb_draw)COH_CLIMB_DRAW_INIT;
    d->unit = coh_alloc_array(r->n_units, sizeof(*d->unit), err);
    d->first = coh_alloc_array(r->n_units, sizeof(*d->first), err);
    d->count = coh_alloc_array(r->n_units, sizeof(*d->count), err);
    if (!list || !d->unit || !d->first || !d->count) {
        coh_free(list);
        coh_climb_draw_release(d);
        return -1;
    }
    for (u = 0; u < r->n_units; u++)
        if (has_choice(r, u))
            list[d->n++] = (struct marked){mark(r, u), u};
    qsort(list, d->n, sizeof(*list), by_mark);
    for (i = 0; i < d->n; i = j) {
        for (j = i; j < d->n && list[j].mark == list[i].mark; j++)
            d->unit[j] = list[j].unit;
        for (m = i; m < j; m++) {
            d->first[list[m].unit] = i;
            d->count[list[m].unit] = j - i;
        }
    }
    d->kinds = d->n > 0 && d->count[d->unit[0]] < d->n;
    coh_free(list);
    return 0;
}
