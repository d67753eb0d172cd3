/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines put into frames and groups, and what that tells of each line. */
#include <math.h>
#include <stdlib.h>

#include "flow/growth-internal.h"
#include "stat/conditional.h"

/* The text of a kind by its number from 1. */
static struct coh_span
text_of(const struct coh_keys *kinds, size_t number)
{
    return number ? coh_keys_cells(kinds, number - 1)[0] : coh_span_of(NULL);
}

/* ---- frames and groups ---- */

/* The line's frame and group, new ones if need be. */
static int
place_line(struct coh_growth *g, size_t at, size_t by, struct coh_span *key,
           struct coh_error *err)
{
    struct coh_growth_line *l = &g->line[at];
    const struct coh_span *cell = coh_keys_cells(&g->lines, at);
    size_t frame, groups = g->groups.n, i;

    key[0] = cell[1];
    key[1] = text_of(&g->scales, l->scale);
    key[2] = text_of(&g->assessments, l->assessment);
    for (i = 0; i < by; i++)
        key[3 + i] = cell[2 + i];
    if (coh_keys_index(&g->frames, key, &frame, err) ||
        coh_keys_index(&g->groups, key, &l->group, err))
        return -1;
    if (g->groups.n > groups)
        g->group[l->group] =
            (struct coh_growth_group){.frame = frame, .sd_first = NAN};
    return 0;
}

/* The lines of each group, side by side. */
static int
sort_lines(struct coh_growth *g, struct coh_error *err)
{
    size_t i, at = 0;

    g->by_group = coh_alloc_array(g->lines.n, sizeof(*g->by_group), err);
    if (!g->by_group)
        return -1;
    for (i = 0; i < g->lines.n; i++)
        if (g->line[i].group != COH_GROWTH_NONE)
            g->group[g->line[i].group].n++;
    for (i = 0; i < g->groups.n; i++) {
        g->group[i].start = at;
        at += g->group[i].n;
        g->group[i].n = 0;
    }
    for (i = 0; i < g->lines.n; i++)
        if (g->line[i].group != COH_GROWTH_NONE) {
            struct coh_growth_group *group = &g->group[g->line[i].group];

            g->by_group[group->start + group->n++] = i;
        }
    return 0;
}

static int
place_lines(struct coh_growth *g, size_t by, struct coh_error *err)
{
    struct coh_span *key = coh_alloc_array(3 + by, sizeof(*key), err);
    size_t at, i = 0;
    int rc = -1;

    g->frames.width = 3;
    g->groups.width = 3 + by;
    g->frame = coh_alloc_array(g->lines.n, sizeof(*g->frame), err);
    g->group = coh_alloc_array(g->lines.n, sizeof(*g->group), err);
    if (!key || !g->frame || !g->group)
        goto out;
    for (at = 0; at < g->lines.n; at++) {
        struct coh_growth_line *l = &g->line[at];

        for (l->start = i; i < g->points && g->point[i].line == at;)
            i++;
        l->n = i - l->start;
        l->group = COH_GROWTH_NONE;
        l->sem_first = l->sem_last = l->percentile = NAN;
        l->band.low = l->band.high = NAN;
        if (!l->other_scale && !l->other_assessment &&
            place_line(g, at, by, key, err))
            goto out;
    }
    for (i = 0; i < g->frames.n; i++)
        g->frame[i] = (struct coh_growth_frame){.from = COH_DATE_NONE,
                                                .until = COH_DATE_NONE};
    rc = sort_lines(g, err);
out:
    coh_free(key);
    return rc;
}

/* ---- occasions ---- */

/* The earliest day of an occasion within a frame. */
struct earliest {
    size_t frame, occasion;
    coh_date day;
};

static int
by_occasion(const void *a, const void *b)
{
    const struct earliest *x = a, *y = b;

    if (x->frame != y->frame)
        return x->frame < y->frame ? -1 : 1;
    if (x->occasion != y->occasion)
        return x->occasion < y->occasion ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

/* Occasions stand in the order of their earliest days. */
static void
order_occasions(struct coh_growth *g, const struct earliest *e, size_t n)
{
    coh_date from = 0, until = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        struct coh_growth_frame *f = &g->frame[e[i].frame];

        if (i && e[i].frame == e[i - 1].frame &&
            e[i].occasion == e[i - 1].occasion)
            continue;
        if (!f->first || e[i].day < from) {
            from = e[i].day;
            f->first = e[i].occasion;
        }
        if (!f->last || e[i].day > until) {
            until = e[i].day;
            f->last = e[i].occasion;
        }
    }
    for (i = 0; i < g->frames.n; i++)
        if (g->frame[i].last == g->frame[i].first)
            g->frame[i].last = 0;
}

static void
take_week(struct coh_growth_frame *f, coh_date day)
{
    day = coh_date_monday(day);
    if (f->from == COH_DATE_NONE || day < f->from)
        f->from = day;
    if (f->until == COH_DATE_NONE || day > f->until)
        f->until = day;
}

static int
find_occasions(struct coh_growth *g, struct coh_error *err)
{
    struct earliest *e = coh_alloc_array(g->points, sizeof(*e), err);
    size_t i, n = 0;

    if (!e)
        return -1;
    for (i = 0; i < g->points; i++) {
        const struct coh_growth_point *p = &g->point[i];
        size_t group = g->line[p->line].group;

        if (group == COH_GROWTH_NONE)
            continue;
        take_week(&g->frame[g->group[group].frame], p->day);
        if (p->occasion)
            e[n++] =
                (struct earliest){g->group[group].frame, p->occasion, p->day};
    }
    qsort(e, n, sizeof(*e), by_occasion);
    order_occasions(g, e, n);
    coh_free(e);
    return 0;
}

void
coh_growth_at_occasions(const struct coh_growth *g,
                        const struct coh_growth_line *l,
                        const struct coh_growth_point **first,
                        const struct coh_growth_point **last)
{
    const struct coh_growth_frame *f = &g->frame[g->group[l->group].frame];
    int named = g->occasions.n > 0;
    size_t i;

    *first = *last = NULL;
    for (i = l->start; i < l->start + l->n; i++) {
        const struct coh_growth_point *p = &g->point[i];

        if (!*first && (named ? p->occasion && p->occasion == f->first
                              : coh_date_monday(p->day) == f->from))
            *first = p;
        if (named ? p->occasion && p->occasion == f->last
                  : f->until > f->from && coh_date_monday(p->day) == f->until)
            *last = p;
    }
}

/* ---- who is chosen ---- */

/* A condition on the scores alone, as a table of one column. */
static int
read_condition(const struct coh_scores *in, const char *text,
               struct coh_where *w, struct coh_error *err)
{
    struct coh_header one = COH_HEADER_INIT;
    int rc =
        coh_header_copy(&one, &in->rows.header.name[in->value.at[0]], 1, err)
            ? -1
            : coh_where_add(w, text, &one, err);

    coh_header_release(&one);
    return rc;
}

static int
choose(struct coh_growth *g, const struct coh_scores *in, struct coh_error *err)
{
    struct coh_where w = COH_WHERE_INIT;
    struct coh_error why = COH_ERROR_INIT;
    char text[COH_NUMBER_SIZE], name[COH_QUOTE_SIZE];
    struct coh_span cell;
    size_t at;

    if (g->set.chosen && read_condition(in, g->set.chosen, &w, &why)) {
        cell = in->rows.header.name[in->value.at[0]];
        coh_where_release(&w);
        return coh_fail(err, why.code == COH_SYSTEM ? COH_SYSTEM : COH_USAGE,
                        "--chosen '%.40s': write a condition on the scores, "
                        "as '%s<70'",
                        g->set.chosen,
                        coh_quote(cell.bytes, cell.length, name));
    }
    for (at = 0; at < g->lines.n; at++) {
        struct coh_growth_line *l = &g->line[at];

        l->chosen = 1;
        if (!g->set.chosen)
            continue;
        cell = coh_span_of(
            l->n ? coh_growth_number(&g->point[l->start].score, text) : "");
        l->chosen = l->n && coh_where_fits(&w, &cell);
    }
    coh_where_release(&w);
    return 0;
}

/* ---- standard errors of measurement ---- */

/* The sd of each group's first scores, in which the lines of a group need not
 * stand together. */
static int
spread_of_first(struct coh_growth *g, struct coh_error *err)
{
    struct coh_sample *s = coh_alloc_array(g->groups.n, sizeof(*s), err);
    size_t i;
    int rc = s ? 0 : -1;

    for (i = 0; s && i < g->groups.n; i++)
        s[i] = (struct coh_sample)COH_SAMPLE_INIT;
    for (i = 0; !rc && i < g->lines.n; i++) {
        const struct coh_growth_line *l = &g->line[i];

        if (l->n && l->group != COH_GROWTH_NONE)
            rc = coh_growth_add(&s[l->group], &g->point[l->start].score, err);
    }
    for (i = 0; s && i < g->groups.n; i++) {
        if (!rc && !(rc = coh_sample_finish(&s[i], err)))
            g->group[i].sd_first = coh_sample_sd(&s[i]);
        coh_sample_release(&s[i]);
    }
    coh_free(s);
    return rc;
}

/* Its row's own, else --sem, else by --reliability. */
static double
sem_of(const struct coh_growth *g, const struct coh_growth_line *l,
       const struct coh_growth_point *p)
{
    if (p->sem > 0)
        return p->sem;
    if (!isnan(g->set.sem))
        return g->set.sem;
    if (isnan(g->set.reliability))
        return NAN;
    return coh_change_sem(g->group[l->group].sd_first, g->set.reliability);
}

static int
find_errors(struct coh_growth *g, struct coh_error *err)
{
    size_t at;

    if (!isnan(g->set.reliability) && spread_of_first(g, err))
        return -1;
    for (at = 0; at < g->lines.n; at++) {
        struct coh_growth_line *l = &g->line[at];

        if (!l->n || l->group == COH_GROWTH_NONE)
            continue;
        l->sem_first = sem_of(g, l, &g->point[l->start]);
        l->sem_last = sem_of(g, l, &g->point[l->start + l->n - 1]);
    }
    return 0;
}

/* ---- percentiles ---- */

/* Among students tested on both occasions where these have names, else among
 * those with scores on two days. */
static int
is_compared(const struct coh_growth *g, const struct coh_growth_line *l)
{
    const struct coh_growth_point *first, *last;

    if (l->n < 2 || l->group == COH_GROWTH_NONE ||
        g->point[l->start].day == g->point[l->start + l->n - 1].day)
        return 0;
    if (!g->occasions.n)
        return 1;
    coh_growth_at_occasions(g, l, &first, &last);
    return first && last;
}

static int
percentiles_of(struct coh_growth *g, size_t group, size_t *which,
               struct coh_conditional_point *p, struct coh_notes *notes,
               struct coh_error *err)
{
    const struct coh_span *cell = coh_keys_cells(&g->groups, group);
    struct coh_error why = COH_ERROR_INIT;
    const struct coh_value *from = NULL;
    char measure[COH_QUOTE_SIZE];
    size_t i, n = 0;

    for (i = 0; i < g->group[group].n; i++) {
        size_t at = g->by_group[g->group[group].start + i];
        const struct coh_growth_line *l = &g->line[at];
        struct coh_value first, last;

        if (!is_compared(g, l))
            continue;
        /* From one score on: large scores cost no digits. */
        from = from ? from : &g->point[l->start].score;
        first = coh_growth_gain(from, &g->point[l->start].score);
        last = coh_growth_gain(from, &g->point[l->start + l->n - 1].score);
        which[n] = at;
        p[n++] = (struct coh_conditional_point){
            .first = coh_value_double(&first),
            .last = coh_value_double(&last),
            .sem_first = l->sem_first,
            .sem_last = l->sem_last,
        };
    }
    if (coh_conditional_percentile(p, n, g->set.level, &why))
        return coh_notes_add(notes, COH_NOTE_FACT,
                             coh_quote(cell[0].bytes, cell[0].length, measure),
                             err, "percentile_in_this_group is blank: %s",
                             why.text);
    for (i = 0; i < n; i++) {
        g->line[which[i]].percentile = p[i].percentile;
        g->line[which[i]].band = p[i].band;
    }
    return 0;
}

static int
find_percentiles(struct coh_growth *g, struct coh_notes *notes,
                 struct coh_error *err)
{
    struct coh_conditional_point *p =
        coh_alloc_array(g->lines.n, sizeof(*p), err);
    size_t *which = coh_alloc_array(g->lines.n, sizeof(*which), err), i;
    int rc = p && which ? 0 : -1;

    for (i = 0; !rc && i < g->groups.n; i++)
        rc = percentiles_of(g, i, which, p, notes, err);
    if (!rc && g->groups.n)
        rc = coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                           "percentile_in_this_group compares students here "
                           "who started alike: it is not a norm");
    coh_free(which);
    coh_free(p);
    return rc;
}

int
coh_growth_arrange(struct coh_growth *g, const struct coh_scores *in,
                   struct coh_error *err)
{
    if (place_lines(g, in->by.n, err) || find_occasions(g, err) ||
        choose(g, in, err) || find_errors(g, err))
        return -1;
    return g->set.percentile ? find_percentiles(g, &in->rows.run->notes, err)
                             : 0;
}
