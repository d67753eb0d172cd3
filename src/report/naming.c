/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/naming.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/child.h"
#include "base/program.h"

enum {
    LEAST_ID = 4,
    LONGEST_ID = 63,
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

    if (is_apostrophe(c) || utf8proc_category(c) == UTF8PROC_CATEGORY_CF)
        return 0; /* a soft hyphen parts no word either */
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

static size_t
count_words(struct coh_span s)
{
    size_t n = 1, i;

    for (i = 0; i < s.length; i++)
        n += s.bytes[i] == ' ';
    return n;
}

static int
add_key(struct coh_keys *keys, const struct coh_keys *own, struct coh_span a,
        struct coh_span b, struct coh_error *err)
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
        rc = own && coh_keys_find(own, &key) < own->n
                 ? 0
                 : coh_keys_index(keys, &key, &at, err);
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

/* Both orders, whole and without middle names. `own` (may be NULL) has names
 * that are not added. */
static int
add_both(struct coh_keys *names, const struct coh_keys *own,
         struct coh_span given, struct coh_span family, struct coh_error *err)
{
    struct coh_span first = first_word(given);

    return add_key(names, own, given, family, err) ||
                   add_key(names, own, family, given, err) ||
                   add_key(names, own, first, family, err) ||
                   add_key(names, own, family, first, err) ||
                   add_key(names, own, first, first_word(family), err) ||
                   add_key(names, own, first, last_word(family), err)
               ? -1
               : 0;
}

static int
add_name(struct coh_keys *names, const struct coh_keys *own,
         struct coh_span name, struct coh_error *err)
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
        rc = add_both(names, own, coh_span_trim(coh_text_span(&b)),
                      coh_span_trim(coh_text_span(&a)), err);
    coh_text_release(&a);
    coh_text_release(&b);
    return rc;
}

int
coh_naming_add(struct coh_naming *names, struct coh_span name,
               struct coh_error *err)
{
    struct coh_text folded = COH_TEXT_INIT;
    int rc = fold(name, &folded, err);

    if (!rc && count_words(coh_text_span(&folded)) > names->words)
        names->words = count_words(coh_text_span(&folded));
    coh_text_release(&folded);
    return rc ? -1 : add_name(&names->name, &names->own, name, err);
}

static void
lower(char *to, struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        to[i] =
            (char)(s.bytes[i] +
                   (s.bytes[i] >= 'A' && s.bytes[i] <= 'Z' ? 'a' - 'A' : 0));
}

int
coh_naming_add_id(struct coh_naming *names, struct coh_span id,
                  struct coh_error *err)
{
    char small[LONGEST_ID];
    size_t at;

    id = coh_span_trim(id);
    if (id.length < LEAST_ID || id.length > LONGEST_ID)
        return 0;
    lower(small, id);
    id.bytes = small;
    names->lengths |= (uint64_t)1 << id.length;
    return coh_keys_index(&names->id, &id, &at, err);
}

/* Up to the next tab or the end of the line. */
static struct coh_span
field(struct coh_span *line)
{
    const char *tab =
        line->length ? memchr(line->bytes, '\t', line->length) : NULL;
    struct coh_span cell = {line->bytes,
                            tab ? (size_t)(tab - line->bytes) : line->length};

    line->bytes += cell.length + (tab != NULL);
    line->length -= cell.length + (tab != NULL);
    return cell;
}

int
coh_naming_next(struct coh_span *list, struct coh_naming_student *student)
{
    const char *end =
        list->length ? memchr(list->bytes, '\n', list->length) : NULL;
    struct coh_span line;

    if (!end)
        return 0;
    line = (struct coh_span){list->bytes, (size_t)(end - list->bytes)};
    list->length -= line.length + 1;
    list->bytes = end + 1;
    student->id = field(&line);
    student->name = field(&line);
    student->from = field(&line);
    student->to = field(&line);
    return 1;
}

int
coh_naming_roster(struct coh_naming *names, struct coh_span list,
                  const struct coh_only *only, int *known,
                  struct coh_error *err)
{
    struct coh_naming_student s;
    struct coh_span left;

    *known = 0;
    names->strict = only != NULL;
    coh_naming_next(&list, &s); /* the header */
    for (left = list; only && coh_naming_next(&left, &s);)
        if (coh_only_has(only, s.id) &&
            add_name(&names->own, NULL, s.name, err))
            return -1;
    for (left = list; coh_naming_next(&left, &s); *known = 1)
        if (!(only && coh_only_has(only, s.id)) &&
            (coh_naming_add_id(names, s.id, err) ||
             coh_naming_add(names, s.name, err)))
            return -1;
    return 0;
}

int
coh_naming_list(struct coh_text *list, const char *tools, struct coh_error *err)
{
    char shared[] = "COHORT_SHARE=", only[] = "COHORT_ONLY=";
    char roster[] = "roster", verb[] = "list";
    char quiet[] = "-q", all[] = "--everyone", form[] = "-ftsv";
    char path[COH_PROGRAM_SIZE];
    char *const words[] = {roster, verb};
    char *const variables[] = {shared, only, NULL};
    char *const argv[] = {path, quiet, all, form, NULL};
    struct coh_text talk = COH_TEXT_INIT;
    struct coh_child child = {.argv = argv, .variables = variables};
    int status = 0, rc = 0;

    if (coh_program_find(tools, words, 2, path) == 2)
        rc = coh_child_run(&child, list, &talk, &status, err);
    if (!rc && status > 1)
        coh_text_clear(list);
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

int
coh_naming_in_words(const struct coh_naming *names, struct coh_span text,
                    int *hit, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t from, to, words;
    int rc = fold(text, &t, err);

    for (from = 0; !rc && !*hit && from < t.length; from++) {
        if (from && t.bytes[from - 1] != ' ')
            continue;
        for (to = from, words = 0; to < t.length && words <= names->words; to++)
            if (t.bytes[to] == ' ' && ++words > 1 &&
                is_name(names, (struct coh_span){t.bytes + from, to - from}))
                *hit = 1;
    }
    coh_text_release(&t);
    return rc;
}

/* Is it a letter or digit that ends before `at`, or begins there? */
static int
is_word(const struct coh_naming *names, struct coh_span s, size_t at,
        int before)
{
    utf8proc_int32_t c;

    if (before ? !at : at >= s.length)
        return 0;
    for (at -= before != 0; before && at && (s.bytes[at] & 0xC0) == 0x80; at--)
        ;
    if (s.bytes[at] == '_')
        return !names->strict;
    return utf8proc_iterate((const utf8proc_uint8_t *)s.bytes + at,
                            (utf8proc_ssize_t)(s.length - at), &c) > 0 &&
           is_letter(c);
}

/* What stands before or behind the token makes it part of a number or date. */
static int
goes_on(struct coh_span s, size_t sign, size_t digit, int of_date)
{
    return sign < s.length && digit < s.length &&
           strchr(of_date ? ".,:-/" : ".,", s.bytes[sign]) &&
           is_digit(s.bytes[digit]);
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
is_id(const struct coh_naming *names, struct coh_span s, size_t from, size_t to)
{
    const int loose = !names->strict || to - from <= LEAST_ID;
    char small[LONGEST_ID];
    struct coh_span token = {small, to - from};

    lower(small, (struct coh_span){s.bytes + from, to - from});
    return coh_keys_find(&names->id, &token) < names->id.n &&
           !goes_on(s, to, to + 1, loose) &&
           (from < 2 || !goes_on(s, from - 1, from - 2, loose)) &&
           (small[0] == '0' || !loose || !fills_cell(s, from, to));
}

int
coh_naming_in_ids(const struct coh_naming *names, struct coh_span s)
{
    size_t from, n;

    for (from = 0; names->lengths && from < s.length; from++) {
        if (!is_word(names, s, from, 0) || is_word(names, s, from, 1))
            continue;
        for (n = LEAST_ID; n <= LONGEST_ID && from + n <= s.length; n++)
            if (names->lengths >> n & 1 && !is_word(names, s, from + n, 0) &&
                is_id(names, s, from, from + n))
                return 1;
    }
    return 0;
}

int
coh_naming_in(const struct coh_naming *names, struct coh_span text, int *hit,
              struct coh_error *err)
{
    *hit = coh_naming_in_ids(names, text);
    return *hit ? 0 : coh_naming_in_words(names, text, hit, err);
}

void
coh_naming_release(struct coh_naming *names)
{
    coh_keys_release(&names->name);
    coh_keys_release(&names->id);
    coh_keys_release(&names->own);
}
