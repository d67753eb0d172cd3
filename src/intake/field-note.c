/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/field-note.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "intake/identify.h"
#include "intake/settle.h"
#include "result/codes.h"

/* Whom a note is of: the id as the file has it, a piece of `ids`, and the
 * roster's. */
struct person {
    size_t begin, length;
    struct coh_span student;
};

struct record {
    struct coh_intake_job *job;
    const struct coh_record *rec;
    struct person *person;
    size_t persons, capacity;
    struct coh_text ids;
    size_t notes; /* that it gave */
};

static int
say(const struct record *r, enum coh_note_level level, const char *what,
    struct coh_span cell, struct coh_error *err)
{
    char place[COH_QUOTE_SIZE + 40], quoted[COH_QUOTE_SIZE];

    snprintf(place, sizeof(place), cell.length ? "line %zu: '%s'" : "line %zu",
             r->rec->line, coh_quote(cell.bytes, cell.length, quoted));
    return coh_notes_add(r->job->notes, level, place, err, "%s: %s",
                         coh_reader_name(r->job->reader), what);
}

/* ---- whose it is ---- */

static int
add_person(struct record *r, const struct coh_record *rec, const char **why,
           struct coh_error *err)
{
    struct person p = {.begin = coh_text_span(&r->ids).length};

    if (coh_intake_identify(r->job, rec, why, err))
        return -1;
    if (*why)
        return 0;
    p.length = r->job->id.length;
    p.student = r->job->student;
    if (coh_text_add(&r->ids, r->job->id.bytes, p.length, err) ||
        coh_reserve(&r->person, &r->capacity, r->persons + 1,
                    sizeof(*r->person), err))
        return -1;
    r->person[r->persons++] = p;
    return 0;
}

/* The id column whose cell names several students; ids: none does. */
static size_t
find_list(const struct record *r)
{
    size_t i;

    for (i = 0; i < r->job->plan.ids; i++) {
        struct coh_span cell = coh_span_trim(r->rec->cell[r->job->plan.id[i]]);

        if (cell.length)
            return memchr(cell.bytes, ';', cell.length) ? i : r->job->plan.ids;
    }
    return i;
}

/* Each id of the cell as if it stood there alone. */
static int
add_listed(struct record *r, size_t column, const char **why,
           struct coh_error *err)
{
    struct coh_record alone = *r->rec;
    struct coh_span rest = r->rec->cell[column], id;
    struct coh_span *cell =
        coh_alloc_array(r->rec->n, sizeof(*alone.cell), err);
    int rc = cell ? 0 : -1;

    if (cell) {
        memcpy(cell, r->rec->cell, r->rec->n * sizeof(*cell));
        alone.cell = cell;
    }
    while (!rc && !*why && coh_codes_next(&rest, &id)) {
        cell[column] = id;
        rc = add_person(r, &alone, why, err);
    }
    coh_free(cell);
    if (!rc && !*why && !r->persons)
        *why = "no student id";
    return rc || *why ? rc
                      : say(r, COH_NOTE_FACT,
                            "a note of several students: each of them has it",
                            coh_span_of(""), err);
}

static int
find_persons(struct record *r, const char **why, struct coh_error *err)
{
    size_t at = find_list(r);

    return at < r->job->plan.ids ? add_listed(r, r->job->plan.id[at], why, err)
                                 : add_person(r, r->rec, why, err);
}

/* ---- what it says ---- */

static int
get(const struct record *r, const struct coh_plan_result *rule, int field,
    struct coh_span *value, struct coh_error *err)
{
    struct coh_intake_job *job = r->job;

    if (job->options->set[field])
        *value = coh_span_of(job->options->set[field]);
    else if (coh_plan_value(rule, field, &job->row, &job->field[field], value,
                            err))
        return -1;
    *value = coh_span_trim(*value);
    return 0;
}

static int
take_shareable(const struct record *r, struct coh_span *cell,
               struct coh_error *err)
{
    int yes = coh_field_note_shareable(*cell);

    if (yes < 0 &&
        say(r, COH_NOTE_LOOK,
            "column 'shareable': neither yes nor no, taken as no", *cell, err))
        return -1;
    *cell = coh_span_of(yes > 0 ? "yes" : "no");
    return 0;
}

static int
take_date(struct coh_settle *s, struct coh_span *date, struct coh_error *err)
{
    if (get(&(struct record){.job = s->job}, s->r, COH_RESULT_DATE,
            &s->out.cell[COH_RESULT_DATE], err) ||
        coh_settle_date(s, err))
        return -1;
    *date = s->out.cell[COH_RESULT_DATE];
    return 0;
}

/* All but the student. */
static int
fill(const struct record *r, struct coh_settle *s, struct coh_text *codes,
     struct coh_field_note *n, struct coh_error *err)
{
    static const struct {
        int field, column;
    } of[] = {
        {COH_FIELD_AUTHOR_ROLE, COH_FIELD_NOTE_AUTHOR_ROLE},
        {COH_RESULT_SOURCE, COH_FIELD_NOTE_SOURCE},
        {COH_FIELD_TEXT, COH_FIELD_NOTE_TEXT},
        {COH_FIELD_CODES, COH_FIELD_NOTE_CODES},
        {COH_FIELD_SHAREABLE, COH_FIELD_NOTE_SHAREABLE},
    };
    size_t i;

    for (i = 0; i < sizeof(of) / sizeof(*of); i++)
        if (get(r, s->r, of[i].field, &n->cell[of[i].column], err))
            return -1;
    if (r->job->options->source.length)
        n->cell[COH_FIELD_NOTE_SOURCE] = r->job->options->source;
    if (take_date(s, &n->cell[COH_FIELD_NOTE_DATE], err) ||
        take_shareable(r, &n->cell[COH_FIELD_NOTE_SHAREABLE], err) ||
        coh_codes_tidy(n->cell[COH_FIELD_NOTE_CODES], codes, err))
        return -1;
    n->cell[COH_FIELD_NOTE_CODES] = coh_text_span(codes);
    return 0;
}

/* ---- the same note again ---- */

static uint64_t
hash_of(const struct record *r, const struct person *p,
        const struct coh_field_note *n, int values)
{
    struct coh_span who =
        p->student.length
            ? p->student
            : (struct coh_span){coh_text_get(&r->ids) + p->begin, p->length};
    uint64_t h = coh_hash64(4 + (uint64_t)values, who.bytes, who.length);
    int i;

    for (i = COH_FIELD_NOTE_DATE; i < COH_FIELD_NOTE_COLUMNS; i++)
        if (values ||
            (i != COH_FIELD_NOTE_CODES && i != COH_FIELD_NOTE_SHAREABLE))
            h = coh_hash64(h, n->cell[i].bytes, n->cell[i].length);
    return h;
}

static int
is_other(const struct record *r, const struct coh_field_note *n, int *other,
         struct coh_error *err)
{
    struct coh_intake_job *job = r->job;
    size_t i, key, all;

    *other = 0;
    for (i = 0; i < r->persons; i++) {
        if (coh_seen_add(&job->keys_seen, hash_of(r, &r->person[i], n, 0), &key,
                         err) ||
            coh_seen_add(&job->once_seen, hash_of(r, &r->person[i], n, 1), &all,
                         err))
            return -1;
        *other |= key > 0 && !all;
    }
    return 0;
}

/* ---- out ---- */

static int
hand_on(struct record *r, struct coh_field_note *n, struct coh_error *err)
{
    struct coh_intake_job *job = r->job;
    size_t i;

    for (i = 0; i < r->persons; i++) {
        const struct person *p = &r->person[i];

        n->cell[COH_FIELD_NOTE_STUDENT_ID] =
            (struct coh_span){coh_text_get(&r->ids) + p->begin, p->length};
        if (coh_field_note_check(n, err)) {
            coh_error_context(err, "line %zu: ", r->rec->line);
            return -1;
        }
        job->account->results++;
        job->account->shareable +=
            coh_span_is(n->cell[COH_FIELD_NOTE_SHAREABLE], "yes");
        if (job->sink->note && job->sink->note(job->sink->context, r->rec->line,
                                               n, p->student, err))
            return -1;
    }
    r->notes++;
    return 0;
}

const char coh_intake_other_note[] =
    "a note of an earlier line again, with other codes or another mark of "
    "sharing";

/* Nothing in the file tells the two apart, and nobody is to choose. */
static int
refuse_other(const struct record *r, const char **why, struct coh_error *err)
{
    if (r->notes) /* the record was used */
        return say(r, COH_NOTE_LOOK, coh_intake_other_note, coh_span_of(""),
                   err);
    *why = coh_intake_other_note;
    return 0;
}

/* A text, or a code that stands in the record: one that the layout gives to
 * all says nothing by itself. */
static int
says_something(const struct coh_plan_result *rule,
               const struct coh_field_note *n)
{
    const struct coh_plan_field *f = &rule->field[COH_FIELD_CODES];
    size_t i;

    if (n->cell[COH_FIELD_NOTE_TEXT].length)
        return 1;
    if (!n->cell[COH_FIELD_NOTE_CODES].length)
        return 0;
    for (i = 0; i < f->n; i++)
        if (!coh_template_is_fixed(&f->at[i]))
            return 1;
    return 0;
}

static int
take_rule(struct record *r, const struct coh_plan_result *rule,
          const char **why, struct coh_error *err)
{
    struct coh_settle s = {
        .job = r->job, .r = rule, .line = r->rec->line, .out = COH_RESULT_INIT};
    struct coh_field_note n = COH_FIELD_NOTE_INIT;
    struct coh_text codes = COH_TEXT_INIT;
    int other = 0;
    int rc = -1;

    if (fill(r, &s, &codes, &n, err))
        goto out;
    rc = 0;
    if (!says_something(rule, &n))
        goto out;
    if (!r->persons)
        rc = find_persons(r, why, err);
    if (!rc && !*why)
        rc = is_other(r, &n, &other, err);
    if (!rc && !*why)
        rc = other ? refuse_other(r, why, err) : hand_on(r, &n, err);
out:
    coh_text_release(&codes);
    return rc;
}

int
coh_intake_field_notes(struct coh_intake_job *job, const struct coh_record *rec,
                       const char **why, struct coh_error *err)
{
    struct record r = {.job = job, .rec = rec, .ids = COH_TEXT_INIT};
    size_t i, before = job->account->results;
    int rc = 0;

    /* Of a file of rejects it stands alone: whoever clears the reason says that
     * it is the right one. */
    *why = job->mended && coh_span_is(job->reason, coh_intake_other_note)
               ? coh_intake_other_note
               : NULL;
    for (i = 0; !rc && !*why && i < job->plan.results; i++)
        rc = take_rule(&r, &job->plan.result[i], why, err);
    if (!rc && !*why && !r.notes)
        *why = "no text and no code";
    if (!*why)
        job->account->cells += job->account->results - before;
    coh_free(r.person);
    coh_text_release(&r.ids);
    return rc;
}
