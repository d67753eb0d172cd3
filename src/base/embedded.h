/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_EMBEDDED_H
#define COH_BASE_EMBEDDED_H

#include <stddef.h>

/*
 * Files compiled into the library: every src/…/layouts/…, src/…/templates/…
 * and what lies in examples/artifacts/ (scripts/embed, at build time). Dropping
 * a file into such a folder is all it takes.
 *
 *     const struct coh_embedded *e = coh_embedded_find(
 *         "examples/artifacts/weekly.md");
 */

struct coh_embedded {
    const char *name; /* the path, below src/ if it lies there */
    const unsigned char *bytes;
    size_t length;
};

/* NULL when there is no such file. */
const struct coh_embedded *coh_embedded_find(const char *name);

/* Walk, in the order of names, those whose name starts with `folder`. */
const struct coh_embedded *coh_embedded_first(const char *folder);
const struct coh_embedded *
coh_embedded_next(const struct coh_embedded *e, const char *folder);

/* The table that the build makes; a row without a name ends it. */
extern const struct coh_embedded coh_embedded_table[];

#endif
