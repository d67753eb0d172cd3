/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point and its interval a row; open where it cannot be told from 0. */
#include "chart/interval.h"

#include <math.h>

#include "chart/rows.h"

static const struct coh_interval_table *
own_of(const struct coh_chart *c)
{
    return c->own;
}

int
coh_chart_interval_open(const struct coh_chart *c,
                        const struct coh_chart_bar *b)
{
    return own_of(c)->is & COH_INTERVAL_ZERO &&
           !(isfinite(b->low) && isfinite(b->high) &&
             (b->low > 0 || b->high < 0));
}

/* All rows, and the range that they need. */
static int
measure(const struct coh_chart *c, struct coh_chart_bar *bar, double *n,
        struct coh_axis *axis, double marks, struct coh_error *err)
{
    const struct coh_chart_options *o = &c->options;
    double low = INFINITY, high = -INFINITY;
    size_t i;

    for (i = 0; i < c->groups; i++) {
        if (coh_chart_bar(c, &c->group[i], &bar[i], err))
            return -1;
        n[i] = bar[i].n;
        /* fmin and fmax pass NAN over. */
        low = fmin(fmin(low, bar[i].value), bar[i].low);
        high = fmax(fmax(high, bar[i].value), bar[i].high);
    }
    if (own_of(c)->is & COH_INTERVAL_ZERO || !(low <= high)) {
        low = fmin(low, 0);
        high = fmax(high, 0);
    }
    if (o->has_cut) {
        low = fmin(low, o->cut);
        high = fmax(high, o->cut);
    }
    if (o->has_goal) {
        low = fmin(low, o->goal);
        high = fmax(high, o->goal);
    }
    coh_axis_fit(axis, low, high, marks, 0);
    return 0;
}

/* What the sides of 0 are called. */
static int
name_sides(struct coh_chart_rows *r, const struct coh_chart *c,
           struct coh_text *below, struct coh_text *above,
           struct coh_error *err)
{
    const struct coh_interval_table *own = own_of(c);
    int beside = (own->is & COH_INTERVAL_BESIDE) == COH_INTERVAL_BESIDE;
    int change = (own->is & COH_INTERVAL_CHANGE) == COH_INTERVAL_CHANGE;
    struct coh_span than =
        own->references.n == 1 ? own->references.name[0] : coh_span_of("");
    struct coh_text name = COH_TEXT_INIT;
    int rc = -1;

    if (!beside && !change)
        return 0;
    if (coh_text_add(&name, than.bytes, than.length, err))
        goto out;
    if (coh_chart_word_add(below, &c->options,
                           change        ? COH_CHART_WORD_FALLING
                           : name.length ? COH_CHART_WORD_LOWER_THAN
                                         : COH_CHART_WORD_LOWER,
                           COH_CHART_FILL(coh_text_get(&name)), err) ||
        coh_chart_word_add(above, &c->options,
                           change        ? COH_CHART_WORD_RISING
                           : name.length ? COH_CHART_WORD_HIGHER_THAN
                                         : COH_CHART_WORD_HIGHER,
                           COH_CHART_FILL(coh_text_get(&name)), err))
        goto out;
    r->below = coh_text_get(below);
    r->above = coh_text_get(above);
    rc = 0;
out:
    coh_text_release(&name);
    return rc;
}

/* ---- a picture ---- */

static void
write_rows(struct coh_page *p, const struct coh_chart *c,
           const struct coh_chart_bar *bar, const char *name, int open)
{
    size_t i;

    coh_page_put(p, "# row, value, low, high\n$%s << EOD\n", name);
    for (i = 0; i < c->groups; i++) {
        double line[4] = {(double)i + 1, bar[i].value, bar[i].low, bar[i].high};

        if (isfinite(bar[i].value) && !bar[i].band &&
            coh_chart_interval_open(c, &bar[i]) == open)
            coh_page_numbers(p, line, 4);
    }
    coh_page_put(p, "EOD\n");
}

/* The range of a band; and where a number is hidden, across the whole row. */
static void
write_ranges(struct coh_page *p, const struct coh_chart *c,
             const struct coh_chart_bar *bar, const char *name, int hidden,
             const struct coh_axis *axis)
{
    size_t i;

    coh_page_put(p, "# row, low, high\n$%s << EOD\n", name);
    for (i = 0; i < c->groups; i++) {
        double band[3] = {(double)i + 1, bar[i].low, bar[i].high};
        double all[3] = {(double)i + 1, axis->low, axis->high};

        if (hidden ? bar[i].hidden : bar[i].band != NULL)
            coh_page_numbers(p, hidden ? all : band, 3);
    }
    coh_page_put(p, "EOD\n");
}

static void
plot_picture(struct coh_page *p, const struct coh_chart *c,
             const struct coh_chart_bar *bar, const struct coh_axis *axis)
{
    const char *size = p->options->format == COH_CHART_SVG ? "0.9" : "1.2";

    write_rows(p, c, bar, "told", 0);
    write_rows(p, c, bar, "open", 1);
    write_ranges(p, c, bar, "bands", 0, axis);
    write_ranges(p, c, bar, "hidden", 1, axis);
    coh_page_put(p,
                 "plot $hidden using 2:1:($3-$2):(0) with vectors nohead "
                 "linewidth 1.5 dashtype '.' linecolor rgb '%s', \\\n",
                 COH_PAGE_CONTEXT);
    coh_page_put(p,
                 "  $bands using 2:($1-0.12):(0):(0.24) with vectors nohead "
                 "linewidth 2 linecolor rgb '%s', \\\n"
                 "  $bands using (0):1:2:3:($1-0.12):($1+0.12) with boxxyerror "
                 "fillstyle solid noborder linecolor rgb '%s', \\\n",
                 COH_PAGE_POINT, COH_PAGE_POINT);
    coh_page_put(p,
                 "  $told using 3:1:($4-$3):(0) with vectors nohead linewidth "
                 "2.5 linecolor rgb '%s', \\\n"
                 "  $open using 3:1:($4-$3):(0) with vectors nohead linewidth "
                 "1.5 linecolor rgb '%s', \\\n",
                 COH_PAGE_POINT, COH_PAGE_SOFT);
    coh_page_put(p,
                 "  $told using 2:1 with points pointtype 7 pointsize %s "
                 "linecolor rgb '%s', \\\n",
                 size, COH_PAGE_POINT);
    coh_page_put(p,
                 "  $open using 2:1 with points pointtype 7 pointsize %s "
                 "linecolor rgb '#ffffff', \\\n"
                 "  $open using 2:1 with points pointtype 6 linewidth 1.5 "
                 "pointsize %s linecolor rgb '%s'\n",
                 size, size, COH_PAGE_SOFT);
}

/* ---- a terminal ---- */

/* |---o---|, a * where it can be told from 0; ==== for a band. */
static void
terminal_row(struct coh_page *p, const struct coh_chart *c,
             const struct coh_chart_rows *r, const struct coh_chart_bar *b,
             double y)
{
    double low = isfinite(b->low) ? b->low : b->value;
    double high = isfinite(b->high) ? b->high : b->value;
    int from = (int)lround(coh_page_x(&r->panel, low));
    int to = (int)lround(coh_page_x(&r->panel, high)), i;
    int zero = (int)lround(coh_page_x(&r->panel, 0));
    int point =
        isfinite(b->value) ? (int)lround(coh_page_x(&r->panel, b->value)) : -1;
    struct coh_text t = COH_TEXT_INIT;

    for (i = from; i <= to && !p->failed; i++)
        p->failed = coh_text_add_string(
            &t,
            i == point ? coh_chart_interval_open(c, b) ? "o" : "*"
            : b->band  ? "="
            : i == zero && own_of(c)->is & COH_INTERVAL_ZERO ? "+"
                                                             : "-",
            p->err);
    coh_page_text(p, from, y, 'l', COH_PAGE_TEXT, p->width, coh_text_span(&t));
    coh_text_release(&t);
}

static int
write_values(struct coh_page *p, const struct coh_chart *c,
             const struct coh_chart_rows *r, const struct coh_chart_bar *bar)
{
    struct coh_text t = COH_TEXT_INIT;
    double x = p->dumb ? p->right + 2 : p->width - 20;
    size_t i;

    for (i = 0; i < c->groups && !p->failed; i++) {
        double y = p->dumb ? r->panel.top + (double)i * r->height
                           : coh_page_y(&r->panel, (double)i + 1);

        if (p->dumb && (bar[i].band || isfinite(bar[i].value)))
            terminal_row(p, c, r, &bar[i], y);
        p->failed = p->failed || coh_chart_bar_text(p, c, &bar[i], &t);
        coh_page_text(p, x, y, p->dumb ? 'l' : 'r', COH_PAGE_TEXT, p->width,
                      coh_text_span(&t));
    }
    coh_text_release(&t);
    return p->failed;
}

/* How to read what there is. */
static int
make_foot(struct coh_text *t, const struct coh_page *p,
          const struct coh_chart *c, const struct coh_chart_bar *bar)
{
    size_t points = 0, open = 0, bands = 0, hidden = 0, i;
    enum coh_chart_word word[4];
    size_t n = 0;

    for (i = 0; i < c->groups; i++) {
        int point = isfinite(bar[i].value) && !bar[i].band;

        points += point;
        open += point && coh_chart_interval_open(c, &bar[i]);
        bands += bar[i].band != NULL;
        hidden += bar[i].hidden != 0;
    }
    if (points)
        word[n++] = p->dumb ? COH_CHART_WORD_POINT_FOOT_TERMINAL
                            : COH_CHART_WORD_POINT_FOOT;
    if (open)
        word[n++] = p->dumb ? COH_CHART_WORD_OPEN_FOOT_TERMINAL
                            : COH_CHART_WORD_OPEN_FOOT;
    if (bands)
        word[n++] = p->dumb ? COH_CHART_WORD_RANGE_FOOT_TERMINAL
                            : COH_CHART_WORD_RANGE_FOOT;
    if (hidden)
        word[n++] = COH_CHART_WORD_HIDDEN_FOOT;
    for (i = 0; i < n; i++)
        if ((i && coh_text_add(t, " ", 1, p->err)) ||
            coh_chart_word_add(t, p->options, word[i], NULL, p->err))
            return -1;
    return 0;
}

struct words {
    struct coh_text below, above, foot;
};

static int
draw(struct coh_page *p, const struct coh_chart *c, struct coh_chart_bar *bar,
     double *n, struct words *w)
{
    struct coh_chart_rows r = {.right = p->dumb ? 34 : 92, .slim = 1};

    if (measure(c, bar, n, &r.axis, p->dumb ? 3 : 6, p->err) ||
        name_sides(&r, c, &w->below, &w->above, p->err) ||
        make_foot(&w->foot, p, c, bar))
        return -1;
    r.n = n;
    r.zero = (own_of(c)->is & COH_INTERVAL_ZERO) != 0;
    r.value = c->value_name.bytes;
    r.foot = coh_text_get(&w->foot);
    if (coh_chart_rows_open(p, c, &r) || write_values(p, c, &r, bar))
        return -1;
    if (p->dumb || !c->rows)
        coh_page_put(p, "plot NaN\n");
    else
        plot_picture(p, c, bar, &r.axis);
    coh_page_panel_end(p);
    return coh_page_close(p);
}

int
coh_chart_interval(struct coh_page *p, const struct coh_chart *c)
{
    struct coh_chart_bar *bar =
        coh_alloc_array(c->groups + 1, sizeof(*bar), p->err);
    double *n = coh_alloc_array(c->groups + 1, sizeof(*n), p->err);
    struct words w = {COH_TEXT_INIT, COH_TEXT_INIT, COH_TEXT_INIT};
    int rc = bar && n ? draw(p, c, bar, n, &w) : -1;

    coh_free(bar);
    coh_free(n);
    coh_text_release(&w.below);
    coh_text_release(&w.above);
    coh_text_release(&w.foot);
    return rc;
}

/* ---- in words and as a table ---- */

/* Is there a number that could be told from 0? */
static int
is_told(const struct coh_chart *c, const struct coh_chart_bar *b)
{
    return own_of(c)->is & COH_INTERVAL_ZERO && isfinite(b->value) && !b->band;
}

int
coh_chart_interval_describe(const struct coh_chart *c, struct coh_text *out,
                            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < c->groups && i < COH_CHART_DESCRIBED; i++) {
        struct coh_chart_bar b;

        if (coh_chart_bar(c, &c->group[i], &b, err) ||
            coh_chart_describe_name(c->group[i].label, out, err) ||
            coh_chart_describe_bar(c, &b, out, err))
            return -1;
        if (is_told(c, &b) && coh_chart_interval_open(c, &b) &&
            (coh_text_add_string(out, ", ", err) ||
             coh_text_add_string(
                 out, coh_chart_word(&c->options, COH_CHART_WORD_OPEN), err)))
            return -1;
        if (coh_text_add_string(out, ".", err))
            return -1;
    }
    return 0;
}

static int
sheet_row(const struct coh_chart *c, struct coh_chart_sheet *sheet,
          size_t group, struct coh_error *err)
{
    struct coh_chart_bar b;

    if (coh_chart_bar(c, &c->group[group], &b, err) ||
        coh_chart_sheet_bar(c, sheet, group, err))
        return -1;
    if (own_of(c)->is & COH_INTERVAL_ZERO &&
        (is_told(c, &b) ? coh_chart_sheet_word(c, sheet,
                                               coh_chart_interval_open(c, &b)
                                                   ? COH_CHART_WORD_NO
                                                   : COH_CHART_WORD_YES,
                                               err)
                        : coh_chart_sheet_string(sheet, "", err)))
        return -1;
    return coh_chart_sheet_end(sheet, err);
}

int
coh_chart_interval_sheet(const struct coh_chart *c,
                         struct coh_chart_sheet *sheet, struct coh_error *err)
{
    size_t i;

    if (coh_chart_sheet_bars(c, sheet, err) ||
        (own_of(c)->is & COH_INTERVAL_ZERO &&
         coh_chart_sheet_word(c, sheet, COH_CHART_WORD_NAME_TOLD, err)) ||
        coh_chart_sheet_end(sheet, err))
        return -1;
    for (i = 0; i < coh_chart_sheet_groups(c); i++)
        if (sheet_row(c, sheet, i, err))
            return -1;
    return coh_chart_sheet_rest(c, sheet, err);
}
