/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/model.h"

#include "base/memory.h"
#include "group/model-row.h"

void
coh_group_model_close(struct coh_group_model *m)
{
    coh_program_close(&m->program);
    coh_free(m->class_of);
    coh_free(m->groups);
    coh_free(m->column);
    coh_free(m->open);
    coh_free(m->again_column);
    coh_free(m->again_value);
    *m = (struct coh_group_model)COH_GROUP_MODEL_INIT;
}

void
coh_group_model_term(struct coh_group_model_row *w, size_t column, double value)
{
    if (column == COH_GROUP_NO_COLUMN || value == 0)
        return;
    w->column[w->n] = column;
    w->value[w->n++] = value;
}

int
coh_group_model_row(struct coh_group_model_row *w, double low, double high,
                    struct coh_error *err)
{
    int rc = coh_program_row(&w->m->program, low, high, w->n, w->column,
                             w->value, err);

    w->n = 0;
    return rc;
}

static size_t
unit_size(const struct coh_group_rules *r, size_t u)
{
    return r->unit_start[u + 1] - r->unit_start[u];
}

size_t
coh_group_model_x(const struct coh_group_model *m, size_t unit, size_t c)
{
    return m->column[unit * m->n_classes + c];
}

size_t
coh_group_model_first(const struct coh_group_model *m, size_t c)
{
    size_t g;

    for (g = 0; g + 1 < m->r->p->k && m->class_of[g] != c; g++)
        ;
    return g;
}

/* Columns: where units may be, and how many groups of a class are open. */
static int
add_columns(struct coh_group_model *m, struct coh_error *err)
{
    const struct coh_group_rules *r = m->r;
    size_t u, g, c, k = r->p->k, *at;

    for (u = 0; u < r->n_units * m->n_classes; u++)
        m->column[u] = COH_GROUP_NO_COLUMN;
    for (u = 0; u < r->n_units; u++)
        for (g = 0; g < k; g++) {
            at = &m->column[u * m->n_classes + m->class_of[g]];
            if (r->allowed[u * k + g] && *at == COH_GROUP_NO_COLUMN &&
                coh_program_column(&m->program, 0, 1, 1, 0, at, err))
                return -1;
        }
    for (c = 0; c < m->n_classes; c++) {
        m->open[c] = COH_GROUP_NO_COLUMN;
        g = coh_group_model_first(m, c);
        if (r->p->may_close && r->p->may_close[g] &&
            (r->p->open || r->min[g] > 1) &&
            coh_program_column(&m->program, 0, (double)m->groups[c], 1, 0,
                               &m->open[c], err))
            return -1;
    }
    return 0;
}

int
coh_group_model_per_group(struct coh_group_model_row *w, size_t c, double most,
                          int least, struct coh_error *err)
{
    double all = most * (double)w->m->groups[c];

    if (w->m->open[c] == COH_GROUP_NO_COLUMN)
        return least ? coh_group_model_row(w, all, COH_PROGRAM_FREE, err)
                     : coh_group_model_row(w, -COH_PROGRAM_FREE, all, err);
    coh_group_model_term(w, w->m->open[c], -most);
    return least ? coh_group_model_row(w, 0, COH_PROGRAM_FREE, err)
                 : coh_group_model_row(w, -COH_PROGRAM_FREE, 0, err);
}

static void
sizes_of(struct coh_group_model_row *w, size_t c)
{
    size_t u;

    for (u = 0; u < w->m->r->n_units; u++)
        coh_group_model_term(w, coh_group_model_x(w->m, u, c),
                             (double)unit_size(w->m->r, u));
}

/* An open group of those that must not all be open holds somebody. */
static int
add_sizes(struct coh_group_model_row *w, struct coh_error *err)
{
    struct coh_group_model *m = w->m;
    const struct coh_group_rules *r = m->r;
    size_t u, c, g, least;

    for (u = 0; u < r->n_units; u++) {
        for (c = 0; c < m->n_classes; c++)
            coh_group_model_term(w, coh_group_model_x(m, u, c), 1);
        if (coh_group_model_row(w, 1, 1, err))
            return -1;
    }
    for (c = 0; c < m->n_classes; c++) {
        g = coh_group_model_first(m, c);
        least = r->min[g];
        if (m->open[c] != COH_GROUP_NO_COLUMN && least == 0)
            least = 1;
        else if (m->open[c] == COH_GROUP_NO_COLUMN && r->p->may_close &&
                 r->p->may_close[g])
            least = 0;
        sizes_of(w, c);
        if (coh_group_model_per_group(w, c, (double)least, 1, err))
            return -1;
        sizes_of(w, c);
        if (coh_group_model_per_group(w, c, (double)r->max[g], 0, err))
            return -1;
    }
    for (c = 0; c < m->n_classes; c++)
        coh_group_model_term(w, m->open[c], 1);
    if (!r->p->open) {
        w->n = 0;
        return 0;
    }
    return coh_group_model_row(w, (double)r->p->open, (double)r->p->open, err);
}

/* A unit that no group may hold: 0 = 1. */
static int
add_clash(struct coh_group_model_row *w, struct coh_error *err)
{
    return w->m->r->clash ? coh_group_model_row(w, 1, 1, err) : 0;
}

static int
write_rows(struct coh_group_model *m, struct coh_error *err)
{
    const struct coh_group_rules *r = m->r;
    struct coh_group_model_row w = {.m = m};
    size_t most = r->n_units + r->p->n + r->n_features + r->p->k + 4;
    int rc = -1;

    w.column = coh_alloc_array(most, sizeof(*w.column), err);
    w.value = coh_alloc_array(most, sizeof(*w.value), err);
    w.count = coh_alloc_array(r->n_units, sizeof(*w.count), err);
    if (w.column && w.value && w.count && !add_columns(m, err) &&
        !add_clash(&w, err) && !add_sizes(&w, err) &&
        !coh_group_model_rules(&w, err))
        rc = 0;
    coh_free(w.column);
    coh_free(w.value);
    coh_free(w.count);
    return rc;
}

int
coh_group_model_open_classes(struct coh_group_model *m,
                             const struct coh_group_rules *r,
                             const size_t *class_of, size_t n_classes,
                             struct coh_error *err)
{
    size_t g, k = r->p->k;

    *m = (struct coh_group_model)COH_GROUP_MODEL_INIT;
    m->r = r;
    m->n_classes = n_classes;
    m->class_of = coh_alloc_array(k, sizeof(*m->class_of), err);
    m->groups = coh_alloc_array(n_classes, sizeof(*m->groups), err);
    m->open = coh_alloc_array(n_classes, sizeof(*m->open), err);
    m->column =
        coh_alloc_array(r->n_units, n_classes * sizeof(*m->column), err);
    if (!m->class_of || !m->groups || !m->open || !m->column)
        goto fail;
    for (g = 0; g < k; g++) {
        m->class_of[g] = class_of ? class_of[g] : g;
        m->groups[m->class_of[g]]++;
    }
    if (!write_rows(m, err))
        return 0;
fail:
    coh_group_model_close(m);
    return -1;
}

int
coh_group_model_open(struct coh_group_model *m, const struct coh_group_rules *r,
                     struct coh_error *err)
{
    return coh_group_model_open_classes(m, r, NULL, r->p->k, err);
}

static int
alike(const struct coh_group_model *m, const size_t *class_of, size_t a,
      size_t b)
{
    const struct coh_group_rules *r = m->r;
    size_t u, k = r->p->k;

    if (r->min[a] != r->min[b] || r->max[a] != r->max[b] ||
        (r->p->may_close && r->p->may_close[a] != r->p->may_close[b]) ||
        (class_of && class_of[a] != class_of[b]))
        return 0;
    for (u = 0; u < r->n_units; u++)
        if (r->allowed[u * k + a] != r->allowed[u * k + b])
            return 0;
    return 1;
}

/* Group b is the number `rank` (from 0) of those alike, `a` the one before. */
static int
order_group(struct coh_group_model *m, size_t a, size_t b, size_t rank,
            struct coh_error *err)
{
    const size_t column[2] = {m->open[a], m->open[b]};
    const double value[2] = {1, -1};
    size_t u, x, before = 0;

    for (u = 0; u < m->r->n_units && before < rank; u++) {
        x = coh_group_model_x(m, u, b);
        if (x == COH_GROUP_NO_COLUMN)
            continue;
        coh_program_bounds(&m->program, x, 0, 0);
        before++;
    }
    if (m->open[a] == COH_GROUP_NO_COLUMN)
        return 0;
    return coh_program_row(&m->program, 0, COH_PROGRAM_FREE, 2, column, value,
                           err);
}

int
coh_group_model_order(struct coh_group_model *m, const size_t *class_of,
                      struct coh_error *err)
{
    size_t a, b, last, rank;

    for (b = 1; b < m->r->p->k; b++) {
        for (last = b, rank = a = 0; a < b; a++)
            if (alike(m, class_of, a, b)) {
                last = a;
                rank++;
            }
        if (rank && order_group(m, last, b, rank, err))
            return -1;
    }
    return 0;
}

int
coh_group_model_renumber(const struct coh_group_model *m,
                         const size_t *class_of, size_t *group,
                         struct coh_error *err)
{
    size_t i, a, b, k = m->r->p->k;
    size_t *now = coh_alloc_array(k, sizeof(*now), err);
    unsigned char *taken = coh_alloc_array(k, 1, err);
    int rc = now && taken ? 0 : -1;

    for (i = 0; rc == 0 && i < m->r->p->n; i++) {
        b = group[i] - 1;
        for (a = 0; !now[b] && a < k; a++)
            if (!taken[a] && (a == b || alike(m, class_of, a, b))) {
                now[b] = a + 1;
                taken[a] = 1;
            }
        group[i] = now[b];
    }
    coh_free(now);
    coh_free(taken);
    return rc;
}

void
coh_group_model_read(const struct coh_group_model *m, size_t *group)
{
    const struct coh_group_rules *r = m->r;
    size_t i, c, x;

    for (i = 0; i < r->p->n; i++)
        for (group[i] = 0, c = 0; c < m->n_classes; c++) {
            x = coh_group_model_x(m, r->unit[i], c);
            if (x != COH_GROUP_NO_COLUMN && m->program.value[x] > 0.5)
                group[i] = c + 1;
        }
}
