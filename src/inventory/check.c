/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/check.h"

static int
check_overdue(const struct coh_check_on *on, const struct coh_entry *e,
              const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_due due = coh_due_find(e, on->calendar, on->today);
    struct coh_text t = COH_TEXT_INIT;
    struct coh_finding f = {
        .source_id = coh_entry_get(e, COH_FIELD_SOURCE_ID),
        .check = "overdue",
        .state = coh_due_state_name(due.state),
        .look = due.state == COH_DUE_OVERDUE || due.state == COH_DUE_NEVER ||
                due.state == COH_DUE_FUTURE,
        .has_days = due.state == COH_DUE_OVERDUE,
        .days = due.days,
    };
    int rc = coh_due_text(e, &due, &t, err);

    f.message = coh_text_get(&t);
    if (!rc)
        rc = report->add(report->to, &f, err);
    coh_text_release(&t);
    return rc;
}

/* More than this are not all named: inventory show marks them. */
enum { NAMED = 8, NAMED_OF_MANY = 4 };

/* "3 of 31 needed fields are blank: tier, construct and unit" */
static int
add_gaps(const struct coh_entry *e, int gaps, struct coh_text *t,
         struct coh_error *err)
{
    int i, needed = 0, named = 0;

    for (i = 0; i < COH_FIELDS; i++)
        needed += coh_entry_needs(e, (enum coh_field_id)i);
    if (coh_text_format(t, err, "%d of %d needed fields %s blank: ", gaps,
                        needed, gaps == 1 ? "is" : "are"))
        return -1;
    for (i = 0; i < COH_FIELDS; i++) {
        if (!coh_entry_lacks(e, (enum coh_field_id)i))
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

static int
check_complete(const struct coh_check_on *on, const struct coh_entry *e,
               const struct coh_check_report *report, struct coh_error *err)
{
    int gaps = coh_entry_gaps(e);
    struct coh_text t = COH_TEXT_INIT;
    struct coh_finding f = {
        .source_id = coh_entry_get(e, COH_FIELD_SOURCE_ID),
        .check = "complete",
        .state = gaps ? "incomplete" : "ok",
        .look = gaps > 0,
    };
    int rc;

    (void)on;
    if (gaps)
        rc = add_gaps(e, gaps, &t, err);
    else
        rc = coh_text_add_string(&t, "every needed field is filled", err);
    f.message = coh_text_get(&t);
    if (!rc)
        rc = report->add(report->to, &f, err);
    coh_text_release(&t);
    return rc;
}

static int
report_fault(struct coh_finding f, const struct coh_fault *fault,
             const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = coh_fault_text(fault, &t, err);

    f.state = "wrong";
    f.look = 1;
    f.message = coh_text_get(&t);
    if (!rc)
        rc = report->add(report->to, &f, err);
    coh_text_release(&t);
    return rc;
}

static int
check_words(const struct coh_check_on *on, const struct coh_entry *e,
            const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_finding f = {
        .source_id = coh_entry_get(e, COH_FIELD_SOURCE_ID),
        .check = "words",
        .state = "ok",
        .message = "every value fits its field",
    };
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
    return faults ? 0 : report->add(report->to, &f, err);
}

const struct coh_check coh_checks[] = {
    {"overdue", "is it to be collected by now", check_overdue},
    {"complete", "are all needed fields filled", check_complete},
    {"words", "does every value fit its field", check_words},
    {NULL, NULL, NULL},
};

const struct coh_check *
coh_check_find(struct coh_span name)
{
    const struct coh_check *c;

    for (c = coh_checks; c->name; c++)
        if (coh_span_is(name, c->name))
            return c;
    return NULL;
}

int
coh_check_run(const struct coh_check_on *on, const struct coh_check *only,
              const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_check *c;
    size_t i;

    for (i = 0; i < on->inventory->n; i++)
        for (c = coh_checks; c->name; c++)
            if ((!only || c == only) &&
                c->run(on, &on->inventory->entry[i], report, err))
                return -1;
    return 0;
}
