/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "result/codes.h"
#include "result/field-note.h"
#include "result/mention.h"

static void
only_a_clear_yes_shares(void **state)
{
    static const char *const yes[] = {"yes", "Y", " TRUE ", "1", "x"};
    static const char *const no[] = {"", "  ", "no", "N", "False", "0"};
    static const char *const unclear[] = {"perhaps", "yes?", "2", "ja"};
    size_t i;

    (void)state;
    for (i = 0; i < 5; i++)
        assert_int_equal(coh_field_note_shareable(coh_span_of(yes[i])), 1);
    for (i = 0; i < 6; i++)
        assert_int_equal(coh_field_note_shareable(coh_span_of(no[i])), 0);
    for (i = 0; i < 4; i++)
        assert_int_equal(coh_field_note_shareable(coh_span_of(unclear[i])), -1);
}

static void
expect_tidy(const char *codes, const char *wanted)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(coh_codes_tidy(coh_span_of(codes), &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), wanted);
    coh_text_release(&t);
}

static void
codes_stand_once_as_first_written(void **state)
{
    (void)state;
    expect_tidy("", "");
    expect_tidy(" ; ;;", "");
    expect_tidy("b; a ;B;c", "b;a;c");
    expect_tidy("\xC3\x9C"
                "bung;\xC3\xBC"
                "bung",
                "\xC3\x9C"
                "bung");
    expect_tidy("\xff;\xff", "\xff"); /* no UTF-8: as it stands */
    assert_int_equal(coh_codes_have(coh_span_of("a;Help-Seeking"),
                                    coh_span_of("help-seeking"), NULL),
                     1);
    assert_int_equal(coh_codes_have(coh_span_of("a;help-seeking"),
                                    coh_span_of("help"), NULL),
                     0);
}

static int
names(const struct coh_mention *m, const char *text)
{
    int named = -1;

    assert_int_equal(coh_mention_in(m, coh_span_of(text), &named, NULL), 0);
    return named;
}

static int
fill(struct coh_mention *m, struct coh_error *err)
{
    return coh_mention_add_name(m,
                                coh_span_of("O\xE2\x80\x99"
                                            "Brien-Dahl, Zo\xC3\xAB N."),
                                err) ||
                   coh_mention_add_name(m, coh_span_of("S\xC3\xB8rensen, Bo"),
                                        err) ||
                   coh_mention_add_id(m, coh_span_of("00812"), err) ||
                   coh_mention_add_id(m, coh_span_of("17"), err) ||
                   coh_mention_add_id(m, coh_span_of("zobi@school.example"),
                                      err)
               ? -1
               : 0;
}

static void
a_name_is_found_as_a_whole_word_however_it_is_written(void **state)
{
    static const char *const named[] = {
        "zoe",          "ZOE!",         "with Zoe's help", "Zoes turn",
        "(Zo\xC3\xAB)", "O'Brien",      "OBRIENs",         "dahl,",
        "bo",           "Sorensen's",   "id 00812.",       "zobi",
        "Zoe\xCC\x88",  "Dahl/Sorensen"};
    static const char *const other[] = {"",       "zoology", "Dahlia",
                                        "boat",   "n",       "17 blocks",
                                        "school", "0081",    "s\xC3\xB8"};
    struct coh_mention m = COH_MENTION_INIT;
    size_t i;

    (void)state;
    assert_int_equal(fill(&m, NULL), 0);
    for (i = 0; i < sizeof(named) / sizeof(*named); i++)
        assert_true(names(&m, named[i]));
    for (i = 0; i < sizeof(other) / sizeof(*other); i++)
        assert_false(names(&m, other[i]));
    coh_mention_release(&m);
}

static void
a_note_says_whose_it_is_and_something(void **state)
{
    struct coh_field_note n = COH_FIELD_NOTE_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    n.cell[COH_FIELD_NOTE_SHAREABLE] = coh_span_of("no");
    assert_int_equal(coh_field_note_check(&n, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    n.cell[COH_FIELD_NOTE_STUDENT_ID] = coh_span_of("1");
    assert_int_equal(coh_field_note_check(&n, NULL), -1);
    n.cell[COH_FIELD_NOTE_CODES] = coh_span_of("x");
    assert_int_equal(coh_field_note_check(&n, NULL), 0);
    n.cell[COH_FIELD_NOTE_DATE] = coh_span_of("3/4/2026");
    assert_int_equal(coh_field_note_check(&n, NULL), -1);
    n.cell[COH_FIELD_NOTE_DATE] = coh_span_of("2026-03-04");
    n.cell[COH_FIELD_NOTE_SHAREABLE] = coh_span_of("");
    assert_int_equal(coh_field_note_check(&n, NULL), -1);
}

static void
memory_that_ends_is_an_error_each_time(void **state)
{
    unsigned long i;
    int rc = -1;

    (void)state;
    for (i = 1; rc; i++) {
        struct coh_mention m = COH_MENTION_INIT;
        struct coh_text t = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;
        int named;

        coh_memory_fail_at(i, 0);
        rc = fill(&m, &err) ||
             coh_mention_in(&m, coh_span_of("Zoe"), &named, &err) ||
             coh_codes_tidy(coh_span_of("a;A;b"), &t, &err);
        coh_memory_fail_at(0, 0);
        assert_int_equal(err.code, rc ? COH_SYSTEM : 0);
        coh_mention_release(&m);
        coh_text_release(&t);
    }
    assert_true(i > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_clear_yes_shares),
        cmocka_unit_test(codes_stand_once_as_first_written),
        cmocka_unit_test(a_name_is_found_as_a_whole_word_however_it_is_written),
        cmocka_unit_test(a_note_says_whose_it_is_and_something),
        cmocka_unit_test(memory_that_ends_is_an_error_each_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
