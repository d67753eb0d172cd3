/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two measures as marks: equal points are one mark, whose area is how many. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart/caption.h"
#include "chart/scatter.h"

#define CUT  "back linewidth 1.5 dashtype '-' linecolor rgb '" COH_PAGE_LIMIT "'"
#define GRID "back linewidth 1 linecolor rgb '" COH_PAGE_GRID "'"

/* Shapes of the groups: a ring, a triangle, a square, a diamond, a cross; and
 * those of students in colour. */
static const int shapes[COH_SCATTER_GROUPS] = {6, 8, 4, 12, 2};
static const int filled[COH_SCATTER_GROUPS] = {7, 9, 5, 13, 3};

/* ---- keys and axes ---- */

struct key {
    int shape;
    const char *colour;
    double radius;
    struct coh_text text;
};

static int
group_key(const struct coh_scatter_view *v, size_t i, struct key *k,
          struct coh_error *err)
{
    struct coh_span name = v->c->keys.name[i];
    char number[COH_NUMBER_SIZE];

    k->shape = shapes[i];
    k->colour = coh_page_colour(i);
    k->radius = COH_SCATTER_USUAL;
    if (coh_text_format(&k->text, err, "%.*s, ", (int)name.length, name.bytes))
        return -1;
    return coh_chart_word_add(
        &k->text, &v->c->options, COH_CHART_WORD_N,
        COH_CHART_FILL(coh_chart_count(v->s->group[i].n, number)), err);
}

/* Where a mark can stand for several: what the largest one stands for. */
static int
size_key(const struct coh_scatter_view *v, size_t n, struct key *k,
         struct coh_error *err)
{
    k->shape = shapes[0];
    k->colour = COH_PAGE_SOFT;
    k->radius = coh_scatter_radius(v, n);
    return coh_scatter_who(v->c, n, &k->text, err);
}

static int
make_keys(const struct coh_scatter_view *v,
          struct key key[COH_SCATTER_GROUPS + 2], size_t *n,
          struct coh_error *err)
{
    size_t i;

    for (i = 0; v->c->by.n && i < v->c->keys.n; i++)
        if (group_key(v, i, &key[(*n)++], err))
            return -1;
    if (v->most > 1 && (size_key(v, 1, &key[(*n)++], err) ||
                        size_key(v, v->most, &key[(*n)++], err)))
        return -1;
    return 0;
}

/* Draw the keys from `top` on, or without `p->out` measure them: their height.
 */
static double
put_keys(struct coh_page *p, const struct key *key, size_t n, double top)
{
    double x = p->left > 16 ? p->left : 16, y = top + 10,
           line = 2 * COH_SCATTER_MOST - 8;
    double start = x, end = p->width - 16;
    size_t i;

    for (i = 0; i < n; i++) {
        struct coh_span text = coh_text_span(&key[i].text);
        double mark = 2 * fmax(key[i].radius, COH_SCATTER_USUAL) + 6;
        double width = fmin(coh_page_text_width(p, COH_PAGE_TEXT, text),
                            end - start - mark);

        if (x > start && x + mark + width > end) {
            x = start;
            y += line;
        }
        if (p->out) {
            coh_page_put(p,
                         "set label %zu '' at screen %.6g, screen %.6g point "
                         "pointtype %d pointsize %.4g linecolor rgb '%s'\n",
                         ++p->texts, (x + mark / 2 - 3) / p->width,
                         1 - y / p->height, key[i].shape,
                         key[i].radius / COH_SCATTER_MARK, key[i].colour);
            coh_page_text(p, x + mark, y, 'l', COH_PAGE_TEXT, width, text);
        }
        x += mark + width + 22;
    }
    return n ? y + line / 2 + 4 - top : 0;
}

static void
y_axis(struct coh_page *p, const struct coh_scatter_view *v)
{
    const struct coh_axis *axis = &v->axis[1];
    const struct coh_page_panel *a = &v->panel;
    int steps = (int)lround((axis->high - axis->low) / axis->step), k;
    double bottom[2] = {a->x_low, a->y_low}, top[2] = {a->x_low, a->y_high};
    char number[COH_NUMBER_SIZE];

    coh_page_line(p, bottom, top,
                  "back linewidth 1 linecolor rgb '" COH_PAGE_SOFT "'");
    for (k = 0; k <= steps; k++) {
        double y = axis->low + k * axis->step;
        double from[2] = {a->x_low, y}, to[2] = {a->x_high, y};

        coh_page_line(p, from, to, GRID);
        coh_page_text(p, a->left - 8, coh_page_y(a, y), 'r', COH_PAGE_SMALL,
                      p->left - 12,
                      coh_span_of(coh_double_fixed(y, axis->decimals, number)));
    }
}

static int
cut_name(const struct coh_page *p, double cut, struct coh_text *t)
{
    char number[COH_NUMBER_SIZE];

    coh_text_clear(t);
    return coh_chart_word_add(t, p->options, COH_CHART_WORD_CUT,
                              COH_CHART_FILL(coh_double_text(cut, number)),
                              p->err);
}

static void
cut_lines(struct coh_page *p, const struct coh_scatter_view *v)
{
    const struct coh_chart_options *o = &v->c->options;
    const struct coh_page_panel *a = &v->panel;
    struct coh_text t = COH_TEXT_INIT;

    if (o->has_cut) {
        double from[2] = {o->cut, v->axis[1].low};
        double to[2] = {o->cut, v->axis[1].high};

        coh_page_line(p, from, to, CUT);
        p->failed = p->failed || cut_name(p, o->cut, &t);
        coh_page_text(p, coh_page_x(a, o->cut), a->top - 9, 'c', COH_PAGE_SMALL,
                      p->width, coh_text_span(&t));
    }
    if (o->has_cut_y) {
        double from[2] = {v->axis[0].low, o->cut_y};
        double to[2] = {a->x_high, o->cut_y};

        coh_page_line(p, from, to, CUT);
        p->failed = p->failed || cut_name(p, o->cut_y, &t);
        coh_page_text(p, a->right + 6, coh_page_y(a, o->cut_y), 'l',
                      COH_PAGE_SMALL, p->width - a->right - 8,
                      coh_text_span(&t));
    }
    coh_text_release(&t);
}

/* How many stand in each corner, in bands in which no point is. */
static int
quarters(struct coh_page *p, const struct coh_scatter_view *v)
{
    const struct coh_page_panel *a = &v->panel;
    struct coh_text t = COH_TEXT_INIT;
    size_t q, n = coh_scatter_quarters(v->c);
    double half = (a->right - a->left) / 2 - 12;
    int rc = 0;

    for (q = 0; q < n && !rc; q++) {
        int right = q & 1, up = n == 2 || (q & 2);

        coh_text_clear(&t);
        rc = coh_scatter_quarter(v->c, q, &t, p->err) ||
             coh_text_format(&t, p->err, ": %zu", v->s->quarter[q]);
        coh_page_text(p, right ? a->right - 6 : a->left + 6,
                      up ? a->top + 11 : a->bottom - 11, right ? 'r' : 'l',
                      COH_PAGE_SMALL, half, coh_text_span(&t));
        coh_page_put(p, "set label %zu front\n", p->texts);
    }
    coh_text_release(&t);
    return rc;
}

/* ---- marks ---- */

static int
is_chosen(const struct coh_scatter_view *v, size_t i)
{
    return v->c->options.highlight &&
           coh_chart_highlighted(v->c, v->s->point[i].student);
}

static void
write_marks(struct coh_page *p, const struct coh_scatter_view *v)
{
    const struct coh_page_panel *a = &v->panel;
    double across = (a->x_high - a->x_low) / (a->right - a->left);
    double up = (a->y_high - a->y_low) / (a->bottom - a->top);
    double line[3];
    size_t i, g;

    coh_page_put(p, "# %s\n", "x, y, size of the mark");
    for (g = 0; g < v->c->keys.n; g++) {
        coh_page_put(p, "$marks%zu << EOD\n", g + 1);
        for (i = 0; i < v->places; i++) {
            if (v->place[i].group != g)
                continue;
            line[0] = v->place[i].at[0] + v->shift[i][0] * across;
            line[1] = v->place[i].at[1] + v->shift[i][1] * up;
            line[2] = round(coh_scatter_radius(v, v->place[i].n) /
                            COH_SCATTER_MARK * 1e4) /
                      1e4;
            coh_page_numbers(p, line, 3);
        }
        coh_page_put(p, "EOD\n$chosen%zu << EOD\n", g + 1);
        for (i = 0; i < v->s->n; i++)
            if (v->s->point[i].group == g && is_chosen(v, i))
                coh_page_numbers(p, v->s->point[i].at, 2);
        coh_page_put(p, "EOD\n");
    }
}

static void
plot_marks(struct coh_page *p, const struct coh_scatter_view *v)
{
    size_t g;

    coh_page_put(p, "plot NaN");
    for (g = 0; g < v->c->keys.n; g++)
        coh_page_put(p,
                     ", \\\n  $marks%zu using 1:2:3 with points pointtype %d "
                     "pointsize variable linecolor rgb '%s'",
                     g + 1, shapes[g], coh_page_colour(g));
    for (g = 0; g < v->c->keys.n && v->c->options.highlights; g++)
        coh_page_put(p,
                     ", \\\n  $chosen%zu using 1:2 with points pointtype %d "
                     "pointsize 1.1 linecolor rgb '" COH_PAGE_INK "'",
                     g + 1, filled[g]);
    coh_page_put(p, "\n");
}

static int
make_foot(const struct coh_scatter_view *v, struct coh_text *t,
          struct coh_error *err)
{
    const struct {
        int there;
        enum coh_chart_word word;
    } part[] = {
        {v->squares, COH_CHART_WORD_SQUARES},
        {!v->squares && v->most > 1, COH_CHART_WORD_AREA},
        {v->squares && v->c->keys.n > 1, COH_CHART_WORD_SQUARE_GROUPS},
        {v->beside, COH_CHART_WORD_BESIDE},
        {v->c->options.highlights > 0, COH_CHART_WORD_FILLED_NAMED},
        {v->unnamed > 0, COH_CHART_WORD_NO_ROOM},
        {!isnan(v->s->all.r.ci.low), COH_CHART_WORD_R_SPEAKS},
    };
    char number[COH_NUMBER_SIZE];
    size_t i;

    coh_chart_count(v->unnamed, number);
    for (i = 0; i < sizeof(part) / sizeof(*part); i++)
        if (part[i].there &&
            ((t->length && coh_text_add_string(t, " ", err)) ||
             coh_chart_word_add(t, &v->c->options, part[i].word,
                                COH_CHART_FILL(number), err)))
            return -1;
    return 0;
}

/* ---- the page ---- */

/* Bands around the data, so that marks at an edge are whole, and corners have
 * room for their counts. */
static void
make_panel(struct coh_scatter_view *v, const struct coh_page *p, double top,
           double bottom)
{
    double side = COH_SCATTER_MOST,
           band = coh_scatter_quarters(v->c) == 4 ? 24 : COH_SCATTER_MOST;
    double above = coh_scatter_quarters(v->c) ? 24 : COH_SCATTER_MOST;
    const struct coh_axis *x = &v->axis[0], *y = &v->axis[1];
    double across = (x->high - x->low) / (p->right - p->left - 2 * side);
    double up = (y->high - y->low) / (bottom - top - band - above);

    v->panel = (struct coh_page_panel){.left = p->left,
                                       .right = p->right,
                                       .top = top,
                                       .bottom = bottom,
                                       .x_low = x->low - side * across,
                                       .x_high = x->high + side * across,
                                       .y_low = y->low - band * up,
                                       .y_high = y->high + above * up};
}

static double
names_height(const struct coh_chart *c)
{
    return c->options.highlights > 8
               ? fmin(24 * (double)c->options.highlights, 1200)
               : 0;
}

static void
say_nothing(struct coh_page *p)
{
    coh_page_text(
        p, p->width / 2, (p->top + p->bottom) / 2, 'c', COH_PAGE_TEXT, p->width,
        coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_NO_DATA)));
    coh_page_put(p, "plot NaN\n");
}

static int
draw_panel(struct coh_page *p, struct coh_scatter_view *v)
{
    coh_page_x_axis(p, &v->panel, &v->axis[0], 0);
    y_axis(p, v);
    cut_lines(p, v);
    if (quarters(p, v) ||
        coh_scatter_names(p, v->c, &v->panel, COH_SCATTER_USUAL, &v->unnamed,
                          p->err))
        return -1;
    write_marks(p, v);
    plot_marks(p, v);
    return 0;
}

static int
draw(struct coh_page *p, struct coh_scatter_view *v,
     const struct coh_caption *w)
{
    const struct coh_chart *c = v->c;
    struct key key[COH_SCATTER_GROUPS + 2];
    struct coh_text foot = COH_TEXT_INIT, *out = p->out;
    struct coh_page_plan plan = {
        .title = coh_text_get(&w->title),
        .subtitle = coh_text_get(&w->subtitle),
        .x_label = v->s->name[0].bytes,
        .y_label = v->s->name[1].bytes,
        .left = 64,
        .right = c->options.has_cut_y ? 84 : 24,
        .height = v->s->n ? fmax(400, names_height(c)) : 4 * p->line,
        .least = v->s->n ? 160 : 40,
        .x_marks = 1,
    };
    double above = c->options.has_cut ? 18 : 0;
    size_t keys = 0, i;
    int rc = -1;

    memset(key, 0, sizeof(key));
    /* The shape of the page decides about squares, these about keys and foot,
     * and they about the page. */
    p->left = plan.left;
    p->right = p->width - plan.right;
    p->top = 0;
    make_panel(v, p, 0, plan.height);
    if (coh_scatter_lay_out(v, p->err) || make_keys(v, key, &keys, p->err))
        goto out;
    p->out = NULL;
    v->key = put_keys(p, key, keys, 0);
    p->out = out;
    plan.height += v->key + above;
    plan.least += v->key + above;
    if (coh_scatter_names(NULL, c, &v->panel, COH_SCATTER_USUAL, &v->unnamed,
                          p->err) ||
        make_foot(v, &foot, p->err))
        goto out;
    plan.foot = coh_text_get(&foot);
    coh_page_open(p, &plan);
    make_panel(v, p, p->top + v->key + above, p->bottom);
    coh_page_panel(p, &v->panel);
    if (!v->s->n) {
        say_nothing(p);
        rc = 0;
        goto out;
    }
    put_keys(p, key, keys, p->top);
    rc = draw_panel(p, v);
out:
    for (i = 0; i < COH_SCATTER_GROUPS + 2; i++)
        coh_text_release(&key[i].text);
    coh_text_release(&foot);
    return rc;
}

int
coh_chart_scatter(struct coh_page *p, const struct coh_chart *c)
{
    struct coh_scatter_view v = {.c = c, .s = c->own};
    struct coh_caption w = COH_CAPTION_INIT;
    int rc = -1;

    coh_scatter_axes(c, v.axis);
    if (p->dumb)
        return coh_scatter_terminal(p, c);
    if (coh_caption_make(&w, c, p->err) || draw(p, &v, &w))
        goto out;
    coh_page_panel_end(p);
    rc = coh_page_close(p);
out:
    coh_free(v.place);
    coh_free(v.shift);
    coh_caption_release(&w);
    return rc;
}
