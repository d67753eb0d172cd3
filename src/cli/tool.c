/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "cli/run.h"
#include "cli/talk.h"

/* How often, and the first places: ": 29 times (line 28; line 66; …)". */
static int
note_line(const struct coh_note *note, struct coh_text *t)
{
    size_t i;

    if (note->count > 1 && coh_text_format(t, NULL, ": %zu times", note->count))
        return -1;
    for (i = 0; i < note->places; i++)
        if (coh_text_format(t, NULL, "%s%s", i ? "; " : " (", note->place[i]))
            return -1;
    if (!note->places)
        return 0;
    return coh_text_add_string(t, note->count > note->places ? "; …)" : ")",
                               NULL);
}

static void
print_note(const struct coh_run *run, const struct coh_note *note)
{
    struct coh_text t = COH_TEXT_INIT;

    if (run->quiet && note->level == COH_NOTE_FACT)
        return;
    /* A line without memory for its places is better than none. */
    if (note_line(note, &t))
        coh_talk("%s: %s", run->tool->name, note->reason);
    else
        coh_talk("%s: %s%s", run->tool->name, note->reason, coh_text_get(&t));
    coh_text_release(&t);
}

/* Notes, the error, the evidence; the exit status. */
static int
end(struct coh_run *run, int rc, struct coh_error *err)
{
    int status = rc ? (int)err->code : COH_OK;
    size_t i;

    coh_progress_clear(run->progress);
    for (i = 0; i < run->notes.n; i++)
        print_note(run, &run->notes.note[i]);
    if (status == COH_OK && coh_notes_look(&run->notes))
        status = COH_LOOK;
    if (!rc && (int)run->worst > status)
        status = (int)run->worst;
    if (!rc && coh_evidence_write(run, status, err))
        status = err->code;
    if (err->code != COH_OK)
        coh_talk("%s: %s", run->tool->name, err->text);
    return status;
}

static int
is_dump(int argc, char **argv)
{
    return argc == 2 && !strcmp(argv[1], "--dump-options");
}

int
coh_tool_main(const struct coh_tool *tool, int argc, char **argv,
              int (*work)(struct coh_run *, void *, struct coh_error *),
              void *context)
{
    struct coh_progress progress = COH_PROGRESS_INIT;
    struct coh_run run = {
        .tool = tool,
        .progress = &progress,
        .seed = 1,
        .student = "student_id",
        .digits_given = -1,
        .out = COH_OUT_INIT,
        .argc = argc,
        .argv = argv,
    };
    struct coh_option shared[COH_SHARED_OPTIONS];
    const struct coh_option *tables[2] = {tool->options, shared};
    struct coh_error err = COH_ERROR_INIT;
    int rc, status;

    coh_interrupt_watch();
    coh_run_options(&run, shared);
    run.dump = is_dump(argc, argv);
    rc = run.dump
             ? 0
             : coh_option_parse(tables, 2, argc, argv, &run.operands, &err);
    if (!rc && (run.help || run.version || run.dump))
        rc = coh_help_print(&run, tables, 2, &err);
    else if (!rc && !(rc = coh_run_resolve(&run, &err)))
        rc = work(&run, context, &err);
    status = end(&run, rc, &err);
    coh_run_release(&run);
    coh_interrupt_end();
    return status;
}
