/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_MASK_NAME_H
#define COH_FLOW_MASK_NAME_H

#include "base/text.h"

/*
 * What the name of a column says, word by word: FirstName, first_name,
 * "First Name" and firstname are the same, and so is FIRST NAME.
 */

/* Does a column of this name hold what tells who a student is, or whose child:
 * names and parts of them, ids of persons, addresses, birthdays? SchoolName
 * and "last updated" do not. */
int coh_mask_name_is_identity(struct coh_span name);

/* Is it a kind of column whose text names nobody: section, assessment, date,
 * scale …? All of its words must be of such kinds. */
int coh_mask_name_is_harmless(struct coh_span name);

#endif
