/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "flow/grouping-report-internal.h"

/*
 * Regression to the mean: who is chosen for a low score owes a part of it to a
 * bad day. Of the distance of a group's mean from that of all, 1 − r goes on
 * a second test without any teaching (Kelley; r the reliability).
 */

/* The groups with the lowest and the highest mean, and the mean of all. */
static double
find_ends(const struct coh_grouping_page *page, size_t *low, size_t *high)
{
    struct coh_grouping_profile x;
    double least = 0, most = 0;
    size_t at;

    *low = *high = 0;
    for (at = 1; at <= page->g->p.k; at++) {
        x = coh_grouping_profile(page->g, page->a->group, at, 0);
        if (!x.scored)
            continue;
        if (!*low || x.mean < least) {
            least = x.mean;
            *low = at;
        }
        if (!*high || x.mean > most) {
            most = x.mean;
            *high = at;
        }
    }
    return page->g->e.mean[0];
}

/* "group 1 has a mean of 20.5, 5.2 below that of all: on a second test it
 * would be about 1.0 higher" */
static int
say_end(struct coh_grouping_page *page, const char *lead, size_t at,
        double mean, double r, struct coh_error *err)
{
    struct coh_grouping_profile x =
        coh_grouping_profile(page->g, page->a->group, at, 0);
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE], c[COH_NUMBER_SIZE];
    int decimals = coh_grouping_decimals(page->g, 0) + 1;
    double change = (1 - r) * (mean - x.mean);

    if (coh_text_add_string(page->t, lead, err) ||
        coh_grouping_say_group(page, at, err))
        return -1;
    return coh_grouping_say(page, err, " (mean %s, all %s) about %s %s",
                            coh_double_fixed(x.mean, decimals, a),
                            coh_double_fixed(mean, decimals, b),
                            coh_double_fixed(fabs(change), decimals, c),
                            change < 0 ? "lower" : "higher");
}

int
coh_grouping_report_retest(struct coh_grouping_page *page,
                           struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    double r = coh_grouping_reliability(g), mean;
    char a[COH_NUMBER_SIZE];
    size_t low, high;

    if (g->method != COH_GROUP_SIMILAR && g->method != COH_GROUP_SKILL)
        return 0;
    if (coh_text_add_string(
            page->t,
            "\n## Before you speak of progress\n\nThese groups were chosen by "
            "what a test said on one day. ",
            err))
        return -1;
    if (!(r > 0))
        return coh_grouping_say(
            page, err,
            "On a second test the lowest come out somewhat higher and the "
            "highest somewhat lower with no teaching at all (regression to the "
            "mean)%s.\n",
            g->e.measures == 1 && !(g->e.sem > 0)
                ? "; with --reliability or --sem this page says by how much"
                : "");
    mean = find_ends(page, &low, &high);
    if (low == high)
        return coh_text_add_string(page->t,
                                   "A second test would differ somewhat with "
                                   "no teaching at all.\n",
                                   err);
    if (coh_grouping_say(
            page, err,
            "With a reliability of %s, a second test without any teaching "
            "would put ",
            coh_double_fixed(r, 2, a)) ||
        say_end(page, "", low, mean, r, err) ||
        say_end(page, " and ", high, mean, r, err))
        return -1;
    return coh_text_add_string(page->t,
                               " (regression to the mean). Take that off "
                               "before you call a change progress.\n",
                               err);
}
