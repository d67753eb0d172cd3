/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/next.h"

/* A student with what a move takes along. */
struct mover {
    size_t student, unit, group; /* group from 0 */
    int scored;
    double x; /* score − origin */
};

static struct mover
mover(const struct coh_group_reasons *r, size_t i)
{
    struct mover m = {i, r->u.of[i], r->a->group[i] - 1, 1, 0};

    m.scored = !r->p->missing || !r->p->missing[i];
    if (m.scored)
        m.x = (double)(r->p->score[i] - r->origin);
    return m;
}

/* Must these two be apart? */
static int
clash(const struct coh_group_reasons *r, size_t unit, size_t other)
{
    return unit != COH_GROUP_NO_UNIT && other != COH_GROUP_NO_UNIT &&
           r->u.apart[unit * r->u.n + other];
}

/* Nobody of `group` but `without` must be apart from the mover. */
static int
welcome(const struct coh_group_reasons *r, const struct mover *m, size_t group,
        size_t without)
{
    size_t j;

    if (m->unit == COH_GROUP_NO_UNIT)
        return 1;
    for (j = 0; j < r->p->n; j++)
        if (j != without && j != m->student && r->a->group[j] == group + 1 &&
            clash(r, m->unit, r->u.of[j]))
            return 0;
    return 1;
}

/* Pinned, or bound to others: such a student moves alone nowhere. */
static int
bound(const struct coh_group_reasons *r, const struct mover *m)
{
    return m->unit != COH_GROUP_NO_UNIT &&
           (r->u.size[m->unit] > 1 || r->u.pin[m->unit]);
}

/* Σ(x − mean)² of a group after `out` left and `in` came (NULL: nobody). */
static double
squares(const struct coh_group_profile *g, const struct mover *out,
        const struct mover *in)
{
    double n = (double)g->scored, s = g->sum, q = g->square;

    if (out && out->scored) {
        n--;
        s -= out->x;
        q -= out->x * out->x;
    }
    if (in && in->scored) {
        n++;
        s += in->x;
        q += in->x * in->x;
    }
    return n > 0 ? q - s * s / n : 0;
}

static double
rise_of(const struct coh_group_reasons *r, const struct mover *m, size_t to,
        const struct mover *back)
{
    const struct coh_group_profile *a = &r->group[m->group];
    const struct coh_group_profile *b = &r->group[to];

    return squares(a, m, back) - squares(a, NULL, NULL) + squares(b, back, m) -
           squares(b, NULL, NULL);
}

struct best {
    size_t group; /* 1 to k; 0: none yet */
    double rise;
    size_t steps; /* groups between */
};

/* Cheaper by more than rounding, or as cheap and nearer. */
static void
consider(struct best *b, const struct mover *m, size_t to, double rise)
{
    size_t steps = to > m->group ? to - m->group : m->group - to;
    double slack = 1e-9 * (b->rise > 0 ? b->rise : -b->rise);

    if (b->group && rise > b->rise - slack &&
        (rise > b->rise + slack || steps >= b->steps))
        return;
    *b = (struct best){to + 1, rise, steps};
}

size_t
coh_group_next_best(const struct coh_group_reasons *r, size_t i, double *rise,
                    const char **why)
{
    const struct coh_group_problem *p = r->p;
    struct mover m = mover(r, i), other;
    struct best b = {.group = 0};
    size_t g, j;

    *why = NULL;
    if (bound(r, &m)) {
        *why = r->u.pin[m.unit] ? "no next best: pinned by you"
                                : "no next best: must stay with others";
        return 0;
    }
    if (r->group[m.group].size > p->min[m.group])
        for (g = 0; g < p->k; g++)
            if (g != m.group && r->group[g].size < p->max[g] &&
                welcome(r, &m, g, i))
                consider(&b, &m, g, rise_of(r, &m, g, NULL));
    for (j = 0; j < p->n; j++) {
        other = mover(r, j);
        if (other.group == m.group || bound(r, &other))
            continue;
        if (welcome(r, &m, other.group, j) && welcome(r, &other, m.group, i))
            consider(&b, &m, other.group, rise_of(r, &m, other.group, &other));
    }
    if (!b.group)
        *why = p->k == 1 ? "no next best: there is one group"
                         : "no next best: no move or swap keeps all demands";
    *rise = b.rise;
    return b.group;
}
