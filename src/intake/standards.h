/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_STANDARDS_H
#define COH_INTAKE_STANDARDS_H

#include "table/table.h"

/*
 * Which standard an item tests: the team's CSV `assessment,form,item,standard`
 * with `max_score` and `key` where known. A blank form holds for every form.
 *
 *     struct coh_standards s = COH_STANDARDS_INIT;
 *     if (coh_standards_read(&s, "standards.csv", notes, err)) …
 *     const struct coh_standard *hit = coh_standards_find(&s, test, form, q);
 *     coh_standards_release(&s);
 */

struct coh_standard {
    struct coh_span assessment, form, item, standard, max_score, key;
};

struct coh_standards {
    struct coh_table table; /* owns the text */
    struct coh_standard *row;
    size_t n;
};

#define COH_STANDARDS_INIT      \
    {                           \
        .table = COH_TABLE_INIT \
    }

/* COH_INPUT when a column is missing, or an item stands twice with two
 * standards. */
int coh_standards_read(struct coh_standards *s, const char *path,
                       struct coh_notes *notes,
                       struct coh_error *err) COH_MUST_CHECK;

/* The row of an item, or NULL. */
const struct coh_standard *
coh_standards_find(const struct coh_standards *s, struct coh_span assessment,
                   struct coh_span form, struct coh_span item);

void coh_standards_release(struct coh_standards *s);

#endif
