/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_ROSTER_SET_H
#define COH_FLOW_ROSTER_SET_H

#include "cli/tool.h"
#include "store/student_set.h"

/*
 * What `cohort roster set` was asked for, as typed and as the store takes it:
 * named students, or attributes of many out of a file.
 */

/* As typed; the texts are argv's. */
struct coh_roster_wish {
    const char *name, *from, *to, *active_from, *active_to; /* or NULL */
    struct coh_strings alias, drop_alias;
    struct coh_strings id;        /* SYSTEM=ID */
    struct coh_strings attribute; /* NAME=VALUE, or NAME for a file */
};

#define COH_ROSTER_WISH_INIT                                       \
    {                                                              \
        .alias = COH_STRINGS_INIT, .drop_alias = COH_STRINGS_INIT, \
        .id = COH_STRINGS_INIT, .attribute = COH_STRINGS_INIT,     \
    }

struct coh_roster_order {
    struct coh_student_change change;
    struct coh_span *span; /* of the lists in `change` */
    struct coh_student_value *value;
    int by_file; /* attributes of many: change.attribute has names alone */
};

#define COH_ROSTER_ORDER_INIT \
    {                         \
        .span = NULL          \
    }

/* COH_USAGE: nothing to change, a date that is none, a file's column beside a
 * value, a system or attribute that is no name for one, or what can only be
 * one student's when `students` are several. */
int
coh_roster_order_make(struct coh_roster_order *order,
                      const struct coh_roster_wish *wish, coh_date today,
                      size_t students, struct coh_error *err) COH_MUST_CHECK;
void coh_roster_order_release(struct coh_roster_order *order);

/* Read the run's one FILE (or standard input) and set the attributes that its
 * columns hold, for the students of its column student_id. Other columns are
 * passed over. */
int coh_roster_set_file(struct coh_run *run, struct coh_store *store,
                        const struct coh_roster_order *order,
                        struct coh_student_changed *changed,
                        struct coh_error *err) COH_MUST_CHECK;

/* One line on standard error: what came of it. */
void coh_roster_set_say(const struct coh_run *run,
                        const struct coh_student_changed *changed);

#endif
