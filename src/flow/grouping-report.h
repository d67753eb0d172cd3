/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_REPORT_H
#define COH_FLOW_GROUPING_REPORT_H

#include "flow/grouping.h"
#include "group/reason.h"

/*
 * The page on a grouping, in Markdown: who needs a person, who is where, the
 * groups, how good it is and what each rule costs. Three screens for a team of
 * a hundred: long lists are cut, and say so; the sheet has every reason.
 *
 *     const struct coh_grouping_asked asked = {.sizes = &sizes,
 *                                              .again = "cohort group …"};
 *     if (coh_grouping_report(&g, &a, &reasons, &asked, &page, err)) …
 *
 * Every figure is defined in flow/grouping-figures.h and
 * flow/grouping-price.h.
 */

/* What was typed, as far as the page speaks of it. */
struct coh_grouping_asked {
    const struct coh_grouping_sizes *sizes; /* NULL: sizes have no price */
    const char *again; /* the command that repeats it; NULL: not said */
};

/* The answer is feasible. Solves the problem again without each kind of rule,
 * see flow/grouping-price.h: that takes about as long as the answer did, for
 * each. COH_SYSTEM: no memory. */
int
coh_grouping_report(const struct coh_grouping *g,
                    const struct coh_group_answer *a,
                    const struct coh_group_reasons *r,
                    const struct coh_grouping_asked *asked, struct coh_text *t,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
