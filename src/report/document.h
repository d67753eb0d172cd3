/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_DOCUMENT_H
#define COH_REPORT_DOCUMENT_H

#include "base/text.h"

/*
 * The source of a page, taken apart: front matter, text, blocks, in order.
 * Knows lines and fences, nothing of tools or HTML.
 *
 *     ---
 *     title: Week of {{monday}}
 *     assessment: Unit 3 Test
 *     ---
 *     # Results
 *
 *     ```cohort id=unit3 caption="Unit 3" empty="No results yet"
 *     cohort select --assessment '{{assessment}}' | cohort summary -v score
 *     ```
 *
 * Everything is a span of the text that was handed in, which must outlive
 * the document.
 */

/* `name: value` in the front matter. */
struct coh_default {
    struct coh_span name, value;
    size_t line;
};

enum coh_piece_kind {
    COH_PIECE_TEXT,     /* Markdown, in which {{…}} is replaced */
    COH_PIECE_VERBATIM, /* a fenced block of another kind, left as it is */
    COH_PIECE_BLOCK,    /* a fenced block of kind cohort */
};

struct coh_piece {
    enum coh_piece_kind kind;
    size_t line;          /* of its first line, from 1 */
    struct coh_span info; /* of a block: what follows the word cohort */
    struct coh_span text; /* of a block: without its fences */
};

struct coh_document {
    struct coh_default *defaults;
    size_t n_defaults, default_capacity;
    struct coh_piece *piece;
    size_t n, capacity;
};

#define COH_DOCUMENT_INIT \
    {                     \
        .defaults = NULL  \
    }

/* COH_INPUT names the line: front matter without an end or with a line that
 * is not `name: value`, a fence without an end, a block that does not start
 * at the left margin (it would be shown, not run). A byte order mark is
 * passed over. */
int coh_document_read(struct coh_document *d, struct coh_span text,
                      struct coh_error *err) COH_MUST_CHECK;

void coh_document_release(struct coh_document *d);

#endif
