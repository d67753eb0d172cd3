/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/writer-internal.h"

/*
 * A terminal table that is too wide for the screen, turned: a line a name, and
 * behind it the cells of some rows, each row a column; then the next rows.
 */

enum {
    GAP = 2,
    SIDE_BY_SIDE = 22, /* columns of a text where several rows stand */
    ALONE = 60         /* and where there is room */
};

struct place {
    struct coh_writer_lines lines;
    size_t width;
};

/* Rows that stand side by side. */
struct block {
    size_t from, to, label, wrap;
    struct place *place;
};

static size_t
wrap_of(const struct coh_writer *w, const struct block *b, size_t column)
{
    return w->column[column].kind == COH_COLUMN_TEXT ? b->wrap : 0;
}

static int
measure_row(struct coh_writer *w, const struct block *b, size_t row,
            size_t *width, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    size_t i;

    *width = 0;
    for (i = 0; i < w->columns; i++)
        if (coh_writer_measure(w, coh_writer_text_at(w, row, i, number),
                               row ? wrap_of(w, b, i) : 0, 0, width, err))
            return -1;
    return 0;
}

/* As many rows from b->from on as there is room for, at least one. */
static int
take_rows(struct coh_writer *w, struct block *b, struct coh_error *err)
{
    size_t used = b->label, width;

    for (b->to = b->from; b->to <= w->rows; b->to++) {
        if (measure_row(w, b, b->to, &width, err))
            return -1;
        if (b->to > b->from && used + GAP + width > w->fit)
            break;
        b->place[b->to - b->from].width = width;
        used += GAP + width;
    }
    return 0;
}

static int
add_padded(struct coh_writer *w, struct coh_span s, size_t width,
           struct coh_error *err)
{
    size_t n = coh_utf8_width(s.bytes, s.length);

    if (coh_text_add(&w->line, s.bytes, s.length, err))
        return -1;
    for (; n < width + GAP; n++)
        if (coh_text_add(&w->line, " ", 1, err))
            return -1;
    return 0;
}

/* A line of the column `column`, behind `label`; *more when a cell goes on. */
static int
put_line(struct coh_writer *w, struct block *b, size_t column,
         struct coh_span label, int *more, struct coh_error *err)
{
    struct coh_span line;
    size_t i;

    coh_text_clear(&w->line);
    if (add_padded(w, label, b->label, err))
        return -1;
    *more = 0;
    for (i = 0; i < b->to - b->from; i++) {
        struct place *p = &b->place[i];

        line = coh_writer_next(&p->lines, wrap_of(w, b, column), 0);
        if (add_padded(w, line, p->width, err))
            return -1;
        *more |= p->lines.rest.length > 0;
    }
    line = coh_text_span(&w->line);
    while (line.length && line.bytes[line.length - 1] == ' ')
        line.length--;
    if (coh_out_add(w->out, line.bytes, line.length, err))
        return -1;
    return coh_out_add(w->out, "\n", 1, err);
}

static int
put_block(struct coh_writer *w, struct block *b, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];
    struct coh_span label;
    size_t column, i;
    int more;

    if (b->from > 1 && coh_out_add(w->out, "\n", 1, err))
        return -1;
    for (column = 0; column < w->columns; column++) {
        for (i = 0; i < b->to - b->from; i++)
            if (coh_writer_begin(
                    &b->place[i].lines,
                    coh_writer_text_at(w, b->from + i, column, number), err))
                return -1;
        if (coh_writer_begin(&w->scratch, w->column[column].name, err))
            return -1;
        label = w->scratch.rest;
        do {
            if (put_line(w, b, column, label, &more, err))
                return -1;
            label.length = 0;
        } while (more);
    }
    return 0;
}

int
coh_writer_put_turned(struct coh_writer *w, struct coh_error *err)
{
    struct block b = {.from = 1, .wrap = SIDE_BY_SIDE};
    size_t i, room;
    int rc = -1;

    /* A row takes its gap of the screen at least. */
    b.place = coh_alloc_array(w->fit, sizeof(*b.place), err);
    if (!b.place || measure_row(w, &b, 0, &b.label, err))
        goto out;
    room = w->fit > b.label ? (w->fit - b.label) / w->rows : 0;
    if (room > SIDE_BY_SIDE + GAP)
        b.wrap = room - GAP < ALONE ? room - GAP : ALONE;
    for (; b.from <= w->rows; b.from = b.to)
        if (take_rows(w, &b, err) || put_block(w, &b, err))
            goto out;
    rc = 0;
out:
    for (i = 0; b.place && i < w->fit; i++)
        coh_text_release(&b.place[i].lines.text);
    coh_free(b.place);
    return rc;
}
