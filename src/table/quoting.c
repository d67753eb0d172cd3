/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/quoting.h"

enum { CELL_START, PLAIN_CELL, QUOTED_CELL, BEHIND_QUOTE };

/* A tab is a blank unless it separates. */
static int
is_blank(char c, char delimiter)
{
    return (c == ' ' || c == '\t') && c != delimiter;
}

static char
quote_of(const struct coh_requote *q)
{
    return q->form & COH_FORM_SINGLE ? '\'' : '"';
}

/* Take in a byte that stands outside of quotes. Blanks at the start of a cell
 * and behind a quote are held until it is known what follows: before a quote,
 * and between a quote and the cell's end, they are nothing. */
static void
step_outside(struct coh_requote *q, char c, size_t *held)
{
    if (q->form & COH_FORM_BLANKS && q->at != PLAIN_CELL &&
        is_blank(c, q->delimiter)) {
        ++*held;
    } else if (c == q->delimiter) {
        *held = q->at == BEHIND_QUOTE ? 0 : *held;
        q->at = CELL_START;
    } else if (q->at == CELL_START && c == quote_of(q)) {
        *held = 0;
        q->at = QUOTED_CELL;
    } else {
        q->at = PLAIN_CELL;
    }
}

/* What stands at `line.bytes[i]` in a quoted cell, as RFC 4180 writes it, and
 * how many bytes it takes. */
static size_t
step_inside(struct coh_requote *q, struct coh_span line, size_t i,
            struct coh_span *out)
{
    const char *at = line.bytes + i;
    char quote = quote_of(q), c = *at;
    char next = i + 1 < line.length ? at[1] : '\0';
    int last = i + 1 == line.length;

    *out = (struct coh_span){at, 1};
    if (c == '\\' && q->form & COH_FORM_BACKSLASH &&
        (last || next == quote || next == '\\')) {
        q->undone++;
        *out = next == '"' ? coh_span_of("\"\"") : (struct coh_span){at + 1, 1};
        if (last)
            out->length = 0;
        return last ? 1 : 2;
    }
    if (c == quote && !last && next == quote) {
        *out = coh_span_of(quote == '"' ? "\"\"" : "'");
        return 2;
    }
    if (c == quote) {
        q->at = BEHIND_QUOTE;
        *out = coh_span_of("\"");
    } else if (c == '"') {
        *out = coh_span_of("\"\"");
    }
    return 1;
}

/* The same outside: a byte that is held gives nothing yet, any other one comes
 * with those that were. */
static void
read_outside(struct coh_requote *q, struct coh_span line, size_t i,
             size_t *held, struct coh_span *out)
{
    size_t before = *held;

    step_outside(q, line.bytes[i], held);
    if (*held > before) {
        *out = coh_span_of("");
    } else if (q->at == QUOTED_CELL) {
        *out = coh_span_of("\"");
    } else {
        *out = (struct coh_span){line.bytes + i - *held, *held + 1};
        *held = 0;
    }
}

int
coh_requote_line(struct coh_requote *q, struct coh_span line,
                 struct coh_text *out, struct coh_error *err)
{
    struct coh_span piece;
    size_t i = 0, held = 0;

    while (i < line.length) {
        if (q->at == QUOTED_CELL)
            i += step_inside(q, line, i, &piece);
        else
            read_outside(q, line, i++, &held, &piece);
        if (coh_text_add(out, piece.bytes, piece.length, err))
            return -1;
    }
    if (q->at == BEHIND_QUOTE)
        held = 0;
    return coh_text_add(out, line.bytes + i - held, held, err);
}

int
coh_quoting_is_single(struct coh_span line, char delimiter)
{
    struct coh_requote q = COH_REQUOTE_INIT(COH_FORM_SINGLE, delimiter);
    struct coh_span piece;
    size_t i = 0, held = 0;

    while (i < line.length) {
        if (q.at == QUOTED_CELL) {
            i += step_inside(&q, line, i, &piece);
            continue;
        }
        if (q.at == BEHIND_QUOTE && line.bytes[i] != delimiter)
            return 0;
        if (q.at == CELL_START && line.bytes[i] != '\'')
            return 0;
        step_outside(&q, line.bytes[i++], &held);
    }
    return q.at == BEHIND_QUOTE;
}

/* ---- what a file tells ---- */

static int
is_text(struct coh_span s, size_t i, char delimiter)
{
    if (i >= s.length)
        return 0;
    switch (s.bytes[i]) {
    case '\n':
    case '\r':
    case '"':
    case '\\':
        return 0;
    default:
        return s.bytes[i] != delimiter && s.bytes[i] != ' ';
    }
}

/* An odd number of backslashes before `i`. */
static int
is_escaped(struct coh_span s, size_t i)
{
    size_t n = 0;

    while (n < i && s.bytes[i - n - 1] == '\\')
        n++;
    return n % 2 == 1;
}

static int
has_backslashes(struct coh_span s, char delimiter)
{
    size_t i, escaped = 0, doubled = 0;

    for (i = 1; i + 1 < s.length; i++) {
        if (s.bytes[i] != '"')
            continue;
        if (s.bytes[i + 1] == '"') {
            doubled +=
                is_text(s, i - 1, delimiter) && is_text(s, i + 2, delimiter);
            i++;
        } else if (is_text(s, i + 1, delimiter)) {
            escaped += is_escaped(s, i);
        }
    }
    return escaped > doubled;
}

int
coh_quoting_detect(struct coh_span sample, char delimiter)
{
    struct coh_span line = sample;
    size_t n = 0;

    while (line.length && (line.bytes[0] == '\n' || line.bytes[0] == '\r'))
        line.bytes++, line.length--;
    while (n < line.length && line.bytes[n] != '\n' && line.bytes[n] != '\r')
        n++;
    line.length = n;
    return (has_backslashes(sample, delimiter) ? COH_FORM_BACKSLASH : 0) |
           (coh_quoting_is_single(line, delimiter) ? COH_FORM_SINGLE : 0);
}
