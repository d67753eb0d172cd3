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

/* Make the load's statements ready, inside its transaction. */
int
coh_place_prepare(struct coh_load *load, struct coh_error *err) COH_MUST_CHECK;

/* coh_load_add. Besides the row it counts the outcome, feeds the hash of the
 * content and moves the load's newest date. */
int
coh_place_result(struct coh_load *load, size_t line,
                 const struct coh_result *result, struct coh_span student_id,
                 struct coh_error *err) COH_MUST_CHECK;

#endif
