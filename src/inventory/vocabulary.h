/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_VOCABULARY_H
#define COH_INVENTORY_VOCABULARY_H

#include <stddef.h>

#include "base/text.h"

/*
 * Vocabularies: the words that an inventory's fields may hold, so that two
 * teams mean the same by them and a tool can act on them. A word is matched
 * without regard to case, and with blanks and underscores read as hyphens:
 * "Every 2 weeks" is `every-2-weeks`. Nothing else is guessed.
 *
 *     const struct coh_vocabulary *v = &coh_vocabulary_frequency;
 *     const char *word = coh_vocabulary_find(v, cell);
 *     if (!word)
 *         ... coh_vocabulary_nearest(v, cell)
 */

struct coh_vocabulary {
    const char *name;
    const char *const *word; /* ends with NULL */
};

extern const struct coh_vocabulary coh_vocabulary_access_level;
extern const struct coh_vocabulary coh_vocabulary_access_method;
extern const struct coh_vocabulary coh_vocabulary_appraisal;
extern const struct coh_vocabulary coh_vocabulary_ceds_purpose;
extern const struct coh_vocabulary coh_vocabulary_data_type;
extern const struct coh_vocabulary coh_vocabulary_frequency;
extern const struct coh_vocabulary coh_vocabulary_granularity;
extern const struct coh_vocabulary coh_vocabulary_grouping_use;
extern const struct coh_vocabulary coh_vocabulary_keep_decision;
extern const struct coh_vocabulary coh_vocabulary_measure_category;
extern const struct coh_vocabulary coh_vocabulary_population;
extern const struct coh_vocabulary coh_vocabulary_purpose;
extern const struct coh_vocabulary coh_vocabulary_requiring_entity;
extern const struct coh_vocabulary coh_vocabulary_sensitivity;
extern const struct coh_vocabulary coh_vocabulary_status;
extern const struct coh_vocabulary coh_vocabulary_tier;
extern const struct coh_vocabulary coh_vocabulary_unit;
extern const struct coh_vocabulary coh_vocabulary_yes_no; /* also y and n */

/* The vocabulary's own spelling of `s`, or NULL when it has no such word. */
const char *
coh_vocabulary_find(const struct coh_vocabulary *v, struct coh_span s);

/* The word nearest to `s` (coh_nearest), or NULL when none is near. */
const char *
coh_vocabulary_nearest(const struct coh_vocabulary *v, struct coh_span s);

/* Why `s` has no single meaning ("biweekly" is twice a week to some, every
 * 2 weeks to others), with the words to take instead; NULL for others. */
const char *
coh_vocabulary_ambiguous(const struct coh_vocabulary *v, struct coh_span s);

/* What a word that is a code stands for ("Screening"), NULL for others. */
const char *
coh_vocabulary_meaning(const struct coh_vocabulary *v, struct coh_span word);

/* Add "one, two or three" for messages. */
int coh_vocabulary_list(const struct coh_vocabulary *v, struct coh_text *t,
                        struct coh_error *err) COH_MUST_CHECK;

/*
 * What a frequency asks for. The intervals are those of ISO 8601 as the
 * Project Open Data guidance maps them (accrual periodicities). Some words
 * have no interval: then nothing can be overdue by them.
 */
struct coh_frequency {
    const char *word;
    const char *iso;    /* repeating interval, "R/P2W"; "" without one */
    const char *phrase; /* for sentences: "every 2 weeks" */
    int days, months;   /* the interval; both 0 without one. A part of a day
                         * is rounded up: it is over when it is over. */
    int per_year;       /* times a school year, for those that follow terms */
};

/* By its exact word; NULL when there is none. */
const struct coh_frequency *coh_frequency_find(struct coh_span word);

#endif
