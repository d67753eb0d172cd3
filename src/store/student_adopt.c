/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student_adopt.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/memory.h"
#include "store/sql.h"

struct adoption {
    struct coh_store *store;
    struct coh_roster roster;
    struct coh_arena arena;   /* of the ids */
    struct coh_span *written; /* those that results wait under */
    size_t n, capacity;
    size_t *adopted;
    struct coh_notes *notes;
};

/* The results kept under `written` become the student's, but for those whose
 * natural key the student already has: two values, and nobody to choose. The
 * history of a result goes where the result goes. */
static int
adopt(struct adoption *a, struct coh_span written, struct coh_span student_id,
      struct coh_error *err)
{
    const struct coh_span value[] = {student_id, written};

    if (coh_sql_run(
            a->store,
            "UPDATE result INDEXED BY result_unknown SET student_id = ?1"
            " WHERE student_id IS NULL AND written_id = ?2"
            " AND NOT EXISTS"
            " (SELECT 1 FROM result held INDEXED BY result_current"
            "  WHERE held.superseded_by IS NULL"
            "  AND held.key_hash = result.key_hash"
            "  AND coalesce(held.student_id, held.written_id) = ?1"
            "  AND held.student_id IS NOT NULL"
            "  AND held.id <> coalesce(result.history_of, result.id))",
            value, 2, err))
        return -1;
    *a->adopted += (size_t)sqlite3_changes(a->store->db);
    if (coh_sql_run(
            a->store,
            "UPDATE note INDEXED BY note_unknown SET student_id = ?1"
            " WHERE student_id IS NULL AND written_id = ?2"
            " AND NOT EXISTS (SELECT 1 FROM note held INDEXED BY note_key"
            "  WHERE held.superseded_by IS NULL"
            "  AND held.key_hash = note.key_hash"
            "  AND coalesce(held.student_id, held.written_id) = ?1"
            "  AND held.student_id IS NOT NULL"
            "  AND held.id <> coalesce(note.history_of, note.id))",
            value, 2, err))
        return -1;
    *a->adopted += (size_t)sqlite3_changes(a->store->db);
    return coh_sql_run(a->store,
                       "DELETE FROM apart WHERE written_id = ?1"
                       " AND NOT EXISTS (SELECT 1 FROM result"
                       " INDEXED BY result_unknown WHERE student_id IS NULL"
                       " AND written_id = ?1)"
                       " AND NOT EXISTS (SELECT 1 FROM note"
                       " INDEXED BY note_unknown WHERE student_id IS NULL"
                       " AND written_id = ?1)",
                       &written, 1, err);
}

/* Do results still wait under the id? */
static int
note_left(struct adoption *a, struct coh_span written, const char *place,
          struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int left = -1;

    if (!coh_sql_prepare(a->store,
                         "SELECT 1 FROM result INDEXED BY result_unknown"
                         " WHERE student_id IS NULL AND written_id = ?1"
                         " UNION ALL SELECT 1 FROM note"
                         " INDEXED BY note_unknown"
                         " WHERE student_id IS NULL AND written_id = ?1"
                         " LIMIT 1",
                         &stmt, err) &&
        !coh_sql_bind(stmt, 1, written, a->store, err))
        left = coh_sql_step(a->store, stmt, err);
    coh_sql_finish(&stmt);
    return left < 1 ? left
                    : coh_notes_add(a->notes, COH_NOTE_LOOK, place, err,
                                    "results stay apart whose student already "
                                    "has a value for the same assessment");
}

/* One id that results wait under: whose is it now? */
static int
adopt_written(struct adoption *a, struct coh_span written,
              struct coh_error *err)
{
    char place[2 * COH_QUOTE_SIZE + 8];
    char quoted[COH_QUOTE_SIZE], own[COH_QUOTE_SIZE];
    enum coh_match hit;
    struct coh_span id;
    size_t at;

    hit = coh_roster_find(&a->roster, written, &at);
    if (!coh_match_found(hit))
        return 0;
    id = coh_span_of(a->roster.student[at].student_id);
    snprintf(place, sizeof(place), "'%s' is %s",
             coh_quote(written.bytes, written.length, quoted),
             coh_quote(id.bytes, id.length, own));
    if (adopt(a, written, id, err) || note_left(a, written, place, err))
        return -1;
    return hit == COH_MATCH_EXACT
               ? 0
               : coh_notes_add(a->notes, COH_NOTE_FACT, place, err,
                               "ids of earlier results were recognised %s",
                               coh_match_words(hit));
}

/* All are read first: adopting changes what the statement walks over. */
static int
read_written(struct adoption *a, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(a->store,
                        "SELECT written_id FROM result"
                        " WHERE student_id IS NULL UNION"
                        " SELECT written_id FROM note"
                        " WHERE student_id IS NULL ORDER BY 1",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(a->store, stmt, err)) == 1) {
        struct coh_span s = coh_sql_text(stmt, 0);

        more = -1;
        if (coh_reserve(&a->written, &a->capacity, a->n + 1,
                        sizeof(*a->written), err))
            break;
        s.bytes = coh_arena_text(&a->arena, s.bytes, s.length, err);
        if (!s.bytes)
            break;
        a->written[a->n++] = s;
    }
out:
    coh_sql_finish(&stmt);
    return more;
}

int
coh_student_adopt_all(struct coh_store *store, size_t *adopted,
                      struct coh_notes *notes, struct coh_error *err)
{
    struct adoption a = {.store = store,
                         .roster = COH_ROSTER_INIT,
                         .arena = COH_ARENA_INIT,
                         .adopted = adopted,
                         .notes = notes};
    size_t i;
    int rc = coh_student_roster(store, &a.roster, err) || read_written(&a, err);

    for (i = 0; !rc && i < a.n; i++)
        rc = adopt_written(&a, a.written[i], err);
    coh_free(a.written);
    coh_arena_release(&a.arena);
    coh_roster_release(&a.roster);
    return rc ? -1 : 0;
}
