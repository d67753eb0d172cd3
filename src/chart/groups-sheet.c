/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data tables of kinds that draw groups. */
#include <math.h>

#include "chart/kind.h"
#include "stat/order.h"

/* A row for the head, and one that tells of the rest. */
enum { GROUPS_MOST = COH_CHART_SHEET_ROWS - 2 };

int
coh_chart_data(const struct coh_chart *c, struct coh_text *csv,
               struct coh_error *err)
{
    struct coh_chart_sheet sheet = COH_CHART_SHEET_INIT;
    int rc = -1;

    if (!c->options.kind || !c->options.kind->sheet)
        return 0;
    if (!c->options.kind->sheet(c, &sheet, err))
        rc = coh_text_add(csv, coh_text_get(&sheet.csv), sheet.csv.length, err);
    coh_chart_sheet_release(&sheet);
    return rc;
}

double *
coh_chart_sorted(const struct coh_chart *c, const struct coh_chart_group *g,
                 struct coh_error *err)
{
    double *x = coh_alloc_array(g->n + 1, sizeof(*x), err);
    size_t i;

    if (!x)
        return NULL;
    for (i = 0; i < g->n; i++)
        x[i] = c->row[g->first + i].value;
    coh_order_doubles(x, g->n);
    return x;
}

int
coh_chart_sheet_word(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     enum coh_chart_word word, struct coh_error *err)
{
    return coh_chart_sheet_string(sheet, coh_chart_word(&c->options, word),
                                  err);
}

int
coh_chart_sheet_head(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     const enum coh_chart_word *names, size_t n,
                     struct coh_error *err)
{
    struct coh_span by = c->by_name;
    size_t i;

    if (!by.length)
        by =
            coh_span_of(coh_chart_word(&c->options, COH_CHART_WORD_GROUP_NAME));
    if (coh_chart_sheet_text(sheet, by, err))
        return -1;
    for (i = 0; i < n; i++)
        if (coh_chart_sheet_word(c, sheet, names[i], err))
            return -1;
    return coh_chart_sheet_end(sheet, err);
}

int
coh_chart_sheet_group(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                      size_t group, struct coh_error *err)
{
    struct coh_span label = c->group[group].label;

    return coh_chart_sheet_text(
        sheet,
        label.length
            ? label
            : coh_span_of(coh_chart_word(&c->options, COH_CHART_WORD_ALL)),
        err);
}

size_t
coh_chart_sheet_groups(const struct coh_chart *c)
{
    return c->groups < GROUPS_MOST ? c->groups : GROUPS_MOST;
}

int
coh_chart_sheet_rest(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     struct coh_error *err)
{
    size_t told = coh_chart_sheet_groups(c);
    struct coh_text t = COH_TEXT_INIT;
    char more[COH_NUMBER_SIZE];
    int rc = -1;

    if (told == c->groups)
        return 0;
    coh_double_text((double)(c->groups - told), more);
    if (!coh_chart_word_add(&t, &c->options, COH_CHART_WORD_MORE,
                            COH_CHART_FILL(more), err) &&
        !coh_chart_sheet_text(sheet, coh_text_span(&t), err))
        rc = coh_chart_sheet_end(sheet, err);
    coh_text_release(&t);
    return rc;
}

int
coh_chart_sheet_shown(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                      double x, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    if (!isfinite(x))
        return coh_chart_sheet_string(sheet, "", err);
    return coh_chart_sheet_string(sheet, coh_chart_number(c, x, number), err);
}

static int
box_row(const struct coh_chart *c, struct coh_chart_sheet *sheet, size_t group,
        struct coh_error *err)
{
    static const double part[] = {0, 0.25, 0.5, 0.75, 1};
    const struct coh_chart_group *g = &c->group[group];
    double *x = coh_chart_sorted(c, g, err);
    int rc = -1, i;

    if (!x || coh_chart_sheet_group(c, sheet, group, err) ||
        coh_chart_sheet_number(sheet, (double)g->n, err) ||
        coh_chart_sheet_number(sheet, (double)g->missing, err))
        goto out;
    for (i = 0; i < 5; i++) {
        double at = g->n ? coh_order_quantile(x, g->n, part[i]) : NAN;

        if (part[i] > 0 && part[i] < 1
                ? coh_chart_sheet_shown(c, sheet, at, err)
                : coh_chart_sheet_number(sheet, at, err))
            goto out;
    }
    rc = coh_chart_sheet_end(sheet, err);
out:
    coh_free(x);
    return rc;
}

int
coh_chart_box_sheet(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                    struct coh_error *err)
{
    static const enum coh_chart_word names[] = {
        COH_CHART_WORD_NAME_N,      COH_CHART_WORD_NAME_MISSING,
        COH_CHART_WORD_NAME_LEAST,  COH_CHART_WORD_NAME_Q1,
        COH_CHART_WORD_NAME_MEDIAN, COH_CHART_WORD_NAME_Q3,
        COH_CHART_WORD_NAME_MOST};
    size_t i;

    if (coh_chart_sheet_head(c, sheet, names, 7, err))
        return -1;
    for (i = 0; i < coh_chart_sheet_groups(c); i++)
        if (box_row(c, sheet, i, err))
            return -1;
    return coh_chart_sheet_rest(c, sheet, err);
}

/* What the picture says in the place of a number, NULL for a number. */
static const char *
instead(const struct coh_chart *c, const struct coh_chart_bar *b)
{
    if (b->hidden)
        return coh_chart_word(&c->options, COH_CHART_WORD_HIDDEN);
    if (b->band)
        return b->band;
    return isfinite(b->value)
               ? NULL
               : coh_chart_word(&c->options, COH_CHART_WORD_NO_VALUE);
}

int
coh_chart_sheet_bar(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                    size_t group, struct coh_error *err)
{
    struct coh_chart_bar b;
    const char *text;
    int number = c->input != COH_CHART_COUNTS;

    if (coh_chart_bar(c, &c->group[group], &b, err) ||
        coh_chart_sheet_group(c, sheet, group, err))
        return -1;
    text = instead(c, &b);
    if (number && coh_chart_sheet_number(sheet, b.n, err))
        return -1;
    if (text ? coh_chart_sheet_string(sheet, text, err)
             : coh_chart_sheet_shown(c, sheet, b.value, err))
        return -1;
    return number &&
                   (coh_chart_sheet_shown(c, sheet, text ? NAN : b.low, err) ||
                    coh_chart_sheet_shown(c, sheet, text ? NAN : b.high, err))
               ? -1
               : 0;
}

int
coh_chart_sheet_bars(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     struct coh_error *err)
{
    struct coh_span by = c->by_name;

    if (!by.length)
        by =
            coh_span_of(coh_chart_word(&c->options, COH_CHART_WORD_GROUP_NAME));
    if (coh_chart_sheet_text(sheet, by, err))
        return -1;
    if (c->input == COH_CHART_COUNTS)
        return coh_chart_sheet_word(c, sheet, COH_CHART_WORD_ROWS_NAME, err);
    if (coh_chart_sheet_word(c, sheet, COH_CHART_WORD_NAME_N, err) ||
        (c->input == COH_CHART_VALUES
             ? coh_chart_sheet_word(c, sheet, COH_CHART_WORD_NAME_MEAN, err)
             : coh_chart_sheet_text(sheet, c->value_name, err)) ||
        coh_chart_sheet_word(c, sheet, COH_CHART_WORD_NAME_LOW, err))
        return -1;
    return coh_chart_sheet_word(c, sheet, COH_CHART_WORD_NAME_HIGH, err);
}

int
coh_chart_bars_sheet(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     struct coh_error *err)
{
    size_t i;

    if (coh_chart_sheet_bars(c, sheet, err) || coh_chart_sheet_end(sheet, err))
        return -1;
    for (i = 0; i < coh_chart_sheet_groups(c); i++)
        if (coh_chart_sheet_bar(c, sheet, i, err) ||
            coh_chart_sheet_end(sheet, err))
            return -1;
    return coh_chart_sheet_rest(c, sheet, err);
}
