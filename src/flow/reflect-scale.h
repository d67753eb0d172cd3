/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_REFLECT_SCALE_H
#define COH_FLOW_REFLECT_SCALE_H

#include "base/decimal.h"
#include "flow/reflect-survey.h"
#include "stat/agreement.h"

/*
 * The options of a survey's questions, the lowest first: numbers (1 to 5) or
 * words (Disagree, Neutral, Agree).
 *
 *     struct coh_scale scale = COH_SCALE_INIT;
 *     if (options ? coh_scale_parse(&scale, options, err)
 *                 : coh_scale_find(&scale, &survey, notes, err))
 *         return -1;
 *     … coh_scale_place(&scale, cell) < scale.n …
 *     coh_scale_release(&scale);
 */

struct coh_scale {
    size_t n;
    struct coh_span label[COH_AGREEMENT_OPTIONS];
    struct coh_value value[COH_AGREEMENT_OPTIONS]; /* NOT: a word */
    int numeric;                                   /* all are numbers */
    struct coh_arena arena;
};

#define COH_SCALE_INIT \
    {                  \
        .n = 0         \
    }

/* `LOW-HIGH` in whole numbers (1-5, 0-10), or the options as one CSV record;
 * 2 to COH_AGREEMENT_OPTIONS of them, no two alike. COH_USAGE otherwise. */
int coh_scale_parse(struct coh_scale *scale, const char *text,
                    struct coh_error *err) COH_MUST_CHECK;

/* From the answers to the questions of which at least half are whole numbers:
 * 1 to 5 when none lies outside, and that is said; COH_NOTE_LOOK when nobody
 * chose 1, or nobody 5, for then there may have been other options. COH_INPUT
 * when a number lies outside, for then only the user knows. Without such a
 * question the scale stays empty. */
int
coh_scale_find(struct coh_scale *scale, const struct coh_survey *s,
               struct coh_notes *notes, struct coh_error *err) COH_MUST_CHECK;

/* The place of an answer among the options, by number or by text whatever the
 * case; scale->n when it is none. */
size_t coh_scale_place(const struct coh_scale *scale, struct coh_span answer);

/* Set the option of each answer of `s`: its place, COH_SURVEY_BLANK or
 * COH_SURVEY_OTHER. */
void coh_scale_apply(const struct coh_scale *scale, struct coh_survey *s);

void coh_scale_release(struct coh_scale *scale);

#endif
