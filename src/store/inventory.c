/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/inventory.h"

#include <string.h>

#include "store/sql.h"

/* Before the name of a column that is the team's own. */
#define OWN "own:"

static int
take_own(struct coh_entry *e, struct coh_span field, struct coh_span value,
         struct coh_error *err)
{
    const size_t n = strlen(OWN);

    if (field.length <= n || memcmp(field.bytes, OWN, n))
        return 0;
    field.bytes += n;
    field.length -= n;
    return coh_entry_own_set(e, field, value, err);
}

/* A source and one of its fields: a source without any has one row. */
static int
take_row(struct coh_inventory *inv, struct sqlite3_stmt *stmt,
         struct coh_error *err)
{
    struct coh_span id = coh_sql_text(stmt, 0);
    struct coh_entry *e = inv->n ? &inv->entry[inv->n - 1] : NULL;
    int field;

    if (!e || !coh_span_is(id, coh_entry_get(e, COH_FIELD_SOURCE_ID)))
        e = coh_inventory_add(inv, id, err);
    if (!e)
        return -1;
    field = coh_field_find(coh_sql_text(stmt, 1));
    if (field < 0)
        return take_own(e, coh_sql_text(stmt, 1), coh_sql_text(stmt, 2), err);
    if (field == COH_FIELD_SOURCE_ID)
        return 0;
    return coh_entry_set(e, (enum coh_field_id)field, coh_sql_text(stmt, 2),
                         err);
}

int
coh_store_inventory_read(struct coh_store *store, struct coh_inventory *inv,
                         struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(store,
                        "SELECT source_id, field, value FROM source s"
                        " LEFT JOIN source_field USING (source_id)"
                        " WHERE field IS NOT NULL OR NOT EXISTS (SELECT 1"
                        "  FROM load l WHERE l.source_id = s.source_id)"
                        " OR EXISTS (SELECT 1 FROM load l"
                        "  WHERE l.source_id = s.source_id"
                        "  AND undoes IS NULL AND undone_by IS NULL)"
                        " ORDER BY source_id, field",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1)
        if (take_row(inv, stmt, err)) {
            more = -1;
            break;
        }
out:
    coh_sql_finish(&stmt);
    return more;
}

static int
write_field(struct coh_store *store, const struct coh_entry *e, int field,
            struct coh_error *err)
{
    const char *value = e->value[field];
    const struct coh_span bound[] = {
        coh_span_of(coh_entry_get(e, COH_FIELD_SOURCE_ID)),
        coh_span_of(coh_field[field].name),
        coh_span_of(value),
    };

    if (!value)
        return coh_sql_run(store,
                           "DELETE FROM source_field"
                           " WHERE source_id = ?1 AND field = ?2",
                           bound, 2, err);
    return coh_sql_run(store,
                       "INSERT INTO source_field(source_id, field, value)"
                       " VALUES (?1, ?2, ?3)"
                       " ON CONFLICT DO UPDATE SET value = excluded.value",
                       bound, 3, err);
}

/* All of them anew: those that are gone leave no other trace. */
static int
write_own(struct coh_store *store, const struct coh_entry *e,
          struct coh_span id, struct coh_error *err)
{
    struct coh_text field = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (coh_sql_run(store,
                    "DELETE FROM source_field WHERE source_id = ?1"
                    " AND substr(field, 1, 4) = '" OWN "'",
                    &id, 1, err))
        goto out;
    for (i = 0; i < e->owns; i++) {
        struct coh_span bound[] = {id, {NULL, 0}, coh_span_of(e->own[i].value)};

        coh_text_clear(&field);
        if (coh_text_format(&field, err, OWN "%s", e->own[i].name))
            goto out;
        bound[1] = coh_text_span(&field);
        if (coh_sql_run(store,
                        "INSERT INTO source_field(source_id, field, value)"
                        " VALUES (?1, ?2, ?3)",
                        bound, 3, err))
            goto out;
    }
    rc = 0;
out:
    coh_text_release(&field);
    return rc;
}

int
coh_store_entry_write(struct coh_store *store, const struct coh_entry *e,
                      struct coh_error *err)
{
    const struct coh_span id =
        coh_span_of(coh_entry_get(e, COH_FIELD_SOURCE_ID));
    int i;

    if (coh_sql_run(store,
                    "INSERT INTO source(source_id) VALUES (?1)"
                    " ON CONFLICT DO NOTHING",
                    &id, 1, err))
        return -1;
    for (i = COH_FIELD_SOURCE_ID + 1; i < COH_FIELDS; i++)
        if (!coh_field_follows((enum coh_field_id)i) &&
            write_field(store, e, i, err))
            return -1;
    return write_own(store, e, id, err);
}

int
coh_store_calendar_read(struct coh_store *store, struct coh_calendar *c,
                        struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(store,
                        "SELECT kind, label, start, \"end\" FROM calendar"
                        " ORDER BY rowid",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1)
        if (coh_calendar_add(c, coh_sql_text(stmt, 0), coh_sql_text(stmt, 1),
                             coh_sql_text(stmt, 2), coh_sql_text(stmt, 3),
                             err)) {
            coh_error_context(err, "the calendar in the store: ");
            more = -1;
            break;
        }
out:
    coh_sql_finish(&stmt);
    return more;
}

int
coh_store_calendar_write(struct coh_store *store, const struct coh_calendar *c,
                         struct coh_error *err)
{
    size_t i;

    if (coh_sql_run(store, "DELETE FROM calendar", NULL, 0, err))
        return -1;
    for (i = 0; i < c->n; i++) {
        const struct coh_period *p = &c->period[i];
        char start[COH_DATE_SIZE], end[COH_DATE_SIZE];
        const struct coh_span line[] = {
            coh_span_of(coh_period_kind_name(p->kind)),
            coh_span_of(p->label),
            coh_span_of(coh_date_text(p->start, start)),
            coh_span_of(coh_date_text(p->end, end)),
        };

        if (coh_sql_run(store,
                        "INSERT INTO calendar(kind, label, start, \"end\")"
                        " VALUES (?1, ?2, ?3, ?4)",
                        line, 4, err))
            return -1;
    }
    return 0;
}

int
coh_shelf_open(struct coh_shelf *shelf, const char *path,
               enum coh_store_mode mode, struct coh_error *err)
{
    if (coh_store_open(&shelf->store, path, mode, err))
        return -1;
    if (mode != COH_STORE_READ && coh_store_begin(&shelf->store, err))
        return -1;
    if (coh_store_inventory_read(&shelf->store, &shelf->inventory, err))
        return -1;
    return coh_store_calendar_read(&shelf->store, &shelf->calendar, err);
}

int
coh_shelf_derive(struct coh_shelf *shelf, coh_date today, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < shelf->inventory.n; i++)
        if (coh_due_derive(&shelf->inventory.entry[i], &shelf->calendar, today,
                           err))
            return -1;
    return 0;
}

void
coh_shelf_close(struct coh_shelf *shelf)
{
    coh_inventory_release(&shelf->inventory);
    coh_calendar_release(&shelf->calendar);
    coh_store_close(&shelf->store);
}
