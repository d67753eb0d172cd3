/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/cut.h"

static struct coh_cut
cut_of(const char *text)
{
    struct coh_cut cut;

    assert_int_equal(coh_cut_read(coh_span_of(text), &cut), 0);
    assert_true(coh_cut_is(&cut));
    return cut;
}

/* The parts of `cell`, joined by `/`. */
static void
expect(const char *how, const char *cell, const char *wanted)
{
    struct coh_cut cut = cut_of(how);
    char parts[200] = "";
    size_t i, n = coh_cut_count(&cut, coh_span_of(cell));

    for (i = 1; i <= n; i++) {
        struct coh_span part = coh_cut_part(&cut, coh_span_of(cell), i);

        snprintf(parts + strlen(parts), sizeof(parts) - strlen(parts), "%s%.*s",
                 i > 1 ? "/" : "", (int)part.length, part.bytes);
    }
    assert_string_equal(parts, wanted);
    assert_int_equal(coh_cut_part(&cut, coh_span_of(cell), 0).length, 0);
    assert_int_equal(coh_cut_part(&cut, coh_span_of(cell), n + 1).length, 0);
    assert_int_equal(coh_cut_part(&cut, coh_span_of(cell), n + 2).length, 0);
}

static void
three_ways_of_cutting_are_known(void **state)
{
    static const char *const bad[] = {
        "",        "each",    "each ", "each 0", "each 00", "each 100",
        "each -1", "each 1x", "each1", "on",     "on ",     "each  1",
        "Each 1",  "spaces",  "on\t;", "every 2"};
    struct coh_cut cut;
    size_t i;

    (void)state;
    assert_int_equal(cut_of("each 1").each, 1);
    assert_int_equal(cut_of("each 99").each, 99);
    assert_int_equal(cut_of("each 03").each, 3);
    assert_true(coh_span_is(cut_of("on ;").separator, ";"));
    assert_true(coh_span_is(cut_of("on ::").separator, "::"));
    assert_true(coh_span_is(cut_of("on space").separator, " "));
    assert_true(coh_span_is(cut_of("on semicolon").separator, ";"));
    for (i = 0; i < UNIT_COUNT(bad); i++) {
        assert_int_equal(coh_cut_read(coh_span_of(bad[i]), &cut), -1);
        assert_int_equal(cut.separator.length, 0);
    }
    cut = (struct coh_cut){0, {"", 0}};
    assert_false(coh_cut_is(&cut));
}

static void
by_each_a_part_is_so_many_characters_and_blanks_count(void **state)
{
    (void)state;
    /* The eight answers of the header's own example. */
    expect("each 1", "CDD  CAB", "C/D/D///C/A/B");
    expect("each 1", " A ", "/A/");
    expect("each 3", "123 45", "123/45");
    expect("each 3", "1234", "123/4");
    expect("each 9", "12", "12");
    expect("each 2", "    ", "");
    expect("each 1", "", "");
    /* Characters, not bytes: e acute has two bytes, the dash three. */
    expect("each 1", "\xC3\xA9\xE2\x80\x93z", "\xC3\xA9/\xE2\x80\x93/z");
    expect("each 2", "\xC3\xA9\xE2\x80\x93z", "\xC3\xA9\xE2\x80\x93/z");
}

static void
on_a_separator_a_blank_part_is_a_part(void **state)
{
    (void)state;
    expect("on |", "12|4|", "12/4/");
    expect("on |", "|", "/");
    expect("on |", " 7 | 8 ", "7/8");
    expect("on |", "7", "7");
    expect("on |", "", "");
    expect("on |", "   ", "");
    expect("on ::", "a::b:c:::d", "a/b:c/:d");
    expect("on ;", ";;3", "//3");
}

static void
on_space_any_run_of_blanks_parts(void **state)
{
    (void)state;
    expect("on space", "1 1 2 0", "1/1/2/0");
    expect("on space", "  1   12  ", "1/12");
    expect("on space", "1", "1");
    expect("on space", " ", "");
}

static void
exact_is_neither_more_nor_less(void **state)
{
    struct coh_cut each = cut_of("each 3"), on = cut_of("on |");

    (void)state;
    assert_true(coh_cut_is_exact(&each, coh_span_of("110 98"), 2));
    assert_false(coh_cut_is_exact(&each, coh_span_of("110 9"), 2));
    assert_false(coh_cut_is_exact(&each, coh_span_of("110 98 "), 2));
    assert_false(coh_cut_is_exact(&each, coh_span_of("110 98"), 3));
    assert_true(coh_cut_is_exact(&each, coh_span_of("\xC3\xA9-\xC3\xA9"), 1));
    assert_true(coh_cut_is_exact(&on, coh_span_of("1|2"), 2));
    assert_true(coh_cut_is_exact(&on, coh_span_of("1|"), 2));
    assert_false(coh_cut_is_exact(&on, coh_span_of("1|2|3"), 2));
    assert_true(coh_cut_is_exact(&on, coh_span_of(""), 0));
}

/* Whatever stands in a cell, its parts lie in it, in order, none again. */
static void
parts_lie_in_their_cell_in_order(void **state)
{
    static const char *const how[] = {"each 1", "each 7", "on ,", "on space",
                                      "on aa"};
    unsigned seed = 20261;
    size_t h, i, k, n, round;

    (void)state;
    for (round = 0; round < 2000; round++) {
        char bytes[24];
        struct coh_span cell = {bytes, 0};

        seed = seed * 1103515245u + 12345u;
        cell.length = seed >> 16 & 15;
        for (i = 0; i < cell.length; i++) {
            seed = seed * 1103515245u + 12345u;
            bytes[i] = ", a\xC3\xA9x"[(seed >> 16) % 6];
        }
        for (h = 0; h < UNIT_COUNT(how); h++) {
            struct coh_cut cut = cut_of(how[h]);
            const char *at = bytes;

            n = coh_cut_count(&cut, cell);
            assert_true(n <= cell.length + 1);
            for (k = 1; k <= n; k++) {
                struct coh_span part = coh_cut_part(&cut, cell, k);

                assert_true(part.bytes >= at);
                at = part.bytes + part.length;
                assert_true(at <= bytes + cell.length);
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_ways_of_cutting_are_known),
        cmocka_unit_test(by_each_a_part_is_so_many_characters_and_blanks_count),
        cmocka_unit_test(on_a_separator_a_blank_part_is_a_part),
        cmocka_unit_test(on_space_any_run_of_blanks_parts),
        cmocka_unit_test(exact_is_neither_more_nor_less),
        cmocka_unit_test(parts_lie_in_their_cell_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
