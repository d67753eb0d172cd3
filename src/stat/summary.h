/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_SUMMARY_H
#define COH_STAT_SUMMARY_H

#include "base/date.h"
#include "base/distinct.h"
#include "base/keys.h"
#include "base/notes.h"
#include "stat/sample.h"

/*
 * A summary: rows in, statistics per group and variable out.
 *
 *     struct coh_summary s = COH_SUMMARY_INIT;
 *     s.variables = 1;
 *     s.groups.width = 1;
 *     … coh_summary_add(&s, &row, err) for each row …
 *     coh_summary_finish(&s, err);
 *     … coh_summary_number(&s, group, variable, COH_SUMMARY_MEAN) …
 *     coh_summary_release(&s);
 *
 * It knows of files, columns and statuses nothing: the caller has read each
 * cell already. Rows are not students: a result whose students repeat, or
 * that mixes scales, assessments or measures, has no interval, and says so
 * (coh_summary_result: students, mixed). Collapsing by student comes first.
 */

/* What must not differ within a result. */
enum coh_summary_kind {
    COH_SUMMARY_SCALE,
    COH_SUMMARY_ASSESSMENT, /* not looked at when students are collapsed */
    COH_SUMMARY_MEASURE,
    COH_SUMMARY_KINDS
};

enum coh_summary_collapse {
    COH_SUMMARY_ROWS,    /* a score a row */
    COH_SUMMARY_MEAN_OF, /* a student's mean */
    COH_SUMMARY_LATEST,  /* the score of the latest day, the last of equals */
    COH_SUMMARY_BEST,    /* the greatest score */
};

struct coh_summary_row {
    const struct coh_span *by;     /* groups.width cells */
    const struct coh_value *value; /* one a variable; NOT: missing */
    struct coh_span student;       /* empty: not known */
    struct coh_span kind[COH_SUMMARY_KINDS];
    coh_date date;         /* of COH_SUMMARY_LATEST */
    struct coh_value full; /* full score, of a cut in per cent */
};

/* One output row, as far as it was counted. */
struct coh_summary_result {
    struct coh_sample sample;
    size_t at_or_above;
    size_t uncut;    /* scores that the cut could not be applied to */
    size_t unnamed;  /* scores without a student */
    size_t students; /* different students behind the scores, when finished */
    double mad;      /* when finished, if it was chosen; else NAN */
    size_t kind[COH_SUMMARY_KINDS];  /* number of the first one, from 1 */
    size_t other[COH_SUMMARY_KINDS]; /* and of one that differs; 0: none */
};

/* In the order of the columns. */
enum coh_summary_statistic {
    COH_SUMMARY_N,
    COH_SUMMARY_MISSING,
    COH_SUMMARY_MEAN,
    COH_SUMMARY_SD,
    COH_SUMMARY_CI_LOW,
    COH_SUMMARY_CI_HIGH,
    COH_SUMMARY_MIN,
    COH_SUMMARY_Q1,
    COH_SUMMARY_MEDIAN,
    COH_SUMMARY_Q3,
    COH_SUMMARY_MAX,
    COH_SUMMARY_SE, /* from here on only when all are wanted */
    COH_SUMMARY_SUM,
    COH_SUMMARY_VARIANCE,
    COH_SUMMARY_SKEWNESS,
    COH_SUMMARY_KURTOSIS,
    COH_SUMMARY_MAD,
    COH_SUMMARY_IQR,
    COH_SUMMARY_LAG1,
    COH_SUMMARY_AT_OR_ABOVE, /* from here on only with a cut */
    COH_SUMMARY_RATE,
    COH_SUMMARY_RATE_LOW,
    COH_SUMMARY_RATE_HIGH,
    COH_SUMMARY_MEDIAN_LOW, /* from here on only by name */
    COH_SUMMARY_MEDIAN_HIGH,
    COH_SUMMARY_STATISTICS
};

/* Up to this many scores zeros are looked at: above, intervals cope. */
enum { COH_SUMMARY_CHOSEN = 64, COH_SUMMARY_FEW = 15 };

enum coh_summary_rate { COH_SUMMARY_WILSON, COH_SUMMARY_JEFFREYS };

/* Set the first part before the first row, and leave the rest alone. */
struct coh_summary {
    size_t variables;
    double level;               /* of the intervals, above 0 and below 1 */
    enum coh_summary_rate rate; /* whose interval a rate has */
    int cut;                    /* count scores at or above cut_at */
    int percent; /* cut_at is a share of the full score, in per cent */
    struct coh_decimal cut_at;
    enum coh_summary_collapse collapse;
    int by_student;         /* rows say who: count the students */
    struct coh_keys groups; /* width: by-columns */
    enum coh_summary_statistic choice[COH_SUMMARY_CHOSEN];
    size_t chosen; /* of coh_summary_choose */

    struct coh_summary_result *result; /* groups × variables */
    size_t results, capacity;
    struct coh_keys kinds[COH_SUMMARY_KINDS], students;
    struct coh_summary_student *student; /* students × variables */
    size_t entries, student_capacity;
    struct coh_distinct *distinct;
};

#define COH_SUMMARY_INIT                             \
    {                                                \
        .level = 0.95, .groups = COH_SUMMARY_NO_KEYS \
    }
#define COH_SUMMARY_NO_KEYS \
    {                       \
        .width = 0          \
    }

/* Count scores at or above `text`: a score, or a share of the full score as
 * "70%". With COH_SUMMARY_MEAN_OF the share is a student's: Σ score over
 * Σ full score of the rows that have both, compared in decimals; a row without
 * a full score counts as missing. COH_USAGE when it is neither. */
int coh_summary_cut(struct coh_summary *s, struct coh_span text,
                    struct coh_error *err) COH_MUST_CHECK;

/* Add a statistic to `choice` by its name, before the first row. Those of a
 * cut are there after coh_summary_cut. COH_USAGE when there is none such. */
int coh_summary_choose(struct coh_summary *s, struct coh_span name,
                       struct coh_error *err) COH_MUST_CHECK;

/* Add what a table shows unless told: n to max, with `all` the statistics
 * from se to lag1 behind them, then those of the cut, if there is one. */
void coh_summary_choose_columns(struct coh_summary *s, int all);

/* One more row. Memory grows with groups and distinct scores, not with rows;
 * when collapsing, with students. COH_SYSTEM when memory or the disk ends. */
int coh_summary_add(struct coh_summary *s, const struct coh_summary_row *row,
                    struct coh_error *err) COH_MUST_CHECK;

/* Collapse, sort, count the students. */
int
coh_summary_finish(struct coh_summary *s, struct coh_error *err) COH_MUST_CHECK;

const struct coh_summary_result *
coh_summary_result(const struct coh_summary *s, size_t group, size_t variable);

/* Do students repeat within the result? Then n counts rows. */
int coh_summary_repeats(const struct coh_summary *s,
                        const struct coh_summary_result *r);

/* The two names that a result mixes, or 0. */
int coh_summary_mixed(const struct coh_summary *s,
                      const struct coh_summary_result *r,
                      enum coh_summary_kind kind, struct coh_span name[2]);

/* Does n count students, and their scores one thing? Where it does not,
 * nothing is an interval, and coh_summary_note_rows says why. */
int coh_summary_sound(const struct coh_summary *s,
                      const struct coh_summary_result *r);

/* The interval of `hits` of `n` at the summary's level, Wilson's or Jeffreys';
 * blank for n = 0. */
struct coh_interval
coh_summary_share(const struct coh_summary *s, size_t hits, size_t n);

/* "n", "missing", "mean", … as the columns are called. */
const char *coh_summary_name(enum coh_summary_statistic which);

/* The number, NAN (a blank) where it is not defined: sd and interval of one
 * score, intervals of repeated students, mixed scales or equal scores,
 * a rate of none or of scores without a full score. se is sd/√n and goes with
 * the interval; iqr is q3 − q1; lag1 is of the scores in the order of rows,
 * when collapsed of the students in order of first appearance. */
double coh_summary_number(const struct coh_summary *s,
                          const struct coh_summary_result *r,
                          enum coh_summary_statistic which);

/* Repeated students and mixed kinds, under the name `label`. */
int coh_summary_note_rows(const struct coh_summary *s,
                          const struct coh_summary_result *r, const char *label,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

/* What a reader of the result must know, under the name `label`: repeated
 * students, mixed kinds and scores without a full score ask to look; one
 * score, equal scores, many zeros among few scores and doubles are facts. */
int
coh_summary_note(const struct coh_summary *s,
                 const struct coh_summary_result *r, const char *label,
                 struct coh_notes *notes, struct coh_error *err) COH_MUST_CHECK;

void coh_summary_release(struct coh_summary *s);

#endif
