/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the members of groups and their names stand: none over another. */
#include <math.h>

#include "chart/grouping.h"
#include "chart/label.h"

#define LEAST   40.0  /* height of a block: its name and n */
#define WIDEST  330.0 /* of a member's name; a longer one is cut */
#define BESIDE  9.0   /* from a mark's middle to its name */
#define LARGEST 17.0  /* radius of a mark */

static int
shape_of(unsigned marks)
{
    int filled =
        (marks & (COH_CHART_GROUPING_MOVED | COH_CHART_GROUPING_NEW)) != 0;

    if (marks & COH_CHART_GROUPING_PIN)
        return 4 + filled;
    return (marks & COH_CHART_GROUPING_SPLIT ? 12 : 6) + filled;
}

double
coh_chart_grouping_x(const struct coh_chart_grouping_view *v, double score)
{
    return COH_CHART_GROUPING_EDGE +
           (score - v->axis.low) / (v->axis.high - v->axis.low) *
               (v->width - 2 * COH_CHART_GROUPING_EDGE);
}

static double
label_width(const struct coh_chart_grouping_view *v,
            const struct coh_chart_grouping_member *m, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    double width = -1;

    if (!coh_chart_grouping_label(v->c, m, 0, &t, err))
        width = fmin(coh_label_width(coh_text_span(&t), 14) + 4, v->widest);
    coh_text_release(&t);
    return width;
}

/* ---- where marks and names stand ---- */

/* The name right of its mark, or left of it where the page ends. Each goes
 * into the first line that is free from there on. */
static int
place_scored(struct coh_chart_grouping_view *v, size_t at, double top,
             size_t *lanes, struct coh_error *err)
{
    const struct coh_chart_grouping_member *m = &v->s->member[at];
    struct coh_chart_grouping_mark *mark = &v->mark[v->marks++];
    double width = label_width(v, m, err), left;
    size_t k = 0;

    if (width < 0)
        return -1;
    *mark =
        (struct coh_chart_grouping_mark){.x = coh_chart_grouping_x(v, m->score),
                                         .size = 1,
                                         .shape = shape_of(m->marks),
                                         .member = at,
                                         .width = width,
                                         .align = 'l'};
    mark->name_x = mark->x + BESIDE;
    left = mark->x - BESIDE;
    /* Where neither side has room for all of it the wider one is taken. */
    mark->width = fmin(width, v->width - mark->name_x);
    if (mark->width < width && mark->x - BESIDE > mark->width) {
        mark->align = 'r';
        mark->name_x = mark->x - BESIDE;
        mark->width = fmin(width, mark->name_x);
        left = mark->name_x - mark->width;
    }
    while (k < *lanes && v->lane[k] > left)
        k++;
    *lanes = k == *lanes ? k + 1 : *lanes;
    v->lane[k] = mark->align == 'l' ? mark->name_x + mark->width + 6
                                    : mark->x + BESIDE + 2;
    mark->y = top + ((double)k + 0.5) * COH_CHART_GROUPING_LANE;
    return 0;
}

/* So many students that a mark stands for all of a group with one score. */
static void
place_counted(struct coh_chart_grouping_view *v,
              const struct coh_chart_grouping_group *g, double top)
{
    size_t i, k;

    for (i = 0; i < g->scored; i += k) {
        double score = v->s->member[g->first + i].score;

        for (k = 1;
             i + k < g->scored && v->s->member[g->first + i + k].score == score;
             k++)
            ;
        v->mark[v->marks++] = (struct coh_chart_grouping_mark){
            .x = coh_chart_grouping_x(v, score),
            .y = top + LEAST / 2,
            .size = sqrt((double)k) * v->unit / COH_CHART_GROUPING_MARK,
            .shape = 6};
    }
}

static size_t
columns_of(const struct coh_chart_grouping_view *v)
{
    return (size_t)fmax(1, floor(v->width / v->cell));
}

/* A list runs down its columns. */
static int
place_listed(struct coh_chart_grouping_view *v,
             const struct coh_chart_grouping_group *g, double top,
             size_t *lanes, struct coh_error *err)
{
    size_t columns = columns_of(v), i;

    *lanes = (g->n + columns - 1) / columns;
    for (i = 0; i < g->n; i++) {
        const struct coh_chart_grouping_member *m = &v->s->member[g->first + i];
        double width = label_width(v, m, err);
        double x = (double)(i / *lanes) * v->cell + BESIDE;

        if (width < 0)
            return -1;
        v->mark[v->marks++] = (struct coh_chart_grouping_mark){
            .x = x,
            .y = top + ((double)(i % *lanes) + 0.5) * COH_CHART_GROUPING_LANE,
            .size = 1,
            .shape = shape_of(m->marks),
            .member = g->first + i,
            .name_x = x + BESIDE,
            .width = fmin(width, v->width - x - BESIDE),
            .align = 'l'};
    }
    return 0;
}

static int
name_rest(struct coh_chart_grouping_view *v,
          const struct coh_chart_grouping_group *g,
          struct coh_chart_grouping_block *b, struct coh_error *err)
{
    struct coh_text names = COH_TEXT_INIT;
    char number[COH_NUMBER_SIZE];
    size_t i;
    int rc = 0;

    if (g->scored == g->n || !v->scale)
        return 0;
    if (!v->names)
        return coh_chart_word_add(
            &b->rest, &v->c->options, COH_CHART_WORD_COUNT_NO_SCORE,
            COH_CHART_FILL(coh_chart_count(g->n - g->scored, number)), err);
    for (i = g->scored; i < g->n && !rc; i++)
        rc = (i > g->scored && coh_text_add_string(&names, "; ", err)) ||
             coh_chart_grouping_label(v->c, &v->s->member[g->first + i], 0,
                                      &names, err) ||
             (v->s->member[g->first + i].marks & COH_CHART_GROUPING_PIN &&
              coh_chart_grouping_pinned(v->c, &names, err));
    if (!rc)
        rc = coh_chart_word_add(&b->rest, &v->c->options,
                                COH_CHART_WORD_NO_SCORE,
                                COH_CHART_FILL(coh_text_get(&names)), err);
    coh_text_release(&names);
    return rc ? -1 : 0;
}

/* Lines that the rest needs, or their texts on the page. */
size_t
coh_chart_grouping_rest(struct coh_page *p,
                        const struct coh_chart_grouping_view *v,
                        const struct coh_chart_grouping_block *b, double y)
{
    struct coh_span rest = coh_text_span(&b->rest), now;
    size_t n = 0;

    while (rest.length) {
        now = coh_label_line(rest, v->width - 20, 12, &rest);
        if (p)
            coh_page_text(p, p->left + 4,
                          y + ((double)n + 0.5) * COH_CHART_GROUPING_LANE, 'l',
                          COH_PAGE_SMALL, v->width - 4, now);
        n++;
    }
    return n;
}

static int
place_block(struct coh_chart_grouping_view *v, size_t at, double top,
            struct coh_error *err)
{
    const struct coh_chart_grouping_group *g = &v->s->group[at];
    struct coh_chart_grouping_block *b = &v->block[at];
    size_t lanes = 0, i;

    b->top = top;
    if (name_rest(v, g, b, err))
        return -1;
    if (!v->scale) {
        if (v->names && place_listed(v, g, top, &lanes, err))
            return -1;
    } else if (!v->names) {
        place_counted(v, g, top);
        lanes = 2;
    } else {
        for (i = 0; i < g->scored; i++)
            if (place_scored(v, g->first + i, top, &lanes, err))
                return -1;
    }
    b->height =
        fmax(LEAST, (double)(lanes + coh_chart_grouping_rest(NULL, v, b, 0)) *
                        COH_CHART_GROUPING_LANE);
    return 0;
}

/* The widest name makes the columns of lists. */
static int
measure_cell(struct coh_chart_grouping_view *v, struct coh_error *err)
{
    size_t i;

    v->cell = 80;
    v->widest = v->scale ? WIDEST : v->width / 2 - 3 * BESIDE;
    for (i = 0; i < v->s->n && v->names; i++) {
        double width = label_width(v, &v->s->member[i], err);

        if (width < 0)
            return -1;
        v->cell = fmax(v->cell, width + 3 * BESIDE);
    }
    return 0;
}

/* So that the mark of the most students with one score is not too large. */
static double
unit_of(const struct coh_chart_grouping_view *v)
{
    size_t most = 1, same = 1, i;

    for (i = 1; i < v->s->n; i++) {
        const struct coh_chart_grouping_member *m = &v->s->member[i];

        same =
            m->group == m[-1].group && m->score == m[-1].score ? same + 1 : 1;
        most = same > most ? same : most;
    }
    return fmin(2.5, LARGEST / sqrt((double)most));
}

int
coh_chart_grouping_place(struct coh_chart_grouping_view *v,
                         struct coh_error *err)
{
    size_t i;

    v->mark = coh_alloc_array(v->s->n + 1, sizeof(*v->mark), err);
    v->block = coh_alloc_array(v->c->keys.n + 1, sizeof(*v->block), err);
    v->lane = coh_alloc_array(v->s->n + 1, sizeof(*v->lane), err);
    if (!v->mark || !v->block || !v->lane || measure_cell(v, err))
        return -1;
    v->unit = unit_of(v);
    for (i = 0; i < v->c->keys.n; i++) {
        if (place_block(v, i, v->height + COH_CHART_GROUPING_GAP / 2, err))
            return -1;
        v->height += v->block[i].height + COH_CHART_GROUPING_GAP;
    }
    return 0;
}

void
coh_chart_grouping_view_release(struct coh_chart_grouping_view *v)
{
    size_t i;

    for (i = 0; v->block && i < v->c->keys.n; i++)
        coh_text_release(&v->block[i].rest);
    coh_free(v->mark);
    coh_free(v->block);
    coh_free(v->lane);
}
