/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PROFILE_FINDINGS_H
#define COH_FLOW_PROFILE_FINDINGS_H

#include "cli/tool.h"
#include "flow/profile-file.h"
#include "flow/profile-team.h"
#include "inventory/due.h"

/*
 * What a profile found, a row a finding: section, item, column, value, do (what
 * is to be done; blank where nothing is). The parts of the report that each
 * write one section, for profile.c.
 *
 *     if (coh_found(f, "file", "rows", nothing, NULL, err, "%zu", n))
 *         return -1;
 *
 * With --share nothing leaves that is one person's: no cell, no id, no line,
 * and of counts only a share in whole per cent, so that no two of them can be
 * taken from each other; none of 1 to min_n − 1 rows or students, nor one that
 * leaves so many of all; see coh_profile_findings_hide().
 */

struct coh_profile_findings {
    struct coh_run *run;
    struct coh_writer *writer;
    const struct coh_entry *entry;
    const struct coh_profile_team *team;
    const char *file;  /* the one spoken of; NULL: all */
    int several_files; /* then a column says which */
    int values, with_p;
    const struct coh_columns *scores; /* of the file: columns of scores */
    size_t min_n;
    size_t looks;          /* findings that need doing */
    struct coh_list flags; /* their items, each once */
    size_t flag_capacity;
    struct coh_text text;
};

/* Declare the columns. */
int coh_profile_findings_begin(struct coh_profile_findings *f,
                               struct coh_error *err) COH_MUST_CHECK;
void coh_profile_findings_release(struct coh_profile_findings *f);

/* A row. `advice` is what to do, or NULL for a fact. */
int
coh_found(struct coh_profile_findings *f, const char *section, const char *item,
          struct coh_span column, const char *advice, struct coh_error *err,
          const char *format, ...) COH_PRINTF(7, 8) COH_MUST_CHECK;

/* The same of a count `part` of `all`: "12 of 112 (11 %)", and behind a colon
 * `more`, if not NULL. Where it must be hidden, that is said instead. */
int coh_found_share(struct coh_profile_findings *f, const char *section,
                    const char *item, struct coh_span column,
                    const char *advice, size_t part, size_t all,
                    const char *more, struct coh_error *err) COH_MUST_CHECK;

/* Must `part` of `all` be hidden? */
int coh_profile_findings_hide(const struct coh_profile_findings *f, size_t part,
                              size_t all);

/* What points to a person in a column, in words ("e-mail addresses"); NULL
 * where nothing does. `ids`: it is the column of the students' ids. */
const char *
coh_profile_findings_personal(const struct coh_portrait *p, int ids);

/* May the cells of column `at` be shown? */
int coh_profile_findings_shows(const struct coh_profile_findings *f,
                               const struct coh_inspection *file, size_t at);

/* What is missing in a column, by how it is written: "blank 3, NA 2"; `t` is
 * cleared first. */
int coh_profile_findings_codes(const struct coh_portrait *p, struct coh_text *t,
                               struct coh_error *err) COH_MUST_CHECK;

/* ---- the sections ---- */

int coh_profile_findings_file(struct coh_profile_findings *f,
                              const struct coh_inspection *file,
                              struct coh_error *err) COH_MUST_CHECK;
int coh_profile_findings_columns(struct coh_profile_findings *f,
                                 const struct coh_inspection *file,
                                 struct coh_error *err) COH_MUST_CHECK;
int coh_profile_findings_scores(struct coh_profile_findings *f,
                                const struct coh_inspection *file,
                                struct coh_error *err) COH_MUST_CHECK;
int coh_profile_findings_private(struct coh_profile_findings *f,
                                 const struct coh_inspection *file,
                                 struct coh_error *err) COH_MUST_CHECK;
int coh_profile_findings_join(struct coh_profile_findings *f,
                              const struct coh_inspection *file,
                              struct coh_error *err) COH_MUST_CHECK;

/* Who of the roster has no record: seen[place] says who has one. */
int coh_profile_findings_cover(struct coh_profile_findings *f,
                               const unsigned char *seen,
                               struct coh_error *err) COH_MUST_CHECK;
int coh_profile_findings_growth(struct coh_profile_findings *f,
                                const struct coh_inspection *file, size_t files,
                                struct coh_error *err) COH_MUST_CHECK;
int
coh_profile_findings_fresh(struct coh_profile_findings *f,
                           const struct coh_calendar *calendar, coh_date newest,
                           struct coh_error *err) COH_MUST_CHECK;

/* --columns: a row a column, instead of all that. */
int coh_profile_findings_table_begin(struct coh_profile_findings *f,
                                     struct coh_error *err) COH_MUST_CHECK;
int coh_profile_findings_table(struct coh_profile_findings *f,
                               const struct coh_inspection *file,
                               struct coh_error *err) COH_MUST_CHECK;

#endif
