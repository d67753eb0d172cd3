/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_CHECK_H
#define COH_INVENTORY_CHECK_H

#include "inventory/due.h"

/*
 * The checks of an inventory: what a team should look at. A check is a row of
 * a table: a name, and a function that reports what it finds in one entry. A
 * check of all entries together can be one too: it is handed the inventory.
 *
 *     for (c = coh_checks; c->name; c++)
 *         if (c->run(&on, &inventory.entry[i], &report, err)) ...
 */

/* A finding; it lives as long as the call that reports it. */
struct coh_finding {
    const char *source_id;
    const char *check;
    const char *state; /* "overdue", "incomplete", … */
    int look;          /* 0: a fact; 1: the check says no */
    int has_days, days;
    const char *message;
};

struct coh_check_on {
    const struct coh_inventory *inventory;
    const struct coh_calendar *calendar; /* may be empty, not NULL */
    coh_date today;
};

/* Where findings go. A function that fails ends the check with -1. */
struct coh_check_report {
    int (*add)(void *to, const struct coh_finding *f, struct coh_error *err);
    void *to;
};

struct coh_check {
    const char *name;
    const char *help; /* one line */
    int (*run)(const struct coh_check_on *on, const struct coh_entry *e,
               const struct coh_check_report *report, struct coh_error *err);
};

/* Ends with a row whose name is NULL:
 * - overdue: one finding an entry, in the state of coh_due_state_name(); it
 *   says no on overdue, never_collected and wrong.
 * - complete: `ok` or `incomplete`, with the names of the fields it lacks.
 * - words: `ok`, or a finding `wrong` for every value that does not fit its
 *   field, with what is allowed. */
extern const struct coh_check coh_checks[];

/* The check of a name, or NULL. */
const struct coh_check *coh_check_find(struct coh_span name);

/* All checks on all entries, entry by entry; `only` (may be NULL) is the one
 * check to run. */
int coh_check_run(const struct coh_check_on *on, const struct coh_check *only,
                  const struct coh_check_report *report,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
