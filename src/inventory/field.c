/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/field.h"

#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "table/columns.h"

/* One line a field keeps the table readable as a table. */
/* clang-format off */
#define ROW(id, name, title, group, need, kind, list, words, otherwise, help) \
    [COH_FIELD_##id] = {name, title, COH_GROUP_##group, COH_NEED_##need,      \
                        COH_VALUE_##kind, list, words, otherwise, help}
#define TEXT(id, name, title, group, need, help) \
    ROW(id, name, title, group, need, TEXT, 0, NULL, NULL, help)
#define LIST(id, name, title, group, need, help) \
    ROW(id, name, title, group, need, TEXT, 1, NULL, NULL, help)
#define WORD(id, name, title, group, need, words, help) \
    ROW(id, name, title, group, need, WORD, 0, &coh_vocabulary_##words, NULL, \
        help)
#define WORDS(id, name, title, group, need, words, help) \
    ROW(id, name, title, group, need, WORD, 1, &coh_vocabulary_##words, NULL, \
        help)
#define KIND(id, name, title, group, need, kind, help) \
    ROW(id, name, title, group, need, kind, 0, NULL, NULL, help)

const struct coh_field coh_field[COH_FIELDS] = {
KIND(SOURCE_ID, "source_id", "Source", IDENTITY, FIRST, SLUG,
     "short name that tools use, such as map-growth"),
TEXT(TITLE, "title", "Title", IDENTITY, FIRST, "what the team calls it"),
TEXT(DESCRIPTION, "description", "Description", IDENTITY, REQUIRED,
     "what it is, for a new teammate"),
TEXT(OWNER_ROLE, "owner_role", "Owner (role)", IDENTITY, REQUIRED,
     "who looks after it: a role, not a person's name"),
TEXT(CONTACT, "contact", "Contact", IDENTITY, OPTIONAL, "whom to ask"),
TEXT(SYSTEM, "system", "System", IDENTITY, OPTIONAL,
     "where it lives: student information system, gradebook, vendor's site"),
TEXT(VENDOR, "vendor", "Vendor", IDENTITY, OPTIONAL, "who makes it"),
WORD(REQUIRING_ENTITY, "requiring_entity", "Required by", IDENTITY, OPTIONAL,
     requiring_entity, "who asks for it to be collected"),
WORD(TIER, "tier", "Tier", IDENTITY, FIRST, tier,
     "where it comes from, seen from the classroom"),
WORD(STATUS, "status", "Status", IDENTITY, REQUIRED, status,
     "collected and used, collected and not used, or not collected"),

WORD(DATA_TYPE, "data_type", "Type of data", MEASURES, FIRST, data_type,
     "numbers, words or both"),
WORD(MEASURE_CATEGORY, "measure_category", "Kind of measure", MEASURES, FIRST,
     measure_category, "which of the four kinds of measures"),
TEXT(CONSTRUCT, "construct", "Construct", MEASURES, REQUIRED,
     "what it measures, such as oral reading fluency"),
LIST(SUBJECT, "subject", "Subject", MEASURES, OPTIONAL, "the school subjects"),
LIST(STANDARDS, "standards", "Standards", MEASURES, OPTIONAL,
     "the standards it covers"),
WORDS(PURPOSE, "purpose", "Purpose", MEASURES, FIRST, purpose,
      "what it is meant for"),
WORDS(CEDS_PURPOSE, "ceds_purpose", "Purpose (CEDS)", MEASURES, OPTIONAL,
      ceds_purpose, "codes of the CEDS element Assessment Purpose"),
TEXT(QUESTIONS_INFORMED, "questions_informed", "Questions it informs",
     MEASURES, FIRST, "the questions about instruction that it helps answer"),
TEXT(INSTRUMENT_TYPE, "instrument_type", "Type of instrument", MEASURES,
     OPTIONAL, "the CEDS assessment type, such as Benchmark or Observation"),
LIST(ITEM_TYPES, "item_types", "Types of items", MEASURES, OPTIONAL,
     "multiple choice, constructed response and so on"),
TEXT(SCALE, "scale", "Scale", MEASURES, OPTIONAL,
     "what a score is: scale score, percent, rubric 1-4, text"),
KIND(SCORE_MIN, "score_min", "Lowest score", MEASURES, QUANTITATIVE, NUMBER,
     "the lowest score that can be had"),
KIND(SCORE_MAX, "score_max", "Highest score", MEASURES, QUANTITATIVE, NUMBER,
     "the highest score that can be had"),
TEXT(CUT_SCORES, "cut_scores", "Cut scores", MEASURES, OPTIONAL,
     "the scores at which a level begins"),
TEXT(RELIABILITY, "reliability", "Reliability", MEASURES, OPTIONAL,
     "as published or measured, with its kind"),
TEXT(SEM, "sem", "Standard error of measurement", MEASURES, OPTIONAL,
     "how far a score may lie from the true one, in score units"),
WORD(GROWTH_CAPABLE, "growth_capable", "Shows growth", MEASURES, REQUIRED,
     yes_no, "is it taken at least twice a year on one scale"),
TEXT(CODING_SCHEME, "coding_scheme", "Coding scheme", MEASURES, QUALITATIVE,
     "how words are turned into codes"),
TEXT(INTERCODER_AGREEMENT, "intercoder_agreement", "Agreement of coders",
     MEASURES, OPTIONAL, "how well two coders agree"),

WORD(POPULATION, "population", "Population", WHO, FIRST, population,
     "which students it covers"),
LIST(GRADES, "grades", "Grades", WHO, FIRST, "the grades it covers"),
WORD(UNIT, "unit", "Unit", WHO, REQUIRED, unit, "what one record speaks of"),
KIND(N_EXPECTED, "n_expected", "Expected number", WHO, OPTIONAL, COUNT,
     "how many students or records are expected each time"),
TEXT(ACCOMMODATIONS, "accommodations", "Accommodations", WHO, OPTIONAL,
     "what is offered to students who need it"),

WORD(FREQUENCY, "frequency", "Frequency", WHEN, FIRST, frequency,
     "how often it is collected"),
TEXT(ISO_INTERVAL, "iso_interval", "Interval (ISO 8601)", WHEN, DERIVED,
     "the frequency as a repeating interval"),
KIND(WINDOW_START, "window_start", "Window opens", WHEN, OPTIONAL, DATE,
     "first day on which it is to be collected"),
KIND(WINDOW_END, "window_end", "Window closes", WHEN, OPTIONAL, DATE,
     "last day on which it is to be collected"),
KIND(LAST_COLLECTED, "last_collected", "Last collected", WHEN, OPTIONAL, DATE,
     "the newest day that its data speak of"),
KIND(NEXT_DUE, "next_due", "Next due", WHEN, DERIVED, DATE,
     "by when it is to be collected again"),
KIND(LAG_DAYS, "lag_days", "Lag in days", WHEN, OPTIONAL, COUNT,
     "days from collecting until teachers can use it"),
KIND(ADMIN_MINUTES, "admin_minutes", "Minutes a learner", WHEN, OPTIONAL,
     NUMBER, "what it costs a learner each time, in minutes"),
TEXT(PERIOD_COVERED, "period_covered", "Period covered", WHEN, OPTIONAL,
     "the time that its data speak of"),

WORD(ACCESS_LEVEL, "access_level", "Access level", ACCESS, FIRST,
     access_level, "who may see it"),
LIST(ACCESS_ROLES, "access_roles", "Roles with access", ACCESS, FIRST,
     "the roles that can open it"),
WORD(ACCESS_METHOD, "access_method", "Way of access", ACCESS, FIRST,
     access_method, "how it is had"),
TEXT(ACCESS_STEPS, "access_steps", "Steps to access", ACCESS, OPTIONAL,
     "how a new teammate gets in"),
TEXT(LOCATION, "location", "Location", ACCESS, FILE,
     "the file's name or address, '*' standing for any text"),
TEXT(FORMAT, "format", "Format", ACCESS, REQUIRED, "csv, pdf, paper and so on"),
TEXT(JOIN_KEY, "join_key", "Joined by", ACCESS, REQUIRED,
     "the id that links it to students; none is a legal answer"),
WORD(GRANULARITY, "granularity", "Granularity", ACCESS, REQUIRED, granularity,
     "the finest thing that a record tells apart"),

TEXT(CURRENT_USE, "current_use", "Current use", USE, FIRST,
     "what the team does with it now"),
TEXT(MORE_EFFECTIVE_USE, "more_effective_use", "More effective use", USE,
     OPTIONAL, "what the team could do with it"),
LIST(USED_BY, "used_by", "Used by", USE, REQUIRED, "the roles that use it"),
TEXT(DECISION_CADENCE, "decision_cadence", "Decided how often", USE, OPTIONAL,
     "how often decisions rest on it"),
WORDS(GROUPING_USE, "grouping_use", "Used for groups by", USE, OPTIONAL,
      grouping_use, "the kind of groups that it can inform"),
WORD(KEEP_DECISION, "keep_decision", "Keep or drop", USE, OPTIONAL,
     keep_decision, "what the team decided about collecting it"),
TEXT(BARRIERS, "barriers", "Barriers", USE, OPTIONAL,
     "what stands in the way of using it"),

WORD(SENSITIVITY, "sensitivity", "Sensitivity", PRIVACY, FIRST, sensitivity,
     "how much harm its disclosure could do"),
LIST(PII_FIELDS, "pii_fields", "Personal fields", PRIVACY, REQUIRED,
     "the fields that point to a person, or none"),
TEXT(LEGAL_BASIS, "legal_basis", "Legal basis", PRIVACY, OPTIONAL,
     "why the team may hold it"),
ROW(MIN_N, "min_n", "Smallest group shown", PRIVACY, REQUIRED, COUNT, 0, NULL,
    "10", "figures of fewer students are not shared"),
TEXT(RETENTION, "retention", "Retention", PRIVACY, OPTIONAL,
     "how long it is kept"),
TEXT(DISPOSAL, "disposal", "Disposal", PRIVACY, OPTIONAL,
     "how it is destroyed, and by whom"),
TEXT(SHARING_AGREEMENT, "sharing_agreement", "Sharing agreement", PRIVACY,
     OPTIONAL, "the agreement under which it is shared"),
TEXT(EQUITY_NOTE, "equity_note", "Equity note", PRIVACY, OPTIONAL,
     "whose experience is missing; limits and bias"),

KIND(ROWS, "rows", "Rows", QUALITY, DERIVED, COUNT, "records in its newest file"),
TEXT(COMPLETENESS, "completeness", "Completeness", QUALITY, DERIVED,
     "share of its cells that are not blank"),
KIND(PROFILE_DATE, "profile_date", "Profiled on", QUALITY, DERIVED, DATE,
     "when its newest file was looked over"),
TEXT(SHA256, "sha256", "SHA-256", QUALITY, DERIVED,
     "the content of its newest file, hashed"),
LIST(QUALITY_FLAGS, "quality_flags", "Quality flags", QUALITY, DERIVED,
     "what looking it over found"),
TEXT(KNOWN_LIMITS, "known_limits", "Known limits", QUALITY, OPTIONAL,
     "what its data cannot tell"),

TEXT(CITATION, "citation", "Citation", APPRAISAL, RESEARCH,
     "authors, year, title and where it can be read"),
WORD(RESEARCH_VALIDITY, "research_validity", "Research: validity", APPRAISAL,
     RESEARCH, appraisal, "how far its design lets one believe what it found"),
WORD(RESEARCH_RELEVANCE, "research_relevance", "Research: relevance",
     APPRAISAL, RESEARCH, appraisal, "how near its question is to the team's"),
WORD(RESEARCH_IMPORTANCE, "research_importance", "Research: importance",
     APPRAISAL, RESEARCH, appraisal,
     "how large the effect is, and how much it would matter here"),
TEXT(RESEARCH_CONTEXT, "research_context", "Research: context", APPRAISAL,
     RESEARCH, "in whom and where it was found, and how that is like here"),
TEXT(RESEARCH_REASONS, "research_reasons", "Research: reasons", APPRAISAL,
     OPTIONAL, "why it was judged so, and by what"),

KIND(REVIEWED_ON, "reviewed_on", "Reviewed on", RECORD, REQUIRED, DATE,
     "when this entry was last read over"),
TEXT(REVIEWED_BY_ROLE, "reviewed_by_role", "Reviewed by (role)", RECORD,
     REQUIRED, "who read it over: a role, not a person's name"),
TEXT(NOTES, "notes", "Notes", RECORD, OPTIONAL, "whatever else matters"),
};
/* clang-format on */

static char
fold(char c)
{
    if (c == ' ' || c == '-')
        return '_';
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int
same(struct coh_span s, const char *name)
{
    size_t i;

    if (s.length != strlen(name))
        return 0;
    for (i = 0; i < s.length; i++)
        if (fold(s.bytes[i]) != fold(name[i]))
            return 0;
    return 1;
}

int
coh_field_find(struct coh_span name)
{
    int i;

    name = coh_span_trim(name);
    for (i = 0; i < COH_FIELDS; i++)
        if (same(name, coh_field[i].name) || same(name, coh_field[i].title))
            return i;
    return -1;
}

int
coh_field_follows(enum coh_field_id id)
{
    return id == COH_FIELD_ISO_INTERVAL || id == COH_FIELD_NEXT_DUE;
}

const char *
coh_field_nearest(struct coh_span name)
{
    struct coh_span names[COH_FIELDS];
    const struct coh_span *nearest;
    int i;

    for (i = 0; i < COH_FIELDS; i++)
        names[i] = coh_span_of(coh_field[i].name);
    nearest = coh_nearest(names, COH_FIELDS, coh_span_trim(name));
    return nearest ? nearest->bytes : NULL;
}

int
coh_field_next(const struct coh_field *f, struct coh_span *rest,
               struct coh_span *item)
{
    while (rest->length) {
        const char *semicolon =
            f->list ? memchr(rest->bytes, ';', rest->length) : NULL;
        size_t n = semicolon ? (size_t)(semicolon - rest->bytes) : rest->length;
        size_t taken = n + (semicolon != NULL);

        *item = coh_span_trim((struct coh_span){rest->bytes, n});
        rest->bytes += taken;
        rest->length -= taken;
        if (item->length)
            return 1;
    }
    return 0;
}

static int
is_slug(struct coh_span s)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    size_t i;

    for (i = 0; i < s.length; i++)
        if (!memchr(allowed, s.bytes[i], sizeof(allowed) - 1))
            return 0;
    return s.length <= 64 && s.bytes[0] != '-' && s.bytes[0] != '.';
}

static int
is_count(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (s.bytes[i] < '0' || s.bytes[i] > '9')
            return 0;
    return s.length <= 18;
}

static int
fits(const struct coh_field *f, struct coh_span item)
{
    struct coh_decimal d;
    coh_date date;

    switch (f->kind) {
    case COH_VALUE_TEXT:
        /* Entries are also shown by what reads up to a NUL. */
        return memchr(item.bytes, '\0', item.length) == NULL &&
               coh_utf8_valid(item.bytes, item.length) == item.length;
    case COH_VALUE_SLUG:
        return is_slug(item);
    case COH_VALUE_WORD:
        return coh_vocabulary_find(f->words, item) != NULL;
    case COH_VALUE_DATE:
        return item.length == 10 && coh_date_parse(item, &date) == 0;
    case COH_VALUE_NUMBER:
        return coh_decimal_parse(item, &d) == COH_NUMBER_EXACT;
    case COH_VALUE_COUNT:
        return is_count(item);
    }
    return 0;
}

int
coh_field_fault(enum coh_field_id id, struct coh_span *rest,
                struct coh_fault *fault)
{
    struct coh_span item;

    while (coh_field_next(&coh_field[id], rest, &item))
        if (!fits(&coh_field[id], item)) {
            *fault = (struct coh_fault){id, item};
            return 1;
        }
    return 0;
}

int
coh_field_keep(enum coh_field_id id, struct coh_span value, struct coh_text *t,
               struct coh_error *err)
{
    const struct coh_field *f = &coh_field[id];
    const char *joint = "";
    struct coh_span item;

    while (coh_field_next(f, &value, &item)) {
        const char *word = f->words ? coh_vocabulary_find(f->words, item) : 0;

        if (word)
            item = coh_span_of(word);
        if (coh_text_add_string(t, joint, err) ||
            coh_text_add(t, item.bytes, item.length, err))
            return -1;
        joint = ";";
    }
    return 0;
}

static int
add_allowed(const struct coh_fault *fault, struct coh_text *t,
            struct coh_error *err)
{
    const struct coh_field *f = &coh_field[fault->field];
    const char *advice;

    switch (f->kind) {
    case COH_VALUE_TEXT:
        return coh_text_add_string(
            t, "holds a zero byte, or bytes that are not UTF-8", err);
    case COH_VALUE_SLUG:
        return coh_text_add_string(t,
                                   "is not a short name of at most 64 letters, "
                                   "digits, '.', '_' and '-'",
                                   err);
    case COH_VALUE_DATE:
        return coh_text_add_string(t, "is not a date such as 2026-03-06", err);
    case COH_VALUE_NUMBER:
        return coh_text_add_string(t, "is not a number", err);
    case COH_VALUE_COUNT:
        return coh_text_add_string(t, "is not a whole number", err);
    case COH_VALUE_WORD:
        break;
    }
    advice = coh_vocabulary_ambiguous(f->words, fault->value);
    if (advice)
        return coh_text_add_string(t, advice, err);
    if (coh_text_add_string(t, "is not one of ", err) ||
        coh_vocabulary_list(f->words, t, err))
        return -1;
    advice = coh_vocabulary_nearest(f->words, fault->value);
    return advice ? coh_text_format(t, err, "; the nearest is %s", advice) : 0;
}

int
coh_fault_text(const struct coh_fault *fault, struct coh_text *t,
               struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    coh_quote(fault->value.bytes, fault->value.length, quoted);
    if (coh_text_format(t, err, "%s: '%s' ", coh_field[fault->field].name,
                        quoted))
        return -1;
    return add_allowed(fault, t, err);
}
