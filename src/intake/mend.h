/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_MEND_H
#define COH_INTAKE_MEND_H

#include "table/reader.h"

/*
 * A file of rejects: what was set aside of an export, in the export's own
 * columns and two more at the end, `line` and `reason`. Somebody mends the
 * records and the file is taken in as the export was. This module writes such
 * a file and knows one again; it opens none.
 *
 *     Student,SIS User ID,Quiz (17),line,reason
 *         Points Possible,,10,2,
 *     ,,x,,columns with values
 *     One,00812,,7,"2 of 3 fields; filled up behind field 2"
 *
 * Besides the records set aside it holds what their meaning depends on: what
 * stands above the header, records of maxima, and in which columns the whole
 * file has values, for a blank cell is a missing score only where others have
 * one. The delimiter is the export's; the text is UTF-8, whatever that was.
 *
 * A record that could not be parsed is split at each delimiter outside of
 * well-formed quotes; one of too few fields is filled up with blanks, and of
 * too many the rest is joined into the last column. The reason says so, and
 * as long as that still shows, the record is set aside again: nothing slips
 * through unmended. Whoever clears the reason vouches for the record.
 */

enum coh_kept_role {
    COH_KEPT_ABOVE,   /* above the header, of any width */
    COH_KEPT_HEADER,  /* first of the lines that follow */
    COH_KEPT_COLUMNS, /* a cell that is not blank: the column has values */
    COH_KEPT_RULE,    /* needed to understand the others: maxima, keys */
    COH_KEPT_ASIDE,
};

struct coh_kept {
    enum coh_kept_role role;
    size_t line;                 /* 0: none */
    const struct coh_span *cell; /* NULL: they could not be told apart */
    size_t n;
    struct coh_span raw; /* the first line, where there are no cells */
    int cut;             /* of which only the beginning is known */
    const char *reason;  /* of COH_KEPT_ASIDE */
};

/* Who keeps such lines while a file is read. A call returns 0, or -1 with err
 * set, which ends the file. What `kept` points to lives until it returns. */
struct coh_keeper {
    int (*keep)(void *context, const struct coh_kept *kept,
                struct coh_error *err);
    void *context;
};

/* One line of the file, as delimited text added to `into`. `width` is that of
 * the header, without the two columns. */
int
coh_mend_write(struct coh_text *into, const struct coh_kept *kept, size_t width,
               char delimiter, struct coh_error *err) COH_MUST_CHECK;

/* How many columns the export itself has, by a header of which the last two
 * names are `line` and `reason` (blank ones behind them do not count); `n` when
 * this is no such header. */
size_t coh_mend_width(const struct coh_span *name, size_t n);

/* Cut a record of such a file, read with any width, to the export's `width`,
 * and set it aside when it has not that many fields or shows that it was not
 * mended. Gives its reason, which lives as long as its cells; "" if none. A
 * missing field may have been put in: then blanks are left before `line`. A
 * line of the export itself, without the two columns, is fine too. */
struct coh_span
coh_mend_read(struct coh_record *rec, size_t width, char delimiter);

/* Is this the reason of the row that tells columns with values? */
int coh_mend_is_columns(struct coh_span reason);

#endif
