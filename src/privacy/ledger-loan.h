/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_LEDGER_LOAN_H
#define COH_PRIVACY_LEDGER_LOAN_H

#include "privacy/ledger.h"

/*
 * A ledger on loan: a page has many tables, each judged by a program of its
 * own, and all of them were released or none. So they get a private copy, which
 * takes the place of the ledger when the page is whole.
 *
 *     struct coh_ledger_loan loan = COH_LEDGER_LOAN_INIT;
 *     if (coh_ledger_lend(&loan, "releases.jsonl", err) ||
 *         … make the page with loan.copy … ||
 *         coh_ledger_take(&loan, err))
 *         goto out;
 *     … write the page; if that fails, and nothing has left the program:
 *     coh_ledger_undo(&loan, err) …
 * out:
 *     coh_ledger_loan_release(&loan);
 *
 * From lending to taking nobody else gets at the ledger, so that of two pages
 * made at a time the second is judged with the first.
 */

struct coh_ledger_loan {
    char *path; /* of the ledger; NULL: the page's own, gone with the loan */
    char *copy; /* of mode 0600 in $TMPDIR */
    int made;   /* there was no ledger */
    struct coh_ledger ledger;
    size_t before, after; /* releases in it; after: 0 before it is taken */
};

#define COH_LEDGER_LOAN_INIT                     \
    {                                            \
        .path = NULL, .ledger = COH_LEDGER_INIT, \
    }

/* `path` NULL: tables are judged with those of this page alone. As
 * coh_ledger_open fails. */
int coh_ledger_lend(struct coh_ledger_loan *loan, const char *path,
                    struct coh_error *err) COH_MUST_CHECK;

/* What the copy has got becomes the ledger: call it before the page leaves the
 * program. */
int coh_ledger_take(struct coh_ledger_loan *loan,
                    struct coh_error *err) COH_MUST_CHECK;

/* The page was not written: what was taken leaves the ledger again. What
 * others have added since stays. */
int coh_ledger_undo(struct coh_ledger_loan *loan,
                    struct coh_error *err) COH_MUST_CHECK;

/* The copy is gone; a ledger that this made is, too, when nothing was taken. */
void coh_ledger_loan_release(struct coh_ledger_loan *loan);

#endif
