/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which questions have options, which are open, and what was answered. */
#include "flow/reflect.h"

#include <stdio.h>

#include "base/blank.h"

/* Answers to a question: options, other text, by anyone and any condition. */
struct kind {
    size_t options, others;
};

static int
note_question(const struct coh_survey *s, size_t q, enum coh_note_level level,
              const char *what, struct coh_notes *notes, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_notes_add(
        notes, level,
        coh_quote(s->question[q].bytes, s->question[q].length, quoted), err,
        "%s", what);
}

/* A text that is no option, in a question of options: its line is said, never
 * the text, which may tell who wrote it. */
static int
note_others(const struct coh_survey *s, const struct coh_reflect_tally *t,
            struct coh_notes *notes, struct coh_error *err)
{
    char place[40], quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < s->answers; i++) {
        const struct coh_survey_answer *a = &s->answer[i];
        const struct coh_span *q = &s->question[a->question];

        if (!a->fits || a->option != COH_SURVEY_OTHER || !t->asked[a->question])
            continue;
        snprintf(place, sizeof(place), "line %zu", a->line);
        if (coh_notes_add(notes, COH_NOTE_LOOK, place, err,
                          "%s: '%s': an answer that is no option, counted as "
                          "missing",
                          a->file, coh_quote(q->bytes, q->length, quoted)))
            return -1;
    }
    return 0;
}

/* Does an answer say no more than who gave it? */
static int
says_who(const struct coh_survey *s, struct coh_span text)
{
    size_t i, at = 0, blanks = 0;

    for (i = 0; i < text.length; i++) {
        at += text.bytes[i] == '@';
        blanks += coh_blank_length(
                      (struct coh_span){text.bytes + i, text.length - i}) > 0;
    }
    return (at && !blanks) ||
           (text.length && coh_keys_find(&s->names, &text) < s->names.n);
}

static int
drop_personal(const struct coh_survey *s, struct coh_reflect_tally *t,
              struct coh_notes *notes, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->answers; i++) {
        size_t q = s->answer[i].question;

        if (!t->open[q] || !says_who(s, s->answer[i].text))
            continue;
        t->open[q] = 0;
        if (note_question(s, q, COH_NOTE_LOOK,
                          "left out, for an answer is a respondent's name or "
                          "address",
                          notes, err))
            return -1;
    }
    return 0;
}

static int
choose_open(const struct coh_reflect *r, const struct coh_survey *s,
            const struct kind *kind, struct coh_reflect_tally *t,
            struct coh_notes *notes, struct coh_error *err)
{
    size_t q;

    if (!r->answers || s != &r->now)
        return 0;
    if (s->wide && !r->open)
        return coh_fail(err, COH_USAGE,
                        "a form's columns hold names too: say which are open "
                        "questions, as --open 'What should we change?'");
    if (r->open && coh_survey_mark(s, r->open, "--open", t->open, err))
        return -1;
    for (q = 0; !r->open && q < s->questions; q++)
        t->open[q] = !s->personal[q] && !t->asked[q] && !kind[q].options &&
                     kind[q].others > 0;
    return drop_personal(s, t, notes, err);
}

static int
choose_asked(const struct coh_reflect *r, const struct coh_survey *s,
             const struct kind *kind, struct coh_reflect_tally *t,
             struct coh_error *err)
{
    size_t q;

    /* The round before may have asked less. */
    if (r->questions && s == &r->now)
        return coh_survey_mark(s, r->questions, "--questions", t->asked, err);
    for (q = 0; q < s->questions; q++)
        t->asked[q] = !s->personal[q] && kind[q].options > 0 &&
                      kind[q].options >= kind[q].others;
    return 0;
}

/* What is left out, by name; a header is no cell of a respondent. */
static int
say_left_out(const struct coh_reflect *r, const struct coh_survey *s,
             const struct kind *kind, const struct coh_reflect_tally *t,
             struct coh_notes *notes, struct coh_error *err)
{
    size_t q;
    int rc = 0;

    for (q = 0; !rc && q < s->questions; q++) {
        if (t->asked[q] || (r->questions && !s->personal[q]) ||
            (r->by && s->wide && q == s->at_role))
            continue;
        if (s->personal[q])
            rc = note_question(s, q, COH_NOTE_FACT,
                               "never shown, for it may say who answered",
                               notes, err);
        else if (kind[q].options)
            rc = note_question(s, q, COH_NOTE_LOOK,
                               "left out, for most answers are no options: "
                               "name it with --questions if it belongs here",
                               notes, err);
        else if (kind[q].others)
            rc = note_question(s, q, COH_NOTE_FACT,
                               "left out, for no answer is an option: open "
                               "answers come with --answers",
                               notes, err);
        else
            rc = note_question(s, q, COH_NOTE_FACT,
                               "left out, for nobody answered", notes, err);
    }
    return rc;
}

static int
choose(const struct coh_reflect *r, const struct coh_survey *s,
       struct coh_reflect_tally *t, struct coh_notes *notes,
       struct coh_error *err)
{
    struct kind *kind = coh_alloc_array(s->questions, sizeof(*kind), err);
    size_t i;
    int rc = -1;

    if (!kind)
        return -1;
    for (i = 0; i < s->answers; i++) {
        struct kind *k = &kind[s->answer[i].question];

        k->options += s->answer[i].option < r->scale.n;
        k->others += s->answer[i].option == COH_SURVEY_OTHER;
    }
    if (choose_asked(r, s, kind, t, err) ||
        choose_open(r, s, kind, t, notes, err))
        goto out;
    rc = 0;
    if (r->reversed && s == &r->now)
        rc = coh_survey_mark(s, r->reversed, "--reversed", t->reversed, err);
    if (!rc && notes && !r->answers)
        rc = say_left_out(r, s, kind, t, notes, err);
out:
    coh_free(kind);
    return rc;
}

/* ---- counting ---- */

static int
reserve_tally(const struct coh_reflect *r, const struct coh_survey *s,
              struct coh_reflect_tally *t, struct coh_error *err)
{
    size_t q = s->questions, cells = q * s->roles.n;

    t->asked = coh_alloc_array(q, sizeof(*t->asked), err);
    t->open = coh_alloc_array(q, sizeof(*t->open), err);
    t->reversed = coh_alloc_array(q, sizeof(*t->reversed), err);
    t->count = coh_alloc_array(cells, r->scale.n * sizeof(*t->count), err);
    t->blank = coh_alloc_array(cells, sizeof(*t->blank), err);
    t->left_out = coh_alloc_array(cells, sizeof(*t->left_out), err);
    t->people = coh_alloc_array(s->roles.n, sizeof(*t->people), err);
    t->part = coh_alloc_array(q, sizeof(*t->part), err);
    return t->asked && t->open && t->reversed && t->count && t->blank &&
                   t->left_out && t->people && t->part
               ? 0
               : -1;
}

static void
count_answers(const struct coh_reflect *r, const struct coh_survey *s,
              struct coh_reflect_tally *t)
{
    size_t i, cell;

    for (i = 0; i < s->persons; i++)
        t->people[s->person[i].role] += s->person[i].fits != 0;
    for (i = 0; i < s->answers; i++) {
        const struct coh_survey_answer *a = &s->answer[i];

        cell = a->question * s->roles.n + s->person[a->person].role;
        if (a->option >= r->scale.n)
            t->blank[cell] += a->fits != 0;
        else if (a->fits)
            t->count[cell * r->scale.n + a->option]++;
        else
            t->left_out[cell]++;
    }
}

/* All roles of a question together. */
static int
judge_question(struct coh_reflect *r, const struct coh_survey *s,
               struct coh_reflect_tally *t, size_t q, struct coh_error *err)
{
    struct coh_reflect_part *part = &t->part[q];
    size_t role, i, k = r->scale.n, blank = 0, people = 0, left_out = 0;

    for (role = 0; role < s->roles.n; role++) {
        size_t cell = q * s->roles.n + role;

        for (i = 0; i < k; i++) {
            part->count[i] += t->count[cell * k + i];
            part->n += t->count[cell * k + i];
        }
        blank += t->blank[cell];
        left_out += t->left_out[cell];
        people += t->people[role];
    }
    part->missing = s->knows_people ? people - part->n : blank;
    part->shown = part->n >= COH_REFLECT_FEWEST &&
                  (!left_out || left_out >= COH_REFLECT_FEWEST);
    if (!part->shown) {
        part->sort = COH_REFLECT_NOT;
        return 0;
    }
    return coh_reflect_judge(r, part, t->reversed[q], err);
}

int
coh_reflect_count(struct coh_reflect *r, const struct coh_survey *s,
                  struct coh_reflect_tally *t, struct coh_notes *notes,
                  struct coh_error *err)
{
    size_t q, asked = 0;

    if (reserve_tally(r, s, t, err) || choose(r, s, t, notes, err) ||
        (notes && !r->answers && note_others(s, t, notes, err)))
        return -1;
    count_answers(r, s, t);
    for (q = 0; q < s->questions; q++) {
        asked += t->asked[q] != 0;
        if (t->asked[q] && judge_question(r, s, t, q, err))
            return -1;
    }
    if (notes && s->answers && !asked && !r->answers)
        return coh_fail(err, COH_INPUT,
                        "no question is answered by its options: see --options "
                        "and --questions");
    return 0;
}
