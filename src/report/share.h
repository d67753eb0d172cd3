/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_SHARE_H
#define COH_REPORT_SHARE_H

#include "report/pipeline.h"

/*
 * What makes a pipeline fit for a page that leaves the team: a stage
 * `cohort mask` behind the last stage that counts students, and nothing in
 * front of it that chooses students in a way that no other release could be
 * judged with.
 *
 *     size_t mask;
 *     if (coh_share_rewrite(&p, folder, &mask, err))
 *         … the block cannot be shared; err says what to do …
 *     … run the stages before `mask`, then …
 *     coh_share_mask_words(&p, mask, &told, err)
 *
 * A pipeline that speaks of sources and the team, not of students, needs no
 * mask; nor does one that quotes notes, which select --notes makes fit. One
 * list in share.c says what each tool speaks of.
 */

/* What stands behind each refusal. */
#define COH_SHARE_ADVICE                                              \
    "summarise first, or take the block out of the shared page with " \
    "share=no"

/* Judge the pipeline and put the mask in, unless the author did. *mask becomes
 * its place; p->n when none is needed. COH_INPUT: it shows single students, or
 * draws raw rows; it chooses students by an id, a list or a condition other
 * than COL=VALUE; a mask stands in the wrong place, or is told to do
 * something else. */
int coh_share_rewrite(struct coh_pipeline *p, const char *folder, size_t *mask,
                      struct coh_error *err) COH_MUST_CHECK;

/* What the mask is told besides the words of the page. */
struct coh_share_told {
    long min_n; /* the smallest group that the sources let show; 0: not said */
    int judged; /* there is a ledger, in $COHORT_LEDGER */
    struct coh_span files; /* that were read, for what names nothing else */
};

/* Give the mask at `mask` its options: `--min-n`, unless the author gave it;
 * and, unsaid on the page, where releases are judged together, `--about`,
 * `--how`, `--period` and a `--fixed COL=VALUE` for each such condition.
 * COH_INPUT when the author's number is smaller. */
int coh_share_mask_words(struct coh_pipeline *p, size_t mask,
                         const struct coh_share_told *told,
                         struct coh_error *err) COH_MUST_CHECK;

/* Whose results the stages before `mask` count: "assessment=Unit 3"; without
 * assessment, source and notes the files. Equal for two tables of one
 * assessment, whatever their columns, cuts, days and conditions. */
int coh_share_about(const struct coh_pipeline *p, size_t mask,
                    struct coh_span files, struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;

/* What they work out of them: "latest; cut=70%". */
int coh_share_how(const struct coh_pipeline *p, size_t mask,
                  struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* May a column of this name stand on a shared page? Not one that says who a
 * student is. */
int coh_share_may_show(struct coh_span column);

/* Add the pipeline as coh_pipeline_text does, without what is unsaid and
 * without names of files: what holds a slash, what follows --db, and the words
 * of `names`, read as they are, become FILE. */
int coh_share_text(const struct coh_pipeline *p, const struct coh_span *names,
                   size_t n, struct coh_text *into,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
