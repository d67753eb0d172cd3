/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_LOAD_H
#define COH_STORE_LOAD_H

#include <stdint.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "result/field-note.h"
#include "result/result.h"
#include "store/store.h"

/*
 * A load: the results, or the notes, of one file, taken into the store once,
 * all or nothing. It knows no export: it is given tidy results with the line
 * that each came from. Everything between begin and end is one transaction; a
 * process that dies in between leaves the store as it was.
 *
 *     struct coh_load load = COH_LOAD_INIT;
 *
 *     if (coh_load_begin(&load, &store, &file, err))
 *         goto out;
 *     ... coh_load_add(&load, line, &result, student_id, err) ...
 *     ... coh_load_set_aside(&load, line, reason, err) ...
 *     if (coh_load_end(&load, &account, &outcome, err))
 *         goto out;
 *     rc = 0;
 * out:
 *     coh_load_release(&load);
 *
 * What makes a result the same result (its natural key): student, assessment,
 * measure, item, date, term, attempt, scale and source. So a gradebook that is
 * exported again every week adds only what is new; a value that changed
 * becomes the current one and the earlier value stays as history. Numbers are
 * compared as decimals: 4.0 is 4.
 *
 * What a load did to each result that it met is kept (a touch), and what the
 * store holds of a result is always the last touch that was not undone.
 *
 * Gone: a load continues an earlier one of the same source and layout if it
 * has at least half of the results that the earlier one had. Results that an
 * earlier load had last of all, and that the load which continues it has no
 * more, are gone: they keep their value and get the date. Two sections that
 * are exported as two files share no result and never continue each other; nor
 * does an export of one assignment continue that of a term. A file of which
 * records were set aside makes nothing gone: what is missing may be in those.
 */

/* What a load did to a result; the numbers stand in the store. */
enum coh_load_did {
    COH_LOAD_CONFIRM = 0, /* the store held this very value */
    COH_LOAD_ADD = 1,
    COH_LOAD_CHANGE = 2,
    COH_LOAD_RETURN = 3, /* it was gone, and is here again */
    COH_LOAD_GONE = 4,
};

/* What is known before the first result. The spans are copied. */
struct coh_load_file {
    struct coh_span source_id;  /* the inventory entry; made if unknown */
    struct coh_span layout;     /* name of the layout that read the file */
    struct coh_span main_scale; /* scale that select shows unasked; may be "" */
    struct coh_span name;       /* the file's name, without its folder */
    struct coh_span sha256;     /* of the file's bytes, 64 hex digits */
    coh_date today;             /* the day of the load */
    int of_notes;               /* its rows are notes, not results */
    int dry_run;                /* count everything, keep nothing */
    int again;   /* put a content back that later loads changed */
    int partial; /* mended records of another file: it makes nothing gone */
};

/* The accounting of DESIGN section 6, counted by the reader of the export. */
struct coh_load_account {
    size_t records;   /* = used + by_rule + set_aside */
    size_t used;      /* gave results */
    size_t by_rule;   /* no result by the layout's rule */
    size_t set_aside; /* must be the number of coh_load_set_aside calls */
    size_t blank;     /* result cells that were blank */
};

/* What the load did. added + changed + back + unchanged + repeated = results
 * given, unless nothing was changed. */
struct coh_load_outcome {
    int64_t load;       /* its number; 0 when nothing was kept */
    int64_t same_as;    /* the load that had this very content before, or 0:
                           then nothing was changed and the counts are 0 */
    size_t since;       /* with same_as: how many of these results a later load
                           gave another value; those stay, unless the file was
                           to be taken in `again` */
    int64_t again;      /* the load that had these results before, which were
                           taken in again: as asked for, or because another
                           number of records was set aside; else 0 */
    int64_t other_load; /* the last load that took this very file, or this
                           content, for another source; else 0 */
    char other_source[COH_QUOTE_SIZE]; /* that source, quoted for messages */
    size_t added;                      /* results that the store did not hold */
    size_t changed;    /* held with another value, which became history */
    size_t gone;       /* of loads that this one continues, and not in it; with
                          same_as: later loads' results that it lacks and that
                          stay */
    size_t unsure;     /* not in it either, but records were set aside */
    size_t back;       /* were gone, and stand again with the value given */
    size_t unchanged;  /* held with this very value */
    size_t repeated;   /* the same key and value stood in this file before */
    size_t unmatched;  /* of the results: those of no student on the roster */
    size_t future;     /* of the results: dated after today */
    int source_is_new; /* the inventory entry was made, incomplete */
    coh_date last_collected; /* of the entry, after the load */
    coh_date known_on;       /* the newest day of the loads before, if that is
                                after today: the store knew this load only
                                then; else COH_DATE_NONE */
};

#define COH_PLACE_STATEMENTS 6

struct coh_load {
    struct coh_store *store;                          /* NULL: not begun */
    struct sqlite3_stmt *place[COH_PLACE_STATEMENTS]; /* for a row */
    struct sqlite3_stmt *touch;
    struct sqlite3_stmt *put_aside;
    struct coh_load_file file;
    struct coh_arena arena; /* the texts of `file` */
    struct coh_sha256 content;
    struct coh_load_outcome outcome;
    size_t results, set_aside;
    coh_date newest; /* of the results, not after today */
    size_t dated;    /* results with a date */
};

#define COH_LOAD_INIT \
    {                 \
        .store = NULL \
    }

/* Open the transaction. `store` stays the caller's, must be open for writing
 * and carries one load at a time. Fails with COH_SYSTEM when another program
 * holds the store for more than five seconds. */
int coh_load_begin(struct coh_load *load, struct coh_store *store,
                   const struct coh_load_file *file,
                   struct coh_error *err) COH_MUST_CHECK;

/* One result, from physical line `line` of the file. `student_id` is the
 * roster's id of the student who was recognised, or the empty span when nobody
 * was: the result is then kept apart under the id as the file has it
 * (result->cell[COH_RESULT_STUDENT_ID], which always holds that) until a
 * roster knows the id. A blank source cell means the load's source_id.
 * COH_INPUT: the result is not one (coh_result_check), the student is not on
 * the roster, or this file has another value for the same key; the message
 * names both lines. After a failure only coh_load_release is of use. */
int coh_load_add(struct coh_load *load, size_t line,
                 const struct coh_result *result, struct coh_span student_id,
                 struct coh_error *err) COH_MUST_CHECK;

/* One note of a load of notes, likewise. What makes a note the same note:
 * student, date, author's role, source and text; so a text that was changed is
 * another note, and codes and the mark of sharing are its value. COH_INPUT: it
 * is no note (coh_field_note_check), the student is not on the roster, or this
 * file has other codes for the same note. */
int
coh_load_add_note(struct coh_load *load, size_t line,
                  const struct coh_field_note *note, struct coh_span student_id,
                  struct coh_error *err) COH_MUST_CHECK;

/* A record that gave no result, and why. */
int
coh_load_set_aside(struct coh_load *load, size_t line, struct coh_span reason,
                   struct coh_error *err) COH_MUST_CHECK;

/* Close the load. If an earlier load of the same inventory entry had the same
 * results in the same order (whatever the bytes of the file) and set as many
 * records aside, and the store still holds these values, nothing is changed
 * and the outcome names it. Otherwise all is committed, and the
 * entry's last_collected moves to the newest date of the results that is not
 * after today, or to today if no result has a date; never backwards.
 * COH_INPUT: the account does not add up. */
int coh_load_end(struct coh_load *load, const struct coh_load_account *account,
                 struct coh_load_outcome *outcome,
                 struct coh_error *err) COH_MUST_CHECK;

/* Give back what the load holds; undoes all of it unless it was ended. */
void coh_load_release(struct coh_load *load);

/* One load as the store remembers it, newest first. The spans live until the
 * callback returns; it returns 0 to go on, -1 (with err set) to stop. */
struct coh_load_row {
    int64_t load;
    struct coh_span source_id, layout, file, sha256, day;
    struct coh_span reasons; /* of what was set aside: the first three */
    struct coh_span kept;    /* ids that are kept apart: the first three */
    int64_t newer;           /* a later load of the same file that was not
                                undone, or 0 */
    int64_t undone_by;       /* the undo of this load, or 0 */
    int64_t undoes;          /* the load that this one undid, or 0: then it had
                                no records of its own */
    size_t records, used, by_rule, set_aside;
    size_t added, changed, gone, back, unchanged, repeated;
    size_t kept_apart; /* ids of its current results that are no student's */
};

int coh_load_list(struct coh_store *store,
                  int (*row)(void *context, const struct coh_load_row *load,
                             struct coh_error *err),
                  void *context, struct coh_error *err) COH_MUST_CHECK;

#endif
