/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_SCORES_H
#define COH_CLI_SCORES_H

#include "cli/tool.h"

/*
 * Rows as a statistic wants them: the cells of --value as numbers, those of
 * --by as text, and what is no number said.
 *
 *     struct coh_scores in = COH_SCORES_INIT;
 *     if (coh_scores_open(&in, run, a->value, a->by, err))
 *         goto out;
 *     while (!(rc = coh_scores_next(&in, err)) && !in.rec.end)
 *         … in.score[0], in.group[0], coh_scores_cell(&in, column) …
 *     coh_scores_release(&in);
 *
 * Missing are blank and NA cells, all cells of a row whose status is not
 * `scored`, in a file that has `score` beside `status`, and other text that
 * is no number: that is noted with its line (COH_NOTE_LOOK).
 */

enum { COH_SCORES_SEEN = 1000 };

struct coh_scores {
    struct coh_rows rows;
    struct coh_columns value, by;
    struct coh_record rec;   /* of coh_scores_next; `end` at the end */
    const char *file;        /* where it came from, for messages */
    struct coh_value *score; /* of each value column; NOT: missing */
    int told;                /* text that is no number was noted in this row */
    struct coh_span *group;  /* of each by-column, without blanks around it */

    size_t status;          /* its column, header.n if there is none */
    struct coh_table *seen; /* rows that were read to choose the columns */
    const char **seen_name; /* and the file of each */
    size_t next_seen;
};

#define COH_SCORES_INIT                                   \
    {                                                     \
        .rows = COH_ROWS_INIT, .value = COH_COLUMNS_INIT, \
        .by = COH_COLUMNS_INIT                            \
    }

/* Open the run's files. Without `value`: `score` in a tidy file; else the
 * columns where at least half of the cells that are not blank, among the
 * first COH_SCORES_SEEN rows, are numbers, and none has a leading zero; never
 * a by-, id or date column. COH_INPUT when there is no such column. */
int
coh_scores_open(struct coh_scores *s, struct coh_run *run, const char *value,
                const char *by, struct coh_error *err) COH_MUST_CHECK;

/* Does the column hold scores: is at least half of its cells that are not
 * blank a number, and none written with a leading zero? */
int coh_scores_look_so(const struct coh_table *t, size_t column);

/* The next row into rec, score and group. */
int coh_scores_next(struct coh_scores *s, struct coh_error *err) COH_MUST_CHECK;

/* The column called `name`, header.n if there is none. */
size_t coh_scores_column(const struct coh_scores *s, const char *name);

/* A cell of this row without blanks around it; empty for column header.n. */
struct coh_span coh_scores_cell(const struct coh_scores *s, size_t column);

/* A cell as a number, for columns other than the values; not noted. */
struct coh_value coh_scores_number(const struct coh_scores *s, size_t column);

void coh_scores_release(struct coh_scores *s);

#endif
