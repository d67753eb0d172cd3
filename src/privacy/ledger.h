/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_LEDGER_H
#define COH_PRIVACY_LEDGER_H

#include <stdint.h>

#include "base/text.h"

/*
 * The ledger: what was released before, so that releases are judged together.
 * A number that is safe today may give away what last week's hid: 27 students
 * with a mean then and 28 now tell the score of the one who came.
 *
 *     struct coh_ledger l = COH_LEDGER_INIT;
 *     if (coh_ledger_open(&l, path, err) ||
 *         coh_ledger_judge(&l, &now, 10, &judgement, err))
 *         goto out;
 *     … show the table, or what judgement.before showed …
 *     if (coh_ledger_add(&l, &now, err) || coh_ledger_save(&l, err)) …
 * out:
 *     coh_judgement_release(&judgement);
 *     coh_ledger_release(&l);
 *
 * The file is one line of JSON a table, mode 0600. It holds the small counts
 * too, and stays inside the team.
 */

/* A group of students: one value a column, NULL where all values are taken
 * together. `count` is the true one, shown or not. */
struct coh_release_group {
    const char *const *value;
    int64_t count;
    int shown;
    size_t row; /* of the table: 1 is the first; 0: it has none */
};

/* One table of a release. Text is the owner's: of a table that is judged the
 * caller's, of one in the ledger the ledger's. */
struct coh_release {
    const char *about; /* whose results are counted: assessment, measure, … */
    const char *how;   /* what is worked out of them: cut, newest, …; or "" */
    const char *label; /* which table of a run: "score", or "" */
    const char *day;   /* of the release, 2026-03-06 */
    const char *since, *until; /* the time that its data speak of, 2026-03-02;
                                  "": open */
    size_t columns; /* that split the students, one fixed value or many */
    const char *const *column;
    size_t groups;
    const struct coh_release_group *group;
    size_t width, rows; /* the table as it is shown, without its label */
    const char *const *header;
    const char *const *cell;  /* row by row */
    const unsigned char *own; /* columns worked out of the group of their row
                                 alone; of a table that is judged; or NULL */
};

struct coh_ledger {
    char *path;
    int fd;                       /* locked, or -1 */
    struct coh_release **release; /* in the order of their days; none moves
                                     when another is added */
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_LEDGER_INIT                                 \
    {                                                   \
        .path = NULL, .fd = -1, .arena = COH_ARENA_INIT \
    }

/* Open and read the ledger at `path`, made (0600) when it is not there, and
 * keep others out until it is released: they wait five seconds, then
 * COH_SYSTEM. COH_INPUT, with the line, for what is no ledger. */
int coh_ledger_open(struct coh_ledger *l, const char *path,
                    struct coh_error *err) COH_MUST_CHECK;

/* Add a table behind the others; its text is copied. */
int coh_ledger_add(struct coh_ledger *l, const struct coh_release *release,
                   struct coh_error *err) COH_MUST_CHECK;

/* Write it, whole or not at all. Call it before what was released leaves the
 * program: a release too many in the ledger hides too much, one too few too
 * little. */
int coh_ledger_save(struct coh_ledger *l, struct coh_error *err) COH_MUST_CHECK;

/* Write all of it to another file, which becomes a ledger: mode 0600. */
int coh_ledger_copy(const struct coh_ledger *l, const char *path,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_ledger_release(struct coh_ledger *l);

enum coh_judgement_kind {
    COH_JUDGED_NEW,    /* nothing released so far stands against it */
    COH_JUDGED_SAME,   /* it was released before, just so: `before` */
    COH_JUDGED_NEAR,   /* too near to what was released: `before` is the newest
                          release of this table, to be shown again in its
                          place */
    COH_JUDGED_VALUES, /* the same, because a group's count is that of an
                          earlier release and other numbers are not */
    COH_JUDGED_CLASH,  /* too near to another table, and this one was never
                          released: nothing can be shown */
};

struct coh_judgement {
    enum coh_judgement_kind kind;
    const struct coh_release *before;  /* what to show again; of CLASH the one
                                          that stands against it */
    const struct coh_release *against; /* of NEAR, VALUES and CLASH */
    size_t group; /* of NEAR and CLASH: the place of the first group whose
                     count is too near, in `now` (or now->groups: a group
                     that is there no more) */
    int64_t then; /* its count in `against` */
    const struct coh_release **linked; /* of NEW and SAME: other tables of
                                          these students, whose shown counts
                                          a reader has, too */
    size_t n_linked;
};

#define COH_JUDGEMENT_INIT \
    {                      \
        .linked = NULL     \
    }

/*
 * Judge a table with all in the ledger that have its `about` and `label` and
 * speak of a time that overlaps with its own: this week's probes and last
 * week's are two things, this year's up to now and up to last week one.
 *
 * The same table at another time (the same `how`, by the same columns, with the
 * same fixed values, showing the same columns; since the same day, or of
 * equally many days): in every group, shown or hidden, the counts are equal or
 * at least `min_n` apart; a group that only one of them has counts 0 in the
 * other. Then no sum or difference of numbers of both is about fewer students.
 * Else it is too near. Where all counts are equal so must all shown numbers be:
 * how many students' scores have changed cannot be seen from a table.
 *
 * Another table: groups that both have (the total; a section, in a table by
 * section and one by section and program) hold to the same rule. Where all of
 * them are equal, and where groups of one are parts of the other's (a table of
 * one section, and one of all), they are the same students, and the release is
 * linked.
 */
int coh_ledger_judge(const struct coh_ledger *l, const struct coh_release *now,
                     int64_t min_n, struct coh_judgement *judgement,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_judgement_release(struct coh_judgement *judgement);

#endif
