/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRESS_PRESS_H
#define COH_PRESS_PRESS_H

#include "cli/run.h"
#include "privacy/ledger-loan.h"
#include "report/weave.h"

/*
 * The press: from a woven page to files that stand whole, or not at all, with
 * the ledger of what left the team in step. What a tool that weaves does
 * besides its options.
 *
 *     struct coh_press p = {.form = COH_PRESS_HTML, .output = "week.html"};
 *     if (coh_weave_run(&w, err) || coh_press_write(&p, run, &w, &loan, err)) …
 */

enum coh_press_form { COH_PRESS_AUTO, COH_PRESS_HTML, COH_PRESS_MARKDOWN };

struct coh_press {
    enum coh_press_form form; /* not COH_PRESS_AUTO */
    const char *output;       /* NULL: standard output */
    const char *twin;         /* of an HTML page: Markdown too; may be NULL */
    const char *ledger;       /* named in messages; may be NULL */
};

/* The form that the name of `output` asks for: HTML unless it ends in .md. */
enum coh_press_form coh_press_form_of(const char *output);

/* Make the page in all its forms, guard a shared one against names, enter it
 * into the ledger, then write. Nothing is written before everything is made,
 * nor before the ledger knows of it; the ledger forgets a page of which
 * nothing left the program. COH_USAGE for a Markdown page with charts on
 * standard output. */
int coh_press_write(const struct coh_press *p, struct coh_run *run,
                    struct coh_weave *w, struct coh_ledger_loan *loan,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
