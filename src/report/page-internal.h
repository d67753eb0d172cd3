/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_PAGE_INTERNAL_H
#define COH_REPORT_PAGE_INTERNAL_H

#include <cmark-gfm.h>

#include "report/weave-internal.h"

/*
 * What page.c (what stands where) and page-tree.c (Markdown to HTML) share;
 * nobody else includes this.
 *
 * What a block shows is HTML already; it waits in a list of slots while the
 * text around it goes through cmark-gfm, where a slot is a fenced block
 * `cohort N` that becomes a custom node. Raw HTML stays off.
 */

struct coh_slot {
    struct coh_text html;
    const struct coh_block *block;
    size_t line;      /* of the note that it belongs to; 0: of its block */
    size_t first;     /* the slot with which begins what this one ends */
    size_t last;      /* of the first slot of notes: their last; else 0 */
    cmark_node *node; /* once it is placed */
    cmark_node *open; /* of notes: what opens the room of both */
};

struct coh_page {
    struct coh_weave *weave;
    struct coh_weave_view view;
    struct coh_slot *slot;
    size_t n, capacity;
    size_t notes;            /* so far */
    int level;               /* of the heading before; 0: there is none yet */
    struct coh_text heading; /* its words */
    size_t moved;            /* headings shown at another level */
};

/* The Markdown with its slots as HTML. Headings: one of the first level, the
 * page's title where the source has none, and no level is skipped. Tables of
 * the author have a caption, scopes and a box, as those of blocks have. */
int
coh_page_render(struct coh_page *p, struct coh_span markdown,
                struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* A table as cmark-gfm writes it, called `name`, with what it lacks. */
int coh_page_table(struct coh_text *into, struct coh_span html,
                   struct coh_span name, struct coh_error *err) COH_MUST_CHECK;

#endif
