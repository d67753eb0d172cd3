/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "cli/option.h"

struct args {
    int flag, quiet, choice;
    const char *value;
    long count;
    double level;
    struct coh_strings many;
};

static const char *const choices[] = {"holm", "bh", "none", NULL};

/* Parse the words (argv[0] is put before them) into `a`. */
static int
parse(struct args *a, struct coh_strings *operands, struct coh_error *err,
      int n, const char *const *words)
{
    const struct coh_option own[] = {
        COH_FLAG('a', "all", &a->flag, ""),
        COH_STRING('v', "value", "COL", &a->value, ""),
        COH_COUNT('n', "head", "N", &a->count, ""),
        COH_DOUBLE(0, "ci", "LEVEL", &a->level, ""),
        COH_CHOICE(0, "adjust", "METHOD", &a->choice, choices, ""),
        COH_MANY('w', "where", "CONDITION", &a->many, ""),
        COH_OPTIONS_END,
    };
    const struct coh_option shared[] = {
        COH_FLAG('q', "quiet", &a->quiet, ""),
        COH_OPTIONS_END,
    };
    const struct coh_option *tables[] = {own, shared};
    char *argv[20];
    int i;

    argv[0] = (char *)"tool";
    for (i = 0; i < n; i++)
        argv[i + 1] = (char *)words[i];
    return coh_option_parse(tables, 2, n + 1, argv, operands, err);
}

#define WORDS(...)                                                            \
    (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)), \
        (const char *const[])                                                 \
    {                                                                         \
        __VA_ARGS__                                                           \
    }

static void
assert_usage(int n, const char *const *words, const char *said)
{
    struct args a = {.many = COH_STRINGS_INIT};
    struct coh_strings operands = COH_STRINGS_INIT;
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(parse(&a, &operands, &err, n, words), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_non_null(strstr(err.text, said));
    coh_strings_release(&a.many);
    coh_strings_release(&operands);
}

static void
options_and_operands_stand_in_any_order(void **state)
{
    struct args a = {.many = COH_STRINGS_INIT};
    struct coh_strings operands = COH_STRINGS_INIT;

    (void)state;
    assert_int_equal(parse(&a, &operands, NULL,
                           WORDS("x.csv", "-a", "--value", "score", "-", "-n5",
                                 "--ci=0.9", "--adjust", "bh", "-q", "y.csv")),
                     0);
    assert_int_equal(a.flag, 1);
    assert_int_equal(a.quiet, 1);
    assert_string_equal(a.value, "score");
    assert_int_equal(a.count, 5);
    assert_true(a.level == 0.9);
    assert_int_equal(a.choice, 1);
    assert_int_equal(operands.n, 3);
    assert_string_equal(operands.at[0], "x.csv");
    assert_string_equal(operands.at[1], "-");
    assert_string_equal(operands.at[2], "y.csv");
    coh_strings_release(&operands);
    coh_strings_release(&operands);
}

static void
letters_may_stand_together_and_take_their_value_at_the_end(void **state)
{
    struct args a = {.many = COH_STRINGS_INIT};
    struct coh_strings operands = COH_STRINGS_INIT;

    (void)state;
    assert_int_equal(
        parse(&a, &operands, NULL, WORDS("-aqvscore", "-w", "-x<1", "-wb=2")),
        0);
    assert_int_equal(a.flag + a.quiet, 2);
    assert_string_equal(a.value, "score");
    assert_int_equal(a.many.n, 2);
    assert_string_equal(a.many.at[0], "-x<1");
    assert_string_equal(a.many.at[1], "b=2");
    assert_int_equal(operands.n, 0);
    coh_strings_release(&a.many);
}

static void
two_dashes_end_the_options_and_an_empty_word_is_an_operand(void **state)
{
    struct args a = {.many = COH_STRINGS_INIT};
    struct coh_strings operands = COH_STRINGS_INIT;

    (void)state;
    assert_int_equal(
        parse(&a, &operands, NULL, WORDS("", "--", "-a", "--value", "--")), 0);
    assert_int_equal(a.flag, 0);
    assert_int_equal(operands.n, 4);
    assert_string_equal(operands.at[0], "");
    assert_string_equal(operands.at[3], "--");
    coh_strings_release(&operands);
}

static void
a_value_may_hold_an_equals_sign_or_nothing(void **state)
{
    struct args a = {.many = COH_STRINGS_INIT};
    struct coh_strings operands = COH_STRINGS_INIT;

    (void)state;
    assert_int_equal(
        parse(&a, &operands, NULL, WORDS("--where=a=b=c", "--value=")), 0);
    assert_string_equal(a.many.at[0], "a=b=c");
    assert_string_equal(a.value, "");
    coh_strings_release(&a.many);
}

static void
what_is_wrong_is_named_with_the_nearest(void **state)
{
    (void)state;
    assert_usage(WORDS("--valeu", "x"), "'--value'");
    assert_usage(WORDS("--zzzzzzzzzzz"), "--help");
    assert_usage(WORDS("-z"), "'-z'");
    assert_usage(WORDS("--all=1"), "--all");
    assert_usage(WORDS("--value"), "COL");
    assert_usage(WORDS("-aw"), "CONDITION");
    assert_usage(WORDS("--adjust", "holms"), "holm bh none");
}

static void
an_option_with_one_value_is_not_given_twice(void **state)
{
    (void)state;
    assert_usage(WORDS("-v", "score", "--value=points"),
                 "--value is given twice");
    assert_usage(WORDS("--ci", "0.9", "--ci", "0.9"), "--ci is given twice");
}

static void
numbers_are_checked(void **state)
{
    static const char *const counts[] = {"-1", "1.5",  "x",
                                         "",   "1e30", "99999999999999"};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(counts); i++)
        assert_usage(WORDS("--head", counts[i]), "--head");
    assert_usage(WORDS("--ci", "nan"), "--ci");
    assert_usage(WORDS("--ci", "0.95x"), "--ci");
    assert_usage(WORDS("--ci", "1e999"), "--ci");
}

static int
parse_some(struct coh_error *err)
{
    struct args a = {.many = COH_STRINGS_INIT};
    struct coh_strings operands = COH_STRINGS_INIT;
    int rc = parse(&a, &operands, err, WORDS("x", "-w", "a=1"));

    coh_strings_release(&a.many);
    coh_strings_release(&operands);
    return rc;
}

static void
every_failing_allocation_of_options_is_said(void **state)
{
    (void)state;
    assert_int_equal(unit_torture(parse_some), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_and_operands_stand_in_any_order),
        cmocka_unit_test(
            letters_may_stand_together_and_take_their_value_at_the_end),
        cmocka_unit_test(
            two_dashes_end_the_options_and_an_empty_word_is_an_operand),
        cmocka_unit_test(a_value_may_hold_an_equals_sign_or_nothing),
        cmocka_unit_test(what_is_wrong_is_named_with_the_nearest),
        cmocka_unit_test(numbers_are_checked),
        cmocka_unit_test(an_option_with_one_value_is_not_given_twice),
        cmocka_unit_test(every_failing_allocation_of_options_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
