/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "table/where.h"

static const struct coh_span names[] = {
    {"score", 5}, {"score max", 9}, {"section", 7}, {"student_id", 10},
    {"a<b", 3},   {"a", 1},         {"c", 1},       {"c<d", 3},
};

static int
make_header(void **state)
{
    static struct coh_header header;

    header = (struct coh_header)COH_HEADER_INIT;
    *state = &header;
    return coh_header_copy(&header, names, UNIT_COUNT(names), NULL);
}

static int
free_header(void **state)
{
    coh_header_release(*state);
    return 0;
}

/* Does the row fit the conditions, which `;` separates? */
static int
fits(const struct coh_header *header, const char *conditions,
     const char *const row[UNIT_COUNT(names)])
{
    struct coh_where w = COH_WHERE_INIT;
    struct coh_span cell[UNIT_COUNT(names)];
    char words[200], *word, *next;
    size_t i;
    int yes;

    snprintf(words, sizeof(words), "%s", conditions);
    for (word = words; word && *word; word = next) {
        next = strchr(word, ';');
        if (next)
            *next++ = '\0';
        assert_int_equal(coh_where_add(&w, word, header, NULL), 0);
    }
    for (i = 0; i < UNIT_COUNT(names); i++)
        cell[i] = coh_span_of(row[i]);
    yes = coh_where_fits(&w, cell);
    coh_where_release(&w);
    return yes;
}

#define ROW(...)                           \
    (const char *const[UNIT_COUNT(names)]) \
    {                                      \
        __VA_ARGS__                        \
    }

static void
without_a_condition_every_row_fits(void **state)
{
    assert_true(fits(*state, "", ROW("", "", "", "", "")));
}

static void
each_operator_compares_decimals_as_numbers(void **state)
{
    const char *const *row = ROW("70.0", "100", "5A", "00812", "");

    assert_true(fits(*state, "score=70", row));
    assert_false(fits(*state, "score!=70", row));
    assert_false(fits(*state, "score<70", row));
    assert_true(fits(*state, "score<=70", row));
    assert_false(fits(*state, "score>70", row));
    assert_true(fits(*state, "score>=70.00", row));
    assert_true(fits(*state, "score<100", row)); /* not so by bytes */
    assert_true(fits(*state, "score>9", row));
    assert_true(fits(*state, "score = 70", row));
    assert_true(fits(*state, "#1=70", row));
}

static void
text_compares_by_bytes(void **state)
{
    const char *const *row = ROW("Absent", "", "5A", "", "");

    assert_true(fits(*state, "section=5A", row));
    assert_false(fits(*state, "section=5a", row));
    assert_true(fits(*state, "section>50A", row));
    assert_false(fits(*state, "section>50", row)); /* 5A is no number */
    assert_false(fits(*state, "score>70", row));
    assert_false(fits(*state, "score<70", row));
    assert_true(fits(*state, "score=Absent", row));
}

static void
an_id_never_compares_as_a_number(void **state)
{
    const char *const *row = ROW("", "", "", "00812", "");

    assert_true(fits(*state, "student_id=00812", row));
    assert_false(fits(*state, "student_id=812", row));
    assert_true(fits(*state, "student_id!=812", row));
    assert_true(fits(*state, "student_id<1", row));
}

/* As doubles these two are one number. */
static void
numbers_of_nineteen_digits_are_told_apart(void **state)
{
    const char *const *row = ROW("1234567890123456789", "", "", "", "");

    assert_true(fits(*state, "score=1234567890123456789", row));
    assert_false(fits(*state, "score=1234567890123456788", row));
    assert_true(fits(*state, "score!=1234567890123456788", row));
    assert_true(fits(*state, "score>1234567890123456788", row));
    assert_true(fits(*state, "score>99", row));
}

static void
the_longest_header_that_fits_is_meant(void **state)
{
    assert_true(fits(*state, "score max=100", ROW("1", "100", "", "", "")));
    assert_true(fits(*state, "a<b=x", ROW("", "", "", "", "x")));
    assert_true(fits(*state, "a<b<y", ROW("", "", "", "", "x")));
    assert_true(fits(*state, "c<d=x", ROW("", "", "", "", "", "", "", "x")));
}

static void
equals_on_one_column_are_alternatives_and_columns_must_all_hold(void **state)
{
    const char *const *a = ROW("50", "", "5A", "", "");
    const char *const *b = ROW("90", "", "5B", "", "");
    const char *const *c = ROW("50", "", "5C", "", "");

    assert_true(fits(*state, "section=5A;section=5B", a));
    assert_true(fits(*state, "section=5A;section=5B", b));
    assert_false(fits(*state, "section=5A;section=5B", c));
    assert_true(fits(*state, "section=5A;score<70;section=5B", a));
    assert_false(fits(*state, "section=5A;score<70;section=5B", b));
    assert_false(fits(*state, "section!=5A;section!=5B", a));
    assert_true(fits(*state, "section!=5A;section!=5B", c));
    assert_true(fits(*state, "score>40;score<60", a));
    assert_false(fits(*state, "score>40;score<60", b));
}

static void
a_blank_cell_fits_only_equals_nothing(void **state)
{
    const char *const *blank = ROW(" ", "", "", "", "");

    assert_true(fits(*state, "score=", blank));
    assert_false(fits(*state, "score!=70", blank));
    assert_false(fits(*state, "score<70", blank));
    assert_false(fits(*state, "score>=", blank));
    assert_false(fits(*state, "score!=", blank));
    assert_true(fits(*state, "score!=", ROW("1", "", "", "", "")));
    assert_false(fits(*state, "score=", ROW("1", "", "", "", "")));
    assert_true(fits(*state, "score=;score=70", blank));
    assert_true(fits(*state, "score= ", blank));
}

static void
a_word_without_operator_or_column_is_refused(void **state)
{
    struct coh_where w = COH_WHERE_INIT;
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(coh_where_add(&w, "score", *state, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    err.code = COH_OK;
    assert_int_equal(coh_where_add(&w, "score!70", *state, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    err.code = COH_OK;
    assert_int_equal(coh_where_add(&w, "points=70", *state, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_where_release(&w);
    coh_where_release(&w);
}

static int
add_conditions(struct coh_error *err)
{
    struct coh_header header = COH_HEADER_INIT;
    struct coh_where w = COH_WHERE_INIT;
    int rc = -1;

    if (coh_header_copy(&header, names, UNIT_COUNT(names), err) ||
        coh_where_add(&w, "score<70", &header, err) ||
        coh_where_add(&w, "section=5A", &header, err))
        goto out;
    rc = 0;
out:
    coh_where_release(&w);
    coh_header_release(&header);
    return rc;
}

static void
every_failing_allocation_of_conditions_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(add_conditions) >= 5);
}

#define ON_HEADER(test) \
    cmocka_unit_test_setup_teardown(test, make_header, free_header)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HEADER(without_a_condition_every_row_fits),
        ON_HEADER(each_operator_compares_decimals_as_numbers),
        ON_HEADER(text_compares_by_bytes),
        ON_HEADER(an_id_never_compares_as_a_number),
        ON_HEADER(numbers_of_nineteen_digits_are_told_apart),
        ON_HEADER(the_longest_header_that_fits_is_meant),
        ON_HEADER(
            equals_on_one_column_are_alternatives_and_columns_must_all_hold),
        ON_HEADER(a_blank_cell_fits_only_equals_nothing),
        ON_HEADER(a_word_without_operator_or_column_is_refused),
        cmocka_unit_test(every_failing_allocation_of_conditions_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
