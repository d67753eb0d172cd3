/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "table/writer-internal.h"

static int
for_people(const struct coh_writer *w)
{
    return w->format == COH_FORMAT_MARKDOWN || w->format == COH_FORMAT_TABLE;
}

struct coh_span
coh_writer_cell_text(const struct coh_writer *w, size_t column,
                     const struct coh_writer_cell *c,
                     char number[COH_NUMBER_SIZE])
{
    if (!c->is_double)
        return c->text;
    if (w->digits >= 0 || for_people(w))
        return coh_span_of(
            coh_double_fixed(c->value, w->column[column].decimals, number));
    return coh_span_of(coh_double_text(c->value, number));
}

/* ---- csv, tsv ---- */

static int
needs_quotes(struct coh_span s, char delimiter)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (s.bytes[i] <= ',' &&
            (s.bytes[i] == delimiter || s.bytes[i] == '"' ||
             s.bytes[i] == '\n' || s.bytes[i] == '\r'))
            return 1;
    return s.length && (s.bytes[0] == ' ' || s.bytes[s.length - 1] == ' ');
}

static int
put_field(struct coh_writer *w, struct coh_span s, char delimiter,
          struct coh_error *err)
{
    size_t i, from = 0;

    if (!needs_quotes(s, delimiter))
        return coh_out_add(w->out, s.bytes, s.length, err);
    if (coh_out_add(w->out, "\"", 1, err))
        return -1;
    for (i = 0; i < s.length; i++)
        if (s.bytes[i] == '"') {
            if (coh_out_add(w->out, s.bytes + from, i + 1 - from, err) ||
                coh_out_add(w->out, "\"", 1, err))
                return -1;
            from = i + 1;
        }
    if (coh_out_add(w->out, s.bytes + from, s.length - from, err))
        return -1;
    return coh_out_add(w->out, "\"", 1, err);
}

static char
delimiter_of(const struct coh_writer *w)
{
    return w->format == COH_FORMAT_TSV ? '\t' : ',';
}

int
coh_writer_put_header(struct coh_writer *w, struct coh_error *err)
{
    char delimiter = delimiter_of(w);
    size_t i;

    for (i = 0; i < w->columns; i++)
        if ((i && coh_out_add(w->out, &delimiter, 1, err)) ||
            put_field(w, w->column[i].name, delimiter, err))
            return -1;
    return coh_out_add(w->out, "\n", 1, err);
}

int
coh_writer_put_separated(struct coh_writer *w, struct coh_error *err)
{
    char delimiter = delimiter_of(w), number[COH_NUMBER_SIZE];
    size_t i;

    for (i = 0; i < w->columns; i++) {
        const struct coh_writer_cell *c = &w->cell[w->row_start + i];
        struct coh_span s =
            c->is_double ? coh_writer_cell_text(w, i, c, number) : c->text;

        /* A lone blank cell would read back as no record at all. */
        if (w->columns == 1 && s.length == 0) {
            if (coh_out_add_string(w->out, "\"\"", err))
                return -1;
            continue;
        }
        if ((i && coh_out_add(w->out, &delimiter, 1, err)) ||
            (s.length && put_field(w, s, delimiter, err)))
            return -1;
    }
    return coh_out_add(w->out, "\n", 1, err);
}

/* ---- json ---- */

static int
put_json_string(struct coh_writer *w, struct coh_span s, struct coh_error *err)
{
    json_t *j = json_stringn(s.bytes, s.length);
    char *text = j ? json_dumps(j, JSON_ENCODE_ANY) : NULL;
    int rc = -1;

    if (text)
        rc = coh_out_add_string(w->out, text, err);
    else
        coh_fail(err, COH_INPUT,
                 "a cell cannot be written as JSON: it is not "
                 "UTF-8");
    free(text);
    json_decref(j);
    return rc;
}

static int
put_json_value(struct coh_writer *w, size_t column, struct coh_error *err)
{
    const struct coh_writer_cell *c = &w->cell[w->row_start + column];
    char number[COH_NUMBER_SIZE];
    struct coh_span s = coh_writer_cell_text(w, column, c, number);
    struct coh_decimal d;

    if (w->column[column].kind == COH_COLUMN_NUMBER) {
        if (!s.length)
            return coh_out_add_string(w->out, "null", err);
        if (c->is_double)
            return coh_out_add(w->out, s.bytes, s.length, err);
        /* Only what JSON too calls a number: no "+5", ".5" or "007". */
        if (coh_decimal_parse(s, &d) == COH_NUMBER_EXACT) {
            char plain[COH_NUMBER_SIZE];

            return coh_out_add_string(w->out, coh_decimal_text(d, plain), err);
        }
    }
    return put_json_string(w, s, err);
}

int
coh_writer_put_json(struct coh_writer *w, struct coh_error *err)
{
    const char *before = "";
    size_t i;

    if (w->format == COH_FORMAT_JSON)
        before = w->rows > 1 ? ",\n" : "\n";
    if (coh_out_add_string(w->out, before, err) ||
        coh_out_add_string(w->out, "{", err))
        return -1;
    for (i = 0; i < w->columns; i++)
        if ((i && coh_out_add_string(w->out, ",", err)) ||
            put_json_string(w, w->column[i].name, err) ||
            coh_out_add_string(w->out, ":", err) || put_json_value(w, i, err))
            return -1;
    return coh_out_add_string(w->out,
                              w->format == COH_FORMAT_JSONL ? "}\n" : "}", err);
}

/* ---- markdown ---- */

static const char *
escaped(char c, char out[3])
{
    out[0] = '\\';
    out[1] = c;
    out[2] = '\0';
    return out;
}

/* What would end the cell, the row or the table, or start HTML, is escaped. */
static int
put_markdown_text(struct coh_writer *w, struct coh_span s,
                  struct coh_error *err)
{
    char text[3];
    size_t i;

    for (i = 0; i < s.length; i++) {
        char c = s.bytes[i];
        const char *as = strchr("|\\*`[]", c) && c ? escaped(c, text)
                         : c == '<'                ? "&lt;"
                         : c == '\n' || c == '\r'  ? " "
                         : (unsigned char)c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD"
                                                                : NULL;

        if (as ? coh_out_add_string(w->out, as, err)
               : coh_out_add(w->out, &c, 1, err))
            return -1;
    }
    return 0;
}

int
coh_writer_put_markdown(struct coh_writer *w, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    size_t i;

    for (i = 0; i < w->columns; i++)
        if (coh_out_add_string(w->out, "| ", err) ||
            put_markdown_text(w, w->column[i].name, err) ||
            coh_out_add_string(w->out, " ", err))
            return -1;
    if (coh_out_add_string(w->out, "|\n", err))
        return -1;
    for (i = 0; i < w->columns; i++)
        if (coh_out_add_string(
                w->out,
                w->column[i].kind == COH_COLUMN_NUMBER ? "| ---: " : "| --- ",
                err))
            return -1;
    for (i = 0; i < w->cells; i++)
        if (coh_out_add_string(w->out, i % w->columns ? "| " : "|\n| ", err) ||
            put_markdown_text(
                w, coh_writer_cell_text(w, i % w->columns, &w->cell[i], number),
                err) ||
            coh_out_add_string(w->out, " ", err))
            return -1;
    return coh_out_add_string(w->out, "|\n", err);
}

/* ---- terminal table ---- */

/* Control characters of a cell must not reach a terminal. */
static int
harmless(struct coh_writer *w, struct coh_span s, struct coh_error *err)
{
    size_t i, n;

    coh_text_clear(&w->scratch);
    for (i = 0; i < s.length; i++) {
        n = coh_control_length(s, i);
        if (n == 0 && coh_text_add(&w->scratch, s.bytes + i, 1, err))
            return -1;
        for (; n; n--, i += n > 0)
            if (coh_text_format(&w->scratch, err, "\\x%02X",
                                (unsigned)(unsigned char)s.bytes[i]))
                return -1;
    }
    return 0;
}

/* The first line of `s`, at most `width` columns wide (0: all of it); a word
 * that is longer is cut. */
static struct coh_span
first_line(struct coh_span s, size_t width)
{
    size_t i, last = 0, fits = 0;

    if (!width || coh_utf8_width(s.bytes, s.length) <= width)
        return s;
    for (i = 1; i < s.length; i++) {
        if (((unsigned char)s.bytes[i] & 0xC0) == 0x80)
            continue;
        if (coh_utf8_width(s.bytes, i) > width)
            break;
        fits = i;
        if (s.bytes[i] == ' ')
            last = i;
    }
    /* A character wider than the column is a line by itself. */
    s.length = last ? last : fits ? fits : i;
    return s;
}

/* The line of this number, from 0, of a cell; empty behind the last. */
static struct coh_span
line_of(struct coh_span s, size_t width, size_t number)
{
    struct coh_span line = first_line(s, width);

    while (number--) {
        s.bytes += line.length, s.length -= line.length;
        while (s.length && s.bytes[0] == ' ')
            s.bytes++, s.length--;
        line = first_line(s, width);
    }
    return line;
}

static int
put_padded(struct coh_writer *w, struct coh_span s, size_t column,
           size_t number, struct coh_error *err)
{
    int right = w->column[column].kind == COH_COLUMN_NUMBER;
    int last = column + 1 == w->columns;
    size_t width, pad;

    if (harmless(w, s, err))
        return -1;
    s = line_of(coh_text_span(&w->scratch), w->column[column].wrap, number);
    width = coh_utf8_width(s.bytes, s.length);
    pad = w->width[column] > width ? w->width[column] - width : 0;
    if (column && coh_out_add(w->out, "  ", 2, err))
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

/* How many lines a cell takes; the widest of them widens its column. */
static int
measure(struct coh_writer *w, struct coh_span s, size_t column, size_t *lines,
        struct coh_error *err)
{
    struct coh_span line;
    size_t width;

    if (harmless(w, s, err))
        return -1;
    *lines = 0;
    do {
        line = line_of(coh_text_span(&w->scratch), w->column[column].wrap,
                       (*lines)++);
        width = coh_utf8_width(line.bytes, line.length);
        if (width > w->width[column])
            w->width[column] = width;
    } while (w->column[column].wrap && line.length);
    if (*lines > 1)
        --*lines;
    return 0;
}

static int
put_rule(struct coh_writer *w, struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < w->columns; i++) {
        if (i && coh_out_add(w->out, "  ", 2, err))
            return -1;
        for (k = 0; k < w->width[i]; k++)
            if (coh_out_add_string(w->out, "─", err))
                return -1;
    }
    return coh_out_add(w->out, "\n", 1, err);
}

/* A cell of row `row`, of which 0 are the names. */
static struct coh_span
text_at(const struct coh_writer *w, size_t row, size_t column,
        char number[COH_NUMBER_SIZE])
{
    if (!row)
        return w->column[column].name;
    return coh_writer_cell_text(
        w, column, &w->cell[(row - 1) * w->columns + column], number);
}

/* A row takes as many lines as the longest of its cells. */
static int
put_lines(struct coh_writer *w, size_t row, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    struct coh_span text;
    size_t i, line, n, lines = 1;

    for (i = 0; i < w->columns; i++) {
        if (measure(w, text_at(w, row, i, number), i, &n, err))
            return -1;
        if (n > lines)
            lines = n;
    }
    for (line = 0; line < lines; line++)
        for (i = 0; i < w->columns; i++) {
            text = text_at(w, row, i, number);
            if (line && !w->column[i].wrap)
                text.length = 0;
            if (put_padded(w, text, i, line, err))
                return -1;
        }
    return 0;
}

int
coh_writer_put_table(struct coh_writer *w, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    size_t row, i, lines;

    w->width = coh_alloc_array(w->columns, sizeof(*w->width), err);
    if (!w->width)
        return -1;
    for (row = 0; row <= w->rows; row++)
        for (i = 0; i < w->columns; i++)
            if (measure(w, text_at(w, row, i, number), i, &lines, err))
                return -1;
    if (put_lines(w, 0, err) || put_rule(w, err))
        return -1;
    for (row = 1; row <= w->rows; row++)
        if (put_lines(w, row, err))
            return -1;
    return 0;
}
