/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading two measures of the same students. */
#include "chart/scatter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "table/masked.h"

static int
copy_name(struct coh_chart *c, struct coh_span from, struct coh_span *to,
          struct coh_error *err)
{
    to->bytes = coh_arena_text(&c->arena, from.bytes, from.length, err);
    to->length = from.length;
    return to->bytes ? 0 : -1;
}

/* What a picture of single points has no use for. */
static int
refuse_options(const struct coh_chart_options *o, struct coh_error *err)
{
    const char *what = o->has_goal ? "--goal"
                       : o->trend  ? "--trend"
                       : o->count  ? "--count"
                       : o->date   ? "--date"
                                   : NULL;

    return what ? coh_fail(err, COH_USAGE, "%s is not for scatter", what) : 0;
}

static int
find_measures(struct coh_chart *c, struct coh_scatter *s,
              const struct coh_header *header, struct coh_error *err)
{
    struct coh_columns two = COH_COLUMNS_INIT;
    size_t k;
    int rc = -1;

    if (coh_columns_find(&two, c->options.value, header, err))
        return -1;
    if (two.n != 2) {
        coh_fail(err, COH_USAGE,
                 "scatter needs two measures, a column each: -v X,Y");
        goto out;
    }
    for (k = 0; k < 2; k++) {
        s->column[k] = two.at[k];
        s->whole[k] = 1;
        if (copy_name(c, header->name[two.at[k]], &s->name[k], err))
            goto out;
    }
    rc = 0;
out:
    coh_columns_release(&two);
    return rc;
}

/* Who the points are, and what stands at those in colour. */
static int
find_students(struct coh_chart *c, const struct coh_header *header,
              struct coh_error *err)
{
    const struct coh_chart_options *o = &c->options;
    const char *student = o->student ? o->student : "student_id";
    struct coh_span name = coh_span_of("name");

    c->student = coh_header_seek(header, coh_span_of(student));
    if (c->student == header->n && o->highlights)
        return coh_header_find(header, coh_span_of(student), &c->student, err);
    c->label = coh_header_seek(header, name);
    if (o->label)
        return coh_header_find(header, coh_span_of(o->label), &c->label, err);
    if (c->label == header->n)
        c->label = c->student;
    return 0;
}

int
coh_chart_scatter_columns(struct coh_chart *c, const struct coh_header *header,
                          struct coh_error *err)
{
    struct coh_scatter *s = coh_alloc_array(1, sizeof(*s), err);
    struct coh_text by = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    c->own = s;
    if (!s || refuse_options(&c->options, err) ||
        find_measures(c, s, header, err) || find_students(c, header, err) ||
        coh_columns_find(&c->by, c->options.by, header, err))
        goto out;
    c->status = coh_header_seek(header, coh_span_of("status"));
    c->suppressed = coh_header_seek(header, coh_span_of(COH_MASKED_COLUMN));
    for (i = 0; i < c->by.n; i++) {
        struct coh_span name = header->name[c->by.at[i]];

        if ((i && coh_text_add_string(&by, " \xC2\xB7 ", err)) ||
            coh_text_add(&by, name.bytes, name.length, err))
            goto out;
    }
    rc = copy_name(c, coh_text_span(&by), &c->by_name, err);
out:
    coh_text_release(&by);
    return rc;
}

/* ---- rows ---- */

/* NAN, with a note, for a cell without a number. */
static int
read_measure(struct coh_chart *c, const struct coh_chart_place *p, size_t k,
             double *x, struct coh_error *err)
{
    struct coh_scatter *s = c->own;
    int rc;

    c->whole = s->whole[k];
    c->decimals = s->decimals[k];
    rc = coh_chart_cell_number(c, p, s->column[k], s->name[k].bytes, x, err);
    s->whole[k] = c->whole;
    s->decimals[k] = c->decimals;
    return rc;
}

static int
read_both(struct coh_chart *c, const struct coh_chart_place *p, double at[2],
          struct coh_error *err)
{
    at[0] = at[1] = NAN;
    if (c->status < c->width &&
        !coh_span_is(coh_chart_cell(c, p->rec, c->status), "scored"))
        return coh_notes_add(p->notes, COH_NOTE_FACT, NULL, err,
                             "%s: status is not 'scored', counted as missing",
                             p->file);
    return read_measure(c, p, 0, &at[0], err) ||
                   read_measure(c, p, 1, &at[1], err)
               ? -1
               : 0;
}

/* More groups than can be told apart are no picture. */
static int
group_of(struct coh_chart *c, const struct coh_record *rec, size_t *at,
         struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_chart_by_text(c, rec, &t, err) &&
        !coh_names_add(&c->keys, coh_text_span(&t), at, err))
        rc = 0;
    coh_text_release(&t);
    if (!rc && *at >= COH_SCATTER_GROUPS)
        return coh_fail(err, COH_INPUT,
                        "-b %.60s: more than %d groups cannot be told apart in "
                        "one picture: choose some with --where, or draw one "
                        "picture each",
                        c->by_name.bytes, COH_SCATTER_GROUPS);
    return rc;
}

static int
is_hidden(const struct coh_chart *c, const struct coh_record *rec)
{
    const struct coh_scatter *s = c->own;
    struct coh_span names = coh_chart_cell(c, rec, c->suppressed);

    return coh_masked_names(names, s->name[0]) ||
           coh_masked_names(names, s->name[1]);
}

int
coh_chart_scatter_add(struct coh_chart *c, const struct coh_chart_place *p,
                      struct coh_error *err)
{
    struct coh_scatter *s = c->own;
    struct coh_scatter_point point = {.group = 0};

    if (group_of(c, p->rec, &point.group, err) ||
        (c->student < c->width &&
         coh_chart_student(c, p->rec, &point.student, err)))
        return -1;
    s->rows++;
    if (is_hidden(c, p->rec)) {
        s->hidden++;
        return 0;
    }
    if (read_both(c, p, point.at, err))
        return -1;
    if (isnan(point.at[0]) || isnan(point.at[1])) {
        if (isnan(point.at[0]) && isnan(point.at[1]))
            s->neither++;
        else
            s->only[isnan(point.at[0])]++;
        return 0;
    }
    if (coh_reserve(&s->point, &s->capacity, s->n + 1, sizeof(point), err))
        return -1;
    s->point[s->n++] = point;
    return 0;
}

/* ---- all rows are there ---- */

/* Of `group`, or of all. Differences from the first point keep digits. */
static int
correlate(const struct coh_chart *c, size_t group, struct coh_scatter_group *g,
          struct coh_error *err)
{
    const struct coh_scatter *s = c->own;
    double *x = coh_alloc_array(s->n + 1, sizeof(*x), err);
    double *y = coh_alloc_array(s->n + 1, sizeof(*y), err);
    size_t i;
    int rc = -1;

    g->n = 0;
    for (i = 0; x && y && i < s->n; i++)
        if (group == COH_SCATTER_GROUPS || s->point[i].group == group) {
            x[g->n] = s->point[i].at[0] - s->point[0].at[0];
            y[g->n++] = s->point[i].at[1] - s->point[0].at[1];
        }
    if (x && y)
        rc = coh_correlation_pearson(x, y, g->n, c->options.level, &g->r, err);
    if (!rc && !s->students)
        g->r.ci.low = g->r.ci.high = NAN;
    coh_free(x);
    coh_free(y);
    return rc;
}

static int
by_student(const void *a, const void *b)
{
    const struct coh_scatter_point *x = a, *y = b;

    return (x->student > y->student) - (x->student < y->student);
}

/* Is each student one point? Several rows of one are no sample of students. */
static int
judge_students(struct coh_chart *c, const char *file, struct coh_notes *notes,
               struct coh_error *err)
{
    struct coh_scatter *s = c->own;
    struct coh_scatter_point *p = coh_alloc_array(s->n + 1, sizeof(*p), err);
    size_t i, n = s->n > 0;

    if (!p)
        return -1;
    if (s->n)
        memcpy(p, s->point, s->n * sizeof(*p));
    qsort(p, s->n, sizeof(*p), by_student);
    for (i = 1; i < s->n; i++)
        n += p[i].student != p[i - 1].student;
    coh_free(p);
    s->students = c->student < c->width && n == s->n;
    if (s->students || c->student == c->width)
        return 0;
    return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                         "%s: rows are not students: %zu points of %zu "
                         "students, so that r has no interval",
                         file, s->n, n);
}

static void
count_quarters(struct coh_chart *c)
{
    const struct coh_chart_options *o = &c->options;
    struct coh_scatter *s = c->own;
    size_t i;

    for (i = 0; i < s->n; i++) {
        const double *at = s->point[i].at;

        s->quarter[(o->has_cut && at[0] >= o->cut) +
                   2 * (o->has_cut_y && at[1] >= o->cut_y)]++;
    }
}

int
coh_chart_scatter_finish(struct coh_chart *c, const char *file,
                         struct coh_notes *notes, struct coh_error *err)
{
    struct coh_scatter *s = c->own;
    size_t i;

    if (judge_students(c, file, notes, err) ||
        correlate(c, COH_SCATTER_GROUPS, &s->all, err))
        return -1;
    for (i = 0; i < c->keys.n; i++)
        if (correlate(c, i, &s->group[i], err))
            return -1;
    count_quarters(c);
    if (coh_chart_choose(c, file, notes, err))
        return -1;
    return s->n ? 0 : coh_chart_note_nothing(file, notes, err);
}

void
coh_chart_scatter_release(struct coh_chart *c)
{
    struct coh_scatter *s = c->own;

    if (s)
        coh_free(s->point);
    coh_free(s);
    c->own = NULL;
}

/* ---- places ---- */

static int
by_place(const void *a, const void *b)
{
    const struct coh_scatter_place *x = a, *y = b;
    size_t k;

    for (k = 0; k < 2; k++)
        if (x->at[k] < y->at[k] || x->at[k] > y->at[k])
            return x->at[k] < y->at[k] ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

int
coh_scatter_places(const struct coh_scatter *s, const double low[2],
                   const double high[2], const double step[2],
                   struct coh_scatter_place **place, size_t *n,
                   struct coh_error *err)
{
    struct coh_scatter_place *p = coh_alloc_array(s->n + 1, sizeof(*p), err);
    size_t i, k;

    *place = p;
    *n = 0;
    if (!p)
        return -1;
    for (i = 0; i < s->n; i++) {
        for (k = 0; k < 2; k++) {
            double x = s->point[i].at[k];

            if (step[k] > 0) {
                double square = floor((x - low[k]) / step[k]);
                double last = floor((high[k] - low[k]) / step[k] + 1e-9) - 1;

                x = low[k] + (fmin(square, last) + 0.5) * step[k];
            }
            p[i].at[k] = x;
        }
        p[i].group = s->point[i].group;
        p[i].n = 1;
    }
    qsort(p, s->n, sizeof(*p), by_place);
    for (i = 0; i < s->n; i++)
        if (*n && !by_place(&p[*n - 1], &p[i]))
            p[*n - 1].n++;
        else
            p[(*n)++] = p[i];
    return 0;
}

void
coh_scatter_axes(const struct coh_chart *c, struct coh_axis axis[2])
{
    const struct coh_chart_options *o = &c->options;
    const struct coh_scatter *s = c->own;
    const int has[] = {o->has_cut, o->has_cut_y};
    const double cut[] = {o->cut, o->cut_y};
    size_t i, k;

    for (k = 0; k < 2; k++) {
        double low = s->n ? s->point[0].at[k] : has[k] ? cut[k] : 0;
        double high = s->n || has[k] ? low : 1;

        for (i = 0; i < s->n; i++) {
            low = fmin(low, s->point[i].at[k]);
            high = fmax(high, s->point[i].at[k]);
        }
        if (has[k]) {
            low = fmin(low, cut[k]);
            high = fmax(high, cut[k]);
        }
        coh_axis_fit(&axis[k], low, high, 6, s->whole[k]);
    }
}
