/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_MEMO_H
#define COH_REPORT_MEMO_H

#include "base/hash.h"
#include "base/text.h"

/*
 * What stages of a page gave: a stage that is the same as an earlier one, with
 * the same input, is not run again. A tool gives the same for the same
 * arguments, input, environment and files (DESIGN section 7), and a page
 * changes nothing while it is woven.
 *
 *     struct coh_memo m = COH_MEMO_INIT;
 *     e = coh_memo_find(&m, program, argv, variables, input_sha256, &key);
 *     if (!e) … run it … e = coh_memo_add(&m, &key, err)
 *     coh_memo_release(&m);
 */

/* The two keys of a run: within a page, and from one weaving to the next
 * (world.h; "": it is not kept). */
struct coh_memo_key {
    char run[COH_SHA256_HEX], disk[COH_SHA256_HEX];
};

struct coh_memo_entry {
    char key[COH_SHA256_HEX];
    char sha256[COH_SHA256_HEX]; /* of said */
    struct coh_text said, talk, evidence;
    int status;
    int kept; /* it came out of the cache, or is in it already */
    char disk[COH_SHA256_HEX]; /* its key there; "": it is not for there */
};

struct coh_memo {
    struct coh_memo_entry **entry;
    size_t n, capacity;
    size_t started;          /* how many tools were run */
    struct coh_world *world; /* where more is kept; may be NULL, the caller's */
};

#define COH_MEMO_INIT \
    {                 \
        .entry = NULL \
    }

/* What a run gave before, and its key: of program, arguments (argv[1] on, NULL
 * at the end), variables but for COHORT_EVIDENCE, and the hash of the input.
 * NULL when it is to be run. */
struct coh_memo_entry *
coh_memo_find(struct coh_memo *m, const char *program, char *const *argv,
              char *const *variables, const char *input_sha256,
              struct coh_memo_key *key);

/* A new entry, for the caller to fill; NULL without memory. */
struct coh_memo_entry *
coh_memo_add(struct coh_memo *m, const struct coh_memo_key *key,
             struct coh_error *err) COH_MUST_CHECK;

void coh_memo_release(struct coh_memo *m);

#endif
