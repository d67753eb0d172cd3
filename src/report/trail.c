/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/trail.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static const char *
keep(struct coh_trail *t, const json_t *j, struct coh_error *err)
{
    const char *s = json_string_value(j);

    return coh_arena_text(&t->arena, s ? s : "", s ? strlen(s) : 0, err);
}

static size_t
count(const json_t *object, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(object, key));

    return n > 0 ? (size_t)n : 0;
}

/* A tool that does not tell its rows may have written some. */
static int
is_zero(const json_t *j)
{
    return json_is_integer(j) && json_integer_value(j) == 0;
}

static void *
keep_array(struct coh_trail *t, size_t n, size_t size, struct coh_error *err)
{
    void *p = coh_arena_alloc(&t->arena, (n ? n : 1) * size, err);

    if (p)
        memset(p, 0, (n ? n : 1) * size);
    return p;
}

static int
read_inputs(struct coh_trail *t, struct coh_trail_step *step,
            const json_t *list, struct coh_error *err)
{
    size_t i, n = json_array_size(list);

    step->input = keep_array(t, n, sizeof(*step->input), err);
    if (!step->input)
        return -1;
    for (i = 0; i < n; i++) {
        const json_t *j = json_array_get(list, i);
        struct coh_trail_input *in = &step->input[step->inputs++];

        in->name = keep(t, json_object_get(j, "name"), err);
        in->sha256 = keep(t, json_object_get(j, "sha256"), err);
        in->records = count(j, "records");
        in->aside = count(j, "set_aside");
        if (!in->name || !in->sha256)
            return -1;
    }
    return 0;
}

static int
read_notes(struct coh_trail *t, struct coh_trail_step *step, const json_t *list,
           struct coh_error *err)
{
    size_t i, n = json_array_size(list);

    step->note = keep_array(t, n, sizeof(*step->note), err);
    if (!step->note)
        return -1;
    for (i = 0; i < n; i++) {
        const json_t *j = json_array_get(list, i);
        struct coh_trail_note *note = &step->note[step->notes++];

        note->reason = keep(t, json_object_get(j, "reason"), err);
        note->count = count(j, "count");
        note->look = json_is_true(json_object_get(j, "look"));
        if (!note->reason)
            return -1;
    }
    return 0;
}

/* Every list of strings but the arguments is a fact of its key. */
static int
is_fact(const char *key, const json_t *value)
{
    return json_is_array(value) && strcmp(key, "arguments") &&
           json_is_string(json_array_get(value, 0));
}

static size_t
count_facts(json_t *line)
{
    size_t n = 0;
    void *at;

    for (at = json_object_iter(line); at; at = json_object_iter_next(line, at))
        if (is_fact(json_object_iter_key(at), json_object_iter_value(at)))
            n += json_array_size(json_object_iter_value(at));
    return n;
}

static int
add_facts(struct coh_trail *t, struct coh_trail_step *step, const char *key,
          const json_t *list, struct coh_error *err)
{
    const char *kept = coh_arena_text(&t->arena, key, strlen(key), err);
    size_t i;

    if (!kept)
        return -1;
    for (i = 0; i < json_array_size(list); i++) {
        struct coh_trail_fact *fact = &step->fact[step->facts++];

        fact->key = kept;
        fact->value = keep(t, json_array_get(list, i), err);
        if (!fact->value)
            return -1;
    }
    return 0;
}

static int
read_facts(struct coh_trail *t, struct coh_trail_step *step, json_t *line,
           struct coh_error *err)
{
    void *at;

    step->fact = keep_array(t, count_facts(line), sizeof(*step->fact), err);
    if (!step->fact)
        return -1;
    for (at = json_object_iter(line); at; at = json_object_iter_next(line, at))
        if (is_fact(json_object_iter_key(at), json_object_iter_value(at)) &&
            add_facts(t, step, json_object_iter_key(at),
                      json_object_iter_value(at), err))
            return -1;
    return 0;
}

static int
read_step(struct coh_trail *t, json_t *line, struct coh_error *err)
{
    struct coh_trail_step *step;

    if (coh_reserve(&t->step, &t->capacity, t->n + 1, sizeof(*step), err))
        return -1;
    step = &t->step[t->n++];
    *step = (struct coh_trail_step){
        .tool = keep(t, json_object_get(line, "tool"), err),
        .version = keep(t, json_object_get(line, "version"), err),
        .today = keep(t, json_object_get(line, "today"), err),
        .seed = (long)json_integer_value(json_object_get(line, "seed")),
        .status = (int)count(line, "status"),
        .rows_used = count(line, "rows_used"),
        .rows_filtered = count(line, "rows_filtered"),
        .gave_none = is_zero(json_object_get(line, "output_rows")),
    };
    if (!step->tool || !step->version || !step->today)
        return -1;
    if (read_inputs(t, step, json_object_get(line, "inputs"), err) ||
        read_notes(t, step, json_object_get(line, "notes"), err))
        return -1;
    return read_facts(t, step, line, err);
}

int
coh_trail_read(struct coh_trail *t, struct coh_span lines,
               struct coh_error *err)
{
    while (lines.length) {
        const char *end = memchr(lines.bytes, '\n', lines.length);
        size_t n = end ? (size_t)(end - lines.bytes) : lines.length;
        json_t *line = json_loadb(lines.bytes, n, 0, NULL);
        int rc = -1;

        if (json_is_string(json_object_get(line, "tool")))
            rc = read_step(t, line, err);
        else
            coh_fail(err, COH_SYSTEM, "a line of evidence cannot be read");
        json_decref(line);
        if (rc)
            return -1;
        n += end != NULL;
        lines.bytes += n;
        lines.length -= n;
    }
    return 0;
}

void
coh_trail_release(struct coh_trail *t)
{
    coh_free(t->step);
    coh_arena_release(&t->arena);
    *t = (struct coh_trail)COH_TRAIL_INIT;
}

/* ---- in words ---- */

/* The next fact of `key` behind *at (a running number over all steps). */
static const char *
next_fact(const struct coh_trail *t, const char *key, size_t *at)
{
    size_t i, k, seen = 0;

    for (i = 0; i < t->n; i++)
        for (k = 0; k < t->step[i].facts; k++)
            if (seen++ >= *at && !strcmp(t->step[i].fact[k].key, key)) {
                *at = seen;
                return t->step[i].fact[k].value;
            }
    return NULL;
}

static const char *
first_fact(const struct coh_trail *t, const char *key)
{
    size_t at = 0;

    return next_fact(t, key, &at);
}

/* " · " between the parts of the sentence. */
static int
part(struct coh_text *into, size_t start, struct coh_error *err)
{
    return into->length > start ? coh_text_add_string(into, " · ", err) : 0;
}

/* "1 row", "2 rows" by page.row and page.rows. */
static int
say_count(struct coh_text *into, const struct coh_lexicon *words,
          const char *what, const char *number, struct coh_error *err)
{
    const char *many = strcmp(number, "1") ? "s" : "";
    char key[40], english[40];

    snprintf(key, sizeof(key), "page.%s%s", what, many);
    snprintf(english, sizeof(english), "{1} %s%s", what, many);
    return coh_lexicon_put(into, words, key, english, number, NULL, err);
}

static int
say_students(const struct coh_trail *t, const struct coh_lexicon *words,
             struct coh_text *into, struct coh_error *err)
{
    const char *used = first_fact(t, "students");
    const char *expected = first_fact(t, "students_expected");
    char number[24];
    size_t rows = 0, i;

    for (i = 0; i < t->n && !rows; i++)
        rows = t->step[i].rows_used;

    if (used && expected && strcmp(used, expected))
        return coh_lexicon_put(into, words, "page.students-of",
                               "{1} of {2} students", used, expected, err);
    if (used)
        return say_count(into, words, "student", used, err);
    snprintf(number, sizeof(number), "%zu", rows);
    return rows ? say_count(into, words, "row", number, err) : 0;
}

/* A list of sources, each once, four at most. */
static int
say_sources(const struct coh_trail *t, const struct coh_lexicon *words,
            struct coh_text *into, size_t start, struct coh_error *err)
{
    const char *seen[4], *value;
    char number[24];
    size_t at = 0, n = 0, more = 0, i;

    while ((value = next_fact(t, "sources", &at))) {
        for (i = 0; i < n && strcmp(seen[i], value); i++)
            ;
        if (i < n)
            continue;
        if (n == 4) {
            more++;
            continue;
        }
        if ((n ? coh_text_add_string(into, ", ", err)
               : part(into, start, err)) ||
            coh_text_add_string(into, value, err))
            return -1;
        seen[n++] = value;
    }
    snprintf(number, sizeof(number), "%zu", more);
    return more && (coh_text_add_string(into, " ", err) ||
                    coh_lexicon_put(into, words, "page.and-more",
                                    "and {1} more", number, NULL, err))
               ? -1
               : 0;
}

static int
say_day(struct coh_text *into, const struct coh_lexicon *words, const char *key,
        const char *english, const char *iso, struct coh_error *err)
{
    struct coh_text day = COH_TEXT_INIT;
    int rc = coh_lexicon_day(&day, words, coh_span_of(iso), 0, err);

    if (!rc)
        rc = coh_lexicon_put(into, words, key, english, coh_text_get(&day),
                             NULL, err);
    coh_text_release(&day);
    return rc;
}

static int
say_newest(const struct coh_trail *t, const struct coh_lexicon *words,
           struct coh_text *into, size_t start, struct coh_error *err)
{
    const char *value, *newest = NULL;
    size_t at = 0;

    /* ISO dates order as text. */
    while ((value = next_fact(t, "newest", &at)))
        if (!newest || strcmp(value, newest) > 0)
            newest = value;
    if (!newest || !*newest)
        return 0;
    return part(into, start, err) || say_day(into, words, "page.newest",
                                             "newest {1}", newest, err)
               ? -1
               : 0;
}

/* " · " before the first of a list, then commas. */
static int
next_part(struct coh_text *into, size_t start, int *said, struct coh_error *err)
{
    int first = !*said;

    *said = 1;
    return first ? part(into, start, err)
                 : coh_text_add_string(into, ", ", err);
}

static int
say_reason(struct coh_text *into, const struct coh_trail_note *note,
           struct coh_error *err)
{
    if (coh_text_add_string(into, note->reason, err))
        return -1;
    return note->count > 1
               ? coh_text_format(into, err, " (%zu times)", note->count)
               : 0;
}

/* What is to look at, in the tools' words: two reasons at most. */
static int
say_look(const struct coh_trail *t, const struct coh_lexicon *words,
         struct coh_text *into, size_t start, struct coh_error *err)
{
    size_t i, k, n = 0;

    for (i = 0; i < t->n; i++)
        for (k = 0; k < t->step[i].notes; k++) {
            if (!t->step[i].note[k].look || ++n > 2)
                continue;
            if ((n == 1 && part(into, start, err)) ||
                (n == 1 && coh_lexicon_put(into, words, "page.to-look-at",
                                           "to look at:", NULL, NULL, err)) ||
                coh_text_add_string(into, n == 1 ? " " : "; ", err) ||
                say_reason(into, &t->step[i].note[k], err))
                return -1;
        }
    return n > 2 ? coh_text_format(into, err, "; and %zu more", n - 2) : 0;
}

static int
say_left_out(const struct coh_trail *t, const struct coh_lexicon *words,
             struct coh_text *into, size_t start, struct coh_error *err)
{
    const char *missing = first_fact(t, "missing");
    size_t aside = 0, i, k;
    char number[24];
    int said = 0;

    for (i = 0; i < t->n; i++)
        for (k = 0; k < t->step[i].inputs; k++)
            aside += t->step[i].input[k].aside;
    snprintf(number, sizeof(number), "%zu", aside);
    if (missing && strcmp(missing, "0") &&
        (next_part(into, start, &said, err) ||
         coh_lexicon_put(into, words, "page.missing", "{1} missing", missing,
                         NULL, err)))
        return -1;
    if (aside && (next_part(into, start, &said, err) ||
                  coh_lexicon_put(into, words, "page.set-aside",
                                  "{1} set aside", number, NULL, err)))
        return -1;
    return say_look(t, words, into, start, err);
}

int
coh_trail_words(const struct coh_trail *t, const struct coh_lexicon *words,
                struct coh_text *into, struct coh_error *err)
{
    size_t start = into->length, at = 0;
    const char *remark;

    if (say_students(t, words, into, err) ||
        say_sources(t, words, into, start, err) ||
        say_newest(t, words, into, start, err))
        return -1;
    if (say_left_out(t, words, into, start, err))
        return -1;
    while ((remark = next_fact(t, "remark", &at)))
        if (part(into, start, err) || coh_text_add_string(into, remark, err))
            return -1;
    return 0;
}

const char *
coh_trail_released(const struct coh_trail *t)
{
    return first_fact(t, "released");
}

int
coh_trail_shared_words(const struct coh_trail *t,
                       const struct coh_lexicon *words, struct coh_text *into,
                       struct coh_error *err)
{
    const char *released = coh_trail_released(t);
    size_t start = into->length;

    if (say_sources(t, words, into, start, err))
        return -1;
    if (!released)
        return say_newest(t, words, into, start, err);
    return part(into, start, err) ||
                   say_day(into, words, "page.as-released",
                           "as released on {1}", released, err)
               ? -1
               : 0;
}

int
coh_trail_is_file(const struct coh_trail_input *input)
{
    return strcmp(input->name, "standard input") != 0;
}
