/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/load-internal.h"
#include "store/sql.h"

/* An old export that turns up once more must not undo a newer one: unless it
 * is asked for, only what the store holds already is taken for the same. */
static void
judge(struct coh_load *load, int64_t before, size_t set_aside)
{
    struct coh_load_outcome *o = &load->outcome;
    size_t since = o->added + o->changed + o->back;
    int again = load->file.again && (since || o->gone);

    if (!again && (since || set_aside == load->set_aside)) {
        o->same_as = before;
        o->since = since;
    } else {
        o->again = before;
    }
}

int
coh_load_find_same(struct coh_load *load, char content[COH_SHA256_HEX],
                   struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!load->results)
        coh_sha256_add(&load->content, load->file.sha256.bytes,
                       load->file.sha256.length);
    coh_sha256_hex(&load->content, content);
    if (coh_sql_prepare(load->store,
                        "SELECT load, set_aside FROM load"
                        " WHERE source_id = ?1 AND content_sha256 = ?2",
                        &stmt, err) ||
        coh_sql_bind(stmt, 1, load->file.source_id, load->store, err) ||
        coh_sql_bind(stmt, 2, coh_span_of(content), load->store, err))
        goto out;
    rc = coh_sql_step(load->store, stmt, err);
    if (rc == 1) {
        judge(load, coh_sql_integer(stmt, 0), (size_t)coh_sql_integer(stmt, 1));
        rc = 0;
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_load_find_other(struct coh_load *load, const char *content,
                    struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_span s;
    int rc = -1;

    if (coh_sql_prepare(load->store,
                        "SELECT load, source_id FROM load"
                        " WHERE source_id <> ?1"
                        " AND (file_sha256 = ?2 OR content_sha256 = ?3)"
                        " AND undoes IS NULL AND undone_by IS NULL"
                        " ORDER BY load DESC LIMIT 1",
                        &stmt, err) ||
        coh_sql_bind(stmt, 1, load->file.source_id, load->store, err) ||
        coh_sql_bind(stmt, 2, load->file.sha256, load->store, err) ||
        coh_sql_bind(stmt, 3, coh_span_of(content), load->store, err))
        goto out;
    rc = coh_sql_step(load->store, stmt, err);
    if (rc == 1) {
        load->outcome.other_load = coh_sql_integer(stmt, 0);
        s = coh_sql_text(stmt, 1);
        coh_quote(s.bytes, s.length, load->outcome.other_source);
        rc = 0;
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_load_take_content(struct coh_load *load, const char *content,
                      struct coh_error *err)
{
    struct coh_span value[] = {load->file.source_id, coh_span_of(content)};

    return load->outcome.again
               ? coh_sql_run(load->store,
                             "UPDATE load SET content_was = content_sha256,"
                             " content_sha256 = NULL"
                             " WHERE source_id = ?1 AND content_sha256 = ?2",
                             value, 2, err)
               : 0;
}

/* Its own hash stays with the undone load as content_was, too, but is not
 * found there: one who takes the file in again means it. */
int
coh_load_give_content(struct coh_store *store, int64_t load,
                      struct coh_error *err)
{
    static const char *const step[] = {
        "UPDATE load SET content_was = coalesce(content_sha256, content_was),"
        " content_sha256 = NULL WHERE load = ?1",
        "UPDATE load SET content_sha256 = content_was, content_was = NULL"
        " WHERE load = (SELECT o.load FROM load o JOIN load l ON l.load = ?1"
        "  WHERE o.source_id = l.source_id AND o.content_was = l.content_was"
        "  AND o.undoes IS NULL AND o.undone_by IS NULL"
        "  ORDER BY o.load DESC LIMIT 1)"
        " AND NOT EXISTS (SELECT 1 FROM load o JOIN load l ON l.load = ?1"
        "  WHERE o.source_id = l.source_id"
        "  AND o.content_sha256 = l.content_was)",
    };
    size_t i;

    for (i = 0; i < 2; i++)
        if (coh_sql_run_numbers(store, step[i], &load, 1, err))
            return -1;
    return 0;
}
