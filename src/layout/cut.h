/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_CUT_H
#define COH_LAYOUT_CUT_H

#include "base/text.h"

/*
 * Packed cells: many values in one. "CDD  CAB" holds eight answers of one
 * character each, the fourth and fifth of them blank; "1 1 2 0" four scores;
 * "12|4|" three, the last of them blank.
 *
 *     struct coh_cut cut;
 *     if (!coh_cut_read("each 1", &cut)) …
 *     for (i = 1; i <= coh_cut_count(&cut, cell); i++)
 *         part = coh_cut_part(&cut, cell, i);
 */

struct coh_cut {
    size_t each;               /* so many characters a part, or */
    struct coh_span separator; /* " " is any run of blanks; "" : not packed */
};

/* `each N` (1 to 99), `on SEPARATOR`, `on space`, `on semicolon` (behind a
 * blank a semicolon itself begins a comment in a layout). -1 when it is none of
 * them. The separator may point into `text`. */
int coh_cut_read(struct coh_span text, struct coh_cut *cut) COH_MUST_CHECK;

/* Does it cut at all? */
int coh_cut_is(const struct coh_cut *cut);

/* How many parts a cell has; 0 when it is blank. By `each` the last one may be
 * short; blanks count, those at the end of the cell too. */
size_t coh_cut_count(const struct coh_cut *cut, struct coh_span cell);

/* Does the cell hold exactly so many whole parts? By `each`, no character more
 * or less. */
int
coh_cut_is_exact(const struct coh_cut *cut, struct coh_span cell, size_t parts);

/* Part number `at`, from 1, trimmed; "" when there is none. */
struct coh_span
coh_cut_part(const struct coh_cut *cut, struct coh_span cell, size_t at);

#endif
