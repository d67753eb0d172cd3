/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/ledger-loan.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/interrupt.h"

/* A name in $TMPDIR, and an empty file of mode 0600. */
static int
make_copy(struct coh_ledger_loan *loan, struct coh_error *err)
{
    const char *folder = getenv("TMPDIR");
    struct coh_text path = COH_TEXT_INIT;
    int fd = -1;

    if (!coh_text_format(&path, err, "%s/cohort-XXXXXX",
                         folder && *folder ? folder : "/tmp"))
        loan->copy = coh_copy_text(path.bytes, path.length, err);
    coh_text_release(&path);
    if (!loan->copy)
        return -1;
    coh_interrupt_add(loan->copy);
    fd = mkstemp(loan->copy);
    if (fd < 0) {
        coh_fail_errno(err, loan->copy);
        coh_interrupt_forget(loan->copy);
        coh_free(loan->copy);
        loan->copy = NULL;
        return -1;
    }
    close(fd);
    return 0;
}

int
coh_ledger_lend(struct coh_ledger_loan *loan, const char *path,
                struct coh_error *err)
{
    if (path) {
        int made = access(path, F_OK) != 0;

        loan->path = coh_copy_text(path, strlen(path), err);
        if (!loan->path || coh_ledger_open(&loan->ledger, path, err))
            return -1;
        loan->made = made;
        loan->before = loan->ledger.n;
    }
    return make_copy(loan, err) ||
                   coh_ledger_copy(&loan->ledger, loan->copy, err)
               ? -1
               : 0;
}

int
coh_ledger_take(struct coh_ledger_loan *loan, struct coh_error *err)
{
    struct coh_ledger now = COH_LEDGER_INIT;
    int rc = -1;

    if (!loan->path)
        return 0;
    if (coh_ledger_open(&now, loan->copy, err) ||
        (now.n > loan->before && coh_ledger_copy(&now, loan->path, err)))
        goto out;
    loan->after = now.n;
    rc = 0;
    if (loan->made && !now.n)
        rc = unlink(loan->path) ? coh_fail_errno(err, loan->path) : 0;
out:
    coh_ledger_release(&now);
    if (rc)
        return -1;
    /* Nobody waits any longer: the file of that name is another one now. */
    coh_ledger_release(&loan->ledger);
    return 0;
}

int
coh_ledger_undo(struct coh_ledger_loan *loan, struct coh_error *err)
{
    struct coh_ledger now = COH_LEDGER_INIT;
    size_t more = loan->after - loan->before;
    int rc = -1;

    if (!loan->path || loan->after <= loan->before)
        return 0;
    if (coh_ledger_open(&now, loan->path, err))
        goto out;
    if (now.n < loan->after) {
        coh_fail(err, COH_INPUT, "%s: somebody else has shortened the ledger",
                 loan->path);
        goto out;
    }
    memmove(now.release + loan->before, now.release + loan->after,
            (now.n - loan->after) * sizeof(*now.release));
    now.n -= more;
    if (loan->made && !now.n)
        rc = unlink(loan->path) ? coh_fail_errno(err, loan->path) : 0;
    else
        rc = coh_ledger_save(&now, err);
    loan->after = 0;
out:
    coh_ledger_release(&now);
    return rc;
}

void
coh_ledger_loan_release(struct coh_ledger_loan *loan)
{
    if (loan->made && loan->ledger.fd >= 0) /* not taken: as it was */
        unlink(loan->path);
    coh_ledger_release(&loan->ledger);
    if (loan->copy) {
        coh_interrupt_forget(loan->copy);
        unlink(loan->copy);
    }
    coh_free(loan->copy);
    coh_free(loan->path);
    *loan = (struct coh_ledger_loan)COH_LEDGER_LOAN_INIT;
}
