/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/date-word.h"

static const char *
fold(const char *text, size_t *bytes)
{
    static char word[COH_DATE_WORD_SIZE];

    *bytes = coh_date_word_read(coh_span_of(text), word);
    return word;
}

/* Case folding and canonical decomposition of the Unicode Standard. */
static void
words_lose_case_and_accents(void **state)
{
    size_t n;

    (void)state;
    assert_string_equal(fold("Février 2021", &n), "fevrier");
    assert_int_equal(n, strlen("Février"));
    assert_string_equal(fold("AOÛT", &n), "aout");
    assert_string_equal(fold("th\u00E1ng", &n), "thang");
    assert_string_equal(fold("tha\u0301ng", &n), "thang");
    assert_string_equal(fold("1 Feb", &n), "");
    assert_int_equal(n, 0);
    assert_string_equal(fold("\xFF", &n), "");
}

static void
a_word_that_no_table_can_hold_is_read_to_its_end(void **state)
{
    static const char long_word[] = "januaryjanuaryjanuaryjanuary 1";
    size_t n;

    (void)state;
    assert_int_equal(coh_date_word_month(fold(long_word, &n)), 0);
    assert_int_equal(n, strlen(long_word) - 2);
    assert_int_equal(coh_date_word_month(fold("Μαρ", &n)), 0); /* Greek */
}

static void
a_shortened_month_must_be_of_one_month_in_all_languages(void **state)
{
    (void)state;
    assert_int_equal(coh_date_word_month("mar"), 3);
    assert_int_equal(coh_date_word_month("sept"), 9);
    assert_int_equal(coh_date_word_month("jui"), 0); /* juin, juillet */
    assert_int_equal(coh_date_word_month("juil"), 7);
    assert_int_equal(coh_date_word_month("ja"), 0);
    assert_int_equal(coh_date_word_month("ag"), 8); /* Catalan */
    assert_int_equal(coh_date_word_month("marchx"), 0);
    assert_int_equal(coh_date_word_month(""), 0);
}

/* The first two letters at least, of names of the Unicode CLDR. */
static void
weekdays_are_known_by_their_beginning(void **state)
{
    static const char *const day[] = {"monday", "mon", "tues", "qua", "sab",
                                      "mierc",  "jeu", "mo",   "do",  "gio",
                                      "woe",    "dt",  "dij",  "chu"};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(day); i++)
        assert_true(coh_date_word_is_weekday(day[i]));
    assert_false(coh_date_word_is_weekday("m"));
    assert_false(coh_date_word_is_weekday("mondays"));
    assert_false(coh_date_word_is_weekday("due"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_lose_case_and_accents),
        cmocka_unit_test(a_word_that_no_table_can_hold_is_read_to_its_end),
        cmocka_unit_test(
            a_shortened_month_must_be_of_one_month_in_all_languages),
        cmocka_unit_test(weekdays_are_known_by_their_beginning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
