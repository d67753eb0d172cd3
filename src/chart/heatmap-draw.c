/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid on the page. Where its columns are too narrow for their numbers it
 * goes on below, in blocks of columns. */
#include <math.h>

#include "chart/caption.h"
#include "chart/heatmap.h"
#include "chart/label.h"
#include "chart/shade.h"

enum { HEAD_LINES = 3, HEAD_MOST = 140, COUNTED_ROWS = 24 };

/* How the grid stands on the page, in its units. */
struct frame {
    size_t rows, columns; /* that are drawn */
    size_t per, blocks;   /* columns of a block */
    double left, width;   /* of the first column, of each */
    double height, head;  /* of a row, of the names above */
    double names;         /* room for names of rows */
    int up, tiny, counts; /* names upright; small numbers; n below them */
    struct coh_chart_heatmap_form form;
};

static double
fewer(size_t n, size_t most)
{
    return (double)(n < most ? n : most);
}

/* ---- what fits ---- */

static enum coh_page_style
number_style(const struct frame *f, int white)
{
    if (f->tiny)
        return white ? COH_PAGE_TINY_WHITE : COH_PAGE_TINY_BLACK;
    return white ? COH_PAGE_CELL_WHITE : COH_PAGE_CELL_BLACK;
}

/* "62 %", in a terminal with room "62 % (27)". */
static int
cell_text(struct coh_page *p, const struct coh_chart *c,
          const struct coh_grid_cell *cell, const struct frame *f,
          struct coh_text *t)
{
    double n = coh_chart_heatmap_n(c, cell);

    coh_text_clear(t);
    if (!p->failed)
        p->failed = coh_chart_heatmap_number(c, cell, &f->form, t, p->err);
    if (p->dumb && f->counts && isfinite(n) && !p->failed)
        p->failed = coh_text_format(t, p->err, " (%.0f)", n);
    return p->failed;
}

/* The widest number; the word for a hidden one may give way to a hatch. */
static double
widest(struct coh_page *p, const struct coh_chart *c, const struct frame *f)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    struct coh_text t = COH_TEXT_INIT;
    double width = 0;
    size_t i;

    for (i = 0; i < g->cells; i++) {
        const struct coh_grid_cell *cell = &g->cell[i];

        if (cell->row >= f->rows || cell->column >= f->columns ||
            (cell->hidden && !p->dumb))
            continue;
        if (cell_text(p, c, cell, f, &t))
            break;
        width = fmax(width, coh_page_text_width(p, number_style(f, 0),
                                                coh_text_span(&t)));
    }
    coh_text_release(&t);
    return width + (p->dumb ? 1 : 8);
}

/* The first of these forms that fits into `room` is taken: the whole number,
 * then less and less of it, never under 12 px. */
static double
choose_form(struct coh_page *p, const struct coh_chart *c, struct frame *f,
            double room)
{
    int full = coh_chart_heatmap_of(c)->decimals, tiny, sign, decimals;
    double need;

    for (tiny = 0; tiny < 2; tiny++)
        for (sign = 1; sign >= 0; sign--)
            for (decimals = full; decimals >= (tiny ? 0 : full); decimals--) {
                f->tiny = tiny;
                f->form = (struct coh_chart_heatmap_form){decimals, sign};
                need = widest(p, c, f);
                if (need <= room)
                    return need;
            }
    f->form.decimals = full;
    return widest(p, c, f);
}

/* How many lines of `width` the text takes; HEAD_LINES + 1: too many. */
static int
lines_of(const struct coh_page *p, struct coh_span s, double width)
{
    double size = p->dumb ? 0 : 12;
    struct coh_span rest = s, now;
    int n;

    for (n = 0; rest.length; n++) {
        now = coh_label_line(rest, width, size, &rest);
        if (n == HEAD_LINES || coh_label_width(now, size) > width)
            return HEAD_LINES + 1;
    }
    return n;
}

static void
measure_heads(const struct coh_page *p, const struct coh_grid *g,
              struct frame *f)
{
    double room = f->width - (p->dumb ? 1 : 8), longest = 0;
    int most = 1, cut = 0;
    size_t i;

    for (i = 0; i < f->columns; i++) {
        struct coh_span name = g->columns.name[i];
        int n = lines_of(p, name, room);

        cut |= n > HEAD_LINES;
        most = n > most && n <= HEAD_LINES ? n : most;
        longest = fmax(longest, coh_page_text_width(p, COH_PAGE_SMALL, name));
    }
    f->up = cut && !p->dumb;
    if (p->dumb)
        f->head = most;
    else
        f->head = f->up ? fmin(longest, HEAD_MOST) + 8 : most * 16 + 6;
}

static void
measure_names(const struct coh_page *p, const struct coh_grid *g,
              struct frame *f)
{
    size_t i;

    f->names = p->dumb ? 4 : 40;
    for (i = 0; i < f->rows; i++)
        f->names = fmax(f->names,
                        coh_page_text_width(p, COH_PAGE_TEXT, g->rows.name[i]));
    f->names = fmin(f->names, p->dumb ? 22 : p->width * 0.32);
    f->left = f->names + (p->dumb ? 1 : 26);
}

/* In a terminal columns are wide enough to tell their names apart. */
static double
heads_need(const struct coh_page *p, const struct coh_grid *g,
           const struct frame *f)
{
    double need = 0;
    size_t i;

    for (i = 0; i < f->columns && p->dumb; i++)
        need = fmax(need,
                    coh_page_text_width(p, COH_PAGE_SMALL, g->columns.name[i]));
    return fmin(need, 10) + 1;
}

/* Is there room for n? */
static void
measure_counts(struct coh_page *p, const struct coh_chart *c, struct frame *f)
{
    double least, most;
    struct coh_text t = COH_TEXT_INIT;

    coh_chart_heatmap_counts(c, &least, &most);
    f->counts = 0;
    if (!(most > 1))
        return;
    if (p->dumb) {
        f->counts = 1;
        f->counts = widest(p, c, f) <= f->width;
    } else if (!p->failed) {
        p->failed = coh_text_format(&t, p->err, "n %.0f", most);
        f->counts =
            f->rows * f->blocks <= COUNTED_ROWS &&
            coh_page_text_width(p, COH_PAGE_TINY_BLACK, coh_text_span(&t)) +
                    6 <=
                f->width;
    }
    coh_text_release(&t);
}

static void
measure(struct coh_page *p, const struct coh_chart *c, struct frame *f)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    double room, need;

    *f =
        (struct frame){.rows = (size_t)fewer(g->rows.n, COH_GRID_ROWS),
                       .columns = (size_t)fewer(g->columns.n, COH_GRID_COLUMNS),
                       .per = 1,
                       .blocks = 1};
    measure_names(p, g, f);
    room = p->width - f->left - (p->dumb ? 0 : 16);
    if (f->columns) {
        need = fmax(choose_form(p, c, f, room / (double)f->columns),
                    heads_need(p, g, f));
        f->per = (size_t)fmax(1, fmin(floor(room / need), (double)f->columns));
        f->blocks = (f->columns + f->per - 1) / f->per;
        f->per = (f->columns + f->blocks - 1) / f->blocks;
    }
    f->width = fmin(room / (double)f->per, p->dumb ? 14 : 130);
    if (p->dumb)
        f->width = floor(f->width);
    measure_counts(p, c, f);
    measure_heads(p, g, f);
    f->height = p->dumb ? 1 : f->counts ? 38 : f->rows > COUNTED_ROWS ? 22 : 28;
}

/* ---- drawing ---- */

static void
write_head(struct coh_page *p, const struct frame *f, double x, double y,
           struct coh_span name)
{
    double width = f->width - (p->dumb ? 1 : 8);
    int lines = lines_of(p, name, width), i;
    struct coh_span rest = name, now;

    if (f->up) {
        coh_page_text_up(p, x, y - 4, COH_PAGE_SMALL, HEAD_MOST, name);
        return;
    }
    if (lines > HEAD_LINES)
        lines = 1;
    for (i = lines; i > 0; i--) {
        now = rest;
        if (lines > 1 && i > 1)
            now = coh_label_line(rest, width, p->dumb ? 0 : 12, &rest);
        coh_page_text(p, x, y - (p->dumb ? i - 0.5 : i * 16 - 5), 'c',
                      COH_PAGE_SMALL, width, now);
    }
}

static void
write_cell(struct coh_page *p, const struct coh_chart *c, const struct frame *f,
           const struct coh_grid_cell *cell, const double at[2])
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    double part = cell ? coh_chart_heatmap_part(h, cell) : NAN;
    double n = coh_chart_heatmap_n(c, cell);
    int white = isfinite(part) && coh_shade_white(coh_shade(part));
    enum coh_page_style style = number_style(f, white);
    int below = f->counts && isfinite(n) && !p->dumb;
    struct coh_text t = COH_TEXT_INIT;
    double width;

    if (cell_text(p, c, cell, f, &t))
        goto out;
    width = coh_page_text_width(p, style, coh_text_span(&t));
    if (cell && cell->hidden && width + 4 > f->width && !p->dumb)
        goto out;
    coh_page_text(p, at[0], at[1] - (below ? 7 : 0), 'c', style, p->width,
                  coh_text_span(&t));
    coh_text_clear(&t);
    if (below && !(p->failed = coh_text_format(&t, p->err, "n %.0f", n)))
        coh_page_text(p, at[0], at[1] + 9, 'c',
                      white ? COH_PAGE_TINY_WHITE : COH_PAGE_TINY_BLACK,
                      p->width, coh_text_span(&t));
out:
    coh_text_release(&t);
}

/* Places of a block: columns from `first`, its height from `top`. */
struct block {
    size_t first, n;
    double top;
};

static void
write_block(struct coh_page *p, const struct coh_chart *c,
            const struct frame *f, const struct block *b)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    double half = f->height / 2;
    size_t i, k;

    for (k = 0; k < b->n; k++)
        write_head(p, f, f->left + ((double)k + 0.5) * f->width,
                   b->top + f->head, g->columns.name[b->first + k]);
    for (i = 0; i < f->rows && !p->failed; i++) {
        double y = b->top + f->head + (double)i * f->height + half;

        coh_page_text(p, f->left - (p->dumb ? 1 : 10), y, 'r', COH_PAGE_TEXT,
                      f->names, g->rows.name[i]);
        for (k = 0; k < b->n; k++) {
            double at[2] = {f->left + ((double)k + 0.5) * f->width, y};

            write_cell(p, c, f, coh_grid_seek(g, i, b->first + k), at);
        }
    }
}

/* The cells with a number, or the hidden ones; returns how many. */
static size_t
put_cells(struct coh_page *p, const struct coh_chart *c, const struct frame *f,
          const struct block *b, int hidden)
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    size_t i, k, n = 0;

    coh_page_put(p, "$%s << EOD\n", hidden ? "hidden" : "cells");
    for (i = 0; i < f->rows; i++)
        for (k = 0; k < b->n; k++) {
            const struct coh_grid_cell *cell =
                coh_grid_seek(&h->grid, i, b->first + k);
            double part = cell ? coh_chart_heatmap_part(h, cell) : NAN;
            double line[4] = {(double)k + 1, (double)i + 1, NAN, 0};

            if (!cell || (hidden ? !cell->hidden : !isfinite(part)))
                continue;
            line[2] = cell->band ? (cell->low + cell->high) / 2 : cell->value;
            line[3] = hidden ? 0 : coh_shade(part);
            coh_page_numbers(p, line, 4);
            n++;
        }
    coh_page_put(p, "EOD\n");
    return n;
}

#define SIDES "1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5)"

static void
plot_block(struct coh_page *p, const struct coh_chart *c, const struct frame *f,
           const struct block *b)
{
    size_t cells, hidden;

    if (p->dumb || !f->rows) {
        coh_page_put(p, "plot NaN\n");
        return;
    }
    coh_page_put(p, "# column, row, number, shade\n");
    cells = put_cells(p, c, f, b, 0);
    hidden = put_cells(p, c, f, b, 1);
    coh_page_put(p, "plot NaN");
    if (cells)
        coh_page_put(p, ", \\\n  $cells using " SIDES ":4 with boxxyerror "
                        "fillstyle solid border linecolor rgb '#ffffff' "
                        "linecolor rgb variable");
    if (hidden)
        coh_page_put(p, ", \\\n  $hidden using " SIDES " with boxxyerror "
                        "fillstyle pattern 4 linecolor rgb '#b3b3b3'");
    coh_page_put(p, "\n");
}

static void
open_page(struct coh_page *p, const struct coh_chart *c, const struct frame *f)
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    struct coh_caption w = COH_CAPTION_INIT;
    struct coh_text foot = COH_TEXT_INIT, axes = COH_TEXT_INIT;
    struct coh_page_plan plan = {.left = f->left};
    double lines = (double)(f->rows ? f->rows : 1);

    if (coh_caption_make(&w, c, p->err) ||
        coh_chart_heatmap_foot(c, &f->form, &foot, p->err) ||
        coh_text_format(&axes, p->err, "%.*s \xE2\x86\x93   %.*s \xE2\x86\x92",
                        (int)h->rows_name.length, h->rows_name.bytes,
                        (int)h->columns_name.length, h->columns_name.bytes))
        p->failed = -1;
    plan.title = coh_text_get(&w.title);
    plan.subtitle = coh_text_get(&w.subtitle);
    plan.y_label = c->rows ? coh_text_get(&axes) : NULL;
    plan.foot = c->rows ? coh_text_get(&foot) : NULL;
    plan.right = p->width - f->left - f->width * (double)f->per;
    plan.height = (f->head + f->height * lines) * (double)f->blocks +
                  (double)(f->blocks - 1) * p->line;
    plan.least = plan.height;
    if (!p->failed)
        coh_page_open(p, &plan);
    coh_caption_release(&w);
    coh_text_release(&foot);
    coh_text_release(&axes);
}

/* One block of columns, with a panel of its own. */
static void
draw_block(struct coh_page *p, const struct coh_chart *c, const struct frame *f,
           size_t at)
{
    struct block b = {.first = at * f->per};
    struct coh_page_panel panel = {.x_low = 0.5, .y_high = 0.5};
    double rows = (double)(f->rows ? f->rows : 1);

    b.n = f->columns - b.first < f->per ? f->columns - b.first : f->per;
    b.top = p->top + (double)at * (f->head + f->height * rows + p->line);
    panel.left = f->left;
    panel.right = f->left + f->width * (double)(b.n ? b.n : 1);
    panel.top = b.top + f->head;
    panel.bottom = panel.top + f->height * rows;
    panel.x_high = (double)(b.n ? b.n : 1) + 0.5;
    panel.y_low = rows + 0.5;
    coh_page_panel(p, &panel);
    write_block(p, c, f, &b);
    if (!c->rows)
        coh_page_text(
            p, p->width / 2, (panel.top + panel.bottom) / 2, 'c', COH_PAGE_TEXT,
            p->width,
            coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_NO_DATA)));
    plot_block(p, c, f, &b);
    coh_page_panel_end(p);
}

int
coh_chart_heatmap_draw(struct coh_page *p, const struct coh_chart *c)
{
    struct frame f;
    double given;
    size_t i;

    measure(p, c, &f);
    open_page(p, c, &f);
    /* --height stretches the rows. */
    given = p->bottom - p->top - (double)(f.blocks - 1) * p->line;
    if (p->options->height && f.rows)
        f.height = (given / (double)f.blocks - f.head) / (double)f.rows;
    for (i = 0; i < f.blocks && !p->failed; i++)
        draw_block(p, c, &f, i);
    return coh_page_close(p);
}
