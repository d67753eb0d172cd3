/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_CATALOG_H
#define COH_LAYOUT_CATALOG_H

#include "layout/headings.h"
#include "layout/layout.h"
#include "table/writer.h"

/*
 * All layouts that are compiled in, and which of them a header fits.
 *
 *     struct coh_catalog c = COH_CATALOG_INIT;
 *     if (coh_catalog_open(&c, err)) …
 *     hit = coh_catalog_best(&c, &names, 0);
 *     coh_catalog_release(&c);
 */

struct coh_catalog {
    struct coh_layout *layout;
    size_t n;
};

#define COH_CATALOG_INIT \
    {                    \
        .layout = NULL   \
    }

int
coh_catalog_open(struct coh_catalog *c, struct coh_error *err) COH_MUST_CHECK;

/* The layout of that name, NULL if there is none. */
const struct coh_layout *
coh_catalog_find(const struct coh_catalog *c, const char *name);

/* The INI text of the layout of that name; an empty span if there is none. */
struct coh_span coh_catalog_text(const char *name);

/* How many of the layout's names stand in the header; 0 when a required one
 * does not or a forbidden one does. *missing (may be NULL) gets the first
 * required name that is not there. */
size_t coh_layout_score(const struct coh_layout *layout,
                        const struct coh_headings *names, const char **missing);

/* What fits a header best, and what fits it next best. */
struct coh_catalog_hit {
    const struct coh_layout *layout, *rival; /* NULL: none */
    size_t score, rival_score;               /* equal scores: nobody can tell */
};

/* Of the layouts that may be detected and whose header may stand below `depth`
 * other records. */
struct coh_catalog_hit
coh_catalog_best(const struct coh_catalog *c, const struct coh_headings *names,
                 size_t depth);

/* Fails with COH_INPUT: nothing fits these names; the layout of which most
 * required ones are there is named with what it misses. */
int coh_catalog_refuse(const struct coh_catalog *c,
                       const struct coh_headings *names,
                       struct coh_error *err) COH_MUST_CHECK;

/* What --layout names: one of the catalog, else a file, which is read into
 * `own`. COH_USAGE for a word that is neither. */
int coh_catalog_choose(const struct coh_catalog *c, const char *name,
                       struct coh_layout *own, const struct coh_layout **layout,
                       struct coh_error *err) COH_MUST_CHECK;

/* Columns layout, title, main_scale, verified (yes, or why not); a row a
 * layout. */
int coh_catalog_write(const struct coh_catalog *c, struct coh_writer *w,
                      struct coh_error *err) COH_MUST_CHECK;

/* The INI text of a layout, to start one's own from. COH_USAGE when there is
 * no layout of that name. */
int coh_catalog_show(const char *name, struct coh_out *out,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_catalog_release(struct coh_catalog *c);

#endif
