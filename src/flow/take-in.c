/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/take-in.h"

#include <string.h>

#include "base/interrupt.h"
#include "flow/ingest.h"
#include "intake/account.h"

static int
say(struct coh_take_in *t, const char *name, const struct coh_intake_account *a,
    const struct coh_load_outcome *outcome, struct coh_error *err)
{
    const struct coh_rejects_command command = {
        &t->wish, a->date_order,
        t->to_stdout ? NULL : coh_text_get(&t->desk.source)};

    return coh_ingest_say(t->run, name, a, &t->desk, outcome, err) ||
           coh_rejects_say(&t->rejects, &command, err);
}

/* The rejects are on the disk before the store takes the results in. */
static int
end_file(struct coh_take_in *t, const char *name,
         const struct coh_intake_account *a, struct coh_notes *notes,
         struct coh_error *err)
{
    const struct coh_load_account account = {a->records, a->used, a->by_rule,
                                             a->set_aside, a->blank};
    struct coh_load_outcome outcome;

    if (coh_interrupt_check(err) || coh_rejects_end(&t->rejects, err))
        return -1;
    if (!t->to_stdout && coh_desk_end(&t->desk, &account, &outcome, err))
        return -1;
    if (!t->to_stdout && outcome.same_as) /* it was said before */
        coh_notes_calm(notes);
    if (say(t, name, a, t->to_stdout ? NULL : &outcome, err) ||
        coh_notes_merge(&t->run->notes, notes, err))
        return -1;
    return t->dry_run ? coh_account_row(t->run->writer, name, a, err) : 0;
}

static int
take_in(struct coh_take_in *t, const char *path, struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(t->run, path, err);
    struct coh_desk_file file = {.source = t->wish.source,
                                 .today = t->run->today,
                                 .dry_run = t->dry_run,
                                 .again = t->again};
    struct coh_keeper keeper = coh_rejects_keeper(&t->rejects);
    struct coh_result_sink sink;
    struct coh_intake_account account;
    struct coh_notes notes = COH_NOTES_INIT;
    int rc;

    if (!reader)
        return -1;
    file.name = coh_base_name(coh_reader_name(reader));
    t->kit.options.path = path && strcmp(path, "-") ? path : NULL;
    t->kit.options.keeper = t->rejects.folder ? &keeper : NULL;
    sink = t->to_stdout ? coh_result_table_sink(&t->table)
                        : coh_desk_sink(&t->desk, &file);
    rc = coh_rejects_begin(&t->rejects, file.name, reader, err) ||
         coh_intake_read(reader, &t->kit.options, &sink, &account, &notes,
                         err) ||
         end_file(t, file.name, &account, &notes, err);
    coh_notes_release(&notes);
    if (!rc)
        return coh_run_reader_done(t->run, reader, err);
    coh_desk_drop(&t->desk);
    coh_rejects_drop(&t->rejects);
    coh_reader_free(reader);
    return -1;
}

static int
declare_columns(struct coh_take_in *t, struct coh_error *err)
{
    struct coh_writer *writer;

    if (!t->to_stdout && !t->dry_run)
        return 0;
    if (!(writer = coh_run_writer(t->run, err)))
        return -1;
    if (t->dry_run)
        return coh_account_columns(writer, err);
    t->table.writer = writer;
    return 0;
}

int
coh_take_in_files(struct coh_take_in *t, struct coh_error *err)
{
    const struct coh_strings *file = &t->run->operands;
    size_t i, failed = 0, n = file->n ? file->n : 1;

    if (declare_columns(t, err))
        return -1;
    if (t->run->progress)
        t->run->progress->readings = 2;
    for (i = 0; i < n && !coh_interrupt_pending(); i++) {
        struct coh_error own = COH_ERROR_INIT;

        if (take_in(t, file->n ? file->at[i] : NULL, &own)) {
            if (coh_interrupt_pending())
                coh_fail(&own, COH_SYSTEM,
                         "%s: interrupted: nothing of it was taken in",
                         file->n ? file->at[i] : "standard input");
            coh_run_failed(t->run, &own);
            failed++;
        }
    }
    /* What was written of a run that was broken off is given up. */
    if (coh_interrupt_pending())
        return 0;
    return failed < n ? coh_run_finish(t->run, err) : 0;
}

void
coh_take_in_release(struct coh_take_in *t)
{
    coh_desk_release(&t->desk);
    coh_intake_kit_release(&t->kit);
    coh_rejects_release(&t->rejects);
}
