/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "flow/grouping-price.h"
#include "flow/grouping-report-internal.h"

/* What random groups have above these; not above 0 where nothing is gained. */
static double
gain(const struct coh_grouping_page *page)
{
    return page->r->random_mean - page->a->value;
}

/* In percent of the gain, but for what is counted. */
static int
in_percent(const struct coh_grouping_page *page)
{
    return page->g->aim.kind != COH_GROUP_COST && gain(page) > 0;
}

static int
say_price(struct coh_grouping_page *page, const struct coh_grouping_price *x,
          struct coh_error *err)
{
    static const char *const unit[] = {"", "", " of need", " rank points"};
    char a[COH_NUMBER_SIZE];

    switch (x->level) {
    case COH_GROUPING_PRICE_NONE:
        return coh_text_add_string(
            page->t, x->exact ? "nothing (proved)" : "no measurable price",
            err);
    case COH_GROUPING_PRICE_UNKNOWN:
        return coh_text_add_string(page->t, "not found within the effort", err);
    case COH_GROUPING_PRICE_COMPANY:
        return coh_grouping_say(page, err, "%s pair%s %s",
                                coh_grouping_figure(x->rise, a),
                                x->rise == 1 ? "" : "s",
                                page->g->p.company == COH_GROUP_OLD_COMPANY
                                    ? "parted who would be together again"
                                    : "together again who would not be");
    case COH_GROUPING_PRICE_FIRST:
        return coh_grouping_say(page, err,
                                "%s more without any of their choices",
                                coh_grouping_figure(x->rise, a));
    case COH_GROUPING_PRICE_VALUE:
        break;
    }
    if (in_percent(page))
        return coh_grouping_say(
            page, err, "%s %%",
            coh_grouping_percent(100 * x->rise / gain(page), a));
    return coh_grouping_say(page, err, "%s%s", coh_grouping_figure(x->rise, a),
                            unit[page->g->method]);
}

static int
say_all(struct coh_grouping_page *page, const struct coh_grouping_prices *x,
        struct coh_error *err)
{
    size_t i;

    if (coh_grouping_say(page, err,
                         "\n## What each rule costs\n\nThe groups were made "
                         "again without it%s.\n\n| rule | costs |\n| :-- | :-- "
                         "|\n",
                         in_percent(page) ? "; in percent of what these groups "
                                            "gain over random ones"
                         : page->g->method == COH_GROUP_SKILL
                             ? "; 1 of need is one student wholly without"
                             : ""))
        return -1;
    for (i = 0; i < x->n; i++)
        if (coh_text_add_string(page->t, "| ", err) ||
            coh_grouping_say_text(page, x->at[i].what, err) ||
            coh_text_add_string(page->t, " | ", err) ||
            say_price(page, &x->at[i], err) ||
            coh_text_add_string(page->t, " |\n", err))
            return -1;
    if (!x->sampled)
        return 0;
    if (page->g->aim.kind == COH_GROUP_COST)
        return coh_grouping_say(page, err,
                                "\nWhere nothing is proved: these groups "
                                "beside the mean of 5 seeds without it, effort "
                                "%llu each.\n",
                                (unsigned long long)x->effort);
    return coh_grouping_say(page, err,
                            "\nWhere nothing is proved: means of 5 seeds with "
                            "and without it, effort %llu each; a price within "
                            "the spread of the seeds is not measurable.\n",
                            (unsigned long long)x->effort);
}

int
coh_grouping_report_prices(struct coh_grouping_page *page,
                           struct coh_error *err)
{
    struct coh_grouping_prices x = COH_GROUPING_PRICES_INIT;
    int rc = -1;

    if (coh_grouping_prices(page->g, page->a, page->asked->sizes, &x, err))
        goto out;
    rc = x.n ? say_all(page, &x, err) : 0;
out:
    coh_grouping_prices_release(&x);
    return rc;
}
