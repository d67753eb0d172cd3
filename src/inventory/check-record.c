/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/check-internal.h"
#include "inventory/words.h"

int
coh_check_agreement(const struct coh_check_on *on, const struct coh_entry *e,
                    const struct coh_check_report *report,
                    struct coh_error *err)
{
    const struct coh_finding f = coh_finding_of(e, "agreement");

    (void)on;
    if (!coh_check_is(e, COH_FIELD_DATA_TYPE, "qualitative") ||
        !coh_check_collected(e) ||
        coh_check_is(e, COH_FIELD_TIER, "research") ||
        coh_words_none(coh_entry_get(e, COH_FIELD_CODING_SCHEME)))
        return 0;
    if (!coh_words_none(coh_entry_get(e, COH_FIELD_INTERCODER_AGREEMENT)))
        return coh_check_say(report, f, "ok", COH_FINDING_WELL,
                             "the agreement of its coders is known", err);
    return coh_check_say(report, f, "missing", COH_FINDING_LOOK,
                         "it is coded, and nobody knows whether two coders "
                         "agree: let two code the same records, and fill "
                         "intercoder_agreement",
                         err);
}

/* What makes research evidence worth citing: fields of this name. */
static const char prefix[] = "research_";
static const char *const appraised[] = {"validity", "relevance", "importance",
                                        "context"};

/* The value of such a field; "" where it is blank, or there is none. */
static const char *
appraisal(const struct coh_entry *e, const char *of)
{
    int i;

    for (i = 0; i < COH_FIELDS; i++)
        if (coh_check_is_appraisal((enum coh_field_id)i) &&
            !strcmp(coh_field[i].name + strlen(prefix), of))
            return coh_entry_get(e, (enum coh_field_id)i);
    return "";
}

int
coh_check_is_appraisal(enum coh_field_id id)
{
    return !strncmp(coh_field[id].name, prefix, strlen(prefix));
}

/* Those that are blank, or, with `weak`, those that say weak or unclear. */
static int
add_appraisals(const struct coh_entry *e, int weak, struct coh_text *t, int *n,
               struct coh_error *err)
{
    size_t i;

    for (*n = 0, i = 0; i < sizeof(appraised) / sizeof(*appraised); i++) {
        const char *value = appraisal(e, appraised[i]);
        const int fits =
            weak ? !strcmp(value, "weak") || !strcmp(value, "unclear")
                 : !*value;

        if (fits &&
            coh_text_format(t, err, "%s%s%s%s", (*n)++ ? ", " : "",
                            appraised[i], weak ? " " : "", weak ? value : ""))
            return -1;
    }
    return 0;
}

int
coh_check_research(const struct coh_check_on *on, const struct coh_entry *e,
                   const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_finding f = coh_finding_of(e, "research");
    struct coh_text t = COH_TEXT_INIT;
    int n, rc = -1;

    (void)on;
    if (!coh_check_is(e, COH_FIELD_TIER, "research") ||
        coh_check_is(e, COH_FIELD_STATUS, "retired"))
        return 0;
    if (coh_text_add_string(&t, "not appraised yet: ", err) ||
        add_appraisals(e, 0, &t, &n, err))
        goto out;
    if (n) {
        if (!coh_text_add_string(
                &t, ": read it for these before a decision cites it", err))
            rc = coh_check_tell(report, f, "unappraised", COH_FINDING_LOOK, &t,
                                err);
        goto out;
    }
    coh_text_clear(&t);
    if (add_appraisals(e, 1, &t, &n, err))
        goto out;
    if (!n)
        rc = coh_check_say(report, f, "ok", COH_FINDING_WELL, "appraised", err);
    else if (!coh_text_add_string(&t, ": say so wherever it is cited", err))
        rc = coh_check_tell(report, f, "weak", COH_FINDING_FACT, &t, err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_check_reviewed(const struct coh_check_on *on, const struct coh_entry *e,
                   const struct coh_check_report *report, struct coh_error *err)
{
    const coh_date day = coh_entry_date(e, COH_FIELD_REVIEWED_ON);
    struct coh_finding f = coh_finding_of(e, "reviewed");
    struct coh_text t = COH_TEXT_INIT;
    char date[COH_DATE_SIZE];
    int rc;

    /* A blank one is a gap of the entry, said there. */
    if (day == COH_DATE_NONE || coh_check_is(e, COH_FIELD_STATUS, "retired"))
        return 0;
    if (day <= on->today && coh_due_add_months(day, 12) >= on->today)
        return coh_check_say(report, f, "ok", COH_FINDING_WELL,
                             "read over within a year", err);
    coh_date_text(day, date);
    if (day > on->today) {
        rc = coh_text_format(
            &t, err, "reviewed_on %s is after today: mend the date", date);
    } else {
        rc = coh_text_format(&t, err,
                             "last read over on %s, more than a year ago: read "
                             "the entry over, and set reviewed_on",
                             date);
    }
    if (!rc)
        rc = coh_check_tell(report, f, day > on->today ? "wrong" : "stale",
                            COH_FINDING_LOOK, &t, err);
    coh_text_release(&t);
    return rc;
}

/* "two" or "2"; 0 for neither. */
static int
read_number(struct coh_span s)
{
    static const char *const word[] = {"one",  "two", "three",  "four",
                                       "five", "six", "seven",  "eight",
                                       "nine", "ten", "eleven", "twelve"};
    size_t i;
    int n = 0;

    for (i = 0; i < sizeof(word) / sizeof(*word); i++)
        if (coh_span_is_caseless(s, word[i]))
            return (int)i + 1;
    for (i = 0; i < s.length && n < 1000; i++) {
        if (s.bytes[i] < '0' || s.bytes[i] > '9')
            return 0;
        n = n * 10 + (s.bytes[i] - '0');
    }
    return n < 1000 ? n : 0;
}

/* The months of "one year", "18 months"; 0 for every other text: "until the
 * project ends" is for people to judge. */
static int
read_months(struct coh_span s)
{
    const char *blank = s.length ? memchr(s.bytes, ' ', s.length) : NULL;
    struct coh_span unit;
    int n;

    if (!blank)
        return 0;
    unit.bytes = blank + 1;
    unit.length = s.length - (size_t)(unit.bytes - s.bytes);
    s.length = (size_t)(blank - s.bytes);
    n = read_number(s);
    if (coh_span_is_caseless(unit, "year") ||
        coh_span_is_caseless(unit, "years"))
        return 12 * n;
    if (coh_span_is_caseless(unit, "month") ||
        coh_span_is_caseless(unit, "months"))
        return n;
    return 0;
}

/* Until when it may be kept; COH_DATE_NONE where that cannot be read. */
static coh_date
kept_until(const struct coh_entry *e)
{
    struct coh_span s =
        coh_span_trim(coh_span_of(coh_entry_get(e, COH_FIELD_RETENTION)));
    const coh_date last = coh_entry_date(e, COH_FIELD_LAST_COLLECTED);
    static const char until[] = "until ";
    coh_date date;
    int months;

    if (s.length > sizeof(until) - 1 &&
        coh_span_is_caseless((struct coh_span){s.bytes, sizeof(until) - 1},
                             until)) {
        s.bytes += sizeof(until) - 1;
        s.length -= sizeof(until) - 1;
    }
    if (s.length == 10 && !coh_date_parse(s, &date))
        return date;
    months = read_months(s);
    return months && last != COH_DATE_NONE ? coh_due_add_months(last, months)
                                           : COH_DATE_NONE;
}

int
coh_check_retention(const struct coh_check_on *on, const struct coh_entry *e,
                    const struct coh_check_report *report,
                    struct coh_error *err)
{
    const struct coh_finding f = coh_finding_of(e, "retention");
    const coh_date until = kept_until(e);
    struct coh_text t = COH_TEXT_INIT;
    char date[COH_DATE_SIZE];
    int rc;

    if (until == COH_DATE_NONE)
        return 0;
    coh_date_text(until, date);
    if (until >= on->today) {
        rc = coh_text_format(&t, err, "to be kept until %s", date);
    } else {
        const char *how = coh_entry_get(e, COH_FIELD_DISPOSAL);

        rc = coh_text_format(&t, err,
                             "was to be kept until %s (%s): dispose of it%s%s, "
                             "or change retention",
                             date, coh_entry_get(e, COH_FIELD_RETENTION),
                             *how ? ": " : "", how);
    }
    if (!rc)
        rc = coh_check_tell(
            report, f, until < on->today ? "over" : "ok",
            until < on->today ? COH_FINDING_LOOK : COH_FINDING_WELL, &t, err);
    coh_text_release(&t);
    return rc;
}
