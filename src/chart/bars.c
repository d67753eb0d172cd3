/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "chart/rows.h"

/* All bars, and the range that they need: 0 is always in it. */
static int
measure(const struct coh_chart *c, struct coh_chart_bar *bar, double *n,
        struct coh_axis *axis, double marks, struct coh_error *err)
{
    double low = fmin(0, c->options.has_cut ? c->options.cut : 0);
    double high = fmax(0, c->options.has_cut ? c->options.cut : 0);
    size_t i;

    if (c->options.has_goal) {
        low = fmin(low, c->options.goal);
        high = fmax(high, c->options.goal);
    }
    for (i = 0; i < c->groups; i++) {
        if (coh_chart_bar(c, &c->group[i], &bar[i], err))
            return -1;
        /* fmin and fmax pass NAN over. */
        low = fmin(fmin(low, bar[i].value), bar[i].low);
        high = fmax(fmax(high, bar[i].value), bar[i].high);
        n[i] = c->input == COH_CHART_COUNTS ? NAN : bar[i].n;
    }
    if (c->percent || !c->rows)
        high = fmax(high, 1);
    coh_axis_fit(axis, low, high, marks, c->input == COH_CHART_COUNTS);
    if (low >= 0)
        axis->low = 0;
    return 0;
}

int
coh_chart_bar_text(const struct coh_page *p, const struct coh_chart *c,
                   const struct coh_chart_bar *b, struct coh_text *t)
{
    char x[COH_NUMBER_SIZE], low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];

    coh_text_clear(t);
    if (b->hidden)
        return coh_text_add_string(
            t, coh_chart_word(&c->options, COH_CHART_WORD_HIDDEN), p->err);
    if (b->band)
        return coh_text_add_string(t, b->band, p->err);
    if (!isfinite(b->value))
        return coh_text_add_string(
            t, coh_chart_word(&c->options, COH_CHART_WORD_NO_VALUE), p->err);
    if (coh_text_add_string(t, coh_chart_number(c, b->value, x), p->err))
        return -1;
    if (!p->dumb || !isfinite(b->low) || !isfinite(b->high))
        return 0;
    coh_chart_number(c, b->low, low);
    coh_chart_number(c, b->high, high);
    if (coh_text_add_string(t, " (", p->err) ||
        coh_chart_word_add(t, &c->options, COH_CHART_WORD_TO,
                           COH_CHART_FILL(low, high), p->err))
        return -1;
    return coh_text_add_string(t, ")", p->err);
}

/* In a terminal a bar is a text of blocks. */
static void
terminal_bar(struct coh_page *p, const struct coh_chart_rows *r, double from,
             double value, double y)
{
    double zero = coh_page_x(&r->panel, from), x = coh_page_x(&r->panel, value);
    int n = (int)lround(fabs(x - zero)), i;
    struct coh_text t = COH_TEXT_INIT;

    /* A band of one number is seen, too. */
    if (from > 0 && !n)
        n = 1;
    for (i = 0; i < n && !p->failed; i++)
        p->failed = coh_text_add_string(&t, "\xE2\x96\x88", p->err);
    coh_page_text(p, fmin(x, zero), y, 'l', COH_PAGE_TEXT, p->width,
                  coh_text_span(&t));
    coh_text_release(&t);
}

/* Behind the bars, where no interval or limit crosses them. */
static int
write_values(struct coh_page *p, const struct coh_chart *c,
             const struct coh_chart_rows *r, const struct coh_chart_bar *bar)
{
    struct coh_text t = COH_TEXT_INIT;
    double x = p->dumb ? p->right + 2 : p->width - 24;
    size_t i;

    for (i = 0; i < c->groups && !p->failed; i++) {
        double y = coh_page_y(&r->panel, (double)i + 1);

        if (p->dumb)
            y = r->panel.top + (double)i * r->height;
        if (p->dumb && bar[i].band)
            terminal_bar(p, r, bar[i].low, bar[i].high, y);
        else if (p->dumb && isfinite(bar[i].value))
            terminal_bar(p, r, 0, bar[i].value, y);
        p->failed = p->failed || coh_chart_bar_text(p, c, &bar[i], &t);
        coh_page_text(p, x, y, p->dumb ? 'l' : 'r', COH_PAGE_TEXT, p->width,
                      coh_text_span(&t));
    }
    coh_text_release(&t);
    return p->failed;
}

/* Where a share lies: from the low end of its band to the high one, and as
 * thin as a line where both are one number. */
static void
write_bands(struct coh_page *p, const struct coh_chart *c,
            const struct coh_chart_bar *bar)
{
    size_t i;

    coh_page_put(p, "# row, low, high\n$bands << EOD\n");
    for (i = 0; i < c->groups; i++) {
        double line[3] = {(double)i + 1, bar[i].low, bar[i].high};

        if (bar[i].band)
            coh_page_numbers(p, line, 3);
    }
    coh_page_put(p, "EOD\nplot $bands using (0):1:2:3:($1-0.3):($1+0.3) with "
                    "boxxyerror fillstyle solid noborder linecolor rgb "
                    "'" COH_PAGE_POINT "'");
    coh_page_put(p, ", \\\n  $bands using 2:($1-0.3):(0):(0.6) with vectors "
                    "nohead linewidth 2 linecolor rgb '" COH_PAGE_POINT "'\n");
}

/* x from, x to, y of the middle and of both edges. */
static void
write_data(struct coh_page *p, const struct coh_chart *c,
           const struct coh_chart_bar *bar)
{
    size_t i, bands = 0;

    for (i = 0; i < c->groups; i++)
        bands += bar[i].band != NULL;
    if (bands && !p->dumb) {
        write_bands(p, c, bar);
        return;
    }
    coh_page_put(p, "# row, value, low, high\n$bars << EOD\n");
    for (i = 0; i < c->groups; i++) {
        double line[4] = {(double)i + 1, bar[i].value, bar[i].low, bar[i].high};

        coh_page_numbers(p, line, 4);
    }
    coh_page_put(p, "EOD\n");
    if (p->dumb || !c->rows) {
        coh_page_put(p, "plot NaN\n");
        return;
    }
    coh_page_put(p, "plot $bars using (0):1:(0):2:($1-0.3):($1+0.3) with "
                    "boxxyerror fillstyle solid noborder linecolor rgb "
                    "'" COH_PAGE_POINT "'");
    coh_page_put(p, ", \\\n  $bars using 3:($1-0.1):(0):(0.2) with vectors "
                    "nohead linewidth 2 linecolor rgb '" COH_PAGE_INK "'");
    coh_page_put(p, ", \\\n  $bars using 4:($1-0.1):(0):(0.2) with vectors "
                    "nohead linewidth 2 linecolor rgb '" COH_PAGE_INK "'");
    coh_page_put(p, ", \\\n  $bars using 3:1:($4-$3):(0) with vectors nohead "
                    "linewidth 2 linecolor rgb '" COH_PAGE_INK "'\n");
}

const char *
coh_chart_level_text(const struct coh_chart *c, char out[COH_NUMBER_SIZE])
{
    char fixed[COH_NUMBER_SIZE];

    coh_double_fixed(c->options.level * 100, 6, fixed);
    return coh_double_text(strtod(fixed, NULL), out);
}

/* What a bar and the line across it are. */
static int
read_bars(const struct coh_page *p, const struct coh_chart *c,
          const struct coh_chart_bar *bar, struct coh_text *t)
{
    char level[COH_NUMBER_SIZE];
    size_t i;

    for (i = 0; i < c->groups; i++) {
        if (bar[i].band)
            return coh_text_add_string(
                t, coh_chart_word(&c->options, COH_CHART_WORD_BAND_FOOT),
                p->err);
        if (!isfinite(bar[i].low) || !isfinite(bar[i].high))
            continue;
        coh_chart_level_text(c, level);
        return coh_chart_word_add(
            t, &c->options,
            c->input == COH_CHART_TABLE
                ? p->dumb ? COH_CHART_WORD_INTERVAL_FOOT_TERMINAL
                          : COH_CHART_WORD_INTERVAL_FOOT
            : p->dumb ? COH_CHART_WORD_MEAN_FOOT_TERMINAL
                      : COH_CHART_WORD_MEAN_FOOT,
            COH_CHART_FILL(level), p->err);
    }
    return 0;
}

/* How to read the bars. */
static int
make_foot(const struct coh_page *p, const struct coh_chart *c,
          const struct coh_chart_bar *bar, struct coh_text *t)
{
    size_t i, hidden = 0;

    for (i = 0; i < c->groups; i++)
        hidden += bar[i].hidden != 0;
    if (read_bars(p, c, bar, t))
        return -1;
    if (!hidden)
        return 0;
    return coh_text_format(
        t, p->err, "%s%s: %s.", t->length ? " " : "",
        coh_chart_word(&c->options, COH_CHART_WORD_HIDDEN),
        coh_chart_word(&c->options, COH_CHART_WORD_HIDDEN_WHY));
}

/* "mean of score" */
static int
name_axis(const struct coh_page *p, const struct coh_chart *c,
          struct coh_text *t)
{
    if (c->input == COH_CHART_COUNTS)
        return coh_text_add_string(
            t, coh_chart_word(&c->options, COH_CHART_WORD_ROWS_NAME), p->err);
    if (c->input == COH_CHART_VALUES)
        return coh_chart_word_add(t, &c->options, COH_CHART_WORD_MEAN_OF,
                                  COH_CHART_FILL(c->value_name.bytes), p->err);
    return coh_text_add(t, c->value_name.bytes, c->value_name.length, p->err);
}

int
coh_chart_bars(struct coh_page *p, const struct coh_chart *c)
{
    size_t groups = c->groups ? c->groups : 1;
    struct coh_chart_bar *bar = coh_alloc_array(groups, sizeof(*bar), p->err);
    double *n = coh_alloc_array(groups, sizeof(*n), p->err);
    struct coh_chart_rows r = {.right = p->dumb ? 34 : 100};
    struct coh_text value = COH_TEXT_INIT, foot = COH_TEXT_INIT;
    int rc = -1;

    if (!bar || !n || measure(c, bar, n, &r.axis, p->dumb ? 3 : 6, p->err))
        goto out;
    r.n = n;
    if (make_foot(p, c, bar, &foot) || name_axis(p, c, &value))
        goto out;
    r.foot = coh_text_get(&foot);
    r.value = coh_text_get(&value);
    if (coh_chart_rows_open(p, c, &r) || write_values(p, c, &r, bar))
        goto out;
    write_data(p, c, bar);
    coh_page_panel_end(p);
    rc = coh_page_close(p);
out:
    coh_free(bar);
    coh_free(n);
    coh_text_release(&value);
    coh_text_release(&foot);
    return rc;
}
