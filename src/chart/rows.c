/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/rows.h"

#include <math.h>

#include "chart/caption.h"

enum { TERMINAL_ROWS = 18 };

/* Room for the widest name or count, within reason. */
static double
names_width(const struct coh_page *p, const struct coh_chart *c)
{
    double width = 0, most = p->dumb ? 26 : p->width * 0.4;
    size_t i;

    for (i = 0; i < c->groups; i++)
        width = fmax(width,
                     coh_page_text_width(p, COH_PAGE_TEXT, c->group[i].label));
    if (!p->dumb)
        width = fmax(width, 64);
    for (i = 0; i < c->groups && !p->dumb; i++)
        if (c->group[i].missing)
            width = fmax(width, 130);
    return fmin(width, most);
}

static double
row_height(const struct coh_page *p, size_t groups)
{
    if (p->dumb)
        return fmax(1, fmin(3, floor(TERMINAL_ROWS / (double)groups)));
    return groups <= 8 ? 48 : 38;
}

static int
name_rows(struct coh_page *p, const struct coh_chart *c,
          const struct coh_chart_rows *r, double width)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;

    for (i = 0; i < c->groups && !p->failed; i++) {
        const struct coh_chart_group *g = &c->group[i];
        double y = coh_page_y(&r->panel, (double)i + 1);
        double gap = p->dumb ? 1 : 12, apart = p->dumb ? 0 : 8;

        coh_text_clear(&t);
        p->failed = coh_caption_count(&t, r->n[i], g->missing, p->dumb, p->err);
        if (p->dumb) {
            /* The first line of the row. */
            y = r->panel.top + (double)i * r->height;
            coh_page_text(p, p->width - 1, y, 'r', COH_PAGE_TEXT, 10,
                          coh_text_span(&t));
        } else {
            coh_page_text(p, r->panel.left - gap, y + (g->label.length ? 9 : 0),
                          'r', COH_PAGE_SMALL, width, coh_text_span(&t));
        }
        coh_page_text(p, r->panel.left - gap, t.length ? y - apart : y, 'r',
                      COH_PAGE_TEXT, width, g->label);
    }
    coh_text_release(&t);
    return p->failed ? -1 : 0;
}

int
coh_chart_rows_open(struct coh_page *p, const struct coh_chart *c,
                    struct coh_chart_rows *r)
{
    double width = names_width(p, c);
    size_t groups = c->groups ? c->groups : 1;
    struct coh_caption w = COH_CAPTION_INIT;
    struct coh_page_plan plan = {.x_label = r->value, .x_marks = 1};
    int limits = p->options->has_cut || p->options->has_goal;
    double edge;

    if (coh_caption_make(&w, c, p->err))
        p->failed = -1;
    r->height = row_height(p, groups);
    plan.title = coh_text_get(&w.title);
    plan.subtitle = coh_text_get(&w.subtitle);
    plan.foot = p->dumb && groups > TERMINAL_ROWS ? NULL : r->foot;
    if (!c->rows)
        plan.foot = NULL;
    plan.left = width + (p->dumb ? 2 : 28);
    plan.right = r->right;
    plan.height = r->height * (double)groups;
    plan.least = (p->dumb ? 1 : 34) * (double)groups;
    if (limits) {
        plan.height += p->line;
        plan.least += p->line;
    }
    coh_page_open(p, &plan);
    if (limits)
        p->top += p->line;
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
    if (!c->rows)
        coh_page_text(p, (p->left + p->right) / 2, (p->top + p->bottom) / 2,
                      'c', COH_PAGE_TEXT, p->width, coh_span_of("no data"));
    coh_caption_release(&w);
    return name_rows(p, c, r, width);
}
