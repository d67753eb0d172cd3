/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/reason-internal.h"

double
coh_group_below(double score, double cut, double mean, double sem,
                double reliability)
{
    double t = reliability * score + (1 - reliability) * mean;

    return erfc(-(cut - t) / (sem * sqrt(reliability)) / sqrt(2)) / 2;
}

double
coh_group_probability(const struct coh_group_reasons *r, size_t i, size_t g)
{
    size_t down, up, m = r->only;
    double below[2] = {0, 1}, x;

    if (!r->bands || !(r->sem > 0) || !(r->reliability > 0) ||
        isnan(coh_group_raw(r, i, m)) || r->place[g - 1] == r->n_order)
        return NAN;
    x = coh_group_raw(r, i, m);
    down = coh_group_neighbour(r, g, -1);
    up = coh_group_neighbour(r, g, 1);
    if (down)
        below[0] = coh_group_below(x, coh_group_boundary(r, down, g),
                                   r->e->mean[m], r->sem, r->reliability);
    if (up)
        below[1] = coh_group_below(x, coh_group_boundary(r, g, up),
                                   r->e->mean[m], r->sem, r->reliability);
    return below[1] > below[0] ? below[1] - below[0] : 0;
}

/* The groups beyond the boundaries that are within 1 SEM, the lower first. */
static size_t
sides(const struct coh_group_reasons *r, size_t i, size_t side[2])
{
    size_t g = r->a->group[i], n = 0, down = coh_group_neighbour(r, g, -1);
    size_t up = coh_group_neighbour(r, g, 1);
    double x = coh_group_raw(r, i, r->only);

    if (down && fabs(x - coh_group_boundary(r, down, g)) <= r->sem)
        side[n++] = down;
    if (up && fabs(x - coh_group_boundary(r, g, up)) <= r->sem)
        side[n++] = up;
    return n;
}

static int
add_probability(const struct coh_group_reasons *r, size_t i, size_t g,
                const char *lead, struct coh_text *t, struct coh_error *err)
{
    char p[COH_NUMBER_SIZE];

    return coh_text_format(
        t, err, "%s%s group %s", lead,
        coh_double_fixed(coh_group_probability(r, i, g), 2, p),
        r->e->group[g - 1]);
}

int
coh_group_note_edge(const struct coh_group_reasons *r, size_t i,
                    struct coh_text *t, struct coh_error *err)
{
    size_t side[2], n, s, g = r->a->group[i];

    if (!r->near_edge[i])
        return 0;
    n = sides(r, i, side);
    if (coh_group_note(t, "within 1 SEM of ", err))
        return -1;
    for (s = 0; s < n; s++)
        if (coh_text_format(t, err, "%sgroup %s", s ? " and " : "",
                            r->e->group[side[s] - 1]))
            return -1;
    if (isnan(coh_group_probability(r, i, g)))
        return 0;
    if (add_probability(r, i, g, ": ", t, err))
        return -1;
    for (s = 0; s < n; s++)
        if (add_probability(r, i, side[s], ", ", t, err))
            return -1;
    return 0;
}
