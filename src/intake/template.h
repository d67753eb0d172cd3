/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_TEMPLATE_H
#define COH_INTAKE_TEMPLATE_H

#include "intake/pattern.h"
#include "table/columns.h"

/*
 * A value of a layout, bound to the header of one file: fixed text and cells.
 * `Goal {n}` with the capture n = 3 becomes the text "Goal 3"; `{Goal{n}Name}`
 * becomes the cell of the column Goal3Name.
 *
 *     struct coh_template t = COH_TEMPLATE_INIT;
 *     if (coh_template_bind(&t, "{Quiz Name}", NULL, &header, &bound, err)) …
 *     if (bound) coh_template_fill(&t, rec.cell, &text, err);
 *     coh_template_release(&t);
 */

struct coh_template_piece {
    const char *text; /* NULL: a cell */
    size_t length, column;
};

struct coh_template {
    struct coh_template_piece *piece;
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_TEMPLATE_INIT                      \
    {                                          \
        .piece = NULL, .arena = COH_ARENA_INIT \
    }

/* The place of the column that a layout reads by `name`; header->n if there
 * is none. COH_INPUT when the name stands twice: which of them is meant must
 * not be guessed. */
int coh_template_seek(const struct coh_header *header, struct coh_span name,
                      size_t *at, struct coh_error *err) COH_MUST_CHECK;

/* One cell and nothing else: column `at`. */
int coh_template_cell(struct coh_template *t, size_t at,
                      struct coh_error *err) COH_MUST_CHECK;

/* Bind `text`; `match` (may be NULL) holds the captures of its last match.
 * *bound is 0 when a column that it names is not in the header. COH_INPUT for
 * a brace without its partner or with nothing in it, and for a column whose
 * name stands twice. */
int coh_template_bind(struct coh_template *t, const char *text,
                      const struct coh_pattern *match,
                      const struct coh_header *header, int *bound,
                      struct coh_error *err) COH_MUST_CHECK;

/* The text for one record: cells are trimmed. `into` is cleared first. When
 * the template is a single cell, *span points into the record instead and
 * nothing is copied. */
int coh_template_fill(const struct coh_template *t, const struct coh_span *cell,
                      struct coh_text *into, struct coh_span *span,
                      struct coh_error *err) COH_MUST_CHECK;

void coh_template_release(struct coh_template *t);

#endif
