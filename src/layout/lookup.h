/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_LOOKUP_H
#define COH_LAYOUT_LOOKUP_H

#include "base/notes.h"
#include "layout/layout.h"
#include "layout/template.h"
#include "table/table.h"

/*
 * Companion files: an export in several tables, as OneRoster's results.csv,
 * whose assessments have their titles in lineItems.csv beside it. A layout
 * names the companion, its key column, and what of a record is looked up in
 * it. Held in memory; what is not there is said, and the layout's
 * alternatives take over.
 *
 *     struct coh_lookups lookups = COH_LOOKUPS_INIT;
 *     if (coh_lookups_open(&lookups, layout, "exports/results.csv", &notes,
 *                          err) ||
 *         coh_lookups_bind(&lookups, &scope, err)) …
 *     … for each record: coh_lookups_seek(&lookups, &row, &text, err) …
 *     coh_lookups_release(&lookups);
 */

struct coh_lookup {
    struct coh_table table;
    struct coh_headings names;
    struct coh_keys keys; /* of its rows, in their order */
    size_t *row_of_key;
    struct coh_template on;
};

struct coh_lookups {
    const struct coh_layout *layout;
    struct coh_lookup *lookup;        /* one a rule of the layout */
    struct coh_template_table *table; /* the same, for templates */
    const struct coh_span **row;      /* where each stands; NULL: nowhere */
    size_t n;
};

#define COH_LOOKUPS_INIT \
    {                    \
        .layout = NULL   \
    }

/* Read the layout's companions in the folder of `path` (NULL: there is no
 * folder, so none is there). A key that stands twice counts with its first
 * row, noted; a blank key is nobody's. COH_INPUT when a companion has no key
 * column. */
int
coh_lookups_open(struct coh_lookups *lookups, const struct coh_layout *layout,
                 const char *path, struct coh_notes *notes,
                 struct coh_error *err) COH_MUST_CHECK;

/* Bind what is looked up in each; the scope is that of the file itself. */
int coh_lookups_bind(struct coh_lookups *lookups,
                     const struct coh_template_scope *scope,
                     struct coh_error *err) COH_MUST_CHECK;

/* Find the rows that go with a record: lookups->row. `text` is scratch. */
int coh_lookups_seek(struct coh_lookups *lookups,
                     const struct coh_template_row *row, struct coh_text *text,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_lookups_release(struct coh_lookups *lookups);

#endif
