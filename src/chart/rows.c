/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/rows.h"

#include <math.h>

#include "chart/caption.h"

/* More rows than this are slim, where the kind allows it. */
enum { TERMINAL_ROWS = 18, SLIM_ROWS = 24 };

/* Lines of a terminal without title, subtitle, axis and its name. */
enum { TERMINAL_ROOM = 24 - 4 };

/* ", a dot for 10" */
static int
add_each(struct coh_text *t, const struct coh_page *p,
         const struct coh_chart_rows *r, size_t i)
{
    char each[COH_NUMBER_SIZE];

    if (!r->each || r->each[i] < 2)
        return 0;
    coh_double_text((double)r->each[i], each);
    if (coh_text_add_string(t, ", ", p->err))
        return -1;
    return coh_chart_word_add(t, p->options, COH_CHART_WORD_EACH,
                              COH_CHART_FILL(each), p->err);
}

/* "n = 27, 2 missing, a dot for 10" */
static void
count_text(struct coh_text *t, struct coh_page *p, const struct coh_chart *c,
           const struct coh_chart_rows *r, size_t i)
{
    coh_text_clear(t);
    if (coh_caption_count(t, c, r->n[i], c->group[i].missing, p->err) ||
        add_each(t, p, r, i))
        p->failed = -1;
}

static double
count_width(struct coh_page *p, const struct coh_chart *c,
            const struct coh_chart_rows *r)
{
    struct coh_text t = COH_TEXT_INIT;
    double width = 0;
    size_t i;

    for (i = 0; i < c->groups; i++) {
        count_text(&t, p, c, r, i);
        width = fmax(width,
                     coh_page_text_width(p, COH_PAGE_SMALL, coh_text_span(&t)));
    }
    coh_text_release(&t);
    return width;
}

/* Room for the widest name and count, within reason. */
static double
names_width(struct coh_page *p, const struct coh_chart *c,
            const struct coh_chart_rows *r)
{
    double width = 0, most = p->dumb ? 26 : p->width * 0.4;
    size_t i;

    for (i = 0; i < c->groups; i++)
        width = fmax(width,
                     coh_page_text_width(p, COH_PAGE_TEXT, c->group[i].label));
    if (p->dumb)
        return fmin(width, most);
    if (r->slim && c->groups > SLIM_ROWS)
        return fmin(width + count_width(p, c, r) + 8, most);
    width = fmax(fmax(width, 64), count_width(p, c, r));
    for (i = 0; i < c->groups; i++)
        if (c->group[i].missing)
            width = fmax(width, 130);
    return fmin(width, most);
}

static double
row_height(const struct coh_page *p, const struct coh_chart_rows *r,
           size_t groups)
{
    if (p->dumb)
        return fmax(1, fmin(3, floor(TERMINAL_ROWS / (double)groups)));
    if (r->slim && groups > SLIM_ROWS)
        return 23;
    return groups <= 8 ? (r->slim ? 42 : 48) : 38;
}

static int
name_rows(struct coh_page *p, const struct coh_chart *c,
          const struct coh_chart_rows *r, double width)
{
    int slim = !p->dumb && r->slim && c->groups > SLIM_ROWS;
    double count = slim ? count_width(p, c, r) + 7 : 0;
    struct coh_text t = COH_TEXT_INIT;
    size_t i;

    for (i = 0; i < c->groups && !p->failed; i++) {
        const struct coh_chart_group *g = &c->group[i];
        double y = coh_page_y(&r->panel, (double)i + 1);
        double gap = p->dumb ? 1 : 12, apart = p->dumb ? 0 : 8;

        count_text(&t, p, c, r, i);
        if (p->dumb) {
            /* The first line of the row. */
            y = r->panel.top + (double)i * r->height;
            coh_page_text(p, p->width - 1, y, 'r', COH_PAGE_TEXT, 10,
                          coh_text_span(&t));
        } else {
            coh_page_text(p, r->panel.left - gap,
                          y + (g->label.length && !slim ? 9 : 0), 'r',
                          COH_PAGE_SMALL, width, coh_text_span(&t));
        }
        if (slim) {
            double used = t.length ? count : 0;

            coh_page_text(p, r->panel.left - gap - used, y, 'r', COH_PAGE_TEXT,
                          width - used, g->label);
            continue;
        }
        coh_page_text(p, r->panel.left - gap, t.length ? y - apart : y, 'r',
                      COH_PAGE_TEXT, width, g->label);
    }
    coh_text_release(&t);
    return p->failed ? -1 : 0;
}

/* The line at 0; in a terminal a character a line, under what rows write. */
static void
zero_line(struct coh_page *p, const struct coh_page_panel *a)
{
    double from[2] = {0, a->y_low}, to[2] = {0, a->y_high}, y;

    if (!p->dumb)
        coh_page_line(p, from, to,
                      "back linewidth 1.5 linecolor rgb '" COH_PAGE_INK "'");
    for (y = a->top; p->dumb && y < a->bottom + 0.5; y++)
        coh_page_text(p, floor(coh_page_x(a, 0) + 0.5), y, 'l', COH_PAGE_TEXT,
                      1, coh_span_of("|"));
}

/* What one side of 0 is, with an arrow where that fits; nothing where most of
 * it had to be cut away: then the other side has the room. */
static void
name_side(struct coh_page *p, double x, double y, char align, double width,
          const char *name)
{
    const char *left = align == 'r' ? "\xE2\x86\x90 " : "";
    const char *right = align == 'r' ? "" : " \xE2\x86\x92";
    struct coh_text t = COH_TEXT_INIT;

    p->failed =
        p->failed || coh_text_format(&t, p->err, "%s%s%s", left, name, right);
    if (coh_page_text_width(p, COH_PAGE_SMALL, coh_text_span(&t)) <= width)
        name = coh_text_get(&t);
    if (coh_page_text_width(p, COH_PAGE_SMALL, coh_span_of(name)) <=
        1.5 * width)
        coh_page_text(p, x, y, align, COH_PAGE_SMALL, width, coh_span_of(name));
    coh_text_release(&t);
}

static void
draw_zero(struct coh_page *p, const struct coh_chart_rows *r, double y)
{
    double x = coh_page_x(&r->panel, 0);
    double gap = p->dumb ? 1 : 8, edge = p->dumb ? 0 : 16;

    zero_line(p, &r->panel);
    if (!r->below)
        return;
    name_side(p, x - gap, y, 'r', x - gap - edge, r->below);
    name_side(p, x + gap, y, 'l', p->width - x - gap - edge, r->above);
}

int
coh_chart_rows_open(struct coh_page *p, const struct coh_chart *c,
                    struct coh_chart_rows *r)
{
    double width = names_width(p, c, r);
    size_t groups = c->groups ? c->groups : 1;
    struct coh_caption w = COH_CAPTION_INIT;
    struct coh_page_plan plan = {.x_label = r->value, .x_marks = 1};
    int limits = p->options->has_cut || p->options->has_goal;
    double edge, above;

    if (coh_caption_make(&w, c, p->err))
        p->failed = -1;
    r->height = row_height(p, r, groups);
    plan.title = coh_text_get(&w.title);
    plan.subtitle = coh_text_get(&w.subtitle);
    plan.foot =
        !c->rows || (p->dumb && groups > TERMINAL_ROWS) ? NULL : r->foot;
    /* The title says it, and 20 rows are to fit. */
    above = limits + (r->below && c->rows);
    if (p->dumb &&
        above + r->height * (double)groups + (plan.foot && *plan.foot) >
            TERMINAL_ROOM)
        plan.x_label = NULL;
    plan.left = width + (p->dumb ? 2 : 28);
    plan.right = r->right;
    plan.height = r->height * (double)groups;
    plan.least = (p->dumb                         ? 1
                  : r->slim && groups > SLIM_ROWS ? 19
                                                  : 34) *
                 (double)groups;
    above *= p->line;
    plan.height += above;
    plan.least += above;
    coh_page_open(p, &plan);
    p->top += above;
    r->height = (p->bottom - p->top) / (double)groups;
    /* A terminal's panel goes from the middle of its first line to that of its
     * last. */
    edge = p->dumb ? 0.5 : 0;
    r->panel = (struct coh_page_panel){
        .left = p->left,
        .right = p->right,
        .top = p->top + edge,
        .bottom = p->bottom - edge,
        .x_low = r->axis.low,
        .x_high = r->axis.high,
        .y_low = (double)groups + 0.5 - edge / r->height,
        .y_high = 0.5 + edge / r->height,
    };
    coh_page_panel(p, &r->panel);
    coh_page_x_axis(p, &r->panel, &r->axis, c->percent);
    coh_page_limits(p, &r->panel, c->percent);
    if (r->zero && c->rows)
        draw_zero(p, r, p->top - (limits ? p->line : 0) - (p->dumb ? 0.5 : 8));
    if (!c->rows)
        coh_page_text(
            p, (p->left + p->right) / 2, (p->top + p->bottom) / 2, 'c',
            COH_PAGE_TEXT, p->width,
            coh_span_of(coh_chart_word(&c->options, COH_CHART_WORD_NO_DATA)));
    coh_caption_release(&w);
    return name_rows(p, c, r, width);
}
