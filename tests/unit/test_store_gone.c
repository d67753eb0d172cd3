/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

/* Which results of earlier exports count as gone. */

static size_t
gone(struct coh_store *store)
{
    return (size_t)number(store, "SELECT count(*) FROM result"
                                 " WHERE gone_by IS NOT NULL"
                                 " AND superseded_by IS NULL");
}

/* Scores of Unit 1 for those students, as one file. */
static struct coh_load_outcome
take(struct coh_store *store, const struct coh_load_file *file,
     const char *const *id, size_t n)
{
    struct coh_load_file other = *file;
    struct coh_load_outcome outcome;
    struct coh_result r[8];
    size_t i;

    other.sha256 = file_of("").sha256;
    for (i = 0; i < n; i++)
        r[i] = scored(id[i], "Unit 1", "", "", "10");
    assert_int_equal(take_in(store, &other, r, n, &outcome, NULL), 0);
    return outcome;
}

static void
who_left_is_gone_and_keeps_the_value(void **state)
{
    static const char *const all[] = {"?1", "?2", "?3"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome o;
    char text[100];

    open_new(*state, &store);
    take(&store, &file, all, 3);
    file.today = day("2026-11-27");
    o = take(&store, &file, all, 2);
    assert_int_equal(o.gone, 1);
    assert_int_equal(o.unchanged, 2);
    one_text(&store,
             "SELECT written_id || ' ' || score || ' ' || l.day FROM result r"
             " JOIN load l ON l.load = r.gone_by",
             text);
    assert_string_equal(text, "?3 10 2026-11-27");
    /* Gone once is enough. */
    file.today = day("2026-12-04");
    o = take(&store, &file, all, 1);
    assert_int_equal(o.gone, 1);
    assert_int_equal(gone(&store), 2);
    coh_store_close(&store);
}

static void
what_comes_back_is_current_again(void **state)
{
    static const char *const all[] = {"?1", "?2"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r[2];
    struct coh_load_outcome o;

    open_new(*state, &store);
    take(&store, &file, all, 2);
    take(&store, &file, all, 1);
    assert_int_equal(gone(&store), 1);
    /* Both as they were: the first file, which nobody asked for again. */
    o = take(&store, &file, all, 2);
    assert_int_equal(o.same_as, 1);
    assert_int_equal(o.since, 1);
    assert_int_equal(gone(&store), 1);
    r[0] = scored("?1", "Unit 1", "", "", "11");
    r[1] = scored("?2", "Unit 1", "", "", "10");
    assert_int_equal(take_in(&store, &file, r, 2, &o, NULL), 0);
    assert_int_equal(o.back, 1);
    assert_int_equal(o.changed, 1);
    assert_int_equal(o.added + o.unchanged + o.gone, 0);
    assert_int_equal(gone(&store), 0);
    coh_store_close(&store);
}

static void
two_sections_of_one_source_leave_each_other_alone(void **state)
{
    static const char *const a[] = {"?1", "?2"}, *const b[] = {"?3", "?4"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");

    open_new(*state, &store);
    take(&store, &file, a, 2);
    take(&store, &file, b, 2);
    assert_int_equal(gone(&store), 0);
    /* The next week, with a student less in each. */
    assert_int_equal(take(&store, &file, a, 1).gone, 1);
    assert_int_equal(take(&store, &file, b, 1).gone, 1);
    assert_int_equal(gone(&store), 2);
    coh_store_close(&store);
}

static void
who_moved_to_the_other_section_is_not_gone(void **state)
{
    static const char *const a[] = {"?1", "?5", "?2"};
    static const char *const b[] = {"?3", "?4", "?2"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");

    open_new(*state, &store);
    take(&store, &file, a, 3);
    take(&store, &file, b, 2);
    /* The new section's file first, then the old one's. */
    assert_int_equal(take(&store, &file, b, 3).gone, 0);
    assert_int_equal(take(&store, &file, a, 2).gone, 0);
    assert_int_equal(gone(&store), 0);
    coh_store_close(&store);
}

/* With the standards of its items, say: half of it is not alike. */
static void
the_same_file_read_otherwise_says_all_of_it_anew(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome outcome;
    struct coh_result r[2];

    open_new(*state, &store);
    r[0] = scored("?1", "Unit 1", "Q1", "", "1");
    r[1] = scored("?1", "Unit 1", "Q2", "", "1");
    assert_int_equal(take_in(&store, &file, r, 2, &outcome, NULL), 0);
    r[0].cell[COH_RESULT_MEASURE] = r[1].cell[COH_RESULT_MEASURE] =
        coh_span_of("5.NF.A.1");
    assert_int_equal(take_in(&store, &file, r, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.gone, 2);
    coh_store_close(&store);
}

static void
an_export_of_less_than_half_makes_nothing_gone(void **state)
{
    static const char *const all[] = {"?1", "?2", "?3", "?4", "?5"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");

    open_new(*state, &store);
    take(&store, &file, all, 5);
    assert_int_equal(take(&store, &file, all, 2).gone, 0);
    /* The next whole one still continues the first: ?5 was in no other. */
    assert_int_equal(take(&store, &file, all, 4).gone, 1);
    coh_store_close(&store);
}

static void
another_source_or_layout_continues_nothing(void **state)
{
    static const char *const all[] = {"?1", "?2"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");

    open_new(*state, &store);
    take(&store, &file, all, 2);
    file.layout = coh_span_of("canvas-gradebook");
    assert_int_equal(take(&store, &file, all, 1).gone, 0);
    file = file_of("zipgrade");
    assert_int_equal(take(&store, &file, all, 1).gone, 0);
    coh_store_close(&store);
}

static void
a_file_with_records_set_aside_makes_nothing_gone(void **state)
{
    static const char *const all[] = {"?1", "?2", "?3"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load load = COH_LOAD_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_account account = {.records = 2, .used = 1, .set_aside = 1};
    struct coh_load_outcome o;
    struct coh_result r = scored("?1", "Unit 1", "", "", "11");

    open_new(*state, &store);
    take(&store, &file, all, 2);
    assert_int_equal(coh_load_begin(&load, &store, &file, NULL), 0);
    assert_int_equal(coh_load_add(&load, 2, &r, coh_span_of(""), NULL), 0);
    assert_int_equal(
        coh_load_set_aside(&load, 3, coh_span_of("2 of 3 fields"), NULL), 0);
    assert_int_equal(coh_load_end(&load, &account, &o, NULL), 0);
    coh_load_release(&load);
    assert_int_equal(o.gone, 0);
    assert_int_equal(o.unsure, 1);
    /* A file without faults, and without ?2, decides. */
    assert_int_equal(take(&store, &file, all, 1).gone, 1);
    coh_store_close(&store);
}

static void
an_old_export_says_what_it_lacks_and_changes_nothing(void **state)
{
    static const char *const all[] = {"?1", "?2", "?3"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome o;

    open_new(*state, &store);
    take(&store, &file, all, 2);
    take(&store, &file, all, 3);
    o = take(&store, &file, all, 2);
    assert_int_equal(o.same_as, 1);
    assert_int_equal(o.since, 0);
    assert_int_equal(o.gone, 1);
    assert_int_equal(gone(&store), 0);
    /* Asked for again, it is the state of things. */
    file.again = 1;
    o = take(&store, &file, all, 2);
    assert_int_equal(o.again, 1);
    assert_int_equal(o.gone, 1);
    assert_int_equal(gone(&store), 1);
    coh_store_close(&store);
}

static int
keep_counts(void *context, const struct coh_load_row *row,
            struct coh_error *err)
{
    size_t *sum = context;

    (void)err;
    sum[0] = sum[0] * 10 + row->gone;
    sum[1] = sum[1] * 10 + row->back;
    return 0;
}

static void
the_list_tells_what_was_gone_and_came_back(void **state)
{
    static const char *const all[] = {"?1", "?2", "?3"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    size_t sum[2] = {0, 0};

    open_new(*state, &store);
    take(&store, &file, all, 2);
    take(&store, &file, all, 1);
    take(&store, &file, all, 3);
    assert_int_equal(coh_load_list(&store, keep_counts, sum, NULL), 0);
    assert_int_equal(sum[0], 10);  /* newest first: 0, 1, 0 */
    assert_int_equal(sum[1], 100); /* 1, 0, 0 */
    coh_store_close(&store);
}

static void
memory_that_runs_out_keeps_nothing_of_a_load(void **state)
{
    static const char *const all[] = {"?1", "?2"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("?1", "Unit 1", "", "", "10");
    struct coh_load_outcome o;
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc = -1;

    open_new(*state, &store);
    take(&store, &file, all, 2);
    for (n = 1; rc; n++) {
        coh_memory_fail_at(n, 0);
        rc = take_in(&store, &file, &r, 1, &o, &err);
        coh_memory_fail_at(0, 0);
        if (rc) {
            assert_int_equal(err.code, COH_SYSTEM);
            assert_int_equal(gone(&store), 0);
        }
    }
    assert_int_equal(gone(&store), 1);
    assert_true(n > 3);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(who_left_is_gone_and_keeps_the_value),
        in_a_place(what_comes_back_is_current_again),
        in_a_place(two_sections_of_one_source_leave_each_other_alone),
        in_a_place(who_moved_to_the_other_section_is_not_gone),
        in_a_place(the_same_file_read_otherwise_says_all_of_it_anew),
        in_a_place(an_export_of_less_than_half_makes_nothing_gone),
        in_a_place(another_source_or_layout_continues_nothing),
        in_a_place(a_file_with_records_set_aside_makes_nothing_gone),
        in_a_place(an_old_export_says_what_it_lacks_and_changes_nothing),
        in_a_place(the_list_tells_what_was_gone_and_came_back),
        in_a_place(memory_that_runs_out_keeps_nothing_of_a_load),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
