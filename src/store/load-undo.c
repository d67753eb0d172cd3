/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/load-undo.h"

#include <inttypes.h>
#include <sqlite3.h>

#include "store/load-internal.h"
#include "store/place.h"
#include "store/sql.h"

enum { LAST, VERSION, KEEP_HISTORY, RESTORE, CLOSE, STATEMENTS };

/* LAST: who touched the result last, of the loads from ?3 on that stand.
 * Walked from the newest down, for the answer is mostly one step away.
 * VERSION: what the result was when load ?2 had touched it. */
#define UNDO(TABLE, KEEP, VALUES)                                           \
    {                                                                       \
        [LAST] = "SELECT l.load, t.did FROM load l CROSS JOIN touch t"      \
                 " ON t.load = l.load AND t.result = ?1"                    \
                 " WHERE l.load > ?3 AND l.load <> ?2 AND l.undone_by IS"   \
                 " NULL AND l.undoes IS NULL AND l.of_notes ="              \
                 " ('" TABLE "' = 'note') ORDER BY l.load DESC LIMIT 1",    \
        [VERSION] = "SELECT id, gone_by FROM " TABLE " WHERE id IN"         \
                    " (SELECT ?1 UNION ALL SELECT id FROM " TABLE           \
                    "  WHERE history_of = ?1)"                              \
                    " AND coalesce(known_from, load) <= ?2"                 \
                    " AND coalesce(superseded_by > ?2, 1)",                 \
        [KEEP_HISTORY] = KEEP,                                              \
        [RESTORE] = "UPDATE " TABLE " SET (load, line, written_id, " VALUES \
                    ") = (SELECT load, line, written_id, " VALUES           \
                    " FROM " TABLE " v WHERE v.id = ?2),"                   \
                    " known_from = ?3, gone_by = nullif(?4, 0)"             \
                    " WHERE id = ?1",                                       \
        [CLOSE] = "UPDATE " TABLE " SET superseded_by = ?2 WHERE id = ?1",  \
    }

static const char *const of_results[STATEMENTS] =
    UNDO("result", COH_PLACE_KEEP_HISTORY,
         "score, max_score, sem, percentile, level, response, \"key\", status,"
         " raw");
static const char *const of_notes[STATEMENTS] =
    UNDO("note", COH_PLACE_KEEP_NOTE, "codes, shareable");

struct undoing {
    struct coh_store *store;
    struct sqlite3_stmt *stmt[STATEMENTS];
    struct coh_load_undone *u;
};

/* A touch of the load that is undone, or the last one that stands beside it.
 * load 0: there is none. */
struct touch {
    int64_t load, result;
    enum coh_load_did did;
};

static int
bind(struct undoing *w, int which, const int64_t *value, int n,
     struct coh_error *err)
{
    int i;

    for (i = 0; i < n; i++)
        if (coh_sql_bind_integer(w->stmt[which], i + 1, value[i], w->store,
                                 err))
            return -1;
    return 0;
}

/* 1: a row stands ready. 0: none. */
static int
look(struct undoing *w, int which, const int64_t *value, int n,
     struct coh_error *err)
{
    return bind(w, which, value, n, err)
               ? -1
               : coh_sql_step(w->store, w->stmt[which], err);
}

/* A result that this load added has no earlier touch. */
static int
find_last(struct undoing *w, const struct touch *t, struct touch *last,
          struct coh_error *err)
{
    const int64_t value[] = {t->result, w->u->load,
                             t->did == COH_LOAD_ADD ? w->u->load : 0};
    int found = look(w, LAST, value, 3, err);

    *last = (struct touch){.result = t->result};
    if (found == 1) {
        last->load = coh_sql_integer(w->stmt[LAST], 0);
        last->did = (enum coh_load_did)coh_sql_integer(w->stmt[LAST], 1);
    }
    coh_sql_reset(w->stmt[LAST]);
    return found < 0 ? -1 : 0;
}

static void
count_stay(struct coh_load_undone *u, int64_t by)
{
    size_t named = u->touchers < 3 ? u->touchers : 3, i;

    u->stay++;
    for (i = 0; i < named; i++)
        if (u->touched[i] == by)
            return;
    u->touchers = named + 1;
    if (named == 3)
        return;
    for (i = named; i && u->touched[i - 1] > by; i--)
        u->touched[i] = u->touched[i - 1];
    u->touched[i] = by;
}

/* The row `id` is as version `from` was; until now it was something else,
 * which becomes history. */
static int
restore(struct undoing *w, int64_t id, int64_t from, int64_t gone_by,
        struct coh_error *err)
{
    const int64_t history[] = {w->u->undo, id};
    const int64_t now[] = {id, from, w->u->undo, gone_by};

    return look(w, KEEP_HISTORY, history, 2, err) ||
                   look(w, RESTORE, now, 4, err)
               ? -1
               : 0;
}

/* What stood after the touch `last` is to stand again. If the row has not
 * changed since, there is nothing to do: the load only confirmed it. */
static int
go_back(struct undoing *w, const struct touch *t, const struct touch *last,
        struct coh_error *err)
{
    const int64_t value[] = {t->result, last->load};
    int64_t gone_by = last->did == COH_LOAD_GONE ? last->load : 0;
    int64_t version, was_gone_by;
    int found = look(w, VERSION, value, 2, err);

    if (found != 1)
        return found < 0 ? -1
                         : coh_fail(err, COH_INPUT,
                                    "the store is damaged: no earlier value "
                                    "of result %" PRId64,
                                    t->result);
    version = coh_sql_integer(w->stmt[VERSION], 0);
    was_gone_by = coh_sql_integer(w->stmt[VERSION], 1);
    coh_sql_reset(w->stmt[VERSION]);
    if (version == t->result && was_gone_by == gone_by)
        return 0;
    if (t->did == COH_LOAD_GONE && !gone_by)
        w->u->lifted++;
    else
        w->u->restored++;
    return restore(w, t->result, version, gone_by, err);
}

static int
take_back(struct undoing *w, const struct touch *t, struct coh_error *err)
{
    const int64_t value[] = {t->result, w->u->undo};
    struct touch last;

    if (find_last(w, t, &last, err))
        return -1;
    if (last.load > w->u->load) {
        if (t->did != COH_LOAD_CONFIRM)
            count_stay(w->u, last.load);
        return 0;
    }
    if (last.load)
        return go_back(w, t, &last, err);
    w->u->taken_back++;
    return look(w, CLOSE, value, 2, err);
}

static int
take_all_back(struct undoing *w, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct touch t = {.load = w->u->load};
    int more = -1;

    if (coh_sql_prepare(w->store,
                        "SELECT result, did FROM touch WHERE load = ?1", &stmt,
                        err) ||
        coh_sql_bind_integer(stmt, 1, w->u->load, w->store, err))
        goto out;
    while ((more = coh_sql_step(w->store, stmt, err)) == 1) {
        t.result = coh_sql_integer(stmt, 0);
        t.did = (enum coh_load_did)coh_sql_integer(stmt, 1);
        if (take_back(w, &t, err)) {
            more = -1;
            break;
        }
    }
out:
    coh_sql_finish(&stmt);
    return more;
}

static int
refuse_unknown(struct undoing *w, struct coh_error *err)
{
    int64_t last;

    if (coh_sql_number(w->store,
                       "SELECT max(load) FROM load WHERE undoes IS NULL", &last,
                       err))
        return -1;
    if (!last)
        return coh_fail(err, COH_INPUT,
                        "there is no load %" PRId64 ": the store has none yet",
                        w->u->load);
    return coh_fail(err, COH_INPUT,
                    "there is no load %" PRId64 "; the last is %" PRId64
                    " (--list shows them)",
                    w->u->load, last);
}

/* The row: undoes, undone_by, the day of that undo, whether a later load
 * confirmed what is not known, whether its rows are notes. */
static int
judge(struct undoing *w, struct sqlite3_stmt *stmt, struct coh_error *err)
{
    int64_t load = w->u->load;
    char day[COH_DATE_SIZE];

    w->u->of_notes = coh_sql_integer(stmt, 4) != 0;
    if (coh_sql_integer(stmt, 0))
        return coh_fail(err, COH_INPUT,
                        "load %" PRId64 " is itself the undo of load %" PRId64
                        "; take that file in again instead",
                        load, coh_sql_integer(stmt, 0));
    if (coh_sql_integer(stmt, 1))
        return coh_fail(err, COH_INPUT,
                        "load %" PRId64 " was undone before, on %s", load,
                        coh_date_text(coh_sql_date(stmt, 2), day));
    if (coh_sql_integer(stmt, 3))
        return coh_fail(err, COH_INPUT,
                        "load %" PRId64 " cannot be undone: the older Cohort "
                        "that took it in did not keep what load %" PRId64
                        " confirmed",
                        load, coh_sql_integer(stmt, 3));
    return 0;
}

static int
check(struct undoing *w, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (coh_sql_prepare(w->store,
                        "SELECT undoes, undone_by,"
                        " (SELECT day FROM load u WHERE u.load = l.undone_by),"
                        " (SELECT min(load) FROM load n WHERE n.load > l.load"
                        "  AND n.unchanged AND NOT n.touches_known), of_notes"
                        " FROM load l WHERE load = ?1",
                        &stmt, err) ||
        coh_sql_bind_integer(stmt, 1, w->u->load, w->store, err))
        goto out;
    rc = coh_sql_step(w->store, stmt, err);
    if (rc == 0)
        rc = refuse_unknown(w, err);
    else if (rc == 1)
        rc = judge(w, stmt, err);
out:
    coh_sql_finish(&stmt);
    return rc;
}

/* The undo among the loads: its source and file are those of the load. */
static int
make_undo(struct undoing *w, coh_date today, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!coh_sql_prepare(w->store,
                         "INSERT INTO load(source_id, layout, main_scale,"
                         " file, file_sha256, day, touches_known, undoes,"
                         " of_notes) SELECT source_id, layout, main_scale,"
                         " file, file_sha256, ?2, 1, load, of_notes FROM load"
                         " WHERE load = ?1",
                         &stmt, err) &&
        !coh_sql_bind_integer(stmt, 1, w->u->load, w->store, err) &&
        !coh_sql_bind_date(stmt, 2, today, w->store, err))
        rc = coh_sql_step(w->store, stmt, err);
    coh_sql_finish(&stmt);
    w->u->undo = sqlite3_last_insert_rowid(w->store->db);
    return rc;
}

static int
mark_undone(struct undoing *w, struct coh_error *err)
{
    const int64_t value[] = {w->u->load, w->u->undo};

    return coh_sql_run_numbers(w->store,
                               "UPDATE load SET undone_by = ?2"
                               " WHERE load = ?1",
                               value, 2, err) ||
                   coh_load_give_content(w->store, w->u->load, err) ||
                   coh_load_restore_collected(w->store, w->u->load,
                                              &w->u->last_collected, err)
               ? -1
               : 0;
}

static int
undo(struct undoing *w, coh_date today, struct coh_error *err)
{
    int i;

    if (check(w, err) || make_undo(w, today, err))
        return -1;
    for (i = 0; i < STATEMENTS; i++)
        if (coh_sql_prepare(w->store,
                            w->u->of_notes ? of_notes[i] : of_results[i],
                            &w->stmt[i], err))
            return -1;
    return take_all_back(w, err) || mark_undone(w, err) ? -1 : 0;
}

int
coh_load_undo(struct coh_store *store, int64_t load, coh_date today,
              int dry_run, struct coh_load_undone *undone,
              struct coh_error *err)
{
    struct undoing w = {.store = store, .u = undone};
    int rc, i;

    *undone = (struct coh_load_undone){.load = load};
    if (coh_load_begin_writing(store, dry_run, err))
        return -1;
    rc = undo(&w, today, err);
    for (i = 0; i < STATEMENTS; i++)
        coh_sql_finish(&w.stmt[i]);
    if (!rc && !dry_run)
        rc = coh_store_commit(store, err);
    coh_store_rollback(store);
    return rc;
}

static int
add_touchers(const struct coh_load_undone *u, struct coh_text *text,
             struct coh_error *err)
{
    size_t i, named = u->touchers < 3 ? u->touchers : 3;

    if (coh_text_format(text, err, ", %zu stay%s (touched by later load%s",
                        u->stay, u->stay == 1 ? "s" : "",
                        u->touchers > 1 ? "s" : ""))
        return -1;
    for (i = 0; i < named; i++)
        if (coh_text_format(text, err, "%s %" PRId64, i ? "," : "",
                            u->touched[i]))
            return -1;
    return coh_text_add_string(text, u->touchers > 3 ? ", …)" : ")", err);
}

int
coh_load_undo_words(const struct coh_load_undone *u, int dry_run,
                    struct coh_text *text, struct coh_error *err)
{
    if (coh_text_format(text, err,
                        "load %" PRId64 " %s: %zu %s%s taken back, "
                        "%zu restored",
                        u->load, dry_run ? "would be undone" : "undone",
                        u->taken_back, u->of_notes ? "note" : "result",
                        u->taken_back == 1 ? "" : "s", u->restored))
        return -1;
    if (u->lifted &&
        coh_text_format(text, err, ", %zu no longer gone", u->lifted))
        return -1;
    return u->stay ? add_touchers(u, text, err) : 0;
}
