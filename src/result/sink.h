/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_SINK_H
#define COH_RESULT_SINK_H

#include "result/field-note.h"
#include "result/result.h"

/*
 * Where results go: what reads an export hands each of them to a sink, and
 * knows nothing of what becomes of it; a table, the store, or a test takes
 * them and knows nothing of exports. For one file the calls come in this
 * order: begin once, then result (or note) and aside as the records come. A
 * call returns 0, or -1 with err set, which ends the file.
 *
 *     struct coh_result_sink sink = coh_result_table_sink(&table);
 *     coh_intake_read(reader, &options, &sink, …);
 */

/* What is known of a file before its first result. */
struct coh_result_origin {
    struct coh_span layout;     /* name of what the columns were read by */
    struct coh_span main_scale; /* the scale that is shown unasked, or "" */
    struct coh_span sha256;     /* of the file's bytes, 64 hex digits */
    int partial;  /* records of another file that were mended: what is not here
                     is not gone */
    int of_notes; /* its records are notes, not results */
};

struct coh_result_sink {
    /* The file was read through and is usable. May be NULL. */
    int (*begin)(void *context, const struct coh_result_origin *origin,
                 struct coh_error *err);
    /* One result of the record at `line`. `student_id` is the roster's id, or
     * empty when nobody fits or there is no roster. A blank source means the
     * one that the sink knows. The spans live until the call returns. */
    int (*result)(void *context, size_t line, const struct coh_result *result,
                  struct coh_span student_id, struct coh_error *err);
    /* One note, of a file of notes, likewise. NULL: no such file is fine. */
    int (*note)(void *context, size_t line, const struct coh_field_note *note,
                struct coh_span student_id, struct coh_error *err);
    /* A record that was set aside: why, and its first line. May be NULL. */
    int (*aside)(void *context, size_t line, struct coh_span reason,
                 struct coh_span raw, struct coh_error *err);
    /* A record of nobody on the roster, before its results: the id that they
     * are kept apart under, and the name beside it. May be NULL. */
    int (*apart)(void *context, struct coh_span id, struct coh_span name,
                 struct coh_error *err);
    void *context;
};

#endif
