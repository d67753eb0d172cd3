/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_REPORT_INTERNAL_H
#define COH_FLOW_GROUPING_REPORT_INTERNAL_H

#include "flow/grouping-check.h"
#include "flow/grouping-figures.h"
#include "flow/grouping-report.h"

/*
 * The rooms of the page on a grouping. Each writes its own heading, or nothing
 * at all where it has nothing to say.
 */

struct coh_grouping_page {
    const struct coh_grouping *g;
    const struct coh_group_answer *a;
    const struct coh_group_reasons *r;
    const struct coh_grouping_asked *asked;
    struct coh_text *t;
    const struct coh_grouping_hand *hand; /* made by hand; else NULL */
};

/* Entries of a list before "and N more"; groups of a table before a gap. */
enum { COH_GROUPING_LIST_MOST = 10, COH_GROUPING_TABLE_MOST = 40 };

/* ---- words ---- */

int coh_grouping_say(struct coh_grouping_page *page, struct coh_error *err,
                     const char *format, ...) COH_PRINTF(3, 4) COH_MUST_CHECK;

/* Text of the user's, escaped. */
int coh_grouping_say_text(struct coh_grouping_page *page, const char *text,
                          struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_say_student(struct coh_grouping_page *page, size_t student,
                             struct coh_error *err) COH_MUST_CHECK;
/* "group 3", or the name of a group that has one. */
int coh_grouping_say_group(struct coh_grouping_page *page, size_t group,
                           struct coh_error *err) COH_MUST_CHECK;
/* Students for whom `want` is set, at most COH_GROUPING_LIST_MOST, with a
 * full stop. */
int coh_grouping_say_students(struct coh_grouping_page *page,
                              const unsigned char *want,
                              struct coh_error *err) COH_MUST_CHECK;
/* "iep, project and el", of n names. */
int
coh_grouping_say_names(struct coh_grouping_page *page, const char *const *name,
                       size_t n, struct coh_error *err) COH_MUST_CHECK;

/* Four significant digits, at most 8 decimals, no zeros at their end. */
const char *coh_grouping_figure(double x, char out[COH_NUMBER_SIZE]);
/* One decimal; two significant digits below 1. */
const char *coh_grouping_percent(double x, char out[COH_NUMBER_SIZE]);

/* "" or "s". */
const char *coh_grouping_plural(size_t n);

/* Students of group `at`. */
size_t coh_grouping_size(const struct coh_grouping_page *page, size_t at);

/* Is group `at` (1 to k) a row of the tables? 1: yes; 0: it is empty, or cut;
 * -1: here is the row that says so. */
int coh_grouping_table_row(const struct coh_grouping_page *page, size_t at);

/* ---- rooms, in the order of the page ---- */

int coh_grouping_report_title(struct coh_grouping_page *page,
                              struct coh_error *err) COH_MUST_CHECK;

int coh_grouping_report_opening(struct coh_grouping_page *page,
                                struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_broken(struct coh_grouping_page *page,
                               struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_persons(struct coh_grouping_page *page,
                                struct coh_error *err) COH_MUST_CHECK;
/* The names, and the choices or skills that have no group. */
int coh_grouping_report_where(struct coh_grouping_page *page,
                              struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_groups(struct coh_grouping_page *page,
                               struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_traits(struct coh_grouping_page *page,
                               struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_quality(struct coh_grouping_page *page,
                                struct coh_error *err) COH_MUST_CHECK;
/* By hand: the best that is found instead. */
int coh_grouping_report_best(struct coh_grouping_page *page, int sign,
                             struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_prices(struct coh_grouping_page *page,
                               struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_company(struct coh_grouping_page *page,
                                struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_retest(struct coh_grouping_page *page,
                               struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_report_again(struct coh_grouping_page *page,
                              struct coh_error *err) COH_MUST_CHECK;

#endif
