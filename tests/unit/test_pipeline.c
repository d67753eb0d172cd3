/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/pipeline.h"

/* A folder with two programs: `cohort-say` prints its arguments one a line,
 * `cohort-say-end` ends with the status of its first argument. */
static char folder[64];

static void
put_program(const char *name, const char *text)
{
    char path[128];
    FILE *f;

    snprintf(path, sizeof(path), "%s%s", folder, name);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    assert_int_equal(chmod(path, 0700), 0);
}

static int
make_folder(void **state)
{
    char made[] = "/tmp/cohort-test-XXXXXX", inner[128];

    (void)state;
    assert_non_null(mkdtemp(made));
    snprintf(folder, sizeof(folder), "%s/", made);
    put_program("cohort-say", "#!/bin/sh\n"
                              "for w; do printf '%s\\n' \"$w\"; done; cat\n");
    put_program("cohort-say-end", "#!/bin/sh\n"
                                  "echo first >&2\n"
                                  "echo 'cohort-say-end: no such thing' >&2\n"
                                  "exit $1\n");
    put_program("cohort-weave", "#!/bin/sh\n");
    put_program("other", "#!/bin/sh\n");
    snprintf(inner, sizeof(inner), "%scohort-in", folder);
    assert_int_equal(mkdir(inner, 0700), 0);
    put_program("cohort-in/side", "#!/bin/sh\n");
    return 0;
}

static int
remove_folder(void **state)
{
    static const char *const names[] = {"cohort-say", "cohort-say-end",
                                        "cohort-weave", "other",
                                        "cohort-in/side"};
    char path[128];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
        snprintf(path, sizeof(path), "%s%s", folder, names[i]);
        unlink(path);
    }
    snprintf(path, sizeof(path), "%scohort-in", folder);
    return rmdir(path) || rmdir(folder);
}

/* {{evil}} is everything that could break out; {{blank}} is nothing. */
static int
values(void *context, struct coh_span name, struct coh_text *into,
       struct coh_error *err)
{
    (void)context;
    if (coh_span_is(name, "evil"))
        return coh_text_add_string(into, "a b'\" | rm {{evil}} ; $(x) `y`",
                                   err);
    if (coh_span_is(name, "blank"))
        return 0;
    return coh_fail(err, COH_INPUT, "unknown");
}

static const struct coh_expander expander = {values, NULL};

/* The words of the first stage, each in brackets; the code if refused. */
static const char *
split(const char *text)
{
    static char out[1000];
    struct coh_words w = COH_WORDS_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_span rest;
    size_t i;

    out[0] = '\0';
    if (coh_words_split(&w, coh_span_of(text), &expander, &rest, &err))
        snprintf(out, sizeof(out), "refused %d", (int)err.code);
    else
        for (i = 0; i < w.n; i++)
            snprintf(out + strlen(out), sizeof(out) - strlen(out), "[%s]",
                     w.at[i]);
    coh_words_release(&w);
    return out;
}

/* What `sh -c 'printf "[%s]" WORDS'` of dash 0.5.12 prints. */
static void
quoting_is_that_of_sh(void **state)
{
    (void)state;
    assert_string_equal(split("a b  c"), "[a][b][c]");
    assert_string_equal(split("'a b'c"), "[a bc]");
    assert_string_equal(split("\"a \\\" \\\\ \\n\""), "[a \" \\ \\n]");
    assert_string_equal(split("a\\ b \\'"), "[a b][']");
    assert_string_equal(split("'' \"\""), "[][]");
    assert_string_equal(split("'rate<0.5' \"a|b\""), "[rate<0.5][a|b]");
    assert_string_equal(split("'it'\\''s'"), "[it's]");
    assert_string_equal(split("a \\\n b"), "[a][b]");
    assert_string_equal(split("a\\\nb"), "[ab]");
    assert_string_equal(split("  \n"), "");
}

static void
orders_of_a_shell_are_refused(void **state)
{
    static const char *const orders[] = {
        "a; rm b",    "a & b",   "a > b",  "a < b",   "a `b`",
        "a $(b)",     "a $HOME", "a (b)",  "a\nrm b", "a 'b",
        "a \"b\nc d", "a >b",    "a 2>&1", "a {{b"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(orders) / sizeof(*orders); i++)
        assert_string_equal(split(orders[i]), "refused 3");
}

static void
a_value_is_one_word_whatever_it_holds(void **state)
{
    (void)state;
    assert_string_equal(split("x {{evil}} y"),
                        "[x][a b'\" | rm {{evil}} ; $(x) `y`][y]");
    assert_string_equal(split("'{{evil}}'"),
                        "[a b'\" | rm {{evil}} ; $(x) `y`]");
    assert_string_equal(split("a{{ blank }}b"), "[ab]");
    assert_string_equal(split("a {{blank}}"), "[a][]");
    assert_string_equal(split("{{unknown}}"), "refused 3");
    assert_string_equal(split("\\{{evil}}"), "[{{evil}}]");
}

static int
parse(struct coh_pipeline *p, const char *text, struct coh_error *err)
{
    return coh_pipeline_parse(p, coh_span_of(text), &expander, folder, err);
}

static void
only_tools_of_the_folder_run(void **state)
{
    static const char *const refused[] = {"rm -rf x",
                                          "/bin/sh",
                                          "cohort ../other",
                                          "cohort",
                                          "cohort -C / say",
                                          "other",
                                          "cohort-../other",
                                          "cohort-nothing x",
                                          "cohort say | other",
                                          "cohort say |",
                                          "",
                                          "cohort weave x.md",
                                          "cohort-weave",
                                          "cohort nothing",
                                          "cohort in/side",
                                          "cohort-in/side",
                                          "| cohort say"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
        struct coh_pipeline p = COH_PIPELINE_INIT;
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(parse(&p, refused[i], &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        coh_pipeline_release(&p);
    }
}

static void
the_longest_name_is_the_tool(void **state)
{
    struct coh_pipeline p = COH_PIPELINE_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(
        parse(&p, "cohort say end 0 |\n cohort say x | cohort-say-end 1", &err),
        0);
    assert_int_equal(p.n, 3);
    assert_string_equal(p.stage[0].name, "cohort-say-end");
    assert_int_equal(p.stage[0].first, 3);
    assert_string_equal(p.stage[1].name, "cohort-say");
    assert_string_equal(p.stage[2].name, "cohort-say-end");
    coh_pipeline_release(&p);
}

static void
output_feeds_the_next_stage_and_arguments_arrive_whole(void **state)
{
    struct coh_pipeline p = COH_PIPELINE_INIT;
    struct coh_text said = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(
        parse(&p, "cohort say '; rm x' \"`id`\" | cohort say {{evil}}", &err),
        0);
    assert_int_equal(coh_pipeline_run(&p, NULL, &said, &err), 0);
    assert_string_equal(coh_text_get(&said),
                        "a b'\" | rm {{evil}} ; $(x) `y`\n; rm x\n`id`\n");
    coh_text_clear(&said);
    assert_int_equal(coh_pipeline_text(&p, &said, &err), 0);
    assert_string_equal(coh_text_get(&said),
                        "cohort say '; rm x' '`id`' | cohort say "
                        "'a b'\\''\" | rm {{evil}} ; $(x) `y`'");
    coh_text_release(&said);
    coh_pipeline_release(&p);
}

static int
code_of_status(const char *text, int *status, char *why)
{
    struct coh_pipeline p = COH_PIPELINE_INIT;
    struct coh_text said = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(parse(&p, text, &err), 0);
    if (!coh_pipeline_run(&p, NULL, &said, &err))
        err.code = COH_OK;
    *status = p.stage[0].status;
    memcpy(why, err.text, sizeof(err.text));
    coh_text_release(&said);
    coh_pipeline_release(&p);
    return (int)err.code;
}

static void
one_goes_on_and_two_to_four_stop(void **state)
{
    char why[512];
    int status;

    (void)state;
    assert_int_equal(code_of_status("cohort say end 0", &status, why), 0);
    assert_int_equal(code_of_status("cohort say end 1", &status, why), 0);
    assert_int_equal(status, 1);
    assert_int_equal(code_of_status("cohort say end 2", &status, why), 3);
    assert_int_equal(code_of_status("cohort say end 3", &status, why), 3);
    assert_string_equal(why,
                        "stage 1, cohort-say-end, ended with 3: no such thing");
    assert_int_equal(code_of_status("cohort say end 4", &status, why), 4);
    assert_int_equal(code_of_status("cohort say end 99", &status, why), 4);
}

static void
every_failing_allocation_is_reported(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 200; n++) {
        struct coh_pipeline p = COH_PIPELINE_INIT;
        struct coh_text said = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 1);
        rc = parse(&p, "cohort say 'a' {{evil}} | cohort say", &err);
        if (!rc)
            rc = coh_pipeline_run(&p, NULL, &said, &err);
        if (!rc)
            rc = coh_pipeline_text(&p, &said, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&said);
        coh_pipeline_release(&p);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quoting_is_that_of_sh),
        cmocka_unit_test(orders_of_a_shell_are_refused),
        cmocka_unit_test(a_value_is_one_word_whatever_it_holds),
        cmocka_unit_test(only_tools_of_the_folder_run),
        cmocka_unit_test(the_longest_name_is_the_tool),
        cmocka_unit_test(
            output_feeds_the_next_stage_and_arguments_arrive_whole),
        cmocka_unit_test(one_goes_on_and_two_to_four_stop),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
