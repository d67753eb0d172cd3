/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_RESULT_H
#define COH_RESULT_RESULT_H

#include "base/text.h"

/*
 * The tidy result: one student × assessment × administration × measure ×
 * scale (× item). This is what flows between the tools; every layer that
 * speaks of a result means this row, these columns, in this order.
 *
 *     struct coh_result r = COH_RESULT_INIT;
 *     r.cell[COH_RESULT_STUDENT_ID] = coh_span_of("00812");
 *     r.cell[COH_RESULT_SCORE] = coh_span_of("14");
 *     if (coh_result_check(&r, err)) ...
 *
 * All cells are text. Numbers are plain decimals ("12.5"), dates ISO 8601,
 * and a blank cell is an empty span. The spans belong to whoever filled them.
 */

enum coh_result_column {
    COH_RESULT_STUDENT_ID, /* text: 00812 stays 00812 */
    COH_RESULT_ASSESSMENT,
    COH_RESULT_MEASURE, /* never blank: "overall", a subscore, a standard */
    COH_RESULT_ITEM,    /* blank but in item rows */
    COH_RESULT_DATE,
    COH_RESULT_TERM, /* "fall 2026" */
    COH_RESULT_ATTEMPT,
    COH_RESULT_SCORE, /* blank unless status is scored or ceiling */
    COH_RESULT_MAX_SCORE,
    COH_RESULT_SEM, /* standard error of measurement of this score */
    COH_RESULT_SCALE,
    COH_RESULT_PERCENTILE,
    COH_RESULT_LEVEL,
    COH_RESULT_RESPONSE, /* the chosen option of an item */
    COH_RESULT_KEY,      /* its right option */
    COH_RESULT_STATUS,
    COH_RESULT_RAW, /* the export's own text where it says more */
    COH_RESULT_SOURCE,
    COH_RESULT_COLUMNS
};

struct coh_result {
    struct coh_span cell[COH_RESULT_COLUMNS];
};

#define COH_RESULT_INIT     \
    {                       \
        .cell = { {"", 0} } \
    }

/* "student_id", "assessment", … */
const char *coh_result_column_name(enum coh_result_column column);

/* The column of that name, or -1. */
int coh_result_column_find(struct coh_span name);

enum coh_status {
    COH_STATUS_SCORED,
    COH_STATUS_MISSING,
    COH_STATUS_ABSENT,
    COH_STATUS_EXCUSED,
    COH_STATUS_NOT_ASSIGNED,
    COH_STATUS_NOT_SUBMITTED,
    COH_STATUS_IN_PROGRESS,
    COH_STATUS_NOT_YET_GRADED,
    COH_STATUS_DISCONTINUED,
    COH_STATUS_CEILING,
    COH_STATUS_INVALIDATED,
    COH_STATUS_EXEMPT,
    COH_STATUS_DECLINED,
    COH_STATUS_SUPPRESSED,
    COH_STATUS_CENSORED_LOW,
    COH_STATUS_CENSORED_HIGH,
    COH_STATUS_CORRUPT_EXCEL,
    COH_STATUS_UNPARSED,
    COH_STATUS_NO_RECORD,
    COH_STATUSES
};

const char *coh_status_name(enum coh_status status);
int coh_status_find(struct coh_span name); /* -1: no such status */

/* Is the row one that may flow? student_id, assessment, measure and status
 * are there; status is known; a score stands exactly in a scored row, or the
 * row is scored by its level alone, or a `ceiling` has beside it the highest
 * score that the test could give; numbers are decimals; the date is ISO.
 * Fails with COH_INPUT naming column and value. */
int coh_result_check(const struct coh_result *r,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
