/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "group/reason-internal.h"

/* Wishes before the one that was got, that are named in one reason. */
#define MOST_WISHES 3

/* What kept a student out of a group. */
enum bar {
    NOTHING, /* the aim decided */
    FULL,
    CLOSED,
    RULED, /* a list names the student */
    LEAST, /* the own group would be too small */
    BREAKS,
    SEVERAL,
};

static enum bar
bar(const struct coh_group_reasons *r, size_t i, size_t g)
{
    const struct coh_group_problem *p = r->p;
    size_t unit = r->rules.unit[i], own = r->a->group[i];

    if (!r->rules.allowed[unit * p->k + g - 1])
        return RULED;
    if (r->size[g - 1] == 0 && p->may_close && p->may_close[g - 1])
        return CLOSED;
    if (r->size[g - 1] >= p->max[g - 1])
        return FULL;
    /* Those who stay together: the aim weighed them all. */
    if (r->rules.unit_start[unit + 1] - r->rules.unit_start[unit] > 1)
        return NOTHING;
    if (r->size[own - 1] <= p->min[own - 1])
        return LEAST;
    return coh_group_next_breaks(r->next, i, g) ? BREAKS : NOTHING;
}

static int
say_bar(const struct coh_group_reasons *r, size_t i, enum bar why, size_t size,
        size_t most, const char *lead, struct coh_text *t,
        struct coh_error *err)
{
    size_t own = r->a->group[i];

    switch (why) {
    case NOTHING:
        return 0;
    case FULL:
        return coh_text_format(t, err, "%swas full (%zu of %zu)", lead, size,
                               most);
    case CLOSED:
        return coh_text_format(t, err, "%sdid not run", lead);
    case RULED:
        return coh_text_format(t, err, "%swas ruled out by your list", lead);
    case LEAST:
        return coh_text_format(
            t, err, "%swas out of reach: group %s needs at least %zu", lead,
            r->e->group[own - 1], r->p->min[own - 1]);
    case BREAKS:
        return coh_text_format(t, err, "%swas barred by a rule", lead);
    case SEVERAL:
        break;
    }
    return coh_text_format(t, err, "%swas full, closed or against a rule",
                           lead);
}

/* Is g one of those that are asked for? */
static int
asked(const struct coh_group_reasons *r, size_t g, size_t theme, size_t group)
{
    return group ? g == group : r->e->theme_of[g - 1] == theme;
}

int
coh_group_say_barred(const struct coh_group_reasons *r, size_t i, size_t theme,
                     size_t group, const char *lead, struct coh_text *t,
                     struct coh_error *err)
{
    size_t g, n = 0, closed = 0, size = 0, most = 0;
    enum bar all = NOTHING, one;

    for (g = 1; g <= r->p->k; g++) {
        if (!asked(r, g, theme, group))
            continue;
        one = bar(r, i, g);
        if (one == NOTHING)
            return 0;
        if (one == CLOSED) {
            closed++;
            continue;
        }
        size += r->size[g - 1];
        most += r->p->max[g - 1];
        all = n++ && all != one ? SEVERAL : one;
    }
    if (!n && !closed)
        return coh_text_format(t, err, "%shas no group", lead);
    /* Beside groups that run, those that do not are not worth a word. */
    return say_bar(r, i, n ? all : CLOSED, size, most, lead, t, err);
}

/* The greatest need of student i; `themes`: nothing is known. */
static size_t
greatest(const struct coh_group_reasons *r, size_t i)
{
    const double *p = r->e->mastery + i * r->e->themes;
    size_t t, found = r->e->themes;

    for (t = 0; t < r->e->themes; t++)
        if (!isnan(p[t]) && (found == r->e->themes || p[t] < p[found]))
            found = t;
    return found;
}

const char *
coh_group_percent_text(double p, char out[COH_GROUP_PERCENT_SIZE])
{
    char number[COH_NUMBER_SIZE];

    coh_double_fixed(100 * p, 0, number);
    snprintf(out, COH_GROUP_PERCENT_SIZE, "%s %%",
             100 * p >= 99.5 ? "over 99"
             : 100 * p < 0.5 ? "under 1"
                             : number);
    return out;
}

/* How many standards are as great a need as this. */
static size_t
equals(const struct coh_group_reasons *r, size_t i, size_t theme)
{
    const double *p = r->e->mastery + i * r->e->themes;
    size_t t, n = 0;

    for (t = 0; t < r->e->themes; t++)
        n += p[t] == p[theme];
    return n;
}

/* "5.NF.A.1 is the greatest need: 82 % likely not mastered yet". */
static int
say_need(const struct coh_group_reasons *r, size_t i, size_t theme,
         int greatest_need, struct coh_text *t, struct coh_error *err)
{
    double p = r->e->mastery[i * r->e->themes + theme];
    size_t n = equals(r, i, theme);
    char text[COH_GROUP_PERCENT_SIZE];

    if (coh_text_add_string(t, r->e->theme[theme], err))
        return -1;
    if (greatest_need &&
        (n > 1
             ? coh_text_format(t, err, " is one of %zu equally great needs", n)
             : coh_text_add_string(t, " is the greatest need", err)))
        return -1;
    return coh_text_format(t, err, ": %s likely not mastered yet",
                           coh_group_percent_text(1 - p, text));
}

/* The greatest need, and what kept the student from it. */
static int
say_missed(const struct coh_group_reasons *r, size_t i, size_t theme,
           const char *lead, struct coh_text *t, struct coh_error *err)
{
    double p = r->e->mastery[i * r->e->themes + theme];
    char text[COH_GROUP_PERCENT_SIZE];

    if (coh_text_format(
            t, err, "%s%s is %s (%s)", lead,
            equals(r, i, theme) > 1 ? "a greatest need" : "the greatest need",
            r->e->theme[theme], coh_group_percent_text(1 - p, text)))
        return -1;
    return coh_group_say_barred(r, i, theme, 0, ", which ", t, err);
}

static int
say_no_need(const struct coh_group_reasons *r, struct coh_text *t,
            struct coh_error *err)
{
    char a[COH_NUMBER_SIZE];

    return coh_text_format(t, err, "no need of %s or more in any standard",
                           coh_double_text(r->e->need, a));
}

/* In a group of a standard. */
static int
say_standard(const struct coh_group_reasons *r, size_t i, size_t theme,
             size_t best, struct coh_text *t, struct coh_error *err)
{
    const double *p = r->e->mastery + i * r->e->themes;
    int need = 1 - p[best] >= r->e->need;

    if (!need && (say_no_need(r, t, err) || coh_text_add_string(t, "; ", err)))
        return -1;
    if (isnan(p[theme])) {
        if (coh_text_format(t, err, "no score in %s", r->e->theme[theme]))
            return -1;
    } else if (say_need(r, i, theme, p[theme] <= p[best], t, err)) {
        return -1;
    }
    if (isnan(p[theme]) || p[theme] > p[best])
        return say_missed(r, i, best, "; ", t, err);
    if (need)
        return 0;
    return coh_group_say_barred(r, i, r->e->themes, 0, "; extension ", t, err);
}

int
coh_group_say_skill(const struct coh_group_reasons *r, size_t i,
                    struct coh_text *t, struct coh_error *err)
{
    size_t theme = r->e->theme_of[r->a->group[i] - 1];
    size_t best = greatest(r, i);

    if (best == r->e->themes)
        return coh_text_add_string(t, "no score: placed by size only", err);
    if (theme < r->e->themes)
        return say_standard(r, i, theme, best, t, err);
    if (1 - r->e->mastery[i * r->e->themes + best] >= r->e->need)
        return say_missed(r, i, best, "", t, err);
    return say_no_need(r, t, err);
}

/* "third", "choice 11". */
static const char *
ordinal(unsigned rank, char out[COH_NUMBER_SIZE])
{
    static const char *const word[] = {"first", "second", "third",   "fourth",
                                       "fifth", "sixth",  "seventh", "eighth",
                                       "ninth", "tenth"};
    struct coh_decimal d = {rank, 0};

    return rank <= 10 ? word[rank - 1] : coh_decimal_text(d, out);
}

static size_t
wish(const struct coh_group_reasons *r, size_t i, unsigned rank)
{
    size_t t;

    for (t = 0; t < r->e->themes; t++)
        if (r->e->rank[i * r->e->themes + t] == rank)
            break;
    return t;
}

int
coh_group_say_interest(const struct coh_group_reasons *r, size_t i,
                       struct coh_text *t, struct coh_error *err)
{
    const struct coh_group_evidence *e = r->e;
    size_t theme = e->theme_of[r->a->group[i] - 1], better;
    unsigned got = theme < e->themes ? e->rank[i * e->themes + theme] : 0;
    unsigned rank, said = 0;
    char a[COH_NUMBER_SIZE];

    if (!e->wishes[i])
        return coh_text_add_string(t, "no list of choices: placed by size only",
                                   err);
    if (got ? coh_text_format(t, err, "%s choice, %s", ordinal(got, a),
                              e->theme[theme])
            : coh_text_format(t, err, "none of %u choice%s", e->wishes[i],
                              e->wishes[i] == 1 ? "" : "s"))
        return -1;
    for (rank = 1; got != rank && rank <= e->themes && said < MOST_WISHES;
         rank++) {
        better = wish(r, i, rank);
        if (better == e->themes)
            continue;
        said++;
        if (coh_text_format(t, err, "; the %s is %s", ordinal(rank, a),
                            e->theme[better]) ||
            coh_group_say_barred(r, i, better, 0, ", which ", t, err))
            return -1;
    }
    return 0;
}
