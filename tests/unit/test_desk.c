/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "store/desk.h"

static const struct coh_load_account one = {.records = 1, .used = 1};

static struct coh_result_origin
origin_of(const char *layout)
{
    return (struct coh_result_origin){
        coh_span_of(layout), coh_span_of("points"), coh_span_of("00"), 0, 0};
}

/* Take one result in and end the file, unless it is to be dropped. */
static int
take_one(struct coh_desk *desk, const struct coh_desk_file *file,
         const char *score, struct coh_load_outcome *outcome,
         struct coh_error *err)
{
    struct coh_result_sink sink = coh_desk_sink(desk, file);
    struct coh_result_origin origin = origin_of("tidy");
    struct coh_result r = scored("00812", "Unit 3", "", "2026-02-20", score);

    if (sink.begin(sink.context, &origin, err) ||
        sink.result(sink.context, 2, &r, coh_span_of(""), err))
        return -1;
    return outcome ? coh_desk_end(desk, &one, outcome, err) : 0;
}

static void
expect_words(const struct coh_desk *desk, const struct coh_load_outcome *o,
             const char *wanted)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(coh_desk_words(desk, o, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), wanted);
    coh_text_release(&t);
}

static void
new_store(struct place *p)
{
    struct coh_store store = COH_STORE_INIT;

    open_new(p, &store);
    coh_store_close(&store);
}

static void
files_are_taken_in_one_after_the_other_and_said(void **state)
{
    struct place *p = *state;
    struct coh_desk desk = COH_DESK_INIT;
    struct coh_desk_file file = {.name = "a.csv", .today = day("2026-03-06")};
    struct coh_load_outcome o;

    new_store(p);
    assert_int_equal(coh_desk_open(&desk, p->path, NULL, NULL), 0);
    assert_int_equal(take_one(&desk, &file, "5", &o, NULL), 0);
    expect_words(&desk, &o,
                 "; 1 new, 0 changed, 0 unchanged; tidy is new in the "
                 "inventory: complete its entry");
    assert_int_equal(take_one(&desk, &file, "7", &o, NULL), 0);
    expect_words(&desk, &o, "; 0 new, 1 changed, 0 unchanged");
    assert_int_equal(take_one(&desk, &file, "5.0", &o, NULL), 0);
    expect_words(&desk, &o, "; nothing changed: load 1 had this very content");
    assert_int_equal(o.since, 1);
    file.again = 1;
    assert_int_equal(take_one(&desk, &file, "5.0", &o, NULL), 0);
    expect_words(&desk, &o,
                 "; 0 new, 1 changed, 0 unchanged; load 1 had this very "
                 "content, and it is current again");
    file.again = 0;
    assert_int_equal(take_one(&desk, &file, "5", &o, NULL), 0);
    expect_words(&desk, &o, "; nothing changed: load 3 had this very content");
    file.source = "gradebook";
    file.today = day("2026-01-01");
    assert_int_equal(take_one(&desk, &file, "5", &o, NULL), 0);
    expect_words(&desk, &o,
                 "; 1 new, 0 changed, 0 unchanged, 1 dated after today; "
                 "gradebook is new in the inventory: complete its entry");
    coh_desk_release(&desk);
}

static void
a_file_that_another_source_has_is_a_note_to_look(void **state)
{
    struct place *p = *state;
    struct coh_desk desk = COH_DESK_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_desk_file file = {.name = "a.csv", .today = day("2026-03-06")};
    struct coh_load_outcome o;

    new_store(p);
    assert_int_equal(coh_desk_open(&desk, p->path, &notes, NULL), 0);
    assert_int_equal(take_one(&desk, &file, "5", &o, NULL), 0);
    expect_words(&desk, &o,
                 "; 1 new, 0 changed, 0 unchanged; tidy is new in the "
                 "inventory: complete its entry");
    assert_false(coh_notes_look(&notes));
    file.source = "gradebook";
    assert_int_equal(take_one(&desk, &file, "5", &o, NULL), 0);
    expect_words(&desk, &o,
                 "; 1 new, 0 changed, 0 unchanged; gradebook is new in the "
                 "inventory: complete its entry");
    assert_true(coh_notes_look(&notes));
    assert_string_equal(
        notes.note[0].reason,
        "a.csv: load 1 took this very content for source 'tidy': the "
        "results now stand twice, for 'gradebook' too");
    /* Nothing is added: nothing to look at. */
    assert_int_equal(take_one(&desk, &file, "5", &o, NULL), 0);
    expect_words(&desk, &o, "; nothing changed: load 2 had this very content");
    assert_int_equal(notes.n, 1);
    assert_int_equal(notes.note[0].count, 1);
    coh_notes_release(&notes);
    coh_desk_release(&desk);
}

static void
values_that_give_way_to_earlier_ones_are_a_note_to_look(void **state)
{
    struct place *p = *state;
    struct coh_desk desk = COH_DESK_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_desk_file file = {.name = "a.csv", .today = day("2026-03-06")};
    struct coh_text t = COH_TEXT_INIT;
    struct coh_load_outcome o;
    static const char *const score[] = {"5", "7", "5"};
    size_t i;

    new_store(p);
    assert_int_equal(coh_desk_open(&desk, p->path, &notes, NULL), 0);
    for (i = 0; i < 3; i++) {
        assert_false(coh_notes_look(&notes));
        file.again = i == 2;
        assert_int_equal(take_one(&desk, &file, score[i], &o, NULL), 0);
        assert_int_equal(coh_desk_words(&desk, &o, &t, NULL), 0);
    }
    assert_true(coh_notes_look(&notes));
    coh_text_release(&t);
    coh_notes_release(&notes);
    coh_desk_release(&desk);
}

/* Scores of two students, in one file; `aside` more records could not be
 * read. */
static void
take_two(struct coh_desk *desk, const struct coh_desk_file *file, size_t n,
         size_t aside, struct coh_load_outcome *o)
{
    struct coh_result_sink sink = coh_desk_sink(desk, file);
    struct coh_result_origin origin = origin_of("tidy");
    struct coh_load_account account = {
        .records = n + aside, .used = n, .set_aside = aside};
    static const char *const id[] = {"00812", "00813"};
    size_t i;

    assert_int_equal(sink.begin(sink.context, &origin, NULL), 0);
    for (i = 0; i < n; i++) {
        struct coh_result r = scored(id[i], "Unit 3", "", "2026-02-20", "5");

        assert_int_equal(
            sink.result(sink.context, 2 + i, &r, coh_span_of(""), NULL), 0);
    }
    if (aside)
        assert_int_equal(sink.aside(sink.context, 9, coh_span_of("torn"),
                                    coh_span_of("x"), NULL),
                         0);
    assert_int_equal(coh_desk_end(desk, &account, o, NULL), 0);
}

static void
what_is_gone_and_what_came_back_is_said(void **state)
{
    struct place *p = *state;
    struct coh_desk desk = COH_DESK_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_desk_file file = {.name = "a.csv", .today = day("2026-03-06")};
    struct coh_text t = COH_TEXT_INIT;
    struct coh_load_outcome o;

    new_store(p);
    assert_int_equal(coh_desk_open(&desk, p->path, &notes, NULL), 0);
    take_two(&desk, &file, 2, 0, &o);
    assert_int_equal(coh_desk_words(&desk, &o, &t, NULL), 0);
    coh_text_release(&t);
    take_two(&desk, &file, 1, 1, &o);
    expect_words(&desk, &o, "; 0 new, 0 changed, 1 unchanged");
    assert_non_null(strstr(notes.note[0].reason, "not in it stay"));
    assert_false(coh_notes_look(&notes));
    take_two(&desk, &file, 1, 0, &o);
    expect_words(&desk, &o,
                 "; 0 new, 0 changed, 1 gone, 1 unchanged; load 2 had these "
                 "very results");
    file.again = 1;
    take_two(&desk, &file, 2, 0, &o);
    expect_words(&desk, &o,
                 "; 0 new, 0 changed, 1 back, 1 unchanged; load 1 had this "
                 "very content, and it is current again");
    file.again = 0;
    take_two(&desk, &file, 1, 0, &o);
    expect_words(&desk, &o,
                 "; nothing changed: load 3 had this very content, and 1 "
                 "result that is not in it stays");
    coh_notes_release(&notes);
    coh_desk_release(&desk);
}

static void
a_load_of_an_earlier_day_says_from_when_on_it_is_known(void **state)
{
    struct place *p = *state;
    struct coh_desk desk = COH_DESK_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_desk_file file = {.name = "a.csv", .today = day("2026-03-06")};
    struct coh_load_outcome o;

    new_store(p);
    assert_int_equal(coh_desk_open(&desk, p->path, &notes, NULL), 0);
    assert_int_equal(take_one(&desk, &file, "5", &o, NULL), 0);
    file.today = day("2026-03-02");
    assert_int_equal(take_one(&desk, &file, "6", &o, NULL), 0);
    expect_words(&desk, &o, "; 0 new, 1 changed, 0 unchanged");
    assert_int_equal(notes.n, 1);
    assert_non_null(strstr(notes.note[0].reason, "from 2026-03-06 on"));
    coh_notes_release(&notes);
    coh_desk_release(&desk);
}

static void
a_dropped_file_leaves_the_store_as_it_was(void **state)
{
    struct place *p = *state;
    struct coh_desk desk = COH_DESK_INIT;
    struct coh_desk_file file = {.name = "a.csv", .today = day("2026-03-06")};
    struct coh_load_outcome o;

    new_store(p);
    assert_int_equal(coh_desk_open(&desk, p->path, NULL, NULL), 0);
    assert_int_equal(take_one(&desk, &file, "5", NULL, NULL), 0);
    coh_desk_drop(&desk);
    coh_desk_drop(&desk);
    assert_int_equal(number(&desk.store, "SELECT count(*) FROM result"), 0);
    assert_int_equal(number(&desk.store, "SELECT count(*) FROM load"), 0);
    assert_int_equal(take_one(&desk, &file, "5", &o, NULL), 0);
    assert_int_equal(number(&desk.store, "SELECT count(*) FROM result"), 1);
    coh_desk_release(&desk);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(files_are_taken_in_one_after_the_other_and_said),
        in_a_place(a_file_that_another_source_has_is_a_note_to_look),
        in_a_place(values_that_give_way_to_earlier_ones_are_a_note_to_look),
        in_a_place(what_is_gone_and_what_came_back_is_said),
        in_a_place(a_load_of_an_earlier_day_says_from_when_on_it_is_known),
        in_a_place(a_dropped_file_leaves_the_store_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
