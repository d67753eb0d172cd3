/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "flow/grouping-report-internal.h"

/* Ranks that have a column of their own. */
enum { RANKS_MOST = 4 };

/* Pairs of a group who shared one before. */
static size_t
met_in(const struct coh_grouping_page *page, size_t at)
{
    const struct coh_group_problem *p = &page->g->p;
    const size_t *group = page->a->group;
    size_t i, j, n = 0;

    for (i = 0; i < p->n; i++)
        for (j = i + 1; group[i] == at && p->previous[i] && j < p->n; j++)
            n += group[j] == at && p->previous[i] == p->previous[j];
    return n;
}

static unsigned
last_rank(const struct coh_grouping *g)
{
    unsigned most = 0;
    size_t i;

    for (i = 0; i < g->p.n; i++)
        most = g->e.wishes[i] > most ? g->e.wishes[i] : most;
    return most < RANKS_MOST ? most : RANKS_MOST;
}

/* How the columns of one method are called, and how many there are. */
static int
say_columns(struct coh_grouping_page *page, size_t *columns,
            struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    unsigned rank;
    size_t m;

    *columns = 0;
    for (m = 0; m < g->e.measures; m++) {
        if (coh_text_add_string(page->t, " mean ", err) ||
            coh_grouping_say_text(page, g->e.measure[m], err) ||
            coh_text_add_string(page->t, " | lowest to highest |", err))
            return -1;
        *columns += 2;
    }
    if (g->method == COH_GROUP_SKILL) {
        *columns += 2;
        return coh_text_add_string(
            page->t, " mean chance of mastery | lowest to highest |", err);
    }
    if (g->method != COH_GROUP_INTEREST)
        return 0;
    for (rank = 1; rank <= last_rank(g); rank++)
        if (coh_grouping_say(page, err, " choice %u%s |", rank,
                             rank == RANKS_MOST ? " or later" : ""))
            return -1;
    *columns += last_rank(g) + 1;
    return coh_text_add_string(page->t, " none of theirs |", err);
}

static int
say_head(struct coh_grouping_page *page, struct coh_error *err)
{
    static const char *const without[] = {"no score", "no score",
                                          "no mastery known", "no choices"};
    const struct coh_grouping *g = page->g;
    size_t columns;

    if (coh_text_add_string(page->t, "\n## The groups\n\n| group | students |",
                            err) ||
        (g->n_missing &&
         coh_grouping_say(page, err, " %s |", without[g->method])) ||
        say_columns(page, &columns, err) ||
        (g->p.previous &&
         coh_text_add_string(page->t, " pairs together again |", err)) ||
        coh_text_add_string(page->t, "\n| :-- | --: |", err))
        return -1;
    for (columns += (g->n_missing > 0) + (g->p.previous != NULL); columns;
         columns--)
        if (coh_text_add_string(page->t, " --: |", err))
            return -1;
    return coh_text_add_string(page->t, "\n", err);
}

/* " 4.50 | 2 to 7 |", blanks where nobody has a value. */
static int
say_range(struct coh_grouping_page *page, double mean, double low, double high,
          int decimals, struct coh_error *err)
{
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE], c[COH_NUMBER_SIZE];

    if (isnan(mean))
        return coh_text_add_string(page->t, "  |  |", err);
    return coh_grouping_say(page, err, " %s | %s to %s |",
                            coh_double_fixed(mean, decimals + 1, a),
                            coh_double_fixed(low, decimals, b),
                            coh_double_fixed(high, decimals, c));
}

/* P(mastery) in the skill of the group, in percent as the reasons say it. */
static int
say_mastery(struct coh_grouping_page *page, size_t at, struct coh_error *err)
{
    const struct coh_group_evidence *e = &page->g->e;
    size_t theme = e->theme_of[at - 1], i;
    double sum = 0, n = 0, low = 2, high = -1, x;

    for (i = 0; theme < e->themes && i < page->g->p.n; i++) {
        x = e->mastery[i * e->themes + theme];
        if (page->a->group[i] != at || isnan(x))
            continue;
        sum += x;
        n++;
        low = fmin(low, x);
        high = fmax(high, x);
    }
    if (n == 0)
        return coh_text_add_string(page->t, "  |  |", err);
    return coh_grouping_say(page, err, " %.0f %% | %.0f %% to %.0f %% |",
                            100 * sum / n, 100 * low, 100 * high);
}

static int
say_wishes(struct coh_grouping_page *page, size_t at, struct coh_error *err)
{
    const struct coh_group_evidence *e = &page->g->e;
    size_t theme = e->theme_of[at - 1], got[RANKS_MOST + 1] = {0}, i;
    unsigned rank;

    for (i = 0; i < page->g->p.n; i++) {
        if (page->a->group[i] != at || !e->wishes[i])
            continue;
        rank = theme < e->themes ? e->rank[i * e->themes + theme] : 0;
        got[rank < RANKS_MOST ? rank : RANKS_MOST]++;
    }
    for (rank = 1; rank <= last_rank(page->g); rank++)
        if (coh_grouping_say(page, err, " %zu |", got[rank]))
            return -1;
    return coh_grouping_say(page, err, " %zu |", got[0]);
}

static int
say_measures(struct coh_grouping_page *page, size_t at, struct coh_error *err)
{
    struct coh_grouping_profile x;
    size_t m;

    for (m = 0; m < page->g->e.measures; m++) {
        x = coh_grouping_profile(page->g, page->a->group, at, m);
        if (say_range(page, x.mean, x.low, x.high,
                      coh_grouping_decimals(page->g, m), err))
            return -1;
    }
    return 0;
}

static int
say_row(struct coh_grouping_page *page, size_t at, struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    size_t i, without = 0;

    for (i = 0; i < g->p.n; i++)
        without += page->a->group[i] == at && g->missing[i];
    if (coh_text_add_string(page->t, "| ", err) ||
        coh_grouping_say_text(page, g->e.group[at - 1], err) ||
        coh_grouping_say(page, err, " | %zu |", coh_grouping_size(page, at)) ||
        (g->n_missing && coh_grouping_say(page, err, " %zu |", without)) ||
        say_measures(page, at, err) ||
        (g->method == COH_GROUP_SKILL && say_mastery(page, at, err)) ||
        (g->method == COH_GROUP_INTEREST && say_wishes(page, at, err)) ||
        (g->p.previous &&
         coh_grouping_say(page, err, " %zu |", met_in(page, at))))
        return -1;
    return coh_text_add_string(page->t, "\n", err);
}

int
coh_grouping_report_groups(struct coh_grouping_page *page,
                           struct coh_error *err)
{
    size_t at;
    int shown;

    if (say_head(page, err))
        return -1;
    for (at = 1; at <= page->g->p.k; at++) {
        shown = coh_grouping_table_row(page, at);
        if (shown < 0 ? coh_text_add_string(page->t, "| … |\n", err)
                      : shown && say_row(page, at, err))
            return -1;
    }
    return 0;
}
