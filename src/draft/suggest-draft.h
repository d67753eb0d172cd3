/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DRAFT_SUGGEST_DRAFT_H
#define COH_DRAFT_SUGGEST_DRAFT_H

#include "draft/suggest.h"

/*
 * What the rooms of a draft share; nobody else includes this. suggest-write.c
 * writes who and how a file is known, suggest-result.c what is read of it.
 */

enum {
    COH_DRAFT_LINE = 198,    /* what an INI line holds */
    COH_DRAFT_SINGLES = 200, /* results and ignored names, one a part */
    COH_DRAFT_SLUG = 32,
    COH_DRAFT_STEM = 80,
    COH_DRAFT_ESCAPED = 2 * COH_DRAFT_LINE,
};

struct coh_draft {
    const struct coh_suggestion *s;
    size_t n; /* columns */
    struct coh_text *ini;
    char stem[COH_DRAFT_STEM + 1];   /* of the file's name, as a value */
    size_t singles;                  /* results of one column, so far */
    int plain_points, plain_percent; /* an overall of that scale is there */
    struct coh_error *err;
};

/* One line. A comment is cut where an INI line must end, a key that is too
 * long is left out. */
int coh_draft_line(struct coh_draft *d, const char *format, ...)
    COH_PRINTF(2, 3) COH_MUST_CHECK;

int coh_draft_key(struct coh_draft *d, const char *name,
                  struct coh_span value) COH_MUST_CHECK;

/* The letters and digits of a text, in lower case, joined by dashes. */
void coh_draft_slug(struct coh_span s, char out[COH_DRAFT_SLUG]);

/* A text as a pattern that fits it alone. */
const char *coh_draft_escape(struct coh_span s, char out[COH_DRAFT_ESCAPED]);

/* Are there records of maxima, in a column that can be named? */
int coh_draft_has_maxima(const struct coh_draft *d);

/* [common] and each [result NAME]. */
int coh_draft_results(struct coh_draft *d) COH_MUST_CHECK;

#endif
