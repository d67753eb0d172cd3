/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/plan.h"

/* Columns by pattern: what their neighbours add, and names that stand twice. */

#define HEAD                                          \
    "[layout]\nname = own\n[match]\nrequired = Kid\n" \
    "[student]\nid = Kid\n"

enum { MOST = 12 };

struct bound {
    struct coh_span name[MOST];
    struct coh_header header;
    struct coh_headings names;
    struct coh_preamble above;
    struct coh_layout layout;
    struct coh_plan plan;
};

/* Names between bars: "Kid|P1|P2". */
static size_t
split(const char *text, struct coh_span *name)
{
    size_t n = 0;

    for (;; text++) {
        size_t length = strcspn(text, "|");

        assert_true(n < MOST);
        name[n++] = (struct coh_span){text, length};
        text += length;
        if (!*text)
            return n;
    }
}

static int
bind(struct bound *b, const char *rules, const char *above, const char *header,
     struct coh_error *err)
{
    struct coh_template_scope scope = {.names = &b->names, .above = &b->above};
    struct coh_span title[MOST];
    struct coh_text text = COH_TEXT_INIT;
    size_t n;
    int rc = -1;

    *b = (struct bound){.names = COH_HEADINGS_INIT,
                        .above = COH_PREAMBLE_INIT,
                        .layout = COH_LAYOUT_INIT,
                        .plan = COH_PLAN_INIT};
    b->header.n = split(header, b->name);
    b->header.name = b->name;
    n = above ? split(above, title) : 0;
    if (!coh_text_format(&text, err, "%s%s", HEAD, rules) &&
        !coh_layout_parse(&b->layout, "own.ini", coh_text_span(&text), err) &&
        !coh_headings_make(&b->names, &b->header, err) &&
        (!above || !coh_preamble_add(&b->above, title, n, err)))
        rc = coh_plan_make(&b->plan, &b->layout, &scope, err);
    coh_text_release(&text);
    return rc;
}

static void
release(struct bound *b)
{
    coh_plan_release(&b->plan);
    coh_layout_release(&b->layout);
    coh_headings_release(&b->names);
    coh_preamble_release(&b->above);
}

/* All results as `item=score` of a record whose cells are a, b, c, … */
static void
expect(const char *rules, const char *above, const char *header,
       const char *wanted)
{
    static const char letters[] = "abcdefghijkl";
    struct coh_span cell[MOST];
    struct coh_template_row row = {.cell = cell};
    struct coh_text all = COH_TEXT_INIT, text = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct bound b;
    size_t i;

    for (i = 0; i < MOST; i++)
        cell[i] = (struct coh_span){letters + i, 1};
    if (bind(&b, rules, above, header, &err))
        fail_msg("%s", err.text);
    for (i = 0; i < b.plan.results; i++) {
        static const int shown[] = {COH_RESULT_ITEM, COH_RESULT_SCORE};
        size_t k;

        for (k = 0; k < 2; k++) {
            struct coh_span s;

            assert_int_equal(coh_plan_value(&b.plan.result[i], shown[k], &row,
                                            &text, &s, NULL),
                             0);
            assert_int_equal(coh_text_add(&all, s.bytes, s.length, NULL) ||
                                 coh_text_add(&all, k ? " " : "=", 1, NULL),
                             0);
        }
    }
    assert_string_equal(coh_text_get(&all), wanted);
    coh_text_release(&all);
    coh_text_release(&text);
    release(&b);
}

static void
refuse(const char *rules, const char *header, const char *words)
{
    struct coh_error err = COH_ERROR_INIT;
    struct bound b;

    assert_int_equal(bind(&b, rules, NULL, header, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, words));
    release(&b);
}

static void
the_nearest_column_to_the_left_gives_its_captures(void **state)
{
    static const char rules[] = "[result r]\ncolumn = ^Score$\n"
                                "left = ^Block (?<b>\\w)$\nitem = {b}\n";

    (void)state;
    expect(rules, NULL, "Kid|Score|Block A|x|Score|Block B|Score", "A=e B=g ");
    /* Not the column itself. */
    expect("[result r]\ncolumn = ^S\\d$\nleft = ^S(?<b>\\d)$\nitem = {b}\n",
           NULL, "Kid|S1|S2|S3", "1=c 2=d ");
}

static void
the_cell_above_gives_its_captures(void **state)
{
    static const char rules[] = "[result r]\ncolumn = ^P$\n"
                                "above = ^Unit (?<u>\\d)$\nitem = {u}\n";

    (void)state;
    expect(rules, "||Unit 1||Unit 2", "Kid|P|P|x|P", "1=c 2=e ");
    expect("[result r]\ncolumn = ^P\\d$\nabove = ^Unit (?<u>\\d)$\n"
           "item = {u}\n",
           "||Unit 1||Unit 2", "Kid|P1|P2|P3|P4|P5", "1=c 1=d 2=e 2=f ");
}

static void
an_index_counts_the_columns_that_fit_their_rule(void **state)
{
    static const char rules[] =
        "[result r]\ncolumn = ^P$\nitem = {index}\n"
        "[result s]\ncolumn = ^S$\nleft = ^Go$\nitem = s{index}\n";

    (void)state;
    expect(rules, NULL, "Kid|P|S|P|Go|S|S|P", "1=b 2=d 3=h s1=f s2=g ");
}

static void
two_columns_of_one_name_need_two_results(void **state)
{
    static const char index[] = "[result r]\ncolumn = ^P$\nitem = {index}\n";
    static const char same[] = "[result r]\ncolumn = ^P$\nitem = Q\n";
    static const char next[] = "[result r]\ncolumn = ^P$\nitem = {>Q}\n";

    (void)state;
    expect(index, NULL, "Kid|P|P", "1=b 2=c ");
    refuse(same, "Kid|P|P", "would give the same result");
    refuse(same, "Kid|P|x|P", "columns 2 and 4 are both 'P'");
    /* Which column an item is named by is a difference too. */
    expect(next, NULL, "Kid|P|Q|P|Q", "c=b e=d ");
    refuse(next, "Kid|P|P|Q", "columns 2 and 3");
    /* Other names are other columns, whatever they give. */
    expect(same, NULL, "Kid|P|R", "Q=b ");
}

static void
twins_are_found_behind_a_third_that_is_no_result(void **state)
{
    /* Only block A has the column that says when. */
    static const char rules[] =
        "[result r]\ncolumn = ^P$\nleft = ^(?<b>[AB])$\nitem = {b}\n"
        "when = {When {b}}\n";

    (void)state;
    expect(rules, NULL, "Kid|A|P|B|P|When A", "A=c ");
    refuse(rules, "Kid|A|P|B|P|A|P|When A", "columns 3 and 7 are both");
}

static void
two_of_one_name_may_have_names_for_different_cells(void **state)
{
    static const char rules[] =
        "[names type]\non = {Type {b}}\nname = x y\n"
        "[result r]\ncolumn = ^P$\nleft = ^(?<b>[AB])$\nitem = {type}\n";

    (void)state;
    expect(rules, NULL, "Kid|A|P|B|P|Type A|Type B", "f=c g=e ");
}

static void
a_rule_is_needless_where_its_column_is_there(void **state)
{
    static const char rules[] =
        "[result all]\nscore = {Total}\nunless = P1\nitem = all\n"
        "[result p]\ncolumn = ^P(?<n>\\d)$\nunless = Q{n}\nitem = {n}\n";

    (void)state;
    expect(rules, NULL, "Kid|Total|P1|P2|Q2", "1=c ");
    expect(rules, NULL, "Kid|Total|P2", "all=b 2=c ");
}

static void
a_rule_with_when_is_one_only_where_that_column_is_there(void **state)
{
    static const char rules[] =
        "[result p]\ncolumn = ^P(?<n>\\d)$\nwhen = {Taken {n}}\nitem = {n}\n";

    (void)state;
    expect(rules, NULL, "Kid|P1|Taken 1|P2|Taken 2", "1=b 2=d ");
    expect(rules, NULL, "Kid|P1|P2|Taken 2", "2=c ");
    refuse(rules, "Kid|P1|P2", "no column of this file is a result");
}

static void
common_fields_serve_rules_that_have_none_of_their_own(void **state)
{
    static const char rules[] =
        "[common]\nitem = {Name}\nitem = fixed\n"
        "[result p]\nscore = {P1}\n[result q]\nscore = {P2}\nitem = own\n";

    (void)state;
    expect(rules, NULL, "Kid|P1|P2|Name", "d=b own=c ");
    expect(rules, NULL, "Kid|P1|P2", "fixed=b own=c ");
}

static void
a_column_is_what_cell_says_where_no_field_names_it(void **state)
{
    static const struct {
        const char *rule;
        int field;
    } of[] = {
        {"", COH_RESULT_SCORE},
        {"cell = level\n", COH_RESULT_LEVEL},
        {"cell = response\nunscored = not_yet_graded\n", COH_RESULT_RESPONSE},
        {"score_by = key\n", COH_RESULT_RESPONSE},
        {"right = +\n", COH_RESULT_RESPONSE},
        {"unscored = not_yet_graded\n", COH_RESULT_RESPONSE},
    };
    static const int all[] = {COH_RESULT_SCORE, COH_RESULT_LEVEL,
                              COH_RESULT_RESPONSE};
    size_t i, k;

    (void)state;
    for (i = 0; i < UNIT_COUNT(of); i++) {
        char rules[100];
        struct bound b;

        snprintf(rules, sizeof(rules), "[result r]\ncolumn = ^P$\n%s",
                 of[i].rule);
        assert_int_equal(bind(&b, rules, NULL, "Kid|P", NULL), 0);
        assert_int_equal(b.plan.results, 1);
        for (k = 0; k < 3; k++)
            assert_int_equal(b.plan.result[0].field[all[k]].n,
                             all[k] == of[i].field);
        release(&b);
    }
    /* A level beside a score that is not there is none of its own. */
    refuse("[result r]\nscore = {Nobody}\nlevel = {P}\n", "Kid|P",
           "no column of this file is a result");
    /* A response alone is no result, if nothing says what it is worth. */
    refuse("[result r]\ncolumn = ^P$\ncell = response\n", "Kid|P",
           "no column of this file is a result");
}

static void
ids_may_be_found_by_pattern_behind_those_by_name(void **state)
{
    struct bound b;

    (void)state;
    assert_int_equal(bind(&b,
                          "id_like = ^Local\n[result r]\nscore = {P}\n"
                          "[record r]\nblank = Name\n",
                          NULL, "Local 2|P|Kid|Local 1|Name|Extra", NULL),
                     0);
    assert_int_equal(b.plan.ids, 3);
    assert_int_equal(b.plan.id[0], 2);
    assert_int_equal(b.plan.id[1], 0);
    assert_int_equal(b.plan.id[2], 3);
    assert_int_equal(b.plan.record[0].blank, 4);
    assert_memory_equal(b.plan.named, "\1\1\1\1\1\0", 6);
    release(&b);
}

static int
work(struct coh_error *err)
{
    struct bound b;
    int rc = bind(&b,
                  "[names type]\non = {Type}\nname = x y\n"
                  "[record max]\ntext = {Kid}, {Type}\npattern = ^x\n"
                  "[result p]\ncolumn = ^P$\nleft = ^(?<b>[AB])$\n"
                  "above = ^Unit (?<u>\\d)$\nitem = {b}{type}{Kid|each 1}\n"
                  "unless = Nobody\nwhen = {Type}\n",
                  "Unit 1|Unit 2", "Kid|A|P|B|P|Type", err);

    release(&b);
    return rc;
}

static void
plans_survive_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 50);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_column_to_the_left_gives_its_captures),
        cmocka_unit_test(the_cell_above_gives_its_captures),
        cmocka_unit_test(an_index_counts_the_columns_that_fit_their_rule),
        cmocka_unit_test(two_columns_of_one_name_need_two_results),
        cmocka_unit_test(twins_are_found_behind_a_third_that_is_no_result),
        cmocka_unit_test(two_of_one_name_may_have_names_for_different_cells),
        cmocka_unit_test(a_rule_is_needless_where_its_column_is_there),
        cmocka_unit_test(
            a_rule_with_when_is_one_only_where_that_column_is_there),
        cmocka_unit_test(common_fields_serve_rules_that_have_none_of_their_own),
        cmocka_unit_test(a_column_is_what_cell_says_where_no_field_names_it),
        cmocka_unit_test(ids_may_be_found_by_pattern_behind_those_by_name),
        cmocka_unit_test(plans_survive_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
