/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision/sheet.h"

#include <string.h>

const char *const coh_sheet_outcome[] = {"met",         "partly",    "not met",
                                         "cannot tell", "withdrawn", NULL};
const char *const coh_sheet_next[] = {"keep", "change", "end", NULL};

#define MADE                                                                   \
    {"Question",                                                               \
     "What did the team have to decide? One sentence that ends with a "        \
     "question mark.",                                                         \
     COH_FORM_TEXT, 1},                                                        \
        {"Whom it concerns",                                                   \
         "Which students, how many, and who teaches them. Groups and "         \
         "numbers, "                                                           \
         "no names: decisions get shared.",                                    \
         COH_FORM_TEXT, 1},                                                    \
        {"Evidence",                                                           \
         "One line each, and at least one:\n"                                  \
         "source ID: what it showed\n"                                         \
         "load 12: what it showed\n"                                           \
         "result: `cohort select … | cohort summary …`: what it said\n"    \
         "note observation-notes:17: what it showed\n"                         \
         "decision 3: what came of it\n"                                       \
         "research: reference and what it found\n"                             \
         "other: what it showed\n"                                             \
         "although: why you decide though a source is overdue (only then)",    \
         COH_FORM_LIST, 1},                                                    \
        {"Alternatives",                                                       \
         "At least two, one a line, each with what speaks for or against it. " \
         "\"Do nothing\" is one.",                                             \
         COH_FORM_LIST, 1},                                                    \
        {"Rationale",                                                          \
         "Why this one: how the evidence leads to it, and what speaks "        \
         "against "                                                            \
         "it.",                                                                \
         COH_FORM_TEXT, 1},                                                    \
        {"Decision",                                                           \
         "What will be done, from when, for how long, and by whom in the "     \
         "team.",                                                              \
         COH_FORM_TEXT, 1},                                                    \
        {"Confidence",                                                         \
         "low, medium or high, and why: \"medium: two tests agree, but few "   \
         "items\".",                                                           \
         COH_FORM_TEXT, 1},                                                    \
        {"Owner",                                                              \
         "The role that sees to it, not a person's name: math teacher.",       \
         COH_FORM_TEXT, 1},                                                    \
        {"What will be measured",                                              \
         "How the team will know: the source, what of it, what you expect, "   \
         "and by which day.\n"                                                 \
         "source: an ID of the inventory\n"                                    \
         "what: share of the group at 14 of 20 points\n"                       \
         "expected: >= 70 %\n"                                                 \
         "by: 2026-04-17",                                                     \
         COH_FORM_PAIRS, 1},                                                   \
    {                                                                          \
        "Review date",                                                         \
            "The school day on which the team looks again, such as "           \
            "2026-04-20.",                                                     \
            COH_FORM_TEXT, 1                                                   \
    }

const struct coh_form_section coh_sheet_made[] = {MADE, {NULL, NULL, 0, 0}};

const struct coh_form_section coh_sheet_amended[] = {
    MADE,
    {"Reason for the change",
     "What is different now. The earlier version stays, and can be read.",
     COH_FORM_TEXT, 0},
    {NULL, NULL, 0, 0}};

const struct coh_form_section coh_sheet_closed[] = {
    {"What happened",
     "What was measured, the number first: \"62 % of the group at 14 of 20 "
     "points\".",
     COH_FORM_TEXT, 1},
    {"Compared with what was expected",
     "met, partly, not met or cannot tell, and why. A decision entered by "
     "mistake is withdrawn.",
     COH_FORM_TEXT, 1},
    {"What we learned", "One thing that the team would tell another team.",
     COH_FORM_TEXT, 1},
    {"Keep, change or end", "keep, change or end: one of the three.",
     COH_FORM_TEXT, 1},
    {"Next step", "Who does what by when; needed for a change.", COH_FORM_TEXT,
     0},
    {NULL, NULL, 0, 0}};

/* ---- back from what is kept ---- */

static const struct {
    const char *field;
    size_t section;
    const char *before; /* of a value that shares its section */
} place[] = {
    {"question", COH_MADE_QUESTION, ""},
    {"concerns", COH_MADE_CONCERNS, ""},
    {"evidence", COH_MADE_EVIDENCE, ""},
    {"alternatives", COH_MADE_ALTERNATIVES, ""},
    {"rationale", COH_MADE_RATIONALE, ""},
    {"decision", COH_MADE_DECISION, ""},
    {"owner_role", COH_MADE_OWNER, ""},
    {"measure_source", COH_MADE_MEASURE, "source: "},
    {"measure_what", COH_MADE_MEASURE, "what: "},
    {"expected", COH_MADE_MEASURE, "expected: "},
    {"measure_by", COH_MADE_MEASURE, "by: "},
    {"review_on", COH_MADE_REVIEW, ""},
};

static int
fill_one(const struct coh_decision_entry *entry, size_t at,
         struct coh_form *form, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t k;
    int rc = 0;

    for (k = 0; !rc && k < sizeof(place) / sizeof(*place); k++) {
        if (strcmp(entry->value[at].field, place[k].field))
            continue;
        rc = coh_text_format(&t, err, "%s%s", place[k].before,
                             entry->value[at].text);
        if (!rc)
            rc =
                coh_form_add(form, place[k].section, 0, coh_text_span(&t), err);
    }
    coh_text_release(&t);
    return rc;
}

int
coh_sheet_fill(const struct coh_decision_entry *entry, struct coh_form *form,
               struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    form->id = entry->id;
    for (i = 0; i < entry->n; i++)
        if (fill_one(entry, i, form, err))
            goto out;
    if (coh_text_format(&t, err, "%s: %s",
                        coh_decision_get(entry, "confidence"),
                        coh_decision_get(entry, "confidence_reason")))
        goto out;
    rc = coh_form_add(form, COH_MADE_CONFIDENCE, 0, coh_text_span(&t), err);
out:
    coh_text_release(&t);
    return rc;
}
