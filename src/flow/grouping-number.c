/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "flow/grouping-internal.h"

/* Up to so many groups are matched with earlier ones as well as can be; the
 * work grows with the cube. */
#define MATCHED 500

/* A group, and what must be alike for two to be interchangeable. */
struct seat {
    size_t group; /* from 0 */
    size_t min, max, theme;
    int may_close;
    uint64_t ruled; /* by which rules it is named */
    /* What is in it. */
    size_t size, first; /* the first student */
    double mean;        /* of the first measure; NAN: nobody has it */
};

static int
by_class(const struct seat *a, const struct seat *b)
{
    if (a->min != b->min)
        return a->min < b->min ? -1 : 1;
    if (a->max != b->max)
        return a->max < b->max ? -1 : 1;
    if (a->theme != b->theme)
        return a->theme < b->theme ? -1 : 1;
    if (a->may_close != b->may_close)
        return a->may_close - b->may_close;
    return a->ruled < b->ruled ? -1 : a->ruled > b->ruled;
}

static int
by_class_and_number(const void *a, const void *b)
{
    const struct seat *x = a, *y = b;
    int d = by_class(x, y);

    return d ? d : x->group < y->group ? -1 : x->group > y->group;
}

/* Closed ones last; by the first measure; by the first student. */
static int
by_content(const void *a, const void *b)
{
    const struct seat *x = a, *y = b;

    if (!x->size != !y->size)
        return !x->size - !y->size;
    if (isnan(x->mean) != isnan(y->mean))
        return isnan(x->mean) - isnan(y->mean);
    if (!isnan(x->mean) && x->mean != y->mean)
        return x->mean < y->mean ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

static void
fill_seats(const struct coh_grouping *g, const size_t *group, struct seat *seat)
{
    size_t i, r, j;

    for (i = 0; i < g->p.k; i++)
        seat[i] = (struct seat){
            .group = i,
            .min = g->min[i],
            .max = g->max[i],
            .theme = g->e.theme_of ? g->e.theme_of[i] : 0,
            .may_close = g->p.may_close ? g->p.may_close[i] : 0,
            .first = g->p.n,
            .mean = NAN,
        };
    for (r = 0; r < g->p.n_rules; r++) {
        struct coh_random random = {.state = r + 1};
        uint64_t sign = coh_random_next(&random);

        for (j = 0; j < g->rule[r].n_groups; j++)
            seat[g->rule[r].group[j] - 1].ruled += sign;
    }
    for (i = g->p.n; i-- > 0;) {
        seat[group[i] - 1].size++;
        seat[group[i] - 1].first = i;
    }
}

/* The mean of the first measure in each group, in the order of rows. */
static void
fill_means(const struct coh_grouping *g, const size_t *group, struct seat *seat)
{
    size_t i, k, n;
    double x, sum;

    for (k = 0; k < g->p.k; k++) {
        for (sum = 0, n = 0, i = 0; i < g->p.n; i++) {
            if (group[i] != k + 1)
                continue;
            x = g->e.raw[i * g->e.measures];
            if (!isnan(x)) {
                sum += x;
                n++;
            }
        }
        seat[k].mean = n ? sum / (double)n : NAN;
    }
}

/* ---- earlier numbers ---- */

/* Of an n × n matrix the row for each column, so that Σ is least (Kuhn 1955,
 * in the shortest-path form): columns and rows from 1, row 0 is scratch. */
struct matching {
    size_t n;
    const int64_t *cost;
    int64_t *u, *v, *least;
    size_t *row, *way;
    unsigned char *used;
};

/* The column that is reached next at least cost from those used. */
static size_t
grow(struct matching *m, size_t from)
{
    size_t row = m->row[from], j, next = 0;
    int64_t rest, delta = INT64_MAX;

    for (j = 1; j <= m->n; j++) {
        if (m->used[j])
            continue;
        rest = m->cost[(row - 1) * m->n + j - 1] - m->u[row] - m->v[j];
        if (rest < m->least[j]) {
            m->least[j] = rest;
            m->way[j] = from;
        }
        if (m->least[j] < delta) {
            delta = m->least[j];
            next = j;
        }
    }
    for (j = 0; j <= m->n; j++)
        if (m->used[j]) {
            m->u[m->row[j]] += delta;
            m->v[j] -= delta;
        } else {
            m->least[j] -= delta;
        }
    return next;
}

static void
match_row(struct matching *m, size_t row)
{
    size_t j, at = 0;

    for (j = 0; j <= m->n; j++) {
        m->least[j] = INT64_MAX / 2;
        m->used[j] = 0;
    }
    m->row[0] = row;
    do {
        m->used[at] = 1;
        at = grow(m, at);
    } while (m->row[at]);
    while (at) {
        m->row[at] = m->row[m->way[at]];
        at = m->way[at];
    }
}

/* row[1 … n] of the matching; all memory is the arena's. */
static int
match(struct coh_grouping *g, struct matching *m, struct coh_error *err)
{
    size_t row;

    m->u = coh_grouping_array(g, m->n + 1, sizeof(*m->u), err);
    m->v = coh_grouping_array(g, m->n + 1, sizeof(*m->v), err);
    m->least = coh_grouping_array(g, m->n + 1, sizeof(*m->least), err);
    m->row = coh_grouping_array(g, m->n + 1, sizeof(*m->row), err);
    m->way = coh_grouping_array(g, m->n + 1, sizeof(*m->way), err);
    m->used = coh_grouping_array(g, m->n + 1, 1, err);
    if (!m->u || !m->v || !m->least || !m->row || !m->way || !m->used)
        return -1;
    for (row = 1; row <= m->n; row++)
        match_row(m, row);
    return 0;
}

/* Open groups of a class get the names that most of their students had. */
static int
keep_names(struct coh_grouping *g, const size_t *group, struct seat *content,
           const size_t *number, size_t n, struct coh_error *err)
{
    struct seat *sorted = coh_grouping_array(g, n, sizeof(*sorted), err);
    int64_t *cost = coh_grouping_array(g, n * n, sizeof(*cost), err);
    struct matching m = {.n = n, .cost = cost};
    size_t i, c, q;

    if (!sorted || !cost)
        return -1;
    for (i = 0; i < g->p.n; i++) {
        for (c = 0; c < n && content[c].group + 1 != group[i]; c++)
            ;
        for (q = 0; c < n && g->e.previous[i] && q < n; q++)
            if (coh_span_is(coh_span_of(g->e.previous[i]),
                            g->e.group[number[q]]))
                cost[c * n + q]--;
    }
    if (match(g, &m, err))
        return -1;
    for (q = 0; q < n; q++)
        sorted[q] = content[m.row[q + 1] - 1];
    for (q = 0; q < n; q++)
        content[q] = sorted[q];
    return 0;
}

/* ---- all ---- */

/* Renumber the groups of one class: seat[0 … n − 1], in order of number. */
static int
number_class(struct coh_grouping *g, const size_t *group, struct seat *seat,
             size_t n, size_t *now, struct coh_error *err)
{
    size_t *number = coh_grouping_array(g, n, sizeof(*number), err);
    size_t i, open = 0;

    if (!number)
        return -1;
    for (i = 0; i < n; i++) {
        number[i] = seat[i].group;
        open += seat[i].size > 0;
    }
    qsort(seat, n, sizeof(*seat), by_content);
    if (g->e.previous && g->method != COH_GROUP_SIMILAR && open > 1 &&
        open <= MATCHED && keep_names(g, group, seat, number, open, err))
        return -1;
    for (i = 0; i < n; i++)
        now[seat[i].group] = number[i];
    return 0;
}

/* Bands come with numbers that have a meaning. */
static int
has_bands(const struct coh_grouping *g)
{
    size_t r;

    if (!g->p.score || g->p.may_close || (g->p.previous && g->p.company))
        return 0;
    for (r = 0; r < g->p.n_rules; r++)
        if (g->rule[r].kind != COH_GROUP_TOGETHER &&
            g->rule[r].kind != COH_GROUP_APART &&
            g->rule[r].kind != COH_GROUP_PIN)
            return 0;
    return 1;
}

int
coh_grouping_number(struct coh_grouping *g, size_t *group,
                    struct coh_error *err)
{
    struct seat *seat;
    size_t *now, i, j;

    if (has_bands(g))
        return 0;
    seat = coh_grouping_array(g, g->p.k, sizeof(*seat), err);
    now = coh_grouping_array(g, g->p.k, sizeof(*now), err);
    if (!seat || !now)
        return -1;
    fill_seats(g, group, seat);
    if (g->method == COH_GROUP_SIMILAR)
        fill_means(g, group, seat);
    qsort(seat, g->p.k, sizeof(*seat), by_class_and_number);
    for (i = 0; i < g->p.k; i = j) {
        for (j = i + 1; j < g->p.k && by_class(&seat[i], &seat[j]) == 0; j++)
            ;
        if (number_class(g, group, &seat[i], j - i, now, err))
            return -1;
    }
    for (i = 0; i < g->p.n; i++)
        group[i] = now[group[i] - 1] + 1;
    return 0;
}
