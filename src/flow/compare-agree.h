/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_COMPARE_AGREE_H
#define COH_FLOW_COMPARE_AGREE_H

#include "base/keys.h"
#include "flow/compare.h"

/*
 * Two measures of the same students, as compare --agree holds them: reading
 * (compare-agree.c), levels (compare-agree-level.c) and writing
 * (compare-agree-write.c) share it, nobody else.
 *
 *     struct coh_agree a = COH_AGREE_INIT;
 *     if (coh_agree_levels(&a, err) || coh_agree_write(&a, err))
 *         goto out;
 *
 * Measures are columns of a wide file, or values of `assessment` or `measure`
 * in a tidy one. Of several results of a student the latest counts, and that
 * is noted. Text lives in the arena.
 */

/* More different levels than this are names, or remarks. */
enum { COH_AGREE_LEVELS = 100 };

/* What one measure says of one student. */
struct coh_agree_result {
    struct coh_value score; /* NOT: none */
    struct coh_value full;  /* its full score, for a cut in per cent */
    struct coh_span level;  /* as the file has it; empty: none */
    size_t place;           /* of the level in the order, from 1; 0: none */
    coh_date day;
    int there; /* a score or a level */
};

struct coh_agree_student {
    struct coh_span id, name;
    struct coh_agree_result of[2];
};

struct coh_agree_measure {
    struct coh_span name;
    size_t column; /* of a wide file */
    struct coh_decimal cut;
    int percent;
    size_t rows, numbers;
    struct coh_notes doubts;   /* text that is no number, in a wide file */
    struct coh_span only_part; /* a measure other than `overall`, passed over */
    struct coh_keys scales, assessments; /* of the results that count */
};

/* How the order of levels was found. */
enum coh_agree_order {
    COH_AGREE_BY_CUT,
    COH_AGREE_BY_NUMBER, /* levels are numbers */
    COH_AGREE_BY_SCORE,  /* the mean score of those who stand on them */
    COH_AGREE_AS_SEEN,   /* nothing orders them */
};

struct coh_agree {
    const struct coh_compare_ask *ask;
    struct coh_list names;
    struct coh_rows rows;
    struct coh_agree_measure of[2];
    int wide, named;
    size_t assessment, measure, item, score, full, status, scale, level, date;
    size_t name;          /* columns; header.n: not there */
    struct coh_keys seen; /* names of measures in a tidy file */
    struct coh_keys students;
    struct coh_agree_student *student;
    size_t n, capacity;
    size_t unnamed; /* rows of a wide file without an id */

    struct coh_keys labels; /* levels of the students who have two */
    size_t *label;          /* in order: label[0] is the lowest */
    size_t *count;          /* labels.n × labels.n, by place; a × b */
    enum coh_agree_order order;
    int shared; /* some level is one of both measures */
    size_t both, levelled, same;
    struct coh_arena arena;
};

#define COH_AGREE_INIT                                \
    {                                                 \
        .names = COH_LIST_INIT, .rows = COH_ROWS_INIT \
    }

/* Read what is asked into names and cuts; then, once the rows are open, find
 * out whether the measures are columns or values, and which columns matter. */
int coh_agree_ask(struct coh_agree *a, struct coh_error *err) COH_MUST_CHECK;
int
coh_agree_columns(struct coh_agree *a, struct coh_error *err) COH_MUST_CHECK;

/* How a measure is called in messages; returns out. */
const char *
coh_agree_name(const struct coh_agree *a, int side, char out[COH_QUOTE_SIZE]);

/* Give levels to the students who have both measures (by the cuts, if asked
 * for), put the levels into an order and count them against each other. */
int coh_agree_levels(struct coh_agree *a, struct coh_error *err) COH_MUST_CHECK;

/* The table that was asked for, to the run's writer, and what must be known
 * of it into the run's notes. */
int coh_agree_write(struct coh_agree *a, struct coh_error *err) COH_MUST_CHECK;

/* The one row of a run without --table and --list. */
int coh_agree_write_row(const struct coh_agree *a, struct coh_writer *w,
                        struct coh_error *err) COH_MUST_CHECK;

/* "81 of 104 students stand on the same level by both; …" */
int coh_agree_note_same(const struct coh_agree *a,
                        struct coh_error *err) COH_MUST_CHECK;

/* Does somebody stand on the level at place `at`, from 0, by measure `side`? */
int coh_agree_used(const struct coh_agree *a, size_t at, int side);

/* Does the student have two scores? */
int coh_agree_scored(const struct coh_agree_student *s);

/* The scores of those who do, shifted by the first in decimals; how many. */
size_t coh_agree_pairs(const struct coh_agree *a, double *x, double *y);

/* Do students repeat among the rows of a wide file? */
int coh_agree_repeats(const struct coh_agree *a);

#endif
