/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chart/caption.h"
#include "chart/kind.h"
#include "stat/trend.h"

enum { MARKS_MOST = 10 };

/* Lines differ in colour and mark; where colours repeat, in dash as well. */
static const char *const dashes[] = {"solid", "'-'", "'.-'", "'--  '"};
static const int marks[] = {7, 5, 9, 13, 11, 6, 4, 8};

struct line {
    size_t student, first, n; /* rows in `row` */
    int coloured;
    double last; /* the last value */
};

struct lines {
    struct coh_chart_row *row; /* by student, then day */
    struct line *line;         /* those in colour first, by last value */
    size_t n, coloured;
    coh_date from, to;
    struct coh_axis y;
};

static int
by_student_and_day(const void *a, const void *b)
{
    const struct coh_chart_row *x = a, *y = b;

    if (x->student != y->student)
        return x->student < y->student ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

static int
by_place(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    if (x->coloured != y->coloured)
        return y->coloured - x->coloured;
    if (x->last > y->last || x->last < y->last)
        return x->last > y->last ? -1 : 1;
    return (x->student > y->student) - (x->student < y->student);
}

static void
split(struct lines *l, const struct coh_chart *c)
{
    size_t i;

    for (i = 0; i < c->rows; i++) {
        struct line *now = l->n ? &l->line[l->n - 1] : NULL;

        if (!i || l->row[i].student != l->row[i - 1].student) {
            now = &l->line[l->n++];
            now->student = l->row[i].student;
            now->first = i;
            now->coloured = coh_chart_highlighted(c, now->student);
            l->coloured += (size_t)now->coloured;
        }
        now->n++;
        now->last = l->row[i].value;
        l->from = i && l->from < l->row[i].day ? l->from : l->row[i].day;
        l->to = i && l->to > l->row[i].day ? l->to : l->row[i].day;
    }
    qsort(l->line, l->n, sizeof(*l->line), by_place);
}

static int
make_lines(struct lines *l, const struct coh_chart *c, struct coh_error *err)
{
    double low, high;
    size_t i;

    l->row = coh_alloc_array(c->rows + 1, sizeof(*l->row), err);
    l->line = coh_alloc_array(c->students.n + 1, sizeof(*l->line), err);
    if (!l->row || !l->line)
        return -1;
    for (i = 0; i < c->rows; i++)
        l->row[i] = c->row[i];
    qsort(l->row, c->rows, sizeof(*l->row), by_student_and_day);
    split(l, c);
    coh_chart_range(c, 0, &low, &high);
    coh_axis_fit(&l->y, low, high, 6, c->whole);
    return 0;
}

/* ---- the page ---- */

/* Where a page is narrow the only line needs no name: it is what the picture
 * is of, and the name would take the room of the line. */
static int
is_named(const struct coh_page *p, const struct coh_chart *c)
{
    return p->dumb || c->students.n != 1 || p->width >= 480;
}

static double
labels_width(const struct coh_page *p, const struct coh_chart *c,
             const struct lines *l)
{
    double width = 0;
    size_t i;

    for (i = 0; i < l->coloured; i++)
        width = fmax(width,
                     coh_page_text_width(p, COH_PAGE_TEXT,
                                         c->student_label[l->line[i].student]));
    return fmin(width, p->dumb ? 22 : p->width * 0.34);
}

static void
axes(struct coh_page *p, const struct lines *l, const struct coh_page_panel *a)
{
    struct coh_axis_date mark[MARKS_MOST];
    const char *month[12];
    double room = (a->right - a->left) / (p->dumb ? 9 : 62);
    size_t n, i;
    int steps = (int)lround((l->y.high - l->y.low) / l->y.step), k;
    char number[COH_NUMBER_SIZE];

    coh_chart_word_months(p->options, month);
    n = coh_axis_dates(l->from, l->to, (size_t)fmax(1, fmin(room, MARKS_MOST)),
                       month, mark);
    for (k = 0; k <= steps; k++) {
        double y = l->y.low + k * l->y.step;
        double from[2] = {a->x_low, y}, to[2] = {a->x_high, y};

        if (!p->dumb)
            coh_page_line(p, from, to,
                          "back linewidth 1 linecolor rgb '" COH_PAGE_GRID "'");
        coh_page_text(p, a->left - (p->dumb ? 1 : 8), coh_page_y(a, y), 'r',
                      COH_PAGE_SMALL, 60,
                      coh_span_of(coh_double_fixed(y, l->y.decimals, number)));
    }
    for (i = 0; i < n; i++) {
        double from[2] = {mark[i].day, a->y_low};
        double to[2] = {mark[i].day, a->y_high};

        if (!p->dumb)
            coh_page_line(p, from, to,
                          "back linewidth 1 linecolor rgb '" COH_PAGE_GRID "'");
        coh_page_text(p, coh_page_x(a, mark[i].day),
                      a->bottom + (p->dumb ? 1 : 13), 'c', COH_PAGE_SMALL,
                      p->width, coh_span_of(mark[i].text));
    }
}

/* Names at the ends of the lines, moved apart, each with a thin leader. */
static int
end_labels(struct coh_page *p, const struct coh_chart *c, const struct lines *l,
           const struct coh_page_panel *a, double width)
{
    double *y = coh_alloc_array(l->coloured + 1, sizeof(*y), p->err);
    double lead = p->dumb ? 2 : 26;
    size_t i;

    if (!y)
        return -1;
    for (i = 0; i < l->coloured; i++)
        y[i] = coh_page_y(a, l->line[i].last);
    coh_axis_spread(y, l->coloured, p->dumb ? 1 : 18, a->top, a->bottom);
    for (i = 0; i < l->coloured; i++) {
        struct coh_span name = c->student_label[l->line[i].student];
        double x =
            coh_page_x(a, l->row[l->line[i].first + l->line[i].n - 1].day);
        char letter[2] = {(char)(i < 26 ? 'A' + (char)i : '*'), '\0'};

        if (p->dumb) {
            coh_page_text(p, a->right + 1, y[i], 'l', COH_PAGE_TEXT, 1,
                          coh_span_of(letter));
        } else {
            coh_page_put(p,
                         "set arrow %zu from screen %.6g, %.6g to screen "
                         "%.6g, %.6g nohead linewidth 1 linecolor rgb '%s'\n",
                         ++p->lines, x / p->width,
                         1 - coh_page_y(a, l->line[i].last) / p->height,
                         (a->right + lead - 4) / p->width, 1 - y[i] / p->height,
                         coh_page_colour(i));
        }
        coh_page_text(p, a->right + lead + (p->dumb ? 1 : 0), y[i], 'l',
                      COH_PAGE_TEXT, width, name);
    }
    coh_free(y);
    return 0;
}

/* ---- data ---- */

static void
write_line(struct coh_page *p, const struct lines *l, const struct line *line)
{
    char day[COH_DATE_SIZE], number[COH_NUMBER_SIZE];
    size_t k;

    for (k = 0; k < line->n; k++) {
        const struct coh_chart_row *r = &l->row[line->first + k];

        coh_page_put(p, "%d %s %s\n", r->day, coh_double_text(r->value, number),
                     coh_date_text(r->day, day));
    }
}

static void
write_data(struct coh_page *p, const struct lines *l)
{
    size_t i;

    coh_page_put(p, "# days since 1970-01-01, value, date\n");
    coh_page_put(p, "$context << EOD\n");
    for (i = l->coloured; i < l->n; i++) {
        write_line(p, l, &l->line[i]);
        coh_page_put(p, "\n");
    }
    /* A line of one point would not be seen. */
    coh_page_put(p, "EOD\n$single << EOD\n");
    for (i = l->coloured; i < l->n; i++)
        if (l->line[i].n == 1)
            write_line(p, l, &l->line[i]);
    coh_page_put(p, "EOD\n");
    for (i = 0; i < l->coloured; i++) {
        coh_page_put(p, "$line%zu << EOD\n", i + 1);
        write_line(p, l, &l->line[i]);
        coh_page_put(p, "EOD\n");
    }
}

/* The least-squares line of a student, from the first to the last day. */
static int
write_trend(struct coh_page *p, const struct lines *l, size_t at, int *there)
{
    const struct line *line = &l->line[at];
    const struct coh_chart_row *row = l->row + line->first;
    struct coh_trend_point *point =
        coh_alloc_array(line->n, sizeof(*point), p->err);
    struct coh_error why = COH_ERROR_INIT;
    double mean = 0, day = 0, n = (double)line->n, end[2];
    struct coh_trend t;
    size_t k;

    *there = 0;
    if (!point)
        return -1;
    for (k = 0; k < line->n; k++) {
        point[k] = (struct coh_trend_point){row[k].day, row[k].value};
        mean += row[k].value / n;
        day += (row[k].day - row[0].day) / n;
    }
    k = (size_t)coh_trend_fit(point, line->n, 0.95, &t, &why);
    coh_free(point);
    if (k && why.code == COH_SYSTEM) {
        if (p->err)
            *p->err = why;
        return -1;
    }
    if (k || !isfinite(t.slope))
        return 0;
    *there = 1;
    coh_page_put(p, "$trend%zu << EOD\n", at + 1);
    for (k = 0; k < 2; k++) {
        double x = k ? row[line->n - 1].day : row[0].day;

        end[0] = x;
        end[1] = mean + t.slope / 7 * (x - row[0].day - day);
        coh_page_numbers(p, end, 2);
    }
    coh_page_put(p, "EOD\n");
    return 0;
}

static void
plot_line(struct coh_page *p, size_t i, int trend)
{
    const char *colour = coh_page_colour(i);
    int mark = marks[i % 8];

    if (p->dumb) {
        coh_page_put(p, ", $line%zu using 1:2 with points pt '%c'", i + 1,
                     (char)(i < 26 ? 'A' + (char)i : '*'));
        return;
    }
    coh_page_put(p,
                 ", \\\n  $line%zu using 1:2 with linespoints linewidth %s "
                 "dashtype %s pointtype %d pointsize 0.7 linecolor rgb '%s'",
                 i + 1, trend ? "1" : "2.5", dashes[i / COH_PAGE_COLOURS % 4],
                 mark, colour);
    if (trend)
        coh_page_put(p,
                     ", \\\n  $trend%zu using 1:2 with lines linewidth 3 "
                     "linecolor rgb '%s'",
                     i + 1, colour);
}

static void
plot(struct coh_page *p, const struct lines *l)
{
    struct coh_text later = COH_TEXT_INIT, *out = p->out;
    size_t i;

    write_data(p, l);
    /* The plot command is made aside: trends are written before it. */
    for (i = 0; i < l->coloured && !p->failed; i++) {
        int trend = 0;

        if (p->options->trend && write_trend(p, l, i, &trend))
            p->failed = -1;
        p->out = &later;
        plot_line(p, i, trend);
        p->out = out;
    }
    coh_page_put(p, "plot ");
    if (l->coloured == l->n)
        coh_page_put(p, "NaN");
    else if (p->dumb)
        coh_page_put(p, "$context using 1:2 with points pt '.'");
    else
        coh_page_put(p,
                     "$context using 1:2 with lines linewidth 0.7 linecolor "
                     "rgb '%s', \\\n  $single using 1:2 with points "
                     "pointtype 7 pointsize 0.45 linecolor rgb '%s'",
                     COH_PAGE_CONTEXT, COH_PAGE_CONTEXT);
    p->failed = p->failed || coh_text_add(p->out, coh_text_get(&later),
                                          later.length, p->err);
    coh_page_put(p, "\n");
    coh_text_release(&later);
}

/* One of the sentences of the foot; `fill` may be NULL. */
static int
say(struct coh_text *t, const struct coh_page *p, enum coh_chart_word word,
    const char *fill)
{
    if (t->length && coh_text_add(t, " ", 1, p->err))
        return -1;
    return coh_chart_word_add(t, p->options, word, COH_CHART_FILL(fill),
                              p->err);
}

static int
say_grey(struct coh_text *t, const struct coh_page *p, const struct lines *l)
{
    char n[COH_NUMBER_SIZE];

    if (l->coloured == l->n)
        return 0;
    if (l->coloured)
        return say(t, p,
                   p->dumb ? COH_CHART_WORD_GREY_OTHERS_TERMINAL
                           : COH_CHART_WORD_GREY_OTHERS,
                   NULL);
    coh_double_text((double)l->n, n);
    if (say(t, p,
            p->dumb ? COH_CHART_WORD_GREY_ALL_TERMINAL
                    : COH_CHART_WORD_GREY_ALL,
            n) ||
        (!p->options->highlight &&
         coh_chart_word_add(t, p->options, COH_CHART_WORD_GREY_NAME, NULL,
                            p->err)))
        return -1;
    return coh_text_add(t, ".", 1, p->err);
}

/* What each look of a line means. */
static int
make_foot(struct coh_text *t, const struct coh_page *p, const struct lines *l)
{
    const struct coh_chart_options *o = p->options;
    char cut[COH_NUMBER_SIZE], goal[COH_NUMBER_SIZE];

    coh_double_text(o->cut, cut);
    coh_double_text(o->goal, goal);
    if (say_grey(t, p, l) ||
        (o->trend && l->coloured && !p->dumb &&
         say(t, p, COH_CHART_WORD_TREND_FOOT, NULL)) ||
        (o->has_cut && say(t, p, COH_CHART_WORD_CUT_FOOT, cut)))
        return -1;
    return o->has_goal ? say(t, p, COH_CHART_WORD_GOAL_FOOT, goal) : 0;
}

static int
draw(struct coh_page *p, const struct coh_chart *c, const struct lines *l,
     const struct coh_caption *w)
{
    const int named = is_named(p, c);
    double width = named ? labels_width(p, c, l) : 0,
           lines = (double)l->coloured;
    struct coh_text foot = COH_TEXT_INIT;
    struct coh_page_plan plan = {
        .title = coh_text_get(&w->title),
        .subtitle = coh_text_get(&w->subtitle),
        .y_label = p->dumb ? NULL : c->value_name.bytes,
        .left = p->dumb ? 8 : 60,
        .right = width + (p->dumb ? 5
                          : named ? 44
                                  : 12),
        .height = !c->rows  ? 4 * p->line
                  : p->dumb ? 19
                            : fmax(360, lines * 18 + 18),
        .least = p->dumb ? 4 : fmax(120, lines * 18 + 18),
        .x_marks = 1,
    };
    struct coh_page_panel a;

    if (c->rows && make_foot(&foot, p, l)) {
        coh_text_release(&foot);
        return -1;
    }
    plan.foot = coh_text_get(&foot);
    coh_page_open(p, &plan);
    coh_text_release(&foot);
    a = (struct coh_page_panel){p->left,   p->right,      p->top,
                                p->bottom, l->from - 0.5, l->to + 0.5,
                                l->y.low,  l->y.high};
    if (p->dumb) {
        a.top += 0.5;
        a.bottom -= 0.5;
    }
    coh_page_panel(p, &a);
    if (!c->rows) {
        coh_page_text(
            p, p->width / 2, (p->top + p->bottom) / 2, 'c', COH_PAGE_TEXT,
            p->width,
            coh_span_of(coh_chart_word(p->options, COH_CHART_WORD_NO_DATA)));
        coh_page_put(p, "plot NaN\n");
        return 0;
    }
    axes(p, l, &a);
    coh_page_levels(p, &a);
    if (named && end_labels(p, c, l, &a, width))
        return -1;
    plot(p, l);
    return 0;
}

int
coh_chart_growth(struct coh_page *p, const struct coh_chart *c)
{
    struct lines l = {.row = NULL};
    struct coh_caption w = COH_CAPTION_INIT;
    int rc = -1;

    if (make_lines(&l, c, p->err) || coh_caption_make(&w, c, p->err) ||
        draw(p, c, &l, &w))
        goto out;
    coh_page_panel_end(p);
    rc = coh_page_close(p);
out:
    coh_free(l.row);
    coh_free(l.line);
    coh_caption_release(&w);
    return rc;
}
