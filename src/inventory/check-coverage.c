/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/check-internal.h"
#include "inventory/coverage.h"
#include "inventory/minutes.h"

/* Does another subject have a source for this purpose? */
static int
elsewhere(const struct coh_coverage *c, const char *purpose, size_t subject)
{
    size_t i;

    for (i = 0; i < c->subjects; i++)
        if (i != subject && c->subject[i].length &&
            coh_coverage_count(c, purpose, i, c->grades))
            return 1;
    return 0;
}

static int
check_subject(const struct coh_coverage *c, size_t subject,
              const struct coh_check_report *report, struct coh_text *t,
              struct coh_error *err)
{
    const struct coh_span name = c->subject[subject];
    const char *const *purpose = coh_vocabulary_purpose.word;
    int n = 0;

    if (coh_text_add(t, name.bytes, name.length, err) ||
        coh_text_add_string(t, " has no source for ", err))
        return -1;
    for (; *purpose; purpose++)
        if (!coh_coverage_count(c, *purpose, subject, c->grades) &&
            elsewhere(c, *purpose, subject) &&
            coh_text_format(t, err, "%s%s", n++ ? ", " : "", *purpose))
            return -1;
    if (!n) {
        coh_text_clear(t);
        return 0;
    }
    if (coh_text_add_string(t,
                            ", and another subject has: is that meant? "
                            "(--coverage shows all)",
                            err))
        return -1;
    return coh_check_tell(report, coh_finding_of(NULL, "coverage"), "gap",
                          COH_FINDING_FACT, t, err);
}

int
coh_check_coverage(const struct coh_check_on *on,
                   const struct coh_check_report *report, struct coh_error *err)
{
    struct coh_coverage c = COH_COVERAGE_INIT;
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = coh_coverage_fill(&c, on->inventory, err);

    for (i = 0; !rc && i < c.subjects; i++)
        if (c.subject[i].length)
            rc = check_subject(&c, i, report, &t, err);
    coh_text_release(&t);
    coh_coverage_release(&c);
    return rc;
}

int
coh_check_minutes(const struct coh_check_on *on,
                  const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_minutes_sum sum =
        coh_minutes_total(on->inventory, on->calendar, on->today, NULL);
    struct coh_text t = COH_TEXT_INIT;
    int rc;

    if (!(sum.known + sum.unknown))
        return 0;
    if (sum.known)
        rc = coh_text_format(&t, err, "%s%.10g minutes a student a school year",
                             sum.unknown ? "at least " : "", sum.minutes);
    else
        rc = coh_text_add_string(&t, "what testing takes is unknown", err);
    if (!rc && sum.unknown)
        rc = coh_text_format(&t, err,
                             "; %zu of %zu sources do not say how long or how "
                             "often: fill admin_minutes (--minutes shows all)",
                             sum.unknown, sum.known + sum.unknown);
    if (!rc)
        rc = coh_check_tell(report, coh_finding_of(NULL, "minutes"),
                            sum.unknown ? "unknown" : "ok",
                            sum.unknown ? COH_FINDING_FACT : COH_FINDING_WELL,
                            &t, err);
    coh_text_release(&t);
    return rc;
}
