/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_MASK_LEDGER_H
#define COH_FLOW_MASK_LEDGER_H

#include "flow/mask.h"
#include "privacy/ledger.h"

/*
 * The tables of a run before those that were released so far: --ledger.
 *
 *     struct coh_mask_ledger l = COH_MASK_LEDGER_INIT;
 *     if (coh_mask_ledger_open(&l, m, err) || … settle, form … ||
 *         coh_mask_ledger_enter(&l, m, err))
 *         goto out;
 *     … print …
 * out:
 *     coh_mask_ledger_release(&l);
 *
 * The ledger is locked from opening to releasing, and saved before anything is
 * printed.
 */

/* A table of the run, as the ledger sees it. */
struct coh_mask_table {
    struct coh_mask_block *block;
    struct coh_mask_sheet *sheet;
    struct coh_release release;
    struct coh_judgement judgement;
};

struct coh_mask_ledger {
    struct coh_ledger ledger;
    const char *since, *until, *day;
    struct coh_mask_table *table;
    size_t tables;
    struct coh_arena arena;
};

#define COH_MASK_LEDGER_INIT                               \
    {                                                      \
        .ledger = COH_LEDGER_INIT, .arena = COH_ARENA_INIT \
    }

/* Open the ledger and judge the counts of every sheet, once all is laid out:
 * a sheet that is too near to what was released gets that release to show in
 * its place; one whose students other tables were about gets what those showed
 * and hid into its problem. COH_INPUT when a table can be neither shown nor
 * replaced. Does nothing without --ledger. */
int coh_mask_ledger_open(struct coh_mask_ledger *l, struct coh_mask *m,
                         struct coh_error *err) COH_MUST_CHECK;

/* Judge what was formed, replace what has to be, and enter the rest; *again
 * says that the output has to be formed again. */
int coh_mask_ledger_enter(struct coh_mask_ledger *l, struct coh_mask *m,
                          int *again, struct coh_error *err) COH_MUST_CHECK;

void coh_mask_ledger_release(struct coh_mask_ledger *l);

/* ---- the steps ---- */

/* Take what a reader has of these students by other tables into the problem of
 * a sheet (mask-link.c). */
int coh_mask_link(struct coh_mask *m, struct coh_mask_table *t,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
