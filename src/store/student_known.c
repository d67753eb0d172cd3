/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student_known.h"

#include <stdio.h>

#include "base/memory.h"
#include "store/sql.h"

int
coh_student_known_read(struct coh_student_known *known, struct coh_store *store,
                       struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    size_t at;
    int more = -1;

    if (coh_sql_prepare(store, "SELECT student_id FROM student", &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1)
        if (coh_roster_add(&known->held, coh_sql_text(stmt, 0), coh_span_of(""),
                           COH_DATE_NONE, COH_DATE_NONE, &at, err)) {
            more = -1;
            break;
        }
out:
    coh_sql_finish(&stmt);
    return more;
}

/* The store's id for the row's, and a word when it is not the same text. */
static int
find_held(const struct coh_student_known *known, struct coh_student *s,
          const char **why, struct coh_notes *notes, struct coh_error *err)
{
    char place[2 * COH_QUOTE_SIZE + 60];
    char written[COH_QUOTE_SIZE], quoted[COH_QUOTE_SIZE];
    struct coh_span id;
    enum coh_match hit;
    size_t at;

    hit = coh_roster_find(&known->held, s->student_id, &at);
    if (hit == COH_MATCH_AMBIGUOUS)
        *why = "set aside: the student_id fits several students but for "
               "leading zeros";
    if (hit != COH_MATCH_EXACT && hit != COH_MATCH_ZEROS)
        return 0;
    id = coh_span_of(known->held.student[at].student_id);
    coh_quote(s->student_id.bytes, s->student_id.length, written);
    s->student_id = id;
    if (hit == COH_MATCH_EXACT)
        return 0;
    snprintf(place, sizeof(place), "line %zu: '%s' is %s", s->line, written,
             coh_quote(id.bytes, id.length, quoted));
    return coh_notes_add(notes, COH_NOTE_FACT, place, err,
                         "a student_id without its leading zeros was matched");
}

int
coh_student_known_place(struct coh_student_known *known, struct coh_student *s,
                        size_t row, const char **why, struct coh_notes *notes,
                        struct coh_error *err)
{
    size_t at;

    *why = NULL;
    if (!s->student_id.length) {
        *why = "set aside: no student_id";
        return 0;
    }
    if (find_held(known, s, why, notes, err))
        return -1;
    if (*why)
        return 0;
    if (coh_roster_find(&known->taken, s->student_id, &at) == COH_MATCH_EXACT) {
        *why = "set aside: the student_id stands in an earlier line";
        return 0;
    }
    if (coh_roster_add(&known->taken, s->student_id, coh_span_of(""),
                       COH_DATE_NONE, COH_DATE_NONE, &at, err) ||
        coh_reserve(&known->row, &known->capacity, at + 1, sizeof(*known->row),
                    err))
        return -1;
    known->row[at] = row;
    return 0;
}

struct marking {
    const struct coh_student_known *known;
    struct coh_student *student;
    struct coh_notes *notes;
};

static int
mark(void *context, const struct coh_student_row *row, struct coh_error *err)
{
    const struct marking *m = context;
    char name[COH_QUOTE_SIZE], id[COH_QUOTE_SIZE], place[2 * COH_QUOTE_SIZE];
    size_t at;

    if (coh_roster_find(&m->known->taken, row->student_id, &at) ==
        COH_MATCH_EXACT) {
        m->student[m->known->row[at]].active = 1;
        return 0;
    }
    snprintf(place, sizeof(place), "%s%s(%s)",
             coh_quote(row->name.bytes, row->name.length, name),
             row->name.length ? " " : "",
             coh_quote(row->student_id.bytes, row->student_id.length, id));
    return coh_notes_add(m->notes, COH_NOTE_FACT, place, err,
                         "a student who is not in this file is still active: "
                         "give them an active_to, or ignore this");
}

int
coh_student_known_active(const struct coh_student_known *known,
                         struct coh_store *store, coh_date day,
                         struct coh_student *student, struct coh_notes *notes,
                         struct coh_error *err)
{
    const struct coh_student_query query = {.day = day};
    struct marking m = {known, student, notes};

    return coh_student_list(store, &query, mark, &m, err);
}

void
coh_student_known_release(struct coh_student_known *known)
{
    coh_roster_release(&known->held);
    coh_roster_release(&known->taken);
    coh_free(known->row);
    *known = (struct coh_student_known)COH_STUDENT_KNOWN_INIT;
}
