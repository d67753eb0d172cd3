/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "flow/grouping-report-internal.h"

/* Ranks whose points are told. */
enum { POINTS_MOST = 4 };

/* "- **math:** the means of two groups are typically 0.2 points apart; of
 * random groups, 4.6." */
static int
say_measure(struct coh_grouping_page *page, size_t m, struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    int mixed = g->method == COH_GROUP_MIXED;
    int decimals = coh_grouping_decimals(g, m) + 1;
    struct coh_grouping_beside x =
        mixed ? coh_grouping_means_apart(g, page->a->group, m)
              : coh_grouping_within(g, page->a->group, m);
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];

    if (isnan(x.these))
        return 0;
    /* Groups that are that much alike are still not quite the same. */
    while (decimals < 6 && x.these > 0 && x.these < pow(10, 1 - decimals))
        decimals++;
    coh_double_fixed(x.these, decimals, a);
    coh_double_fixed(x.random, decimals, b);
    if (coh_text_add_string(page->t, "- **", err) ||
        coh_grouping_say_text(page, g->e.measure[m], err))
        return -1;
    if (mixed)
        return coh_grouping_say(page, err,
                                ":** the means of two groups are typically %s "
                                "apart; in random groups, %s.\n",
                                a, b);
    return coh_grouping_say(page, err,
                            ":** students are typically %s from the mean of "
                            "their group; in random groups, %s.\n",
                            a, b);
}

static int
say_need(struct coh_grouping_page *page, struct coh_error *err)
{
    struct coh_grouping_beside x = coh_grouping_need(page->g, page->a->group);
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];

    if (isnan(x.these))
        return 0;
    return coh_grouping_say(
        page, err,
        "- How likely a student has not mastered the skill of the group yet: "
        "%s %% on average; in random groups, %s %%.\n",
        coh_grouping_percent(100 * x.these, a),
        coh_grouping_percent(100 * x.random, b));
}

static int
say_wishes(struct coh_grouping_page *page, struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    unsigned rank, most = 0;
    size_t i, chose = 0, got = 0;
    char a[COH_NUMBER_SIZE];

    for (i = 0; i < g->p.n; i++) {
        most = g->e.wishes[i] > most ? g->e.wishes[i] : most;
        chose += g->e.wishes[i] > 0;
    }
    for (rank = 1; rank <= most; rank++) {
        struct coh_grouping_beside x =
            coh_grouping_wish(g, page->a->group, rank);

        got += (size_t)x.these;
        if (coh_grouping_say(page, err,
                             "- **Choice %u:** %.0f of %zu students who chose; "
                             "in random groups, %s.\n",
                             rank, x.these, chose,
                             coh_double_fixed(x.random, 1, a)))
            return -1;
    }
    return coh_grouping_say(page, err, "- **None of their choices:** %zu.\n",
                            chose - got);
}

/* What is made least, in words. */
static const char *
objective(const struct coh_grouping *g)
{
    switch (g->method) {
    case COH_GROUP_SIMILAR:
        return "the sum of squared distances from the group's mean, in "
               "standard deviations";
    case COH_GROUP_MIXED:
        if (g->objective == COH_GROUPING_DIVERSITY)
            return g->aim.per_size
                       ? "the sum of distances between students in a group, "
                         "divided by its size, in standard deviations"
                       : "the sum of distances between students in a group, in "
                         "standard deviations";
        return g->objective == COH_GROUPING_KPLUS
                   ? "how far the groups' means and spreads are from those of "
                     "all (k-plus: size × squared distance, in standard "
                     "deviations)"
                   : "how far the groups' means are from that of all (size × "
                     "squared distance, in standard deviations)";
    case COH_GROUP_SKILL:
        return "the need that is left unmet (of each student the greatest "
               "need less that of the group; 1 is one student wholly without)";
    case COH_GROUP_INTEREST:
        return "rank points";
    }
    return "";
}

/* " (choice 1 counts 1, choice 2 counts 4, none of theirs 9)" */
static int
say_points(struct coh_grouping_page *page, struct coh_error *err)
{
    const struct coh_group_evidence *e = &page->g->e;
    char x[COH_NUMBER_SIZE];
    unsigned rank, most = 0;
    size_t i;

    for (i = 0; i < page->g->p.n; i++)
        most = e->wishes[i] > most ? e->wishes[i] : most;
    for (rank = 1; rank <= most && rank <= POINTS_MOST; rank++)
        if (coh_grouping_say(
                page, err, "%schoice %u counts %s", rank > 1 ? ", " : " (",
                rank, coh_grouping_figure(pow(rank, e->rank_exponent), x)))
            return -1;
    if (!most)
        return 0;
    return coh_grouping_say(
        page, err, "%s, none of theirs %s)", most > POINTS_MOST ? ", …" : "",
        coh_grouping_figure(pow(most + 1, e->rank_exponent), x));
}

/* Where company stands among what was made least. */
static const char *
company_words(const struct coh_grouping *g)
{
    if (g->p.company == COH_GROUP_ANY_COMPANY)
        return "";
    return g->aim.kind == COH_GROUP_COST ? ", company counted last"
                                         : ", company counted first";
}

static int
say_bound(struct coh_grouping_page *page, int sign, struct coh_error *err)
{
    const struct coh_group_answer *a = page->a;
    const char *word = sign < 0 ? "more" : "less";
    const char *wish = company_words(page->g);
    char x[COH_NUMBER_SIZE], y[COH_NUMBER_SIZE];
    /* Equal scores kept together can cost: then less than this is possible. */
    int dearer = a->value > a->placed * (1 + 1e-9);
    const char *bands = a->banded ? " in bands, lowest scores first," : "";
    double gap = coh_grouping_gap(a->placed, a->bound, page->r->random_mean);

    if (a->proved)
        return coh_grouping_say(
            page, err,
            "**Proved optimal:** no grouping%s that keeps the rules has "
            "%s%s%s%s.\n",
            bands, word, dearer ? " than " : "",
            dearer ? coh_grouping_figure(sign * a->placed, x) : "", wish);
    if (coh_grouping_say(page, err,
                         "The best found, not proved: no grouping%s that keeps "
                         "the rules has %s than %s",
                         bands, word, coh_grouping_figure(sign * a->bound, x)))
        return -1;
    if (isnan(gap))
        return coh_text_add_string(page->t, ".\n", err);
    return coh_grouping_say(page, err,
                            ", so at most %s %% of what can be gained over "
                            "random groups is missing (the gap).\n",
                            coh_grouping_percent(gap, y));
}

static int
say_objective(struct coh_grouping_page *page, struct coh_error *err)
{
    const struct coh_group_answer *a = page->a;
    int sign = page->g->aim.kind == COH_GROUP_DIVERSE ? -1 : 1;
    char x[COH_NUMBER_SIZE], y[COH_NUMBER_SIZE];
    double rise = a->value - a->placed;

    if (coh_grouping_say(page, err, "\nWhat %s made %s: %s",
                         page->hand ? "is" : "was",
                         sign < 0 ? "greatest" : "least", objective(page->g)) ||
        (page->g->method == COH_GROUP_INTEREST && say_points(page, err)) ||
        coh_grouping_say(page, err,
                         ". Here **%s**; random groups have %s on average. ",
                         coh_grouping_figure(sign * a->value, x),
                         coh_grouping_figure(sign * page->r->random_mean, y)))
        return -1;
    if (rise > 1e-9 * fabs(a->value) &&
        coh_grouping_say(page, err,
                         "Of this, %s comes from keeping equal scores "
                         "together; before, it was %s. ",
                         coh_grouping_figure(rise, x),
                         coh_grouping_figure(a->placed, y)))
        return -1;
    return page->hand ? coh_grouping_report_best(page, sign, err)
                      : say_bound(page, sign, err);
}

int
coh_grouping_report_quality(struct coh_grouping_page *page,
                            struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    size_t m;

    if (coh_text_add_string(page->t,
                            "\n## How good it is\n\nBeside random groups of "
                            "the same sizes, dealt without any rule:\n\n",
                            err))
        return -1;
    for (m = 0; m < g->e.measures; m++)
        if (say_measure(page, m, err))
            return -1;
    if ((g->method == COH_GROUP_SKILL && say_need(page, err)) ||
        (g->method == COH_GROUP_INTEREST && say_wishes(page, err)))
        return -1;
    return say_objective(page, err);
}
