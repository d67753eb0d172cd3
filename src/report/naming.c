/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/naming.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/child.h"
#include "base/program.h"

enum {
    LEAST_ID = 4,
    MOST_WORDS = 6, /* of a name, that are looked for in a row */
};

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- words, folded ---- */

static int
is_letter(utf8proc_int32_t c)
{
    utf8proc_category_t k = utf8proc_category(c);

    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

static int
is_apostrophe(utf8proc_int32_t c)
{
    return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 ||
           c == 0x2BB || c == 0x2BC;
}

/* Letters of which Unicode makes no two, and how they are written without. */
static const char *
plain(utf8proc_int32_t c)
{
    static const struct {
        utf8proc_int32_t letter;
        const char *plain;
    } letter[] = {
        {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},
        {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"},
    };
    size_t i;

    for (i = 0; i < sizeof(letter) / sizeof(*letter); i++)
        if (letter[i].letter == c)
            return letter[i].plain;
    return NULL;
}

static int
put(struct coh_text *into, utf8proc_int32_t c, struct coh_error *err)
{
    utf8proc_uint8_t utf8[4];

    if (is_apostrophe(c))
        return 0;
    if (plain(c))
        return coh_text_add_string(into, plain(c), err);
    if (is_letter(c))
        return coh_text_add(into, (const char *)utf8,
                            (size_t)utf8proc_encode_char(c, utf8), err);
    return into->length && into->bytes[into->length - 1] != ' '
               ? coh_text_add(into, " ", 1, err)
               : 0;
}

/* Words with one blank behind each. What is no UTF-8 parts words. */
static int
fold(struct coh_span text, struct coh_text *into, struct coh_error *err)
{
    const int how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                    UTF8PROC_STRIPMARK;
    utf8proc_int32_t c, part[32];
    utf8proc_ssize_t i, n, parts;
    size_t at = 0;
    int boundary = 0;

    while (at < text.length) {
        n = utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + at,
                             (utf8proc_ssize_t)(text.length - at), &c);
        at += n < 1 ? 1 : (size_t)n;
        parts =
            n < 1 ? 0 : utf8proc_decompose_char(c, part, 32, how, &boundary);
        if (n < 1 && put(into, ' ', err))
            return -1;
        for (i = 0; i < parts && i < 32; i++)
            if (put(into, part[i], err))
                return -1;
    }
    return put(into, ' ', err);
}

/* ---- who ---- */

static int
add_key(struct coh_keys *keys, struct coh_span a, struct coh_span b,
        struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_span key;
    size_t at;
    int rc = -1;

    a = coh_span_trim(a);
    b = coh_span_trim(b);
    if (!a.length || !b.length || is_digit(a.bytes[0]) || is_digit(b.bytes[0]))
        return 0; /* a word and a number stand in any table */
    if (!coh_text_add(&t, a.bytes, a.length, err) &&
        !coh_text_add(&t, " ", 1, err) &&
        !coh_text_add(&t, b.bytes, b.length, err)) {
        key = coh_text_span(&t);
        rc = coh_keys_index(keys, &key, &at, err);
    }
    coh_text_release(&t);
    return rc;
}

static struct coh_span
first_word(struct coh_span s)
{
    const char *end = s.length ? memchr(s.bytes, ' ', s.length) : NULL;

    return (struct coh_span){s.bytes, end ? (size_t)(end - s.bytes) : s.length};
}

static struct coh_span
last_word(struct coh_span s)
{
    size_t n = 0;

    s = coh_span_trim(s);
    while (n < s.length && s.bytes[s.length - n - 1] != ' ')
        n++;
    return (struct coh_span){s.bytes + s.length - n, n};
}

/* Both orders, whole and without middle names. */
static int
add_both(struct coh_naming *names, struct coh_span given,
         struct coh_span family, struct coh_error *err)
{
    struct coh_span first = first_word(given);

    return add_key(&names->name, given, family, err) ||
                   add_key(&names->name, family, given, err) ||
                   add_key(&names->name, first, family, err) ||
                   add_key(&names->name, family, first, err) ||
                   add_key(&names->name, first, first_word(family), err) ||
                   add_key(&names->name, first, last_word(family), err)
               ? -1
               : 0;
}

int
coh_naming_add(struct coh_naming *names, struct coh_span name,
               struct coh_error *err)
{
    const char *comma =
        name.length ? memchr(name.bytes, ',', name.length) : NULL;
    struct coh_text a = COH_TEXT_INIT, b = COH_TEXT_INIT;
    struct coh_span family, given = coh_span_of("");
    int rc = -1;

    family = comma ? (struct coh_span){name.bytes, (size_t)(comma - name.bytes)}
                   : last_word(name);
    if (comma)
        given = (struct coh_span){
            comma + 1, (size_t)(name.bytes + name.length - comma - 1)};
    else
        given =
            (struct coh_span){name.bytes, (size_t)(family.bytes - name.bytes)};
    if (!fold(family, &a, err) && !fold(given, &b, err))
        rc = add_both(names, coh_span_trim(coh_text_span(&b)),
                      coh_span_trim(coh_text_span(&a)), err);
    coh_text_release(&a);
    coh_text_release(&b);
    return rc;
}

int
coh_naming_add_id(struct coh_naming *names, struct coh_span id,
                  struct coh_error *err)
{
    size_t at;

    id = coh_span_trim(id);
    return id.length < LEAST_ID ? 0 : coh_keys_index(&names->id, &id, &at, err);
}

static int
add_line(struct coh_naming *names, struct coh_span line, struct coh_error *err)
{
    const char *tab =
        line.length ? memchr(line.bytes, '\t', line.length) : NULL;
    struct coh_span id = line, name;

    if (!tab)
        return 0;
    id.length = (size_t)(tab - line.bytes);
    name = (struct coh_span){tab + 1, line.length - id.length - 1};
    tab = name.length ? memchr(name.bytes, '\t', name.length) : NULL;
    if (tab)
        name.length = (size_t)(tab - name.bytes);
    return coh_naming_add_id(names, id, err) || coh_naming_add(names, name, err)
               ? -1
               : 0;
}

static int
add_list(struct coh_naming *names, struct coh_span list, int *known,
         struct coh_error *err)
{
    const char *end;
    int header = 1;

    for (; list.length && (end = memchr(list.bytes, '\n', list.length));
         header = 0) {
        struct coh_span line = {list.bytes, (size_t)(end - list.bytes)};

        if (!header && add_line(names, line, err))
            return -1;
        *known |= !header;
        list.length -= line.length + 1;
        list.bytes = end + 1;
    }
    return 0;
}

int
coh_naming_roster(struct coh_naming *names, const char *folder, int *known,
                  struct coh_error *err)
{
    char shared[] = "COHORT_SHARE=", roster[] = "roster", list[] = "list";
    char quiet[] = "-q", all[] = "--everyone", form[] = "-ftsv";
    char path[COH_PROGRAM_SIZE];
    char *const words[] = {roster, list}, *const variables[] = {shared, NULL};
    char *const argv[] = {path, quiet, all, form, NULL};
    struct coh_text said = COH_TEXT_INIT, talk = COH_TEXT_INIT;
    struct coh_child child = {.argv = argv, .variables = variables};
    int status = 0, rc = 0;

    *known = 0;
    if (coh_program_find(folder, words, 2, path) == 2) {
        rc = coh_child_run(&child, &said, &talk, &status, err);
        if (!rc && status <= 1)
            rc = add_list(names, coh_text_span(&said), known, err);
    }
    coh_text_release(&said);
    coh_text_release(&talk);
    return rc;
}

/* ---- in a text ---- */

static int
is_name(const struct coh_naming *names, struct coh_span words)
{
    if (coh_keys_find(&names->name, &words) < names->name.n)
        return 1;
    if (words.bytes[words.length - 1] != 's')
        return 0;
    words.length--; /* Inés Abdi's */
    return coh_keys_find(&names->name, &words) < names->name.n;
}

static int
holds_name(const struct coh_naming *names, struct coh_span text, int *hit,
           struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t from, to, words;
    int rc = fold(text, &t, err);

    for (from = 0; !rc && !*hit && from < t.length; from++) {
        if (from && t.bytes[from - 1] != ' ')
            continue;
        for (to = from, words = 0; to < t.length && words < MOST_WORDS; to++)
            if (t.bytes[to] == ' ' && ++words > 1 &&
                is_name(names, (struct coh_span){t.bytes + from, to - from}))
                *hit = 1;
    }
    coh_text_release(&t);
    return rc;
}

static int
is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || (unsigned char)c >= 0x80;
}

/* What stands before or behind the token makes it part of a number or date. */
static int
goes_on(struct coh_span s, size_t sign, size_t digit)
{
    return sign < s.length && digit < s.length &&
           strchr(".,:-/", s.bytes[sign]) && is_digit(s.bytes[digit]);
}

static int
fills_cell(struct coh_span s, size_t from, size_t to)
{
    while (from && s.bytes[from - 1] == ' ')
        from--;
    while (to < s.length && s.bytes[to] == ' ')
        to++;
    return from && to < s.length && s.bytes[from - 1] == '|' &&
           s.bytes[to] == '|';
}

static int
holds_id(const struct coh_naming *names, struct coh_span s)
{
    size_t from = 0, to;

    for (; from < s.length; from = to + 1) {
        struct coh_span token;

        for (to = from; to < s.length && is_word(s.bytes[to]); to++)
            ;
        token = (struct coh_span){s.bytes + from, to - from};
        if (token.length < LEAST_ID ||
            coh_keys_find(&names->id, &token) == names->id.n ||
            goes_on(s, to, to + 1) ||
            (from > 1 && goes_on(s, from - 1, from - 2)))
            continue;
        if (token.bytes[0] == '0' || !fills_cell(s, from, to))
            return 1;
    }
    return 0;
}

int
coh_naming_in(const struct coh_naming *names, struct coh_span text, int *hit,
              struct coh_error *err)
{
    *hit = holds_id(names, text);
    return *hit ? 0 : holds_name(names, text, hit, err);
}

/* ---- in HTML ---- */

/* The end of a tag, or of a style with its text. */
static size_t
skip_tag(struct coh_span s, size_t at)
{
    static const char style[] = "<style", end[] = "</style";
    const size_t n = sizeof(style) - 1, m = sizeof(end) - 1;

    if (s.length - at > n && !memcmp(s.bytes + at, style, n))
        for (at++; at + m < s.length && memcmp(s.bytes + at, end, m) != 0; at++)
            ;
    while (at < s.length && s.bytes[at] != '>')
        at++;
    return at < s.length ? at + 1 : at;
}

/* An apostrophe vanishes, other entities part words. */
static int
put_entity(struct coh_span s, size_t *at, struct coh_text *into,
           struct coh_error *err)
{
    size_t end = *at + 1;
    int apostrophe = s.length - *at >= 5 && !memcmp(s.bytes + *at, "&#39;", 5);

    while (end < s.length && end < *at + 8 && s.bytes[end] != ';')
        end++;
    *at = end < s.length && s.bytes[end] == ';' ? end + 1 : *at + 1;
    return apostrophe ? 0 : coh_text_add(into, " ", 1, err);
}

/* Its text; a bar stands for each tag, so that a number alone fills a cell. */
static int
strip(struct coh_span s, struct coh_text *into, struct coh_error *err)
{
    size_t at = 0;

    while (at < s.length) {
        if (s.bytes[at] == '<') {
            at = skip_tag(s, at);
            if (coh_text_add(into, "|", 1, err))
                return -1;
        } else if (s.bytes[at] == '&') {
            if (put_entity(s, &at, into, err))
                return -1;
        } else if (coh_text_add(into, s.bytes + at++, 1, err)) {
            return -1;
        }
    }
    return 0;
}

int
coh_naming_in_html(const struct coh_naming *names, struct coh_span html,
                   int *hit, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = strip(html, &text, err);

    *hit = 0;
    if (!rc)
        rc = coh_naming_in(names, coh_text_span(&text), hit, err);
    if (!rc && !*hit) /* words within tags: titles, texts for readers aloud */
        rc = holds_name(names, html, hit, err);
    coh_text_release(&text);
    return rc;
}

void
coh_naming_release(struct coh_naming *names)
{
    coh_keys_release(&names->name);
    coh_keys_release(&names->id);
}
