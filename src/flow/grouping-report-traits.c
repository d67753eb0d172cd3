/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-report-internal.h"

/* Kinds that have a column of their own; more are named in the cell. */
enum { KINDS_MOST = 6 };

static size_t
count(const struct coh_grouping_page *page, const struct coh_grouping_trait *x,
      size_t kind, size_t at)
{
    size_t i, n = 0;

    for (i = 0; i < page->g->p.n; i++)
        n += (!at || page->a->group[i] == at) && x->of[i] == kind;
    return n;
}

/* Of two kinds the rarer says all. */
static int
is_shown(const struct coh_grouping_page *page,
         const struct coh_grouping_trait *x, size_t kind)
{
    size_t own = count(page, x, kind, 0), other;

    if (x->kinds > KINDS_MOST)
        return 0;
    if (x->kinds != 2)
        return 1;
    other = count(page, x, 1 - kind, 0);
    return own < other || (own == other && kind == 0);
}

static int
say_head(struct coh_grouping_page *page, struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    const struct coh_grouping_trait *x;
    size_t columns = 0, kind;

    if (coh_text_add_string(page->t,
                            "\n### The mix in each group\n\nIn brackets what "
                            "an even share would be.\n\n| group |",
                            err))
        return -1;
    for (x = g->trait; x < g->trait + g->n_traits; x++) {
        for (kind = 0; kind < x->kinds; kind++) {
            if (!is_shown(page, x, kind))
                continue;
            if (coh_text_add_string(page->t, " ", err) ||
                coh_grouping_say_text(page, x->name, err) ||
                coh_text_add_string(page->t, " ", err) ||
                coh_grouping_say_text(page, x->kind[kind], err) ||
                coh_text_add_string(page->t, " |", err))
                return -1;
            columns++;
        }
        if (x->kinds <= KINDS_MOST)
            continue;
        if (coh_text_add_string(page->t, " ", err) ||
            coh_grouping_say_text(page, x->name, err) ||
            coh_text_add_string(page->t, " |", err))
            return -1;
        columns++;
    }
    if (coh_text_add_string(page->t, "\n| :-- |", err))
        return -1;
    for (; columns; columns--)
        if (coh_text_add_string(page->t, " --: |", err))
            return -1;
    return coh_text_add_string(page->t, "\n", err);
}

/* "Garden 4, Bridge 1": the kinds that the group has. */
static int
say_kinds(struct coh_grouping_page *page, const struct coh_grouping_trait *x,
          size_t at, struct coh_error *err)
{
    const char *lead = " ";
    size_t kind, n;

    for (kind = 0; kind < x->kinds; kind++) {
        n = count(page, x, kind, at);
        if (!n)
            continue;
        if (coh_text_add_string(page->t, lead, err) ||
            coh_grouping_say_text(page, x->kind[kind], err) ||
            coh_grouping_say(page, err, " %zu", n))
            return -1;
        lead = ", ";
    }
    return coh_text_add_string(page->t, " |", err);
}

static int
say_row(struct coh_grouping_page *page, size_t at, struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    const struct coh_grouping_trait *x;
    char share[COH_NUMBER_SIZE];
    size_t kind;

    if (coh_text_add_string(page->t, "| ", err) ||
        coh_grouping_say_text(page, g->e.group[at - 1], err) ||
        coh_text_add_string(page->t, " |", err))
        return -1;
    for (x = g->trait; x < g->trait + g->n_traits; x++) {
        for (kind = 0; kind < x->kinds; kind++) {
            double even = (double)count(page, x, kind, 0) *
                          (double)coh_grouping_size(page, at) / (double)g->p.n;

            if (is_shown(page, x, kind) &&
                coh_grouping_say(page, err, " %zu (%s) |",
                                 count(page, x, kind, at),
                                 coh_double_fixed(even, 1, share)))
                return -1;
        }
        if (x->kinds > KINDS_MOST && say_kinds(page, x, at, err))
            return -1;
    }
    return coh_text_add_string(page->t, "\n", err);
}

int
coh_grouping_report_traits(struct coh_grouping_page *page,
                           struct coh_error *err)
{
    size_t at;
    int shown;

    if (!page->g->n_traits)
        return 0;
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
