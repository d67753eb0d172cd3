/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/blank.h"

/* The characters are those of the Unicode Character Database whose category
 * is Zs, Zl or Zp, the ASCII controls that are blanks, and the two of no
 * width that files leave in cells: U+200B and U+FEFF. */
static void
blanks_of_every_kind_are_trimmed(void **state)
{
    static const char *const blank[] = {
        " ",      "\t",     "\r",     "\n",     "\v",     "\f",     "\u00A0",
        "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
        "\u2007", "\u2008", "\u2009", "\u200A", "\u200B", "\u2028", "\u2029",
        "\u202F", "\u205F", "\u3000", "\uFEFF",
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(blank); i++) {
        char text[32];
        int n = snprintf(text, sizeof(text), "%s%s7%s8%s ", blank[i], blank[i],
                         blank[i], blank[i]);
        struct coh_span s = coh_blank_trim((struct coh_span){text, (size_t)n});

        assert_int_equal(s.length, 2 + strlen(blank[i]));
        assert_int_equal(s.bytes[0], '7');
        assert_int_equal(s.bytes[s.length - 1], '8');
    }
}

static void
what_is_no_blank_stays(void **state)
{
    /* a dash, a minus, half a no-break space, a letter that ends in 0xA0 */
    static const char *const text[] = {"\u2013", "\u2212",   "\xC2",
                                       "\u00E0", "\xE2\x80", "x"};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(text); i++)
        assert_true(coh_span_is(coh_blank_trim(coh_span_of(text[i])), text[i]));
    assert_int_equal(coh_blank_trim((struct coh_span){"\0", 1}).length, 1);
    assert_int_equal(coh_blank_trim((struct coh_span){"", 0}).length, 0);
}

/* The words are those of real exports: Fountas & Pinnell, Star, FastBridge,
 * PreACT, ACT, Moodle. */
static void
words_for_no_value_are_known_in_any_case(void **state)
{
    static const char *const word[] = {
        "",    "NULL", "null", "NA", "N/A", "n/a", "N/A*",   "#N/A",
        "nan", "NaN",  ".",    "-",  "--",  "---", "\u2013", "\u2014"};
    static const char *const other[] = {"0",   "----", "NAN*",   "n", "*",
                                        "N A", "..",   "Nathan", "-1"};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(word); i++)
        assert_true(coh_blank_is_word(coh_span_of(word[i])));
    for (i = 0; i < UNIT_COUNT(other); i++)
        assert_false(coh_blank_is_word(coh_span_of(other[i])));
    assert_false(coh_blank_is_word((struct coh_span){"NA\0", 3}));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_of_every_kind_are_trimmed),
        cmocka_unit_test(what_is_no_blank_stays),
        cmocka_unit_test(words_for_no_value_are_known_in_any_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
