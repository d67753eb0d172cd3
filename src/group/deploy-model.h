/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_DEPLOY_MODEL_H
#define COH_GROUP_DEPLOY_MODEL_H

#include "group/deploy.h"
#include "solve/program.h"

/*
 * The program behind group/deploy.h. Columns: lead and support of each
 * educator and group; one for each want (not met), for each group's empty
 * seats, and G for each educator, of which the first `load` become 1.
 */

#define COH_DEPLOY_NO_COLUMN ((size_t)-1)

/* Which demands hold: all but those marked. */
struct coh_deploy_dropped {
    unsigned char *rule;                       /* of each rule, or NULL */
    unsigned char *min, *max, *at_once, *away; /* of each educator, or NULL */
};

struct coh_deploy_model {
    const struct coh_deploy *p;
    const struct coh_deploy_dropped *dropped; /* NULL: none */
    struct coh_program program;
    size_t *lead, *support; /* educator × group: a column or NO_COLUMN */
    size_t *want, *empty, *step;
    size_t *cap;   /* supports of each group */
    size_t *at;    /* room for a row: columns, values */
    double *value; /* … */
};

#define COH_DEPLOY_MODEL_INIT       \
    {                               \
        .program = COH_PROGRAM_INIT \
    }

int
coh_deploy_model_open(struct coh_deploy_model *m, const struct coh_deploy *p,
                      const struct coh_deploy_dropped *dropped,
                      struct coh_error *err) COH_MUST_CHECK;
void coh_deploy_model_close(struct coh_deploy_model *m);

/* Without an aim: do any values keep the demands? COH_INPUT when it was given
 * up undecided. */
int coh_deploy_model_possible(struct coh_deploy_model *m, int *possible,
                              struct coh_error *err) COH_MUST_CHECK;

/* Make `aim` least and hold it there. *proved becomes 0 when it is not. */
int coh_deploy_model_aim(struct coh_deploy_model *m, enum coh_deploy_aim aim,
                         int64_t *total, int *proved,
                         struct coh_error *err) COH_MUST_CHECK;

/* By the order of the rows, with all aims held. */
int coh_deploy_model_order(struct coh_deploy_model *m, int *proved,
                           struct coh_error *err) COH_MUST_CHECK;

/* Is the 0-1 column one in the values found last? */
int coh_deploy_model_is(const struct coh_deploy_model *m, size_t column);

#endif
