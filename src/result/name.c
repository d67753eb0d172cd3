/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/name.h"

#include <string.h>
#include <utf8proc.h>

#include "base/hash.h"

/* Letters that Unicode does not take apart, as they are written without. */
static const struct {
    utf8proc_int32_t letter;
    const char *plain;
} plain_letter[] = {
    {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},
    {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"},
};

/* A name under way: words end at a blank, at a comma also the family does. */
struct folding {
    struct coh_name *name;
    size_t used;   /* of its text */
    size_t begin;  /* of the word under way */
    size_t family; /* words before the first comma */
    size_t second; /* words before the second comma */
    int comma, full, several;
};

static void
put(struct folding *f, const char *bytes, size_t n)
{
    if (f->used + n > COH_NAME_SIZE) {
        f->full = 1;
        return;
    }
    memcpy(f->name->text + f->used, bytes, n);
    f->used += n;
}

static void
put_letter(struct folding *f, utf8proc_int32_t c)
{
    utf8proc_uint8_t utf8[4];
    size_t i;

    for (i = 0; i < sizeof(plain_letter) / sizeof(*plain_letter); i++)
        if (plain_letter[i].letter == c) {
            put(f, plain_letter[i].plain, strlen(plain_letter[i].plain));
            return;
        }
    put(f, (const char *)utf8, (size_t)utf8proc_encode_char(c, utf8));
}

static int
is_suffix(struct coh_span s)
{
    return coh_span_is(s, "jr") || coh_span_is(s, "sr") ||
           coh_span_is(s, "ii") || coh_span_is(s, "iii") ||
           coh_span_is(s, "iv");
}

static void
end_word(struct folding *f)
{
    struct coh_name *n = f->name;
    struct coh_span word = {n->text + f->begin, f->used - f->begin};

    f->begin = f->used;
    if (!word.length || (n->words && is_suffix(word)))
        return;
    f->several |= f->second || coh_span_is(word, "and");
    if (n->words == COH_NAME_WORDS)
        f->full = 1;
    else
        n->word[n->words++] = word;
}

static int
is_letter(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return 1;
    default:
        return 0;
    }
}

/* O'Brien is one word, whichever apostrophe was typed; marks that a letter
 * wears are gone by now, and a modifier letter such as ʻ says no more. */
static int
is_apostrophe(utf8proc_int32_t c)
{
    return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 ||
           c == 0x2BB || c == 0x2BC;
}

static void
take(struct folding *f, utf8proc_int32_t c)
{
    if (is_apostrophe(c))
        return;
    if (is_letter(c)) {
        put_letter(f, c);
        return;
    }
    end_word(f);
    f->several |= c == ';' || c == '/' || c == '&' || c == '+' || c == '|';
    if (c == ',' && !f->comma) {
        f->comma = 1;
        f->family = f->name->words;
    } else if (c == ',' && f->name->words > f->family) {
        f->second = f->name->words;
    }
}

static void
reverse(struct coh_span *word, size_t n)
{
    size_t i;

    for (i = 0; i < n / 2; i++) {
        struct coh_span s = word[i];

        word[i] = word[n - 1 - i];
        word[n - 1 - i] = s;
    }
}

/* Family, given → given, family. */
static void
put_given_first(struct coh_name *n, size_t family)
{
    n->given = n->words - family;
    reverse(n->word, family);
    reverse(n->word + family, n->given);
    reverse(n->word, n->words);
}

int
coh_name_fold(struct coh_span written, struct coh_name *name)
{
    struct folding f = {.name = name};
    utf8proc_int32_t c, part[16];
    size_t at = 0;

    name->words = name->given = 0;
    while (at < written.length) {
        int boundary = 0;
        utf8proc_ssize_t i, parts;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)written.bytes + at,
                             (utf8proc_ssize_t)(written.length - at), &c);

        if (n < 1)
            return 0;
        at += (size_t)n;
        parts =
            utf8proc_decompose_char(c, part, 16,
                                    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                        UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
                                    &boundary);
        for (i = 0; i < parts && i < 16; i++)
            take(&f, part[i]);
    }
    end_word(&f);
    if (f.full || f.several || name->words < 2)
        return 0;
    if (f.family && f.family < name->words)
        put_given_first(name, f.family);
    return 1;
}

/* A middle name and its initial. */
static int
agree(struct coh_span a, struct coh_span b)
{
    if (a.length > b.length) {
        struct coh_span s = a;

        a = b;
        b = s;
    }
    return a.length == 1 ? *a.bytes == *b.bytes : coh_span_equal(a, b);
}

/* The first is the same, and the fewer others stand, in order, among the
 * more. */
static int
given_fit(const struct coh_span *a, size_t n, const struct coh_span *b,
          size_t m)
{
    size_t i = 1, k = 1;

    if (n > m)
        return given_fit(b, m, a, n);
    if (!coh_span_equal(a[0], b[0]))
        return 0;
    for (; k < m && i < n; k++)
        i += agree(a[i], b[k]) != 0;
    return i == n;
}

int
coh_name_fits(const struct coh_name *a, const struct coh_name *b)
{
    size_t family, i;

    if (!a->given && b->given)
        return coh_name_fits(b, a);
    family = a->given ? a->words - a->given : 1;
    if (b->words <= family || (b->given && b->words - b->given != family))
        return 0;
    for (i = 1; i <= family; i++)
        if (!coh_span_equal(a->word[a->words - i], b->word[b->words - i]))
            return 0;
    return given_fit(a->word, a->words - family, b->word, b->words - family);
}

uint64_t
coh_name_key(const struct coh_name *name)
{
    struct coh_span first = name->word[0], last = name->word[name->words - 1];
    uint64_t h = coh_hash64(0, first.bytes, first.length);

    return coh_hash64(coh_hash64(h, "\x1F", 1), last.bytes, last.length);
}
