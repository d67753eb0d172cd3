/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_WHY_H
#define COH_REPORT_WHY_H

#include "base/text.h"

/*
 * A margin note as it stands in the source, bound to a block of the page:
 *
 *     {{why standards | 41 of 108 likely master it | teach it again on Monday}}
 *     {{why notes | … | … | although: the teacher is ill, back on Tuesday}}
 *
 * It may go over several lines. Its parts are Markdown, in which {{…}} is
 * replaced; `\|` is a bar. Knows no blocks and no pages.
 */

struct coh_why {
    struct coh_span block, finding, move; /* trimmed, of the source */
    struct coh_span although;             /* bytes NULL: not given */
};

/* Does a note start here? ({{why}} is a parameter of that name.) */
int coh_why_starts(struct coh_span s);

/* Read the note that starts here; *taken is its length. COH_INPUT when it has
 * no end before the next blank line, when a part is missing or one too many,
 * and when the fourth does not begin with "although:". */
int coh_why_read(struct coh_span s, struct coh_why *why, size_t *taken,
                 struct coh_error *err) COH_MUST_CHECK;

#endif
