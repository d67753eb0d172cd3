/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger and its judgement. Expected judgements follow from the rule of
 * ledger.h by hand: the counts stand beside each case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "privacy/ledger.h"
#include "releases.h"

static char path[] = "/tmp/test-ledger-XXXXXX";

static int
setup(void **state)
{
    int fd;

    (void)state;
    memcpy(path + strlen(path) - 6, "XXXXXX", 6);
    fd = mkstemp(path);
    if (fd < 0)
        return -1;
    close(fd);
    return unlink(path);
}

static int
teardown(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

static void
add(struct coh_ledger *l, const struct coh_release *r)
{
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(coh_ledger_add(l, r, &err), 0);
}

static struct coh_judgement
judge(const struct coh_ledger *l, const struct coh_release *r)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_judgement j;

    assert_int_equal(coh_ledger_judge(l, r, MIN_N, &j, &err), 0);
    return j;
}

static enum coh_judgement_kind
kind(const struct coh_ledger *l, const struct coh_release *r)
{
    struct coh_judgement j = judge(l, r);
    enum coh_judgement_kind is = j.kind;

    coh_judgement_release(&j);
    return is;
}

static void
what_was_saved_is_read_again(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT, again = COH_LEDGER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct sections s;
    struct stat st;
    size_t i;

    (void)state;
    assert_int_equal(coh_ledger_open(&l, path, &err), 0);
    assert_int_equal(l.n, 0);
    add(&l, sections(&s, (int64_t[]){27, 9, 30}, "13.5"));
    sections(&s, (int64_t[]){27, 19, 30}, "13.6");
    s.release.until = "2026-03-06";
    add(&l, &s.release);
    assert_int_equal(coh_ledger_save(&l, &err), 0);
    coh_ledger_release(&l);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);

    assert_int_equal(coh_ledger_open(&again, path, &err), 0);
    assert_int_equal(again.n, 2);
    assert_string_equal(again.release[0]->about, "Unit 3 \"Test\"\n");
    assert_string_equal(again.release[0]->label, "score");
    assert_string_equal(again.release[0]->day, "2026-03-06");
    assert_string_equal(again.release[0]->since, "");
    assert_string_equal(again.release[1]->until, "2026-03-06");
    assert_int_equal(again.release[0]->groups, 4);
    assert_string_equal(again.release[0]->group[1].value[0], "B");
    assert_int_equal(again.release[0]->group[1].count, 9);
    assert_false(again.release[0]->group[1].shown);
    assert_true(again.release[1]->group[1].shown);
    assert_null(again.release[0]->group[3].value[0]);
    assert_int_equal(again.release[0]->group[3].count, 66);
    for (i = 0; i < 4; i++)
        assert_string_equal(again.release[0]->header[i], header[i]);
    assert_int_equal(again.release[1]->rows, 3);
    assert_string_equal(again.release[1]->cell[2], "13.6");
    coh_ledger_release(&again);
}

static void
equal_counts_or_min_n_apart_may_be_released(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct sections s, t;

    (void)state;
    assert_int_equal(kind(&l, sections(&t, (int64_t[]){27, 28, 30}, "13.5")),
                     COH_JUDGED_NEW);
    add(&l, sections(&s, (int64_t[]){27, 28, 30}, "13.5"));
    assert_int_equal(kind(&l, sections(&t, (int64_t[]){27, 28, 30}, "13.5")),
                     COH_JUDGED_SAME);
    /* 10 more in B, none elsewhere. */
    assert_int_equal(kind(&l, sections(&t, (int64_t[]){27, 38, 30}, "13.7")),
                     COH_JUDGED_NEW);
    coh_ledger_release(&l);
}

static void
one_arrival_shows_the_earlier_release_again(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_judgement j;
    struct sections s, t;

    (void)state;
    add(&l, sections(&s, (int64_t[]){27, 28, 30}, "13.5"));
    j = judge(&l, sections(&t, (int64_t[]){27, 29, 30}, "13.6"));
    assert_int_equal(j.kind, COH_JUDGED_NEAR);
    assert_ptr_equal(j.before, l.release[0]);
    assert_int_equal(j.group, 1);
    assert_int_equal(j.then, 28);
    coh_judgement_release(&j);
    coh_ledger_release(&l);
}

static void
a_change_in_a_hidden_group_counts_too(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct sections s, t;

    (void)state;
    add(&l, sections(&s, (int64_t[]){27, 4, 30}, "13.5"));
    /* B is hidden both times; A gets 11, and the remainder of the total would
     * tell of the two who came to B. */
    assert_int_equal(kind(&l, sections(&t, (int64_t[]){38, 6, 30}, "13.6")),
                     COH_JUDGED_NEAR);
    coh_ledger_release(&l);
}

static void
every_earlier_release_is_asked(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_judgement j;
    struct sections s, t;

    (void)state;
    add(&l, sections(&s, (int64_t[]){27, 28, 30}, "13.5"));
    add(&l, sections(&s, (int64_t[]){27, 40, 30}, "13.9"));
    /* 11 fewer than the last, but 1 more than the first. */
    j = judge(&l, sections(&t, (int64_t[]){27, 29, 30}, "13.6"));
    assert_int_equal(j.kind, COH_JUDGED_NEAR);
    assert_ptr_equal(j.against, l.release[0]);
    assert_ptr_equal(j.before, l.release[1]);
    coh_judgement_release(&j);
    /* Back to the first, just as it was. */
    assert_int_equal(kind(&l, sections(&t, (int64_t[]){27, 28, 30}, "13.5")),
                     COH_JUDGED_SAME);
    coh_ledger_release(&l);
}

static void
other_numbers_for_equal_counts_are_not_shown(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct sections s, t;

    (void)state;
    add(&l, sections(&s, (int64_t[]){27, 28, 30}, "13.5"));
    assert_int_equal(kind(&l, sections(&t, (int64_t[]){27, 28, 30}, "13.6")),
                     COH_JUDGED_VALUES);
    coh_ledger_release(&l);
}

static void
a_group_that_is_there_no_more_counts_nobody(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_judgement j;
    struct sections s, t;

    (void)state;
    add(&l, sections(&s, (int64_t[]){27, 28, 4}, "13.5"));
    sections(&t, (int64_t[]){27, 28, 4}, "13.5");
    t.group[2] = t.group[3]; /* without C: its 4 are gone */
    t.release.groups = 3;
    j = judge(&l, &t.release);
    assert_int_equal(j.kind, COH_JUDGED_NEAR);
    assert_int_equal(j.group, 3);
    assert_int_equal(j.then, 4);
    coh_judgement_release(&j);
    coh_ledger_release(&l);
}

static void
other_assessments_and_measures_stand_by_themselves(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct sections s, t;

    (void)state;
    add(&l, sections(&s, (int64_t[]){27, 28, 30}, "13.5"));
    sections(&t, (int64_t[]){27, 29, 30}, "13.6");
    t.release.about = "Unit 4 Test";
    assert_int_equal(kind(&l, &t.release), COH_JUDGED_NEW);
    t.release.about = s.release.about;
    t.release.label = "percent";
    assert_int_equal(kind(&l, &t.release), COH_JUDGED_NEW);
    coh_ledger_release(&l);
}

static void
weeks_that_do_not_overlap_stand_by_themselves(void **state)
{
    /* Released before of 2 to 6 March; 1 more now, of another time. */
    static const struct {
        const char *since, *until;
        enum coh_judgement_kind kind;
    } of[] = {
        {"2026-03-09", "2026-03-13", COH_JUDGED_NEW},
        {"2026-02-23", "2026-03-01", COH_JUDGED_NEW},
        {"2026-03-09", "", COH_JUDGED_NEW},
        /* They overlap, and mean the same: as many days, or the same first. */
        {"2026-03-06", "2026-03-10", COH_JUDGED_NEAR},
        {"2026-03-02", "2026-03-13", COH_JUDGED_NEAR},
        {"2026-03-02", "", COH_JUDGED_NEAR},
        /* They overlap, and nothing of that kind was released before. */
        {"2026-03-06", "2026-03-13", COH_JUDGED_CLASH},
        {"", "2026-03-02", COH_JUDGED_CLASH},
        {"", "", COH_JUDGED_CLASH},
    };
    struct coh_ledger l = COH_LEDGER_INIT;
    struct sections s, t;
    size_t i;

    (void)state;
    sections(&s, (int64_t[]){27, 28, 30}, "13.5");
    s.release.since = "2026-03-02";
    s.release.until = "2026-03-06";
    add(&l, &s.release);
    for (i = 0; i < sizeof(of) / sizeof(*of); i++) {
        sections(&t, (int64_t[]){27, 29, 30}, "13.6");
        t.release.since = of[i].since;
        t.release.until = of[i].until;
        assert_int_equal(kind(&l, &t.release), of[i].kind);
    }
    coh_ledger_release(&l);
}

static void
other_tables_of_the_same_students_are_linked(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_judgement j;
    struct sections s;
    struct cross c;

    (void)state;
    add(&l, sections(&s, (int64_t[]){27, 28, 0}, "13.5"));
    /* A is 20 + 7 = 27, all are 55: the same. */
    j = judge(&l, cross(&c, (int64_t[]){20, 7, 12, 16}));
    assert_int_equal(j.kind, COH_JUDGED_NEW);
    assert_int_equal(j.n_linked, 1);
    assert_ptr_equal(j.linked[0], l.release[0]);
    coh_judgement_release(&j);
    /* A is 20 + 8 = 28, all are 55: one moved to A, and this table was never
     * released. */
    j = judge(&l, cross(&c, (int64_t[]){20, 8, 12, 15}));
    assert_int_equal(j.kind, COH_JUDGED_CLASH);
    assert_int_equal(j.group, 4);
    assert_int_equal(j.then, 27);
    assert_int_equal(j.n_linked, 0);
    coh_judgement_release(&j);
    coh_ledger_release(&l);
}

static void
two_tables_of_one_page_do_not_stand_in_each_others_place(void **state)
{
    static const char *const other[] = {"section", "n", "rate_band",
                                        "suppressed"};
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_judgement j;
    struct sections s, t;

    (void)state;
    add(&l, sections(&s, (int64_t[]){27, 28, 30}, "13.5"));
    sections(&t, (int64_t[]){27, 28, 30}, "60-69%");
    t.release.header = other;
    j = judge(&l, &t.release);
    assert_int_equal(j.kind, COH_JUDGED_NEW);
    assert_int_equal(j.n_linked, 1);
    coh_judgement_release(&j);
    coh_ledger_release(&l);
}

static void
another_figure_of_the_same_students_is_linked(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_judgement j;
    struct sections s, t;

    (void)state;
    sections(&s, (int64_t[]){27, 28, 30}, "60-69%");
    s.release.how = "cut=70%";
    add(&l, &s.release);
    /* The share above another cut does not stand in its place. */
    sections(&t, (int64_t[]){27, 28, 30}, "30-39%");
    t.release.how = "cut=80%";
    j = judge(&l, &t.release);
    assert_int_equal(j.kind, COH_JUDGED_NEW);
    assert_int_equal(j.n_linked, 1);
    coh_judgement_release(&j);
    t.group[0].count = 28;
    assert_int_equal(kind(&l, &t.release), COH_JUDGED_CLASH);
    coh_ledger_release(&l);
}

static void
students_with_something_else_in_common_are_others(void **state)
{
    static const char *const value[][2] = {
        {"A", "4"}, {"B", "4"}, {"C", "4"}, {NULL, "4"}};
    static const char *const five[][2] = {
        {"A", "5"}, {"B", "5"}, {"C", "5"}, {NULL, "5"}};
    static const char *const column[] = {"section", "grade"};
    struct coh_ledger l = COH_LEDGER_INIT;
    struct sections s, t;
    size_t i;

    (void)state;
    /* Grade 4: 27, 7 and 30. Grade 5: 27, 0 and 30; B is no change of 7. */
    sections(&s, (int64_t[]){27, 7, 30}, "13.5");
    sections(&t, (int64_t[]){27, 0, 30}, "13.6");
    for (i = 0; i < 4; i++) {
        s.group[i].value = value[i];
        t.group[i].value = five[i];
    }
    s.release.columns = t.release.columns = 2;
    s.release.column = t.release.column = column;
    add(&l, &s.release);
    assert_int_equal(kind(&l, &t.release), COH_JUDGED_NEW);
    for (i = 0; i < 4; i++)
        t.group[i].value = value[i];
    assert_int_equal(kind(&l, &t.release), COH_JUDGED_NEAR);
    coh_ledger_release(&l);
}

static void
what_is_no_ledger_is_refused(void **state)
{
    static const char *const text[] = {
        "section,n\n5A,27\n", "{\"cohort_ledger\":2}\n",
        "{\"cohort_ledger\":1}\n{\"about\":\"a\",\"label\":\"\"}\n",
        "{\"cohort_ledger\":1}\n{\"about\":\"a\",\"lab", /* cut */
    };
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(text) / sizeof(*text); i++) {
        struct coh_ledger l = COH_LEDGER_INIT;

        assert_int_equal(coh_file_write(path, coh_span_of(text[i]), &err), 0);
        assert_int_equal(coh_ledger_open(&l, path, &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        assert_non_null(strstr(err.text, i < 2 ? "line 1 " : "line 2 "));
        coh_ledger_release(&l);
    }
}

static void
a_second_program_waits_for_the_first(void **state)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct sections s;
    int status;
    pid_t pid;

    (void)state;
    assert_int_equal(coh_ledger_open(&l, path, &err), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (!pid) {
        struct coh_ledger mine = COH_LEDGER_INIT;

        if (coh_ledger_open(&mine, path, &err) || mine.n != 1)
            _exit(1);
        sections(&s, (int64_t[]){1, 2, 3}, "");
        _exit(coh_ledger_add(&mine, &s.release, &err) ||
              coh_ledger_save(&mine, &err));
    }
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    add(&l, sections(&s, (int64_t[]){27, 28, 30}, "13.5"));
    assert_int_equal(coh_ledger_save(&l, &err), 0);
    coh_ledger_release(&l);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_int_equal(coh_ledger_open(&l, path, &err), 0);
    assert_int_equal(l.n, 2);
    coh_ledger_release(&l);
}

static int
use(void)
{
    struct coh_ledger l = COH_LEDGER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_judgement j = COH_JUDGEMENT_INIT;
    struct sections s;
    struct cross c;
    int rc = -1;

    sections(&s, (int64_t[]){27, 28, 0}, "13.5");
    cross(&c, (int64_t[]){20, 7, 12, 16});
    if (!coh_ledger_open(&l, path, &err) &&
        !coh_ledger_add(&l, &s.release, &err) &&
        !coh_ledger_judge(&l, &c.release, MIN_N, &j, &err) &&
        !coh_ledger_save(&l, &err))
        rc = 0;
    coh_judgement_release(&j);
    coh_ledger_release(&l);
    return rc;
}

static void
memory_that_fails_anywhere_is_survived(void **state)
{
    size_t i;

    (void)state;
    coh_memory_fail_at(0, 0);
    assert_int_equal(use(), 0);
    for (i = 1; i < 1000; i++) {
        int rc;

        coh_memory_fail_at(i, 0);
        rc = use();
        if (coh_memory_fail_at(0, 0) < i)
            break;
        assert_int_equal(rc, -1);
    }
    assert_true(i > 10 && i < 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(what_was_saved_is_read_again),
        TEST(equal_counts_or_min_n_apart_may_be_released),
        TEST(one_arrival_shows_the_earlier_release_again),
        TEST(a_change_in_a_hidden_group_counts_too),
        TEST(every_earlier_release_is_asked),
        TEST(other_numbers_for_equal_counts_are_not_shown),
        TEST(a_group_that_is_there_no_more_counts_nobody),
        TEST(other_assessments_and_measures_stand_by_themselves),
        TEST(weeks_that_do_not_overlap_stand_by_themselves),
        TEST(other_tables_of_the_same_students_are_linked),
        TEST(two_tables_of_one_page_do_not_stand_in_each_others_place),
        TEST(another_figure_of_the_same_students_is_linked),
        TEST(students_with_something_else_in_common_are_others),
        TEST(what_is_no_ledger_is_refused),
        TEST(a_second_program_waits_for_the_first),
        TEST(memory_that_fails_anywhere_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
