/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/memory.h"
#include "table/lexicon.h"

static const char csv[] = "key,en,es\n"
                          "hello,Hello,Hola\n"
                          "bye,Bye,\n"
                          "page.of,{1} of {2},\"{2}, de ellos {1}\"\n"
                          "page.date,{1} {2} {3},{1} de {2} de {3}\n"
                          "page.month.3,March,marzo\n"
                          "page.decimal,.,\",\"\n";

static char path[] = "/tmp/cohort-lexicon-XXXXXX";

static int
make_file(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    if (fd < 0)
        return -1;
    return write(fd, csv, sizeof(csv) - 1) < 0 || close(fd);
}

static int
drop_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void
open_in(struct coh_lexicon *l, const char *language)
{
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(coh_lexicon_read(l, path, language, &err), 0);
}

static void
a_word_is_that_of_the_language(void **state)
{
    struct coh_lexicon es = COH_LEXICON_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_span text;

    (void)state;
    open_in(&es, "es");
    assert_int_equal(coh_lexicon_find(&es, coh_span_of("hello"), &text, &err),
                     0);
    assert_true(coh_span_is(text, "Hola"));
    assert_string_equal(coh_lexicon_text(&es, "hello"), "Hola");
    assert_null(coh_lexicon_text(&es, "bye"));
    assert_true(coh_span_is(coh_lexicon_say(&es, "bye", "Bye"), "Bye"));
    assert_true(coh_span_is(coh_lexicon_say(NULL, "bye", "Bye"), "Bye"));
    coh_lexicon_release(&es);
    assert_true(coh_span_is(coh_lexicon_say(&es, "hello", "Hello"), "Hello"));
}

static void
a_word_that_is_not_there_is_an_error_that_names_key_language_and_file(
    void **state)
{
    struct coh_lexicon es = COH_LEXICON_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_span text;

    (void)state;
    open_in(&es, "es");
    assert_int_equal(coh_lexicon_find(&es, coh_span_of("bye"), &text, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "bye"));
    assert_non_null(strstr(err.text, "'es'"));
    assert_non_null(strstr(err.text, path));
    coh_lexicon_release(&es);
    assert_int_equal(coh_lexicon_read(&es, path, "fr", &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_lexicon_release(&es);
    assert_int_equal(coh_lexicon_read(&es, path, "key", &err), -1);
    coh_lexicon_release(&es);
}

static void
assert_day(const struct coh_lexicon *l, const char *iso, int in_full,
           const char *said)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(coh_lexicon_day(&t, l, coh_span_of(iso), in_full, NULL),
                     0);
    assert_string_equal(coh_text_get(&t), said);
    coh_text_release(&t);
}

static void
days_and_numbers_are_said_in_the_language(void **state)
{
    struct coh_lexicon es = COH_LEXICON_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    open_in(&es, "es");
    assert_day(&es, "2026-03-06", 1, "6 de marzo de 2026");
    assert_day(NULL, "2026-03-06", 1, "6 March 2026");
    assert_day(NULL, "2026-09-06", 0, "6 Sep 2026");
    assert_day(NULL, "2026-05-06", 0, "6 May 2026");
    assert_day(&es, "soon", 1, "soon");
    assert_int_equal(coh_lexicon_number(&t, &es, coh_span_of("-3.25"), NULL),
                     0);
    assert_string_equal(t.bytes, "-3,25");
    coh_text_clear(&t);
    assert_int_equal(coh_lexicon_number(&t, NULL, coh_span_of("3.5"), NULL), 0);
    assert_string_equal(t.bytes, "3.5");
    coh_text_clear(&t);
    assert_int_equal(
        coh_lexicon_put(&t, &es, "page.of", "{1} of {2}", "3", "4", NULL), 0);
    assert_string_equal(t.bytes, "4, de ellos 3");
    coh_text_clear(&t);
    assert_int_equal(
        coh_lexicon_put(&t, NULL, "page.of", "{1} of {2}{3}", "3", NULL, NULL),
        0);
    assert_string_equal(t.bytes, "3 of {2}{3}");
    coh_text_release(&t);
    coh_lexicon_release(&es);
}

static void
without_memory_it_fails_and_leaks_nothing(void **state)
{
    struct coh_error err;
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc; n++) {
        struct coh_lexicon l = COH_LEXICON_INIT;

        coh_memory_fail_at(n, 1);
        rc = coh_lexicon_read(&l, path, "es", &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_lexicon_release(&l);
    }
    assert_true(n > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_that_of_the_language),
        cmocka_unit_test(
            a_word_that_is_not_there_is_an_error_that_names_key_language_and_file),
        cmocka_unit_test(days_and_numbers_are_said_in_the_language),
        cmocka_unit_test(without_memory_it_fails_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, make_file, drop_file);
}
