/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include "store/select-internal.h"
#include "store/sql.h"

int
coh_select_event(struct coh_store *store, coh_date as_of, int64_t *event,
                 struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    *event = -1;
    if (as_of == COH_DATE_NONE)
        return 0;
    if (coh_sql_prepare(store,
                        "SELECT coalesce((SELECT min(load) - 1 FROM load"
                        "  WHERE day > ?1), (SELECT max(load) FROM load), 0)",
                        &stmt, err) ||
        coh_sql_bind_date(stmt, 1, as_of, store, err))
        goto out;
    rc = coh_sql_step(store, stmt, err);
    if (rc == 1) {
        *event = coh_sql_integer(stmt, 0);
        rc = 0;
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_select_add_standing(struct coh_text *sql, int64_t event,
                        struct coh_error *err)
{
    if (event < 0)
        return coh_text_add_string(sql, "r.superseded_by IS NULL", err);
    return coh_text_format(sql, err,
                           "coalesce(r.known_from, r.load) <= %" PRId64
                           " AND coalesce(r.superseded_by > %" PRId64 ", 1)",
                           event, event);
}

int
coh_select_add_gone(struct coh_text *sql, int64_t event, struct coh_error *err)
{
    if (event < 0)
        return coh_text_add_string(sql, "r.gone_by IS NOT NULL", err);
    return coh_text_format(sql, err, "coalesce(r.gone_by <= %" PRId64 ", 0)",
                           event);
}
