/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/decision-cited.h"

#include <string.h>

#include "decision/evidence.h"
#include "store/decision.h"

static int
add(struct coh_cited *cited, struct coh_span id, int64_t decision,
    struct coh_error *err)
{
    struct coh_source_cited *c;
    size_t i;

    for (i = 0; i < cited->n; i++)
        if (coh_span_is(id, cited->at[i].source_id)) {
            cited->at[i].decision = (long long)decision;
            return 0;
        }
    if (coh_reserve(&cited->at, &cited->capacity, cited->n + 1,
                    sizeof(*cited->at), err))
        return -1;
    c = &cited->at[cited->n];
    c->decision = (long long)decision;
    c->source_id = coh_arena_text(&cited->arena, id.bytes, id.length, err);
    if (!c->source_id)
        return -1;
    cited->n++;
    return 0;
}

static int
add_value(struct coh_cited *cited, const struct coh_decision_value *v,
          int64_t decision, struct coh_error *err)
{
    struct coh_evidence e;

    if (!strcmp(v->field, "measure_source"))
        return add(cited, coh_span_of(v->text), decision, err);
    if (strcmp(v->field, "evidence") || coh_evidence_read(&e, v->text))
        return 0;
    if (e.kind == COH_EVIDENCE_NOTE) /* observation-notes:17 */
        while (e.ref.length && e.ref.bytes[--e.ref.length] != ':')
            ;
    return e.kind == COH_EVIDENCE_SOURCE || e.kind == COH_EVIDENCE_NOTE
               ? add(cited, e.ref, decision, err)
               : 0;
}

int
coh_cited_read(struct coh_cited *cited, struct coh_store *store,
               struct coh_error *err)
{
    struct coh_decisions all = COH_DECISIONS_INIT;
    struct coh_decision d;
    size_t at = 0, i;
    int rc = -1;

    if (coh_store_decisions_read(store, &all, err))
        goto out;
    while (coh_decisions_next(&all, &at, &d)) {
        if (coh_decision_status(&d, 0) == COH_STATUS_WITHDRAWN)
            continue;
        for (i = 0; i < d.now->n; i++)
            if (add_value(cited, &d.now->value[i], d.id, err))
                goto out;
    }
    rc = 0;
out:
    coh_decisions_release(&all);
    return rc;
}

void
coh_cited_release(struct coh_cited *cited)
{
    coh_free(cited->at);
    coh_arena_release(&cited->arena);
    *cited = (struct coh_cited)COH_CITED_INIT;
}
