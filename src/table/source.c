/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/source.h"

#include <errno.h>
#include <string.h>

enum { BLOCK = 65536, SAMPLE = 4096 };

/* What people drop in that is no text, and the way out. */
static const struct {
    const char *magic;
    size_t length;
    const char *what;
} foreign[] = {
    {"PK\003\004", 4,
     "is a zip archive or an Excel workbook (xlsx): open it in the "
     "spreadsheet and save the sheet as CSV"},
    {"\xD0\xCF\x11\xE0", 4,
     "is an old Excel workbook (xls): open it in the spreadsheet and save "
     "the sheet as CSV"},
    {"%PDF", 4, "is a PDF: export the data as CSV where it came from"},
    {"SQLite format 3", 15, "is an SQLite database, not a CSV file"},
    {"\x1F\x8B", 2, "is compressed (gzip): unpack it first"},
};

static int
refuse_foreign(const struct coh_source *s, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
        if (s->end - s->begin >= foreign[i].length &&
            !memcmp(s->window + s->begin, foreign[i].magic, foreign[i].length))
            return coh_fail(err, COH_INPUT, "%s", foreign[i].what);
    return 0;
}

/* A web page, which some systems hand out as ".xls". */
static int
refuse_markup(const struct coh_source *s, struct coh_error *err)
{
    static const char *const start[] = {"<!doctype", "<html", "<table",
                                        "<?xml"};
    struct coh_span text = {s->window + s->begin, s->end - s->begin};
    size_t i;

    if (!text.length)
        return 0;
    text = coh_span_trim(text);
    for (i = 0; i < sizeof(start) / sizeof(*start); i++) {
        struct coh_span first = {text.bytes, strlen(start[i])};

        if (first.length <= text.length &&
            coh_span_is_caseless(first, start[i]))
            return coh_fail(err, COH_INPUT,
                            "is a web page (HTML or XML), whatever its name "
                            "says: open it in the spreadsheet and save the "
                            "sheet as CSV");
    }
    return 0;
}

static int
room(struct coh_source *s, size_t bytes, struct coh_error *err)
{
    if (s->capacity - s->end >= bytes)
        return 0;
    if (s->begin) {
        memmove(s->window, s->window + s->begin, s->end - s->begin);
        s->end -= s->begin;
        s->begin = 0;
    }
    return coh_reserve(&s->window, &s->capacity, s->end + bytes, 1, err);
}

/* UTF-16 to UTF-8; a unit cut by the block waits in `rest`. */
static int
add_utf16(struct coh_source *s, const char *bytes, size_t n,
          struct coh_error *err)
{
    char units[BLOCK + 32];
    char *from = units, *to;
    size_t left = s->rests + n, space;

    memcpy(units, s->rest, s->rests);
    memcpy(units + s->rests, bytes, n);
    if (room(s, 2 * left + 8, err))
        return -1;
    to = s->window + s->end;
    space = s->capacity - s->end;
    while (left && iconv(s->utf16, &from, &left, &to, &space) == (size_t)-1) {
        if (errno == EINVAL && left < sizeof(s->rest))
            break;
        /* A lone surrogate: one replacement character, go on behind it. */
        memcpy(to, "\xEF\xBF\xBD", 3);
        to += 3;
        space -= 3;
        from += 2;
        left -= left < 2 ? left : 2;
    }
    s->rests = left < sizeof(s->rest) ? left : 0;
    memcpy(s->rest, from, s->rests);
    s->end = (size_t)(to - s->window);
    return 0;
}

/* Half a unit or half a pair at the end of the file. */
static int
add_unfinished(struct coh_source *s, struct coh_error *err)
{
    s->rests = 0;
    if (room(s, 3, err))
        return -1;
    memcpy(s->window + s->end, "\xEF\xBF\xBD", 3);
    s->end += 3;
    return 0;
}

/* Count the line ends in the window from `from` on. */
static void
count_ends(struct coh_source *s, size_t from)
{
    const char *at = s->window + from, *end = s->window + s->end, *stop;

    if (!s->count_ends || at == end)
        return;
    if (s->after_cr && *at == '\n') {
        s->form.cr--;
        s->form.crlf++;
        at++;
    }
    for (stop = at; (stop = memchr(stop, '\n', (size_t)(end - stop))); stop++) {
        int pair = stop > at && stop[-1] == '\r';

        s->form.crlf += pair;
        s->form.lf += !pair;
        s->form.cr -= pair;
    }
    for (stop = at; (stop = memchr(stop, '\r', (size_t)(end - stop))); stop++)
        s->form.cr++;
    s->after_cr = end[-1] == '\r';
}

static int
read_block(struct coh_source *s, struct coh_error *err)
{
    char block[BLOCK];
    size_t got, before;

    if (s->utf16 != (iconv_t)-1) {
        if (coh_in_read(&s->in, block, sizeof(block), &got, err) ||
            room(s, 2 * (got + sizeof(s->rest)) + 8, err))
            return -1;
        before = s->end;
        if (add_utf16(s, block, got, err))
            return -1;
    } else {
        if (room(s, BLOCK, err) ||
            coh_in_read(&s->in, s->window + s->end, BLOCK, &got, err))
            return -1;
        before = s->end;
        s->end += got;
    }
    count_ends(s, before);
    s->at_end = got == 0;
    if (s->at_end && s->rests)
        return add_unfinished(s, err);
    return 0;
}

/* Text in UTF-16 has a NUL beside each ASCII character, on one side. */
static const char *
unmarked_encoding(const char *w, size_t n)
{
    size_t nul[2] = {0, 0}, units = (n < SAMPLE ? n : SAMPLE) / 2, i;

    for (i = 0; i < 2 * units; i++)
        nul[i % 2] += w[i] == '\0';
    if (units < 2)
        return NULL;
    if (2 * nul[1] >= units && 16 * nul[0] <= nul[1])
        return "UTF-16LE";
    if (2 * nul[0] >= units && 16 * nul[1] <= nul[0])
        return "UTF-16BE";
    return NULL;
}

/* Read on in UTF-16 behind the first `mark` bytes; what is there already is
 * decoded now. */
static int
start_utf16(struct coh_source *s, const char *encoding, size_t mark,
            struct coh_error *err)
{
    char first[BLOCK + 16];
    size_t n = s->end - s->begin;

    s->utf16 = iconv_open("UTF-8", encoding);
    if (s->utf16 == (iconv_t)-1)
        return coh_fail_errno(err, encoding);
    n = n > sizeof(first) ? sizeof(first) : n;
    memcpy(first, s->window + s->begin, n);
    s->begin = s->end = 0;
    s->form = (struct coh_source_form){.encoding = encoding, .mark = mark != 0};
    s->after_cr = 0;
    if (add_utf16(s, first + mark, n - mark, err))
        return -1;
    count_ends(s, 0);
    return s->at_end && s->rests ? add_unfinished(s, err) : 0;
}

static int
take_mark(struct coh_source *s, struct coh_error *err)
{
    const char *w = s->window + s->begin;
    size_t n = s->end - s->begin;
    const char *encoding;

    if (n >= 3 && !memcmp(w, "\xEF\xBB\xBF", 3)) {
        s->begin += 3;
        s->form.mark = 1;
        return 0;
    }
    if (n >= 2 && !memcmp(w, "\xFF\xFE", 2))
        return start_utf16(s, "UTF-16LE", 2, err);
    if (n >= 2 && !memcmp(w, "\xFE\xFF", 2))
        return start_utf16(s, "UTF-16BE", 2, err);
    encoding = unmarked_encoding(w, n);
    s->unmarked = encoding != NULL;
    return encoding ? start_utf16(s, encoding, 0, err) : 0;
}

/* Exactly one block is read before the mark is known, as take_mark needs. */
static int
start(struct coh_source *s, struct coh_error *err)
{
    s->started = 1;
    s->form = (struct coh_source_form){.encoding = "UTF-8"};
    s->after_cr = 0;
    while (!s->at_end && s->end - s->begin < 16)
        if (read_block(s, err))
            return -1;
    if (refuse_foreign(s, err) || take_mark(s, err))
        return -1;
    return refuse_markup(s, err);
}

int
coh_source_fill(struct coh_source *s, size_t bytes, struct coh_error *err)
{
    if (!s->started && start(s, err))
        return -1;
    while (!s->at_end && s->end - s->begin < bytes)
        if (read_block(s, err))
            return -1;
    return 0;
}

int
coh_source_open(struct coh_source *s, const char *path, struct coh_error *err)
{
    *s = (struct coh_source){.in = COH_IN_INIT, .utf16 = (iconv_t)-1};
    if (coh_in_open(&s->in, path, err))
        return -1;
    return 0;
}

/* The end of the line that starts at `from`: where it ends, or end. Looked for
 * piece by piece: a file without any LF must not be scanned for one a line. */
static size_t
find_end(const char *w, size_t from, size_t end)
{
    size_t piece = 256;

    while (from < end) {
        size_t stop = end - from < piece ? end : from + piece;
        const char *lf = memchr(w + from, '\n', stop - from);
        const char *cr;

        if (lf)
            stop = (size_t)(lf - w);
        cr = memchr(w + from, '\r', stop - from);
        if (cr)
            return (size_t)(cr - w);
        if (lf)
            return stop;
        from = stop;
        piece *= 2;
    }
    return end;
}

int
coh_source_line(struct coh_source *s, size_t offset, size_t limit,
                struct coh_line *line, struct coh_error *err)
{
    size_t seen = 0, from, stop;

    *line = (struct coh_line){.offset = offset};
    if (!s->started && start(s, err))
        return -1;
    for (;;) {
        from = s->begin + offset;
        stop = find_end(s->window, from + seen, s->end);
        /* A CR at the window's edge may be half of CRLF. */
        if (stop < s->end &&
            (s->window[stop] == '\n' || stop + 1 < s->end || s->at_end))
            break;
        if (s->at_end)
            break;
        seen = stop - from;
        if (seen > limit) {
            line->too_long = 1;
            line->length = seen;
            return 0;
        }
        if (read_block(s, err))
            return -1;
    }
    line->length = stop - from;
    line->too_long = line->length > limit;
    line->next = stop - s->begin;
    line->end = line->length == 0 && stop == s->end;
    if (stop < s->end)
        line->next += s->window[stop] == '\r' && stop + 1 < s->end &&
                              s->window[stop + 1] == '\n'
                          ? 2
                          : 1;
    return 0;
}

void
coh_source_drop(struct coh_source *s, size_t bytes)
{
    s->begin += bytes;
    if (s->begin == s->end)
        s->begin = s->end = 0;
}

int
coh_source_skip_line(struct coh_source *s, struct coh_error *err)
{
    for (;;) {
        size_t stop = find_end(s->window, s->begin, s->end);

        s->begin = stop;
        if (stop < s->end) {
            struct coh_line line;

            if (coh_source_line(s, 0, 0, &line, err))
                return -1;
            coh_source_drop(s, line.next);
            return 0;
        }
        coh_source_drop(s, 0);
        if (s->at_end)
            return 0;
        if (read_block(s, err))
            return -1;
    }
}

int
coh_source_rewind(struct coh_source *s, struct coh_error *err)
{
    if (s->utf16 != (iconv_t)-1)
        iconv_close(s->utf16);
    s->utf16 = (iconv_t)-1;
    s->rests = 0;
    s->begin = s->end = 0;
    s->at_end = s->unmarked = 0;
    if (coh_in_rewind(&s->in, err))
        return -1;
    s->started = 0;
    return 0;
}

void
coh_source_release(struct coh_source *s)
{
    if (s->utf16 != (iconv_t)-1)
        iconv_close(s->utf16);
    coh_free(s->window);
    coh_in_release(&s->in);
    *s = (struct coh_source){.in = COH_IN_INIT, .utf16 = (iconv_t)-1};
}
