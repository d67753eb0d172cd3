/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_LAST_H
#define COH_INTAKE_LAST_H

#include "base/date-written.h"
#include "cell/cell-term.h"

/*
 * The last date, term and condition that were read. All results of a record
 * have the same ones as a rule, and most records that of the record before:
 * what comes again is not read again.
 *
 *     struct coh_last last = COH_LAST_INIT;
 *     written = coh_last_date(&last, cell, form);
 *
 * Texts of more than COH_LAST_SIZE bytes are read each time. Nothing here
 * changes what is read.
 */

#define COH_LAST_SIZE 64

struct coh_last_text {
    char bytes[COH_LAST_SIZE];
    size_t length;
    int known;
};

struct coh_last {
    struct coh_last_text date, term;
    enum coh_date_form form;
    struct coh_date_written written;
    char plain[COH_TERM_SIZE];
    int is_plain; /* the term is that of `plain`, not the text itself */
};

#define COH_LAST_INIT         \
    {                         \
        .date = {.known = 0 } \
    }

/* What coh_date_written_read() makes of the text. */
struct coh_date_written
coh_last_date(struct coh_last *last, struct coh_span text,
              enum coh_date_form form);

/* What coh_cell_term() makes of it; valid until another term is read. */
struct coh_span coh_last_term(struct coh_last *last, struct coh_span text);

#endif
