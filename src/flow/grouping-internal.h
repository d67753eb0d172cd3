/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_INTERNAL_H
#define COH_FLOW_GROUPING_INTERNAL_H

#include "flow/grouping.h"

/*
 * What the files of grouping share; nobody else includes it.
 */

#define COH_GROUPING_NOBODY ((size_t)-1)

/* `count` things of `size`, zeroed, in the arena. */
void *coh_grouping_array(struct coh_grouping *g, size_t count, size_t size,
                         struct coh_error *err) COH_MUST_CHECK;

/* A NUL-terminated copy in the arena. */
const char *coh_grouping_text(struct coh_grouping *g, struct coh_span s,
                              struct coh_error *err) COH_MUST_CHECK;

/* "line 12" for notes and messages. */
#define COH_GROUPING_PLACE 40
const char *coh_grouping_place(size_t line, char out[COH_GROUPING_PLACE]);

/* ---- students (grouping-students.c, grouping-roster.c) ---- */

/* One more student, in row `row` of g->table. */
int coh_grouping_add_student(struct coh_grouping *g, struct coh_span id,
                             size_t row, struct coh_error *err) COH_MUST_CHECK;

/* Room for `most` students and for the rows of g->data. */
int coh_grouping_room(struct coh_grouping *g, size_t most,
                      struct coh_error *err) COH_MUST_CHECK;

/* Row `row` of the data speaks of student i. In the long form rows add up;
 * else a second one is the later row of `last`, or an error. */
int coh_grouping_take_row(struct coh_grouping *g,
                          const struct coh_grouping_choice *choice, size_t row,
                          size_t i, struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

/* The students of choice->roster, with the rows of the data that fit them. */
int coh_grouping_roster(struct coh_grouping *g,
                        const struct coh_grouping_choice *choice,
                        struct coh_notes *notes,
                        struct coh_error *err) COH_MUST_CHECK;

/* The student of an id, as lists write it: its index, p.n when nobody has it,
 * which is noted at `level`. COH_INPUT when several could be meant. */
int coh_grouping_find(const struct coh_grouping *g, struct coh_span id,
                      const char *place, enum coh_note_level level,
                      size_t *student, struct coh_notes *notes,
                      struct coh_error *err) COH_MUST_CHECK;

/* ---- what is known of them: one of these, by method ---- */

/* Which columns: g->value and g->rows_each, from the header of the data. */
int coh_grouping_measure_columns(struct coh_grouping *g, const char *list,
                                 struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_skill_columns(struct coh_grouping *g, const char *list,
                               struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_wish_columns(struct coh_grouping *g, const char *list,
                              struct coh_error *err) COH_MUST_CHECK;

/* The values of all students. */
int coh_grouping_measures(struct coh_grouping *g,
                          const struct coh_grouping_choice *choice,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_skills(struct coh_grouping *g,
                        const struct coh_grouping_choice *choice,
                        struct coh_notes *notes,
                        struct coh_error *err) COH_MUST_CHECK;
int coh_grouping_wishes(struct coh_grouping *g,
                        const struct coh_grouping_choice *choice,
                        struct coh_notes *notes,
                        struct coh_error *err) COH_MUST_CHECK;

/* ---- groups ---- */

/* 1 to k by name, 0: none of them. */
size_t coh_grouping_group(const struct coh_grouping *g, struct coh_span name);

/* COH_INPUT: the group of this cell is none; says which there are. */
int coh_grouping_no_group(const struct coh_grouping *g, const char *place,
                          struct coh_span name, struct coh_error *err);

/* Rules REQUIRE and FORBID may name a theme: all groups of it. Their numbers
 * into `group`, which has room for k; how many. */
size_t coh_grouping_groups_of(const struct coh_grouping *g,
                              struct coh_span name, size_t *group);

/* A whole number of digits only, up to 9999999; −1 if it is none. */
long coh_grouping_whole(struct coh_span s);

/* Of a column "COL=VALUE": the place of the `=` behind the longest header that
 * fits; item.length when there is none. */
size_t coh_grouping_split(const struct coh_header *h, struct coh_span item,
                          size_t *column);

/* Number interchangeable groups for the reader (grouping-number.c). */
int coh_grouping_number(struct coh_grouping *g, size_t *group,
                        struct coh_error *err) COH_MUST_CHECK;

#endif
