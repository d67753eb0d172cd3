/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/load-internal.h"
#include "store/sql.h"

/* The field of an entry; COH_DATE_NONE where it has none. */
static int
read_field(struct coh_store *store, struct coh_span source_id, coh_date *day,
           struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    *day = COH_DATE_NONE;
    if (coh_sql_prepare(store,
                        "SELECT value FROM source_field WHERE source_id = ?1"
                        " AND field = 'last_collected'",
                        &stmt, err) ||
        coh_sql_bind(stmt, 1, source_id, store, err))
        goto out;
    rc = coh_sql_step(store, stmt, err);
    if (rc == 1) {
        *day = coh_sql_date(stmt, 0);
        rc = 0;
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}

/* The field follows its loads; without a day there is none. */
static int
write_field(struct coh_store *store, struct coh_span source_id, coh_date to,
            struct coh_error *err)
{
    char day[COH_DATE_SIZE];
    const struct coh_span value[] = {source_id,
                                     coh_span_of(coh_date_text(to, day))};

    if (to == COH_DATE_NONE)
        return coh_sql_run(store,
                           "DELETE FROM source_field WHERE source_id = ?1"
                           " AND field = 'last_collected'",
                           value, 1, err);
    return coh_sql_run(store,
                       "INSERT INTO source_field(source_id, field, value)"
                       " VALUES (?1, 'last_collected', ?2)"
                       " ON CONFLICT DO UPDATE SET value = excluded.value",
                       value, 2, err);
}

int
coh_load_read_collected(struct coh_load *load, struct coh_error *err)
{
    return read_field(load->store, load->file.source_id,
                      &load->outcome.last_collected, err);
}

/* What the load says, and, where it moves the entry, from where. */
static int
keep_move(struct coh_load *load, coh_date newest, int moves,
          struct coh_error *err)
{
    char day[COH_DATE_SIZE], before[COH_DATE_SIZE];
    coh_date from = load->outcome.last_collected;
    struct coh_store *store = load->store;
    struct sqlite3_stmt *stmt = NULL;
    struct coh_span was = {NULL, 0};
    int rc = -1;

    if (moves)
        was = coh_span_of(coh_date_text(from, before));
    if (!coh_sql_prepare(store,
                         "UPDATE load SET collected = ?2, collected_before = ?3"
                         " WHERE load = ?1",
                         &stmt, err) &&
        !coh_sql_bind_integer(stmt, 1, load->outcome.load, store, err) &&
        !coh_sql_bind(stmt, 2, coh_span_of(coh_date_text(newest, day)), store,
                      err) &&
        !coh_sql_bind(stmt, 3, was, store, err))
        rc = coh_sql_step(store, stmt, err);
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_load_move_collected(struct coh_load *load, struct coh_error *err)
{
    coh_date newest = load->dated ? load->newest : load->file.today;
    int moves = newest > load->outcome.last_collected;

    if (!load->results || newest == COH_DATE_NONE)
        return 0;
    if (keep_move(load, newest, moves, err))
        return -1;
    if (!moves)
        return 0;
    load->outcome.last_collected = newest;
    return write_field(load->store, load->file.source_id, newest, err);
}

/* The newest day that a standing load of the same entry says, or that a load
 * found there and that no load had said: somebody had set that one. The last
 * column tells whether the field stands where `load` moved it. */
static const char day_without[] =
    "SELECT max((SELECT coalesce(max(collected), '') FROM load"
    "  WHERE source_id = l.source_id AND undone_by IS NULL),"
    " (SELECT coalesce(max(b.collected_before), '') FROM load b"
    "  WHERE b.source_id = l.source_id AND NOT EXISTS (SELECT 1 FROM load c"
    "   WHERE c.source_id = l.source_id AND c.collected = b.collected_before))"
    "), source_id, collected_before IS NOT NULL AND collected ="
    " (SELECT value FROM source_field f WHERE f.source_id = l.source_id"
    "  AND field = 'last_collected') FROM load l WHERE load = ?1";

/* Write the day, and let the loads that say it be those that moved the entry
 * there: one of them may be undone next. */
static int
fall_back(struct coh_store *store, struct coh_span source_id, coh_date to,
          struct coh_error *err)
{
    char day[COH_DATE_SIZE];
    const struct coh_span value[] = {source_id,
                                     coh_span_of(coh_date_text(to, day))};

    return write_field(store, source_id, to, err) ||
                   coh_sql_run(store,
                               "UPDATE load SET collected_before = ''"
                               " WHERE source_id = ?1 AND collected = ?2"
                               " AND collected_before IS NULL",
                               value, 2, err)
               ? -1
               : 0;
}

int
coh_load_restore_collected(struct coh_store *store, int64_t load, coh_date *day,
                           struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_span source;
    int rc = -1;

    *day = COH_DATE_NONE;
    if (coh_sql_prepare(store, day_without, &stmt, err) ||
        coh_sql_bind_integer(stmt, 1, load, store, err) ||
        coh_sql_step(store, stmt, err) < 0)
        goto out;
    source = coh_sql_text(stmt, 1);
    *day = coh_sql_date(stmt, 0);
    rc = coh_sql_integer(stmt, 2) ? fall_back(store, source, *day, err)
                                  : read_field(store, source, day, err);
out:
    coh_sql_finish(&stmt);
    return rc;
}
