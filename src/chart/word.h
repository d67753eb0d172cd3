/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_WORD_H
#define COH_CHART_WORD_H

#include "base/decimal.h"
#include "base/text.h"

/*
 * The program's own words in charts, all in one table, so that another
 * language can stand in their place. Each has a key (`chart.missing`) and an
 * English text; {1}, {2} … in it are filled in.
 *
 *     coh_chart_word(o, COH_CHART_WORD_NO_DATA)
 *     coh_chart_word_add(t, o, COH_CHART_WORD_N, COH_CHART_FILL("27"), err)
 *
 * Words that name columns are the user's, and stand in no table.
 */

enum coh_chart_word {
    COH_CHART_WORD_N,          /* {1}: a count */
    COH_CHART_WORD_N_TERMINAL, /* the same where room is short */
    COH_CHART_WORD_MISSING,
    COH_CHART_WORD_NO_VALUE_COUNT,
    COH_CHART_WORD_SCORE,
    COH_CHART_WORD_SCORES,
    COH_CHART_WORD_STUDENT,
    COH_CHART_WORD_STUDENTS,
    COH_CHART_WORD_GROUP,
    COH_CHART_WORD_GROUPS,
    COH_CHART_WORD_ROW,
    COH_CHART_WORD_ROWS,
    COH_CHART_WORD_IN_COLOUR,
    COH_CHART_WORD_DAYS,    /* {1}, {2}: days */
    COH_CHART_WORD_BY,      /* {1}: what is shown; {2}: groups */
    COH_CHART_WORD_OF,      /* {1} of the variable {2} */
    COH_CHART_WORD_NUMBER,  /* {1}: what is counted */
    COH_CHART_WORD_MEAN_OF, /* {1}: a column */
    COH_CHART_WORD_OVER_TIME,
    COH_CHART_WORD_ROWS_NAME, /* what is counted */
    COH_CHART_WORD_NUMBER_OF_SCORES,
    COH_CHART_WORD_NO_DATA,
    COH_CHART_WORD_NO_VALUE,
    COH_CHART_WORD_HIDDEN,
    COH_CHART_WORD_HIDDEN_WHY,
    COH_CHART_WORD_CUT,  /* {1}: where */
    COH_CHART_WORD_GOAL, /* likewise */
    COH_CHART_WORD_TO,   /* {1}: from, {2}: to */
    COH_CHART_WORD_MEAN, /* {1} */
    COH_CHART_WORD_MEAN_TERMINAL,
    COH_CHART_WORD_LOWER,
    COH_CHART_WORD_LOWER_THAN, /* {1}: than whom */
    COH_CHART_WORD_HIGHER,
    COH_CHART_WORD_HIGHER_THAN,
    COH_CHART_WORD_FALLING,
    COH_CHART_WORD_RISING,
    COH_CHART_WORD_OPEN, /* cannot be told from 0 */
    COH_CHART_WORD_YES,
    COH_CHART_WORD_NO,
    COH_CHART_WORD_EACH, /* {1}: scores that a dot stands for */

    /* How to read a picture. */
    COH_CHART_WORD_BOX_FOOT,
    COH_CHART_WORD_BOX_FOOT_MANY,
    COH_CHART_WORD_BOX_FOOT_TERMINAL,
    COH_CHART_WORD_STRIP_FOOT, /* {1}: the level */
    COH_CHART_WORD_STRIP_FOOT_MEAN,
    COH_CHART_WORD_STRIP_FOOT_TERMINAL,
    COH_CHART_WORD_POINT_FOOT,
    COH_CHART_WORD_POINT_FOOT_TERMINAL,
    COH_CHART_WORD_OPEN_FOOT,
    COH_CHART_WORD_OPEN_FOOT_TERMINAL,
    COH_CHART_WORD_RANGE_FOOT,
    COH_CHART_WORD_RANGE_FOOT_TERMINAL,
    COH_CHART_WORD_HIDDEN_FOOT,
    COH_CHART_WORD_BAND_FOOT,
    COH_CHART_WORD_INTERVAL_FOOT, /* of a table */
    COH_CHART_WORD_INTERVAL_FOOT_TERMINAL,
    COH_CHART_WORD_MEAN_FOOT, /* {1}: the level */
    COH_CHART_WORD_MEAN_FOOT_TERMINAL,
    COH_CHART_WORD_WHOLE_FOOT,
    COH_CHART_WORD_BIN_FOOT, /* {1}: the width */
    COH_CHART_WORD_BIN_FOOT_TERMINAL,
    COH_CHART_WORD_CUT_FOOT_TERMINAL,
    COH_CHART_WORD_GOAL_FOOT_TERMINAL,
    COH_CHART_WORD_GREY_ALL, /* {1}: students */
    COH_CHART_WORD_GREY_ALL_TERMINAL,
    COH_CHART_WORD_GREY_NAME,
    COH_CHART_WORD_GREY_OTHERS,
    COH_CHART_WORD_GREY_OTHERS_TERMINAL,
    COH_CHART_WORD_TREND_FOOT,
    COH_CHART_WORD_CUT_FOOT,
    COH_CHART_WORD_GOAL_FOOT,

    /* Levels and heat maps. */
    COH_CHART_WORD_LEVELS_FOOT,
    COH_CHART_WORD_FIRST_GROUPS,
    COH_CHART_WORD_NO_LEVEL,
    COH_CHART_WORD_MORE_GROUPS,
    COH_CHART_WORD_NAME_OF, /* how many have a level */
    COH_CHART_WORD_NAME_SHARE,
    COH_CHART_WORD_BY_AND, /* {1}: what is shown */
    COH_CHART_WORD_MEAN_VALUE,
    COH_CHART_WORD_COLUMN,
    COH_CHART_WORD_COLUMNS,
    COH_CHART_WORD_CELL_N,
    COH_CHART_WORD_CELL_N_RANGE,
    COH_CHART_WORD_CELL_OF,
    COH_CHART_WORD_SHADES_SHARES,
    COH_CHART_WORD_SHADES_FULL,
    COH_CHART_WORD_SHADES_SCORES,
    COH_CHART_WORD_SHADES_CELLS,
    COH_CHART_WORD_SHADES_EQUAL,
    COH_CHART_WORD_HATCHED,
    COH_CHART_WORD_PER_CENT,
    COH_CHART_WORD_RANGE_SHADE,
    COH_CHART_WORD_DASH,
    COH_CHART_WORD_FIRST_ROWS,
    COH_CHART_WORD_FIRST_COLUMNS,
    COH_CHART_WORD_LEAST,    /* row, column, number */
    COH_CHART_WORD_GREATEST, /* likewise */
    COH_CHART_WORD_MORE_ROWS,
    COH_CHART_WORD_MORE_COLUMNS,

    /* In words, and in the data table. */
    COH_CHART_WORD_CHART,      /* {1}: the kind */
    COH_CHART_WORD_WITH_RANGE, /* {1} (from {2} to {3}) */
    COH_CHART_WORD_MEDIAN,     /* {1}: n, {2}: median, {3}: least, {4}: most */
    COH_CHART_WORD_COURSE,     /* {1}: who, {2}: on {3}, {4}: on {5} */
    COH_CHART_WORD_GROUP_NAME,
    COH_CHART_WORD_ALL,
    COH_CHART_WORD_OTHER,
    COH_CHART_WORD_MORE,         /* {1}: how many */
    COH_CHART_WORD_GREY_MEDIANS, /* {1}: students */
    COH_CHART_WORD_NAME_N,
    COH_CHART_WORD_NAME_MISSING,
    COH_CHART_WORD_NAME_LEAST,
    COH_CHART_WORD_NAME_Q1,
    COH_CHART_WORD_NAME_MEDIAN,
    COH_CHART_WORD_NAME_Q3,
    COH_CHART_WORD_NAME_MOST,
    COH_CHART_WORD_NAME_MEAN,
    COH_CHART_WORD_NAME_LOW,
    COH_CHART_WORD_NAME_HIGH,
    COH_CHART_WORD_NAME_FROM,
    COH_CHART_WORD_NAME_BELOW,
    COH_CHART_WORD_NAME_STUDENT,
    COH_CHART_WORD_NAME_FIRST_DAY,
    COH_CHART_WORD_NAME_FIRST,
    COH_CHART_WORD_NAME_LAST_DAY,
    COH_CHART_WORD_NAME_LAST,
    COH_CHART_WORD_NAME_TOLD,

    /* Two measures, and groups. */
    COH_CHART_WORD_AND,
    COH_CHART_WORD_NAME_STUDENTS, /* head of a column */
    COH_CHART_WORD_WITH_BOTH,     /* {1}: "108 students" */
    COH_CHART_WORD_R,             /* a correlation */
    COH_CHART_WORD_R_INTERVAL,
    COH_CHART_WORD_R_FEW,
    COH_CHART_WORD_R_EQUAL,
    COH_CHART_WORD_R_NONE,
    COH_CHART_WORD_OVER_GROUPS, /* {1}: a correlation */
    COH_CHART_WORD_ALONE,       /* {2}: a measure */
    COH_CHART_WORD_NEITHER,
    COH_CHART_WORD_NOT_BOTH,
    COH_CHART_WORD_COUNT_HIDDEN,
    COH_CHART_WORD_COUNT_HIDDEN_TERMINAL,
    COH_CHART_WORD_BELOW_CUT, /* {1}: a measure, {2}: a cut */
    COH_CHART_WORD_FROM_CUT,
    COH_CHART_WORD_BOTH_BELOW,
    COH_CHART_WORD_BOTH_ABOVE,
    COH_CHART_WORD_ONE_ABOVE, /* {1}: a measure */
    COH_CHART_WORD_MEASURE_IS,
    COH_CHART_WORD_MEASURE_RANGE,
    COH_CHART_WORD_NAME_NAMED,
    COH_CHART_WORD_NAME_FROM_OF, /* {1}: a measure */
    COH_CHART_WORD_NAME_BELOW_OF,
    COH_CHART_WORD_SQUARES,
    COH_CHART_WORD_AREA,
    COH_CHART_WORD_SQUARE_GROUPS,
    COH_CHART_WORD_BESIDE,
    COH_CHART_WORD_FILLED_NAMED,
    COH_CHART_WORD_NO_ROOM,
    COH_CHART_WORD_R_SPEAKS,
    COH_CHART_WORD_CUTS_TERMINAL,
    COH_CHART_WORD_CUT_TERMINAL,
    COH_CHART_WORD_TEN_TERMINAL,
    COH_CHART_WORD_SEVERAL_TERMINAL,
    COH_CHART_WORD_FROM_GROUP, /* {1}: a group */
    COH_CHART_WORD_MOVED,
    COH_CHART_WORD_NEW,
    COH_CHART_WORD_PINNED,
    COH_CHART_WORD_ELSEWHERE,
    COH_CHART_WORD_BEFORE,
    COH_CHART_WORD_LOWEST,
    COH_CHART_WORD_HIGHEST,
    COH_CHART_WORD_IN, /* {1}: students, {2}: groups */
    COH_CHART_WORD_NO_STUDENTS,
    COH_CHART_WORD_IN_EACH,
    COH_CHART_WORD_IN_A_GROUP,
    COH_CHART_WORD_OF_EACH, /* {1}: a column */
    COH_CHART_WORD_COUNT_NO_SCORE,
    COH_CHART_WORD_COUNT_NO_SCORE_TERMINAL,
    COH_CHART_WORD_COUNT_PINNED,
    COH_CHART_WORD_COUNT_ELSEWHERE,
    COH_CHART_WORD_COUNT_ELSEWHERE_TERMINAL,
    COH_CHART_WORD_COUNT_MOVED,
    COH_CHART_WORD_COUNT_NEW,
    COH_CHART_WORD_GROUP_OF, /* {1}: its name, {2}: how many */
    COH_CHART_WORD_NO_SCORE, /* {1}: names */
    COH_CHART_WORD_NO_NAMES,
    COH_CHART_WORD_AREA_SCORE,
    COH_CHART_WORD_SQUARE_PINNED,
    COH_CHART_WORD_DIAMOND,
    COH_CHART_WORD_FILLED_MOVED,
    COH_CHART_WORD_PINNED_TERMINAL,
    COH_CHART_WORD_ELSEWHERE_TERMINAL,
    COH_CHART_WORD_MOVED_TERMINAL,
    COH_CHART_WORD_NEW_TERMINAL,
    COH_CHART_WORD_MORE_TERMINAL,
    COH_CHART_WORD_MORE_GROUPS_OF,

    /* What a kind is called: chart.kind_NAME, one for each. */
    COH_CHART_WORD_KIND,
    COH_CHART_WORD_KIND_LAST = COH_CHART_WORD_KIND + 9,

    /* Twelve of them. */
    COH_CHART_WORD_JANUARY,
    COH_CHART_WORD_DECEMBER = COH_CHART_WORD_JANUARY + 11,

    COH_CHART_WORDS
};

struct coh_chart_options;

/* "chart.missing": the key of a word in a file of words. */
const char *coh_chart_word_key(enum coh_chart_word word);

/* The text for these options, with its {1} as they stand. */
const char *
coh_chart_word(const struct coh_chart_options *o, enum coh_chart_word word);

/* What the kind is called; its own name where no word is there. */
const char *
coh_chart_word_kind(const struct coh_chart_options *o, const char *name);

/* The names of the months. */
void
coh_chart_word_months(const struct coh_chart_options *o, const char *month[12]);

/* A count, to be filled in. */
const char *coh_chart_count(size_t n, char out[COH_NUMBER_SIZE]);

/* What {1}, {2} … become. */
#define COH_CHART_FILL(...) \
    (const char *const[])   \
    {                       \
        __VA_ARGS__, NULL   \
    }

/* Add the text, filled in; a {7} for which there is nothing stays. */
int coh_chart_word_add(struct coh_text *t, const struct coh_chart_options *o,
                       enum coh_chart_word word, const char *const *fill,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
