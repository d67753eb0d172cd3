/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For whom a page is: everybody of the team, whoever may read a shared one, the
 * family of one student; and in which language it speaks to them. */
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/file.h"
#include "report/frame.h"
#include "report/reading.h"
#include "report/weave-internal.h"

/* ---- language and words ---- */

/* A parameter that is looked at before the front matter is filled: of --set or
 * the team, else as it stands there. */
static int
early(const struct coh_weave *w, const char *name, struct coh_text *into,
      struct coh_error *err)
{
    const struct coh_span asked = coh_span_of(name);
    size_t i;

    coh_text_clear(into);
    if (coh_parameters_know(&w->parameters, asked))
        return coh_parameters_get(&w->parameters, asked, into, err);
    for (i = 0; i < w->document.n_defaults; i++)
        if (coh_span_equal(w->document.defaults[i].name, asked))
            return coh_text_add(into, w->document.defaults[i].value.bytes,
                                w->document.defaults[i].value.length, err);
    return 0;
}

/* "es", "pt-BR": it stands in the page as lang="…". */
static int
check_language(const struct coh_weave *w, struct coh_error *err)
{
    static const char fine[] = "abcdefghijklmnopqrstuvwxyz"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    const char *text = coh_text_get(&w->language);
    size_t i = strspn(text, fine);

    if (w->language.length >= 2 && w->language.length < 36 && !text[i] &&
        text[0] != '-' && (text[0] < '0' || text[0] > '9'))
        return 0;
    return coh_fail(err, COH_INPUT,
                    "%s: language: '%.40s' is no language as en, es or pt-BR",
                    w->path, text);
}

/* Beside the page, unless the path says where. */
static int
read_words(struct coh_weave *w, struct coh_error *err)
{
    struct coh_text name = COH_TEXT_INIT, path = COH_TEXT_INIT;
    int rc = -1;

    if (early(w, "words", &name, err))
        goto out;
    rc = 0;
    if (!name.length)
        goto out;
    rc = coh_text_add(&path, w->path,
                      name.bytes[0] == '/'
                          ? 0
                          : (size_t)(coh_base_name(w->path) - w->path),
                      err) ||
                 coh_text_add(&path, name.bytes, name.length, err) ||
                 coh_lexicon_read(&w->words, path.bytes,
                                  coh_text_get(&w->language), err)
             ? -1
             : 0;
    if (rc)
        coh_error_context(err, "%s: words: ", w->path);
out:
    coh_text_release(&name);
    coh_text_release(&path);
    return rc;
}

int
coh_weave_word(const struct coh_weave *w, struct coh_span key,
               struct coh_text *into, struct coh_error *err)
{
    char shown[COH_QUOTE_SIZE];
    struct coh_span text;

    if (!w->words.path)
        return coh_fail(err, COH_INPUT,
                        "{{word:%s}}: the page has no words: FILE.csv in its "
                        "front matter",
                        coh_quote(key.bytes, key.length, shown));
    return coh_lexicon_find(&w->words, key, &text, err) ||
                   coh_text_add(into, text.bytes, text.length, err)
               ? -1
               : 0;
}

int
coh_weave_say(const struct coh_weave *w, struct coh_text *into, const char *key,
              const char *english, struct coh_error *err)
{
    return coh_escape_html(into, coh_lexicon_say(&w->words, key, english), err);
}

int
coh_weave_prose(const struct coh_weave *w, struct coh_span name,
                const struct coh_text *plain, struct coh_text *into,
                struct coh_error *err)
{
    const int is_word = name.length > 5 && !memcmp(name.bytes, "word:", 5);
    const int of_block =
        !is_word && name.length && memchr(name.bytes, ':', name.length);

    return of_block
               ? coh_reading_prose(into, coh_text_span(plain), &w->words, err)
               : coh_reading_words(into, coh_text_span(plain), 1, &w->words,
                                   err);
}

/* The program's own words that every page has, or may have. */
static const char *const own[] = {
    "page.made",          "page.skip",        "page.evidence",
    "page.evidence-link", "page.origin",      "page.newest",
    "page.term.Source",   "page.term.Newest", "page.hidden",
    "page.hidden-why",    "page.blank",       "page.left-out",
    "page.decimal",       "page.date",        "page.month.1",
    "page.month-short.1", "page.and-more",
};

int
coh_weave_tell_words(const struct coh_weave *w, struct coh_error *err)
{
    const char *language = coh_text_get(&w->language);
    size_t i;

    if (!strncmp(language, "en", 2) && (!language[2] || language[2] == '-'))
        return 0;
    for (i = 0; i < sizeof(own) / sizeof(*own); i++)
        if (!coh_lexicon_say(&w->words, own[i], "").length &&
            coh_notes_add(w->notes, COH_NOTE_FACT, own[i], err,
                          "words of the page that have none in '%s' and stay "
                          "English",
                          language))
            return -1;
    return 0;
}

/* ---- whose page ---- */

/* The stamp as it stands in HTML and in the style of paper. */
static int
set_stamp(struct coh_weave *w, const char *key, const char *english,
          struct coh_error *err)
{
    char number[24];

    snprintf(number, sizeof(number), "%zu", w->students);
    if (coh_lexicon_put(&w->stamp, &w->words, key, english, number, NULL, err))
        return -1;
    if (strpbrk(coh_text_get(&w->stamp), "\"\\<>&\n\r"))
        return coh_fail(err, COH_INPUT,
                        "%s: %s: a stamp is one line without quotes, "
                        "backslashes, < > and &",
                        w->words.path ? w->words.path : "", key);
    return 0;
}

static int
stamp(struct coh_weave *w, struct coh_error *err)
{
    if (w->family)
        return set_stamp(w, "page.stamp.family",
                         "for the family of one student", err);
    if (w->share)
        return set_stamp(w, "page.stamp.shared", COH_FRAME_SHARED, err);
    if (w->student)
        return set_stamp(w, "page.stamp.student",
                         COH_FRAME_INSIDE ", about one student", err);
    if (w->only)
        return set_stamp(w, "page.stamp.caseload",
                         COH_FRAME_INSIDE ", a caseload of {1}", err);
    return set_stamp(w, "page.stamp.internal", COH_FRAME_INSIDE, err);
}

/* For whom the page says it is. Elsewhere it can be said that the family reads
 * it, too, and not that the team alone does: one line in team.ini would make
 * all pages for families pages with what stays inside. */
static int
find_audience(const struct coh_weave *w, struct coh_text *whom,
              struct coh_error *err)
{
    struct coh_text said = COH_TEXT_INIT;
    size_t i;
    int rc = early(w, "for", &said, err);

    for (i = 0; !rc && i < w->document.n_defaults; i++)
        if (coh_span_is(w->document.defaults[i].name, "for"))
            rc = coh_text_add(whom, w->document.defaults[i].value.bytes,
                              w->document.defaults[i].value.length, err);
    if (!rc && w->student && coh_span_is(coh_text_span(&said), "team") &&
        !coh_span_is(coh_text_span(whom), "team"))
        rc = coh_fail(err, COH_USAGE,
                      "for: team is said in the front matter of %s, not by "
                      "--set or in team.ini",
                      w->path);
    if (!rc && said.length) {
        coh_text_clear(whom);
        rc = coh_text_add(whom, said.bytes, said.length, err);
    }
    coh_text_release(&said);
    return rc;
}

/* Of one student the family reads it, unless the page says that it is for the
 * team: the safe side. */
static int
judge(struct coh_weave *w, struct coh_span whom, struct coh_error *err)
{
    const int family = coh_span_is(whom, "family");

    if (whom.length && !family && !coh_span_is(whom, "team"))
        return coh_fail(err, COH_INPUT, "%s: for: it is family or team",
                        w->path);
    if (family && w->only && !w->student)
        return coh_fail(err, COH_INPUT,
                        "%s: for: family: a page for a family is of one "
                        "student: --only ID or --each student",
                        w->path);
    if (family && !w->only)
        return coh_fail(err, COH_USAGE,
                        "%s is for a family: --only ID or --each student says "
                        "whose",
                        w->path);
    if (whom.length && !w->only)
        return coh_fail(err, COH_USAGE,
                        "%s is about single students: --only ID, --each "
                        "student or --students FILE says whom",
                        w->path);
    w->family = w->student && (family || !whom.length);
    w->share |= w->family;
    return 0;
}

int
coh_weave_audience(struct coh_weave *w, struct coh_error *err)
{
    struct coh_text whom = COH_TEXT_INIT;
    int rc = -1;

    if (w->student &&
        coh_parameters_default(&w->parameters, coh_span_of("student"),
                               coh_span_of(w->student), err))
        return -1;
    if (early(w, "language", &w->language, err) ||
        (!w->language.length && coh_text_add_string(&w->language, "en", err)) ||
        check_language(w, err) || read_words(w, err) ||
        find_audience(w, &whom, err))
        goto out;
    w->parameters.words = &w->words;
    if (!judge(w, coh_text_span(&whom), err))
        rc = stamp(w, err);
out:
    coh_text_release(&whom);
    return rc;
}

const char *
coh_weave_stamp(const struct coh_weave *w)
{
    return coh_text_get(&w->stamp);
}

/* ---- blocks of a page about some students ---- */

/* A parameter of the page that is made from another: from the student? */
static int
is_made(const struct coh_weave *w, struct coh_span name)
{
    size_t i;

    for (i = 0; i < w->document.n_defaults; i++)
        if (coh_span_equal(w->document.defaults[i].name, name))
            return memchr(w->document.defaults[i].value.bytes, '{',
                          w->document.defaults[i].value.length) != NULL;
    return 0;
}

/* Of `{{…}}` only parameters stay the same on all pages; the student is none of
 * these. */
int
coh_weave_differs(const struct coh_weave *w, const struct coh_block *b)
{
    struct coh_span s = b->source;
    size_t i, end;

    for (i = 0; i + 1 < s.length; i++) {
        struct coh_span name;

        if (s.bytes[i] != '{' || s.bytes[i + 1] != '{')
            continue;
        for (end = i + 2; end < s.length && s.bytes[end] != '}'; end++)
            ;
        name = coh_span_trim((struct coh_span){s.bytes + i + 2, end - i - 2});
        if (coh_span_is(name, "student") || is_made(w, name) ||
            (name.length && memchr(name.bytes, ':', name.length)))
            return 1;
    }
    return 0;
}
