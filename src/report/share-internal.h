/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_SHARE_INTERNAL_H
#define COH_REPORT_SHARE_INTERNAL_H

#include "report/share.h"

/*
 * What share.c and share-words.c know of the words of a stage; nobody else
 * includes this.
 */

/* The value of the next option --name (or -letter, if it is not 0) at or
 * behind *at, which moves behind it; NULL when there is none. "" when the
 * option is the last word. */
const char *coh_share_next(const struct coh_stage *stage, const char *name,
                           char letter, size_t *at);

/* Is there an option --name? */
int coh_share_has(const struct coh_stage *stage, const char *name);

/* Is it COL=VALUE? *column becomes what stands before the operator, *value,
 * if it is not NULL, what stands behind it. */
int coh_share_fixed(const char *condition, struct coh_span *column,
                    struct coh_span *value);

#endif
