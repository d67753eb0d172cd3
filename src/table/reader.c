/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/reader.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

#include "table/dialect.h"
#include "table/source.h"

enum { MAX_CELL = 1 << 20, SAMPLE = 1 << 17 };

struct coh_reader {
    struct coh_source source;
    struct coh_reader_options options;
    struct coh_reader_counts counts;
    char delimiter;
    size_t width, line; /* line: number of the line at the window's front */
    struct csv_parser parser;
    int parser_made, spaces; /* spaces: libcsv trims around quotes */
    /* The record under way: text of its cells, and where each ends. */
    struct coh_text text;
    size_t *stop, stops, stop_capacity;
    struct coh_span *cell;
    size_t cell_capacity;
    int complete;
    struct coh_error *failed; /* set while libcsv calls back */
    int memory;
    struct coh_text decoded; /* a line read as Windows-1252 */
    struct coh_text raw;
};

/* ---- libcsv ---- */

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

/* ---- one attempt at a record ---- */

enum outcome { PARSED, REFUSED, NO_MORE };

struct attempt {
    size_t lines; /* physical lines taken */
    size_t bytes; /* of the window, with line ends */
    const char *why;
};

static int
feed(struct coh_reader *r, const char *bytes, size_t length)
{
    size_t n = csv_parse(&r->parser, bytes, length, on_field, on_record, r);

    return n == length ? 0 : -1;
}

/* The line's bytes as UTF-8: itself, or decoded where it is not. */
static int
utf8_line(struct coh_reader *r, const struct coh_line *line,
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
feed_line(struct coh_reader *r, const struct coh_line *line, int *refused,
          struct coh_error *err)
{
    struct coh_span s;
    const char *end =
        r->source.window + r->source.begin + line->offset + line->length;
    size_t end_length = line->next - line->offset - line->length;
    struct csv_parser *p = &r->parser;

    if (utf8_line(r, line, &s, err))
        return -1;
    r->failed = err;
    *refused = feed(r, s.bytes, s.length) || feed(r, end, end_length);
    if (!*refused && !r->complete && end_length == 0)
        *refused = csv_fini(p, on_field, on_record, r) != 0;
    r->failed = NULL;
    if (r->memory || csv_error(p) == CSV_ENOMEM)
        return coh_fail_memory(err);
    return 0;
}

/* libcsv keeps a field until it ends; what it was fed shows how long it is. */
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
    return !r->complete && fed - before > r->options.max_cell;
}

static int
attempt(struct coh_reader *r, int spaces, struct attempt *a,
        enum outcome *outcome, struct coh_error *err)
{
    size_t limit = 4 * r->options.max_cell;
    struct coh_line line;
    int refused = 0;

    *a = (struct attempt){.why = "the quoting cannot be parsed"};
    *outcome = REFUSED;
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
            *outcome = NO_MORE;
            return 0;
        }
        if (line.too_long || a->bytes > limit) {
            a->why = "it is longer than --max-cell allows";
            break;
        }
        if (line.end) {
            a->why = "a quoted cell never ends";
            break;
        }
        a->lines++;
        a->bytes = line.next;
        if (line.length == 0 && a->lines == 1) { /* a blank line */
            *outcome = PARSED;
            return 0;
        }
        if (feed_line(r, &line, &refused, err))
            return -1;
        if (cell_too_long(r, a->bytes)) {
            a->why = "a cell is longer than --max-cell allows";
            refused = 1;
        }
    } while (!refused && !r->complete);
    if (!refused && r->complete)
        *outcome = PARSED;
    else
        r->spaces = -1; /* the parser is spoilt: make it anew next time */
    return 0;
}

/* ---- records ---- */

static void
set_reason(struct coh_record *rec, const char *why)
{
    snprintf(rec->reason, sizeof(rec->reason), "%s", why);
    rec->aside = 1;
}

static int
build_cells(struct coh_reader *r, struct coh_record *rec, struct coh_error *err)
{
    size_t i, before = 0;
    size_t need = r->stops > r->width ? r->stops : r->width;

    if (coh_reserve(&r->cell, &r->cell_capacity, need + 1, sizeof(*r->cell),
                    err))
        return -1;
    for (i = 0; i < r->stops; i++) {
        r->cell[i].bytes = coh_text_get(&r->text) + before;
        r->cell[i].length = r->stop[i] - before;
        before = r->stop[i];
    }
    rec->cell = r->cell;
    rec->n = r->stops;
    return 0;
}

static int
only_blank_from(const struct coh_record *rec, size_t from)
{
    size_t i;

    for (i = from; i < rec->n; i++)
        if (coh_span_trim(rec->cell[i]).length)
            return 0;
    return 1;
}

/* Is the width right? A longer record with nothing in its extra fields is
 * one that a spreadsheet padded; a shorter one is the caller's to allow. */
static void
judge_width(struct coh_reader *r, struct coh_record *rec)
{
    if (!r->width || rec->n == r->width)
        return;
    if (rec->n > r->width && only_blank_from(rec, r->width)) {
        rec->n = r->width;
        return;
    }
    if (rec->n < r->width && rec->lines == 1 && r->options.pad_short) {
        while (rec->n < r->width)
            r->cell[rec->n++] = coh_span_of("");
        rec->padded = 1;
        r->counts.padded++;
        return;
    }
    rec->aside = 1;
    snprintf(rec->reason, sizeof(rec->reason), "%zu of %zu fields", rec->n,
             r->width);
}

static int
keep_first_line(struct coh_reader *r, struct coh_record *rec,
                struct coh_error *err)
{
    struct coh_line line;
    struct coh_span s;

    if (coh_source_line(&r->source, 0, 4 * r->options.max_cell, &line, err))
        return -1;
    if (line.too_long)
        line.length = 200;
    if (utf8_line(r, &line, &s, err))
        return -1;
    if (s.bytes == coh_text_get(&r->decoded))
        r->counts.cp1252++;
    coh_text_clear(&r->raw);
    if (coh_text_add(&r->raw, s.bytes, s.length, err))
        return -1;
    rec->raw = coh_text_span(&r->raw);
    return 0;
}

/* Give up the first physical line only: the next record starts behind it. */
static int
drop_first_line(struct coh_reader *r, struct coh_record *rec,
                struct coh_error *err)
{
    rec->lines = 1;
    r->line++;
    return coh_source_skip_line(&r->source, err);
}

static int
prepare(struct coh_reader *r, struct coh_error *err)
{
    struct coh_dialect d;
    struct coh_span sample;

    if (coh_source_fill(&r->source, SAMPLE, err))
        return -1;
    sample.bytes = r->source.window + r->source.begin;
    sample.length = r->source.end - r->source.begin;
    if (!sample.bytes)
        sample = coh_span_of("");
    d = coh_dialect_detect(sample);
    r->line = 1;
    if (d.sep_line) {
        coh_source_drop(&r->source, d.sep_line);
        r->line = 2;
    }
    r->delimiter = r->options.delimiter ? r->options.delimiter : d.delimiter;
    r->spaces = -1;
    return 0;
}

/* Could blanks around quotes be why strict parsing failed? */
static int
may_have_spaced_quotes(const struct coh_reader *r, const struct coh_record *rec)
{
    size_t i;

    for (i = 1; i < rec->raw.length; i++) {
        char a = rec->raw.bytes[i - 1], b = rec->raw.bytes[i];

        if ((a == ' ' && b == '"') || (a == '"' && b == ' '))
            return r->delimiter != ' ';
    }
    return 0;
}

static int
try_record(struct coh_reader *r, struct coh_record *rec, struct attempt *a,
           enum outcome *outcome, struct coh_error *err)
{
    if (attempt(r, 0, a, outcome, err))
        return -1;
    if (*outcome == NO_MORE)
        return 0;
    if (keep_first_line(r, rec, err))
        return -1;
    if (*outcome == REFUSED && may_have_spaced_quotes(r, rec)) {
        struct attempt again;

        if (attempt(r, 1, &again, outcome, err))
            return -1;
        if (*outcome == PARSED)
            *a = again;
    }
    return 0;
}

/* A blank line is nothing, but in a file of one column it is a blank cell. */
static int
is_nothing(const struct coh_reader *r)
{
    return r->stops == 0 && r->width != 1;
}

static int
next(struct coh_reader *r, struct coh_record *rec, struct coh_error *err)
{
    enum outcome outcome;
    struct attempt a;

    if (r->line == 0 && prepare(r, err))
        return -1;
    for (;;) {
        *rec = (struct coh_record){.line = r->line};
        if (try_record(r, rec, &a, &outcome, err))
            return -1;
        if (outcome == NO_MORE) {
            rec->end = 1;
            return 0;
        }
        if (outcome == REFUSED) {
            set_reason(rec, a.why);
            return drop_first_line(r, rec, err);
        }
        rec->lines = a.lines;
        if (!is_nothing(r))
            break;
        r->line += a.lines;
        coh_source_drop(&r->source, a.bytes);
    }
    if (r->stops == 0)
        r->stop[r->stops++] = 0;
    if (build_cells(r, rec, err))
        return -1;
    judge_width(r, rec);
    if (rec->aside && rec->lines > 1)
        return drop_first_line(r, rec, err);
    r->line += a.lines;
    coh_source_drop(&r->source, a.bytes);
    return 0;
}

int
coh_reader_next(struct coh_reader *r, struct coh_record *rec,
                struct coh_error *err)
{
    if (next(r, rec, err)) {
        coh_error_context(err, "%s: ", coh_reader_name(r));
        return -1;
    }
    if (!rec->end) {
        r->counts.records++;
        r->counts.aside += rec->aside != 0;
    }
    return 0;
}

int
coh_reader_header(struct coh_reader *r, struct coh_record *rec,
                  struct coh_error *err)
{
    if (coh_reader_next(r, rec, err))
        return -1;
    if (rec->end)
        return coh_fail(err, COH_INPUT,
                        "%s: the file is empty: a header line is needed",
                        coh_reader_name(r));
    if (rec->aside)
        return coh_fail(err, COH_INPUT, "%s: line %zu: the header: %s",
                        coh_reader_name(r), rec->line, rec->reason);
    r->counts.records--;
    r->width = rec->n;
    return 0;
}

int
coh_reader_next_good(struct coh_reader *r, struct coh_record *rec,
                     struct coh_notes *notes, struct coh_error *err)
{
    char place[40];

    for (;;) {
        if (coh_reader_next(r, rec, err))
            return -1;
        if (rec->end || !rec->aside)
            return 0;
        snprintf(place, sizeof(place), "line %zu", rec->line);
        if (coh_notes_add(notes, COH_NOTE_LOOK, place, err, "%s: set aside, %s",
                          coh_reader_name(r), rec->reason))
            return -1;
    }
}

/* ---- lifecycle and the rest ---- */

struct coh_reader *
coh_reader_open(const char *path, const struct coh_reader_options *options,
                struct coh_error *err)
{
    struct coh_reader *r = coh_alloc_array(1, sizeof(*r), err);

    if (!r)
        return NULL;
    if (options)
        r->options = *options;
    if (!r->options.max_cell)
        r->options.max_cell = MAX_CELL;
    if (coh_source_open(&r->source, path, err) ||
        coh_reserve(&r->stop, &r->stop_capacity, 16, sizeof(*r->stop), err)) {
        coh_reader_free(r);
        return NULL;
    }
    return r;
}

void
coh_reader_set_width(struct coh_reader *r, size_t width)
{
    r->width = width;
}

void
coh_reader_set_pad_short(struct coh_reader *r, int pad)
{
    r->options.pad_short = pad;
}

int
coh_reader_spool(struct coh_reader *r, struct coh_error *err)
{
    return coh_in_spool(&r->source.in, err);
}

int
coh_reader_rewind(struct coh_reader *r, struct coh_error *err)
{
    r->line = 0;
    r->width = 0;
    r->counts = (struct coh_reader_counts){.records = 0};
    return coh_source_rewind(&r->source, err);
}

const char *
coh_reader_name(const struct coh_reader *r)
{
    return r->source.in.name;
}

char
coh_reader_delimiter(const struct coh_reader *r)
{
    return r->delimiter;
}

const char *
coh_reader_sha256(const struct coh_reader *r)
{
    return r->source.in.sha256;
}

unsigned long long
coh_reader_bytes(const struct coh_reader *r)
{
    return r->source.in.size;
}

const struct coh_reader_counts *
coh_reader_counts(const struct coh_reader *r)
{
    return &r->counts;
}

void
coh_reader_free(struct coh_reader *r)
{
    if (!r)
        return;
    if (r->parser_made)
        csv_free(&r->parser);
    coh_source_release(&r->source);
    coh_text_release(&r->text);
    coh_text_release(&r->decoded);
    coh_text_release(&r->raw);
    coh_free(r->stop);
    coh_free(r->cell);
    coh_free(r);
}
