/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "base/file.h"
#include "store/student_apart.h"
#include "store/student_forget.h"

/* Names and ids that stand nowhere else in the file. */
static void
open_with_traces(struct place *p, struct coh_store *store)
{
    const struct coh_result first[] = {
        scored("QXZ-7781", "Unit 3", "", "2026-03-02", "7"),
        scored("00813", "Unit 3", "", "2026-03-02", "6"),
        scored("?WVK-99", "Unit 3", "", "2026-03-02", "5"),
    };
    const struct coh_result second =
        scored("QXZ-7781", "Unit 3", "", "2026-03-02", "8");
    struct coh_student_value id = {coh_span_of("state_id"),
                                   coh_span_of("HJQ5521")};
    struct coh_student_value home = {coh_span_of("home"),
                                     coh_span_of("Kestrelvale")};
    struct coh_student s = {.line = 2,
                            .student_id = coh_span_of("QXZ-7781"),
                            .name = coh_span_of("Zwyntar, Ivelisse"),
                            .active_from = COH_DATE_NONE,
                            .active_to = day("2026-01-30"),
                            .says_active_to = 1,
                            .identifier = &id,
                            .identifiers = 1,
                            .attribute = &home,
                            .attributes = 1};
    struct coh_student_days days = {day("2025-08-24"), day("2025-08-24")};
    struct coh_student_outcome came;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome outcome;

    open_team(p, store);
    assert_int_equal(coh_student_import(store, &s, 1, days, &came, NULL, NULL),
                     0);
    assert_int_equal(take_in(store, &file, first, 3, &outcome, NULL), 0);
    assert_int_equal(take_in(store, &file, &second, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.changed, 1);
    assert_int_equal(coh_student_apart_name(store, coh_span_of("?WVK-99"),
                                            coh_span_of("Umbraxis, Tel"), NULL),
                     0);
}

/* How often the bytes stand in the store's file. */
static size_t
bytes_left(const struct place *p, const char *word)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i, n = strlen(word), times = 0;

    assert_int_equal(coh_file_read(p->path, &t, NULL), 0);
    for (i = 0; i + n <= t.length; i++)
        times += !memcmp(t.bytes + i, word, n);
    coh_text_release(&t);
    return times;
}

struct said {
    char rows[200];
    char traces[300];
};

static int
say(void *context, const struct coh_forget_row *row, struct coh_error *err)
{
    struct said *s = context;
    size_t used = strlen(s->rows);

    (void)err;
    snprintf(s->rows + used, sizeof(s->rows) - used, "%.*s %zu+%zu %d;",
             (int)row->id.length, row->id.bytes, row->results, row->earlier,
             row->on_roster);
    return 0;
}

static int
trace(void *context, struct coh_span text, int is_name, struct coh_error *err)
{
    struct said *s = context;
    size_t used = strlen(s->traces);

    (void)err;
    snprintf(s->traces + used, sizeof(s->traces) - used, "%.*s%s;",
             (int)text.length, text.bytes, is_name ? "!" : "");
    return 0;
}

static int
forget(struct coh_store *store, struct coh_forget f, const char *who,
       struct said *said, struct coh_error *err)
{
    struct coh_span id = coh_span_of(who);
    size_t forgotten;

    *said = (struct said){"", ""};
    f.who = &id;
    f.n = *who != '\0';
    f.say = say;
    f.trace = trace;
    f.context = said;
    return coh_student_forget(store, &f, &forgotten, NULL, err);
}

static void
no_byte_of_a_forgotten_student_is_left_in_the_file(void **state)
{
    static const char *const word[] = {"QXZ-7781", "Zwyntar", "Ivelisse",
                                       "HJQ5521", "Kestrelvale"};
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct said said;
    size_t i;

    open_with_traces(p, &store);
    for (i = 0; i < 5; i++)
        assert_true(bytes_left(p, word[i]) > 0);
    assert_int_equal(forget(&store,
                            (struct coh_forget){.left_before = COH_DATE_NONE},
                            "HJQ5521", &said, NULL),
                     0);
    assert_string_equal(said.rows, "QXZ-7781 1+1 1;");
    assert_string_equal(said.traces, "QXZ-7781;HJQ5521;Zwyntar, Ivelisse!;");
    for (i = 0; i < 5; i++)
        assert_int_equal(bytes_left(p, word[i]), 0);
    /* Nobody else lost anything. */
    assert_int_equal(number(&store, "SELECT count(*) FROM result"), 2);
    assert_int_equal(number(&store, "SELECT count(*) FROM student"), 2);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 2);
    coh_store_close(&store);
}

static void
the_unknown_and_their_names_go_when_asked_for(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct said said;

    open_with_traces(p, &store);
    assert_int_equal(
        forget(&store,
               (struct coh_forget){.left_before = COH_DATE_NONE, .unknown = 1},
               "", &said, NULL),
        0);
    assert_string_equal(said.rows, "?WVK-99 1+0 0;");
    assert_int_equal(bytes_left(p, "WVK-99"), 0);
    assert_int_equal(bytes_left(p, "Umbraxis"), 0);
    assert_true(bytes_left(p, "Zwyntar") > 0);
    coh_store_close(&store);
}

static void
who_left_before_a_day_goes_and_a_dry_run_changes_nothing(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_forget f = {.left_before = day("2026-01-30"), .dry_run = 1};
    struct said said;

    open_with_traces(p, &store);
    assert_int_equal(forget(&store, f, "", &said, NULL), 0);
    assert_string_equal(said.rows, "");
    f.left_before = day("2026-01-31");
    assert_int_equal(forget(&store, f, "", &said, NULL), 0);
    assert_string_equal(said.rows, "QXZ-7781 1+1 1;");
    assert_int_equal(number(&store, "SELECT count(*) FROM student"), 3);
    f.dry_run = 0;
    assert_int_equal(forget(&store, f, "", &said, NULL), 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM student"), 2);
    coh_store_close(&store);
}

static void
an_id_of_nobody_leaves_all_as_it_was(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_forget f = {.left_before = day("2027-01-01")};
    struct said said;

    open_with_traces(*state, &store);
    assert_int_equal(forget(&store, f, "nobody", &said, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(number(&store, "SELECT count(*) FROM student"), 3);
    coh_store_close(&store);
}

static void
memory_that_runs_out_forgets_nobody(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_forget f = {.left_before = COH_DATE_NONE, .unknown = 1};
    struct said said;
    size_t n;
    int rc;

    open_with_traces(*state, &store);
    for (n = 1, rc = -1; rc; n++) {
        coh_memory_fail_at(n, 0);
        rc = forget(&store, f, "QXZ-7781", &said, &err);
        coh_memory_fail_at(0, 0);
        if (rc) {
            assert_int_equal(err.code, COH_SYSTEM);
            assert_int_equal(number(&store, "SELECT count(*) FROM result"), 4);
        }
    }
    assert_true(n > 5);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(no_byte_of_a_forgotten_student_is_left_in_the_file),
        in_a_place(the_unknown_and_their_names_go_when_asked_for),
        in_a_place(who_left_before_a_day_goes_and_a_dry_run_changes_nothing),
        in_a_place(an_id_of_nobody_leaves_all_as_it_was),
        in_a_place(memory_that_runs_out_forgets_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
