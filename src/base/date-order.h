/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_DATE_ORDER_H
#define COH_BASE_DATE_ORDER_H

#include "base/date.h"
#include "base/error.h"

/*
 * Dates as people and spreadsheets write them: 3/4/2026 is a day of April or
 * of March, and only its neighbours in the file can tell. So all dates of a
 * file are looked at first, and then read in one order.
 *
 *     struct coh_date_evidence e = {0, 0, 0};
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
};

/* Count one cell; ISO dates and what is no date count for nothing. */
void coh_date_order_look(struct coh_span text, struct coh_date_evidence *e);

/* The one order that the dates show; UNKNOWN when there is nothing to tell.
 * COH_INPUT: some can only be day first and some only month first, or none
 * tells day from month. The message says to write ISO dates. */
int coh_date_order_decide(const struct coh_date_evidence *e,
                          enum coh_date_order *order,
                          struct coh_error *err) COH_MUST_CHECK;

/* The day: ISO (a time behind it is passed over), 2026/03/04, and 3/4/2026,
 * 3-4-2026, 3.4.2026, 3/4/26 in `order`. -1 when it is no day. */
int coh_date_order_read(struct coh_span text, enum coh_date_order order,
                        coh_date *date) COH_MUST_CHECK;

#endif
