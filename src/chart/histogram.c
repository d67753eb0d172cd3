/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "chart/caption.h"
#include "chart/kind.h"
#include "stat/order.h"

enum { TERMINAL_HEIGHT = 19, FEW_BINS = 5 };

/* Bins of one width for all panels; bin k is from low + k·width up to, not
 * with, low + (k+1)·width. `centred`: a bar for each whole number, around it.
 */
struct bins {
    double low, width;
    size_t n;
    int centred;
    double start;  /* a bin starts here: the cut, so that no bar straddles it */
    size_t *count; /* groups × n */
    size_t most;
    double from, to; /* what a panel shows */
    struct coh_axis x, y;
};

static int
fit_bins(struct bins *b, const struct coh_chart *c, struct coh_error *err)
{
    double *x = coh_alloc_array(c->rows + 1, sizeof(*x), err);
    size_t i;

    if (!x)
        return -1;
    for (i = 0; i < c->rows; i++)
        x[i] = c->row[i].value;
    coh_order_doubles(x, c->rows);
    b->width = c->rows ? coh_axis_bin(x, c->rows, c->whole) : 1;
    b->centred = c->whole && b->width == 1 && !c->options.has_cut;
    b->start = c->options.has_cut ? c->options.cut : 0;
    if (c->rows) {
        b->low =
            b->start + floor((x[0] - b->start) / b->width + 1e-9) * b->width;
        b->n = (size_t)floor((x[c->rows - 1] - b->low) / b->width + 1e-9) + 1;
    } else {
        b->n = 1;
    }
    coh_free(x);
    return 0;
}

static int
count(struct bins *b, const struct coh_chart *c, struct coh_error *err)
{
    size_t i;

    b->count = coh_alloc_array((c->groups + 1) * b->n, sizeof(*b->count), err);
    if (!b->count)
        return -1;
    for (i = 0; i < c->rows; i++) {
        const struct coh_chart_row *r = &c->row[i];
        double k = floor((r->value - b->low) / b->width + 1e-9);
        size_t at = k < 0 ? 0 : (size_t)k;
        size_t *n = &b->count[r->group * b->n + (at < b->n ? at : b->n - 1)];

        if (++*n > b->most)
            b->most = *n;
    }
    return 0;
}

static int
make_bins(struct bins *b, const struct coh_chart *c, double marks,
          struct coh_error *err)
{
    double low, high, half;

    if (fit_bins(b, c, err) || count(b, c, err))
        return -1;
    half = b->centred ? b->width / 2 : 0;
    coh_chart_range(c, 0, &low, &high);
    low = fmin(low, b->low) - half;
    high = fmax(high, b->low + (double)b->n * b->width - half);
    /* A few bars alone would look like a wall. */
    if (b->n < FEW_BINS) {
        low -= 2 * b->width;
        high += 2 * b->width;
    }
    b->from = low;
    b->to = high;
    coh_axis_fit(&b->x, low, high, marks, c->whole);
    /* The panel ends at the bars: marks are where round numbers fall. */
    b->x.low = ceil(low / b->x.step - 1e-9) * b->x.step;
    b->x.high = floor(high / b->x.step + 1e-9) * b->x.step;
    coh_axis_fit(&b->y, 0, b->most ? (double)b->most : 1, 2, 1);
    return 0;
}

/* Panels beside each other once there are many. */
struct grid {
    size_t columns, rows;
    double gap_x, heading, height;
};

static void
make_grid(struct grid *g, const struct coh_page *p, size_t groups, int limits)
{
    g->columns = groups <= 4 ? 1 : groups <= 10 ? 2 : p->dumb ? 4 : 3;
    g->rows = (groups + g->columns - 1) / g->columns;
    g->gap_x = p->dumb ? 3 : 52;
    g->heading = p->dumb ? 1 : 34 + 14 * limits;
    g->height = g->rows <= 1 ? 300 : g->rows <= 4 ? 96 : 72;
    if (p->dumb)
        g->height = fmax(2, floor(TERMINAL_HEIGHT / (double)g->rows) - 1);
}

static void
heading(struct coh_page *p, const struct coh_chart *c, size_t at,
        const struct coh_page_panel *a, const struct grid *g)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_span label = c->group[at].label;
    double width = a->right - a->left, used;
    double y = a->top - g->heading + (p->dumb ? 0 : 18);

    p->failed = p->failed || coh_caption_count(&t, c, (double)c->group[at].n,
                                               c->group[at].missing, p->err);
    used = coh_page_text_width(p, COH_PAGE_SMALL, coh_text_span(&t)) +
           (p->dumb ? 1 : 8);
    coh_page_text(p, a->left, y, 'l', COH_PAGE_TEXT, width - used, label);
    coh_page_text(p, a->right, y, 'r', COH_PAGE_SMALL, width,
                  coh_text_span(&t));
    coh_text_release(&t);
}

static void
y_axis(struct coh_page *p, const struct coh_page_panel *a,
       const struct coh_axis *y)
{
    char number[COH_NUMBER_SIZE];
    double at;

    for (at = y->step; at < y->high + y->step / 2; at += y->step) {
        double from[2] = {a->x_low, at}, to[2] = {a->x_high, at};

        coh_page_line(p, from, to,
                      "back linewidth 1 linecolor rgb '" COH_PAGE_GRID "'");
        coh_page_text(p, a->left - 6, coh_page_y(a, at), 'r', COH_PAGE_SMALL,
                      40, coh_span_of(coh_double_fixed(at, 0, number)));
    }
}

/* Does the cut or the goal lie in this column of characters? */
static int
at_limit(const struct coh_page *p, const struct coh_page_panel *a, int col,
         int columns)
{
    double scale = columns / (a->x_high - a->x_low);

    return (p->options->has_cut &&
            (int)floor((p->options->cut - a->x_low) * scale) == col) ||
           (p->options->has_goal &&
            (int)floor((p->options->goal - a->x_low) * scale) == col);
}

/* In a terminal bars are blocks of an eighth of a line. */
static void
terminal_bars(struct coh_page *p, const struct bins *b, size_t group,
              const struct coh_page_panel *a)
{
    static const char *const block[] = {
        " ",
        "\xE2\x96\x81",
        "\xE2\x96\x82",
        "\xE2\x96\x83",
        "\xE2\x96\x84",
        "\xE2\x96\x85",
        "\xE2\x96\x86",
        "\xE2\x96\x87",
        "\xE2\x96\x88",
    };
    int lines = (int)lround(a->bottom - a->top) + 1, line, col;
    int columns = (int)lround(a->right - a->left);
    double half = b->centred ? b->width / 2 : 0;
    struct coh_text t = COH_TEXT_INIT;

    for (line = 0; line < lines; line++) {
        coh_text_clear(&t);
        for (col = 0; col < columns && !p->failed; col++) {
            double x =
                a->x_low + (col + 0.5) / columns * (a->x_high - a->x_low);
            double k = floor((x - b->low + half) / b->width), full = 0;

            if (k >= 0 && k < (double)b->n)
                full = (double)b->count[group * b->n + (size_t)k];
            full = ceil(full / b->y.high * lines * 8) - 8 * line;
            full = fmax(0, fmin(8, full));
            p->failed = coh_text_add_string(
                &t,
                full < 1 && at_limit(p, a, col, columns) ? "\xE2\x94\x82"
                                                         : block[(int)full],
                p->err);
        }
        coh_page_text(p, a->left, a->bottom - line, 'l', COH_PAGE_TEXT, columns,
                      coh_text_span(&t));
    }
    coh_text_release(&t);
}

static void
draw_bars(struct coh_page *p, const struct bins *b, size_t group, size_t block)
{
    double half = b->centred ? 0 : b->width / 2;
    size_t k;

    coh_page_put(p, "# middle of the bin, count\n$bins%zu << EOD\n", block);
    for (k = 0; k < b->n; k++)
        coh_page_numbers(p,
                         (double[]){b->low + (double)k * b->width + half,
                                    (double)b->count[group * b->n + k]},
                         2);
    coh_page_put(p, "EOD\n");
    if (p->dumb || !b->most)
        coh_page_put(p, "plot NaN\n");
    else
        coh_page_put(p,
                     "plot $bins%zu using 1:2:(%.17g) with boxes fillstyle "
                     "solid border rgb '#ffffff' linecolor rgb '%s'\n",
                     block, b->width, COH_PAGE_POINT);
}

static void
draw_panel(struct coh_page *p, const struct coh_chart *c, const struct bins *b,
           const struct grid *g, size_t at)
{
    double width = (p->right - p->left - g->gap_x * (double)(g->columns - 1)) /
                   (double)g->columns;
    size_t column = at % g->columns, row = at / g->columns;
    struct coh_page_panel a = {.left = p->left};

    a.left += (double)column * (width + g->gap_x);
    a.right = a.left + width;
    a.bottom =
        p->top + (double)(row + 1) * (p->bottom - p->top) / (double)g->rows;
    a.top = a.bottom - (p->bottom - p->top) / (double)g->rows + g->heading;
    if (p->dumb) {
        a.top += 0.5;
        a.bottom -= 0.5;
    }
    a.x_low = b->from;
    a.x_high = b->to;
    a.y_high = b->y.high;
    coh_page_panel(p, &a);
    if (!p->dumb)
        y_axis(p, &a, &b->y);
    /* Marks stand under the last panel of each column. */
    if (at + g->columns >= c->groups)
        coh_page_x_axis(p, &a, &b->x, 0);
    if (!p->dumb)
        coh_page_limits(p, &a, 0);
    heading(p, c, at, &a, g);
    if (p->dumb)
        terminal_bars(p, b, at, &a);
    draw_bars(p, b, at, at + 1);
    coh_page_panel_end(p);
}

/* A terminal has no room for names at the lines. */
static int
terminal_limits(struct coh_text *t, const struct coh_chart *c,
                struct coh_error *err)
{
    const struct coh_chart_options *o = &c->options;
    char cut[COH_NUMBER_SIZE], goal[COH_NUMBER_SIZE];

    if (o->format != COH_CHART_DUMB)
        return 0;
    coh_double_text(o->cut, cut);
    coh_double_text(o->goal, goal);
    if (o->has_cut &&
        (coh_text_add(t, " ", 1, err) ||
         coh_chart_word_add(t, o, COH_CHART_WORD_CUT_FOOT_TERMINAL,
                            COH_CHART_FILL(cut), err)))
        return -1;
    if (o->has_goal &&
        (coh_text_add(t, " ", 1, err) ||
         coh_chart_word_add(t, o, COH_CHART_WORD_GOAL_FOOT_TERMINAL,
                            COH_CHART_FILL(goal), err)))
        return -1;
    return 0;
}

static int
make_foot(struct coh_text *t, const struct coh_chart *c, const struct bins *b,
          struct coh_error *err)
{
    enum coh_chart_word word = b->centred ? COH_CHART_WORD_WHOLE_FOOT
                               : c->options.format == COH_CHART_DUMB
                                   ? COH_CHART_WORD_BIN_FOOT_TERMINAL
                                   : COH_CHART_WORD_BIN_FOOT;
    char width[COH_NUMBER_SIZE];

    if (!c->rows)
        return 0;
    coh_double_text(b->width, width);
    return coh_chart_word_add(t, &c->options, word, COH_CHART_FILL(width),
                              err) ||
           terminal_limits(t, c, err);
}

static void
draw(struct coh_page *p, const struct coh_chart *c, const struct bins *b,
     const struct coh_caption *w, const char *foot)
{
    size_t groups = c->groups ? c->groups : 1, i;
    struct grid g;
    struct coh_page_plan plan = {
        .title = coh_text_get(&w->title),
        .subtitle = coh_text_get(&w->subtitle),
        .x_label = c->value_name.bytes,
        .y_label = p->dumb ? NULL
                           : coh_chart_word(&c->options,
                                            COH_CHART_WORD_NUMBER_OF_SCORES),
        .foot = foot,
        .left = p->dumb ? 1 : 48,
        .right = p->dumb ? 1 : 24,
        .x_marks = 1,
    };

    make_grid(&g, p, groups, p->options->has_cut || p->options->has_goal);
    plan.height = (g.height + g.heading) * (double)g.rows;
    plan.least = (g.heading + (p->dumb ? 1 : 36)) * (double)g.rows;
    if (!c->rows)
        plan.height = plan.least = 4 * p->line;
    coh_page_open(p, &plan);
    for (i = 0; i < c->groups; i++)
        draw_panel(p, c, b, &g, i);
    if (!c->rows) {
        coh_page_text(
            p, p->width / 2, (p->top + p->bottom) / 2, 'c', COH_PAGE_TEXT,
            p->width,
            coh_span_of(coh_chart_word(&c->options, COH_CHART_WORD_NO_DATA)));
        coh_page_put(p, "set xrange [0:1]\nset yrange [0:1]\nplot NaN\n");
    }
}

int
coh_chart_histogram(struct coh_page *p, const struct coh_chart *c)
{
    struct bins b = {.count = NULL};
    struct coh_caption w = COH_CAPTION_INIT;
    struct coh_text foot = COH_TEXT_INIT;
    double marks = c->groups > 10 ? (p->dumb ? 2 : 3) : c->groups > 4 ? 4 : 7;
    int rc = -1;

    if (make_bins(&b, c, marks, p->err) || coh_caption_make(&w, c, p->err) ||
        make_foot(&foot, c, &b, p->err))
        goto out;
    draw(p, c, &b, &w, coh_text_get(&foot));
    rc = coh_page_close(p);
out:
    coh_free(b.count);
    coh_caption_release(&w);
    coh_text_release(&foot);
    return rc;
}

/* ---- its data table ---- */

/* A column for each panel, up to this many. */
enum { PANELS_MOST = 40 };

/* From where a bin goes to where: or the number that a bar stands for. */
static int
sheet_edges(struct coh_chart_sheet *sheet, const struct bins *b, size_t k,
            struct coh_error *err)
{
    double low = b->low + (double)k * b->width;

    if (coh_chart_sheet_number(sheet, low, err))
        return -1;
    return b->centred ? 0 : coh_chart_sheet_number(sheet, low + b->width, err);
}

static int
sheet_head(const struct coh_chart *c, struct coh_chart_sheet *sheet,
           const struct bins *b, size_t panels, struct coh_error *err)
{
    size_t i;

    if (b->centred
            ? coh_chart_sheet_text(sheet, c->value_name, err)
            : coh_chart_sheet_word(c, sheet, COH_CHART_WORD_NAME_FROM, err) ||
                  coh_chart_sheet_word(c, sheet, COH_CHART_WORD_NAME_BELOW,
                                       err))
        return -1;
    for (i = 0; i < panels; i++)
        if (coh_chart_sheet_group(c, sheet, i, err))
            return -1;
    if (panels < c->groups &&
        coh_chart_sheet_word(c, sheet, COH_CHART_WORD_OTHER, err))
        return -1;
    return coh_chart_sheet_end(sheet, err);
}

static int
sheet_row(const struct coh_chart *c, struct coh_chart_sheet *sheet,
          const struct bins *b, size_t k, size_t panels, struct coh_error *err)
{
    size_t rest = 0, i;

    if (sheet_edges(sheet, b, k, err))
        return -1;
    for (i = 0; i < panels; i++)
        if (coh_chart_sheet_number(sheet, (double)b->count[i * b->n + k], err))
            return -1;
    for (; i < c->groups; i++)
        rest += b->count[i * b->n + k];
    if (panels < c->groups && coh_chart_sheet_number(sheet, (double)rest, err))
        return -1;
    return coh_chart_sheet_end(sheet, err);
}

int
coh_chart_histogram_sheet(const struct coh_chart *c,
                          struct coh_chart_sheet *sheet, struct coh_error *err)
{
    size_t panels = c->groups < PANELS_MOST ? c->groups : PANELS_MOST, k;
    struct bins b = {.count = NULL};
    int rc = -1;

    if (make_bins(&b, c, 7, err) || sheet_head(c, sheet, &b, panels, err))
        goto out;
    for (k = 0; k < b.n && c->rows; k++)
        if (sheet_row(c, sheet, &b, k, panels, err))
            goto out;
    rc = 0;
out:
    coh_free(b.count);
    return rc;
}
