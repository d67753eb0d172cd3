/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-weave: weave a Markdown page whose blocks are pipelines of Cohort
 * tools into one self-contained HTML page, and into Markdown.
 *
 * Memory: holds the page and the output of its blocks.
 */
#include <string.h>
#include <strings.h>

#include "base/program.h"
#include "cli/tool.h"
#include "privacy/ledger-loan.h"
#include "report/naming.h"
#include "report/weave.h"

enum form { FORM_AUTO, FORM_HTML, FORM_MARKDOWN };

struct args {
    const char *self, *output, *twin, *ledger;
    struct coh_strings set;
    int form, share;
};

static const char *const forms[] = {"auto", "html", "markdown", NULL};

/* Where the ending of a file's name starts. */
static size_t
stem(const char *path)
{
    const char *dot = strrchr(path, '.');
    const int ends = dot && !strchr(dot, '/') && dot > path;

    return ends ? (size_t)(dot - path) : strlen(path);
}

static int
check(struct args *a, const struct coh_run *run, struct coh_error *err)
{
    if (run->operands.n != 1)
        return coh_fail(err, COH_USAGE, "it takes one FILE.md");
    if (a->form == FORM_AUTO)
        a->form = a->output && !strcasecmp(a->output + stem(a->output), ".md")
                      ? FORM_MARKDOWN
                      : FORM_HTML;
    if (a->form == FORM_MARKDOWN && a->twin)
        return coh_fail(err, COH_USAGE,
                        "--markdown goes with an HTML page; the page is "
                        "Markdown already");
    a->share |= run->share;
    if (a->ledger && !a->share)
        return coh_fail(err, COH_USAGE,
                        "--ledger goes with --share: it remembers what left "
                        "the team");
    return 0;
}

/* The Markdown page that `path` (NULL: standard output) will hold. */
static int
make_markdown(struct coh_weave *w, const char *path, struct coh_text *page,
              struct coh_error *err)
{
    const char *base = path ? strrchr(path, '/') : NULL;
    struct coh_text name = COH_TEXT_INIT;
    size_t at = 0;
    int rc = -1;

    base = base ? base + 1 : path;
    if (!path && coh_weave_chart(w, &at))
        return coh_fail(err, COH_USAGE,
                        "the charts of a Markdown page stand beside it: "
                        "-o PAGE.md says where");
    if (!coh_text_add(&name, base ? base : "", base ? stem(base) : 0, err))
        rc = coh_weave_markdown(w, coh_text_get(&name), page, err);
    coh_text_release(&name);
    return rc;
}

/* Beside a page on standard output there are none. */
static int
write_charts(const struct coh_weave *w, const char *path, struct coh_error *err)
{
    return path ? coh_weave_write_charts(w, path, stem(path), err) : 0;
}

/* *left: something may have left the program. */
static int
write_made(struct coh_run *run, const struct args *a, const struct coh_weave *w,
           const struct coh_text *page, const struct coh_text *twin, int *left,
           struct coh_error *err)
{
    struct coh_out *out = coh_run_out(run, err);

    *left = !a->output;
    if (!out || coh_out_add(out, page->bytes, page->length, err))
        return -1;
    *left |= a->twin || a->form == FORM_MARKDOWN;
    if (a->form == FORM_MARKDOWN && write_charts(w, a->output, err))
        return -1;
    if (a->twin && (write_charts(w, a->twin, err) ||
                    coh_file_write(a->twin, coh_text_span(twin), err)))
        return -1;
    return coh_run_finish(run, err);
}

/* Nothing is written before everything is made, nor before the ledger knows of
 * it. */
static int
write_pages(struct coh_run *run, const struct args *a, struct coh_weave *w,
            struct coh_ledger_loan *loan, struct coh_error *err)
{
    struct coh_text page = COH_TEXT_INIT, twin = COH_TEXT_INIT;
    int rc = -1, left;

    if (a->form == FORM_HTML ? coh_weave_html(w, &page, err)
                             : make_markdown(w, a->output, &page, err))
        goto out;
    if ((a->twin && make_markdown(w, a->twin, &twin, err)) ||
        (w->share && coh_naming_guard(w, &page, &twin, err)) ||
        coh_ledger_take(loan, err))
        goto out;
    run->output = a->output;
    rc = write_made(run, a, w, &page, &twin, &left, err);
    if (rc && !left && coh_ledger_undo(loan, NULL))
        coh_error_context(
            err, "%s holds tables of a page that was not made: ", a->ledger);
out:
    coh_text_release(&page);
    coh_text_release(&twin);
    return rc;
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

    if (check(a, run, err) || coh_run_may_write(run, a->output, err) ||
        coh_run_may_write(run, a->twin, err) ||
        coh_run_may_write(run, a->ledger, err))
        return -1;
    if (a->share && coh_ledger_lend(&loan, a->ledger, err))
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
    rc = write_pages(run, a, &w, &loan, err);
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
        COH_STRING('o', "output", "PAGE", &a.output,
                   "write there, whole or not at all"),
        COH_FLAG(0, "share", &a.share,
                 "a page that may leave the team: small groups hidden"),
        COH_STRING(0, "ledger", "FILE", &a.ledger,
                   "--share: judge it with all releases in FILE"),
        COH_STRING(0, "markdown", "TWIN.md", &a.twin,
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
