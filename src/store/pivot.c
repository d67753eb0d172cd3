/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/memory.h"
#include "store/shape.h"

/* A pivot at work: which row of the shape stands in each cell, plus one. */
struct pivot {
    struct coh_shape *shape;
    enum coh_result_column by[COH_RESULT_COLUMNS];
    size_t n;
    struct coh_shape_wide *wide;
    size_t *label_of_row;
    size_t *row_of_cell;
};

static int
varies(const struct coh_shape *shape, enum coh_result_column column)
{
    size_t i;

    for (i = 1; i < shape->rows; i++)
        if (!coh_span_equal(shape->row[i].cell[column],
                            shape->row[0].cell[column]))
            return 1;
    return 0;
}

/* An item names itself; the measure that it belongs to would only make its
 * name longer. */
static void
choose_columns(struct pivot *p, const enum coh_result_column *by, size_t n)
{
    const struct coh_shape *shape = p->shape;
    int items = shape->rows && shape->row[0].cell[COH_RESULT_ITEM].length;
    size_t i;

    for (i = 0; i < n; i++)
        p->by[p->n++] = by[i];
    if (n)
        return;
    if (varies(shape, COH_RESULT_ASSESSMENT))
        p->by[p->n++] = COH_RESULT_ASSESSMENT;
    if (items)
        p->by[p->n++] = COH_RESULT_ITEM;
    else if (varies(shape, COH_RESULT_MEASURE))
        p->by[p->n++] = COH_RESULT_MEASURE;
    if (!p->n)
        p->by[p->n++] = COH_RESULT_ASSESSMENT;
}

static int
same_label(const struct pivot *p, size_t a, size_t b)
{
    const struct coh_result *row = p->shape->row;
    size_t i;

    for (i = 0; i < p->n; i++)
        if (!coh_span_equal(row[a].cell[p->by[i]], row[b].cell[p->by[i]]))
            return 0;
    return 1;
}

static int
write_label(struct pivot *p, size_t row, struct coh_span *label,
            struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;
    size_t i;

    for (i = 0; i < p->n; i++) {
        struct coh_span s = p->shape->row[row].cell[p->by[i]];

        if (!s.length)
            s = coh_span_of("(blank)");
        if ((i && coh_text_add_string(&t, " / ", err)) ||
            coh_text_add(&t, s.bytes, s.length, err))
            goto out;
    }
    label->length = t.length;
    label->bytes =
        coh_arena_text(&p->shape->arena, coh_text_get(&t), t.length, err);
    rc = label->bytes ? 0 : -1;
out:
    coh_text_release(&t);
    return rc;
}

/* Columns in the order in which their first result comes. */
static int
find_labels(struct pivot *p, struct coh_error *err)
{
    const struct coh_shape *shape = p->shape;
    size_t *first = coh_alloc_array(shape->rows, sizeof(*first), err);
    size_t capacity = 0, i, k = 0;
    int rc = -1;

    for (i = 0; first && i < shape->rows; i++) {
        /* Results of one column mostly follow each other. */
        if (!p->wide->labels || !same_label(p, i, first[k]))
            for (k = 0; k < p->wide->labels && !same_label(p, i, first[k]); k++)
                ;
        p->label_of_row[i] = k;
        if (k < p->wide->labels)
            continue;
        first[k] = i;
        if (coh_reserve(&p->wide->label, &capacity, k + 1,
                        sizeof(*p->wide->label), err) ||
            write_label(p, i, &p->wide->label[k], err))
            goto out;
        p->wide->labels++;
    }
    rc = first ? 0 : -1;
out:
    coh_free(first);
    return rc;
}

static int
by_bytes(const void *a, const void *b)
{
    return coh_span_compare(*(const struct coh_span *)a,
                            *(const struct coh_span *)b);
}

/* The expected students and whoever else has a result. */
static int
find_students(struct pivot *p, struct coh_error *err)
{
    const struct coh_shape *shape = p->shape;
    struct coh_span *id =
        coh_alloc_array(shape->students + shape->rows, sizeof(*id), err);
    size_t n = 0, i;

    if (!id)
        return -1;
    p->wide->student_id = id;
    for (i = 0; i < shape->students; i++)
        if (shape->student[i].expected)
            id[n++] = shape->student[i].student_id;
    for (i = 0; i < shape->rows; i++)
        id[n++] = shape->row[i].cell[COH_RESULT_STUDENT_ID];
    if (n)
        qsort(id, n, sizeof(*id), by_bytes);
    for (i = 0; i < n; i++)
        if (!i || !coh_span_equal(id[i], id[i - 1]))
            id[p->wide->students++] = id[i];
    return 0;
}

/* "they differ in date and attempt": what the caller can choose by. */
static int
refuse_two(const struct pivot *p, size_t a, size_t b, struct coh_error *err)
{
    static const enum coh_result_column tell[] = {
        COH_RESULT_ASSESSMENT, COH_RESULT_MEASURE, COH_RESULT_ITEM,
        COH_RESULT_DATE,       COH_RESULT_TERM,    COH_RESULT_ATTEMPT,
        COH_RESULT_SCALE,      COH_RESULT_SOURCE,
    };
    const struct coh_result *row = p->shape->row;
    struct coh_span id = row[a].cell[COH_RESULT_STUDENT_ID];
    struct coh_span label = p->wide->label[p->label_of_row[a]];
    char who[COH_QUOTE_SIZE], what[COH_QUOTE_SIZE], names[120] = "";
    size_t i, used = 0;

    for (i = 0; i < sizeof(tell) / sizeof(*tell); i++) {
        const char *name = coh_result_column_name(tell[i]);
        size_t n = strlen(name);

        if (coh_span_equal(row[a].cell[tell[i]], row[b].cell[tell[i]]) ||
            used + n + 2 >= sizeof(names))
            continue;
        if (used)
            names[used++] = ',';
        memcpy(names + used, name, n + 1);
        used += n;
    }
    return coh_fail(err, COH_INPUT,
                    "student '%s' has two results for the column '%s'; what "
                    "tells them apart is: %s (choose with --latest, --source "
                    "or another filter, or add it to --wide=)",
                    coh_quote(id.bytes, id.length, who),
                    coh_quote(label.bytes, label.length, what),
                    used ? names : "nothing");
}

static size_t
place_of(const struct coh_shape_wide *wide, struct coh_span student_id)
{
    const struct coh_span *at =
        bsearch(&student_id, wide->student_id, wide->students,
                sizeof(student_id), by_bytes);

    return (size_t)(at - wide->student_id);
}

static int
fill_cell(struct pivot *p, size_t i, struct coh_error *err)
{
    struct coh_shape_wide *wide = p->wide;
    const struct coh_span *from = p->shape->row[i].cell;
    size_t label = p->label_of_row[i];
    size_t at =
        place_of(wide, from[COH_RESULT_STUDENT_ID]) * wide->labels + label;
    struct coh_decimal d;

    if (p->row_of_cell[at])
        return refuse_two(p, p->row_of_cell[at] - 1, i, err);
    p->row_of_cell[at] = i + 1;
    wide->cell[at] = from[COH_RESULT_SCORE].length ? from[COH_RESULT_SCORE]
                                                   : from[COH_RESULT_LEVEL];
    if (!coh_span_is(from[COH_RESULT_STATUS],
                     coh_status_name(COH_STATUS_SCORED)))
        wide->cell[at] = coh_span_of("");
    if (!wide->cell[at].length)
        wide->without++;
    else if (coh_decimal_parse(wide->cell[at], &d) == COH_NUMBER_NOT)
        wide->number[label] = 0;
    return 0;
}

static int
fill(struct pivot *p, struct coh_error *err)
{
    struct coh_shape_wide *wide = p->wide;
    size_t i, cells;

    if (wide->labels && wide->students > (size_t)-1 / wide->labels)
        return coh_fail_memory(err);
    cells = wide->students * wide->labels;
    wide->number = coh_alloc_array(wide->labels, sizeof(*wide->number), err);
    if (!wide->number)
        return -1;
    wide->cell = coh_alloc_array(cells, sizeof(*wide->cell), err);
    if (!wide->cell)
        return -1;
    p->row_of_cell = coh_alloc_array(cells, sizeof(*p->row_of_cell), err);
    if (!p->row_of_cell)
        return -1;
    for (i = 0; i < wide->labels; i++)
        wide->number[i] = 1;
    for (i = 0; i < cells; i++)
        wide->cell[i] = coh_span_of("");
    for (i = 0; i < p->shape->rows; i++)
        if (fill_cell(p, i, err))
            return -1;
    return 0;
}

int
coh_shape_pivot(struct coh_shape *shape, const enum coh_result_column *by,
                size_t n, struct coh_shape_wide *wide, struct coh_error *err)
{
    struct pivot p = {.shape = shape, .wide = wide};
    int rc = -1;

    *wide = (struct coh_shape_wide)COH_SHAPE_WIDE_INIT;
    choose_columns(&p, by, n);
    p.label_of_row = coh_alloc_array(shape->rows, sizeof(size_t), err);
    if (!p.label_of_row || find_labels(&p, err) || find_students(&p, err) ||
        fill(&p, err))
        goto out;
    rc = 0;
out:
    coh_free(p.label_of_row);
    coh_free(p.row_of_cell);
    if (rc)
        coh_shape_wide_release(wide);
    return rc;
}

void
coh_shape_wide_release(struct coh_shape_wide *wide)
{
    coh_free(wide->label);
    coh_free(wide->number);
    coh_free(wide->student_id);
    coh_free(wide->cell);
    *wide = (struct coh_shape_wide)COH_SHAPE_WIDE_INIT;
}
