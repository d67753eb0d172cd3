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

#include "base/file.h"
#include "report/svg.h"
#include "report/weave.h"

/*
 * Whole pages, woven from tools that are scripts: `cohort-give FILE` prints a
 * file of the folder, `cohort-end N` ends with N, `cohort-day` prints what
 * day it is told.
 */
static char folder[64];

static void
put_file(const char *name, const char *text, int mode)
{
    char path[128];
    FILE *f;

    snprintf(path, sizeof(path), "%s%s", folder, name);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    assert_int_equal(chmod(path, (mode_t)mode), 0);
}

static const char *const files[] = {"cohort-give", "cohort-end", "cohort-day",
                                    "a.csv",       "none.csv",   "evil.csv",
                                    "b.svg",       "bad.svg",    "page.md"};

static int
make_folder(void **state)
{
    char made[] = "/tmp/cohort-test-XXXXXX";

    (void)state;
    assert_non_null(mkdtemp(made));
    snprintf(folder, sizeof(folder), "%s/", made);
    put_file(
        "cohort-give",
        "#!/bin/sh\ncat \"${0%/*}/$1\"\n"
        "echo '{\"tool\":\"cohort-give\",\"version\":\"1\",\"students\":"
        "[\"3\"],\"sources\":[\"a<b\"],\"files\":[\"a.csv 012345678901234567"
        "8901234567890123456789012345678901234567890123\"]}' "
        ">>\"$COHORT_EVIDENCE\"\n",
        0700);
    put_file("cohort-end",
             "#!/bin/sh\necho a\necho 'cohort-end: why' >&2\n"
             "exit $1\n",
             0700);
    put_file("cohort-day", "#!/bin/sh\necho day\necho $COHORT_TODAY\n", 0700);
    put_file("a.csv",
             "student_id,name,mean\n007,\"One, Student\",1.5\n08,Two,2\n",
             0600);
    put_file("none.csv", "student_id,name\n", 0600);
    put_file("evil.csv",
             "name,mean\n\"<script>alert(1)</script> & \"\"x\"\" 'y'\",1\n"
             "\"*b* | [l](javascript:x) <b>\nz\",2\n",
             0600);
    put_file("b.svg",
             "<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg "
             "aria-labelledby=\"t d\"><title id=\"t\">T</title><g id='d'/>"
             "<use href=\"#t\" fill=\"url(#d)\"/></svg>\n",
             0600);
    put_file("bad.svg", "<svg><script>x</script></svg>", 0600);
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
weave(struct coh_text *page, enum form form, struct coh_notes *notes,
      struct coh_error *err)
{
    struct coh_weave w = COH_WEAVE_INIT;
    char path[128];
    int rc = -1;

    snprintf(path, sizeof(path), "%spage.md", folder);
    w.folder = folder;
    w.notes = notes;
    if (coh_date_parse(coh_span_of("2026-03-06"), &w.parameters.today))
        return -1;
    if (!coh_weave_read(&w, path, NULL, err) && !coh_weave_run(&w, err))
        rc = form == HTML ? coh_weave_html(&w, page, err)
                          : coh_weave_markdown(&w, "page", page, err);
    if (!rc)
        rc = coh_weave_tell(&w, err);
    coh_weave_release(&w);
    return rc;
}

/* The page, or what the error says; good until the next call. */
static const char *
page_of(const char *source, enum form form)
{
    static char *kept;
    struct coh_text page = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    const char *text = err.text;

    put_file("page.md", source, 0600);
    if (!weave(&page, form, NULL, &err))
        text = coh_text_get(&page);
    free(kept);
    kept = strdup(text);
    coh_text_release(&page);
    return kept;
}

#define HAS(source, form, text) \
    assert_non_null(strstr(page_of(source, form), text))
#define LACKS(source, form, text) \
    assert_null(strstr(page_of(source, form), text))

#define BLOCK(attributes, command) \
    "```cohort " attributes "\n" command "\n```\n"

static const char table[] = "# T\n\n" BLOCK(
    "id=a caption=\"All <of> {{a:#rows}}\"", "cohort give a.csv");

static void
a_table_has_caption_scopes_and_its_numbers_to_the_right(void **state)
{
    (void)state;
    HAS(table, HTML, "<caption>All &lt;of&gt; 2</caption>");
    HAS(table, HTML,
        "<th scope=\"col\">student id</th><th scope=\"col\">name</th>"
        "<th scope=\"col\" class=\"n\">mean</th>");
    HAS(table, HTML,
        "<td>007</td><th scope=\"row\">One, Student</th>"
        "<td class=\"n\">1.5</td>");
    HAS(table, HTML, "<td class=\"n\">2.0</td>");
    HAS(table, MARKDOWN,
        "| --- | --- | ---: |\n| 007 | One, Student | 1.5 |\n");
}

static void
a_page_says_that_it_is_internal_and_holds_no_script(void **state)
{
    static const char twin[] = "*made 6 March 2026 · inside the team*\n\n# T";

    (void)state;
    HAS(table, HTML, "<html lang=\"en\">");
    HAS(table, HTML, "<title>page · inside the team</title>");
    HAS(table, HTML,
        "<header>\n<p class=\"head\"><span>page</span> <span>made 6 March "
        "2026 · <strong>inside the team</strong></span></p>\n</header>");
    HAS(table, HTML, "<footer>\n<p class=\"head\"><span>page</span>");
    HAS(table, HTML, "<a class=\"skip\" href=\"#content\">");
    LACKS(table, HTML, "<script");
    LACKS(table, HTML, "http://");
    LACKS(table, HTML, "https://");
    assert_int_equal(strncmp(page_of(table, MARKDOWN), twin, strlen(twin)), 0);
}

static void
evidence_stands_under_the_table_and_at_the_end(void **state)
{
    (void)state;
    HAS(table, HTML,
        "<p class=\"evidence\">3 students · a&lt;b · <a href=\"#evidence-a\">");
    HAS(table, HTML, "<dl id=\"evidence-a\"");
    HAS(table, HTML, "<code>cohort give a.csv</code>");
    HAS(table, HTML, "a.csv <code title=\"SHA-256 01234567890123456789");
    HAS(table, HTML, "\">012345678901…</code>");
    HAS(table, MARKDOWN, "*3 students · a\\<b · [evidence](#evidence-a)*");
    HAS(table, MARKDOWN, "### Evidence a\n");
}

static void
cell_text_is_neither_html_nor_markdown(void **state)
{
    static const char source[] =
        BLOCK("id=e", "cohort give evil.csv") "\n{{e:name}} "
                                              "{{e:name@mean=2}}\n\n" BLOCK(
                                                  "id=l as=list "
                                                  "line='**{name}** {mean}'",
                                                  "cohort give evil.csv");

    (void)state;
    LACKS(source, HTML, "<script");
    LACKS(source, HTML, "<b>");
    LACKS(source, HTML, "javascript:x\"");
    LACKS(source, HTML, "<em>");
    HAS(source, HTML,
        "<th scope=\"row\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; "
        "&quot;x&quot; &#39;y&#39;</th>");
    HAS(source, HTML,
        "<li><strong>*b* | [l](javascript:x) &lt;b&gt; z</strong> 2</li>");
    HAS(source, MARKDOWN,
        "| \\*b\\* \\| \\[l\\](javascript:x) \\<b\\> z | 2 |\n");
}

static void
a_value_may_stand_above_its_block(void **state)
{
    static const char source[] =
        "{{a:mean}} of {{a:#rows}}, \\{{a:mean}}\n\n" BLOCK(
            "id=a as=value", "cohort give a.csv");

    (void)state;
    HAS(source, HTML, "<p>1.5 of 2, {{a:mean}}</p>");
    LACKS(source, HTML, "<table");
    HAS(source, HTML, "id=\"evidence-a\"");
}

static void
what_is_not_there_is_a_build_error(void **state)
{
    (void)state;
    HAS("x\n{{nobody}}\n", HTML, "page.md: line 2: {{nobody}} is unknown");
    HAS("{{untr:mean}}\n" BLOCK("id=unit", "cohort give a.csv"), HTML,
        "there is no block 'untr'; the nearest is 'unit'");
    HAS("{{a:name}}\n" BLOCK("id=a as=value", "cohort give none.csv"), HTML,
        "line 1: {{a:name}}: there is no row");
    HAS(BLOCK("id=a", "cohort give none.csv"), HTML,
        "line 1: block 'a': no rows; empty=");
    HAS(BLOCK("id=a", "cohort give {{b:mean}}") BLOCK("id=b", "cohort day"),
        HTML, "block 'b' runs only later");
    HAS(BLOCK("id=a", "cohort day") BLOCK("id=a", "cohort day"), HTML,
        "line 4: block 'a': line 1 has that id too");
    HAS("<!--\n" BLOCK("id=a", "cohort day") "-->\n", HTML,
        "within a comment or raw HTML");
}

static void
attributes_without_sense_are_refused(void **state)
{
    (void)state;
    HAS(BLOCK("id=a captoin=x", "cohort day"), HTML, "nearest is 'caption'");
    HAS(BLOCK("id='a b'", "cohort day"), HTML, "letters, digits");
    HAS(BLOCK("as=chart", "cohort day"), HTML, "table, list or value");
    HAS(BLOCK("as=list", "cohort day"), HTML, "go together");
    HAS(BLOCK("head=x", "cohort day"), HTML, "whole number");
    HAS(BLOCK("empty=a empty=b", "cohort day"), HTML, "twice");
    HAS(BLOCK("id=a; rm", "cohort day"), HTML, "';' gives no orders");
}

static void
two_to_four_stop_and_one_is_noted(void **state)
{
    struct coh_text page = COH_TEXT_INIT;
    struct coh_notes notes = COH_NOTES_INIT;

    (void)state;
    HAS("x\n" BLOCK("id=a", "cohort day | cohort end 2"), HTML,
        "page.md: line 2: block 'a': stage 2, cohort-end, ended with 2: why");
    HAS(BLOCK("id=a", "cohort end 4"), HTML, "ended with 4");
    HAS(BLOCK("id=a empty=x", "cohort end 3"), HTML, "ended with 3: why");
    put_file("page.md", BLOCK("id=a empty=no", "cohort end 1"), 0600);
    assert_int_equal(weave(&page, HTML, &notes, NULL), 0);
    assert_true(coh_notes_look(&notes));
    coh_notes_release(&notes);
    coh_text_release(&page);
}

static void
a_block_without_rows_says_what_its_author_wrote(void **state)
{
    static const char none[] = BLOCK("id=a empty='No <b> results on {{today}}'",
                                     "cohort give none.csv");
    static const char missing[] =
        BLOCK("id=a missing='Not yet'", "cohort end 3 | cohort day");

    (void)state;
    HAS(none, MARKDOWN, "No <b> results on 6 March 2026\n\n*3 students");
    LACKS(none, HTML, "<b>");
    HAS(missing, HTML, "<p>Not yet (why)</p>");
    HAS(BLOCK("id=a missing=x", "cohort end 2"), HTML, "ended with 2");
    HAS(BLOCK("id=a missing=x", "cohort end 4"), HTML, "ended with 4");
    HAS(BLOCK("id=a missing=x", "cohort end 3") "{{a:mean}}", HTML,
        "there is no row");
}

static void
the_rest_of_a_long_table_is_counted(void **state)
{
    static const char source[] = BLOCK("id=a head=1", "cohort give a.csv");

    (void)state;
    HAS(source, HTML, "the first 1 of 2 rows");
    LACKS(source, HTML, "Two");
    HAS(BLOCK("id=a fold='More <x>'", "cohort give a.csv"), HTML,
        "<details>\n<summary>More &lt;x&gt;</summary>\n");
}

static void
a_chart_is_part_of_the_page_and_a_file_beside_its_twin(void **state)
{
    static const char one[] =
        BLOCK("id=b caption='A [b]'", "cohort give b.svg");
    static const char two[] =
        BLOCK("id=b", "cohort give b.svg") BLOCK("id=c", "cohort give b.svg");

    (void)state;
    LACKS(one, HTML, "<?xml");
    LACKS(one, HTML, "<!DOCTYPE svg");
    HAS(one, HTML, "<svg aria-labelledby=\"t d\"><title id=\"t\">");
    HAS(one, HTML, "<figcaption>A [b]</figcaption>");
    HAS(one, MARKDOWN, "![A \\[b\\]](page-b.svg)\n");
    HAS(two, HTML,
        "<svg aria-labelledby=\"c-t c-d\"><title id=\"c-t\">T</title>"
        "<g id='c-d'/><use href=\"#c-t\" fill=\"url(#c-d)\"/></svg>");
    HAS(BLOCK("id=a", "cohort give bad.svg"), HTML, "may run or change");
    HAS("{{b:x}}\n" BLOCK("id=b", "cohort give b.svg"), HTML, "no values");
}

static void
what_runs_or_is_fetched_is_not_shown(void **state)
{
    static const char *const bad[] = {
        "<svg onload=\"x\"></svg>",
        "<svg><a href=\"https://x\"/></svg>",
        "<svg><image xlink:href='x.png'/></svg>",
        "<svg><g fill=\"url(http://x)\"/></svg>",
        "<svg><style>@import 'x'</style></svg>",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg></svg>",
        "<svg><foreignObject/></svg>",
        "<svg>",
        "<svg><g/\tONCLICK = 'x'/></svg>"};
    static const char good[] =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\"><text>on = once "
        "href=x</text><use xlink:href='#p'/></svg>";
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_int_equal(coh_svg_check(coh_span_of(bad[i]), NULL), -1);
    assert_int_equal(coh_svg_check(coh_span_of(good), NULL), 0);
    assert_int_equal(coh_svg_width(coh_span_of(good)), 0);
    assert_int_equal(
        coh_svg_width(coh_span_of("<svg a=\"b\"\n width=\"720\" x=\"1\">"
                                  "<g width=\"9\"/></svg>")),
        720);
    assert_int_equal(coh_svg_width(coh_span_of("<svg><g width=\"9\"/></svg>")),
                     0);
    assert_int_equal(coh_svg_width(coh_span_of("")), 0);
}

static void
the_day_and_the_front_matter_reach_every_stage(void **state)
{
    (void)state;
    HAS(BLOCK("id=a", "cohort day"), HTML, "<th scope=\"row\">6 Mar 2026</th>");
    HAS("---\nfile: a.csv\ntitle: On {{today}}\n---\n" BLOCK(
            "id=a", "cohort give '{{file}}'"),
        HTML, "<title>On 6 March 2026 · inside the team</title>");
}

static void
other_blocks_stay_as_they_are(void **state)
{
    static const char source[] = "```text\n{{x}} <b>\n```\n\na[^1]\n\n"
                                 "<b>raw</b> ~~s~~\n\n[^1]: note\n";

    (void)state;
    HAS(source, HTML, "{{x}} &lt;b&gt;\n</code>");
    HAS(source, MARKDOWN, "```text\n{{x}} <b>\n```\n");
    HAS(source, HTML, "class=\"footnotes\"");
    LACKS(source, HTML, "<b>raw");
    LACKS(source, HTML, "<del>");
}

/* cmark-gfm and jansson have allocators of their own. */
static void
every_failing_allocation_is_reported(void **state)
{
    static const char source[] = "# {{today}} {{a:mean}}\n\n" BLOCK(
        "id=a caption=c", "cohort give a.csv")
        BLOCK("id=l as=list line='{name}' fold=f", "cohort give a.csv")
            BLOCK("id=b", "cohort give b.svg")
                BLOCK("id=c", "cohort give b.svg");
    enum form form;
    size_t n;
    int rc;

    (void)state;
    put_file("page.md", source, 0600);
    for (form = HTML; form <= MARKDOWN; form++)
        for (n = 1, rc = -1; rc && n < 2000; n += n < 40 ? 1 : 7) {
            struct coh_text page = COH_TEXT_INIT;
            struct coh_error err = COH_ERROR_INIT;

            coh_memory_fail_at(n, 1);
            rc = weave(&page, form, NULL, &err);
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
        cmocka_unit_test(
            a_table_has_caption_scopes_and_its_numbers_to_the_right),
        cmocka_unit_test(a_page_says_that_it_is_internal_and_holds_no_script),
        cmocka_unit_test(evidence_stands_under_the_table_and_at_the_end),
        cmocka_unit_test(cell_text_is_neither_html_nor_markdown),
        cmocka_unit_test(a_value_may_stand_above_its_block),
        cmocka_unit_test(what_is_not_there_is_a_build_error),
        cmocka_unit_test(attributes_without_sense_are_refused),
        cmocka_unit_test(two_to_four_stop_and_one_is_noted),
        cmocka_unit_test(a_block_without_rows_says_what_its_author_wrote),
        cmocka_unit_test(the_rest_of_a_long_table_is_counted),
        cmocka_unit_test(
            a_chart_is_part_of_the_page_and_a_file_beside_its_twin),
        cmocka_unit_test(what_runs_or_is_fetched_is_not_shown),
        cmocka_unit_test(the_day_and_the_front_matter_reach_every_stage),
        cmocka_unit_test(other_blocks_stay_as_they_are),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
