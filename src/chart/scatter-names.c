/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names beside points, so that none stands over another: each takes the
 * nearest of many places around its point that is free. */
#include <math.h>

#include "chart/label.h"
#include "chart/scatter.h"

enum { NAMES_MOST = 60, DIRECTIONS = 16, RINGS = 14, NEAR = 7 };

#define HEIGHT 17.0  /* of a name */
#define WIDEST 240.0 /* of a name; a longer one is cut */

struct box {
    double left, right, top, bottom;
};

struct spot {
    double x, y; /* of the point */
    double width;
    size_t student;
    struct box at; /* of the name, or of the mark: has no name */
    double anchor; /* where the line to the name ends, beside it */
    int placed;
};

static int
overlap(const struct box *a, const struct box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom &&
           b->top < a->bottom;
}

static int
is_free(const struct spot *spot, size_t n, size_t self, const struct box *b,
        double mark)
{
    size_t i;

    for (i = 0; i < n; i++) {
        struct box point = {spot[i].x - mark - 2, spot[i].x + mark + 2,
                            spot[i].y - mark - 1, spot[i].y + mark + 1};

        if (i != self && overlap(b, &point))
            return 0;
        if (i != self && spot[i].placed && overlap(b, &spot[i].at))
            return 0;
    }
    return 1;
}

/* The name, with its near edge in direction `k` of 16 at `r` pixels. */
static struct box
candidate(const struct spot *s, int k, double r)
{
    double angle = k * 2 * acos(-1.0) / DIRECTIONS;
    double x = s->x + cos(angle) * r, y = s->y + sin(angle) * r;
    double left = cos(angle) > 0.3    ? x
                  : cos(angle) < -0.3 ? x - s->width
                                      : x - s->width / 2;

    return (struct box){left, left + s->width, y - HEIGHT / 2, y + HEIGHT / 2};
}

/* A line at a cut would go through the name. */
static int
on_a_cut(const struct coh_chart_options *o, const struct coh_page_panel *a,
         const struct box *b)
{
    double x = coh_page_x(a, o->cut), y = coh_page_y(a, o->cut_y);

    return (o->has_cut && x > b->left - 2 && x < b->right + 2) ||
           (o->has_cut_y && y > b->top && y < b->bottom);
}

/* Would the name cover any point? */
static int
covers(const struct coh_scatter *s, const struct coh_page_panel *a,
       const struct box *b)
{
    size_t i;

    for (i = 0; i < s->n; i++) {
        double x = coh_page_x(a, s->point[i].at[0]);
        double y = coh_page_y(a, s->point[i].at[1]);

        if (x > b->left - 4 && x < b->right + 4 && y > b->top && y < b->bottom)
            return 1;
    }
    return 0;
}

/* First right, then left, then above and below, ever further away. */
static void
place(struct spot *spot, size_t n, size_t at, const struct coh_chart *c,
      const struct coh_page_panel *a, double mark, int clear)
{
    static const int order[DIRECTIONS] = {0, 8,  15, 1, 7,  9, 14, 2,
                                          6, 10, 12, 4, 13, 3, 5,  11};
    struct spot *s = &spot[at];
    int ring, k;

    for (ring = 0; ring < (clear ? NEAR : RINGS) && !s->placed; ring++)
        for (k = 0; k < DIRECTIONS; k++) {
            double r = mark + 5 + ring * 13;
            struct box b = candidate(s, order[k], r);

            /* Above and below a name is clear of its mark. */
            if ((order[k] % 8 > 2 && order[k] % 8 < 6) && ring == 0)
                continue;
            if (b.left < a->left + 2 || b.right > a->right - 2 ||
                b.top < a->top + 22 || b.bottom > a->bottom - 22 ||
                !is_free(spot, n, at, &b, mark) ||
                (clear &&
                 (on_a_cut(&c->options, a, &b) || covers(c->own, a, &b))))
                continue;
            s->at = b;
            s->anchor = ring ? fmin(fmax(s->x, b.left), b.right) : NAN;
            s->placed = 1;
            return;
        }
}

static size_t
gather(const struct coh_chart *c, const struct coh_page_panel *a,
       struct spot spot[NAMES_MOST], size_t *more)
{
    const struct coh_scatter *s = c->own;
    size_t i, n = 0;

    *more = 0;
    for (i = 0; c->options.highlight && i < s->n; i++) {
        size_t student = s->point[i].student;

        if (!coh_chart_highlighted(c, student))
            continue;
        if (n == NAMES_MOST) {
            ++*more;
            continue;
        }
        spot[n++] = (struct spot){
            .x = coh_page_x(a, s->point[i].at[0]),
            .y = coh_page_y(a, s->point[i].at[1]),
            .width = fmin(coh_label_width(c->student_label[student], 14) + 2,
                          WIDEST),
            .student = student};
    }
    return n;
}

static void
draw(struct coh_page *p, const struct coh_chart *c, const struct spot *s)
{
    double y = (s->at.top + s->at.bottom) / 2;

    if (isfinite(s->anchor)) {
        double edge = fabs(s->y - y) < HEIGHT / 2 ? y
                      : s->y > y                  ? s->at.bottom
                                                  : s->at.top;

        coh_page_put(p,
                     "set arrow %zu from screen %.6g, %.6g to screen %.6g, "
                     "%.6g nohead back linewidth 1 linecolor rgb '%s'\n",
                     ++p->lines, s->x / p->width, 1 - s->y / p->height,
                     s->anchor / p->width, 1 - edge / p->height, COH_PAGE_SOFT);
    }
    coh_page_text(p, s->at.left + 1, y, 'l', COH_PAGE_TEXT, s->width,
                  c->student_label[s->student]);
    coh_page_put(p, "set label %zu front\n", p->texts);
}

int
coh_scatter_names(struct coh_page *p, const struct coh_chart *c,
                  const struct coh_page_panel *a, double mark, size_t *unnamed,
                  struct coh_error *err)
{
    struct spot *spot = coh_alloc_array(NAMES_MOST, sizeof(*spot), err);
    size_t n, i;

    if (!spot)
        return -1;
    n = gather(c, a, spot, unnamed);
    for (i = 0; i < n; i++) {
        place(spot, n, i, c, a, mark, 1);
        if (!spot[i].placed)
            place(spot, n, i, c, a, mark, 0);
        *unnamed += !spot[i].placed;
        if (p && spot[i].placed)
            draw(p, c, &spot[i]);
    }
    coh_free(spot);
    return 0;
}
