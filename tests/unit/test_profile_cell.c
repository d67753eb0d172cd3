/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "flow/profile-cell.h"
#include "result/result.h"

static struct coh_sight
sight_of(const char *text)
{
    struct coh_sight s;

    coh_sight_take(coh_span_of(text), &s);
    return s;
}

static void
a_cell_is_one_of_seven_kinds(void **state)
{
    static const struct {
        const char *text;
        enum coh_sight_kind kind;
    } known[] = {
        {"", COH_SIGHT_BLANK},           {"  \t", COH_SIGHT_BLANK},
        {"NA", COH_SIGHT_CODE},          {" n/a ", COH_SIGHT_CODE},
        {"-", COH_SIGHT_CODE},           {"1/1/1900", COH_SIGHT_CODE},
        {"0", COH_SIGHT_NUMBER},         {"-3.50", COH_SIGHT_NUMBER},
        {"1e3", COH_SIGHT_NUMBER},       {"2026", COH_SIGHT_NUMBER},
        {"0.5", COH_SIGHT_NUMBER},       {"00812", COH_SIGHT_ZEROS},
        {"85%", COH_SIGHT_WRITTEN},      {"1,234", COH_SIGHT_WRITTEN},
        {"12,345.6", COH_SIGHT_WRITTEN}, {"3,5", COH_SIGHT_WRITTEN},
        {"$5", COH_SIGHT_WRITTEN},       {"85 %", COH_SIGHT_WRITTEN},
        {"'7", COH_SIGHT_WRITTEN},       {"2026-03-06", COH_SIGHT_DATE},
        {"3/4/2026", COH_SIGHT_DATE},    {"12 Feb 2026", COH_SIGHT_DATE},
        {"5A", COH_SIGHT_TEXT},          {"1,2,3", COH_SIGHT_TEXT},
        {"<5", COH_SIGHT_TEXT},          {"580L", COH_SIGHT_TEXT},
        {"got it", COH_SIGHT_TEXT},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++)
        if (sight_of(known[i].text).kind != known[i].kind)
            fail_msg("'%s' is %d", known[i].text,
                     (int)sight_of(known[i].text).kind);
}

static void
blanks_at_an_end_are_seen_but_not_taken(void **state)
{
    struct coh_sight s = sight_of(" 5A");

    (void)state;
    assert_true(s.flags & COH_SIGHT_EDGE);
    assert_true(coh_span_is(s.text, "5A"));
    assert_false(sight_of("5A").flags);
    assert_false(sight_of("  ").flags); /* it is blank, and that is all */
}

static void
words_of_a_missing_score_have_their_status(void **state)
{
    (void)state;
    assert_int_equal(sight_of("Absent").status, COH_STATUS_ABSENT);
    assert_int_equal(sight_of("EX").status, COH_STATUS_EXCUSED);
    assert_int_equal(sight_of("A").status, -1);
}

static void
personal_data_is_known_by_its_shape(void **state)
{
    static const struct {
        const char *text;
        unsigned flags;
    } known[] = {
        {"ada.okafor@school.example", COH_SIGHT_EMAIL},
        {"write to a@b.org, please", COH_SIGHT_EMAIL},
        {"a@b", 0},
        {"got it @ home.", 0},
        {"555-123-4567", COH_SIGHT_PHONE},
        {"(555) 123-4567", COH_SIGHT_PHONE},
        {"1 555 123 4567", COH_SIGHT_PHONE},
        {"555.123.4567", COH_SIGHT_PHONE},
        {"mother: 555-123-4567 at noon", COH_SIGHT_PHONE},
        {"+49 30 1234567", COH_SIGHT_PHONE},
        {"123-45-6789", COH_SIGHT_SSN},
        {"000-45-6789", 0}, /* no such area, group, serial number */
        {"123-00-6789", 0},
        {"123-45-0000", 0},
        {"179-189", 0}, /* a range of scores */
        {"2025-2026", 0},
        {"5.NF.A.1", 0},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++)
        if ((sight_of(known[i].text).flags & ~(unsigned)COH_SIGHT_EDGE) !=
            known[i].flags)
            fail_msg("'%s' has %u", known[i].text,
                     sight_of(known[i].text).flags);
}

static void
fingerprints_are_those_of_openrefine(void **state)
{
    /* The first four: by the method's steps in OpenRefine's documentation,
     * by hand. */
    static const struct {
        const char *label, *key;
    } known[] = {
        {" Cruise, Tom ", "cruise tom"},
        {"Tom  CRUISE", "cruise tom"},
        {"Ágnes, ágnes.", "agnes"},
        {"got it", "got it"},
        {"It, got", "got it"},
        {"B-", "b-"},
        {"5 A", "5a"},
        {"5-a", "5a"},
        {"A 12", "a12"},
        {"5 AB", "5 ab"},
        {"B", "b"},
        {"B+", "b+"},
        {"well-read", "wellread"},
        {"5.1.1", "5.1.1"},
        {"<5", "<5"},
        {"Müller Ødegård", "muller odegard"},
        {"...", ""},
        {"", ""},
    };
    struct coh_text key = COH_TEXT_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        assert_int_equal(
            coh_fingerprint(coh_span_of(known[i].label), &key, NULL), 0);
        assert_string_equal(coh_text_get(&key), known[i].key);
    }
    coh_text_release(&key);
}

static void
length_is_counted_in_characters(void **state)
{
    (void)state;
    assert_int_equal(coh_sight_length(coh_span_of("Inés")), 4);
    assert_int_equal(coh_sight_length(coh_span_of("")), 0);
}

static int
print_once(struct coh_error *err)
{
    struct coh_text key = COH_TEXT_INIT;
    int rc = coh_fingerprint(coh_span_of("Tom, Cruise"), &key, err);

    coh_text_release(&key);
    return rc;
}

static void
every_failing_allocation_comes_back_as_an_error(void **state)
{
    (void)state;
    assert_true(unit_torture(print_once) >= 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_one_of_seven_kinds),
        cmocka_unit_test(blanks_at_an_end_are_seen_but_not_taken),
        cmocka_unit_test(words_of_a_missing_score_have_their_status),
        cmocka_unit_test(personal_data_is_known_by_its_shape),
        cmocka_unit_test(fingerprints_are_those_of_openrefine),
        cmocka_unit_test(length_is_counted_in_characters),
        cmocka_unit_test(every_failing_allocation_comes_back_as_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
