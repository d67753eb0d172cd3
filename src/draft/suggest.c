/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft/suggest.h"

#include <string.h>

/* ---- names ---- */

static void
make_key(struct coh_suggest_column *c)
{
    size_t i, n = 0;

    for (i = 0; i < c->name.length && n + 1 < sizeof(c->key); i++) {
        char b = c->name.bytes[i];

        if (b >= 'A' && b <= 'Z')
            b = (char)(b - 'A' + 'a');
        if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9'))
            c->key[n++] = b;
    }
    c->key[n] = '\0';
}

/* The place of a word among `word`, from 1; 0 if it is none of them. */
static size_t
place_of(const char *key, const char *const *word)
{
    size_t i;

    for (i = 0; word[i]; i++)
        if (!strcmp(key, word[i]))
            return i + 1;
    return 0;
}

static int
holds(const char *key, const char *const *word)
{
    for (; *word; word++)
        if (strstr(key, *word))
            return 1;
    return 0;
}

/* Why an INI file cannot hold this name as a value, or NULL. */
static const char *
why_unusable(const struct coh_header *h, size_t at)
{
    struct coh_span s = h->name[at];
    size_t i;

    if (!s.length)
        return "it has no name";
    for (i = 0; i < h->n; i++)
        if (i != at && coh_span_equal(h->name[i], s))
            return "its name stands twice";
    if (s.length > 120)
        return "its name is too long for a layout";
    for (i = 0; i < s.length; i++) {
        if ((unsigned char)s.bytes[i] < 0x20)
            return "its name holds a line end or a tab";
        if (s.bytes[i] == '{' || s.bytes[i] == '}')
            return "its name holds a brace";
        if (s.bytes[i] == ';' && (!i || s.bytes[i - 1] == ' '))
            return "its name holds a blank before a semicolon";
    }
    return NULL;
}

/* ---- what a column is by its name ---- */

static const char *const others[] = {
    "teacher", "school", "district", "section", "class",    "course",
    "parent",  "guard",  "assign",   "quiz",    "test",     "item",
    "period",  "gender", "race",     "ethnic",  "educator", "group",
    "account", "room",   "term",     "staff",   NULL};

/* "Pupil ID", "local_id", "PupilId" and "LASID" end in the word; "Kid" does
 * not. */
static int
ends_in_id(struct coh_span name)
{
    const char *end = name.bytes + name.length;
    char before;

    if (name.length < 3 || (end[-1] != 'd' && end[-1] != 'D'))
        return 0;
    before = end[-3];
    if (end[-2] == 'I')
        return end[-1] == 'D' || before < 'A' || before > 'Z';
    return end[-2] == 'i' && (before | 0x20) < 'a';
}

/* Ids by preference. */
static size_t
id_rank(const char *key, struct coh_span name)
{
    static const char *const best[] = {"studentid",
                                       "sisuserid",
                                       "sisid",
                                       "localid",
                                       "studentlocalid",
                                       "localstudentid",
                                       "studentnumber",
                                       "studentidentifier",
                                       "studentsisid",
                                       "orgdefinedid",
                                       "idnumber",
                                       "studentnum",
                                       "studentno",
                                       "sid",
                                       "id",
                                       "stateid",
                                       "studentstateid",
                                       "ssid",
                                       "pupilid",
                                       "learnerid",
                                       "userid",
                                       "externalid",
                                       "customid",
                                       "sisloginid",
                                       "username",
                                       "login",
                                       NULL};
    size_t rank = place_of(key, best), n = strlen(key);

    if (rank)
        return rank;
    if (holds(key, others) || n < 3)
        return 0;
    if (strstr(key, "student") &&
        (strstr(key, "id") || strstr(key, "num") || strstr(key, "code")))
        return 40;
    return ends_in_id(coh_span_trim(name)) || strstr(key, "identific") ? 41 : 0;
}

static int
is_name(const char *key)
{
    static const char *const name[] = {
        "student",    "name",          "studentname", "lastname",
        "firstname",  "fullname",      "middlename",  "surname",
        "familyname", "givenname",     "learner",     "pupil",
        "first",      "last",          "nickname",    "preferredname",
        "studentmi",  "middleinitial", NULL};
    static const char *const part[] = {"first",  "last",   "full", "student",
                                       "middle", "family", NULL};

    return place_of(key, name) ||
           (strstr(key, "name") && holds(key, part) && !strstr(key, "user"));
}

static int
is_other(const char *key, const struct coh_profile_column *p)
{
    static const char *const exact[] = {"grade",
                                        "gradelevel",
                                        "currentgradelevel",
                                        "studentgrade",
                                        "age",
                                        "year",
                                        "schoolyear",
                                        "academicyear",
                                        "zip",
                                        "phone",
                                        "row",
                                        "line",
                                        "rank",
                                        "duration",
                                        "absences",
                                        "dob",
                                        "mi",
                                        "sex",
                                        "homeroom",
                                        "tardies",
                                        "number",
                                        "no",
                                        "nr",
                                        "seq",
                                        "index",
                                        NULL};
    static const char *const part[] = {"minutes",   "seconds", "duration",
                                       "timespent", "birth",   "zipcode",
                                       "phone",     "enroll",  NULL};
    const struct coh_decimal most = {.mantissa = 13};

    if (!strcmp(key, "grade") && p->numbers &&
        coh_decimal_compare(p->high, most) > 0)
        return 0;
    return place_of(key, exact) || holds(key, part) ||
           (holds(key, others) && strlen(key) > 2 &&
            !strcmp(key + strlen(key) - 2, "id"));
}

/* ---- what a column is by its values ---- */

/* The row's own number: 1, 2, 3 to the last. */
static int
is_running_number(const struct coh_profile_column *p)
{
    const struct coh_decimal one = {.mantissa = 1};
    const struct coh_decimal last = {.mantissa = (int64_t)p->values};

    return p->values >= 8 && p->numbers == p->values && !p->repeats &&
           !coh_decimal_compare(p->low, one) &&
           !coh_decimal_compare(p->high, last);
}

static size_t
status_words(const struct coh_profile_column *p)
{
    size_t i, n = 0;

    for (i = 0; i < p->words; i++)
        if (coh_suggest_status(p->word[i].text))
            n += p->word[i].times;
    return n;
}

/* Most of it are scores, if those cells are left out that say why there is
 * none; and a fair part of all is. */
static int
looks_like_scores(const struct coh_profile_column *p)
{
    size_t scores = coh_profile_scores(p), words = status_words(p);

    return scores && 10 * (scores + words) >= 6 * p->values &&
           5 * scores >= p->values;
}

/* A companion is known by its name, and by holding what it must. */
static enum coh_suggest_role
companion(const char *key, const struct coh_profile_column *p)
{
    static const char *const max[] = {"possible", "maxscore", "maxpoint",
                                      "maximum",  "outof",    "totalpoints",
                                      NULL};
    static const char *const centile[] = {"percentile", "ptile", "pctile",
                                          NULL};
    static const char *const error[] = {"standarderror", "stderr", "sem", NULL};
    static const char *const level[] = {
        "level",  "band",        "placement",   "proficien",
        "tier",   "performance", "benchmark",   "mastery",
        "letter", "adjective",   "gradeearned", NULL};

    if (looks_like_scores(p)) {
        if (holds(key, centile))
            return COH_SUGGEST_PERCENTILE;
        if (holds(key, max) || !strcmp(key, "max"))
            return COH_SUGGEST_MAXIMUM;
        if (holds(key, error) && p->numbers)
            return COH_SUGGEST_SEM;
        return COH_SUGGEST_SCORE;
    }
    return holds(key, level) && p->distinct <= 15 ? COH_SUGGEST_LEVEL
                                                  : COH_SUGGEST_OTHER;
}

static enum coh_suggest_role
role_of_date(const struct coh_profile_column *p)
{
    const struct coh_date_evidence *e = &p->order;

    return (e->day_first && e->month_first) ||
                   (e->either && !e->day_first && !e->month_first)
               ? COH_SUGGEST_UNSURE_DATE
               : COH_SUGGEST_DATE;
}

/* What there is one of in a record, by its name. */
static enum coh_suggest_role
role_by_name(const char *key, const struct coh_profile_column *p)
{
    static const char *const term[] = {"term",
                                       "termname",
                                       "window",
                                       "testingwindow",
                                       "normingwindow",
                                       "season",
                                       "period",
                                       "benchmarkperiod",
                                       "screeningperiod",
                                       "semester",
                                       NULL};
    static const char *const test[] = {
        "assessment", "assessmentname", "test",     "testname",
        "quiz",       "quizname",       "exam",     "examname",
        "assignment", "assignmentname", "activity", "assessmenttitle",
        "title",      "task",           NULL};
    static const char *const attempt[] = {"attempt", "attemptnumber", "try",
                                          NULL};

    if (place_of(key, term))
        return COH_SUGGEST_TERM;
    if (place_of(key, attempt) && p->numbers == p->values)
        return COH_SUGGEST_ATTEMPT;
    return place_of(key, test) && !looks_like_scores(p) ? COH_SUGGEST_TEST
                                                        : COH_SUGGEST_OTHER;
}

static enum coh_suggest_role
role_of(struct coh_suggest_column *c, const struct coh_profile_column *p)
{
    enum coh_suggest_role named;
    size_t from, to;

    if (!p->values)
        return COH_SUGGEST_BLANK;
    c->rank = id_rank(c->key, c->name);
    if (!c->rank && 2 * p->addresses >= p->values && !holds(c->key, others))
        c->rank = 50;
    if (!c->rank && p->zeros && !p->repeats && p->codes == p->values)
        c->rank = 51; /* no score is written 00812 */
    if (c->rank)
        return COH_SUGGEST_ID;
    if (is_running_number(p))
        return COH_SUGGEST_OTHER;
    if (is_name(c->key) && !coh_profile_scores(p))
        return COH_SUGGEST_NAME;
    if (is_other(c->key, p))
        return COH_SUGGEST_OTHER;
    if (10 * p->days >= 8 * p->values)
        return role_of_date(p);
    named = role_by_name(c->key, p);
    if (named != COH_SUGGEST_OTHER)
        return named;
    if (p->letters == p->values &&
        (p->distinct > 1 || coh_suggest_number(c->name, &from, &to)))
        return COH_SUGGEST_ANSWER;
    return companion(c->key, p);
}

/* ---- all together ---- */

/* How well a column of days fits: when it was done, before when it began. */
static int
fit_of_date(const char *key)
{
    static const char *const done[] = {"complet", "taken",  "admin", "submi",
                                       "finish",  "tested", NULL};
    static const char *const day[] = {"date", "day", "timestamp", NULL};

    return holds(key, done) ? 2 : holds(key, day);
}

/* Of several columns for one thing the first that fits best stays. */
static void
keep_one(struct coh_suggestion *s, enum coh_suggest_role role)
{
    size_t i, best = s->profile.header.n;

    for (i = 0; i < s->profile.header.n; i++)
        if (s->column[i].role == role &&
            (best == s->profile.header.n ||
             (role == COH_SUGGEST_DATE &&
              fit_of_date(s->column[i].key) >
                  fit_of_date(s->column[best].key))))
            best = i;
    for (i = 0; i < s->profile.header.n; i++)
        if (s->column[i].role == role && i != best)
            s->column[i].role = COH_SUGGEST_OTHER;
}

static size_t
count_role(const struct coh_suggestion *s, enum coh_suggest_role role)
{
    size_t i, n = 0;

    for (i = 0; i < s->profile.header.n; i++)
        n += s->column[i].role == role;
    return n;
}

/* No column is called an id: one of which every value differs and looks like
 * one, else a name. */
static void
find_an_id(struct coh_suggestion *s)
{
    static const char *const full[] = {
        "name", "student", "studentname", "fullname", "learner", "pupil", NULL};
    size_t i, n = s->profile.header.n;

    for (i = 0; i < n; i++) {
        const struct coh_profile_column *p = &s->profile.column[i];

        if (s->column[i].role == COH_SUGGEST_OTHER && !p->repeats &&
            p->distinct > 2 && p->codes == p->values && !p->blank && !p->days &&
            !is_running_number(p) && !holds(s->column[i].key, others)) {
            s->column[i].role = COH_SUGGEST_ID;
            s->column[i].rank = 60;
            return;
        }
    }
    for (i = 0; i < n; i++)
        if (s->column[i].role == COH_SUGGEST_NAME &&
            place_of(s->column[i].key, full)) {
            s->column[i].role = COH_SUGGEST_ID;
            s->column[i].rank = 70;
            s->names_as_ids = 1;
            return;
        }
}

/* A maximum, percentile, level or error belongs to the score on its left; a
 * maximum without one to that on its right. One score has one of each. */
static void
attach(struct coh_suggestion *s, size_t at)
{
    size_t n = s->profile.header.n, i = at;

    s->column[at].score = n;
    while (i-- > 0 && s->column[at].score == n)
        if (s->column[i].role == COH_SUGGEST_SCORE)
            s->column[at].score = i;
    for (i = at; i < n && s->column[at].score == n &&
                 s->column[at].role == COH_SUGGEST_MAXIMUM;
         i++)
        if (s->column[i].role == COH_SUGGEST_SCORE)
            s->column[at].score = i;
    for (i = 0; i < at; i++)
        if (s->column[i].role == s->column[at].role &&
            s->column[i].score == s->column[at].score)
            s->column[at].score = n;
}

int
coh_suggest_read(struct coh_suggestion *s, struct coh_reader *reader,
                 struct coh_error *err)
{
    struct coh_profile *p = &s->profile;
    size_t i;

    if (coh_profile_read(p, reader, err))
        return -1;
    s->column = coh_alloc_array(p->header.n, sizeof(*s->column), err);
    if (!s->column)
        return -1;
    for (i = 0; i < p->header.n; i++) {
        struct coh_suggest_column *c = &s->column[i];

        c->name = p->header.name[i];
        c->score = p->header.n;
        make_key(c);
        c->why = why_unusable(&p->header, i);
        c->role = c->why ? COH_SUGGEST_UNUSABLE : role_of(c, &p->column[i]);
    }
    keep_one(s, COH_SUGGEST_DATE);
    keep_one(s, COH_SUGGEST_TERM);
    keep_one(s, COH_SUGGEST_TEST);
    keep_one(s, COH_SUGGEST_ATTEMPT);
    if (!count_role(s, COH_SUGGEST_ID))
        find_an_id(s);
    if (!count_role(s, COH_SUGGEST_ID))
        return coh_fail(err, COH_INPUT,
                        "%s: no column tells the students apart: one with "
                        "their ids is needed",
                        coh_reader_name(reader));
    if (!count_role(s, COH_SUGGEST_SCORE))
        return coh_fail(err, COH_INPUT,
                        "%s: no column holds scores: there is nothing to draft",
                        coh_reader_name(reader));
    for (i = 0; i < p->header.n; i++)
        if (s->column[i].role == COH_SUGGEST_MAXIMUM ||
            s->column[i].role == COH_SUGGEST_PERCENTILE ||
            s->column[i].role == COH_SUGGEST_LEVEL ||
            s->column[i].role == COH_SUGGEST_SEM)
            attach(s, i);
    return coh_suggest_group(s, err);
}

void
coh_suggest_release(struct coh_suggestion *s)
{
    coh_profile_release(&s->profile);
    coh_free(s->column);
    coh_free(s->group);
    *s = (struct coh_suggestion)COH_SUGGESTION_INIT;
}
