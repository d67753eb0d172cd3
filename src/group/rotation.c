/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/rotation.h"

#include "base/memory.h"
#include "group/rotation-model.h"

static size_t
count_demands(const struct coh_rotation *p)
{
    return 2 * p->n_educators + p->n_rooms;
}

static struct coh_rotation_demand
demand_at(const struct coh_rotation *p, size_t i)
{
    const size_t n = p->n_educators;

    if (i < n)
        return (struct coh_rotation_demand){COH_ROTATION_AWAY, i};
    if (i < 2 * n)
        return (struct coh_rotation_demand){COH_ROTATION_TEACHES, i - n};
    return (struct coh_rotation_demand){COH_ROTATION_ROOM, i - 2 * n};
}

static int
possible_without(const struct coh_rotation *p, const unsigned char *dropped,
                 int *possible, struct coh_error *err)
{
    struct coh_rotation_model m = COH_ROTATION_MODEL_INIT;
    int rc = -1;

    if (!coh_rotation_model_open(&m, p, dropped, err))
        rc = coh_rotation_model_possible(&m, possible, err);
    coh_rotation_model_close(&m);
    return rc;
}

int
coh_rotation_possible(const struct coh_rotation *p, int *possible,
                      struct coh_error *err)
{
    return possible_without(p, NULL, possible, err);
}

static int
find_conflict(const struct coh_rotation *p, struct coh_rotation_answer *a,
              struct coh_error *err)
{
    size_t i, n = count_demands(p);
    unsigned char *dropped = coh_alloc_array(n, 1, err);
    int possible, rc = -1;

    a->conflict = coh_alloc_array(n, sizeof(*a->conflict), err);
    if (!dropped || !a->conflict)
        goto out;
    for (i = 0; i < n; i++) {
        dropped[i] = 1;
        if (possible_without(p, dropped, &possible, err))
            goto out;
        dropped[i] = !possible;
    }
    for (i = 0; i < n; i++)
        if (!dropped[i])
            a->conflict[a->n_conflict++] = demand_at(p, i);
    rc = 0;
out:
    coh_free(dropped);
    return rc;
}

static int
make_answer(const struct coh_rotation *p, struct coh_rotation_answer *a,
            struct coh_error *err)
{
    size_t i, cells = p->n_groups * p->n_blocks;

    *a = (struct coh_rotation_answer)COH_ROTATION_ANSWER_INIT;
    a->at = coh_alloc_array(cells, sizeof(*a->at), err);
    a->unmet = coh_alloc_array(p->n_calls, 1, err);
    a->helper = coh_alloc_array(p->n_calls, sizeof(*a->helper), err);
    a->when = coh_alloc_array(p->n_calls, sizeof(*a->when), err);
    if (!a->at || !a->unmet || !a->helper || !a->when)
        return -1;
    for (i = 0; i < cells; i++)
        a->at[i] = COH_ROTATION_NONE;
    for (i = 0; i < p->n_calls; i++)
        a->unmet[i] = 1;
    return 0;
}

static void
read_calls(const struct coh_rotation_model *m, struct coh_rotation_answer *a)
{
    const struct coh_rotation *p = m->p;
    size_t i, e, s, b;

    for (i = 0; i < p->n_calls; i++)
        for (b = 0; b < p->n_blocks; b++)
            for (e = 0; e < p->n_educators; e++)
                for (s = 0; s < p->n_stations; s++)
                    if (a->unmet[i] &&
                        coh_rotation_model_is(
                            m, m->meets[coh_rotation_meets(p, i, e, s, b)])) {
                        a->unmet[i] = 0;
                        a->helper[i] = e;
                        a->when[i] = b;
                    }
    for (a->total[COH_ROTATION_UNMET] = 0, i = 0; i < p->n_calls; i++)
        a->total[COH_ROTATION_UNMET] += a->unmet[i];
}

static void
read_answer(const struct coh_rotation_model *m, struct coh_rotation_answer *a)
{
    const struct coh_rotation *p = m->p;
    size_t g, s, b, now, last;

    for (g = 0; g < p->n_groups; g++)
        for (s = 0; s < p->n_stations; s++)
            for (b = 0; b < p->n_blocks; b++)
                if (coh_rotation_model_is(m, m->x[coh_rotation_x(p, g, s, b)]))
                    a->at[g * p->n_blocks + b] = s;
    a->total[COH_ROTATION_CHANGES] = 0;
    for (g = 0; g < p->n_groups; g++)
        for (last = COH_ROTATION_NONE, b = 0; b < p->n_blocks; b++) {
            now = a->at[g * p->n_blocks + b];
            if (now == COH_ROTATION_NONE)
                continue;
            a->total[COH_ROTATION_CHANGES] +=
                last != COH_ROTATION_NONE && p->room[now] != p->room[last];
            last = now;
        }
    read_calls(m, a);
}

int
coh_rotation_solve(const struct coh_rotation *p,
                   const enum coh_rotation_aim *aims, size_t n_aims,
                   const size_t *const *other, size_t others,
                   struct coh_rotation_answer *a, struct coh_error *err)
{
    struct coh_rotation_model m = COH_ROTATION_MODEL_INIT;
    int64_t total;
    size_t i;
    int unlike = 1, rc = -1;

    if (make_answer(p, a, err) || coh_rotation_model_open(&m, p, NULL, err) ||
        coh_rotation_model_possible(&m, &a->possible, err))
        goto out;
    if (!a->possible) {
        rc = find_conflict(p, a, err);
        goto out;
    }
    a->proved = 1;
    for (i = 0; i < n_aims; i++) {
        if (coh_rotation_model_aim(
                &m, aims[i], other, others, &total,
                aims[i] == COH_ROTATION_SAME ? &unlike : &a->proved, err))
            goto out;
        a->total[aims[i]] = total;
    }
    read_answer(&m, a);
    rc = 0;
out:
    coh_rotation_model_close(&m);
    return rc;
}

void
coh_rotation_answer_release(struct coh_rotation_answer *a)
{
    coh_free(a->at);
    coh_free(a->unmet);
    coh_free(a->helper);
    coh_free(a->when);
    coh_free(a->conflict);
    *a = (struct coh_rotation_answer)COH_ROTATION_ANSWER_INIT;
}
