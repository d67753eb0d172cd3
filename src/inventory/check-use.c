/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/check-internal.h"
#include "inventory/words.h"

/* "collected, and not used; barrier: paper; it could be: …: use it or …" */
static int
say_unused(const struct coh_entry *e, struct coh_text *t, struct coh_error *err)
{
    const char *barrier = coh_entry_get(e, COH_FIELD_BARRIERS);
    const char *better = coh_entry_get(e, COH_FIELD_MORE_EFFECTIVE_USE);

    if (coh_text_add_string(t, "collected, and not used", err))
        return -1;
    if (!coh_words_none(barrier) &&
        coh_text_format(t, err, "; barrier: %s", barrier))
        return -1;
    if (!coh_words_none(better) &&
        coh_text_format(t, err, "; it could be: %s", better))
        return -1;
    return coh_text_add_string(
        t, ": use it, or stop collecting it and set status to retired", err);
}

static int
is_unused(const struct coh_entry *e)
{
    return coh_check_is(e, COH_FIELD_STATUS, "collected-unused") ||
           (e->value[COH_FIELD_CURRENT_USE] &&
            coh_words_none(coh_entry_get(e, COH_FIELD_CURRENT_USE)));
}

/* The last decision that rests on it, or 0. */
static long long
cited_by(const struct coh_check_on *on, const struct coh_entry *e)
{
    const char *id = coh_entry_get(e, COH_FIELD_SOURCE_ID);
    size_t i;

    for (i = 0; i < on->cites; i++)
        if (!strcmp(on->cited[i].source_id, id))
            return on->cited[i].decision;
    return 0;
}

int
coh_check_use(const struct coh_check_on *on, const struct coh_entry *e,
              const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_finding f = coh_finding_of(e, "use");
    const char *barrier = coh_entry_get(e, COH_FIELD_BARRIERS);
    const long long decision = cited_by(on, e);
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_check_collected(e))
        return 0;
    if (coh_check_is(e, COH_FIELD_KEEP_DECISION, "drop"))
        return coh_check_say(report, f, "drop", COH_FINDING_LOOK,
                             "the team decided to drop it, and it still counts "
                             "as collected: set status to retired",
                             err);
    if (is_unused(e) && decision) {
        if (!coh_text_format(&t, err,
                             "it is used, by decision %lld: set status to "
                             "collected-used, and current_use",
                             decision))
            rc = coh_check_tell(report, f, "cited", COH_FINDING_FACT, &t, err);
    } else if (is_unused(e)) {
        if (!say_unused(e, &t, err))
            rc = coh_check_tell(report, f, "unused", COH_FINDING_LOOK, &t, err);
    } else if (!coh_words_none(barrier)) {
        if (!coh_text_format(&t, err,
                             "barrier: %s: decide who takes it away, then "
                             "blank barriers",
                             barrier))
            rc =
                coh_check_tell(report, f, "barrier", COH_FINDING_FACT, &t, err);
    } else {
        rc =
            coh_check_say(report, f, "ok", COH_FINDING_WELL, "it is used", err);
    }
    coh_text_release(&t);
    return rc;
}

/* Students' records in a file that no load has brought into the store. */
static int
is_not_taken_in(const struct coh_check_on *on, const struct coh_entry *e)
{
    return on->has_facts && coh_check_collected(e) &&
           coh_check_of_students(e) &&
           coh_check_is(e, COH_FIELD_ACCESS_METHOD, "file") &&
           !coh_check_fact(on, e);
}

static int
is_not_collected(const struct coh_check_on *on, const struct coh_entry *e)
{
    (void)on;
    return coh_check_is(e, COH_FIELD_STATUS, "tool-exists-not-collected");
}

static int
has_no_tool(const struct coh_check_on *on, const struct coh_entry *e)
{
    (void)on;
    return coh_check_is(e, COH_FIELD_STATUS, "no-tool");
}

static const struct {
    int (*fits)(const struct coh_check_on *on, const struct coh_entry *e);
    const char *state, *message;
} group[] = {
    {is_not_collected, "not_collected",
     "a tool is there, and nothing is collected: start with it, or set status "
     "to retired"},
    {has_no_tool, "no_tool",
     "wanted, and there is no tool: find one, or set status to retired"},
    {is_not_taken_in, "not_taken_in",
     "no file was taken in, so no page can rest on it: cohort ingest FILE "
     "--source ID"},
};

int
coh_check_use_whole(const struct coh_check_on *on,
                    const struct coh_check_report *report,
                    struct coh_error *err)
{
    struct coh_check_group g = COH_CHECK_GROUP_INIT;
    const struct coh_inventory *inv = on->inventory;
    size_t k, i;

    for (k = 0; k < sizeof(group) / sizeof(*group); k++) {
        for (i = 0; i < inv->n; i++)
            if (group[k].fits(on, &inv->entry[i]) &&
                coh_check_group_add(&g, &inv->entry[i], err)) {
                coh_text_release(&g.ids);
                return -1;
            }
        if (coh_check_group_tell(&g, "use", group[k].state, COH_FINDING_FACT,
                                 group[k].message, report, err))
            return -1;
    }
    return 0;
}

/* More than these are counted: a folder may hold hundreds. */
enum { NAMED_FILES = 5 };

int
coh_check_inbox(const struct coh_check_on *on,
                const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int rc = 0;

    if (on->share && on->waits)
        rc = coh_text_format(&t, err, "%zu file%s", on->waits,
                             on->waits == 1 ? "" : "s");
    for (i = 0; !on->share && !rc && i < on->waits && i < NAMED_FILES; i++)
        rc = coh_text_format(
            &t, err, "%s%s", i ? ", " : "",
            coh_quote(on->waiting[i], strlen(on->waiting[i]), quoted));
    if (!on->share && !rc && on->waits > NAMED_FILES)
        rc = coh_text_format(&t, err, " and %zu more", on->waits - NAMED_FILES);
    if (!rc && on->waits)
        rc = coh_text_add_string(&t,
                                 ": in the inbox, and no load took it in: take "
                                 "it in (cohort ingest), or move it away",
                                 err);
    if (!rc && on->waits)
        rc = coh_check_tell(report, coh_finding_of(NULL, "inbox"), "waiting",
                            COH_FINDING_LOOK, &t, err);
    coh_text_release(&t);
    return rc;
}
