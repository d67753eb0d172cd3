/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/vocabulary.h"

#include <ctype.h>
#include <string.h>

#include "table/columns.h"

/* At least as many as the longest vocabulary has. */
enum { WORDS = 32 };

#define VOCABULARY(name, ...)                                     \
    static const char *const name##_word[] = {__VA_ARGS__, NULL}; \
    const struct coh_vocabulary coh_vocabulary_##name = {#name, name##_word}

VOCABULARY(access_level, "public", "school", "team", "teacher-only",
           "restricted", "vendor-held", "unknown");
VOCABULARY(access_method, "file", "login", "api", "shared-drive", "request",
           "paper", "oral");
VOCABULARY(appraisal, "strong", "moderate", "weak", "unclear");
/* CEDS element "Assessment Purpose", by code. */
VOCABULARY(ceds_purpose, "00050", "00051", "73055", "00063", "00064", "73069",
           "03459", "73068", "00055", "03457", "02404", "73042", "73043",
           "73067", "00057", "00058", "00062", "00061", "03458", "00054",
           "09999");
VOCABULARY(data_type, "quantitative", "qualitative", "mixed");
VOCABULARY(frequency, "continuous", "daily", "three-per-week", "twice-weekly",
           "weekly", "every-2-weeks", "twice-monthly", "monthly",
           "every-2-months", "quarterly", "three-per-year", "twice-yearly",
           "yearly", "every-2-years", "per-lesson", "per-unit", "as-needed",
           "once", "irregular", "unknown");
VOCABULARY(granularity, "item", "student", "class", "family", "staff",
           "group-aggregate");
VOCABULARY(grouping_use, "interest", "skills", "needs");
VOCABULARY(keep_decision, "keep", "change", "drop", "undecided");
VOCABULARY(measure_category, "demographics", "perceptions", "student-learning",
           "school-processes");
VOCABULARY(population, "all", "grade", "course", "english-learners",
           "students-with-disabilities", "intervention", "sample", "volunteer",
           "other");
VOCABULARY(purpose, "screening", "diagnostic", "formative",
           "progress-monitoring", "interim", "summative", "accountability",
           "placement", "program-evaluation", "relationship");
VOCABULARY(requiring_entity, "federal", "state", "district", "school", "team",
           "teacher", "none");
VOCABULARY(sensitivity, "none", "aggregate", "directory", "education-record",
           "special-category");
VOCABULARY(status, "collected-used", "collected-unused",
           "tool-exists-not-collected", "no-tool", "retired");
VOCABULARY(tier, "external-state", "external-vendor", "district", "school",
           "team", "classroom", "learner-self-report", "family", "research");
VOCABULARY(unit, "student", "item", "group", "class", "family", "staff");
VOCABULARY(yes_no, "yes", "no");

static const struct coh_frequency frequencies[] = {
    {"continuous", "R/PT1S", "all the time", 0, 0, 0},
    {"daily", "R/P1D", "every day", 1, 0, 0},
    {"three-per-week", "R/P0.33W", "three times a week", 3, 0, 0},
    {"twice-weekly", "R/P3.5D", "twice a week", 4, 0, 0},
    {"weekly", "R/P1W", "every week", 7, 0, 0},
    {"every-2-weeks", "R/P2W", "every 2 weeks", 14, 0, 0},
    {"twice-monthly", "R/P0.5M", "twice a month", 16, 0, 0},
    {"monthly", "R/P1M", "every month", 0, 1, 0},
    {"every-2-months", "R/P2M", "every 2 months", 0, 2, 0},
    {"quarterly", "R/P3M", "every quarter", 0, 3, 4},
    {"three-per-year", "R/P4M", "three times a year", 0, 4, 3},
    {"twice-yearly", "R/P6M", "twice a year", 0, 6, 2},
    {"yearly", "R/P1Y", "every year", 0, 12, 0},
    {"every-2-years", "R/P2Y", "every 2 years", 0, 24, 0},
    {"per-lesson", "", "every lesson", 0, 0, 0},
    {"per-unit", "", "every unit", 0, 0, 0},
    {"as-needed", "", "as needed", 0, 0, 0},
    {"once", "", "once", 0, 0, 0},
    {"irregular", "", "irregular", 0, 0, 0},
    {"unknown", "", "unknown", 0, 0, 0},
};

const struct coh_frequency *
coh_frequency_find(struct coh_span word)
{
    size_t i;

    for (i = 0; i < sizeof(frequencies) / sizeof(*frequencies); i++)
        if (coh_span_is(word, frequencies[i].word))
            return &frequencies[i];
    return NULL;
}

static char
fold(char c)
{
    if (c == ' ' || c == '_')
        return '-';
    return (char)tolower((unsigned char)c);
}

static int
same(struct coh_span s, const char *word)
{
    size_t i;

    if (s.length != strlen(word))
        return 0;
    for (i = 0; i < s.length; i++)
        if (fold(s.bytes[i]) != word[i])
            return 0;
    return 1;
}

const char *
coh_vocabulary_find(const struct coh_vocabulary *v, struct coh_span s)
{
    size_t i;

    s = coh_span_trim(s);
    if (v == &coh_vocabulary_yes_no && (same(s, "y") || same(s, "n")))
        return v->word[same(s, "n")];
    for (i = 0; v->word[i]; i++)
        if (same(s, v->word[i]))
            return v->word[i];
    return NULL;
}

const char *
coh_vocabulary_nearest(const struct coh_vocabulary *v, struct coh_span s)
{
    struct coh_span word[WORDS];
    const struct coh_span *nearest;
    size_t n;

    for (n = 0; n < WORDS && v->word[n]; n++)
        word[n] = coh_span_of(v->word[n]);
    nearest = coh_nearest(word, n, coh_span_trim(s));
    return nearest ? nearest->bytes : NULL;
}

const char *
coh_vocabulary_ambiguous(const struct coh_vocabulary *v, struct coh_span s)
{
    s = coh_span_trim(s);
    if (v != &coh_vocabulary_frequency)
        return NULL;
    if (same(s, "biweekly") || same(s, "bi-weekly"))
        return "means twice a week to some and every 2 weeks to others: write "
               "twice-weekly or every-2-weeks";
    if (same(s, "bimonthly") || same(s, "bi-monthly"))
        return "means twice a month to some and every 2 months to others: "
               "write twice-monthly or every-2-months";
    return NULL;
}

const char *
coh_vocabulary_meaning(const struct coh_vocabulary *v, struct coh_span word)
{
    static const char *const purpose[][2] = {
        {"00050", "Admission"},
        {"00051", "Assessment of student's progress"},
        {"73055", "College readiness"},
        {"00063", "Course credit"},
        {"00064", "Course requirement"},
        {"73069", "Diagnosis"},
        {"03459", "Federal accountability"},
        {"73068", "Inform policy"},
        {"00055", "Instructional decision"},
        {"03457", "Local accountability"},
        {"02404", "Local graduation requirement"},
        {"73042", "Certificate or licence"},
        {"73043", "Postsecondary credit"},
        {"73067", "Program eligibility"},
        {"00057", "Program evaluation"},
        {"00058", "Program placement"},
        {"00062", "Promotion or retention"},
        {"00061", "Screening"},
        {"03458", "State accountability"},
        {"00054", "State graduation"},
        {"09999", "Other"},
    };
    size_t i;

    if (v != &coh_vocabulary_ceds_purpose)
        return NULL;
    for (i = 0; i < sizeof(purpose) / sizeof(*purpose); i++)
        if (coh_span_is(word, purpose[i][0]))
            return purpose[i][1];
    return NULL;
}

int
coh_vocabulary_list(const struct coh_vocabulary *v, struct coh_text *t,
                    struct coh_error *err)
{
    size_t i;

    for (i = 0; v->word[i]; i++) {
        const char *joint = !i ? "" : v->word[i + 1] ? ", " : " or ";

        if (coh_text_format(t, err, "%s%s", joint, v->word[i]))
            return -1;
    }
    return 0;
}
