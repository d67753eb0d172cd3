/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar of 100 % a group. What a part of it is stands in it; where there is no
 * room, in lines below the bar. */
#include <math.h>

#include "chart/levels-text.h"
#include "chart/shade.h"

enum { TERMINAL_LINES = 17, KEY_LINE = 20, SWATCH = 12 };

/* How the bars stand on the page, in its units. */
struct frame {
    size_t rows;        /* groups that are drawn */
    double left, right; /* of the bars */
    double bar, line;   /* heights of a bar and of a line below it */
    double height;      /* of a row */
    double key;         /* height of the key above */
    double names;       /* room for names */
    int lines;          /* below a bar, at most */
    struct coh_page_panel panel;
};

/* ---- where things stand ---- */

static double
names_width(const struct coh_page *p, const struct coh_chart_levels *l,
            size_t rows)
{
    double width = p->dumb ? 0 : 64;
    size_t i;

    for (i = 0; i < rows; i++) {
        width = fmax(
            width, coh_page_text_width(p, COH_PAGE_TEXT, l->grid.rows.name[i]));
        if (!p->dumb && l->group[i].missing)
            width = fmax(width, 130);
    }
    return fmin(width, p->dumb ? 20 : p->width * 0.3);
}

/* Where the level's swatch stands in the key; *x and *y move behind it. */
static void
key_step(const struct coh_page *p, struct coh_span name, double *x, double *y)
{
    double width = coh_page_text_width(p, COH_PAGE_SMALL, name);

    width = fmin(width, p->width / 3) + (p->dumb ? 4 : SWATCH + 22);
    if (*x > 0 && *x + width > p->width - (p->dumb ? 0 : 32)) {
        *x = 0;
        *y += p->dumb ? 1 : KEY_LINE;
    }
    *x += width;
}

static double
key_height(const struct coh_page *p, const struct coh_chart_levels *l)
{
    double x = 0, y = 0;
    size_t i;

    for (i = 0; i < l->levels; i++)
        key_step(p, coh_chart_levels_name(l, i), &x, &y);
    return l->levels ? y + (p->dumb ? 1 : KEY_LINE + 8) : 0;
}

static void
measure(struct coh_page *p, const struct coh_chart_levels *l, struct frame *f)
{
    double room;
    size_t i;

    *f = (struct frame){.bar = p->dumb ? 1 : 36, .line = p->dumb ? 1 : 15};
    f->rows = l->groups < COH_GRID_ROWS ? l->groups : COH_GRID_ROWS;
    f->names = names_width(p, l, f->rows);
    f->left = f->names + (p->dumb ? 2 : 28);
    f->right = p->width - (p->dumb ? 8 : 24);
    f->key = key_height(p, l);
    for (i = 0; i < f->rows && !p->failed; i++) {
        int lines = coh_chart_levels_below(p, l, i, f->right - f->left, NULL);

        f->lines = lines > f->lines ? lines : f->lines;
    }
    room = f->key + (double)f->rows * (1 + f->lines);
    if (p->dumb && room > TERMINAL_LINES)
        f->lines = 0;
    f->height = f->bar + f->line * f->lines + (p->dumb ? 0 : 14);
}

/* ---- drawing ---- */

/* Coloured boxes: x, y, their sides, colour; in `frames` the same with a line
 * around them, since the lightest is hardly seen on paper. */
static void
plot_boxes(struct coh_page *p, const char *name, const char *frames)
{
    coh_page_put(p,
                 "plot $%s using 1:2:3:4:5:6:7 with boxxyerror fillstyle "
                 "solid border linecolor rgb '#ffffff' linecolor rgb "
                 "variable, \\\n  $%s using 1:2:3:4:5:6 with boxxyerror "
                 "fillstyle empty linecolor rgb '" COH_PAGE_CONTEXT "'",
                 name, frames);
}

static void
put_box(struct coh_page *p, const double side[4], unsigned rgb)
{
    double line[7] = {(side[0] + side[1]) / 2,
                      (side[2] + side[3]) / 2,
                      side[0],
                      side[1],
                      side[2],
                      side[3],
                      rgb};

    coh_page_numbers(p, line, 7);
}

static void
terminal_key(struct coh_page *p, const struct coh_chart_levels *l)
{
    struct coh_text t = COH_TEXT_INIT;
    double x = 0, y = 0;
    size_t i;

    for (i = 0; i < l->levels && !p->failed; i++) {
        struct coh_span name = coh_chart_levels_name(l, i);
        double width =
            fmin(coh_page_text_width(p, COH_PAGE_SMALL, name), p->width / 3);

        key_step(p, name, &x, &y);
        coh_text_clear(&t);
        p->failed =
            coh_text_format(&t, p->err, "%s ", coh_chart_levels_block(i)) ||
            coh_text_add(&t, name.bytes, name.length, p->err);
        coh_page_text(p, x - width - 4, p->top + y + 0.5, 'l', COH_PAGE_SMALL,
                      width + 3, coh_text_span(&t));
    }
    coh_text_release(&t);
}

/* Which shade is which level: a panel of its own, in pixels. */
static void
draw_key(struct coh_page *p, const struct coh_chart_levels *l, double height)
{
    struct coh_page_panel panel = {
        0, p->width, p->top,          p->top + height,
        0, p->width, p->top + height, p->top};
    double x = 0, y = 0;
    size_t i;

    coh_page_panel(p, &panel);
    coh_page_put(p, "# x, y, its sides, colour\n$key << EOD\n");
    for (i = 0; i < l->levels; i++) {
        struct coh_span name = coh_chart_levels_name(l, i);
        double width =
            fmin(coh_page_text_width(p, COH_PAGE_SMALL, name), p->width / 3);
        double left, side[4];

        key_step(p, name, &x, &y);
        left = 16 + x - width - 22 - SWATCH;
        side[0] = left;
        side[1] = left + SWATCH;
        side[2] = p->top + y + 2;
        side[3] = p->top + y + 2 + SWATCH;
        put_box(p, side, coh_shade(coh_chart_levels_part(l, i)));
    }
    coh_page_put(p, "EOD\n");
    for (i = 0, x = y = 0; i < l->levels; i++) {
        struct coh_span name = coh_chart_levels_name(l, i);
        double width =
            fmin(coh_page_text_width(p, COH_PAGE_SMALL, name), p->width / 3);

        key_step(p, name, &x, &y);
        coh_page_text(p, 16 + x - width - 17, p->top + y + 8, 'l',
                      COH_PAGE_SMALL, width, name);
    }
    plot_boxes(p, "key", "key");
    coh_page_put(p, "\n");
    coh_page_panel_end(p);
}

/* The shares as boxes, and in their own block what is hidden. */
static void
put_bars(struct coh_page *p, const struct coh_chart_levels *l,
         const struct frame *f, int hidden)
{
    struct coh_chart_levels_part part[COH_CHART_LEVELS_MOST + 1];
    size_t i, k, n;

    coh_page_put(p, "$%s << EOD\n", hidden ? "hidden" : "levels");
    for (i = 0; i < f->rows; i++) {
        double half = f->bar / f->height / 2, top = half * 2;

        n = coh_chart_levels_parts(l, i, part);
        for (k = 0; k < n; k++) {
            double side[4] = {part[k].from, part[k].to, (double)i,
                              (double)i + top};

            if ((part[k].place == l->levels) == hidden)
                put_box(p, side,
                        hidden ? 0x8C8C8C
                               : coh_shade(
                                     coh_chart_levels_part(l, part[k].place)));
        }
    }
    coh_page_put(p, "EOD\n");
}

/* A box around each bar that is drawn. */
static void
put_frames(struct coh_page *p, const struct coh_chart_levels *l,
           const struct frame *f)
{
    struct coh_chart_levels_part part[COH_CHART_LEVELS_MOST + 1];
    size_t i, n;

    coh_page_put(p, "$frames << EOD\n");
    for (i = 0; i < f->rows; i++) {
        double side[4] = {0, 1, (double)i, (double)i + f->bar / f->height};

        n = coh_chart_levels_parts(l, i, part);
        side[1] = n ? part[n - 1].to : 0;
        if (n)
            put_box(p, side, 0);
    }
    coh_page_put(p, "EOD\n");
}

static int
any_hidden(const struct coh_chart_levels *l)
{
    size_t i;

    for (i = 0; i < l->grid.cells; i++)
        if (l->grid.cell[i].hidden)
            return 1;
    return 0;
}

/* Is there a bar at all? */
static int
any_bar(const struct coh_chart_levels *l, const struct frame *f)
{
    struct coh_chart_levels_part part[COH_CHART_LEVELS_MOST + 1];
    size_t i;

    for (i = 0; i < f->rows; i++)
        if (coh_chart_levels_parts(l, i, part))
            return 1;
    return 0;
}

static void
plot_bars(struct coh_page *p, const struct coh_chart_levels *l,
          const struct frame *f)
{
    int hidden = any_hidden(l);

    if (p->dumb || !any_bar(l, f)) {
        coh_page_put(p, "plot NaN\n");
        return;
    }
    coh_page_put(p, "# share and row, the sides of the box, colour\n");
    put_bars(p, l, f, 0);
    put_frames(p, l, f);
    if (hidden)
        put_bars(p, l, f, 1);
    plot_boxes(p, "levels", "frames");
    if (hidden)
        coh_page_put(p, ", \\\n  $hidden using 1:2:3:4:5:6 with boxxyerror "
                        "fillstyle pattern 4 linecolor rgb '#b3b3b3'");
    coh_page_put(p, "\n");
}

/* Name and n of a group, left of its bar; in a terminal n stands right. */
static void
name_group(struct coh_page *p, const struct coh_chart *c, const struct frame *f,
           size_t at, double y)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    const struct coh_chart_levels_group *g = &l->group[at];
    struct coh_span name = l->grid.rows.name[at];
    const char *hidden = coh_chart_word(p->options, COH_CHART_WORD_HIDDEN);
    struct coh_text t = COH_TEXT_INIT;

    if (!p->failed)
        p->failed = coh_caption_count(&t, c, g->of, g->missing, p->err);
    if (!t.length && !p->failed)
        p->failed = p->dumb
                        ? coh_text_add_string(&t, hidden, p->err)
                        : coh_chart_word_add(&t, p->options, COH_CHART_WORD_N,
                                             COH_CHART_FILL(hidden), p->err);
    if (!name.length)
        name = coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_ALL));
    if (p->dumb) {
        coh_page_text(p, f->left - 1, y, 'r', COH_PAGE_TEXT, f->names, name);
        coh_page_text(p, p->width - 1, y, 'r', COH_PAGE_TEXT, 8,
                      coh_text_span(&t));
    } else {
        coh_page_text(p, f->left - 12, y - 8, 'r', COH_PAGE_TEXT, f->names,
                      name);
        coh_page_text(p, f->left - 12, y + 9, 'r', COH_PAGE_SMALL, f->names,
                      coh_text_span(&t));
    }
    coh_text_release(&t);
}

static void
write_group(struct coh_page *p, const struct coh_chart *c,
            const struct frame *f, size_t at)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    double top = p->top + f->key + (double)at * f->height;
    double y = top + f->bar / 2, width = f->right - f->left;
    struct coh_chart_levels_part part[COH_CHART_LEVELS_MOST + 1];
    struct coh_chart_levels_place where = {f->left, top + f->bar, width,
                                           f->line, f->lines};
    size_t n = coh_chart_levels_parts(l, at, part), i;

    name_group(p, c, f, at, y);
    for (i = 0; i < n; i++)
        coh_chart_levels_write(
            p, l, at, &part[i],
            &(struct coh_chart_levels_place){f->left, y, width, 0, 0});
    if (!n)
        coh_page_text(
            p, f->left, y, 'l', COH_PAGE_SMALL, width,
            coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_NO_LEVEL)));
    coh_chart_levels_below(p, l, at, width, &where);
}

/* How to read the bars. */
static int
make_foot(const struct coh_page *p, const struct coh_chart_levels *l,
          const struct frame *f, struct coh_text *t)
{
    const struct coh_chart_options *o = p->options;
    char all[COH_NUMBER_SIZE], drawn[COH_NUMBER_SIZE];

    if (any_hidden(l) &&
        coh_text_format(t, p->err, "%s: %s. ",
                        coh_chart_word(o, COH_CHART_WORD_HIDDEN),
                        coh_chart_word(o, COH_CHART_WORD_HIDDEN_WHY)))
        return -1;
    if (coh_text_add_string(t, coh_chart_word(o, COH_CHART_WORD_LEVELS_FOOT),
                            p->err))
        return -1;
    if (f->rows == l->groups)
        return 0;
    coh_double_text((double)l->groups, all);
    coh_double_text((double)f->rows, drawn);
    return coh_text_add_string(t, " ", p->err) ||
                   coh_chart_word_add(t, o, COH_CHART_WORD_FIRST_GROUPS,
                                      COH_CHART_FILL(all, drawn), p->err)
               ? -1
               : 0;
}

static void
open_page(struct coh_page *p, const struct coh_chart *c, struct frame *f)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    struct coh_caption w = COH_CAPTION_INIT;
    struct coh_page_plan plan = {.left = f->left, .right = p->width - f->right};
    struct coh_text foot = COH_TEXT_INIT;

    if (coh_caption_make(&w, c, p->err) || make_foot(p, l, f, &foot))
        p->failed = -1;
    plan.title = coh_text_get(&w.title);
    plan.subtitle = coh_text_get(&w.subtitle);
    plan.foot = c->rows ? coh_text_get(&foot) : NULL;
    plan.height = f->key + f->height * fmax(1, (double)f->rows);
    plan.least = plan.height;
    coh_page_open(p, &plan);
    if (f->rows)
        f->height = (p->bottom - p->top - f->key) / (double)f->rows;
    coh_caption_release(&w);
    coh_text_release(&foot);
}

int
coh_chart_levels_draw(struct coh_page *p, const struct coh_chart *c)
{
    const struct coh_chart_levels *l = coh_chart_levels_of(c);
    struct frame f;
    size_t i;

    measure(p, l, &f);
    open_page(p, c, &f);
    if (p->dumb)
        terminal_key(p, l);
    else if (l->levels)
        draw_key(p, l, f.key);
    f.panel = (struct coh_page_panel){
        f.left, f.right, p->top + f.key,          p->bottom,
        0,      1,       fmax(1, (double)f.rows), 0};
    coh_page_panel(p, &f.panel);
    for (i = 0; i < f.rows; i++)
        write_group(p, c, &f, i);
    if (!f.rows)
        coh_page_text(
            p, (p->left + p->right) / 2, (p->top + p->bottom) / 2, 'c',
            COH_PAGE_TEXT, p->width,
            coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_NO_DATA)));
    plot_bars(p, l, &f);
    coh_page_panel_end(p);
    return coh_page_close(p);
}
