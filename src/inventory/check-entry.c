/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/check-internal.h"

/* More than this are not all named: inventory show marks them. */
enum { NAMED = 8, NAMED_OF_MANY = 4 };

static int
lacks(const struct coh_entry *e, int i)
{
    return coh_entry_lacks(e, (enum coh_field_id)i) &&
           !coh_check_is_appraisal((enum coh_field_id)i);
}

/* The form that fits a screen is filled; what is blank may follow later. */
static int
has_minimum(const struct coh_entry *e)
{
    int i;

    for (i = 0; i < COH_FIELDS; i++)
        if (lacks(e, i) && coh_entry_is_first(e, (enum coh_field_id)i))
            return 0;
    return 1;
}

/* "3 of 31 needed fields are blank: ", or what a filled form has left. */
static int
add_count(const struct coh_entry *e, int gaps, struct coh_text *t,
          struct coh_error *err)
{
    int i, needed = 0;

    if (has_minimum(e))
        return coh_text_format(t, err,
                               "minimum form filled; %d further field%s "
                               "blank: ",
                               gaps, gaps == 1 ? "" : "s");
    for (i = 0; i < COH_FIELDS; i++)
        needed += coh_entry_needs(e, (enum coh_field_id)i);
    return coh_text_format(t, err, "%d of %d needed fields %s blank: ", gaps,
                           needed, gaps == 1 ? "is" : "are");
}

/* The count, and "tier, construct and unit". */
static int
add_gaps(const struct coh_entry *e, int gaps, struct coh_text *t,
         struct coh_error *err)
{
    int i, named = 0;

    if (add_count(e, gaps, t, err))
        return -1;
    for (i = 0; i < COH_FIELDS; i++) {
        if (!lacks(e, i))
            continue;
        if (gaps > NAMED && named == NAMED_OF_MANY)
            return coh_text_format(t, err, " and %d more (inventory show)",
                                   gaps - named);
        if (coh_text_format(t, err, "%s%s",
                            !named             ? ""
                            : named + 1 < gaps ? ", "
                                               : " and ",
                            coh_field[i].name))
            return -1;
        named++;
    }
    return 0;
}

/* A load brings a source_id, perhaps a status and a day; all else is what
 * people write down. */
static int
is_bare(const struct coh_entry *e)
{
    int i;

    for (i = 0; i < COH_FIELDS; i++)
        if (coh_field[i].need != COH_NEED_DERIVED && e->value[i] &&
            i != COH_FIELD_SOURCE_ID && i != COH_FIELD_STATUS &&
            i != COH_FIELD_LAST_COLLECTED)
            return 0;
    return 1;
}

/* "3 loads (newest 2026-03-05), but " */
static int
add_loads(const struct coh_source_fact *fact, struct coh_text *t,
          struct coh_error *err)
{
    char day[COH_DATE_SIZE];

    return coh_text_format(t, err, "%zu load%s (newest %s), but ", fact->loads,
                           fact->loads == 1 ? "" : "s",
                           coh_date_text(fact->newest, day));
}

int
coh_check_complete(const struct coh_check_on *on, const struct coh_entry *e,
                   const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_finding f = coh_finding_of(e, "complete");
    const struct coh_source_fact *fact = coh_check_fact(on, e);
    struct coh_text t = COH_TEXT_INIT;
    int i, gaps = 0, rc = -1;

    for (i = 0; i < COH_FIELDS; i++)
        gaps += lacks(e, i);
    if (!gaps)
        return coh_check_say(report, f, "ok", COH_FINDING_WELL,
                             "every needed field is filled", err);
    if (fact && !has_minimum(e) && add_loads(fact, &t, err))
        goto out;
    if (fact && is_bare(e))
        rc = coh_text_add_string(&t,
                                 "nobody wrote down what it is: fill its row "
                                 "of the inventory, or undo the load",
                                 err);
    else
        rc = add_gaps(e, gaps, &t, err);
    if (!rc)
        rc = coh_check_tell(
            report, f,
            fact && is_bare(e) ? "no_entry"
            : has_minimum(e)   ? "minimum"
                               : "incomplete",
            has_minimum(e) ? COH_FINDING_FACT : COH_FINDING_LOOK, &t, err);
out:
    coh_text_release(&t);
    return rc;
}

static int
report_fault(struct coh_finding f, const struct coh_fault *fault,
             const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = coh_fault_text(fault, &t, err);

    if (!rc)
        rc = coh_check_tell(report, f, "wrong", COH_FINDING_LOOK, &t, err);
    coh_text_release(&t);
    return rc;
}

int
coh_check_words(const struct coh_check_on *on, const struct coh_entry *e,
                const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_finding f = coh_finding_of(e, "words");
    int i, faults = 0;

    (void)on;
    for (i = 0; i < COH_FIELDS; i++) {
        struct coh_span rest = coh_span_of(e->value[i]);
        struct coh_fault fault;

        while (coh_field_fault((enum coh_field_id)i, &rest, &fault)) {
            if (report_fault(f, &fault, report, err))
                return -1;
            faults++;
        }
    }
    return faults ? 0
                  : coh_check_say(report, f, "ok", COH_FINDING_WELL,
                                  "every value fits its field", err);
}
