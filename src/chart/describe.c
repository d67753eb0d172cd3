/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of a picture in words. */
#include <math.h>

#include "chart/kind.h"
#include "chart/label.h"
#include "stat/order.h"

static int
add_word(struct coh_text *out, const struct coh_chart *c,
         enum coh_chart_word word, struct coh_error *err)
{
    return coh_text_add_string(out, coh_chart_word(&c->options, word), err);
}

int
coh_chart_describe_name(struct coh_span name, struct coh_text *out,
                        struct coh_error *err)
{
    if (coh_text_add_string(out, " ", err) || coh_label_isolate(name, out, err))
        return -1;
    return name.length ? coh_text_add_string(out, ": ", err) : 0;
}

int
coh_chart_describe_bar(const struct coh_chart *c, const struct coh_chart_bar *b,
                       struct coh_text *out, struct coh_error *err)
{
    char value[COH_NUMBER_SIZE], low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];

    if (b->hidden)
        return add_word(out, c, COH_CHART_WORD_HIDDEN_WHY, err);
    if (!b->band && !isfinite(b->value))
        return add_word(out, c, COH_CHART_WORD_NO_VALUE, err);
    coh_chart_number(c, b->value, value);
    coh_chart_number(c, b->low, low);
    coh_chart_number(c, b->high, high);
    if (!b->band && isfinite(b->low) && isfinite(b->high)
            ? coh_chart_word_add(out, &c->options, COH_CHART_WORD_WITH_RANGE,
                                 COH_CHART_FILL(value, low, high), err)
            : coh_text_add_string(out, b->band ? b->band : value, err))
        return -1;
    if (!isfinite(b->n) || c->input == COH_CHART_COUNTS)
        return 0;
    coh_double_fixed(b->n, 0, value);
    if (coh_text_add_string(out, ", ", err))
        return -1;
    return coh_chart_word_add(out, &c->options, COH_CHART_WORD_N_TERMINAL,
                              COH_CHART_FILL(value), err);
}

static int
describe_bar(const struct coh_chart *c, const struct coh_chart_group *g,
             struct coh_text *out, struct coh_error *err)
{
    struct coh_chart_bar b;

    return coh_chart_bar(c, g, &b, err)
               ? -1
               : coh_chart_describe_bar(c, &b, out, err);
}

static int
describe_values(const struct coh_chart *c, const struct coh_chart_group *g,
                struct coh_text *out, struct coh_error *err)
{
    double *x = coh_chart_sorted(c, g, err);
    char low[COH_NUMBER_SIZE] = "", mid[COH_NUMBER_SIZE] = "";
    char high[COH_NUMBER_SIZE] = "", n[COH_NUMBER_SIZE];
    int rc;

    if (!x)
        return -1;
    coh_double_text((double)g->n, n);
    if (g->n) {
        coh_chart_number(c, coh_order_quantile(x, g->n, 0.5), mid);
        coh_double_text(x[0], low);
        coh_double_text(x[g->n - 1], high);
    }
    rc = coh_chart_word_add(out, &c->options,
                            g->n ? COH_CHART_WORD_MEDIAN
                                 : COH_CHART_WORD_N_TERMINAL,
                            COH_CHART_FILL(n, mid, low, high), err);
    coh_free(x);
    return rc;
}

/* First and last score of the students in colour. */
static int
describe_line(const struct coh_chart *c, size_t student, struct coh_text *out,
              struct coh_error *err)
{
    const struct coh_chart_row *first = NULL, *last = NULL;
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];
    char from[COH_AXIS_DATE_SIZE], to[COH_AXIS_DATE_SIZE];
    const char *month[12];
    struct coh_text name = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    for (i = 0; i < c->rows; i++) {
        const struct coh_chart_row *r = &c->row[i];

        if (r->student != student)
            continue;
        first = !first || r->day < first->day ? r : first;
        last = !last || r->day >= last->day ? r : last;
    }
    if (!first)
        return 0;
    coh_chart_word_months(&c->options, month);
    coh_double_text(first->value, a);
    coh_double_text(last->value, b);
    coh_axis_day(first->day, month, from);
    coh_axis_day(last->day, month, to);
    if (coh_text_add(out, " ", 1, err) ||
        coh_label_isolate(c->student_label[student], &name, err) ||
        coh_chart_word_add(out, &c->options, COH_CHART_WORD_COURSE,
                           COH_CHART_FILL(coh_text_get(&name), a, from, b, to),
                           err))
        rc = -1;
    coh_text_release(&name);
    return rc;
}

static int
describe_group(const struct coh_chart *c, size_t at, struct coh_text *out,
               struct coh_error *err)
{
    const struct coh_chart_group *g = &c->group[at];
    int bars = (c->options.kind->takes & COH_CHART_TAKES_TABLE) != 0;

    if (coh_chart_describe_name(g->label, out, err) ||
        (bars ? describe_bar(c, g, out, err) : describe_values(c, g, out, err)))
        return -1;
    return coh_text_add_string(out, ".", err);
}

/* The groups, or the lines in colour, a sentence each. */
static int
describe_all(const struct coh_chart *c, struct coh_text *out,
             struct coh_error *err)
{
    int lines = (c->options.kind->takes & COH_CHART_NEEDS_DATE) != 0;
    size_t n = lines ? c->students.n : c->groups, i, said = 0;

    if (c->options.kind->describe)
        return c->options.kind->describe(c, out, err);
    for (i = 0; i < n && said < COH_CHART_DESCRIBED; i++) {
        if (lines && !coh_chart_highlighted(c, i))
            continue;
        said++;
        if (lines ? describe_line(c, i, out, err)
                  : describe_group(c, i, out, err))
            return -1;
    }
    return 0;
}

int
coh_chart_describe(const struct coh_chart *c, struct coh_text *out,
                   struct coh_error *err)
{
    struct coh_caption w = COH_CAPTION_INIT;
    struct coh_text all = COH_TEXT_INIT;
    const char *subtitle = c->options.subtitle;
    int rc = -1;

    if (coh_caption_make(&w, c, err) ||
        coh_chart_word_add(&all, &c->options, COH_CHART_WORD_CHART,
                           COH_CHART_FILL(coh_chart_word_kind(
                               &c->options, c->options.kind->name)),
                           err) ||
        coh_text_format(&all, err, " %s.",
                        subtitle ? subtitle : coh_text_get(&w.subtitle)) ||
        describe_all(c, &all, err))
        goto out;
    rc = coh_label_clean_around(coh_text_span(&all), out, err);
out:
    coh_caption_release(&w);
    coh_text_release(&all);
    return rc;
}
