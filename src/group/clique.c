/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/clique.h"

#include "base/memory.h"

/* Pairs of units who must be apart, and those that a set covers already. */
struct finding {
    size_t n;
    unsigned char *apart, *covered; /* n × n */
    size_t start_capacity, unit_capacity;
};

void
coh_group_cliques_release(struct coh_group_cliques *c)
{
    coh_free(c->start);
    coh_free(c->unit);
    *c = (struct coh_group_cliques)COH_GROUP_CLIQUES_INIT;
}

/* The units of one set. */
static size_t
members(const struct coh_group_rules *r, size_t f, size_t *unit)
{
    size_t i, m, n = 0;

    for (i = 0; i < r->p->n; i++)
        for (m = r->has_start[i]; m < r->has_start[i + 1]; m++)
            if (r->has[m] == f)
                unit[n++] = r->unit[i];
    return n;
}

/* All pairs of one set. A unit apart from itself is a clash, and no pair. */
static void
mark_pairs(struct finding *d, const size_t *unit, size_t n)
{
    size_t i, j;

    for (i = 0; i < n; i++)
        for (j = 0; j < n; j++)
            if (unit[i] != unit[j])
                d->apart[unit[i] * d->n + unit[j]] = 1;
}

static int
fits(const struct finding *d, const struct coh_group_cliques *c, size_t unit)
{
    size_t i;

    for (i = c->start[c->n]; i < c->start[c->n + 1]; i++)
        if (!d->apart[unit * d->n + c->unit[i]])
            return 0;
    return 1;
}

/* Put a unit into the set that is being made. */
static int
add(struct finding *d, struct coh_group_cliques *c, size_t unit,
    struct coh_error *err)
{
    size_t i, from = c->start[c->n], to = c->start[c->n + 1];

    if (coh_reserve(&c->unit, &d->unit_capacity, to + 1, sizeof(*c->unit), err))
        return -1;
    for (i = from; i < to; i++)
        d->covered[unit * d->n + c->unit[i]] =
            d->covered[c->unit[i] * d->n + unit] = 1;
    c->unit[c->start[c->n + 1]++] = unit;
    return 0;
}

/* The largest set that greed makes around some, unless their pairs are all
 * covered. */
static int
grow(struct finding *d, struct coh_group_cliques *c, const size_t *unit,
     size_t n, struct coh_error *err)
{
    size_t i, j;
    int new = 0;

    for (i = 0; i < n; i++)
        for (j = 0; j < i; j++)
            new |= d->apart[unit[i] * d->n + unit[j]] &&
                   !d->covered[unit[i] * d->n + unit[j]];
    if (!new)
        return 0;
    if (coh_reserve(&c->start, &d->start_capacity, c->n + 2, sizeof(*c->start),
                    err))
        return -1;
    if (c->n == 0)
        c->start[0] = 0;
    c->start[c->n + 1] = c->start[c->n];
    for (i = 0; i < n; i++)
        if (fits(d, c, unit[i]) && add(d, c, unit[i], err))
            return -1;
    for (i = 0; i < d->n; i++)
        if (fits(d, c, i) && add(d, c, i, err))
            return -1;
    c->n++;
    return 0;
}

/* Sets as they were named, then what pairs make of themselves. */
static int
cover(const struct coh_group_rules *r, struct finding *d,
      struct coh_group_cliques *c, size_t *unit, struct coh_error *err)
{
    size_t f, i, j, n, pair[2];

    for (f = 0; f < r->n_features; f++) {
        if (r->feature[f].kind != COH_GROUP_AT_MOST_ONE)
            continue;
        n = members(r, f, unit);
        if (n > 2 && grow(d, c, unit, n, err))
            return -1;
    }
    for (i = 0; i < d->n; i++)
        for (j = i + 1; j < d->n; j++) {
            pair[0] = i;
            pair[1] = j;
            if (d->apart[i * d->n + j] && grow(d, c, pair, 2, err))
                return -1;
        }
    return 0;
}

int
coh_group_cliques_find(const struct coh_group_rules *r,
                       struct coh_group_cliques *c, struct coh_error *err)
{
    struct finding d = {.n = r->n_units};
    size_t f, *unit = NULL, apart = 0;
    int rc = -1;

    *c = (struct coh_group_cliques)COH_GROUP_CLIQUES_INIT;
    for (f = 0; f < r->n_features; f++)
        apart += r->feature[f].kind == COH_GROUP_AT_MOST_ONE;
    if (!apart)
        return 0;
    unit = coh_alloc_array(r->p->n, sizeof(*unit), err);
    d.apart = coh_alloc_array(d.n, d.n, err);
    d.covered = coh_alloc_array(d.n, d.n, err);
    if (!unit || !d.apart || !d.covered)
        goto out;
    for (f = 0; f < r->n_features; f++)
        if (r->feature[f].kind == COH_GROUP_AT_MOST_ONE)
            mark_pairs(&d, unit, members(r, f, unit));
    rc = cover(r, &d, c, unit, err);
out:
    coh_free(unit);
    coh_free(d.apart);
    coh_free(d.covered);
    if (rc)
        coh_group_cliques_release(c);
    return rc;
}
