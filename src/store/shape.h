/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SHAPE_H
#define COH_STORE_SHAPE_H

#include "store/select.h"
#include "store/student.h"

/*
 * The shape of a selection: with the students who have no result, and with a
 * row for each student instead of one for each result.
 *
 *     struct coh_shape shape = COH_SHAPE_INIT;
 *
 *     ... coh_shape_student(&shape, &row, err) for each student ...
 *     ... coh_shape_result(&shape, &row, err) for each result ...
 *     if (coh_shape_complete(&shape, err))
 *         goto out;
 *     ... shape.row[0 .. shape.rows − 1] ...
 */

struct coh_shape_student {
    struct coh_span student_id;
    const struct coh_span *with; /* what the listing was asked for */
    int expected;                /* a result is looked for */
};

struct coh_shape {
    struct coh_shape_student *student; /* ordered by student_id */
    size_t students, student_capacity;
    struct coh_result *row; /* in the order of select */
    size_t rows, row_capacity;
    struct coh_arena arena; /* all texts */
};

#define COH_SHAPE_INIT  \
    {                   \
        .student = NULL \
    }

/* The next student of coh_student_list, with `withs` texts, copied. Whoever
 * is not `expected` only lends these texts to results. */
int coh_shape_student(struct coh_shape *shape,
                      const struct coh_student_row *student, size_t withs,
                      int expected, struct coh_error *err) COH_MUST_CHECK;

/* NULL when nobody of that id was added. */
const struct coh_shape_student *
coh_shape_find(const struct coh_shape *shape, struct coh_span student_id);

/* One more result, copied. */
int coh_shape_result(struct coh_shape *shape, const struct coh_result *result,
                     struct coh_error *err) COH_MUST_CHECK;

/* For each assessment, measure, item, term and scale among the results, and
 * each expected student without one: a row with the status no_record. They
 * have no date and so come first, in the order of select. */
int coh_shape_complete(struct coh_shape *shape,
                       struct coh_error *err) COH_MUST_CHECK;

/* A row a student, a column for each combination of values of the columns
 * that tell results apart. */
struct coh_shape_wide {
    struct coh_span *label; /* of each column: the values, joined by " / ", a
                               blank one as (blank) */
    int *number;            /* all its cells are decimals or blank */
    size_t labels;
    struct coh_span *student_id; /* of each row, in order */
    size_t students;
    struct coh_span *cell; /* students × labels: the score, else the level */
    size_t without;        /* results that have neither: blank cells */
};

#define COH_SHAPE_WIDE_INIT \
    {                       \
        .label = NULL       \
    }

/* Pivot the results (without coh_shape_complete: every expected student gets a
 * row anyway) by `by` (n columns). With n = 0: by the item in item rows, else
 * by the measure if there are several, and by the assessment if there are
 * several or nothing else. COH_INPUT: two results for one cell; the message
 * names the columns that tell them apart. Texts stay the shape's. */
int coh_shape_pivot(struct coh_shape *shape, const enum coh_result_column *by,
                    size_t n, struct coh_shape_wide *wide,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_shape_wide_release(struct coh_shape_wide *wide);
void coh_shape_release(struct coh_shape *shape);

#endif
