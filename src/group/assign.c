/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/assign.h"

#include <string.h>

#include "base/memory.h"
#include "group/assign-even.h"
#include "group/assign-level.h"
#include "group/model-row.h"

/* A search looks at about as many moves in a second. */
enum { WORK_A_MOVE = 2 };

/* So many columns of a program that decides company come to an end. */
enum { SMALL_PROGRAM = 300 };

struct assigning {
    const struct coh_group_problem *p;
    const struct coh_group_aim *aim;
    struct coh_group_rules r;
    struct coh_group_levels l;
    size_t *class_of, n_classes; /* themes */
    size_t *best, *trial;        /* of each student; best[0] of 0: none */
    int64_t best_whole;
    uint64_t work, most_work;
};

static void
release(struct assigning *a)
{
    coh_group_levels_release(&a->l);
    coh_group_rules_release(&a->r);
    coh_free(a->class_of);
    coh_free(a->best);
    coh_free(a->trial);
}

/* Are groups a + 1 and b + 1 slots of one theme: is there no telling them
 * apart, but by who is in them? */
static int
same_theme(const struct assigning *s, size_t a, size_t b)
{
    const struct coh_group_problem *p = s->p;
    size_t i, k = p->k;

    if (p->min[a] != p->min[b] || p->max[a] != p->max[b] ||
        (p->may_close && p->may_close[a] != p->may_close[b]))
        return 0;
    for (i = 0; i < p->n; i++)
        if (s->aim->cost[i * k + a] != s->aim->cost[i * k + b])
            return 0;
    for (i = 0; i < s->r.n_units; i++)
        if (s->r.allowed[i * k + a] != s->r.allowed[i * k + b])
            return 0;
    return 1;
}

static void
find_themes(struct assigning *s)
{
    size_t a, b;

    for (b = 0; b < s->p->k; b++) {
        for (a = 0; a < b && !same_theme(s, a, b); a++)
            ;
        s->class_of[b] = a < b ? s->class_of[a] : s->n_classes++;
    }
}

static int
init(struct assigning *s, struct coh_error *err)
{
    const struct coh_group_problem *p = s->p;
    uint64_t effort = p->effort ? p->effort : COH_GROUP_EFFORT;

    s->most_work = effort * WORK_A_MOVE;
    s->class_of = coh_alloc_array(p->k, sizeof(*s->class_of), err);
    s->best = coh_alloc_array(p->n, sizeof(*s->best), err);
    s->trial = coh_alloc_array(p->n, sizeof(*s->trial), err);
    if (!s->class_of || !s->best || !s->trial ||
        coh_group_rules_read(p, NULL, &s->r, err) ||
        coh_group_levels_init(&s->l, &s->r, s->aim, err))
        return -1;
    find_themes(s);
    return 0;
}

/* Does s->trial keep everything, read plainly? */
static int
keeps_all(const struct assigning *s)
{
    const struct coh_group_problem *p = s->p;
    size_t i, g, open = 0;

    for (i = 0; i < p->n; i++)
        if (s->trial[i] == 0)
            return 0;
    for (g = 0; g < p->k; g++) {
        for (i = 0; i < p->n && s->trial[i] != g + 1; i++)
            ;
        open += i < p->n && p->may_close && p->may_close[g];
    }
    if (!coh_group_fits(p, s->trial) || (p->open && open != p->open))
        return 0;
    for (i = 0; i < p->n_rules; i++)
        if (!coh_group_keeps(p, i, s->trial))
            return 0;
    return 1;
}

/* Of equals the later one: it is in the order of rows. */
static void
take(struct assigning *s)
{
    int64_t whole;

    if (!keeps_all(s))
        return;
    whole = coh_group_aim_whole(s->aim, s->p, s->trial);
    if (s->best[0] && whole > s->best_whole)
        return;
    s->best_whole = whole;
    memcpy(s->best, s->trial, s->p->n * sizeof(*s->best));
}

/* Start from s->trial: hold the units where it has them, solve for the other
 * columns, and let the units go. */
static int
known_start(struct assigning *s, struct coh_group_model *m,
            struct coh_error *err)
{
    struct coh_program *q = &m->program;
    size_t u, c, x, at, n = q->columns;
    double *high;
    int rc = -1;

    high = coh_alloc_array(n, sizeof(*high), err);
    if (!high)
        return -1;
    for (x = 0; x < n; x++)
        high[x] = q->column[x].high;
    for (u = 0; u < s->r.n_units; u++) {
        at = s->trial[s->r.unit_member[s->r.unit_start[u]]];
        for (c = 0; c < m->n_classes; c++) {
            x = m->column[u * m->n_classes + c];
            if (x != COH_GROUP_NO_COLUMN && at && m->class_of[at - 1] != c)
                coh_program_bounds(q, x, 0, 0);
        }
    }
    if (coh_program_solve(q, 10, err))
        goto out;
    for (x = 0; x < n; x++)
        coh_program_bounds(q, x, q->column[x].low, high[x]);
    rc = q->found ? coh_program_start(q, q->value, err) : 0;
out:
    coh_free(high);
    return rc;
}

/* Solve a model with a share of the work that is left, and keep what it finds
 * where it is a grouping. */
static int
solve_model(struct assigning *s, struct coh_group_model *m,
            const struct coh_group_reached *floor, uint64_t share,
            struct coh_group_reached *how, struct coh_error *err)
{
    uint64_t left = s->most_work > s->work ? s->most_work - s->work : 0;
    int rc;

    m->program.most_work = m->program.work + left / share + 1;
    rc = coh_group_levels_solve(&s->l, m, floor, how, err);
    s->work += m->program.work;
    if (rc == 0 && how->found)
        coh_group_model_read(m, s->trial);
    return rc;
}

/* The program of slots; `floor`: what that of themes says, or NULL. */
static int
solve_slots(struct assigning *s, const struct coh_group_reached *floor,
            uint64_t share, struct coh_group_reached *how,
            struct coh_error *err)
{
    struct coh_group_model m = COH_GROUP_MODEL_INIT;
    int rc = -1;

    if (coh_group_model_open(&m, &s->r, err) ||
        coh_group_model_order(&m, s->class_of, err))
        goto out;
    if (s->best[0]) {
        memcpy(s->trial, s->best, s->p->n * sizeof(*s->trial));
        if (coh_group_model_renumber(&m, s->class_of, s->trial, err) ||
            known_start(s, &m, err))
            goto out;
    }
    if (solve_model(s, &m, floor, share, how, err))
        goto out;
    if (how->found)
        take(s);
    rc = 0;
out:
    coh_group_model_close(&m);
    return rc;
}

/* Groups beyond the open ones of their theme hold nobody. */
static void
shut(struct assigning *s, const size_t *open)
{
    size_t u, g, b, before, k = s->p->k;

    for (g = 0; g < k; g++) {
        for (before = b = 0; b < g; b++)
            before += s->class_of[b] == s->class_of[g];
        for (u = 0; before >= open[s->class_of[g]] && u < s->r.n_units; u++)
            s->r.allowed[u * k + g] = 0;
    }
}

/* Units stay in the theme that s->trial names. */
static void
stay(struct assigning *s)
{
    size_t u, g, at, k = s->p->k;

    for (u = 0; u < s->r.n_units; u++) {
        at = s->trial[s->r.unit_member[s->r.unit_start[u]]];
        for (g = 0; g < k; g++)
            if (s->class_of[g] + 1 != at)
                s->r.allowed[u * k + g] = 0;
    }
}

/* Is the best as good as the program of themes allows? */
static int
reached(const struct assigning *s, const struct coh_group_reached *themes)
{
    return s->best[0] && s->best_whole <= coh_group_levels_low(&s->l, themes);
}

/* s->trial names a theme a student, `open` says how many slots of each theme
 * are open: lay the students into them without leaving their theme; and with
 * `leave`, where that does not do, with leaving it. */
static int
lay(struct assigning *s, const size_t *open,
    const struct coh_group_reached *themes, int leave, struct coh_error *err)
{
    struct coh_group_reached how;
    size_t cells = s->r.n_units * s->p->k;
    unsigned char *all = coh_alloc_array(cells, 2, err), *opened;
    int rc = -1;

    if (!all)
        return -1;
    opened = all + cells;
    memcpy(all, s->r.allowed, cells);
    shut(s, open);
    memcpy(opened, s->r.allowed, cells);
    stay(s);
    rc = solve_slots(s, NULL, 4, &how, err);
    memcpy(s->r.allowed, opened, cells);
    if (rc == 0 && leave && memcmp(all, opened, cells) && !reached(s, themes))
        rc = solve_slots(s, themes, 2, &how, err);
    memcpy(s->r.allowed, all, cells);
    coh_free(all);
    return rc;
}

/* How many slots of each theme the program has open. */
static void
read_open(const struct coh_group_model *m, size_t *open)
{
    size_t c;

    for (c = 0; c < m->n_classes; c++)
        open[c] = m->open[c] == COH_GROUP_NO_COLUMN
                      ? m->groups[c]
                      : (size_t)(m->program.value[m->open[c]] + 0.5);
}

/* The theme that most needs another slot: the most students a slot, where one
 * more can still be filled; or n_classes. */
static size_t
fullest(const struct assigning *s, const struct coh_group_model *m,
        const size_t *students, const size_t *open)
{
    size_t c, least, best = m->n_classes;

    for (c = 0; c < m->n_classes; c++) {
        least = s->r.min[coh_group_model_first(m, c)];
        if (m->open[c] == COH_GROUP_NO_COLUMN || open[c] == m->groups[c] ||
            (open[c] + 1) * (least ? least : 1) > students[c])
            continue;
        if (best == m->n_classes ||
            students[c] * open[best] > students[best] * open[c])
            best = c;
    }
    return best;
}

/* As many open slots, but where most students are: the same themes cost the
 * same with any numbers of slots that hold them. Leaves `open` where there are
 * none of that kind. */
static int
even_open(const struct assigning *s, const struct coh_group_model *m,
          size_t *open, struct coh_error *err)
{
    size_t *students = coh_alloc_array(2 * m->n_classes, sizeof(size_t), err);
    size_t *now, c, i, max, sum = 0;

    if (!students)
        return -1;
    now = students + m->n_classes;
    for (i = 0; i < s->p->n; i++)
        students[s->trial[i] - 1]++;
    for (c = 0; c < m->n_classes; c++) {
        max = s->r.max[coh_group_model_first(m, c)];
        now[c] = open[c];
        if (m->open[c] == COH_GROUP_NO_COLUMN)
            continue;
        now[c] = max ? students[c] / max + (students[c] % max != 0) : 0;
        sum += now[c];
    }
    while (sum < s->p->open &&
           (c = fullest(s, m, students, now)) < m->n_classes) {
        now[c]++;
        sum++;
    }
    if (sum == s->p->open)
        memcpy(open, now, m->n_classes * sizeof(*open));
    coh_free(students);
    return 0;
}

/* The program of themes, then its slots. */
static int
solve_themes(struct assigning *s, struct coh_group_reached *how,
             struct coh_error *err)
{
    struct coh_group_model m = COH_GROUP_MODEL_INIT;
    size_t *open = coh_alloc_array(2 * s->n_classes, sizeof(*open), err), *even;
    size_t *themes = coh_alloc_array(s->p->n, sizeof(*themes), err);
    size_t bytes = s->n_classes * sizeof(*open);
    int rc = -1;

    if (!open || !themes ||
        coh_group_model_open_classes(&m, &s->r, s->class_of, s->n_classes,
                                     err) ||
        solve_model(s, &m, NULL, 2, how, err))
        goto out;
    if (how->found) {
        read_open(&m, open);
        even = open + s->n_classes;
        memcpy(even, open, bytes);
        memcpy(themes, s->trial, s->p->n * sizeof(*themes));
        if (s->p->open && even_open(s, &m, even, err))
            goto out;
        if (memcmp(even, open, bytes) && lay(s, even, how, 0, err))
            goto out;
        memcpy(s->trial, themes, s->p->n * sizeof(*themes));
        if (!reached(s, how) && lay(s, open, how, 1, err))
            goto out;
    }
    rc = 0;
out:
    coh_free(open);
    coh_free(themes);
    coh_group_model_close(&m);
    return rc;
}

static int
solve(struct assigning *s, int *proved, int64_t *low, struct coh_error *err)
{
    struct coh_group_reached themes = {.impossible = 0}, slots;
    int gathered = s->n_classes < s->p->k;

    *low = INT64_MIN;
    if (gathered && solve_themes(s, &themes, err))
        return -1;
    *proved = themes.impossible;
    if (gathered && !*proved) {
        *low = coh_group_levels_low(&s->l, &themes);
        *proved = reached(s, &themes);
    }
    if (*proved)
        return 0;
    if (solve_slots(s, gathered ? &themes : NULL, 1, &slots, err))
        return -1;
    if (!slots.impossible && coh_group_levels_low(&s->l, &slots) > *low)
        *low = coh_group_levels_low(&s->l, &slots);
    *proved = slots.impossible || (s->best[0] && s->best_whole <= *low);
    return 0;
}

/* Sizes, then company, better wherever that costs nothing. */
static int
polish(struct assigning *s, struct coh_error *err)
{
    if (!s->best[0])
        return 0;
    memcpy(s->trial, s->best, s->p->n * sizeof(*s->trial));
    if (coh_group_assign_even(&s->l, s->trial, err) ||
        coh_group_assign_company(&s->l, s->trial, err))
        return -1;
    take(s);
    return 0;
}

/* The levels of cost alone. */
static int
assign_costs(struct assigning *s, const size_t *start, int *proved,
             int64_t *low, struct coh_error *err)
{
    if (init(s, err))
        return -1;
    if (start) {
        memcpy(s->trial, start, s->p->n * sizeof(*s->trial));
        take(s);
    }
    if (solve(s, proved, low, err) || polish(s, err))
        return -1;
    if (*proved && s->best[0])
        *low = s->best_whole;
    return 0;
}

/* Company among the groupings that cost as little as `group`: swaps that cost
 * nothing, and where the program is small the program. */
static int
assign_company(struct assigning *s, const size_t *group, int *proved,
               int64_t *low, struct coh_error *err)
{
    struct coh_group_reached known = {
        .low = {[COH_GROUP_LEVEL_COMPANY] = INT64_MIN}};
    struct coh_group_reached how = known;
    int64_t cost = coh_group_aim_cost(s->aim, group), weight = s->aim->weight;

    if (init(s, err))
        return -1;
    memcpy(s->trial, group, s->p->n * sizeof(*s->trial));
    take(s);
    if (polish(s, err))
        return -1;
    if (weight)
        known.low[COH_GROUP_LEVEL_FIRST] =
            cost / weight - s->l.least[COH_GROUP_LEVEL_FIRST];
    known.low[COH_GROUP_LEVEL_SECOND] =
        (weight ? cost % weight : cost) - s->l.least[COH_GROUP_LEVEL_SECOND];
    if (*proved)
        *low = coh_group_levels_low(&s->l, &known);
    else if (*low != INT64_MIN)
        *low = *low * coh_group_aim_step(s->aim, s->p) -
               (s->l.company < 0 ? coh_group_aim_step(s->aim, s->p) - 1 : 0);
    if (s->r.n_units * s->p->k <= SMALL_PROGRAM) {
        if (solve_slots(s, *proved ? &known : NULL, 1, &how, err) ||
            polish(s, err))
            return -1;
        if (coh_group_levels_low(&s->l, &how) > *low)
            *low = coh_group_levels_low(&s->l, &how);
    }
    *proved = *proved && s->best_whole <= *low;
    return 0;
}

int
coh_group_assign(const struct coh_group_problem *p,
                 const struct coh_group_aim *aim, const size_t *start,
                 size_t *group, int *proved, int64_t *low, uint64_t *moves,
                 struct coh_error *err)
{
    struct coh_group_problem costs = *p;
    struct assigning s = {.p = &costs, .aim = aim}, t = {.p = p, .aim = aim};
    int rc = -1;

    *proved = 0;
    if (aim->kind != COH_GROUP_COST)
        return coh_fail(err, COH_INPUT, "only costs can be assigned");
    costs.company = COH_GROUP_ANY_COMPANY;
    if (assign_costs(&s, start, proved, low, err))
        goto out;
    memcpy(group, s.best, p->n * sizeof(*group));
    if (s.best[0] && p->previous && p->company) {
        if (assign_company(&t, group, proved, low, err))
            goto out;
        memcpy(group, t.best, p->n * sizeof(*group));
    }
    *moves += (s.work + t.work) / WORK_A_MOVE;
    rc = 0;
out:
    release(&s);
    release(&t);
    return rc;
}
