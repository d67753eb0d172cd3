/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/reason-internal.h"

/* The measure in which the student is furthest from the mean of all, in sd;
 * `measures`: has none. */
static size_t
most_unusual(const struct coh_group_reasons *r, size_t i)
{
    size_t m, found = r->e->measures;
    double x, most = -1;

    for (m = 0; m < r->e->measures; m++) {
        x = coh_group_raw(r, i, m);
        if (isnan(x) || !coh_group_used(r, m))
            continue;
        x = r->e->sd[m] > 0 ? fabs(x - r->e->mean[m]) / r->e->sd[m] : 0;
        if (x > most) {
            most = x;
            found = m;
        }
    }
    return found;
}

/* "higher than 104 of the 111 others": those on the far side. */
static int
say_rank(const struct coh_group_reasons *r, size_t i, size_t m,
         struct coh_text *t, struct coh_error *err)
{
    double x = coh_group_raw(r, i, m), y;
    int high = x >= r->e->mean[m];
    size_t j, n = 0, passed = 0;

    for (j = 0; j < r->p->n; j++) {
        y = coh_group_raw(r, j, m);
        n += j != i && !isnan(y);
        passed += high ? y < x : y > x;
    }
    if (!n)
        return 0;
    return coh_text_format(t, err, ", %s than %zu of the %zu other%s",
                           high ? "higher" : "lower", passed, n,
                           n == 1 ? "" : "s");
}

/* What the score does to the mean of the own group. */
static int
say_share(const struct coh_group_reasons *r, size_t i, size_t m,
          struct coh_text *t, struct coh_error *err)
{
    const struct coh_group_profile *on =
        coh_group_profile_of(r, r->a->group[i], m);
    const char *name = r->e->group[r->a->group[i] - 1];
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE], c[COH_NUMBER_SIZE];
    double rest = on->mean * (double)on->scored - coh_group_raw(r, i, m);

    coh_group_mean_text(r, m, on->mean, a);
    coh_group_mean_text(r, m, r->e->mean[m], c);
    if (on->scored < 2)
        return coh_text_format(
            t, err, "; nobody else in group %s has one; all students' mean %s",
            name, c);
    coh_group_mean_text(r, m, rest / (double)(on->scored - 1), b);
    return coh_text_format(
        t, err,
        "; group %s has mean %s with this score, %s without; all "
        "students' mean %s",
        name, a, b, c);
}

/* Diversity: how far from the others of the group, and from all. */
static int
say_distance(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
             struct coh_error *err)
{
    const int32_t *d = r->aim->distance + i * r->p->n;
    double here = 0, all = 0, beside = 0;
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];
    size_t j;

    for (j = 0; j < r->p->n; j++) {
        all += d[j];
        if (r->a->group[j] != r->a->group[i] || j == i)
            continue;
        here += d[j];
        beside++;
    }
    if (beside == 0)
        return 0;
    return coh_text_format(
        t, err,
        "; differs by %s sd from the others of the group on average, "
        "by %s from all others",
        coh_double_fixed(here * r->aim->unit / beside, 2, a),
        coh_double_fixed(all * r->aim->unit / (double)(r->p->n - 1), 2, b));
}

int
coh_group_say_mixed(const struct coh_group_reasons *r, size_t i,
                    struct coh_text *t, struct coh_error *err)
{
    size_t m = most_unusual(r, i);
    char a[COH_NUMBER_SIZE];

    if (m == r->e->measures)
        return coh_text_add_string(t, "no score: placed by size only", err);
    if (coh_text_format(t, err, "scored %s",
                        coh_double_text(coh_group_raw(r, i, m), a)))
        return -1;
    if (r->only == r->e->measures &&
        coh_text_format(t, err, " in %s", r->e->measure[m]))
        return -1;
    if (say_rank(r, i, m, t, err) || say_share(r, i, m, t, err))
        return -1;
    return r->aim->kind == COH_GROUP_DIVERSE ? say_distance(r, i, t, err) : 0;
}
