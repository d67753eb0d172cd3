/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/snapshot.h"

#include <inttypes.h>

#include "store/inventory.h"
#include "store/sql.h"

/* The last term that has begun: over, it still is the current one while
 * another follows. */
static coh_date
current_term(const struct coh_calendar *c, coh_date day)
{
    const struct coh_period *term = NULL;
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        if (p->kind == COH_PERIOD_TERM && p->start <= day &&
            (!term || p->start > term->start))
            term = p;
    }
    if (!term || (term->end < day && !coh_calendar_term_after(c, day)))
        return COH_DATE_NONE;
    return term->start;
}

int
coh_snapshot_term(struct coh_store *store, coh_date day, coh_date *first,
                  struct coh_error *err)
{
    struct coh_calendar c = COH_CALENDAR_INIT;
    int rc = coh_store_calendar_read(store, &c, err);

    if (!rc)
        *first = current_term(&c, day);
    coh_calendar_release(&c);
    return rc;
}

int
coh_snapshot_note(struct coh_store *store, coh_date snapshot, coh_date day,
                  struct coh_notes *notes, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    char text[COH_DATE_SIZE];
    int rc = -1;

    if (!coh_sql_prepare(
            store,
            "SELECT coalesce(sum(now AND NOT then_), 0),"
            " coalesce(sum(then_ AND NOT now), 0) FROM (SELECT"
            " coalesce(active_from <= ?1, 1) AND coalesce(active_to >= ?1, 1)"
            " AS then_, coalesce(active_from <= ?2, 1) AND"
            " coalesce(active_to >= ?2, 1) AS now FROM student)",
            &stmt, err) &&
        !coh_sql_bind_date(stmt, 1, snapshot, store, err) &&
        !coh_sql_bind_date(stmt, 2, day, store, err) &&
        coh_sql_step(store, stmt, err) == 1)
        rc = coh_notes_add(notes, COH_NOTE_FACT, NULL, err,
                           "the students are those of %s: since then %" PRId64
                           " came and %" PRId64 " left",
                           coh_date_text(snapshot, text),
                           coh_sql_integer(stmt, 0), coh_sql_integer(stmt, 1));
    coh_sql_finish(&stmt);
    return rc;
}

/* How many of the students of that day have the attribute, but not yet. */
static int
note_later(struct coh_store *store, coh_date day, struct coh_span name,
           struct coh_notes *notes, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    char text[COH_DATE_SIZE], quoted[COH_QUOTE_SIZE];
    int64_t n = 0;
    int rc = -1;

    if (!coh_sql_prepare(
            store,
            "SELECT count(*) FROM student s"
            " WHERE coalesce(active_from <= ?1, 1)"
            " AND coalesce(active_to >= ?1, 1) AND EXISTS (SELECT 1"
            "  FROM student_attribute a WHERE a.student_id = s.student_id"
            "  AND a.name = ?2 AND from_date > ?1) AND NOT EXISTS (SELECT 1"
            "  FROM student_attribute a WHERE a.student_id = s.student_id"
            "  AND a.name = ?2 AND from_date <= ?1"
            "  AND (to_date IS NULL OR to_date >= ?1))",
            &stmt, err) &&
        !coh_sql_bind_date(stmt, 1, day, store, err) &&
        !coh_sql_bind(stmt, 2, name, store, err) &&
        coh_sql_step(store, stmt, err) == 1) {
        n = coh_sql_integer(stmt, 0);
        rc = 0;
    }
    coh_sql_finish(&stmt);
    if (rc || !n)
        return rc;
    return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                         "the roster knows '%s' of %" PRId64
                         " students only since a day after %s: it is blank; "
                         "--snapshot names a later day",
                         coh_quote(name.bytes, name.length, quoted), n,
                         coh_date_text(day, text));
}

int
coh_snapshot_choose(struct coh_store *store, const struct coh_snapshot *s,
                    coh_date *day, struct coh_notes *notes,
                    struct coh_error *err)
{
    coh_date today = *day, chosen = s->asked;
    size_t i;

    if (chosen == COH_DATE_NONE && !s->shared)
        return 0;
    if (chosen == COH_DATE_NONE &&
        coh_snapshot_term(store, today, &chosen, err))
        return -1;
    if (chosen == COH_DATE_NONE)
        return coh_notes_add(
            notes, COH_NOTE_LOOK, NULL, err,
            "the calendar knows no term of this day: the students are those of "
            "today, and one who comes or leaves can show as a difference; "
            "--snapshot names a day");
    *day = chosen;
    for (i = 0; i < s->withs; i++)
        if (note_later(store, chosen, s->with[i], notes, err))
            return -1;
    return coh_snapshot_note(store, chosen, today, notes, err);
}
