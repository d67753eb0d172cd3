/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PROFILE_GAPS_H
#define COH_FLOW_PROFILE_GAPS_H

#include "flow/profile-findings.h"
#include "stat/independence.h"

/*
 * Is more missing in one group than in another? A student is one unit,
 * however many rows: without a record at all, or with one but without a value
 * in a column in any row of a file. By each attribute of the roster that has
 * 2 to 12 values, coh_independence_test(); p-values adjusted by Holm over all
 * tests of the run. A gap whose group is missing more is not read off those
 * who are there.
 *
 *     struct coh_profile_gaps gaps = {.f = findings};
 *
 *     coh_profile_gaps_cover(&gaps, seen, err), coh_profile_gaps_file(&gaps,
 * file, err) … coh_profile_gaps_write(&gaps, err);
 *     coh_profile_gaps_release(&gaps);
 */

enum { COH_GAPS_LEVELS = 12 };

struct coh_gap {
    size_t attribute;
    const char *file;       /* the caller's; NULL: no record in any */
    struct coh_span column; /* "" with it */
    struct coh_rate group[COH_GAPS_LEVELS]; /* hits: missing */
    struct coh_independence test;
    double p, adjusted;
};

struct coh_profile_gaps {
    struct coh_profile_findings *f;
    struct coh_gap *gap;
    size_t n, capacity;
};

/* Who has no record at all, of the active students. */
int
coh_profile_gaps_cover(struct coh_profile_gaps *g, const unsigned char *seen,
                       struct coh_error *err) COH_MUST_CHECK;

/* Who has a record in the file, but no value in a column. Columns in which
 * nobody, or everybody, lacks one are passed over. */
int coh_profile_gaps_file(struct coh_profile_gaps *g,
                          const struct coh_inspection *file, const char *name,
                          struct coh_error *err) COH_MUST_CHECK;

/* A row a test that differs, "cannot distinguish" where none does, and how
 * many were looked at. No group is shown with --share. */
int coh_profile_gaps_write(struct coh_profile_gaps *g,
                           struct coh_error *err) COH_MUST_CHECK;

void coh_profile_gaps_release(struct coh_profile_gaps *g);

#endif
