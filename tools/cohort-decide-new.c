/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-decide-new: print the form of a decision, to be filled in; of an
 * amendment, with what holds now; or of an outcome. It changes nothing.
 *
 * Memory: holds the inventory and the decisions.
 */
#include <unistd.h>

#include "flow/decision-blank.h"
#include "flow/decision-form.h"

struct args {
    struct coh_decision_wish wish;
    struct coh_strings source, result;
    const char *amend, *close, *output;
};

static int
check(const struct args *a, const struct coh_run *run, struct coh_error *err)
{
    const struct coh_decision_wish *w = &a->wish;
    const int fills =
        w->question || w->owner || w->review || a->source.n || a->result.n;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE, but '%.40s' was given: cohort decide "
                        "add takes a form",
                        run->operands.at[0]);
    if ((a->amend != NULL) + (a->close != NULL) + fills > 1)
        return coh_fail(err, COH_USAGE,
                        "--amend and --close print the form of a decision that "
                        "is there: leave the other options out");
    if (a->output && !access(a->output, F_OK))
        return coh_fail(err, COH_USAGE,
                        "%.200s is there already, and may be filled in: choose "
                        "another name",
                        a->output);
    return coh_run_may_write(run, a->output, err);
}

static int
write_form(const struct coh_decision_blank *b, const char *path,
           struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_form_write(&b->form, b->title, coh_text_get(&b->hints), &t, err) &&
        !coh_out_open(&out, path, err) &&
        !coh_out_add(&out, t.bytes, t.length, err))
        rc = coh_out_close(&out, err);
    coh_out_release(&out);
    coh_text_release(&t);
    return rc;
}

static int
run_new(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_decision_blank b = COH_DECISION_BLANK_INIT;
    int64_t id;
    /* A blank form needs no store. */
    const int needs = a->amend || a->close || a->source.n;
    int rc = -1;

    if (check(a, run, err))
        return -1;
    a->wish.source = a->source.at;
    a->wish.sources = a->source.n;
    a->wish.result = a->result.at;
    a->wish.results = a->result.n;
    if ((needs || !access(run->db, F_OK)) &&
        coh_decision_blank_open(&b, run->db, err))
        goto out;
    if (!a->amend && !a->close)
        rc = coh_decision_blank_new(&b, &a->wish, run->today, err);
    else if (!coh_decision_number(a->amend ? a->amend : a->close, &id, err))
        rc = coh_decision_blank_again(&b, id, a->close != NULL, err);
    if (!rc)
        rc = write_form(&b, a->output, err);
out:
    coh_decision_blank_release(&b);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.amend = NULL};
    const struct coh_option options[] = {
        COH_STRING(0, "question", "TEXT", &a.wish.question,
                   "what is to be decided"),
        COH_MANY(0, "source", "ID", &a.source, "a source of the evidence"),
        COH_MANY(0, "result", "PIPELINE", &a.result,
                 "a command whose result is evidence"),
        COH_STRING(0, "owner", "ROLE", &a.wish.owner,
                   "the role that sees to it"),
        COH_STRING(0, "review", "DATE", &a.wish.review,
                   "when the team looks again"),
        COH_STRING(0, "amend", "ID", &a.amend,
                   "the form of this decision as it stands, to be changed"),
        COH_STRING(0, "close", "ID", &a.close,
                   "the form for what came of this decision"),
        COH_STRING('o', "output", "FILE", &a.output,
                   "write to FILE, which must not be there yet"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-decide-new",
        "",
        "Print the form of a decision, to be filled in",
        COH_STEP_SHOW,
        COH_TAKES_STORE | COH_TAKES_TODAY,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_new, &a);

    coh_strings_release(&a.source);
    coh_strings_release(&a.result);
    return status;
}
