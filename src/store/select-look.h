/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SELECT_LOOK_H
#define COH_STORE_SELECT_LOOK_H

#include "base/keys.h"

/*
 * The first look of a selection at its rows, of which it reads little: which
 * are the latest of their sitting, and how many item rows nobody asked for.
 * SQLite would sort all cells of all rows once for each such question; item
 * rows are nine of ten. Holds a key for each result with `latest`, else one
 * for each student. Only select*.c include this.
 */

struct coh_selection;

/* Where a row stands in the order, and what makes it one of a sitting. */
struct coh_select_place {
    struct coh_span who, assessment, measure, item, date, scale;
    int64_t attempt, id;
    int gone;
};

/* In the order date, assessment, measure, student, and as the export had
 * them. */
int coh_select_place_compare(const struct coh_select_place *a,
                             const struct coh_select_place *b);

/* What is the latest of a student in one assessment, measure and scale; of
 * items, in one assessment and scale. */
struct coh_sitting {
    struct coh_span date, score, source;
    int64_t attempt;
    size_t items; /* item rows of it that are left out and told */
    struct coh_select_place first;
};

/* Item rows that are left out, and where the first one would stand. */
struct coh_unseen {
    size_t n;
    struct coh_select_place first;
};

struct coh_look {
    struct coh_keys sitting, tie;
    struct coh_sitting *at;
    size_t *tied; /* how many rows a tie has */
    size_t capacity, tied_capacity;
    struct coh_unseen unseen[2]; /* [1]: those that are gone */
    struct coh_arena arena;
};

#define COH_LOOK_INIT           \
    {                           \
        .arena = COH_ARENA_INIT \
    }

/* Fill s->look; nothing is to be known without --latest and with --items. */
int
coh_select_look(struct coh_selection *s, struct coh_error *err) COH_MUST_CHECK;

/* The sitting of a row, NULL if there is none. */
const struct coh_sitting *coh_look_latest(const struct coh_selection *s,
                                          const struct coh_select_place *p);

/* How many rows are of its student, assessment, measure, item and scale, and of
 * its day and attempt. */
size_t
coh_look_ties(const struct coh_selection *s, const struct coh_select_place *p);

void coh_look_release(struct coh_look *look);

#endif
