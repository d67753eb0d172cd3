/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/identify.h"

#include <stdio.h>
#include <string.h>

#include "base/blank.h"
#include "intake/emit.h"

/* A record on its way to a student. */
struct search {
    struct coh_intake_job *job;
    const struct coh_record *rec;
    struct coh_span name;
    size_t at; /* on the roster */
};

/* "line 5: '812' is 00812", or without the end when nobody was found. */
static int
note(const struct search *s, enum coh_note_level level, const char *reason,
     struct coh_error *err)
{
    struct coh_span id = s->job->id, own = s->job->student;
    char place[2 * COH_QUOTE_SIZE + 60];
    char quoted[COH_QUOTE_SIZE], student[COH_QUOTE_SIZE];

    snprintf(place, sizeof(place), "line %zu: '%s'%s%s", s->rec->line,
             coh_quote(id.bytes, id.length, quoted), own.length ? " is " : "",
             coh_quote(own.bytes, own.length, student));
    return coh_notes_add(s->job->notes, level, place, err, "%s: %s",
                         coh_reader_name(s->job->reader), reason);
}

static void
found(struct search *s)
{
    s->job->student =
        coh_span_of(s->job->options->roster->student[s->at].student_id);
}

/* The student of that name, if the caller asked for names to be matched. */
static enum coh_match
match_name(struct search *s)
{
    const struct coh_intake_options *o = s->job->options;

    return o->match_names && o->roster
               ? coh_roster_find_name(o->roster, s->name, &s->at)
               : COH_MATCH_NONE;
}

/* A name is no id: each student found by one is named; where the record has an
 * id, with what to type so that nobody need guess again. */
static int
note_name(struct search *s, int has_id, struct coh_error *err)
{
    char name[COH_QUOTE_SIZE], own[COH_QUOTE_SIZE], id[COH_QUOTE_SIZE];
    char place[40], advice[2 * COH_QUOTE_SIZE + 60] = "";

    found(s);
    snprintf(place, sizeof(place), "line %zu", s->rec->line);
    coh_quote(s->name.bytes, s->name.length, name);
    coh_quote(s->job->student.bytes, s->job->student.length, own);
    coh_quote(s->job->id.bytes, s->job->id.length, id);
    /* What a shell would read otherwise is not put into a command. */
    if (has_id && !strchr(id, '\''))
        snprintf(advice, sizeof(advice),
                 "; if that is right, cohort roster set %s --alias '%s'", own,
                 id);
    return coh_notes_add(s->job->notes, COH_NOTE_LOOK, place, err,
                         "%s: '%s' was matched by name to %s%s",
                         coh_reader_name(s->job->reader), name, own, advice);
}

static int
keep_apart(struct search *s, const char *reason, struct coh_error *err)
{
    const struct coh_result_sink *sink = s->job->sink;

    s->job->account->unmatched++;
    if (s->name.length && sink->apart &&
        sink->apart(sink->context, s->job->id, s->name, err))
        return -1;
    return note(s, COH_NOTE_LOOK, reason, err);
}

/* The id is on no roster: perhaps the name is. */
static int
match_unknown(struct search *s, struct coh_error *err)
{
    switch (match_name(s)) {
    case COH_MATCH_NONE:
        return keep_apart(s,
                          s->job->options->roster->n
                              ? "an id that is not on the roster: kept apart, "
                                "see cohort roster unknown"
                              : "nobody is on the roster yet: kept apart until "
                                "cohort roster import",
                          err);
    case COH_MATCH_AMBIGUOUS:
        return keep_apart(
            s,
            "an id that is not on the roster, and a name that "
            "fits several students: kept apart, see cohort roster "
            "unknown",
            err);
    default:
        return note_name(s, 1, err);
    }
}

static int
match_id(struct search *s, struct coh_error *err)
{
    enum coh_match hit =
        coh_roster_find(s->job->options->roster, s->job->id, &s->at);
    char reason[80];

    if (hit == COH_MATCH_NONE)
        return match_unknown(s, err);
    if (hit == COH_MATCH_AMBIGUOUS)
        return keep_apart(
            s, "an id fits several students of the roster: kept apart", err);
    found(s);
    if (hit == COH_MATCH_EXACT)
        return 0;
    snprintf(reason, sizeof(reason), "an id was recognised %s",
             coh_match_words(hit));
    return note(s, COH_NOTE_FACT, reason, err);
}

/* No id that can be used: the record is somebody's by name or nobody's. */
static int
match_without(struct search *s, const char *nobody, const char **why,
              struct coh_error *err)
{
    switch (match_name(s)) {
    case COH_MATCH_NONE:
        *why = nobody;
        return 0;
    case COH_MATCH_AMBIGUOUS:
        *why = "no student id, and a name that fits several students";
        return 0;
    default:
        s->job->id = s->name;
        return note_name(s, 0, err);
    }
}

/* The part of a cell that the layout says is the id. */
static struct coh_span
id_part(const struct coh_layout *layout, struct coh_span id)
{
    struct coh_span part;
    const char *name;
    size_t i;

    if (!layout->id_part || !coh_pattern_match(layout->id_part, id))
        return id;
    for (i = 0; coh_pattern_capture(layout->id_part, i, &name, &part); i++)
        if (!strcmp(name, "id"))
            return coh_span_trim(part);
    return id;
}

/* Does the roster know exactly this id? */
static int
is_known(struct search *s, struct coh_span id)
{
    const struct coh_roster *roster = s->job->options->roster;

    return roster && coh_roster_find(roster, id, &s->at) == COH_MATCH_EXACT;
}

/* The first id that is not blank. Where a spreadsheet spoilt it, another one
 * of the record stands in for it only when the roster knows that one. */
static int
find_id(struct search *s, struct coh_error *err)
{
    struct coh_intake_job *job = s->job;
    struct coh_span id;
    size_t i;
    int guarded = 0, spoilt = 0;

    for (i = 0; i < job->plan.ids; i++) {
        id = coh_cell_id(s->rec->cell[job->plan.id[i]], &guarded);
        if (coh_blank_is_word(id))
            continue;
        id = id_part(job->layout, id);
        if (!spoilt || is_known(s, id)) {
            job->id = id;
            if (!coh_cell_id_is_damaged(id))
                break;
        }
        spoilt = 1;
    }
    if (spoilt && i < job->plan.ids &&
        note(s, COH_NOTE_LOOK,
             "a spreadsheet turned the first id into scientific notation: "
             "another one, which the roster knows, is taken",
             err))
        return -1;
    if (!job->id.length && !job->plan.ids && s->name.length)
        job->id = s->name;
    if (!job->id.length && !job->plan.ids && job->layout->row_ids) {
        snprintf(job->row_id, sizeof(job->row_id), "row:%zu",
                 job->account->used + 1);
        job->id = coh_span_of(job->row_id);
    }
    return guarded ? coh_notes_add(job->notes, COH_NOTE_FACT, NULL, err,
                                   "%s: ids that a spreadsheet's guard stood "
                                   "around (=\"00812\")",
                                   coh_reader_name(job->reader))
                   : 0;
}

int
coh_intake_identify(struct coh_intake_job *job, const struct coh_record *rec,
                    const char **why, struct coh_error *err)
{
    struct search s = {.job = job, .rec = rec};
    const char *nobody = "no student id";

    job->id = job->student = coh_span_of("");
    if (coh_plan_field_value(&job->plan.name, &job->row, &job->name, &s.name,
                             err))
        return -1;
    if (find_id(&s, err))
        return -1;
    /* Where a layout knows no ids, the name is the id that is kept. */
    if (!job->plan.ids && !job->layout->row_ids) {
        nobody = "no student name";
        job->id = s.name;
    }
    if (job->id.length && coh_cell_id_is_damaged(job->id))
        return match_without(
            &s, "a spreadsheet turned the student id into scientific notation",
            why, err);
    if (!job->id.length)
        return match_without(&s, nobody, why, err);
    return job->options->roster ? match_id(&s, err) : 0;
}
