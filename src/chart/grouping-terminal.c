/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups in characters: a line or more each, with the members by name. */
#include <math.h>
#include <string.h>

#include "chart/caption.h"
#include "chart/grouping.h"
#include "chart/label.h"

enum { LINES = 20, MORE = 10, NAME = 20 };

struct list {
    const struct coh_chart *c;
    const struct coh_chart_grouping *s;
    double width;
    struct coh_text line, item;
};

/* "Ana 12=", "Bo 13 <2" */
static int
make_item(struct list *l, const struct coh_chart_grouping_member *m,
          struct coh_error *err)
{
    struct coh_span name = l->c->student_label[m->student];
    char number[COH_NUMBER_SIZE];

    coh_text_clear(&l->item);
    if (coh_label_cut(name, NAME, 0, &l->item, err))
        return -1;
    if (isfinite(m->score) &&
        coh_text_format(&l->item, err, " %s",
                        coh_double_text(m->score, number)))
        return -1;
    if ((m->marks & COH_CHART_GROUPING_PIN &&
         coh_text_add_string(&l->item, "=", err)) ||
        (m->marks & COH_CHART_GROUPING_SPLIT &&
         coh_text_add_string(&l->item, "~", err)))
        return -1;
    if (!(m->marks & (COH_CHART_GROUPING_MOVED | COH_CHART_GROUPING_NEW)))
        return 0;
    return coh_text_add_string(&l->item, " <", err) ||
                   coh_label_cut(m->from, 8, 0, &l->item, err)
               ? -1
               : 0;
}

/* The members on at most `most` lines from `y` on (only counted without a
 * page); returns how many lines they take, -1 when memory ends. */
static int
put_members(struct coh_page *p, struct list *l, size_t at, double y, int most)
{
    const struct coh_chart_grouping_group *g = &l->s->group[at];
    char number[COH_NUMBER_SIZE];
    int lines = 1;
    size_t i;

    coh_text_clear(&l->line);
    for (i = 0; i < g->n; i++) {
        int last = lines == most;
        double room = l->width - (last && i + 1 < g->n ? MORE : 0);

        if (make_item(l, &l->s->member[g->first + i], p->err))
            return -1;
        if (l->line.length &&
            coh_label_width(coh_text_span(&l->line), 0) + 2 +
                    coh_label_width(coh_text_span(&l->item), 0) >
                room) {
            if (last)
                break;
            if (p->out)
                coh_page_text(p, p->left, y + lines - 1, 'l', COH_PAGE_TEXT,
                              l->width, coh_text_span(&l->line));
            coh_text_clear(&l->line);
            lines++;
        }
        if ((l->line.length && coh_text_add_string(&l->line, ", ", p->err)) ||
            coh_text_add(&l->line, coh_text_get(&l->item), l->item.length,
                         p->err))
            return -1;
    }
    if (i < g->n &&
        (coh_text_add_string(&l->line, ", ", p->err) ||
         coh_chart_word_add(
             &l->line, &l->c->options, COH_CHART_WORD_MORE_TERMINAL,
             COH_CHART_FILL(coh_chart_count(g->n - i, number)), p->err)))
        return -1;
    if (p->out)
        coh_page_text(p, p->left, y + lines - 1, 'l', COH_PAGE_TEXT, l->width,
                      coh_text_span(&l->line));
    return lines;
}

/* Each group has a line; those that need more get one more in turn. */
static int
share_lines(struct coh_page *p, struct list *l, int *lines, size_t groups,
            int all)
{
    struct coh_text *out = p->out;
    int left = all - (int)groups, given = 1, need;
    size_t i;

    p->out = NULL;
    for (i = 0; i < groups; i++)
        lines[i] = 1;
    while (left > 0 && given) {
        given = 0;
        for (i = 0; i < groups && left > 0; i++) {
            need = put_members(p, l, i, 0, lines[i] + 1);
            if (need < 0) {
                p->out = out;
                return -1;
            }
            if (need > lines[i]) {
                lines[i]++;
                left--;
                given = 1;
            }
        }
    }
    p->out = out;
    return 0;
}

static int
put_groups(struct coh_page *p, struct list *l, const int *lines, size_t groups)
{
    struct coh_text t = COH_TEXT_INIT;
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];
    double y = p->top + 0.5; /* the middle of a line */
    size_t i, rest = 0;
    int rc = 0;

    for (i = 0; i < groups && !rc; i++) {
        coh_page_text(p, 0, y, 'l', COH_PAGE_TEXT, p->left - 8,
                      l->c->keys.name[i]);
        coh_text_clear(&t);
        rc = coh_chart_word_add(
            &t, p->options, COH_CHART_WORD_N_TERMINAL,
            COH_CHART_FILL(coh_chart_count(l->s->group[i].n, a)), p->err);
        coh_page_text(p, p->left - 2, y, 'r', COH_PAGE_TEXT, 8,
                      coh_text_span(&t));
        rc = rc || put_members(p, l, i, y, lines[i]) < 0;
        y += lines[i];
    }
    for (i = groups; i < l->c->keys.n; i++)
        rest += l->s->group[i].n;
    if (groups < l->c->keys.n && !rc) {
        coh_text_clear(&t);
        rc = coh_chart_word_add(
            &t, p->options, COH_CHART_WORD_MORE_GROUPS_OF,
            COH_CHART_FILL(coh_chart_count(l->c->keys.n - groups, a),
                           coh_chart_count(rest, b)),
            p->err);
        coh_page_text(p, 0, y, 'l', COH_PAGE_TEXT, p->width, coh_text_span(&t));
    }
    coh_text_release(&t);
    return rc ? -1 : 0;
}

static double
names_width(const struct coh_chart *c)
{
    double width = 4;
    size_t i;

    for (i = 0; i < c->keys.n; i++)
        width = fmax(width, coh_label_width(c->keys.name[i], 0));
    return fmin(width, 18);
}

static int
make_foot(const struct coh_chart *c, struct coh_text *t, struct coh_error *err)
{
    const struct coh_chart_grouping *s = c->own;
    const struct {
        size_t n;
        enum coh_chart_word word;
    } part[] = {{s->pins, COH_CHART_WORD_PINNED_TERMINAL},
                {s->splits, COH_CHART_WORD_ELSEWHERE_TERMINAL},
                {s->moved, COH_CHART_WORD_MOVED_TERMINAL},
                {s->added, COH_CHART_WORD_NEW_TERMINAL}};
    size_t i;

    for (i = 0; i < 4; i++)
        if (part[i].n &&
            ((t->length && coh_text_add_string(t, " ", err)) ||
             coh_chart_word_add(t, &c->options, part[i].word, NULL, err)))
            return -1;
    return 0;
}

static int
draw(struct coh_page *p, struct list *l, const struct coh_caption *w)
{
    struct coh_text foot = COH_TEXT_INIT;
    size_t groups = l->c->keys.n;
    struct coh_page_plan plan = {.title = coh_text_get(&w->title),
                                 .subtitle = coh_text_get(&w->subtitle),
                                 .left = names_width(l->c) + 9,
                                 .right = 1,
                                 .height = l->s->n ? LINES : 4,
                                 .least = l->s->n ? 1 : 4};
    int *lines = NULL, all, rc = -1;

    if (make_foot(l->c, &foot, p->err))
        goto out;
    plan.foot = coh_text_get(&foot);
    coh_page_open(p, &plan);
    coh_page_put(p, "set lmargin 0\nset rmargin 0\nset xrange [0:1]\n"
                    "set yrange [0:1]\n");
    all = (int)floor(p->bottom - p->top);
    if (groups > (size_t)all)
        all = (int)(groups = (size_t)all - 1);
    l->width = p->right - p->left;
    lines = coh_alloc_array(groups + 1, sizeof(*lines), p->err);
    if (!lines || share_lines(p, l, lines, groups, all) ||
        put_groups(p, l, lines, groups))
        goto out;
    if (!l->s->n)
        coh_page_text(
            p, p->width / 2, (p->top + p->bottom) / 2, 'c', COH_PAGE_TEXT,
            p->width,
            coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_NO_DATA)));
    coh_page_put(p, "plot NaN\n");
    rc = 0;
out:
    coh_free(lines);
    coh_text_release(&foot);
    return rc;
}

int
coh_chart_grouping_terminal(struct coh_page *p, const struct coh_chart *c)
{
    struct list l = {.c = c, .s = c->own};
    struct coh_caption w = COH_CAPTION_INIT;
    int rc = -1;

    if (coh_caption_make(&w, c, p->err) || draw(p, &l, &w))
        goto out;
    coh_page_panel_end(p);
    rc = coh_page_close(p);
out:
    coh_text_release(&l.line);
    coh_text_release(&l.item);
    coh_caption_release(&w);
    return rc;
}
