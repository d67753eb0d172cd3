/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/template.h"

/* What may stand in braces besides a column's name and a capture. */

static struct coh_span names[] = {
    {"Kid", 3},  {"Score", 5},      {"Note", 4},         {"Score", 5},
    {"Note", 4}, {"Max\r\nPts", 8}, {" Wide   Name", 12}};
static const struct coh_header header = {.name = names, .n = 7};
static const struct coh_span cell[] = {{"007", 3},   {" 12 ", 4}, {"x;y;z", 5},
                                       {"", 0},      {"AB C", 4}, {"20", 2},
                                       {"a  b c", 6}};
static struct coh_headings known = COH_HEADINGS_INIT;
static struct coh_preamble above = COH_PREAMBLE_INIT;

/* A companion: lines.csv with the columns id and title, and one that is not
 * there. */
static struct coh_span line_names[] = {
    {"id", 2}, {"title", 5}, {"T", 1}, {"T", 1}};
static const struct coh_header line_header = {.name = line_names, .n = 4};
static struct coh_headings line_known = COH_HEADINGS_INIT;
static const struct coh_template_table tables[] = {{"lines", &line_known},
                                                   {"gone", NULL}};

static const char ini[] = "[layout]\nname = own\n[match]\nrequired = Kid\n"
                          "[student]\nid = Kid\n"
                          "[names exam]\non = {Kid}\nname = 007 Botany\n"
                          "[names both]\non = {Kid}-{Kid}\nname = 007 x\n"
                          "[names far]\non = {Nobody}\nname = 007 x\n"
                          "[names loop]\non = {exam}\nname = 007 x\n"
                          "[result r]\nscore = {Score}\n";
static struct coh_layout layout = COH_LAYOUT_INIT;

static int
set_up(void **state)
{
    static const struct coh_span due[] = {{"Due:", 4}, {"2/3/2026", 8}};

    (void)state;
    return coh_headings_make(&known, &header, NULL) ||
           coh_headings_make(&line_known, &line_header, NULL) ||
           coh_preamble_add(&above, due, 2, NULL) ||
           coh_layout_parse(&layout, "own.ini", coh_span_of(ini), NULL);
}

static int
tear_down(void **state)
{
    (void)state;
    coh_headings_release(&known);
    coh_headings_release(&line_known);
    coh_preamble_release(&above);
    coh_layout_release(&layout);
    return 0;
}

/* Of the column `at`; without one that matched it is header.n. */
static int
fill(struct coh_text *out, const char *text, size_t at, int *bound,
     struct coh_error *err)
{
    static const struct coh_span line[] = {
        {"L1", 2}, {" Roots ", 7}, {"", 0}, {"", 0}};
    static const struct coh_span *const rows[] = {line, NULL};
    const struct coh_template_scope scope = {
        .names = &known,
        .column = at,
        .index = at < header.n ? at + 10 : 0,
        .above = &above,
        .lookup = tables,
        .lookups = 2,
        .layout = &layout,
        .file = coh_span_of("unit-3"),
    };
    const struct coh_template_row row = {.cell = cell,
                                         .part = coh_span_of("Verbal"),
                                         .part_number = 3,
                                         .above = &above,
                                         .lookup = rows};
    struct coh_template t = COH_TEMPLATE_INIT;
    struct coh_text into = COH_TEXT_INIT;
    struct coh_span s;
    int rc = coh_template_bind(&t, text, &scope, bound, err);

    if (!rc && *bound)
        rc = coh_template_fill(&t, &row, &into, &s, err) ||
                     coh_text_add(out, s.bytes, s.length, err)
                 ? -1
                 : 0;
    coh_text_release(&into);
    coh_template_release(&t);
    return rc;
}

static void
expect(const char *text, size_t at, const char *wanted)
{
    struct coh_text out = COH_TEXT_INIT;
    int bound;

    assert_int_equal(fill(&out, text, at, &bound, NULL), 0);
    assert_int_equal(bound, wanted != NULL);
    assert_string_equal(coh_text_get(&out), wanted ? wanted : "");
    coh_text_release(&out);
}

static void
neighbours_are_found_by_name_and_by_distance(void **state)
{
    (void)state;
    expect("{>Note}", 1, "x;y;z");
    expect("{>Note}", 3, "AB C");
    expect("{<Note}", 3, "x;y;z");
    expect("{<Note}", 6, "AB C");
    expect("{<Score}", 3, "12");
    expect("{>1}", 1, "x;y;z");
    expect("{>4}", 1, "20");
    expect("{<1}", 1, "007");
    expect("{<0}", 1, "12");
    expect("{>5}", 1, "a  b c");
    expect("{>6}", 1, NULL);
    expect("{<2}", 1, NULL);
    expect("{>999}", 1, NULL);
    expect("{>Nobody}", 1, NULL);
    expect("{<Kid}", 0, NULL);
    /* Without a column that matched there is nothing beside it. */
    expect("{>1}", 7, NULL);
    expect("{<Kid}", 7, NULL);
}

static void
a_column_gives_its_own_name_with_blanks_made_one(void **state)
{
    (void)state;
    expect("{#}", 1, "Score");
    expect("{#}", 5, "Max Pts");
    expect("{#}", 6, "Wide Name");
    expect("on {#>1}", 4, "on Max Pts");
    expect("{#<1}", 5, "Note");
    expect("{#>Note}", 1, "Note");
    expect("{#>1}", 6, NULL);
    expect("{#}", 7, NULL);
}

static void
a_label_above_the_header_gives_its_value(void **state)
{
    (void)state;
    expect("{^Due}", 1, "2/3/2026");
    expect("due {^Due:}", 7, "due 2/3/2026");
    expect("{^Teacher}", 1, NULL);
    expect("{^}", 1, NULL);
}

static void
a_companion_gives_its_columns_where_it_is_there(void **state)
{
    struct coh_text out = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int bound;

    (void)state;
    expect("{lines.title}", 7, "Roots");
    expect("{lines.TITLE}", 7, "Roots");
    expect("{lines.nobody}", 7, NULL);
    expect("{gone.title}", 7, NULL);
    expect("{other.title}", 7, NULL);
    expect("{lines.}", 7, NULL);
    assert_int_equal(fill(&out, "{lines.T}", 7, &bound, &err), -1);
    assert_non_null(strstr(err.text, "stands twice"));
    coh_text_release(&out);
}

static void
part_index_and_file_are_facts_of_the_reading(void **state)
{
    (void)state;
    expect("{part}", 1, "Verbal");
    expect("Q{part}", 7, "QVerbal");
    expect("{index}", 1, "11");
    expect("no {index}.", 3, "no 13.");
    expect("{index}", 7, NULL);
    expect("{file}", 7, "unit-3");
}

static void
a_part_of_another_cell_goes_with_this_part(void **state)
{
    struct coh_text out = COH_TEXT_INIT;
    int bound;

    (void)state;
    /* The third part of " 12 ", which is a blank, of AB C and of a  b c. */
    expect("{Max Pts|each 1}", 7, "");
    expect("{Wide Name|on space}", 7, "c");
    expect("{Wide Name|each 2}", 7, "c");
    expect("<{Wide Name|on space}>", 7, "<c>");
    expect("{Nobody|each 1}", 7, NULL);
    expect("{Wide Name|each 0}", 7, NULL);
    assert_int_equal(fill(&out, "{Note|on ;}", 7, &bound, NULL), -1);
    coh_text_release(&out);
}

static void
names_stand_for_values_and_others_stay(void **state)
{
    struct coh_text out = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int bound;

    (void)state;
    expect("{exam}", 7, "Botany");
    expect("{exam} 1", 7, "Botany 1");
    expect("{far}", 7, NULL);
    assert_int_equal(fill(&out, "{both}", 7, &bound, &err), -1);
    assert_non_null(strstr(err.text, "`on` is one reference"));
    coh_text_release(&out);
    /* Names of names would have no end: {exam} is a column there. */
    expect("{loop}", 7, NULL);
}

static void
a_value_that_nobody_named_is_itself(void **state)
{
    struct coh_layout own = COH_LAYOUT_INIT;
    const struct coh_template_scope scope = {.names = &known, .layout = &own};
    const struct coh_template_row row = {.cell = cell};
    struct coh_template t = COH_TEMPLATE_INIT;
    struct coh_text into = COH_TEXT_INIT;
    struct coh_span s;
    int bound;

    (void)state;
    assert_int_equal(
        coh_layout_parse(&own, "own.ini",
                         coh_span_of("[layout]\nname = own\n[match]\n"
                                     "required = Kid\n[student]\nid = Kid\n"
                                     "[names n]\non = {Wide Name}\n"
                                     "name = 007 x\n"
                                     "[result r]\nscore = {Kid}\n"),
                         NULL),
        0);
    assert_int_equal(coh_template_bind(&t, "{n}", &scope, &bound, NULL), 0);
    assert_true(bound);
    assert_int_equal(coh_template_fill(&t, &row, &into, &s, NULL), 0);
    assert_true(coh_span_is(s, "a  b c"));
    coh_template_release(&t);
    coh_text_release(&into);
    coh_layout_release(&own);
}

static void
a_cell_that_is_to_be_cut_may_keep_its_blanks(void **state)
{
    const struct coh_template_scope scope = {.names = &known};
    struct coh_template_row row = {.cell = cell, .keep_blanks = 1};
    struct coh_template t = COH_TEMPLATE_INIT;
    struct coh_span s;
    int bound;

    (void)state;
    assert_int_equal(coh_template_cell(&t, 1, NULL), 0);
    assert_int_equal(coh_template_fill(&t, &row, NULL, &s, NULL), 0);
    assert_true(coh_span_is(s, " 12 "));
    row.keep_blanks = 0;
    assert_int_equal(coh_template_fill(&t, &row, NULL, &s, NULL), 0);
    assert_true(coh_span_is(s, "12"));
    assert_false(coh_template_is_fixed(&t));
    coh_template_release(&t);
    assert_int_equal(coh_template_bind(&t, "no cell", &scope, &bound, NULL), 0);
    assert_true(coh_template_is_fixed(&t));
    coh_template_release(&t);
}

static int
work(struct coh_error *err)
{
    static const char *const all[] = {
        "{>Note} of {#}",        "{^Due}{index}", "{lines.title}{part}",
        "{Wide Name|on space}!", "{file} {exam}", "{gone.x}",
    };
    struct coh_text out = COH_TEXT_INIT;
    int bound, rc = 0;
    size_t i;

    for (i = 0; i < UNIT_COUNT(all) && !rc; i++)
        rc = fill(&out, all[i], 1, &bound, err);
    coh_text_release(&out);
    return rc;
}

static void
references_survive_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 15);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_are_found_by_name_and_by_distance),
        cmocka_unit_test(a_column_gives_its_own_name_with_blanks_made_one),
        cmocka_unit_test(a_label_above_the_header_gives_its_value),
        cmocka_unit_test(a_companion_gives_its_columns_where_it_is_there),
        cmocka_unit_test(part_index_and_file_are_facts_of_the_reading),
        cmocka_unit_test(a_part_of_another_cell_goes_with_this_part),
        cmocka_unit_test(names_stand_for_values_and_others_stay),
        cmocka_unit_test(a_value_that_nobody_named_is_itself),
        cmocka_unit_test(a_cell_that_is_to_be_cut_may_keep_its_blanks),
        cmocka_unit_test(references_survive_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
