/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/load.h"

#include <sqlite3.h>

#include "store/place.h"
#include "store/sql.h"

static int
copy_file(struct coh_load *load, const struct coh_load_file *from,
          struct coh_error *err)
{
    struct coh_span *text[] = {
        &load->file.source_id, &load->file.layout, &load->file.main_scale,
        &load->file.name,      &load->file.sha256,
    };
    size_t i;

    load->file = *from;
    for (i = 0; i < sizeof(text) / sizeof(*text); i++) {
        text[i]->bytes =
            coh_arena_text(&load->arena, text[i]->bytes, text[i]->length, err);
        if (!text[i]->bytes)
            return -1;
    }
    if (!load->file.source_id.length)
        return coh_fail(err, COH_USAGE, "a load needs a source");
    return 0;
}

/* An unknown source enters the inventory with a blank status: incomplete. */
static int
make_source(struct coh_load *load, struct coh_error *err)
{
    struct coh_span id = load->file.source_id;

    if (coh_sql_run(load->store, "INSERT OR IGNORE INTO source VALUES (?1)",
                    &id, 1, err))
        return -1;
    load->outcome.source_is_new = sqlite3_changes(load->store->db) > 0;
    if (!load->outcome.source_is_new)
        return 0;
    return coh_sql_run(load->store,
                       "INSERT INTO source_field(source_id, field, value)"
                       " VALUES (?1, 'status', '')",
                       &id, 1, err);
}

static int
make_load(struct coh_load *load, struct coh_error *err)
{
    char day[COH_DATE_SIZE];
    const struct coh_span value[] = {
        load->file.source_id,
        load->file.layout,
        load->file.main_scale,
        load->file.name,
        load->file.sha256,
        coh_span_of(coh_date_text(load->file.today, day)),
    };

    if (coh_sql_run(load->store,
                    "INSERT INTO load(source_id, layout, main_scale, file,"
                    " file_sha256, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    value, 6, err))
        return -1;
    load->outcome.load = sqlite3_last_insert_rowid(load->store->db);
    return 0;
}

int
coh_load_begin(struct coh_load *load, struct coh_store *store,
               const struct coh_load_file *file, struct coh_error *err)
{
    *load = (struct coh_load)COH_LOAD_INIT;
    load->newest = COH_DATE_NONE;
    coh_sha256_init(&load->content);
    if (copy_file(load, file, err) || coh_store_begin(store, err)) {
        coh_load_release(load);
        return -1;
    }
    load->store = store;
    if (make_source(load, err) || make_load(load, err) ||
        coh_place_prepare(load, err) ||
        coh_sql_prepare(store,
                        "INSERT INTO set_aside(load, line, reason)"
                        " VALUES (?1, ?2, ?3)",
                        &load->put_aside, err)) {
        coh_load_release(load);
        return -1;
    }
    return 0;
}

int
coh_load_add(struct coh_load *load, size_t line,
             const struct coh_result *result, struct coh_span student_id,
             struct coh_error *err)
{
    return coh_place_result(load, line, result, student_id, err);
}

int
coh_load_set_aside(struct coh_load *load, size_t line, struct coh_span reason,
                   struct coh_error *err)
{
    struct sqlite3_stmt *stmt = load->put_aside;

    load->set_aside++;
    if (coh_sql_bind_integer(stmt, 1, load->outcome.load, load->store, err) ||
        coh_sql_bind_integer(stmt, 2, (int64_t)line, load->store, err) ||
        coh_sql_bind(stmt, 3, reason, load->store, err))
        return -1;
    return coh_sql_step(load->store, stmt, err);
}

/* The load that had these results: the same, unless they are to be put back,
 * or another number of records was set aside. Files without a single result
 * are only the same when their bytes are. */
static int
find_same(struct coh_load *load, char content[COH_SHA256_HEX],
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
        size_t since = load->outcome.added + load->outcome.changed;
        int64_t before = coh_sql_integer(stmt, 0);

        /* An old export that turns up once more must not undo a newer one. */
        if (since ? !load->file.again
                  : (size_t)coh_sql_integer(stmt, 1) == load->set_aside) {
            load->outcome.same_as = before;
            load->outcome.since = since;
        } else {
            load->outcome.again = before;
        }
        rc = 0;
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}

/* The last load for another source with the same bytes or the same results. */
static int
find_other(struct coh_load *load, const char *content, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_span s;
    int rc = -1;

    if (coh_sql_prepare(load->store,
                        "SELECT load, source_id FROM load"
                        " WHERE source_id <> ?1"
                        " AND (file_sha256 = ?2 OR content_sha256 = ?3)"
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

static int
check_account(const struct coh_load *load, const struct coh_load_account *a,
              struct coh_error *err)
{
    if (a->records == a->used + a->by_rule + a->set_aside &&
        a->set_aside == load->set_aside)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "the account does not add up: %zu records, %zu used, %zu "
                    "by rule, %zu set aside, %zu of them named",
                    a->records, a->used, a->by_rule, a->set_aside,
                    load->set_aside);
}

/* A content is the last load's that had it. */
static int
take_content_over(struct coh_load *load, const char *content,
                  struct coh_error *err)
{
    struct coh_span value[] = {load->file.source_id, coh_span_of(content)};

    return load->outcome.again
               ? coh_sql_run(load->store,
                             "UPDATE load SET content_sha256 = NULL"
                             " WHERE source_id = ?1 AND content_sha256 = ?2",
                             value, 2, err)
               : 0;
}

static int
write_account(struct coh_load *load, const struct coh_load_account *a,
              const char *content, struct coh_error *err)
{
    const size_t count[] = {
        a->records,
        a->used,
        a->by_rule,
        a->set_aside,
        a->blank,
        load->outcome.added,
        load->outcome.changed,
        load->outcome.unchanged,
        load->outcome.repeated,
    };
    struct coh_store *store = load->store;
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;
    int i;

    if (coh_sql_prepare(store,
                        "UPDATE load SET records = ?3, used = ?4, by_rule = ?5,"
                        " set_aside = ?6, blank = ?7, added = ?8, changed = ?9,"
                        " unchanged = ?10, repeated = ?11, content_sha256 = ?2"
                        " WHERE load = ?1",
                        &stmt, err) ||
        coh_sql_bind_integer(stmt, 1, load->outcome.load, store, err) ||
        coh_sql_bind(stmt, 2, coh_span_of(content), store, err))
        goto out;
    for (i = 0; i < (int)(sizeof(count) / sizeof(*count)); i++)
        if (coh_sql_bind_integer(stmt, 3 + i, (int64_t)count[i], store, err))
            goto out;
    rc = coh_sql_step(store, stmt, err);
out:
    coh_sql_finish(&stmt);
    return rc;
}

/* The entry's last_collected as it stands. */
static int
read_collected(struct coh_load *load, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    load->outcome.last_collected = COH_DATE_NONE;
    if (coh_sql_prepare(load->store,
                        "SELECT value FROM source_field WHERE source_id = ?1"
                        " AND field = 'last_collected'",
                        &stmt, err) ||
        coh_sql_bind(stmt, 1, load->file.source_id, load->store, err))
        goto out;
    rc = coh_sql_step(load->store, stmt, err);
    if (rc == 1) {
        load->outcome.last_collected = coh_sql_date(stmt, 0);
        rc = 0;
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}

static int
move_collected(struct coh_load *load, struct coh_error *err)
{
    coh_date newest = load->dated ? load->newest : load->file.today;
    char day[COH_DATE_SIZE];
    struct coh_span value[2];

    if (!load->results || newest <= load->outcome.last_collected)
        return 0;
    load->outcome.last_collected = newest;
    value[0] = load->file.source_id;
    value[1] = coh_span_of(coh_date_text(newest, day));
    return coh_sql_run(load->store,
                       "INSERT INTO source_field(source_id, field, value)"
                       " VALUES (?1, 'last_collected', ?2)"
                       " ON CONFLICT DO UPDATE SET value = excluded.value",
                       value, 2, err);
}

/* What an outcome keeps of a content that was there before. */
static void
forget_counts(struct coh_load_outcome *o)
{
    o->added = o->changed = o->unchanged = o->repeated = 0;
    o->unmatched = o->future = 0;
}

int
coh_load_end(struct coh_load *load, const struct coh_load_account *account,
             struct coh_load_outcome *outcome, struct coh_error *err)
{
    char content[COH_SHA256_HEX];
    int keep;

    if (check_account(load, account, err) || find_same(load, content, err) ||
        find_other(load, content, err) || read_collected(load, err))
        return -1;
    keep = !load->outcome.same_as && !load->file.dry_run;
    if (load->outcome.same_as)
        forget_counts(&load->outcome);
    else if (take_content_over(load, content, err) ||
             write_account(load, account, content, err) ||
             move_collected(load, err))
        return -1;
    if (keep && coh_store_commit(load->store, err))
        return -1;
    if (!keep)
        load->outcome.load = 0;
    *outcome = load->outcome;
    coh_load_release(load);
    return 0;
}

void
coh_load_release(struct coh_load *load)
{
    int i;

    for (i = 0; i < COH_PLACE_STATEMENTS; i++)
        coh_sql_finish(&load->place[i]);
    coh_sql_finish(&load->put_aside);
    if (load->store)
        coh_store_rollback(load->store);
    coh_arena_release(&load->arena);
    *load = (struct coh_load)COH_LOAD_INIT;
}

static void
read_row(struct sqlite3_stmt *stmt, struct coh_load_row *row)
{
    struct coh_span *text[] = {
        &row->source_id, &row->layout, &row->file,
        &row->sha256,    &row->day,    &row->reasons,
    };
    size_t *count[] = {
        &row->records,   &row->used,     &row->by_rule,
        &row->set_aside, &row->added,    &row->changed,
        &row->unchanged, &row->repeated, &row->kept_apart,
    };
    int i;

    row->load = coh_sql_integer(stmt, 0);
    for (i = 0; i < 6; i++)
        *text[i] = coh_sql_text(stmt, 1 + i);
    row->newer = coh_sql_integer(stmt, 7);
    for (i = 0; i < 9; i++)
        *count[i] = (size_t)coh_sql_integer(stmt, 8 + i);
    row->kept = coh_sql_text(stmt, 17);
}

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
                        "SELECT load, source_id, layout, file, file_sha256,"
                        " day,"
                        " (SELECT group_concat(said, '; ') FROM"
                        "   (SELECT 'line ' || line || ': ' || reason AS said"
                        "    FROM set_aside WHERE set_aside.load = l.load"
                        "    ORDER BY line LIMIT 3)),"
                        " (SELECT max(load) FROM load AS o"
                        "   WHERE o.source_id = l.source_id"
                        "   AND o.file = l.file AND o.load > l.load),"
                        " records, used, by_rule, set_aside, added,"
                        " changed, unchanged, repeated,"
                        " (SELECT count(DISTINCT written_id) FROM result AS r"
                        "   WHERE r.load = l.load AND student_id IS NULL"
                        "   AND superseded_by IS NULL),"
                        " (SELECT group_concat(written_id, ', ') FROM"
                        "   (SELECT DISTINCT written_id FROM result AS r"
                        "    WHERE r.load = l.load AND student_id IS NULL"
                        "    AND superseded_by IS NULL"
                        "    ORDER BY written_id LIMIT 3))"
                        " FROM load AS l ORDER BY load DESC",
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
