/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include <math.h>

#include "flow/grouping-internal.h"
#include "group/measure.h"
#include "group/solve.h"
#include "group/theme.h"

/* Does a rule of the user's already spread just these students? */
static int
is_spread(const struct coh_grouping *g, const size_t *member, size_t n)
{
    size_t r, i;

    for (r = 0; r < g->p.n_rules; r++) {
        if (g->rule[r].kind != COH_GROUP_BALANCE || g->rule[r].n != n)
            continue;
        for (i = 0; i < n && g->rule[r].member[i] == member[i]; i++)
            ;
        if (i == n)
            return 1;
    }
    return 0;
}

/* Of mixed: those without a score are one more kind to spread; not where the
 * measure is one of several and was left out. */
static int
spread_missing(struct coh_grouping *g, size_t m, size_t *member,
               struct coh_error *err)
{
    struct coh_group_rule rule = {.kind = COH_GROUP_BALANCE, .member = member};
    struct coh_text name = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (g->e.measures > 1 && g->e.dropped[m])
        return 0;
    for (i = 0; i < g->p.n; i++)
        if (isnan(g->e.raw[i * g->e.measures + m]))
            member[rule.n++] = i;
    if (!rule.n || rule.n == g->p.n || is_spread(g, member, rule.n))
        return 0;
    if (coh_text_format(&name, err, "no %s",
                        g->e.measures == 1 ? "score" : g->e.measure[m]) == 0)
        rc = coh_grouping_add_rule(g, coh_text_get(&name), &rule, err);
    if (rc == 0)
        g->rule_own[g->p.n_rules - 1] = 1;
    coh_text_release(&name);
    return rc;
}

/* Have all groups the same size, whatever is done? */
static int
one_size(const struct coh_grouping *g)
{
    size_t i;

    for (i = 0; i < g->p.k; i++)
        if (g->min[i] != g->max[i] || g->min[i] != g->min[0] ||
            (g->p.may_close && g->p.may_close[i]))
            return 0;
    return 1;
}

/* similar and mixed: points on one scale. */
static int
aim_measures(struct coh_grouping *g, struct coh_error *err)
{
    const struct coh_group_measures m = {g->e.raw,    g->p.n,  g->e.measures,
                                         g->e.mean,   g->e.sd, g->e.weight,
                                         g->e.dropped};
    int mixed = g->method == COH_GROUP_MIXED, rc;
    size_t dimensions;
    double *z;

    rc = coh_group_measure_points(
        &m, mixed && g->objective == COH_GROUPING_KPLUS, &z, &dimensions, err);
    if (rc == 0 && mixed && g->objective == COH_GROUPING_DIVERSITY)
        rc = coh_group_aim_distances(&g->aim, &g->p, z, dimensions,
                                     !one_size(g), err);
    else if (rc == 0)
        rc = coh_group_aim_points(
            &g->aim, mixed ? COH_GROUP_SPREAD : COH_GROUP_NEAR, &g->p, z,
            dimensions, mixed ? NULL : g->missing, err);
    coh_free(z);
    return rc;
}

int
coh_grouping_aims(struct coh_grouping *g, struct coh_error *err)
{
    size_t *member, m;

    if (!g->p.n)
        return 0;
    if (g->method == COH_GROUP_SKILL)
        return coh_group_theme_needs(&g->aim, &g->p, g->e.mastery, g->e.themes,
                                     g->e.theme_of, g->e.need, err);
    if (g->method == COH_GROUP_INTEREST)
        return coh_group_theme_choices(&g->aim, &g->p, g->e.rank, g->e.themes,
                                       g->e.theme_of, g->e.rank_exponent, err);
    if (g->method == COH_GROUP_MIXED) {
        member = coh_grouping_array(g, g->p.n, sizeof(*member), err);
        if (!member)
            return -1;
        for (m = 0; m < g->e.measures; m++)
            if (spread_missing(g, m, member, err))
                return -1;
    }
    return aim_measures(g, err);
}

/* Without the rules that the user did not ask for. */
static int
solve_without_own(struct coh_grouping *g, struct coh_group_answer *a,
                  struct coh_notes *notes, struct coh_error *err)
{
    size_t n = g->p.n_rules;

    while (g->p.n_rules && g->rule_own[g->p.n_rules - 1])
        g->p.n_rules--;
    if (g->p.n_rules == n)
        return 0;
    if (coh_group_solve(&g->p, &g->aim, a, err))
        return -1;
    if (a->outcome != COH_GROUP_FEASIBLE)
        return 0;
    return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                         "students without a score could not be spread evenly "
                         "under the other rules: they are placed by size only");
}

int
coh_grouping_solve(struct coh_grouping *g, struct coh_group_answer *a,
                   struct coh_notes *notes, struct coh_error *err)
{
    if (coh_group_solve(&g->p, &g->aim, a, err) ||
        (a->outcome != COH_GROUP_FEASIBLE &&
         solve_without_own(g, a, notes, err)))
        return -1;
    if (a->outcome != COH_GROUP_FEASIBLE)
        return 0;
    return coh_grouping_number(g, a->group, err);
}
