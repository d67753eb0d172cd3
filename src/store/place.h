/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_PLACE_H
#define COH_STORE_PLACE_H

#include "store/load.h"

/*
 * Where a result of a load goes: is its natural key held, with this value or
 * with another one? A part of load.h, which documents it; only load.c calls it.
 */

/* Copy row ?2 to a version of its own that event ?1 ended. */
#define COH_PLACE_KEEP_HISTORY                                               \
    "INSERT INTO result(superseded_by, history_of, load, line, known_from,"  \
    " gone_by, key_hash, student_id, written_id, assessment, measure, item," \
    " date, term, attempt, score, max_score, sem, scale, percentile, level," \
    " response, \"key\", status, raw, source) SELECT ?1, id, load, line,"    \
    " known_from, gone_by, key_hash, student_id, written_id, assessment,"    \
    " measure, item, date, term, attempt, score, max_score, sem, scale,"     \
    " percentile, level, response, \"key\", status, raw, source FROM result" \
    " WHERE id = ?2"

#define COH_PLACE_KEEP_NOTE                                                  \
    "INSERT INTO note(superseded_by, history_of, load, line, known_from,"    \
    " gone_by, key_hash, number, student_id, written_id, date, author_role," \
    " source, \"text\", codes, shareable) SELECT ?1, id, load, line,"        \
    " known_from, gone_by, key_hash, number, student_id, written_id, date,"  \
    " author_role, source, \"text\", codes, shareable FROM note"             \
    " WHERE id = ?2"

/* Make the load's statements ready, inside its transaction. */
int
coh_place_prepare(struct coh_load *load, struct coh_error *err) COH_MUST_CHECK;

/* coh_load_add_note, likewise; place-note.c. */
int coh_place_note_prepare(struct coh_load *load,
                           struct coh_error *err) COH_MUST_CHECK;
int
coh_place_note(struct coh_load *load, size_t line,
               const struct coh_field_note *note, struct coh_span student_id,
               struct coh_error *err) COH_MUST_CHECK;

/* ---- what both kinds of rows share ---- */

/* The load did this to row `id`. */
int coh_place_touch(struct coh_load *load, int64_t id, enum coh_load_did did,
                    size_t line, struct coh_error *err) COH_MUST_CHECK;

/* The day of a date with perhaps a time behind it, as ISO text; what is none
 * stays as it is. Counts it for last_collected and for what is dated after
 * today. */
struct coh_span coh_place_day(struct coh_load *load, struct coh_span date,
                              char iso[COH_DATE_SIZE]);

/* One more cell of the content: behind its length, so that no two rows look
 * alike. */
void coh_place_hash(struct coh_load *load, struct coh_span cell);

/* coh_load_add. Besides the row it counts the outcome, feeds the hash of the
 * content and moves the load's newest date. */
int
coh_place_result(struct coh_load *load, size_t line,
                 const struct coh_result *result, struct coh_span student_id,
                 struct coh_error *err) COH_MUST_CHECK;

#endif
