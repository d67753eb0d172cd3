/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "decision/evidence.h"
#include "decision/sheet.h"

/* A filled-in form on its way to an entry. */
struct taking {
    const struct coh_form *form;
    struct coh_decisions *all;
    struct coh_decision_entry *entry;
    struct coh_form_faults *faults;
};

static int
keep(struct taking *t, const char *field, const char *text,
     struct coh_error *err)
{
    return coh_decision_add(t->all, t->entry, field, coh_span_of(text), err);
}

static int
blame(struct taking *t, size_t section, size_t line, const char *wrong,
      struct coh_error *err)
{
    return coh_form_fault(t->faults, t->form, section, line, err, "%s", wrong);
}

static int
keep_texts(struct taking *t, struct coh_error *err)
{
    static const struct {
        size_t section;
        const char *field;
    } text[] = {{COH_MADE_QUESTION, "question"},
                {COH_MADE_CONCERNS, "concerns"},
                {COH_MADE_ALTERNATIVES, "alternatives"},
                {COH_MADE_RATIONALE, "rationale"},
                {COH_MADE_DECISION, "decision"},
                {COH_MADE_OWNER, "owner_role"},
                {COH_MADE_REVIEW, "review_on"},
                {COH_MADE_REASON, "reason"}};
    size_t i, k;

    for (k = 0; k < sizeof(text) / sizeof(*text); k++)
        for (i = 0; i < t->form->n; i++)
            if (t->form->item[i].section == text[k].section &&
                keep(t, text[k].field, t->form->item[i].text, err))
                return -1;
    return 0;
}

/* ---- evidence, alternatives ---- */

static int
take_evidence(struct taking *t, struct coh_error *err)
{
    const struct coh_form_item *first =
        coh_form_first(t->form, COH_MADE_EVIDENCE);
    size_t i, n = 0, wrong = 0;

    for (i = 0; i < t->form->n; i++) {
        const struct coh_form_item *item = &t->form->item[i];
        struct coh_evidence e;
        const char *why;

        if (item->section != COH_MADE_EVIDENCE)
            continue;
        why = coh_evidence_read(&e, item->text);
        if (why && blame(t, item->section, item->line, why, err))
            return -1;
        wrong += why != NULL;
        n += !why && e.kind != COH_EVIDENCE_ALTHOUGH;
        if (keep(t, "evidence", item->text, err))
            return -1;
    }
    if (first && !n && !wrong)
        return blame(t, COH_MADE_EVIDENCE, first->line,
                     "an although is no evidence: write at least one line of "
                     "what it rests on",
                     err);
    return 0;
}

static int
take_alternatives(struct taking *t, struct coh_error *err)
{
    const struct coh_form_item *first =
        coh_form_first(t->form, COH_MADE_ALTERNATIVES);
    size_t i, n = 0;

    for (i = 0; i < t->form->n; i++)
        n += t->form->item[i].section == COH_MADE_ALTERNATIVES;
    if (n != 1)
        return 0;
    return blame(t, COH_MADE_ALTERNATIVES, first->line,
                 "is one alternative: a choice has two, and \"do nothing\" "
                 "counts",
                 err);
}

/* ---- confidence, owner ---- */

static int
take_confidence(struct taking *t, struct coh_error *err)
{
    static const char *const word[] = {"low", "medium", "high"};
    const struct coh_form_item *item =
        coh_form_first(t->form, COH_MADE_CONFIDENCE);
    const char *reason;
    size_t n, k;

    if (!item)
        return 0;
    n = strcspn(item->text, " ,:;.\n");
    reason = item->text + n;
    reason += strspn(reason, " ,:;.\n-");
    for (k = 0; k < 3; k++)
        if (coh_span_is_caseless((struct coh_span){item->text, n}, word[k]))
            break;
    if (k == 3)
        return blame(t, COH_MADE_CONFIDENCE, item->line,
                     "begins with none of low, medium and high: write it as "
                     "medium: why",
                     err);
    if (!*reason)
        return blame(t, COH_MADE_CONFIDENCE, item->line,
                     "has no reason: say behind the word why it is no higher "
                     "and no lower",
                     err);
    return keep(t, "confidence", word[k], err) ||
                   keep(t, "confidence_reason", reason, err)
               ? -1
               : 0;
}

static int
take_owner(struct taking *t, struct coh_error *err)
{
    const struct coh_form_item *item = coh_form_first(t->form, COH_MADE_OWNER);

    if (!item || !strpbrk(item->text, "@\n"))
        return 0;
    return blame(t, COH_MADE_OWNER, item->line,
                 "is no role: write one role in one line, without an address, "
                 "such as math teacher",
                 err);
}

/* ---- days, and what will be measured ---- */

static int
take_day(struct taking *t, size_t section, size_t line, struct coh_span text,
         coh_date *day, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    *day = COH_DATE_NONE;
    if (!coh_date_parse(text, day))
        return 0;
    return coh_form_fault(t->faults, t->form, section, line, err,
                          "'%s' is no date: write it as 2026-04-20",
                          coh_quote(text.bytes, text.length, quoted));
}

static const struct {
    const char *key, *field, *wanted;
} part[] = {
    {"source", "measure_source", "source: an ID of the inventory"},
    {"what", "measure_what", "what: what of it is looked at"},
    {"expected", "expected", "expected: >= 70 %, or in words"},
    {"by", "measure_by", "by: the day by which it is there"},
};
enum { PARTS = sizeof(part) / sizeof(*part) };

/* Which part a line is, PARTS for none; `value` is what stands behind. */
static size_t
find_part(const char *text, struct coh_span *value)
{
    size_t n = strcspn(text, ":"), k;

    for (k = 0; k < PARTS; k++)
        if (text[n] &&
            coh_span_is_caseless(coh_span_trim((struct coh_span){text, n}),
                                 part[k].key)) {
            *value = coh_span_trim(coh_span_of(text + n + 1));
            return value->length ? k : PARTS;
        }
    return PARTS;
}

static int
take_part(struct taking *t, const struct coh_form_item *item,
          size_t seen[PARTS], coh_date *by, struct coh_error *err)
{
    struct coh_span value;
    size_t k = find_part(item->text, &value);
    struct coh_expect expect;
    const char *wrong;

    if (k == PARTS)
        return blame(t, item->section, item->line,
                     "begins with none of source:, what:, expected: and by:, "
                     "or has nothing behind it",
                     err);
    if (seen[k])
        return coh_form_fault(t->faults, t->form, item->section, item->line,
                              err, "a second %s:, the first is in line %zu",
                              part[k].key, seen[k]);
    seen[k] = item->line ? item->line : 1;
    if (!strcmp(part[k].key, "expected") &&
        (wrong = coh_expect_read(&expect, value.bytes)) &&
        blame(t, item->section, item->line, wrong, err))
        return -1;
    if (!strcmp(part[k].key, "by") &&
        take_day(t, item->section, item->line, value, by, err))
        return -1;
    return coh_decision_add(t->all, t->entry, part[k].field, value, err);
}

static int
take_measure(struct taking *t, coh_date *by, struct coh_error *err)
{
    const struct coh_form_item *first =
        coh_form_first(t->form, COH_MADE_MEASURE);
    size_t seen[PARTS] = {0}, i, k;

    *by = COH_DATE_NONE;
    for (i = 0; i < t->form->n; i++)
        if (t->form->item[i].section == COH_MADE_MEASURE &&
            take_part(t, &t->form->item[i], seen, by, err))
            return -1;
    for (k = 0; first && k < PARTS; k++)
        if (!seen[k] && coh_form_fault(t->faults, t->form, COH_MADE_MEASURE,
                                       t->form->heading[COH_MADE_MEASURE], err,
                                       "lacks a line: %s", part[k].wanted))
            return -1;
    return 0;
}

static int
take_review(struct taking *t, coh_date by, struct coh_error *err)
{
    const struct coh_form_item *item = coh_form_first(t->form, COH_MADE_REVIEW);
    char text[COH_DATE_SIZE];
    coh_date day;

    if (!item)
        return 0;
    if (take_day(t, item->section, item->line, coh_span_of(item->text), &day,
                 err))
        return -1;
    if (day == COH_DATE_NONE || by == COH_DATE_NONE || by <= day)
        return 0;
    return coh_form_fault(t->faults, t->form, item->section, item->line, err,
                          "comes before what is measured is there, %s: review "
                          "later, or measure earlier",
                          coh_date_text(by, text));
}

/* An amendment has a number and a reason. */
static int
take_reason(struct taking *t, struct coh_error *err)
{
    const struct coh_form_item *item = coh_form_first(t->form, COH_MADE_REASON);

    if (t->form->id && !item)
        return coh_form_fault(t->faults, t->form, COH_MADE_REASON,
                              t->form->heading[COH_MADE_REASON], err,
                              "is blank: decision %lld is there already; say "
                              "what is different now, or take the id out",
                              (long long)t->form->id);
    if (item && !t->form->id)
        return blame(t, COH_MADE_REASON, item->line,
                     "which decision is changed? write id: and its number in "
                     "the first lines of the form",
                     err);
    return 0;
}

int
coh_sheet_take(const struct coh_form *form, struct coh_decisions *all,
               struct coh_decision_entry *entry, struct coh_form_faults *faults,
               struct coh_error *err)
{
    struct taking t = {form, all, entry, faults};
    coh_date by;

    return keep_texts(&t, err) || take_evidence(&t, err) ||
                   take_alternatives(&t, err) || take_confidence(&t, err) ||
                   take_owner(&t, err) || take_measure(&t, &by, err) ||
                   take_review(&t, by, err) || take_reason(&t, err)
               ? -1
               : 0;
}
