/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is odd in the columns, and scores at the ends of their scale. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "flow/profile-findings.h"

static const struct coh_span none = {"", 0};

/* ---- columns that say nothing, in one row for all of them ---- */

static int
is_constant(const struct coh_portrait *p)
{
    return p->values > 1 && p->distinct == 1;
}

static int
is_empty(const struct coh_portrait *p)
{
    return !p->values;
}

/* "73: Goal5Name, Goal5RitScore, Goal5StdErr …" */
static int
say_all(struct coh_profile_findings *f, const struct coh_inspection *x,
        const char *item, int (*is)(const struct coh_portrait *p),
        struct coh_error *err)
{
    struct coh_text *t = &f->text;
    size_t i, n = 0;

    coh_text_clear(t);
    for (i = 0; i < x->header.n; i++) {
        const struct coh_span s = x->header.name[i];

        if (!is(&x->column[i]) || ++n > 5)
            continue;
        if ((n > 1 && coh_text_add_string(t, ", ", err)) ||
            coh_text_add(t, s.bytes, s.length, err))
            return -1;
    }
    if (!n)
        return 0;
    return coh_found(f, "column", item, none, NULL, err, "%zu: %s%s", n,
                     coh_text_get(t), n > 5 ? " …" : "");
}

/* ---- missing ---- */

static int
add_code(struct coh_text *t, const char *code, size_t n, struct coh_error *err)
{
    return n ? coh_text_format(t, err, "%s%s %zu", t->length ? ", " : "", code,
                               n)
             : 0;
}

int
coh_profile_findings_codes(const struct coh_portrait *p, struct coh_text *t,
                           struct coh_error *err)
{
    size_t blank = p->kind[COH_SIGHT_BLANK], i;

    coh_text_clear(t);
    for (i = 0; i < COH_STATUSES; i++)
        blank -= p->by_status[i];
    if (add_code(t, "blank", blank, err))
        return -1;
    for (i = 0; i < COH_PORTRAIT_CODES; i++)
        if (add_code(t, p->code[i].text, p->code[i].n, err))
            return -1;
    if (add_code(t, "other words", p->other_codes, err))
        return -1;
    for (i = 0; i < COH_STATUSES; i++)
        if (add_code(t, coh_status_name((enum coh_status)i),
                     p->by_status[i] + (p->statuses ? p->status[i] : 0), err))
            return -1;
    return 0;
}

static int
say_missing(struct coh_profile_findings *f, const struct coh_portrait *p,
            struct coh_error *err)
{
    char more[400];

    if (!p->missing || !p->values)
        return 0;
    if (coh_profile_findings_codes(p, &f->text, err))
        return -1;
    snprintf(more, sizeof(more), "%s", coh_text_get(&f->text));
    return coh_found_share(f, "column", "missing", p->name, NULL, p->missing,
                           p->cells, f->run->share ? NULL : more, err);
}

/* ---- odd values ---- */

/* The first three texts of a column of something else: ": '(read only)'". */
static int
odd_texts(struct coh_profile_findings *f, const struct coh_portrait *p,
          struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_sight s;
    size_t i, n = 0;

    coh_text_clear(&f->text);
    for (i = 0; i < p->labels && n < 3; i++) {
        const struct coh_portrait_label *l = &p->label[i];

        coh_sight_take((struct coh_span){l->bytes, l->length}, &s);
        if (s.kind == COH_SIGHT_TEXT && !(p->statuses && s.status >= 0) &&
            coh_text_format(&f->text, err, "%s'%s'", n++ ? ", " : ": ",
                            coh_quote(s.text.bytes, s.text.length, quoted)))
            return -1;
    }
    return 0;
}

static int
say_mixed(struct coh_profile_findings *f, const struct coh_inspection *x,
          size_t at, struct coh_error *err)
{
    const struct coh_portrait *p = &x->column[at];
    const size_t *k = p->kind;
    const size_t texts = k[COH_SIGHT_TEXT] - p->statuses;
    const size_t numbers = k[COH_SIGHT_NUMBER] + k[COH_SIGHT_WRITTEN];
    const int kinds = (numbers != 0) + (k[COH_SIGHT_DATE] != 0) + (texts != 0);

    if (kinds < 2 || p->type == COH_PORTRAIT_TEXT || p->type == COH_PORTRAIT_ID)
        return 0;
    if (f->run->share)
        return coh_found(f, "column", "mixed types", p->name,
                         "write one kind of value a column", err, "%d kinds",
                         kinds);
    coh_text_clear(&f->text);
    if (coh_profile_findings_shows(f, x, at) && odd_texts(f, p, err))
        return -1;
    return coh_found(f, "column", "mixed types", p->name,
                     "write one kind of value a column", err,
                     "numbers %zu, dates %zu, text %zu%s", numbers,
                     k[COH_SIGHT_DATE], texts, coh_text_get(&f->text));
}

static int
say_written(struct coh_profile_findings *f, const struct coh_portrait *p,
            struct coh_error *err)
{
    const size_t n = p->kind[COH_SIGHT_WRITTEN];

    if (n && p->type != COH_PORTRAIT_TEXT &&
        coh_found_share(f, "column", "numbers as text", p->name,
                        "write them as plain numbers (85, not 85%)", n,
                        p->values, "with %, $, a comma or an apostrophe", err))
        return -1;
    if (p->edge && coh_found_share(f, "column", "blanks at the ends", p->name,
                                   "take the blanks out: ' 5A' is not '5A'",
                                   p->edge, p->values, NULL, err))
        return -1;
    return 0;
}

static int
say_labels(struct coh_profile_findings *f, const struct coh_inspection *x,
           size_t at, struct coh_error *err)
{
    const struct coh_portrait *p = &x->column[at];
    struct coh_portrait_clusters c = COH_PORTRAIT_CLUSTERS_INIT;
    const char *kind = "punctuation, accents or order of words";
    int rc = 0;

    if (p->type != COH_PORTRAIT_TEXT && p->type != COH_PORTRAIT_MIXED)
        return 0;
    if (coh_portrait_cluster(p, &c, err)) {
        coh_text_release(&c.shown);
        return -1;
    }
    if (c.n && c.edge == c.n)
        kind = "blanks at the ends";
    else if (c.n && c.edge + c.caseless == c.n)
        kind = "case";
    if (c.n)
        rc = coh_found(
            f, "column", "near-duplicate labels", p->name,
            "choose one spelling of each", err,
            "%zu spellings of %zu label%s, apart by %s%s%s", c.labels, c.n,
            c.n == 1 ? "" : "s", kind,
            coh_profile_findings_shows(f, x, at) ? ": " : "",
            coh_profile_findings_shows(f, x, at) ? coh_text_get(&c.shown) : "");
    coh_text_release(&c.shown);
    return rc;
}

static int
say_fences(struct coh_profile_findings *f, const struct coh_portrait *p,
           struct coh_error *err)
{
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];

    /* Where half of the values are one, all others would be far. */
    if (!coh_portrait_is_number(p) || !(p->below + p->above) ||
        !(p->fence_low < p->fence_high))
        return 0;
    if (f->run->share)
        return coh_found_share(f, "column", "far from the others", p->name,
                               NULL, p->below + p->above, p->sample.n, NULL,
                               err);
    return coh_found(f, "column", "far from the others", p->name, NULL, err,
                     "%zu below %s, %zu above %s (Tukey's fences)", p->below,
                     coh_double_text(p->fence_low, low), p->above,
                     coh_double_text(p->fence_high, high));
}

/* ---- dates ---- */

static int
say_window(struct coh_profile_findings *f, const struct coh_portrait *p,
           struct coh_error *err)
{
    const struct coh_portrait_days *d = &p->days;
    const size_t outside = d->before + d->after;

    if (d->future &&
        coh_found_share(f, "column", "dates to come", p->name,
                        "correct them: nothing can be of a day after today",
                        d->future, d->n, NULL, err))
        return -1;
    /* A file whose days all lie outside is of another window. */
    if (outside && coh_profile_findings_personal(p, 0) == NULL &&
        coh_found_share(f, "column", "outside the window", p->name,
                        outside < d->n ? "correct the dates, or window_start "
                                         "and window_end"
                                       : NULL,
                        outside, d->n, NULL, err))
        return -1;
    return 0;
}

static int
say_dates(struct coh_profile_findings *f, const struct coh_portrait *p,
          struct coh_error *err)
{
    if (p->type != COH_PORTRAIT_DATE)
        return 0;
    if (p->order_doubtful &&
        coh_found(f, "column", "day or month first", p->name,
                  "export dates as 2026-03-06", err,
                  p->evidence.day_first ? "some dates can only be day first, "
                                          "some only month first"
                                        : "no date tells (3/4/2026); read as "
                                          "month first"))
        return -1;
    return say_window(f, p, err);
}

int
coh_profile_findings_columns(struct coh_profile_findings *f,
                             const struct coh_inspection *x,
                             struct coh_error *err)
{
    size_t i;

    if (say_all(f, x, "blank", is_empty, err) ||
        say_all(f, x, "constant", is_constant, err) ||
        say_all(f, x, "nearly unique", coh_portrait_near_unique, err))
        return -1;
    for (i = 0; i < x->header.n; i++) {
        const struct coh_portrait *p = &x->column[i];

        if (say_missing(f, p, err) || say_mixed(f, x, i, err) ||
            say_written(f, p, err) || say_labels(f, x, i, err) ||
            say_fences(f, p, err) || say_dates(f, p, err))
            return -1;
    }
    return 0;
}

/* ---- scores ---- */

/* More than 15 of 100 at an end of the scale: a floor or ceiling effect, by
 * the criterion of McHorney and Tarlov (Quality of Life Research 4, 1995). */
enum { EFFECT = 15, FEWEST = 20 };

static int
say_end(struct coh_profile_findings *f, const struct coh_portrait *p,
        const char *item, size_t hits, struct coh_decimal end,
        const char *advice, struct coh_error *err)
{
    const size_t n = p->sample.n;
    const int many = n >= FEWEST && 100 * hits > EFFECT * n;
    char number[COH_NUMBER_SIZE], more[COH_NUMBER_SIZE + 10];

    if (!hits)
        return 0;
    snprintf(more, sizeof(more), "score %s", coh_decimal_text(end, number));
    return coh_found_share(f, "scores", item, p->name, many ? advice : NULL,
                           hits, n, more, err);
}

/* What the entry says of scores; NOT: nothing. */
struct range {
    struct coh_value low, high;
};

/* Scores outside the range. Where most are, the range is another scale's,
 * unless the user said that these are the scores. */
static int
say_outside(struct coh_profile_findings *f, const struct coh_portrait *p,
            size_t outside, int *other_scale, struct coh_error *err)
{
    const size_t n = p->sample.n;

    *other_scale = !f->scores->n && 2 * outside > n;
    if (*other_scale)
        return coh_found(f, "scores", "another scale", p->name, NULL, err,
                         "most values are not between score_min and score_max");
    return coh_found_share(f, "scores", "out of range", p->name,
                           outside ? "correct them, or score_min and score_max"
                                   : NULL,
                           outside, n, NULL, err);
}

static int
say_score(struct coh_profile_findings *f, const struct coh_portrait *p,
          const struct range *r, struct coh_error *err)
{
    const int low = r->low.number == COH_NUMBER_EXACT;
    const int high = r->high.number == COH_NUMBER_EXACT;
    const struct coh_sample *s = &p->sample;
    const size_t bottom = low ? coh_sample_count(s, r->low.decimal) : 0;
    const size_t top = high ? coh_sample_count(s, r->high.decimal) : 0;
    size_t outside = 0;
    int other_scale;

    if (low)
        outside += s->n - coh_sample_at_or_above(s, r->low.decimal);
    if (high)
        outside += coh_sample_at_or_above(s, r->high.decimal) - top;
    if (say_outside(f, p, outside, &other_scale, err))
        return -1;
    if (other_scale)
        return 0;
    return say_end(f, p, "floor", bottom, r->low.decimal,
                   "too hard to tell these students apart", err) ||
                   say_end(f, p, "ceiling", top, r->high.decimal,
                           "too easy to tell these students apart", err)
               ? -1
               : 0;
}

static int
holds(struct coh_span text, struct coh_span part)
{
    char word[64];
    size_t i;

    if (part.length >= sizeof(word))
        return 0;
    memcpy(word, part.bytes, part.length);
    word[part.length] = '\0';
    for (i = 0; i + part.length <= text.length; i++)
        if (coh_span_is_caseless((struct coh_span){text.bytes + i, part.length},
                                 word))
            return 1;
    return 0;
}

/* Without being told which columns hold scores: `score`; else those with
 * "score" in their name, or whose name the entry's scale holds. */
static int
has_scores(const struct coh_profile_findings *f, const struct coh_inspection *x,
           size_t at)
{
    const struct coh_span name = x->header.name[at];

    if (f->scores->n)
        return coh_columns_have(f->scores, at);
    if (x->score < x->header.n)
        return at == x->score;
    return holds(name, coh_span_of("score")) ||
           (name.length > 3 &&
            holds(coh_span_of(coh_entry_get(f->entry, COH_FIELD_SCALE)), name));
}

int
coh_profile_findings_scores(struct coh_profile_findings *f,
                            const struct coh_inspection *x,
                            struct coh_error *err)
{
    const struct range r = {coh_value_parse(coh_span_of(
                                coh_entry_get(f->entry, COH_FIELD_SCORE_MIN))),
                            coh_value_parse(coh_span_of(
                                coh_entry_get(f->entry, COH_FIELD_SCORE_MAX)))};
    size_t i, n = 0;

    if (r.low.number != COH_NUMBER_EXACT && r.high.number != COH_NUMBER_EXACT)
        return coh_found(f, "scores", "range", none, NULL, err,
                         "not looked at: the entry has no score_min or "
                         "score_max");
    for (i = 0; i < x->header.n; i++)
        if (coh_portrait_is_number(&x->column[i]) && has_scores(f, x, i)) {
            n++;
            if (say_score(f, &x->column[i], &r, err))
                return -1;
        }
    return n ? 0
             : coh_found(f, "scores", "range", none, NULL, err,
                         "not looked at: no column of numbers has 'score' in "
                         "its name (give -v)");
}
