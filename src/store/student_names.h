/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_NAMES_H
#define COH_STORE_STUDENT_NAMES_H

#include "result/mention.h"
#include "store/store.h"

/* Add the names and ids of everybody whom the store knows: of the roster, also
 * who left, and of those kept apart. For texts that leave the team. */
int coh_student_names(struct coh_store *store, struct coh_mention *named,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
