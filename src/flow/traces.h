/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_TRACES_H
#define COH_FLOW_TRACES_H

#include "base/notes.h"
#include "base/text.h"

/*
 * Traces: which files of the team's folder still hold certain ids and names.
 * Text files that the tools write or read are searched (.csv .tsv .txt .md
 * .html .svg .json .jsonl), in all folders below, links not followed.
 *
 *     struct coh_traces t = COH_TRACES_INIT;
 *
 *     if (coh_traces_add(&t, coh_span_of("00812"), 0, err) ||
 *         coh_traces_add(&t, coh_span_of("Okafor, Ada"), 1, err) ||
 *         coh_traces_look(&t, "maple", &notes, err)) …
 *     coh_traces_release(&t);
 *
 * Each counts where no letter or digit stands on either side of it, without
 * regard to the case of ASCII letters; a name in
 * either order, and without what follows the first given name. In files
 * that are not UTF-8 only ASCII is found, and a spreadsheet or PDF is not
 * opened.
 */

struct coh_traces {
    struct coh_span *text;
    size_t n, capacity;
    size_t *next;      /* of those with the same first byte, from 1 */
    size_t first[256]; /* by first byte in lower case */
    size_t next_capacity;
    size_t too_short; /* ids that were not added */
    struct coh_arena arena;
};

#define COH_TRACES_INIT                       \
    {                                         \
        .text = NULL, .arena = COH_ARENA_INIT \
    }

/* Blank ones are passed over, and ids of one or two bytes, which would be found
 * in every score; the text is copied. */
int coh_traces_add(struct coh_traces *t, struct coh_span text, int is_name,
                   struct coh_error *err) COH_MUST_CHECK;

/* Search the folder. Each file that holds any becomes a note that asks to
 * look, "reports/week.html still holds an id or a name: 3 times"; so does a
 * file that cannot be read. */
int
coh_traces_look(const struct coh_traces *t, const char *folder,
                struct coh_notes *notes, struct coh_error *err) COH_MUST_CHECK;

/* How often any of them stands in `text`. */
size_t coh_traces_count(const struct coh_traces *t, struct coh_span text);

void coh_traces_release(struct coh_traces *t);

#endif
