/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_REASON_CHECK_H
#define COH_TEST_REASON_CHECK_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "group/evidence.h"
#include "group/problem.h"

/*
 * Reads reasons back. Every sentence is parsed to its end, and every number
 * and every claim in it is worked out anew, from scores, lists and groups
 * alone, in the plainest way; nothing of src/group but the plain reading of
 * the rules (coh_group_keeps) is used.
 *
 *     struct reason_check c = {&p, &evidence, group, 0};
 *     if (!reason_holds(&c, i, text) || !note_holds(&c, i, note))
 *         ... it stopped at c.at
 */

struct reason_check {
    const struct coh_group_problem *p;
    const struct coh_group_evidence *e;
    const size_t *group;
    int diverse;    /* the aim is diversity */
    const char *at; /* where the text could not be read, or is not true */
};

/* ---- reading ---- */

/* Take `word` from the text. */
static inline int
took(struct reason_check *c, const char *word)
{
    size_t n = strlen(word);

    if (strncmp(c->at, word, n) != 0)
        return 0;
    c->at += n;
    return 1;
}

/* Take a number, and check that it is x, rounded to the decimals it has. */
static inline int
took_number(struct reason_check *c, double x)
{
    size_t n = strspn(c->at, "-0123456789."), point = strcspn(c->at, ".");
    double said = strtod(c->at, NULL), step = 0;

    /* A full stop never ends a number here, and none has an exponent. */
    if (n == 0 || isnan(x))
        return 0;
    if (point < n)
        step = pow(10, -(double)(n - point - 1));
    else
        step = 1;
    if (fabs(said - x) > step / 2 + 1e-9 * (1 + fabs(x)))
        return 0;
    c->at += n;
    return 1;
}

/* A probability as "82 %", "over 99 %" or "under 1 %". */
static inline int
took_percent(struct reason_check *c, double p)
{
    if (took(c, "over 99 %"))
        return p > .99;
    if (took(c, "under 1 %"))
        return p < .01;
    return took_number(c, 100 * p) && took(c, " %");
}

/* A score: a number that was not rounded. */
static inline int
took_score(struct reason_check *c, double x)
{
    size_t n = strspn(c->at, "-0123456789.");

    if (n == 0 || strtod(c->at, NULL) != x)
        return 0;
    c->at += n;
    return 1;
}

/* Take the longest of n names that stands here; n: none does. */
static inline size_t
took_name(struct reason_check *c, const char *const *name, size_t n)
{
    size_t i, best = n, length = 0;

    for (i = 0; i < n; i++)
        if (strlen(name[i]) > length &&
            strncmp(c->at, name[i], strlen(name[i])) == 0) {
            best = i;
            length = strlen(name[i]);
        }
    c->at += length;
    return best;
}

/* "group 3": 1 to k, 0: none. */
static inline size_t
took_group(struct reason_check *c)
{
    size_t g;

    if (!took(c, "group "))
        return 0;
    g = took_name(c, c->e->group, c->p->k);
    return g < c->p->k ? g + 1 : 0;
}

/* ---- facts ---- */

static inline double
fact_raw(const struct reason_check *c, size_t i, size_t m)
{
    return c->e->raw[i * c->e->measures + m];
}

static inline size_t
fact_size(const struct reason_check *c, size_t g)
{
    size_t i, n = 0;

    for (i = 0; i < c->p->n; i++)
        n += c->group[i] == g;
    return n;
}

/* Of group g, 0: of all; who have measure m, without `but`. */
static inline double
fact_mean(const struct reason_check *c, size_t g, size_t m, size_t but,
          size_t *n)
{
    double sum = 0;
    size_t i;

    for (*n = i = 0; i < c->p->n; i++)
        if (i != but && (!g || c->group[i] == g) && !isnan(fact_raw(c, i, m))) {
            sum += fact_raw(c, i, m);
            ++*n;
        }
    return *n ? sum / (double)*n : NAN;
}

static inline double
fact_sd(const struct reason_check *c, size_t m)
{
    size_t i, n;
    double mean = fact_mean(c, 0, m, c->p->n, &n), sum = 0;

    for (i = 0; i < c->p->n; i++)
        if (!isnan(fact_raw(c, i, m)))
            sum += (fact_raw(c, i, m) - mean) * (fact_raw(c, i, m) - mean);
    return n > 1 ? sqrt(sum / (double)(n - 1)) : 0;
}

/* A measure that is the same for all tells nothing; where all are, the first
 * is spoken of. */
static inline int
fact_used(const struct reason_check *c, size_t m)
{
    size_t i, kept = 0;

    for (i = 0; i < c->e->measures; i++)
        kept += !c->e->dropped || !c->e->dropped[i];
    return kept ? !c->e->dropped || !c->e->dropped[m] : m == 0;
}

static inline size_t
fact_measures(const struct reason_check *c)
{
    size_t m, n = 0;

    for (m = 0; m < c->e->measures; m++)
        n += fact_used(c, m) != 0;
    return n;
}

static inline double
fact_z(const struct reason_check *c, size_t i, size_t m)
{
    size_t n;
    double x = fact_raw(c, i, m), sd = fact_sd(c, m);
    double mean = fact_mean(c, 0, m, c->p->n, &n);
    double weight = c->e->weight ? c->e->weight[m] : 1;

    return isnan(x) || sd == 0 || !fact_used(c, m)
               ? 0
               : sqrt(weight) * (x - mean) / sd;
}

static inline int
fact_data(const struct reason_check *c, size_t i)
{
    size_t m;

    for (m = 0; m < c->e->measures; m++)
        if (fact_used(c, m) && !isnan(fact_raw(c, i, m)))
            return 1;
    return 0;
}

/* Named by a set of two, or by a rule that says where. */
static inline int
fact_named(const struct reason_check *c, size_t i)
{
    size_t s, j;

    for (s = 0; s < c->p->n_rules; s++) {
        const struct coh_group_rule *x = &c->p->rule[s];
        int set = x->kind == COH_GROUP_TOGETHER || x->kind == COH_GROUP_APART;
        if (!(set && x->n > 1) && x->kind != COH_GROUP_PIN &&
            x->kind != COH_GROUP_REQUIRE && x->kind != COH_GROUP_FORBID)
            continue;
        for (j = 0; j < x->n; j++)
            if (x->member[j] == i)
                return 1;
    }
    return 0;
}

/* The range of a group: of the unnamed, of all where there are none. */
static inline int
fact_range(const struct reason_check *c, size_t g, size_t m, double *low,
           double *high)
{
    int any, named;
    size_t i;

    for (named = 0; named < 2; named++) {
        for (any = 0, i = 0; i < c->p->n; i++) {
            double x = fact_raw(c, i, m);
            if (c->group[i] != g || isnan(x) || (!named && fact_named(c, i)))
                continue;
            *low = !any || x < *low ? x : *low;
            *high = !any || x > *high ? x : *high;
            any = 1;
        }
        if (any)
            return 1;
    }
    return 0;
}

/* Distance to the mean of a group, measures without a score counted as 0. */
static inline double
fact_distance(const struct reason_check *c, size_t i, size_t g, size_t only)
{
    double sum = 0, centre, d;
    size_t m, j, n;

    for (m = 0; m < c->e->measures; m++) {
        if (only < c->e->measures && m != only)
            continue;
        for (centre = 0, n = j = 0; j < c->p->n; j++)
            if (c->group[j] == g && fact_data(c, j)) {
                centre += fact_z(c, j, m);
                n++;
            }
        d = fact_z(c, i, m) - centre / (double)n;
        sum += d * d;
    }
    return sum;
}

static inline int
fact_scored(const struct reason_check *c, size_t g)
{
    size_t i;

    for (i = 0; i < c->p->n; i++)
        if (c->group[i] == g && fact_data(c, i))
            return 1;
    return 0;
}

/* Those who must be with i, directly or through others: a flag each. */
static inline void
fact_unit(const struct reason_check *c, size_t i, unsigned char *with)
{
    size_t s, j, grew = 1;

    memset(with, 0, c->p->n);
    with[i] = 1;
    while (grew)
        for (grew = s = 0; s < c->p->n_rules; s++) {
            const struct coh_group_rule *x = &c->p->rule[s];
            int touches = 0;
            if (x->kind != COH_GROUP_TOGETHER)
                continue;
            for (j = 0; j < x->n; j++)
                touches |= with[x->member[j]];
            for (j = 0; touches && j < x->n; j++) {
                grew += !with[x->member[j]];
                with[x->member[j]] = 1;
            }
        }
}

/* ---- what kept a student out of a group ---- */

enum fact_bar {
    FACT_FULL = 1,
    FACT_CLOSED = 2,
    FACT_RULED = 4,
    FACT_LEAST = 8,
    FACT_BREAKS = 16,
};

/* Would the student alone in group g break a rule or a size? */
static inline int
fact_breaks(const struct reason_check *c, size_t i, size_t g)
{
    size_t *moved = malloc(c->p->n * sizeof(*moved)), s;
    int broken;

    memcpy(moved, c->group, c->p->n * sizeof(*moved));
    moved[i] = g;
    broken = !coh_group_fits(c->p, moved);
    for (s = 0; s < c->p->n_rules; s++)
        broken |= !coh_group_keeps(c->p, s, moved);
    free(moved);
    return broken;
}

static inline int
fact_ruled(const struct reason_check *c, size_t i, size_t g)
{
    unsigned char *with = malloc(c->p->n);
    size_t s, j, m;
    int ruled = 0, in;

    fact_unit(c, i, with);
    for (s = 0; s < c->p->n_rules; s++) {
        const struct coh_group_rule *x = &c->p->rule[s];
        if (x->kind != COH_GROUP_PIN && x->kind != COH_GROUP_REQUIRE &&
            x->kind != COH_GROUP_FORBID)
            continue;
        for (in = 0, m = 0; m < x->n_groups; m++)
            in |= x->group[m] == g;
        for (j = 0; j < x->n; j++)
            ruled |= with[x->member[j]] && in == (x->kind == COH_GROUP_FORBID);
    }
    free(with);
    return ruled;
}

static inline int
fact_closed(const struct reason_check *c, size_t g)
{
    return fact_size(c, g) == 0 && c->p->may_close && c->p->may_close[g - 1];
}

static inline int
fact_bars(const struct reason_check *c, size_t i, size_t g)
{
    size_t size = fact_size(c, g), own = c->group[i];
    int bars = 0;

    if (size >= c->p->max[g - 1])
        bars |= FACT_FULL;
    if (fact_closed(c, g))
        bars |= FACT_CLOSED;
    if (fact_ruled(c, i, g))
        bars |= FACT_RULED;
    if (fact_size(c, own) <= c->p->min[own - 1])
        bars |= FACT_LEAST;
    if (fact_breaks(c, i, g))
        bars |= FACT_BREAKS;
    return bars;
}

/* Is there a group of the theme (or just `group`), and does one of `bars` hold
 * for each? Groups that do not run are passed over, unless this is what is
 * said. Sizes and bounds are added up. */
static inline int
all_barred(const struct reason_check *c, size_t i, size_t theme, size_t group,
           int bars, size_t *size, size_t *most)
{
    size_t g, n = 0;

    *size = *most = 0;
    for (g = 1; g <= c->p->k; g++) {
        if (group ? g != group : c->e->theme_of[g - 1] != theme)
            continue;
        if (fact_closed(c, g) && bars != FACT_CLOSED &&
            !(fact_bars(c, i, g) & bars & FACT_RULED))
            continue;
        n++;
        *size += fact_size(c, g);
        *most += c->p->max[g - 1];
        if (!(fact_bars(c, i, g) & bars))
            return 0;
    }
    return n > 0;
}

/* After the lead; 1 where nothing of it stands here, or it is true. */
static inline int
barred_holds(struct reason_check *c, size_t i, size_t theme, size_t group,
             const char *lead)
{
    size_t size, most, g;

    if (!took(c, lead))
        return 1;
    if (took(c, "was full (")) {
        if (!all_barred(c, i, theme, group, FACT_FULL, &size, &most))
            return 0;
        return took_number(c, (double)size) && took(c, " of ") &&
               took_number(c, (double)most) && took(c, ")");
    }
    if (took(c, "did not run"))
        return all_barred(c, i, theme, group, FACT_CLOSED, &size, &most);
    if (took(c, "was ruled out by your list"))
        return all_barred(c, i, theme, group, FACT_RULED, &size, &most);
    if (took(c, "was barred by a rule"))
        return all_barred(c, i, theme, group, FACT_BREAKS, &size, &most);
    if (took(c, "was full, closed or against a rule"))
        return all_barred(c, i, theme, group, 31, &size, &most);
    if (took(c, "has no group")) {
        for (g = 0; g < c->p->k; g++)
            if (c->e->theme_of[g] == theme)
                return 0;
        return !group;
    }
    return took(c, "was out of reach: ") && took_group(c) == c->group[i] &&
           took(c, " needs at least ") &&
           took_number(c, (double)c->p->min[c->group[i] - 1]) &&
           all_barred(c, i, theme, group, FACT_LEAST, &size, &most);
}

#include "reason_check_says.h"

#endif
