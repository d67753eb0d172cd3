/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/caption.h"

#include <math.h>

#include "chart/axis.h"
#include "chart/kind.h"
#include "stat/order.h"
#include "table/masked.h"

enum { DESCRIBED = 40 };

static int
count_words(struct coh_text *t, size_t n, const char *one, const char *many,
            struct coh_error *err)
{
    return coh_text_format(t, err, "%s%zu %s", t->length ? ", " : "", n,
                           n == 1 ? one : many);
}

static int
make_title(struct coh_caption *w, const struct coh_chart *c,
           struct coh_error *err)
{
    const char *value = c->value_name.length ? c->value_name.bytes : "rows";

    if (coh_text_format(
            &w->title, err, "%s%s%s",
            c->input == COH_CHART_COUNTS ? "Number of " : "", value,
            c->options.kind->takes & COH_CHART_NEEDS_DATE ? " over time" : ""))
        return -1;
    if (c->variables.n == 1 && coh_text_format(&w->title, err, " of %.*s",
                                               (int)c->variables.name[0].length,
                                               c->variables.name[0].bytes))
        return -1;
    if (!c->by_name.length)
        return 0;
    return coh_text_format(&w->title, err, " by %s", c->by_name.bytes);
}

/* The days of all rows: "9 Sep 2025 to 2 Mar 2026". */
static int
add_days(struct coh_text *t, const struct coh_chart *c, struct coh_error *err)
{
    coh_date first = c->row[0].day, last = first;
    char a[COH_AXIS_DATE_SIZE], b[COH_AXIS_DATE_SIZE];
    size_t i;

    for (i = 1; i < c->rows; i++) {
        first = c->row[i].day < first ? c->row[i].day : first;
        last = c->row[i].day > last ? c->row[i].day : last;
    }
    return coh_text_format(t, err, ", %s to %s", coh_axis_day(first, a),
                           coh_axis_day(last, b));
}

/* How many lines have points, and how many of them are in colour. */
static int
count_lines(const struct coh_chart *c, size_t *lines, size_t *coloured,
            struct coh_error *err)
{
    char *seen = coh_alloc_array(c->students.n + 1, 1, err);
    size_t i;

    *lines = *coloured = 0;
    if (!seen)
        return -1;
    for (i = 0; i < c->rows; i++) {
        size_t student = c->row[i].student;

        *lines += !seen[student];
        *coloured += !seen[student] && coh_chart_highlighted(c, student);
        seen[student] = 1;
    }
    coh_free(seen);
    return 0;
}

static int
make_subtitle(struct coh_caption *w, const struct coh_chart *c,
              struct coh_error *err)
{
    struct coh_text *t = &w->subtitle;
    size_t lines, coloured;

    if (c->options.kind->takes & COH_CHART_NEEDS_DATE) {
        if (count_lines(c, &lines, &coloured, err) ||
            count_words(t, lines, "student", "students", err) ||
            (coloured < lines && lines > 0 &&
             coh_text_format(t, err, " (%zu in colour)", coloured)))
            return -1;
    }
    if (c->input == COH_CHART_TABLE) {
        if (count_words(t, c->groups, "group", "groups", err))
            return -1;
    } else if (count_words(
                   t, c->rows, c->input == COH_CHART_COUNTS ? "row" : "score",
                   c->input == COH_CHART_COUNTS ? "rows" : "scores", err)) {
        return -1;
    }
    if (c->missing &&
        coh_text_format(t, err, ", %zu %s", c->missing,
                        c->input == COH_CHART_TABLE ? "without a value"
                                                    : "missing"))
        return -1;
    if (c->rows && (c->options.kind->takes & COH_CHART_NEEDS_DATE))
        return add_days(t, c, err);
    return 0;
}

int
coh_caption_make(struct coh_caption *w, const struct coh_chart *c,
                 struct coh_error *err)
{
    if (c->options.kind->caption)
        return c->options.kind->caption(w, c, err);
    return make_title(w, c, err) || make_subtitle(w, c, err) ? -1 : 0;
}

void
coh_caption_release(struct coh_caption *w)
{
    coh_text_release(&w->title);
    coh_text_release(&w->subtitle);
}

int
coh_caption_count(struct coh_text *t, double n, size_t missing, int terminal,
                  struct coh_error *err)
{
    if (!isfinite(n))
        return 0;
    if (coh_text_format(t, err, terminal ? "n %.0f" : "n = %.0f", n))
        return -1;
    if (!missing || terminal)
        return 0;
    return coh_text_format(t, err, ", %zu missing", missing);
}

/* ---- the data in words ---- */

static int
describe_bar(const struct coh_chart *c, const struct coh_chart_group *g,
             struct coh_text *out, struct coh_error *err)
{
    char value[COH_NUMBER_SIZE], low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];
    struct coh_chart_bar b;

    if (coh_chart_bar(c, g, &b, err))
        return -1;
    if (b.hidden)
        return coh_text_add_string(out, COH_MASKED_TEXT, err);
    if (b.band)
        return isfinite(b.n)
                   ? coh_text_format(out, err, "%s, n %.0f", b.band, b.n)
                   : coh_text_add_string(out, b.band, err);
    if (!isfinite(b.value))
        return coh_text_add_string(out, "no value", err);
    if (coh_text_add_string(out, coh_chart_number(c, b.value, value), err))
        return -1;
    if (isfinite(b.low) && isfinite(b.high) &&
        coh_text_format(out, err, " (interval %s to %s)",
                        coh_chart_number(c, b.low, low),
                        coh_chart_number(c, b.high, high)))
        return -1;
    if (isfinite(b.n) && c->input != COH_CHART_COUNTS)
        return coh_text_format(out, err, ", n %.0f", b.n);
    return 0;
}

static int
describe_values(const struct coh_chart *c, const struct coh_chart_group *g,
                struct coh_text *out, struct coh_error *err)
{
    double *x = coh_alloc_array(g->n, sizeof(*x), err);
    char low[COH_NUMBER_SIZE], mid[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];
    size_t i;
    int rc;

    if (!x)
        return -1;
    for (i = 0; i < g->n; i++)
        x[i] = c->row[g->first + i].value;
    coh_order_doubles(x, g->n);
    rc = coh_text_format(out, err, "n %zu", g->n);
    if (!rc && g->n)
        rc = coh_text_format(
            out, err, ", median %s, from %s to %s",
            coh_chart_number(c, coh_order_quantile(x, g->n, 0.5), mid),
            coh_double_text(x[0], low), coh_double_text(x[g->n - 1], high));
    coh_free(x);
    return rc;
}

/* First and last score of the students in colour. */
static int
describe_line(const struct coh_chart *c, size_t student, struct coh_text *out,
              struct coh_error *err)
{
    const struct coh_chart_row *first = NULL, *last = NULL;
    struct coh_span label = c->student_label[student];
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];
    char from[COH_AXIS_DATE_SIZE], to[COH_AXIS_DATE_SIZE];
    size_t i;

    for (i = 0; i < c->rows; i++) {
        const struct coh_chart_row *r = &c->row[i];

        if (r->student != student)
            continue;
        first = !first || r->day < first->day ? r : first;
        last = !last || r->day >= last->day ? r : last;
    }
    if (!first)
        return 0;
    return coh_text_format(
        out, err, " %.*s: %s on %s, %s on %s.", (int)label.length, label.bytes,
        coh_double_text(first->value, a), coh_axis_day(first->day, from),
        coh_double_text(last->value, b), coh_axis_day(last->day, to));
}

static int
describe_group(const struct coh_chart *c, size_t at, struct coh_text *out,
               struct coh_error *err)
{
    const struct coh_chart_group *g = &c->group[at];
    int bars = (c->options.kind->takes & COH_CHART_TAKES_TABLE) != 0;

    if (coh_text_format(out, err, " %.*s%s", (int)g->label.length,
                        g->label.bytes, g->label.length ? ": " : "") ||
        (bars ? describe_bar(c, g, out, err) : describe_values(c, g, out, err)))
        return -1;
    return coh_text_add_string(out, ".", err);
}

int
coh_chart_describe(const struct coh_chart *c, struct coh_text *out,
                   struct coh_error *err)
{
    int lines = (c->options.kind->takes & COH_CHART_NEEDS_DATE) != 0;
    size_t n = lines ? c->students.n : c->groups, i, said = 0;
    struct coh_caption w = COH_CAPTION_INIT;
    const char *subtitle = c->options.subtitle;
    int rc = -1;

    if (coh_caption_make(&w, c, err) ||
        coh_text_format(out, err, "%s chart. %s.", c->options.kind->name,
                        subtitle ? subtitle : coh_text_get(&w.subtitle)))
        goto out;
    if (c->options.kind->describe) {
        rc = c->options.kind->describe(c, out, err);
        goto out;
    }
    for (i = 0; i < n && said < DESCRIBED; i++) {
        if (lines && !coh_chart_highlighted(c, i))
            continue;
        said++;
        if (lines ? describe_line(c, i, out, err)
                  : describe_group(c, i, out, err))
            goto out;
    }
    rc = 0;
out:
    coh_caption_release(&w);
    return rc;
}
