/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "flow/grouping-report-internal.h"

/* Names of one group before "and N more". */
enum { NAMES_MOST = 40 };

/* "- **Garden, 3 students:** Ana (01); Bo (02); Cy (03)" */
static int
say_group(struct coh_grouping_page *page, size_t at, struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    const size_t size = coh_grouping_size(page, at);
    const char *lead = "";
    size_t i, said = 0;

    if (coh_text_add_string(page->t, "- **", err) ||
        coh_grouping_say_group(page, at, err) ||
        coh_grouping_say(page, err, ", %zu student%s:** ", size,
                         coh_grouping_plural(size)))
        return -1;
    for (i = 0; i < g->p.n; i++) {
        if (page->a->group[i] != at || said++ >= NAMES_MOST)
            continue;
        if (coh_text_add_string(page->t, lead, err) ||
            coh_grouping_say_student(page, i, err))
            return -1;
        lead = "; ";
    }
    if (said > NAMES_MOST &&
        coh_grouping_say(page, err, " and %zu more (see the sheet)",
                         said - NAMES_MOST))
        return -1;
    return coh_text_add_string(page->t, "\n", err);
}

/* Students who put this choice first, or who need this skill. */
static size_t
wanted(const struct coh_grouping *g, size_t theme)
{
    const struct coh_group_evidence *e = &g->e;
    size_t i, n = 0;

    for (i = 0; i < g->p.n; i++)
        n += g->method == COH_GROUP_SKILL
                 ? 1 - e->mastery[i * e->themes + theme] >= e->need
                 : e->rank[i * e->themes + theme] == 1;
    return n;
}

static int
runs(const struct coh_grouping_page *page, size_t theme)
{
    size_t at;

    for (at = 1; at <= page->g->p.k; at++)
        if (page->g->e.theme_of[at - 1] == theme && coh_grouping_size(page, at))
            return 1;
    return 0;
}

/* "- **No group:** Design a park (first choice of 8)" */
static int
say_closed(struct coh_grouping_page *page, struct coh_error *err)
{
    const struct coh_group_evidence *e = &page->g->e;
    const char *why =
        page->g->method == COH_GROUP_SKILL ? "needed by" : "first choice of";
    const char *lead = "- **No group:** ";
    size_t theme;

    for (theme = 0; theme < e->themes; theme++) {
        if (runs(page, theme))
            continue;
        if (coh_text_add_string(page->t, lead, err) ||
            coh_grouping_say_text(page, e->theme[theme], err) ||
            coh_grouping_say(page, err, " (%s %zu)", why,
                             wanted(page->g, theme)))
            return -1;
        lead = "; ";
    }
    return lead[0] == ';' ? coh_text_add_string(page->t, "\n", err) : 0;
}

int
coh_grouping_report_where(struct coh_grouping_page *page, struct coh_error *err)
{
    size_t at;
    int shown;

    if (coh_text_add_string(page->t, "\n## Who is where\n\n", err))
        return -1;
    for (at = 1; at <= page->g->p.k; at++) {
        shown = coh_grouping_table_row(page, at);
        if (shown < 0 ? coh_text_add_string(page->t, "- …\n", err)
                      : shown && say_group(page, at, err))
            return -1;
    }
    return say_closed(page, err);
}
