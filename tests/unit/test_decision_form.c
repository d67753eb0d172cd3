/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "decision/sheet.h"
#include "flow/decision-form.h"

/* Expected values follow from the grammar in decision/form.h: each case was
 * read by hand. */

static const struct coh_form_section table[] = {
    {"Question", "What?\nOne sentence.", COH_FORM_TEXT, 1},
    {"Evidence", "One a line.", COH_FORM_LIST, 1},
    {"What will be measured", "source: ID", COH_FORM_PAIRS, 0},
    {NULL, NULL, 0, 0}};

/* Items as "SECTION LINE TEXT", faults as "! LINE SECTION TEXT". */
static int
read_into(const char *form, size_t length, struct coh_text *t,
          struct coh_error *err)
{
    struct coh_form f = COH_FORM_INIT(table);
    struct coh_form_faults faults = COH_FORM_FAULTS_INIT;
    size_t i;
    int rc = coh_form_read(&f, (struct coh_span){form, length}, &faults, err);

    coh_form_faults_sort(&faults);
    if (!rc && f.id)
        rc = coh_text_format(t, err, "id %d\n", (int)f.id);
    for (i = 0; !rc && i < f.n; i++)
        rc = coh_text_format(t, err, "%zu %zu %s\n", f.item[i].section,
                             f.item[i].line, f.item[i].text);
    for (i = 0; !rc && i < faults.n; i++)
        rc = coh_text_format(t, err, "! %zu %s: %.30s\n", faults.at[i].line,
                             faults.at[i].section ? faults.at[i].section : "",
                             faults.at[i].text);
    coh_form_faults_release(&faults);
    coh_form_release(&f);
    return rc;
}

static void
expect(const char *form, const char *expected)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(read_into(form, strlen(form), &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
}

static void
hints_are_no_answers_and_lines_of_a_paragraph_are_one_text(void **state)
{
    (void)state;
    expect("# T\n\n## Question\n> What?\nWho needs\nmore?\n\nAnd why?\n"
           "## Evidence\n- a\n- b\n  goes on\n",
           "0 5 Who needs more?\nAnd why?\n1 10 a\n1 11 b goes on\n");
}

static void
lists_need_no_marks_and_blank_lines_part_their_items(void **state)
{
    (void)state;
    expect("## question:\nq\n## **EVIDENCE** ##\na\nb\n\n1. c\n2) d\ne\n",
           "0 2 q\n1 4 a\n1 5 b\n1 7 c\n1 8 d e\n");
}

static void
line_ends_and_a_byte_order_mark_do_not_matter(void **state)
{
    (void)state;
    expect("\xEF\xBB\xBF## Question\r\nq\r\n## Evidence\r\na",
           "0 2 q\n1 4 a\n");
    expect("## Question\rq\r## Evidence\ra\r", "0 2 q\n1 4 a\n");
}

static void
windows_1252_becomes_utf_8(void **state)
{
    (void)state;
    expect("## Question\n\xC4hnlich?\n## Evidence\na\n",
           "0 2 \xC3\x84hnlich?\n1 4 a\n");
}

static void
a_number_may_stand_above_and_nothing_else(void **state)
{
    (void)state;
    expect("# T\nID: 7\n## Question\nq\n## Evidence\na\n",
           "id 7\n0 4 q\n1 6 a\n");
    expect("id: 7 and more\nHello\n## Question\nq\n## Evidence\na\n",
           "0 4 q\n1 6 a\n! 1 : id takes the number of a decis\n"
           "! 2 : stands above the first section\n");
}

static void
faults_of_headings_are_told_once_and_together(void **state)
{
    (void)state;
    expect("## Qestion\nq\n## Evidence\n> a\n## Evidence\n",
           "! 0 Question: is missing: write it under the\n"
           "! 1 : the heading 'Qestion' is no se\n"
           "! 3 Evidence: is blank: One a line.\n"
           "! 5 Evidence: stands twice, first in line 3:\n");
}

static void
a_deeper_heading_may_be_part_of_an_answer(void **state)
{
    (void)state;
    expect("## Question\n### Option A\nq\n### Evidence\na\n",
           "0 2 Option A q\n1 5 a\n");
}

static void
what_is_no_text_of_a_form_is_an_input_error(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(read_into("", 0, &t, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(read_into("PK\0\0", 4, &t, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_text_release(&t);
}

/* Written and read again it is the same, hints and odd beginnings too. */
static void
a_form_written_reads_back(void **state)
{
    static const char *const text[] = {"> 70 %?\n\\# no heading\n- x",
                                       "source a: b", "what: c"};
    struct coh_form f = COH_FORM_INIT(table), g = COH_FORM_INIT(table);
    struct coh_form_faults faults = COH_FORM_FAULTS_INIT;
    struct coh_text t = COH_TEXT_INIT;
    size_t i;

    (void)state;
    f.id = 3;
    for (i = 0; i < 3; i++)
        assert_int_equal(coh_form_add(&f, i, 0, coh_span_of(text[i]), NULL), 0);
    assert_int_equal(coh_form_write(&f, "T", "Above\n", &t, NULL), 0);
    assert_int_equal(coh_form_read(&g, coh_text_span(&t), &faults, NULL), 0);
    assert_int_equal(faults.n, 0);
    assert_int_equal(g.id, 3);
    assert_int_equal(g.n, 3);
    for (i = 0; i < 3; i++)
        assert_string_equal(g.item[i].text, text[i]);
    coh_text_release(&t);
    coh_form_release(&f);
    coh_form_release(&g);
}

static void
memory_that_ends_is_told(void **state)
{
    static const char form[] = "# T\nid: 2\n## Qestion\nq\n## Evidence\n- a\n";
    struct coh_text t = COH_TEXT_INIT;
    struct coh_error err;
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_text_release(&t);
        coh_memory_fail_at(n, 0);
        rc = read_into(form, strlen(form), &t, &err);
        coh_memory_fail_at(0, 0);
        assert_true(!rc || err.code == COH_SYSTEM);
    }
    assert_true(n > 4);
    coh_text_release(&t);
}

static void
the_number_of_a_decision_is_read_in_full(void **state)
{
    static const char *const bad[] = {
        "", "0", "000", "-1", "x", "12a", " 1", "1 ", "+1", "999999999999999"};
    struct coh_error err;
    int64_t id;
    size_t i;

    (void)state;
    assert_int_equal(coh_decision_number("12", &id, NULL), 0);
    assert_int_equal(id, 12);
    assert_int_equal(coh_decision_number("00450", &id, NULL), 0);
    assert_int_equal(id, 450);
    assert_int_equal(coh_decision_number("99999999999999", &id, NULL), 0);
    assert_true(id == INT64_C(99999999999999));
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        err = (struct coh_error)COH_ERROR_INIT;
        assert_int_equal(coh_decision_number(bad[i], &id, &err), -1);
        assert_int_equal(err.code, COH_USAGE);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            hints_are_no_answers_and_lines_of_a_paragraph_are_one_text),
        cmocka_unit_test(lists_need_no_marks_and_blank_lines_part_their_items),
        cmocka_unit_test(line_ends_and_a_byte_order_mark_do_not_matter),
        cmocka_unit_test(windows_1252_becomes_utf_8),
        cmocka_unit_test(a_number_may_stand_above_and_nothing_else),
        cmocka_unit_test(faults_of_headings_are_told_once_and_together),
        cmocka_unit_test(a_deeper_heading_may_be_part_of_an_answer),
        cmocka_unit_test(what_is_no_text_of_a_form_is_an_input_error),
        cmocka_unit_test(a_form_written_reads_back),
        cmocka_unit_test(the_number_of_a_decision_is_read_in_full),
        cmocka_unit_test(memory_that_ends_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
