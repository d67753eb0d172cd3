/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draft/suggest.h"
#include "layout/pattern.h"

#define NUMBER "(?<max>\\d+(?:[.,]\\d+)?)"

const char *
coh_suggest_style(int style)
{
    static const char *const pattern[] = {
        "^(?<title>.+?) ?[(]" NUMBER "[)]$",
        "(?i)^(?<title>.+?) ?[(]" NUMBER " ?(?:pts?|points?)[.]?[)]$",
        "(?i)^(?<title>.+?) ?\\[" NUMBER " ?(?:pts?|points?)?[.]?\\]$",
        "^(?<title>.+?) ?/ ?" NUMBER "$",
        "(?i)^(?<title>.+?),? ?[(]?out of " NUMBER "[)]?$",
    };

    if (style < 1 || (size_t)style > sizeof(pattern) / sizeof(*pattern))
        return NULL;
    return pattern[style - 1];
}

int
coh_suggest_number(struct coh_span name, size_t *from, size_t *to)
{
    *to = name.length;
    while (*to && (name.bytes[*to - 1] < '0' || name.bytes[*to - 1] > '9'))
        --*to;
    *from = *to;
    while (*from && name.bytes[*from - 1] >= '0' &&
           name.bytes[*from - 1] <= '9')
        --*from;
    return *from < *to;
}

/* ---- maxima in headers ---- */

static struct coh_span
capture(struct coh_pattern *p, const char *wanted)
{
    struct coh_span text;
    const char *name;
    size_t i;

    for (i = 0; coh_pattern_capture(p, i, &name, &text); i++)
        if (name && !strcmp(name, wanted))
            return text;
    return coh_span_of("");
}

/* A number in the header is the maximum if no score is above it; the ids that
 * some systems put there are larger than any test. */
static int
can_be_maximum(struct coh_span max, const struct coh_profile_column *p)
{
    const struct coh_decimal most = {.mantissa = 1000};
    const struct coh_decimal none = {.mantissa = 0};
    char plain[COH_PLAIN_SIZE];
    struct coh_decimal d;

    if (memchr(max.bytes, ',', max.length))
        max = coh_cell_plain(max, COH_MARK_COMMA, plain);
    return coh_decimal_parse(max, &d) == COH_NUMBER_EXACT &&
           coh_decimal_compare(d, most) <= 0 &&
           coh_decimal_compare(d, none) > 0 &&
           coh_decimal_compare(d, p->high) >= 0;
}

/* Give all scores of a style its title and maximum, and a group if its
 * pattern fits nothing else. */
static int
style_columns(struct coh_suggestion *s, int style, struct coh_pattern *pattern,
              struct coh_error *err)
{
    size_t i, n = s->profile.header.n, members = 0, strangers = 0, first = n;

    for (i = 0; i < n; i++) {
        struct coh_suggest_column *c = &s->column[i];

        if (c->style || !coh_pattern_match(pattern, c->name))
            continue;
        if (c->role == COH_SUGGEST_SCORE &&
            can_be_maximum(capture(pattern, "max"), &s->profile.column[i])) {
            c->style = style;
            c->title = coh_span_trim(capture(pattern, "title"));
            c->max = capture(pattern, "max");
            first = members++ ? first : i;
        } else if (c->role != COH_SUGGEST_BLANK) {
            strangers++;
        }
    }
    if (members < 2 || strangers)
        return 0;
    if (coh_reserve(&s->group, &s->capacity, s->groups + 1, sizeof(*s->group),
                    err))
        return -1;
    s->group[s->groups++] =
        (struct coh_suggest_group){.first = first, .style = style};
    for (i = 0; i < n; i++)
        if (s->column[i].style == style)
            s->column[i].group = s->groups;
    return 0;
}

/* A maximum in brackets may be one number of several styles: a pattern that
 * matched a column of another style would read it twice. */
static int
find_styles(struct coh_suggestion *s, struct coh_error *err)
{
    int style, rc = 0;

    for (style = 1; !rc && coh_suggest_style(style); style++) {
        struct coh_pattern *p = coh_pattern_new(coh_suggest_style(style), err);

        rc = p ? style_columns(s, style, p, err) : -1;
        coh_pattern_free(p);
    }
    return rc;
}

/* ---- names that differ in a number ---- */

static int
same_form(struct coh_span a, struct coh_span b, size_t *prefix, size_t *suffix)
{
    size_t from[2], to[2];

    if (!coh_suggest_number(a, &from[0], &to[0]) ||
        !coh_suggest_number(b, &from[1], &to[1]) || from[0] != from[1] ||
        a.length - to[0] != b.length - to[1] ||
        memcmp(a.bytes, b.bytes, from[0]) != 0 ||
        memcmp(a.bytes + to[0], b.bytes + to[1], a.length - to[0]) != 0)
        return 0;
    *prefix = from[0];
    *suffix = a.length - to[0];
    return 1;
}

static int
is_question(struct coh_span name, size_t prefix)
{
    static const char *const word[] = {"q", "question", "item", "i", "points",
                                       "p", "problem",  "stu",  "q#"};
    struct coh_span s = {name.bytes, prefix};
    size_t i;

    s = coh_span_trim(s);
    while (s.length && memchr("._-#", s.bytes[s.length - 1], 4))
        s.length--;
    for (i = 0; i < sizeof(word) / sizeof(*word); i++)
        if (coh_span_is_caseless(s, word[i]))
            return 1;
    return 0;
}

static int
is_free(const struct coh_suggest_column *c)
{
    return c->role == COH_SUGGEST_SCORE && !c->group && !c->style;
}

/* Does a companion belong to it? Then it must stay by itself. */
static int
has_companion(const struct coh_suggestion *s, size_t at)
{
    size_t i;

    for (i = 0; i < s->profile.header.n; i++)
        if (i != at && s->column[i].score == at)
            return 1;
    return 0;
}

static int
group_from(struct coh_suggestion *s, size_t at, struct coh_error *err)
{
    struct coh_suggest_group g = {.first = at, .binary = 1};
    size_t i, n = s->profile.header.n, members = 0;

    for (i = 0; i < n; i++) {
        const struct coh_profile_column *p = &s->profile.column[i];
        const struct coh_suggest_column *c = &s->column[i];

        if (!same_form(s->column[at].name, c->name, &g.prefix, &g.suffix) ||
            c->role == COH_SUGGEST_BLANK)
            continue;
        if (!is_free(c) || has_companion(s, i))
            return 0;
        g.binary = g.binary && p->binary == coh_profile_scores(p);
        members++;
    }
    if (members < 3)
        return 0;
    if (coh_reserve(&s->group, &s->capacity, s->groups + 1, sizeof(*s->group),
                    err))
        return -1;
    (void)same_form(s->column[at].name, s->column[at].name, &g.prefix,
                    &g.suffix);
    g.items = g.binary || is_question(s->column[at].name, g.prefix);
    s->group[s->groups++] = g;
    for (i = 0; i < n; i++)
        if (is_free(&s->column[i]) &&
            same_form(s->column[at].name, s->column[i].name, &g.prefix,
                      &g.suffix))
            s->column[i].group = s->groups;
    return 0;
}

int
coh_suggest_group(struct coh_suggestion *s, struct coh_error *err)
{
    size_t i;

    if (find_styles(s, err))
        return -1;
    for (i = 0; i < s->profile.header.n; i++)
        if (is_free(&s->column[i]) && group_from(s, i, err))
            return -1;
    /* What is read by a pattern has no companions of its own. */
    for (i = 0; i < s->profile.header.n; i++) {
        size_t score = s->column[i].score;

        if (score < s->profile.header.n && s->column[score].group)
            s->column[i].score = s->profile.header.n;
    }
    return 0;
}
