/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_CODES_H
#define COH_RESULT_CODES_H

#include "base/text.h"

/*
 * The codes of a note: labels split by `;`. A code is kept as it was written;
 * two are the same when they differ in case alone.
 *
 *     struct coh_span rest = cell, code;
 *     while (coh_codes_next(&rest, &code)) …
 */

/* Cut the next code off, without blanks at its ends; blank ones are passed
 * over. 0: there is none left. */
int coh_codes_next(struct coh_span *rest, struct coh_span *code);

enum coh_codes_fold {
    COH_CODES_SAME,   /* without case */
    COH_CODES_ALMOST, /* without accents, blanks and punctuation, too */
};

/* The form that is compared, added to `into`. What is no UTF-8 is taken as it
 * stands. COH_SYSTEM when out of memory. */
int coh_codes_add_fold(struct coh_text *into, struct coh_span code,
                       enum coh_codes_fold fold,
                       struct coh_error *err) COH_MUST_CHECK;

/* Is `code` among them? 1, 0, or -1 when out of memory. */
int coh_codes_have(struct coh_span codes, struct coh_span code,
                   struct coh_error *err) COH_MUST_CHECK;

/* The codes each once, as first written, joined by `;`, into `into`, which is
 * cleared first. */
int coh_codes_tidy(struct coh_span codes, struct coh_text *into,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
