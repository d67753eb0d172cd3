/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/writer.h"

#include <math.h>
#include <string.h>

#include "table/writer-internal.h"

enum { SCREEN = 120, SCREEN_LEAST = 40, SCREEN_MOST = 10000 };

static const char *const format_name[COH_FORMATS] = {
    "auto", "csv", "tsv", "json", "jsonl", "markdown", "table", "xlsx",
};

int
coh_format_parse(const char *name, enum coh_format *format,
                 struct coh_error *err)
{
    int i;

    for (i = 1; i < COH_FORMATS; i++)
        if (!strcmp(name, format_name[i])) {
            *format = (enum coh_format)i;
            return 0;
        }
    return coh_fail(err, COH_USAGE,
                    "format '%.40s' is not one of csv tsv json jsonl markdown "
                    "table xlsx",
                    name);
}

/* The endings of files that no tool writes as a table. */
static int
is_foreign(const char *dot)
{
    static const char *const foreign[] = {".xls", ".ods", ".html", ".htm",
                                          ".pdf", ".svg", ".png",  ".jpg",
                                          ".doc", ".docx"};
    size_t i;

    for (i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
        if (!strcmp(dot, foreign[i]))
            return 1;
    return 0;
}

int
coh_format_check_path(const char *path, struct coh_error *err)
{
    const char *dot = path ? strrchr(path, '.') : NULL;

    if (!dot || !is_foreign(dot))
        return 0;
    return coh_fail(err, COH_USAGE,
                    "-o %.200s: no table is written as '%s'; .csv .tsv .json "
                    ".jsonl .md .txt and .xlsx are, or say -f",
                    path, dot);
}

enum coh_format
coh_format_of_path(const char *path)
{
    static const struct {
        const char *ending;
        enum coh_format format;
    } by[] = {
        {".csv", COH_FORMAT_CSV},     {".tsv", COH_FORMAT_TSV},
        {".json", COH_FORMAT_JSON},   {".jsonl", COH_FORMAT_JSONL},
        {".md", COH_FORMAT_MARKDOWN}, {".txt", COH_FORMAT_TABLE},
        {".xlsx", COH_FORMAT_XLSX},
    };
    const char *dot = path ? strrchr(path, '.') : NULL;
    size_t i;

    for (i = 0; dot && i < sizeof(by) / sizeof(*by); i++)
        if (!strcmp(dot, by[i].ending))
            return by[i].format;
    return COH_FORMAT_AUTO;
}

struct coh_writer *
coh_writer_new(struct coh_out *out, enum coh_format format, int digits,
               struct coh_error *err)
{
    struct coh_writer *w = coh_alloc_array(1, sizeof(*w), err);

    if (!w)
        return NULL;
    w->out = out;
    w->format = format;
    w->digits = digits;
    w->fit = SCREEN;
    return w;
}

/* A JSON object holds one value a name: a reader would lose the other. */
static int
refuse_twice(const struct coh_writer *w, struct coh_span name,
             struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    if (w->format != COH_FORMAT_JSON && w->format != COH_FORMAT_JSONL)
        return 0;
    for (i = 0; i < w->columns; i++)
        if (coh_span_equal(w->column[i].name, name))
            return coh_fail(err, COH_INPUT,
                            "two columns are called '%s', and JSON holds one: "
                            "choose or rename one",
                            coh_quote(name.bytes, name.length, quoted));
    return 0;
}

int
coh_writer_column(struct coh_writer *w, struct coh_span name,
                  enum coh_column_kind kind, struct coh_error *err)
{
    struct coh_writer_column *c;

    if (refuse_twice(w, name, err))
        return -1;
    if (coh_reserve(&w->column, &w->column_capacity, w->columns + 1,
                    sizeof(*w->column), err))
        return -1;
    c = &w->column[w->columns];
    *c = (struct coh_writer_column){.kind = kind,
                                    .decimals = w->digits >= 0 ? w->digits : 2};
    c->name.length = name.length;
    c->name.bytes = coh_arena_text(&w->arena, name.bytes, name.length, err);
    if (!c->name.bytes)
        return -1;
    w->columns++;
    return 0;
}

void
coh_writer_guard(struct coh_writer *w)
{
    w->guard = w->format == COH_FORMAT_CSV || w->format == COH_FORMAT_TSV;
}

int
coh_writer_digits(const struct coh_writer *w)
{
    return w->digits;
}

void
coh_writer_decimals(struct coh_writer *w, size_t at, int decimals)
{
    if (w->digits < 0 && at < w->columns)
        w->column[at].decimals = decimals;
}

void
coh_writer_wrap(struct coh_writer *w, const char *name, size_t width)
{
    size_t i;

    for (i = 0; i < w->columns; i++)
        if (coh_span_is(w->column[i].name, name))
            w->column[i].wrap = width;
}

void
coh_writer_fit(struct coh_writer *w, size_t columns)
{
    if (columns >= SCREEN_LEAST && columns <= SCREEN_MOST)
        w->fit = columns;
}

/* ---- cells: collected until the row ends ---- */

/* Formats for people are held back until all widths are known. */
static int
held(const struct coh_writer *w)
{
    return w->format == COH_FORMAT_MARKDOWN || w->format == COH_FORMAT_TABLE;
}

static struct coh_writer_cell *
new_cell(struct coh_writer *w, struct coh_error *err)
{
    if (w->cells - w->row_start >= w->columns) {
        coh_fail(err, COH_SYSTEM, "a row has more cells than columns");
        return NULL;
    }
    if (coh_reserve(&w->cell, &w->cell_capacity, w->cells + 1, sizeof(*w->cell),
                    err))
        return NULL;
    w->cell[w->cells] = (struct coh_writer_cell){.text = {"", 0}};
    return &w->cell[w->cells++];
}

int
coh_writer_text(struct coh_writer *w, struct coh_span text,
                struct coh_error *err)
{
    struct coh_writer_cell *c = new_cell(w, err);

    if (!c)
        return -1;
    c->text.length = text.length;
    if (text.length)
        c->text.bytes = coh_arena_text(held(w) ? &w->arena : &w->text,
                                       text.bytes, text.length, err);
    return c->text.bytes ? 0 : -1;
}

int
coh_writer_lend(struct coh_writer *w, const struct coh_span *text, size_t n,
                struct coh_error *err)
{
    struct coh_writer_cell *c;
    int kept = held(w);
    size_t i;

    for (i = 0; i < n; i++) {
        c = kept ? NULL : new_cell(w, err);
        if (kept ? coh_writer_text(w, text[i], err) : !c)
            return -1;
        if (c)
            c->text = text[i];
    }
    return 0;
}

int
coh_writer_string(struct coh_writer *w, const char *text, struct coh_error *err)
{
    return coh_writer_text(w, coh_span_of(text), err);
}

int
coh_writer_double(struct coh_writer *w, double x, struct coh_error *err)
{
    struct coh_writer_cell *c = new_cell(w, err);

    if (!c)
        return -1;
    c->is_double = isfinite(x);
    c->value = x;
    return 0;
}

int
coh_writer_count(struct coh_writer *w, size_t n, struct coh_error *err)
{
    struct coh_decimal d = {.mantissa = (int64_t)n};

    return coh_writer_decimal(w, d, err);
}

int
coh_writer_decimal(struct coh_writer *w, struct coh_decimal d,
                   struct coh_error *err)
{
    char text[COH_NUMBER_SIZE];

    return coh_writer_string(w, coh_decimal_text(d, text), err);
}

int
coh_writer_blank(struct coh_writer *w, struct coh_error *err)
{
    return new_cell(w, err) ? 0 : -1;
}

int
coh_writer_doubles(struct coh_writer *w, const double *x, size_t n,
                   struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_writer_double(w, x[i], err))
            return -1;
    return 0;
}

int
coh_writer_value(struct coh_writer *w, const struct coh_value *v,
                 struct coh_error *err)
{
    if (v->number == COH_NUMBER_NOT)
        return coh_writer_blank(w, err);
    if (v->number == COH_NUMBER_EXACT)
        return coh_writer_decimal(w, coh_decimal_reduce(v->decimal), err);
    return coh_writer_double(w, v->real, err);
}

static int
write_header(struct coh_writer *w, struct coh_error *err)
{
    if (w->header_written)
        return 0;
    w->header_written = 1;
    if (w->format == COH_FORMAT_XLSX)
        return coh_writer_begin_xlsx(w, err);
    if (w->format == COH_FORMAT_JSON)
        return coh_out_add_string(w->out, "[", err);
    if (w->format == COH_FORMAT_JSONL)
        return 0;
    return coh_writer_put_header(w, err);
}

static int
put_row(struct coh_writer *w, struct coh_error *err)
{
    if (w->format == COH_FORMAT_XLSX)
        return coh_writer_put_xlsx(w, err);
    if (w->format == COH_FORMAT_JSON || w->format == COH_FORMAT_JSONL)
        return coh_writer_put_json(w, err);
    return coh_writer_put_separated(w, err);
}

int
coh_writer_row(struct coh_writer *w, struct coh_error *err)
{
    while (w->cells - w->row_start < w->columns)
        if (coh_writer_blank(w, err))
            return -1;
    w->rows++;
    if (held(w)) {
        w->row_start = w->cells;
        return 0;
    }
    if (write_header(w, err))
        return -1;
    if (put_row(w, err))
        return -1;
    w->cells = w->row_start = 0;
    /* One row at a time: its text is not needed any more. */
    if (w->rows % 256 == 0)
        coh_arena_release(&w->text);
    return 0;
}

int
coh_writer_end(struct coh_writer *w, struct coh_error *err)
{
    if (w->format == COH_FORMAT_MARKDOWN)
        return coh_writer_put_markdown(w, err);
    if (w->format == COH_FORMAT_TABLE)
        return coh_writer_put_table(w, err);
    if (write_header(w, err))
        return -1;
    if (w->format == COH_FORMAT_JSON)
        return coh_out_add_string(w->out, w->rows ? "\n]\n" : "]\n", err);
    return w->format == COH_FORMAT_XLSX ? coh_writer_end_xlsx(w, err) : 0;
}

size_t
coh_writer_rows(const struct coh_writer *w)
{
    return w->rows;
}

void
coh_writer_free(struct coh_writer *w)
{
    size_t i;

    if (!w)
        return;
    coh_writer_free_xlsx(w);
    coh_free(w->column);
    coh_free(w->cell);
    for (i = 0; w->room && i < w->columns; i++)
        coh_text_release(&w->room[i].lines.text);
    coh_free(w->room);
    coh_text_release(&w->scratch.text);
    coh_text_release(&w->line);
    coh_arena_release(&w->arena);
    coh_arena_release(&w->text);
    coh_free(w);
}
