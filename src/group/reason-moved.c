/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "group/reason-internal.h"

/* The group of today that is called as the earlier one of student i; 0: none.
 */
static size_t
earlier(const struct coh_group_reasons *r, size_t i)
{
    size_t g;

    for (g = 1; g <= r->p->k; g++)
        if (strcmp(r->e->previous[i], r->e->group[g - 1]) == 0)
            return g;
    return 0;
}

int
coh_group_moved(const struct coh_group_reasons *r, size_t i)
{
    if (!r->e->previous)
        return 0;
    if (!r->e->previous[i])
        return -1;
    return strcmp(r->e->previous[i], r->e->group[r->a->group[i] - 1]) != 0;
}

/* Several measures, or groups that overlap: the own mean is nearer. */
static int
say_nearer(const struct coh_group_reasons *r, size_t i, size_t g, int *said,
           struct coh_text *t, struct coh_error *err)
{
    size_t own = r->a->group[i], all = r->aim->dimensions;

    /* By more than what rounding decides. */
    if (coh_group_distance(r, i, own, all) + 1e-4 / r->aim->unit >
        coh_group_distance(r, i, g, all))
        return 0;
    *said = 1;
    return coh_text_format(t, err, ": the mean of group %s is nearer now",
                           r->e->group[own - 1]);
}

/* The score is beyond what the earlier group holds now. *said: it is. */
static int
say_outside(const struct coh_group_reasons *r, size_t i, size_t g, int *said,
            struct coh_text *t, struct coh_error *err)
{
    const struct coh_group_profile *on;
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];
    double x;
    int above;

    if (!r->data[i] || !coh_group_scored(r, g))
        return 0;
    if (!r->bands)
        return say_nearer(r, i, g, said, t, err);
    on = coh_group_profile_of(r, g, r->only);
    x = coh_group_raw(r, i, r->only);
    above = x > on->high;
    if (!above && x >= on->low)
        return 0;
    *said = 1;
    return coh_text_format(t, err, ": scored %s, and group %s now %s at %s",
                           coh_double_text(x, a), r->e->group[g - 1],
                           above ? "ends" : "starts",
                           coh_double_text(above ? on->high : on->low, b));
}

/* skill: how likely the standard of the earlier group is mastered by now, and
 * that of the own group. */
static int
say_mastery(const struct coh_group_reasons *r, size_t i, size_t g, int *said,
            struct coh_text *t, struct coh_error *err)
{
    size_t then = r->e->theme_of[g - 1];
    size_t now = r->e->theme_of[r->a->group[i] - 1];
    const double *p = r->e->mastery + i * r->e->themes;
    char a[COH_GROUP_PERCENT_SIZE], b[COH_GROUP_PERCENT_SIZE];

    if (then == r->e->themes || isnan(p[then]))
        return 0;
    if (1 - p[then] < r->e->need) {
        *said = 1;
        return coh_text_format(t, err, ": %s likely mastered %s now",
                               coh_group_percent_text(p[then], a),
                               r->e->theme[then]);
    }
    if (now == r->e->themes || isnan(p[now]) || p[now] >= p[then])
        return 0;
    *said = 1;
    return coh_text_format(
        t, err,
        ": %s is the greater need (%s likely not mastered "
        "yet, %s %s)",
        r->e->theme[now], coh_group_percent_text(1 - p[now], a),
        r->e->theme[then], coh_group_percent_text(1 - p[then], b));
}

/* interest: the own group was wished for more. */
static int
say_wish(const struct coh_group_reasons *r, size_t i, size_t g, int *said,
         struct coh_text *t, struct coh_error *err)
{
    const unsigned *rank = r->e->rank + i * r->e->themes;
    size_t then = r->e->theme_of[g - 1];
    size_t now = r->e->theme_of[r->a->group[i] - 1];
    unsigned got = now < r->e->themes ? rank[now] : 0;
    unsigned had = then < r->e->themes ? rank[then] : 0;

    if (!got || (had && had <= got))
        return 0;
    *said = 1;
    if (!had)
        return coh_text_format(t, err, ": %s is choice %u now, %s is none",
                               r->e->theme[now], got, r->e->theme[then]);
    return coh_text_format(t, err, ": %s is choice %u now, %s choice %u",
                           r->e->theme[now], got, r->e->theme[then], had);
}

static int
say_why(const struct coh_group_reasons *r, size_t i, size_t g,
        struct coh_text *t, struct coh_error *err)
{
    int said = 0, rc = 0;

    if (r->e->method == COH_GROUP_SKILL)
        rc = say_mastery(r, i, g, &said, t, err);
    else if (r->e->method == COH_GROUP_INTEREST)
        rc = say_wish(r, i, g, &said, t, err);
    else if (r->e->method == COH_GROUP_SIMILAR)
        rc = say_outside(r, i, g, &said, t, err);
    else
        return coh_text_add_string(t,
                                   r->p->company == COH_GROUP_NEW_COMPANY
                                       ? ": new company was asked for"
                                       : ": all groups were balanced anew",
                                   err);
    if (rc || said)
        return rc;
    return coh_group_say_barred(r, i, r->e->themes, g, ": the group ", t, err);
}

int
coh_group_note_moved(const struct coh_group_reasons *r, size_t i,
                     struct coh_text *t, struct coh_error *err)
{
    int moved = coh_group_moved(r, i);
    size_t g;

    if (!moved)
        return 0;
    if (moved < 0)
        return coh_group_note(t, "was not among them before", err);
    if (coh_group_note(t, "moved from ", err) ||
        coh_text_format(t, err, "%s to %s", r->e->previous[i],
                        r->e->group[r->a->group[i] - 1]))
        return -1;
    g = earlier(r, i);
    if (!g)
        return coh_text_format(t, err, ": there is no group %s now",
                               r->e->previous[i]);
    return say_why(r, i, g, t, err);
}
