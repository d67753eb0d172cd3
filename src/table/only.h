/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_ONLY_H
#define COH_TABLE_ONLY_H

#include "base/keys.h"

/*
 * The students that a page is of: nobody else's row may be read.
 *
 * As text, which goes from one program to the next in $COHORT_ONLY: a line an
 * id, as the roster has it. A line `~812` says that whatever is 812 without its
 * leading zeros is one of them; whoever writes the list does so only where no
 * other student of the roster would fit.
 *
 *     struct coh_only only = COH_ONLY_INIT;
 *     if (coh_only_read(&only, coh_span_of("00812\n~812"), err)) …
 *     if (coh_only_has(&only, cell)) …
 *     coh_only_release(&only);
 */

struct coh_only {
    struct coh_keys exact, bare; /* bare: without leading zeros */
};

#define COH_ONLY_INIT                                \
    {                                                \
        .exact = {.width = 1}, .bare = {.width = 1 } \
    }

/* COH_USAGE for a list without an id. */
int coh_only_read(struct coh_only *only, struct coh_span list,
                  struct coh_error *err) COH_MUST_CHECK;

/* Blanks around the id do not count. */
int coh_only_has(const struct coh_only *only, struct coh_span id);

void coh_only_release(struct coh_only *only);

#endif
