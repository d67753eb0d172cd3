/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-weave: weave a Markdown page whose blocks are pipelines of Cohort
 * tools into one self-contained HTML page, and into Markdown.
 *
 * Memory: holds the page and the output of its blocks.
 */
#include "base/program.h"
#include "cli/tool.h"
#include "press/press.h"

struct args {
    const char *self;
    struct coh_press press;
    struct coh_strings set;
    int form, share;
};

static const char *const forms[] = {"auto", "html", "markdown", NULL};

static int
check(struct args *a, const struct coh_run *run, struct coh_error *err)
{
    if (run->operands.n != 1)
        return coh_fail(err, COH_USAGE, "it takes one FILE.md");
    a->press.form = a->form == COH_PRESS_AUTO
                        ? coh_press_form_of(a->press.output)
                        : (enum coh_press_form)a->form;
    if (a->press.form == COH_PRESS_MARKDOWN && a->press.twin)
        return coh_fail(err, COH_USAGE,
                        "--markdown goes with an HTML page; the page is "
                        "Markdown already");
    a->share |= run->share;
    if (a->press.ledger && !a->share)
        return coh_fail(err, COH_USAGE,
                        "--ledger goes with --share: it remembers what left "
                        "the team");
    return 0;
}

static int
run_weave(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_ledger_loan loan = COH_LEDGER_LOAN_INIT;
    struct coh_weave w = COH_WEAVE_INIT;
    char folder[COH_PROGRAM_SIZE];
    int rc = -1;
    size_t i;

    if (check(a, run, err) || coh_run_may_write(run, a->press.output, err) ||
        coh_run_may_write(run, a->press.twin, err) ||
        coh_run_may_write(run, a->press.ledger, err))
        return -1;
    if (a->share && coh_ledger_lend(&loan, a->press.ledger, err))
        goto out;
    coh_program_folder(a->self, folder);
    w.folder = folder;
    w.notes = &run->notes;
    w.share = a->share;
    w.ledger = loan.copy;
    w.parameters.today = run->today;
    for (i = 0; i < a->set.n; i++)
        if (coh_parameters_set(&w.parameters, a->set.at[i], err))
            goto out;
    if (coh_weave_read(&w, run->operands.at[0], "team.ini", err) ||
        coh_weave_run(&w, err))
        goto out;
    rc = coh_press_write(&a->press, run, &w, &loan, err);
    if (!rc)
        rc = coh_weave_tell(&w, err);
out:
    coh_weave_release(&w);
    coh_ledger_loan_release(&loan);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.self = argv[0]};
    const struct coh_option options[] = {
        COH_MANY(0, "set", "NAME=VALUE", &a.set, "the value of {{NAME}}"),
        COH_CHOICE('f', "format", "FORMAT", &a.form, forms,
                   "html markdown (auto: by the name of -o)"),
        COH_STRING('o', "output", "PAGE", &a.press.output,
                   "write there, whole or not at all"),
        COH_FLAG(0, "share", &a.share,
                 "a page that may leave the team: small groups hidden"),
        COH_STRING(0, "ledger", "FILE", &a.press.ledger,
                   "--share: judge it with all releases in FILE"),
        COH_STRING(0, "markdown", "TWIN.md", &a.press.twin,
                   "write the page as Markdown too"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-weave",
        "FILE.md",
        "Weave a page whose blocks are pipelines of Cohort tools",
        COH_STEP_SHOW,
        COH_TAKES_TODAY,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_weave, &a);

    coh_strings_release(&a.set);
    return status;
}
