/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/profile-gaps.h"

#include <math.h>
#include <stdio.h>

#include "stat/adjust.h"

static const double level_of_doubt = 0.05;

/* ---- the tests ---- */

/* What is asked of each student of the roster: one of these. */
enum { NOT_ASKED, THERE, MISSING };

static int
is_group(const struct coh_profile_team *t, size_t attribute)
{
    return t->levels[attribute].n > 1 &&
           t->levels[attribute].n <= COH_GAPS_LEVELS;
}

static int
add_test(struct coh_profile_gaps *g, const struct coh_gap *gap,
         struct coh_error *err)
{
    struct coh_gap *to;

    if (coh_reserve(&g->gap, &g->capacity, g->n + 1, sizeof(*g->gap), err))
        return -1;
    to = &g->gap[g->n];
    *to = *gap;
    if (coh_independence_test(to->group, g->f->team->levels[to->attribute].n,
                              &to->test, err))
        return -1;
    to->p = to->test.p;
    g->n += !isnan(to->p);
    return 0;
}

/* The same question by every attribute. */
static int
ask(struct coh_profile_gaps *g, const unsigned char *answer, const char *file,
    struct coh_span column, struct coh_error *err)
{
    const struct coh_profile_team *t = g->f->team;
    size_t a, i;

    for (a = 0; a < t->attribute.n; a++) {
        struct coh_gap gap = {.attribute = a, .file = file, .column = column};

        if (!is_group(t, a))
            continue;
        for (i = 0; i < t->roster.n; i++) {
            const size_t level = t->level[a * t->roster.n + i];

            if (level == COH_PROFILE_NO_LEVEL || answer[i] == NOT_ASKED)
                continue;
            gap.group[level].n++;
            gap.group[level].hits += answer[i] == MISSING;
        }
        if (add_test(g, &gap, err))
            return -1;
    }
    return 0;
}

int
coh_profile_gaps_cover(struct coh_profile_gaps *g, const unsigned char *seen,
                       struct coh_error *err)
{
    const struct coh_profile_team *t = g->f->team;
    unsigned char *answer = coh_alloc_array(t->roster.n, 1, err);
    size_t i;
    int rc;

    if (!answer)
        return -1;
    for (i = 0; i < t->roster.n; i++)
        if (t->active[i])
            answer[i] = seen[i] ? THERE : MISSING;
    rc = ask(g, answer, NULL, coh_span_of(""), err);
    coh_free(answer);
    return rc;
}

/* Has each student of the file a value in the column? A student may stand
 * there under several ids. */
static void
answer_column(const struct coh_profile_team *t, const struct coh_inspection *x,
              size_t column, unsigned char *answer)
{
    size_t i;

    for (i = 0; i < t->roster.n; i++)
        answer[i] = NOT_ASKED;
    for (i = 0; i < x->ids.n; i++) {
        const size_t at = x->student[i].place;

        if (at >= t->roster.n || !t->active[at])
            continue;
        if (coh_inspection_has(x, i, column))
            answer[at] = THERE;
        else if (answer[at] == NOT_ASKED)
            answer[at] = MISSING;
    }
}

int
coh_profile_gaps_file(struct coh_profile_gaps *g,
                      const struct coh_inspection *x, const char *name,
                      struct coh_error *err)
{
    const struct coh_profile_team *t = g->f->team;
    unsigned char *answer;
    size_t i;
    int rc = 0;

    if (x->id == x->header.n || !t->roster.n)
        return 0;
    answer = coh_alloc_array(t->roster.n, 1, err);
    if (!answer)
        return -1;
    for (i = 0; !rc && i < x->header.n; i++) {
        if (!x->column[i].missing || !x->column[i].values)
            continue;
        answer_column(t, x, i, answer);
        rc = ask(g, answer, name, x->header.name[i], err);
    }
    coh_free(answer);
    return rc;
}

/* ---- what they come to ---- */

static int
adjust(struct coh_profile_gaps *g, struct coh_error *err)
{
    double *p = coh_alloc_array(g->n, sizeof(*p), err);
    size_t i;
    int rc;

    if (!p)
        return -1;
    for (i = 0; i < g->n; i++)
        p[i] = g->gap[i].p;
    rc = coh_adjust_holm(p, g->n, p, err);
    for (i = 0; !rc && i < g->n; i++)
        g->gap[i].adjusted = p[i];
    coh_free(p);
    return rc;
}

static const char *
method_name(const struct coh_independence *t)
{
    switch (t->method) {
    case COH_INDEPENDENCE_EXACT:
        return "exact test";
    case COH_INDEPENDENCE_CHI_SQUARE:
        return "chi-square";
    default:
        return "chi-square, approximate: few in some groups";
    }
}

/* "section: 5A 12 of 28, 5B 0 of 27" */
static int
name_groups(const struct coh_profile_gaps *g, const struct coh_gap *gap,
            struct coh_text *t, struct coh_error *err)
{
    const struct coh_profile_team *team = g->f->team;
    const struct coh_span name = team->attribute.item[gap->attribute];
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    coh_text_clear(t);
    if (coh_text_add(t, name.bytes, name.length, err))
        return -1;
    for (i = 0; i < team->levels[gap->attribute].n && !g->f->run->share; i++) {
        const struct coh_span level =
            *coh_keys_cells(&team->levels[gap->attribute], i);

        if (gap->group[i].n &&
            coh_text_format(t, err, "%s %s %zu of %zu", i ? "," : ":",
                            coh_quote(level.bytes, level.length, quoted),
                            gap->group[i].hits, gap->group[i].n))
            return -1;
    }
    return 0;
}

static int
write_gap(struct coh_profile_gaps *g, const struct coh_gap *gap,
          struct coh_error *err)
{
    struct coh_profile_findings *f = g->f;
    char number[COH_NUMBER_SIZE], p[COH_NUMBER_SIZE + 10] = "";

    if (name_groups(g, gap, &f->text, err))
        return -1;
    if (f->with_p)
        snprintf(p, sizeof(p), ", p = %s",
                 coh_double_fixed(gap->adjusted, 4, number));
    f->file = gap->file;
    return coh_found(f, "gaps", gap->column.length ? "no value" : "no record",
                     gap->column, "ask why before you compare these groups",
                     err, "differs by %s (%s%s)", coh_text_get(&f->text),
                     method_name(&gap->test), p);
}

int
coh_profile_gaps_write(struct coh_profile_gaps *g, struct coh_error *err)
{
    struct coh_profile_findings *f = g->f;
    size_t i, differ = 0;

    if (!f->team->roster.n)
        return 0;
    if (adjust(g, err))
        return -1;
    for (i = 0; i < g->n; i++)
        if (g->gap[i].adjusted < level_of_doubt) {
            differ++;
            if (write_gap(g, &g->gap[i], err))
                return -1;
        }
    f->file = NULL;
    if (!g->n)
        return coh_found(f, "gaps", "by group", coh_span_of(""), NULL, err,
                         "nothing is missing of students that are grouped");
    if (differ == g->n)
        return 0;
    return coh_found(f, "gaps", differ ? "others" : "by group", coh_span_of(""),
                     NULL, err,
                     "cannot distinguish the groups in %zu of %zu test%s "
                     "(adjusted by Holm)",
                     g->n - differ, g->n, g->n == 1 ? "" : "s");
}

void
coh_profile_gaps_release(struct coh_profile_gaps *g)
{
    coh_free(g->gap);
    g->gap = NULL;
    g->n = g->capacity = 0;
}
