/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_H
#define COH_FLOW_GROUPING_H

#include "base/date.h"
#include "base/keys.h"
#include "base/notes.h"
#include "group/aim.h"
#include "group/evidence.h"
#include "group/problem.h"
#include "table/table.h"

/*
 * The way from sheets to a grouping problem: the students, what is known of
 * them, the groups, the rules, the aim. It opens no file; callers hand in
 * tables. In this order:
 *
 *     struct coh_grouping g = COH_GROUPING_INIT;
 *     if (coh_grouping_students(&g, &table, &choice, notes, err) ||
 *         coh_grouping_groups(&g, &sizes, err) ||
 *         coh_grouping_kinds(&g, &kinds, err) ||
 *         coh_grouping_list(&g, COH_GROUPING_APART, &list, notes, err) || …
 *         coh_grouping_aims(&g, err) ||
 *         coh_grouping_solve(&g, &answer, notes, err)) …
 *
 * Then g.p is the problem, g.aim what is made least, g.e the names of
 * everything and what reasons rest on.
 */

/* A table that a file name goes with, for messages. */
struct coh_grouping_file {
    const char *name;
    const struct coh_table *table; /* NULL: not given */
};

enum coh_grouping_objective {
    COH_GROUPING_KPLUS,
    COH_GROUPING_VARIANCE,
    COH_GROUPING_DIVERSITY,
};

/* What the user typed; NULL or 0 is "not given". */
struct coh_grouping_choice {
    enum coh_group_method method;
    const char *file;    /* of the table, for messages */
    const char *student; /* name of the student column */
    const char *value;   /* column list: measures, skills or wishes */
    const char *weight;  /* COL=W,… */
    enum coh_grouping_objective objective;
    struct coh_grouping_file roster;   /* everyone to be grouped */
    struct coh_grouping_file students; /* of the roster only these */
    const char *match;    /* the roster's column that holds the table's key */
    coh_date today;       /* who is not active then is left out of the roster */
    int last;             /* of two rows of a student the later one */
    double need;          /* skill */
    double rank_exponent; /* interest */
    double sem, reliability;
};

/* A column of --balance, --no-isolate or --same, for tables by group. */
struct coh_grouping_trait {
    const char *name;
    size_t kinds;
    const char *const *kind; /* "yes", "no", "(blank)"; as they first stand */
    const size_t *of;        /* of each student: which kind, from 0 */
};

struct coh_grouping {
    enum coh_group_method method;
    enum coh_grouping_objective objective;

    /* The students: a row each in `table`, which is the caller's, or `joined`
     * when there is a roster: then the columns of the roster, and behind them
     * those of the data. */
    const struct coh_table *table;
    struct coh_table joined;
    size_t student, name; /* columns of `table`; name: header.n for none */
    size_t *row;          /* the table's row of each student */
    struct coh_keys ids;  /* student i is key i */
    const char **id;
    const char **label; /* "Begay, Giulia (03865)"; the id without a name */

    /* What is known of them: rows of `data`, the caller's. */
    const struct coh_table *data;
    int rows_each;            /* several rows a student: the long form */
    size_t *data_row;         /* of each student (the first); SIZE_MAX: none */
    size_t *who;              /* the student of each row; SIZE_MAX: nobody */
    struct coh_columns value; /* of `data`: measures, skills, wishes */
    unsigned char *missing;   /* no measure, mastery or wish at all */
    size_t n_missing;

    /* One measure, similar: exact mantissas at one scale. */
    int64_t *score;
    int scale;

    /* Owned here: the rules, the aim; all other arrays live in the arena. */
    struct coh_group_problem p;
    struct coh_group_aim aim;
    struct coh_group_evidence e;
    size_t *min, *max;           /* p.min, p.max */
    unsigned char *may_close;    /* p.may_close */
    struct coh_group_rule *rule; /* p.rule */
    const char **rule_name;      /* e.rule */
    unsigned char *rule_own; /* 1: the tool's own: "no score" is spread too */
    size_t rule_capacity, name_capacity, own_capacity;
    size_t *pin;       /* of each student the pinned group, 0: none */
    int with_previous; /* --previous was given, if only with a header */
    struct coh_grouping_trait *trait;
    size_t n_traits, trait_capacity;
    struct coh_arena arena;
};

#define COH_GROUPING_INIT                                    \
    {                                                        \
        .joined = COH_TABLE_INIT, .value = COH_COLUMNS_INIT, \
        .aim = COH_GROUP_AIM_INIT, .arena = COH_ARENA_INIT,  \
    }

void coh_grouping_release(struct coh_grouping *g);

/* Take in the rows and what the method reads of them (p.n, e.*, score).
 *
 * similar, mixed: the measures are the columns of `value`; without it `score`,
 * else the one column that holds numbers and no ids. A blank or NA cell, and a
 * row whose `status` is not `scored` in a table that has `score`, is no score;
 * other text that is no number is so too, noted with its line.
 * skill: a table with the columns `standard` and `p_mastery`, or a column a
 * skill. interest: a table with `choice` and `rank`, or a column a wish.
 *
 * A row without an id is left out, noted. With a roster its students are
 * grouped, those without a row as students without data; rows that fit nobody
 * there are noted. COH_INPUT: no such column; a student twice, naming both
 * lines; no choice of column, or several; what is no number of 0 to 1. */
int coh_grouping_students(struct coh_grouping *g, const struct coh_table *t,
                          const struct coh_grouping_choice *choice,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

struct coh_grouping_sizes {
    long groups, size;                 /* −1: not given */
    const char *sizes;                 /* "8,8,6", or NULL */
    long min, max;                     /* −1: not given */
    struct coh_grouping_file capacity; /* group[,min][,max] */
    struct coh_grouping_file check;    /* a grouping made by hand: its groups,
                                          where nothing else says which */
    int may_close;
};

/* How many groups, how they are called, and how large they are.
 * similar, mixed: "1" to "K". --groups K: similar at least 2 in each, mixed
 * sizes that differ by at most one; --size N: round(n/N) groups, so too;
 * --sizes: group 1, 2, … in this order.
 * skill: a group a standard and `extension`, of any size, or none; with
 * --groups or --size K groups in all, for which each standard has slots that
 * may stay closed (p.open). interest: a group a choice, each of at least one
 * student unless it may close; with --groups or --size K of them.
 * min and max replace these bounds, and capacity those of single groups.
 * COH_USAGE when an option does not go with the method or with another. */
int coh_grouping_groups(struct coh_grouping *g,
                        const struct coh_grouping_sizes *sizes,
                        struct coh_error *err) COH_MUST_CHECK;

struct coh_grouping_kinds {
    const char *balance, *same; /* COL[,COL] */
    const char *no_isolate;     /* COL=VALUE[,COL=VALUE] */
};

/* Rules and traits from columns of the table. */
int coh_grouping_kinds(struct coh_grouping *g,
                       const struct coh_grouping_kinds *kinds,
                       struct coh_error *err) COH_MUST_CHECK;

enum coh_grouping_list {
    COH_GROUPING_TOGETHER, /* set,student_id */
    COH_GROUPING_APART,    /* set,student_id */
    COH_GROUPING_PIN,      /* student_id,group[,pin]: rows with a mark in `pin`,
                              all when there is no such column */
    COH_GROUPING_REQUIRE,  /* student_id,group: one of these */
    COH_GROUPING_FORBID,   /* student_id,group: none of these */
};

/* Rules from a list. Ids that nobody has are noted (COH_NOTE_LOOK); an id
 * without its leading zeros is taken when exactly one fits, and said.
 * COH_INPUT, with file and line: a group that is none of e.group; a student
 * pinned to two. */
int
coh_grouping_list(struct coh_grouping *g, enum coh_grouping_list kind,
                  const struct coh_grouping_file *list, struct coh_notes *notes,
                  struct coh_error *err) COH_MUST_CHECK;

/* An earlier grouping, `student_id,group`: p.previous and e.previous. Of a
 * header alone there was none, and nobody is new. */
int coh_grouping_previous(struct coh_grouping *g,
                          const struct coh_grouping_file *list,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

/* A grouping made by hand, `student_id,group`: into group[i] 1 to k, 0 for
 * students who are not in it. COH_INPUT, with file and line: a group that is
 * none of e.group; a student in two. */
int coh_grouping_assigned(struct coh_grouping *g,
                          const struct coh_grouping_file *list, size_t *group,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

/* Another rule; all is copied. `name`: how it is called, see e.rule. `of`:
 * the kind of each member (SAME), else NULL. */
int coh_grouping_add_rule(struct coh_grouping *g, const char *name,
                          const struct coh_group_rule *rule,
                          struct coh_error *err) COH_MUST_CHECK;

/* How many rules of a kind there are, and members in them. */
size_t coh_grouping_rules(const struct coh_grouping *g,
                          enum coh_group_rule_kind kind, size_t *members);

/* g->aim, and of mixed the rules that spread those without a score. */
int
coh_grouping_aims(struct coh_grouping *g, struct coh_error *err) COH_MUST_CHECK;

/* Solve, and number the groups for the reader. A rule of the tool's own that
 * stands in the way of what the user asked is dropped, and noted. */
int coh_grouping_solve(struct coh_grouping *g, struct coh_group_answer *a,
                       struct coh_notes *notes,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
