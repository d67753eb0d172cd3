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
 * Pages with margin notes, pictures and the author's own tables. The tools are
 * scripts: give prints a table, late one whose source is overdue, none a
 * header alone, end cannot use its input, draw a picture with its data.
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

#define TOLD(more)                                                  \
    "echo '{\"tool\":\"x\",\"version\":\"1\",\"students\":[\"3\"]," \
    "\"sources\":[\"s\"]" more "}' >>\"$COHORT_EVIDENCE\"\n"

static const char *const files[] = {"cohort-give", "cohort-late", "cohort-none",
                                    "cohort-draw", "cohort-end",  "page.md"};

static int
make_folder(void **state)
{
    char made[] = "/tmp/cohort-test-XXXXXX";

    (void)state;
    assert_non_null(mkdtemp(made));
    snprintf(folder, sizeof(folder), "%s/", made);
    put_file("cohort-give",
             "#!/bin/sh\necho 'group,mean'\necho '5A,1.5'\n" TOLD(""));
    put_file("cohort-late",
             "#!/bin/sh\necho 'group,mean'\necho '5A,1.5'\n" TOLD(
                 ",\"stale\":[\"s: due 2026-02-27, last 2026-02-02\"]"));
    put_file("cohort-none", "#!/bin/sh\necho 'group,mean'\n" TOLD(""));
    put_file("cohort-end", "#!/bin/sh\nexit 3\n");
    put_file("cohort-draw",
             "#!/bin/sh\necho '<svg role=\"img\" aria-labelledby=\"p-title "
             "p-desc\"><title id=\"p-title\">T</title><desc id=\"p-desc\">A "
             "*picture*</desc><metadata id=\"p-data\">group,mean'\n"
             "echo '5A,1.5'\necho '5B,hidden'\necho '</metadata><g "
             "id=\"p-g\"/></svg>'\n" TOLD(""));
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
weave(struct coh_text *page, enum form form, int share, struct coh_notes *notes,
      struct coh_error *err)
{
    struct coh_weave w = COH_WEAVE_INIT;
    char path[128];
    int rc = -1;

    snprintf(path, sizeof(path), "%spage.md", folder);
    w.folder = folder;
    w.share = share;
    w.notes = notes;
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
    if (!weave(&page, form, share, NULL, &err))
        text = coh_text_get(&page);
    else
        assert_int_equal(err.code, COH_INPUT);
    free(kept);
    kept = strdup(text);
    coh_text_release(&page);
    return kept;
}

#define HAS(source, form, text) \
    assert_non_null(strstr(page_of(source, form, 0), text))
#define LACKS(source, form, text) \
    assert_null(strstr(page_of(source, form, 0), text))

#define BLOCK(attributes, command) \
    "```cohort " attributes "\n" command "\n```\n"
#define GIVE BLOCK("id=a caption='A <b>'", "cohort give")

static void
a_note_goes_from_data_to_move_behind_its_paragraph(void **state)
{
    static const char source[] =
        "# T\n\nWe teach it {{why a | **{{a:mean}}** is\nlow | teach *it*}} "
        "again.\n\nNext.\n\n" GIVE;

    (void)state;
    HAS(source, HTML, "<div class=\"explained\">\n<div>\n<p>We teach it");
    HAS(source, HTML, "again.</p>\n</div>\n<div class=\"whys\">\n<aside ");
    HAS(source, HTML,
        "<aside class=\"why\" aria-label=\"Note 1: from data to move\">\n"
        "<p><strong>Data:</strong> <a href=\"#a\">A &lt;b&gt;</a>: 3 students "
        "· s · <a href=\"#evidence-a\">evidence</a></p>\n"
        "<p><strong>Finding:</strong> <strong>1.5</strong> is low</p>\n"
        "<p><strong>Move:</strong> teach <em>it</em></p>\n</aside>\n</div>\n"
        "<div>\n<p>Next.</p>\n");
    HAS(source, HTML, "<body class=\"noted\">");
    LACKS("# T\n", HTML, "<body class");
    HAS(source, MARKDOWN,
        "again.\n\n> **Data:** A \\<b\\>: 3 students · s · "
        "[evidence](#evidence-a)\n>\n> **Finding:** **1.5** is low\n>\n> "
        "**Move:** teach *it*\n\nNext.\n");
}

static void
what_follows_a_note_stands_beside_it_up_to_a_heading(void **state)
{
    static const char source[] =
        "# T\n\nx {{why a | f | m}}\n\nNext.\n\n" GIVE
        "y {{why a | g | n}}\n\nLast.\n\n## H\n\nz {{why a | h | o}}\n\n"
        "end\n---\n\na  \nb\n\n---\n";

    (void)state;
    HAS(source, HTML, "</aside>\n</div>\n<div>\n<p>Next.</p>\n");
    HAS(source, HTML,
        "</div>\n</div>\n<div class=\"explained\">\n<div>\n<p>y</p>");
    HAS(source, HTML,
        "</div>\n<div>\n<p>Last.</p>\n</div>\n</div>\n<h2>H</h2>\n<div class");
    HAS(source, HTML, "</aside>\n</div>\n</div>\n<h2>end</h2>\n");
    HAS(source, HTML, "<p>a<br>\nb</p>\n<hr>\n");
}

static void
a_note_of_its_own_line_leaves_no_gap(void **state)
{
    static const char source[] =
        "# T\n\nOne\n{{why a | f | m}}\nline.\n\n" GIVE "{{why a | g | n}}\n";

    (void)state;
    HAS(source, HTML, "<p>One\nline.</p>\n</div>\n<div class=\"whys\">");
    HAS(source, HTML, "evidence</a></p>\n</div>\n<div class=\"whys\">");
    HAS(source, HTML, "aria-label=\"Note 2: from data to move\"");
}

static void
notes_of_a_list_stay_in_their_item(void **state)
{
    static const char source[] = "# T\n\n1. One {{why a | f | m}} {{why a | g "
                                 "| n}}\n2. Two\n\n" GIVE;

    (void)state;
    HAS(source, HTML,
        "<p>One</p>\n<div class=\"whys\">\n<aside class=\"why\" "
        "aria-label=\"Note 1");
    HAS(source, HTML, "n</p>\n</aside>\n</div>\n</li>\n<li>\n<p>Two</p>");
    LACKS(source, HTML, "<ol start");
    LACKS(source, HTML, "<div class=\"explained\">");
}

static void
a_note_without_what_it_rests_on_is_a_build_error(void **state)
{
    (void)state;
    HAS("# T\n\nx\n{{why b | f | m}}\n\n" GIVE, HTML,
        "page.md: line 4: there is no block 'b'");
    HAS("{{why a | f}}\n\n" GIVE, HTML, "line 1: a note says what the team");
    HAS("{{why a | f | m}}\n\n" BLOCK("id=a empty=E", "cohort none"), HTML,
        "block 'a', which has no data: take them in");
    /* One whose author has words for its absence waits. */
    HAS("{{why b | f | m}}\n\n" BLOCK("id=a missing=M", "cohort end")
            BLOCK("id=b needs=a missing=M", "cohort give"),
        MARKDOWN, "**Finding** and **move** wait: M");
    HAS("{{why a | {{a:nothing}} | m}}\n\n" GIVE, HTML,
        "line 1: {{a:nothing}}: ");
    assert_non_null(
        strstr(page_of("# T\n\n{{why a | f | m}}\n\n" BLOCK("id=a share=no",
                                                            "cohort give"),
                       HTML, 1),
               "line 3: a note rests on block 'a', which is left out of the "
               "shared page (share=no)"));
}

static void
an_overdue_source_stops_the_page_unless_a_reason_stands_there(void **state)
{
#define LATE(note) note "\n\n" BLOCK("id=a", "cohort late")
    (void)state;
    HAS(LATE("{{why a | f | m}}"), HTML,
        "line 1: a note rests on block 'a', whose data are overdue (s: due 27 "
        "Feb 2026, last 2 Feb 2026): collect them, or say in the note why it "
        "holds: | although: REASON");
    HAS(LATE("{{why a | f | m | although: ill <till> Monday}}"), HTML,
        "<p><strong>Although</strong> it is overdue (s: due 27 Feb 2026, last "
        "2 Feb 2026): ill <!-- raw HTML omitted --> Monday</p>");
    HAS(LATE("{{why a | f | m | although: ill}}"), MARKDOWN,
        "> **Although** it is overdue (s: due 27 Feb 2026, last 2 Feb 2026): "
        "ill\n");
    LACKS("{{why a | f | m | although: ill}}\n\n" GIVE, HTML, "Although");
}

static void
what_a_block_is_called_is_linked_where_it_is_shown(void **state)
{
    (void)state;
    HAS("{{why a | f | m}}\n\n" BLOCK("id=a as=value", "cohort give"), HTML,
        "</strong> the numbers: 3 students");
    HAS("{{why a | f | m}}\n\n" BLOCK("id=a as=list line=x", "cohort give"),
        HTML, "<a href=\"#a\">the list</a>");
    HAS(BLOCK("id=a as=list line=x", "cohort give"), HTML,
        "<div class=\"list\" id=\"a\">");
    HAS("{{why a | f | m}}\n\n" BLOCK("id=a", "cohort draw"), HTML,
        "<a href=\"#a\">the picture</a>");
}

static void
a_picture_shows_its_numbers_below_it(void **state)
{
    static const char source[] = BLOCK("id=a caption=C", "cohort draw");
    static const char two[] =
        BLOCK("id=a", "cohort draw") BLOCK("id=b", "cohort draw");

    (void)state;
    LACKS(source, HTML, "metadata");
    HAS(source, HTML,
        "</figure>\n<details class=\"numbers\">\n<summary>The numbers of this "
        "picture</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" "
        "aria-label=\"C\">\n<table>\n<caption>C</caption>\n<thead><tr><th "
        "scope=\"col\">group</th>");
    HAS(source, HTML, "<th scope=\"row\">5B</th><td>hidden</td>");
    HAS(source, HTML,
        "<p class=\"evidence\">hidden: hidden to protect small groups</p>\n"
        "</details>");
    HAS(source, MARKDOWN,
        "![A \\*picture\\*](page-a.svg)\n\n**C**\n\nThe numbers of this "
        "picture:\n\n| group | mean |\n");
    HAS(source, MARKDOWN, "*hidden: hidden to protect small groups*");
    HAS(two, HTML, "aria-labelledby=\"b-p-title b-p-desc\"");
    HAS(two, HTML, "<g id=\"b-p-g\"/>");
}

static void
a_page_has_one_first_heading_and_skips_no_level(void **state)
{
    (void)state;
    HAS("## A\n\n#### B\n\n# C\n", HTML,
        "<h1>page</h1>\n<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>");
    HAS("text\n", HTML, "<main id=\"content\">\n<h1>page</h1>\n<p>text</p>");
    HAS("# A\n\n## B\n\n### C\n\n## D\n", HTML,
        "<h1>A</h1>\n<h2>B</h2>\n<h3>C</h3>\n<h2>D</h2>");
}

static void
the_authors_table_has_caption_and_scopes(void **state)
{
    static const char source[] =
        "# T\n\n## Who & what\n\n| who | | n |\n| --- | :-: | --: |\n"
        "| Ann | x | 1 |\n|  | <td> | 2 |\n";

    (void)state;
    HAS(source, HTML,
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Who "
        "&amp; what\">\n<table>\n<caption class=\"said\">Who &amp; "
        "what</caption>\n<thead>\n<tr>\n<th scope=\"col\">who</th>\n<td "
        "class=\"c\"></td>\n<th scope=\"col\" class=\"n\">n</th>");
    HAS(source, HTML, "<th scope=\"row\">Ann</th>\n<td class=\"c\">x</td>");
    HAS(source, HTML, "<tr>\n<td></td>\n<td class=\"c\"><!-- raw HTML omitted");
    HAS(source, MARKDOWN, "| Ann | x | 1 |\n");
}

/* cmark-gfm and jansson have allocators of their own. */
static void
every_failing_allocation_is_reported(void **state)
{
    static const char source[] =
        "## {{today}}\n\n- x {{why a | {{a:mean}} | m}}\n\n| a |\n| - |\n| b "
        "|\n\nx {{why p | f | m | although: n}}\n\n" BLOCK(
            "id=p caption=c", "cohort draw") BLOCK("id=a", "cohort late");
    static const char mended[] =
        "## {{today}}\n\n- x {{why a | {{a:mean}} | m | although: "
        "n}}\n\n| a |\n| - |\n| b |\n\nx {{why p | f | m}}\n\n" BLOCK(
            "id=p caption=c", "cohort draw") BLOCK("id=a", "cohort late");
    enum form form;
    size_t n;
    int rc;

    (void)state;
    HAS(source, HTML, "overdue");
    put_file("page.md", mended);
    for (form = HTML; form <= MARKDOWN; form++)
        for (n = 1, rc = -1; rc && n < 3000; n += n < 60 ? 1 : 5) {
            struct coh_text page = COH_TEXT_INIT;
            struct coh_error err = COH_ERROR_INIT;

            coh_memory_fail_at(n, 1);
            rc = weave(&page, form, 0, NULL, &err);
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
        cmocka_unit_test(a_note_goes_from_data_to_move_behind_its_paragraph),
        cmocka_unit_test(what_follows_a_note_stands_beside_it_up_to_a_heading),
        cmocka_unit_test(a_note_of_its_own_line_leaves_no_gap),
        cmocka_unit_test(notes_of_a_list_stay_in_their_item),
        cmocka_unit_test(a_note_without_what_it_rests_on_is_a_build_error),
        cmocka_unit_test(
            an_overdue_source_stops_the_page_unless_a_reason_stands_there),
        cmocka_unit_test(what_a_block_is_called_is_linked_where_it_is_shown),
        cmocka_unit_test(a_picture_shows_its_numbers_below_it),
        cmocka_unit_test(a_page_has_one_first_heading_and_skips_no_level),
        cmocka_unit_test(the_authors_table_has_caption_and_scopes),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
