/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_ASK_H
#define COH_FLOW_GROUPING_ASK_H

#include <math.h>

#include "flow/grouping.h"

/*
 * What a user asks of a grouping: every option, and every file. One struct is
 * filled from the command line and checked before any file is read; then the
 * tables come in, and all becomes one problem.
 *
 *     struct coh_grouping_ask ask = COH_GROUPING_ASK_INIT;
 *     … options …
 *     if (coh_grouping_ask_check(&ask, err)) …
 *     … ask.file[…].table …
 *     if (coh_grouping_ask_read(&ask, &table, &g, notes, err)) …
 */

enum coh_grouping_ask_file {
    COH_GROUPING_ASK_ROSTER,
    COH_GROUPING_ASK_STUDENTS, /* --students, where there is a roster */
    COH_GROUPING_ASK_CAPACITY,
    COH_GROUPING_ASK_TOGETHER,
    COH_GROUPING_ASK_APART,
    COH_GROUPING_ASK_PIN,
    COH_GROUPING_ASK_REQUIRE,
    COH_GROUPING_ASK_FORBID,
    COH_GROUPING_ASK_PREVIOUS,
    COH_GROUPING_ASK_CHECK,
    COH_GROUPING_ASK_FILES
};

/* Numbers that were not given are NAN, words NULL, counts −1. */
struct coh_grouping_ask {
    struct coh_grouping_choice choice;
    struct coh_grouping_sizes sizes;
    struct coh_grouping_kinds kinds;
    struct coh_grouping_file file[COH_GROUPING_ASK_FILES];
    int objective, company; /* places among the words below; −1 */
    double seconds;
    long effort;
};

#define COH_GROUPING_ASK_INIT                                      \
    {                                                              \
        .choice = {.need = NAN,                                    \
                   .rank_exponent = NAN,                           \
                   .sem = NAN,                                     \
                   .reliability = NAN},                            \
        .sizes = {.groups = -1, .size = -1, .min = -1, .max = -1}, \
        .objective = -1, .company = -1, .seconds = NAN,            \
    }

/* Words for options, NULL at the end. */
extern const char *const coh_grouping_objectives[];
extern const char *const coh_grouping_companies[];

/* The method of a name: COH_USAGE, with those there are. */
int coh_grouping_ask_method(struct coh_grouping_ask *ask, const char *name,
                            struct coh_error *err) COH_MUST_CHECK;

/* Is each value one that there can be, and does it go with the method? Puts
 * defaults where nothing was given. COH_USAGE says what is allowed. */
int coh_grouping_ask_check(struct coh_grouping_ask *ask,
                           struct coh_error *err) COH_MUST_CHECK;

/* Students, groups, kinds, lists, the earlier grouping: everything but the
 * aim. Tables that were not given are NULL in ask->file. */
int
coh_grouping_ask_read(struct coh_grouping_ask *ask, const struct coh_table *t,
                      struct coh_grouping *g, struct coh_notes *notes,
                      struct coh_error *err) COH_MUST_CHECK;

/* The command that finds the same again, for a shell: the arguments, with
 * `moves` as effort in the place of --time (0: as they are). */
int coh_grouping_ask_again(int argc, char *const *argv, uint64_t moves,
                           struct coh_text *t,
                           struct coh_error *err) COH_MUST_CHECK;

#endif
