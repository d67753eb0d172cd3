/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/decision-check.h"
#include "result/mention.h"
#include "store/student_names.h"

static int
note_named(const struct coh_mention *named, const struct coh_form *form,
           size_t *n, struct coh_notes *notes, struct coh_error *err)
{
    char place[COH_DECISION_PLACE];
    size_t i;
    int is;

    for (i = 0; i < form->n; i++) {
        if (coh_mention_in(named, coh_span_of(form->item[i].text), &is, err))
            return -1;
        if (!is)
            continue;
        ++*n;
        if (coh_notes_add(notes, COH_NOTE_LOOK,
                          coh_decision_place(form, &form->item[i], place), err,
                          "a word of it is a student's name or id"))
            return -1;
    }
    return 0;
}

static int
mark_named(const struct coh_mention *named, struct coh_decisions *made,
           struct coh_error *err)
{
    struct coh_decision_entry *e = &made->entry[0];
    const size_t n = e->n;
    size_t i;
    int is;

    for (i = 0; i < n; i++)
        if (coh_mention_in(named, coh_span_of(e->value[i].text), &is, err) ||
            (is && coh_decision_add(made, e, "named",
                                    coh_span_of(e->value[i].field), err)))
            return -1;
    return 0;
}

int
coh_decision_check_names(struct coh_store *store, const struct coh_form *form,
                         int taken, struct coh_decisions *made, size_t *n,
                         struct coh_notes *notes, struct coh_error *err)
{
    struct coh_mention named = COH_MENTION_INIT;
    int rc = -1;

    *n = 0;
    if (!coh_student_names(store, &named, err))
        rc = taken ? mark_named(&named, made, err)
                   : note_named(&named, form, n, notes, err);
    coh_mention_release(&named);
    return rc;
}
