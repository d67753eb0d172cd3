/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/layout.h"

#define HEAD   "[layout]\nname = own\n[match]\nrequired = Pts\n"
#define KID    "[student]\nid = Kid\n"
#define RESULT "[result r]\nscore = {Pts}\n"

static int
parse(struct coh_layout *l, const char *text, struct coh_error *err)
{
    *l = (struct coh_layout)COH_LAYOUT_INIT;
    return coh_layout_parse(l, "own.ini", coh_span_of(text), err);
}

static void
accept(struct coh_layout *l, const char *text)
{
    struct coh_error err = COH_ERROR_INIT;

    if (parse(l, text, &err))
        print_error("%s\n", err.text);
    assert_int_equal(err.code, COH_OK);
}

static void
refuse(const char *text, const char *words)
{
    struct coh_layout l;
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(parse(&l, text, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    if (!strstr(err.text, words))
        print_error("'%s' does not hold '%s'\n", err.text, words);
    assert_non_null(strstr(err.text, words));
    coh_layout_release(&l);
}

static void
every_key_is_kept(void **state)
{
    struct coh_layout l;

    (void)state;
    accept(&l, "[layout]\nname = own\ntitle = My own: a sheet\n"
               "main_scale = points\ndate_order = dmy\nshort_rows = pad\n"
               "repeats = drop\nattempts = number\n"
               "[match]\nrequired = Pts\nor = Points\noptional = Form\n"
               "forbidden = Total\n"
               "[student]\nid = Kid\nid = State ID\nname = Name\n"
               "[record max]\ncolumn = Name\npattern = ^Max$\n"
               "role = max_score\n"
               "[record test]\nany = ^x$\n"
               "[common]\nassessment = {Quiz}\nassessment = Quiz\n"
               "[result r]\ncolumn = ^P(?<n>\\d)$\nitem = Q{n}\nblank = skip\n"
               "code = Not Assessed not_assigned\nsuffix = L\nform = {Form}\n"
               "max_score_from = row\nskip_max = ^-$\n");
    assert_string_equal(l.title, "My own: a sheet");
    assert_int_equal(l.date_order, COH_ORDER_DMY);
    assert_true(l.pad_short && l.repeats == COH_REPEATS_DROP &&
                l.number_attempts);
    assert_int_equal(l.matches, 2);
    assert_int_equal(l.match[0].name.n, 2);
    assert_true(l.match[0].required && !l.match[1].required);
    assert_string_equal(l.forbidden.text[0], "Total");
    assert_int_equal(l.id.n, 2);
    assert_int_equal(l.record[0].role, COH_RECORD_MAXIMA);
    assert_int_equal(l.record[1].role, COH_RECORD_SKIPPED);
    assert_int_equal(l.common.field[COH_RESULT_ASSESSMENT].n, 2);
    assert_int_equal(l.result[0].codes, 1);
    assert_true(coh_span_is(l.result[0].code[0].text, "Not Assessed"));
    assert_int_equal(l.result[0].code[0].status, COH_STATUS_NOT_ASSIGNED);
    assert_int_equal(l.result[0].field[COH_FIELD_FORM].n, 1);
    coh_layout_release(&l);
}

/* What the INI reader does to values: it cuts at a blank and a semicolon, and
 * takes the first `=` or `:` for the one that ends the key. */
static void
values_are_cut_at_a_blank_and_a_semicolon_only(void **state)
{
    struct coh_layout l;

    (void)state;
    accept(&l, HEAD "required = a;b: c = d # e ; gone\n" KID RESULT);
    assert_string_equal(l.match[1].name.text[0], "a;b: c = d # e");
    coh_layout_release(&l);
    accept(&l, HEAD "required: with a colon\n" KID RESULT);
    assert_string_equal(l.match[1].name.text[0], "with a colon");
    coh_layout_release(&l);
}

static void
a_line_holds_198_bytes_and_not_one_more(void **state)
{
    struct coh_layout l;
    char text[600], value[201];
    int n;

    (void)state;
    for (n = 198; n <= 199; n++) {
        memset(value, 'x', sizeof(value));
        value[n - (int)strlen("required = ")] = '\0';
        snprintf(text, sizeof(text), "%srequired = %s\n%s%s", HEAD, value, KID,
                 RESULT);
        if (n == 198) {
            accept(&l, text);
            assert_string_equal(l.match[1].name.text[0], value);
            coh_layout_release(&l);
        } else {
            refuse(text, "line 5: longer than 198 bytes");
        }
    }
}

static void
marks_line_ends_and_indents_do_not_matter(void **state)
{
    struct coh_layout l;

    (void)state;
    accept(&l, "\xEF\xBB\xBF[layout]\r\nname = own\r\n\r\n[match]\r\n"
               "  required = Pts\r\n\toptional = B\r\n[student]\r\n"
               "id = Kid\r\n[result r]\r\nscore = {Pts}");
    assert_string_equal(l.name, "own");
    assert_int_equal(l.matches, 2);
    assert_string_equal(l.match[0].name.text[0], "Pts");
    assert_string_equal(l.match[1].name.text[0], "B");
    coh_layout_release(&l);
}

static void
what_is_no_layout_is_refused_with_its_line(void **state)
{
    static char big[256 * 1024 + 2];
    struct coh_layout l = COH_LAYOUT_INIT;

    (void)state;
    refuse("", "needs a name");
    refuse("[layout]\nname = a\n", "needs [match]");
    refuse(HEAD KID, "needs [match]");
    refuse(HEAD "colour = red\n", "line 5: [match] has no key 'colour'");
    refuse("[lay]\nname = a\n", "line 2: there is no section");
    refuse("[layout]\nname\n", "line 2: neither");
    refuse("[layout]\nnum = 1\n", "[layout] has no key");
    refuse("[layout]\ndate_order = ymd\n", "mdy");
    refuse("[layout]\nshort_rows = maybe\n", "none of the words");
    refuse(HEAD "[student]\nage = 1\n", "[student] has no key");
    refuse(HEAD "[student]\nid_part = ^.\n", "no capture id");
    refuse(HEAD KID "[common]\nweight = 1\n", "a result has no key");
    refuse(HEAD KID "[result r]\nblank = 0\n", "none of the words");
    refuse(HEAD KID "[result r]\ncode = EX\n", "code = TEXT STATUS");
    refuse(HEAD KID "[result r]\ncode = EX gone\n", "no status 'gone'");
    refuse(HEAD KID "[result r]\nitem = Q\n", "needs a score");
    refuse(HEAD KID "[result r]\ncolumn = (\n", "own.ini: line 8: pattern");
    refuse(HEAD KID "[result r]\ncolumn = a\ncolumn = b\n", "second pattern");
    refuse(HEAD KID RESULT "[record x]\ncolumn = A\n", "needs a column");
    refuse(HEAD KID RESULT "[record x]\nrow = A\n", "[record] has no key");
    refuse("[layout]\nname = \xFF\n", "UTF-8");
    refuse("[result "
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]\na = b\n",
           "at most 49 bytes");
    assert_int_equal(
        coh_layout_parse(&l, "x", (struct coh_span){"a\0b", 3}, NULL), -1);
    memset(big, '\n', sizeof(big));
    assert_int_equal(
        coh_layout_parse(&l, "x", (struct coh_span){big, sizeof(big)}, NULL),
        -1);
}

static int
work(struct coh_error *err)
{
    struct coh_layout l = COH_LAYOUT_INIT;
    int rc = coh_layout_parse(
        &l, "own.ini",
        coh_span_of(HEAD KID "[record m]\ncolumn = A\npattern = ^a$\n"
                             "[common]\nterm = fall\n" RESULT
                             "code = EX excused\n"),
        err);

    coh_layout_release(&l);
    return rc;
}

static void
a_layout_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 8);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_kept),
        cmocka_unit_test(values_are_cut_at_a_blank_and_a_semicolon_only),
        cmocka_unit_test(a_line_holds_198_bytes_and_not_one_more),
        cmocka_unit_test(marks_line_ends_and_indents_do_not_matter),
        cmocka_unit_test(what_is_no_layout_is_refused_with_its_line),
        cmocka_unit_test(a_layout_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
