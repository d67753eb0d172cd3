/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/reader-internal.h"

#include <stdint.h>
#include <string.h>

static const char never_ends[] = "a quoted cell never ends";

static void
on_field(void *bytes, size_t length, void *context)
{
    struct coh_reader *r = context;

    if (r->memory)
        return;
    if (coh_text_add(&r->text, bytes, length, r->failed) ||
        coh_reserve(&r->stop, &r->stop_capacity, r->stops + 1, sizeof(*r->stop),
                    r->failed)) {
        r->memory = 1;
        return;
    }
    r->stop[r->stops++] = r->text.length;
}

static void
on_record(int c, void *context)
{
    struct coh_reader *r = context;

    (void)c;
    r->complete = 1;
}

static int
no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* After an error csv_fini leaves libcsv's state behind: a fresh parser. */
static int
fresh_parser(struct coh_reader *r, struct coh_error *err)
{
    if (r->parser_made)
        csv_free(&r->parser);
    r->parser_made = 0;
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI))
        return coh_fail_memory(err);
    r->parser_made = 1;
    r->spoilt = 0;
    csv_set_delim(&r->parser, (unsigned char)r->dialect.delimiter);
    csv_set_space_func(&r->parser, no_space);
    return 0;
}

static int
feed(struct coh_reader *r, const char *bytes, size_t length)
{
    size_t n = csv_parse(&r->parser, bytes, length, on_field, on_record, r);

    return n == length ? 0 : -1;
}

int
coh_attempt_utf8(struct coh_reader *r, const struct coh_line *line,
                 struct coh_span *out, struct coh_error *err)
{
    const char *at = r->source.window + r->source.begin + line->offset;

    out->bytes = at;
    out->length = line->length;
    if (coh_utf8_valid(at, line->length) == line->length)
        return 0;
    coh_text_clear(&r->decoded);
    if (coh_utf8_from_cp1252(&r->decoded, at, line->length, err))
        return -1;
    *out = coh_text_span(&r->decoded);
    return 0;
}

/* Give one line with its end to libcsv, in the quoting that it knows. */
static int
feed_line(struct coh_reader *r, const struct coh_line *line,
          struct coh_requote *q, struct coh_attempt *a, int *refused,
          struct coh_error *err)
{
    struct coh_span s;
    const char *at = r->source.window + r->source.begin + line->offset;
    const char *end = at + line->length;
    size_t end_length = line->next - line->offset - line->length;
    struct csv_parser *p = &r->parser;

    if (coh_attempt_utf8(r, line, &s, err))
        return -1;
    a->cp1252 += s.bytes != at;
    if (q->form) {
        coh_text_clear(&r->requoted);
        if (coh_requote_line(q, s, &r->requoted, err))
            return -1;
        s = coh_text_span(&r->requoted);
    }
    r->failed = err;
    *refused = feed(r, s.bytes, s.length) || feed(r, end, end_length);
    if (!*refused && !r->complete && end_length == 0 &&
        csv_fini(p, on_field, on_record, r)) {
        a->why = never_ends;
        *refused = 1;
    }
    r->failed = NULL;
    if (r->memory || csv_error(p) == CSV_ENOMEM)
        return coh_fail_memory(err);
    return 0;
}

/* libcsv keeps a cell until it ends, and knows how long it is so far. */
static int
cell_too_long(const struct coh_reader *r, size_t fed)
{
    size_t i, before = 0;

    if (fed <= r->options.max_cell)
        return 0;
    for (i = 0; i < r->stops; i++) {
        if (r->stop[i] - before > r->options.max_cell)
            return 1;
        before = r->stop[i];
    }
    return !r->complete && r->parser.entry_pos > r->options.max_cell;
}

/* Does the line hold the delimiters of a whole record? Those before a blank
 * are prose, unless a quote follows; tabs never are. */
static int
is_whole_row(const struct coh_reader *r, const struct coh_line *line)
{
    const char *at = r->source.window + r->source.begin + line->offset;
    char delimiter = r->dialect.delimiter;
    int prose = delimiter != '\t' && delimiter != ' ';
    size_t i, n = 1;

    for (i = 0; i < line->length; i++)
        n += at[i] == delimiter && !(prose && i + 2 < line->length &&
                                     at[i + 1] == ' ' && at[i + 2] != '"');
    return n >= r->width;
}

/* Take the lines of one record in one form. */
static int
attempt_form(struct coh_reader *r, int form, struct coh_attempt *a,
             struct coh_error *err)
{
    struct coh_requote q = COH_REQUOTE_INIT(form, r->dialect.delimiter);
    size_t limit = 4 * r->options.max_cell;
    struct coh_line line;
    int refused = 0;

    *a = (struct coh_attempt){.outcome = COH_ATTEMPT_REFUSED,
                              .why = "the quoting cannot be parsed",
                              .form = form};
    if (r->spoilt && fresh_parser(r, err))
        return -1;
    coh_text_clear(&r->text);
    r->stops = 0;
    r->complete = 0;
    do {
        if (coh_source_line(&r->source, a->bytes, limit, &line, err))
            return -1;
        if (line.too_long || a->bytes > limit) {
            a->why = "it is longer than --max-cell allows";
            break;
        }
        if (line.end) {
            a->why = never_ends;
            break;
        }
        a->lines++;
        a->bytes = line.next;
        if (line.length == 0 && a->lines == 1) { /* a blank line */
            a->outcome = COH_ATTEMPT_PARSED;
            return 0;
        }
        if (feed_line(r, &line, &q, a, &refused, err))
            return -1;
        if (!r->complete || a->lines > 1)
            a->rows += is_whole_row(r, &line);
        if (cell_too_long(r, a->bytes)) {
            a->why = "a cell is longer than --max-cell allows";
            refused = 1;
        }
    } while (!refused && !r->complete);
    a->undone = q.undone;
    if (!refused && r->complete)
        a->outcome = COH_ATTEMPT_PARSED;
    else
        r->spoilt = 1;
    return 0;
}

/* The lines that an attempt took. */
static struct coh_span
lines_of(const struct coh_reader *r, const struct coh_attempt *a)
{
    const char *at = r->source.window + r->source.begin;

    return (struct coh_span){at, a->bytes};
}

/* Could blanks around quotes be why strict parsing failed? */
static int
has_spaced_quotes(const struct coh_reader *r, struct coh_span line)
{
    size_t i;

    for (i = 1; i < line.length; i++) {
        char a = line.bytes[i - 1], b = line.bytes[i];

        if ((a == '"' && (b == ' ' || b == '\t')) ||
            (b == '"' && (a == ' ' || a == '\t')))
            return r->dialect.delimiter != ' ';
    }
    return 0;
}

static int
has_escaped_quotes(struct coh_span line)
{
    size_t i;

    for (i = 1; i < line.length; i++)
        if (line.bytes[i] == '"' && line.bytes[i - 1] == '\\')
            return 1;
    return 0;
}

/* Another form for a record that is refused; only what it makes of the record
 * can change that. */
static int
try_form(struct coh_reader *r, int form, size_t most_lines,
         struct coh_attempt *a, struct coh_error *err)
{
    struct coh_attempt again;

    if (attempt_form(r, form, &again, err))
        return -1;
    if (again.outcome == COH_ATTEMPT_PARSED && again.lines <= most_lines)
        *a = again;
    return 0;
}

/* ---- lines that need no parser ---- */

/* One cell, up to `end` or the delimiter, at which what is returned points.
 * NULL when libcsv has to say what this is: a quote that is neither the first
 * nor the last byte of its cell. */
static const char *
take_cell(const char *at, const char *end, char delimiter, int quotes,
          struct coh_span *cell)
{
    const char *stop;

    if (quotes && at < end && *at == '"') {
        at++;
        stop = memchr(at, '"', (size_t)(end - at));
        if (!stop || (stop + 1 < end && stop[1] != delimiter))
            return NULL;
        *cell = (struct coh_span){at, (size_t)(stop - at)};
        return stop + 1;
    }
    stop = memchr(at, delimiter, (size_t)(end - at));
    stop = stop ? stop : end;
    *cell = (struct coh_span){at, (size_t)(stop - at)};
    return quotes && memchr(at, '"', cell->length) ? NULL : stop;
}

/* The first line as a record, its cells where they stand in r->raw: most files
 * are made of nothing else. Anything odd is left to attempt_form(), also what
 * may be too long; a->outcome tells. */
static int
split(struct coh_reader *r, const struct coh_line *line, int form,
      struct coh_attempt *a, struct coh_error *err)
{
    const char *at = r->raw.bytes, *end = at + r->raw.length;
    const char delimiter = r->dialect.delimiter;
    int quotes = line->length && memchr(at, '"', r->raw.length);
    size_t n = 0;

    if (line->too_long || !line->length || line->length > r->options.max_cell ||
        (quotes && form))
        return 0;
    for (;; at++) {
        if (n == r->cell_capacity && coh_reserve(&r->cell, &r->cell_capacity,
                                                 n + 1, sizeof(*r->cell), err))
            return -1;
        at = take_cell(at, end, delimiter, quotes, &r->cell[n++]);
        if (!at)
            return 0;
        if (at == end)
            break;
    }
    r->split = 1;
    r->stops = n;
    *a = (struct coh_attempt){.outcome = COH_ATTEMPT_PARSED,
                              .lines = 1,
                              .bytes = line->next,
                              .cp1252 = r->first_cp1252,
                              .form = form};
    return 0;
}

int
coh_attempt(struct coh_reader *r, const struct coh_line *line,
            struct coh_attempt *a, struct coh_error *err)
{
    struct coh_span first = coh_text_span(&r->raw);
    int form = r->forms & COH_FORM_BACKSLASH;

    r->split = 0;
    a->outcome = COH_ATTEMPT_REFUSED;
    if (r->forms & COH_FORM_SINGLE &&
        coh_quoting_is_single(first, r->dialect.delimiter) &&
        try_form(r, form | COH_FORM_SINGLE, 1, a, err))
        return -1;
    if (a->outcome == COH_ATTEMPT_REFUSED && split(r, line, form, a, err))
        return -1;
    if (a->outcome == COH_ATTEMPT_REFUSED && attempt_form(r, form, a, err))
        return -1;
    if (a->outcome == COH_ATTEMPT_REFUSED &&
        has_spaced_quotes(r, lines_of(r, a)) &&
        try_form(r, form | COH_FORM_BLANKS, SIZE_MAX, a, err))
        return -1;
    /* A file whose start told nothing, or the wrong thing. */
    if (a->outcome == COH_ATTEMPT_REFUSED &&
        has_escaped_quotes(lines_of(r, a)) &&
        r->options.quoting == COH_QUOTING_DETECT &&
        try_form(r, (form ^ COH_FORM_BACKSLASH) | COH_FORM_BLANKS, 1, a, err))
        return -1;
    return 0;
}
