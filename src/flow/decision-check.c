/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/decision-check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decision/evidence.h"
#include "decision/small.h"
#include "inventory/words.h"
#include "store/decision.h"

struct checking {
    const struct coh_decision_check *on;
    const struct coh_form *form;
    struct coh_form_faults *faults;
    struct coh_notes *notes;
    const char *although; /* the reason, or NULL */
};

static int
blame(struct checking *c, const struct coh_form_item *item, const char *wrong,
      struct coh_error *err)
{
    return coh_form_fault(c->faults, c->form, item->section, item->line, err,
                          "%s", wrong);
}

const char *
coh_decision_place(const struct coh_form *form,
                   const struct coh_form_item *item,
                   char place[COH_DECISION_PLACE])
{
    const char *heading = form->section[item->section].heading;

    if (item->line)
        snprintf(place, COH_DECISION_PLACE, "line %zu, %s", item->line,
                 heading);
    else
        snprintf(place, COH_DECISION_PLACE, "%s", heading);
    return place;
}

/* ---- sources ---- */

static int
is_collected(const struct coh_entry *e)
{
    const char *status = coh_entry_get(e, COH_FIELD_STATUS);

    return strcmp(status, "retired") && strcmp(status, "no-tool") &&
           strcmp(status, "tool-exists-not-collected");
}

int
coh_decision_is_fresh(const struct coh_decision_check *check,
                      struct coh_span source, int *fresh, struct coh_text *why,
                      struct coh_error *err)
{
    const struct coh_entry *e =
        coh_inventory_find(&check->shelf->inventory, source);
    struct coh_due due;

    *fresh = 0;
    if (!e)
        return coh_text_add_string(why, "is not in the inventory", err);
    if (!is_collected(e))
        return coh_text_format(why, err, "is %s in the inventory",
                               coh_entry_get(e, COH_FIELD_STATUS));
    due = coh_due_find(e, &check->shelf->calendar, check->today);
    if (due.state != COH_DUE_OVERDUE && due.state != COH_DUE_NEVER &&
        due.state != COH_DUE_FUTURE) {
        *fresh = 1;
        return 0;
    }
    return coh_text_add_string(
               why,
               due.state == COH_DUE_OVERDUE ? "is " : "cannot be relied on: ",
               err) ||
                   coh_due_text(e, &due, why, err)
               ? -1
               : 0;
}

/* A source of the evidence: fresh, or taken although. */
static int
check_source(struct checking *c, const struct coh_form_item *item,
             struct coh_span source, struct coh_error *err)
{
    struct coh_text why = COH_TEXT_INIT;
    struct coh_error unknown = COH_ERROR_INIT;
    char place[COH_DECISION_PLACE], id[COH_QUOTE_SIZE];
    int fresh, rc = -1;

    if (!coh_inventory_find(&c->on->shelf->inventory, source)) {
        coh_inventory_fail_unknown(&c->on->shelf->inventory, source, &unknown);
        return blame(c, item, unknown.text, err);
    }
    if (coh_decision_is_fresh(c->on, source, &fresh, &why, err))
        goto out;
    coh_quote(source.bytes, source.length, id);
    if (fresh)
        rc = 0;
    else if (c->although)
        rc = coh_notes_add(c->notes, COH_NOTE_FACT,
                           coh_decision_place(c->form, item, place), err,
                           "%s %s; taken, although: %.200s", id,
                           coh_text_get(&why), c->although);
    else
        rc = coh_form_fault(c->faults, c->form, item->section, item->line, err,
                            "%s %s; or say in a line of its own why you decide "
                            "all the same: although: reason",
                            id, coh_text_get(&why));
out:
    coh_text_release(&why);
    return rc;
}

/* ---- evidence ---- */

static int
check_load(struct checking *c, const struct coh_form_item *item,
           const struct coh_evidence *e, struct coh_error *err)
{
    struct coh_text source = COH_TEXT_INIT;
    int there, rc = -1;

    if (coh_store_has_load(&c->on->shelf->store, e->number, &there, &source,
                           err))
        goto out;
    rc = there ? check_source(c, item, coh_text_span(&source), err)
               : coh_form_fault(c->faults, c->form, item->section, item->line,
                                err,
                                "there is no load %lld, or it was undone: "
                                "cohort ingest --list numbers them",
                                e->number);
out:
    coh_text_release(&source);
    return rc;
}

/* observation-notes:17, and its source. */
static int
check_note(struct checking *c, const struct coh_form_item *item,
           const struct coh_evidence *e, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_span source = e->ref;
    int there;

    if (coh_store_has_note(&c->on->shelf->store, e->ref, &there, err))
        return -1;
    if (!there)
        return coh_form_fault(c->faults, c->form, item->section, item->line,
                              err,
                              "there is no note '%s': cohort select --notes "
                              "numbers them in its column note",
                              coh_quote(e->ref.bytes, e->ref.length, quoted));
    while (source.length && source.bytes[source.length - 1] != ':')
        source.length--;
    if (source.length)
        source.length--;
    return check_source(c, item, source, err);
}

static int
check_earlier(struct checking *c, const struct coh_form_item *item,
              const struct coh_evidence *e, struct coh_error *err)
{
    struct coh_error unknown = COH_ERROR_INIT;
    struct coh_decision d;

    if (c->form->id && c->form->id == e->number)
        return blame(c, item, "a decision is no evidence for itself", err);
    if (coh_decisions_find(c->on->all, e->number, &d))
        return 0;
    coh_decisions_fail_unknown(c->on->all, e->number, &unknown);
    return blame(c, item, unknown.text, err);
}

static int
check_evidence(struct checking *c, const struct coh_form_item *item,
               struct coh_error *err)
{
    struct coh_evidence e;

    if (coh_evidence_read(&e, item->text))
        return 0; /* said already */
    switch (e.kind) {
    case COH_EVIDENCE_SOURCE:
        return check_source(c, item, e.ref, err);
    case COH_EVIDENCE_LOAD:
        return check_load(c, item, &e, err);
    case COH_EVIDENCE_NOTE:
        return check_note(c, item, &e, err);
    case COH_EVIDENCE_DECISION:
        return check_earlier(c, item, &e, err);
    default:
        return 0;
    }
}

static void
find_although(struct checking *c)
{
    struct coh_evidence e;
    size_t i;

    for (i = 0; i < c->form->n; i++)
        if (c->form->item[i].section == COH_MADE_EVIDENCE &&
            !coh_evidence_read(&e, c->form->item[i].text) &&
            e.kind == COH_EVIDENCE_ALTHOUGH)
            c->although = e.said.bytes; /* to the end of the item */
}

/* ---- what will be measured, days ---- */

/* Behind "source:" or "by:", or a blank span. */
static struct coh_span
value_of(const struct coh_form_item *item, const char *key)
{
    const size_t n = strcspn(item->text, ":");

    if (!item->text[n] ||
        !coh_span_is_caseless(coh_span_trim((struct coh_span){item->text, n}),
                              key))
        return (struct coh_span){"", 0};
    return coh_span_trim(coh_span_of(item->text + n + 1));
}

static int
check_past(struct checking *c, const struct coh_form_item *item, coh_date day,
           struct coh_error *err)
{
    char today[COH_DATE_SIZE];

    if (day >= c->on->today)
        return 0;
    return coh_form_fault(c->faults, c->form, item->section, item->line, err,
                          "lies behind us: today is %s",
                          coh_date_text(c->on->today, today));
}

static int
check_measure(struct checking *c, const struct coh_form_item *item,
              struct coh_error *err)
{
    const struct coh_span source = value_of(item, "source");
    const struct coh_inventory *inv = &c->on->shelf->inventory;
    struct coh_error unknown = COH_ERROR_INIT;
    const struct coh_entry *e;
    coh_date day;

    /* An amendment may come when it is measured already. */
    if (!coh_date_parse(value_of(item, "by"), &day))
        return c->form->id ? 0 : check_past(c, item, day, err);
    if (!source.length)
        return 0;
    e = coh_inventory_find(inv, source);
    if (!e) {
        coh_inventory_fail_unknown(inv, source, &unknown);
        return blame(c, item, unknown.text, err);
    }
    if (is_collected(e))
        return 0;
    return coh_form_fault(c->faults, c->form, item->section, item->line, err,
                          "is %s in the inventory: measure by a source that "
                          "the team collects",
                          coh_entry_get(e, COH_FIELD_STATUS));
}

static int
check_review(struct checking *c, const struct coh_form_item *item,
             struct coh_error *err)
{
    const struct coh_calendar *cal = &c->on->shelf->calendar;
    const coh_date ends = coh_calendar_ends(cal);
    char place[COH_DECISION_PLACE], text[COH_DATE_SIZE];
    coh_date day, next;

    if (coh_date_parse(coh_span_of(item->text), &day))
        return 0;
    if (day < c->on->today)
        return check_past(c, item, day, err);
    if (ends != COH_DATE_NONE && day > ends)
        return coh_notes_add(c->notes, COH_NOTE_FACT,
                             coh_decision_place(c->form, item, place), err,
                             "the school calendar ends on %s: nobody knows "
                             "whether the review is on a school day",
                             coh_date_text(ends, text));
    if (coh_calendar_is_school_day(cal, day))
        return 0;
    next = coh_calendar_next_school_day(cal, day);
    if (next == COH_DATE_NONE)
        return blame(c, item, "is no school day: take one of the calendar's",
                     err);
    return coh_form_fault(c->faults, c->form, item->section, item->line, err,
                          "is no school day by the team's calendar: the next "
                          "one is %s",
                          coh_date_text(next, text));
}

/* The team may have more roles than team.ini lists: it is said, not refused. */
static int
check_owner(struct checking *c, const struct coh_form_item *item,
            struct coh_error *err)
{
    char place[COH_DECISION_PLACE];

    if (!c->on->roles || coh_words_have(c->on->roles, coh_span_of(item->text)))
        return 0;
    return coh_notes_add(c->notes, COH_NOTE_LOOK,
                         coh_decision_place(c->form, item, place), err,
                         "the owner is none of the roles that team.ini lists "
                         "(%.120s): a role is wanted, not a person's name",
                         c->on->roles);
}

/* ---- few students ---- */

static long
min_n_of(const struct coh_inventory *inv, struct coh_span source)
{
    const struct coh_entry *e = coh_inventory_find(inv, source);

    return e ? strtol(coh_entry_get(e, COH_FIELD_MIN_N), NULL, 10) : 0;
}

static long
larger(const struct coh_inventory *inv, const char *line, long n)
{
    struct coh_evidence e;
    long m;

    if (coh_evidence_read(&e, line) || e.kind != COH_EVIDENCE_SOURCE)
        return n;
    m = min_n_of(inv, e.ref);
    return m > n ? m : n;
}

long
coh_decision_min_n(const struct coh_inventory *inv,
                   const struct coh_decision_entry *entry)
{
    long n = 0;
    size_t i;

    for (i = 0; i < entry->n; i++)
        if (!strcmp(entry->value[i].field, "evidence"))
            n = larger(inv, entry->value[i].text, n);
    return n ? n : 10;
}

static int
check_few(struct checking *c, struct coh_error *err)
{
    long n = 0, few;
    char place[COH_DECISION_PLACE];
    size_t i;

    for (i = 0; i < c->form->n; i++)
        if (c->form->item[i].section == COH_MADE_EVIDENCE)
            n = larger(&c->on->shelf->inventory, c->form->item[i].text, n);
    for (i = 0; i < c->form->n; i++) {
        few = coh_small_count(coh_span_of(c->form->item[i].text), n ? n : 10);
        if (few &&
            coh_notes_add(c->notes, COH_NOTE_FACT,
                          coh_decision_place(c->form, &c->form->item[i], place),
                          err,
                          "speaks of fewer than %ld students: it stays "
                          "inside the team, and --share leaves it out",
                          n ? n : 10))
            return -1;
    }
    return 0;
}

/* ---- all of it ---- */

static int
check_item(struct checking *c, const struct coh_form_item *item,
           struct coh_error *err)
{
    switch (item->section) {
    case COH_MADE_EVIDENCE:
        return check_evidence(c, item, err);
    case COH_MADE_MEASURE:
        return check_measure(c, item, err);
    case COH_MADE_REVIEW:
        return check_review(c, item, err);
    case COH_MADE_OWNER:
        return check_owner(c, item, err);
    default:
        return 0;
    }
}

int
coh_decision_check_made(const struct coh_decision_check *check,
                        const struct coh_form *form,
                        struct coh_form_faults *faults, struct coh_notes *notes,
                        struct coh_error *err)
{
    struct checking c = {check, form, faults, notes, NULL};
    size_t i;

    find_although(&c);
    for (i = 0; i < form->n; i++)
        if (check_item(&c, &form->item[i], err))
            return -1;
    return check_few(&c, err);
}

/* What a form says, without what is worked out and why it was changed. */
static int
is_said(const struct coh_decision_value *v)
{
    return strcmp(v->field, "reason") && strcmp(v->field, "result_sha256") &&
           strcmp(v->field, "named");
}

static int
says_the_same(const struct coh_decision_entry *a,
              const struct coh_decision_entry *b)
{
    size_t i = 0, k = 0;

    for (;;) {
        while (i < a->n && !is_said(&a->value[i]))
            i++;
        while (k < b->n && !is_said(&b->value[k]))
            k++;
        if (i == a->n || k == b->n)
            return i == a->n && k == b->n;
        if (strcmp(a->value[i].field, b->value[k].field) ||
            strcmp(a->value[i].text, b->value[k].text))
            return 0;
        i++;
        k++;
    }
}

int
coh_decision_check_again(const struct coh_decisions *all,
                         const struct coh_decision_entry *made, int64_t id,
                         struct coh_error *err)
{
    struct coh_decision d;
    size_t at = 0;

    if (id && !coh_decisions_find(all, id, &d))
        return coh_decisions_fail_unknown(all, id, err);
    if (id && d.outcome)
        return coh_fail(err, COH_INPUT,
                        "decision %lld is closed: what came of it stays; write "
                        "a new one that cites it (decision %lld: …)",
                        (long long)d.id, (long long)d.id);
    while (coh_decisions_next(all, &at, &d))
        if ((!id || id == d.id) && !d.outcome && says_the_same(d.now, made))
            return coh_fail(err, COH_INPUT,
                            "decision %lld says the same already: nothing was "
                            "taken in",
                            (long long)d.id);
    return 0;
}

int
coh_decision_check_outcome(const struct coh_decision *d,
                           const struct coh_decision_entry *outcome,
                           struct coh_notes *notes, struct coh_error *err)
{
    const char *expected = coh_decision_get(d->now, "expected");
    const char *actual = coh_decision_get(outcome, "actual");
    const char *word = coh_decision_get(outcome, "outcome");
    struct coh_expect expect;
    int met;

    if (coh_expect_read(&expect, expected) ||
        (met = coh_expect_met(&expect, actual)) < 0 ||
        (met ? strcmp(word, "not met") : strcmp(word, "met")))
        return 0;
    return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                         "expected was %.100s, and %.100s is %s, but the "
                         "outcome says %s: if that is a slip, close it again "
                         "with --again",
                         expected, actual, met ? "met" : "not met", word);
}
