/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a shared page's stages: those of the mask, and those that the
 * page shows. */
#include <stdlib.h>
#include <string.h>

#include "report/share-internal.h"

/* What tells apart two counts of students. What changes from week to week
 * while the same thing is counted (--today, --as-of, --snapshot), what only
 * changes the look, and by-columns, which the table shows, do not belong. */
static const struct {
    const char *name;
    char letter;
    int has_value;
} counted[] = {
    {"assessment", 0, 1}, {"measure", 0, 1},     {"items", 0, 0},
    {"scale", 0, 1},      {"source", 0, 1},      {"since", 0, 1},
    {"until", 0, 1},      {"latest", 0, 0},      {"value", 'v', 1},
    {"cut", 0, 1},        {"per-student", 0, 1}, {"levels", 0, 0},
    {"mastery", 0, 1},    {"student", 0, 1},     {"notes", 0, 0},
};

static int
add_part(struct coh_text *into, size_t start, const char *name,
         const char *value, struct coh_error *err)
{
    if (into->length > start && coh_text_add_string(into, "; ", err))
        return -1;
    return coh_text_add_string(into, name, err) ||
                   (value && (coh_text_add_string(into, "=", err) ||
                              coh_text_add_string(into, value, err)))
               ? -1
               : 0;
}

int
coh_share_about(const struct coh_pipeline *p, size_t mask,
                struct coh_text *into, struct coh_error *err)
{
    size_t start = into->length, i, k, at;
    const char *value;

    for (k = 0; k < sizeof(counted) / sizeof(*counted); k++)
        for (i = 0; i < mask; i++) {
            at = 0;
            while ((value = coh_share_next(&p->stage[i], counted[k].name,
                                           counted[k].letter, &at)))
                if (add_part(into, start, counted[k].name,
                             counted[k].has_value ? value : NULL, err))
                    return -1;
        }
    return 0;
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

static int
add_ledger(struct coh_pipeline *p, size_t mask, const char *ledger,
           struct coh_error *err)
{
    struct coh_words *words = &p->stage[mask].words;
    struct coh_text about = COH_TEXT_INIT;
    const char *condition;
    struct coh_span column;
    size_t i, at;
    int rc = -1;

    if (add_option(words, "--ledger", ledger, err) ||
        coh_share_about(p, mask, &about, err) ||
        add_option(words, "--about", coh_text_get(&about), err))
        goto out;
    for (i = 0; i < mask; i++)
        for (at = 0;
             (condition = coh_share_next(&p->stage[i], "where", 0, &at));)
            if (coh_share_fixed(condition, &column) &&
                add_option(words, "--fixed", condition, err))
                goto out;
    rc = 0;
out:
    coh_text_release(&about);
    return rc;
}

int
coh_share_mask_words(struct coh_pipeline *p, size_t mask, long min_n,
                     const char *ledger, struct coh_error *err)
{
    if (add_min_n(&p->stage[mask], min_n, err))
        return -1;
    return ledger ? add_ledger(p, mask, ledger, err) : 0;
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
        for (k = 0; k < p->stage[i].words.n; k++) {
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
