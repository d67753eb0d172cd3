/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_CHECK_H
#define COH_INVENTORY_CHECK_H

#include "inventory/due.h"
#include "inventory/finding.h"

/*
 * The checks of an inventory: what a team should look at, each with what to
 * do next. A check is a row of a table: a name, and what to run on each entry,
 * on all of them together, or both.
 *
 *     struct coh_check_on on = {.inventory = &inventory,
 *                               .calendar = &calendar, .today = today};
 *     coh_check_run(&on, NULL, &report, err)
 *
 * Only sources that are collected are asked for more than their words: what is
 * retired or has no tool is left in peace, and what has a tool but is not
 * collected is named as that.
 */

/* What the store knows of a source. */
struct coh_source_fact {
    const char *source_id;
    size_t loads;    /* that stand: not undone, and no undo */
    coh_date newest; /* the day of the last one */
};

/* A decision that cites a source as evidence. */
struct coh_source_cited {
    const char *source_id;
    long long decision; /* the last one that does */
};

struct coh_check_on {
    const struct coh_inventory *inventory;
    const struct coh_calendar *calendar; /* may be empty, not NULL */
    coh_date today;
    int soon;          /* due soon: within so many school days */
    const char *roles; /* of the team, split by ';'; NULL: those that the
                          entries name as owners and reviewers */
    const struct coh_source_fact *fact; /* of sources with a load */
    size_t facts;
    const char *const *waiting; /* files in the inbox that no load took in */
    size_t waits;
    int share; /* may leave the team: files are counted, not named */
    const struct coh_source_cited *cited; /* sources that decisions rest on */
    size_t cites;
    int has_facts; /* there is a store: a source without a fact has no load */
};

/* Where findings go. A function that fails ends the check with -1. */
struct coh_check_report {
    int (*add)(void *to, const struct coh_finding *f, struct coh_error *err);
    void *to;
};

struct coh_check {
    const char *name;
    const char *help; /* one line */
    int (*each)(const struct coh_check_on *on, const struct coh_entry *e,
                const struct coh_check_report *report, struct coh_error *err);
    int (*whole)(const struct coh_check_on *on,
                 const struct coh_check_report *report, struct coh_error *err);
};

/*
 * Worst first; ends with a row whose name is NULL. Their states, those that
 * need doing marked with an exclamation mark:
 * - overdue: overdue!, never_collected!, wrong! (collected after today), due,
 *   soon, later, no_date.
 * - calendar: ended! (today is after its last school year), window! (a testing
 *   window that names no source).
 * - inbox: waiting! (files that no load took in).
 * - complete: no_entry! (loads, but nobody wrote down what it is),
 *   incomplete! (with the names of the fields it lacks), minimum (the minimum
 *   form is filled; with what is left), ok.
 * - words: wrong! for every value that does not fit its field, ok.
 * - access: closed! (no role of the team is among access_roles), no_roles (no
 *   role of anybody is known: said once), unknown!, vendor! (access_level),
 *   no_steps! (a login, a programming interface or a request without
 *   access_steps), ok.
 * - use: unused! (so it says, and no decision rests on it), cited (a decision
 *   does, and the inventory says unused), drop! (so decided, and still
 *   collected), not_taken_in,
 *   not_collected, no_tool, barrier, ok.
 * - twice: same! (two sources with one construct and a common purpose, subject
 *   and grade, until keep_decision of both says keep or change), decided.
 * - agreement: missing! (a qualitative source with a coding scheme and no
 *   agreement of two coders), ok.
 * - research: unappraised! (validity, relevance, importance or context blank),
 *   weak (one of them is weak or unclear), ok.
 * - reviewed: stale! (more than a year ago), wrong! (after today), ok.
 * - retention: over! (retention is a date or a time since last_collected, and
 *   it is over), ok.
 * - measures: missing! (of the four kinds of measures), pairs (of the six,
 * those that cannot be crossed), ok.
 * - keys: no_key (students' records with join_key none).
 * - coverage: gap (a purpose that one subject has and another lacks).
 * - minutes: unknown (sources that do not say how long or how often), ok.
 */
extern const struct coh_check coh_checks[];

/* The check of a name, or NULL. */
const struct coh_check *coh_check_find(struct coh_span name);

/* The place of a check in the table, for coh_findings_sort. */
size_t coh_check_order(const char *name);

/* All checks, or those whose name is in `names` (split by ','; NULL: all).
 * COH_USAGE for a name that is none, with the nearest. */
int coh_check_run(const struct coh_check_on *on, const char *names,
                  const struct coh_check_report *report,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
