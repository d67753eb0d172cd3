/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROWTH_H
#define COH_FLOW_GROWTH_H

#include <math.h>

#include "base/keys.h"
#include "cli/scores.h"
#include "inventory/calendar.h"
#include "stat/trend.h"

/*
 * Growth: the scores of each student and measure as a line over time.
 *
 *     struct coh_growth g = COH_GROWTH_INIT;
 *     g.set.date = "date";
 *     if (coh_growth_check(&g, err) || coh_growth_read(&g, &in, err) ||
 *         coh_growth_arrange(&g, &in, err) ||
 *         coh_growth_goals(&g, &in, err) || coh_growth_write(&g, &in, err))
 *         goto out;
 *     coh_growth_release(&g);
 *
 * A line is a student × measure × by-columns. Rows of items are left out, as
 * are rows without a student, a score or a day: all are noted. A student
 * whose scores are all missing has a line of 0 points: nobody vanishes.
 * A line on more than one scale, or of more than one assessment, has no trend,
 * and its reason says so.
 *
 * Lines of one measure, scale and assessment are a frame, within which
 * occasions (terms, or weeks) have an order; lines of a frame with the same
 * by-values are a group, whose students are compared.
 */

enum coh_growth_direction {
    COH_GROWTH_UNSAID = -1, /* by the goals and the scale */
    COH_GROWTH_UP,
    COH_GROWTH_DOWN /* fewer is better */
};

/* What the options say; numbers that were not given are NAN. */
struct coh_growth_settings {
    double level;          /* of the intervals of slope and gain */
    const char *unit;      /* what is counted, plural; NULL: by scale */
    const char *date;      /* the column of days */
    const char *keep;      /* columns to pass through, from the latest row */
    const char *flags;     /* write lines with these flags only */
    double sem;            /* of a score, where its row has none */
    double reliability;    /* or from this and the sd of the group */
    double expected;       /* the gain that a gain is judged against */
    int direction;         /* enum coh_growth_direction */
    const char *goal;      /* of every line */
    const char *by_date;   /* and its day, ISO 8601 */
    const char *goals;     /* or a file: student_id,measure,goal,by */
    const char *calendar;  /* a file: kind,label,start,end */
    int school_weeks;      /* slopes per five school days of it */
    const char *chosen;    /* a condition on a line's first score */
    int forms;             /* assessments are forms of one: no matter which */
    const char *occasions; /* their column; NULL: term, else the weeks */
    int all, percentile;   /* more columns */
};

/* A student × measure × by-columns. */
struct coh_growth_line {
    size_t scale, other_scale; /* numbers from 1; 0: none */
    size_t assessment, other_assessment;
    coh_date kept_on; /* the day of the cells passed through */

    /* Set by coh_growth_arrange: */
    size_t start, n;            /* its points */
    size_t group;               /* COH_GROWTH_NONE when it has no trend */
    int chosen;                 /* its first score fits, or nothing was asked */
    double sem_first, sem_last; /* of its first and last score, or NAN */
    double percentile;          /* in its group, or NAN */
    struct coh_interval band;   /* of the percentile */
    size_t goal;                /* number from 1; 0: none */
};

#define COH_GROWTH_NONE ((size_t)-1)

/* A score; sorted by line, day and order of reading once all are read. */
struct coh_growth_point {
    size_t line, order;
    coh_date day;
    size_t occasion; /* number from 1; 0: the cell is blank */
    double sem;      /* of its own row; 0: none */
    struct coh_value score;
};

/* A measure × scale × assessment. */
struct coh_growth_frame {
    size_t first, last;   /* occasions by number; 0: none, or no second one */
    coh_date from, until; /* the Mondays of occasions that are weeks */
    size_t above, below;  /* goals above and below their start */
    int down;             /* fewer is better */
};

/* A frame × by-columns. */
struct coh_growth_group {
    size_t frame;
    size_t start, n; /* its lines, among by_group */
    double sd_first; /* of the first scores; NAN under two or when equal */
};

struct coh_growth_goal {
    struct coh_value target;
    coh_date by; /* COH_DATE_NONE: no day */
};

/* Set `set` only; the rest belongs to the functions. */
struct coh_growth {
    struct coh_growth_settings set;

    int wanted[COH_TREND_FLAGS], choosy; /* some flag is wanted: not all are */
    struct coh_columns keep;             /* name, and what --keep adds */
    size_t named;                        /* 1: keep starts with name */
    struct coh_keys lines, scales, assessments, occasions, frames, groups;
    struct coh_growth_line *line; /* lines.n */
    struct coh_span *kept;        /* lines.n × keep.n */
    struct coh_growth_point *point;
    size_t points, line_capacity, kept_capacity, point_capacity, entries;
    struct coh_arena arena;
    struct coh_growth_frame *frame; /* frames.n */
    struct coh_growth_group *group; /* groups.n */
    size_t *by_group;               /* lines in the order of their groups */
    struct coh_growth_goal *goal;
    size_t goals, goal_capacity;
    struct coh_calendar calendar;
    size_t tested, falling, rising; /* trends */
    size_t judged, better, worse;   /* gains against measurement error */
    size_t unjudged;                /* gains without a standard error of it */
    size_t intervals;               /* lines that have one */
};

#define COH_GROWTH_SETTINGS_INIT                             \
    {                                                        \
        .level = 0.95, .date = "date", .sem = (double)NAN,   \
        .reliability = (double)NAN, .expected = (double)NAN, \
        .direction = COH_GROWTH_UNSAID                       \
    }
#define COH_GROWTH_INIT                 \
    {                                   \
        .set = COH_GROWTH_SETTINGS_INIT \
    }

/* Do the settings fit together? COH_USAGE when they do not. */
int
coh_growth_check(struct coh_growth *g, struct coh_error *err) COH_MUST_CHECK;

/* Read all rows of `in`, whose one value is the score. Needs the --student
 * column and that of days (COH_INPUT); uses measure, scale, item, sem, name
 * and the column of occasions as far as they are there. */
int coh_growth_read(struct coh_growth *g, struct coh_scores *in,
                    struct coh_error *err) COH_MUST_CHECK;

/* Put the lines into frames and groups: occasions, standard errors of
 * measurement, percentiles, who is chosen. Notes why figures are blank. */
int coh_growth_arrange(struct coh_growth *g, const struct coh_scores *in,
                       struct coh_error *err) COH_MUST_CHECK;

/* Read the goals and the calendar, find each line's goal and each frame's
 * direction. Goals of nobody are noted by name (COH_NOTE_LOOK). */
int coh_growth_goals(struct coh_growth *g, const struct coh_scores *in,
                     struct coh_error *err) COH_MUST_CHECK;

/* A row a line in order of first appearance, to the run's writer, and notes
 * of how many flags chance alone would raise. The caller ends the run. */
int coh_growth_write(struct coh_growth *g, const struct coh_scores *in,
                     struct coh_error *err) COH_MUST_CHECK;

/* Instead: a row a group, its first occasion and its last; all students and
 * those matched (tested on both). */
int coh_growth_write_change(struct coh_growth *g, const struct coh_scores *in,
                            struct coh_error *err) COH_MUST_CHECK;

void coh_growth_release(struct coh_growth *g);

#endif
