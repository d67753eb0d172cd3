/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "chart/rows.h"
#include "stat/order.h"

/* A box of fewer would pretend to know quartiles; dots of more would be one
 * blot. */
enum { BOX_LEAST = 10, DOTS_MOST = 500 };

/* Tukey's box: quartiles of type 7, whiskers to the furthest score within
 * 1.5 box lengths of the box. */
struct box {
    double whisker_low, q1, median, q3, whisker_high;
};

static void
box_of(const double *x, size_t n, struct box *b)
{
    double reach;
    size_t i;

    b->q1 = coh_order_quantile(x, n, 0.25);
    b->median = coh_order_quantile(x, n, 0.5);
    b->q3 = coh_order_quantile(x, n, 0.75);
    reach = 1.5 * (b->q3 - b->q1);
    b->whisker_low = b->q1;
    b->whisker_high = b->q3;
    for (i = 0; i < n; i++) {
        if (x[i] >= b->q1 - reach)
            b->whisker_low = fmin(b->whisker_low, x[i]);
        if (x[i] <= b->q3 + reach)
            b->whisker_high = fmax(b->whisker_high, x[i]);
    }
}

/* Points side by side: neighbours in value go to different heights, by the
 * golden ratio, the same in each run. */
static double
offset(size_t i)
{
    double part = (double)i * 0.6180339887498949;

    return 0.44 * (part - floor(part)) - 0.22;
}

static void
sorted_values(const struct coh_chart *c, const struct coh_chart_group *g,
              double *x)
{
    size_t i;

    for (i = 0; i < g->n; i++)
        x[i] = c->row[g->first + i].value;
    coh_order_doubles(x, g->n);
}

static void
write_points(struct coh_page *p, const struct coh_chart *c, double *x)
{
    size_t i, k;

    coh_page_put(p, "# value, row, place in the row\n$points << EOD\n");
    for (i = 0; i < c->groups; i++) {
        struct box b = {INFINITY, 0, 0, 0, -INFINITY};

        sorted_values(c, &c->group[i], x);
        if (c->group[i].n > DOTS_MOST)
            box_of(x, c->group[i].n, &b);
        for (k = 0; k < c->group[i].n; k++) {
            double line[3] = {x[k], (double)i + 1, offset(k)};

            if (x[k] < b.whisker_low || x[k] > b.whisker_high)
                coh_page_numbers(p, line, 3);
        }
    }
    coh_page_put(p, "EOD\n");
}

/* Returns how many groups have a box. */
static size_t
write_boxes(struct coh_page *p, const struct coh_chart *c, double *x)
{
    size_t i, boxes = 0;

    coh_page_put(p, "# row, whisker, quartile, median, quartile, whisker\n"
                    "$boxes << EOD\n");
    for (i = 0; i < c->groups; i++) {
        struct box b;

        if (c->group[i].n < BOX_LEAST)
            continue;
        sorted_values(c, &c->group[i], x);
        box_of(x, c->group[i].n, &b);
        coh_page_numbers(p,
                         (double[]){(double)i + 1, b.whisker_low, b.q1,
                                    b.median, b.q3, b.whisker_high},
                         6);
        boxes++;
    }
    coh_page_put(p, "EOD\n");
    return boxes;
}

#define DARK "nohead linewidth 1.5 linecolor rgb '" COH_PAGE_SOFT "'"

/* Boxes behind the points of the same row, both in full view. */
static void
plot_picture(struct coh_page *p, size_t boxes)
{
    coh_page_put(p, "plot ");
    if (boxes) {
        coh_page_put(p, "$boxes using 3:1:3:5:($1-0.34):($1+0.34) with "
                        "boxxyerror fillstyle solid 1 noborder linecolor rgb "
                        "'#dceaf3', \\\n  ");
        coh_page_put(p,
                     "$boxes using 2:1:($3-$2):(0) with vectors " DARK
                     ", \\\n  $boxes using 5:1:($6-$5):(0) with vectors " DARK
                     ", \\\n  ");
        coh_page_put(p, "$boxes using 3:1:3:5:($1-0.34):($1+0.34) with "
                        "boxxyerror fillstyle empty linewidth 1.5 linecolor "
                        "rgb '" COH_PAGE_SOFT "', \\\n  ");
    }
    if (boxes)
        coh_page_put(p, "$boxes using 4:($1-0.34):(0):(0.68) with vectors "
                        "nohead linewidth 4 linecolor rgb '" COH_PAGE_INK
                        "', \\\n  ");
    coh_page_put(p,
                 "$points using 1:($2+$3) with points pointtype 7 pointsize "
                 "%s linecolor rgb '%s'",
                 p->options->format == COH_CHART_SVG ? "0.4" : "0.55",
                 COH_PAGE_POINT);
    coh_page_put(p, "\n");
}

/* Characters: |--[ # ]--| in a row's first line, scores in its second; with
 * one line a row, scores only where there is no box. */
static void
plot_terminal(struct coh_page *p, const struct coh_chart_rows *r, size_t boxes)
{
    double line = 1 / r->height, box = 0.5 * (line - 1), low = box + line;

    if (r->height < 2)
        low = box;
    coh_page_put(p, "plot $points using 1:($2%+.6g) with points pt 'o'", low);
    if (boxes) {
        coh_page_put(p,
                     ", $boxes using 2:($1%+.6g):($6-$2):(0) with vectors "
                     "nohead, $boxes using 2:($1%+.6g) with points pt '|', "
                     "$boxes using 6:($1%+.6g) with points pt '|'",
                     box, box, box);
        coh_page_put(p,
                     ", $boxes using 3:($1%+.6g) with points pt '[', "
                     "$boxes using 5:($1%+.6g) with points pt ']', "
                     "$boxes using 4:($1%+.6g) with points pt '#'",
                     box, box, box);
    }
    coh_page_put(p, "\n");
}

static void
plot(struct coh_page *p, const struct coh_chart *c,
     const struct coh_chart_rows *r, double *x)
{
    size_t boxes;

    if (!c->rows) {
        coh_page_put(p, "plot NaN\n");
        return;
    }
    write_points(p, c, x);
    boxes = write_boxes(p, c, x);
    if (p->dumb)
        plot_terminal(p, r, boxes);
    else
        plot_picture(p, boxes);
}

/* How to read it. */
static const char *
foot_of(const struct coh_page *p, const struct coh_chart *c)
{
    size_t i;

    if (p->dumb)
        return coh_chart_word(&c->options, COH_CHART_WORD_BOX_FOOT_TERMINAL);
    for (i = 0; i < c->groups; i++)
        if (c->group[i].n > DOTS_MOST)
            return coh_chart_word(&c->options, COH_CHART_WORD_BOX_FOOT_MANY);
    return coh_chart_word(&c->options, COH_CHART_WORD_BOX_FOOT);
}

int
coh_chart_box(struct coh_page *p, const struct coh_chart *c)
{
    size_t groups = c->groups ? c->groups : 1, i;
    double *n = coh_alloc_array(groups, sizeof(*n), p->err), low, high;
    double *x = coh_alloc_array(c->rows + 1, sizeof(*x), p->err);
    struct coh_chart_rows r = {.right = p->dumb ? 8 : 28};
    int rc = -1;

    if (!n || !x)
        goto out;
    for (i = 0; i < c->groups; i++)
        n[i] = (double)c->group[i].n;
    coh_chart_range(c, 0, &low, &high);
    coh_axis_fit(&r.axis, low, high, p->dumb ? 4 : 7, c->whole);
    r.n = n;
    r.value = c->value_name.bytes;
    r.foot = foot_of(p, c);
    if (coh_chart_rows_open(p, c, &r))
        goto out;
    plot(p, c, &r, x);
    coh_page_panel_end(p);
    rc = coh_page_close(p);
out:
    coh_free(n);
    coh_free(x);
    return rc;
}
