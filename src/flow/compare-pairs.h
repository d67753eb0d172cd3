/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_COMPARE_PAIRS_H
#define COH_FLOW_COMPARE_PAIRS_H

#include "base/keys.h"
#include "stat/summary.h"

/*
 * Pairs: the scores of each student at each time, and who has both.
 *
 *     struct coh_compare_pairs p = COH_COMPARE_PAIRS_INIT;
 *     p.variables = 1;
 *     … coh_compare_pairs_add(&p, &score, err) for each row …
 *     coh_compare_pairs_match(&p, &match, &both, err);
 *     coh_compare_both_release(&both);
 *     coh_compare_pairs_release(&p);
 *
 * It knows no columns and no files.
 */

/* A student's scores at one time: rows.n of them, and the one that counts. */
struct coh_compare_score {
    size_t n;
    struct coh_value value; /* the latest or best, else the last */
    coh_date date;
    struct coh_moments moments; /* of a mean, and what they do not hold */
    double sum;
    size_t summed;
};

/* Set variables and collapse before the first row. */
struct coh_compare_pairs {
    size_t variables;
    enum coh_summary_collapse collapse; /* ROWS: several scores are no one */
    struct coh_keys person;             /* value of --within, student */
    struct coh_keys entry;              /* person, time */
    struct coh_compare_score *score;    /* entry.n × variables */
    size_t scores, capacity;
};

#define COH_COMPARE_PAIRS_INIT \
    {                          \
        .variables = 0         \
    }

struct coh_compare_time {
    size_t within;           /* number of the value of --within */
    size_t time;             /* number of the time: of a by-value, a column */
    struct coh_span student; /* not empty */
    const struct coh_value *value; /* one a variable; NOT: missing */
    coh_date date;
};

int coh_compare_pairs_add(struct coh_compare_pairs *p,
                          const struct coh_compare_time *row,
                          struct coh_error *err) COH_MUST_CHECK;

/* Which pairs. */
struct coh_compare_match {
    size_t within, variable, earlier, later; /* the last two: times */
};

/* Samples of the scores, finished; `change` is later − earlier, in decimals
 * as long as these hold it. */
struct coh_compare_both {
    struct coh_sample earlier, later, change; /* of complete pairs */
    struct coh_sample only_earlier, only_later;
    size_t neither;  /* listed at one of the times, scored at none */
    size_t repeated; /* left out: more than one score at a time */
};

#define COH_COMPARE_BOTH_INIT \
    {                         \
        .neither = 0          \
    }

/* COH_SYSTEM when memory ends; what was filled is to be released either way. */
int coh_compare_pairs_match(const struct coh_compare_pairs *p,
                            const struct coh_compare_match *match,
                            struct coh_compare_both *both,
                            struct coh_error *err) COH_MUST_CHECK;

void coh_compare_both_release(struct coh_compare_both *both);
void coh_compare_pairs_release(struct coh_compare_pairs *p);

#endif
