/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student_names.h"

#include "store/sql.h"
#include "store/student.h"

int
coh_student_names(struct coh_store *store, struct coh_mention *named,
                  struct coh_error *err)
{
    struct coh_roster roster = COH_ROSTER_INIT;
    struct sqlite3_stmt *stmt = NULL;
    size_t i;
    int more = -1;

    if (coh_student_roster(store, &roster, err))
        goto out;
    for (i = 0; i < roster.n; i++)
        if (coh_mention_add_name(named, coh_span_of(roster.student[i].name),
                                 err))
            goto out;
    for (i = 0; i < roster.identifiers; i++)
        if (coh_mention_add_id(named, roster.identifier[i].text, err))
            goto out;
    if (coh_sql_prepare(store, "SELECT name FROM apart", &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1)
        if (coh_mention_add_name(named, coh_sql_text(stmt, 0), err)) {
            more = -1;
            break;
        }
out:
    coh_sql_finish(&stmt);
    coh_roster_release(&roster);
    return more;
}
