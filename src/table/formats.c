/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "table/guard.h"
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

/* `guard`: an apostrophe before it, in its quotes. */
static int
put_field(struct coh_writer *w, struct coh_span s, char delimiter, int guard,
          struct coh_error *err)
{
    const char *open = guard ? "\"'" : "\"";
    size_t i, from = 0;

    if (!needs_quotes(s, delimiter)) {
        if (guard && coh_out_add(w->out, "'", 1, err))
            return -1;
        return coh_out_add(w->out, s.bytes, s.length, err);
    }
    if (coh_out_add_string(w->out, open, err))
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
            put_field(w, w->column[i].name, delimiter,
                      w->guard && coh_guard_needs(w->column[i].name), err))
            return -1;
    return coh_out_add(w->out, "\n", 1, err);
}

/* Does the cell get a guard? A number in its column gets none: -1.5 stays. */
static int
guarded(const struct coh_writer *w, size_t column,
        const struct coh_writer_cell *c)
{
    struct coh_decimal d;

    if (!w->guard || c->is_double || !coh_guard_needs(c->text))
        return 0;
    return w->column[column].kind == COH_COLUMN_TEXT ||
           strchr("\t\r\n", c->text.bytes[0]) ||
           coh_decimal_parse(c->text, &d) == COH_NUMBER_NOT;
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
            (s.length && put_field(w, s, delimiter, guarded(w, i, c), err)))
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

static int
is_word(struct coh_span s, size_t i)
{
    unsigned char c = i < s.length ? (unsigned char)s.bytes[i] : ' ';

    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* Is the character a mark of Markdown? Between letters _ is none (CommonMark
 * 0.29, 6.4), and & is one only before a name or a number (6.2). */
static int
is_mark(struct coh_span s, size_t i)
{
    char c = s.bytes[i];

    if (c == '_')
        return !is_word(s, i + 1) || i == 0 || !is_word(s, i - 1);
    if (c == '&')
        return is_word(s, i + 1) || (i + 1 < s.length && s.bytes[i + 1] == '#');
    return c && strchr("|\\*`[]~", c);
}

/* What would end the cell, the row or the table, be a mark or start HTML, is
 * escaped. */
static int
put_markdown_text(struct coh_writer *w, struct coh_span s,
                  struct coh_error *err)
{
    size_t i, n;

    for (i = 0; i < s.length; i += n) {
        const char *as = s.bytes[i] == '<'               ? "&lt;"
                         : memchr("\n\r", s.bytes[i], 2) ? " "
                         : coh_control_length(s, i)      ? "\xEF\xBF\xBD"
                                                         : NULL;

        n = coh_control_length(s, i);
        n = n ? n : 1;
        if (is_mark(s, i) && coh_out_add_string(w->out, "\\", err))
            return -1;
        if (as ? coh_out_add_string(w->out, as, err)
               : coh_out_add(w->out, s.bytes + i, 1, err))
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
