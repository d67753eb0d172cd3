/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-name.h"

enum { WORD_SIZE = 24 };

/* What a word in the name of a column does. */
enum part {
    OTHER,
    ALWAYS,   /* whatever stands beside it */
    LANGUAGE, /* of the mother: nobody's name */
    WHO,      /* a person */
    SYSTEM,   /* whose ids are persons' */
    PART,     /* of a name, alone too */
    OF_NAME,  /* of a name, beside others */
    NAME,
    ID,
    NUMBER, /* an id when it is a person's */
};

static const struct {
    const char *word;
    enum part part;
} known[] = {
    {"surname", ALWAYS},
    {"forename", ALWAYS},
    {"nickname", ALWAYS},
    {"firstname", ALWAYS},
    {"lastname", ALWAYS},
    {"middlename", ALWAYS},
    {"fullname", ALWAYS},
    {"givenname", ALWAYS},
    {"familyname", ALWAYS},
    {"studentname", ALWAYS},
    {"pupilname", ALWAYS},
    {"childname", ALWAYS},
    {"initials", ALWAYS},
    {"vorname", ALWAYS},
    {"nachname", ALWAYS},
    {"familienname", ALWAYS},
    {"nombre", ALWAYS},
    {"nombres", ALWAYS},
    {"apellido", ALWAYS},
    {"apellidos", ALWAYS},
    {"prénom", ALWAYS},
    {"prenom", ALWAYS},
    {"guardian", ALWAYS},
    {"guardians", ALWAYS},
    {"parent", ALWAYS},
    {"parents", ALWAYS},
    {"mother", ALWAYS},
    {"father", ALWAYS},
    {"mom", ALWAYS},
    {"mum", ALWAYS},
    {"dad", ALWAYS},
    {"caregiver", ALWAYS},
    {"carer", ALWAYS},
    {"sibling", ALWAYS},
    {"siblings", ALWAYS},
    {"brother", ALWAYS},
    {"sister", ALWAYS},
    {"birth", ALWAYS},
    {"birthdate", ALWAYS},
    {"birthday", ALWAYS},
    {"birthplace", ALWAYS},
    {"dob", ALWAYS},
    {"born", ALWAYS},
    {"street", ALWAYS},
    {"address", ALWAYS},
    {"addresses", ALWAYS},
    {"zip", ALWAYS},
    {"zipcode", ALWAYS},
    {"postcode", ALWAYS},
    {"postal", ALWAYS},
    {"phone", ALWAYS},
    {"phones", ALWAYS},
    {"telephone", ALWAYS},
    {"cellphone", ALWAYS},
    {"mobile", ALWAYS},
    {"email", ALWAYS},
    {"emails", ALWAYS},
    {"mail", ALWAYS},
    {"login", ALWAYS},
    {"username", ALWAYS},
    {"userid", ALWAYS},
    {"ssn", ALWAYS},
    {"passport", ALWAYS},
    {"photo", ALWAYS},
    {"photos", ALWAYS},
    {"picture", ALWAYS},
    {"portrait", ALWAYS},
    {"signature", ALWAYS},
    {"sourcedid", ALWAYS},
    {"respondent", ALWAYS},
    {"studentid", ALWAYS},
    {"studentnumber", ALWAYS},
    {"alias", ALWAYS},
    {"tongue", LANGUAGE},
    {"language", LANGUAGE},
    {"student", WHO},
    {"pupil", WHO},
    {"child", WHO},
    {"learner", WHO},
    {"person", WHO},
    {"user", WHO},
    {"kid", WHO},
    {"sis", SYSTEM},
    {"state", SYSTEM},
    {"local", SYSTEM},
    {"district", SYSTEM},
    {"canvas", SYSTEM},
    {"google", SYSTEM},
    {"nwea", SYSTEM},
    {"map", SYSTEM},
    {"clever", SYSTEM},
    {"custom", SYSTEM},
    {"national", SYSTEM},
    {"sourced", SYSTEM},
    {"first", PART},
    {"last", PART},
    {"middle", PART},
    {"given", PART},
    {"family", PART},
    {"preferred", PART},
    {"nick", PART},
    {"maiden", PART},
    {"full", OF_NAME},
    {"legal", OF_NAME},
    {"display", OF_NAME},
    {"sort", OF_NAME},
    {"sortable", OF_NAME},
    {"chosen", OF_NAME},
    {"call", OF_NAME},
    {"second", OF_NAME},
    {"of", OF_NAME},
    {"the", OF_NAME},
    {"s", OF_NAME},
    {"name", NAME},
    {"id", ID},
    {"number", NUMBER},
    {"no", NUMBER},
    {"nr", NUMBER},
    {"code", NUMBER},
    {"key", NUMBER},
};

static const char *const harmless[] = {
    "section",    "class",    "homeroom",    "grade",    "year",
    "level",      "levels",   "assessment",  "test",     "quiz",
    "exam",       "unit",     "measure",     "scale",    "subject",
    "discipline", "course",   "form",        "version",  "key",
    "item",       "standard", "standards",   "date",     "day",
    "week",       "month",    "term",        "semester", "quarter",
    "trimester",  "window",   "season",      "period",   "status",
    "role",       "source",   "attempt",     "domain",   "strand",
    "passage",    "language", "home",        "english",  "quintile",
    "band",       "type",     "created",     "exported", "start",
    "end",        "active",   "from",        "to",       "name",
    "school",     "growth",   "measurement", "title",    "iep",
    "projected",  "time",     "lexile",      "variable", "shareable",
};

/* ---- the words of a name ---- */

static int
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static int
is_lower(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Does a word end in front of `at`, which is a letter? */
static int
begins(struct coh_span name, size_t at)
{
    const char *c = name.bytes + at;

    if (!is_upper(c[0]))
        return 0;
    return is_lower(c[-1]) ||
           (is_upper(c[-1]) && at + 1 < name.length && is_lower(c[1]));
}

/* The next word at or behind *at, in small letters, without digits; 0: none. */
static int
next_word(struct coh_span name, size_t *at, char word[WORD_SIZE])
{
    size_t n = 0;

    for (; *at < name.length; (*at)++) {
        char c = name.bytes[*at];

        if (!is_upper(c) && !is_lower(c)) {
            if (n)
                break;
            continue;
        }
        if (n && begins(name, *at))
            break;
        if (n + 1 < WORD_SIZE)
            word[n++] = (char)(is_upper(c) ? c - 'A' + 'a' : c);
    }
    word[n] = '\0';
    return n > 0;
}

static enum part
part_of(const char *word)
{
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (coh_span_is(coh_span_of(word), known[i].word))
            return known[i].part;
    return OTHER;
}

int
coh_mask_name_is_identity(struct coh_span name)
{
    size_t has[NUMBER + 1] = {0}, at = 0, words = 0;
    char word[WORD_SIZE];

    while (next_word(name, &at, word)) {
        has[part_of(word)]++;
        words++;
    }
    if (has[ALWAYS])
        return !has[LANGUAGE];
    if (!words || has[OTHER] || has[LANGUAGE])
        return 0;
    if (has[WHO] || has[ID])
        return 1;
    if (has[SYSTEM] || has[NUMBER])
        return 0;
    return has[NAME] || has[PART];
}

int
coh_mask_name_is_harmless(struct coh_span name)
{
    size_t at = 0, words = 0, i;
    char word[WORD_SIZE];
    const size_t n = sizeof(harmless) / sizeof(*harmless);

    if (coh_mask_name_is_identity(name))
        return 0;
    for (; next_word(name, &at, word); words++) {
        for (i = 0; i < n; i++)
            if (coh_span_is(coh_span_of(word), harmless[i]))
                break;
        if (i == n)
            return 0;
    }
    return words > 0;
}
