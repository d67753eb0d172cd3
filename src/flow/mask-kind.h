/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_MASK_KIND_H
#define COH_FLOW_MASK_KIND_H

#include "cli/tool.h"
#include "table/table.h"

/*
 * The tables that mask knows: how each is known by its header, which of its
 * columns split the students, which count them, and what becomes of the rest.
 * A kind is a row of a table (mask-kind.c); a column without a rule is a label
 * when it is text, and refused when it is a number.
 *
 *     struct coh_mask_plan plan = COH_MASK_PLAN_INIT;
 *     if (coh_mask_plan_find(&plan, &table, run, &ask, err)) …
 *     plan.role[column] == COH_MASK_COUNT …
 *     coh_mask_plan_release(&plan);
 */

enum coh_mask_role {
    COH_MASK_LABEL,           /* the same students told about something else */
    COH_MASK_APART,           /* a label whose rows count other students */
    COH_MASK_BY,              /* splits the students */
    COH_MASK_COUNT,           /* how many students a row counts */
    COH_MASK_COUNT_REFERENCE, /* how many the reference has */
    COH_MASK_COUNT_OF,        /* how many all levels have together */
    COH_MASK_REACHED,         /* how many of COUNT reached the cut */
    COH_MASK_REACHED_REFERENCE,
    COH_MASK_RATE, /* their share: becomes a band */
    COH_MASK_RATE_REFERENCE,
    COH_MASK_FIGURE, /* hidden with COUNT */
    COH_MASK_FIGURE_REFERENCE,
    COH_MASK_FIGURE_BOTH, /* hidden with COUNT and with COUNT_REFERENCE */
    COH_MASK_SHARE,       /* hidden with COUNT and with COUNT_OF */
    COH_MASK_COPY,        /* no number of students: stays as it is */
    COH_MASK_VERDICT,     /* words: kept up to what the interval comes to */
    COH_MASK_NEVER,       /* not published: gives single values away */
    COH_MASK_REPLACED,    /* not published: the band stands for it */
};

struct coh_mask_rule {
    const char *name;
    enum coh_mask_role role;
    int decimals;     /* of figures, unless --digits */
    const char *band; /* of rates: what the band is called */
};

struct coh_mask_kind {
    const char *name;
    const char *const *sign;    /* columns that are there, NULL-terminated */
    const char *const *without; /* and that are not */
    const char *until;   /* columns left of this one split the students */
    int rows_apart;      /* each row counts students of its own */
    int everyone_else;   /* the reference is the others of COH_MASK_BY */
    int merges;          /* --merge knows how to add its rows */
    const char *refused; /* why it is not judged, or NULL */
    const struct coh_mask_rule *rule; /* ended by a rule without a name */
};

struct coh_mask_ask;

struct coh_mask_plan {
    const struct coh_mask_kind *kind;
    enum coh_mask_role *role;          /* of each column */
    const struct coh_mask_rule **rule; /* of each column, or NULL */
    struct coh_columns by;             /* in the order of the table */
    size_t count, reference, of;       /* columns; the header's n: none */
    size_t reached, reached_reference, rate, rate_reference;
    int pairs; /* of compare: the same students at two times */
};

#define COH_MASK_PLAN_INIT \
    {                      \
        .kind = NULL       \
    }

/* COH_INPUT for a table that names students (by a column's name, or by values
 * that are one student's each), that was masked before, that has
 * no count, or a number column without a rule, each with what to do. */
int
coh_mask_plan_find(struct coh_mask_plan *plan, const struct coh_table *t,
                   const struct coh_run *run, const struct coh_mask_ask *ask,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_mask_plan_release(struct coh_mask_plan *plan);

#endif
