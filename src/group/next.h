/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_NEXT_H
#define COH_GROUP_NEXT_H

#include "group/reason.h"

/* The cheapest other group for student i (see coh_group_reasons_student) and
 * by how much the objective rises, in mantissas squared. 0: none, and *why
 * says it in words; nobody frees them. */
size_t coh_group_next_best(const struct coh_group_reasons *r, size_t i,
                           double *rise, const char **why);

#endif
