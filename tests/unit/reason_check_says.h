/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_REASON_CHECK_SAYS_H
#define COH_TEST_REASON_CHECK_SAYS_H

/* The second half of reason_check.h: what reasons say of the aim, by method. */

/* " in math", where there are several measures; the measure, or `measures`. */
static inline size_t
took_measure(struct reason_check *c)
{
    size_t m;

    if (fact_measures(c) > 1)
        return took(c, " in ") ? took_name(c, c->e->measure, c->e->measures)
                               : c->e->measures;
    for (m = 0; c->e->measures > 1 && !fact_used(c, m); m++)
        ;
    return m;
}

/* "group 1 holds 1 to 3.1; the next group starts at 8". */
static inline int
band_holds(struct reason_check *c, size_t i, size_t m)
{
    size_t own = c->group[i], g;
    double low = 0, high = 0, a = 0, b = 0, x = fact_raw(c, i, m), near = NAN,
           below = NAN;
    int others = took(c, "the others of ");

    if (took_group(c) != own || !fact_range(c, own, m, &low, &high) ||
        others != (x < low || x > high) ||
        !took(c, others ? " hold " : " holds ") || !took_score(c, low) ||
        (low < high && (!took(c, " to ") || !took_score(c, high))))
        return 0;
    if (others)
        return 1;
    for (g = 1; g <= c->p->k; g++) {
        if (g == own || !fact_range(c, g, m, &a, &b))
            continue;
        if (a >= high && (a > low || b > high || g > own) && !(a >= near))
            near = a;
        if (b <= low && !(b <= below))
            below = b;
    }
    if (took(c, "; the next group starts at "))
        return took_score(c, near);
    if (took(c, "; the group below ends at "))
        return isnan(near) && took_score(c, below);
    return isnan(near) && isnan(below);
}

/* "group 3 is nearest: mean 210.2 in math, 197.5 in reading", from " is" on. */
static inline int
means_hold(struct reason_check *c, size_t g)
{
    size_t m, n, said = 0;
    double mean;
    const char *start;

    if (!took(c, ": mean "))
        return 0;
    for (;;) {
        start = c->at;
        c->at += strspn(c->at, "-0123456789.");
        m = took_measure(c);
        if (m == c->e->measures)
            return 0;
        mean = fact_mean(c, g, m, c->p->n, &n);
        c->at = start;
        if (!took_number(c, mean) || took_measure(c) != m)
            return 0;
        said++;
        if (!took(c, ", "))
            break;
    }
    if (took(c, " and ")) {
        for (n = m = 0; m < c->e->measures; m++) {
            size_t who;
            fact_mean(c, g, m, c->p->n, &who);
            n += fact_used(c, m) && who;
        }
        return took_number(c, (double)(n - said)) && took(c, " more");
    }
    return 1;
}

/* Where the means differ most, and nearest or not. */
static inline int
claims_hold(struct reason_check *c, size_t i, size_t other, int nearest)
{
    size_t own = c->group[i], all = c->e->measures, g, m, which;
    double here = fact_distance(c, i, own, all), most, x;
    double there = fact_distance(c, i, other, all), slack;

    slack = 1e-5 * (1 + there);
    /* The aim has rounded points: what is nearer by less is as near. */
    if (nearest ? here > there + slack : here < there - slack)
        return 0;
    for (g = 1; g <= c->p->k; g++)
        if (g != own && fact_scored(c, g) &&
            fact_distance(c, i, g, all) < there - slack)
            return 0;
    if (fact_measures(c) < 2)
        return 1;
    if (!took(c, "; most of the difference is in "))
        return 0;
    which = took_name(c, c->e->measure, all);
    if (which == all)
        return 0;
    most = (nearest ? 1 : -1) * (fact_distance(c, i, other, which) -
                                 fact_distance(c, i, own, which));
    for (m = 0; m < all; m++) {
        x = (nearest ? 1 : -1) *
            (fact_distance(c, i, other, m) - fact_distance(c, i, own, m));
        if (fact_used(c, m) && x > most + slack)
            return 0;
    }
    return 1;
}

static inline int
near_holds(struct reason_check *c, size_t i)
{
    size_t own = c->group[i], g, other;
    int nearest;

    if (took_group(c) != own)
        return 0;
    if (took(c, " is the only one with scores")) {
        for (g = 1; g <= c->p->k; g++)
            if (g != own && fact_scored(c, g))
                return 0;
        return means_hold(c, own);
    }
    nearest = took(c, " is nearest");
    if (!nearest && !took(c, " is not the nearest"))
        return 0;
    if (!means_hold(c, own) || !took(c, "; "))
        return 0;
    other = took_group(c);
    if (!other || other == own || !fact_scored(c, other) ||
        !took(c, nearest ? " is next" : " is nearer") ||
        !means_hold(c, other) || !claims_hold(c, i, other, nearest))
        return 0;
    return nearest || barred_holds(c, i, c->e->themes, other, "; that group ");
}

static inline int
similar_holds(struct reason_check *c, size_t i)
{
    const char *start;
    size_t m, said = 0, has = 0;

    if (took(c, "no score: placed by size only"))
        return !fact_data(c, i);
    if (!took(c, "scored "))
        return 0;
    for (m = 0; m < c->e->measures; m++)
        has += fact_used(c, m) && !isnan(fact_raw(c, i, m));
    do {
        start = c->at;
        c->at += strspn(c->at, "-0123456789.");
        m = took_measure(c);
        c->at = start;
        if (m == c->e->measures || !took_score(c, fact_raw(c, i, m)) ||
            took_measure(c) != m)
            return 0;
        said++;
    } while (took(c, ", "));
    if (took(c, " and ") &&
        (!took_number(c, (double)(has - said)) || !took(c, " more")))
        return 0;
    if (!took(c, "; "))
        return 0;
    start = c->at;
    if (fact_measures(c) < 2) {
        for (m = 0; c->e->measures > 1 && !fact_used(c, m); m++)
            ;
        if (band_holds(c, i, m))
            return 1;
    }
    c->at = start;
    return near_holds(c, i);
}

/* "; differs by 1.84 sd from …, by 1.4 from all others". */
static inline int
distances_hold(struct reason_check *c, size_t i)
{
    double here = 0, all = 0, sum, d;
    size_t beside = 0, j, m;

    for (j = 0; j < c->p->n; j++) {
        for (sum = 0, m = 0; m < c->e->measures; m++) {
            d = fact_z(c, i, m) - fact_z(c, j, m);
            sum += d * d;
        }
        all += sqrt(sum);
        if (j != i && c->group[j] == c->group[i]) {
            here += sqrt(sum);
            beside++;
        }
    }
    if (!c->diverse || !beside)
        return 1;
    return took(c, "; differs by ") && took_number(c, here / (double)beside) &&
           took(c, " sd from the others of the group on average, by ") &&
           took_number(c, all / (double)(c->p->n - 1)) &&
           took(c, " from all others");
}

static inline int
rank_holds(struct reason_check *c, size_t i, size_t m)
{
    size_t j, n = 0, passed = 0;
    double x = fact_raw(c, i, m), y;
    int higher;

    for (j = 0; j < c->p->n; j++)
        n += j != i && !isnan(fact_raw(c, j, m));
    if (!n)
        return 1;
    higher = took(c, ", higher than ");
    if (!higher && !took(c, ", lower than "))
        return 0;
    for (j = 0; j < c->p->n; j++) {
        y = fact_raw(c, j, m);
        passed += higher ? y < x : y > x;
    }
    return took_number(c, (double)passed) && took(c, " of the ") &&
           took_number(c, (double)n) && took(c, n == 1 ? " other" : " others");
}

static inline int
mixed_holds(struct reason_check *c, size_t i)
{
    size_t m, other, own = c->group[i], n, all = c->p->n;
    double x;

    if (took(c, "no score: placed by size only"))
        return !fact_data(c, i);
    if (!took(c, "scored "))
        return 0;
    x = strtod(c->at, NULL);
    c->at += strspn(c->at, "-0123456789.");
    m = took_measure(c);
    if (m == c->e->measures || x != fact_raw(c, i, m))
        return 0;
    /* No other measure is more unusual; the weight is no part of it. */
    for (other = 0; other < c->e->measures; other++) {
        double w = c->e->weight ? c->e->weight[other] : 1;
        double v = c->e->weight ? c->e->weight[m] : 1;
        if (fabs(fact_z(c, i, other)) / sqrt(w) >
            fabs(fact_z(c, i, m)) / sqrt(v) + 1e-9)
            return 0;
    }
    if (!rank_holds(c, i, m))
        return 0;
    fact_mean(c, own, m, i, &n);
    if (!n) {
        if (!took(c, "; nobody else in ") || took_group(c) != own ||
            !took(c, " has one; all students' mean ") ||
            !took_number(c, fact_mean(c, 0, m, all, &n)))
            return 0;
        return distances_hold(c, i);
    }
    return took(c, "; ") && took_group(c) == own && took(c, " has mean ") &&
           took_number(c, fact_mean(c, own, m, all, &n)) &&
           took(c, " with this score, ") &&
           took_number(c, fact_mean(c, own, m, i, &n)) &&
           took(c, " without; all students' mean ") &&
           took_number(c, fact_mean(c, 0, m, all, &n)) && distances_hold(c, i);
}

/* ---- skill ---- */

static inline double
fact_need(const struct reason_check *c, size_t i, size_t t)
{
    return 1 - c->e->mastery[i * c->e->themes + t];
}

/* The greatest need of all that are known; NAN: none is. */
static inline double
fact_greatest(const struct reason_check *c, size_t i)
{
    double most = NAN;
    size_t t;

    for (t = 0; t < c->e->themes; t++)
        if (!(fact_need(c, i, t) <= most) && !isnan(fact_need(c, i, t)))
            most = fact_need(c, i, t);
    return most;
}

static inline size_t
fact_equals(const struct reason_check *c, size_t i, double need)
{
    size_t t, n = 0;

    for (t = 0; t < c->e->themes; t++)
        n += fact_need(c, i, t) == need;
    return n;
}

/* "the greatest need is X (91 %), which was full (8 of 8)". */
static inline int
missed_holds(struct reason_check *c, size_t i)
{
    double most = fact_greatest(c, i);
    size_t t;

    if (!took(c, fact_equals(c, i, most) > 1 ? "a greatest need is "
                                             : "the greatest need is "))
        return 0;
    t = took_name(c, c->e->theme, c->e->themes);
    return t < c->e->themes && fact_need(c, i, t) == most && took(c, " (") &&
           took_percent(c, most) && took(c, ")") &&
           barred_holds(c, i, t, 0, ", which ");
}

/* "X is the greatest need: 82 % likely not mastered yet". */
static inline int
need_holds(struct reason_check *c, size_t i, size_t theme)
{
    double most = fact_greatest(c, i), need = fact_need(c, i, theme);
    size_t n = fact_equals(c, i, need);

    if (took_name(c, c->e->theme, c->e->themes) != theme)
        return 0;
    if (need == most && n == 1 && !took(c, " is the greatest need"))
        return 0;
    if (need == most && n > 1 &&
        (!took(c, " is one of ") || !took_number(c, (double)n) ||
         !took(c, " equally great needs")))
        return 0;
    return took(c, ": ") && took_percent(c, need) &&
           took(c, " likely not mastered yet");
}

static inline int
skill_holds(struct reason_check *c, size_t i)
{
    size_t theme = c->e->theme_of[c->group[i] - 1];
    double most = fact_greatest(c, i);
    int low;

    if (took(c, "no score: placed by size only"))
        return isnan(most);
    low = took(c, "no need of ");
    if (low && (!took_score(c, c->e->need) ||
                !took(c, " or more in any standard") || most >= c->e->need))
        return 0;
    if (!low && most < c->e->need)
        return 0;
    if (theme == c->e->themes)
        return low || missed_holds(c, i);
    if (low && !took(c, "; "))
        return 0;
    if (took(c, "no score in "))
        return took_name(c, c->e->theme, c->e->themes) == theme &&
               isnan(fact_need(c, i, theme)) && took(c, "; ") &&
               missed_holds(c, i);
    if (!need_holds(c, i, theme))
        return 0;
    if (fact_need(c, i, theme) < most)
        return took(c, "; ") && missed_holds(c, i);
    return !low || barred_holds(c, i, c->e->themes, 0, "; extension ");
}

/* ---- interest ---- */

static const char *const fact_ordinals[] = {
    "first", "second",  "third",  "fourth", "fifth",
    "sixth", "seventh", "eighth", "ninth",  "tenth"};

/* "second" is 2; 0: none stands here. */
static inline unsigned
took_ordinal(struct reason_check *c)
{
    unsigned r;

    for (r = 1; r <= 10; r++)
        if (took(c, fact_ordinals[r - 1]))
            return r;
    r = (unsigned)strtoul(c->at, NULL, 10);
    c->at += strspn(c->at, "0123456789");
    return r;
}

static inline int
interest_holds(struct reason_check *c, size_t i)
{
    const unsigned *rank = c->e->rank + i * c->e->themes;
    size_t theme = c->e->theme_of[c->group[i] - 1], t, wishes = 0;
    unsigned got = theme < c->e->themes ? rank[theme] : 0, r;
    const char *start;

    for (t = 0; t < c->e->themes; t++)
        wishes += rank[t] > 0;
    if (took(c, "no list of choices: placed by size only"))
        return wishes == 0;
    if (took(c, "none of ")) {
        if (got || !took_number(c, c->e->wishes[i]) || !took(c, " choice"))
            return 0;
        (void)took(c, "s");
    } else if (took_ordinal(c) != got || !got || !took(c, " choice, ") ||
               took_name(c, c->e->theme, c->e->themes) != theme) {
        return 0;
    }
    for (;;) {
        start = c->at;
        if (!took(c, "; the "))
            return 1;
        r = took_ordinal(c);
        if (!r || !took(c, " is ")) {
            c->at = start;
            return 1;
        }
        t = took_name(c, c->e->theme, c->e->themes);
        if (t == c->e->themes || rank[t] != r || (got && r >= got) ||
            !barred_holds(c, i, t, 0, ", which "))
            return 0;
    }
}

#include "reason_check_rules.h"

#endif
