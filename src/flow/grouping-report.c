/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-price.h"
#include "flow/grouping-report-internal.h"

int
coh_grouping_report_title(struct coh_grouping_page *page, struct coh_error *err)
{
    static const char *const title[] = {"Groups of similar students",
                                        "Mixed groups", "Groups by skill",
                                        "Groups by interest"};

    return coh_grouping_say(page, err, "# %s%s\n\n", title[page->g->method],
                            page->hand ? ", made by hand" : "");
}

/* "by score", "alike in X and Y": what it goes by. */
static int
say_basis(struct coh_grouping_page *page, struct coh_error *err)
{
    static const char *const alike[] = {"alike in means and spread of ",
                                        "alike in means of ",
                                        "each as varied as can be in "};
    const struct coh_group_evidence *e = &page->g->e;

    switch (page->g->method) {
    case COH_GROUP_SIMILAR:
        if (coh_text_add_string(page->t, ", each of students close in ", err) ||
            coh_grouping_say_names(page, e->measure, e->measures, err))
            return -1;
        return e->measures == 1
                   ? coh_text_add_string(page->t, ", the lowest first", err)
                   : 0;
    case COH_GROUP_MIXED:
        if (coh_grouping_say(page, err, ", %s", alike[page->g->objective]))
            return -1;
        return coh_grouping_say_names(page, e->measure, e->measures, err);
    case COH_GROUP_SKILL:
        return coh_text_add_string(
            page->t,
            page->hand ? ", by the skill that each student needs"
                       : ", each student where the need is greatest as far as "
                         "there is room",
            err);
    case COH_GROUP_INTEREST:
        return coh_text_add_string(page->t, ", by their ranked choices", err);
    }
    return 0;
}

/* "Rules, all kept: apart (4 sets, 10 students); …" */
static int
say_rules(struct coh_grouping_page *page, struct coh_error *err)
{
    struct coh_grouping_prices x = COH_GROUPING_PRICES_INIT;
    size_t i, said = 0;
    int rc = -1;

    if (coh_grouping_price_items(page->g, page->asked->sizes, &x, err))
        goto out;
    for (i = 0; i < x.n; i++)
        if (!x.at[i].own &&
            (coh_text_add_string(
                 page->t, said++ ? "; " : " Every rule is kept (", err) ||
             coh_grouping_say_text(page, x.at[i].what, err)))
            goto out;
    rc = said ? coh_text_add_string(page->t, ").", err) : 0;
out:
    coh_grouping_prices_release(&x);
    return rc;
}

int
coh_grouping_report_opening(struct coh_grouping_page *page,
                            struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    size_t i, at, size, low = g->p.n, high = 0, used = 0;

    for (at = 1; at <= g->p.k; at++) {
        for (size = i = 0; i < g->p.n; i++)
            size += page->a->group[i] == at;
        used += size > 0;
        low = size && size < low ? size : low;
        high = size > high ? size : high;
    }
    if (coh_grouping_say(page, err, "%zu student%s in %zu group%s", g->p.n,
                         coh_grouping_plural(g->p.n), used,
                         coh_grouping_plural(used)) ||
        say_basis(page, err) ||
        (low < high
             ? coh_grouping_say(page, err, "; %zu to %zu in a group", low, high)
             : coh_grouping_say(page, err, "; %zu in each", low)) ||
        (page->hand ? coh_text_add_string(page->t, ".", err)
                    : coh_grouping_say(page, err, "; seed %llu.",
                                       (unsigned long long)g->p.seed)) ||
        (!page->hand && say_rules(page, err)))
        return -1;
    return coh_text_add_string(page->t, "\n", err);
}

int
coh_grouping_report_again(struct coh_grouping_page *page, struct coh_error *err)
{
    const struct coh_group_problem *p = &page->g->p;
    uint64_t effort = p->seconds > 0 ? page->a->moves
                      : p->effort    ? p->effort
                                     : COH_GROUP_EFFORT;

    if (coh_grouping_say(page, err,
                         "\n## To repeat it\n\nSeed %llu, effort %llu: the "
                         "same sheets give the same groups.\n",
                         (unsigned long long)p->seed,
                         (unsigned long long)effort))
        return -1;
    if (!page->asked->again)
        return 0;
    /* Indented: text as it is, whatever it holds. */
    return coh_text_format(page->t, err, "\n    %s\n", page->asked->again);
}

int
coh_grouping_report(const struct coh_grouping *g,
                    const struct coh_group_answer *a,
                    const struct coh_group_reasons *r,
                    const struct coh_grouping_asked *asked, struct coh_text *t,
                    struct coh_error *err)
{
    struct coh_grouping_page page = {g, a, r, asked, t, NULL};

    if (coh_grouping_report_title(&page, err) ||
        coh_grouping_report_opening(&page, err) ||
        coh_grouping_report_persons(&page, err) ||
        coh_grouping_report_where(&page, err) ||
        coh_grouping_report_groups(&page, err) ||
        coh_grouping_report_traits(&page, err) ||
        coh_grouping_report_quality(&page, err) ||
        coh_grouping_report_prices(&page, err) ||
        coh_grouping_report_company(&page, err) ||
        coh_grouping_report_retest(&page, err))
        return -1;
    return coh_grouping_report_again(&page, err);
}
