/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision/evidence.h"

#include <string.h>

enum reference { NO_REFERENCE, A_WORD, A_NUMBER, A_PIPELINE };

static const struct {
    const char *word;
    enum reference reference;
    const char *missing;
} kinds[COH_EVIDENCE_KINDS] = {
    {"source", A_WORD,
     "which source? write it as: source ID: what it showed (cohort inventory "
     "list names them)"},
    {"load", A_NUMBER,
     "which load? write it as: load 12: what it showed (cohort ingest --list "
     "numbers them)"},
    {"result", A_PIPELINE,
     "write it as: result: `cohort select … | cohort summary …`: what it said"},
    {"note", A_WORD,
     "which note? write it as: note observation-notes:17: what it showed "
     "(cohort select --notes numbers them)"},
    {"decision", A_NUMBER,
     "which decision? write it as: decision 3: what came of it (cohort decide "
     "list numbers them)"},
    {"research", NO_REFERENCE, "which study? write it as: research: reference"},
    {"other", NO_REFERENCE, "what? write it as: other: what it showed"},
    {"although", NO_REFERENCE,
     "why does the team decide all the same? write it as: although: reason"},
};

static struct coh_span
behind(struct coh_span s, size_t n)
{
    return (struct coh_span){s.bytes + n, s.length - n};
}

/* The part before the first colon that has a blank or nothing behind it; all
 * of it when there is none. */
static size_t
to_colon(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (s.bytes[i] == ':' && (i + 1 == s.length || s.bytes[i + 1] == ' '))
            return i;
    return s.length;
}

/* Blanks and one colon. */
static struct coh_span
skip_colon(struct coh_span s)
{
    s = coh_span_trim(s);
    if (s.length && s.bytes[0] == ':')
        s = coh_span_trim(behind(s, 1));
    return s;
}

static int
find_kind(struct coh_span s, struct coh_evidence *e, struct coh_span *rest)
{
    size_t n = strcspn(s.bytes, " :`");
    int k;

    for (k = 0; k < COH_EVIDENCE_KINDS; k++)
        if (n <= s.length && coh_span_is_caseless((struct coh_span){s.bytes, n},
                                                  kinds[k].word)) {
            e->kind = (enum coh_evidence_kind)k;
            *rest = coh_span_trim(behind(s, n));
            return 1;
        }
    return 0;
}

static const char *
read_number(struct coh_evidence *e)
{
    size_t i;

    for (i = 0; i < e->ref.length && i < 15; i++) {
        if (e->ref.bytes[i] < '0' || e->ref.bytes[i] > '9')
            break;
        e->number = e->number * 10 + (e->ref.bytes[i] - '0');
    }
    return i == e->ref.length && e->number ? NULL : kinds[e->kind].missing;
}

/* The pipeline stands between backquotes. */
static const char *
read_pipeline(struct coh_evidence *e, struct coh_span rest)
{
    const char *end;

    rest = skip_colon(rest);
    if (!rest.length || rest.bytes[0] != '`')
        return kinds[e->kind].missing;
    rest = behind(rest, 1);
    end = memchr(rest.bytes, '`', rest.length);
    if (!end)
        return "the command has no second backquote (`) at its end";
    e->ref = coh_span_trim(
        (struct coh_span){rest.bytes, (size_t)(end - rest.bytes)});
    e->said = skip_colon(behind(rest, (size_t)(end - rest.bytes) + 1));
    return e->ref.length ? NULL : kinds[e->kind].missing;
}

const char *
coh_evidence_read(struct coh_evidence *e, const char *text)
{
    struct coh_span rest = coh_span_trim(coh_span_of(text));
    const char *wrong = NULL;
    size_t n;

    *e = (struct coh_evidence){.kind = COH_EVIDENCE_OTHER};
    if (!rest.length || !find_kind(rest, e, &rest))
        return "begins with no word for what it rests on: source ID:, load N:, "
               "result:, note REF:, decision N:, research: or other:";
    switch (kinds[e->kind].reference) {
    case A_PIPELINE:
        wrong = read_pipeline(e, rest);
        break;
    case NO_REFERENCE:
        e->said = skip_colon(rest);
        return e->said.length ? NULL : kinds[e->kind].missing;
    default:
        if (rest.length && rest.bytes[0] == ':' && rest.length > 1)
            rest = skip_colon(rest);
        n = to_colon(rest);
        e->ref = coh_span_trim((struct coh_span){rest.bytes, n});
        e->said = skip_colon(behind(rest, n));
        if (!e->ref.length || memchr(e->ref.bytes, ' ', e->ref.length))
            wrong = kinds[e->kind].missing;
        else if (kinds[e->kind].reference == A_NUMBER)
            wrong = read_number(e);
    }
    if (!wrong && !e->said.length)
        wrong = "says nothing of what it showed: write it behind the colon";
    return wrong;
}
