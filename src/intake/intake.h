/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_INTAKE_H
#define COH_INTAKE_INTAKE_H

#include "intake/cell.h"
#include "intake/mend.h"
#include "intake/standards.h"
#include "layout/catalog.h"
#include "result/roster.h"
#include "result/sink.h"
#include "table/reader.h"

/*
 * Taking in one export: records to tidy results, every record accounted for.
 *
 * The file is read twice: columns decide the order of day and month and the
 * decimal mark, and an assignment whose column is blank throughout was not
 * given yet and gives no results. The second reading hands each result to the
 * caller's sink; what becomes of it is not known here.
 *
 *     struct coh_intake_options o = {.layout = layout};
 *     struct coh_result_sink sink = coh_result_table_sink(&table);
 *     struct coh_intake_account account;
 *     if (coh_intake_read(reader, &o, &sink, &account, notes, err)) …
 */

struct coh_intake_options {
    const struct coh_layout *layout;       /* NULL: detect */
    const struct coh_catalog *catalog;     /* to detect from */
    const struct coh_standards *standards; /* may be NULL */
    const struct coh_roster *roster;       /* NULL: ids stay as they are */
    int match_names;                       /* also by name: see identify.h */
    enum coh_date_order date_order;        /* UNKNOWN: from the column */
    const char *set[COH_LAYOUT_FIELDS]; /* a value for all results, or NULL */
    const char *column[COH_LAYOUT_FIELDS]; /* read from there, or NULL */
    const char *path;                      /* of the file; NULL: a pipe */
    struct coh_span source; /* of all results; "": the row's own, or blank */
    const struct coh_keeper *keeper; /* of what is set aside; NULL: nobody */
};

/* records = used + by_rule + set_aside; in the used records cells = results +
 * blank; the statuses add up to the results. */
struct coh_intake_account {
    const char *layout; /* its name, which belongs to the layout */
    size_t records, used, by_rule, set_aside;
    size_t cells, results, blank;
    size_t status[COH_STATUSES];
    int of_notes;     /* results are notes, */
    size_t shareable; /* of which so many may be shown outside */
    size_t unmatched; /* records of no student of the roster */
    /* What the file's own days showed; UNKNOWN when they told nothing. */
    enum coh_date_order date_order;
};

/* COH_INPUT when the file is empty, no layout or two fit, a roster or a
 * workbook was given, or dates cannot be told and somebody must say their
 * order. The reader is read to its end. */
int coh_intake_read(struct coh_reader *reader,
                    const struct coh_intake_options *options,
                    const struct coh_result_sink *sink,
                    struct coh_intake_account *account, struct coh_notes *notes,
                    struct coh_error *err) COH_MUST_CHECK;

/* `FIELD=VALUE`: one value for all results, for assessment, measure, item,
 * date (ISO), term, attempt, max_score or scale; of notes date, author_role or
 * shareable. VALUE must outlive the
 * options. COH_USAGE for another FIELD, and for a value that it cannot have. */
int coh_intake_set(struct coh_intake_options *options, const char *text,
                   struct coh_error *err) COH_MUST_CHECK;

/* `FIELD=COLUMN`: that field of each result is read from the column called so
 * (or #17), whatever the layout says: student_id, assessment, measure, item,
 * date, term, attempt, score, max_score, sem, scale, percentile, level,
 * response, key, status; of notes student_id, date, author_role, text, codes,
 * shareable. COLUMN must outlive the options. COH_USAGE for
 * another FIELD. */
int coh_intake_column(struct coh_intake_options *options, const char *text,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
