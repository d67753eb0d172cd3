/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/decision-blank.h"

#include <stdio.h>

#include "store/decision.h"

static const char first_hints[] =
    "Write under each heading. A line that begins with > is a hint and never "
    "an answer.\n";

int
coh_decision_blank_open(struct coh_decision_blank *b, const char *db,
                        struct coh_error *err)
{
    return coh_shelf_open(&b->shelf, db, COH_STORE_READ, err) ||
                   coh_store_decisions_read(&b->shelf.store, &b->all, err)
               ? -1
               : 0;
}

void
coh_decision_blank_release(struct coh_decision_blank *b)
{
    coh_text_release(&b->hints);
    coh_form_release(&b->form);
    coh_decisions_release(&b->all);
    coh_shelf_close(&b->shelf);
}

/* "source ID: ", to be finished. */
static int
add_source(struct coh_decision_blank *b, const char *id, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_inventory_find(&b->shelf.inventory, coh_span_of(id)))
        return coh_inventory_fail_unknown(&b->shelf.inventory, coh_span_of(id),
                                          err);
    if (!coh_text_format(&t, err, "source %s:", id))
        rc = coh_form_add(&b->form, COH_MADE_EVIDENCE, 0, coh_text_span(&t),
                          err);
    coh_text_release(&t);
    return rc;
}

static int
add_result(struct coh_decision_blank *b, const char *pipeline,
           struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = coh_text_format(&t, err, "result: `%s`:", pipeline);

    if (!rc)
        rc = coh_form_add(&b->form, COH_MADE_EVIDENCE, 0, coh_text_span(&t),
                          err);
    coh_text_release(&t);
    return rc;
}

/* The ids of the sources, and which of them are overdue. */
static int
hint_sources(struct coh_decision_blank *b, coh_date today,
             struct coh_error *err)
{
    const struct coh_inventory *inv = &b->shelf.inventory;
    size_t i, n = 0;

    for (i = 0; i < inv->n; i++) {
        const struct coh_entry *e = &inv->entry[i];
        const struct coh_due due = coh_due_find(e, &b->shelf.calendar, today);

        if (coh_text_format(&b->hints, err, "%s%s%s", n++ ? ", " : "Sources: ",
                            coh_entry_get(e, COH_FIELD_SOURCE_ID),
                            due.state == COH_DUE_OVERDUE ? " (overdue)" : ""))
            return -1;
    }
    return n ? coh_text_add_string(&b->hints, ".\n", err) : 0;
}

int
coh_decision_blank_new(struct coh_decision_blank *b,
                       const struct coh_decision_wish *w, coh_date today,
                       struct coh_error *err)
{
    size_t i;

    b->form.section = coh_sheet_made;
    snprintf(b->title, sizeof(b->title), "A decision of the team");
    if (coh_text_add_string(&b->hints, first_hints, err) ||
        coh_text_add_string(
            &b->hints, "Then take it in: cohort decide add FORM.md\n", err) ||
        hint_sources(b, today, err) ||
        coh_form_add(&b->form, COH_MADE_QUESTION, 0, coh_span_of(w->question),
                     err) ||
        coh_form_add(&b->form, COH_MADE_OWNER, 0, coh_span_of(w->owner), err) ||
        coh_form_add(&b->form, COH_MADE_REVIEW, 0, coh_span_of(w->review), err))
        return -1;
    for (i = 0; i < w->sources; i++)
        if (add_source(b, w->source[i], err))
            return -1;
    for (i = 0; i < w->results; i++)
        if (add_result(b, w->result[i], err))
            return -1;
    return 0;
}

int
coh_decision_blank_again(struct coh_decision_blank *b, int64_t id, int closes,
                         struct coh_error *err)
{
    struct coh_decision d;

    if (!coh_decisions_find(&b->all, id, &d))
        return coh_decisions_fail_unknown(&b->all, id, err);
    if (coh_text_add_string(&b->hints, first_hints, err))
        return -1;
    if (!closes) {
        b->form.section = coh_sheet_amended;
        snprintf(b->title, sizeof(b->title), "Decision %lld, amended",
                 (long long)id);
        return coh_text_add_string(
                   &b->hints,
                   "Change what has changed, say why at the end, and take it "
                   "in: cohort decide add FORM.md\n",
                   err) ||
                       coh_sheet_fill(d.now, &b->form, err)
                   ? -1
                   : 0;
    }
    b->form.section = coh_sheet_closed;
    snprintf(b->title, sizeof(b->title), "What came of decision %lld",
             (long long)id);
    return coh_text_format(
        &b->hints, err,
        "Then take it in: cohort decide close %lld --form FORM.md\n"
        "Decided: %s\nExpected by %s: %s (%s, source %s)\n",
        (long long)id, coh_decision_get(d.now, "decision"),
        coh_decision_get(d.now, "measure_by"),
        coh_decision_get(d.now, "expected"),
        coh_decision_get(d.now, "measure_what"),
        coh_decision_get(d.now, "measure_source"));
}
