/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "draft/suggest-draft.h"
#include "layout/catalog.h"

/* A draft that nobody would read to its end is of no use. */
enum { MOST_COMMENTS = 300, MOST_REQUIRED = 12 };

int
coh_draft_line(struct coh_draft *d, const char *format, ...)
{
    char text[2 * COH_DRAFT_LINE];
    size_t n;
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof(text), format, ap);
    va_end(ap);
    n = strlen(text);
    if (n > COH_DRAFT_LINE && !strchr("#\n", text[0]))
        return 0;
    if (n > COH_DRAFT_LINE)
        n = coh_utf8_valid(text, COH_DRAFT_LINE);
    return coh_text_add(d->ini, text, n, d->err) ||
           coh_text_add(d->ini, "\n", 1, d->err);
}

int
coh_draft_key(struct coh_draft *d, const char *name, struct coh_span value)
{
    return coh_draft_line(d, "%s = %.*s", name, (int)value.length, value.bytes);
}

/* ---- names made of names ---- */

void
coh_draft_slug(struct coh_span s, char out[COH_DRAFT_SLUG])
{
    size_t i, n = 0;

    for (i = 0; i < s.length && n + 1 < COH_DRAFT_SLUG; i++) {
        char b = s.bytes[i];

        if (b >= 'A' && b <= 'Z')
            b = (char)(b - 'A' + 'a');
        if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9'))
            out[n++] = b;
        else if (n && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n && out[n - 1] == '-')
        n--;
    out[n] = '\0';
}

/* The file's name without its ending, as a layout may hold it. */
static void
stem_of(const char *file, char out[COH_DRAFT_STEM + 1])
{
    const char *dot = strrchr(file, '.');
    size_t i, n = dot && dot > file ? (size_t)(dot - file) : strlen(file);

    if (n > COH_DRAFT_STEM)
        n = COH_DRAFT_STEM;
    n = coh_utf8_valid(file, n);
    for (i = 0; i < n; i++)
        out[i] = (unsigned char)file[i] < 0x20 || strchr("{};", file[i])
                     ? '_'
                     : file[i];
    out[n] = '\0';
    if (!n)
        snprintf(out, COH_DRAFT_STEM + 1, "Assessment");
}

/* Every byte that may mean something in a pattern gets a backslash. */
const char *
coh_draft_escape(struct coh_span s, char out[COH_DRAFT_ESCAPED])
{
    size_t i, n = 0;

    for (i = 0; i < s.length && n + 3 < COH_DRAFT_ESCAPED; i++) {
        unsigned char b = (unsigned char)s.bytes[i];

        if (b < 0x80 && !(b >= 'a' && b <= 'z') && !(b >= 'A' && b <= 'Z') &&
            !(b >= '0' && b <= '9') && b != '_' &&
            (b != ' ' || (i + 1 < s.length && s.bytes[i + 1] == ';')))
            out[n++] = '\\';
        out[n++] = (char)b;
    }
    out[n] = '\0';
    return out;
}

/* ---- what was seen ---- */

static const char *
range(const struct coh_profile_column *p, char out[2 * COH_NUMBER_SIZE + 16])
{
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];

    out[0] = '\0';
    if (p->numbers + p->fractions + p->percents)
        snprintf(out, 2 * COH_NUMBER_SIZE + 16, " from %s to %s",
                 coh_decimal_text(p->low, low),
                 coh_decimal_text(p->high, high));
    return out;
}

static const char *
kind(const struct coh_profile_column *p)
{
    size_t scores = coh_profile_scores(p);

    return p->days == p->values      ? "days"
           : scores == p->values     ? "numbers"
           : p->letters == p->values ? "letters"
           : p->addresses            ? "addresses"
                                     : "text";
}

/* "of 'Quiz 1'" */
static const char *
owner(const struct coh_draft *d, size_t i, char out[COH_QUOTE_SIZE + 8])
{
    char quoted[COH_QUOTE_SIZE];
    size_t at = d->s->column[i].score;

    if (at >= d->n)
        return "of no score that is read by itself; not read";
    snprintf(out, COH_QUOTE_SIZE + 8, "of '%s'",
             coh_quote(d->s->column[at].name.bytes,
                       d->s->column[at].name.length, quoted));
    return out;
}

static int
describe(struct coh_draft *d, size_t i)
{
    const struct coh_suggest_column *c = &d->s->column[i];
    const struct coh_profile_column *p = &d->s->profile.column[i];
    char name[COH_QUOTE_SIZE], of[COH_QUOTE_SIZE + 8];
    char span[2 * COH_NUMBER_SIZE + 16];

    coh_quote(c->name.bytes, c->name.length, name);
    switch (c->role) {
    case COH_SUGGEST_BLANK:
        return coh_draft_line(d, "#   %s: without any value: not read", name);
    case COH_SUGGEST_UNUSABLE:
        return coh_draft_line(d, "#   column %zu, '%s': left out: %s", i + 1,
                              name, c->why);
    case COH_SUGGEST_ID:
        return coh_draft_line(
            d, "#   %s: %zu values, %zu%s different: the student's id", name,
            p->values, p->distinct,
            p->distinct == COH_PROFILE_DISTINCT ? " or more" : "");
    case COH_SUGGEST_NAME:
        return coh_draft_line(d, "#   %s: text: the student's name", name);
    case COH_SUGGEST_DATE:
        return coh_draft_line(d, "#   %s: %zu days: the date", name, p->days);
    case COH_SUGGEST_UNSURE_DATE:
        return coh_draft_line(d, "#   %s: %zu days, see [common]", name,
                              p->days);
    case COH_SUGGEST_TERM:
        return coh_draft_line(d, "#   %s: %zu different values: the term", name,
                              p->distinct);
    case COH_SUGGEST_TEST:
        return coh_draft_line(d, "#   %s: text: which assessment it was", name);
    case COH_SUGGEST_ATTEMPT:
        return coh_draft_line(d, "#   %s: numbers: the attempt", name);
    case COH_SUGGEST_SCORE:
        return coh_draft_line(d, "#   %s: %zu scores%s, %zu blank, %zu other",
                              name, coh_profile_scores(p), range(p, span),
                              p->blank, p->values - coh_profile_scores(p));
    case COH_SUGGEST_MAXIMUM:
        return coh_draft_line(d, "#   %s: numbers%s: the maximum %s", name,
                              range(p, span), owner(d, i, of));
    case COH_SUGGEST_PERCENTILE:
        return coh_draft_line(d, "#   %s: numbers%s: the percentile %s", name,
                              range(p, span), owner(d, i, of));
    case COH_SUGGEST_LEVEL:
        return coh_draft_line(d, "#   %s: text, %zu different: the level %s",
                              name, p->distinct, owner(d, i, of));
    case COH_SUGGEST_SEM:
        return coh_draft_line(d, "#   %s: numbers%s: the standard error %s",
                              name, range(p, span), owner(d, i, of));
    case COH_SUGGEST_ANSWER:
        return coh_draft_line(
            d, "#   %s: letters A to E: an answer, or the key", name);
    case COH_SUGGEST_OTHER:
        break;
    }
    return coh_draft_line(
        d, "#   %s: %s, %zu%s different: not read", name, kind(p), p->distinct,
        p->distinct == COH_PROFILE_DISTINCT ? " or more" : "");
}

static int
write_seen(struct coh_draft *d)
{
    const struct coh_profile *p = &d->s->profile;
    size_t i;

    if (coh_draft_line(d, "# What stood in the %s%zu records:",
                       p->whole ? "" : "first ", p->records))
        return -1;
    if (p->aside &&
        coh_draft_line(d, "#   (%zu of them cannot be parsed)", p->aside))
        return -1;
    for (i = 0; i < d->n && i < MOST_COMMENTS; i++)
        if (describe(d, i))
            return -1;
    return d->n > MOST_COMMENTS &&
           coh_draft_line(d, "#   and %zu columns more", d->n - MOST_COMMENTS);
}

/* ---- who, and how a file is known ---- */

static int
is_used(const struct coh_draft *d, size_t i)
{
    const struct coh_suggest_column *c = &d->s->column[i];

    switch (c->role) {
    case COH_SUGGEST_ID:
    case COH_SUGGEST_NAME:
    case COH_SUGGEST_DATE:
    case COH_SUGGEST_TERM:
    case COH_SUGGEST_TEST:
    case COH_SUGGEST_ATTEMPT:
        return 1;
    case COH_SUGGEST_SCORE:
        return !c->group;
    case COH_SUGGEST_MAXIMUM:
    case COH_SUGGEST_PERCENTILE:
    case COH_SUGGEST_LEVEL:
    case COH_SUGGEST_SEM:
        return c->score < d->n;
    default:
        return 0;
    }
}

static int
write_match(struct coh_draft *d)
{
    size_t i, required = 0, ignored = 0;
    char pattern[COH_DRAFT_ESCAPED];

    if (coh_draft_line(d, "\n# A file is known by these names.\n[match]"))
        return -1;
    for (i = 0; i < d->n; i++)
        if (is_used(d, i) &&
            coh_draft_key(d,
                          required++ < MOST_REQUIRED ? "required" : "optional",
                          d->s->column[i].name))
            return -1;
    for (i = 0; i < d->n && ignored < COH_DRAFT_SINGLES; i++) {
        const struct coh_suggest_column *c = &d->s->column[i];

        if (is_used(d, i) || c->role == COH_SUGGEST_SCORE ||
            c->role == COH_SUGGEST_ANSWER ||
            memchr(c->name.bytes, '\n', c->name.length) ||
            coh_header_seek(&d->s->profile.header, c->name) < i)
            continue;
        ignored++;
        if (coh_draft_line(d, "ignore = ^%s$",
                           coh_draft_escape(c->name, pattern)))
            return -1;
    }
    return 0;
}

static int
write_student(struct coh_draft *d)
{
    size_t i, rank;

    if (coh_draft_line(d, "\n[student]"))
        return -1;
    if (d->s->names_as_ids &&
        coh_draft_line(d, "# No column holds ids: the name stands in for one."))
        return -1;
    for (rank = 1; rank <= 70; rank++)
        for (i = 0; i < d->n; i++) {
            const struct coh_suggest_column *c = &d->s->column[i];

            if (c->role != COH_SUGGEST_ID || c->rank != rank)
                continue;
            if (rank == 60 &&
                coh_draft_line(d, "# Nothing is called an id; all values "
                                  "of this column differ."))
                return -1;
            if (coh_draft_key(d, "id", c->name))
                return -1;
        }
    for (i = 0; i < d->n; i++)
        if (d->s->column[i].role == COH_SUGGEST_NAME &&
            coh_draft_key(d, "name", d->s->column[i].name))
            return -1;
    return 0;
}

int
coh_draft_has_maxima(const struct coh_draft *d)
{
    const struct coh_profile *p = &d->s->profile;
    size_t i;

    for (i = 0; i < p->rows; i++)
        if (p->row[i].is_max && !d->s->column[p->row[i].column].why)
            return 1;
    return 0;
}

static int
write_records(struct coh_draft *d)
{
    const struct coh_profile *p = &d->s->profile;
    char pattern[COH_DRAFT_ESCAPED], slug[COH_DRAFT_SLUG];
    size_t i;

    for (i = 0; i < p->rows; i++) {
        const struct coh_profile_row *r = &p->row[i];
        const struct coh_suggest_column *c = &d->s->column[r->column];

        if (c->why)
            continue;
        coh_draft_slug(coh_span_of(r->text), slug);
        if (coh_draft_line(d, "\n# A record that is no student's.\n[record %s]",
                           slug) ||
            coh_draft_key(d, "column", c->name) ||
            coh_draft_line(d, "pattern = ^\\s*%s\\s*$",
                           coh_draft_escape(coh_span_of(r->text), pattern)) ||
            coh_draft_line(d, "role = %s", r->is_max ? "max_score" : "skip"))
            return -1;
    }
    return 0;
}

/* Does a student stand in the file more than once? */
static int
ids_repeat(const struct coh_draft *d)
{
    size_t i, best = d->n;

    for (i = 0; i < d->n; i++)
        if (d->s->column[i].role == COH_SUGGEST_ID &&
            (best == d->n || d->s->column[i].rank < d->s->column[best].rank))
            best = i;
    return best < d->n && d->s->profile.column[best].repeats;
}

static int
write_head(struct coh_draft *d)
{
    char name[COH_DRAFT_SLUG];
    const char *prefix = "";

    coh_draft_slug(coh_span_of(d->stem), name);
    if (!*name || coh_catalog_text(name).length)
        prefix = "our-";
    return coh_draft_line(d, "# A draft: read it, mend it, then take files in "
                             "with --layout and its name.") ||
           coh_draft_line(d, "[layout]\nname = %s%s", prefix,
                          *name ? name : "export") ||
           coh_draft_line(d, "title = %s", d->stem) ||
           (d->s->profile.above &&
            coh_draft_line(d,
                           "# So many records stand above the header.\n"
                           "preamble = %zu",
                           d->s->profile.above)) ||
           (ids_repeat(d) &&
            coh_draft_line(d, "# Students stand here more than once: a second "
                              "result of one kind is attempt 2.\n"
                              "attempts = number")) ||
           coh_draft_line(d, "%s", "");
}

int
coh_suggest_write(const struct coh_suggestion *s, const char *file,
                  struct coh_text *ini, struct coh_error *err)
{
    struct coh_draft d = {
        .s = s, .n = s->profile.header.n, .ini = ini, .err = err};

    stem_of(file, d.stem);
    return write_head(&d) || write_seen(&d) || write_match(&d) ||
                   write_student(&d) || write_records(&d) ||
                   coh_draft_results(&d)
               ? -1
               : 0;
}
