/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/decision-view.h"

#include <stdio.h>
#include <string.h>

#include "decision/evidence.h"
#include "decision/small.h"
#include "flow/decision-check.h"
#include "store/decision.h"
#include "store/student_names.h"

int
coh_decision_view_open(struct coh_decision_view *v, struct coh_run *run,
                       struct coh_error *err)
{
    v->share = run->share;
    if (coh_shelf_open(&v->shelf, run->db, COH_STORE_READ, err) ||
        coh_store_decisions_read(&v->shelf.store, &v->all, err) ||
        (v->share && coh_student_names(&v->shelf.store, &v->named, err)))
        return -1;
    return v->all.n ? 0
                    : coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                                    "there is no decision yet: cohort decide "
                                    "new prints a form");
}

/* Was it taken in with a name in it? Who was forgotten since is on no list. */
static int
is_marked(const struct coh_decision_view *v, int64_t id, const char *text)
{
    const char *field = NULL;
    size_t i, k;

    for (i = 0; i < v->all.n; i++) {
        const struct coh_decision_entry *e = &v->all.entry[i];

        for (k = 0; e->id == id && k < e->n; k++)
            if (e->value[k].text == text)
                field = e->value[k].field;
        for (k = 0; field && e->id == id && k < e->n; k++)
            if (!strcmp(e->value[k].field, "named") &&
                !strcmp(e->value[k].text, field))
                return 1;
        field = NULL;
    }
    return 0;
}

int
coh_decision_view_text(struct coh_decision_view *v,
                       const struct coh_decision *d, const char *text,
                       const char **shown, struct coh_error *err)
{
    int named;

    *shown = text;
    if (!v->share || !*text)
        return 0;
    if (coh_mention_in(&v->named, coh_span_of(text), &named, err))
        return -1;
    if (!named && !is_marked(v, d->id, text) &&
        !coh_small_count(coh_span_of(text),
                         coh_decision_min_n(&v->shelf.inventory, d->now)))
        return 0;
    *shown = "(stays inside the team)";
    v->held++;
    return 0;
}

int
coh_decision_view_field(struct coh_decision_view *v,
                        const struct coh_decision *d,
                        const struct coh_decision_entry *entry,
                        const char *field, struct coh_text *into,
                        struct coh_error *err)
{
    const char *shown;
    size_t i;

    for (i = 0; entry && i < entry->n; i++) {
        if (strcmp(entry->value[i].field, field))
            continue;
        if (coh_decision_view_text(v, d, entry->value[i].text, &shown, err) ||
            (into->length && coh_text_add_string(into, "\n", err)) ||
            coh_text_add_string(into, shown, err))
            return -1;
    }
    return 0;
}

int
coh_decision_view_fact(struct coh_run *run, const struct coh_decision *d,
                       struct coh_error *err)
{
    struct coh_text id = COH_TEXT_INIT;
    struct coh_evidence e;
    size_t i;
    int rc = -1;

    if (coh_text_format(&id, err, "%lld", (long long)d->id) ||
        coh_run_fact(run, "decisions", id.bytes, err))
        goto out;
    for (i = 0; i < d->now->n; i++) {
        if (strcmp(d->now->value[i].field, "evidence") ||
            coh_evidence_read(&e, d->now->value[i].text) ||
            e.kind != COH_EVIDENCE_SOURCE)
            continue;
        coh_text_clear(&id);
        if (coh_text_add(&id, e.ref.bytes, e.ref.length, err) ||
            coh_run_fact(run, "sources", id.bytes, err))
            goto out;
    }
    rc = 0;
out:
    coh_text_release(&id);
    return rc;
}

int
coh_decision_view_end(const struct coh_decision_view *v, struct coh_run *run,
                      struct coh_error *err)
{
    int64_t newest = 0;
    char count[24];
    size_t i;

    for (i = 0; i < v->all.n; i++)
        if (v->all.entry[i].entry > newest)
            newest = v->all.entry[i].entry;
    snprintf(count, sizeof(count), "%lld", (long long)newest);
    if (coh_run_fact(run, "newest_decision", count, err))
        return -1;
    if (!v->held)
        return 0;
    snprintf(count, sizeof(count), "%zu", v->held);
    return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                         "texts that name a student or speak of few stay "
                         "inside the team: %s",
                         count);
}

void
coh_decision_view_close(struct coh_decision_view *v)
{
    coh_mention_release(&v->named);
    coh_decisions_release(&v->all);
    coh_shelf_close(&v->shelf);
}
