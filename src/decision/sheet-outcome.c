/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "decision/sheet.h"

/* The word of `list` that the text begins with, or NULL; `rest` is what stands
 * behind it. */
static const char *
first_word(const char *text, const char *const *list, const char **rest)
{
    for (; *list; list++) {
        const size_t n = strlen(*list);

        if (strlen(text) >= n &&
            coh_span_is_caseless((struct coh_span){text, n}, *list) &&
            (!text[n] || strchr(" ,:;.\n-", text[n]))) {
            *rest = text + n + strspn(text + n, " ,:;.\n-");
            return *list;
        }
    }
    return NULL;
}

/* The word of a section, and what stands behind it. */
static int
take_word(const struct coh_form *form, size_t section, const char *const *list,
          const char **word, const char **rest, struct coh_form_faults *faults,
          struct coh_error *err)
{
    const struct coh_form_item *item = coh_form_first(form, section);

    *word = *rest = "";
    if (!item)
        return 0;
    *word = first_word(item->text, list, rest);
    if (*word)
        return 0;
    *word = "";
    return coh_form_fault(faults, form, section, item->line, err,
                          "begins with none of its words: %s",
                          form->section[section].guide);
}

/* A withdrawn decision has no outcome to tell: the faults of reading for
 * sections that it does not need are taken back. */
static void
spare(struct coh_form_faults *faults, const struct coh_form *form)
{
    size_t i, n = 0;

    for (i = 0; i < faults->n; i++) {
        const char *of = faults->at[i].section;

        if (!of || (strcmp(of, form->section[COH_CLOSED_ACTUAL].heading) &&
                    strcmp(of, form->section[COH_CLOSED_NEXT].heading)))
            faults->at[n++] = faults->at[i];
    }
    faults->n = n;
}

int
coh_sheet_take_outcome(const struct coh_form *form, struct coh_decisions *all,
                       struct coh_decision_entry *entry,
                       struct coh_form_faults *faults, struct coh_error *err)
{
    static const char *const field[] = {"actual", NULL, "learned", NULL,
                                        "next_step"};
    const char *outcome, *reason, *next, *ignored;
    size_t k;

    if (take_word(form, COH_CLOSED_OUTCOME, coh_sheet_outcome, &outcome,
                  &reason, faults, err) ||
        take_word(form, COH_CLOSED_NEXT, coh_sheet_next, &next, &ignored,
                  faults, err))
        return -1;
    for (k = 0; k < sizeof(field) / sizeof(*field); k++) {
        const struct coh_form_item *item = coh_form_first(form, k);

        if (field[k] && item &&
            coh_decision_add(all, entry, field[k], coh_span_of(item->text),
                             err))
            return -1;
    }
    if (coh_decision_add(all, entry, "outcome", coh_span_of(outcome), err) ||
        coh_decision_add(all, entry, "outcome_reason", coh_span_of(reason),
                         err) ||
        coh_decision_add(all, entry, "next", coh_span_of(next), err))
        return -1;
    if (!strcmp(outcome, "withdrawn"))
        spare(faults, form);
    if (!strcmp(next, "change") && !coh_form_first(form, COH_CLOSED_STEP))
        return coh_form_fault(faults, form, COH_CLOSED_STEP,
                              form->heading[COH_CLOSED_STEP], err,
                              "is blank: a change needs a next step, who does "
                              "what by when");
    return 0;
}
