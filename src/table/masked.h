/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_MASKED_H
#define COH_TABLE_MASKED_H

#include "base/text.h"

/*
 * How to read a table that cohort mask wrote: hidden numbers are blank, the
 * column `suppressed` names them row by row, a rate is a band.
 */

/* The column in which each row names, with semicolons between, the columns
 * whose cells it hides. */
#define COH_MASKED_COLUMN "suppressed"

/* The one mark and the one text for such a cell. */
#define COH_MASKED_MARK "hidden"
#define COH_MASKED_TEXT "hidden to protect small groups"

/* Does a cell of COH_MASKED_COLUMN name this column? */
int coh_masked_names(struct coh_span suppressed, struct coh_span column);

/* "30-39%", "<=20%" and "57%" as shares from 0 to 1. -1 for another text. */
int coh_masked_band(struct coh_span cell, double *low, double *high);

/* Add a band in print: "≤ 20 %", "30–39 %"; another text as it is. */
int coh_masked_band_text(struct coh_text *into, struct coh_span cell,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
