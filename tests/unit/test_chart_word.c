/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "chart-rows.h"

static void
each_word_has_a_text_and_a_key_of_its_own(void **state)
{
    const struct coh_chart_options o = {.words = NULL};
    int i, k;

    (void)state;
    for (i = 0; i < COH_CHART_WORDS; i++) {
        assert_non_null(coh_chart_word_key(i));
        assert_int_equal(strncmp(coh_chart_word_key(i), "chart.", 6), 0);
        assert_non_null(coh_chart_word(&o, i));
        assert_true(*coh_chart_word(&o, i));
        for (k = 0; k < i; k++)
            assert_string_not_equal(coh_chart_word_key(i),
                                    coh_chart_word_key(k));
    }
}

static void
what_is_filled_in_is_not_filled_again(void **state)
{
    const char *words[COH_CHART_WORDS] = {[COH_CHART_WORD_BY] =
                                              "{2}: {1} {3} {x} {"};
    const struct coh_chart_options o = {.words = words};
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(coh_chart_word_add(&t, &o, COH_CHART_WORD_BY,
                                        COH_CHART_FILL("{2}%s", "b"), NULL),
                     0);
    assert_string_equal(t.bytes, "b: {2}%s {3} {x} {");
    coh_text_clear(&t);
    assert_int_equal(
        coh_chart_word_add(&t, &o, COH_CHART_WORD_NO_DATA, NULL, NULL), 0);
    assert_string_equal(t.bytes, "no data");
    coh_text_release(&t);
}

/* Marks of groups in a terminal are no words. */
static int
is_mark(const char *text, const char *at)
{
    return strchr("oxsdv", *at) && (at[1] == ' ' || !at[1]) &&
           (at == text || at[-1] == ' ');
}

/* Every word as capitals: what then stands in small letters is no word of the
 * table. */
static void
shout(const char *words[COH_CHART_WORDS])
{
    const struct coh_chart_options english = {.words = NULL};
    int i;

    for (i = 0; i < COH_CHART_WORDS; i++) {
        const char *text = coh_chart_word(&english, i);
        char *copy = malloc(strlen(text) + 1);
        size_t k;

        assert_non_null(copy);
        for (k = 0; k <= strlen(text); k++)
            copy[k] = (char)(text[k] >= 'a' && text[k] <= 'z' ? text[k] - 32
                                                              : text[k]);
        words[i] = copy;
    }
}

static void
check_shouted(const char *text, const char *what)
{
    const char *at;

    for (at = text; *at; at++)
        if (*at >= 'a' && *at <= 'z' && !is_mark(text, at))
            fail_msg("%s: %s", what, text);
}

/* The texts of labels in the script. */
static void
check_labels(const char *script, const char *what)
{
    char text[400];

    while ((script = strstr(script, "set label ")) != NULL) {
        const char *from = strchr(script + 10, ' ') + 1, *to = from;

        if (*from == '\'') {
            to = strchr(++from, '\'');
            snprintf(text, sizeof(text), "%.*s", (int)(to - from), from);
            check_shouted(text, what);
        }
        script = to;
    }
}

static void
check_kind(const char *kind, const char *header, const char *const *rows,
           struct coh_chart_options options, const char *const *words)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;

    options.words = words;
    options.level = 0.95;
    c.options = options;
    fill(&c, kind, header, rows, NULL);
    assert_int_equal(coh_chart_describe(&c, &t, NULL), 0);
    check_shouted(coh_text_get(&t), kind);
    coh_text_clear(&t);
    assert_int_equal(coh_chart_data(&c, &t, NULL), 0);
    check_shouted(coh_text_get(&t), kind);
    coh_text_clear(&t);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    check_labels(coh_text_get(&t), kind);
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
another_language_leaves_no_english(void **state)
{
    static const char *const two[] = {"1|A|1|2", "2|A|2|1", "3|B|3|4",
                                      "4|B|4|3", "5|B|5|",  "6|B||7",
                                      "7|B||",   "8|A|1|2", NULL};
    static const char *const members[] = {"1|A|1|5||",
                                          "2|B|1|6|yes|",
                                          "3|C|1||yes|moved from 2",
                                          "4|D|2|6||was not among them before",
                                          "5|E|2|||",
                                          NULL};
    static const char *const scores[] = {"1|A|9", "2|A|12", "3|A|",
                                         "4|B|7", "5|B|8",  NULL};
    static const char *const groups[] = {"box", "strip", "bars", "histogram"};
    const char *words[COH_CHART_WORDS];
    struct coh_span id = coh_span_of("1");
    struct coh_chart_options o = {.student = "student_id",
                                  .value = "X,Y",
                                  .by = "G",
                                  .highlight = &id,
                                  .highlights = 1,
                                  .has_cut = 1,
                                  .cut = 2,
                                  .has_cut_y = 1,
                                  .cut_y = 3};
    int i, dumb;

    (void)state;
    shout(words);
    for (dumb = 0; dumb < 2; dumb++) {
        o.format = dumb ? COH_CHART_DUMB : COH_CHART_SVG;
        check_kind("scatter", "student_id|G|X|Y", two, o, words);
        check_kind("groups", "student_id|name|G|S|pin|note", members,
                   (struct coh_chart_options){.student = "student_id",
                                              .value = "S",
                                              .by = "G",
                                              .format = o.format},
                   words);
        for (i = 0; i < 4; i++)
            check_kind(groups[i], "student_id|G|S", scores,
                       (struct coh_chart_options){.student = "student_id",
                                                  .value = "S",
                                                  .by = "G",
                                                  .has_cut = 1,
                                                  .cut = 8,
                                                  .format = o.format},
                       words);
    }
    for (i = 0; i < COH_CHART_WORDS; i++)
        free((void *)(uintptr_t)words[i]);
}

static int
handler_off(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_has_a_text_and_a_key_of_its_own),
        cmocka_unit_test(what_is_filled_in_is_not_filled_again),
        cmocka_unit_test(another_language_leaves_no_english),
    };

    return cmocka_run_group_tests(tests, handler_off, NULL);
}
