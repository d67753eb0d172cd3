/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/rotation-model.h"

#include "base/memory.h"

size_t
coh_rotation_x(const struct coh_rotation *p, size_t g, size_t s, size_t b)
{
    return (g * p->n_stations + s) * p->n_blocks + b;
}

size_t
coh_rotation_meets(const struct coh_rotation *p, size_t call, size_t e,
                   size_t s, size_t b)
{
    return ((call * p->n_educators + e) * p->n_stations + s) * p->n_blocks + b;
}

static int
holds(const struct coh_rotation_model *m, enum coh_rotation_kind kind,
      size_t of)
{
    const size_t n = m->p->n_educators;

    if (!m->dropped)
        return 1;
    return !m->dropped[kind == COH_ROTATION_AWAY      ? of
                       : kind == COH_ROTATION_TEACHES ? n + of
                                                      : 2 * n + of];
}

static int
is_there(const struct coh_rotation_model *m, size_t e, size_t b)
{
    return m->p->there[e * m->p->n_blocks + b] ||
           !holds(m, COH_ROTATION_AWAY, e);
}

/* May a station run in a block? */
static int
may_run(const struct coh_rotation_model *m, size_t s, size_t b)
{
    const size_t e = m->p->educator[s];

    return e == COH_ROTATION_NONE || is_there(m, e, b);
}

static int
is_called(const struct coh_rotation *p, size_t e)
{
    size_t i;

    for (i = 0; i < p->n_calls; i++)
        if (p->call[i].who[e])
            return 1;
    return 0;
}

/* Can somebody meet a call at a station in a block? */
static int
may_meet(const struct coh_rotation_model *m, size_t call, size_t e, size_t s,
         size_t b)
{
    const struct coh_rotation_call *c = &m->p->call[call];

    return c->who[e] && (c->station == s || c->station == COH_ROTATION_ANY) &&
           is_there(m, e, b) && may_run(m, s, b);
}

static int
add(struct coh_rotation_model *m, int is, size_t *at, struct coh_error *err)
{
    *at = COH_ROTATION_NO_COLUMN;
    return is ? coh_program_column(&m->program, 0, 1, 1, 0, at, err) : 0;
}

static int
add_columns(struct coh_rotation_model *m, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    size_t g, s, b, e, i, k;

    for (k = g = 0; g < p->n_groups; g++)
        for (s = 0; s < p->n_stations; s++)
            for (b = 0; b < p->n_blocks; b++)
                if (add(m, may_run(m, s, b), &m->x[k++], err))
                    return -1;
    for (k = s = 0; s < p->n_stations; s++)
        for (b = 0; b < p->n_blocks; b++)
            if (add(m, may_run(m, s, b), &m->runs[k++], err))
                return -1;
    for (k = e = 0; e < p->n_educators; e++)
        for (s = 0; s < p->n_stations; s++)
            for (b = 0; b < p->n_blocks; b++)
                if (add(m, is_called(p, e) && is_there(m, e, b),
                        &m->helper[k++], err))
                    return -1;
    for (k = i = 0; i < p->n_calls; i++) {
        if (add(m, 1, &m->unmet[i], err))
            return -1;
        for (e = 0; e < p->n_educators; e++)
            for (s = 0; s < p->n_stations; s++)
                for (b = 0; b < p->n_blocks; b++)
                    if (add(m, may_meet(m, i, e, s, b), &m->meets[k++], err))
                        return -1;
    }
    for (k = g = 0; g < p->n_groups; g++)
        for (b = 0; b < p->n_blocks; b++)
            if (add(m, b + 1 < p->n_blocks, &m->change[k++], err))
                return -1;
    for (k = 0; k < p->n_groups * p->n_blocks * p->n_rooms; k++)
        if (coh_program_column(&m->program, 0, 1, 0, 0, &m->stay[k], err))
            return -1;
    return 0;
}

void
coh_rotation_model_put(struct coh_rotation_model *m, size_t *n, size_t column,
                       double value)
{
    if (column == COH_ROTATION_NO_COLUMN)
        return;
    m->at[*n] = column;
    m->value[(*n)++] = value;
}

int
coh_rotation_model_row(struct coh_rotation_model *m, double low, double high,
                       size_t n, struct coh_error *err)
{
    return coh_program_row(&m->program, low, high, n, m->at, m->value, err);
}

/* Each station once; one station at a time. */
static int
add_groups(struct coh_rotation_model *m, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    size_t g, s, b, n;

    for (g = 0; g < p->n_groups; g++) {
        for (s = 0; s < p->n_stations; s++) {
            for (n = b = 0; b < p->n_blocks; b++)
                coh_rotation_model_put(m, &n, m->x[coh_rotation_x(p, g, s, b)],
                                       1);
            if (coh_rotation_model_row(m, 1, 1, n, err))
                return -1;
        }
        for (b = 0; b < p->n_blocks; b++) {
            for (n = s = 0; s < p->n_stations; s++)
                coh_rotation_model_put(m, &n, m->x[coh_rotation_x(p, g, s, b)],
                                       1);
            if (coh_rotation_model_row(m, -COH_PROGRAM_FREE, 1, n, err))
                return -1;
        }
    }
    return 0;
}

/* Stations of one educator, or of one room: one of them runs at a time. */
static int
add_sole(struct coh_rotation_model *m, const size_t *of, size_t who, size_t b,
         struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    size_t s, n = 0;

    for (s = 0; s < p->n_stations; s++)
        if (of[s] == who)
            coh_rotation_model_put(m, &n, m->runs[s * p->n_blocks + b], 1);
    return n > 1 ? coh_rotation_model_row(m, -COH_PROGRAM_FREE, 1, n, err) : 0;
}

static int
add_stations(struct coh_rotation_model *m, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    size_t g, s, b, i, n;

    for (b = 0; b < p->n_blocks; b++) {
        for (s = 0; s < p->n_stations; s++) {
            for (n = g = 0; g < p->n_groups; g++)
                coh_rotation_model_put(m, &n, m->x[coh_rotation_x(p, g, s, b)],
                                       1);
            coh_rotation_model_put(m, &n, m->runs[s * p->n_blocks + b],
                                   -(double)p->places);
            if (coh_rotation_model_row(m, -COH_PROGRAM_FREE, 0, n, err))
                return -1;
        }
        for (i = 0; i < p->n_educators; i++)
            if (holds(m, COH_ROTATION_TEACHES, i) &&
                add_sole(m, p->educator, i, b, err))
                return -1;
        for (i = 0; i < p->n_rooms; i++)
            if (holds(m, COH_ROTATION_ROOM, i) &&
                add_sole(m, p->room, i, b, err))
                return -1;
    }
    return 0;
}

/* A helper is at one station, and at the own one if that runs. */
static int
add_helpers(struct coh_rotation_model *m, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    size_t e, s, b, n, k;

    for (e = 0; e < p->n_educators; e++)
        for (b = 0; b < p->n_blocks; b++) {
            for (n = s = 0; s < p->n_stations; s++)
                coh_rotation_model_put(
                    m, &n, m->helper[(e * p->n_stations + s) * p->n_blocks + b],
                    1);
            if (n && coh_rotation_model_row(m, -COH_PROGRAM_FREE, 1, n, err))
                return -1;
            for (s = 0; s < p->n_stations; s++) {
                if (p->educator[s] != e)
                    continue;
                for (n = k = 0; k < p->n_stations; k++)
                    if (k != s)
                        coh_rotation_model_put(
                            m, &n,
                            m->helper[(e * p->n_stations + k) * p->n_blocks +
                                      b],
                            1);
                if (!n)
                    continue;
                coh_rotation_model_put(m, &n, m->runs[s * p->n_blocks + b], 1);
                if (coh_rotation_model_row(m, -COH_PROGRAM_FREE, 1, n, err))
                    return -1;
            }
        }
    return 0;
}

static int
add_meeting(struct coh_rotation_model *m, size_t call, size_t e, size_t s,
            size_t b, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    const size_t meets = m->meets[coh_rotation_meets(p, call, e, s, b)];
    size_t n;

    if (meets == COH_ROTATION_NO_COLUMN)
        return 0;
    n = 0;
    coh_rotation_model_put(m, &n, meets, 1);
    coh_rotation_model_put(
        m, &n, m->x[coh_rotation_x(p, p->call[call].group, s, b)], -1);
    if (coh_rotation_model_row(m, -COH_PROGRAM_FREE, 0, n, err))
        return -1;
    n = 0;
    coh_rotation_model_put(m, &n, meets, 1);
    coh_rotation_model_put(
        m, &n, m->helper[(e * p->n_stations + s) * p->n_blocks + b], -1);
    return coh_rotation_model_row(m, -COH_PROGRAM_FREE, 0, n, err);
}

static int
add_calls(struct coh_rotation_model *m, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    size_t i, e, s, b, n;

    for (i = 0; i < p->n_calls; i++) {
        for (e = 0; e < p->n_educators; e++)
            for (s = 0; s < p->n_stations; s++)
                for (b = 0; b < p->n_blocks; b++)
                    if (add_meeting(m, i, e, s, b, err))
                        return -1;
        n = 0;
        coh_rotation_model_put(m, &n, m->unmet[i], 1);
        for (e = 0; e < p->n_educators; e++)
            for (s = 0; s < p->n_stations; s++)
                for (b = 0; b < p->n_blocks; b++)
                    coh_rotation_model_put(
                        m, &n, m->meets[coh_rotation_meets(p, i, e, s, b)], 1);
        if (coh_rotation_model_row(m, 1, COH_PROGRAM_FREE, n, err))
            return -1;
    }
    return 0;
}

/* Rooms that have a station. */
static size_t
used_rooms(const struct coh_rotation *p)
{
    size_t r, s, n = 0;

    for (r = 0; r < p->n_rooms; r++)
        for (s = 0; s < p->n_stations; s++)
            if (p->room[s] == r) {
                n++;
                break;
            }
    return n;
}

/* A group sees all rooms, so it changes at least so often: which follows from
 * the rows, but the solver does not see it. */
static int
add_least_changes(struct coh_rotation_model *m, size_t g, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    size_t b, n = 0;

    for (b = 0; b < p->n_blocks; b++)
        coh_rotation_model_put(m, &n, m->change[g * p->n_blocks + b], 1);
    return coh_rotation_model_row(m, (double)used_rooms(p) - 1,
                                  COH_PROGRAM_FREE, n, err);
}

/* A group stays in one room at a time: that of its station; in a free block in
 * any. A room that it leaves is a change. */
static int
add_stay(struct coh_rotation_model *m, size_t g, size_t b,
         struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    const size_t *stay = m->stay + (g * p->n_blocks + b) * p->n_rooms;
    size_t r, s, n = 0;

    for (r = 0; r < p->n_rooms; r++)
        coh_rotation_model_put(m, &n, stay[r], 1);
    if (coh_rotation_model_row(m, 1, 1, n, err))
        return -1;
    for (r = 0; r < p->n_rooms; r++) {
        for (n = s = 0; s < p->n_stations; s++)
            if (p->room[s] == r)
                coh_rotation_model_put(m, &n, m->x[coh_rotation_x(p, g, s, b)],
                                       1);
        coh_rotation_model_put(m, &n, stay[r], -1);
        if (coh_rotation_model_row(m, -COH_PROGRAM_FREE, 0, n, err))
            return -1;
        if (b + 1 == p->n_blocks)
            continue;
        n = 0;
        coh_rotation_model_put(m, &n, stay[r], 1);
        coh_rotation_model_put(m, &n, stay[p->n_rooms + r], -1);
        coh_rotation_model_put(m, &n, m->change[g * p->n_blocks + b], -1);
        if (coh_rotation_model_row(m, -COH_PROGRAM_FREE, 0, n, err))
            return -1;
    }
    return 0;
}

static int
add_changes(struct coh_rotation_model *m, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    size_t g, b;

    for (g = 0; g < p->n_groups; g++) {
        for (b = 0; b < p->n_blocks; b++)
            if (add_stay(m, g, b, err))
                return -1;
        if (add_least_changes(m, g, err))
            return -1;
    }
    return 0;
}

static int
make_arrays(struct coh_rotation_model *m, struct coh_error *err)
{
    const struct coh_rotation *p = m->p;
    const size_t cells = p->n_stations * p->n_blocks;
    const size_t most =
        (p->n_groups + p->n_educators * (p->n_calls + 1) + 1) * cells +
        p->n_calls + p->n_groups * p->n_blocks + p->n_rooms;

    m->x = coh_alloc_array(p->n_groups * cells, sizeof(*m->x), err);
    m->runs = coh_alloc_array(cells, sizeof(*m->runs), err);
    m->helper =
        coh_alloc_array(p->n_educators * cells, sizeof(*m->helper), err);
    m->meets = coh_alloc_array(p->n_calls * p->n_educators * cells,
                               sizeof(*m->meets), err);
    m->unmet = coh_alloc_array(p->n_calls, sizeof(*m->unmet), err);
    m->change =
        coh_alloc_array(p->n_groups * p->n_blocks, sizeof(*m->change), err);
    m->stay = coh_alloc_array(p->n_groups * p->n_blocks * p->n_rooms,
                              sizeof(*m->stay), err);
    m->at = coh_alloc_array(most, sizeof(*m->at), err);
    m->value = coh_alloc_array(most, sizeof(*m->value), err);
    return m->x && m->runs && m->helper && m->meets && m->unmet && m->change &&
                   m->stay && m->at && m->value
               ? 0
               : -1;
}

int
coh_rotation_model_open(struct coh_rotation_model *m,
                        const struct coh_rotation *p,
                        const unsigned char *dropped, struct coh_error *err)
{
    *m = (struct coh_rotation_model)COH_ROTATION_MODEL_INIT;
    m->p = p;
    m->dropped = dropped;
    return coh_program_open(&m->program, err) || make_arrays(m, err) ||
                   add_columns(m, err) || add_groups(m, err) ||
                   add_stations(m, err) || add_helpers(m, err) ||
                   add_calls(m, err) || add_changes(m, err)
               ? -1
               : 0;
}

void
coh_rotation_model_close(struct coh_rotation_model *m)
{
    coh_program_close(&m->program);
    coh_free(m->x);
    coh_free(m->runs);
    coh_free(m->helper);
    coh_free(m->meets);
    coh_free(m->unmet);
    coh_free(m->change);
    coh_free(m->stay);
    coh_free(m->at);
    coh_free(m->value);
    *m = (struct coh_rotation_model)COH_ROTATION_MODEL_INIT;
}
