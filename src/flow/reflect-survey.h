/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_REFLECT_SURVEY_H
#define COH_FLOW_REFLECT_SURVEY_H

#include "base/keys.h"
#include "base/notes.h"
#include "table/columns.h"
#include "table/reader.h"

/*
 * A survey in memory: who was asked what, and answered what. Long (a row an
 * answer, with columns `question` and `answer`) or wide, as a form's export (a
 * row a respondent, a column a question).
 *
 *     struct coh_survey s = {.role = "role"};
 *     if (coh_survey_begin(&s, &header, err)) …
 *     while (… records …)
 *         if (coh_survey_add(&s, &rec, fits, file, notes, err)) …
 *     coh_survey_release(&s);
 *
 * Respondents are numbers here and nowhere text: they tell how many were asked
 * and did not answer. No note holds a cell.
 */

enum { COH_SURVEY_BLANK = 255, COH_SURVEY_OTHER = 254 };

struct coh_survey_answer {
    size_t question, person;
    int fits;             /* the conditions of the run */
    unsigned char option; /* set by who knows the options: place of one, … */
    size_t line;
    const char *file;
    struct coh_span text; /* without blanks around it; empty: not answered */
};

struct coh_survey_person {
    size_t role; /* of `roles` */
    int fits;    /* some row of theirs */
};

/* Set the first part; the rest belongs to the functions. */
struct coh_survey {
    const char *respondent; /* their column; NULL: `respondent`, if there */
    const char *role;       /* column of roles; NULL: all have one role */

    int wide;
    int knows_people;          /* the respondents can be told apart */
    struct coh_span *question; /* in order of appearance */
    int *personal;             /* not a question: says who, or when */
    size_t questions;
    struct coh_survey_answer *answer;
    size_t answers;
    struct coh_survey_person *person;
    size_t persons;
    struct coh_keys roles; /* "" where a respondent has none */

    size_t at_question, at_answer, at_respondent, at_role;
    struct coh_keys asked, names, given;
    size_t *given_at;
    size_t question_capacity, personal_capacity, answer_capacity;
    size_t person_capacity, given_capacity;
    struct coh_arena arena;
};

/* Look at the header. COH_INPUT when a column that was named is not there. */
int coh_survey_begin(struct coh_survey *s, const struct coh_header *header,
                     struct coh_error *err) COH_MUST_CHECK;

/* Does a column of the header say who answered, or when? */
int coh_survey_says_who(const struct coh_survey *s,
                        const struct coh_header *header, size_t column);

/* Take a row in. Where a respondent answers a question twice the last answer
 * counts; that, and two roles of one respondent, of which the first counts,
 * is noted with the line. */
int coh_survey_add(struct coh_survey *s, const struct coh_record *rec, int fits,
                   const char *file, struct coh_notes *notes,
                   struct coh_error *err) COH_MUST_CHECK;

/* Mark the questions of a list, one CSV record of texts and #N: mark[i] = 1.
 * COH_INPUT for one that is not there, stands twice, or is personal. */
int
coh_survey_mark(const struct coh_survey *s, const char *list, const char *what,
                int *mark, struct coh_error *err) COH_MUST_CHECK;

/* The question with this text; s->questions when there is none. */
size_t coh_survey_seek(const struct coh_survey *s, struct coh_span text);

void coh_survey_release(struct coh_survey *s);

#endif
