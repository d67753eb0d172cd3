/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_PIPELINE_HASH_H
#define COH_REPORT_PIPELINE_HASH_H

#include "base/date.h"
#include "base/hash.h"

/*
 * What a pipeline of Cohort tools prints, as its SHA-256: for evidence that
 * has to be the same when somebody looks again. Without a shell, and such that
 * nothing can be changed, as in a page (report/pipeline.h).
 */

struct coh_pipeline_place {
    const char *folder; /* of the programs; see base/program.h */
    const char *db;     /* the store that the stages read */
    coh_date today;
};

/* COH_INPUT when a stage is none of Cohort's tools, would change something or
 * cannot use its input; COH_SYSTEM when one fails. */
int
coh_pipeline_hash(struct coh_span text, const struct coh_pipeline_place *place,
                  char hex[COH_SHA256_HEX],
                  struct coh_error *err) COH_MUST_CHECK;

#endif
