/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "report/document.h"
#include "report/parameter.h"

static int
read_text(struct coh_document *d, const char *text, struct coh_error *err)
{
    return coh_document_read(d, coh_span_of(text), err);
}

static void
a_page_is_front_matter_text_and_blocks(void **state)
{
    struct coh_document d = COH_DOCUMENT_INIT;

    (void)state;
    assert_int_equal(read_text(&d,
                               "\xEF\xBB\xBF---\r\ntitle: A: b\r\n# no\n"
                               "cut: \"70 %\"\n\n---\nHello\n\n"
                               "```cohort id=a\ncohort say |\n  cohort x\n```\n"
                               "~~~~ text\n```cohort\n~~~\n~~~~\nbye",
                               NULL),
                     0);
    assert_int_equal(d.n_defaults, 2);
    assert_true(coh_span_is(d.defaults[0].name, "title"));
    assert_true(coh_span_is(d.defaults[0].value, "A: b"));
    assert_true(coh_span_is(d.defaults[1].value, "70 %"));
    assert_int_equal(d.n, 4);
    assert_int_equal(d.piece[0].kind, COH_PIECE_TEXT);
    assert_true(coh_span_is(d.piece[0].text, "Hello\n\n"));
    assert_int_equal(d.piece[1].kind, COH_PIECE_BLOCK);
    assert_int_equal(d.piece[1].line, 9);
    assert_true(coh_span_is(d.piece[1].info, " id=a"));
    assert_true(coh_span_is(d.piece[1].text, "cohort say |\n  cohort x\n"));
    assert_int_equal(d.piece[2].kind, COH_PIECE_VERBATIM);
    assert_true(
        coh_span_is(d.piece[2].text, "~~~~ text\n```cohort\n~~~\n~~~~\n"));
    assert_true(coh_span_is(d.piece[3].text, "bye"));
    coh_document_release(&d);
}

static void
what_would_not_run_is_refused(void **state)
{
    static const char *const bad[] = {"---\na: b\n",
                                      "---\nno colon\n---\n",
                                      "```cohort\ncohort x\n",
                                      "- x\n\n    ```cohort\n    y\n    ```\n",
                                      "> ```cohort\n> x\n",
                                      "1. ~~~cohort id=a\n",
                                      "```\nx\n",
                                      "```cohort\nx\n~~~\n"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct coh_document d = COH_DOCUMENT_INIT;
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(read_text(&d, bad[i], &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        assert_non_null(strstr(err.text, "line "));
        coh_document_release(&d);
    }
}

static const char *
get(const struct coh_parameters *p, const char *name)
{
    static char out[600];
    struct coh_text t = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    if (coh_parameters_get(p, coh_span_of(name), &t, &err)) {
        assert_int_equal(err.code, COH_INPUT);
        snprintf(out, sizeof(out), "%s", err.text);
    } else {
        snprintf(out, sizeof(out), "%s", coh_text_get(&t));
    }
    coh_text_release(&t);
    return out;
}

static void
the_first_that_knows_a_parameter_wins(void **state)
{
    static const char team[] = "; ours\n[team]\nname = Maple team\n"
                               "cut = 1\n[weave]\ncut = 60%\nsize=8\n"
                               "[other]\nsize = 9\n";
    struct coh_parameters p = COH_PARAMETERS_INIT;

    (void)state;
    assert_int_equal(coh_parameters_set(&p, "cut=70%=x", NULL), 0);
    assert_int_equal(coh_parameters_team(&p, coh_span_of(team), NULL), 0);
    assert_int_equal(
        coh_parameters_default(&p, coh_span_of("size"), coh_span_of("5"), NULL),
        0);
    assert_int_equal(coh_parameters_default(&p, coh_span_of("test"),
                                            coh_span_of("Unit 3"), NULL),
                     0);
    assert_string_equal(get(&p, "cut"), "70%=x");
    assert_string_equal(get(&p, "team"), "Maple team");
    assert_string_equal(get(&p, "size"), "8");
    assert_string_equal(get(&p, "test"), "Unit 3");
    assert_string_equal(get(&p, "tset"),
                        "{{tset}} is unknown; the nearest is {{test}}");
    coh_parameters_release(&p);
}

/* 2026-03-06 is a Friday (ISO 8601 week 10); 2026-01-09 is 56 days before. */
static void
the_day_is_built_in(void **state)
{
    struct coh_parameters p = COH_PARAMETERS_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_date_parse(coh_span_of("2026-03-06"), &p.today), 0);
    assert_string_equal(get(&p, "today"), "6 March 2026");
    assert_string_equal(get(&p, "today-iso"), "2026-03-06");
    assert_string_equal(get(&p, "monday"), "2 March 2026");
    assert_string_equal(get(&p, "monday-iso"), "2026-03-02");
    assert_string_equal(get(&p, "8-weeks-ago"), "2026-01-09");
    assert_string_equal(get(&p, "0-weeks-ago"), "2026-03-06");
    assert_int_equal(coh_parameters_set(&p, "today=1", &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    coh_parameters_release(&p);
}

static void
what_is_no_parameter_is_refused(void **state)
{
    static const char *const bad[] = {"x", "=1", "a b=1", "{{x}}=1", "a:b=1"};
    char longest[300] = "[weave]\na = ";
    struct coh_parameters p = COH_PARAMETERS_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_int_equal(coh_parameters_set(&p, bad[i], &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_parameters_set(&p, "a=1", &err), 0);
    assert_int_equal(coh_parameters_set(&p, "a=2", &err), -1);
    memset(longest + strlen(longest), 'x', 250);
    memcpy(longest + 250, "=1", 2); /* the rest would be a line of its own */
    assert_int_equal(coh_parameters_team(&p, coh_span_of(longest), &err), -1);
    assert_non_null(strstr(err.text, "line 2 is longer"));
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(
        coh_parameters_team(&p, coh_span_of("[weave]\nb = 1\n  more\n"), &err),
        -1);
    assert_int_equal(
        coh_parameters_team(&p, coh_span_of("[weave]\nnothing\n"), &err), -1);
    coh_parameters_release(&p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_front_matter_text_and_blocks),
        cmocka_unit_test(what_would_not_run_is_refused),
        cmocka_unit_test(the_first_that_knows_a_parameter_wins),
        cmocka_unit_test(the_day_is_built_in),
        cmocka_unit_test(what_is_no_parameter_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
