/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two measures in characters: each stands for how many fall into it. */
#include <math.h>
#include <stdio.h>

#include "chart/caption.h"
#include "chart/label.h"
#include "chart/scatter.h"

enum { LETTERS = 16 };

struct grid {
    const struct coh_chart *c;
    const struct coh_scatter *s;
    struct coh_axis axis[2];
    struct coh_page_panel panel;
    size_t columns, lines;
    size_t *count; /* of each cell; its group + 1 beside, or mixed */
    unsigned char *group;
    unsigned char *letter; /* of a student in colour, or 0 */
    size_t named;
};

enum { MIXED = COH_SCATTER_GROUPS + 1 };

static size_t
cell_of(const struct grid *g, const double at[2])
{
    double x = coh_page_x(&g->panel, at[0]) - g->panel.left;
    double y = coh_page_y(&g->panel, at[1]) - g->panel.top;
    size_t column = (size_t)fmin(fmax(round(x), 0), (double)g->columns - 1);
    size_t line = (size_t)fmin(fmax(round(y), 0), (double)g->lines - 1);

    return line * g->columns + column;
}

static void
count(struct grid *g)
{
    size_t i;

    for (i = 0; i < g->s->n; i++) {
        const struct coh_scatter_point *q = &g->s->point[i];
        size_t at = cell_of(g, q->at);
        unsigned char own = (unsigned char)(q->group + 1);

        g->count[at]++;
        g->group[at] = !g->group[at] || g->group[at] == own ? own : MIXED;
        if (!g->c->options.highlight ||
            !coh_chart_highlighted(g->c, q->student))
            continue;
        /* Who stand in one cell share its letter. */
        if (!g->letter[at] && g->named < LETTERS)
            g->letter[at] = (unsigned char)('A' + g->named);
        g->named++;
    }
}

/* With groups a letter of theirs, else how many. */
static char
sign(const struct grid *g, size_t at)
{
    if (g->letter[at])
        return (char)g->letter[at];
    if (g->c->by.n)
        return g->group[at] == MIXED ? '*' : "oxsdv"[g->group[at] - 1];
    return g->count[at] > 9 ? '#' : (char)('0' + (char)g->count[at]);
}

static void
put_sign(struct coh_page *p, const struct grid *g, size_t at, char c)
{
    char text[2] = {c, '\0'};

    coh_page_text(p, g->panel.left + (double)(at % g->columns),
                  g->panel.top + (double)(at / g->columns), 'l', COH_PAGE_TEXT,
                  1, coh_span_of(text));
}

/* Signs, and lines of cuts where none is. */
static void
put_signs(struct coh_page *p, const struct grid *g)
{
    const struct coh_chart_options *o = &g->c->options;
    double cut[2] = {o->has_cut ? o->cut : g->axis[0].low,
                     o->has_cut_y ? o->cut_y : g->axis[1].low};
    size_t at, cross = cell_of(g, cut);

    for (at = 0; at < g->columns * g->lines; at++) {
        int up = o->has_cut && at % g->columns == cross % g->columns;
        int across = o->has_cut_y && at / g->columns == cross / g->columns;

        if (g->count[at])
            put_sign(p, g, at, sign(g, at));
        else if (up || across)
            put_sign(p, g, at, up && across ? '+' : up ? '|' : '-');
    }
}

static void
put_axes(struct coh_page *p, const struct grid *g)
{
    const struct coh_axis *y = &g->axis[1];
    int steps = (int)lround((y->high - y->low) / y->step), k;
    char number[COH_NUMBER_SIZE];

    for (k = 0; k <= steps; k++)
        coh_page_text(p, g->panel.left - 2,
                      round(coh_page_y(&g->panel, y->low + k * y->step)), 'r',
                      COH_PAGE_TEXT, 8,
                      coh_span_of(coh_double_fixed(y->low + k * y->step,
                                                   y->decimals, number)));
    coh_page_x_axis(p, &g->panel, &g->axis[0], 0);
}

/* Who the letters are, right of the picture. */
static void
put_names(struct coh_page *p, const struct grid *g)
{
    size_t i, n = 0;

    for (i = 0; g->named && i < g->s->n && n < LETTERS; i++) {
        struct coh_span label;
        char letter[2] = {'\0', '\0'};

        if (!coh_chart_highlighted(g->c, g->s->point[i].student))
            continue;
        letter[0] = (char)g->letter[cell_of(g, g->s->point[i].at)];
        label = g->c->student_label[g->s->point[i].student];
        coh_page_text(p, p->right + 2, p->top + 0.5 + (double)n, 'l',
                      COH_PAGE_TEXT, 2, coh_span_of(letter));
        coh_page_text(p, p->right + 4, p->top + 0.5 + (double)n++, 'l',
                      COH_PAGE_TEXT, p->width - p->right - 5, label);
    }
}

/* The quarters on what is left of the line. */
static int
foot_quarters(const struct grid *g, struct coh_text *t, struct coh_error *err)
{
    const struct coh_chart_options *o = &g->c->options;
    const size_t *q = g->s->quarter;
    size_t n = coh_scatter_quarters(g->c), k;
    struct coh_text name[2] = {COH_TEXT_INIT, COH_TEXT_INIT};
    char number[4][COH_NUMBER_SIZE];
    int rc = 0;

    for (k = 0; k < n; k++)
        coh_chart_count(q[k], number[k]);
    for (k = 0; n == 4 && k < 2 && !rc; k++)
        rc = coh_label_cut(g->s->name[k], 12, 0, &name[k], err);
    if (n == 4 && !rc)
        rc = coh_chart_word_add(
            t, o, COH_CHART_WORD_CUTS_TERMINAL,
            COH_CHART_FILL(number[3], coh_text_get(&name[0]), number[1],
                           coh_text_get(&name[1]), number[2], number[0]),
            err);
    if (n == 2)
        rc = coh_chart_word_add(t, o, COH_CHART_WORD_CUT_TERMINAL,
                                COH_CHART_FILL(number[1], number[0]), err);
    coh_text_release(&name[0]);
    coh_text_release(&name[1]);
    return rc ? -1 : 0;
}

static int
make_foot(const struct grid *g, struct coh_text *t, struct coh_error *err)
{
    size_t i;

    if (foot_quarters(g, t, err) ||
        (t->length && coh_text_add_string(t, " ", err)))
        return -1;
    for (i = 0; g->c->by.n && i < g->c->keys.n; i++)
        if (coh_text_format(t, err, "%s%c %.*s %zu", i ? ", " : "", "oxsdv"[i],
                            (int)g -> c -> keys.name[i].length,
                            g->c->keys.name[i].bytes, g->s->group[i].n))
            return -1;
    if (g->c->by.n && g->c->keys.n < 2)
        return 0;
    return coh_chart_word_add(t, &g->c->options,
                              g->c->by.n ? COH_CHART_WORD_SEVERAL_TERMINAL
                                         : COH_CHART_WORD_TEN_TERMINAL,
                              NULL, err);
}

static int
draw(struct coh_page *p, struct grid *g, const struct coh_caption *w)
{
    struct coh_text foot = COH_TEXT_INIT;
    int names = g->c->options.highlights > 0;
    struct coh_page_plan plan = {
        .title = coh_text_get(&w->title),
        .subtitle = coh_text_get(&w->subtitle),
        .x_label = g->s->name[0].bytes,
        .y_label = g->s->name[1].bytes,
        .left = 10,
        .right = names ? 24 : 2,
        .height = g->s->n ? 18 : 4,
        .least = 4,
        .x_marks = 1,
    };
    size_t cells;
    int rc = -1;

    if (g->s->n && make_foot(g, &foot, p->err))
        goto out;
    plan.foot = coh_text_get(&foot);
    coh_page_open(p, &plan);
    g->columns = (size_t)fmax(1, floor(p->right - p->left));
    g->lines = (size_t)fmax(1, floor(p->bottom - p->top));
    g->panel = (struct coh_page_panel){
        p->left,        p->left + (double)g->columns - 1,
        p->top + 0.5,   p->top - 0.5 + (double)g->lines,
        g->axis[0].low, g->axis[0].high,
        g->axis[1].low, g->axis[1].high};
    coh_page_panel(p, &g->panel);
    if (!g->s->n)
        coh_page_text(
            p, p->width / 2, (p->top + p->bottom) / 2, 'c', COH_PAGE_TEXT,
            p->width,
            coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_NO_DATA)));
    cells = g->columns * g->lines;
    g->count = coh_alloc_array(cells, sizeof(*g->count), p->err);
    g->group = coh_alloc_array(cells, 1, p->err);
    g->letter = coh_alloc_array(cells, 1, p->err);
    if (!g->count || !g->group || !g->letter)
        goto out;
    if (g->s->n) {
        count(g);
        put_axes(p, g);
        put_signs(p, g);
        put_names(p, g);
    }
    coh_page_put(p, "plot NaN\n");
    rc = 0;
out:
    coh_text_release(&foot);
    return rc;
}

int
coh_scatter_terminal(struct coh_page *p, const struct coh_chart *c)
{
    struct grid g = {.c = c, .s = c->own};
    struct coh_caption w = COH_CAPTION_INIT;
    int rc = -1;

    coh_scatter_axes(c, g.axis);
    if (coh_caption_make(&w, c, p->err) || draw(p, &g, &w))
        goto out;
    coh_page_panel_end(p);
    rc = coh_page_close(p);
out:
    coh_free(g.count);
    coh_free(g.group);
    coh_free(g.letter);
    coh_caption_release(&w);
    return rc;
}
