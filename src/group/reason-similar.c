/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/reason-internal.h"

/* Measures that are named in one reason. */
#define MOST_MEASURES 4

/* The only measure, in bands: the range of the own group, and the next. */
static int
say_band(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
         struct coh_error *err)
{
    size_t g = r->a->group[i], up = coh_group_neighbour(r, g, 1);
    size_t down = coh_group_neighbour(r, g, -1);
    const struct coh_group_profile *on = coh_group_profile_of(r, g, r->only);
    double x = coh_group_raw(r, i, r->only);
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE], c[COH_NUMBER_SIZE];
    int inside = x >= on->low && x <= on->high;

    coh_double_text(x, a);
    coh_double_text(on->low, b);
    coh_double_text(on->high, c);
    if (coh_text_format(t, err, "scored %s; %sgroup %s hold%s %s", a,
                        inside ? "" : "the others of ", r->e->group[g - 1],
                        inside ? "s" : "", b) ||
        (on->low < on->high && coh_text_format(t, err, " to %s", c)))
        return -1;
    if (!inside)
        return 0;
    if (up)
        return coh_text_format(
            t, err, "; the next group starts at %s",
            coh_double_text(coh_group_profile_of(r, up, r->only)->low, a));
    if (down)
        return coh_text_format(
            t, err, "; the group below ends at %s",
            coh_double_text(coh_group_profile_of(r, down, r->only)->high, a));
    return 0;
}

/* Whose mean point is nearest to a student. */
struct near {
    size_t own, other; /* 1 to k; other: the nearest but the own, 0: none */
    int nearest;       /* no group is nearer than the own */
    size_t measure;    /* that tells the two apart most; `measures`: there is
                          but one, or no other group */
};

double
coh_group_distance(const struct coh_group_reasons *r, size_t i, size_t g,
                   size_t d)
{
    size_t all = r->aim->dimensions, from = d < all ? d : 0;
    double sum = 0, x;

    for (; from < (d < all ? d + 1 : all); from++) {
        x = (double)r->aim->point[i * all + from] -
            r->centre[(g - 1) * all + from];
        sum += x * x;
    }
    return sum;
}

int
coh_group_scored(const struct coh_group_reasons *r, size_t g)
{
    size_t m;

    for (m = 0; m < r->e->measures; m++)
        if (coh_group_used(r, m) && coh_group_profile_of(r, g, m)->scored)
            return 1;
    return 0;
}

static struct near
find_near(const struct coh_group_reasons *r, size_t i)
{
    struct near n = {r->a->group[i], 0, 1, r->e->measures};
    double least = 0, own = coh_group_distance(r, i, n.own, r->aim->dimensions),
           x;
    double most = -INFINITY;
    size_t g, m, d = 0;

    for (g = 1; g <= r->p->k; g++) {
        if (g == n.own || !coh_group_scored(r, g))
            continue;
        x = coh_group_distance(r, i, g, r->aim->dimensions);
        if (!n.other || x < least) {
            n.other = g;
            least = x;
        }
    }
    /* What rounding alone decides is as near. */
    n.nearest = !n.other || own <= least * (1 + 1e-9) + 1e-9 / r->aim->unit;
    if (!n.other || r->only < r->e->measures)
        return n;
    for (m = 0; m < r->e->measures && d < r->aim->dimensions; m++) {
        if (!coh_group_used(r, m))
            continue;
        x = coh_group_distance(r, i, n.other, d) -
            coh_group_distance(r, i, n.own, d);
        x = n.nearest ? x : -x;
        if (x > most) {
            most = x;
            n.measure = m;
        }
        d++;
    }
    return n;
}

/* " in math", where there are several. */
static int
add_measure(const struct coh_group_reasons *r, size_t m, struct coh_text *t,
            struct coh_error *err)
{
    if (r->only < r->e->measures)
        return 0;
    return coh_text_format(t, err, " in %s", r->e->measure[m]);
}

/* The scores of student i, or the means of a group where i is none: "212 in
 * math, 198 in reading and 2 more". */
static int
say_values(const struct coh_group_reasons *r, size_t i, size_t g,
           struct coh_text *t, struct coh_error *err)
{
    char text[COH_NUMBER_SIZE];
    size_t m, n = 0;
    double x;

    for (m = 0; m < r->e->measures; m++) {
        if (!coh_group_used(r, m))
            continue;
        x = g ? coh_group_profile_of(r, g, m)->mean : coh_group_raw(r, i, m);
        if (isnan(x) || n++ >= MOST_MEASURES)
            continue;
        if (coh_text_format(t, err, "%s%s", n > 1 ? ", " : "",
                            g ? coh_group_mean_text(r, m, x, text)
                              : coh_double_text(x, text)) ||
            add_measure(r, m, t, err))
            return -1;
    }
    if (n > MOST_MEASURES)
        return coh_text_format(t, err, " and %zu more", n - MOST_MEASURES);
    return 0;
}

static int
say_mean(const struct coh_group_reasons *r, size_t g, const char *verb,
         struct coh_text *t, struct coh_error *err)
{
    if (coh_text_format(t, err, "; group %s %s: mean ", r->e->group[g - 1],
                        verb))
        return -1;
    return say_values(r, 0, g, t, err);
}

/* Means, where there are no bands. */
static int
say_near(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
         struct coh_error *err)
{
    struct near n = find_near(r, i);

    if (coh_text_add_string(t, "scored ", err) || say_values(r, i, 0, t, err))
        return -1;
    if (say_mean(r, n.own,
                 !n.other    ? "is the only one with scores"
                 : n.nearest ? "is nearest"
                             : "is not the nearest",
                 t, err))
        return -1;
    if (!n.other)
        return 0;
    if (say_mean(r, n.other, n.nearest ? "is next" : "is nearer", t, err))
        return -1;
    if (n.measure < r->e->measures &&
        coh_text_format(t, err, "; most of the difference is in %s",
                        r->e->measure[n.measure]))
        return -1;
    if (n.nearest)
        return 0;
    return coh_group_say_barred(r, i, r->e->themes, n.other, "; that group ", t,
                                err);
}

int
coh_group_say_similar(const struct coh_group_reasons *r, size_t i,
                      struct coh_text *t, struct coh_error *err)
{
    if (!r->data[i])
        return coh_text_add_string(t, "no score: placed by size only", err);
    return r->bands ? say_band(r, i, t, err) : say_near(r, i, t, err);
}
