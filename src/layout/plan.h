/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_PLAN_H
#define COH_LAYOUT_PLAN_H

#include "cell/cell-mark.h"
#include "layout/layout.h"
#include "layout/template.h"

/*
 * A plan: a layout bound to the header of one file. Which columns become
 * results, where each of their fields stands, who the student is.
 *
 *     struct coh_plan plan = COH_PLAN_INIT;
 *     if (coh_plan_make(&plan, layout, &header, err)) …
 *     for (i = 0; i < plan.results; i++) …
 *     coh_plan_release(&plan);
 */

struct coh_plan_field { /* alternatives, bound; n may be 0 */
    struct coh_template *at;
    size_t n;
};

struct coh_plan_result {
    const struct coh_layout_result *rule;
    struct coh_plan_field field[COH_LAYOUT_FIELDS];
    struct coh_span title; /* the column it is read from, for messages */
    size_t column;         /* that fits the rule's pattern; else header->n */
    char *max_score;       /* from the record of maxima, or NULL */
    char *key;             /* from the record of right answers, or NULL */
    int dropped;           /* its maximum says that it is no result */
    size_t fitting;        /* cells that fit the rule's cells or not_cells */
    size_t filled;         /* cells that are not blank, in the first reading */
    struct coh_mark_evidence marks; /* of its numbers, in the first reading */
    enum coh_mark mark;             /* what they come to */
    /* The second reading: what each field is in all records, and the fields
     * that must be looked up in each. See coh_plan_fix(). */
    struct coh_span fixed[COH_LAYOUT_FIELDS];
    int varying[COH_LAYOUT_FIELDS];
    size_t varies;
};

/* A rule for records that are no student's, bound. */
struct coh_plan_record {
    const struct coh_layout_record *rule;
    struct coh_plan_field field; /* where its pattern looks */
    size_t blank;                /* the column that `blank` names, or n */
};

struct coh_plan {
    const struct coh_layout *layout;
    const struct coh_header *header; /* the caller's */
    struct coh_plan_result *result;
    size_t results, capacity;
    struct coh_plan_record *record; /* one a rule of the layout */
    size_t records;
    size_t *id; /* id columns in order of preference */
    size_t ids, id_capacity;
    struct coh_plan_field name;       /* whose name stands in the record */
    struct coh_plan_field repeats_by; /* what makes two records the same */
    char *named; /* for each column: does a rule name it? */
};

#define COH_PLAN_INIT  \
    {                  \
        .layout = NULL \
    }

/* Bind a layout to what `scope` knows of the file: its names, what stands
 * above them, its companions. COH_INPUT when no id column or no column of
 * results is there, when a column that a rule reads by name stands twice, when
 * two columns of one name would give the same result, and when more than
 * COH_PLAN_RESULTS results would come of one record. */
#define COH_PLAN_RESULTS 20000
int coh_plan_make(struct coh_plan *plan, const struct coh_layout *layout,
                  const struct coh_template_scope *scope,
                  struct coh_error *err) COH_MUST_CHECK;

/* Tell what is the same in all records (what the user has `set` for a field,
 * what is not there, fixed text) from what is not. The fields of the cell
 * itself, which are read before all others, are neither. */
void coh_plan_fix(struct coh_plan *plan, const char *const *set);

/* The value of a field for one record: the first alternative that is not
 * blank; "" if all are. `text` is scratch that the span may point into. */
int
coh_plan_value(const struct coh_plan_result *result, int field,
               const struct coh_template_row *row, struct coh_text *text,
               struct coh_span *value, struct coh_error *err) COH_MUST_CHECK;

/* The same of any bound field. */
int coh_plan_field_value(const struct coh_plan_field *field,
                         const struct coh_template_row *row,
                         struct coh_text *text, struct coh_span *value,
                         struct coh_error *err) COH_MUST_CHECK;

void coh_plan_release(struct coh_plan *plan);

#endif
