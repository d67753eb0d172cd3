/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_CHART_H
#define COH_CHART_CHART_H

#include "base/date.h"
#include "base/notes.h"
#include "chart/names.h"
#include "chart/word.h"
#include "table/columns.h"
#include "table/reader.h"

/*
 * Charts: rows in, a gnuplot script out, and from that a picture. Three steps
 * that a tool joins; nothing here prints or knows of options on a command
 * line.
 *
 *     struct coh_chart c = COH_CHART_INIT;
 *     struct coh_text script = COH_TEXT_INIT, picture = COH_TEXT_INIT;
 *     if (coh_chart_kind_find("box", &c.options.kind, err) ||
 *         coh_chart_columns(&c, &header, err)) …
 *     … coh_chart_add(&c, "a.csv", &rec, &notes, err) for each row …
 *     if (coh_chart_finish(&c, "a.csv", &notes, err) ||
 *         coh_chart_script(&c, &script, err) ||
 *         coh_chart_draw(&c, &script, &picture, err)) …
 *     coh_chart_release(&c);
 *
 * A kind of chart is one file of this folder and one row of the table in
 * kind.c. The script holds the data and needs nothing else; the same rows and
 * options give the same script and the same SVG.
 */

enum coh_chart_format {
    COH_CHART_SVG,
    COH_CHART_PNG,
    COH_CHART_PDF,
    COH_CHART_DUMB, /* characters for a terminal, 80 × 24 */
    COH_CHART_FORMATS
};

struct coh_chart_kind;

/* The kind of that name; COH_USAGE, naming those that exist, if there is
 * none or `name` is NULL. */
int coh_chart_kind_find(const char *name, const struct coh_chart_kind **kind,
                        struct coh_error *err) COH_MUST_CHECK;

/* By the end of a file's name (.svg .png .pdf .txt, in any case); `otherwise`
 * for one without an end, and for no file (NULL). COH_USAGE for another end,
 * naming those there are. */
int coh_chart_format_of(const char *path, enum coh_chart_format otherwise,
                        enum coh_chart_format *format,
                        struct coh_error *err) COH_MUST_CHECK;

/* What the caller wants. Texts are borrowed and may be NULL: then words are
 * made from the data. */
struct coh_chart_options {
    const struct coh_chart_kind *kind;
    const char *value, *by;             /* columns, as the user wrote them */
    const char *student, *date, *label; /* likewise */
    const char *order;                  /* levels from lowest to highest */
    const char *title, *subtitle;       /* the finding; what, who, when, n */
    const char *x_label, *y_label, *id; /* id: prefix of ids in an SVG */
    const char *foot;                   /* in the place of how to read it */
    const char *const *words; /* COH_CHART_WORDS of them; NULL: English */
    const struct coh_span *highlight; /* students in colour; NULL: all, while
                                         they are few */
    size_t highlights;
    int has_cut, has_goal, trend, count; /* count: rows instead of values */
    double cut, goal;                    /* in units of the values */
    int has_cut_y; /* of kinds that see two measures: of the second */
    double cut_y;
    double level;       /* of intervals, 0.95 */
    long width, height; /* pixels; 0: what the data needs */
    enum coh_chart_format format;
};

/* One usable row. */
struct coh_chart_row {
    size_t group, student;
    size_t same;      /* what must not differ in a group: scale, … */
    double value;     /* NAN: a table's blank statistic */
    double low, high; /* of a table; NAN: no interval */
    double n;         /* of a table; NAN: not said */
    int hidden;       /* of a table: the number protects a small group */
    const char *band; /* of a masked table: the share lies from low to high, and
                         this says it; NULL: not a band */
    coh_date day;
};

/* A by-value; its rows stand together in `row` after coh_chart_finish. */
struct coh_chart_group {
    struct coh_span label;
    size_t first, n;
    size_t missing;
    int repeats; /* a student has several rows: no interval is drawn */
};

enum coh_chart_input {
    COH_CHART_VALUES, /* a row, a value */
    COH_CHART_TABLE,  /* a row, a statistic with its interval */
    COH_CHART_COUNTS, /* rows are counted */
};

/* Read freely after coh_chart_finish; set nothing but `options`. */
struct coh_chart {
    struct coh_chart_options options;
    enum coh_chart_input input;
    struct coh_columns by;
    size_t value, low, high, count, student, date, label, status, variable;
    size_t least, most; /* of a table: the columns min and max */
    size_t suppressed;  /* of a masked table: its column of hidden cells */
    int bands;          /* the values are bands: table/masked.h */
    size_t same[3];     /* scale, assessment, measure; or width: not there */
    size_t width;       /* columns of the input */
    struct coh_span value_name, by_name;
    struct coh_span column_name; /* of the values, as the header has it */
    struct coh_chart_row *row;
    size_t rows, row_capacity;
    struct coh_chart_group *group;
    size_t groups, group_capacity;
    struct coh_names keys, students, sames, variables;
    struct coh_span *student_label; /* one a student */
    size_t student_capacity;
    size_t *chosen; /* one a highlight: its student, or students.n */
    size_t missing;
    int percent;  /* rates, or means of 0/1 items, shown in per cent */
    int shares;   /* of a table: all rows lie between 0 and 1 */
    int whole;    /* all values are whole numbers */
    int decimals; /* the most that a value was written with */
    struct coh_arena arena;
    void *own; /* of a kind that reads its rows itself */
};

#define COH_CHART_INIT                                                    \
    {                                                                     \
        .options = {.level = 0.95}, .keys = COH_NAMES_INIT,               \
        .students = COH_NAMES_INIT, .sames = COH_NAMES_INIT,              \
        .variables = COH_NAMES_INIT, .arena = COH_ARENA_INIT, .whole = 1, \
        .shares = 1                                                       \
    }

/* COH_USAGE when id, width, height or level is none. */
int coh_chart_check(const struct coh_chart_options *o,
                    struct coh_error *err) COH_MUST_CHECK;

/* Find the columns that the options name. Without options.value: `score`;
 * for kinds that take a table of statistics `mean` or `rate` with its
 * interval beside it, or in a table that cohort mask wrote `rate_band` or
 * `difficulty_band`, else rows are counted. COH_USAGE when the kind does not
 * take an option, COH_INPUT when a column is not there. */
int coh_chart_columns(struct coh_chart *c, const struct coh_header *header,
                      struct coh_error *err) COH_MUST_CHECK;

/* Take in a row of `file`. A blank or NA cell and a row whose status is not
 * scored are counted as missing and noted; so is other text that is no
 * number, which asks for a look, with its line. */
int coh_chart_add(struct coh_chart *c, const char *file,
                  const struct coh_record *rec, struct coh_notes *notes,
                  struct coh_error *err) COH_MUST_CHECK;

/* Order the rows by group; find the students to highlight (819 is 00819 when
 * exactly one id fits so; that is noted); note groups in which students repeat
 * or scales, assessments or measures are mixed (both ask for a look), and no
 * rows. */
int
coh_chart_finish(struct coh_chart *c, const char *file, struct coh_notes *notes,
                 struct coh_error *err) COH_MUST_CHECK;

/* Add the gnuplot script to `script`. Cell text stands in it only inside
 * single quotes, as one line, its apostrophes as ’: it cannot become a
 * command.
 * GSL's error handler must be off. */
int coh_chart_script(const struct coh_chart *c, struct coh_text *script,
                     struct coh_error *err) COH_MUST_CHECK;

/* Run gnuplot (5.4 or later, without the user's settings) on the script and
 * add the picture's bytes to `picture`; an SVG gets title, description and
 * ids of its own. COH_SYSTEM when gnuplot is missing or fails, with what it
 * said. */
int
coh_chart_draw(const struct coh_chart *c, const struct coh_text *script,
               struct coh_text *picture, struct coh_error *err) COH_MUST_CHECK;

/* Add the data in words: for those who do not see the picture. */
int coh_chart_describe(const struct coh_chart *c, struct coh_text *out,
                       struct coh_error *err) COH_MUST_CHECK;

/* Add the data table of the picture, as CSV: chart/sheet.h. */
int coh_chart_data(const struct coh_chart *c, struct coh_text *csv,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_chart_release(struct coh_chart *c);

#endif
