/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/page.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "chart/chart.h"
#include "chart/label.h"

enum { LINES_MOST = 3 };

#define LIMIT \
    "front linewidth 2 dashtype '-' linecolor rgb '" COH_PAGE_LIMIT "'"
#define GOAL "front linewidth 2 dashtype '.' linecolor rgb '" COH_PAGE_LIMIT "'"

static const struct {
    double size, line;
    const char *font, *colour, *layer;
} styles[COH_PAGE_STYLES] = {
    [COH_PAGE_TITLE] = {18, 24, ":Bold", COH_PAGE_INK, ""},
    [COH_PAGE_TEXT] = {14, 19, "", COH_PAGE_INK, ""},
    [COH_PAGE_SMALL] = {12, 16, "", COH_PAGE_SOFT, ""},
    [COH_PAGE_CELL_BLACK] = {13, 17, "", "#000000", " front"},
    [COH_PAGE_CELL_WHITE] = {13, 17, "", "#ffffff", " front"},
    [COH_PAGE_TINY_BLACK] = {12, 15, "", "#000000", " front"},
    [COH_PAGE_TINY_WHITE] = {12, 15, "", "#ffffff", " front"},
};

static const char *const colours[COH_PAGE_COLOURS] = {
    COH_PAGE_POINT, COH_PAGE_LIMIT, "#009e73", "#cc79a7"};

const char *
coh_page_colour(size_t i)
{
    return colours[i % COH_PAGE_COLOURS];
}

/* ---- script ---- */

void
coh_page_put(struct coh_page *p, const char *format, ...)
{
    char buffer[401];
    va_list ap;
    int n;

    va_start(ap, format);
    n = vsnprintf(buffer, sizeof(buffer), format, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof(buffer))
        p->failed = coh_fail(p->err, COH_SYSTEM, "a chart: a line too long");
    if (!p->failed)
        p->failed = coh_text_add(p->out, buffer, (size_t)n, p->err);
}

void
coh_page_numbers(struct coh_page *p, const double *x, size_t n)
{
    char number[COH_NUMBER_SIZE];
    size_t i;

    for (i = 0; i < n; i++)
        coh_page_put(p, "%s%s", i ? " " : "",
                     isfinite(x[i]) ? coh_double_text(x[i], number) : "NaN");
    coh_page_put(p, "\n");
}

/* Text from outside: one line, in single quotes, within which gnuplot expands
 * nothing: no $, @, `, \ or marks (the terminal is noenhanced). A doubled
 * quote at the front would end the text (gnuplot 5.4 takes it for an empty
 * one), so an apostrophe becomes the typographic one. */
static void
put_quoted(struct coh_page *p, struct coh_span s, double width, double size)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;

    if (!p->failed)
        p->failed = coh_label_cut(s, width, size, &t, p->err);
    coh_page_put(p, "'");
    for (i = 0; i < t.length && !p->failed; i++)
        p->failed = t.bytes[i] == '\''
                        ? coh_text_add_string(p->out, "\xE2\x80\x99", p->err)
                        : coh_text_add(p->out, t.bytes + i, 1, p->err);
    coh_page_put(p, "'");
    coh_text_release(&t);
}

/* A place as a part of the page. Of a terminal's characters the first lies at
 * 0 and the last at 1, so that texts fall into whole columns and lines. */
static double
screen_x(const struct coh_page *p, double x)
{
    return p->dumb ? x / (p->width - 1) : x / p->width;
}

static double
screen_y(const struct coh_page *p, double y)
{
    return p->dumb ? 1 - (y - 0.5) / (p->height - 1) : 1 - y / p->height;
}

/* The font size as the terminal takes it: SVG pixels, the others points. */
static double
font_size(const struct coh_page *p, enum coh_page_style style)
{
    return styles[style].size *
           (p->options->format == COH_CHART_SVG ? 1 : 0.75);
}

static double
size_of(const struct coh_page *p, enum coh_page_style style)
{
    return p->dumb ? 0 : styles[style].size;
}

double
coh_page_text_width(const struct coh_page *p, enum coh_page_style style,
                    struct coh_span s)
{
    return coh_label_width(s, size_of(p, style)) *
           (style == COH_PAGE_TITLE && !p->dumb ? 1.08 : 1);
}

/* `side` is what gnuplot says of how the text lies to its place. */
static void
put_text(struct coh_page *p, const double at[2], const char *side,
         enum coh_page_style style, double width, struct coh_span s)
{
    if (!s.length)
        return;
    coh_page_put(p, "set label %zu ", ++p->texts);
    put_quoted(p, s, width, size_of(p, style));
    coh_page_put(p, " at screen %.6g, screen %.6g %s", screen_x(p, at[0]),
                 screen_y(p, at[1]), side);
    if (!p->dumb)
        coh_page_put(p, " font 'sans-serif%s,%.6g' textcolor rgb '%s'%s",
                     styles[style].font, font_size(p, style),
                     styles[style].colour, styles[style].layer);
    coh_page_put(p, "\n");
}

void
coh_page_text(struct coh_page *p, double x, double y, char align,
              enum coh_page_style style, double width, struct coh_span s)
{
    const double at[2] = {x, y};

    put_text(p, at,
             align == 'l'   ? "left"
             : align == 'r' ? "right"
                            : "center",
             style, width, s);
}

void
coh_page_text_up(struct coh_page *p, double x, double y,
                 enum coh_page_style style, double height, struct coh_span s)
{
    const double at[2] = {x, y};

    put_text(p, at, "left rotate by 90", style, height, s);
}

void
coh_page_line(struct coh_page *p, const double from[2], const double to[2],
              const char *look)
{
    coh_page_put(p, "set arrow %zu from %.17g, %.17g to %.17g, %.17g nohead",
                 ++p->lines, from[0], from[1], to[0], to[1]);
    coh_page_put(p, " %s\n", p->dumb ? "back" : look);
}

/* ---- the page ---- */

/* A text of up to `most` lines; the last is cut. Returns the y behind it. */
static double
paragraph(struct coh_page *p, double y, enum coh_page_style style, int most,
          const char *text)
{
    double margin = p->dumb ? 0 : 16, width = p->width - 2 * margin;
    double line = p->dumb ? 1 : styles[style].line;
    double room = style == COH_PAGE_TITLE && !p->dumb ? width / 1.08 : width;
    struct coh_span rest = coh_span_trim(coh_span_of(text)), now;
    int i;

    for (i = 1; rest.length; i++) {
        now = rest;
        if (i < most)
            now = coh_label_line(rest, room, size_of(p, style), &rest);
        else
            rest.length = 0;
        if (p->out)
            coh_page_text(p, margin, y + line / 2, 'l', style, room, now);
        y += line;
    }
    return y;
}

static void
put_terminal(struct coh_page *p)
{
    static const char *const names[COH_CHART_FORMATS] = {"svg", "pngcairo",
                                                         "pdfcairo", "dumb"};
    enum coh_chart_format f = p->options->format;

    coh_page_put(p, "# A chart by Cohort, for gnuplot 5.4 or later.\n");
    coh_page_put(p, "set encoding utf8\nset terminal %s noenhanced size ",
                 names[f]);
    /* Without it gnuplot 5.4 makes letters two thirds of what was asked. */
    if (f == COH_CHART_PDF)
        coh_page_put(p, "%.6gin,%.6gin fontscale 0.75", p->width / 96,
                     p->height / 96);
    else
        coh_page_put(p, "%.6g,%.6g", p->width, p->height);
    if (!p->dumb)
        coh_page_put(p, " font 'sans-serif,%.6g' background rgb '#ffffff'",
                     font_size(p, COH_PAGE_TEXT));
    coh_page_put(p, "\nunset border\nunset tics\nunset key\n"
                    "set bars 0\nset multiplot\n");
}

static const char *
either(const char *given, const char *made)
{
    return given ? given : made ? made : "";
}

/* Where the parts of the page stand, from the top. Without an `out` it is
 * only measured. */
static void
lay_out(struct coh_page *p, const struct coh_page_plan *plan)
{
    const struct coh_chart_options *o = p->options;
    const char *x_label = either(o->x_label, plan->x_label);
    const char *y_label = either(o->y_label, plan->y_label);
    const char *foot = either(o->foot, plan->foot);
    double y = p->dumb ? 0 : 14, mark = p->dumb ? 1 : 22;

    y = paragraph(p, y, COH_PAGE_TITLE, p->dumb ? 1 : LINES_MOST,
                  either(o->title, plan->title));
    y = paragraph(p, y, COH_PAGE_SMALL, p->dumb ? 1 : LINES_MOST,
                  either(o->subtitle, plan->subtitle));
    if (*y_label)
        y = paragraph(p, y + (p->dumb ? 0 : 8), COH_PAGE_SMALL, 1, y_label);
    p->left = plan->left;
    p->right = p->width - plan->right;
    p->top = y + (p->dumb ? 0 : 12);
    p->bottom = p->top + plan->height;
    y = p->bottom + (plan->x_marks ? mark : 0);
    if (*x_label && p->out)
        coh_page_text(p, (p->left + p->right) / 2, y + p->line / 2, 'c',
                      COH_PAGE_TEXT, p->width - 32 * !p->dumb,
                      coh_span_of(x_label));
    y += *x_label ? p->line : 0;
    if (*foot)
        y = paragraph(p, y + (p->dumb ? 0 : 8), COH_PAGE_SMALL,
                      p->dumb ? 1 : LINES_MOST, foot);
    p->height = y + (p->dumb ? 0 : 12);
}

void
coh_page_open(struct coh_page *p, const struct coh_page_plan *plan)
{
    struct coh_page_plan fit = *plan;
    struct coh_text *out = p->out;
    double given = (double)p->options->height;

    /* Measure first: the height is known only then. */
    p->out = NULL;
    lay_out(p, &fit);
    if (given > 0) {
        fit.height += given - p->height;
        if (fit.height < fmax(plan->least, 2 * p->line))
            p->failed = coh_fail(
                p->err, COH_USAGE, "--height: this chart needs at least %.0f",
                ceil(given - fit.height + fmax(plan->least, 2 * p->line)));
        lay_out(p, &fit);
    }
    p->out = out;
    put_terminal(p);
    p->texts = p->lines = 0;
    lay_out(p, &fit);
}

double
coh_page_x(const struct coh_page_panel *a, double x)
{
    return a->left +
           (x - a->x_low) / (a->x_high - a->x_low) * (a->right - a->left);
}

double
coh_page_y(const struct coh_page_panel *a, double y)
{
    return a->bottom -
           (y - a->y_low) / (a->y_high - a->y_low) * (a->bottom - a->top);
}

void
coh_page_panel(struct coh_page *p, const struct coh_page_panel *a)
{
    /* gnuplot cuts a terminal's margins to whole characters: a quarter more
     * keeps it from falling into the one before. */
    double x = p->dumb ? 0.25 : 0, y = p->dumb ? -0.25 : 0;

    coh_page_put(p, "set lmargin at screen %.6g\nset rmargin at screen %.6g\n",
                 screen_x(p, a->left + x), screen_x(p, a->right + x));
    coh_page_put(p, "set tmargin at screen %.6g\nset bmargin at screen %.6g\n",
                 screen_y(p, a->top + y), screen_y(p, a->bottom + y));
    coh_page_put(p, "set xrange [%.17g:%.17g]\nset yrange [%.17g:%.17g]\n",
                 a->x_low, a->x_high, a->y_low, a->y_high);
}

/* The text of a mark; `out` is the caller's. */
static struct coh_span
mark_text(const struct coh_axis *axis, double x, int percent,
          char out[COH_NUMBER_SIZE + 8])
{
    char number[COH_NUMBER_SIZE];

    snprintf(out, COH_NUMBER_SIZE + 8, "%s%s",
             percent ? coh_double_fixed(x * 100, 0, number)
                     : coh_double_fixed(x, axis->decimals, number),
             percent ? " %" : "");
    return coh_span_of(out);
}

/* Every how many marks a number has room. */
static int
mark_stride(const struct coh_page *p, const struct coh_page_panel *a,
            const struct coh_axis *axis, int steps, int percent)
{
    double apart = coh_page_x(a, axis->step) - coh_page_x(a, 0), width = 0;
    char text[COH_NUMBER_SIZE + 8];
    int i;

    for (i = 0; i <= steps; i++)
        width =
            fmax(width,
                 coh_page_text_width(p, COH_PAGE_SMALL,
                                     mark_text(axis, axis->low + i * axis->step,
                                               percent, text)));
    return (int)fmax(1, ceil((width + (p->dumb ? 1 : 6)) / apart));
}

void
coh_page_x_axis(struct coh_page *p, const struct coh_page_panel *a,
                const struct coh_axis *axis, int percent)
{
    int steps = (int)lround((axis->high - axis->low) / axis->step), i;
    int stride = mark_stride(p, a, axis, steps, percent);
    double from[2] = {a->x_low, a->y_low}, to[2] = {a->x_high, a->y_low};
    char text[COH_NUMBER_SIZE + 8];

    if (!p->dumb)
        coh_page_line(p, from, to,
                      "back linewidth 1 linecolor rgb '" COH_PAGE_SOFT "'");
    for (i = 0; i <= steps; i += stride) {
        double x = axis->low + i * axis->step;
        double low[2] = {x, a->y_low}, high[2] = {x, a->y_high};

        if (x < a->x_low - axis->step * 1e-6 ||
            x > a->x_high + axis->step * 1e-6)
            continue;
        if (!p->dumb)
            coh_page_line(p, low, high,
                          "back linewidth 1 linecolor rgb '" COH_PAGE_GRID "'");
        coh_page_text(p, coh_page_x(a, x), a->bottom + (p->dumb ? 1 : 13), 'c',
                      COH_PAGE_SMALL, p->width,
                      mark_text(axis, x, percent, text));
    }
}

/* One limit; `side` is where its name stands beside the line: l r c. */
static void
limit(struct coh_page *p, const struct coh_page_panel *a,
      enum coh_chart_word name, double at, char side, int percent)
{
    char number[COH_NUMBER_SIZE], where[COH_NUMBER_SIZE + 4];
    struct coh_text text = COH_TEXT_INIT;
    double from[2] = {at, a->y_low}, to[2] = {at, a->y_high};

    /* In a terminal it must not reach the line of its name. */
    if (p->dumb)
        to[1] += (a->y_low - a->y_high) * 1.0 / (a->bottom - a->top);
    coh_page_line(p, from, to, LIMIT);
    snprintf(where, sizeof(where), "%s%s",
             coh_double_text(percent ? at * 100 : at, number),
             percent ? " %" : "");
    p->failed = p->failed || coh_chart_word_add(&text, p->options, name,
                                                COH_CHART_FILL(where), p->err);
    coh_page_text(p,
                  coh_page_x(a, at) + (side == 'l'   ? 3
                                       : side == 'r' ? -3
                                                     : 0),
                  a->top - (p->dumb ? 1 : 8), side, COH_PAGE_SMALL, p->width,
                  coh_text_span(&text));
    coh_text_release(&text);
}

void
coh_page_limits(struct coh_page *p, const struct coh_page_panel *a, int percent)
{
    const struct coh_chart_options *o = p->options;
    char cut = 'c', goal = 'c';

    /* Two names turn away from each other. */
    if (o->has_cut && o->has_goal) {
        cut = o->cut < o->goal ? 'r' : 'l';
        goal = o->cut < o->goal ? 'l' : 'r';
    }
    if (o->has_cut)
        limit(p, a, COH_CHART_WORD_CUT, o->cut, cut, percent);
    if (o->has_goal)
        limit(p, a, COH_CHART_WORD_GOAL, o->goal, goal, percent);
}

static void
level(struct coh_page *p, const struct coh_page_panel *a, double at,
      const char *look)
{
    double from[2] = {a->x_low, at}, to[2] = {a->x_high, at};

    coh_page_line(p, from, to, look);
}

void
coh_page_levels(struct coh_page *p, const struct coh_page_panel *a)
{
    if (p->options->has_cut)
        level(p, a, p->options->cut, LIMIT);
    if (p->options->has_goal)
        level(p, a, p->options->goal, GOAL);
}

void
coh_page_panel_end(struct coh_page *p)
{
    coh_page_put(p, "unset label\nunset arrow\n");
    p->texts = p->lines = 0;
}

int
coh_page_close(struct coh_page *p)
{
    coh_page_put(p, "unset multiplot\n");
    return p->failed ? -1 : 0;
}
