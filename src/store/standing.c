/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/standing.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/hash.h"
#include "store/inventory.h"
#include "store/sql.h"

struct teller {
    int (*fact)(void *context, const char *key, const char *value,
                struct coh_error *err);
    void *context;
    const struct coh_trace *trace;
};

static int
traced(const struct coh_trace *trace, struct coh_span source)
{
    size_t i;

    for (i = 0; trace && i < trace->sources; i++)
        if (coh_span_equal(trace->source[i].source, source))
            return 1;
    return 0;
}

static int
tell_load(const struct teller *t, struct coh_span source, int64_t load,
          struct coh_error *err)
{
    struct coh_text s = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_text_add(&s, source.bytes, source.length, err) &&
        !coh_text_format(&s, err, ": %" PRId64, load))
        rc = t->fact(t->context, "load", coh_text_get(&s), err);
    coh_text_release(&s);
    return rc;
}

static int
tell_loads(const struct teller *t, struct coh_store *store,
           struct coh_error *err)
{
    const int all = !t->trace || !t->trace->sources;
    struct sqlite3_stmt *stmt = NULL;
    int64_t newest = 0;
    char text[24];
    int more = -1;

    if (coh_sql_prepare(store,
                        "SELECT source_id, max(load) FROM load"
                        " GROUP BY source_id ORDER BY source_id",
                        &stmt, err))
        return -1;
    while ((more = coh_sql_step(store, stmt, err)) == 1) {
        struct coh_span source = coh_sql_text(stmt, 0);
        int64_t load = coh_sql_integer(stmt, 1);

        newest = load > newest ? load : newest;
        if ((all || traced(t->trace, source)) &&
            tell_load(t, source, load, err)) {
            more = -1;
            break;
        }
    }
    coh_sql_finish(&stmt);
    snprintf(text, sizeof(text), "%" PRId64, newest);
    return more ? -1 : t->fact(t->context, "newest_load", text, err);
}

/* Cells with their lengths, so that none can pass for two. */
static int
add_rows(struct coh_sha256 *h, struct coh_store *store, const char *sql,
         int columns, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more, i;

    if (coh_sql_prepare(store, sql, &stmt, err))
        return -1;
    while ((more = coh_sql_step(store, stmt, err)) == 1)
        for (i = 0; i < columns; i++) {
            struct coh_span cell = coh_sql_text(stmt, i);
            uint64_t n = cell.length;

            coh_sha256_add(h, &n, sizeof(n));
            coh_sha256_add(h, cell.bytes, cell.length);
        }
    coh_sha256_add(h, sql, 1);
    coh_sql_finish(&stmt);
    return more;
}

static int
tell_hash(const struct teller *t, struct coh_store *store, const char *key,
          const char *const *sql, size_t n, struct coh_error *err)
{
    struct coh_sha256 h;
    char hex[COH_SHA256_HEX];
    size_t i;

    coh_sha256_init(&h);
    for (i = 0; i < n; i++)
        if (add_rows(&h, store, sql[i], i ? 4 : 3, err))
            return -1;
    return t->fact(t->context, key, coh_sha256_hex(&h, hex), err);
}

static int
tell_hashes(const struct teller *t, struct coh_store *store,
            struct coh_error *err)
{
    static const char *const roster[] = {
        "SELECT system, identifier, student_id FROM student_identifier"
        " ORDER BY 1, 2",
        "SELECT student_id, name, active_from, active_to FROM student"
        " ORDER BY 1",
        "SELECT student_id, name, from_date || ' ' || coalesce(to_date, ''),"
        " value FROM student_attribute ORDER BY student_id, name, from_date",
    };
    static const char *const inventory[] = {
        "SELECT source_id, field, value FROM source_field ORDER BY 1, 2",
        "SELECT kind, label, start, \"end\" FROM calendar ORDER BY rowid",
    };

    return tell_hash(t, store, "roster", roster, 3, err) ||
                   tell_hash(t, store, "inventory", inventory, 2, err)
               ? -1
               : 0;
}

static int
tell_late(const struct teller *t, const struct coh_entry *e,
          const struct coh_due *due, struct coh_error *err)
{
    const char *last = coh_entry_get(e, COH_FIELD_LAST_COLLECTED);
    struct coh_text s = COH_TEXT_INIT;
    char day[COH_DATE_SIZE];
    int rc = -1;

    if (coh_text_format(&s, err, "%s: due %s, ",
                        coh_entry_get(e, COH_FIELD_SOURCE_ID),
                        coh_date_text(due->due, day)) ||
        (*last ? coh_text_format(&s, err, "last %s", last)
               : coh_text_add_string(&s, "never collected", err)))
        goto out;
    rc = t->fact(t->context, "stale", coh_text_get(&s), err);
out:
    coh_text_release(&s);
    return rc;
}

static int
tell_stale(const struct teller *t, struct coh_store *store, coh_date today,
           struct coh_error *err)
{
    struct coh_inventory inventory = COH_INVENTORY_INIT;
    struct coh_calendar calendar = COH_CALENDAR_INIT;
    int rc = -1;
    size_t i;

    if (coh_store_inventory_read(store, &inventory, err) ||
        coh_store_calendar_read(store, &calendar, err))
        goto out;
    for (i = 0; i < inventory.n; i++) {
        const struct coh_entry *e = &inventory.entry[i];
        struct coh_due due;

        if (!traced(t->trace,
                    coh_span_of(coh_entry_get(e, COH_FIELD_SOURCE_ID))))
            continue;
        due = coh_due_find(e, &calendar, today);
        if (due.state == COH_DUE_OVERDUE && tell_late(t, e, &due, err))
            goto out;
    }
    rc = 0;
out:
    coh_inventory_release(&inventory);
    coh_calendar_release(&calendar);
    return rc;
}

int
coh_standing_facts(struct coh_store *store, const struct coh_trace *trace,
                   coh_date today,
                   int (*fact)(void *context, const char *key,
                               const char *value, struct coh_error *err),
                   void *context, struct coh_error *err)
{
    const struct teller t = {fact, context, trace};

    if (tell_loads(&t, store, err) || tell_hashes(&t, store, err))
        return -1;
    return trace && trace->sources ? tell_stale(&t, store, today, err) : 0;
}
