/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_DATE_NAMED_H
#define COH_BASE_DATE_NAMED_H

#include "base/date-written.h"

/*
 * Dates with the name of a month. Of use to date-written.h alone.
 */

/* 12 February 2021  1:03 PM; Monday, 12 February 2021, 1:03 PM; Feb 12, 2021;
 * 12-Feb-2021; 08-Sep-26 (day first: a year of two digits comes last); Sep 8
 * 2026; 2026-Sep-08; 12FEB2021:09:18:27 (SAS); 12. Februar 2021; 1er février
 * 2021; 12 de febrero de 2021; 12 d’agost de 2021; 12 tháng 2 2021; ngày 12
 * tháng 2 năm 2021. A month with a year alone is a PERIOD. NOT when it is no
 * such date, or its day is not in the calendar. */
struct coh_date_written coh_date_named_read(struct coh_span text);

#endif
