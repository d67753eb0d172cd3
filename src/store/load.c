/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/load.h"

#include <sqlite3.h>

#include "store/load-internal.h"
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
        coh_span_of(load->file.of_notes ? "notes" : ""),
    };

    if (coh_sql_run(load->store,
                    "INSERT INTO load(source_id, layout, main_scale, file,"
                    " file_sha256, day, touches_known, of_notes)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7 = 'notes')",
                    value, 7, err))
        return -1;
    load->outcome.load = sqlite3_last_insert_rowid(load->store->db);
    return 0;
}

/* The store knew nothing on days before those of its loads. */
static int
read_newest_day(struct coh_load *load, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    coh_date newest = COH_DATE_NONE;
    int rc = -1;

    if (!coh_sql_prepare(load->store, "SELECT max(day) FROM load", &stmt, err))
        rc = coh_sql_step(load->store, stmt, err);
    if (rc == 1) {
        newest = coh_sql_date(stmt, 0);
        rc = 0;
    }
    load->outcome.known_on = newest > load->file.today ? newest : COH_DATE_NONE;
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_load_begin_writing(struct coh_store *store, int dry_run,
                       struct coh_error *err)
{
    if (dry_run && coh_sql_run(store, "PRAGMA cache_spill = OFF", NULL, 0, err))
        return -1;
    return coh_store_begin(store, err);
}

int
coh_load_begin(struct coh_load *load, struct coh_store *store,
               const struct coh_load_file *file, struct coh_error *err)
{
    *load = (struct coh_load)COH_LOAD_INIT;
    load->newest = COH_DATE_NONE;
    coh_sha256_init(&load->content);
    if (copy_file(load, file, err) ||
        coh_load_begin_writing(store, file->dry_run, err)) {
        coh_load_release(load);
        return -1;
    }
    load->store = store;
    if (read_newest_day(load, err) || make_source(load, err) ||
        make_load(load, err) ||
        (file->of_notes ? coh_place_note_prepare(load, err)
                        : coh_place_prepare(load, err)) ||
        coh_sql_prepare(store, "INSERT INTO touch VALUES (?1, ?2, ?3, ?4)",
                        &load->touch, err) ||
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
coh_load_add_note(struct coh_load *load, size_t line,
                  const struct coh_field_note *note, struct coh_span student_id,
                  struct coh_error *err)
{
    return coh_place_note(load, line, note, student_id, err);
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
        load->outcome.gone,
        load->outcome.back,
    };
    struct coh_store *store = load->store;
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;
    int i;

    if (coh_sql_prepare(store,
                        "UPDATE load SET records = ?3, used = ?4, by_rule = ?5,"
                        " set_aside = ?6, blank = ?7, added = ?8, changed = ?9,"
                        " unchanged = ?10, repeated = ?11, gone = ?12,"
                        " back = ?13, content_sha256 = ?2 WHERE load = ?1",
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

/* What an outcome keeps of a content that was there before. */
static void
forget_counts(struct coh_load_outcome *o)
{
    o->added = o->changed = o->back = o->unchanged = o->repeated = 0;
    o->unmatched = o->future = 0;
}

int
coh_load_end(struct coh_load *load, const struct coh_load_account *account,
             struct coh_load_outcome *outcome, struct coh_error *err)
{
    char content[COH_SHA256_HEX];
    int keep;

    if (check_account(load, account, err) || coh_load_mark_gone(load, err) ||
        coh_load_find_same(load, content, err) ||
        coh_load_find_other(load, content, err) ||
        coh_load_read_collected(load, err))
        return -1;
    keep = !load->outcome.same_as && !load->file.dry_run;
    if (load->outcome.same_as)
        forget_counts(&load->outcome);
    else if (coh_load_take_content(load, content, err) ||
             write_account(load, account, content, err) ||
             coh_load_move_collected(load, err))
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
    coh_sql_finish(&load->touch);
    coh_sql_finish(&load->put_aside);
    if (load->store)
        coh_store_rollback(load->store);
    coh_arena_release(&load->arena);
    *load = (struct coh_load)COH_LOAD_INIT;
}
