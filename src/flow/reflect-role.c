/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles beside each other, where nobody can be recognised by it. */
#include "flow/reflect.h"

#include <math.h>

#include "stat/rating-split.h"

static size_t
answers_of(const struct coh_reflect *r, size_t question, size_t role)
{
    const size_t *count =
        &r->tally.count[(question * r->now.roles.n + role) * r->scale.n];
    size_t i, n = 0;

    for (i = 0; i < r->scale.n; i++)
        n += count[i];
    return n;
}

/* Answers that a condition leaves out come back where somebody subtracts. */
static int
can_be_shown(const struct coh_reflect *r, size_t question, size_t role)
{
    size_t out = r->tally.left_out[question * r->now.roles.n + role];

    return answers_of(r, question, role) >= COH_REFLECT_FEWEST &&
           (!out || out >= COH_REFLECT_FEWEST);
}

/* The shown role with the fewest answers; roles.n when none is shown. */
static size_t
smallest(const struct coh_reflect *r, size_t question, const int *shown)
{
    size_t i, best = r->now.roles.n;

    for (i = 0; i < r->now.roles.n; i++)
        if (shown[i] &&
            (best == r->now.roles.n ||
             answers_of(r, question, i) < answers_of(r, question, best)))
            best = i;
    return best;
}

/* Which roles may be shown; *rest is how many answers the others have. */
static size_t
choose_roles(const struct coh_reflect *r, size_t question, int *shown,
             size_t *rest)
{
    size_t i, out = 0, n = 0;

    *rest = 0;
    for (i = 0; i < r->now.roles.n; i++) {
        shown[i] = can_be_shown(r, question, i);
        n += shown[i] != 0;
        *rest += shown[i] ? 0 : answers_of(r, question, i);
    }
    /* One or two answers left would be known by subtraction. */
    while (n && *rest && *rest < COH_REFLECT_FEWEST) {
        i = smallest(r, question, shown);
        shown[i] = 0;
        n--;
        *rest += answers_of(r, question, i);
    }
    for (i = 0; i < r->now.roles.n; i++)
        out += shown[i] ? 0 : r->tally.left_out[question * r->now.roles.n + i];
    if (out && out < COH_REFLECT_FEWEST)
        return 0;
    /* One role that all have is no breakdown. */
    return n == 1 && !*rest ? 0 : n;
}

static int
fill_part(struct coh_reflect *r, size_t question, const int *shown, size_t role,
          struct coh_reflect_part *part, struct coh_error *err)
{
    size_t i, k = r->scale.n, blank = 0, people = 0, one;

    *part = (struct coh_reflect_part){.shown = 1};
    for (one = 0; one < r->now.roles.n; one++) {
        size_t cell = question * r->now.roles.n + one;

        if (role < r->now.roles.n ? one != role : shown[one])
            continue;
        for (i = 0; i < k; i++) {
            part->count[i] += r->tally.count[cell * k + i];
            part->n += r->tally.count[cell * k + i];
        }
        blank += r->tally.blank[cell];
        people += r->tally.people[one];
    }
    part->missing = r->now.knows_people ? people - part->n : blank;
    return coh_reflect_judge(r, part, r->tally.reversed[question], err);
}

/* In steps of the options, as the test counts them. */
static double
difference(const size_t *one, size_t n1, const size_t *other, size_t n2,
           size_t k)
{
    double sum1 = 0, sum2 = 0;
    size_t i;

    for (i = 0; i < k; i++) {
        sum1 += (double)(i * one[i]);
        sum2 += (double)(i * other[i]);
    }
    /* Whole numbers until the last division: 0.35, not 0.35000000000000009. */
    return (sum1 * (double)n2 - sum2 * (double)n1) / ((double)n1 * (double)n2);
}

/* A role against all others of the team. */
static int
compare(struct coh_reflect *r, size_t question, struct coh_reflect_role *role,
        struct coh_error *err)
{
    const struct coh_reflect_part *all = &r->tally.part[question];
    const size_t *one = role->part.count;
    size_t other[COH_AGREEMENT_OPTIONS], i, n = all->n - role->part.n;

    for (i = 0; i < r->scale.n; i++)
        other[i] = all->count[i] - one[i];
    role->difference = difference(one, role->part.n, other, n, r->scale.n);
    role->least = coh_rating_split_least(role->part.n, n);
    role->p = NAN;
    role->compared =
        role->least <= COH_REFLECT_LEVEL && all->n <= COH_RATING_SPLIT_PEOPLE;
    if (!role->compared)
        return 0;
    r->compared++;
    return coh_rating_split(one, other, r->scale.n, &role->p, err);
}

int
coh_reflect_roles(struct coh_reflect *r, size_t question,
                  struct coh_reflect_role *role, size_t *n,
                  struct coh_error *err)
{
    int *shown = coh_alloc_array(r->now.roles.n, sizeof(*shown), err);
    size_t i, chosen, rest;
    int rc = -1;

    *n = 0;
    if (!shown)
        return -1;
    chosen = choose_roles(r, question, shown, &rest);
    for (i = 0; chosen && i < r->now.roles.n; i++) {
        struct coh_reflect_role *at = &role[*n];

        if (!shown[i])
            continue;
        *at = (struct coh_reflect_role){.role = i};
        if (fill_part(r, question, shown, i, &at->part, err) ||
            compare(r, question, at, err))
            goto out;
        ++*n;
    }
    if (chosen && rest) {
        role[*n] = (struct coh_reflect_role){
            .role = r->now.roles.n, .difference = NAN, .least = 1, .p = NAN};
        if (fill_part(r, question, shown, r->now.roles.n, &role[*n].part, err))
            goto out;
        ++*n;
    }
    /* Of two parts each is the rest of the other: one comparison. */
    if (chosen == 2 && !rest)
        r->compared -= role[1].compared != 0;
    rc = 0;
out:
    coh_free(shown);
    return rc;
}
