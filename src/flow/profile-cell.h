/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PROFILE_CELL_H
#define COH_FLOW_PROFILE_CELL_H

#include "base/date-order.h"
#include "base/decimal.h"

/*
 * What one cell of an unknown column looks like, by itself. It counts nothing
 * and knows no column: whether `Absent` is a value or the lack of one is for
 * profile-column.h to say, which sees the others.
 *
 *     struct coh_sight sight;
 *
 *     coh_sight_take(cell, &sight);
 *     if (sight.kind == COH_SIGHT_NUMBER) … sight.value …
 */

enum coh_sight_kind {
    COH_SIGHT_BLANK,   /* nothing, or blanks of any kind */
    COH_SIGHT_CODE,    /* a word for nothing: NA, NULL, -, 1/1/1900 */
    COH_SIGHT_NUMBER,  /* a plain number */
    COH_SIGHT_ZEROS,   /* digits that start in a needless 0: an id, no number */
    COH_SIGHT_WRITTEN, /* a number in clothes: 85%, 1,234, $5, '7 */
    COH_SIGHT_DATE,    /* a day, its order of day and month not yet known */
    COH_SIGHT_TEXT,
    COH_SIGHTS
};

enum {
    COH_SIGHT_EDGE = 1,  /* blanks at an end */
    COH_SIGHT_EMAIL = 2, /* somewhere in it: an e-mail address */
    COH_SIGHT_PHONE = 4, /* ten digits as 555-123-4567, or + and 8 to 15 */
    COH_SIGHT_SSN = 8,   /* the shape of a social security number */
};

struct coh_sight {
    enum coh_sight_kind kind;
    struct coh_span text;            /* the cell without blanks at its ends */
    struct coh_value value;          /* of NUMBER */
    struct coh_date_written written; /* of DATE */
    int status;                      /* of TEXT: enum coh_status, or -1 */
    unsigned flags;
};

void coh_sight_take(struct coh_span cell, struct coh_sight *sight);

/* Characters, not bytes, of a cell that is UTF-8. */
size_t coh_sight_length(struct coh_span cell);

/* The key by which near-duplicate labels find each other: the fingerprint of
 * OpenRefine (its documentation, "Clustering in depth"). Blanks at the ends
 * go, letters are folded in case and lose their accents, punctuation goes, and
 * the words that are left stand once each, in order of bytes. Unlike there,
 * marks that carry a value stay: + < > = % # and $, a minus behind a word
 * (`B-` is not `B`), and what stands between two digits (`5.1.1` is not
 * `51.1`). `key` is cleared first. */
int coh_fingerprint(struct coh_span label, struct coh_text *key,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
