/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROWTH_H
#define COH_FLOW_GROWTH_H

#include "base/keys.h"
#include "cli/scores.h"
#include "stat/trend.h"

/*
 * Growth: the scores of each student and measure as a line over time.
 *
 *     struct coh_growth g = COH_GROWTH_INIT;
 *     if (coh_growth_read(&g, &in, "date", "section", err) ||
 *         coh_growth_write(&g, &in, err))
 *         goto out;
 *     coh_growth_release(&g);
 *
 * A line is a student × measure × by-columns. Rows of items are left out, as
 * are rows without a student, a score or a day: all are noted. A student
 * whose scores are all missing has a line of 0 points: nobody vanishes.
 * A line on more than one scale has no trend, and its reason says so.
 */

/* A student × measure × by-columns. */
struct coh_growth_line {
    size_t scale, other_scale; /* numbers from 1; 0: none */
    coh_date kept_on;          /* the day of the cells passed through */
};

/* A score; sorted by line, day and order of reading once all are read. */
struct coh_growth_point {
    size_t line, order;
    coh_date day;
    struct coh_value score;
};

/* Set the first part; the rest belongs to the functions. */
struct coh_growth {
    double level;                /* of the slope's interval */
    const char *unit;            /* what is counted, plural; NULL: by scale */
    int wanted[COH_TREND_FLAGS]; /* write lines with these flags only */
    int choosy;                  /* some flag is wanted: not all are */

    struct coh_columns keep; /* name, and what --keep adds */
    size_t named;            /* 1: keep starts with name */
    struct coh_keys lines, scales;
    struct coh_growth_line *line; /* lines.n */
    struct coh_span *kept;        /* lines.n × keep.n */
    struct coh_growth_point *point;
    size_t points, line_capacity, kept_capacity, point_capacity, entries;
    struct coh_arena arena;
    size_t tested, falling, rising;
};

#define COH_GROWTH_INIT \
    {                   \
        .level = 0.95   \
    }

/* Want lines with the flags of a list: "falling,not enough data". COH_USAGE
 * when a word is no flag. */
int coh_growth_want(struct coh_growth *g, const char *flags,
                    struct coh_error *err) COH_MUST_CHECK;

/* Read all rows of `in`, whose one value is the score. Needs the --student
 * column and `date` (COH_INPUT); uses measure, scale, item, name as far as
 * they are there. `keep` is a list of columns to pass through, from the
 * latest row of a line. */
int
coh_growth_read(struct coh_growth *g, struct coh_scores *in, const char *date,
                const char *keep, struct coh_error *err) COH_MUST_CHECK;

/* A row a line in order of first appearance, to the run's writer, and a note
 * of how many flags chance alone would raise: with m lines tested, m times
 * (1 − level)/2 on either side. The caller ends the run. */
int coh_growth_write(struct coh_growth *g, const struct coh_scores *in,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_growth_release(struct coh_growth *g);

#endif
