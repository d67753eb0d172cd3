/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_DATE_H
#define COH_BASE_DATE_H

#include "base/text.h"

/*
 * Dates: a calendar day as a count of days, so that differences are integers.
 *
 *     coh_date day;
 *     if (coh_date_parse(coh_span_of("2026-03-06"), &day)) ...
 */

typedef int coh_date; /* days since 1970-01-01, Gregorian */

#define COH_DATE_NONE (-1000000)

struct coh_date_parts {
    int year, month, day;
};

/* 0 if year-month-day is a real day from year 1900 to 2200, else -1. */
int coh_date_from(struct coh_date_parts parts, coh_date *date) COH_MUST_CHECK;
struct coh_date_parts coh_date_split(coh_date date);

/* ISO 8601 only: 2026-03-06; a time behind it (T or blank) is passed over. */
int coh_date_parse(struct coh_span s, coh_date *date) COH_MUST_CHECK;

/* "2026-03-06"; "" for COH_DATE_NONE. */
#define COH_DATE_SIZE 16
const char *coh_date_text(coh_date date, char out[COH_DATE_SIZE]);

int coh_date_weekday(coh_date date);     /* 0 Monday to 6 Sunday */
coh_date coh_date_monday(coh_date date); /* of the same week */

/* The day of the system's clock, in the local time zone. */
coh_date coh_date_of_clock(void);

#endif
