/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_NOTES_H
#define COH_BASE_NOTES_H

#include <stddef.h>

#include "base/error.h"

/*
 * Notes: what a run left out or noticed, by reason, with how often and the
 * first three places. Readers and statistics fill them; only the end of a
 * tool prints them.
 *
 *     coh_notes_add(notes, COH_NOTE_LOOK, "line 4: 'Absent'", err,
 *                   "column '%s': not a number, counted as missing", name);
 *
 * is printed, at the end, as
 *
 *     cohort-summary: a.csv: column 'Score': not a number, counted as
 *     missing: 2 (line 4: 'Absent'; line 5: '<10')
 */

enum coh_note_level {
    COH_NOTE_FACT, /* worth saying; the exit status stays 0 */
    COH_NOTE_LOOK, /* somebody should look: the exit status becomes 1 */
};

struct coh_note {
    enum coh_note_level level;
    char *reason;
    size_t count;
    char *place[3];
    size_t places;
};

struct coh_notes {
    struct coh_note *note;
    size_t n, capacity;
    char *subject; /* the file that notes speak of from now on, or NULL */
};

#define COH_NOTES_INIT \
    {                  \
        .note = NULL   \
    }

/* Reasons from now on start with "SUBJECT: " (NULL: with nothing). */
int coh_notes_subject(struct coh_notes *notes, const char *subject,
                      struct coh_error *err) COH_MUST_CHECK;

/* One more of the reason; `place` may be NULL. Notes with the same reason and
 * level are counted together. `notes` may be NULL: nothing happens. */
int coh_notes_add(struct coh_notes *notes, enum coh_note_level level,
                  const char *place, struct coh_error *err, const char *format,
                  ...) COH_PRINTF(5, 6) COH_MUST_CHECK;

/* Add what `from` holds behind what `into` holds, in order. */
int coh_notes_merge(struct coh_notes *into, const struct coh_notes *from,
                    struct coh_error *err) COH_MUST_CHECK;

/* What was said before is no news: nothing in `notes` asks to look now. */
void coh_notes_calm(struct coh_notes *notes);

/* Does any note ask to look? */
int coh_notes_look(const struct coh_notes *notes);

void coh_notes_release(struct coh_notes *notes);

#endif
