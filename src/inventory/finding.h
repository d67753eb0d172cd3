/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_FINDING_H
#define COH_INVENTORY_FINDING_H

#include "base/error.h"
#include "base/memory.h"

/*
 * Findings: what a check says of a source, of several, or of the inventory.
 *
 *     struct coh_findings all = COH_FINDINGS_INIT;
 *     struct coh_check_report report = {coh_findings_add, &all};
 *     ... coh_check_run(&on, chosen, &report, err) ...
 *     coh_findings_sort(&all);
 *     ... all.at[0].message ...
 *     coh_findings_release(&all);
 */

enum coh_finding_level {
    COH_FINDING_WELL, /* nothing to see: shown only when all is asked for */
    COH_FINDING_FACT, /* worth knowing; nothing needs doing today */
    COH_FINDING_LOOK, /* something needs doing */
};

/* Its texts live as long as the call that reports it. */
struct coh_finding {
    const char *source_id; /* or COH_OF_SEVERAL, COH_OF_ALL */
    const char *check;
    const char *state; /* "overdue", "incomplete", … */
    enum coh_finding_level level;
    int has_days, days;
    const char *message;
};

/* Of several sources, whose ids begin the message; of the whole inventory. */
#define COH_OF_SEVERAL "(several)"
#define COH_OF_ALL     "(all)"

/* Findings with texts of their own. */
struct coh_findings {
    struct coh_finding *at;
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_FINDINGS_INIT \
    {                     \
        .at = NULL        \
    }

/* For coh_check_report: `to` is a struct coh_findings. */
int coh_findings_add(void *to, const struct coh_finding *f,
                     struct coh_error *err) COH_MUST_CHECK;

/* Worst first: what needs doing before facts before what is well. Within them
 * the order of the checks (worst first too), then the most days; equal ones
 * stay as they were added. `order` gives the place of a check. */
void
coh_findings_sort(struct coh_findings *all, size_t (*order)(const char *check));

void coh_findings_release(struct coh_findings *all);

#endif
