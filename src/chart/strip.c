/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dot a score in its group's row, and below the dots the mean with its
 * interval. */
#include <math.h>
#include <stdlib.h>

#include "chart/rows.h"

/* More dots in a row would be one blot: then a dot stands for several. */
enum { DOTS_MOST = 500, CLASSES = 4 };

/* A dot with its edge, in pixels. In a row of height 1: where the middle of
 * the dots lies, how far they go from it, and below them where the mean is, so
 * that it hides none. */
#define DOT    5.6
#define MIDDLE (-0.14)
#define HALF   0.28
#define MEAN   0.3

/* In a terminal: how many scores fall into one character. */
static const struct {
    char mark;
    size_t least;
} classes[CLASSES] = {{'.', 1}, {'o', 2}, {'O', 5}, {'@', 10}};

struct strip {
    struct coh_chart_bar *bar;
    double *n;
    size_t *each; /* scores that a dot stands for */
    struct coh_text foot;
};

static int
measure(struct strip *s, const struct coh_chart *c, struct coh_error *err)
{
    size_t i;

    s->bar = coh_alloc_array(c->groups + 1, sizeof(*s->bar), err);
    s->n = coh_alloc_array(c->groups + 1, sizeof(*s->n), err);
    s->each = coh_alloc_array(c->groups + 1, sizeof(*s->each), err);
    if (!s->bar || !s->n || !s->each)
        return -1;
    for (i = 0; i < c->groups; i++) {
        size_t n = c->group[i].n;

        if (coh_chart_bar(c, &c->group[i], &s->bar[i], err))
            return -1;
        s->n[i] = (double)n;
        s->each[i] = n <= DOTS_MOST ? 1 : (n + DOTS_MOST - 1) / DOTS_MOST;
    }
    return 0;
}

static void
fit_axis(struct coh_axis *axis, const struct strip *s,
         const struct coh_chart *c, double marks)
{
    double low, high;
    size_t i;

    coh_chart_range(c, 0, &low, &high);
    /* fmin and fmax pass NAN over. */
    for (i = 0; i < c->groups; i++) {
        low = fmin(low, s->bar[i].low);
        high = fmax(high, s->bar[i].high);
    }
    coh_axis_fit(axis, low, high, marks, c->whole);
}

/* The value of dot k, of a row of n scores in which one stands for `each`; the
 * least and the greatest are always there. */
static double
dot_value(const double *x, size_t n, size_t each, size_t dots, size_t k)
{
    if (each == 1 || k == 0)
        return x[each == 1 ? k : 0];
    return k + 1 == dots ? x[n - 1] : x[k * each + each / 2];
}

/* Dots of one place stand above each other, evenly around the middle, closer
 * where there are many: 0, down, up, further down … */
static double
dot_offset(size_t k, size_t n, double height)
{
    double gap = fmin(DOT / height, n > 1 ? 2 * HALF / (double)(n - 1) : 0);
    double step = (double)((k + 1) / 2) * (k % 2 ? -1 : 1);

    return MIDDLE + gap * (step + (n % 2 ? 0 : 0.5));
}

/* The dots of a row, a run of those at one place at a time. */
static void
write_row(struct coh_page *p, const struct coh_chart_rows *r, const double *x,
          size_t n, size_t each, size_t row)
{
    size_t dots = n / each, k = 0, end;

    while (k < dots) {
        double first = dot_value(x, n, each, dots, k);
        double place = floor(coh_page_x(&r->panel, first) / DOT);
        size_t start = k;

        for (end = k + 1; end < dots; end++)
            if (floor(coh_page_x(&r->panel, dot_value(x, n, each, dots, end)) /
                      DOT) != place)
                break;
        for (; k < end; k++) {
            double line[3] = {dot_value(x, n, each, dots, k), (double)row + 1,
                              dot_offset(k - start, end - start, r->height)};

            coh_page_numbers(p, line, 3);
        }
    }
}

static int
write_dots(struct coh_page *p, const struct coh_chart *c, const struct strip *s,
           const struct coh_chart_rows *r)
{
    size_t i;

    coh_page_put(p, "# value, row, place in the row\n$points << EOD\n");
    for (i = 0; i < c->groups; i++) {
        double *x = coh_chart_sorted(c, &c->group[i], p->err);

        if (!x)
            return -1;
        write_row(p, r, x, c->group[i].n, s->each[i], i);
        coh_free(x);
    }
    coh_page_put(p, "EOD\n");
    return 0;
}

static void
write_means(struct coh_page *p, const struct coh_chart *c,
            const struct strip *s)
{
    size_t i;

    coh_page_put(p, "# row, mean, low, high\n$means << EOD\n");
    for (i = 0; i < c->groups; i++) {
        double line[4] = {(double)i + 1, s->bar[i].value, s->bar[i].low,
                          s->bar[i].high};

        if (isfinite(line[1]))
            coh_page_numbers(p, line, 4);
    }
    coh_page_put(p, "EOD\n");
}

static int
plot_picture(struct coh_page *p, const struct coh_chart *c,
             const struct strip *s, const struct coh_chart_rows *r)
{
    int svg = p->options->format == COH_CHART_SVG;

    if (write_dots(p, c, s, r))
        return -1;
    write_means(p, c, s);
    coh_page_put(p,
                 "plot $points using 1:($2+$3) with points pointtype 7 "
                 "pointsize %s linecolor rgb '%s', \\\n",
                 svg ? "0.4" : "0.55", COH_PAGE_POINT);
    coh_page_put(p,
                 "  $means using 3:($1+%g):($4-$3):(0) with vectors nohead "
                 "linewidth 2.5 linecolor rgb '%s', \\\n",
                 MEAN, COH_PAGE_INK);
    coh_page_put(p,
                 "  $means using 2:($1+%g) with points pointtype 13 pointsize "
                 "%s linecolor rgb '%s'\n",
                 MEAN, svg ? "0.9" : "1.3", COH_PAGE_INK);
    return 0;
}

/* ---- a terminal ---- */

/* One character for all scores that fall into it; *any: there are some. */
static int
write_class(struct coh_page *p, const struct coh_chart *c,
            const struct coh_chart_rows *r, int class, int *any)
{
    size_t more = class + 1 < CLASSES ? classes[class + 1].least : c->rows + 1;
    size_t i, k, end;

    coh_page_put(p, "$class%d << EOD\n", class);
    for (i = 0; i < c->groups; i++) {
        size_t n = c->group[i].n;
        double *x = coh_chart_sorted(c, &c->group[i], p->err);

        if (!x)
            return -1;
        for (k = 0; k < n; k = end) {
            double place = floor(coh_page_x(&r->panel, x[k]) + 0.5);

            for (end = k + 1; end < n; end++)
                if (floor(coh_page_x(&r->panel, x[end]) + 0.5) != place)
                    break;
            if (end - k < classes[class].least || end - k >= more)
                continue;
            coh_page_numbers(p, (double[]){x[k], (double)i + 1}, 2);
            *any = 1;
        }
        coh_free(x);
    }
    coh_page_put(p, "EOD\n");
    return 0;
}

static int
has_interval(const struct strip *s, const struct coh_chart *c)
{
    size_t i;

    for (i = 0; i < c->groups; i++)
        if (isfinite(s->bar[i].low))
            return 1;
    return 0;
}

/* ( # ) in a row's first line, scores in its second; with one line a row all
 * in that. What has no point is not plotted: gnuplot 5.4 may fall over several
 * such. */
static int
plot_terminal(struct coh_page *p, const struct coh_chart *c,
              const struct strip *s, const struct coh_chart_rows *r)
{
    double line = 1 / r->height, mean = 0.5 * (line - 1), low = mean + line;
    int any[CLASSES] = {0}, k;

    for (k = 0; k < CLASSES; k++)
        if (write_class(p, c, r, k, &any[k]))
            return -1;
    write_means(p, c, s);
    if (r->height < 2)
        low = mean;
    coh_page_put(p, "plot NaN");
    for (k = 0; k < CLASSES; k++)
        if (any[k])
            coh_page_put(p, ", $class%d using 1:($2%+.6g) with points pt '%c'",
                         k, low, classes[k].mark);
    if (has_interval(s, c))
        coh_page_put(p,
                     ", $means using 3:($1%+.6g) with points pt '('"
                     ", $means using 4:($1%+.6g) with points pt ')'",
                     mean, mean);
    coh_page_put(p, ", $means using 2:($1%+.6g) with points pt '#'\n", mean);
    return 0;
}

/* The mean in figures, beside the row. */
static int
write_values(struct coh_page *p, const struct coh_chart *c,
             const struct strip *s, const struct coh_chart_rows *r)
{
    struct coh_text t = COH_TEXT_INIT, mean = COH_TEXT_INIT;
    double x = p->dumb ? p->right + 2 : p->width - 20;
    size_t i;

    for (i = 0; i < c->groups && !p->failed; i++) {
        double y = p->dumb ? r->panel.top + (double)i * r->height
                           : coh_page_y(&r->panel, (double)i + 1);

        if (!isfinite(s->bar[i].value))
            continue;
        coh_text_clear(&mean);
        p->failed =
            coh_chart_bar_text(p, c, &s->bar[i], &t) ||
            coh_chart_word_add(&mean, p->options,
                               p->dumb ? COH_CHART_WORD_MEAN_TERMINAL
                                       : COH_CHART_WORD_MEAN,
                               COH_CHART_FILL(coh_text_get(&t)), p->err);
        coh_page_text(p, x, y, p->dumb ? 'l' : 'r', COH_PAGE_TEXT, p->width,
                      coh_text_span(&mean));
    }
    coh_text_release(&t);
    coh_text_release(&mean);
    return p->failed;
}

static int
make_foot(struct strip *s, const struct coh_page *p, const struct coh_chart *c)
{
    char level[COH_NUMBER_SIZE];

    coh_chart_level_text(c, level);
    if (p->dumb)
        return coh_chart_word_add(&s->foot, p->options,
                                  COH_CHART_WORD_STRIP_FOOT_TERMINAL,
                                  COH_CHART_FILL(level), p->err);
    return coh_chart_word_add(&s->foot, p->options,
                              has_interval(s, c)
                                  ? COH_CHART_WORD_STRIP_FOOT
                                  : COH_CHART_WORD_STRIP_FOOT_MEAN,
                              COH_CHART_FILL(level), p->err);
}

static int
draw(struct coh_page *p, const struct coh_chart *c, struct strip *s)
{
    struct coh_chart_rows r = {.right = p->dumb ? 34 : 112};

    if (measure(s, c, p->err) || make_foot(s, p, c))
        return -1;
    fit_axis(&r.axis, s, c, p->dumb ? 4 : 7);
    r.n = s->n;
    r.each = p->dumb ? NULL : s->each;
    r.value = c->value_name.bytes;
    r.foot = coh_text_get(&s->foot);
    if (coh_chart_rows_open(p, c, &r) || write_values(p, c, s, &r))
        return -1;
    if (!c->rows)
        coh_page_put(p, "plot NaN\n");
    else if (p->dumb ? plot_terminal(p, c, s, &r) : plot_picture(p, c, s, &r))
        return -1;
    coh_page_panel_end(p);
    return coh_page_close(p);
}

int
coh_chart_strip(struct coh_page *p, const struct coh_chart *c)
{
    struct strip s = {.bar = NULL, .foot = COH_TEXT_INIT};
    int rc = draw(p, c, &s);

    coh_free(s.bar);
    coh_free(s.n);
    coh_free(s.each);
    coh_text_release(&s.foot);
    return rc;
}

/* ---- in words and as a table ---- */

int
coh_chart_strip_describe(const struct coh_chart *c, struct coh_text *out,
                         struct coh_error *err)
{
    size_t i;

    for (i = 0; i < c->groups && i < COH_CHART_DESCRIBED; i++) {
        const struct coh_chart_group *g = &c->group[i];
        struct coh_chart_bar b;

        if (coh_chart_bar(c, g, &b, err) ||
            coh_chart_describe_name(g->label, out, err) ||
            (!g->n ? coh_chart_word_add(out, &c->options,
                                        COH_CHART_WORD_N_TERMINAL,
                                        COH_CHART_FILL("0"), err)
                   : coh_chart_word_add(out, &c->options, COH_CHART_WORD_MEAN,
                                        COH_CHART_FILL(""), err) ||
                         coh_chart_describe_bar(c, &b, out, err)) ||
            coh_text_add_string(out, ".", err))
            return -1;
    }
    return 0;
}

static int
sheet_row(const struct coh_chart *c, struct coh_chart_sheet *sheet,
          size_t group, struct coh_error *err)
{
    const struct coh_chart_group *g = &c->group[group];
    double *x = coh_chart_sorted(c, g, err);
    struct coh_chart_bar b;
    int rc = -1;

    if (!x || coh_chart_bar(c, g, &b, err) ||
        coh_chart_sheet_group(c, sheet, group, err) ||
        coh_chart_sheet_number(sheet, (double)g->n, err) ||
        coh_chart_sheet_number(sheet, (double)g->missing, err) ||
        coh_chart_sheet_shown(c, sheet, b.value, err) ||
        coh_chart_sheet_shown(c, sheet, b.low, err) ||
        coh_chart_sheet_shown(c, sheet, b.high, err) ||
        coh_chart_sheet_number(sheet, g->n ? x[0] : NAN, err) ||
        coh_chart_sheet_number(sheet, g->n ? x[g->n - 1] : NAN, err))
        goto out;
    rc = coh_chart_sheet_end(sheet, err);
out:
    coh_free(x);
    return rc;
}

int
coh_chart_strip_sheet(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                      struct coh_error *err)
{
    static const enum coh_chart_word names[] = {
        COH_CHART_WORD_NAME_N,    COH_CHART_WORD_NAME_MISSING,
        COH_CHART_WORD_NAME_MEAN, COH_CHART_WORD_NAME_LOW,
        COH_CHART_WORD_NAME_HIGH, COH_CHART_WORD_NAME_LEAST,
        COH_CHART_WORD_NAME_MOST};
    size_t i;

    if (coh_chart_sheet_head(c, sheet, names, 7, err))
        return -1;
    for (i = 0; i < coh_chart_sheet_groups(c); i++)
        if (sheet_row(c, sheet, i, err))
            return -1;
    return coh_chart_sheet_rest(c, sheet, err);
}
