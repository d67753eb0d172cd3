/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student_set.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/memory.h"
#include "store/sql.h"
#include "store/student_adopt.h"
#include "store/student_attribute.h"

struct setting {
    struct coh_store *store;
    struct coh_roster roster; /* as it was before */
    struct coh_student_changed *changed;
    struct coh_notes *notes;
};

/* Who is meant: *id becomes the team's own id. */
static int
find_student(struct setting *s, struct coh_span asked, struct coh_span *id,
             struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE], place[COH_QUOTE_SIZE + 60];
    enum coh_match hit;
    size_t at;

    coh_quote(asked.bytes, asked.length, quoted);
    hit = coh_roster_find(&s->roster, asked, &at);
    if (hit == COH_MATCH_AMBIGUOUS)
        return coh_fail(err, COH_INPUT, "'%s' fits several students", quoted);
    if (hit == COH_MATCH_NONE)
        return coh_fail(err, COH_INPUT, "no student '%s' on the roster",
                        quoted);
    *id = coh_span_of(s->roster.student[at].student_id);
    if (hit == COH_MATCH_EXACT)
        return 0;
    snprintf(place, sizeof(place), "'%s' is %.40s", quoted, id->bytes);
    return coh_notes_add(s->notes, COH_NOTE_FACT, place, err, "matched %s",
                         coh_match_words(hit));
}

static int
write_student(struct setting *s, struct coh_span id,
              const struct coh_student_change *c, struct coh_error *err)
{
    struct coh_store *store = s->store;
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!coh_sql_prepare(store,
                         "UPDATE student SET name = coalesce(?2, name),"
                         " active_from = iif(?4, ?3, active_from),"
                         " active_to = iif(?6, ?5, active_to)"
                         " WHERE student_id = ?1",
                         &stmt, err) &&
        !coh_sql_bind(stmt, 1, id, store, err) &&
        !coh_sql_bind(stmt, 2, c->name, store, err) &&
        !coh_sql_bind_date(stmt, 3, c->active_from, store, err) &&
        !coh_sql_bind_integer(stmt, 4, c->says_active_from, store, err) &&
        !coh_sql_bind_date(stmt, 5, c->active_to, store, err) &&
        !coh_sql_bind_integer(stmt, 6, c->says_active_to, store, err))
        rc = coh_sql_step(store, stmt, err);
    coh_sql_finish(&stmt);
    return rc;
}

/* Both days together must make sense, whichever of them was given. */
static int
check_days(struct setting *s, struct coh_span id, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    char quoted[COH_QUOTE_SIZE];
    int rc = -1;

    if (!coh_sql_prepare(s->store,
                         "SELECT 1 FROM student WHERE student_id = ?1"
                         " AND active_to < active_from",
                         &stmt, err) &&
        !coh_sql_bind(stmt, 1, id, s->store, err))
        rc = coh_sql_step(s->store, stmt, err);
    coh_sql_finish(&stmt);
    return rc < 1 ? rc
                  : coh_fail(err, COH_INPUT,
                             "%s: active_to lies before active_from",
                             coh_quote(id.bytes, id.length, quoted));
}

/* An id that finds somebody else must not find this student too. */
static int
check_free(struct setting *s, struct coh_span id, struct coh_span text,
           struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t at;

    switch (coh_roster_find(&s->roster, text, &at)) {
    case COH_MATCH_EXACT:
        if (coh_span_is(id, s->roster.student[at].student_id))
            return 0;
        return coh_fail(err, COH_INPUT, "'%s' is an id of %.40s",
                        coh_quote(text.bytes, text.length, quoted),
                        s->roster.student[at].student_id);
    case COH_MATCH_AMBIGUOUS:
        return coh_fail(err, COH_INPUT, "'%s' fits several students",
                        coh_quote(text.bytes, text.length, quoted));
    default: /* without zeros or up to an @: the very text comes first */
        return 0;
    }
}

static int
write_identifier(struct setting *s, struct coh_span id, struct coh_span system,
                 struct coh_span text, int replaces, struct coh_error *err)
{
    const struct coh_span value[] = {id, system, text};

    if (text.length && check_free(s, id, text, err))
        return -1;
    if (replaces && coh_sql_run(s->store,
                                "DELETE FROM student_identifier"
                                " WHERE student_id = ?1 AND system = ?2",
                                value, 2, err))
        return -1;
    return text.length ? coh_sql_run(s->store,
                                     "INSERT OR IGNORE INTO student_identifier"
                                     "(student_id, system, identifier)"
                                     " VALUES (?1, ?2, ?3)",
                                     value, 3, err)
                       : 0;
}

static int
drop_alias(struct setting *s, struct coh_span id, struct coh_span alias,
           struct coh_error *err)
{
    const struct coh_span value[] = {id, alias, coh_span_of(COH_ROSTER_ALIAS)};
    char quoted[COH_QUOTE_SIZE], own[COH_QUOTE_SIZE];

    if (coh_sql_run(s->store,
                    "DELETE FROM student_identifier WHERE student_id = ?1"
                    " AND identifier = ?2 AND system = ?3",
                    value, 3, err))
        return -1;
    if (!sqlite3_changes(s->store->db))
        return coh_fail(err, COH_INPUT, "%s has no alias '%s'",
                        coh_quote(id.bytes, id.length, own),
                        coh_quote(alias.bytes, alias.length, quoted));
    if (coh_sql_run(s->store,
                    "UPDATE result SET student_id = NULL"
                    " WHERE student_id = ?1 AND coalesce((SELECT c.written_id"
                    "  FROM result c WHERE c.id = result.history_of),"
                    " written_id) = ?2",
                    value, 2, err))
        return -1;
    s->changed->released += (size_t)sqlite3_changes(s->store->db);
    if (coh_sql_run(s->store,
                    "UPDATE note SET student_id = NULL"
                    " WHERE student_id = ?1 AND coalesce((SELECT c.written_id"
                    "  FROM note c WHERE c.id = note.history_of),"
                    " written_id) = ?2",
                    value, 2, err))
        return -1;
    s->changed->released += (size_t)sqlite3_changes(s->store->db);
    return 0;
}

static int
write_attribute(struct setting *s, const struct coh_student_attribute *a,
                coh_date from, coh_date to, struct coh_error *err)
{
    const struct coh_student_days days = {from, from};

    s->changed->attributes++;
    return to == COH_DATE_NONE
               ? coh_student_attribute_write(s->store, a, days, err)
               : coh_student_attribute_span(s->store, a, from, to, err);
}

static int
set_one(struct setting *s, struct coh_span id,
        const struct coh_student_change *c, struct coh_error *err)
{
    size_t i;

    if (write_student(s, id, c, err) || check_days(s, id, err))
        return -1;
    for (i = 0; i < c->drops; i++)
        if (drop_alias(s, id, c->dropped[i], err))
            return -1;
    for (i = 0; i < c->identifiers; i++)
        if (write_identifier(s, id, c->identifier[i].name,
                             c->identifier[i].value, 1, err))
            return -1;
    for (i = 0; i < c->aliases; i++)
        if (write_identifier(s, id, coh_span_of(COH_ROSTER_ALIAS), c->alias[i],
                             0, err))
            return -1;
    for (i = 0; i < c->attributes; i++) {
        const struct coh_student_attribute a = {id, c->attribute[i].name,
                                                c->attribute[i].value};

        if (write_attribute(s, &a, c->from, c->to, err))
            return -1;
    }
    s->changed->students++;
    return 0;
}

int
coh_student_set(struct coh_store *store, const struct coh_span *who, size_t n,
                const struct coh_student_change *change,
                struct coh_student_changed *changed, struct coh_notes *notes,
                struct coh_error *err)
{
    struct setting s = {store, COH_ROSTER_INIT, changed, notes};
    struct coh_span id;
    size_t i;
    int rc = -1;

    *changed = (struct coh_student_changed){.students = 0};
    if (coh_store_begin(store, err) ||
        coh_student_roster(store, &s.roster, err))
        goto out;
    for (i = 0; i < n; i++)
        if (find_student(&s, who[i], &id, err) || set_one(&s, id, change, err))
            goto out;
    if ((change->aliases || change->identifiers) &&
        coh_student_adopt_all(store, &changed->adopted, notes, err))
        goto out;
    rc = coh_store_commit(store, err);
out:
    coh_store_rollback(store);
    coh_roster_release(&s.roster);
    return rc;
}

/* ---- many students ---- */

static int
leave_out(struct setting *s, const struct coh_student_line *l, const char *why,
          struct coh_error *err)
{
    char place[COH_QUOTE_SIZE + 40], quoted[COH_QUOTE_SIZE];

    s->changed->unknown++;
    snprintf(place, sizeof(place), "line %zu: '%s'", l->line,
             coh_quote(l->id.bytes, l->id.length, quoted));
    return coh_notes_add(s->notes, COH_NOTE_LOOK, place, err, "left out: %s",
                         why);
}

/* Why the row speaks of nobody, or NULL with *at set. */
static const char *
find_line(const struct setting *s, const struct coh_student_line *l,
          const char *met, size_t *at)
{
    if (!l->id.length)
        return "no student_id";
    switch (coh_roster_find(&s->roster, l->id, at)) {
    case COH_MATCH_NONE:
        return "an id that is not on the roster";
    case COH_MATCH_AMBIGUOUS:
        return "an id fits several students of the roster";
    default:
        return met[*at] ? "the student stands in an earlier line" : NULL;
    }
}

static int
set_line(struct setting *s, const struct coh_student_line *l, size_t at,
         const struct coh_span *name, size_t names, coh_date from, coh_date to,
         struct coh_error *err)
{
    size_t i;

    for (i = 0; i < names; i++) {
        const struct coh_student_attribute a = {
            coh_span_of(s->roster.student[at].student_id), name[i],
            l->value[i]};

        if (write_attribute(s, &a, from, to, err))
            return -1;
    }
    s->changed->students++;
    return 0;
}

/* Who is active on the day and was in no row. */
static int
note_others(struct setting *s, const char *met, coh_date day,
            struct coh_error *err)
{
    char place[2 * COH_QUOTE_SIZE], name[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < s->roster.n; i++) {
        const struct coh_roster_student *r = &s->roster.student[i];

        if (met[i] ||
            (r->active_from != COH_DATE_NONE && r->active_from > day) ||
            (r->active_to != COH_DATE_NONE && r->active_to < day))
            continue;
        snprintf(place, sizeof(place), "%s%s(%.100s)",
                 coh_quote(r->name, coh_span_of(r->name).length, name),
                 *r->name ? " " : "", r->student_id);
        if (coh_notes_add(s->notes, COH_NOTE_FACT, place, err,
                          "an active student who is not in this file keeps "
                          "what held before"))
            return -1;
    }
    return 0;
}

int
coh_student_set_lines(struct coh_store *store,
                      const struct coh_student_line *line, size_t n,
                      const struct coh_span *name, size_t names, coh_date from,
                      coh_date to, struct coh_student_changed *changed,
                      struct coh_notes *notes, struct coh_error *err)
{
    struct setting s = {store, COH_ROSTER_INIT, changed, notes};
    char *met = NULL; /* one a student of the roster */
    size_t i, at;
    int rc = -1;

    *changed = (struct coh_student_changed){.students = 0};
    if (coh_store_begin(store, err) ||
        coh_student_roster(store, &s.roster, err))
        goto out;
    met = coh_alloc_array(s.roster.n, 1, err);
    if (!met)
        goto out;
    for (i = 0; i < n; i++) {
        const char *why = find_line(&s, &line[i], met, &at);

        if (why ? leave_out(&s, &line[i], why, err)
                : set_line(&s, &line[i], at, name, names, from, to, err))
            goto out;
        if (!why)
            met[at] = 1;
    }
    if (!changed->students)
        coh_fail(err, COH_INPUT, "no row is of a student of the roster");
    else if (!note_others(&s, met, from, err))
        rc = coh_store_commit(store, err);
out:
    coh_store_rollback(store);
    coh_free(met);
    coh_roster_release(&s.roster);
    return rc;
}
