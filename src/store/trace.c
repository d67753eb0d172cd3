/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/trace.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/memory.h"
#include "store/sql.h"
#include "store/student.h"

/* Groups of the count of students. */
enum { SCORED, SEEN, GROUPS };

static int
keep(struct coh_trace *trace, struct coh_span from, struct coh_span *to,
     struct coh_error *err)
{
    to->bytes = coh_arena_text(&trace->arena, from.bytes, from.length, err);
    to->length = from.length;
    return to->bytes ? 0 : -1;
}

static int
add_load(struct coh_trace *trace, int64_t load, struct coh_error *err)
{
    size_t i;

    for (i = trace->loads; i > 0; i--)
        if (trace->load[i - 1] == load)
            return 0;
    if (coh_reserve(&trace->load, &trace->load_capacity, trace->loads + 1,
                    sizeof(*trace->load), err))
        return -1;
    trace->load[trace->loads++] = load;
    return 0;
}

static int
find_source(struct coh_trace *trace, struct coh_span name,
            struct coh_trace_source **found, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < trace->sources; i++)
        if (coh_span_equal(trace->source[i].source, name)) {
            *found = &trace->source[i];
            return 0;
        }
    if (coh_reserve(&trace->source, &trace->source_capacity, trace->sources + 1,
                    sizeof(*trace->source), err))
        return -1;
    *found = &trace->source[trace->sources];
    (*found)->newest = coh_span_of("");
    if (keep(trace, name, &(*found)->source, err))
        return -1;
    trace->sources++;
    return 0;
}

static int
add_student(struct coh_trace *trace, const struct coh_result *result,
            struct coh_error *err)
{
    struct coh_span id = result->cell[COH_RESULT_STUDENT_ID];

    if (!trace->student && !(trace->student = coh_distinct_new(err)))
        return -1;
    if (coh_span_is(result->cell[COH_RESULT_STATUS], "scored") &&
        coh_distinct_add(trace->student, SCORED, id, err))
        return -1;
    return coh_distinct_add(trace->student, SEEN, id, err);
}

int
coh_trace_add(struct coh_trace *trace, const struct coh_select_row *row,
              struct coh_error *err)
{
    struct coh_span date = row->result.cell[COH_RESULT_DATE];
    struct coh_trace_source *source;

    if (add_load(trace, row->load, err) ||
        add_student(trace, &row->result, err) ||
        find_source(trace, row->result.cell[COH_RESULT_SOURCE], &source, err))
        return -1;
    if (coh_span_compare(date, source->newest) > 0)
        return keep(trace, date, &source->newest, err);
    return 0;
}

/* Who is told, for the callback of coh_select_load. */
struct teller {
    int (*fact)(void *context, const char *key, const char *value,
                struct coh_error *err);
    void *context;
};

static int
tell_load(void *context, const struct coh_select_load *load,
          struct coh_error *err)
{
    const struct teller *t = context;
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    if (coh_text_format(&text, err, "%" PRId64, load->load) ||
        t->fact(t->context, "loads", coh_text_get(&text), err))
        goto out;
    coh_text_clear(&text);
    if (coh_text_add(&text, load->file.bytes, load->file.length, err) ||
        coh_text_add_string(&text, " ", err) ||
        coh_text_add(&text, load->sha256.bytes, load->sha256.length, err))
        goto out;
    rc = t->fact(t->context, "files", coh_text_get(&text), err);
out:
    coh_text_release(&text);
    return rc;
}

static int
tell_count(const struct teller *t, const char *key, size_t n,
           struct coh_error *err)
{
    char text[24];

    snprintf(text, sizeof(text), "%zu", n);
    return t->fact(t->context, key, text, err);
}

static int
tell_students(struct coh_trace *trace, const struct teller *t,
              struct coh_error *err)
{
    size_t n[GROUPS];

    if (!trace->student)
        return 0;
    if (coh_distinct_count(trace->student, n, GROUPS, err) ||
        tell_count(t, "students", n[SCORED], err))
        return -1;
    if (n[SEEN] == n[SCORED])
        return 0;
    return tell_count(t, "missing", n[SEEN] - n[SCORED], err);
}

static int
count_student(void *context, const struct coh_student_row *student,
              struct coh_error *err)
{
    size_t *n = context;

    (void)student;
    (void)err;
    ++*n;
    return 0;
}

int
coh_trace_expected(struct coh_store *store, coh_date day,
                   int (*fact)(void *context, const char *key,
                               const char *value, struct coh_error *err),
                   void *context, struct coh_error *err)
{
    const struct coh_student_query query = {.day = day};
    const struct teller t = {fact, context};
    size_t n = 0;

    if (coh_student_list(store, &query, count_student, &n, err))
        return -1;
    return n ? tell_count(&t, "students_expected", n, err) : 0;
}

/* Of a source whose entry does not say, and of one that has none. */
enum { MIN_N = 10, MOST = 1000000 };

static int
find_min_n(struct coh_store *store, struct coh_span source, size_t *min_n,
           struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int64_t n = 0;
    int more = -1;

    if (!coh_sql_prepare(store,
                         "SELECT CAST(value AS INTEGER) FROM source_field"
                         " WHERE source_id = ?1 AND field = 'min_n'",
                         &stmt, err) &&
        !coh_sql_bind(stmt, 1, source, store, err))
        more = coh_sql_step(store, stmt, err);
    if (more == 1)
        n = coh_sql_integer(stmt, 0);
    coh_sql_finish(&stmt);
    if (n < 1 || n > MOST)
        n = MIN_N;
    if ((size_t)n > *min_n)
        *min_n = (size_t)n;
    return more < 0 ? -1 : 0;
}

/* The smallest group that all sources of the selection let show. */
static int
tell_min_n(const struct coh_trace *trace, struct coh_store *store,
           const struct teller *t, struct coh_error *err)
{
    size_t min_n = 0, i;

    for (i = 0; i < trace->sources; i++)
        if (find_min_n(store, trace->source[i].source, &min_n, err))
            return -1;
    return min_n ? tell_count(t, "min_n", min_n, err) : 0;
}

int
coh_trace_facts(struct coh_trace *trace, struct coh_store *store,
                int (*fact)(void *context, const char *key, const char *value,
                            struct coh_error *err),
                void *context, struct coh_error *err)
{
    struct teller t = {fact, context};
    size_t i;

    if (tell_students(trace, &t, err) || tell_min_n(trace, store, &t, err))
        return -1;
    for (i = 0; i < trace->sources; i++)
        if (fact(context, "sources", trace->source[i].source.bytes, err) ||
            fact(context, "newest", trace->source[i].newest.bytes, err))
            return -1;
    for (i = 0; i < trace->loads; i++)
        if (coh_select_load(store, trace->load[i], tell_load, &t, err))
            return -1;
    return 0;
}

void
coh_trace_release(struct coh_trace *trace)
{
    coh_distinct_free(trace->student);
    coh_free(trace->load);
    coh_free(trace->source);
    coh_arena_release(&trace->arena);
    *trace = (struct coh_trace)COH_TRACE_INIT;
}
