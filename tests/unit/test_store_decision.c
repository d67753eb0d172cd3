/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <sqlite3.h>

#include "store/decision-cited.h"
#include "store/decision-redact.h"
#include "store/decision.h"

/* Take a decision in: its number, or -1. */
static int
take(struct coh_store *store, int64_t id, enum coh_decision_kind kind,
     const char *evidence, struct coh_error *err)
{
    struct coh_decisions all = COH_DECISIONS_INIT;
    struct coh_decision_entry *e = coh_decisions_add(&all, err);
    int rc = -1;

    if (!e ||
        coh_decision_add(&all, e, "evidence", coh_span_of(evidence), err) ||
        coh_decision_add(&all, e, "measure_source", coh_span_of("tickets"),
                         err) ||
        coh_store_begin(store, err))
        goto out;
    e->id = id;
    e->kind = kind;
    e->day = 20000;
    if (!coh_store_decision_add(store, e, err) && !coh_store_commit(store, err))
        rc = (int)e->id;
out:
    coh_store_rollback(store);
    coh_decisions_release(&all);
    return rc;
}

static void
decisions_are_numbered_and_come_back_with_all_versions(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_decisions all = COH_DECISIONS_INIT;
    struct coh_decision d;

    open_new(*state, &store);
    assert_int_equal(take(&store, 0, COH_DECISION_MADE, "other: a", NULL), 1);
    assert_int_equal(take(&store, 0, COH_DECISION_MADE, "other: b", NULL), 2);
    assert_int_equal(take(&store, 1, COH_DECISION_AMENDED, "other: c", NULL),
                     1);
    assert_int_equal(coh_store_decisions_read(&store, &all, NULL), 0);
    assert_int_equal(all.n, 3);
    assert_true(coh_decisions_find(&all, 1, &d));
    assert_int_equal(d.versions, 2);
    assert_string_equal(coh_decision_get(d.now, "evidence"), "other: c");
    assert_string_equal(coh_decision_get(&all.entry[0], "evidence"),
                        "other: a");
    coh_decisions_release(&all);
    coh_store_close(&store);
}

static void
nothing_is_ever_changed_or_deleted(void **state)
{
    static const char *const sql[] = {
        "UPDATE decision SET day = '2026-01-01'",
        "DELETE FROM decision",
        "UPDATE decision_value SET value = 'x'",
        "DELETE FROM decision_value",
        "INSERT INTO decision_value VALUES (1, 99, 'evidence', 'other: late')",
        "INSERT INTO decision(id, kind, day) VALUES (1, 'decided', '')",
        "INSERT OR REPLACE INTO decision VALUES (1, 1, 'decided', '')",
        ("INSERT OR REPLACE INTO decision(id, kind, day)"
         " VALUES (1, 'decided', '')"),
        "INSERT INTO decision VALUES (-5, 1, 'amended', '')",
        "INSERT OR REPLACE INTO decision_value VALUES (2, 1, 'evidence', 'x')",
        "INSERT INTO decision_redaction VALUES (1, 2, 1, 1, 1, 3, 8)",
        ("INSERT INTO decision(id, kind, day) VALUES (2, 'redacted', '');"
         "INSERT INTO decision_redaction VALUES (1, 3, 1, 1, 1, 3, 8)"),
        ("INSERT INTO decision(id, kind, day) VALUES (1, 'redacted', '');"
         "INSERT INTO decision_redaction VALUES (1, 4, 1, 1, 1, 30, 8)")};
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    sqlite3 *db = NULL;
    size_t i;

    open_new(p, &store);
    assert_int_equal(take(&store, 0, COH_DECISION_MADE, "other: a", NULL), 1);
    assert_int_equal(take(&store, 0, COH_DECISION_MADE, "other: b", NULL), 2);
    coh_store_close(&store);
    /* Whatever program asks. */
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    for (i = 0; i < sizeof(sql) / sizeof(*sql); i++)
        assert_int_equal(sqlite3_exec(db, sql[i], NULL, NULL, NULL),
                         SQLITE_CONSTRAINT);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
two_at_once_get_two_numbers(void **state)
{
    struct place *p = *state;
    struct coh_store one = COH_STORE_INIT, two = COH_STORE_INIT;

    open_new(p, &one);
    assert_int_equal(coh_store_open(&two, p->path, COH_STORE_WRITE, NULL), 0);
    assert_int_equal(take(&one, 0, COH_DECISION_MADE, "other: a", NULL), 1);
    assert_int_equal(take(&two, 0, COH_DECISION_MADE, "other: b", NULL), 2);
    coh_store_close(&one);
    coh_store_close(&two);
}

static void
what_is_not_committed_was_never_there(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_decisions all = COH_DECISIONS_INIT;
    struct coh_decision_entry *e = coh_decisions_add(&all, NULL);

    open_new(p, &store);
    assert_int_equal(coh_store_begin(&store, NULL), 0);
    assert_int_equal(coh_store_decision_add(&store, e, NULL), 0);
    coh_store_close(&store);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL), 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM decision"), 0);
    coh_store_close(&store);
    coh_decisions_release(&all);
}

static void
sources_that_decisions_rest_on_are_known(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_cited cited = COH_CITED_INIT;

    open_new(*state, &store);
    assert_int_equal(
        take(&store, 0, COH_DECISION_MADE, "source map: half", NULL), 1);
    assert_int_equal(
        take(&store, 0, COH_DECISION_MADE, "note obs:17: draws", NULL), 2);
    assert_int_equal(coh_cited_read(&cited, &store, NULL), 0);
    assert_int_equal(cited.n, 3);
    assert_string_equal(cited.at[0].source_id, "map");
    assert_int_equal(cited.at[0].decision, 1);
    assert_string_equal(cited.at[1].source_id, "tickets");
    assert_int_equal(cited.at[1].decision, 2);
    assert_string_equal(cited.at[2].source_id, "obs");
    coh_cited_release(&cited);
    coh_store_close(&store);
}

static void
memory_that_ends_leaves_no_half_decision(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err;
    size_t n;
    int id = -1;

    open_new(*state, &store);
    for (n = 1; id < 0; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        id = take(&store, 0, COH_DECISION_MADE, "source map: x", &err);
        coh_memory_fail_at(0, 0);
        assert_true(id > 0 || err.code == COH_SYSTEM);
        assert_int_equal(number(&store, "SELECT count(*) FROM decision"),
                         id > 0);
    }
    for (n = 1;; n++) {
        struct coh_cited cited = COH_CITED_INIT;
        int rc;

        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        rc = coh_cited_read(&cited, &store, &err);
        coh_memory_fail_at(0, 0);
        coh_cited_release(&cited);
        if (!rc)
            break;
        assert_int_equal(err.code, COH_SYSTEM);
    }
    coh_store_close(&store);
}

/* ---- names that are taken out ---- */

static int
redact(struct coh_store *store, const struct coh_mention *named, int dry_run,
       struct coh_notes *notes, struct coh_error *err)
{
    int rc = -1;

    if (!coh_store_begin(store, err) &&
        !coh_store_decisions_redact(store, named, 20001, dry_run, notes, err))
        rc = coh_store_commit(store, err);
    coh_store_rollback(store);
    return rc;
}

static void
a_name_goes_from_each_version_and_the_history_says_so(void **state)
{
    static const char evidence[] = "other: Inés Abdi and Abdi-Inés, not inés: "
                                   "03180's mother; 3180. Ines' “é”";
    struct coh_mention named = COH_MENTION_INIT;
    struct coh_store store = COH_STORE_INIT;
    struct coh_decisions all = COH_DECISIONS_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_decision d;
    int i;

    open_new(*state, &store);
    assert_int_equal(take(&store, 0, COH_DECISION_MADE, evidence, NULL), 1);
    assert_int_equal(take(&store, 0, COH_DECISION_MADE, "other: b", NULL), 2);
    assert_int_equal(
        take(&store, 1, COH_DECISION_AMENDED, "other: (a student), Abdi", NULL),
        1);
    assert_int_equal(
        coh_mention_add_name(&named, coh_span_of("Abdi, Inés"), NULL), 0);
    assert_int_equal(coh_mention_add_id(&named, coh_span_of("03180"), NULL), 0);
    assert_int_equal(redact(&store, &named, 1, &notes, NULL), 0);
    assert_true(coh_notes_look(&notes)); /* the word in small letters */
    for (i = 0; i < 2; i++) /* and nothing is left for a second time */
        assert_int_equal(redact(&store, &named, 0, &notes, NULL), 0);
    assert_int_equal(coh_store_decisions_read(&store, &all, NULL), 0);
    assert_int_equal(all.n, 4);
    assert_true(coh_decisions_find(&all, 1, &d));
    assert_int_equal(d.versions, 2);
    assert_string_equal(
        coh_decision_get(&all.entry[0], "evidence"),
        "other: (a student) and (a student), not inés: (a student) "
        "mother; (a student)' “é”");
    assert_string_equal(coh_decision_get(d.now, "evidence"),
                        "other: (a student), (a student)");
    assert_int_equal(all.entry[2].kind, COH_DECISION_REDACTED);
    assert_string_equal(
        coh_decision_get(&all.entry[2], "redacted"),
        "evidence of 2024-10-04: the name or id of a forgotten student was "
        "taken out, 4 times");
    coh_decisions_release(&all);
    coh_notes_release(&notes);
    coh_mention_release(&named);
    coh_store_close(&store);
}

static void
taking_names_out_fails_whole_without_memory(void **state)
{
    struct coh_mention named = COH_MENTION_INIT;
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    long n;
    int rc = -1;

    open_new(*state, &store);
    assert_int_equal(
        take(&store, 0, COH_DECISION_MADE, "other: Inés reads", NULL), 1);
    assert_int_equal(coh_mention_add_name(&named, coh_span_of("Inés"), NULL),
                     0);
    for (n = 1; rc && n < 1000; n++) {
        coh_memory_fail_at(n, 0);
        rc = redact(&store, &named, 0, &notes, &err);
        coh_memory_fail_at(0, 0);
    }
    assert_int_equal(rc, 0);
    assert_in_range(n, 3, 999);
    coh_notes_release(&notes);
    coh_mention_release(&named);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(decisions_are_numbered_and_come_back_with_all_versions),
        in_a_place(nothing_is_ever_changed_or_deleted),
        in_a_place(two_at_once_get_two_numbers),
        in_a_place(a_name_goes_from_each_version_and_the_history_says_so),
        in_a_place(taking_names_out_fails_whole_without_memory),
        in_a_place(what_is_not_committed_was_never_there),
        in_a_place(sources_that_decisions_rest_on_are_known),
        in_a_place(memory_that_ends_leaves_no_half_decision),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
