/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/element.h"

#include "store/sql.h"

int
coh_element_list(struct coh_store *store,
                 int (*row)(void *context, const struct coh_element *e,
                            struct coh_error *err),
                 void *context, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(store,
                        "SELECT source, assessment, measure, scale,"
                        " coalesce(min(nullif(date, '')), ''), max(date),"
                        " count(*), count(DISTINCT coalesce(student_id,"
                        " written_id)), count(DISTINCT nullif(item, ''))"
                        " FROM result"
                        " WHERE superseded_by IS NULL AND gone_by IS NULL"
                        " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1) {
        const struct coh_element e = {
            .source_id = coh_sql_text(stmt, 0),
            .assessment = coh_sql_text(stmt, 1),
            .measure = coh_sql_text(stmt, 2),
            .scale = coh_sql_text(stmt, 3),
            .first_date = coh_sql_text(stmt, 4),
            .last_date = coh_sql_text(stmt, 5),
            .results = (size_t)coh_sql_integer(stmt, 6),
            .students = (size_t)coh_sql_integer(stmt, 7),
            .items = (size_t)coh_sql_integer(stmt, 8),
        };

        if (row(context, &e, err)) {
            more = -1;
            break;
        }
    }
out:
    coh_sql_finish(&stmt);
    return more;
}

int
coh_element_notes(struct coh_store *store, struct coh_span source_id,
                  size_t *notes, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (coh_sql_prepare(store,
                        "SELECT count(*) FROM note WHERE source = ?1"
                        " AND superseded_by IS NULL AND gone_by IS NULL",
                        &stmt, err) ||
        coh_sql_bind(stmt, 1, source_id, store, err) ||
        coh_sql_step(store, stmt, err) != 1)
        goto out;
    *notes = (size_t)coh_sql_integer(stmt, 0);
    rc = 0;
out:
    coh_sql_finish(&stmt);
    return rc;
}
