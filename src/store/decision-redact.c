/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/decision-redact.h"

#include <stdio.h>
#include <string.h>

#include "decision/decision.h"
#include "store/sql.h"

/* A value as it stands in the store. */
struct kept {
    int64_t id, entry, number;
    struct coh_span day, field, text;
};

struct redaction {
    struct coh_store *store;
    const struct coh_mention *named;
    coh_date today;
    int dry_run;
    struct coh_notes *notes;
    struct kept *value;
    size_t n, capacity;
    struct coh_arena arena;
    struct coh_mention_places places;
    int64_t entry; /* the entry that says so; 0: not begun */
    int64_t said;  /* its values */
};

/* ---- what there is ---- */

static int
keep(struct redaction *r, struct coh_span *into, struct coh_span text,
     struct coh_error *err)
{
    into->length = text.length;
    into->bytes = coh_arena_text(&r->arena, text.bytes, text.length, err);
    return into->bytes ? 0 : -1;
}

static int
add_value(struct redaction *r, struct sqlite3_stmt *stmt, struct coh_error *err)
{
    struct kept *v;

    if (coh_reserve(&r->value, &r->capacity, r->n + 1, sizeof(*r->value), err))
        return -1;
    v = &r->value[r->n++];
    v->id = coh_sql_integer(stmt, 0);
    v->entry = coh_sql_integer(stmt, 1);
    v->number = coh_sql_integer(stmt, 3);
    return keep(r, &v->day, coh_sql_text(stmt, 2), err) ||
                   keep(r, &v->field, coh_sql_text(stmt, 4), err) ||
                   keep(r, &v->text, coh_sql_text(stmt, 5), err)
               ? -1
               : 0;
}

static int
read_values(struct redaction *r, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(r->store,
                        "SELECT d.id, d.entry, d.day, v.number, v.field,"
                        " v.value FROM decision d JOIN decision_value v"
                        " USING (entry) WHERE d.kind <> 'redacted'"
                        " ORDER BY d.id, d.entry, v.number",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(r->store, stmt, err)) == 1)
        if (add_value(r, stmt, err)) {
            more = -1;
            break;
        }
out:
    coh_sql_finish(&stmt);
    return more;
}

/* Words of a list, days and hashes: what looks like a name there is none. */
static int
is_fixed(struct coh_span field)
{
    static const char *const fixed[] = {
        "confidence", "review_on", "measure_by",   "outcome",
        "next",       "named",     "result_sha256"};
    size_t i;

    for (i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
        if (coh_span_is(field, fixed[i]))
            return 1;
    return 0;
}

/* ---- one place ---- */

/* SQLite counts characters. */
static int64_t
characters(struct coh_span s)
{
    int64_t n = 0;
    size_t i;

    for (i = 0; i < s.length; i++)
        n += ((unsigned char)s.bytes[i] & 0xC0) != 0x80;
    return n;
}

static int
begin_entry(struct redaction *r, int64_t id, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (r->entry)
        return 0;
    if (!coh_sql_prepare(r->store,
                         "INSERT INTO decision(id, kind, day)"
                         " VALUES (?1, ?2, ?3)",
                         &stmt, err) &&
        !coh_sql_bind_integer(stmt, 1, id, r->store, err) &&
        !coh_sql_bind(
            stmt, 2, coh_span_of(coh_decision_kind_name(COH_DECISION_REDACTED)),
            r->store, err) &&
        !coh_sql_bind_date(stmt, 3, r->today, r->store, err))
        rc = coh_sql_step(r->store, stmt, err);
    coh_sql_finish(&stmt);
    r->said = 0;
    return rc ? -1
              : coh_sql_number(r->store, "SELECT last_insert_rowid()",
                               &r->entry, err);
}

static int
take_out(struct redaction *r, const struct kept *v, int64_t was,
         const struct coh_mention_place *place, struct coh_error *err)
{
    const struct coh_span before = {v->text.bytes, place->from};
    const struct coh_span name = {v->text.bytes + place->from,
                                  place->to - place->from};
    const int64_t number[] = {r->entry,         v->entry,
                              v->number,        characters(before) + 1,
                              characters(name), was};
    struct sqlite3_stmt *stmt = NULL;
    int i, rc;

    rc = coh_sql_prepare(r->store,
                         "INSERT INTO decision_redaction(entry, of_entry,"
                         " of_number, position, length, was)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                         &stmt, err);
    for (i = 0; !rc && i < 6; i++)
        rc = coh_sql_bind_integer(stmt, i + 1, number[i], r->store, err);
    if (!rc)
        rc = coh_sql_step(r->store, stmt, err);
    coh_sql_finish(&stmt);
    return rc ? -1 : 0;
}

/* "rationale of 2026-03-06: 2" */
static int
say_entry(struct redaction *r, const struct kept *v, size_t places,
          struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!coh_text_format(&t, err,
                         "%s of %s: the name or id of a forgotten student was "
                         "taken out, %zu time%s",
                         v->field.bytes, v->day.bytes, places,
                         places == 1 ? "" : "s") &&
        !coh_sql_prepare(r->store,
                         "INSERT INTO decision_value"
                         " VALUES (?1, ?2, 'redacted', ?3)",
                         &stmt, err) &&
        !coh_sql_bind_integer(stmt, 1, r->entry, r->store, err) &&
        !coh_sql_bind_integer(stmt, 2, ++r->said, r->store, err) &&
        !coh_sql_bind(stmt, 3, coh_text_span(&t), r->store, err))
        rc = coh_sql_step(r->store, stmt, err);
    coh_sql_finish(&stmt);
    coh_text_release(&t);
    return rc ? -1 : 0;
}

/* ---- one value ---- */

static int
note(struct redaction *r, const struct kept *v, size_t sure,
     struct coh_error *err)
{
    char place[80];

    snprintf(place, sizeof(place), "%.40s %.20s", v->field.bytes, v->day.bytes);
    if (sure &&
        coh_notes_add(r->notes, COH_NOTE_FACT, place, err,
                      "decision %lld: the name or id %s “(a "
                      "student)”, which its history says",
                      (long long)v->id, r->dry_run ? "would become" : "became"))
        return -1;
    if (sure == r->places.n)
        return 0;
    return coh_notes_add(r->notes, COH_NOTE_LOOK, place, err,
                         "decision %lld holds a word that may be the name, in "
                         "small letters, and keeps it: look, and keep the "
                         "decision inside the team",
                         (long long)v->id);
}

static int
redact(struct redaction *r, const struct kept *v, struct coh_error *err)
{
    int64_t was = characters(v->text);
    size_t i, sure = 0;

    if (is_fixed(v->field) ||
        coh_mention_find(r->named, v->text, &r->places, err))
        return is_fixed(v->field) ? 0 : -1;
    /* Not behind a zero byte, where SQLite's texts end. */
    for (i = 0; i < r->places.n; i++)
        sure += r->places.at[i].sure &= strlen(v->text.bytes) == v->text.length;
    if (!r->places.n || note(r, v, sure, err))
        return r->places.n ? -1 : 0;
    if (r->dry_run || !sure)
        return 0;
    if (begin_entry(r, v->id, err))
        return -1;
    for (i = r->places.n; i > 0; i--) { /* so that those before stay in place */
        const struct coh_mention_place *place = &r->places.at[i - 1];

        if (!place->sure)
            continue;
        if (take_out(r, v, was, place, err))
            return -1;
        was += (int64_t)strlen("(a student)") -
               characters((struct coh_span){v->text.bytes + place->from,
                                            place->to - place->from});
    }
    return say_entry(r, v, sure, err);
}

int
coh_store_decisions_redact(struct coh_store *store,
                           const struct coh_mention *named, coh_date today,
                           int dry_run, struct coh_notes *notes,
                           struct coh_error *err)
{
    struct redaction r = {.store = store,
                          .named = named,
                          .today = today,
                          .dry_run = dry_run,
                          .notes = notes,
                          .arena = COH_ARENA_INIT,
                          .places = COH_MENTION_PLACES_INIT};
    int rc = read_values(&r, err);
    size_t i;

    for (i = 0; !rc && i < r.n; i++) {
        if (i && r.value[i - 1].id != r.value[i].id)
            r.entry = 0;
        rc = redact(&r, &r.value[i], err);
    }
    coh_free(r.value);
    coh_arena_release(&r.arena);
    coh_mention_places_release(&r.places);
    return rc;
}
