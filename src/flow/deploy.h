/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_DEPLOY_H
#define COH_FLOW_DEPLOY_H

#include "cli/tool.h"

/*
 * Who teaches which group, and why: the files of `cohort deploy` become a
 * problem of group/deploy.h, and its answer a table, notes and a page.
 *
 *     struct coh_deploy_ask ask = COH_DEPLOY_ASK_INIT;
 *     … options …
 *     coh_deploy_run(run, &ask, err)
 */

struct coh_deploy_ask {
    const char *expertise, *needs, *availability, *extended; /* files */
    const char *support, *load, *prefer, *require, *forbid, *report;
    const char *block;
    long level;     /* that a group needs where the needs do not say */
    long per_group; /* educators of a group */
    long at_once;   /* groups of an educator in one block; −1: found */
    int schedule;   /* a rotation through stations, and: */
    const char *stations, *blocks;
    long alternatives; /* 1 to 3; −1: nobody said */
};

#define COH_DEPLOY_ASK_INIT                                           \
    {                                                                 \
        .level = 3, .per_group = 1, .at_once = -1, .alternatives = -1 \
    }

int coh_deploy_run(struct coh_run *run, const struct coh_deploy_ask *ask,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
