/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-report-internal.h"

/* The pairs who are together again, the first of them by name. */
static int
say_pairs(struct coh_grouping_page *page, size_t all, struct coh_error *err)
{
    const struct coh_group_problem *p = &page->g->p;
    const size_t *group = page->a->group;
    size_t i, j, said = 0;

    for (i = 0; i < p->n; i++)
        for (j = i + 1; p->previous[i] && j < p->n; j++) {
            if (p->previous[i] != p->previous[j] || group[i] != group[j] ||
                said == COH_GROUPING_LIST_MOST)
                continue;
            if (coh_text_add_string(page->t, said++ ? "; " : " ", err) ||
                coh_grouping_say_student(page, i, err) ||
                coh_text_add_string(page->t, " and ", err) ||
                coh_grouping_say_student(page, j, err) ||
                coh_text_add_string(page->t, " (", err) ||
                coh_grouping_say_group(page, group[i], err) ||
                coh_text_add_string(page->t, ")", err))
                return -1;
        }
    if (all > said)
        return coh_grouping_say(page, err, " and %zu more", all - said);
    return 0;
}

int
coh_grouping_report_company(struct coh_grouping_page *page,
                            struct coh_error *err)
{
    static const char *const wish[] = {"", " As few as possible were wanted.",
                                       " As many as possible were wanted."};
    const struct coh_grouping *g = page->g;
    struct coh_grouping_beside x;
    char a[COH_NUMBER_SIZE];

    if (!g->p.previous)
        return 0;
    x = coh_grouping_met(g, page->a->group);
    if (coh_grouping_say(page, err,
                         "\n## Who met before\n\n%.0f pair%s of students who "
                         "shared a group before share one again; in random "
                         "groups, %s.%s",
                         x.these, coh_grouping_plural((size_t)x.these),
                         coh_double_fixed(x.random, 1, a), wish[g->p.company]))
        return -1;
    if (x.these > 0 && (coh_text_add_string(page->t, " They are:", err) ||
                        say_pairs(page, (size_t)x.these, err) ||
                        coh_text_add_string(page->t, ".", err)))
        return -1;
    return coh_text_add_string(page->t, "\n", err);
}
