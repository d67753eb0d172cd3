/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-notes: how often each code was given to notes, by group and time; or
 * how far those who gave them agree.
 *
 * Memory: holds the codes and counts, and the ids of students as hashes; with
 * --agreement the codes of each note.
 */
#include <gsl/gsl_errno.h>

#include "flow/note-agreement.h"
#include "flow/note-count.h"

struct args {
    struct coh_note_count_ask count;
    struct coh_note_agreement_ask agreement;
    const char *codes, *scheme;
    int agree, period;
};

static int
check(const struct args *a, struct coh_error *err)
{
    if (!a->agree && (a->agreement.coder || a->agreement.unit))
        return coh_fail(err, COH_USAGE,
                        "--coder and --unit go with --agreement");
    if (a->agree && (a->count.by || a->period || a->count.calendar))
        return coh_fail(err, COH_USAGE,
                        "--agreement has no --by, --period or --calendar");
    if ((a->period == COH_NOTE_BY_TERM) != (a->count.calendar != NULL))
        return coh_fail(err, COH_USAGE,
                        "--period term and --calendar FILE go together");
    return 0;
}

static int
run_notes(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;

    if (check(a, err))
        return -1;
    a->count.period = (enum coh_note_period)a->period;
    a->count.codes = a->agreement.codes = a->codes;
    a->count.scheme = a->agreement.scheme = a->scheme;
    return a->agree ? coh_note_agreement_run(&a->agreement, run, err)
                    : coh_note_count_run(&a->count, run, err);
}

int
main(int argc, char **argv)
{
    static const char *const periods[] = {"none", "week", "month", "term",
                                          NULL};
    struct args a = {.codes = NULL};
    const struct coh_option options[] = {
        COH_STRING('v', "value", "COL", &a.codes,
                   "the column of codes, split by ; (codes)"),
        COH_STRING('b', "by", "COL[,COL]", &a.count.by, "counts a group"),
        COH_CHOICE(0, "period", "week|month|term", &a.period, periods,
                   "counts a period of time"),
        COH_STRING(0, "calendar", "FILE", &a.count.calendar,
                   "with --period term: the school calendar"),
        COH_STRING(0, "codes", "FILE", &a.scheme,
                   "the scheme of codes: CSV code,meaning,group"),
        COH_FLAG(0, "agreement", &a.agree,
                 "do those who coded agree? One alpha a code"),
        COH_STRING(0, "coder", "COL", &a.agreement.coder,
                   "who coded (coder, or else a FILE each)"),
        COH_STRING(0, "unit", "COL[,COL]", &a.agreement.unit,
                   "what tells notes apart (note)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-notes",
        "[FILE…]",
        "Count the codes of notes, or see how far coders agree",
        COH_STEP_ANALYSE,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT | COH_TAKES_SEED,
        options,
    };

    gsl_set_error_handler_off();
    return coh_tool_main(&tool, argc, argv, run_notes, &a);
}
