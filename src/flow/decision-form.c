/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/decision-form.h"

#include <stdio.h>
#include <string.h>

static const char *
name_of(const char *path)
{
    return path && strcmp(path, "-") ? path : "standard input";
}

int
coh_decision_form_read(struct coh_run *run, const char *path,
                       struct coh_form *form, struct coh_form_faults *faults,
                       struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_run_text(run, path, &text, err)) {
        rc = coh_form_read(form, coh_text_span(&text), faults, err);
        if (rc)
            coh_error_context(err, "%s: ", name_of(path));
    }
    coh_text_release(&text);
    return rc;
}

void
coh_decision_form_refuse(struct coh_run *run, const char *path,
                         struct coh_form_faults *faults)
{
    struct coh_error err = COH_ERROR_INIT;
    char place[32];
    size_t i;

    coh_form_faults_sort(faults);
    for (i = 0; i < faults->n; i++) {
        const struct coh_form_fault *f = &faults->at[i];

        snprintf(place, sizeof(place), "line %zu", f->line);
        coh_fail(&err, COH_INPUT, "%.200s: %s%s%s: %s", name_of(path),
                 f->line ? place : "", f->line && f->section ? ", " : "",
                 f->section ? f->section
                 : f->line  ? ""
                            : "the form",
                 f->text);
        coh_run_failed(run, &err);
    }
}

int
coh_decision_number(const char *word, int64_t *id, struct coh_error *err)
{
    const size_t n = strspn(word, "0123456789");
    size_t i;

    for (*id = 0, i = 0; i < n && i < 15; i++)
        *id = *id * 10 + (word[i] - '0');
    if (*id && !word[n] && n < 15)
        return 0;
    return coh_fail(err, COH_USAGE,
                    "'%.40s' is no number of a decision: cohort decide list "
                    "shows them",
                    word);
}
