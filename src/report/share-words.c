/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a shared page's stages: those of the mask, and those that the
 * page shows. */
#include <stdlib.h>
#include <string.h>

#include "report/share-internal.h"

struct counted {
    const char *name;
    char letter;
    int has_value;
};

/* Whose results are counted. What changes from week to week while the same is
 * counted (--today, --as-of, --snapshot), what only changes the look, and
 * by-columns, which the table shows, do not belong. */
static const struct counted whose[] = {
    {"assessment", 0, 1},
    {"measure", 0, 1},
    {"notes", 0, 0},
};

static const struct counted from[] = {{"source", 0, 1}};

/* What is worked out of them: other numbers of the same students. */
static const struct counted worked[] = {
    {"source", 0, 1},   {"items", 0, 0},    {"scale", 0, 1},
    {"latest", 0, 0},   {"code", 0, 1},     {"note", 0, 1},
    {"value", 'v', 1},  {"cut", 0, 1},      {"per-student", 0, 1},
    {"levels", 0, 0},   {"mastery", 0, 1},  {"gone", 0, 0},
    {"everyone", 0, 0}, {"complete", 0, 0},
};

static int
add_part(struct coh_text *into, size_t start, struct coh_span name,
         const struct coh_span *value, struct coh_error *err)
{
    if (into->length > start && coh_text_add_string(into, "; ", err))
        return -1;
    return coh_text_add(into, name.bytes, name.length, err) ||
                   (value &&
                    (coh_text_add_string(into, "=", err) ||
                     coh_text_add(into, value->bytes, value->length, err)))
               ? -1
               : 0;
}

/* Results are those of the measure `overall` when no other is named. */
static int
goes_without_saying(struct coh_span name, struct coh_span value)
{
    return coh_span_is(name, "measure") && coh_span_is(value, "overall");
}

static int
add_options(const struct coh_pipeline *p, size_t mask,
            const struct counted *option, size_t n, size_t start,
            struct coh_text *into, struct coh_error *err)
{
    size_t i, k, at;
    const char *text;

    for (k = 0; k < n; k++)
        for (i = 0; i < mask; i++)
            for (at = 0; (text = coh_share_next(&p->stage[i], option[k].name,
                                                option[k].letter, &at));) {
                const struct coh_span name = coh_span_of(option[k].name);
                const struct coh_span value = coh_span_of(text);

                if (!goes_without_saying(name, value) &&
                    add_part(into, start, name,
                             option[k].has_value ? &value : NULL, err))
                    return -1;
            }
    return 0;
}

#define OPTIONS(list) list, sizeof(list) / sizeof(*(list))

/* Does the condition name what --about does? */
static int
says_whose(struct coh_span column)
{
    return coh_span_is(column, "assessment") || coh_span_is(column, "measure");
}

/* "assessment=Unit 3" as a condition is the option of that name. */
static int
add_conditions(const struct coh_pipeline *p, size_t mask, size_t start,
               struct coh_text *into, struct coh_error *err)
{
    struct coh_span column, value;
    const char *condition;
    size_t i, at;

    for (i = 0; i < mask; i++)
        for (at = 0;
             (condition = coh_share_next(&p->stage[i], "where", 0, &at));)
            if (coh_share_fixed(condition, &column, &value) &&
                says_whose(column) && !goes_without_saying(column, value) &&
                add_part(into, start, column, &value, err))
                return -1;
    return 0;
}

int
coh_share_about(const struct coh_pipeline *p, size_t mask,
                struct coh_span files, struct coh_text *into,
                struct coh_error *err)
{
    size_t start = into->length;

    if (add_options(p, mask, OPTIONS(whose), start, into, err) ||
        add_conditions(p, mask, start, into, err))
        return -1;
    if (into->length == start &&
        add_options(p, mask, OPTIONS(from), start, into, err))
        return -1;
    return into->length == start
               ? coh_text_add(into, files.bytes, files.length, err)
               : 0;
}

int
coh_share_how(const struct coh_pipeline *p, size_t mask, struct coh_text *into,
              struct coh_error *err)
{
    return add_options(p, mask, OPTIONS(worked), into->length, into, err);
}

/* "2026-03-02/", from the last --since and --until; nothing without them. */
static int
add_period(const struct coh_pipeline *p, size_t mask, struct coh_text *into,
           struct coh_error *err)
{
    const char *since = "", *until = "", *value;
    size_t i, at;

    for (i = 0; i < mask; i++) {
        for (at = 0; (value = coh_share_next(&p->stage[i], "since", 0, &at));)
            since = value;
        for (at = 0; (value = coh_share_next(&p->stage[i], "until", 0, &at));)
            until = value;
    }
    return *since || *until ? coh_text_format(into, err, "%s/%s", since, until)
                            : 0;
}

static int
add_word(struct coh_words *words, const char *word, struct coh_error *err)
{
    char *copy;

    if (coh_reserve(&words->at, &words->capacity, words->n + 2,
                    sizeof(*words->at), err))
        return -1;
    copy = coh_copy_text(word, strlen(word), err);
    if (!copy)
        return -1;
    words->at[words->n++] = copy;
    words->at[words->n] = NULL;
    return 0;
}

static int
add_option(struct coh_words *words, const char *option, const char *value,
           struct coh_error *err)
{
    return add_word(words, option, err) || add_word(words, value, err) ? -1 : 0;
}

static int
add_min_n(struct coh_stage *stage, long min_n, struct coh_error *err)
{
    size_t at = 0;
    const char *given = coh_share_next(stage, "min-n", 0, &at);
    struct coh_text number = COH_TEXT_INIT;
    int rc;

    if (given && strtol(given, NULL, 10) < min_n)
        return coh_fail(err, COH_INPUT,
                        "cannot be shared: cohort mask --min-n %.20s: the "
                        "inventory says that no group of these sources below "
                        "%ld is shown",
                        given, min_n);
    if (given || min_n <= 0)
        return 0;
    rc = coh_text_format(&number, err, "%ld", min_n) ||
         add_option(&stage->words, "--min-n", number.bytes, err);
    coh_text_release(&number);
    return rc ? -1 : 0;
}

/* `--fixed section=5A` for the condition `section = 5A`. */
static int
add_fixed(struct coh_words *words, const char *condition, struct coh_error *err)
{
    struct coh_text pair = COH_TEXT_INIT;
    struct coh_span column, value;
    int rc = 0;

    if (!coh_share_fixed(condition, &column, &value) || says_whose(column))
        return 0;
    if (coh_text_format(&pair, err, "%.*s=%.*s", (int)column.length,
                        column.bytes, (int)value.length, value.bytes) ||
        add_option(words, "--fixed", pair.bytes, err))
        rc = -1;
    coh_text_release(&pair);
    return rc;
}

static int
add_texts(struct coh_words *words, const struct coh_pipeline *p, size_t mask,
          struct coh_span files, struct coh_error *err)
{
    struct coh_text about = COH_TEXT_INIT, how = COH_TEXT_INIT,
                    period = COH_TEXT_INIT;
    int rc = -1;

    if (coh_share_about(p, mask, files, &about, err) ||
        coh_share_how(p, mask, &how, err) || add_period(p, mask, &period, err))
        goto out;
    if (add_option(words, "--about", coh_text_get(&about), err) ||
        (how.length && add_option(words, "--how", how.bytes, err)) ||
        (period.length && add_option(words, "--period", period.bytes, err)))
        goto out;
    rc = 0;
out:
    coh_text_release(&about);
    coh_text_release(&how);
    coh_text_release(&period);
    return rc;
}

static int
add_ledger(struct coh_pipeline *p, size_t mask, struct coh_span files,
           struct coh_error *err)
{
    struct coh_words *words = &p->stage[mask].words;
    const size_t said = words->n;
    const char *condition;
    size_t i, at;

    if (add_texts(words, p, mask, files, err))
        return -1;
    for (i = 0; i < mask; i++)
        for (at = 0;
             (condition = coh_share_next(&p->stage[i], "where", 0, &at));)
            if (add_fixed(words, condition, err))
                return -1;
    p->stage[mask].unsaid = words->n - said;
    return 0;
}

int
coh_share_mask_words(struct coh_pipeline *p, size_t mask,
                     const struct coh_share_told *told, struct coh_error *err)
{
    if (add_min_n(&p->stage[mask], told->min_n, err))
        return -1;
    return told->judged ? add_ledger(p, mask, told->files, err) : 0;
}

/* ---- what the page shows of a command ---- */

static int
is_file(struct coh_span word, const struct coh_span *names, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_span_equal(word, names[i]))
            return 1;
    return word.length && memchr(word.bytes, '/', word.length);
}

/* The word, its value, or a part of it behind `=` becomes FILE. */
static int
put_word(struct coh_text *into, const char *before, const char *word,
         const struct coh_span *names, size_t n, struct coh_error *err)
{
    const char *value = strncmp(word, "--", 2) ? NULL : strchr(word, '=');

    if (!strcmp(before, "--db") || is_file(coh_span_of(word), names, n))
        return coh_text_add_string(into, "FILE", err);
    if (value && (!strncmp(word, "--db=", 5) ||
                  is_file(coh_span_of(value + 1), names, n)))
        return coh_text_format(into, err, "%.*sFILE", (int)(value + 1 - word),
                               word);
    return coh_words_quote(into, word, err);
}

int
coh_share_text(const struct coh_pipeline *p, const struct coh_span *names,
               size_t n, struct coh_text *into, struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < p->n; i++)
        for (k = 0; k < p->stage[i].words.n - p->stage[i].unsaid; k++) {
            char *const *word = p->stage[i].words.at;

            if (coh_text_add_string(into,
                                    k   ? " "
                                    : i ? " | "
                                        : "",
                                    err) ||
                (k < p->stage[i].first
                     ? coh_words_quote(into, word[k], err)
                     : put_word(into, word[k - 1], word[k], names, n, err)))
                return -1;
        }
    return 0;
}
