/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/deploy-model.h"

#include <math.h>

#include "base/memory.h"

/* Far more than any team's plan takes. */
enum { NODES = 20000 };

static int
holds(const unsigned char *dropped, size_t i)
{
    return !dropped || !dropped[i];
}

static int
wanted(const struct coh_deploy *p, size_t e, size_t g)
{
    size_t i;

    if (p->seats > 1)
        return 1;
    for (i = 0; i < p->n_wants; i++)
        if (p->want[i].group == g && p->want[i].who[e])
            return 1;
    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind == COH_DEPLOY_REQUIRE && p->rule[i].group == g &&
            p->rule[i].educator == e && !p->leads[e])
            return 1;
    return 0;
}

static void
count_caps(struct coh_deploy_model *m)
{
    const struct coh_deploy *p = m->p;
    size_t i;

    for (i = 0; i < p->n_wants; i++)
        m->cap[p->want[i].group]++;
    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind == COH_DEPLOY_REQUIRE &&
            !p->leads[p->rule[i].educator])
            m->cap[p->rule[i].group]++;
    for (i = 0; i < p->n_groups; i++)
        if (m->cap[i] < p->seats - 1)
            m->cap[i] = p->seats - 1;
}

/* Is somebody free to be there? Not, when away or forbidden. */
static int
can_be(const struct coh_deploy_model *m, size_t e, size_t g)
{
    const struct coh_deploy *p = m->p;
    const struct coh_deploy_dropped *d = m->dropped;
    size_t i;

    if (!p->there[e * p->n_groups + g] && holds(d ? d->away : NULL, e))
        return 0;
    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind == COH_DEPLOY_FORBID && p->rule[i].group == g &&
            p->rule[i].educator == e && holds(d ? d->rule : NULL, i))
            return 0;
    return 1;
}

static int
add_column(struct coh_deploy_model *m, double high, size_t *at,
           struct coh_error *err)
{
    return coh_program_column(&m->program, 0, high, 1, 0, at, err);
}

static int
add_columns(struct coh_deploy_model *m, struct coh_error *err)
{
    const struct coh_deploy *p = m->p;
    size_t e, g, i, k = 0;

    for (e = 0; e < p->n_educators; e++)
        for (g = 0; g < p->n_groups; g++, k++) {
            m->lead[k] = m->support[k] = COH_DEPLOY_NO_COLUMN;
            if (!can_be(m, e, g))
                continue;
            if (p->leads[e] && add_column(m, 1, &m->lead[k], err))
                return -1;
            if (m->cap[g] && wanted(p, e, g) &&
                add_column(m, 1, &m->support[k], err))
                return -1;
        }
    for (i = 0; i < p->n_wants; i++)
        if (add_column(m, 1, &m->want[i], err))
            return -1;
    for (g = 0; g < p->n_groups; g++)
        if (add_column(m, (double)(p->seats - 1), &m->empty[g], err))
            return -1;
    for (i = 0; i < p->n_educators * p->n_groups; i++)
        if (add_column(m, 1, &m->step[i], err))
            return -1;
    return 0;
}

/* Put a column into the row that is being made. */
static void
put(struct coh_deploy_model *m, size_t *n, size_t column, double value)
{
    if (column == COH_DEPLOY_NO_COLUMN)
        return;
    m->at[*n] = column;
    m->value[(*n)++] = value;
}

static int
row(struct coh_deploy_model *m, double low, double high, size_t n,
    struct coh_error *err)
{
    return coh_program_row(&m->program, low, high, n, m->at, m->value, err);
}

static int
add_groups(struct coh_deploy_model *m, struct coh_error *err)
{
    const struct coh_deploy *p = m->p;
    size_t e, g, k, n;

    for (g = 0; g < p->n_groups; g++) {
        for (n = e = 0; e < p->n_educators; e++)
            put(m, &n, m->lead[e * p->n_groups + g], 1);
        if (row(m, -COH_PROGRAM_FREE, 1, n, err))
            return -1;
        for (n = e = 0; e < p->n_educators; e++)
            put(m, &n, m->support[e * p->n_groups + g], 1);
        if (row(m, -COH_PROGRAM_FREE, (double)m->cap[g], n, err))
            return -1;
        put(m, &n, m->empty[g], 1);
        if (row(m, (double)(p->seats - 1), COH_PROGRAM_FREE, n, err))
            return -1;
    }
    for (k = 0; k < p->n_educators * p->n_groups; k++) {
        n = 0;
        put(m, &n, m->lead[k], 1);
        put(m, &n, m->support[k], 1);
        if (row(m, -COH_PROGRAM_FREE, 1, n, err))
            return -1;
    }
    return 0;
}

/* All places of an educator, in one block or (n_blocks) in all. */
static size_t
places(struct coh_deploy_model *m, size_t e, size_t block)
{
    const struct coh_deploy *p = m->p;
    size_t g, n = 0;

    for (g = 0; g < p->n_groups; g++)
        if (block == p->n_blocks || p->block[g] == block) {
            put(m, &n, m->lead[e * p->n_groups + g], 1);
            put(m, &n, m->support[e * p->n_groups + g], 1);
        }
    return n;
}

static int
add_loads(struct coh_deploy_model *m, struct coh_error *err)
{
    const struct coh_deploy *p = m->p;
    const struct coh_deploy_dropped *d = m->dropped;
    size_t e, b, g, n;
    double low, high;

    for (e = 0; e < p->n_educators; e++) {
        low = holds(d ? d->min : NULL, e) ? (double)p->min[e] : 0;
        high = p->max[e] != COH_DEPLOY_ANY && holds(d ? d->max : NULL, e)
                   ? (double)p->max[e]
                   : COH_PROGRAM_FREE;
        n = places(m, e, p->n_blocks);
        /* A minimum above the maximum is two rows: none is crossed bounds. */
        if (row(m, low, COH_PROGRAM_FREE, n, err) ||
            row(m, -COH_PROGRAM_FREE, high, n, err))
            return -1;
        for (g = 0; g < p->n_groups; g++)
            put(m, &n, m->step[e * p->n_groups + g], -1);
        if (row(m, 0, 0, n, err))
            return -1;
        if (p->at_once[e] == COH_DEPLOY_ANY || !holds(d ? d->at_once : NULL, e))
            continue;
        for (b = 0; b < p->n_blocks; b++) {
            n = places(m, e, b);
            if (row(m, -COH_PROGRAM_FREE, (double)p->at_once[e], n, err))
                return -1;
        }
    }
    return 0;
}

static int
add_rules(struct coh_deploy_model *m, struct coh_error *err)
{
    const struct coh_deploy *p = m->p;
    size_t i, e, n, k;

    for (i = 0; i < p->n_rules; i++) {
        if (p->rule[i].kind != COH_DEPLOY_REQUIRE ||
            !holds(m->dropped ? m->dropped->rule : NULL, i))
            continue;
        k = p->rule[i].educator * p->n_groups + p->rule[i].group;
        n = 0;
        put(m, &n, m->lead[k], 1);
        put(m, &n, m->support[k], 1);
        if (row(m, 1, COH_PROGRAM_FREE, n, err))
            return -1;
    }
    for (i = 0; i < p->n_wants; i++) {
        for (n = e = 0; e < p->n_educators; e++) {
            k = e * p->n_groups + p->want[i].group;
            if (!p->want[i].who[e])
                continue;
            put(m, &n, m->lead[k], 1);
            put(m, &n, m->support[k], 1);
        }
        put(m, &n, m->want[i], 1);
        if (row(m, 1, COH_PROGRAM_FREE, n, err))
            return -1;
    }
    return 0;
}

int
coh_deploy_model_open(struct coh_deploy_model *m, const struct coh_deploy *p,
                      const struct coh_deploy_dropped *dropped,
                      struct coh_error *err)
{
    size_t cells = p->n_educators * p->n_groups;
    size_t columns = 3 * cells + p->n_wants + p->n_groups;

    *m = (struct coh_deploy_model)COH_DEPLOY_MODEL_INIT;
    m->p = p;
    m->dropped = dropped;
    if (coh_program_open(&m->program, err))
        return -1;
    m->lead = coh_alloc_array(cells, sizeof(*m->lead), err);
    m->support = coh_alloc_array(cells, sizeof(*m->support), err);
    m->step = coh_alloc_array(cells, sizeof(*m->step), err);
    m->want = coh_alloc_array(p->n_wants, sizeof(*m->want), err);
    m->empty = coh_alloc_array(p->n_groups, sizeof(*m->empty), err);
    m->cap = coh_alloc_array(p->n_groups, sizeof(*m->cap), err);
    m->at = coh_alloc_array(columns, sizeof(*m->at), err);
    m->value = coh_alloc_array(columns, sizeof(*m->value), err);
    if (!m->lead || !m->support || !m->step || !m->want || !m->empty ||
        !m->cap || !m->at || !m->value)
        return -1;
    count_caps(m);
    return add_columns(m, err) || add_groups(m, err) || add_loads(m, err) ||
                   add_rules(m, err)
               ? -1
               : 0;
}

void
coh_deploy_model_close(struct coh_deploy_model *m)
{
    coh_program_close(&m->program);
    coh_free(m->lead);
    coh_free(m->support);
    coh_free(m->step);
    coh_free(m->want);
    coh_free(m->empty);
    coh_free(m->cap);
    coh_free(m->at);
    coh_free(m->value);
    *m = (struct coh_deploy_model)COH_DEPLOY_MODEL_INIT;
}

/* What the aim counts, as a row; *fixed is what it has without any column. */
static size_t
count_aim(struct coh_deploy_model *m, enum coh_deploy_aim aim, int64_t *fixed)
{
    const struct coh_deploy *p = m->p;
    size_t e, g, i, k = 0, n = 0;

    *fixed = aim == COH_DEPLOY_UNLED ? (int64_t)p->n_groups : 0;
    if (aim == COH_DEPLOY_UNMET)
        for (i = 0; i < p->n_wants; i++)
            put(m, &n, m->want[i], 1);
    if (aim == COH_DEPLOY_EMPTY)
        for (g = 0; g < p->n_groups; g++)
            put(m, &n, m->empty[g], 1);
    for (e = 0; e < p->n_educators; e++)
        for (g = 0; g < p->n_groups; g++, k++) {
            int level = p->level[k], gap = p->need[g] - level;

            if (aim == COH_DEPLOY_UNLED)
                put(m, &n, m->lead[k], -1);
            if (aim == COH_DEPLOY_HELP)
                put(m, &n, m->support[k], 1);
            if (aim == COH_DEPLOY_GAP && gap > 0)
                put(m, &n, m->lead[k], gap);
            if (aim == COH_DEPLOY_LEVEL)
                put(m, &n, m->lead[k], -level);
            if (aim == COH_DEPLOY_SUPPORT)
                put(m, &n, m->support[k], -level);
            if (aim == COH_DEPLOY_PREFER) {
                put(m, &n, m->lead[k], -p->points[k]);
                put(m, &n, m->support[k], -p->points[k]);
            }
            /* 1 + 3 + 5 + … = load², and the cheapest are taken first. */
            if (aim == COH_DEPLOY_EVEN)
                put(m, &n, m->step[k], (double)(2 * g + 1));
        }
    return n;
}

static int
undecided(struct coh_error *err)
{
    return coh_fail(err, COH_INPUT,
                    "whether the demands can be met stayed undecided");
}

int
coh_deploy_model_possible(struct coh_deploy_model *m, int *possible,
                          struct coh_error *err)
{
    if (coh_program_solve(&m->program, NODES, err))
        return -1;
    if (m->program.end == COH_PROGRAM_STOPPED && !m->program.found)
        return undecided(err);
    *possible = m->program.end != COH_PROGRAM_IMPOSSIBLE;
    return 0;
}

int
coh_deploy_model_aim(struct coh_deploy_model *m, enum coh_deploy_aim aim,
                     int64_t *total, int *proved, struct coh_error *err)
{
    int64_t fixed, found;
    size_t i, n = count_aim(m, aim, &fixed);

    *total = fixed;
    for (i = 0; i < n; i++)
        coh_program_cost(&m->program, m->at[i], m->value[i]);
    if (coh_program_solve(&m->program, NODES, err))
        return -1;
    if (!m->program.found)
        return undecided(err);
    if (m->program.end != COH_PROGRAM_BEST)
        *proved = 0;
    for (found = 0, i = 0; i < n; i++) {
        found += llround(m->program.value[m->at[i]]) * llround(m->value[i]);
        coh_program_cost(&m->program, m->at[i], 0);
    }
    *total += found;
    return row(m, -COH_PROGRAM_FREE, (double)found, n, err);
}

int
coh_deploy_model_is(const struct coh_deploy_model *m, size_t column)
{
    return column != COH_DEPLOY_NO_COLUMN && m->program.value[column] > 0.5;
}

/* 1 if it can be; it stays what it becomes. The values found last are of a plan
 * that holds, also after a failed try. */
static int
settle(struct coh_deploy_model *m, size_t column, double *kept, int *proved,
       struct coh_error *err)
{
    size_t i;
    int is = kept[column] > 0.5;

    coh_program_bounds(&m->program, column, 1, 1);
    if (is)
        return 0;
    if (coh_program_solve(&m->program, NODES, err))
        return -1;
    if (m->program.end == COH_PROGRAM_STOPPED && !m->program.found)
        *proved = 0;
    if (m->program.found) {
        for (i = 0; i < m->program.columns; i++)
            kept[i] = m->program.value[i];
        return 0;
    }
    coh_program_bounds(&m->program, column, 0, 0);
    return 0;
}

int
coh_deploy_model_order(struct coh_deploy_model *m, int *proved,
                       struct coh_error *err)
{
    const struct coh_deploy *p = m->p;
    size_t i, e, g, k;
    double *kept = coh_alloc_array(m->program.columns, sizeof(*kept), err);
    int rc = -1, led;

    if (!kept)
        return -1;
    for (i = 0; i < m->program.columns; i++)
        kept[i] = m->program.value[i];
    for (g = 0; g < p->n_groups; g++) {
        for (led = 0, e = 0; e < p->n_educators && !led; e++) {
            k = e * p->n_groups + g;
            if (m->lead[k] == COH_DEPLOY_NO_COLUMN)
                continue;
            if (settle(m, m->lead[k], kept, proved, err))
                goto out;
            led = kept[m->lead[k]] > 0.5;
        }
        for (e = 0; e < p->n_educators; e++) {
            k = e * p->n_groups + g;
            if (m->support[k] != COH_DEPLOY_NO_COLUMN &&
                settle(m, m->support[k], kept, proved, err))
                goto out;
        }
    }
    /* A solve that failed has left no values. */
    for (i = 0; i < m->program.columns; i++)
        m->program.value[i] = kept[i];
    rc = 0;
out:
    coh_free(kept);
    return rc;
}
