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

#include "base/memory.h"
#include "report/weave.h"

/*
 * Shared pages, woven from tools that are scripts: select tells a min_n of 12
 * and of 7, and what a shared page must not say; summary prints what its
 * environment says; mask prints its options, and hides; table passes on.
 */
static char folder[64];

static void
put_file(const char *name, const char *text)
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

#define EVIDENCE(tool, more)                              \
    "echo '{\"tool\":\"" tool "\",\"version\":\"1\"" more \
    "}' >>\"$COHORT_EVIDENCE\"\n"

static const char *const files[] = {"cohort-select", "cohort-summary",
                                    "cohort-mask",   "cohort-table",
                                    "cohort-growth", "page.md"};

static int
make_folder(void **state)
{
    char made[] = "/tmp/cohort-test-XXXXXX";

    (void)state;
    assert_non_null(mkdtemp(made));
    snprintf(folder, sizeof(folder), "%s/", made);
    put_file(
        "cohort-select",
        "#!/bin/sh\necho 'student_id,name'\necho '00812,Bo Diaz'\n"
        "echo '00812 is odd' >&2\n" EVIDENCE(
            "cohort-select",
            ",\"students\":[\"108\"],\"students_expected\":[\"111\"],"
            "\"missing\":[\"3\"],\"min_n\":[\"12\",\"7\"],\"sources\":[\"tests"
            "\"],\"newest\":[\"2026-02-26\"],\"files\":[\"bo diaz.csv "
            "0123456789"
            "012345678901234567890123456789012345678901234567890123\"],"
            "\"rows_used\":108,\"notes\":[{\"reason\":\"Bo Diaz is "
            "odd\",\"count\":3,\"look\":true}],\"inputs\":[{\"name\":\"bo "
            "diaz.csv\",\"sha256\":\"ab\",\"records\":111,\"set_aside\":2}],"
            "\"remark\":[\"1 of 108\"]"));
    put_file(
        "cohort-summary",
        "#!/bin/sh\n[ \"$1\" = 3 ] && { echo 'cohort-summary: --share: no' "
        ">&2; exit 3; }\n"
        "echo n,mean\necho \"${COHORT_SHARE:-inside},1\"\n" EVIDENCE(
            "cohort-summary", ""));
    put_file("cohort-mask",
             "#!/bin/sh\necho 'group,n,mean,rate_band,suppressed'\n"
             "echo \"$*,12,3.5,30-39%,\"\necho "
             "'small,,,,n;mean;rate_band'\n" EVIDENCE("cohort-mask", ""));
    put_file("cohort-table", "#!/bin/sh\ncat\n" EVIDENCE("cohort-table", ""));
    put_file("cohort-growth", "#!/bin/sh\nexit 0\n");
    return 0;
}

static int
remove_folder(void **state)
{
    char path[128];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
        snprintf(path, sizeof(path), "%s%s", folder, files[i]);
        unlink(path);
    }
    return rmdir(folder);
}

enum form { HTML, MARKDOWN };

static int
weave(struct coh_text *page, enum form form, int share, struct coh_error *err)
{
    struct coh_weave w = COH_WEAVE_INIT;
    char path[128];
    int rc = -1;

    snprintf(path, sizeof(path), "%spage.md", folder);
    w.folder = folder;
    w.share = share;
    if (coh_date_parse(coh_span_of("2026-03-06"), &w.parameters.today))
        return -1;
    if (!coh_weave_read(&w, path, NULL, err) && !coh_weave_run(&w, err))
        rc = form == HTML ? coh_weave_html(&w, page, err)
                          : coh_weave_markdown(&w, "page", page, err);
    coh_weave_release(&w);
    return rc;
}

/* The page, or what the error says; good until the next call. */
static const char *
page_of(const char *source, enum form form, int share)
{
    static char *kept;
    struct coh_text page = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    const char *text = err.text;

    put_file("page.md", source);
    if (!weave(&page, form, share, &err))
        text = coh_text_get(&page);
    free(kept);
    kept = strdup(text);
    coh_text_release(&page);
    return kept;
}

#define HAS(source, form, share, text) \
    assert_non_null(strstr(page_of(source, form, share), text))

#define BLOCK(attributes, command) \
    "```cohort " attributes "\n" command "\n```\n"

static const char counted[] =
    BLOCK("id=a caption=C", "cohort select | cohort summary | cohort table");

static void
the_mask_is_put_in_with_the_strictest_number(void **state)
{
    (void)state;
    HAS(counted, MARKDOWN, 1, "| --min-n 12 | 12 | 3.5 | 30–39\xC2\xA0% |");
    HAS(counted, MARKDOWN, 1, "cohort mask --min-n 12 | cohort table");
    HAS(counted, MARKDOWN, 0, "| inside | 1 |");
    assert_null(strstr(page_of(counted, MARKDOWN, 0), "mask"));
}

static void
a_hidden_number_is_a_word_and_a_sentence(void **state)
{
    (void)state;
    HAS(counted, HTML, 1,
        "<th scope=\"row\">small</th><td class=\"n\">hidden</td><td "
        "class=\"n\">hidden</td><td class=\"n\">hidden</td></tr>");
    HAS(counted, HTML, 1, "hidden: hidden to protect small groups</p>");
    HAS(counted, MARKDOWN, 1, "| small | hidden | hidden | hidden |");
    HAS(counted, MARKDOWN, 1, "*hidden: hidden to protect small groups*");
    assert_null(strstr(page_of(counted, HTML, 1), "suppressed"));
    HAS(BLOCK("id=a as=value", "cohort summary") "X {{a:mean@group=small}} "
                                                 "{{a:n@*}}.",
        MARKDOWN, 1,
        "X hidden to protect small groups 12, hidden to protect small "
        "groups.");
    HAS(BLOCK("id=a as=list line=\"{group}: {mean} {rate_band}\"",
              "cohort summary"),
        MARKDOWN, 1,
        "- small: hidden to protect small groups hidden to protect small "
        "groups");
    /* A pipeline cannot count with words. */
    HAS(BLOCK("id=a", "cohort summary")
            BLOCK("id=b", "cohort summary --cut '{{a:mean@group=small}}'"),
        MARKDOWN, 1, "the value is hidden to protect small groups");
}

static void
the_stamp_says_for_whom_the_page_is(void **state)
{
    static const char safe[] =
        "may be shared. Safe against arithmetic on all published releases, "
        "not against readers who know the children.";

    (void)state;
    HAS(counted, MARKDOWN, 1, safe);
    HAS(counted, HTML, 1, "<title>page · may be shared</title>");
    HAS(counted, HTML, 1, "@bottom-left { content: \"may be shared. Safe");
    HAS(counted, HTML, 1, "<p>Safe against arithmetic on all");
    HAS(counted, HTML, 0, "@bottom-left { content: \"inside the team\"");
    assert_null(strstr(page_of(counted, HTML, 1), "inside the team"));
    assert_null(strstr(page_of(counted, HTML, 0), "may be shared"));
}

static void
no_words_counts_or_names_of_tools_reach_it(void **state)
{
    static const char *const inside[] = {
        "108",     "111",    "3 missing", "2 set aside", "Diaz",
        "diaz",    "is odd", "00812",     "1 of 108",    "rows used",
        "records", "remark", "SHA-256",   "012345678901"};
    size_t i;
    int form;

    (void)state;
    for (form = HTML; form <= MARKDOWN; form++) {
        for (i = 0; i < sizeof(inside) / sizeof(*inside); i++)
            assert_null(
                strstr(page_of(counted, (enum form)form, 1), inside[i]));
        HAS(counted, (enum form)form, 1, "tests · newest 26 Feb 2026");
    }
    /* All of them stand in the page for the team. */
    HAS(counted, MARKDOWN, 0, "Bo Diaz is odd");
    HAS(counted, MARKDOWN, 0, "108 of 111 students");
    HAS(counted, MARKDOWN, 0, "012345678901");
}

static void
what_cannot_be_shared_is_a_build_error(void **state)
{
    (void)state;
    HAS("# T\n\n" BLOCK("id=g missing=none", "cohort growth"), HTML, 1,
        "page.md: line 3: block 'g': cannot be shared: stage 1, cohort-growth:"
        " it speaks of single students: summarise first, or take the block out "
        "of the shared page with share=no");
    /* missing= is for data that is not there, not for a refusal. */
    HAS(BLOCK("id=g missing=none", "cohort select | cohort summary 3"), HTML, 1,
        "cannot be shared: stage 2, cohort-summary, ended with 3: --share: no");
    HAS(BLOCK("id=g missing=none", "cohort select | cohort summary 3"),
        MARKDOWN, 0, "none (--share: no)");
}

static void
a_private_block_is_left_out_and_says_so(void **state)
{
    static const char private[] =
        BLOCK("id=p share=no caption=Secret", "cohort select")
            BLOCK("id=q share=no", "cohort growth") "\nText\n\n" BLOCK(
                "id=r share=no as=value", "cohort select");
    const char *page = page_of(private, MARKDOWN, 1);

    (void)state;
    assert_non_null(strstr(page, "*A part is left out here: it is for the team "
                                 "only.*\n\nText\n\n## Evidence"));
    assert_null(strstr(page, "Secret"));
    HAS(private, HTML, 1, "<em>A part is left out here");
    HAS(BLOCK("id=p share=no", "cohort select") "{{p:name}}", MARKDOWN, 1,
        "block 'p' is left out of the shared page (share=no)");
    HAS(BLOCK("id=p share=no", "cohort select") "{{p:name}}", MARKDOWN, 0,
        "Bo Diaz");
    /* Run only when another block asks; then with all that it has inside. */
    HAS(BLOCK("id=p share=no", "cohort select")
            BLOCK("id=s needs=p missing=-", "cohort select | cohort summary"),
        MARKDOWN, 1, "| --min-n 12 | 12 |");
    HAS(BLOCK("share=perhaps", "cohort select"), HTML, 0, "it is yes or no");
}

/* As a page reads, from above. */
/* clang-format off */
#define LEFT_OUT(id) BLOCK("id=" id " share=no", "cohort select")
static const char with_headings[] =
    "# Title\n\nFor all.\n\n"
    "## Whose fell?\n\nAsk first.\n\n" LEFT_OUT("p")
    "### And whose rose?\n\n" LEFT_OUT("q")
    "    # no heading\n"
    "## Group of headings\n\n"
    "### Gone\n\n" LEFT_OUT("r") "```sh\nls\n```\n"
    "### Stays\n\nWords.\n\n" LEFT_OUT("s")
    BLOCK("id=a", "cohort select | cohort summary")
    "## Only words\n\nStay.\n\n"
    "## Bare\n\n"
    "## Last\n\n" LEFT_OUT("t");
/* clang-format on */

static void
a_heading_of_which_nothing_is_left_goes(void **state)
{
    const char *page = page_of(with_headings, MARKDOWN, 1);

    (void)state;
    assert_non_null(strstr(page, "# Title\n\nFor all.\n\n*A part is left out "
                                 "here: it is for the team only.*\n\n"
                                 "## Group of headings\n\n### Stays\n\n"
                                 "Words.\n\n*A part is left"));
    assert_non_null(strstr(page, "## Only words\n\nStay.\n\n## Bare\n\n*A part "
                                 "is left out here: it is for the team only.*"
                                 "\n\n## Evidence"));
    assert_null(strstr(page, "no heading"));
    assert_null(strstr(page, "\nls\n"));
    HAS(with_headings, HTML, 1,
        "<h2>Bare</h2>\n<p><em>A part is left out here");
    HAS(with_headings, MARKDOWN, 0, "### Gone");
}

static void
every_failing_allocation_is_reported(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    put_file("page.md", BLOCK("id=p share=no", "cohort select")
                            BLOCK("id=a needs=p missing=-",
                                  "cohort select | cohort summary") "{{a:n}}");
    for (n = 1; rc && n < 5000; n += n < 400 ? 7 : 31) {
        struct coh_text page = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 1);
        rc = weave(&page, MARKDOWN, 1, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&page);
    }
    assert_int_equal(rc, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mask_is_put_in_with_the_strictest_number),
        cmocka_unit_test(a_hidden_number_is_a_word_and_a_sentence),
        cmocka_unit_test(the_stamp_says_for_whom_the_page_is),
        cmocka_unit_test(no_words_counts_or_names_of_tools_reach_it),
        cmocka_unit_test(what_cannot_be_shared_is_a_build_error),
        cmocka_unit_test(a_private_block_is_left_out_and_says_so),
        cmocka_unit_test(a_heading_of_which_nothing_is_left_goes),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
