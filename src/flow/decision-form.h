/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_DECISION_FORM_H
#define COH_FLOW_DECISION_FORM_H

#include "cli/tool.h"
#include "decision/form.h"

/* What the verbs of `cohort decide` share about forms and their numbers. */

/* Read the form at `path` (NULL or "-": standard input). */
int
coh_decision_form_read(struct coh_run *run, const char *path,
                       struct coh_form *form, struct coh_form_faults *faults,
                       struct coh_error *err) COH_MUST_CHECK;

/* Say all faults, each in a line of its own, and let the run end with 3. */
void coh_decision_form_refuse(struct coh_run *run, const char *path,
                              struct coh_form_faults *faults);

/* The number of a decision as typed; COH_USAGE for what is none. */
int coh_decision_number(const char *word, int64_t *id,
                        struct coh_error *err) COH_MUST_CHECK;

#endif
