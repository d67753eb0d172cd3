/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/solve.h"

#include <math.h>

#include "base/memory.h"
#include "group/assign.h"
#include "group/bound.h"
#include "group/climb.h"
#include "group/feasible.h"
#include "group/similar.h"
#include "group/subset.h"

/* What is solved, and the best so far. */
struct way {
    const struct coh_group_problem *p;
    const struct coh_group_aim *aim;
    struct coh_group_rules rules;
    uint64_t effort;
    int64_t low; /* no grouping has a lower whole */
    struct coh_group_answer *a;
};

/* Bands know of together, apart and pins alone. */
static int
has_bands(const struct coh_group_problem *p, const struct coh_group_aim *aim)
{
    size_t i;

    if (aim->kind != COH_GROUP_NEAR || aim->dimensions != 1 || !p->score ||
        p->may_close || (p->previous && p->company))
        return 0;
    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind != COH_GROUP_TOGETHER &&
            p->rule[i].kind != COH_GROUP_APART &&
            p->rule[i].kind != COH_GROUP_PIN)
            return 0;
    return 1;
}

/* What the squares of exact scores are in the aim's units. */
static double
square_unit(const struct coh_group_problem *p, const struct coh_group_aim *aim)
{
    double s = 0, x = 0, ss = 0, xx = 0, n = 0, d;
    size_t i;

    for (i = 0; i < p->n; i++)
        if (!p->missing || !p->missing[i]) {
            s += (double)p->score[i];
            x += (double)aim->point[i];
            n++;
        }
    for (i = 0; i < p->n; i++)
        if (!p->missing || !p->missing[i]) {
            d = (double)p->score[i] - s / n;
            ss += d * d;
            d = (double)aim->point[i] - x / n;
            xx += d * d;
        }
    return ss > 0 ? xx / ss * aim->unit : 1;
}

static int
cut_bands(const struct coh_group_problem *p, const struct coh_group_aim *aim,
          struct coh_group_answer *a, struct coh_error *err)
{
    double unit = square_unit(p, aim);

    if (coh_group_similar(p, a, err))
        return -1;
    a->value *= unit;
    a->placed *= unit;
    a->bound *= unit;
    return 0;
}

static int64_t
whole(const struct way *w)
{
    return coh_group_aim_whole(w->aim, w->p, w->a->group);
}

/* Up to so many units every grouping is looked at, in effect. */
static int
by_subsets(struct way *w, struct coh_error *err)
{
    enum coh_group_outcome outcome;
    uint64_t moves = 0;

    if (w->a->proved || w->rules.n_units > COH_GROUP_SUBSET_MOST)
        return 0;
    if (coh_group_subset(&w->rules, w->aim, whole(w), 40 * w->effort, &moves,
                         w->a->group, &outcome, err))
        return -1;
    w->a->moves += moves;
    w->a->proved = outcome == COH_GROUP_FEASIBLE;
    if (w->a->proved)
        w->low = whole(w);
    return 0;
}

/* Feasible for so many open groups as well? */
static int
opens_enough(const struct way *w)
{
    size_t g, i, n = 0;

    for (g = 1; g <= w->p->k; g++) {
        for (i = 0; i < w->p->n && w->a->group[i] != g; i++)
            ;
        n += i < w->p->n && w->p->may_close && w->p->may_close[g - 1];
    }
    return !w->p->open || n == w->p->open;
}

/* Also where nothing better is left to find: of equals it takes the one that
 * the order of rows asks for. */
static int
by_program(struct way *w, struct coh_error *err)
{
    uint64_t moves = 0;
    int64_t low = INT64_MIN;
    int proved = 0;

    if (w->aim->kind != COH_GROUP_COST)
        return 0;
    if (coh_group_assign(w->p, w->aim, opens_enough(w) ? w->a->group : NULL,
                         w->a->group, &proved, &low, &moves, err))
        return -1;
    if (!w->a->group[0])
        w->a->outcome = proved ? COH_GROUP_IMPOSSIBLE : COH_GROUP_UNDECIDED;
    w->a->proved |= proved;
    w->a->moves += moves;
    w->low = low > w->low ? low : w->low;
    return 0;
}

/* A short search first where a proof follows, so that it has a good start. */
static int
by_search(struct way *w, struct coh_error *err)
{
    uint64_t moves = 0, effort = w->effort, units = w->rules.n_units;
    double seconds = w->p->seconds;

    /* Time is for what is left to a search alone. */
    if (w->aim->kind == COH_GROUP_COST || units <= COH_GROUP_SUBSET_MOST)
        seconds = 0;
    if (w->aim->kind == COH_GROUP_COST)
        effort /= 20;
    if (units <= COH_GROUP_SUBSET_MOST && effort > 200 * units * units)
        effort = 200 * units * units;
    if (coh_group_climb(&w->rules, w->aim, w->a->group, w->p->seed, effort,
                        seconds, w->a->group, &moves, err))
        return -1;
    w->a->moves = seconds > 0 ? moves : w->a->moves + moves;
    return 0;
}

/* The part of a whole that is the aim's second, or only, level. */
static double
value(const struct way *w, int64_t cost)
{
    return (double)(w->aim->weight ? cost % w->aim->weight : cost) *
           w->aim->unit;
}

/* The bound on the cost that the bound on the whole implies. */
static int64_t
bound_of_cost(const struct way *w, int64_t cost)
{
    int64_t step = coh_group_aim_step(w->aim, w->p);

    if (step == 1)
        return w->low - (whole(w) - cost);
    if (w->low <= 0)
        return 0;
    /* New company adds less than a step, old company takes less away. */
    return (w->low + (w->p->company == COH_GROUP_OLD_COMPANY ? step - 1 : 0)) /
           step;
}

/* The same in the aim's units, of its second level given the first that was
 * reached; a bound below all costs where a level before could be better. */
static double
bound(const struct way *w, int64_t cost)
{
    int64_t low = bound_of_cost(w, cost), least = 0;

    if (w->aim->weight) {
        low -= cost / w->aim->weight * w->aim->weight;
        return (double)(low > 0 ? low : 0) * w->aim->unit;
    }
    if (w->aim->kind == COH_GROUP_DIVERSE)
        least = -coh_group_aim_range(w->aim);
    return (double)(low > least ? low : least) * w->aim->unit;
}

/* Similar with one measure: who has an equal elsewhere. Those who were placed
 * by a rule of their own are not spoken of. */
static int
mark_ties(const struct coh_group_problem *p, struct coh_group_answer *a,
          struct coh_error *err)
{
    unsigned char *named = coh_alloc_array(p->n, 1, err);
    size_t i, j;

    a->tied = coh_alloc_array(p->n, 1, err);
    if (!a->tied || !named) {
        coh_free(named);
        return -1;
    }
    for (i = 0; i < p->n_rules; i++)
        for (j = 0; p->rule[i].kind <= COH_GROUP_FORBID && j < p->rule[i].n;
             j++)
            named[p->rule[i].member[j]] = 1;
    for (i = 0; i < p->n; i++)
        named[i] |= p->missing && p->missing[i];
    for (i = 0; i < p->n; i++) {
        for (j = 0; !named[i] && j < p->n; j++)
            if (!named[j] && p->score[j] == p->score[i] &&
                a->group[j] != a->group[i])
                a->tied[i] = 1;
        a->n_tied += a->tied[i];
    }
    coh_free(named);
    return 0;
}

static int
settle(struct way *w, struct coh_error *err)
{
    struct coh_group_answer *a = w->a;
    int64_t cost = coh_group_aim_cost(w->aim, a->group);

    a->proved |= w->low >= whole(w);
    a->company = coh_group_pairs_again(w->p, a->group);
    a->value = a->placed = value(w, cost);
    a->bound = a->proved ? a->placed : fmin(bound(w, cost), a->placed);
    if (w->aim->kind == COH_GROUP_NEAR && w->p->score)
        return mark_ties(w->p, a, err);
    return 0;
}

static int
solve(struct way *w, struct coh_error *err)
{
    if (coh_group_feasible(w->p, w->a, err))
        return -1;
    if (w->a->outcome != COH_GROUP_FEASIBLE)
        return 0;
    if (coh_group_rules_read(w->p, NULL, &w->rules, err) ||
        coh_group_bound(&w->rules, w->aim, &w->low, err))
        return -1;
    /* Slots of which only so many may be open are the program's alone; it comes
     * before the sweep, for it makes sizes even where costs leave a choice. */
    if ((!w->p->open && by_search(w, err)) || by_program(w, err) ||
        (!w->p->open && by_subsets(w, err)))
        return -1;
    return w->a->outcome == COH_GROUP_FEASIBLE ? settle(w, err) : 0;
}

int
coh_group_solve(const struct coh_group_problem *p,
                const struct coh_group_aim *aim, struct coh_group_answer *a,
                struct coh_error *err)
{
    struct way w = {.p = p, .aim = aim, .a = a};
    int rc;

    coh_group_answer_release(a);
    if (coh_group_check(p, err))
        return -1;
    if (has_bands(p, aim))
        return cut_bands(p, aim, a, err);
    w.effort = p->effort ? p->effort : COH_GROUP_EFFORT;
    rc = solve(&w, err);
    coh_group_rules_release(&w.rules);
    return rc;
}
