/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/decision.h"

#include "store/sql.h"

/* ---- reading ---- */

static enum coh_decision_kind
kind_of(struct coh_span name)
{
    int k;

    for (k = COH_DECISION_KINDS - 1; k > 0; k--)
        if (coh_span_is(name,
                        coh_decision_kind_name((enum coh_decision_kind)k)))
            break;
    return (enum coh_decision_kind)k;
}

static int
take_row(struct coh_decisions *all, struct sqlite3_stmt *stmt,
         struct coh_error *err)
{
    const int64_t number = coh_sql_integer(stmt, 0);
    const struct coh_span field = coh_sql_text(stmt, 4);
    struct coh_decision_entry *e = all->n ? &all->entry[all->n - 1] : NULL;
    struct coh_text name = COH_TEXT_INIT;
    int rc;

    if (!e || e->entry != number) {
        e = coh_decisions_add(all, err);
        if (!e)
            return -1;
        e->entry = number;
        e->id = coh_sql_integer(stmt, 1);
        e->kind = kind_of(coh_sql_text(stmt, 2));
        e->day = coh_sql_date(stmt, 3);
    }
    rc = coh_text_add(&name, field.bytes, field.length, err);
    if (!rc)
        rc = coh_decision_add(all, e, coh_text_get(&name),
                              coh_sql_text(stmt, 5), err);
    coh_text_release(&name);
    return rc;
}

int
coh_store_decisions_read(struct coh_store *store, struct coh_decisions *all,
                         struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(store,
                        "SELECT d.entry, d.id, d.kind, d.day, v.field, v.value"
                        " FROM decision d LEFT JOIN decision_value v"
                        " USING (entry) ORDER BY d.id, d.entry, v.number",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1)
        if (take_row(all, stmt, err)) {
            more = -1;
            break;
        }
out:
    coh_sql_finish(&stmt);
    return more;
}

/* ---- adding ---- */

static int
add_entry(struct coh_store *store, struct coh_decision_entry *e,
          struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!e->id &&
        coh_sql_number(store, "SELECT coalesce(max(id), 0) + 1 FROM decision",
                       &e->id, err))
        return -1;
    if (!coh_sql_prepare(store,
                         "INSERT INTO decision(id, kind, day)"
                         " VALUES (?1, ?2, ?3)",
                         &stmt, err) &&
        !coh_sql_bind_integer(stmt, 1, e->id, store, err) &&
        !coh_sql_bind(stmt, 2, coh_span_of(coh_decision_kind_name(e->kind)),
                      store, err) &&
        !coh_sql_bind_date(stmt, 3, e->day, store, err))
        rc = coh_sql_step(store, stmt, err);
    coh_sql_finish(&stmt);
    return rc ? -1
              : coh_sql_number(store, "SELECT last_insert_rowid()", &e->entry,
                               err);
}

int
coh_store_decision_add(struct coh_store *store, struct coh_decision_entry *e,
                       struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    size_t i;
    int rc = -1;

    if (add_entry(store, e, err) ||
        coh_sql_prepare(store,
                        "INSERT INTO decision_value VALUES (?1, ?2, ?3, ?4)",
                        &stmt, err))
        goto out;
    for (i = 0; i < e->n; i++)
        if (coh_sql_bind_integer(stmt, 1, e->entry, store, err) ||
            coh_sql_bind_integer(stmt, 2, (int64_t)i + 1, store, err) ||
            coh_sql_bind(stmt, 3, coh_span_of(e->value[i].field), store, err) ||
            coh_sql_bind(stmt, 4, coh_span_of(e->value[i].text), store, err) ||
            coh_sql_step(store, stmt, err))
            goto out;
    rc = 0;
out:
    coh_sql_finish(&stmt);
    return rc;
}

/* ---- what evidence points at ---- */

int
coh_store_has_load(struct coh_store *store, long long load, int *there,
                   struct coh_text *source, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_span id;
    int rc = -1;

    *there = 0;
    if (!coh_sql_prepare(store,
                         "SELECT source_id FROM load WHERE load = ?1"
                         " AND undoes IS NULL AND undone_by IS NULL",
                         &stmt, err) &&
        !coh_sql_bind_integer(stmt, 1, load, store, err))
        rc = coh_sql_step(store, stmt, err);
    if (rc == 1) {
        *there = 1;
        id = coh_sql_text(stmt, 0);
        rc = coh_text_add(source, id.bytes, id.length, err);
    }
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_store_has_note(struct coh_store *store, struct coh_span reference,
                   int *there, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    *there = 0;
    if (!coh_sql_prepare(store,
                         "SELECT 1 FROM note WHERE superseded_by IS NULL AND"
                         " gone_by IS NULL AND source || ':' || number = ?1",
                         &stmt, err) &&
        !coh_sql_bind(stmt, 1, reference, store, err))
        rc = coh_sql_step(store, stmt, err);
    if (rc == 1) {
        *there = 1;
        rc = 0;
    }
    coh_sql_finish(&stmt);
    return rc;
}
