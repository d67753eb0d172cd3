/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_DECISION_BLANK_H
#define COH_FLOW_DECISION_BLANK_H

#include "decision/sheet.h"
#include "store/inventory.h"

/*
 * A form to be filled in: blank but for what is wished, or with what a decision
 * says now.
 *
 *     struct coh_decision_blank b = COH_DECISION_BLANK_INIT;
 *     if (coh_decision_blank_open(&b, db, err) ||
 *         coh_decision_blank_new(&b, &wish, today, err)) …
 *     … coh_form_write(&b.form, b.title, coh_text_get(&b.hints), …)
 *     coh_decision_blank_release(&b);
 */

struct coh_decision_blank {
    struct coh_shelf shelf; /* may stay closed, when no source is named */
    struct coh_decisions all;
    struct coh_form form;
    struct coh_text hints; /* for the top of the form */
    char title[120];
};

#define COH_DECISION_BLANK_INIT                               \
    {                                                         \
        .shelf = COH_SHELF_INIT, .form = COH_FORM_INIT(NULL), \
        .hints = COH_TEXT_INIT                                \
    }

/* What is known before: each may be NULL or none. */
struct coh_decision_wish {
    const char *question, *owner, *review;
    const char *const *source, *const *result; /* ids, pipelines */
    size_t sources, results;
};

int coh_decision_blank_open(struct coh_decision_blank *b, const char *db,
                            struct coh_error *err) COH_MUST_CHECK;

/* A new decision. The hints name the sources, and those that are overdue.
 * COH_INPUT: a source that the inventory does not know. */
int coh_decision_blank_new(struct coh_decision_blank *b,
                           const struct coh_decision_wish *w, coh_date today,
                           struct coh_error *err) COH_MUST_CHECK;

/* The amendment of decision `id`, or its outcome (`closes`). COH_INPUT when
 * there is no such decision. */
int coh_decision_blank_again(struct coh_decision_blank *b, int64_t id,
                             int closes, struct coh_error *err) COH_MUST_CHECK;

void coh_decision_blank_release(struct coh_decision_blank *b);

#endif
