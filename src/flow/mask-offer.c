/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "flow/mask.h"

/*
 * What would hide less: each by-column dropped, and the two smallest values of
 * each merged, are put to the same judgement. Only counts are looked at.
 */

enum { MOST_CELLS = 400 }; /* beyond that, trying takes too long */

/* A way to count again. */
struct way {
    size_t column; /* which by-column */
    int drop;      /* leave it out; else merge a and b */
    struct coh_span a, b;
    size_t rows, hidden;
};

/* The table of a sheet counted that way. */
struct again {
    const struct coh_mask *m;
    const struct coh_mask_block *b;
    const struct way *way;
    size_t va, vb; /* numbers of a and b, or COH_MASK_NONE */
    size_t dims, cells, sums;
    size_t *size;
    int64_t *count;
    unsigned char *empty, *standing;
};

/* The new value of by-column `d`, whose size is in again->size. */
static size_t
new_value(const struct again *g, size_t d, size_t v)
{
    size_t n = g->b->values[d];

    if (d != g->way->column || g->vb == COH_MASK_NONE || v == n)
        return v == n ? g->size[g->way->drop && d > g->way->column ? d - 1 : d]
                      : v;
    if (v == g->vb)
        v = g->va;
    else if (v > g->vb)
        v--;
    return v;
}

/* Where a place goes: into which cell (or COH_MASK_NONE) and which sum. */
static void
new_place(const struct again *g, size_t place, size_t *cell, size_t *sum)
{
    size_t d, to = 0, dims = g->m->plan.by.n;

    *cell = *sum = 0;
    for (d = 0; d < dims; d++) {
        size_t v = coh_mask_value_at(g->b, dims, place, d), n;

        if (g->way->drop && d == g->way->column) {
            if (v < g->b->values[d])
                *sum = COH_MASK_NONE;
            continue;
        }
        n = g->size[to++];
        v = new_value(g, d, v);
        if (v == n && n > 1)
            *cell = COH_MASK_NONE;
        if (*cell != COH_MASK_NONE)
            *cell = *cell * n + (v == n ? 0 : v);
        if (n > 1 && *sum != COH_MASK_NONE)
            *sum = *sum * (n + 1) + v;
    }
}

static int
open_again(struct again *g, struct coh_error *err)
{
    size_t d, dims = g->m->plan.by.n;

    g->size = coh_alloc_array(dims + 1, sizeof(*g->size), err);
    if (!g->size)
        return -1;
    g->cells = g->sums = 1;
    for (d = 0; d < dims; d++) {
        size_t n = g->b->values[d];

        if (d == g->way->column && g->way->drop)
            continue;
        if (d == g->way->column && g->vb != COH_MASK_NONE)
            n--;
        g->size[g->dims++] = n;
        g->cells *= n;
        g->sums *= n > 1 ? n + 1 : 1;
    }
    g->count = coh_alloc_array(g->cells, sizeof(*g->count), err);
    g->empty = coh_alloc_array(g->cells, 1, err);
    g->standing = coh_alloc_array(g->sums, 1, err);
    return g->count && g->empty && g->standing ? 0 : -1;
}

static void
close_again(struct again *g)
{
    coh_free(g->size);
    coh_free(g->count);
    coh_free(g->empty);
    coh_free(g->standing);
}

/* Counts from the cells, and which margins stand, from one sheet's problem. */
static void
fill_again(struct again *g, const struct coh_mask_sheet *s)
{
    const struct coh_privacy_sum *sum = s->problem.sum;
    size_t place, i, cell, at;

    memset(g->standing, 0, g->sums);
    for (i = 0; i < g->cells; i++) {
        g->count[i] = 0;
        g->empty[i] = 1;
    }
    for (place = 0; place < g->b->places; place++) {
        const struct coh_privacy_sum *from = &sum[g->b->sum[place]];
        size_t d, margin = 0, dims = g->m->plan.by.n;

        for (d = 0; d < dims; d++)
            margin +=
                coh_mask_value_at(g->b, dims, place, d) == g->b->values[d];
        new_place(g, place, &cell, &at);
        if (s->row[place] != COH_MASK_NONE && at != COH_MASK_NONE)
            g->standing[at] = 1;
        if (margin || cell == COH_MASK_NONE)
            continue;
        g->count[cell] += from->count;
        g->empty[cell] &= (unsigned char)from->empty;
    }
}

/* Rows and hidden ones of one block counted again; all hidden when no pattern
 * is safe. */
static int
try_block(struct way *way, struct again *g, struct coh_error *err)
{
    const struct coh_mask_block *b = g->b;
    size_t n = b->sheets, s, i, refused;
    struct coh_privacy_problem *p = coh_alloc_array(n, sizeof(*p), err);
    struct coh_privacy_answer *a = coh_alloc_array(n, sizeof(*a), err);
    struct coh_privacy_problem **pp = coh_alloc_array(n, sizeof(*pp), err);
    struct coh_privacy_answer **aa = coh_alloc_array(n, sizeof(*aa), err);
    int rc = -1;

    if (!p || !a || !pp || !aa)
        goto out;
    for (s = 0; s < n; s++) {
        struct coh_mask_shape shape = {.dims = g->dims,
                                       .size = g->size,
                                       .count = g->count,
                                       .empty = g->empty,
                                       .standing = g->standing,
                                       .min_n = g->m->ask->min_n};

        p[s] = (struct coh_privacy_problem)COH_PRIVACY_PROBLEM_INIT;
        a[s] = (struct coh_privacy_answer)COH_PRIVACY_ANSWER_INIT;
        pp[s] = &p[s];
        aa[s] = &a[s];
        fill_again(g, &b->sheet[s]);
        if (coh_mask_problem(&p[s], &shape, NULL, err))
            goto out;
    }
    if (coh_mask_settle_block(pp, aa, n, &refused, err))
        goto out;
    for (s = 0; s < n; s++)
        for (i = 0; i < p[s].n; i++) {
            if (p[s].sum[i].known || p[s].sum[i].aside || p[s].sum[i].empty)
                continue;
            way->rows++;
            way->hidden += refused < n || a[s].hidden[i];
        }
    rc = 0;
out:
    for (s = 0; p && a && s < n; s++) {
        coh_privacy_problem_release(&p[s]);
        coh_privacy_answer_release(&a[s]);
    }
    coh_free(p);
    coh_free(a);
    coh_free(pp);
    coh_free(aa);
    return rc;
}

static size_t
value_number(const struct coh_mask_block *b, size_t d, struct coh_span s)
{
    size_t v;

    for (v = 0; v < b->values[d]; v++)
        if (coh_span_equal(b->value[d][v], s))
            return v;
    return COH_MASK_NONE;
}

static int
try_way(const struct coh_mask *m, struct way *way, struct coh_error *err)
{
    size_t i;
    int rc = 0;

    way->rows = way->hidden = 0;
    for (i = 0; i < m->blocks && !rc; i++) {
        struct again g = {.m = m,
                          .b = &m->block[i],
                          .way = way,
                          .va = COH_MASK_NONE,
                          .vb = COH_MASK_NONE};

        if (!way->drop) {
            g.va = value_number(g.b, way->column, way->a);
            g.vb = value_number(g.b, way->column, way->b);
            if (g.va == COH_MASK_NONE || g.vb == COH_MASK_NONE) {
                g.va = g.vb = COH_MASK_NONE;
            } else if (g.va > g.vb) {
                size_t v = g.va;

                g.va = g.vb;
                g.vb = v;
            }
        }
        rc = open_again(&g, err) || try_block(way, &g, err) ? -1 : 0;
        close_again(&g);
    }
    return rc;
}

/* ---- which ways ---- */

/* The two values with the fewest students, of three or more. */
static int
two_smallest(const struct coh_mask *m, size_t d, struct way *way)
{
    int64_t least[2] = {INT64_MAX, INT64_MAX};
    const struct coh_mask_block *b = &m->block[0];
    size_t v, place, dims = m->plan.by.n;

    if (b->values[d] < 3)
        return 0;
    for (v = 0; v < b->values[d]; v++) {
        int64_t n = 0;

        for (place = 0; place < b->places; place++) {
            size_t k, fits = 1;

            for (k = 0; k < dims; k++)
                fits &= coh_mask_value_at(b, dims, place, k) ==
                        (k == d ? v : b->values[k]);
            if (fits)
                n = b->sheet[0].problem.sum[b->sum[place]].count;
        }
        if (n < least[0]) {
            least[1] = least[0];
            way->b = way->a;
            least[0] = n;
            way->a = b->value[d][v];
        } else if (n < least[1]) {
            least[1] = n;
            way->b = b->value[d][v];
        }
    }
    return 1;
}

/* A smaller share hidden; of equals the one with more rows. */
static int
is_better(const struct way *a, const struct way *b)
{
    size_t x = a->hidden * b->rows, y = b->hidden * a->rows;

    if (!a->rows || a->hidden == a->rows)
        return 0;
    return x < y || (x == y && a->rows > b->rows);
}

static int
say_way(const struct coh_mask *m, const struct way *way, const struct way *now,
        struct coh_text *into, struct coh_error *err)
{
    struct coh_span name = m->table.header.name[m->plan.by.at[way->column]];
    char one[COH_QUOTE_SIZE], two[COH_QUOTE_SIZE];

    if (into->length && coh_text_add_string(into, "; ", err))
        return -1;
    coh_quote(way->a.bytes, way->a.length, one);
    coh_quote(way->b.bytes, way->b.length, two);
    if (way->drop
            ? coh_text_format(
                  into, err, "counted without '%.*s' it would be %zu of %zu",
                  (int)name.length, name.bytes, way->hidden, way->rows)
            : coh_text_format(into, err,
                              "--merge '%.*s:%s+%s=%s or %s' hides %zu of %zu",
                              (int)name.length, name.bytes, one, two, one, two,
                              way->hidden, way->rows))
        return -1;
    return now->rows ? coh_text_format(into, err, " instead of %zu of %zu",
                                       now->hidden, now->rows)
                     : 0;
}

static int
is_tried(const struct coh_mask *m)
{
    size_t i, n = 0;

    for (i = 0; i < m->blocks; i++)
        n += m->block[i].places * m->block[i].sheets;
    return m->plan.kind->merges && m->plan.by.n && n && n <= MOST_CELLS;
}

/* One column must stay, and levels are what is counted. */
static int
may_drop(const struct coh_mask *m, size_t d)
{
    return m->plan.by.n > 1 &&
           !coh_span_is(m->table.header.name[m->plan.by.at[d]], "level");
}

int
coh_mask_offer(const struct coh_mask *m, const struct coh_mask_tally *tally,
               struct coh_text *into, struct coh_error *err)
{
    struct way now = {.rows = tally ? tally->rows : 0,
                      .hidden = tally ? tally->hidden : 0};
    int drop;
    size_t d;

    if (!is_tried(m))
        return 0;
    for (drop = 0; drop < 2; drop++) {
        struct way best = {.rows = 1, .hidden = 1};
        int found = 0;

        if (tally)
            best = now;
        for (d = 0; d < m->plan.by.n; d++) {
            struct way way = {.column = d, .drop = drop};

            if (drop ? !may_drop(m, d) : !two_smallest(m, d, &way))
                continue;
            if (try_way(m, &way, err))
                return -1;
            if (is_better(&way, &best)) {
                best = way;
                found = 1;
            }
        }
        if (found && say_way(m, &best, &now, into, err))
            return -1;
    }
    return 0;
}
