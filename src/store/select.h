/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SELECT_H
#define COH_STORE_SELECT_H

#include <stdint.h>

#include "base/date.h"
#include "base/notes.h"
#include "base/text.h"
#include "result/result.h"
#include "store/store.h"

/*
 * Results out of the store, in the order date, assessment, measure, student,
 * and then as the export had them.
 *
 *     struct coh_select query = COH_SELECT_INIT;
 *
 *     query.assessment = &name;
 *     query.assessments = 1;
 *     query.day = today;
 *     if (coh_select_run(&store, &query, row, context, &notes, err)) ...
 */

struct coh_select {
    const struct coh_span *assessment; /* alternatives; none: all */
    size_t assessments;
    struct coh_span measure; /* "": overall (all, with items); or "all" */
    int items;               /* item rows, and only these */
    struct coh_span scale;   /* "": the main scale of each layout; or "all" */
    const struct coh_span *student; /* ids in any system; none: all */
    size_t students;
    struct coh_span source; /* "": any */
    coh_date since, until;  /* COH_DATE_NONE: open; undated rows are left out
                               as soon as one of them is given */
    int latest;     /* of a student's results in one assessment, measure and
                       scale those of the newest date, then the highest attempt;
                       of item rows those of the newest sitting */
    coh_date day;   /* students active on this day … */
    int everyone;   /* … or also the others, and ids that no roster knows */
    coh_date as_of; /* as the store knew it at the end of this day: loads, gone
                       marks and undos of later days did not happen. Loads
                       count in the order in which they were taken in, whatever
                       day each was given: the first one with a later day hides
                       all behind it. COH_DATE_NONE: as it is now */
    int gone;       /* also results that are gone from their export */
};

#define COH_SELECT_INIT                                                       \
    {                                                                         \
        .since = COH_DATE_NONE, .until = COH_DATE_NONE, .day = COH_DATE_NONE, \
        .as_of = COH_DATE_NONE                                                \
    }

struct coh_select_row {
    struct coh_result result; /* student_id: the roster's, else as written */
    int on_roster;
    int64_t load;            /* that the value is from */
    struct coh_span gone_on; /* the day of the load that found it gone, or "" */
};

/* Each result that fits. Spans live until the callback returns; it returns 0
 * to go on, -1 with err set to stop. What the defaults left out (items, other
 * measures and scales, results that are gone, students not active, ids on no
 * roster) is noted, and so are results of which none is the latest. COH_INPUT:
 * an assessment that the store does not hold (the message names the closest), a
 * student that no roster or result knows, or an id that fits several. */
int coh_select_run(struct coh_store *store, const struct coh_select *query,
                   int (*row)(void *context, const struct coh_select_row *row,
                              struct coh_error *err),
                   void *context, struct coh_notes *notes,
                   struct coh_error *err) COH_MUST_CHECK;

/* One load, for the evidence of what was selected. */
struct coh_select_load {
    int64_t load;
    struct coh_span source_id, file, sha256, day;
};
int coh_select_load(struct coh_store *store, int64_t load,
                    int (*row)(void *context, const struct coh_select_load *,
                               struct coh_error *err),
                    void *context, struct coh_error *err) COH_MUST_CHECK;

/* What the store holds, or held as of a day: a row for each assessment and
 * source, by name. `results` counts those that are gone, too. */
struct coh_select_held {
    struct coh_span assessment, source, newest;
    size_t measures, items, students, results, gone;
};
int coh_select_list(struct coh_store *store, coh_date as_of,
                    int (*row)(void *context, const struct coh_select_held *,
                               struct coh_error *err),
                    void *context, struct coh_error *err) COH_MUST_CHECK;

#endif
