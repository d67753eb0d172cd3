/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SELECT_INTERNAL_H
#define COH_STORE_SELECT_INTERNAL_H

#include "result/roster.h"
#include "store/select-look.h"
#include "store/select.h"

/*
 * A selection under way: what the statement (select.c) and what is said of its
 * rows (select-say.c) share, and show-note.c with them. Nobody else includes
 * this.
 */

/* The columns of the big statement, in its order. */
enum {
    COH_SELECT_AT_RESULT, /* COH_RESULT_COLUMNS of them, as a tidy row */
    COH_SELECT_AT_LOAD = COH_RESULT_COLUMNS,
    COH_SELECT_AT_ON_ROSTER,
    COH_SELECT_AT_ACTIVE,
    COH_SELECT_AT_GONE_ON,
    COH_SELECT_AT_MAIN_SCALE, /* the row is of the main scale, or there is none
                               */
    COH_SELECT_AT_ATTEMPT,    /* as a number */
    COH_SELECT_AT_GONE,
    COH_SELECT_AT_ID, /* its place among those that are alike */
};

/* Why a row was left out; a row counts under the first that applies. */
enum coh_left_out {
    COH_LEFT_KEPT,
    COH_LEFT_GONE,
    COH_LEFT_OF_NO_ROSTER,
    COH_LEFT_NOT_ACTIVE,
    COH_LEFT_AN_ITEM,
    COH_LEFT_OTHER_MEASURE,
    COH_LEFT_OTHER_SCALE,
    COH_LEFT_ASKED, /* the caller wanted it so: nothing is said */
};

struct coh_selection {
    struct coh_store *store;
    const struct coh_select *query;
    struct coh_roster roster;
    struct coh_notes *notes;
    struct coh_span *student; /* the students asked for, as on the roster */
    struct coh_text sql;
    struct sqlite3_stmt *stmt;
    int64_t event; /* the last load or undo that counts; -1: all */
    struct coh_look look;
    struct coh_select_place place;     /* of the row under way */
    const struct coh_sitting *sitting; /* its own, with --latest */
};

/* The last load or undo that the store knew at the end of the day `as_of`, 0
 * if none; -1 for COH_DATE_NONE. */
int coh_select_event(struct coh_store *store, coh_date as_of, int64_t *event,
                     struct coh_error *err) COH_MUST_CHECK;

/* Conditions on a row r of `result`, added to `sql`: it is the version that
 * stands after `event`, and it counts as gone then. */
int coh_select_add_standing(struct coh_text *sql, int64_t event,
                            struct coh_error *err) COH_MUST_CHECK;
int coh_select_add_gone(struct coh_text *sql, int64_t event,
                        struct coh_error *err) COH_MUST_CHECK;

/* The filters of the query as conditions on r, from ?2 on, and their values. */
int coh_select_add_filters(struct coh_selection *s,
                           struct coh_error *err) COH_MUST_CHECK;
int coh_select_bind_filters(struct coh_selection *s,
                            struct coh_error *err) COH_MUST_CHECK;

/* Is a row of that measure and scale among those that the caller named? */
int coh_select_is_asked(const struct coh_select *q, struct coh_span measure,
                        struct coh_span scale);

/* Is the row under way the latest of its sitting, as far as that counts? */
int coh_selection_is_latest(const struct coh_selection *s);

/* Note the item rows that would stand before the row under way; all that are
 * left when `end`. */
int coh_selection_say_items(struct coh_selection *s, int end,
                            struct coh_error *err) COH_MUST_CHECK;

/* s->student becomes whom the query's ids mean, each as on the roster or as
 * rows are kept apart under it; COH_INPUT as coh_select_run. */
int coh_selection_students(struct coh_selection *s,
                           struct coh_error *err) COH_MUST_CHECK;

/* Note why a row is not shown; nothing where the caller wanted it so. */
int coh_selection_say(struct coh_selection *s, enum coh_left_out why,
                      const struct coh_select_row *row,
                      struct coh_error *err) COH_MUST_CHECK;

/* Note a row that is the latest beside others of the same day and attempt. */
int
coh_selection_say_tie(struct coh_selection *s, const struct coh_select_row *row,
                      struct coh_error *err) COH_MUST_CHECK;

/* Note a row without a date that another source's, with another score, hides
 * under --latest. */
int coh_selection_say_hidden(struct coh_selection *s,
                             const struct coh_select_row *row,
                             struct coh_error *err) COH_MUST_CHECK;

#endif
