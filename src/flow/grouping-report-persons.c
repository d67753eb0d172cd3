/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "flow/grouping-report-internal.h"

/* The heading comes with the first list. */
static int
open_list(struct coh_grouping_page *page, int *lists, struct coh_error *err)
{
    if ((*lists)++)
        return 0;
    return coh_text_add_string(page->t, "\n## Needs a person\n\n", err);
}

/* One line of names: those whom `want` names, if any. */
static int
say_line(struct coh_grouping_page *page, int *lists, const char *lead,
         const unsigned char *want, const char *why, struct coh_error *err)
{
    size_t i, n = 0;

    for (i = 0; i < page->g->p.n; i++)
        n += want[i] != 0;
    if (!n)
        return 0;
    if (open_list(page, lists, err) ||
        coh_grouping_say(page, err, "- **%s (%zu).** %s", lead, n, why))
        return -1;
    return coh_grouping_say_students(page, want, err);
}

static int
say_missing(struct coh_grouping_page *page, int *lists, struct coh_error *err)
{
    static const char *const lead[] = {"No score", "No score",
                                       "No mastery known", "No choices"};
    static const char *const why[] = {
        "Placed by size and rules only: ",
        "Placed by size and rules only: ",
        "Placed by size and rules only: ",
        "Placed where there is room: ",
    };

    return say_line(page, lists, lead[page->g->method], page->g->missing,
                    page->hand ? "" : why[page->g->method], err);
}

/* Who has some of the measures, not all. */
static int
say_partly(struct coh_grouping_page *page, int *lists, struct coh_error *err)
{
    const struct coh_group_evidence *e = &page->g->e;
    unsigned char *want = coh_alloc_array(page->g->p.n, 1, err);
    size_t i, m;
    int rc;

    if (!want)
        return -1;
    for (i = 0; i < page->g->p.n; i++)
        for (m = 0; !page->g->missing[i] && m < e->measures; m++)
            want[i] |=
                !e->dropped[m] && isnan(e->raw[i * e->measures + m]) != 0;
    rc = say_line(page, lists, "A measure is missing", want,
                  "Taken as average there: ", err);
    coh_free(want);
    return rc;
}

/* Students near an edge, the least sure first. */
struct unsure {
    size_t student;
    double own;
};

static int
by_own(const void *a, const void *b)
{
    const struct unsure *x = a, *y = b;

    if (x->own != y->own)
        return x->own < y->own ? -1 : 1;
    return x->student < y->student ? -1 : x->student > y->student;
}

/* "group 3 55 %, group 4 41 %": groups of at least 10 %, the likeliest first.
 */
static int
say_chances(struct coh_grouping_page *page, size_t student,
            struct coh_error *err)
{
    double last = 2, best, x;
    size_t g, at = 0, before = 0;
    const char *lead = ": ";

    for (;;) {
        for (best = .1, g = 1, at = 0; g <= page->g->p.k; g++) {
            x = coh_group_probability(page->r, student, g);
            if (x >= best && (x < last || (x == last && g > before)) &&
                (x > best || !at)) {
                best = x;
                at = g;
            }
        }
        if (!at)
            return 0;
        if (coh_text_add_string(page->t, lead, err) ||
            coh_grouping_say_group(page, at, err) ||
            coh_grouping_say(page, err, " %.0f %%", 100 * best))
            return -1;
        last = best;
        before = at;
        lead = ", ";
    }
}

static int
say_unsure(struct coh_grouping_page *page, int *lists, struct coh_error *err)
{
    size_t n = 0, i;
    struct unsure *who = coh_alloc_array(page->g->p.n, sizeof(*who), err);
    int rc = -1;

    if (!who)
        return -1;
    for (i = 0; page->r->near_edge && i < page->g->p.n; i++)
        if (page->r->near_edge[i])
            who[n++] = (struct unsure){
                i, coh_group_probability(page->r, i, page->a->group[i])};
    qsort(who, n, sizeof(*who), by_own);
    if (n && (open_list(page, lists, err) ||
              coh_grouping_say(
                  page, err,
                  "- **Within 1 SEM of another group (%zu).** "
                  "The test cannot tell for sure.%s How likely each group is "
                  "(from 10 %% on)%s:\n",
                  n,
                  2 * n > page->g->p.n
                      ? " That is more than half: fewer groups would be surer."
                      : "",
                  n > COH_GROUPING_LIST_MOST ? ", the least sure ten" : "")))
        goto out;
    for (i = 0; i < n && i < COH_GROUPING_LIST_MOST; i++)
        if (coh_text_add_string(page->t, "  - ", err) ||
            coh_grouping_say_student(page, who[i].student, err) ||
            coh_text_add_string(page->t, ", in ", err) ||
            coh_grouping_say_group(page, page->a->group[who[i].student], err) ||
            say_chances(page, who[i].student, err) ||
            coh_text_add_string(page->t, "\n", err))
            goto out;
    rc = 0;
out:
    coh_free(who);
    return rc;
}

/* "12: A in group 5, B in group 6": the parted equals of `first`. */
static int
say_equals(struct coh_grouping_page *page, size_t first, struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    char score[COH_NUMBER_SIZE];
    const char *lead = ": ";
    size_t j;

    if (coh_grouping_say(
            page, err, "  - %s",
            coh_group_score_text(g->score[first], g->scale, score)))
        return -1;
    for (j = first; j < g->p.n; j++) {
        if (!page->a->tied[j] || g->score[j] != g->score[first])
            continue;
        if (coh_text_add_string(page->t, lead, err) ||
            coh_grouping_say_student(page, j, err) ||
            coh_text_add_string(page->t, " in ", err) ||
            coh_grouping_say_group(page, page->a->group[j], err))
            return -1;
        lead = "; ";
    }
    return coh_text_add_string(page->t, "\n", err);
}

static int
say_parted(struct coh_grouping_page *page, int *lists, struct coh_error *err)
{
    const struct coh_group_answer *a = page->a;
    size_t i, j, scores = 0;

    if (!a->tied || !a->n_tied)
        return 0;
    if (open_list(page, lists, err) ||
        coh_grouping_say(page, err,
                         "- **Equal scores in different groups (%zu).** %sy "
                         "the test they are the same:\n",
                         a->n_tied,
                         page->hand ? "B" : "Sizes or rules force it; b"))
        return -1;
    for (i = 0; i < page->g->p.n; i++) {
        for (j = 0; a->tied[i] && j < i; j++)
            if (a->tied[j] && page->g->score[j] == page->g->score[i])
                break;
        if (!a->tied[i] || j < i)
            continue;
        if (scores++ < COH_GROUPING_LIST_MOST && say_equals(page, i, err))
            return -1;
    }
    if (scores > COH_GROUPING_LIST_MOST)
        return coh_grouping_say(page, err, "  - and %zu more scores\n",
                                scores - COH_GROUPING_LIST_MOST);
    return 0;
}

/* interest: who got none of the choices; skill: who is not where the need is
 * greatest. */
static int
say_unmet(struct coh_grouping_page *page, int *lists, struct coh_error *err)
{
    const struct coh_grouping *g = page->g;
    unsigned char *want = coh_alloc_array(g->p.n, 1, err);
    size_t i, theme;
    int rc = -1;

    if (!want)
        return -1;
    for (i = 0; i < g->p.n; i++) {
        theme = g->e.theme_of[page->a->group[i] - 1];
        want[i] = g->method == COH_GROUP_SKILL
                      ? coh_grouping_needs_more(g, page->a->group, i) != 0
                      : g->e.wishes[i] && (theme >= g->e.themes ||
                                           !g->e.rank[i * g->e.themes + theme]);
    }
    rc =
        say_line(page, lists,
                 g->method == COH_GROUP_SKILL ? "Not at the skill needed most"
                                              : "None of their choices",
                 want,
                 g->method == COH_GROUP_SKILL
                     ? page->hand ? "" : "Room or rules placed them elsewhere: "
                     : "Talk with them first: ",
                 err);
    coh_free(want);
    return rc;
}

/* Who moved, from where to where; and who is new. */
static int
say_moved(struct coh_grouping_page *page, int *lists, struct coh_error *err)
{
    size_t i, moved = 0, stayed = 0, fresh = 0, said = 0;

    if (!page->g->e.previous)
        return 0;
    for (i = 0; i < page->g->p.n; i++) {
        int how = coh_group_moved(page->r, i);

        moved += how > 0;
        stayed += how == 0;
        fresh += how < 0;
    }
    if (open_list(page, lists, err) ||
        coh_grouping_say(page, err,
                         "- **Moved since the earlier grouping (%zu of %zu).** "
                         "In a group of another name%s",
                         moved, moved + stayed, moved ? ": " : ": nobody"))
        return -1;
    for (i = 0; i < page->g->p.n && said < COH_GROUPING_LIST_MOST; i++)
        if (coh_group_moved(page->r, i) > 0 &&
            ((said++ && coh_text_add_string(page->t, "; ", err)) ||
             coh_grouping_say_student(page, i, err) ||
             coh_text_add_string(page->t, ", ", err) ||
             coh_grouping_say_text(page, page->g->e.previous[i], err) ||
             coh_text_add_string(page->t, " to ", err) ||
             coh_grouping_say_text(
                 page, page->g->e.group[page->a->group[i] - 1], err)))
            return -1;
    if (moved > said &&
        coh_grouping_say(page, err, " and %zu more", moved - said))
        return -1;
    if (fresh && coh_grouping_say(page, err, ". New: %zu", fresh))
        return -1;
    return coh_text_add_string(page->t, ".\n", err);
}

int
coh_grouping_report_persons(struct coh_grouping_page *page,
                            struct coh_error *err)
{
    int themes = page->g->method == COH_GROUP_SKILL ||
                 page->g->method == COH_GROUP_INTEREST;
    int lists = 0;

    if ((themes && say_unmet(page, &lists, err)) ||
        say_missing(page, &lists, err) || say_partly(page, &lists, err) ||
        say_unsure(page, &lists, err) || say_parted(page, &lists, err) ||
        say_moved(page, &lists, err))
        return -1;
    if (lists)
        return 0;
    return open_list(page, &lists, err) ||
                   coh_text_add_string(page->t, "Nobody.\n", err)
               ? -1
               : 0;
}
