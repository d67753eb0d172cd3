/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/mention.h"

#include <string.h>
#include <utf8proc.h>

enum { LEAST_ID = 4 };

/* Letters of which Unicode makes no two, and how they are written without. */
static const struct {
    utf8proc_int32_t letter;
    const char *plain;
} plain_letter[] = {
    {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},
    {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"},
};

/* The words of a text, one after the other, and what is done with each. An
 * apostrophe neither ends a word nor is part of it; but what stands before the
 * last one may be a name as well (Ada's). */
struct walk {
    struct coh_text word;
    size_t before; /* bytes of it before the last apostrophe; 0: none */
    size_t letters;
    int (*take)(struct walk *w, struct coh_span word, struct coh_error *err);
    struct coh_mention *add;           /* where words are added, or */
    const struct coh_mention *in;      /* where they are looked up, and */
    struct coh_mention_places *places; /* where they were found (or NULL) */
    struct coh_span text;
    size_t here, behind, from, to; /* in it: a character, the word */
    int hit;
};

static int
is_letter(utf8proc_int32_t c)
{
    utf8proc_category_t k = utf8proc_category(c);

    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           k == UTF8PROC_CATEGORY_MC ||
           (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

static int
is_apostrophe(utf8proc_int32_t c)
{
    return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 ||
           c == 0x2BB || c == 0x2BC;
}

static int
end_word(struct walk *w, struct coh_error *err)
{
    struct coh_span word = coh_text_span(&w->word);
    struct coh_span before = {word.bytes, w->before};
    int rc = 0;

    if (w->letters > 1)
        rc = w->take(w, word, err);
    if (!rc && before.length > 1)
        rc = w->take(w, before, err);
    coh_text_clear(&w->word);
    w->before = w->letters = 0;
    return rc;
}

static int
put(struct walk *w, utf8proc_int32_t c, struct coh_error *err)
{
    utf8proc_uint8_t utf8[4];
    size_t i;

    if (is_apostrophe(c)) {
        w->before = coh_text_span(&w->word).length;
        return 0;
    }
    if (!is_letter(c))
        return end_word(w, err);
    if (!w->letters++)
        w->from = w->here;
    w->to = w->behind;
    for (i = 0; i < sizeof(plain_letter) / sizeof(*plain_letter); i++)
        if (plain_letter[i].letter == c)
            return coh_text_add_string(&w->word, plain_letter[i].plain, err);
    return coh_text_add(&w->word, (const char *)utf8,
                        (size_t)utf8proc_encode_char(c, utf8), err);
}

/* What is no UTF-8 parts words, as a blank does. */
static int
walk(struct walk *w, struct coh_span text, struct coh_error *err)
{
    const int how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                    UTF8PROC_STRIPMARK;
    utf8proc_int32_t c, part[32];
    utf8proc_ssize_t i, n, parts;
    size_t at = 0;
    int boundary = 0;

    w->text = text;
    while (at < text.length) {
        n = utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + at,
                             (utf8proc_ssize_t)(text.length - at), &c);
        w->here = at;
        at += n < 1 ? 1 : (size_t)n;
        w->behind = at;
        parts =
            n < 1 ? 0 : utf8proc_decompose_char(c, part, 32, how, &boundary);
        if (n < 1 && end_word(w, err))
            return -1;
        for (i = 0; i < parts && i < 32; i++)
            if (put(w, part[i], err))
                return -1;
    }
    return end_word(w, err);
}

static int
add_word(struct walk *w, struct coh_span word, struct coh_error *err)
{
    size_t at;

    return coh_keys_index(&w->add->word, &word, &at, err);
}

static int
is_known(const struct coh_mention *m, struct coh_span word)
{
    if (coh_keys_find(&m->word, &word) < m->word.n)
        return 1;
    if (word.length < 4 || word.bytes[word.length - 1] != 's')
        return 0;
    word.length--; /* Adas, where the apostrophe was left out */
    return coh_keys_find(&m->word, &word) < m->word.n;
}

/* A word that begins with a small letter and holds no digit may be none of the
 * names that look like it. */
static int
is_sure(struct coh_span word)
{
    utf8proc_int32_t c;
    size_t i;

    for (i = 0; i < word.length; i++)
        if (word.bytes[i] >= '0' && word.bytes[i] <= '9')
            return 1;
    return utf8proc_iterate((const utf8proc_uint8_t *)word.bytes,
                            (utf8proc_ssize_t)word.length, &c) < 1 ||
           utf8proc_category(c) != UTF8PROC_CATEGORY_LL;
}

/* Do only blanks and signs of a name stand between two places? */
static int
touch(struct coh_span text, size_t from, size_t to)
{
    for (; from < to; from++)
        if (!memchr(" ,-.\t\n", text.bytes[from], 6))
            return 0;
    return 1;
}

static int
add_place(struct walk *w, struct coh_error *err)
{
    struct coh_mention_places *p = w->places;
    struct coh_mention_place *last = p->n ? &p->at[p->n - 1] : NULL;

    if (last && last->to >= w->to)
        return 0;
    if (last && touch(w->text, last->to, w->from)) {
        last->to = w->to;
        last->sure = 1;
        return 0;
    }
    if (coh_reserve(&p->at, &p->capacity, p->n + 1, sizeof(*p->at), err))
        return -1;
    p->at[p->n++] = (struct coh_mention_place){
        w->from, w->to,
        is_sure((struct coh_span){w->text.bytes + w->from, w->to - w->from})};
    return 0;
}

static int
look_up(struct walk *w, struct coh_span word, struct coh_error *err)
{
    if (!is_known(w->in, word))
        return 0;
    w->hit = 1;
    return w->places ? add_place(w, err) : 0;
}

static int
run(struct walk *w, struct coh_span text, struct coh_error *err)
{
    int rc = walk(w, text, err);

    coh_text_release(&w->word);
    return rc;
}

int
coh_mention_add_name(struct coh_mention *m, struct coh_span name,
                     struct coh_error *err)
{
    struct walk w = {.word = COH_TEXT_INIT, .take = add_word, .add = m};

    return run(&w, name, err);
}

/* An id with other signs than letters and digits is found by its longest
 * parts: 00812 of s-00812; and one of digits also as a spreadsheet writes it,
 * 3180 of 03180. */
static int
add_part(struct walk *w, struct coh_span word, struct coh_error *err)
{
    size_t i;

    if (word.length < LEAST_ID)
        return 0;
    if (add_word(w, word, err))
        return -1;
    for (i = 0; i < word.length; i++)
        if (word.bytes[i] < '0' || word.bytes[i] > '9')
            return 0;
    for (; word.length > LEAST_ID && word.bytes[0] == '0'; word.length--)
        word.bytes++;
    return add_word(w, word, err);
}

int
coh_mention_add_id(struct coh_mention *m, struct coh_span id,
                   struct coh_error *err)
{
    struct walk w = {.word = COH_TEXT_INIT, .take = add_part, .add = m};
    const char *at = memchr(id.bytes, '@', id.length);

    if (at) /* of an address what stands before the @ is the person's */
        id.length = (size_t)(at - id.bytes);
    return run(&w, id, err);
}

int
coh_mention_in(const struct coh_mention *m, struct coh_span text, int *named,
               struct coh_error *err)
{
    struct walk w = {.word = COH_TEXT_INIT, .take = look_up, .in = m};
    int rc = run(&w, text, err);

    *named = w.hit;
    return rc;
}

int
coh_mention_find(const struct coh_mention *m, struct coh_span text,
                 struct coh_mention_places *places, struct coh_error *err)
{
    struct walk w = {
        .word = COH_TEXT_INIT, .take = look_up, .in = m, .places = places};

    places->n = 0;
    return run(&w, text, err);
}

void
coh_mention_places_release(struct coh_mention_places *places)
{
    coh_free(places->at);
    *places = (struct coh_mention_places)COH_MENTION_PLACES_INIT;
}

void
coh_mention_release(struct coh_mention *m)
{
    coh_keys_release(&m->word);
}
