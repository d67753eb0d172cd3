/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture of two measures says in words, and its data table. */
#include <math.h>
#include <string.h>

#include "chart/scatter.h"
#include "table/masked.h"

/* Cells of each axis when single places are too many. */
enum { CELLS = 14 };

int
coh_scatter_who(const struct coh_chart *c, size_t n, struct coh_text *t,
                struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    int students = s->students || !s->n;
    char number[COH_NUMBER_SIZE];

    return coh_chart_word_add(t, &c->options,
                              n == 1     ? students ? COH_CHART_WORD_STUDENT
                                                    : COH_CHART_WORD_ROW
                              : students ? COH_CHART_WORD_STUDENTS
                                         : COH_CHART_WORD_ROWS,
                              COH_CHART_FILL(coh_chart_count(n, number)), err);
}

/* What the head of a column of such counts is. */
static int
put_who(const struct coh_chart *c, struct coh_chart_sheet *sheet,
        struct coh_error *err)
{
    const struct coh_scatter *s = c->own;

    return coh_chart_sheet_word(c, sheet,
                                s->students || !s->n
                                    ? COH_CHART_WORD_NAME_STUDENTS
                                    : COH_CHART_WORD_ROWS_NAME,
                                err);
}

/* Why there is no correlation. */
static int
say_why(const struct coh_chart *c, const char *why, struct coh_text *t,
        struct coh_error *err)
{
    static const enum coh_chart_word known[] = {
        COH_CHART_WORD_R_FEW, COH_CHART_WORD_R_EQUAL, COH_CHART_WORD_R_NONE};
    const struct coh_chart_options english = {.words = NULL};
    size_t i;

    for (i = 0; why && i < 2; i++)
        if (!strcmp(why, coh_chart_word(&english, known[i])))
            break;
    if (why && i == 2)
        return coh_text_add_string(t, why, err);
    return coh_chart_word_add(t, &c->options, known[why ? i : 2], NULL, err);
}

int
coh_scatter_correlation(const struct coh_chart *c,
                        const struct coh_correlation *r, struct coh_text *t,
                        struct coh_error *err)
{
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE], level[COH_NUMBER_SIZE],
        number[COH_NUMBER_SIZE];

    if (isnan(r->r))
        return say_why(c, r->why, t, err);
    coh_double_fixed(r->r, 2, number);
    if (isnan(r->ci.low) || isnan(r->ci.high))
        return coh_chart_word_add(t, &c->options, COH_CHART_WORD_R,
                                  COH_CHART_FILL(number), err);
    coh_double_text(round(c->options.level * 1e4) / 100, level);
    return coh_chart_word_add(
        t, &c->options, COH_CHART_WORD_R_INTERVAL,
        COH_CHART_FILL(number, level, coh_double_fixed(r->ci.low, 2, a),
                       coh_double_fixed(r->ci.high, 2, b)),
        err);
}

size_t
coh_scatter_quarters(const struct coh_chart *c)
{
    return c->options.has_cut_y ? 4 : c->options.has_cut ? 2 : 0;
}

int
coh_scatter_quarter(const struct coh_chart *c, size_t q, struct coh_text *t,
                    struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    char number[COH_NUMBER_SIZE];

    if (!c->options.has_cut_y)
        return coh_chart_word_add(
            t, &c->options,
            q ? COH_CHART_WORD_FROM_CUT : COH_CHART_WORD_BELOW_CUT,
            COH_CHART_FILL(s->name[0].bytes,
                           coh_double_text(c->options.cut, number)),
            err);
    return coh_chart_word_add(t, &c->options,
                              q == 0   ? COH_CHART_WORD_BOTH_BELOW
                              : q == 3 ? COH_CHART_WORD_BOTH_ABOVE
                                       : COH_CHART_WORD_ONE_ABOVE,
                              COH_CHART_FILL(s->name[q == 2].bytes), err);
}

/* ---- title and subtitle ---- */

/* "; 3 with neither", where there are some. */
static int
add_count(const struct coh_chart *c, enum coh_chart_word word, size_t n,
          const char *name, struct coh_text *t, struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    if (!n)
        return 0;
    return coh_text_add_string(t, "; ", err) ||
                   coh_chart_word_add(
                       t, &c->options, word,
                       COH_CHART_FILL(coh_chart_count(n, number), name), err)
               ? -1
               : 0;
}

/* The same on one line of a terminal. */
static int
short_subtitle(const struct coh_chart *c, struct coh_text *t,
               struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    size_t missing = s->only[0] + s->only[1] + s->neither;
    char number[COH_NUMBER_SIZE];

    if (coh_chart_word_add(t, &c->options, COH_CHART_WORD_N_TERMINAL,
                           COH_CHART_FILL(coh_chart_count(s->n, number)),
                           err) ||
        (s->n && (coh_text_add_string(t, ", ", err) ||
                  coh_scatter_correlation(c, &s->all.r, t, err))))
        return -1;
    return add_count(c, COH_CHART_WORD_NOT_BOTH, missing, NULL, t, err) ||
                   add_count(c, COH_CHART_WORD_COUNT_HIDDEN_TERMINAL, s->hidden,
                             NULL, t, err)
               ? -1
               : 0;
}

/* "108 students with both" */
static int
add_both(const struct coh_chart *c, struct coh_text *t, struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    struct coh_text who = COH_TEXT_INIT;
    int rc = coh_scatter_who(c, s->n, &who, err) ||
             coh_chart_word_add(t, &c->options, COH_CHART_WORD_WITH_BOTH,
                                COH_CHART_FILL(coh_text_get(&who)), err);

    coh_text_release(&who);
    return rc ? -1 : 0;
}

static int
add_correlation(const struct coh_chart *c, struct coh_text *t,
                struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    struct coh_text r = COH_TEXT_INIT;
    int rc = -1;

    if (coh_text_add_string(t, ": ", err) ||
        coh_scatter_correlation(c, &s->all.r, &r, err))
        goto out;
    rc = c->keys.n > 1 && !isnan(s->all.r.r)
             ? coh_chart_word_add(t, &c->options, COH_CHART_WORD_OVER_GROUPS,
                                  COH_CHART_FILL(coh_text_get(&r)), err)
             : coh_text_add(t, coh_text_get(&r), r.length, err);
out:
    coh_text_release(&r);
    return rc;
}

static int
add_title(const struct coh_chart *c, struct coh_text *t, struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    struct coh_text both = COH_TEXT_INIT;
    int rc = coh_chart_word_add(
        &both, &c->options, COH_CHART_WORD_AND,
        COH_CHART_FILL(s->name[0].bytes, s->name[1].bytes), err);

    if (!rc)
        rc = c->by_name.length
                 ? coh_chart_word_add(
                       t, &c->options, COH_CHART_WORD_BY,
                       COH_CHART_FILL(coh_text_get(&both), c->by_name.bytes),
                       err)
                 : coh_text_add(t, coh_text_get(&both), both.length, err);
    coh_text_release(&both);
    return rc;
}

int
coh_chart_scatter_caption(struct coh_caption *w, const struct coh_chart *c,
                          struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    struct coh_text *t = &w->subtitle;
    size_t k;

    if (add_title(c, &w->title, err))
        return -1;
    if (c->options.format == COH_CHART_DUMB)
        return short_subtitle(c, t, err);
    if (add_both(c, t, err) || (s->n && add_correlation(c, t, err)))
        return -1;
    for (k = 0; k < 2; k++)
        if (add_count(c, COH_CHART_WORD_ALONE, s->only[k], s->name[k].bytes, t,
                      err))
            return -1;
    return add_count(c, COH_CHART_WORD_NEITHER, s->neither, NULL, t, err) ||
                   add_count(c, COH_CHART_WORD_COUNT_HIDDEN, s->hidden, NULL, t,
                             err)
               ? -1
               : 0;
}

/* ---- the data in words ---- */

static int
describe_range(const struct coh_chart *c, size_t k, struct coh_text *out,
               struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    double low = s->point[0].at[k], high = low;
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];
    size_t i;

    for (i = 1; i < s->n; i++) {
        low = fmin(low, s->point[i].at[k]);
        high = fmax(high, s->point[i].at[k]);
    }
    if (coh_text_add_string(out, " ", err))
        return -1;
    return coh_chart_word_add(
        out, &c->options,
        low == high ? COH_CHART_WORD_MEASURE_IS : COH_CHART_WORD_MEASURE_RANGE,
        COH_CHART_FILL(s->name[k].bytes, coh_double_text(low, a),
                       coh_double_text(high, b)),
        err);
}

static int
describe_groups(const struct coh_chart *c, struct coh_text *out,
                struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    char number[COH_NUMBER_SIZE];
    size_t i;

    for (i = 0; c->by.n && i < c->keys.n; i++)
        if (coh_text_format(out, err, " %.*s: ", (int)c->keys.name[i].length,
                            c->keys.name[i].bytes) ||
            coh_chart_word_add(
                out, &c->options, COH_CHART_WORD_N,
                COH_CHART_FILL(coh_chart_count(s->group[i].n, number)), err) ||
            coh_text_add_string(out, ", ", err) ||
            coh_scatter_correlation(c, &s->group[i].r, out, err) ||
            coh_text_add_string(out, ".", err))
            return -1;
    return 0;
}

/* The students in colour, each with both scores. */
static int
describe_chosen(const struct coh_chart *c, struct coh_text *out,
                struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];
    size_t i, said = 0;

    for (i = 0; c->options.highlight && i < s->n && said < 40; i++) {
        struct coh_span label;

        if (!coh_chart_highlighted(c, s->point[i].student))
            continue;
        said++;
        label = c->student_label[s->point[i].student];
        if (coh_text_format(out, err, " %.*s: ", (int)label.length,
                            label.bytes) ||
            coh_chart_word_add(
                out, &c->options, COH_CHART_WORD_AND,
                COH_CHART_FILL(coh_double_text(s->point[i].at[0], a),
                               coh_double_text(s->point[i].at[1], b)),
                err) ||
            coh_text_add_string(out, ".", err))
            return -1;
    }
    return 0;
}

int
coh_chart_scatter_describe(const struct coh_chart *c, struct coh_text *out,
                           struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    size_t q;

    if (!s->n)
        return 0;
    if (describe_range(c, 0, out, err) || describe_range(c, 1, out, err))
        return -1;
    for (q = coh_scatter_quarters(c); q-- > 0;)
        if (coh_text_add_string(out, " ", err) ||
            coh_scatter_quarter(c, q, out, err) ||
            coh_text_format(out, err, ": %zu.", s->quarter[q]))
            return -1;
    return describe_groups(c, out, err) || describe_chosen(c, out, err) ? -1
                                                                        : 0;
}

/* ---- the data table ---- */

static int
put_size(struct coh_chart_sheet *sheet, size_t n, struct coh_error *err)
{
    return coh_chart_sheet_number(sheet, (double)n, err);
}

/* Who of a place is named in the picture: "Ana; Bo". */
static int
put_named(const struct coh_chart *c, const struct coh_scatter_place *p,
          struct coh_chart_sheet *sheet, struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < s->n; i++) {
        const struct coh_scatter_point *q = &s->point[i];
        struct coh_span label;

        if (q->group != p->group || q->at[0] != p->at[0] ||
            q->at[1] != p->at[1] || !coh_chart_highlighted(c, q->student))
            continue;
        label = c->student_label[q->student];
        if ((t.length && coh_text_add_string(&t, "; ", err)) ||
            coh_text_add(&t, label.bytes, label.length, err))
            goto out;
    }
    rc = coh_chart_sheet_text(sheet, coh_text_span(&t), err);
out:
    coh_text_release(&t);
    return rc;
}

/* Each place, exactly. */
static int
put_places(const struct coh_chart *c, const struct coh_scatter_place *p,
           size_t n, struct coh_chart_sheet *sheet, struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    int named = c->options.highlights > 0;
    size_t i;

    if ((c->by.n && coh_chart_sheet_text(sheet, c->by_name, err)) ||
        coh_chart_sheet_text(sheet, s->name[0], err) ||
        coh_chart_sheet_text(sheet, s->name[1], err) ||
        put_who(c, sheet, err) ||
        (named &&
         coh_chart_sheet_word(c, sheet, COH_CHART_WORD_NAME_NAMED, err)) ||
        coh_chart_sheet_end(sheet, err))
        return -1;
    for (i = 0; i < n; i++)
        if ((c->by.n &&
             coh_chart_sheet_text(sheet, c->keys.name[p[i].group], err)) ||
            coh_chart_sheet_number(sheet, p[i].at[0], err) ||
            coh_chart_sheet_number(sheet, p[i].at[1], err) ||
            put_size(sheet, p[i].n, err) ||
            (named && put_named(c, &p[i], sheet, err)) ||
            coh_chart_sheet_end(sheet, err))
            return -1;
    return 0;
}

static int
put_edge(struct coh_chart_sheet *sheet, double middle, double step,
         struct coh_error *err)
{
    /* Twelve digits: what adding up steps makes up is no number of the data.*/
    const double scale = pow(10, 12 - ceil(log10(fabs(step) + 1e-300)));
    double from = middle - step / 2;

    if (isfinite(scale) && fabs(from * scale) < 1e15)
        from = round(from * scale) / scale;
    return coh_chart_sheet_number(sheet, from, err);
}

/* How many in each rectangle; "below" is the next rectangle's start. */
static int
put_cells(const struct coh_chart *c, const double step[2],
          const struct coh_scatter_place *p, size_t n,
          struct coh_chart_sheet *sheet, struct coh_error *err)
{
    static const enum coh_chart_word words[] = {COH_CHART_WORD_NAME_FROM_OF,
                                                COH_CHART_WORD_NAME_BELOW_OF};
    const struct coh_scatter *s = c->own;
    struct coh_text t = COH_TEXT_INIT;
    size_t i, k, total;
    int rc = -1;

    for (i = 0; i < 4; i++) {
        coh_text_clear(&t);
        if (coh_chart_word_add(&t, &c->options, words[i % 2],
                               COH_CHART_FILL(s->name[i / 2].bytes), err) ||
            coh_chart_sheet_text(sheet, coh_text_span(&t), err))
            goto out;
    }
    if (put_who(c, sheet, err) || coh_chart_sheet_end(sheet, err))
        goto out;
    /* Groups of one rectangle stand one behind the other. */
    for (i = 0; i < n; i += k) {
        for (k = total = 0; i + k < n && p[i + k].at[0] == p[i].at[0] &&
                            p[i + k].at[1] == p[i].at[1];
             k++)
            total += p[i + k].n;
        if (put_edge(sheet, p[i].at[0], step[0], err) ||
            put_edge(sheet, p[i].at[0] + step[0], step[0], err) ||
            put_edge(sheet, p[i].at[1], step[1], err) ||
            put_edge(sheet, p[i].at[1] + step[1], step[1], err) ||
            put_size(sheet, total, err) || coh_chart_sheet_end(sheet, err))
            goto out;
    }
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

int
coh_chart_scatter_sheet(const struct coh_chart *c,
                        struct coh_chart_sheet *sheet, struct coh_error *err)
{
    struct coh_scatter_place *p = NULL;
    struct coh_axis axis[2];
    double low[2], step[2] = {0, 0};
    const double high[2] = {INFINITY, INFINITY};
    size_t n, k;
    int rc = -1;

    coh_scatter_axes(c, axis);
    for (k = 0; k < 2; k++)
        low[k] = axis[k].low;
    if (coh_scatter_places(c->own, low, high, step, &p, &n, err))
        goto out;
    if (n < COH_CHART_SHEET_ROWS) {
        rc = put_places(c, p, n, sheet, err);
        goto out;
    }
    for (k = 0; k < 2; k++) {
        step[k] = coh_axis_round((axis[k].high - axis[k].low) / CELLS);
        if (((const struct coh_scatter *)c->own)->whole[k])
            step[k] = fmax(1, step[k]);
    }
    coh_free(p);
    if (!coh_scatter_places(c->own, low, high, step, &p, &n, err))
        rc = put_cells(c, step, p, n, sheet, err);
out:
    coh_free(p);
    return rc;
}
