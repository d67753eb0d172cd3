/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int
keep(struct coh_shape *shape, struct coh_span *s, struct coh_error *err)
{
    s->bytes = coh_arena_text(&shape->arena, s->bytes, s->length, err);
    return s->bytes ? 0 : -1;
}

int
coh_shape_student(struct coh_shape *shape,
                  const struct coh_student_row *student, size_t withs,
                  int expected, struct coh_error *err)
{
    struct coh_shape_student *added;
    struct coh_span *with;
    size_t i;

    if (coh_reserve(&shape->student, &shape->student_capacity,
                    shape->students + 1, sizeof(*shape->student), err))
        return -1;
    added = &shape->student[shape->students];
    added->student_id = student->student_id;
    added->expected = expected;
    with = coh_arena_alloc(&shape->arena, withs * sizeof(*with), err);
    if (!with || keep(shape, &added->student_id, err))
        return -1;
    for (i = 0; i < withs; i++) {
        with[i] = student->with[i];
        if (keep(shape, &with[i], err))
            return -1;
    }
    added->with = with;
    shape->students++;
    return 0;
}

static int
by_student(const void *a, const void *b)
{
    const struct coh_shape_student *x = a, *y = b;

    return coh_span_compare(x->student_id, y->student_id);
}

const struct coh_shape_student *
coh_shape_find(const struct coh_shape *shape, struct coh_span student_id)
{
    struct coh_shape_student wanted = {.student_id = student_id};

    if (!shape->students)
        return NULL;
    return bsearch(&wanted, shape->student, shape->students,
                   sizeof(*shape->student), by_student);
}

int
coh_shape_result(struct coh_shape *shape, const struct coh_result *result,
                 struct coh_error *err)
{
    struct coh_result *added;
    int i;

    if (coh_reserve(&shape->row, &shape->row_capacity, shape->rows + 1,
                    sizeof(*shape->row), err))
        return -1;
    added = &shape->row[shape->rows];
    *added = *result;
    for (i = 0; i < COH_RESULT_COLUMNS; i++) {
        /* Most cells are blank or what the row before has. */
        if (!added->cell[i].length)
            added->cell[i] = coh_span_of("");
        else if (shape->rows &&
                 coh_span_equal(added->cell[i], added[-1].cell[i]))
            added->cell[i] = added[-1].cell[i];
        else if (keep(shape, &added->cell[i], err))
            return -1;
    }
    shape->rows++;
    return 0;
}

/* ---- complete ---- */

static const enum coh_result_column sitting[] = {
    COH_RESULT_ASSESSMENT, COH_RESULT_MEASURE, COH_RESULT_ITEM,
    COH_RESULT_TERM,       COH_RESULT_SCALE,
};
enum { SITTING = sizeof(sitting) / sizeof(*sitting) };

static int
same_sitting(const struct coh_result *a, const struct coh_result *b)
{
    int i;

    for (i = 0; i < SITTING; i++)
        if (!coh_span_equal(a->cell[sitting[i]], b->cell[sitting[i]]))
            return 0;
    return 1;
}

/* The rows that stand for a sitting each: *first of them, by appearance; and
 * of each row, which sitting it belongs to. */
static void
find_sittings(const struct coh_shape *shape, size_t *first, size_t *n,
              size_t *of_row)
{
    size_t i, k = 0;

    *n = 0;
    for (i = 0; i < shape->rows; i++) {
        /* Rows of one sitting mostly follow each other. */
        if (!*n || !same_sitting(&shape->row[i], &shape->row[first[k]]))
            for (k = 0;
                 k < *n && !same_sitting(&shape->row[i], &shape->row[first[k]]);
                 k++)
                ;
        if (k == *n)
            first[(*n)++] = i;
        of_row[i] = k;
    }
}

struct absence {
    const struct coh_result *sitting;
    struct coh_span student_id;
    size_t place; /* of the sitting */
};

static int
by_select(const void *a, const void *b)
{
    const struct absence *x = a, *y = b;
    const struct coh_span *p = x->sitting->cell, *q = y->sitting->cell;
    int d =
        coh_span_compare(p[COH_RESULT_ASSESSMENT], q[COH_RESULT_ASSESSMENT]);

    if (!d)
        d = coh_span_compare(p[COH_RESULT_MEASURE], q[COH_RESULT_MEASURE]);
    if (!d)
        d = coh_span_compare(x->student_id, y->student_id);
    return d ? d : (x->place > y->place) - (x->place < y->place);
}

/* Put the absences before the rows. */
static int
add_absences(struct coh_shape *shape, const struct absence *absence, size_t n,
             struct coh_error *err)
{
    struct coh_result *rows =
        coh_alloc_array(n + shape->rows, sizeof(*rows), err);
    size_t i;
    int k;

    if (!rows)
        return -1;
    for (i = 0; i < n; i++) {
        for (k = 0; k < COH_RESULT_COLUMNS; k++)
            rows[i].cell[k] = coh_span_of("");
        for (k = 0; k < SITTING; k++)
            rows[i].cell[sitting[k]] = absence[i].sitting->cell[sitting[k]];
        rows[i].cell[COH_RESULT_STUDENT_ID] = absence[i].student_id;
        rows[i].cell[COH_RESULT_STATUS] =
            coh_span_of(coh_status_name(COH_STATUS_NO_RECORD));
    }
    if (shape->rows)
        memcpy(rows + n, shape->row, shape->rows * sizeof(*rows));
    coh_free(shape->row);
    shape->row = rows;
    shape->rows = shape->row_capacity = n + shape->rows;
    return 0;
}

/* Mark, in sittings × students, who has a result. */
static void
mark_present(const struct coh_shape *shape, const size_t *of_row,
             unsigned char *present)
{
    size_t i;

    for (i = 0; i < shape->rows; i++) {
        const struct coh_shape_student *s =
            coh_shape_find(shape, shape->row[i].cell[COH_RESULT_STUDENT_ID]);

        if (s)
            present[of_row[i] * shape->students +
                    (size_t)(s - shape->student)] = 1;
    }
}

static int
list_absences(const struct coh_shape *shape, const size_t *first, size_t n,
              const unsigned char *present, struct absence **absence,
              size_t *absences, struct coh_error *err)
{
    size_t capacity = 0, k, i;

    for (k = 0; k < n; k++)
        for (i = 0; i < shape->students; i++) {
            if (!shape->student[i].expected || present[k * shape->students + i])
                continue;
            if (coh_reserve(absence, &capacity, *absences + 1,
                            sizeof(**absence), err))
                return -1;
            (*absence)[(*absences)++] = (struct absence){
                &shape->row[first[k]], shape->student[i].student_id, k};
        }
    return 0;
}

int
coh_shape_complete(struct coh_shape *shape, struct coh_error *err)
{
    size_t *first = coh_alloc_array(shape->rows, sizeof(*first), err);
    size_t *of_row = NULL;
    unsigned char *present = NULL;
    struct absence *absence = NULL;
    size_t n = 0, absences = 0;
    int rc = -1;

    if (!first)
        goto out;
    of_row = coh_alloc_array(shape->rows, sizeof(*of_row), err);
    if (!of_row)
        goto out;
    find_sittings(shape, first, &n, of_row);
    if (shape->students && n > (size_t)-1 / shape->students) {
        coh_fail_memory(err);
        goto out;
    }
    present = coh_alloc_array(n * shape->students, 1, err);
    if (!present)
        goto out;
    mark_present(shape, of_row, present);
    if (list_absences(shape, first, n, present, &absence, &absences, err))
        goto out;
    if (absences)
        qsort(absence, absences, sizeof(*absence), by_select);
    rc = absences ? add_absences(shape, absence, absences, err) : 0;
out:
    coh_free(first);
    coh_free(of_row);
    coh_free(present);
    coh_free(absence);
    return rc;
}

void
coh_shape_release(struct coh_shape *shape)
{
    coh_free(shape->student);
    coh_free(shape->row);
    coh_arena_release(&shape->arena);
    *shape = (struct coh_shape)COH_SHAPE_INIT;
}
