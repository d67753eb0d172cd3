/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/check-internal.h"

/* What comes round more often than `soon` is always due soon: no news. */
static int
is_soon(const struct coh_check_on *on, const struct coh_due *d, int left)
{
    const int by_date =
        d->basis == COH_BASIS_CALENDAR || d->basis == COH_BASIS_WINDOW;
    const int days = d->often ? d->often->days : 0;

    if (d->state != COH_DUE_LATER || left < 0 || left > on->soon)
        return 0;
    /* Five school days are a week of seven. */
    return by_date || !days ||
           (d->school_days ? days * 5 > on->soon * 7 : days > on->soon);
}

/* "in 4 school days: " before the due date, and what to do behind it. */
static int
say_soon(const struct coh_entry *e, const struct coh_due *d, int left,
         struct coh_text *t, struct coh_error *err)
{
    if (coh_text_format(t, err, "in %d %s day%s: ", left,
                        d->school_days ? "school" : "calendar",
                        left == 1 ? "" : "s") ||
        coh_due_text(e, d, t, err))
        return -1;
    return coh_text_add_string(t, ": plan it", err);
}

int
coh_check_overdue(const struct coh_check_on *on, const struct coh_entry *e,
                  const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_due d = coh_due_find(e, on->calendar, on->today);
    struct coh_finding f = coh_finding_of(e, "overdue");
    enum coh_finding_level level = COH_FINDING_WELL;
    const char *state = coh_due_state_name(d.state);
    const int left = coh_due_left(&d, on->calendar, on->today);
    struct coh_text t = COH_TEXT_INIT;
    int rc;

    /* Research is read, not collected. */
    if (d.basis == COH_BASIS_UNKNOWN &&
        coh_check_is(e, COH_FIELD_TIER, "research"))
        return 0;
    if (is_soon(on, &d, left)) {
        state = "soon";
        level = COH_FINDING_FACT;
        rc = say_soon(e, &d, left, &t, err);
    } else {
        rc = coh_due_text(e, &d, &t, err);
        if (!rc && d.state == COH_DUE_NOW)
            rc = coh_text_add_string(&t, ": collect it", err);
    }
    if (d.state == COH_DUE_NOW)
        level = COH_FINDING_FACT;
    if (d.state == COH_DUE_OVERDUE || d.state == COH_DUE_NEVER ||
        d.state == COH_DUE_FUTURE)
        level = COH_FINDING_LOOK;
    f.has_days = d.state == COH_DUE_OVERDUE;
    f.days = d.days;
    if (!rc)
        rc = coh_check_tell(report, f, state, level, &t, err);
    coh_text_release(&t);
    return rc;
}

static int
names_a_source(const struct coh_inventory *inv, const struct coh_period *p)
{
    size_t i;

    for (i = 0; i < inv->n; i++) {
        const struct coh_entry *e = &inv->entry[i];

        if (coh_period_names(p,
                             coh_span_of(coh_entry_get(e, COH_FIELD_SOURCE_ID)),
                             coh_span_of(coh_entry_get(e, COH_FIELD_TITLE))))
            return 1;
    }
    return 0;
}

static int
check_windows(const struct coh_check_on *on,
              const struct coh_check_report *report, struct coh_text *t,
              struct coh_error *err)
{
    size_t i;

    for (i = 0; i < on->calendar->n; i++) {
        const struct coh_period *p = &on->calendar->period[i];
        char opens[COH_DATE_SIZE];

        if (p->kind != COH_PERIOD_WINDOW || names_a_source(on->inventory, p))
            continue;
        if (coh_text_format(t, err,
                            "the testing window '%s' of %s names no source: "
                            "begin its label with a source_id",
                            p->label, coh_date_text(p->start, opens)) ||
            coh_check_tell(report, coh_finding_of(NULL, "calendar"), "window",
                           COH_FINDING_LOOK, t, err))
            return -1;
    }
    return 0;
}

int
coh_check_calendar(const struct coh_check_on *on,
                   const struct coh_check_report *report, struct coh_error *err)
{
    const coh_date ends = coh_calendar_ends(on->calendar);
    struct coh_text t = COH_TEXT_INIT;
    char day[COH_DATE_SIZE];
    int rc = -1;

    if (ends != COH_DATE_NONE && ends < on->today &&
        (coh_text_format(&t, err,
                         "the school calendar ends on %s: nothing gets later "
                         "by the days since; take in the next school year "
                         "(inventory import --calendar)",
                         coh_date_text(ends, day)) ||
         coh_check_tell(report, coh_finding_of(NULL, "calendar"), "ended",
                        COH_FINDING_LOOK, &t, err)))
        goto out;
    rc = check_windows(on, report, &t, err);
out:
    coh_text_release(&t);
    return rc;
}
