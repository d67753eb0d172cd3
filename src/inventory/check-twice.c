/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/check-internal.h"
#include "inventory/grade.h"
#include "inventory/words.h"

/* Have both the field's items in common, or are both blank? */
static int
agree(const struct coh_entry *a, const struct coh_entry *b,
      enum coh_field_id id)
{
    if (!a->value[id] || !b->value[id])
        return !a->value[id] && !b->value[id];
    return coh_words_meet(a->value[id], b->value[id]);
}

static int
agree_in_grades(const struct coh_entry *a, const struct coh_entry *b)
{
    const char *of_a = coh_entry_get(a, COH_FIELD_GRADES);
    const char *of_b = coh_entry_get(b, COH_FIELD_GRADES);

    return *of_a && *of_b ? coh_grades_meet(of_a, of_b) : !*of_a && !*of_b;
}

static int
counts(const struct coh_entry *e)
{
    return coh_check_collected(e) && e->value[COH_FIELD_CONSTRUCT] &&
           e->value[COH_FIELD_PURPOSE] &&
           !coh_check_is(e, COH_FIELD_TIER, "research");
}

static int
serve_one_purpose(const struct coh_entry *a, const struct coh_entry *b)
{
    return agree(a, b, COH_FIELD_CONSTRUCT) && agree(a, b, COH_FIELD_PURPOSE) &&
           agree(a, b, COH_FIELD_SUBJECT) && agree_in_grades(a, b);
}

static int
is_decided(const struct coh_entry *e)
{
    return coh_check_is(e, COH_FIELD_KEEP_DECISION, "keep") ||
           coh_check_is(e, COH_FIELD_KEEP_DECISION, "change");
}

/* The items that two lists have in common, joined by ", ". */
static int
add_common(const char *a, const char *b, struct coh_text *t,
           struct coh_error *err)
{
    struct coh_span rest = coh_span_of(a), item;
    const char *joint = "";

    while (coh_words_next(&rest, &item))
        if (coh_words_have(b, item)) {
            if (coh_text_add_string(t, joint, err) ||
                coh_text_add(t, item.bytes, item.length, err))
                return -1;
            joint = ", ";
        }
    return 0;
}

/* What weighs in the choice; blank is said, for it decides nothing. */
static int
add_weights(const struct coh_entry *e, struct coh_text *t,
            struct coh_error *err)
{
    const char *minutes = coh_entry_get(e, COH_FIELD_ADMIN_MINUTES);
    const char *lag = coh_entry_get(e, COH_FIELD_LAG_DAYS);
    const char *reliable = coh_entry_get(e, COH_FIELD_RELIABILITY);

    return coh_text_format(t, err,
                           "%s: %s minutes, results after %s days, "
                           "reliability %s",
                           coh_entry_get(e, COH_FIELD_SOURCE_ID),
                           *minutes ? minutes : "?", *lag ? lag : "?",
                           *reliable ? reliable : "?");
}

static int
report_pair(const struct coh_entry *a, const struct coh_entry *b,
            const struct coh_check_report *report, struct coh_error *err)
{
    const int decided = is_decided(a) && is_decided(b);
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (coh_text_format(&t, err, "%s and %s both measure ",
                        coh_entry_get(a, COH_FIELD_SOURCE_ID),
                        coh_entry_get(b, COH_FIELD_SOURCE_ID)) ||
        add_common(coh_entry_get(a, COH_FIELD_CONSTRUCT),
                   coh_entry_get(b, COH_FIELD_CONSTRUCT), &t, err) ||
        coh_text_add_string(&t, " for ", err) ||
        add_common(coh_entry_get(a, COH_FIELD_PURPOSE),
                   coh_entry_get(b, COH_FIELD_PURPOSE), &t, err))
        goto out;
    if (decided) {
        rc = coh_text_add_string(&t, "; the team decided to keep both", err);
    } else if (!coh_text_add_string(&t, " (", err) &&
               !add_weights(a, &t, err) &&
               !coh_text_add_string(&t, "; ", err) &&
               !add_weights(b, &t, err)) {
        rc = coh_text_add_string(&t,
                                 "): decide whether one is enough, and fill "
                                 "keep_decision of both",
                                 err);
    }
    if (!rc)
        rc = coh_check_tell(
            report, coh_finding_of(a, "twice"), decided ? "decided" : "same",
            decided ? COH_FINDING_WELL : COH_FINDING_LOOK, &t, err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_check_twice(const struct coh_check_on *on,
                const struct coh_check_report *report, struct coh_error *err)
{
    const struct coh_inventory *inv = on->inventory;
    size_t i, j;

    for (i = 0; i < inv->n; i++)
        for (j = i + 1; counts(&inv->entry[i]) && j < inv->n; j++)
            if (counts(&inv->entry[j]) &&
                serve_one_purpose(&inv->entry[i], &inv->entry[j]) &&
                report_pair(&inv->entry[i], &inv->entry[j], report, err))
                return -1;
    return 0;
}
