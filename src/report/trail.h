/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_TRAIL_H
#define COH_REPORT_TRAIL_H

#include "base/date.h"
#include "base/text.h"
#include "table/lexicon.h"

/*
 * The trail of a block: what its stages wrote into $COHORT_EVIDENCE, one JSON
 * line a stage (DESIGN section 7), and what that comes to in words.
 *
 *     struct coh_trail t = COH_TRAIL_INIT;
 *     if (coh_trail_read(&t, lines, err) || coh_trail_words(&t, NULL, &text,
 * err)) … coh_trail_release(&t);
 */

struct coh_trail_input {
    const char *name, *sha256;
    size_t records, aside;
};

struct coh_trail_note {
    const char *reason;
    size_t count;
    int look; /* somebody should look */
};

/* Facts are strings under a key; a list is several facts with one key. */
struct coh_trail_fact {
    const char *key, *value;
};

struct coh_trail_step {
    const char *tool, *version, *today;
    long seed;
    int status;
    size_t rows_used, rows_filtered;
    int gave_none; /* it says that it wrote no row */
    struct coh_trail_input *input;
    struct coh_trail_note *note;
    struct coh_trail_fact *fact;
    size_t inputs, notes, facts;
};

/* All text dies with the trail. */
struct coh_trail {
    struct coh_trail_step *step;
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_TRAIL_INIT                        \
    {                                         \
        .step = NULL, .arena = COH_ARENA_INIT \
    }

/* Add a step for every line. COH_SYSTEM for a line that is no JSON object
 * with a tool: then the evidence cannot be trusted. Keys that are missing are
 * taken as blank or 0. */
int coh_trail_read(struct coh_trail *t, struct coh_span lines,
                   struct coh_error *err) COH_MUST_CHECK;

/* Add the sentence that stands under a table: students used of students
 * expected (else the rows of the first stage that used any), sources, the
 * newest date, missing, set aside, what is to look at, in the words of the page
 * (`words` may be NULL); what no stage told of is
 * left out. The fact `remark` of a stage ends it, in the stage's own words.
 * `108 of 111 students · canvas-gradebook · newest 5 Mar 2026 · 4 missing, 1
 * set aside`. */
int
coh_trail_words(const struct coh_trail *t, const struct coh_lexicon *words,
                struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* The day of the release that the mask showed again in the place of what was
 * asked, or NULL. */
const char *coh_trail_released(const struct coh_trail *t);

/* The same for a page that leaves the team: sources and the newest date, or the
 * day of the release that is shown again. How many students, rows and missing
 * there are is the table's to say, for a count beside it can give away what is
 * hidden in it. */
int
coh_trail_shared_words(const struct coh_trail *t,
                       const struct coh_lexicon *words, struct coh_text *into,
                       struct coh_error *err) COH_MUST_CHECK;

/* Files that were read: true for an input that is a file, false for what one
 * stage fed to the next. */
int coh_trail_is_file(const struct coh_trail_input *input);

void coh_trail_release(struct coh_trail *t);

#endif
