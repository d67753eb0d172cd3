/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-ledger.h"

#include <string.h>

/*
 * Other tables of the same students were released: by other columns, or showing
 * other figures. A reader has what they showed, and must not get what they hid.
 * So the problem of a sheet is put on finer cells, those of all columns
 * together, and the groups of the other tables join it as sums.
 */

enum { MOST_CELLS = 4096 };

/* A column of any of the tables. */
struct axis {
    const char *name;
    const char **value; /* each once */
    size_t values;
    size_t size; /* values, and one for all others where no table splits by
                    this column: then somebody may be elsewhere */
};

struct linking {
    struct coh_mask *m;
    struct coh_mask_table *t;
    struct axis *axis;
    size_t axes, cells;
    size_t *set; /* room for the cells of a sum */
    struct coh_privacy_problem made;
    struct coh_arena arena;
};

/* ---- axes ---- */

static struct axis *
axis_called(struct linking *k, const char *name)
{
    size_t i;

    for (i = 0; i < k->axes; i++)
        if (!strcmp(k->axis[i].name, name))
            return &k->axis[i];
    return NULL;
}

static size_t
value_on(const struct axis *a, const char *value)
{
    size_t v;

    for (v = 0; v < a->values; v++)
        if (!strcmp(a->value[v], value))
            break;
    return v;
}

/* A release by a column splits by it when some group has all its values. */
static int
add_axis(struct linking *k, const struct coh_release *r, size_t column,
         size_t room, struct coh_error *err)
{
    struct axis *a = axis_called(k, r->column[column]);
    int splits = 0;
    size_t i;

    if (!a) {
        a = &k->axis[k->axes];
        a->name = r->column[column];
        a->values = a->size = 0;
        a->value = coh_arena_alloc(&k->arena, room * sizeof(*a->value), err);
        if (!a->value)
            return -1;
        k->axes++;
    }
    for (i = 0; i < r->groups; i++) {
        const char *value = r->group[i].value[column];

        splits |= !value;
        if (value && value_on(a, value) == a->values)
            a->value[a->values++] = value;
    }
    a->size |= (size_t)splits;
    return 0;
}

static int
find_axes(struct linking *k, struct coh_error *err)
{
    const struct coh_judgement *j = &k->t->judgement;
    size_t i, c, columns = k->t->release.columns, room = k->t->release.groups;

    for (i = 0; i < j->n_linked; i++) {
        columns += j->linked[i]->columns;
        room += j->linked[i]->groups;
    }
    k->axis = coh_arena_alloc(&k->arena, (columns + 1) * sizeof(*k->axis), err);
    if (!k->axis)
        return -1;
    for (i = 0; i <= j->n_linked; i++) {
        const struct coh_release *r =
            i < j->n_linked ? j->linked[i] : &k->t->release;

        for (c = 0; c < r->columns; c++)
            if (add_axis(k, r, c, room, err))
                return -1;
    }
    k->cells = 1;
    for (i = 0; i < k->axes; i++) {
        struct axis *a = &k->axis[i];

        a->size = a->values + !a->size;
        k->cells *= a->size;
        if (k->cells > MOST_CELLS)
            return coh_fail(err, COH_INPUT,
                            "the tables released so far split these students "
                            "into more than %d groups, too many to judge with "
                            "this one: take fewer columns",
                            MOST_CELLS);
    }
    k->set = coh_arena_alloc(&k->arena, k->cells * sizeof(*k->set), err);
    return k->set ? 0 : -1;
}

/* ---- sums ---- */

/* Is the cell in the group of a release? */
static int
is_in(const struct linking *k, size_t cell, const struct coh_release *r,
      const struct coh_release_group *g)
{
    size_t i, c;

    for (i = k->axes; i-- > 0; cell /= k->axis[i].size)
        for (c = 0; c < r->columns; c++)
            if (g->value[c] && !strcmp(r->column[c], k->axis[i].name) &&
                value_on(&k->axis[i], g->value[c]) != cell % k->axis[i].size)
                return 0;
    return 1;
}

static int
add_group(struct linking *k, const struct coh_release *r,
          const struct coh_release_group *g, size_t *at, struct coh_error *err)
{
    size_t cell, n = 0;

    for (cell = 0; cell < k->cells; cell++)
        if (is_in(k, cell, r, g))
            k->set[n++] = cell;
    return coh_privacy_add(&k->made, n, k->set, g->count, at, err);
}

/* The place whose cells are those of the sheet's own problem, by number. */
static int
place_of_cell(const struct linking *k, size_t cell, size_t *place)
{
    const struct coh_mask_block *b = k->t->block;
    const struct coh_privacy_problem *p = &k->t->sheet->problem;
    size_t i;

    for (i = 0; i < b->places; i++) {
        const struct coh_privacy_sum *s = &p->sum[b->sum[i]];

        if (s->n == 1 && s->cell[0] == cell) {
            *place = i;
            return 1;
        }
    }
    return 0;
}

/* A sum of the sheet's own problem, on the finer cells. */
static int
add_own(struct linking *k, const struct coh_privacy_sum *own,
        struct coh_error *err)
{
    const struct coh_release *r = &k->t->release;
    struct coh_privacy_sum *made;
    size_t i, cell, place, at, before = k->made.n, n = 0;

    for (i = 0; i < own->n; i++) {
        if (!place_of_cell(k, own->cell[i], &place))
            return coh_fail(err, COH_SYSTEM, "a cell has no place");
        for (cell = 0; cell < k->cells; cell++)
            if (is_in(k, cell, r, &r->group[place]))
                k->set[n++] = cell;
    }
    if (coh_privacy_add(&k->made, n, k->set, own->count, &at, err))
        return -1;
    if (at != before)
        return coh_fail(err, COH_SYSTEM, "two groups are one");
    made = &k->made.sum[at];
    made->known = own->known;
    made->empty = own->empty;
    made->aside = own->aside;
    made->silent = own->silent;
    return 0;
}

/* What another table showed the reader has; what it hid stays hidden. */
static int
add_other(struct linking *k, const struct coh_release *r, struct coh_error *err)
{
    size_t i, at;

    for (i = 0; i < r->groups; i++) {
        struct coh_privacy_sum *s;

        if (add_group(k, r, &r->group[i], &at, err)) {
            coh_error_context(err, "the tables released so far: ");
            return -1;
        }
        s = &k->made.sum[at];
        if (s->empty || s->known)
            continue;
        s->aside = 0;
        s->known = r->group[i].shown;
        s->silent = !r->group[i].shown;
    }
    return 0;
}

/* ---- what is left when one group is taken from another ---- */

/* A group of any of the tables, with its cells. */
struct part {
    const struct coh_release *of;
    const struct coh_release_group *group;
    unsigned char *has; /* of each cell */
    size_t n;
};

static int
see_part(struct linking *k, struct part *p, const struct coh_release *r,
         const struct coh_release_group *g, struct coh_error *err)
{
    size_t cell;

    *p = (struct part){r, g, coh_arena_alloc(&k->arena, k->cells, err), 0};
    if (!p->has)
        return -1;
    for (cell = 0; cell < k->cells; cell++) {
        p->has[cell] = (unsigned char)is_in(k, cell, r, g);
        p->n += p->has[cell];
    }
    return 0;
}

static int
list_parts(struct linking *k, struct part **part, size_t *n,
           struct coh_error *err)
{
    const struct coh_judgement *j = &k->t->judgement;
    size_t i, g;

    *n = k->t->release.groups;
    for (i = 0; i < j->n_linked; i++)
        *n += j->linked[i]->groups;
    *part = coh_arena_alloc(&k->arena, (*n + 1) * sizeof(**part), err);
    if (!*part)
        return -1;
    for (i = *n = 0; i <= j->n_linked; i++) {
        const struct coh_release *r =
            i < j->n_linked ? j->linked[i] : &k->t->release;

        for (g = 0; g < r->groups; g++)
            if (see_part(k, &(*part)[(*n)++], r, &r->group[g], err))
                return -1;
    }
    return 0;
}

/* The cells of `whole` that are not taken, `count` students, who must not be
 * seen when they are few. A sum that is there already knows what it is. */
static int
add_rest(struct linking *k, const struct part *whole,
         const unsigned char *taken, int64_t count, struct coh_error *err)
{
    size_t cell, at, n = 0, before = k->made.n;

    if (count < 0)
        return coh_fail(err, COH_INPUT,
                        "a part of what was released so far counts more than "
                        "its whole: other students; give another --about, or "
                        "--period");
    if (!count || count >= k->made.min_n)
        return 0;
    for (cell = 0; cell < k->cells; cell++)
        if (whole->has[cell] && !taken[cell])
            k->set[n++] = cell;
    if (!n)
        return 0;
    if (coh_privacy_add(&k->made, n, k->set, count, &at, err))
        return -1;
    if (at == before)
        k->made.sum[at].aside = 1;
    return 0;
}

static int
is_within(const struct linking *k, const struct part *a, const struct part *b)
{
    size_t cell;

    if (a->n >= b->n)
        return 0;
    for (cell = 0; cell < k->cells; cell++)
        if (a->has[cell] && !b->has[cell])
            return 0;
    return 1;
}

/* The part of `whole` with value `v` of an axis, if some table has it. */
static const struct part *
find_slice(const struct linking *k, const struct part *part, size_t n,
           const struct part *whole, size_t axis, size_t v)
{
    size_t i, cell, step = 1;

    for (i = axis + 1; i < k->axes; i++)
        step *= k->axis[i].size;
    for (i = 0; i < n; i++) {
        for (cell = 0; cell < k->cells; cell++)
            if (part[i].has[cell] !=
                (whole->has[cell] && cell / step % k->axis[axis].size == v))
                break;
        if (cell == k->cells)
            return &part[i];
    }
    return NULL;
}

/* `whole` without its parts of those values of an axis that were released one
 * by one: all sections, and 5A and 5B each by itself. */
static int
add_others(struct linking *k, const struct part *part, size_t n,
           const struct part *whole, size_t axis, struct coh_error *err)
{
    unsigned char *taken = coh_arena_alloc(&k->arena, k->cells, err);
    int64_t left = whole->group->count;
    size_t v, cell, found = 0;

    if (!taken)
        return -1;
    memset(taken, 0, k->cells);
    for (v = 0; v < k->axis[axis].values; v++) {
        const struct part *slice = find_slice(k, part, n, whole, axis, v);

        if (!slice || !slice->n || slice->n == whole->n)
            continue;
        for (cell = 0; cell < k->cells; cell++)
            taken[cell] |= slice->has[cell];
        left -= slice->group->count;
        found++;
    }
    return found > 1 ? add_rest(k, whole, taken, left, err) : 0;
}

static int
add_rests(struct linking *k, struct coh_error *err)
{
    struct part *part;
    size_t i, j, axis, n;

    if (list_parts(k, &part, &n, err))
        return -1;
    for (i = 0; i < n; i++) {
        for (j = 0; j < n; j++)
            if (part[i].of != part[j].of && is_within(k, &part[j], &part[i]) &&
                add_rest(k, &part[i], part[j].has,
                         part[i].group->count - part[j].group->count, err))
                return -1;
        for (axis = 0; axis < k->axes; axis++)
            if (k->axis[axis].size > k->axis[axis].values &&
                add_others(k, part, n, &part[i], axis, err))
                return -1;
    }
    return 0;
}

static int
make(struct linking *k, struct coh_error *err)
{
    const struct coh_judgement *j = &k->t->judgement;
    const struct coh_privacy_problem *own = &k->t->sheet->problem;
    size_t i;

    k->made.min_n = own->min_n;
    k->made.hide_zeros = own->hide_zeros;
    for (i = 0; i < own->n; i++)
        if (add_own(k, &own->sum[i], err))
            return -1;
    for (i = 0; i < own->lines; i++)
        if (coh_privacy_add_line(&k->made, own->line[i].total, own->line[i].n,
                                 own->line[i].part, err))
            return -1;
    for (i = 0; i < j->n_linked; i++)
        if (add_other(k, j->linked[i], err))
            return -1;
    return add_rests(k, err);
}

/* Sums beyond the sheet's own have no band. */
static int
widen_bands(struct coh_mask *m, struct coh_mask_sheet *s, size_t n,
            struct coh_error *err)
{
    int64_t *reached;
    unsigned char *coarse;
    size_t i;

    if (!s->reached)
        return 0;
    reached = coh_arena_alloc(&m->arena, n * sizeof(*reached), err);
    coarse = coh_arena_alloc(&m->arena, n, err);
    if (!reached || !coarse)
        return -1;
    for (i = 0; i < n; i++) {
        reached[i] = i < s->problem.n ? s->reached[i] : 0;
        coarse[i] = i < s->problem.n ? s->coarse[i] : 1;
    }
    s->reached = reached;
    s->coarse = coarse;
    return 0;
}

int
coh_mask_link(struct coh_mask *m, struct coh_mask_table *t,
              struct coh_error *err)
{
    struct linking k = {
        .m = m,
        .t = t,
        .made = COH_PRIVACY_PROBLEM_INIT,
        .arena = COH_ARENA_INIT,
    };
    int rc = -1;

    if (!t->judgement.n_linked)
        return 0;
    if (!find_axes(&k, err) && !make(&k, err) &&
        !widen_bands(m, t->sheet, k.made.n, err)) {
        t->sheet->own = t->sheet->problem.n;
        coh_privacy_problem_release(&t->sheet->problem);
        t->sheet->problem = k.made;
        k.made = (struct coh_privacy_problem)COH_PRIVACY_PROBLEM_INIT;
        rc = 0;
    }
    coh_privacy_problem_release(&k.made);
    coh_arena_release(&k.arena);
    return rc;
}
