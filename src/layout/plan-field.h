/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_PLAN_FIELD_H
#define COH_LAYOUT_PLAN_FIELD_H

#include "layout/plan.h"

/*
 * What the rooms of the plan share; nobody else includes this. plan-field.c
 * binds the alternatives of one field; plan.c binds results, records and ids.
 * Each column that a field reads is marked as named.
 */

/* Room for `n` alternatives more. */
int coh_plan_make_room(struct coh_plan_field *field, size_t n,
                       struct coh_error *err) COH_MUST_CHECK;

/* One alternative more: the cell of one column. There is room for it. */
int coh_plan_add_cell(struct coh_plan *plan, struct coh_plan_field *field,
                      size_t column, struct coh_error *err) COH_MUST_CHECK;

/* All alternatives whose columns are there. */
int
coh_plan_bind_words(struct coh_plan *plan, const struct coh_layout_words *words,
                    const struct coh_template_scope *scope,
                    struct coh_plan_field *field,
                    struct coh_error *err) COH_MUST_CHECK;

/* Columns by their names, as alternatives; a text with braces that is no
 * column's name is a template. */
int coh_plan_bind_columns(struct coh_plan *plan,
                          const struct coh_layout_words *words,
                          const struct coh_template_scope *scope,
                          struct coh_plan_field *field,
                          struct coh_error *err) COH_MUST_CHECK;

void coh_plan_release_field(struct coh_plan_field *field);

#endif
