/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/select-notes.h"

#include "base/memory.h"
#include "cli/only.h"
#include "store/show-note.h"

int
coh_select_notes_check(const struct coh_select_notes *ask,
                       const struct coh_show *show, struct coh_error *err)
{
    const struct coh_select *q = &show->query;

    if (!ask->notes && (ask->code.n || ask->note.n || ask->no_text))
        return coh_fail(err, COH_USAGE,
                        "--code, --note and --no-text go with --notes");
    if (ask->notes && (q->assessments || q->measure.length || q->items ||
                       q->scale.length || q->latest || show->wide))
        return coh_fail(err, COH_USAGE,
                        "--assessment, --measure, --items, --scale, --latest "
                        "and --wide go with results, not with --notes");
    return 0;
}

int
coh_select_notes_run(struct coh_run *run, const struct coh_select_notes *ask,
                     const struct coh_show *show, struct coh_store *store,
                     struct coh_writer *writer, struct coh_trace *trace,
                     struct coh_error *err)
{
    struct coh_show_note n = {.query = show->query,
                              .today = run->today,
                              .codes = ask->code.n,
                              .notes = ask->note.n,
                              .with = show->with,
                              .withs = show->withs,
                              .complete = show->complete,
                              .no_text = ask->no_text,
                              .share = run->share,
                              .family = coh_only_for_family(run)};
    struct coh_span *word =
        coh_alloc_array(n.codes + n.notes, sizeof(*word), err);
    size_t i;
    int rc;

    if (!word)
        return -1;
    for (i = 0; i < n.codes; i++)
        word[i] = coh_span_of(ask->code.at[i]);
    for (i = 0; i < n.notes; i++)
        word[n.codes + i] = coh_span_of(ask->note.at[i]);
    n.code = word;
    n.note = word + n.codes;
    rc = coh_show_note_run(store, &n, writer, trace, &run->notes, err);
    coh_free(word);
    return rc;
}
