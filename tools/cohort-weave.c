/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cohort-weave: weave a Markdown page whose blocks are pipelines of Cohort
 * tools into one self-contained HTML page, and into Markdown; a page of one
 * student, of each student, of a caseload.
 * Memory: holds the page and the output of its blocks. */
#include <stdlib.h>

#include "base/program.h"
#include "cli/tool.h"
#include "press/check.h"
#include "press/each.h"
#include "press/keep.h"
#include "press/press.h"

struct args {
    const char *self;
    struct coh_press press;
    struct coh_strings set, keep;
    struct coh_whose_ask whose;
    int form, share, check, no_cache;
    struct coh_run *run;
    char tools[COH_PROGRAM_SIZE];
    struct coh_ledger_loan loan;
};

static const char *const forms[] = {"auto", "html",  "markdown", "csv",  "tsv",
                                    "json", "jsonl", "table",    "xlsx", NULL};
static const char *const eaches[] = {"none", "student", NULL};

static int
check_page(struct coh_run *run, const struct args *a, struct coh_error *err)
{
    if (a->share || a->whose.only || a->whose.students || a->whose.each ||
        a->set.n || a->keep.n || a->press.twin || a->press.ledger ||
        a->form == COH_PRESS_HTML)
        return coh_fail(err, COH_USAGE,
                        "--check takes the page's own parameters: besides the "
                        "page it goes with --today, -f and -o only");
    return coh_press_check(run, a->tools, run->operands.at[0],
                           a->form ? forms[a->form] : NULL, a->press.output,
                           err);
}

static int
check(struct args *a, const struct coh_run *run, struct coh_error *err)
{
    if (run->operands.n != 1)
        return coh_fail(err, COH_USAGE, "it takes one %s",
                        a->check ? "PAGE.html" : "FILE.md");
    if (a->form > COH_PRESS_MARKDOWN && !a->check)
        return coh_fail(err, COH_USAGE, "-f %s goes with --check",
                        forms[a->form]);
    a->share |= run->share;
    if (coh_whose_check(&a->whose, a->share, a->press.output,
                        a->press.twin || a->form == COH_PRESS_MARKDOWN, err))
        return -1;
    a->press.form = a->form == COH_PRESS_AUTO
                        ? coh_press_form_of(a->press.output)
                        : (enum coh_press_form)a->form;
    if (a->press.form == COH_PRESS_MARKDOWN && a->press.twin)
        return coh_fail(err, COH_USAGE,
                        "--markdown goes with an HTML page; the page is "
                        "Markdown already");
    if (a->press.ledger && !a->share && !a->whose.only && !a->whose.each)
        return coh_fail(err, COH_USAGE,
                        "--ledger goes with --share, --only and --each: it "
                        "remembers what left the team");
    return 0;
}

/* What every weave is told, of one page or of many. */
static int
prepare(void *context, struct coh_weave *w, struct coh_error *err)
{
    const struct args *a = context;
    size_t i;

    w->folder = a->tools;
    w->share = a->share;
    w->ledger = a->loan.copy;
    w->is_kept = a->press.ledger != NULL;
    w->parameters.today = a->run->today;
    for (i = 0; i < a->set.n; i++)
        if (coh_parameters_set(&w->parameters, a->set.at[i], err))
            return -1;
    return 0;
}

static int
weave(struct args *a, struct coh_weave *w, const struct coh_whose *who,
      const char *path, struct coh_error *err)
{
    const struct coh_each each = {a->press.output, path, "team.ini", prepare,
                                  a};
    int rc;

    if (coh_weave_read(w, path, each.team, err) ||
        coh_press_keep_check(&a->keep, a->run, w, err))
        return -1;
    if (a->whose.each)
        return coh_each_write(&each, a->run, w, who, &a->loan, err);
    rc = coh_weave_run(w, err) ||
         coh_press_write(&a->press, a->run, w, &a->loan, err) ||
         coh_press_keep(&a->keep, a->run, w, err) || coh_weave_tell(w, err);
    return rc ? -1 : 0;
}

/* Beside it results are kept from one weaving to the next. */
static const char *
store_of_folder(void)
{
    const char *store = getenv("COHORT_DB");

    return store && *store ? store : "cohort.db";
}

static int
run_weave(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_whose who = COH_WHOSE_INIT;
    struct coh_weave w = COH_WEAVE_INIT;
    struct coh_text only = COH_TEXT_INIT;
    int rc = -1;

    a->run = run;
    run->output = a->press.output;
    if (check(a, run, err) || coh_run_may_write(run, a->press.output, err) ||
        coh_run_may_write(run, a->press.twin, err) ||
        coh_run_may_write(run, a->press.ledger, err))
        return -1;
    coh_program_folder(a->self, a->tools);
    if (a->check)
        return check_page(run, a, err);
    if (coh_whose_choose(&who, &a->whose, run, a->tools, err) ||
        ((a->share || who.n) &&
         coh_ledger_lend(&a->loan, a->press.ledger, err)) ||
        coh_whose_list(&who, 0, a->whose.each ? who.n > 0 : who.n, &only, err))
        goto out;
    w.notes = &run->notes;
    w.students = a->whose.each ? 1 : who.n;
    w.only = who.n ? coh_text_get(&only) : NULL;
    w.student =
        a->whose.only || a->whose.each ? coh_text_get(&who.student[0]) : NULL;
    w.roster = who.n ? &who.roster : NULL;
    w.store = a->no_cache || who.n ? NULL : store_of_folder();
    if (!prepare(a, &w, err))
        rc = weave(a, &w, &who, run->operands.at[0], err);
out:
    coh_weave_release(&w);
    coh_whose_release(&who);
    coh_text_release(&only);
    coh_ledger_loan_release(&a->loan);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.self = argv[0], .loan = COH_LEDGER_LOAN_INIT};
    const struct coh_option options[] = {
        COH_MANY(0, "set", "NAME=VALUE", &a.set, "the value of {{NAME}}"),
        COH_CHOICE('f', "format", "FORMAT", &a.form, forms,
                   "html markdown (auto: by the name of -o)"),
        COH_STRING('o', "output", "PAGE", &a.press.output,
                   "write there, whole or not at all"),
        COH_FLAG(0, "share", &a.share,
                 "a page that may leave the team: small groups hidden"),
        COH_STRING(0, "only", "ID", &a.whose.only,
                   "a page of one student: nobody else's row is read"),
        COH_CHOICE(0, "each", "student", &a.whose.each, eaches,
                   "a page of each student: -o FOLDER/"),
        COH_STRING(0, "students", "FILE", &a.whose.students,
                   "a page of a caseload, or --each of its students"),
        COH_FLAG(0, "check", &a.check,
                 "of a page PAGE.html: make it again, say what changed"),
        COH_FLAG(0, "no-cache", &a.no_cache,
                 "run every stage, and keep nothing of what they give"),
        COH_STRING(0, "ledger", "FILE", &a.press.ledger,
                   "judge shared figures with the releases in FILE"),
        COH_STRING(0, "markdown", "TWIN.md", &a.press.twin,
                   "write the page as Markdown too"),
        COH_MANY(0, "keep", "ID=FILE.csv", &a.keep,
                 "the table of a block as a sheet, too"),
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
    coh_strings_release(&a.keep);
    return status;
}
