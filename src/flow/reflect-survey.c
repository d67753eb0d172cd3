/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/reflect-survey.h"

#include <stdio.h>
#include <string.h>

#include "base/blank.h"

/* ---- which columns ---- */

/* Columns that forms add: who answered, and when. */
static int
is_personal(struct coh_span name)
{
    static const char *const known[] = {
        "timestamp",
        "date",
        "time",
        "start date",
        "end date",
        "start time",
        "completion time",
        "submitted at",
        "submission date",
        "last modified",
        "recorded date",
        "last modified time",
        "name",
        "full name",
        "your name",
        "what is your name",
        "first name",
        "last name",
        "respondent",
        "initials",
        "email",
        "email address",
        "e-mail",
        "e-mail address",
        "your email",
        "username",
        "user name",
        "user",
        "ip address",
        "phone",
        "phone number",
        "signature",
    };
    size_t i;
    char c;

    name = coh_blank_trim(name);
    while (name.length && strchr("?:*. ", name.bytes[name.length - 1]))
        name.length--;
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (coh_span_is_caseless(name, known[i]))
            return 1;
    if (!coh_name_is_id(name))
        return 0;
    /* A word of its own: not "what we did". */
    c = name.length > 2 ? name.bytes[name.length - 3] : ' ';
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) ||
           name.bytes[name.length - 2] == 'I';
}

static size_t
seek_caseless(const struct coh_header *header, const char *name)
{
    size_t i;

    for (i = 0; i < header->n; i++)
        if (coh_span_is_caseless(header->name[i], name))
            return i;
    return header->n;
}

static int
add_question(struct coh_survey *s, struct coh_span text, int personal,
             struct coh_error *err)
{
    const char *copy = coh_arena_text(&s->arena, text.bytes, text.length, err);

    if (!copy ||
        coh_reserve(&s->question, &s->question_capacity, s->questions + 1,
                    sizeof(*s->question), err) ||
        coh_reserve(&s->personal, &s->personal_capacity, s->questions + 1,
                    sizeof(*s->personal), err))
        return -1;
    s->question[s->questions] = (struct coh_span){copy, text.length};
    s->personal[s->questions++] = personal;
    return 0;
}

static int
find_columns(struct coh_survey *s, const struct coh_header *header,
             struct coh_error *err)
{
    s->at_question = seek_caseless(header, "question");
    s->at_answer = seek_caseless(header, "answer");
    s->at_respondent = seek_caseless(header, "respondent");
    s->at_role = header->n;
    s->wide = s->at_question == header->n || s->at_answer == header->n;
    if (s->respondent && coh_header_find(header, coh_span_of(s->respondent),
                                         &s->at_respondent, err))
        return -1;
    return s->role
               ? coh_header_find(header, coh_span_of(s->role), &s->at_role, err)
               : 0;
}

int
coh_survey_begin(struct coh_survey *s, const struct coh_header *header,
                 struct coh_error *err)
{
    size_t i;

    if (find_columns(s, header, err))
        return -1;
    s->asked.width = s->names.width = s->roles.width = 1;
    s->given.width = 2;
    s->knows_people = s->wide || s->at_respondent < header->n;
    /* In a wide survey #3 is the third column: all of them are numbered. */
    for (i = 0; s->wide && i < header->n; i++)
        if (add_question(s, header->name[i],
                         i == s->at_respondent || i == s->at_role ||
                             is_personal(header->name[i]),
                         err))
            return -1;
    return 0;
}

int
coh_survey_says_who(const struct coh_survey *s, const struct coh_header *header,
                    size_t column)
{
    return column == s->at_respondent || is_personal(header->name[column]);
}

/* ---- rows ---- */

static int
note_line(struct coh_notes *notes, const char *file, size_t line,
          const char *what, struct coh_error *err)
{
    char place[40];

    snprintf(place, sizeof(place), "line %zu", line);
    return coh_notes_add(notes, COH_NOTE_LOOK, place, err, "%s: %s", file,
                         what);
}

/* The number of the respondent of a row. One without a name is somebody of
 * their own: of a form that is so, of a row an answer it is not known. */
static int
find_person(struct coh_survey *s, const struct coh_record *rec,
            struct coh_span *name, size_t *person, struct coh_error *err)
{
    char row[40];
    struct coh_span key;

    *name = coh_span_of(NULL);
    if (s->at_respondent < rec->n)
        *name = coh_blank_trim(rec->cell[s->at_respondent]);
    key = *name;
    if (!key.length) {
        s->knows_people = s->knows_people && s->wide;
        snprintf(row, sizeof(row), "\n%zu", s->names.n);
        key = coh_span_of(row);
    }
    return coh_keys_index(&s->names, &key, person, err);
}

static int
add_person(struct coh_survey *s, const struct coh_record *rec, int fits,
           const char *file, struct coh_span *name, size_t *person,
           struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span role = coh_span_of(NULL);
    struct coh_survey_person *p;
    size_t number;

    if (s->at_role < rec->n)
        role = coh_blank_trim(rec->cell[s->at_role]);
    if (find_person(s, rec, name, person, err) ||
        coh_keys_index(&s->roles, &role, &number, err))
        return -1;
    if (*person == s->persons) {
        if (coh_reserve(&s->person, &s->person_capacity, s->persons + 1,
                        sizeof(*s->person), err))
            return -1;
        s->person[s->persons++] = (struct coh_survey_person){.role = number};
    }
    p = &s->person[*person];
    p->fits = p->fits || fits;
    if (p->role == number || !name->length)
        return 0;
    return note_line(notes, file, rec->line,
                     "a respondent has two roles: the first counts", err);
}

/* The place of the answer: a new one, or that of the answer which it mends. */
static int
find_place(struct coh_survey *s, struct coh_span name,
           const struct coh_survey_answer *a, size_t *place,
           struct coh_notes *notes, struct coh_error *err)
{
    char what[60];
    struct coh_span key[2];
    size_t index, before = s->given.n;

    *place = s->answers;
    if (!name.length)
        return 0;
    snprintf(what, sizeof(what), "%zu %d", a->question, a->fits);
    key[0] = name, key[1] = coh_span_of(what);
    if (coh_keys_index(&s->given, key, &index, err) ||
        coh_reserve(&s->given_at, &s->given_capacity, s->given.n,
                    sizeof(*s->given_at), err))
        return -1;
    if (index == before) {
        s->given_at[index] = *place;
        return 0;
    }
    *place = s->given_at[index];
    return note_line(notes, a->file, a->line,
                     "a respondent answers a question twice: the last answer "
                     "counts",
                     err);
}

static int
add_answer(struct coh_survey *s, struct coh_span name,
           struct coh_survey_answer *a, struct coh_span cell,
           struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span text = coh_blank_trim(cell);
    size_t place;

    if (coh_blank_is_word(text))
        text = coh_span_of(NULL);
    if (text.length) {
        a->text.length = text.length;
        a->text.bytes = coh_arena_text(&s->arena, text.bytes, text.length, err);
        if (!a->text.bytes)
            return -1;
    }
    if (find_place(s, name, a, &place, notes, err) ||
        coh_reserve(&s->answer, &s->answer_capacity, place + 1,
                    sizeof(*s->answer), err))
        return -1;
    s->answer[place] = *a;
    if (place == s->answers)
        s->answers++;
    return 0;
}

int
coh_survey_add(struct coh_survey *s, const struct coh_record *rec, int fits,
               const char *file, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_survey_answer a = {.fits = fits, .line = rec->line};
    struct coh_span name, text;
    size_t i;

    a.file = coh_arena_text(&s->arena, file, strlen(file), err);
    if (!a.file || add_person(s, rec, fits, file, &name, &a.person, notes, err))
        return -1;
    for (i = 0; s->wide && i < s->questions; i++) {
        a.question = i;
        a.text = coh_span_of(NULL);
        if (!s->personal[i] &&
            add_answer(s, name, &a, rec->cell[i], notes, err))
            return -1;
    }
    if (s->wide)
        return 0;
    text = coh_blank_trim(rec->cell[s->at_question]);
    if (!text.length)
        return note_line(notes, file, rec->line,
                         "an answer without a question: left out", err);
    if (coh_keys_index(&s->asked, &text, &a.question, err) ||
        (a.question == s->questions &&
         add_question(s, text, is_personal(text), err)))
        return -1;
    return add_answer(s, name, &a, rec->cell[s->at_answer], notes, err);
}

/* ---- questions by what the user typed ---- */

size_t
coh_survey_seek(const struct coh_survey *s, struct coh_span text)
{
    size_t i;

    for (i = 0; i < s->questions; i++)
        if (coh_span_equal(s->question[i], text))
            return i;
    return s->questions;
}

static int
no_question(const struct coh_survey *s, struct coh_span item, const char *what,
            struct coh_error *err)
{
    const struct coh_span *near = coh_nearest(s->question, s->questions, item);
    char a[COH_QUOTE_SIZE], b[COH_QUOTE_SIZE];

    coh_quote(item.bytes, item.length, a);
    if (!near)
        return coh_fail(err, COH_INPUT, "%s: there is no question '%s'", what,
                        a);
    return coh_fail(err, COH_INPUT,
                    "%s: there is no question '%s'; the nearest is '%s'", what,
                    a, coh_quote(near->bytes, near->length, b));
}

static int
find_question(const struct coh_survey *s, struct coh_span item,
              const char *what, size_t *at, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i, number = 0, hits = 0;

    for (i = 0; i < s->questions; i++)
        if (coh_span_equal(s->question[i], item))
            *at = hits++ ? *at : i;
    for (i = 1; !hits && item.length > 1 && item.length < 8 &&
                item.bytes[0] == '#' && i < item.length;
         i++)
        number = item.bytes[i] >= '0' && item.bytes[i] <= '9'
                     ? number * 10 + (size_t)(item.bytes[i] - '0')
                     : s->questions + 1;
    if (number && number <= s->questions)
        *at = number - 1, hits = 1;
    if (hits > 1)
        return coh_fail(err, COH_INPUT,
                        "%s: %zu columns are called '%s': say #N for the one "
                        "that you mean",
                        what, hits, coh_quote(item.bytes, item.length, quoted));
    if (!hits)
        return no_question(s, item, what, err);
    if (s->personal[*at])
        return coh_fail(
            err, COH_INPUT, "%s: '%s' says who or when, and is never shown",
            what,
            coh_quote(s->question[*at].bytes, s->question[*at].length, quoted));
    return 0;
}

int
coh_survey_mark(const struct coh_survey *s, const char *list, const char *what,
                int *mark, struct coh_error *err)
{
    struct coh_list items = COH_LIST_INIT;
    size_t i, at;
    int rc = coh_list_parse(&items, list, err);

    if (rc)
        coh_error_context(err, "%s: ", what);
    for (i = 0; !rc && i < items.n; i++) {
        rc = find_question(s, coh_blank_trim(items.item[i]), what, &at, err);
        if (!rc)
            mark[at] = 1;
    }
    coh_list_release(&items);
    return rc;
}

void
coh_survey_release(struct coh_survey *s)
{
    coh_free(s->question);
    coh_free(s->personal);
    coh_free(s->answer);
    coh_free(s->person);
    coh_free(s->given_at);
    coh_keys_release(&s->roles);
    coh_keys_release(&s->asked);
    coh_keys_release(&s->names);
    coh_keys_release(&s->given);
    coh_arena_release(&s->arena);
    *s = (struct coh_survey){.respondent = s->respondent, .role = s->role};
}
