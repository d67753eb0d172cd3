/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/result.h"

#include "base/date.h"
#include "base/decimal.h"

static const char *const column_name[COH_RESULT_COLUMNS] = {
    "student_id", "assessment", "measure",   "item",   "date",  "term",
    "attempt",    "score",      "max_score", "sem",    "scale", "percentile",
    "level",      "response",   "key",       "status", "raw",   "source",
};

static const char *const status_name[COH_STATUSES] = {
    "scored",        "missing",       "absent",       "excused",
    "not_assigned",  "not_submitted", "in_progress",  "not_yet_graded",
    "discontinued",  "ceiling",       "invalidated",  "exempt",
    "declined",      "suppressed",    "censored_low", "censored_high",
    "corrupt_excel", "unparsed",      "no_record",
};

static int
find(const char *const *name, int n, struct coh_span s)
{
    int i;

    for (i = 0; i < n; i++)
        if (coh_span_is(s, name[i]))
            return i;
    return -1;
}

const char *
coh_result_column_name(enum coh_result_column column)
{
    return column_name[column];
}

int
coh_result_column_find(struct coh_span name)
{
    return find(column_name, COH_RESULT_COLUMNS, name);
}

const char *
coh_status_name(enum coh_status status)
{
    return status_name[status];
}

int
coh_status_find(struct coh_span name)
{
    return find(status_name, COH_STATUSES, name);
}

static int
refuse(enum coh_result_column column, struct coh_span cell, const char *why,
       struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    if (!cell.length)
        return coh_fail(err, COH_INPUT, "column '%s' is blank: %s",
                        column_name[column], why);
    return coh_fail(err, COH_INPUT, "column '%s': '%s' %s", column_name[column],
                    coh_quote(cell.bytes, cell.length, quoted), why);
}

static int
check_present(const struct coh_result *r, struct coh_error *err)
{
    static const enum coh_result_column needed[] = {
        COH_RESULT_STUDENT_ID,
        COH_RESULT_ASSESSMENT,
        COH_RESULT_MEASURE,
        COH_RESULT_STATUS,
    };
    size_t i;

    for (i = 0; i < sizeof(needed) / sizeof(*needed); i++)
        if (!r->cell[needed[i]].length)
            return refuse(needed[i], r->cell[needed[i]],
                          "each result needs one", err);
    return 0;
}

static int
check_numbers(const struct coh_result *r, struct coh_error *err)
{
    static const enum coh_result_column number[] = {
        COH_RESULT_SCORE,
        COH_RESULT_MAX_SCORE,
        COH_RESULT_SEM,
    };
    struct coh_decimal d;
    size_t i;

    for (i = 0; i < sizeof(number) / sizeof(*number); i++) {
        struct coh_span cell = r->cell[number[i]];

        if (cell.length && coh_decimal_parse(cell, &d) != COH_NUMBER_EXACT)
            return refuse(number[i], cell,
                          "is not a decimal of up to 18 digits", err);
    }
    return 0;
}

int
coh_result_check(const struct coh_result *r, struct coh_error *err)
{
    struct coh_span date = r->cell[COH_RESULT_DATE];
    struct coh_span status = r->cell[COH_RESULT_STATUS];
    struct coh_span score = r->cell[COH_RESULT_SCORE];
    coh_date day;
    int known;

    if (check_present(r, err) || check_numbers(r, err))
        return -1;
    known = coh_status_find(status);
    if (known < 0)
        return refuse(COH_RESULT_STATUS, status, "is not a known status", err);
    if (known != COH_STATUS_SCORED && known != COH_STATUS_CEILING &&
        score.length)
        return refuse(COH_RESULT_SCORE, score,
                      "stands in a row whose status is not scored", err);
    if (known == COH_STATUS_SCORED && !score.length &&
        !r->cell[COH_RESULT_LEVEL].length)
        return refuse(COH_RESULT_SCORE, score,
                      "a scored row has a score or a level", err);
    if (date.length && coh_date_parse(date, &day))
        return refuse(COH_RESULT_DATE, date, "is not a date as 2026-03-06",
                      err);
    return 0;
}
