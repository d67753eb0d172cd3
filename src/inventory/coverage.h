/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_COVERAGE_H
#define COH_INVENTORY_COVERAGE_H

#include "inventory/entry.h"
#include "table/writer.h"

/*
 * Coverage: which sources serve which purpose in which subject and grade.
 *
 * Sources that are collected count, research does not. A source with several
 * subjects, grades or purposes stands in each. One without a subject covers no
 * subject: it stands in rows of its own, subject "(none)"; one without a grade
 * in a column of its own, "no grade". Grades from "K" to "12" may be given as
 * a range ("K-5", "3-5").
 *
 *     struct coh_coverage c = COH_COVERAGE_INIT;
 *     if (coh_coverage_fill(&c, &inventory, err) ||
 *         coh_coverage_write(&c, writer, err)) ...
 *     coh_coverage_release(&c);
 */

struct coh_coverage {
    const struct coh_inventory *inventory;
    struct coh_span *subject; /* by name; the empty one, "none", last */
    size_t subjects, subject_capacity;
    struct coh_span *grade; /* K, then numbers, then others, none last */
    size_t grades, grade_capacity;
    struct coh_arena arena;
};

#define COH_COVERAGE_INIT \
    {                     \
        .subject = NULL   \
    }

int coh_coverage_fill(struct coh_coverage *c, const struct coh_inventory *inv,
                      struct coh_error *err) COH_MUST_CHECK;

/* Does this entry serve the purpose there? A `grade` of c->grades stands for
 * any. */
int coh_coverage_has(const struct coh_coverage *c, const struct coh_entry *e,
                     const char *purpose, size_t subject, size_t grade);

/* How many do. */
size_t coh_coverage_count(const struct coh_coverage *c, const char *purpose,
                          size_t subject, size_t grade);

/* The matrix: columns subject, purpose, sources (how many), then a column a
 * grade with their ids. Every purpose has a row in every subject, so that gaps
 * are seen; in "(none)" those with a source. */
int coh_coverage_write(const struct coh_coverage *c, struct coh_writer *w,
                       struct coh_error *err) COH_MUST_CHECK;

void coh_coverage_release(struct coh_coverage *c);

#endif
