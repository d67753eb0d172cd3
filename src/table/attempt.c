/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/reader-internal.h"

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

static int
blank_space(unsigned char c)
{
    return c == ' ';
}

/* After an error csv_fini leaves libcsv's state behind: a fresh parser. */
static int
fresh_parser(struct coh_reader *r, int spaces, struct coh_error *err)
{
    if (r->parser_made)
        csv_free(&r->parser);
    r->parser_made = 0;
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI))
        return coh_fail_memory(err);
    r->parser_made = 1;
    r->spaces = spaces;
    csv_set_delim(&r->parser, (unsigned char)r->delimiter);
    csv_set_space_func(&r->parser, spaces ? blank_space : no_space);
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

/* Give one line with its end to libcsv. */
static int
feed_line(struct coh_reader *r, const struct coh_line *line,
          struct coh_attempt *a, int *refused, struct coh_error *err)
{
    struct coh_span s;
    const char *at = r->source.window + r->source.begin + line->offset;
    const char *end = at + line->length;
    size_t end_length = line->next - line->offset - line->length;
    struct csv_parser *p = &r->parser;

    if (coh_attempt_utf8(r, line, &s, err))
        return -1;
    a->cp1252 += s.bytes != at;
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

int
coh_attempt(struct coh_reader *r, int spaces, struct coh_attempt *a,
            struct coh_error *err)
{
    size_t limit = 4 * r->options.max_cell;
    struct coh_line line;
    int refused = 0;

    *a = (struct coh_attempt){.outcome = COH_ATTEMPT_REFUSED,
                              .why = "the quoting cannot be parsed"};
    if ((spaces != r->spaces || !r->parser_made) &&
        fresh_parser(r, spaces, err))
        return -1;
    coh_text_clear(&r->text);
    r->stops = 0;
    r->complete = 0;
    do {
        if (coh_source_line(&r->source, a->bytes, limit, &line, err))
            return -1;
        if (line.end && a->lines == 0) {
            a->outcome = COH_ATTEMPT_NO_MORE;
            return 0;
        }
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
        if (feed_line(r, &line, a, &refused, err))
            return -1;
        if (cell_too_long(r, a->bytes)) {
            a->why = "a cell is longer than --max-cell allows";
            refused = 1;
        }
    } while (!refused && !r->complete);
    if (!refused && r->complete)
        a->outcome = COH_ATTEMPT_PARSED;
    else
        r->spaces = -1; /* the parser is spoilt: make it anew next time */
    return 0;
}
