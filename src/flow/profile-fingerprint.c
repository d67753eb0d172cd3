/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "flow/profile-cell.h"

enum { WORDS = 64, PARTS = 16 };

/* Letters that Unicode does not take apart, as they are written without. */
static const struct {
    utf8proc_int32_t letter;
    const char *plain;
} plain_letter[] = {
    {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},
    {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"},
};

static int
put(struct coh_text *key, utf8proc_int32_t c, struct coh_error *err)
{
    utf8proc_uint8_t utf8[4];
    size_t i;

    for (i = 0; i < sizeof(plain_letter) / sizeof(*plain_letter); i++)
        if (plain_letter[i].letter == c)
            return coh_text_add_string(key, plain_letter[i].plain, err);
    i = (size_t)utf8proc_encode_char(c, utf8);
    return coh_text_add(key, (const char *)utf8, i, err);
}

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What a mark at `at` of the label, `n` bytes long, becomes: itself where it
 * carries a value, else nothing. */
static int
is_kept(struct coh_span s, size_t at, size_t n, utf8proc_int32_t c)
{
    const int behind = at && s.bytes[at - 1] != ' ';
    const int ends = at + n == s.length || s.bytes[at + n] == ' ';

    if (c < 0x80 && strchr("+<>=%#$", (int)c))
        return 1;
    if (c == '-' && behind && ends)
        return 1;
    return at && at + n < s.length && is_digit(s.bytes[at - 1]) &&
           is_digit(s.bytes[at + n]);
}

/* One character, taken apart: letters, digits and symbols stay, marks that
 * letters wear and punctuation go, blanks of any kind become one. */
static int
take(struct coh_span s, size_t at, size_t n, utf8proc_int32_t c,
     struct coh_text *key, struct coh_error *err)
{
    utf8proc_int32_t part[PARTS];
    int boundary = 0;
    utf8proc_ssize_t parts =
        utf8proc_decompose_char(c, part, PARTS,
                                UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
                                &boundary);
    utf8proc_ssize_t i;

    for (i = 0; i < parts && i < PARTS; i++) {
        const utf8proc_category_t kind = utf8proc_category(part[i]);

        if (kind >= UTF8PROC_CATEGORY_ZS && kind <= UTF8PROC_CATEGORY_ZP) {
            if (coh_text_add(key, " ", 1, err))
                return -1;
        } else if (kind == UTF8PROC_CATEGORY_CC) {
            if (strchr("\t\n\r\v\f", (int)part[i]) &&
                coh_text_add(key, " ", 1, err))
                return -1;
        } else if (kind >= UTF8PROC_CATEGORY_PC &&
                   kind <= UTF8PROC_CATEGORY_PO && !is_kept(s, at, n, c)) {
            continue;
        } else if (kind != UTF8PROC_CATEGORY_CF && put(key, part[i], err)) {
            return -1;
        }
    }
    return 0;
}

static int
by_bytes(const void *a, const void *b)
{
    return coh_span_compare(*(const struct coh_span *)a,
                            *(const struct coh_span *)b);
}

/* A number and one letter, "5 a", as of a section: blanks say nothing there. */
static int
is_short_code(const struct coh_span word[2])
{
    const int first = is_digit(word[0].bytes[0]);
    const struct coh_span number = word[!first], letter = word[first];
    size_t i;

    if (letter.length != 1 || number.length > 2 || letter.bytes[0] < 'a' ||
        letter.bytes[0] > 'z')
        return 0;
    for (i = 0; i < number.length; i++)
        if (!is_digit(number.bytes[i]))
            return 0;
    return 1;
}

/* The words of `key` in order, each once. A label of more words stays in the
 * order in which it was written. */
static int
sort_words(struct coh_text *key, struct coh_error *err)
{
    struct coh_text sorted = COH_TEXT_INIT;
    struct coh_span word[WORDS], rest = coh_text_span(key);
    size_t n = 0, i;
    int rc = -1, joined;

    while ((rest = coh_span_trim(rest)).length && n < WORDS) {
        const char *end = memchr(rest.bytes, ' ', rest.length);
        size_t length = end ? (size_t)(end - rest.bytes) : rest.length;

        word[n++] = (struct coh_span){rest.bytes, length};
        rest.bytes += length;
        rest.length -= length;
    }
    if (rest.length)
        return 0;
    joined = n == 2 && is_short_code(word);
    if (!joined)
        qsort(word, n, sizeof(*word), by_bytes);
    for (i = 0; i < n; i++)
        if ((!i || !coh_span_equal(word[i], word[i - 1])) &&
            ((sorted.length && !joined && coh_text_add(&sorted, " ", 1, err)) ||
             coh_text_add(&sorted, word[i].bytes, word[i].length, err)))
            goto out;
    coh_text_clear(key);
    rc = coh_text_add(key, coh_text_get(&sorted), sorted.length, err);
out:
    coh_text_release(&sorted);
    return rc;
}

int
coh_fingerprint(struct coh_span label, struct coh_text *key,
                struct coh_error *err)
{
    size_t at = 0;

    coh_text_clear(key);
    while (at < label.length) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)label.bytes + at,
                             (utf8proc_ssize_t)(label.length - at), &c);

        if (n < 1) { /* no character: it counts for itself alone */
            if (coh_text_add(key, label.bytes + at, 1, err))
                return -1;
            at++;
            continue;
        }
        if (take(label, at, (size_t)n, c, key, err))
            return -1;
        at += (size_t)n;
    }
    return sort_words(key, err);
}
