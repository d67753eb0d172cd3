/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_DEPLOY_SHEET_H
#define COH_FLOW_DEPLOY_SHEET_H

#include "base/text.h"
#include "flow/deploy.h"
#include "group/deploy.h"
#include "table/table.h"

/*
 * The rooms of `cohort deploy` share this: names in the order of their first
 * appearance, and the problem that points into it. All text lives in the arena.
 */

#define COH_DEPLOY_NONE ((size_t)-1)

struct coh_deploy_names {
    const char **at;
    size_t n, capacity;
};

struct coh_deploy_place { /* a row of a list of two names */
    size_t a, b;
};

struct coh_deploy_places {
    struct coh_deploy_place *at;
    size_t n, capacity;
};

struct coh_deploy_group {
    size_t skill, block; /* or COH_DEPLOY_NONE */
    int need;
    size_t students;
    int said;   /* the needs have a row of it */
    int unsaid; /* its level is that of --level */
};

struct coh_deploy_educator {
    const char *role; /* of the extended team, or NULL */
    int leads;
    int bound;                /* a file says in which blocks */
    int known;                /* the expertise names it */
    size_t min, max, at_once; /* COH_DEPLOY_ANY: nobody said */
    int load_said;
};

struct coh_deploy_call { /* a want: who asks for whom */
    size_t group;
    size_t station;      /* of --stations; COH_DEPLOY_NONE: any */
    const char *student; /* name and id; NULL: the group itself */
    const char *whom;    /* an educator or a role, as typed */
    unsigned char *who;
};

struct coh_deploy_sheet {
    const struct coh_deploy_ask *ask;
    struct coh_deploy_names educators, groups, skills, blocks, students;
    struct coh_deploy_names stations; /* of a rotation, */
    struct coh_deploy_names rooms;
    size_t *teacher, *room; /* and who teaches each, where */
    size_t teacher_capacity, room_capacity;
    struct coh_deploy_group *group;
    struct coh_deploy_educator *educator;
    size_t group_capacity, educator_capacity;
    struct coh_deploy_places level; /* b: skill; the level beside it */
    int *level_of;                  /* of each place of `level` */
    size_t level_capacity;
    struct coh_deploy_places there; /* educator, block */
    size_t *group_of;               /* of each student, */
    const char **label;             /* and what to call it */
    size_t group_of_capacity, label_capacity;
    struct coh_deploy_call *call;
    size_t calls, call_capacity;
    struct coh_deploy_demand *rule;
    size_t rule_capacity;
    int *rank; /* educator × group: 1 is the first choice, 0 none */
    int has_students;

    struct coh_deploy p; /* and its arrays: */
    int *need, *levels, *points;
    unsigned char *present, *leads;
    size_t *block, *min, *max, *at_once;
    struct coh_deploy_want *want;
    size_t once, most; /* limits that nobody set; COH_DEPLOY_ANY: none */
    struct coh_arena arena;
};

#define COH_DEPLOY_SHEET_INIT    \
    {                            \
        .arena = COH_ARENA_INIT, \
    }

void coh_deploy_sheet_release(struct coh_deploy_sheet *s);

/* ---- names and tables (deploy-names.c) ---- */

/* The place of a name, n if it is not there; blanks at its ends trimmed. */
size_t
coh_deploy_find(const struct coh_deploy_names *names, struct coh_span name);
int coh_deploy_name(struct coh_deploy_sheet *s, struct coh_deploy_names *names,
                    struct coh_span name, size_t *at,
                    struct coh_error *err) COH_MUST_CHECK;

/* Read a whole file with these columns, the first `must` of which it must
 * have; the place of each into `at`, header.n where it is not there. */
int coh_deploy_table(struct coh_run *run, const char *path,
                     const char *const *column, size_t n, size_t must,
                     struct coh_table *t, size_t *at,
                     struct coh_error *err) COH_MUST_CHECK;

/* A trimmed cell, empty where there is no such column. */
struct coh_span
coh_deploy_cell(const struct coh_table *t, size_t row, size_t column);

/* A whole number of 0 to 1,000,000; −1 for what is none. */
long coh_deploy_whole(struct coh_span s);

/* "line 7" for notes. */
enum { COH_DEPLOY_LINE = 40 };
const char *coh_deploy_line(const struct coh_table *t, size_t row,
                            char out[COH_DEPLOY_LINE]);

/* Add an educator, if new; *at is its place. */
int coh_deploy_educator(struct coh_deploy_sheet *s, struct coh_span name,
                        size_t *at, struct coh_error *err) COH_MUST_CHECK;

/* The educator of a row, or COH_DEPLOY_NONE with a note. */
int coh_deploy_known(struct coh_deploy_sheet *s, struct coh_run *run,
                     struct coh_span name, size_t *at,
                     struct coh_error *err) COH_MUST_CHECK;

int coh_deploy_put(struct coh_deploy_places *places, size_t a, size_t b,
                   struct coh_error *err) COH_MUST_CHECK;

/* ---- files (deploy-read.c, deploy-wishes.c, deploy-call.c) ---- */

int coh_deploy_read_groups(struct coh_deploy_sheet *s, struct coh_run *run,
                           struct coh_error *err) COH_MUST_CHECK;
int coh_deploy_read_team(struct coh_deploy_sheet *s, struct coh_run *run,
                         struct coh_error *err) COH_MUST_CHECK;
int coh_deploy_read_needs(struct coh_deploy_sheet *s, struct coh_run *run,
                          struct coh_error *err) COH_MUST_CHECK;
int coh_deploy_read_wishes(struct coh_deploy_sheet *s, struct coh_run *run,
                           struct coh_error *err) COH_MUST_CHECK;
int coh_deploy_read_calls(struct coh_deploy_sheet *s, struct coh_run *run,
                          struct coh_error *err) COH_MUST_CHECK;

/* ---- rotations (deploy-schedule.c, deploy-timetable.c) ---- */

struct coh_rotation_answer;

struct coh_deploy_timetables {
    struct coh_rotation_answer *plan;
    size_t n;
    const char *const *block; /* names in their order */
    size_t n_blocks;
};

int coh_deploy_schedule(struct coh_run *run, const struct coh_deploy_ask *ask,
                        struct coh_error *err) COH_MUST_CHECK;

/* What an alternative was chosen for: "most calls for support met, …". */
const char *coh_deploy_chosen_for(size_t plan);

/* A row an alternative and block, a column a group. */
int coh_deploy_timetable_write(const struct coh_deploy_sheet *s,
                               const struct coh_deploy_timetables *t,
                               struct coh_writer *w,
                               struct coh_error *err) COH_MUST_CHECK;
int coh_deploy_timetable_page(const struct coh_deploy_sheet *s,
                              const struct coh_deploy_timetables *t,
                              struct coh_text *page,
                              struct coh_error *err) COH_MUST_CHECK;

/* ---- the problem (deploy-problem.c) ---- */

int coh_deploy_level(const struct coh_deploy_sheet *s, size_t educator,
                     size_t skill);
int coh_deploy_problem(struct coh_deploy_sheet *s, struct coh_run *run,
                       struct coh_error *err) COH_MUST_CHECK;

/* ---- words (deploy-reason.c, deploy-words.c) ---- */

int coh_deploy_reason_lead(const struct coh_deploy_sheet *s,
                           const struct coh_deploy_answer *a, size_t group,
                           struct coh_text *t,
                           struct coh_error *err) COH_MUST_CHECK;
int coh_deploy_reason_support(const struct coh_deploy_sheet *s,
                              const struct coh_deploy_answer *a,
                              size_t educator, size_t group, struct coh_text *t,
                              struct coh_error *err) COH_MUST_CHECK;
/* Several calls of a group for the same educator or role are told as one, by
 * the first of them. */
int coh_deploy_first_call(const struct coh_deploy_sheet *s, size_t call);
int coh_deploy_reason_unmet(const struct coh_deploy_sheet *s,
                            const struct coh_deploy_answer *a, size_t call,
                            struct coh_text *t,
                            struct coh_error *err) COH_MUST_CHECK;

/* "Sam is there only in Block 1, Block 3". */
int coh_deploy_times_words(const struct coh_deploy_sheet *s, size_t educator,
                           struct coh_text *t,
                           struct coh_error *err) COH_MUST_CHECK;

/* "Sam is not to be in Garden". */
int
coh_deploy_demand_words(const struct coh_deploy_sheet *s,
                        const struct coh_deploy_demand *d, struct coh_text *t,
                        struct coh_error *err) COH_MUST_CHECK;

/* Fail with what clashes. */
int coh_deploy_refuse(const struct coh_deploy_sheet *s,
                      const struct coh_deploy_answer *a,
                      struct coh_error *err) COH_MUST_CHECK;

/* Text for a cell of a Markdown table, and the bar behind it. */
int coh_deploy_put_cell(const char *text, struct coh_text *t,
                        struct coh_error *err) COH_MUST_CHECK;

/* Somebody's groups, as lead or as support, in a list; how many to *n. */
int coh_deploy_groups_of(const struct coh_deploy_sheet *s,
                         const struct coh_deploy_answer *a, size_t educator,
                         int lead, size_t block, struct coh_text *t, size_t *n,
                         struct coh_error *err) COH_MUST_CHECK;

/* ---- what nobody covers, and what wishes cost (deploy-gaps.c) ---- */

/* The sentence of a skill for which nobody who leads has the level that its
 * groups need; nothing is added when somebody has. */
int
coh_deploy_gap_words(const struct coh_deploy_sheet *s, size_t skill,
                     struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

/* The highest level that a group needs of a skill; 0: no group does. */
int coh_deploy_needed(const struct coh_deploy_sheet *s, size_t skill);

/* Every hard wish, in words and with its price: "without 'Sam is not to be in
 * Garden' the total gap would be 2 lower". `costs`: has it any? */
struct coh_deploy_price {
    const char *words;
    int costs;
};

int
coh_deploy_prices(struct coh_deploy_sheet *s, const struct coh_deploy_answer *a,
                  struct coh_deploy_price **price, size_t *n,
                  struct coh_error *err) COH_MUST_CHECK;

/* ---- output (deploy-write.c, deploy-report.c) ---- */

int coh_deploy_write(const struct coh_deploy_sheet *s,
                     const struct coh_deploy_answer *a, struct coh_writer *w,
                     struct coh_error *err) COH_MUST_CHECK;
int coh_deploy_report(const struct coh_deploy_sheet *s,
                      const struct coh_deploy_answer *a,
                      const struct coh_deploy_price *price, size_t prices,
                      struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

#endif
