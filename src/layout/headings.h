/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_HEADINGS_H
#define COH_LAYOUT_HEADINGS_H

#include "base/keys.h"
#include "table/columns.h"

/*
 * The names of a header, found at once: exports have up to thousands of
 * columns, and every layout asks for its names in every header.
 *
 * A name is found as it is written; else, when exactly one column fits,
 * without regard to the case of ASCII letters and to how blanks are written
 * (runs of blanks, non-breaking ones and line ends are one blank). So
 * "Scale  Score" is `scale score`, and `Score` with `SCORE` beside it is only
 * itself.
 *
 *     struct coh_headings names = COH_HEADINGS_INIT;
 *     if (coh_headings_make(&names, &header, err)) …
 *     at = coh_headings_seek(&names, coh_span_of("Student ID"));
 *     coh_headings_release(&names);
 */

struct coh_headings {
    const struct coh_header *header; /* the caller's */
    struct coh_keys exact, folded;
    size_t *first;        /* of each exact name: its first column */
    size_t *folded_first; /* of each folded name */
    size_t *folded_count; /* how many columns have it */
    size_t *next;         /* of each column: the next one of its name, or n */
};

#define COH_HEADINGS_INIT                              \
    {                                                  \
        .exact = {.width = 1}, .folded = {.width = 1 } \
    }

/* `header` must outlive the names. */
int
coh_headings_make(struct coh_headings *names, const struct coh_header *header,
                  struct coh_error *err) COH_MUST_CHECK;

/* The first column of that name; header->n when there is none. */
size_t
coh_headings_seek(const struct coh_headings *names, struct coh_span name);

/* The next column with exactly the name of column `at`; header->n: none. */
size_t coh_headings_again(const struct coh_headings *names, size_t at);

/* The nearest column of that name, as it is written, right or left of column
 * `at`; header->n: none. */
size_t coh_headings_right(const struct coh_headings *names, size_t at,
                          struct coh_span name);
size_t coh_headings_left(const struct coh_headings *names, size_t at,
                         struct coh_span name);

void coh_headings_release(struct coh_headings *names);

#endif
