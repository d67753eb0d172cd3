/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "flow/grouping-price.h"
#include "flow/grouping-report-internal.h"
#include "group/conflict.h"

/* A list of sentences or names, cut where it is long. */
static int
say_list(struct coh_grouping_page *page, const char *const *item, size_t n,
         size_t most, const char *lead, const char *between,
         struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n && i < most; i++)
        if (coh_text_add_string(page->t, i ? between : lead, err) ||
            coh_grouping_say_text(page, item[i], err))
            return -1;
    if (n > most)
        return coh_grouping_say(page, err, "%sand %zu more", between, n - most);
    return 0;
}

/* Which kinds of rules nobody breaks. */
static int
say_kept(struct coh_grouping_page *page, struct coh_error *err)
{
    struct coh_grouping_prices x = COH_GROUPING_PRICES_INIT;
    const struct coh_grouping *g = page->g;
    size_t r, i, said = 0;
    int rc = -1;

    if (coh_grouping_price_items(g, NULL, &x, err))
        goto out;
    /* `own` here: nothing to say of it. */
    for (r = 0; r < g->p.n_rules; r++)
        x.at[x.item[r]].own |= !coh_group_keeps(&g->p, r, page->a->group);
    for (i = 0; i < x.n && g->p.n_rules; i++)
        if (!x.at[i].own &&
            (coh_text_add_string(page->t, said++ ? "; " : "- **Kept:** ",
                                 err) ||
             coh_grouping_say_text(page, x.at[i].what, err)))
            goto out;
    rc = said ? coh_text_add_string(page->t, ".\n", err) : 0;
out:
    coh_grouping_prices_release(&x);
    return rc;
}

int
coh_grouping_report_broken(struct coh_grouping_page *page,
                           struct coh_error *err)
{
    const struct coh_grouping_hand *h = page->hand;

    if (coh_text_add_string(page->t, "\n## Rules\n\n", err))
        return -1;
    if (h->n_absent &&
        (coh_grouping_say(page, err, "- **In no group (%zu).** ",
                          h->n_absent) ||
         say_list(page, h->absent, h->n_absent, COH_GROUPING_LIST_MOST, "",
                  "; ", err) ||
         coh_text_add_string(page->t, ". What follows speaks of the others.\n",
                             err)))
        return -1;
    if (h->n_unknown &&
        (coh_grouping_say(page, err, "- **Not among the students (%zu).** ",
                          h->n_unknown) ||
         say_list(page, h->unknown, h->n_unknown, COH_GROUPING_LIST_MOST, "",
                  "; ", err) ||
         coh_text_add_string(page->t, ".\n", err)))
        return -1;
    if (!h->n_broken)
        return coh_text_add_string(page->t, "- Every rule and size is kept.\n",
                                   err);
    if (say_kept(page, err))
        return -1;
    return coh_grouping_say(page, err, "- **Broken (%zu):**", h->n_broken) ||
                   say_list(page, h->broken, h->n_broken,
                            (size_t)2 * COH_GROUPING_LIST_MOST, "\n  - ",
                            "\n  - ", err) ||
                   coh_text_add_string(page->t, "\n", err)
               ? -1
               : 0;
}

/* Why there is nothing beside it. */
static int
say_none(struct coh_grouping_page *page, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (page->hand->best.outcome == COH_GROUP_UNDECIDED)
        return coh_text_add_string(page->t,
                                   "No grouping that keeps every rule was "
                                   "found within the effort.\n",
                                   err);
    if (coh_text_add_string(page->t,
                            "No grouping can keep every rule: ", err) ||
        coh_group_conflict_words(&page->g->p, &page->hand->best, &page->g->e,
                                 &t, err) ||
        coh_grouping_say_text(page, coh_text_get(&t), err))
        goto out;
    rc = coh_text_add_string(page->t, ".\n", err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_grouping_report_best(struct coh_grouping_page *page, int sign,
                         struct coh_error *err)
{
    const struct coh_group_answer *best = &page->hand->best;
    double random = page->r->random_mean, share;
    char x[COH_NUMBER_SIZE];

    if (best->outcome != COH_GROUP_FEASIBLE)
        return say_none(page, err);
    if (coh_grouping_say(page, err,
                         "The best found that keeps every rule%s%s "
                         "has %s",
                         best->banded ? " in bands, lowest scores first" : "",
                         best->proved ? " (proved optimal)" : "",
                         coh_grouping_figure(sign * best->value, x)))
        return -1;
    share = 100 * (random - page->a->value) / (random - best->value);
    if (!(random > best->value))
        return coh_text_add_string(page->t, ".\n", err);
    if (share < 0)
        return coh_text_add_string(
            page->t, "; random groups do better than this one.\n", err);
    /* The two may be one grouping, reckoned in different units. */
    if (page->a->value < best->value - 1e-6 * (random - best->value))
        return coh_grouping_say(page, err, "; this one gets more, %s.\n",
                                page->hand->n_broken
                                    ? "by breaking rules"
                                    : "so it is worth keeping");
    return coh_grouping_say(
        page, err,
        ": this grouping reaches **%s %%** of what can be gained over random "
        "groups.\n",
        coh_grouping_percent(share, x));
}

int
coh_grouping_hand_report(const struct coh_grouping *g,
                         const struct coh_grouping_hand *h,
                         const struct coh_group_reasons *r,
                         const struct coh_grouping_asked *asked,
                         struct coh_text *t, struct coh_error *err)
{
    struct coh_grouping_page page = {g, &h->a, r, asked, t, h};

    if (coh_grouping_report_title(&page, err) ||
        coh_grouping_report_opening(&page, err) ||
        coh_grouping_report_broken(&page, err) ||
        coh_grouping_report_persons(&page, err) ||
        coh_grouping_report_where(&page, err) ||
        coh_grouping_report_groups(&page, err) ||
        coh_grouping_report_traits(&page, err) ||
        coh_grouping_report_quality(&page, err) ||
        coh_grouping_report_company(&page, err) ||
        coh_grouping_report_retest(&page, err))
        return -1;
    return coh_grouping_report_again(&page, err);
}
