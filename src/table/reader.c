/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/reader-internal.h"

#include <stdio.h>
#include <sys/stat.h>

enum { MAX_CELL = 1 << 20, SAMPLE = 1 << 17, WATCHED = 256 };

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
    for (i = 0; i < r->stops && !r->split; i++) {
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

static void
fill_up(struct coh_reader *r, struct coh_record *rec)
{
    while (rec->n < r->width)
        r->cell[rec->n++] = coh_span_of("");
}

/* Is the width right? A longer record with nothing in its extra fields is one
 * that a spreadsheet padded, one that lacks fields without a name lacks
 * nothing, and any other shorter one is the caller's to allow. */
static void
judge_width(struct coh_reader *r, struct coh_record *rec)
{
    if (!r->width || rec->n == r->width)
        return;
    if (rec->n > r->width && only_blank_from(rec, r->width)) {
        rec->n = r->width;
        return;
    }
    if (rec->n < r->width && rec->n >= r->named) {
        fill_up(r, rec);
        return;
    }
    if (rec->n < r->width && rec->lines == 1 && r->options.pad_short) {
        fill_up(r, rec);
        rec->padded = 1;
        r->counts.padded++;
        return;
    }
    rec->aside = 1;
    snprintf(rec->reason, sizeof(rec->reason), "%zu of %zu fields", rec->n,
             r->width);
}

/* What of an endless line is worth showing: at most 200 bytes, and not half a
 * character, for which the line would count as Windows-1252. */
static size_t
shown_length(const struct coh_reader *r, size_t length)
{
    const char *at = r->source.window + r->source.begin;
    size_t most = length < 200 ? length : 200;
    size_t whole = coh_utf8_valid(at, most);

    return most - whole < 4 ? whole : most;
}

/* The line at the window's front, or rec->end. */
static int
keep_first_line(struct coh_reader *r, struct coh_record *rec,
                struct coh_line *line, struct coh_error *err)
{
    struct coh_span s;

    if (coh_source_line(&r->source, 0, 4 * r->options.max_cell, line, err))
        return -1;
    rec->end = line->end;
    rec->cut = line->too_long;
    if (line->too_long)
        line->length = shown_length(r, line->length);
    if (coh_attempt_utf8(r, line, &s, err))
        return -1;
    r->first_cp1252 = s.bytes == coh_text_get(&r->decoded);
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
    r->counts.cp1252 += r->first_cp1252;
    return coh_source_skip_line(&r->source, err);
}

/* What the start of the file tells, which rewinding does not change. */
static void
tell_dialect(struct coh_reader *r)
{
    struct coh_span sample = {r->source.window + r->source.begin,
                              r->source.end - r->source.begin};

    if (!sample.bytes)
        sample = coh_span_of("");
    r->dialect = coh_dialect_detect(sample);
    if (r->options.delimiter)
        r->dialect.delimiter = r->options.delimiter;
    sample.bytes += r->dialect.sep_line;
    sample.length -= r->dialect.sep_line;
    r->told_forms = coh_quoting_detect(sample, r->dialect.delimiter);
    r->told = 1;
}

static int
prepare(struct coh_reader *r, struct coh_error *err)
{
    if (coh_source_fill(&r->source, SAMPLE, err))
        return -1;
    if (!r->told)
        tell_dialect(r);
    r->line = 1;
    if (r->dialect.sep_line) {
        coh_source_drop(&r->source, r->dialect.sep_line);
        r->line = 2;
    }
    r->spoilt = 1;
    r->forms = r->told_forms;
    if (r->options.quoting == COH_QUOTING_DOUBLED)
        r->forms &= ~COH_FORM_BACKSLASH;
    if (r->options.quoting == COH_QUOTING_BACKSLASH)
        r->forms |= COH_FORM_BACKSLASH;
    return 0;
}

/* A blank line is nothing, but in a file of one column it is a blank cell. */
static int
is_nothing(const struct coh_reader *r)
{
    return r->stops == 0 && r->width != 1;
}

/* Pass on behind the record, which was read. */
static void
accept(struct coh_reader *r, const struct coh_attempt *a)
{
    r->line += a->lines;
    r->counts.cp1252 += a->cp1252;
    r->counts.backslash += a->undone != 0;
    r->counts.single += (a->form & COH_FORM_SINGLE) != 0;
    r->counts.blanks += (a->form & COH_FORM_BLANKS) != 0;
    coh_source_drop(&r->source, a->bytes);
}

/* Several lines that each could be a record of their own are not one: two
 * stray quotes in one column would make it of the right width. In two columns
 * prose with a comma looks the same. */
static int
runs_rows_together(const struct coh_reader *r, const struct coh_attempt *a)
{
    return a->lines > 1 && a->rows == a->lines && r->width > 2;
}

static int
next(struct coh_reader *r, struct coh_record *rec, struct coh_error *err)
{
    struct coh_attempt a;
    struct coh_line line;

    if (r->line == 0 && prepare(r, err))
        return -1;
    for (;;) {
        *rec = (struct coh_record){.line = r->line};
        if (keep_first_line(r, rec, &line, err))
            return -1;
        if (rec->end)
            return 0;
        if (coh_attempt(r, &line, &a, err))
            return -1;
        if (a.outcome == COH_ATTEMPT_REFUSED) {
            set_reason(rec, a.why);
            return drop_first_line(r, rec, err);
        }
        rec->lines = a.lines;
        if (!is_nothing(r))
            break;
        accept(r, &a);
    }
    if (r->stops == 0)
        r->stop[r->stops++] = 0;
    if (build_cells(r, rec, err))
        return -1;
    judge_width(r, rec);
    if (!rec->aside && runs_rows_together(r, &a))
        set_reason(rec, "a quote runs over lines that look like whole records");
    if (rec->aside && rec->lines > 1)
        return drop_first_line(r, rec, err);
    accept(r, &a);
    return 0;
}

int
coh_reader_next(struct coh_reader *r, struct coh_record *rec,
                struct coh_error *err)
{
    do {
        if (next(r, rec, err)) {
            coh_error_context(err, "%s: ", coh_reader_name(r));
            return -1;
        }
    } while (coh_reader_is_others(r, rec));
    if (!rec->end) {
        r->counts.records++;
        r->counts.aside += rec->aside != 0;
        if (r->watch && r->counts.records % WATCHED == 0)
            r->watch(r->watch_context, r);
    }
    return 0;
}

static void
fix_width(struct coh_reader *r, const struct coh_record *header)
{
    r->width = r->named = header->n;
    while (r->named && !coh_span_trim(header->cell[r->named - 1]).length)
        r->named--;
    if (!r->named) /* no name at all says nothing about width */
        r->named = r->width;
}

int
coh_reader_header(struct coh_reader *r, struct coh_record *rec,
                  struct coh_error *err)
{
    r->only_columns = 0;
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
    fix_width(r, rec);
    coh_reader_find_only(r, rec);
    return 0;
}

int
coh_reader_start(struct coh_reader *r, size_t above, struct coh_record *rec,
                 struct coh_error *err)
{
    if (coh_reader_rewind(r, err))
        return -1;
    while (r->counts.above < above) {
        if (next(r, rec, err)) {
            coh_error_context(err, "%s: ", coh_reader_name(r));
            return -1;
        }
        if (rec->end)
            return coh_fail(err, COH_INPUT,
                            "%s: has %zu records: no header below record %zu",
                            coh_reader_name(r), r->counts.above, above);
        r->counts.above++;
    }
    return coh_reader_header(r, rec, err);
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
    r->width = r->named = width;
}

void
coh_reader_set_pad_short(struct coh_reader *r, int pad)
{
    r->options.pad_short = pad;
}

void
coh_reader_set_quoting(struct coh_reader *r, enum coh_quoting quoting)
{
    r->options.quoting = quoting;
}

void
coh_reader_set_watch(struct coh_reader *r,
                     void (*watch)(void *context, const struct coh_reader *r),
                     void *context)
{
    r->watch = watch;
    r->watch_context = context;
}

unsigned long long
coh_reader_size(const struct coh_reader *r)
{
    struct stat st;

    return fstat(r->source.in.fd, &st) == 0 && S_ISREG(st.st_mode)
               ? (unsigned long long)st.st_size
               : 0;
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
    r->width = r->named = 0;
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
    return r->dialect.delimiter;
}

const char *
coh_reader_sha256(const struct coh_reader *r)
{
    return r->source.in.sha256;
}

void
coh_reader_count_ends(struct coh_reader *r)
{
    r->source.count_ends = 1;
}

const struct coh_source_form *
coh_reader_form(const struct coh_reader *r)
{
    return &r->source.form;
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

static int
say(const struct coh_reader *r, size_t n, const char *what,
    struct coh_notes *notes, struct coh_error *err)
{
    if (n == 0)
        return 0;
    return coh_notes_add(notes, COH_NOTE_FACT, NULL, err, "%s: %s: %zu",
                         coh_reader_name(r), what, n);
}

int
coh_reader_say(const struct coh_reader *r, struct coh_notes *notes,
               struct coh_error *err)
{
    const struct coh_reader_counts *c = &r->counts;

    if (r->source.unmarked &&
        coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                      "%s: read as UTF-16: it has no byte order mark, but the "
                      "NUL bytes of UTF-16",
                      coh_reader_name(r)))
        return -1;
    if (say(r, c->cp1252, "lines that are not UTF-8, read as Windows-1252",
            notes, err) ||
        say(r, c->backslash, "records with quotes written \\\", read as quotes",
            notes, err) ||
        say(r, c->single, "records in single quotes, read without them", notes,
            err))
        return -1;
    return 0;
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
    coh_text_release(&r->requoted);
    coh_text_release(&r->raw);
    coh_free(r->stop);
    coh_free(r->cell);
    coh_free(r);
}
