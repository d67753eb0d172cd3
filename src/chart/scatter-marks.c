/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the marks of two measures stand, and how large they are. */
#include <math.h>

#include "chart/scatter.h"

/* Beyond so many marks points are put into squares, of so many pixels. */
enum { PLACES_MOST = 1200, SQUARE = 14 };

#define LEAST 1.2 /* radius that can be seen */

/* One student's mark, so that the largest stays within reason. */
static double
unit_of(size_t most, double largest)
{
    double unit =
        fmin(COH_SCATTER_USUAL, largest / sqrt((double)(most ? most : 1)));

    return unit;
}

double
coh_scatter_radius(const struct coh_scatter_view *v, size_t n)
{
    return fmax(LEAST, v->unit * sqrt((double)n));
}

/* Rows and columns of the groups within a square. */
static size_t
slots(const struct coh_scatter_view *v)
{
    return (size_t)ceil(sqrt((double)v->c->keys.n));
}

/* Squares so large that the marks of all groups fit into one, and that fill
 * the axes. */
static int
make_squares(struct coh_scatter_view *v, struct coh_error *err)
{
    const struct coh_page_panel *a = &v->panel;
    double low[2], high[2], step[2], pixels[2];
    size_t k;

    pixels[0] = coh_page_x(a, v->axis[0].high) - coh_page_x(a, v->axis[0].low);
    pixels[1] = coh_page_y(a, v->axis[1].low) - coh_page_y(a, v->axis[1].high);
    for (k = 0; k < 2; k++) {
        double squares = floor(pixels[k] / (SQUARE * (double)slots(v)));

        /* Squares of whole numbers hold as many of them each. */
        low[k] = v->axis[k].low - 0.5 * v->s->whole[k];
        high[k] = v->axis[k].high + 0.5 * v->s->whole[k];
        step[k] = (high[k] - low[k]) / fmax(squares, 1);
        if (v->s->whole[k])
            step[k] = ceil(step[k] - 1e-9);
    }
    coh_free(v->place);
    v->place = NULL;
    v->squares = 1;
    return coh_scatter_places(v->s, low, high, step, &v->place, &v->places,
                              err);
}

/* Each group has its own part of a square. */
static void
put_into_squares(struct coh_scatter_view *v)
{
    double side = (double)slots(v);
    double rows = ceil((double)v->c->keys.n / side);
    size_t i;

    for (i = 0; i < v->places; i++) {
        double column = (double)(v->place[i].group % slots(v));
        double line = (double)(v->place[i].group / slots(v));

        v->shift[i][0] = (column - (side - 1) / 2) * SQUARE;
        v->shift[i][1] = ((rows - 1) / 2 - line) * SQUARE;
    }
}

/* Marks of several groups at one place stand side by side. */
static void
put_beside(struct coh_scatter_view *v)
{
    size_t i, k, n;
    double width, at;

    for (i = 0; i < v->places; i += n) {
        for (n = 1;
             i + n < v->places && v->place[i + n].at[0] == v->place[i].at[0] &&
             v->place[i + n].at[1] == v->place[i].at[1];
             n++)
            ;
        if (n == 1)
            continue;
        v->beside = 1;
        for (k = 0, width = 0; k < n; k++)
            width += 2 * coh_scatter_radius(v, v->place[i + k].n) + 1;
        for (k = 0, at = -width / 2; k < n; k++) {
            double r = coh_scatter_radius(v, v->place[i + k].n) + 0.5;

            v->shift[i + k][0] = at + r;
            at += 2 * r;
        }
    }
}

int
coh_scatter_lay_out(struct coh_scatter_view *v, struct coh_error *err)
{
    const double none[2] = {0, 0};
    double largest = COH_SCATTER_MOST;
    size_t i;

    if (coh_scatter_places(v->s, none, none, none, &v->place, &v->places, err))
        return -1;
    if (v->places > PLACES_MOST) {
        if (make_squares(v, err))
            return -1;
        largest = SQUARE / 2.0 - 0.5;
    }
    v->shift = coh_alloc_array(v->places + 1, sizeof(*v->shift), err);
    if (!v->shift)
        return -1;
    for (i = 0; i < v->places; i++)
        if (v->place[i].n > v->most)
            v->most = v->place[i].n;
    v->unit = unit_of(v->most, largest);
    if (v->places > 300)
        v->unit = fmin(v->unit, 3);
    if (v->squares)
        put_into_squares(v);
    else
        put_beside(v);
    return 0;
}
