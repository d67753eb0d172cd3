/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_REASON_CHECK_NOTES_H
#define COH_TEST_REASON_CHECK_NOTES_H

/* The last part of reason_check.h: notes, and the fit. */

/* ---- fit and edges: one measure in bands ---- */

static inline size_t
fact_only(const struct reason_check *c)
{
    size_t m;

    for (m = 0; c->e->measures > 1 && !fact_used(c, m); m++)
        ;
    return m;
}

/* Where group g meets the next one below (step −1) or above; NAN: nowhere. */
static inline double
fact_edge(const struct reason_check *c, size_t g, int step, size_t *other)
{
    double low = 0, high = 0, a = 0, b = 0, edge = NAN, far = NAN;
    size_t h, m = fact_only(c);

    *other = 0;
    if (!fact_range(c, g, m, &low, &high))
        return NAN;
    for (h = 1; h <= c->p->k; h++) {
        if (h == g || !fact_range(c, h, m, &a, &b))
            continue;
        if (step > 0
                ? a > low || (a == low && (b > high || (b == high && h > g)))
                : a < low || (a == low && (b < high || (b == high && h < g)))) {
            double x = step > 0 ? a : -b, y = step > 0 ? b : -a;
            if (!(x >= edge) ||
                (x == edge && (y < far || (y == far && step < 0)))) {
                edge = x;
                far = y;
                *other = h;
            }
        }
    }
    return (step > 0 ? high + edge : low - edge) / 2;
}

static inline void
fact_trust(const struct reason_check *c, double *sem, double *r)
{
    double sd = fact_sd(c, fact_only(c));

    *sem = c->e->sem;
    *r = c->e->reliability;
    if (*sem > 0 && *r == 0 && sd > *sem)
        *r = 1 - pow(*sem / sd, 2);
    if (*sem == 0 && *r > 0)
        *sem = sd * sqrt(1 - *r);
}

/* Kelley: the true score is normal around r·x + (1 − r)·mean, SEM·√r. */
static inline double
fact_probability(const struct reason_check *c, size_t i, size_t g)
{
    size_t n, other, m = fact_only(c);
    double sem, r, t, low, high, p;

    fact_trust(c, &sem, &r);
    t = r * fact_raw(c, i, m) + (1 - r) * fact_mean(c, 0, m, c->p->n, &n);
    low = fact_edge(c, g, -1, &other);
    high = fact_edge(c, g, 1, &other);
    p = (isnan(high) ? 1
                     : .5 * erfc((t - high) / (sem * sqrt(r)) * M_SQRT1_2)) -
        (isnan(low) ? 0 : .5 * erfc((t - low) / (sem * sqrt(r)) * M_SQRT1_2));
    return p > 0 ? p : 0;
}

/* One measure, and no two groups of which both have scores above a score of
 * the other. */
static inline int
fact_bands(const struct reason_check *c)
{
    double low = 0, high = 0, a = 0, b = 0;
    size_t g, h, m = fact_only(c);

    if (c->e->method != COH_GROUP_SIMILAR || fact_measures(c) > 1)
        return 0;
    for (g = 1; g <= c->p->k; g++)
        for (h = 1; h < g; h++)
            if (fact_range(c, g, m, &low, &high) &&
                fact_range(c, h, m, &a, &b) && high > a && b > low)
                return 0;
    return 1;
}

static inline int
fit_holds(struct reason_check *c, size_t i, double fit)
{
    size_t theme;
    double sem, r, right = NAN;

    if (c->e->method == COH_GROUP_SIMILAR && fact_bands(c)) {
        fact_trust(c, &sem, &r);
        if (sem > 0 && r > 0 && fact_data(c, i))
            right = fact_probability(c, i, c->group[i]);
    } else if (c->e->themes && c->e->theme_of[c->group[i] - 1] < c->e->themes) {
        theme = c->e->theme_of[c->group[i] - 1];
        if (c->e->method == COH_GROUP_SKILL)
            right = fact_need(c, i, theme);
        else if (c->e->rank[i * c->e->themes + theme])
            right = c->e->rank[i * c->e->themes + theme];
    }
    return isnan(right) ? isnan(fit) != 0 : fabs(fit - right) < 1e-9;
}

/* ---- notes ---- */

/* "within 1 SEM of group 4: 0.55 group 3, 0.45 group 4". */
static inline int
edge_holds(struct reason_check *c, size_t i)
{
    size_t own = c->group[i], side[2], n = 0, s, g;
    double sem, r, x = fact_raw(c, i, fact_only(c)), edge;
    int step;

    fact_trust(c, &sem, &r);
    for (step = -1; step < 2; step += 2) {
        edge = fact_edge(c, own, step, &g);
        if (g && fabs(x - edge) <= sem * (1 + 1e-12))
            side[n++] = g;
    }
    for (s = 0; s < n; s++)
        if ((s && !took(c, " and ")) || took_group(c) != side[s])
            return 0;
    if (!n || !(r > 0))
        return n > 0;
    if (!took(c, ": ") || !took_number(c, fact_probability(c, i, own)) ||
        !took(c, " ") || took_group(c) != own)
        return 0;
    for (s = 0; s < n; s++)
        if (!took(c, ", ") ||
            !took_number(c, fact_probability(c, i, side[s])) || !took(c, " ") ||
            took_group(c) != side[s])
            return 0;
    return 1;
}

static inline int
tie_holds(struct reason_check *c, size_t i)
{
    size_t j, n = 0, m = fact_only(c);
    double x = fact_raw(c, i, m);

    for (j = 0; j < c->p->n; j++)
        n += fact_raw(c, j, m) == x && c->group[j] != c->group[i] &&
             !fact_named(c, j);
    return n && !fact_named(c, i) && took_number(c, (double)n) &&
           took(c, n == 1 ? " other who scored " : " others who scored ") &&
           took_score(c, x) &&
           took(c, n == 1 ? " is in another group" : " are in another group");
}

static inline int
cause_holds(struct reason_check *c, size_t i, size_t then)
{
    size_t now = c->group[i], a = c->e->themes, b = a, m;
    const unsigned *rank = c->e->rank ? c->e->rank + i * c->e->themes : NULL;
    double low = 0, high = 0;
    int ends;

    if (c->e->method == COH_GROUP_SKILL || c->e->method == COH_GROUP_INTEREST) {
        a = c->e->theme_of[then - 1];
        b = c->e->theme_of[now - 1];
    }
    if (took(c, ": scored ")) {
        m = fact_only(c);
        if (!took_score(c, fact_raw(c, i, m)) || !took(c, ", and ") ||
            took_group(c) != then || !took(c, " now "))
            return 0;
        ends = took(c, "ends at ");
        return (ends || took(c, "starts at ")) &&
               fact_range(c, then, m, &low, &high) &&
               took_score(c, ends ? high : low) &&
               (ends ? fact_raw(c, i, m) > high : fact_raw(c, i, m) < low);
    }
    if (c->e->method == COH_GROUP_MIXED)
        return c->p->company == COH_GROUP_NEW_COMPANY
                   ? took(c, ": new company was asked for")
                   : took(c, ": all groups were balanced anew");
    if (took(c, ": the mean of "))
        return took_group(c) == now && took(c, " is nearer now") &&
               fact_distance(c, i, now, c->e->measures) <
                   fact_distance(c, i, then, c->e->measures);
    if (strncmp(c->at, ": the group ", 12) == 0)
        return barred_holds(c, i, c->e->themes, then, ": the group ");
    if (c->e->method == COH_GROUP_INTEREST && b < c->e->themes &&
        took(c, ": ") && took(c, c->e->theme[b])) {
        if (!took(c, " is choice ") || !took_number(c, rank[b]) ||
            !took(c, " now, ") || !took(c, c->e->theme[a]))
            return 0;
        if (took(c, " is none"))
            return rank[a] == 0 && rank[b];
        return took(c, " choice ") && took_number(c, rank[a]) &&
               rank[b] < rank[a] && rank[b];
    }
    if (c->e->method == COH_GROUP_SKILL && b < c->e->themes &&
        strstr(c->at, " is the greater") && took(c, ": ") &&
        took(c, c->e->theme[b]))
        return took(c, " is the greater need (") &&
               took_percent(c, fact_need(c, i, b)) &&
               took(c, " likely not mastered yet, ") &&
               took(c, c->e->theme[a]) && took(c, " ") &&
               took_percent(c, fact_need(c, i, a)) && took(c, ")") &&
               fact_need(c, i, b) > fact_need(c, i, a);
    if (took(c, ": "))
        return took_percent(c, 1 - fact_need(c, i, a)) &&
               took(c, " likely mastered ") && took(c, c->e->theme[a]) &&
               took(c, " now") && fact_need(c, i, a) < c->e->need;
    return 1;
}

static inline int
moved_holds(struct reason_check *c, size_t i)
{
    const char *then = c->e->previous[i], *now;
    size_t g;

    now = c->e->group[c->group[i] - 1];
    if (!then || strcmp(then, now) == 0 || !took(c, then) || !took(c, " to ") ||
        !took(c, now))
        return 0;
    for (g = 1; g <= c->p->k && strcmp(c->e->group[g - 1], then) != 0; g++)
        ;
    if (g > c->p->k)
        return took(c, ": there is no group ") && took(c, then) &&
               took(c, " now");
    return cause_holds(c, i, g);
}

/* One part of a note. */
static inline int
part_holds(struct reason_check *c, size_t i)
{
    size_t m, t;

    if (took(c, "no next best: "))
        return took(c, "pinned by you") || took(c, "must stay with others") ||
               took(c, "there is one group") ||
               took(c, "no move or swap keeps all rules");
    if (took(c, "no score: placed by size only"))
        return c->e->method == COH_GROUP_SKILL ? isnan(fact_greatest(c, i)) != 0
                                               : !fact_data(c, i);
    if (took(c, "no list of choices: placed by size only")) {
        for (t = 0; t < c->e->themes; t++)
            if (c->e->rank[i * c->e->themes + t])
                return 0;
        return 1;
    }
    if (took(c, "no score in ")) {
        m = took_name(c, c->e->measure, c->e->measures);
        return m < c->e->measures && isnan(fact_raw(c, i, m)) &&
               fact_data(c, i);
    }
    if (took(c, "tied: "))
        return tie_holds(c, i);
    if (took(c, "within 1 SEM of "))
        return edge_holds(c, i);
    if (took(c, "was not among them before"))
        return c->e->previous && !c->e->previous[i];
    return c->e->previous && took(c, "moved from ") && moved_holds(c, i);
}

/* Who must have a note of an edge, of equals elsewhere, of the groups before,
 * has it. */
static inline int
note_complete(struct reason_check *c, size_t i, const char *note)
{
    const char *now = c->e->group[c->group[i] - 1], *then;
    int edge = strstr(note, "within 1 SEM of ") != NULL;
    int tied = strstr(note, "tied: ") != NULL, expected = 0;
    size_t j, g;
    double sem, r, x;
    int step;

    if (c->e->previous) {
        then = c->e->previous[i];
        if (!strstr(note, "was not among them before") != (then != NULL) ||
            (then && !strstr(note, "moved from ") != !strcmp(then, now)))
            return 0;
    }
    if (c->e->method != COH_GROUP_SIMILAR || fact_measures(c) > 1 ||
        !fact_data(c, i))
        return !edge && !tied;
    x = fact_raw(c, i, fact_only(c));
    for (j = 0; !fact_named(c, i) && j < c->p->n; j++)
        expected |= fact_raw(c, j, fact_only(c)) == x && !fact_named(c, j) &&
                    c->group[j] != c->group[i];
    if (tied != expected)
        return 0;
    fact_trust(c, &sem, &r);
    for (expected = 0, step = -1; sem > 0 && step < 2; step += 2) {
        double at = fact_edge(c, c->group[i], step, &g);
        expected |= g && fabs(x - at) <= sem;
    }
    return edge == (expected && fact_bands(c));
}

static inline int
note_holds(struct reason_check *c, size_t i, const char *note)
{
    c->at = note;
    if (!note_complete(c, i, note))
        return 0;
    while (*c->at) {
        if (!part_holds(c, i))
            return 0;
        if (*c->at && !took(c, "; "))
            return 0;
    }
    return 1;
}

#endif
