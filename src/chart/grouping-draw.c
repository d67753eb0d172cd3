/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups as blocks, one below the other: each member a mark at the score with
 * the name beside it, or a list where there is no score. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart/caption.h"
#include "chart/grouping.h"

#define LONG 700.0 /* has its axis at the top as well */

/* ---- the page ---- */

static double
names_width(const struct coh_page *p, const struct coh_chart *c)
{
    double width = 64;
    size_t i;

    for (i = 0; i < c->keys.n; i++)
        width =
            fmax(width, coh_page_text_width(p, COH_PAGE_TEXT, c->keys.name[i]));
    return fmin(width, p->width * 0.26);
}

/* Name and size of each group, a thin line above it. */
static int
name_blocks(struct coh_page *p, const struct coh_chart_grouping_view *v,
            const struct coh_page_panel *a, double width)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    for (i = 0; i < v->c->keys.n && !rc; i++) {
        double y = a->top + v->block[i].top;
        double from[2] = {a->x_low,
                          v->block[i].top - COH_CHART_GROUPING_GAP / 2};
        double to[2] = {a->x_high, from[1]};

        if (i)
            coh_page_line(p, from, to,
                          "back linewidth 1 linecolor rgb '" COH_PAGE_CONTEXT
                          "'");
        coh_page_text(p, a->left - 12, y + 10, 'r', COH_PAGE_TEXT, width,
                      v->c->keys.name[i]);
        coh_text_clear(&t);
        rc = coh_caption_count(&t, v->c, (double)v->s->group[i].n, 0, p->err);
        coh_page_text(p, a->left - 12, y + 28, 'r', COH_PAGE_SMALL, width,
                      coh_text_span(&t));
        coh_chart_grouping_rest(
            p, v, &v->block[i],
            a->top + v->block[i].top + v->block[i].height -
                (double)coh_chart_grouping_rest(NULL, v, &v->block[i], 0) *
                    COH_CHART_GROUPING_LANE);
    }
    coh_text_release(&t);
    return rc;
}

static int
put_names(struct coh_page *p, const struct coh_chart_grouping_view *v,
          const struct coh_page_panel *a)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    for (i = 0; i < v->marks && !rc; i++) {
        const struct coh_chart_grouping_mark *m = &v->mark[i];

        if (!m->align)
            continue;
        coh_text_clear(&t);
        rc = coh_chart_grouping_label(v->c, &v->s->member[m->member], 0, &t,
                                      p->err);
        coh_page_text(p, a->left + m->name_x, a->top + m->y, m->align,
                      COH_PAGE_TEXT, m->width, coh_text_span(&t));
        coh_page_put(p, "set label %zu front\n", p->texts);
    }
    coh_text_release(&t);
    return rc;
}

/* A mark of each shape is a plot: shapes are not read from data here. */
static void
plot(struct coh_page *p, const struct coh_chart_grouping_view *v)
{
    static const int shapes[] = {6, 7, 4, 5, 12, 13};
    double line[3];
    size_t i, k, n = v->marks ? sizeof(shapes) / sizeof(*shapes) : 0;

    coh_page_put(p, "# pixels from the left and the top; size of the mark\n");
    for (k = 0; k < n; k++) {
        coh_page_put(p, "$marks%zu << EOD\n", k + 1);
        for (i = 0; i < v->marks; i++) {
            if (v->mark[i].shape != shapes[k])
                continue;
            line[0] = round(v->mark[i].x * 100) / 100;
            line[1] = v->mark[i].y;
            line[2] = round(v->mark[i].size * 1e4) / 1e4;
            coh_page_numbers(p, line, 3);
        }
        coh_page_put(p, "EOD\n");
    }
    coh_page_put(p, "plot NaN");
    for (k = 0; k < n; k++)
        coh_page_put(p,
                     ", \\\n  $marks%zu using 1:2:3 with points pointtype %d "
                     "pointsize variable linecolor rgb '" COH_PAGE_POINT "'",
                     k + 1, shapes[k]);
    coh_page_put(p, "\n");
}

static int
make_foot(const struct coh_chart_grouping_view *v, struct coh_text *t,
          struct coh_error *err)
{
    const struct coh_chart_grouping *s = v->s;
    const struct {
        int there;
        enum coh_chart_word word;
    } part[] = {
        {s->n > 0 && !v->names, COH_CHART_WORD_NO_NAMES},
        {v->scale && !v->names, COH_CHART_WORD_AREA_SCORE},
        {s->pins && v->names, COH_CHART_WORD_SQUARE_PINNED},
        {s->splits && v->names, COH_CHART_WORD_DIAMOND},
        {(s->moved || s->added) && v->names, COH_CHART_WORD_FILLED_MOVED},
    };
    size_t i;

    for (i = 0; i < sizeof(part) / sizeof(*part); i++)
        if (part[i].there &&
            ((t->length && coh_text_add_string(t, " ", err)) ||
             coh_chart_word_add(t, &v->c->options, part[i].word, NULL, err)))
            return -1;
    return 0;
}

static int
ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void
cut_piece(struct coh_page *p, double x, double from, double to)
{
    const double a[2] = {x, from}, b[2] = {x, to};

    if (to > from)
        coh_page_line(p, a, b,
                      "back linewidth 1.5 dashtype '-' linecolor rgb "
                      "'" COH_PAGE_LIMIT "'");
}

/* The line at the cut makes way for names. */
static int
put_cut(struct coh_page *p, const struct coh_chart_grouping_view *v,
        const struct coh_page_panel *a)
{
    double x = coh_chart_grouping_x(v, v->c->options.cut), from = 0;
    double *y = coh_alloc_array(v->marks + 1, sizeof(*y), p->err);
    char number[COH_NUMBER_SIZE];
    struct coh_text text = COH_TEXT_INIT;
    size_t i, n = 0;

    if (!y)
        return -1;
    for (i = 0; i < v->marks; i++) {
        const struct coh_chart_grouping_mark *m = &v->mark[i];
        double left = m->align == 'r' ? m->name_x - m->width : m->name_x;

        if (m->align && x > left - 3 && x < left + m->width + 3)
            y[n++] = m->y;
    }
    qsort(y, n, sizeof(*y), ascending);
    for (i = 0; i < n; i++) {
        cut_piece(p, x, from, y[i] - COH_CHART_GROUPING_LANE / 2);
        from = y[i] + COH_CHART_GROUPING_LANE / 2;
    }
    cut_piece(p, x, from, v->height);
    coh_free(y);
    p->failed =
        p->failed ||
        coh_chart_word_add(
            &text, p->options, COH_CHART_WORD_CUT,
            COH_CHART_FILL(coh_double_text(v->c->options.cut, number)), p->err);
    coh_page_text(p, a->left + x, a->top - 9, 'c', COH_PAGE_SMALL, p->width,
                  coh_text_span(&text));
    coh_text_release(&text);
    return p->failed ? -1 : 0;
}

/* The axis below and above: the picture may be longer than a screen. */
static void
put_axes(struct coh_page *p, const struct coh_chart_grouping_view *v,
         const struct coh_page_panel *a)
{
    struct coh_page_panel scale = *a;
    double unit =
        (v->axis.high - v->axis.low) / (v->width - 2 * COH_CHART_GROUPING_EDGE);

    scale.x_low = v->axis.low - COH_CHART_GROUPING_EDGE * unit;
    scale.x_high = v->axis.high + COH_CHART_GROUPING_EDGE * unit;
    coh_page_panel(p, &scale);
    coh_page_x_axis(p, &scale, &v->axis, 0);
    if (v->height > LONG) {
        scale.bottom = a->top - (v->c->options.has_cut ? 36 : 22);
        coh_page_x_axis(p, &scale, &v->axis, 0);
    }
    coh_page_put(p, "plot NaN\n");
    coh_page_panel_end(p);
}

static int
draw(struct coh_page *p, struct coh_chart_grouping_view *v,
     const struct coh_caption *w)
{
    double names = names_width(p, v->c), top = v->c->options.has_cut ? 18 : 0;
    struct coh_text foot = COH_TEXT_INIT;
    struct coh_page_plan plan = {.title = coh_text_get(&w->title),
                                 .subtitle = coh_text_get(&w->subtitle),
                                 .left = names + 28,
                                 .right = 20};
    struct coh_page_panel a;
    int rc = -1;

    v->width = p->width - plan.left - plan.right;
    if (coh_chart_grouping_place(v, p->err) || make_foot(v, &foot, p->err))
        goto out;
    if (v->scale && v->height > LONG)
        top += 18;
    plan.foot = coh_text_get(&foot);
    plan.height = plan.least = v->s->n ? v->height + top : 76;
    plan.x_marks = v->scale;
    plan.x_label = v->scale ? v->c->value_name.bytes : NULL;
    coh_page_open(p, &plan);
    a = (struct coh_page_panel){.left = p->left,
                                .right = p->right,
                                .top = p->top + top,
                                .bottom = p->bottom,
                                .x_high = v->width,
                                .y_low = p->bottom - p->top - top};
    if (v->scale)
        put_axes(p, v, &a);
    coh_page_panel(p, &a);
    if (!v->s->n)
        coh_page_text(
            p, p->width / 2, (p->top + p->bottom) / 2, 'c', COH_PAGE_TEXT,
            p->width,
            coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_NO_DATA)));
    if ((v->scale && v->c->options.has_cut && put_cut(p, v, &a)) ||
        name_blocks(p, v, &a, names) || put_names(p, v, &a))
        goto out;
    plot(p, v);
    rc = 0;
out:
    coh_text_release(&foot);
    return rc;
}

int
coh_chart_grouping_draw(struct coh_page *p, const struct coh_chart *c)
{
    struct coh_chart_grouping_view v = {.c = c, .s = c->own};
    struct coh_caption w = COH_CAPTION_INIT;
    int rc = -1;

    if (p->dumb)
        return coh_chart_grouping_terminal(p, c);
    v.scale = v.s->scored > 0;
    v.names = v.s->n <= COH_CHART_GROUPING_NAMES;
    coh_chart_grouping_axis(c, &v.axis);
    if (coh_caption_make(&w, c, p->err) || draw(p, &v, &w))
        goto out;
    coh_page_panel_end(p);
    rc = coh_page_close(p);
out:
    coh_chart_grouping_view_release(&v);
    coh_caption_release(&w);
    return rc;
}
