/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/source-remove.h"

#include "store/sql.h"

/* How many loads stand on it, and the last. */
static int
count_loads(struct coh_store *store, struct coh_span id, int64_t *loads,
            int64_t *last, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!coh_sql_prepare(store,
                         "SELECT count(*), max(load) FROM load"
                         " WHERE source_id = ?1"
                         " AND undoes IS NULL AND undone_by IS NULL",
                         &stmt, err) &&
        !coh_sql_bind(stmt, 1, id, store, err) &&
        coh_sql_step(store, stmt, err) == 1) {
        *loads = coh_sql_integer(stmt, 0);
        *last = coh_sql_integer(stmt, 1);
        rc = 0;
    }
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_store_source_remove(struct coh_store *store, const char *source_id,
                        struct coh_error *err)
{
    const struct coh_span id = coh_span_of(source_id);
    char quoted[COH_QUOTE_SIZE];
    int64_t loads, last;

    if (count_loads(store, id, &loads, &last, err))
        return -1;
    if (loads)
        return coh_fail(err, COH_INPUT,
                        "%s: %lld load%s on it, the last is load %lld: undo "
                        "%s first (cohort ingest --undo %lld), or keep it and "
                        "set its status to retired",
                        coh_quote(id.bytes, id.length, quoted),
                        (long long)loads, loads == 1 ? " stands" : "s stand",
                        (long long)last, loads == 1 ? "it" : "them",
                        (long long)last);
    /* The list of loads still names a source whose loads were undone. */
    return coh_sql_run(store, "DELETE FROM source_field WHERE source_id = ?1",
                       &id, 1, err) ||
                   coh_sql_run(store,
                               "DELETE FROM source WHERE source_id = ?1"
                               " AND source_id NOT IN"
                               " (SELECT source_id FROM load)",
                               &id, 1, err)
               ? -1
               : 0;
}
