/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "table/writer-internal.h"

enum {
    GAP = 2,
    STEP = 4,
    NARROW = 14 /* no text is made narrower than this to fit */
};

/* ---- lines ---- */

int
coh_writer_begin(struct coh_writer_lines *lines, struct coh_span s,
                 struct coh_error *err)
{
    struct coh_text *t = &lines->text;
    size_t i, n;

    coh_text_clear(t);
    for (i = 0; i < s.length; i++) {
        /* Control characters of a cell must not reach a terminal. */
        n = coh_control_length(s, i);
        if (n == 0 && coh_text_add(t, s.bytes + i, 1, err))
            return -1;
        for (; n; n--, i += n > 0)
            if (coh_text_format(t, err, "\\x%02X",
                                (unsigned)(unsigned char)s.bytes[i]))
                return -1;
    }
    lines->rest = coh_text_span(t);
    return 0;
}

/* May the text be broken before byte i? */
static int
breaks(struct coh_span s, size_t i, int name)
{
    return s.bytes[i] == ' ' || (name && i && s.bytes[i - 1] == '_');
}

static size_t
character(struct coh_span s, size_t i)
{
    size_t n = 1;

    while (i + n < s.length && ((unsigned char)s.bytes[i + n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* How many bytes go into the first line; a word that is longer is cut. */
static size_t
line_length(struct coh_span s, size_t width, int name)
{
    size_t i, n, used = 0, last = 0;

    for (i = 0; i < s.length; i += n) {
        n = character(s, i);
        used += coh_utf8_width(s.bytes + i, n);
        if (i && breaks(s, i, name))
            last = i;
        if (used > width)
            /* A character wider than the column is a line by itself. */
            return last ? last : i ? i : n;
    }
    return s.length;
}

struct coh_span
coh_writer_next(struct coh_writer_lines *lines, size_t width, int name)
{
    struct coh_span *rest = &lines->rest, line = *rest;

    if (width)
        line.length = line_length(*rest, width, name);
    rest->bytes += line.length, rest->length -= line.length;
    while (rest->length && rest->bytes[0] == ' ')
        rest->bytes++, rest->length--;
    return line;
}

int
coh_writer_measure(struct coh_writer *w, struct coh_span s, size_t width,
                   int name, size_t *widest, struct coh_error *err)
{
    if (coh_writer_begin(&w->scratch, s, err))
        return -1;
    do {
        struct coh_span line = coh_writer_next(&w->scratch, width, name);
        size_t n = coh_utf8_width(line.bytes, line.length);

        if (n > *widest)
            *widest = n;
    } while (w->scratch.rest.length);
    return 0;
}

/* The longest part that breaking into lines leaves whole. */
static size_t
longest_part(struct coh_span s, int name)
{
    size_t i, from = 0, longest = 0, n;

    for (i = 1; i <= s.length; i++) {
        if (i < from || (i < s.length && !breaks(s, i, name)))
            continue;
        n = coh_utf8_width(s.bytes + from, i - from);
        if (n > longest)
            longest = n;
        for (from = i; from < s.length && s.bytes[from] == ' ';)
            from++;
    }
    return longest;
}

/* ---- rows ---- */

struct coh_span
coh_writer_text_at(const struct coh_writer *w, size_t row, size_t column,
                   char number[COH_NUMBER_SIZE])
{
    if (!row)
        return w->column[column].name;
    return coh_writer_cell_text(
        w, column, &w->cell[(row - 1) * w->columns + column], number);
}

static size_t
wrap_of(const struct coh_writer *w, size_t row, size_t column)
{
    return row ? w->column[column].wrap : w->column[column].name_wrap;
}

static int
put_padded(struct coh_writer *w, struct coh_span s, size_t column,
           struct coh_error *err)
{
    int right = w->column[column].kind == COH_COLUMN_NUMBER;
    int last = column + 1 == w->columns;
    size_t width = coh_utf8_width(s.bytes, s.length), pad;

    pad = w->room[column].width > width ? w->room[column].width - width : 0;
    if (column && coh_out_add(w->out, "  ", GAP, err))
        return -1;
    for (; right && pad; pad--)
        if (coh_out_add(w->out, " ", 1, err))
            return -1;
    if (coh_out_add(w->out, s.bytes, s.length, err))
        return -1;
    for (; !last && pad; pad--)
        if (coh_out_add(w->out, " ", 1, err))
            return -1;
    return last ? coh_out_add(w->out, "\n", 1, err) : 0;
}

/* A row takes as many lines as the longest of its cells. */
static int
put_row(struct coh_writer *w, size_t row, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    size_t i;
    int more;

    for (i = 0; i < w->columns; i++)
        if (coh_writer_begin(&w->room[i].lines,
                             coh_writer_text_at(w, row, i, number), err))
            return -1;
    do {
        for (i = 0, more = 0; i < w->columns; i++) {
            struct coh_writer_lines *lines = &w->room[i].lines;

            if (put_padded(w, coh_writer_next(lines, wrap_of(w, row, i), !row),
                           i, err))
                return -1;
            more |= lines->rest.length > 0;
        }
    } while (more);
    return 0;
}

static int
put_rule(struct coh_writer *w, struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < w->columns; i++) {
        if (i && coh_out_add(w->out, "  ", GAP, err))
            return -1;
        for (k = 0; k < w->room[i].width; k++)
            if (coh_out_add_string(w->out, "─", err))
                return -1;
    }
    return coh_out_add(w->out, "\n", 1, err);
}

/* ---- fitting the screen ---- */

/* What the columns hold. */
static int
look(struct coh_writer *w, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    size_t row, i, word, whole = 0;

    for (i = 0; i < w->columns; i++) {
        struct coh_writer_room *room = &w->room[i];

        w->column[i].name_wrap = w->column[i].wrap;
        for (row = 0; row <= w->rows; row++) {
            if (coh_writer_measure(w, coh_writer_text_at(w, row, i, number), 0,
                                   0, row ? &room->widest : &whole, err))
                return -1;
            word = longest_part(coh_text_span(&w->scratch.text), !row);
            if (!row)
                room->part = word;
            else if (word > room->word)
                room->word = word;
        }
    }
    return 0;
}

static int
measure(struct coh_writer *w, size_t column, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    size_t row;

    w->room[column].width = 0;
    for (row = 0; row <= w->rows; row++) {
        if (coh_writer_measure(w, coh_writer_text_at(w, row, column, number),
                               wrap_of(w, row, column), !row,
                               &w->room[column].width, err))
            return -1;
    }
    return 0;
}

/* How many columns the table is wider than the screen. */
static size_t
excess(const struct coh_writer *w)
{
    size_t i, total = 0;

    for (i = 0; i < w->columns; i++)
        total += w->room[i].width + (i ? GAP : 0);
    return total > w->fit ? total - w->fit : 0;
}

static int
break_names(struct coh_writer *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < w->columns; i++) {
        const struct coh_writer_room *room = &w->room[i];

        if (w->column[i].name_wrap || room->width <= room->widest)
            continue;
        w->column[i].name_wrap =
            room->part > room->widest ? room->part : room->widest;
        if (measure(w, i, err))
            return -1;
    }
    return 0;
}

static size_t
least_width(const struct coh_writer_room *room)
{
    size_t least = room->word > room->part ? room->word : room->part;

    return least > NARROW ? least : NARROW;
}

/* The widest text that can be broken further, and how much it is wider than
 * the next; w->columns: none can. */
static size_t
widest_text(const struct coh_writer *w, size_t *lead)
{
    size_t i, width, at = w->columns, widest = 0, second = 0;

    for (i = 0; i < w->columns; i++) {
        width = w->room[i].width;
        if (w->column[i].kind != COH_COLUMN_TEXT ||
            width <= least_width(&w->room[i]))
            continue;
        if (width > widest) {
            second = widest;
            widest = width, at = i;
        } else if (width > second) {
            second = width;
        }
    }
    *lead = widest - second;
    return at;
}

/* Long texts give way by turns, the widest first. */
static int
break_texts(struct coh_writer *w, struct coh_error *err)
{
    size_t over, at, lead, least, width;

    while ((over = excess(w)) && (at = widest_text(w, &lead)) < w->columns) {
        least = least_width(&w->room[at]);
        width = w->room[at].width;
        if (lead < STEP)
            lead = STEP;
        if (lead > over)
            lead = over;
        w->column[at].wrap = width > least + lead ? width - lead : least;
        w->column[at].name_wrap = w->column[at].wrap;
        if (measure(w, at, err))
            return -1;
    }
    return 0;
}

static int
fit(struct coh_writer *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < w->columns; i++)
        if (measure(w, i, err))
            return -1;
    if (excess(w) && break_names(w, err))
        return -1;
    return break_texts(w, err);
}

int
coh_writer_put_table(struct coh_writer *w, struct coh_error *err)
{
    size_t row;

    w->room = coh_alloc_array(w->columns, sizeof(*w->room), err);
    if (!w->room || look(w, err) || fit(w, err))
        return -1;
    if (w->rows && excess(w))
        return coh_writer_put_turned(w, err);
    if (put_row(w, 0, err) || put_rule(w, err))
        return -1;
    for (row = 1; row <= w->rows; row++)
        if (put_row(w, row, err))
            return -1;
    return 0;
}
