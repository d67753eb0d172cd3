/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table/writer-internal.h"
#include "table/xlsx-library.h"

/*
 * A workbook of one sheet. Rows go to libxlsxwriter as they come, which keeps
 * them in an unlinked file; the finished workbook lies in another one, and its
 * bytes then go the way of all output: whole or not at all. A text is written
 * as a string and as nothing else, whatever it begins with.
 */

enum {
    MOST_ROWS = 1048576,
    MOST_COLUMNS = 16384,
    MOST_CHARACTERS = 32767,
    NARROWEST = 6,
    WIDEST = 60,
    WIDEST_NAME = 30,
    ARROW = 3, /* what the filter's button takes of a name */
    PATH = 32
};

/* The same table is the same file on any day: 2000-01-01T00:00:00Z. */
#define CREATED ((time_t)946684800)

struct coh_xlsx {
    const struct coh_xlsx_library *lxw;
    lxw_workbook *book; /* NULL once it is closed */
    lxw_worksheet *sheet;
    lxw_format *name, *text, *number;
    size_t *width; /* of columns, in characters */
    size_t rows;   /* with the names */
    int fd;        /* of the finished workbook */
};

static int
fail_library(const struct coh_xlsx *x, lxw_error e, struct coh_error *err)
{
    return coh_fail(err, COH_SYSTEM, "the workbook: %s", x->lxw->strerror(e));
}

/* ---- what a sheet cannot hold ---- */

/* Characters as a workbook counts them: those of UTF-16. */
static size_t
characters_of(struct coh_span s)
{
    size_t i, n = 0;

    for (i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.bytes[i];

        n += (c & 0xC0) != 0x80;
        n += c >= 0xF0;
    }
    return n;
}

/* U+FFFE and U+FFFF, which XML forbids. */
static int
holds_no_character(struct coh_span s)
{
    size_t i;

    for (i = 0; i + 2 < s.length; i++)
        if (!memcmp(s.bytes + i, "\xEF\xBF\xBE", 3) ||
            !memcmp(s.bytes + i, "\xEF\xBF\xBF", 3))
            return 1;
    return 0;
}

static int
fail_cell(const struct coh_writer *w, size_t column, const char *what,
          struct coh_error *err)
{
    const struct coh_span name = w->column[column].name;
    char quoted[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT,
                    "row %zu, column '%s': %s: shorten or mend it, or write "
                    "csv",
                    w->rows, coh_quote(name.bytes, name.length, quoted), what);
}

static int
check_text(const struct coh_writer *w, size_t column, struct coh_span s,
           struct coh_error *err)
{
    if (characters_of(s) > MOST_CHARACTERS)
        return fail_cell(w, column,
                         "a workbook's cell holds 32,767 characters and this "
                         "has more",
                         err);
    if (memchr(s.bytes, '\0', s.length) || holds_no_character(s) ||
        coh_utf8_valid(s.bytes, s.length) < s.length)
        return fail_cell(w, column, "it holds a byte that no workbook can hold",
                         err);
    return 0;
}

/* ---- cells ---- */

/* The widest line, for the column's width. */
static void
measure(struct coh_xlsx *x, size_t column, struct coh_span s)
{
    size_t width, n;
    const char *end;

    while (s.length) {
        end = memchr(s.bytes, '\n', s.length);
        n = end ? (size_t)(end - s.bytes) : s.length;
        width = coh_utf8_width(s.bytes, n);
        if (width > x->width[column])
            x->width[column] = width;
        n += end != NULL;
        s.bytes += n;
        s.length -= n;
    }
}

static int
is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') ||
           (c >= 'a' && c <= 'f');
}

/* A workbook reads _x0041_ as the character of that number. */
static int
is_code(const char *s, size_t length)
{
    return length >= 7 && s[0] == '_' && s[1] == 'x' && is_hex(s[2]) &&
           is_hex(s[3]) && is_hex(s[4]) && is_hex(s[5]) && s[6] == '_';
}

/* Control characters become such codes, and what looks like one is said in
 * codes itself: a reader then gives every text back. */
static int
escape(struct coh_text *t, struct coh_span s, struct coh_error *err)
{
    size_t i, from = 0;

    for (i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.bytes[i];

        if ((c >= ' ' && !is_code(s.bytes + i, s.length - i)) || c == '\t' ||
            c == '\n')
            continue;
        if (coh_text_add(t, s.bytes + from, i - from, err) ||
            coh_text_format(t, err, "_x%04X_", (unsigned)c))
            return -1;
        from = i + 1;
    }
    return coh_text_add(t, s.bytes + from, s.length - from, err);
}

static int
put_text(struct coh_writer *w, size_t column, struct coh_span s,
         lxw_format *format, struct coh_error *err)
{
    const struct coh_xlsx *x = w->xlsx;
    lxw_error e;

    if (!s.length)
        return 0;
    if (check_text(w, column, s, err))
        return -1;
    coh_text_clear(&w->line);
    if (escape(&w->line, s, err))
        return -1;
    e = x->lxw->worksheet_write_string(
        x->sheet, (lxw_row_t)x->rows, (lxw_col_t)column, w->line.bytes, format);
    return e ? fail_library(x, e, err) : 0;
}

/* A number as it was read, if the cell's double says no more and no less. */
static int
is_number(struct coh_span s, double *x)
{
    char exact[COH_NUMBER_SIZE], near[COH_NUMBER_SIZE];
    struct coh_decimal d;

    if (coh_decimal_parse(s, &d) != COH_NUMBER_EXACT)
        return 0;
    d = coh_decimal_reduce(d);
    *x = coh_decimal_double(d);
    coh_double_fixed(*x, d.scale, near);
    return !strcmp(coh_decimal_text(d, exact), near);
}

static int
put_cell(struct coh_writer *w, size_t column, struct coh_error *err)
{
    const struct coh_writer_cell *c = &w->cell[w->row_start + column];
    struct coh_xlsx *x = w->xlsx;
    char number[COH_NUMBER_SIZE];
    struct coh_span s = coh_writer_cell_text(w, column, c, number);
    lxw_error e;
    double value = c->value;

    measure(x, column, s);
    if (w->column[column].kind == COH_COLUMN_TEXT && !c->is_double)
        return put_text(w, column, s, x->text, err);
    /* With --digits no more goes out than is asked for. */
    if (c->is_double && w->digits >= 0)
        value = coh_number_double(s);
    else if (!c->is_double && !is_number(s, &value))
        return put_text(w, column, s, x->text, err);
    e = x->lxw->worksheet_write_number(x->sheet, (lxw_row_t)x->rows,
                                       (lxw_col_t)column, value,
                                       c->is_double ? x->number : NULL);
    return e ? fail_library(x, e, err) : 0;
}

/* ---- the workbook ---- */

static int
make_formats(struct coh_writer *w, struct coh_error *err)
{
    static const char zeros[] = "0.000000000000";
    struct coh_xlsx *x = w->xlsx;
    const struct coh_xlsx_library *lxw = x->lxw;
    char as[sizeof(zeros)];

    x->name = lxw->workbook_add_format(x->book);
    x->text = lxw->workbook_add_format(x->book);
    if (!x->name || !x->text)
        return coh_fail(err, COH_SYSTEM, "out of memory");
    lxw->format_set_bold(x->name);
    lxw->format_set_bottom(x->name, LXW_BORDER_THIN);
    lxw->format_set_text_wrap(x->name);
    lxw->format_set_align(x->name, LXW_ALIGN_VERTICAL_TOP);
    /* As text, so that 00812 stays what it is when somebody edits the cell. */
    lxw->format_set_num_format(x->text, "@");
    lxw->format_set_text_wrap(x->text);
    lxw->format_set_align(x->text, LXW_ALIGN_VERTICAL_TOP);
    if (w->digits < 0)
        return 0;
    x->number = lxw->workbook_add_format(x->book);
    if (!x->number)
        return coh_fail(err, COH_SYSTEM, "out of memory");
    snprintf(as, sizeof(as), "%.*s", w->digits ? w->digits + 2 : 1, zeros);
    lxw->format_set_num_format(x->number, as);
    return 0;
}

static void
set_up_print(const struct coh_xlsx_library *lxw, lxw_worksheet *sheet)
{
    lxw->worksheet_set_landscape(sheet);
    lxw->worksheet_fit_to_pages(sheet, 1, 0);
    lxw->worksheet_repeat_rows(sheet, 0, 0);
    lxw->worksheet_set_footer(sheet, "&R&P / &N");
    lxw->worksheet_freeze_panes(sheet, 1, 0);
}

static int
open_book(struct coh_writer *w, struct coh_error *err)
{
    struct coh_xlsx *x = w->xlsx;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_doc_properties properties = {.created = CREATED};
    char path[PATH], *folder = getenv("TMPDIR");

    x->lxw = coh_xlsx_library(err);
    if (!x->lxw || coh_file_temporary(&x->fd, err))
        return -1;
    snprintf(path, sizeof(path), "/dev/fd/%d", x->fd);
    options.tmpdir = folder && *folder ? folder : NULL;
    x->book = x->lxw->workbook_new_opt(path, &options);
    x->sheet =
        x->book ? x->lxw->workbook_add_worksheet(x->book, "Table") : NULL;
    if (!x->sheet || x->lxw->workbook_set_properties(x->book, &properties))
        return coh_fail(err, COH_SYSTEM, "the workbook cannot be made");
    if (make_formats(w, err))
        return -1;
    set_up_print(x->lxw, x->sheet);
    return 0;
}

int
coh_writer_begin_xlsx(struct coh_writer *w, struct coh_error *err)
{
    size_t i, width;

    if (w->columns > MOST_COLUMNS)
        return coh_fail(err, COH_INPUT,
                        "a workbook's sheet holds 16,384 columns, and this "
                        "table has %zu: choose some with cohort table -c, or "
                        "write csv",
                        w->columns);
    w->xlsx = coh_alloc_array(1, sizeof(*w->xlsx), err);
    if (!w->xlsx)
        return -1;
    w->xlsx->fd = -1;
    w->xlsx->width = coh_alloc_array(w->columns + 1, sizeof(size_t), err);
    if (!w->xlsx->width || open_book(w, err))
        return -1;
    for (i = 0; i < w->columns; i++) {
        struct coh_span name = w->column[i].name;

        width = coh_utf8_width(name.bytes, name.length) + ARROW;
        w->xlsx->width[i] = width < WIDEST_NAME ? width : WIDEST_NAME;
        if (put_text(w, i, name, w->xlsx->name, err))
            return -1;
    }
    w->xlsx->rows = 1;
    return 0;
}

int
coh_writer_put_xlsx(struct coh_writer *w, struct coh_error *err)
{
    size_t i;

    if (w->xlsx->rows == MOST_ROWS)
        return coh_fail(err, COH_INPUT,
                        "a workbook's sheet holds 1,048,576 rows with the "
                        "names, and this table has more: choose rows with "
                        "--where, or write csv");
    for (i = 0; i < w->columns; i++)
        if (put_cell(w, i, err))
            return -1;
    w->xlsx->rows++;
    return 0;
}

static int
copy_out(struct coh_writer *w, struct coh_error *err)
{
    char buffer[16384];
    ssize_t n;

    if (lseek(w->xlsx->fd, 0, SEEK_SET) < 0)
        return coh_fail_errno(err, "the workbook");
    while ((n = read(w->xlsx->fd, buffer, sizeof(buffer))) > 0)
        if (coh_out_add(w->out, buffer, (size_t)n, err))
            return -1;
    return n < 0 ? coh_fail_errno(err, "the workbook") : 0;
}

int
coh_writer_end_xlsx(struct coh_writer *w, struct coh_error *err)
{
    struct coh_xlsx *x = w->xlsx;
    lxw_workbook *book = x->book;
    size_t i, width;
    lxw_error e;

    for (i = 0; i < w->columns; i++) {
        width = x->width[i] < WIDEST ? x->width[i] : WIDEST;
        width = width > NARROWEST ? width : NARROWEST;
        x->lxw->worksheet_set_column(x->sheet, (lxw_col_t)i, (lxw_col_t)i,
                                     (double)width + 1, NULL);
    }
    if (w->columns) {
        char all[2 * LXW_MAX_CELL_NAME_LENGTH];

        x->lxw->worksheet_autofilter(x->sheet, 0, 0, (lxw_row_t)x->rows - 1,
                                     (lxw_col_t)w->columns - 1);
        x->lxw->rowcol_to_range(all, 0, 0, (lxw_row_t)x->rows - 1,
                                (lxw_col_t)w->columns - 1);
        /* No green corner in the cell of each id. */
        x->lxw->worksheet_ignore_errors(x->sheet,
                                        LXW_IGNORE_NUMBER_STORED_AS_TEXT, all);
    }
    x->book = NULL; /* closing frees it, also when it fails */
    e = x->lxw->workbook_close(book);
    return e ? fail_library(x, e, err) : copy_out(w, err);
}

void
coh_writer_free_xlsx(struct coh_writer *w)
{
    struct coh_xlsx *x = w->xlsx;

    if (!x)
        return;
    if (x->book)
        x->lxw->workbook_free(x->book);
    if (x->fd >= 0)
        close(x->fd);
    coh_free(x->width);
    coh_free(x);
    w->xlsx = NULL;
}
