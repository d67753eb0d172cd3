/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include <string.h>

/* The place where text is being read, and the word that grows from it. */
struct scan {
    struct coh_span left;
    const struct coh_expander *x;
    struct coh_text word;
    int in_word;
};

static void
step(struct scan *s, size_t n)
{
    s->left.bytes += n;
    s->left.length -= n;
}

static int
starts(struct coh_span s, const char *with)
{
    size_t n = strlen(with);

    return s.length >= n && memcmp(s.bytes, with, n) == 0;
}

/* The name of the `{{name}}` that `s` starts with; its length with braces in
 * *taken. */
static int
name_in_braces(struct coh_span s, struct coh_span *name, size_t *taken,
               struct coh_error *err)
{
    char shown[COH_QUOTE_SIZE];
    size_t i;

    for (i = 2; i + 1 < s.length && s.bytes[i] != '\n'; i++)
        if (s.bytes[i] == '}' && s.bytes[i + 1] == '}') {
            *name = coh_span_trim((struct coh_span){s.bytes + 2, i - 2});
            *taken = i + 2;
            return 0;
        }
    return coh_fail(err, COH_INPUT, "'%s': no }} ends it on its line",
                    coh_quote(s.bytes, i < 30 ? i : 30, shown));
}

static int
expand_here(struct coh_span s, const struct coh_expander *x,
            struct coh_text *into, size_t *taken, struct coh_error *err)
{
    struct coh_span name;

    if (name_in_braces(s, &name, taken, err))
        return -1;
    return x->expand(x->context, name, into, err);
}

int
coh_expand(struct coh_span text, const struct coh_expander *x,
           struct coh_text *into, struct coh_error *err)
{
    struct scan s = {.left = text};
    size_t taken;

    while (s.left.length) {
        if (starts(s.left, "{{")) {
            if (expand_here(s.left, x, into, &taken, err))
                return -1;
        } else {
            taken = 1;
            if (coh_text_add(into, s.left.bytes, 1, err))
                return -1;
        }
        step(&s, taken);
    }
    return 0;
}

static int
add_byte(struct scan *s, struct coh_error *err)
{
    char c = s->left.bytes[0];

    if (!c)
        return coh_fail(err, COH_INPUT, "a word holds a NUL byte");
    step(s, 1);
    s->in_word = 1;
    return coh_text_add(&s->word, &c, 1, err);
}

/* A byte of a word, or what a `{{name}}` stands for. */
static int
add_piece(struct scan *s, struct coh_error *err)
{
    size_t taken, before = s->word.length;

    if (!s->x || !starts(s->left, "{{"))
        return add_byte(s, err);
    s->in_word = 1;
    if (expand_here(s->left, s->x, &s->word, &taken, err))
        return -1;
    if (s->word.length > before &&
        memchr(s->word.bytes + before, '\0', s->word.length - before))
        return coh_fail(err, COH_INPUT, "a value holds a NUL byte");
    step(s, taken);
    return 0;
}

static int
quoted(struct scan *s, struct coh_error *err)
{
    char quote = s->left.bytes[0];

    step(s, 1);
    s->in_word = 1;
    while (s->left.length && s->left.bytes[0] != quote) {
        /* Within double quotes sh takes a backslash before these only. */
        if (quote == '"' && s->left.bytes[0] == '\\' && s->left.length > 1 &&
            strchr("\"\\$`", s->left.bytes[1])) {
            step(s, 1);
            if (add_byte(s, err))
                return -1;
        } else if (add_piece(s, err)) {
            return -1;
        }
    }
    if (!s->left.length)
        return coh_fail(err, COH_INPUT, "a %c has no partner", quote);
    step(s, 1);
    return 0;
}

static int
end_word(struct coh_words *words, struct scan *s, struct coh_error *err)
{
    char *copy;

    if (coh_reserve(&words->at, &words->capacity, words->n + 2,
                    sizeof(*words->at), err))
        return -1;
    words->at[words->n] = NULL;
    if (!s->in_word)
        return 0;
    copy = coh_copy_text(coh_text_get(&s->word), s->word.length, err);
    if (!copy)
        return -1;
    words->at[words->n++] = copy;
    words->at[words->n] = NULL;
    coh_text_clear(&s->word);
    s->in_word = 0;
    return 0;
}

static int
refuse(char c, struct coh_error *err)
{
    return coh_fail(err, COH_INPUT,
                    "'%c' gives no orders here: put it into quotes, or leave "
                    "it out",
                    c);
}

/* A line end within a pipeline, when more than blanks follows. */
static int
line_end(struct coh_words *words, struct scan *s, struct coh_error *err)
{
    if (coh_span_trim(s->left).length == 0) {
        step(s, s->left.length);
        return 0;
    }
    step(s, 1);
    if (words->n || s->in_word)
        return coh_fail(err, COH_INPUT,
                        "a line goes on only behind '|' or '\\'; one pipeline "
                        "a block");
    return 0;
}

/* What stands outside of quotes. */
static int
bare(struct coh_words *words, struct scan *s, struct coh_error *err)
{
    char c = s->left.bytes[0];

    if (c == '\'' || c == '"')
        return quoted(s, err);
    if (c == '\n')
        return line_end(words, s, err);
    if (c == ' ' || c == '\t' || c == '\r') {
        step(s, 1);
        return end_word(words, s, err);
    }
    if (c == '\\' && s->left.length > 1) {
        step(s, 1);
        if (starts(s->left, "\r\n"))
            step(s, 1);
        if (s->left.bytes[0] != '\n')
            return add_byte(s, err);
        step(s, 1);
        return 0;
    }
    if (c && strchr(";&<>()`$", c))
        return refuse(c, err);
    return add_piece(s, err);
}

int
coh_words_split(struct coh_words *words, struct coh_span text,
                const struct coh_expander *x, struct coh_span *rest,
                struct coh_error *err)
{
    struct scan s = {.left = text, .x = x};
    int rc = -1;

    *rest = (struct coh_span){NULL, 0};
    while (s.left.length && s.left.bytes[0] != '|')
        if (bare(words, &s, err))
            goto out;
    if (s.left.length) {
        step(&s, 1);
        *rest = s.left;
    }
    rc = end_word(words, &s, err);
out:
    coh_text_release(&s.word);
    return rc;
}

int
coh_words_quote(struct coh_text *into, const char *word, struct coh_error *err)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                                "uvwxyz0123456789_-./,:%+@=";

    if (*word && word[strspn(word, plain)] == '\0')
        return coh_text_add_string(into, word, err);
    if (coh_text_add(into, "'", 1, err))
        return -1;
    for (; *word; word++)
        if (*word == '\'' ? coh_text_add_string(into, "'\\''", err)
                          : coh_text_add(into, word, 1, err))
            return -1;
    return coh_text_add(into, "'", 1, err);
}

void
coh_words_release(struct coh_words *words)
{
    size_t i;

    for (i = 0; i < words->n; i++)
        coh_free(words->at[i]);
    coh_free(words->at);
    *words = (struct coh_words)COH_WORDS_INIT;
}
