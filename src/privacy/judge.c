/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/date.h"
#include "privacy/ledger.h"

/* A value of a column that a release does not split by is NULL: all. */
static const char *
value_in(const struct coh_release *r, const struct coh_release_group *g,
         const char *column)
{
    size_t i;

    for (i = 0; i < r->columns; i++)
        if (!strcmp(r->column[i], column))
            return g->value[i];
    return NULL;
}

static int
has_column(const struct coh_release *r, const char *column)
{
    size_t i;

    for (i = 0; i < r->columns; i++)
        if (!strcmp(r->column[i], column))
            return 1;
    return 0;
}

static int
same_value(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

/* The value that all groups have in common, as COL=VALUE gave it; else NULL. */
static const char *
fixed_in(const struct coh_release *r, const char *column)
{
    const char *is = NULL, *value;
    size_t i;

    for (i = 0; i < r->groups; i++) {
        value = value_in(r, &r->group[i], column);
        if (!value || (is && strcmp(is, value) != 0))
            return NULL;
        is = value;
    }
    return is;
}

/* How many days a table speaks of that ends on a day or on that of its release;
 * -1: all there are. */
static long
days_of(const struct coh_release *r)
{
    coh_date since, until;

    if (!*r->since || coh_date_parse(coh_span_of(r->since), &since) ||
        coh_date_parse(coh_span_of(*r->until ? r->until : r->day), &until))
        return -1;
    return (long)(until - since);
}

/* Is it the same table at another time? What stands in its place must mean the
 * same: of this week, not of the last eight. */
static int
same_series(const struct coh_release *a, const struct coh_release *b)
{
    size_t i;

    if (a->columns != b->columns || a->width != b->width ||
        strcmp(a->how, b->how) != 0)
        return 0;
    if (strcmp(a->since, b->since) != 0 && days_of(a) != days_of(b))
        return 0;
    for (i = 0; i < a->columns; i++)
        if (!has_column(b, a->column[i]) ||
            !same_value(fixed_in(a, a->column[i]), fixed_in(b, a->column[i])))
            return 0;
    for (i = 0; i < a->width; i++)
        if (strcmp(a->header[i], b->header[i]) != 0)
            return 0;
    return 1;
}

/* Do they mean the same students: the same value of each column of either? */
static int
same_group(const struct coh_release *a, const struct coh_release_group *x,
           const struct coh_release *b, const struct coh_release_group *y)
{
    size_t i;

    for (i = 0; i < a->columns; i++)
        if (!same_value(x->value[i], value_in(b, y, a->column[i])))
            return 0;
    for (i = 0; i < b->columns; i++)
        if (y->value[i] && !has_column(a, b->column[i]))
            return 0;
    return 1;
}

static const struct coh_release_group *
find_group(const struct coh_release *in, const struct coh_release *of,
           const struct coh_release_group *g)
{
    size_t i;

    for (i = 0; i < in->groups; i++)
        if (same_group(of, g, in, &in->group[i]))
            return &in->group[i];
    return NULL;
}

/* Are all of `x` among `y`: has it each value that `y` has? */
static int
is_part(const struct coh_release *a, const struct coh_release_group *x,
        const struct coh_release *b, const struct coh_release_group *y)
{
    size_t i;

    for (i = 0; i < b->columns; i++)
        if (y->value[i] &&
            !same_value(value_in(a, x, b->column[i]), y->value[i]))
            return 0;
    return 1;
}

/* Has one of them a group that is part of one of the other's? */
static int
overlap(const struct coh_release *a, const struct coh_release *b)
{
    size_t i, j;

    for (i = 0; i < a->groups; i++)
        for (j = 0; j < b->groups; j++)
            if (is_part(a, &a->group[i], b, &b->group[j]) ||
                is_part(b, &b->group[j], a, &a->group[i]))
                return 1;
    return 0;
}

static int
is_near(int64_t a, int64_t b, int64_t min_n)
{
    int64_t apart = a > b ? a - b : b - a;

    return apart > 0 && apart < min_n;
}

/* What comparing two releases comes to. */
struct meeting {
    int near;     /* some group's counts are too near */
    int differ;   /* some group's counts are not equal */
    size_t group; /* the first that is too near, in `now` */
    int64_t then;
};

static void
meet_group(struct meeting *m, size_t at, int64_t now, int64_t then,
           int64_t min_n)
{
    m->differ |= now != then;
    if (m->near || !is_near(now, then, min_n))
        return;
    m->near = 1;
    m->group = at;
    m->then = then;
}

/* With `all`, a group that one of them lacks counts nobody there. */
static struct meeting
meet(const struct coh_release *now, const struct coh_release *then, int all,
     int64_t min_n)
{
    struct meeting m = {0};
    size_t i;

    for (i = 0; i < now->groups; i++) {
        const struct coh_release_group *g = &now->group[i];
        const struct coh_release_group *was = find_group(then, now, g);

        if (was || all)
            meet_group(&m, i, g->count, was ? was->count : 0, min_n);
    }
    for (i = 0; all && i < then->groups; i++)
        if (!find_group(now, then, &then->group[i]))
            meet_group(&m, now->groups, 0, then->group[i].count, min_n);
    return m;
}

static int
same_cells(const struct coh_release *a, const struct coh_release *b)
{
    size_t i;

    if (a->rows != b->rows)
        return 0;
    for (i = 0; i < a->rows * a->width; i++)
        if (strcmp(a->cell[i], b->cell[i]) != 0)
            return 0;
    return 1;
}

/* Do the numbers of a row, in columns that both have, agree? */
static int
same_row(const struct coh_release *a, const struct coh_release_group *x,
         const struct coh_release *b, const struct coh_release_group *y)
{
    const char *const *now = a->cell + (x->row - 1) * a->width;
    const char *const *then = b->cell + (y->row - 1) * b->width;
    size_t i, k;

    for (i = 0; i < a->width; i++)
        for (k = 0; a->own[i] && k < b->width; k++)
            if (!strcmp(a->header[i], b->header[k]) &&
                strcmp(now[i], then[k]) != 0)
                return 0;
    return 1;
}

/* The first group whose count is that of `then` and whose numbers are not;
 * now->groups: there is none. */
static size_t
changed_group(const struct coh_release *now, const struct coh_release *then)
{
    size_t i;

    for (i = 0; now->own && i < now->groups; i++) {
        const struct coh_release_group *g = &now->group[i];
        const struct coh_release_group *was = find_group(then, now, g);

        if (was && was->count == g->count && was->row && g->row && was->shown &&
            g->shown && !same_row(now, g, then, was))
            return i;
    }
    return now->groups;
}

static void
judge_series(struct coh_judgement *j, const struct coh_release *now,
             const struct coh_release *then, int64_t min_n)
{
    struct meeting m = meet(now, then, 1, min_n);

    j->before = then;
    if (m.near) {
        j->kind = COH_JUDGED_NEAR;
        j->against = then;
        j->group = m.group;
        j->then = m.then;
    } else if ((!m.differ && !same_cells(now, then)) ||
               changed_group(now, then) < now->groups) {
        if (j->kind == COH_JUDGED_NEW || j->kind == COH_JUDGED_SAME) {
            j->kind = COH_JUDGED_VALUES;
            j->against = then;
        }
    } else if (!m.differ && j->kind == COH_JUDGED_NEW) {
        j->kind = COH_JUDGED_SAME;
    }
}

static int
judge_other(struct coh_judgement *j, size_t *capacity,
            const struct coh_release *now, const struct coh_release *then,
            int64_t min_n, struct coh_error *err)
{
    struct meeting m = meet(now, then, 0, min_n);
    const size_t changed =
        strcmp(now->how, then->how) ? now->groups : changed_group(now, then);

    if (!m.near && changed < now->groups) {
        m.near = 1;
        m.group = changed;
        m.then = now->group[changed].count;
    }
    if (m.near && !j->against) {
        j->against = then;
        j->group = m.group;
        j->then = m.then;
    }
    if (m.differ || m.near || !overlap(now, then))
        return 0;
    if (coh_reserve(&j->linked, capacity, j->n_linked + 1, sizeof(*j->linked),
                    err))
        return -1;
    j->linked[j->n_linked++] = then;
    return 0;
}

/* ISO days compare as text; "" is open. */
static int
ends_before(const struct coh_release *a, const struct coh_release *b)
{
    return *a->until && *b->since && strcmp(a->until, b->since) < 0;
}

static int
belongs(const struct coh_release *now, const struct coh_release *then)
{
    return !strcmp(now->about, then->about) &&
           !strcmp(now->label, then->label) && !ends_before(now, then) &&
           !ends_before(then, now);
}

int
coh_ledger_judge(const struct coh_ledger *l, const struct coh_release *now,
                 int64_t min_n, struct coh_judgement *j, struct coh_error *err)
{
    struct coh_judgement others = COH_JUDGEMENT_INIT;
    size_t i, capacity = 0;

    *j = (struct coh_judgement)COH_JUDGEMENT_INIT;
    for (i = 0; i < l->n; i++) {
        const struct coh_release *then = l->release[i];

        if (!belongs(now, then))
            continue;
        if (same_series(now, then))
            judge_series(j, now, then, min_n);
        else if (judge_other(&others, &capacity, now, then, min_n, err)) {
            coh_judgement_release(&others);
            return -1;
        }
    }
    j->linked = others.linked;
    j->n_linked = others.n_linked;
    if (!others.against || j->kind == COH_JUDGED_SAME ||
        j->kind == COH_JUDGED_NEAR || j->kind == COH_JUDGED_VALUES)
        return 0;
    /* Another table of nearly these students is out. */
    j->kind = j->before ? COH_JUDGED_NEAR : COH_JUDGED_CLASH;
    j->against = others.against;
    j->group = others.group;
    j->then = others.then;
    if (!j->before)
        j->before = others.against;
    return 0;
}

void
coh_judgement_release(struct coh_judgement *j)
{
    coh_free(j->linked);
    *j = (struct coh_judgement)COH_JUDGEMENT_INIT;
}
