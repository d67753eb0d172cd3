/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/load.h"
#include "store/sql.h"

static void
read_row(struct sqlite3_stmt *stmt, struct coh_load_row *row)
{
    struct coh_span *text[] = {
        &row->source_id, &row->layout,  &row->file, &row->sha256,
        &row->day,       &row->reasons, &row->kept,
    };
    int64_t *load[] = {
        &row->load,
        &row->newer,
        &row->undone_by,
        &row->undoes,
    };
    size_t *count[] = {
        &row->records,   &row->used,     &row->by_rule,    &row->set_aside,
        &row->added,     &row->changed,  &row->gone,       &row->back,
        &row->unchanged, &row->repeated, &row->kept_apart,
    };
    int at = 0, i;

    for (i = 0; i < 4; i++)
        *load[i] = coh_sql_integer(stmt, at++);
    for (i = 0; i < 7; i++)
        *text[i] = coh_sql_text(stmt, at++);
    for (i = 0; i < 11; i++)
        *count[i] = (size_t)coh_sql_integer(stmt, at++);
}

/* The ids that are kept apart, of those rows whose value is the load's. */
#define APART_IN(TABLE)                                             \
    "SELECT written_id FROM touch t CROSS JOIN " TABLE " r"         \
    " ON r.id = t.result WHERE t.load = l.load AND r.load = l.load" \
    " AND r.student_id IS NULL AND r.superseded_by IS NULL"
#define APART "(" APART_IN("result") " UNION " APART_IN("note") ")"

int
coh_load_list(struct coh_store *store,
              int (*row)(void *context, const struct coh_load_row *load,
                         struct coh_error *err),
              void *context, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_load_row read;
    int more;
    int rc = -1;

    if (coh_sql_prepare(store,
                        "SELECT load,"
                        " (SELECT max(load) FROM load o"
                        "   WHERE o.source_id = l.source_id"
                        "   AND o.file = l.file AND o.load > l.load"
                        "   AND o.undoes IS NULL AND o.undone_by IS NULL"
                        "   AND l.undoes IS NULL),"
                        " undone_by, undoes, source_id, layout, file,"
                        " file_sha256, day,"
                        " (SELECT group_concat(said, '; ') FROM"
                        "   (SELECT 'line ' || line || ': ' || reason AS said"
                        "    FROM set_aside WHERE set_aside.load = l.load"
                        "    ORDER BY line LIMIT 3)),"
                        " (SELECT group_concat(written_id, ', ') FROM"
                        "   (SELECT written_id FROM " APART
                        "    ORDER BY written_id LIMIT 3)),"
                        " records, used, by_rule, set_aside, added, changed,"
                        " gone, back, unchanged, repeated,"
                        " (SELECT count(*) FROM " APART
                        ") FROM load AS l ORDER BY load DESC",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1) {
        read_row(stmt, &read);
        if (row(context, &read, err))
            goto out;
    }
    rc = more;
out:
    coh_sql_finish(&stmt);
    return rc;
}
