/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <sys/stat.h>

#include "store/load-undo.h"

static void
take(struct coh_store *store, const char *today, const struct coh_result *r,
     size_t n)
{
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome outcome;

    file.today = day(today);
    assert_int_equal(take_in(store, &file, r, n, &outcome, NULL), 0);
    assert_true(outcome.load > 0);
}

static struct coh_load_undone
undo(struct coh_store *store, int64_t load)
{
    struct coh_load_undone u;

    assert_int_equal(coh_load_undo(store, load, day("2026-12-24"), 0, &u, NULL),
                     0);
    return u;
}

static void
expect_words(const struct coh_load_undone *u, int dry_run, const char *wanted)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(coh_load_undo_words(u, dry_run, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), wanted);
    coh_text_release(&t);
}

/* "?1=10 ?2=11!" of what is current; ! where it is gone. */
static void
expect_held(struct coh_store *store, const char *wanted)
{
    char text[100];

    one_text(store,
             "SELECT coalesce(group_concat(written_id || '=' || score ||"
             " iif(gone_by IS NULL, '', '!'), ' '), '') FROM"
             " (SELECT * FROM result WHERE superseded_by IS NULL"
             "  ORDER BY assessment, id)",
             text);
    assert_string_equal(text, wanted);
}

/* Three weeks of a gradebook: in the second one ?2 changed, ?3 left and ?4
 * came; in the third ?4 changed again. */
static void
fill(struct place *p, struct coh_store *store)
{
    struct coh_result r[4];
    size_t i;
    static const char *const id[] = {"?1", "?2", "?3", "?4"};

    open_new(p, store);
    for (i = 0; i < 4; i++)
        r[i] = scored(id[i], "Unit 1", "", "", "10");
    take(store, "2026-11-02", r, 3);
    r[1].cell[COH_RESULT_SCORE] = coh_span_of("11");
    r[2] = r[3];
    take(store, "2026-11-09", r, 3);
    expect_held(store, "?1=10 ?2=11 ?3=10! ?4=10");
}

static void
what_a_load_did_is_taken_back(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_undone u;

    fill(*state, &store);
    u = undo(&store, 2);
    expect_held(&store, "?1=10 ?2=10 ?3=10");
    expect_words(&u, 0,
                 "load 2 undone: 1 result taken back, 1 restored, 1 no longer "
                 "gone");
    /* Nothing is lost: what was taken back is history. */
    assert_int_equal(number(&store, "SELECT count(*) FROM result"
                                    " WHERE superseded_by = 3"),
                     3);
    undo(&store, 1);
    expect_held(&store, "");
    coh_store_close(&store);
}

static void
what_a_later_load_touched_stays_and_is_counted(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_result r[2];
    struct coh_load_undone u;

    fill(*state, &store);
    r[0] = scored("?2", "Unit 1", "", "", "11"); /* confirmed */
    r[1] = scored("?5", "Unit 1", "", "", "1");
    take(&store, "2026-11-16", r, 2);
    r[0] = scored("?4", "Unit 1", "", "", "12"); /* changed */
    take(&store, "2026-11-17", r, 1);
    expect_held(&store, "?1=10 ?2=11 ?3=10! ?4=12 ?5=1");
    u = undo(&store, 2);
    expect_held(&store, "?1=10 ?2=11 ?3=10 ?4=12 ?5=1");
    expect_words(&u, 0,
                 "load 2 undone: 0 results taken back, 0 restored, 1 no longer "
                 "gone, 2 stay (touched by later loads 3, 4)");
    /* What was only confirmed falls to the value before the undone one. */
    u = undo(&store, 3);
    expect_held(&store, "?1=10 ?2=10 ?3=10 ?4=12");
    expect_words(&u, 0, "load 3 undone: 1 result taken back, 1 restored");
    u = undo(&store, 4);
    expect_held(&store, "?1=10 ?2=10 ?3=10");
    coh_store_close(&store);
}

static void
a_result_that_came_back_is_gone_again(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_result r = scored("?3", "Unit 1", "", "", "9");

    fill(*state, &store);
    take(&store, "2026-11-16", &r, 1);
    expect_held(&store, "?1=10 ?2=11 ?3=9 ?4=10");
    undo(&store, 3);
    expect_held(&store, "?1=10 ?2=11 ?3=10! ?4=10");
    coh_store_close(&store);
}

static void
many_later_loads_are_named_by_the_first_three(void **state)
{
    const struct coh_load_undone u = {.load = 7,
                                      .taken_back = 12,
                                      .restored = 3,
                                      .stay = 9,
                                      .touched = {8, 9, 11},
                                      .touchers = 4};

    (void)state;
    expect_words(&u, 1,
                 "load 7 would be undone: 12 results taken back, 3 restored, "
                 "9 stay (touched by later loads 8, 9, 11, …)");
}

static void
an_undone_file_can_be_taken_in_again(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("?1", "Unit 1", "", "", "10");
    struct coh_load_outcome o;

    open_new(*state, &store);
    take(&store, "2026-11-02", &r, 1);
    undo(&store, 1);
    assert_int_equal(take_in(&store, &file, &r, 1, &o, NULL), 0);
    assert_int_equal(o.load, 3);
    assert_int_equal(o.added, 1);
    assert_int_equal(o.same_as + o.again + o.other_load, 0);
    expect_held(&store, "?1=10");
    assert_int_equal(take_in(&store, &file, &r, 1, &o, NULL), 0);
    assert_int_equal(o.same_as, 3);
    coh_store_close(&store);
}

static void
the_undo_of_an_older_file_gives_its_content_back(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result old = scored("?1", "Unit 1", "", "", "10");
    struct coh_result new = scored("?1", "Unit 1", "", "", "11");
    struct coh_load_outcome o;

    open_new(*state, &store);
    take(&store, "2026-11-02", &old, 1);
    take(&store, "2026-11-09", &new, 1);
    file.again = 1;
    assert_int_equal(take_in(&store, &file, &old, 1, &o, NULL), 0);
    assert_int_equal(o.again, 1);
    undo(&store, 3);
    expect_held(&store, "?1=11");
    /* Load 1 is the one with this content again, load 2 what is current. */
    file.again = 0;
    assert_int_equal(take_in(&store, &file, &old, 1, &o, NULL), 0);
    assert_int_equal(o.same_as, 1);
    assert_int_equal(o.since, 1);
    assert_int_equal(take_in(&store, &file, &new, 1, &o, NULL), 0);
    assert_int_equal(o.same_as, 2);
    coh_store_close(&store);
}

static void
refuse(struct coh_store *store, int64_t load, const char *word)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_load_undone u;

    assert_int_equal(coh_load_undo(store, load, day("2026-12-24"), 0, &u, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, word));
}

static void
what_cannot_be_undone_is_refused_in_words(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_result r = scored("?1", "Unit 1", "", "", "10");

    open_new(*state, &store);
    refuse(&store, 1, "has none yet");
    take(&store, "2026-11-02", &r, 1);
    refuse(&store, 5, "the last is 1");
    undo(&store, 1);
    refuse(&store, 1, "was undone before, on 2026-12-24");
    refuse(&store, 2, "the undo of load 1");
    refuse(&store, 3, "the last is 1");
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 2);
    coh_store_close(&store);
}

static coh_date
collected(struct coh_store *store)
{
    char text[100];

    one_text(store,
             "SELECT value FROM source_field WHERE field = 'last_collected'",
             text);
    return day(text);
}

static void
last_collected_goes_back_to_what_the_other_loads_say(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_result r = scored("?1", "Unit 1", "", "2026-10-02", "10");

    open_new(*state, &store);
    take(&store, "2026-11-20", &r, 1);
    r.cell[COH_RESULT_DATE] = coh_span_of("2026-11-13");
    take(&store, "2026-11-20", &r, 1);
    r.cell[COH_RESULT_DATE] = coh_span_of("2026-11-06");
    take(&store, "2026-11-20", &r, 1);
    assert_int_equal(collected(&store), day("2026-11-13"));
    assert_int_equal(undo(&store, 2).last_collected, day("2026-11-06"));
    assert_int_equal(collected(&store), day("2026-11-06"));
    undo(&store, 1);
    assert_int_equal(collected(&store), day("2026-11-06"));
    assert_int_equal(undo(&store, 3).last_collected, COH_DATE_NONE);
    assert_int_equal(collected(&store), COH_DATE_NONE);
    coh_store_close(&store);
}

static void
a_day_that_somebody_set_is_kept(void **state)
{
    static const char set[] = "INSERT INTO source_field VALUES"
                              " ('gradebook', 'last_collected', ?1)"
                              " ON CONFLICT DO UPDATE SET value = ?1";
    struct coh_span by_hand = coh_span_of("2026-09-30");
    struct coh_store store = COH_STORE_INIT;
    struct coh_result r = scored("?1", "Unit 1", "", "2026-10-02", "10");

    open_new(*state, &store);
    assert_int_equal(coh_sql_run(&store,
                                 "INSERT INTO source VALUES ('gradebook')",
                                 NULL, 0, NULL),
                     0);
    assert_int_equal(coh_sql_run(&store, set, &by_hand, 1, NULL), 0);
    take(&store, "2026-11-20", &r, 1);
    assert_int_equal(collected(&store), day("2026-10-02"));
    undo(&store, 1);
    assert_int_equal(collected(&store), day("2026-09-30"));
    /* Set after the load: it is not the load's to take back. */
    take(&store, "2026-11-20", &r, 1);
    by_hand = coh_span_of("2026-11-01");
    assert_int_equal(coh_sql_run(&store, set, &by_hand, 1, NULL), 0);
    undo(&store, 3);
    assert_int_equal(collected(&store), day("2026-11-01"));
    coh_store_close(&store);
}

static void
a_dry_run_does_not_even_touch_the_file(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome o;
    struct coh_load_undone u;
    struct coh_result r[200];
    char date[200][COH_DATE_SIZE];
    struct stat before, after;
    int i;

    for (i = 0; i < 200; i++) {
        r[i] = scored("?1", "Unit 1", "", "", "10");
        r[i].cell[COH_RESULT_DATE] =
            coh_span_of(coh_date_text(day("2026-01-01") + i, date[i]));
    }
    open_new(p, &store);
    take(&store, "2026-11-02", r, 100);
    assert_int_equal(
        coh_sql_run(&store, "PRAGMA cache_size = 10", NULL, 0, NULL), 0);
    assert_int_equal(stat(p->path, &before), 0);
    file.dry_run = 1;
    assert_int_equal(take_in(&store, &file, r, 200, &o, NULL), 0);
    assert_int_equal(o.added, 100);
    assert_int_equal(coh_load_undo(&store, 1, day("2026-12-24"), 1, &u, NULL),
                     0);
    assert_int_equal(u.taken_back, 100);
    assert_int_equal(stat(p->path, &after), 0);
    assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 1);
    coh_store_close(&store);
}

static void
a_result_that_is_deleted_leaves_no_touch(void **state)
{
    struct coh_store store = COH_STORE_INIT;

    fill(*state, &store);
    assert_int_equal(coh_sql_run(&store,
                                 "DELETE FROM result WHERE written_id = '?2'",
                                 NULL, 0, NULL),
                     0);
    assert_int_equal(number(&store, "SELECT count(*) FROM touch WHERE result"
                                    " NOT IN (SELECT id FROM result)"),
                     0);
    undo(&store, 2);
    expect_held(&store, "?1=10 ?3=10");
    coh_store_close(&store);
}

static void
the_list_shows_undone_loads_and_their_undos(void **state)
{
    struct coh_store store = COH_STORE_INIT;

    fill(*state, &store);
    undo(&store, 2);
    assert_int_equal(number(&store, "SELECT undone_by FROM load"
                                    " WHERE load = 2"),
                     3);
    assert_int_equal(number(&store, "SELECT undoes FROM load WHERE load = 3"),
                     2);
    coh_store_close(&store);
}

static void
memory_that_runs_out_leaks_nothing(void **state)
{
    struct coh_load_undone u = {.load = 7, .stay = 1, .touchers = 1};
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc; n++) {
        struct coh_text t = COH_TEXT_INIT;

        coh_memory_fail_at(n, 0);
        rc = coh_load_undo_words(&u, 0, &t, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&t);
    }
    assert_true(n > 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(what_a_load_did_is_taken_back),
        in_a_place(what_a_later_load_touched_stays_and_is_counted),
        in_a_place(a_result_that_came_back_is_gone_again),
        cmocka_unit_test(many_later_loads_are_named_by_the_first_three),
        in_a_place(an_undone_file_can_be_taken_in_again),
        in_a_place(the_undo_of_an_older_file_gives_its_content_back),
        in_a_place(what_cannot_be_undone_is_refused_in_words),
        in_a_place(last_collected_goes_back_to_what_the_other_loads_say),
        in_a_place(a_day_that_somebody_set_is_kept),
        in_a_place(a_dry_run_does_not_even_touch_the_file),
        in_a_place(a_result_that_is_deleted_leaves_no_touch),
        in_a_place(the_list_shows_undone_loads_and_their_undos),
        cmocka_unit_test(memory_that_runs_out_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
