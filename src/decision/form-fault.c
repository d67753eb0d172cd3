/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>

#include "decision/form.h"

int
coh_form_fault(struct coh_form_faults *faults, const struct coh_form *form,
               size_t section, size_t line, struct coh_error *err,
               const char *format, ...)
{
    struct coh_form_fault *fault;
    char text[sizeof(err->text)];
    va_list args;
    int n;

    if (coh_reserve(&faults->at, &faults->capacity, faults->n + 1,
                    sizeof(*faults->at), err))
        return -1;
    va_start(args, format);
    n = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    if (n < 0)
        n = 0;
    if ((size_t)n >= sizeof(text))
        n = (int)coh_utf8_valid(text, sizeof(text) - 1);
    fault = &faults->at[faults->n];
    fault->line = line;
    fault->section =
        section < COH_FORM_SECTIONS ? form->section[section].heading : NULL;
    fault->text = coh_arena_text(&faults->arena, text, (size_t)n, err);
    if (!fault->text)
        return -1;
    faults->n++;
    return 0;
}

/* Few: by insertion, which keeps the order of equals. */
void
coh_form_faults_sort(struct coh_form_faults *faults)
{
    size_t i, k;

    for (i = 1; i < faults->n; i++) {
        const struct coh_form_fault f = faults->at[i];

        for (k = i; k && faults->at[k - 1].line > f.line; k--)
            faults->at[k] = faults->at[k - 1];
        faults->at[k] = f;
    }
}

void
coh_form_faults_release(struct coh_form_faults *faults)
{
    coh_free(faults->at);
    coh_arena_release(&faults->arena);
    *faults = (struct coh_form_faults)COH_FORM_FAULTS_INIT;
}
