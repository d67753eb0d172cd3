/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/source-fact.h"

#include "store/sql.h"

static int
take_row(struct coh_source_facts *facts, struct sqlite3_stmt *stmt,
         struct coh_error *err)
{
    struct coh_span id = coh_sql_text(stmt, 0);
    struct coh_source_fact *fact;

    if (coh_reserve(&facts->at, &facts->capacity, facts->n + 1,
                    sizeof(*facts->at), err))
        return -1;
    fact = &facts->at[facts->n];
    fact->source_id = coh_arena_text(&facts->arena, id.bytes, id.length, err);
    if (!fact->source_id)
        return -1;
    fact->loads = (size_t)coh_sql_integer(stmt, 1);
    fact->newest = coh_sql_date(stmt, 2);
    facts->n++;
    return 0;
}

int
coh_source_facts_read(struct coh_source_facts *facts, struct coh_store *store,
                      struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(store,
                        "SELECT source_id, count(*), max(day) FROM load"
                        " WHERE undoes IS NULL AND undone_by IS NULL"
                        " GROUP BY source_id ORDER BY source_id",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1)
        if (take_row(facts, stmt, err)) {
            more = -1;
            break;
        }
out:
    coh_sql_finish(&stmt);
    return more || coh_cited_read(&facts->cited, store, err)
               ? -1
               : coh_inbox_look(&facts->inbox, store, err);
}

void
coh_source_facts_give(const struct coh_source_facts *facts,
                      struct coh_check_on *on)
{
    on->fact = facts->at;
    on->facts = facts->n;
    on->waiting = facts->inbox.name;
    on->waits = facts->inbox.n;
    on->cited = facts->cited.at;
    on->cites = facts->cited.n;
    on->has_facts = 1;
}

void
coh_source_facts_release(struct coh_source_facts *facts)
{
    coh_free(facts->at);
    coh_inbox_release(&facts->inbox);
    coh_cited_release(&facts->cited);
    coh_arena_release(&facts->arena);
    *facts = (struct coh_source_facts)COH_SOURCE_FACTS_INIT;
}
