/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture of groups says in words, and its data table. */
#include <math.h>

#include "chart/grouping.h"

enum { DESCRIBED = 40, NAMED = 120 };

/* ", from 2", ", moved", ", new" */
static int
add_before(const struct coh_chart *c, const struct coh_chart_grouping_member *m,
           struct coh_text *t, struct coh_error *err)
{
    struct coh_text from = COH_TEXT_INIT;
    int rc = -1;

    if (!m->from.length &&
        !(m->marks & (COH_CHART_GROUPING_MOVED | COH_CHART_GROUPING_NEW)))
        return 0;
    if (coh_text_add(&from, m->from.bytes, m->from.length, err) ||
        coh_text_add_string(t, ", ", err))
        goto out;
    rc = coh_chart_word_add(t, &c->options,
                            from.length ? COH_CHART_WORD_FROM_GROUP
                            : m->marks & COH_CHART_GROUPING_MOVED
                                ? COH_CHART_WORD_MOVED
                                : COH_CHART_WORD_NEW,
                            COH_CHART_FILL(coh_text_get(&from)), err);
out:
    coh_text_release(&from);
    return rc;
}

int
coh_chart_grouping_pinned(const struct coh_chart *c, struct coh_text *t,
                          struct coh_error *err)
{
    return coh_text_add_string(t, ", ", err) ||
                   coh_chart_word_add(t, &c->options, COH_CHART_WORD_PINNED,
                                      NULL, err)
               ? -1
               : 0;
}

int
coh_chart_grouping_label(const struct coh_chart *c,
                         const struct coh_chart_grouping_member *m, int score,
                         struct coh_text *t, struct coh_error *err)
{
    struct coh_span label = c->student_label[m->student];
    char number[COH_NUMBER_SIZE];

    if (coh_text_add(t, label.bytes, label.length, err))
        return -1;
    if (score && isfinite(m->score) &&
        coh_text_format(t, err, " %s", coh_double_text(m->score, number)))
        return -1;
    return add_before(c, m, t, err);
}

/* "27 students in 4 groups" */
static int
add_title(const struct coh_chart *c, struct coh_text *t, struct coh_error *err)
{
    const struct coh_chart_grouping *s = c->own;
    struct coh_text who = COH_TEXT_INIT, groups = COH_TEXT_INIT;
    char number[COH_NUMBER_SIZE];
    int rc = -1;

    if (!coh_chart_word_add(
            &who, &c->options,
            s->n == 1 ? COH_CHART_WORD_STUDENT : COH_CHART_WORD_STUDENTS,
            COH_CHART_FILL(coh_chart_count(s->n, number)), err) &&
        !coh_chart_word_add(
            &groups, &c->options,
            c->keys.n == 1 ? COH_CHART_WORD_GROUP : COH_CHART_WORD_GROUPS,
            COH_CHART_FILL(coh_chart_count(c->keys.n, number)), err))
        rc = coh_chart_word_add(
            t, &c->options, COH_CHART_WORD_IN,
            COH_CHART_FILL(coh_text_get(&who), coh_text_get(&groups)), err);
    coh_text_release(&who);
    coh_text_release(&groups);
    return rc;
}

/* "; " and the word. */
static int
add_part(const struct coh_chart *c, enum coh_chart_word word, const char *fill,
         struct coh_text *t, struct coh_error *err)
{
    return coh_text_add_string(t, "; ", err) ||
                   coh_chart_word_add(t, &c->options, word,
                                      COH_CHART_FILL(fill), err)
               ? -1
               : 0;
}

int
coh_chart_grouping_caption(struct coh_caption *w, const struct coh_chart *c,
                           struct coh_error *err)
{
    const struct coh_chart_grouping *s = c->own;
    /* The line of a terminal is short. */
    static const enum coh_chart_word word[][2] = {
        {COH_CHART_WORD_COUNT_NO_SCORE, COH_CHART_WORD_COUNT_NO_SCORE_TERMINAL},
        {COH_CHART_WORD_COUNT_PINNED, COH_CHART_WORD_COUNT_PINNED},
        {COH_CHART_WORD_COUNT_ELSEWHERE,
         COH_CHART_WORD_COUNT_ELSEWHERE_TERMINAL},
        {COH_CHART_WORD_COUNT_MOVED, COH_CHART_WORD_COUNT_MOVED},
        {COH_CHART_WORD_COUNT_NEW, COH_CHART_WORD_COUNT_NEW}};
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];
    const size_t count[] = {s->has_score ? s->n - s->scored : 0, s->pins,
                            s->splits, s->moved, s->added};
    int dumb = c->options.format == COH_CHART_DUMB;
    struct coh_text *t = &w->subtitle;
    size_t low = s->n, high = 0, i;

    for (i = 0; i < c->keys.n; i++) {
        low = s->group[i].n < low ? s->group[i].n : low;
        high = s->group[i].n > high ? s->group[i].n : high;
    }
    if (add_title(c, &w->title, err))
        return -1;
    if (!s->n)
        return coh_chart_word_add(t, &c->options, COH_CHART_WORD_NO_STUDENTS,
                                  NULL, err);
    if (coh_chart_word_add(
            t, &c->options,
            low == high ? COH_CHART_WORD_IN_EACH : COH_CHART_WORD_IN_A_GROUP,
            COH_CHART_FILL(coh_chart_count(low, a), coh_chart_count(high, b)),
            err))
        return -1;
    if (s->has_score && !dumb &&
        add_part(c, COH_CHART_WORD_OF_EACH, c->value_name.bytes, t, err))
        return -1;
    for (i = 0; i < 5; i++)
        if (count[i] &&
            add_part(c, word[i][dumb], coh_chart_count(count[i], a), t, err))
            return -1;
    return 0;
}

/* ---- the data in words ---- */

/* ", score 3 to 6" */
static int
describe_scores(const struct coh_chart *c,
                const struct coh_chart_grouping_group *g,
                const struct coh_chart_grouping_member *m, struct coh_text *out,
                struct coh_error *err)
{
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];

    if (!g->scored)
        return 0;
    coh_double_text(m[0].score, low);
    coh_double_text(m[g->scored - 1].score, high);
    if (coh_text_format(out, err, ", %s ", c->value_name.bytes))
        return -1;
    return m[g->scored - 1].score > m[0].score
               ? coh_chart_word_add(out, &c->options, COH_CHART_WORD_TO,
                                    COH_CHART_FILL(low, high), err)
               : coh_text_add_string(out, low, err);
}

static int
describe_head(const struct coh_chart *c, struct coh_span name, size_t n,
              struct coh_text *out, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    char number[COH_NUMBER_SIZE];
    int rc = coh_text_add(&text, name.bytes, name.length, err) ||
             coh_text_add_string(out, " ", err) ||
             coh_chart_word_add(out, &c->options, COH_CHART_WORD_GROUP_OF,
                                COH_CHART_FILL(coh_text_get(&text),
                                               coh_chart_count(n, number)),
                                err);

    coh_text_release(&text);
    return rc ? -1 : 0;
}

static int
describe_group(const struct coh_chart *c, size_t at, struct coh_text *out,
               struct coh_error *err)
{
    const struct coh_chart_grouping *s = c->own;
    const struct coh_chart_grouping_group *g = &s->group[at];
    const struct coh_chart_grouping_member *m = s->member + g->first;
    size_t i;

    if (describe_head(c, c->keys.name[at], g->n, out, err) ||
        describe_scores(c, g, m, out, err))
        return -1;
    for (i = 0; s->n <= NAMED && i < g->n; i++)
        if (coh_text_add_string(out, i ? "; " : ": ", err) ||
            coh_chart_grouping_label(c, &m[i], 0, out, err) ||
            (m[i].marks & COH_CHART_GROUPING_PIN &&
             coh_chart_grouping_pinned(c, out, err)))
            return -1;
    return coh_text_add_string(out, ".", err);
}

int
coh_chart_grouping_describe(const struct coh_chart *c, struct coh_text *out,
                            struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    size_t i;

    for (i = 0; i < c->keys.n && i < DESCRIBED; i++)
        if (describe_group(c, i, out, err))
            return -1;
    if (c->keys.n > DESCRIBED)
        return coh_text_add_string(out, " ", err) ||
                       coh_chart_word_add(out, &c->options,
                                          COH_CHART_WORD_MORE_GROUPS,
                                          COH_CHART_FILL(coh_chart_count(
                                              c->keys.n - DESCRIBED, number)),
                                          err)
                   ? -1
                   : 0;
    return 0;
}

/* ---- the data table ---- */

static int
put_header(const struct coh_chart *c, struct coh_chart_sheet *sheet,
           const enum coh_chart_word *name, size_t n, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_chart_sheet_word(c, sheet, name[i], err))
            return -1;
    return 0;
}

/* The word, or nothing. */
static int
put_mark(const struct coh_chart *c, struct coh_chart_sheet *sheet, int there,
         enum coh_chart_word word, struct coh_error *err)
{
    return there ? coh_chart_sheet_word(c, sheet, word, err)
                 : coh_chart_sheet_string(sheet, "", err);
}

static int
put_size(struct coh_chart_sheet *sheet, size_t n, struct coh_error *err)
{
    return coh_chart_sheet_number(sheet, (double)n, err);
}

static int
put_members(const struct coh_chart *c, struct coh_chart_sheet *sheet,
            struct coh_error *err)
{
    const struct coh_chart_grouping *s = c->own;
    static const enum coh_chart_word names[] = {
        COH_CHART_WORD_GROUP_NAME, COH_CHART_WORD_NAME_STUDENT,
        COH_CHART_WORD_PINNED, COH_CHART_WORD_ELSEWHERE, COH_CHART_WORD_BEFORE};
    size_t i;

    if (put_header(c, sheet, names, 5, err) ||
        (s->has_score && coh_chart_sheet_text(sheet, c->value_name, err)) ||
        coh_chart_sheet_end(sheet, err))
        return -1;
    for (i = 0; i < s->n; i++) {
        const struct coh_chart_grouping_member *m = &s->member[i];
        int new = (m->marks & COH_CHART_GROUPING_NEW) != 0;

        if (coh_chart_sheet_text(sheet, c->keys.name[m->group], err) ||
            coh_chart_sheet_text(sheet, c->student_label[m->student], err) ||
            put_mark(c, sheet, m->marks & COH_CHART_GROUPING_PIN,
                     COH_CHART_WORD_YES, err) ||
            put_mark(c, sheet, m->marks & COH_CHART_GROUPING_SPLIT,
                     COH_CHART_WORD_YES, err) ||
            (m->from.length && !new
                 ? coh_chart_sheet_text(sheet, m->from, err)
                 : put_mark(c, sheet, new || m->marks &COH_CHART_GROUPING_MOVED,
                            new ? COH_CHART_WORD_NEW : COH_CHART_WORD_MOVED,
                            err)) ||
            (s->has_score && coh_chart_sheet_number(sheet, m->score, err)) ||
            coh_chart_sheet_end(sheet, err))
            return -1;
    }
    return 0;
}

/* A row a group, where a row a student would be too long. */
static int
put_groups(const struct coh_chart *c, struct coh_chart_sheet *sheet,
           struct coh_error *err)
{
    static const enum coh_chart_word names[] = {
        COH_CHART_WORD_GROUP_NAME, COH_CHART_WORD_NAME_STUDENTS,
        COH_CHART_WORD_PINNED,     COH_CHART_WORD_ELSEWHERE,
        COH_CHART_WORD_MOVED,      COH_CHART_WORD_NEW,
        COH_CHART_WORD_LOWEST,     COH_CHART_WORD_HIGHEST};
    const struct coh_chart_grouping *s = c->own;
    size_t i, k;

    if (put_header(c, sheet, names, s->has_score ? 8 : 6, err) ||
        coh_chart_sheet_end(sheet, err))
        return -1;
    for (i = 0; i < c->keys.n; i++) {
        const struct coh_chart_grouping_group *g = &s->group[i];
        const struct coh_chart_grouping_member *m = s->member + g->first;
        size_t marks[4] = {0};

        for (k = 0; k < 4 * g->n; k++)
            marks[k % 4] += (m[k / 4].marks >> (k % 4)) & 1;
        if (coh_chart_sheet_text(sheet, c->keys.name[i], err) ||
            put_size(sheet, g->n, err))
            return -1;
        for (k = 0; k < 4; k++)
            if (put_size(sheet, marks[k], err))
                return -1;
        if (s->has_score &&
            (coh_chart_sheet_number(sheet, g->scored ? m[0].score : NAN, err) ||
             coh_chart_sheet_number(
                 sheet, g->scored ? m[g->scored - 1].score : NAN, err)))
            return -1;
        if (coh_chart_sheet_end(sheet, err))
            return -1;
    }
    return 0;
}

int
coh_chart_grouping_sheet(const struct coh_chart *c,
                         struct coh_chart_sheet *sheet, struct coh_error *err)
{
    const struct coh_chart_grouping *s = c->own;

    return s->n < COH_CHART_SHEET_ROWS ? put_members(c, sheet, err)
                                       : put_groups(c, sheet, err);
}
