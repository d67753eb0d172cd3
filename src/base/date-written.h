/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_DATE_WRITTEN_H
#define COH_BASE_DATE_WRITTEN_H

#include "base/date.h"

/*
 * What a text says of a date, before anybody knows whether 3/4/2026 is a day
 * of March or of April. Of use to date-order.h alone; others read dates
 * through that.
 */

/* What digits without any mark between them mean, where a layout says it;
 * texts with other characters are read alike in all forms. */
enum coh_date_form {
    COH_FORM_AUTO,     /* eight digits, seven when the first zero is lost */
    COH_FORM_YYYYMMDD, /* 20231214 */
    COH_FORM_MMDDYYYY, /* 12142023, 6142016 */
    COH_FORM_DDMMYYYY, /* 14122023, 4122023 */
    COH_FORM_YYMMDD,   /* 231214; 50108 for 2005-01-08 */
    COH_FORM_EPOCH,    /* 1700000000: seconds since 1970, a day in UTC */
    COH_FORM_MMDDYY,   /* 042525, 42525 */
    COH_FORM_MMYYYY,   /* 092024, 92024: a month, no day */
    COH_FORM_MMYY,     /* 0523, 523: a month, no day */
    COH_FORM_YYYYMM,   /* 202312, 20231200: a month, no day */
    COH_FORMS
};

enum coh_written_kind {
    COH_WRITTEN_NOT,    /* no date */
    COH_WRITTEN_BLANK,  /* what stands where there is no date */
    COH_WRITTEN_PERIOD, /* a month, a quarter, a year */
    COH_WRITTEN_DAY,    /* first is the month, second the day */
    COH_WRITTEN_PAIR,   /* one is the month and one is the day */
};

struct coh_date_written {
    enum coh_written_kind kind;
    int year, first, second; /* of a PERIOD year and month where they are
                                known from digits alone, else 0 */
    int points;              /* of a PAIR: split by points, 2.3.2026 */
};

/* Any bytes. A DAY is one of the calendar; of a PAIR at least one reading is.
 */
struct coh_date_written
coh_date_written_read(struct coh_span text, enum coh_date_form form);

/* Is the rest of a text, behind a number of `digits` digits that ended its day,
 * nothing, or a clock time with what belongs to it (seconds, AM, a zone)? */
int coh_date_written_is_time(struct coh_span rest, int digits);

/* The number at the start of *s, which moves behind it; *digits counts them.
 * -1 without a digit or with more than `most` of them. */
int coh_date_written_number(struct coh_span *s, int most, int *digits);

/* The year of two digits lies in 1970 to 2069: 69 is 2069 and 70 is 1970.
 * (POSIX strptime parts the centuries a year earlier.) Four digits are
 * themselves. */
int coh_date_written_year(int number, int digits);

#endif
