/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/place.h"

#include <sqlite3.h>

#include "base/decimal.h"
#include "store/sql.h"

enum { FIND, INSERT, KEEP_HISTORY, UPDATE };

/* Where the values begin in FIND. */
#define AT_VALUES 3

/* With the student these make the natural key; the order is that of the
 * parameters of FIND. */
static const enum coh_result_column key_column[] = {
    COH_RESULT_ASSESSMENT, COH_RESULT_MEASURE, COH_RESULT_ITEM,
    COH_RESULT_DATE,       COH_RESULT_TERM,    COH_RESULT_ATTEMPT,
    COH_RESULT_SCALE,      COH_RESULT_SOURCE,
};
#define KEYS ((int)(sizeof(key_column) / sizeof(*key_column)))

/* What a result says under its key; the order is that of UPDATE and FIND. */
static const enum coh_result_column value_column[] = {
    COH_RESULT_SCORE,      COH_RESULT_MAX_SCORE, COH_RESULT_SEM,
    COH_RESULT_PERCENTILE, COH_RESULT_LEVEL,     COH_RESULT_RESPONSE,
    COH_RESULT_KEY,        COH_RESULT_STATUS,    COH_RESULT_RAW,
};
#define VALUES ((int)(sizeof(value_column) / sizeof(*value_column)))

/* The index is named because the planner, which knows no figures, would walk
 * over a whole assessment instead. `touch` holds the rows that this load met
 * already, and the line where. A changed row keeps its id, so that the order
 * of an export stays; the value before it is copied to a row of its own. */
static const char *const sql[] = {
    [FIND] = "SELECT r.id, t.line, r.gone_by, score, max_score, sem,"
             " percentile, level, response, \"key\", status, raw"
             " FROM result r INDEXED BY result_current"
             " LEFT JOIN touch t ON t.load = ?12 AND t.result = r.id"
             " WHERE superseded_by IS NULL AND key_hash = ?1"
             " AND coalesce(student_id, written_id) = ?2"
             " AND (student_id IS NULL) = ?3"
             " AND assessment = ?4 AND measure = ?5 AND item = ?6"
             " AND date = ?7 AND term = ?8 AND attempt = ?9 AND scale = ?10"
             " AND source = ?11",
    [INSERT] = "INSERT INTO result(load, line, key_hash, student_id,"
               " written_id, assessment, measure, item, date, term, attempt,"
               " score, max_score, sem, scale, percentile, level, response,"
               " \"key\", status, raw, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
               " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
               " ?20, ?21, ?22)",
    [KEEP_HISTORY] = COH_PLACE_KEEP_HISTORY,
    [UPDATE] = "UPDATE result SET load = ?1, line = ?2, written_id = ?4,"
               " score = ?5, max_score = ?6, sem = ?7, percentile = ?8,"
               " level = ?9, response = ?10, \"key\" = ?11, status = ?12,"
               " raw = ?13, known_from = NULL, gone_by = NULL WHERE id = ?3",
};

/* A result on its way in: its cells made comparable. */
struct arrival {
    struct coh_span cell[COH_RESULT_COLUMNS];
    struct coh_span student; /* bytes NULL: nobody was recognised */
    int64_t key_hash;
    size_t line;
    char date[COH_DATE_SIZE];
};

struct coh_span
coh_place_day(struct coh_load *load, struct coh_span date,
              char iso[COH_DATE_SIZE])
{
    coh_date day;

    if (coh_date_parse(date, &day))
        return date;
    load->dated++;
    if (day > load->file.today)
        load->outcome.future++;
    else if (day > load->newest)
        load->newest = day;
    return coh_span_of(coh_date_text(day, iso));
}

/* Blank source: the load's. */
static void
arrive(struct coh_load *load, struct arrival *a, const struct coh_result *from)
{
    int i;

    for (i = 0; i < COH_RESULT_COLUMNS; i++)
        a->cell[i] = from->cell[i].length ? from->cell[i] : coh_span_of("");
    if (!a->cell[COH_RESULT_SOURCE].length)
        a->cell[COH_RESULT_SOURCE] = load->file.source_id;
    a->cell[COH_RESULT_DATE] =
        coh_place_day(load, a->cell[COH_RESULT_DATE], a->date);
}

/* The text of a cell that equal cells share: 4.0 and 4 are both "4". */
static struct coh_span
canonical(struct coh_span cell, enum coh_result_column column,
          char out[COH_NUMBER_SIZE])
{
    struct coh_decimal d;

    if (column != COH_RESULT_SCORE && column != COH_RESULT_MAX_SCORE &&
        column != COH_RESULT_SEM && column != COH_RESULT_PERCENTILE)
        return cell;
    if (coh_decimal_parse(cell, &d) != COH_NUMBER_EXACT)
        return cell;
    return coh_span_of(coh_decimal_text(coh_decimal_reduce(d), out));
}

void
coh_place_hash(struct coh_load *load, struct coh_span cell)
{
    unsigned char length[8];
    int k;

    for (k = 0; k < 8; k++)
        length[k] = (unsigned char)((uint64_t)cell.length >> (8 * k));
    coh_sha256_add(&load->content, length, sizeof(length));
    coh_sha256_add(&load->content, cell.bytes, cell.length);
}

/* The source only where the file names another one: the same content of another
 * source is to be recognised, whoever said what the source is called. */
static void
hash_content(struct coh_load *load, const struct arrival *a,
             const struct coh_result *from)
{
    char number[COH_NUMBER_SIZE];
    int i;

    for (i = 0; i < COH_RESULT_COLUMNS; i++) {
        struct coh_span s =
            canonical(a->cell[i], (enum coh_result_column)i, number);

        if (i == COH_RESULT_SOURCE)
            s = coh_span_equal(from->cell[i], load->file.source_id)
                    ? coh_span_of("")
                    : from->cell[i];
        coh_place_hash(load, s);
    }
}

static int64_t
key_hash(const struct arrival *a)
{
    uint64_t h = 0;
    int i;

    for (i = 0; i < KEYS; i++) {
        struct coh_span s = a->cell[key_column[i]];

        h = coh_hash64(h, s.bytes, s.length);
        h = coh_hash64(h, "", 1);
    }
    return (int64_t)(h & INT64_MAX);
}

/* 1: the store holds the key, the row stands in FIND. 0: it does not. */
static int
find(struct coh_load *load, const struct arrival *a, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = load->place[FIND];
    struct coh_span who =
        a->student.bytes ? a->student : a->cell[COH_RESULT_STUDENT_ID];
    int i;

    if (coh_sql_bind_integer(stmt, 1, a->key_hash, load->store, err) ||
        coh_sql_bind(stmt, 2, who, load->store, err) ||
        coh_sql_bind_integer(stmt, 3, !a->student.bytes, load->store, err))
        return -1;
    for (i = 0; i < KEYS; i++)
        if (coh_sql_bind(stmt, 4 + i, a->cell[key_column[i]], load->store, err))
            return -1;
    if (coh_sql_bind_integer(stmt, 4 + KEYS, load->outcome.load, load->store,
                             err))
        return -1;
    return coh_sql_step(load->store, stmt, err);
}

static int
same_values(struct coh_load *load, const struct arrival *a)
{
    char here[COH_NUMBER_SIZE], there[COH_NUMBER_SIZE];
    int i;

    for (i = 0; i < VALUES; i++) {
        enum coh_result_column c = value_column[i];
        struct coh_span held = coh_sql_text(load->place[FIND], AT_VALUES + i);

        if (!coh_span_equal(canonical(a->cell[c], c, here),
                            canonical(held, c, there)))
            return 0;
    }
    return 1;
}

int
coh_place_touch(struct coh_load *load, int64_t id, enum coh_load_did did,
                size_t line, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = load->touch;

    if (coh_sql_bind_integer(stmt, 1, load->outcome.load, load->store, err) ||
        coh_sql_bind_integer(stmt, 2, id, load->store, err) ||
        coh_sql_bind_integer(stmt, 3, did, load->store, err) ||
        coh_sql_bind_integer(stmt, 4, (int64_t)line, load->store, err))
        return -1;
    return coh_sql_step(load->store, stmt, err);
}

static int
insert(struct coh_load *load, const struct arrival *a, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = load->place[INSERT];
    char quoted[COH_QUOTE_SIZE];
    int i;

    if (coh_sql_bind_integer(stmt, 1, load->outcome.load, load->store, err) ||
        coh_sql_bind_integer(stmt, 2, (int64_t)a->line, load->store, err) ||
        coh_sql_bind_integer(stmt, 3, a->key_hash, load->store, err) ||
        coh_sql_bind(stmt, 4, a->student, load->store, err))
        return -1;
    for (i = 0; i < COH_RESULT_COLUMNS; i++)
        if (coh_sql_bind(stmt, 5 + i, a->cell[i], load->store, err))
            return -1;
    if (coh_sql_step(load->store, stmt, err)) {
        if (sqlite3_errcode(load->store->db) == SQLITE_CONSTRAINT)
            return coh_fail(
                err, COH_INPUT, "student '%s' is not on the roster",
                coh_quote(a->student.bytes, a->student.length, quoted));
        return -1;
    }
    load->outcome.added++;
    return coh_place_touch(load, sqlite3_last_insert_rowid(load->store->db),
                           COH_LOAD_ADD, a->line, err);
}

static int
supersede(struct coh_load *load, const struct arrival *a, int64_t id,
          enum coh_load_did did, struct coh_error *err)
{
    struct sqlite3_stmt *keep = load->place[KEEP_HISTORY];
    struct sqlite3_stmt *now = load->place[UPDATE];
    struct coh_store *store = load->store;
    int i;

    if (coh_sql_bind_integer(keep, 1, load->outcome.load, store, err) ||
        coh_sql_bind_integer(keep, 2, id, store, err) ||
        coh_sql_step(store, keep, err))
        return -1;
    if (coh_sql_bind_integer(now, 1, load->outcome.load, store, err) ||
        coh_sql_bind_integer(now, 2, (int64_t)a->line, store, err) ||
        coh_sql_bind_integer(now, 3, id, store, err) ||
        coh_sql_bind(now, 4, a->cell[COH_RESULT_STUDENT_ID], store, err))
        return -1;
    for (i = 0; i < VALUES; i++)
        if (coh_sql_bind(now, 5 + i, a->cell[value_column[i]], store, err))
            return -1;
    if (coh_sql_step(store, now, err))
        return -1;
    if (did == COH_LOAD_RETURN)
        load->outcome.back++;
    else
        load->outcome.changed++;
    return coh_place_touch(load, id, did, a->line, err);
}

static int
refuse_conflict(const struct arrival *a, size_t first, struct coh_error *err)
{
    struct coh_span id = a->cell[COH_RESULT_STUDENT_ID];
    struct coh_span test = a->cell[COH_RESULT_ASSESSMENT];
    char who[COH_QUOTE_SIZE], what[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT,
                    "lines %zu and %zu have different values for the same "
                    "result (student '%s', assessment '%s'); nothing in them "
                    "tells two attempts apart",
                    first, a->line, coh_quote(id.bytes, id.length, who),
                    coh_quote(test.bytes, test.length, what));
}

/* The key is held; FIND stands on its row. */
static int
meet(struct coh_load *load, const struct arrival *a, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = load->place[FIND];
    int64_t id = coh_sql_integer(stmt, 0);
    size_t first = (size_t)coh_sql_integer(stmt, 1);
    int seen = sqlite3_column_type(stmt, 1) != SQLITE_NULL;
    int gone = sqlite3_column_type(stmt, 2) != SQLITE_NULL;
    int same = same_values(load, a);

    coh_sql_reset(stmt);
    if (seen && !same)
        return refuse_conflict(a, first, err);
    if (seen) {
        load->outcome.repeated++;
        return 0;
    }
    if (gone || !same)
        return supersede(load, a, id, gone ? COH_LOAD_RETURN : COH_LOAD_CHANGE,
                         err);
    load->outcome.unchanged++;
    return coh_place_touch(load, id, COH_LOAD_CONFIRM, a->line, err);
}

int
coh_place_prepare(struct coh_load *load, struct coh_error *err)
{
    int i;

    for (i = 0; i < (int)(sizeof(sql) / sizeof(*sql)); i++)
        if (coh_sql_prepare(load->store, sql[i], &load->place[i], err))
            return -1;
    return 0;
}

int
coh_place_result(struct coh_load *load, size_t line,
                 const struct coh_result *result, struct coh_span student_id,
                 struct coh_error *err)
{
    struct arrival a = {.student = student_id, .line = line};
    int held;

    if (coh_result_check(result, err)) {
        coh_error_context(err, "line %zu: ", line);
        return -1;
    }
    if (!student_id.length) {
        a.student.bytes = NULL;
        load->outcome.unmatched++;
    }
    arrive(load, &a, result);
    a.key_hash = key_hash(&a);
    hash_content(load, &a, result);
    load->results++;
    held = find(load, &a, err);
    if (held < 0)
        return -1;
    return held ? meet(load, &a, err) : insert(load, &a, err);
}
