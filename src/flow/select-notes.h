/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_SELECT_NOTES_H
#define COH_FLOW_SELECT_NOTES_H

#include "cli/tool.h"
#include "store/show.h"

/*
 * What `select --notes` does instead of showing results: the same students,
 * days and sources, of notes.
 */

struct coh_select_notes {
    struct coh_strings code, note; /* as typed */
    int notes, no_text;
};

/* COH_USAGE for what goes with notes only, or with results only. */
int coh_select_notes_check(const struct coh_select_notes *ask,
                           const struct coh_show *show,
                           struct coh_error *err) COH_MUST_CHECK;

/* As coh_show_note_run, with what `show` says of students, days, source and
 * columns, and whether the run is to be shared. */
int
coh_select_notes_run(struct coh_run *run, const struct coh_select_notes *ask,
                     const struct coh_show *show, struct coh_store *store,
                     struct coh_writer *writer, struct coh_trace *trace,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
