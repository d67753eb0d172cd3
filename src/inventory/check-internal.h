/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_CHECK_INTERNAL_H
#define COH_INVENTORY_CHECK_INTERNAL_H

#include "inventory/check.h"

/* What the files of the checks share. */

/* A finding of `e` (NULL: of the whole inventory), well until told. */
struct coh_finding coh_finding_of(const struct coh_entry *e, const char *check);

/* Report `f` in `state` and `level` with the text as its message; the text is
 * emptied. */
int coh_check_tell(const struct coh_check_report *report, struct coh_finding f,
                   const char *state, enum coh_finding_level level,
                   struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

/* The same with a message as it stands. */
int coh_check_say(const struct coh_check_report *report, struct coh_finding f,
                  const char *state, enum coh_finding_level level,
                  const char *message, struct coh_error *err) COH_MUST_CHECK;

/* Sources that share a finding: their ids, joined by ", ". */
struct coh_check_group {
    struct coh_text ids;
    size_t n;
    const struct coh_entry *first;
};

#define COH_CHECK_GROUP_INIT \
    {                        \
        .ids = COH_TEXT_INIT \
    }

int coh_check_group_add(struct coh_check_group *g, const struct coh_entry *e,
                        struct coh_error *err) COH_MUST_CHECK;

/* One finding for the group, "ID, ID: MESSAGE"; for one source its own; for
 * none nothing. The group is emptied. */
int
coh_check_group_tell(struct coh_check_group *g, const char *check,
                     const char *state, enum coh_finding_level level,
                     const char *message, const struct coh_check_report *report,
                     struct coh_error *err) COH_MUST_CHECK;

int
coh_check_is(const struct coh_entry *e, enum coh_field_id id, const char *word);
/* Collected as far as its status says: not retired, without a tool, or with a
 * tool that nobody uses. A blank status is collected. */
int coh_check_collected(const struct coh_entry *e);
/* Of students: its unit is none of staff, family and group. */
int coh_check_of_students(const struct coh_entry *e);

/* A field that appraises research: its gaps are the research check's. */
int coh_check_is_appraisal(enum coh_field_id id);

/* The store's fact of a source, or NULL. */
const struct coh_source_fact *
coh_check_fact(const struct coh_check_on *on, const struct coh_entry *e);

/* The checks, a file a theme. */
#define COH_EACH(name)                                              \
    int name(const struct coh_check_on *, const struct coh_entry *, \
             const struct coh_check_report *, struct coh_error *)
#define COH_WHOLE(name)                                                    \
    int name(const struct coh_check_on *, const struct coh_check_report *, \
             struct coh_error *)

COH_EACH(coh_check_overdue);
COH_WHOLE(coh_check_calendar);
COH_WHOLE(coh_check_inbox);
COH_EACH(coh_check_complete);
COH_EACH(coh_check_words);
COH_EACH(coh_check_access);
COH_WHOLE(coh_check_roles);
COH_EACH(coh_check_use);
COH_WHOLE(coh_check_use_whole);
COH_WHOLE(coh_check_twice);
COH_EACH(coh_check_agreement);
COH_EACH(coh_check_research);
COH_EACH(coh_check_reviewed);
COH_EACH(coh_check_retention);
COH_WHOLE(coh_check_measures);
COH_WHOLE(coh_check_keys);
COH_WHOLE(coh_check_coverage);
COH_WHOLE(coh_check_minutes);

#endif
