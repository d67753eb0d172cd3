/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_ITEMS_H
#define COH_FLOW_ITEMS_H

#include <stdint.h>

#include "base/keys.h"
#include "flow/items-map.h"
#include "stat/item.h"

/*
 * Items of tests: from rows to a matrix of points for each test, and from
 * there to the tables of cohort-items.
 *
 *     struct coh_items t = COH_ITEMS_INIT;
 *     if (coh_items_read(&t, &rows, NULL, err) || coh_items_settle(&t, err) ||
 *         coh_items_write(&t, err))
 *         goto out;
 *     coh_items_release(&t);
 *
 * Two kinds of files are read: the tidy table, a row a student and item, and
 * any gradebook, a row a student and a column an item. A test is an assessment
 * and a form of it; a sitting is a student's one time at a test (by date and
 * attempt). Items of different forms are different items, unless the map
 * gives them one `question`. What was not answered is left out, never 0,
 * unless blank_wrong says so.
 */

/* A cell of the data. Texts are numbers of `words`, of which 0 is blank. */
struct coh_items_row {
    uint32_t student, assessment, form, item, measure;
    uint32_t key, response, date, attempt;
    int unexcused;      /* a blank here may count as wrong */
    int joined;         /* `item` is a question of the map */
    double score, full; /* NAN: none, not known */
    size_t line;
};

struct coh_items_item {
    uint32_t name, key; /* key 0: not known */
    int key_differs;    /* between forms that are one test */
    int choice;         /* somebody chose an option: a blank is no answer */
    double full;
    int full_differs;           /* rows disagree on it */
    size_t standard, standards; /* place and number in `standard` */
};

struct coh_items_test {
    uint32_t assessment, form;
    size_t item, items;   /* place and number in `item` */
    size_t rows;          /* sittings */
    uint32_t *student;    /* of each sitting, ascending */
    double *score;        /* rows × items; NAN: not answered */
    double *full;         /* of each item */
    uint32_t *response;   /* rows × items */
    unsigned char *there; /* rows × items: the data has a row of it */
    size_t repeats;       /* sittings beyond the first of each student */
    int joined;           /* of several forms: items are questions */
};

enum coh_items_which {
    COH_ITEMS_ALL_SITTINGS,
    COH_ITEMS_LATEST,
    COH_ITEMS_FIRST
};

/* Set the first part; the rest belongs to the functions. */
struct coh_items {
    struct coh_run *run;
    double level;    /* of the intervals */
    int blank_wrong; /* what was not answered earned 0 */
    int all;         /* write what --all adds */
    enum coh_items_which which;
    struct coh_items_map standards, keys;

    struct coh_keys words, students;
    uint32_t *name; /* of each student; NULL: there is no such column */
    size_t names;
    int has_form, wide, has_response;
    struct coh_items_row *row;
    size_t rows, row_capacity;

    struct coh_items_item *item;
    size_t items, item_capacity;
    uint32_t *standard; /* of the items, item by item */
    size_t standards_held, standard_capacity;
    struct coh_items_test *test;
    size_t tests, test_capacity;
    int many_assessments, many_forms; /* the tables say which */
};

#define COH_ITEMS_INIT                                                   \
    {                                                                    \
        .level = 0.95, .standards = COH_ITEMS_MAP_INIT,                  \
        .keys = COH_ITEMS_MAP_INIT, .words = {.width = 1}, .students = { \
            .width = 1                                                   \
        }                                                                \
    }

/* Read all rows. `value` names the items of a gradebook; without it those of
 * --key, else the columns that look like scores (said). COH_INPUT when the
 * file has neither items nor such columns, or no student column. */
int coh_items_read(struct coh_items *t, struct coh_rows *rows,
                   const char *value, struct coh_error *err) COH_MUST_CHECK;

/* Tell the forms of an assessment apart where the file does not: sittings
 * whose items of one name have another standard or another key sat another
 * form. Fills row.form; a form has the name that the maps give it where just
 * one fits, else a number. `order` holds the rows sitting by sitting. Sittings
 * that fit several forms are noted and get COH_ITEMS_NO_FORM. */
#define COH_ITEMS_NO_FORM UINT32_MAX
int coh_items_tell_forms(struct coh_items *t, const size_t *order,
                         struct coh_error *err) COH_MUST_CHECK;

/* Build the tests, once all rows are read. Students who sat a test again are
 * noted (COH_NOTE_LOOK) unless `which` chooses among their sittings. */
int coh_items_settle(struct coh_items *t, struct coh_error *err) COH_MUST_CHECK;

/* The tables, to the run's writer: a row an item; a row an item and option; a
 * row a test. The caller ends the run. */
int coh_items_write(struct coh_items *t, struct coh_error *err) COH_MUST_CHECK;
int coh_items_write_options(struct coh_items *t,
                            struct coh_error *err) COH_MUST_CHECK;
int coh_items_write_tests(struct coh_items *t,
                          struct coh_error *err) COH_MUST_CHECK;

/* A row a student and standard; or a row a student and a column a standard; or
 * a row a standard, how the class stands. `cut` is the share of all such items
 * that is mastery. */
enum coh_items_shape { COH_ITEMS_LONG, COH_ITEMS_WIDE, COH_ITEMS_BY_STANDARD };
int coh_items_write_mastery(struct coh_items *t, double cut,
                            enum coh_items_shape shape,
                            struct coh_error *err) COH_MUST_CHECK;

/* ---- shared by the parts ---- */

/* The number of a text, blanks at its ends not counted. */
int coh_items_word(struct coh_items *t, struct coh_span text, uint32_t *word,
                   struct coh_error *err) COH_MUST_CHECK;
struct coh_span coh_items_text(const struct coh_items *t, uint32_t word);

/* Do a and b belong to one sitting? */
int coh_items_same_sitting(const struct coh_items_row *a,
                           const struct coh_items_row *b);

struct coh_items_where
coh_items_where_of(const struct coh_items *t, const struct coh_items_test *test,
                   const struct coh_items_item *item);

struct coh_item_scores coh_items_scores(const struct coh_items_test *test);

/* A cell with the standards of an item, between semicolons. */
int coh_items_put_standards(const struct coh_items *t, struct coh_writer *w,
                            const struct coh_items_item *item,
                            struct coh_error *err) COH_MUST_CHECK;

/* Declare the columns that say which test, and write their cells. */
int coh_items_put_names(const struct coh_items *t, struct coh_writer *w,
                        struct coh_error *err) COH_MUST_CHECK;
int coh_items_put_test(const struct coh_items *t, struct coh_writer *w,
                       const struct coh_items_test *test,
                       struct coh_error *err) COH_MUST_CHECK;

void coh_items_release(struct coh_items *t);

#endif
