/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_DATE_ORDER_H
#define COH_BASE_DATE_ORDER_H

#include "base/date-written.h"
#include "base/error.h"
#include "base/notes.h"

/*
 * Dates as people and spreadsheets write them: 3/4/2026 is a day of April or
 * of March, and only its neighbours in the file can tell. So all dates of a
 * file are looked at first, and then read in one order.
 *
 *     struct coh_date_evidence e = {0};
 *     enum coh_date_order order;
 *     coh_date day;
 *
 *     … coh_date_order_look(cell, &e) for each cell
 *     if (coh_date_order_decide(&e, &order, err))
 *         return -1;
 *     … coh_date_order_read(cell, order, &day) …
 */

enum coh_date_order { COH_ORDER_UNKNOWN, COH_ORDER_MDY, COH_ORDER_DMY };

/* The order of day and month that dates of the form 3/4/2026 show. */
struct coh_date_evidence {
    size_t day_first, month_first; /* dates that can only be one of them */
    size_t either;
    size_t points;           /* of `either`: split by points, 3.4.2026 */
    size_t months_in_points; /* of `month_first`: 3.14.2026 */
};

/* Count one cell. Only days whose month is a number before or behind its day
 * count, and only those that are in the calendar one way at least: 13/4/2026,
 * 3-4-26, 01022018. ISO dates, names of months and what is no date count for
 * nothing. With a form that says the order, digits alone count for nothing. */
void coh_date_order_look(struct coh_span text, struct coh_date_evidence *e);
void coh_date_order_look_form(struct coh_span text, enum coh_date_form form,
                              struct coh_date_evidence *e);

/* The same of a text that coh_date_written_read() has read: who needs a cell's
 * outcome too reads it once. */
void coh_date_order_look_written(const struct coh_date_written *written,
                                 struct coh_date_evidence *e);

/* Nothing tells but that all are split by points, and then the day is first. */
int coh_date_order_by_points(const struct coh_date_evidence *e);

/* The one order that the dates show, DMY when all that are either are split by
 * points; UNKNOWN when there is nothing to tell. COH_INPUT: some can only be
 * day first and some only month first (those with points count as day first
 * beside those with other marks), or none tells day from month. The message
 * says to write ISO dates. */
int coh_date_order_decide(const struct coh_date_evidence *e,
                          enum coh_date_order *order,
                          struct coh_error *err) COH_MUST_CHECK;

/* Note how dates that are either were read. */
int
coh_date_order_say(const struct coh_date_evidence *e, enum coh_date_order order,
                   const char *place, struct coh_notes *notes,
                   struct coh_error *err) COH_MUST_CHECK;

enum coh_date_outcome {
    COH_DATE_IS_DAY,    /* `date` is that day */
    COH_DATE_IS_EITHER, /* 3/4/2026, and the order is not known */
    COH_DATE_IS_PERIOD, /* a month, a quarter or a year: it has no day */
    COH_DATE_IS_BLANK,  /* written where there is no date: no complaint */
    COH_DATE_IS_NOT,    /* no date */
};

/* Read a date as written. A day, in any of these forms, blanks of any kind
 * around it:
 *
 *     2026-03-04   2026/03/04   2026.3.4    20231214
 *     3/4/2026     3-4-26       15.06.2023  01012018  6142016   by `order`
 *     12 February 2021   Feb 12, 2021   12-Feb-2021   12 de fev. de 2021
 *     Monday, 12 February 2021   12 tháng 2 2021      12. Februar 2021
 *
 * Names of months are English, Portuguese, Spanish, French, German, Italian,
 * Dutch, Catalan or Vietnamese. A year of two digits lies in 1970 to 2069. A
 * time of day with its zone may follow and changes nothing: the day is the one
 * written, for a column of local times may end in Z as well. What else follows
 * makes it no date. 13/4/2026 is read in the UNKNOWN order too; with the wrong
 * order it is NOT a date.
 *
 * More than 120 bytes are no date.
 *
 * PERIOD: 2024-05, 05/2024, May 2024, 1979 Q3, 2024, 2023-2024. BLANK: what
 * coh_blank_is_word() knows, nodate, and the null dates of databases and
 * spreadsheets: 1/1/1900 with any time, 1/0/1900, 0000-00-00.
 *
 * `form` says what digits alone mean; AUTO takes eight digits as they are a day
 * from 1900 to 2100, and seven as eight that lost their zero. *date is
 * COH_DATE_NONE unless the outcome is DAY. */
enum coh_date_outcome
coh_date_order_tell(struct coh_span text, enum coh_date_order order,
                    enum coh_date_form form, coh_date *date);

/* The same of a text that coh_date_written_read() has read. */
enum coh_date_outcome
coh_date_order_tell_written(const struct coh_date_written *written,
                            enum coh_date_order order, coh_date *date);

/* A PERIOD as text: 2024-09 where digits alone are a month, else the text as
 * it is. */
struct coh_span
coh_date_period(struct coh_span text, enum coh_date_form form, char out[16]);

/* The day, as coh_date_order_tell() reads it with AUTO; -1 when it is none. */
int coh_date_order_read(struct coh_span text, enum coh_date_order order,
                        coh_date *date) COH_MUST_CHECK;

/* "auto", "yyyymmdd", "mmddyyyy", "ddmmyyyy", "yymmdd", "epoch", "mmddyy",
 * "mmyyyy", "mmyy", "yyyymm": its form, or -1. */
int coh_date_form_find(struct coh_span name);

#endif
