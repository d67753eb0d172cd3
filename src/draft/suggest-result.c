/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "draft/suggest-draft.h"

/* The column of a role that there is once; d->n if there is none. */
static size_t
column_of(const struct coh_draft *d, enum coh_suggest_role role)
{
    size_t i;

    for (i = 0; i < d->n; i++)
        if (d->s->column[i].role == role)
            break;
    return i;
}

static int
has(const struct coh_draft *d, enum coh_suggest_role role)
{
    return column_of(d, role) < d->n;
}

static int
cell_of(struct coh_draft *d, const char *field, size_t at)
{
    struct coh_span name;

    if (at >= d->n)
        return 0;
    name = d->s->column[at].name;
    return coh_draft_line(d, "%s = {%.*s}", field, (int)name.length,
                          name.bytes);
}

/* Days that could be meant in two ways are left out until somebody says. */
static int
write_unsure_date(struct coh_draft *d)
{
    size_t at = column_of(d, COH_SUGGEST_UNSURE_DATE);
    struct coh_span name;

    if (at >= d->n)
        return 0;
    name = d->s->column[at].name;
    return coh_draft_line(d, "# Nothing tells day from month here. Say it with "
                             "date_order = mdy (or dmy) in") ||
           coh_draft_line(d, "# [layout], and take the # away:") ||
           coh_draft_line(d, "# date = {%.*s}", (int)name.length, name.bytes);
}

static int
write_common(struct coh_draft *d)
{
    if (coh_draft_line(d, "\n# Holds for every result.\n[common]"))
        return -1;
    if (has(d, COH_SUGGEST_TEST)
            ? cell_of(d, "assessment", column_of(d, COH_SUGGEST_TEST))
            : coh_draft_line(d, "assessment = %s", d->stem))
        return -1;
    if (cell_of(d, "date", column_of(d, COH_SUGGEST_DATE)) ||
        cell_of(d, "term", column_of(d, COH_SUGGEST_TERM)) ||
        cell_of(d, "attempt", column_of(d, COH_SUGGEST_ATTEMPT)))
        return -1;
    if (has(d, COH_SUGGEST_DATE))
        return 0;
    if (has(d, COH_SUGGEST_UNSURE_DATE))
        return write_unsure_date(d);
    return coh_draft_line(d, "# No column holds days: give the day with --set "
                             "date=2026-03-06");
}

/* ---- one score ---- */

static int
is_percent(const struct coh_draft *d, size_t i)
{
    const struct coh_profile_column *p = &d->s->profile.column[i];
    const char *key = d->s->column[i].key;
    struct coh_span name = d->s->column[i].name;

    return 2 * p->percents > p->values || strstr(key, "percent") ||
           strstr(key, "pct") || memchr(name.bytes, '%', name.length);
}

static const char *
scale_of(const struct coh_draft *d, size_t i)
{
    const char *key = d->s->column[i].key;

    if (is_percent(d, i))
        return "percent";
    if (2 * d->s->profile.column[i].lexiles > d->s->profile.column[i].values ||
        strstr(key, "lexile"))
        return "lexile";
    if (strstr(key, "ritscore") || !strcmp(key, "rit"))
        return "rit";
    if (strstr(key, "wcpm") || strstr(key, "wordscorrect"))
        return "wcpm";
    return strstr(key, "scalescore") || strstr(key, "scaledscore") ? "scaled"
                                                                   : "points";
}

/* Names that say that it is a score, and not of what. */
static int
is_plain(const char *key)
{
    static const char *const plain[] = {"score",
                                        "scores",
                                        "points",
                                        "pts",
                                        "total",
                                        "totalscore",
                                        "totalpoints",
                                        "result",
                                        "mark",
                                        "marks",
                                        "grade",
                                        "percent",
                                        "percentage",
                                        "pct",
                                        "percentcorrect",
                                        "rawscore",
                                        "earned",
                                        "earnedpoints",
                                        "pointsearned",
                                        "correct",
                                        "overall",
                                        "scalescore",
                                        "scaledscore",
                                        "finalscore",
                                        "totalcorrect",
                                        "value",
                                        "",
                                        NULL};
    size_t i;

    for (i = 0; plain[i]; i++)
        if (!strcmp(key, plain[i]))
            return 1;
    return 0;
}

static int
write_word(struct coh_draft *d, const struct coh_profile_word *w)
{
    const char *status = coh_suggest_status(w->text);

    if (strchr(w->text, ';'))
        return 0;
    if (status)
        return coh_draft_line(d, "# code = %s %s ; cells: %zu", w->text, status,
                              w->times);
    return coh_draft_line(d, "# code = %s missing ; ? cells: %zu", w->text,
                          w->times);
}

/* Words that a score stands beside may be named: those that schools use, and
 * those that stand too often to be of one child. */
static int
may_be_named(const struct coh_profile_word *w)
{
    return w->times >= 3 || coh_suggest_status(w->text) != NULL;
}

/* The words of one column, or of all of a group. */
static int
write_words(struct coh_draft *d, size_t from, size_t group)
{
    struct coh_profile_word all[COH_PROFILE_WORDS];
    size_t i, k, m, n = 0, hidden = 0;

    for (i = from; i < (group ? d->n : from + 1); i++) {
        const struct coh_profile_column *p = &d->s->profile.column[i];

        if (d->s->column[i].role != COH_SUGGEST_SCORE ||
            d->s->column[i].group != group)
            continue;
        hidden += p->other;
        for (k = 0; k < p->words; k++) {
            for (m = 0; m < n && strcmp(all[m].text, p->word[k].text); m++)
                ;
            if (m == COH_PROFILE_WORDS)
                hidden += p->word[k].times;
            else if (m == n)
                all[n++] = p->word[k];
            else
                all[m].times += p->word[k].times;
        }
    }
    if (n && coh_draft_line(d, "# Words met here. Take the # away where the "
                               "status is right:"))
        return -1;
    for (m = 0; m < n; m++)
        if (!may_be_named(&all[m]))
            hidden += all[m].times;
        else if (write_word(d, &all[m]))
            return -1;
    return hidden && coh_draft_line(d,
                                    "# and %zu other texts, which stay "
                                    "unparsed",
                                    hidden);
}

static int
write_companions(struct coh_draft *d, size_t score)
{
    static const struct {
        enum coh_suggest_role role;
        const char *field;
    } part[] = {{COH_SUGGEST_MAXIMUM, "max_score"},
                {COH_SUGGEST_PERCENTILE, "percentile"},
                {COH_SUGGEST_LEVEL, "level"},
                {COH_SUGGEST_SEM, "sem"}};
    size_t i, k;

    for (i = 0; i < d->n; i++)
        for (k = 0; k < sizeof(part) / sizeof(*part); k++)
            if (d->s->column[i].role == part[k].role &&
                d->s->column[i].score == score && cell_of(d, part[k].field, i))
                return -1;
    return 0;
}

/* What tells this result from the others of a record. */
static int
write_what(struct coh_draft *d, size_t i, const char *scale)
{
    const struct coh_suggest_column *c = &d->s->column[i];
    struct coh_span title = c->style ? c->title : c->name;
    int *taken = !strcmp(scale, "percent")  ? &d->plain_percent
                 : !strcmp(scale, "points") ? &d->plain_points
                                            : NULL;

    if (taken && !*taken && is_plain(c->key)) {
        *taken = 1;
        return 0;
    }
    return coh_draft_key(
        d,
        has(d, COH_SUGGEST_TEST) || is_plain(c->key) ? "measure" : "assessment",
        title);
}

static int
write_maximum(struct coh_draft *d, size_t i)
{
    const struct coh_suggest_column *c = &d->s->column[i];

    if (c->style)
        return coh_draft_key(d, "max_score", c->max);
    return coh_draft_has_maxima(d) && coh_draft_line(d, "max_score_from = row");
}

static int
slug_is_new(const struct coh_draft *d, size_t at, const char *slug)
{
    char other[COH_DRAFT_SLUG];
    size_t i;

    for (i = 0; i < at; i++)
        if (d->s->column[i].role == COH_SUGGEST_SCORE &&
            !d->s->column[i].group) {
            coh_draft_slug(d->s->column[i].name, other);
            if (!strcmp(slug, other))
                return 0;
        }
    return *slug != '\0';
}

static int
write_single(struct coh_draft *d, size_t i)
{
    const char *scale = scale_of(d, i);
    char slug[COH_DRAFT_SLUG];

    coh_draft_slug(d->s->column[i].name, slug);
    if (slug_is_new(d, i, slug)
            ? coh_draft_line(d, "\n[result %s]", slug)
            : coh_draft_line(d, "\n[result column %zu]", i + 1))
        return -1;
    return cell_of(d, "score", i) || write_what(d, i, scale) ||
           coh_draft_line(d, "scale = %s", scale) || write_maximum(d, i) ||
           (!strcmp(scale, "lexile") && coh_draft_line(d, "suffix = L")) ||
           write_companions(d, i) || write_words(d, i, 0);
}

/* ---- scores of one form ---- */

/* Answers whose names hold the same numbers as the items do: {n} stands for
 * the number, and a column that is not there falls out. */
static int
write_answers(struct coh_draft *d, const struct coh_suggest_group *g)
{
    struct coh_span first = d->s->column[g->first].name, other;
    size_t i, from, to, a, b;
    const char *field;

    if (!coh_suggest_number(first, &from, &to))
        return 0;
    for (i = 0; i < d->n; i++) {
        other = d->s->column[i].name;
        if (d->s->column[i].role != COH_SUGGEST_ANSWER ||
            !coh_suggest_number(other, &a, &b) || b - a != to - from ||
            memcmp(other.bytes + a, first.bytes + from, b - a) != 0)
            continue;
        field = strstr(d->s->column[i].key, "key") ||
                        strstr(d->s->column[i].key, "correct")
                    ? "key"
                    : "response";
        if (coh_draft_line(d, "%s = {%.*s{n}%.*s}", field, (int)a, other.bytes,
                           (int)(other.length - b), other.bytes + b))
            return -1;
    }
    return 0;
}

static int
write_numbered(struct coh_draft *d, const struct coh_suggest_group *g)
{
    struct coh_span name = d->s->column[g->first].name;
    struct coh_span prefix = {name.bytes, g->prefix};
    struct coh_span suffix = {name.bytes + name.length - g->suffix, g->suffix};
    char before[COH_DRAFT_ESCAPED], behind[COH_DRAFT_ESCAPED];
    const char *field = g->items                   ? "item"
                        : has(d, COH_SUGGEST_TEST) ? "measure"
                                                   : "assessment";

    if (coh_draft_line(d, "column = ^%s(?<n>\\d+)%s$",
                       coh_draft_escape(prefix, before),
                       coh_draft_escape(suffix, behind)) ||
        coh_draft_line(d, "%s = %.*s{n}%.*s", field, (int)prefix.length,
                       prefix.bytes, (int)suffix.length, suffix.bytes))
        return -1;
    if (g->items && write_answers(d, g))
        return -1;
    if (coh_draft_has_maxima(d))
        return coh_draft_line(d, "max_score_from = row");
    return g->binary && coh_draft_line(d, "max_score = 1");
}

static int
write_group(struct coh_draft *d, size_t number)
{
    const struct coh_suggest_group *g = &d->s->group[number - 1];

    if (coh_draft_line(d,
                       "\n# One result for each column of this form.\n"
                       "[result group %zu]",
                       number))
        return -1;
    if (g->style
            ? coh_draft_line(d, "column = %s", coh_suggest_style(g->style)) ||
                  coh_draft_line(d, "%s = {title}",
                                 has(d, COH_SUGGEST_TEST) ? "measure"
                                                          : "assessment") ||
                  coh_draft_line(d, "max_score = {max}")
            : write_numbered(d, g))
        return -1;
    return coh_draft_line(d, "scale = %s", scale_of(d, g->first)) ||
           write_words(d, g->first, number);
}

int
coh_draft_results(struct coh_draft *d)
{
    size_t i;

    if (write_common(d))
        return -1;
    for (i = 0; i < d->n; i++) {
        const struct coh_suggest_column *c = &d->s->column[i];

        if (c->role != COH_SUGGEST_SCORE)
            continue;
        if (c->group) {
            if (d->s->group[c->group - 1].first == i &&
                write_group(d, c->group))
                return -1;
        } else if (d->singles++ < COH_DRAFT_SINGLES && write_single(d, i)) {
            return -1;
        }
    }
    if (d->singles <= COH_DRAFT_SINGLES)
        return 0;
    return coh_draft_line(d, "# %zu more columns hold numbers and are left out",
                          d->singles - COH_DRAFT_SINGLES);
}
