/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/check-internal.h"

struct coh_finding
coh_finding_of(const struct coh_entry *e, const char *check)
{
    return (struct coh_finding){
        .source_id = e ? coh_entry_get(e, COH_FIELD_SOURCE_ID) : COH_OF_ALL,
        .check = check,
    };
}

int
coh_check_say(const struct coh_check_report *report, struct coh_finding f,
              const char *state, enum coh_finding_level level,
              const char *message, struct coh_error *err)
{
    f.state = state;
    f.level = level;
    f.message = message;
    return report->add(report->to, &f, err);
}

int
coh_check_tell(const struct coh_check_report *report, struct coh_finding f,
               const char *state, enum coh_finding_level level,
               struct coh_text *t, struct coh_error *err)
{
    int rc = coh_check_say(report, f, state, level, coh_text_get(t), err);

    coh_text_clear(t);
    return rc;
}

int
coh_check_group_add(struct coh_check_group *g, const struct coh_entry *e,
                    struct coh_error *err)
{
    if (!g->n++)
        g->first = e;
    return coh_text_format(&g->ids, err, "%s%s", g->n > 1 ? ", " : "",
                           coh_entry_get(e, COH_FIELD_SOURCE_ID));
}

int
coh_check_group_tell(struct coh_check_group *g, const char *check,
                     const char *state, enum coh_finding_level level,
                     const char *message, const struct coh_check_report *report,
                     struct coh_error *err)
{
    struct coh_finding f = coh_finding_of(g->first, check);
    int rc = 0;

    if (g->n == 1) {
        rc = coh_check_say(report, f, state, level, message, err);
    } else if (g->n > 1) {
        f.source_id = COH_OF_SEVERAL;
        rc = coh_text_format(&g->ids, err, ": %s", message);
        if (!rc)
            rc = coh_check_tell(report, f, state, level, &g->ids, err);
    }
    coh_text_release(&g->ids);
    *g = (struct coh_check_group)COH_CHECK_GROUP_INIT;
    return rc;
}

int
coh_check_is(const struct coh_entry *e, enum coh_field_id id, const char *word)
{
    return !strcmp(coh_entry_get(e, id), word);
}

int
coh_check_collected(const struct coh_entry *e)
{
    return !coh_check_is(e, COH_FIELD_STATUS, "retired") &&
           !coh_check_is(e, COH_FIELD_STATUS, "no-tool") &&
           !coh_check_is(e, COH_FIELD_STATUS, "tool-exists-not-collected");
}

int
coh_check_of_students(const struct coh_entry *e)
{
    return !coh_check_is(e, COH_FIELD_UNIT, "staff") &&
           !coh_check_is(e, COH_FIELD_UNIT, "family") &&
           !coh_check_is(e, COH_FIELD_UNIT, "group") &&
           !coh_check_is(e, COH_FIELD_TIER, "research");
}

const struct coh_source_fact *
coh_check_fact(const struct coh_check_on *on, const struct coh_entry *e)
{
    size_t i;

    for (i = 0; i < on->facts; i++)
        if (coh_check_is(e, COH_FIELD_SOURCE_ID, on->fact[i].source_id))
            return &on->fact[i];
    return NULL;
}
