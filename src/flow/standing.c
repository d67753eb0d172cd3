/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/standing.h"

static int
keep_fact(void *context, const char *key, const char *value,
          struct coh_error *err)
{
    return coh_run_fact(context, key, value, err);
}

int
coh_run_finish_standing(struct coh_run *run, struct coh_store *store,
                        const struct coh_trace *trace, struct coh_error *err)
{
    if (coh_run_has_evidence() &&
        coh_standing_facts(store, trace, run->today, keep_fact, run, err))
        return -1;
    return coh_run_finish(run, err);
}
