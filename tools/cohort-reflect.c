/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-reflect: what a team's survey of itself says: what to celebrate, where
 * the team agrees, where it is split; nobody is recognised.
 *
 * Memory: holds the survey.
 */
#include <gsl/gsl_errno.h>

#include "flow/reflect.h"

static int
run_reflect(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_reflect *r = context;

    if (coh_reflect_read(r, run, err) || coh_reflect_write(r, run, err))
        return -1;
    return coh_run_finish(run, err);
}

int
main(int argc, char **argv)
{
    struct coh_reflect r = COH_REFLECT_INIT;
    const struct coh_option options[] = {
        COH_STRING(0, "options", "LIST", &r.options,
                   "as 1-5, or words in order: 'Disagree,Neutral,Agree'"),
        COH_STRING('v', "questions", "LIST", &r.questions,
                   "only these questions (all answered by options)"),
        COH_STRING(0, "reversed", "LIST", &r.reversed,
                   "questions of which a low answer is the good one"),
        COH_FLAG(0, "answers", &r.answers,
                 "the open answers, in alphabetical order"),
        COH_STRING(0, "open", "LIST", &r.open,
                   "the open questions, for --answers"),
        COH_STRING('b', "by", "COL", &r.by,
                   "roles beside each other, none under 3 people"),
        COH_FLAG(0, "p", &r.p, "with --by: a column of p"),
        COH_STRING(0, "previous", "FILE", &r.previous,
                   "the round before: what moved"),
        COH_STRING(0, "respondent", "COL", &r.respondent,
                   "tells people apart, never shown (respondent)"),
        COH_FLAG(0, "as-asked", &r.as_asked,
                 "in the order of the questions, not sorted"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-reflect",
        "[FILE…]",
        "Show where a team agrees and where it is split, and nobody's answers",
        COH_STEP_ANALYSE,
        COH_TAKES_WHERE | COH_TAKES_OUTPUT | COH_TAKES_SEED,
        options,
    };
    int status;

    gsl_set_error_handler_off();
    status = coh_tool_main(&tool, argc, argv, run_reflect, &r);
    coh_reflect_release(&r);
    return status;
}
