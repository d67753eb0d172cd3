/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_STORE_SUPPORT_H
#define COH_TESTS_STORE_SUPPORT_H

/* What the tests of the store share: a folder of their own with a store, and
 * results in one line. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/load.h"
#include "store/sql.h"
#include "store/student.h"

struct place {
    char folder[64], path[80];
};

static inline int
make_place(void **state)
{
    struct place *p = calloc(1, sizeof(*p));

    snprintf(p->folder, sizeof(p->folder), "/tmp/coh-store-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof(p->path), "%s/cohort.db", p->folder);
    *state = p;
    return 0;
}

static inline int
drop_place(void **state)
{
    struct place *p = *state;
    char name[100];

    unlink(p->path);
    snprintf(name, sizeof(name), "%s-journal", p->path);
    unlink(name);
    rmdir(p->folder);
    free(p);
    return 0;
}

#define in_a_place(test) \
    cmocka_unit_test_setup_teardown(test, make_place, drop_place)

static inline void
open_new(struct place *p, struct coh_store *store)
{
    assert_int_equal(coh_store_open(store, p->path, COH_STORE_CREATE, NULL), 0);
}

static inline coh_date
day(const char *text)
{
    coh_date date = COH_DATE_NONE;

    if (*text)
        assert_int_equal(coh_date_parse(coh_span_of(text), &date), 0);
    return date;
}

static inline int64_t
number(struct coh_store *store, const char *sql)
{
    int64_t n = -1;

    assert_int_equal(coh_sql_number(store, sql, &n, NULL), 0);
    return n;
}

/* The first text of a query. */
static inline void
one_text(struct coh_store *store, const char *sql, char out[100])
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_span s;

    assert_int_equal(coh_sql_prepare(store, sql, &stmt, NULL), 0);
    *out = '\0';
    if (coh_sql_step(store, stmt, NULL) == 1) {
        s = coh_sql_text(stmt, 0);
        assert_true(s.length < 100);
        memcpy(out, s.bytes, s.length);
        out[s.length] = '\0';
    }
    coh_sql_finish(&stmt);
}

/* Students by id, active from the first day on. */
static inline void
enrol(struct coh_store *store, const char *const *id, size_t n)
{
    struct coh_student *s = calloc(n, sizeof(*s));
    struct coh_student_days days = {day("2026-08-24"), day("2026-08-24")};
    struct coh_student_outcome outcome;
    size_t i;

    for (i = 0; i < n; i++) {
        s[i].line = i + 2;
        s[i].student_id = coh_span_of(id[i]);
        s[i].name = coh_span_of("Student, One");
        s[i].active_from = s[i].active_to = COH_DATE_NONE;
    }
    assert_int_equal(
        coh_student_import(store, s, n, days, &outcome, NULL, NULL), 0);
    free(s);
}

/* A new store with the students 00812 and 00813. */
static inline void
open_team(struct place *p, struct coh_store *store)
{
    static const char *const team[] = {"00812", "00813"};

    open_new(p, store);
    enrol(store, team, 2);
}

/* Each call is another file: its hash is a number of its own. */
static inline struct coh_load_file
file_of(const char *source)
{
    static char hash[4096][8];
    static size_t files;
    char *own = hash[files++ % 4096];
    struct coh_load_file file = {
        .source_id = coh_span_of(source),
        .layout = coh_span_of("tidy"),
        .main_scale = coh_span_of("points"),
        .name = coh_span_of("a.csv"),
        .today = day("2026-11-20"),
    };

    snprintf(own, sizeof(hash[0]), "f%zu", files);
    file.sha256 = coh_span_of(own);
    return file;
}

/* A scored result: student, assessment, item, date, score. */
static inline struct coh_result
scored(const char *student, const char *assessment, const char *item,
       const char *date, const char *score)
{
    struct coh_result r = COH_RESULT_INIT;

    r.cell[COH_RESULT_STUDENT_ID] = coh_span_of(student);
    r.cell[COH_RESULT_ASSESSMENT] = coh_span_of(assessment);
    r.cell[COH_RESULT_MEASURE] = coh_span_of("overall");
    r.cell[COH_RESULT_ITEM] = coh_span_of(item);
    r.cell[COH_RESULT_DATE] = coh_span_of(date);
    r.cell[COH_RESULT_SCORE] = coh_span_of(score);
    r.cell[COH_RESULT_SCALE] = coh_span_of("points");
    r.cell[COH_RESULT_STATUS] = coh_span_of("scored");
    return r;
}

/* Take `n` results in as one file; student ids are on the roster unless they
 * begin with '?'. */
static inline int
take_in(struct coh_store *store, const struct coh_load_file *file,
        const struct coh_result *result, size_t n,
        struct coh_load_outcome *outcome, struct coh_error *err)
{
    struct coh_load load = COH_LOAD_INIT;
    struct coh_load_account account = {.records = n, .used = n};
    size_t i;
    int rc = -1;

    if (coh_load_begin(&load, store, file, err))
        goto out;
    for (i = 0; i < n; i++) {
        struct coh_span id = result[i].cell[COH_RESULT_STUDENT_ID];

        if (id.bytes[0] == '?')
            id = coh_span_of("");
        if (coh_load_add(&load, i + 2, &result[i], id, err))
            goto out;
    }
    rc = coh_load_end(&load, &account, outcome, err);
out:
    coh_load_release(&load);
    return rc;
}

#endif
