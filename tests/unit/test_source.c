/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "table/source.h"

enum { BLOCK = 65536, LIMIT = 1 << 20 };

static char path[UNIT_PATH];

/* All lines of the file, each with its length in front: "1:a 0: 2:bc ". */
static void
lines_of(const void *bytes, size_t length, struct coh_text *got)
{
    struct coh_source s;
    struct coh_line line;

    unit_file(path, bytes, length);
    assert_int_equal(coh_source_open(&s, path, NULL), 0);
    for (;;) {
        assert_int_equal(coh_source_line(&s, 0, LIMIT, &line, NULL), 0);
        if (line.end)
            break;
        assert_int_equal(coh_text_format(got, NULL, "%zu:", line.length), 0);
        assert_int_equal(
            coh_text_add(got, s.window + s.begin, line.length, NULL), 0);
        assert_int_equal(coh_text_add(got, " ", 1, NULL), 0);
        coh_source_drop(&s, line.next);
    }
    coh_source_release(&s);
    unlink(path);
}

/* `expected` is a string constant, which may hold NUL. */
#define assert_lines(bytes, length, expected) \
    assert_these_lines(bytes, length, expected, sizeof(expected) - 1)

static void
assert_these_lines(const void *bytes, size_t length, const char *expected,
                   size_t expected_length)
{
    struct coh_text got = COH_TEXT_INIT;

    lines_of(bytes, length, &got);
    assert_int_equal(got.length, expected_length);
    assert_memory_equal(coh_text_get(&got), expected, expected_length);
    coh_text_release(&got);
}

static void
any_line_end_ends_a_line(void **state)
{
    (void)state;
    assert_lines("", 0, "");
    assert_lines("a", 1, "1:a ");
    assert_lines("a\nbc\n", 5, "1:a 2:bc ");
    assert_lines("a\rbc\r", 5, "1:a 2:bc ");
    assert_lines("a\r\nbc\r\n", 7, "1:a 2:bc ");
    assert_lines("a\r\n\nb\r\rc\n\rd", 11, "1:a 0: 1:b 0: 1:c 0: 1:d ");
    assert_lines("\n", 1, "0: ");
    assert_lines("\r\n", 2, "0: ");
    assert_lines("\r", 1, "0: ");
}

static void
a_byte_order_mark_is_no_text(void **state)
{
    (void)state;
    assert_lines("\xEF\xBB\xBF"
                 "a\n",
                 5, "1:a ");
    assert_lines("\xEF\xBB\xBF", 3, "");
    assert_lines("\xFF\xFE"
                 "a\0\n\0b\0",
                 8, "1:a 1:b ");
    assert_lines("\xFE\xFF"
                 "\0a\0\n\0b",
                 8, "1:a 1:b ");
    assert_lines("\xFF\xFE", 2, "");
}

/* "Öl,b" and rows in UTF-16 of either order, as some learning systems write
 * their ".xls": no mark, but a NUL in every unit that is ASCII. */
static void
utf16_without_a_mark_is_known_by_its_nul_bytes(void **state)
{
    (void)state;
    assert_lines("\xD6\0l\0,\0b\0\n\0"
                 "1\0,\0"
                 "2\0",
                 16, "5:\xC3\x96l,b 3:1,2 ");
    assert_lines("\0\xD6\0l\0,\0b\0\n\0"
                 "1\0,\0"
                 "2",
                 16, "5:\xC3\x96l,b 3:1,2 ");
    /* U+0100 has its NUL on the other side: one in 17 may */
    assert_lines("x\0x\0x\0x\0x\0x\0x\0x\0x\0x\0x\0x\0x\0x\0x\0x\0\0\1\n\0", 36,
                 "18:xxxxxxxxxxxxxxxx\xC4\x80 ");
    assert_lines("a\0", 2, "2:a\0 ");
}

static void
a_few_nul_bytes_do_not_make_utf16(void **state)
{
    (void)state;
    assert_lines("a,b\nx\0y,2\n", 10, "3:a,b 5:x\0y,2 ");
    assert_lines("\0\0\0\0", 4, "4:\0\0\0\0 ");
    assert_lines("a\0\0b\n", 5, "4:a\0\0b ");
}

static void
a_web_page_is_named_whatever_it_is_called(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
    } pages[] = {
        {"<html xmlns:o=\"\">", 18},
        {"\n <TABLE border=1>", 18},
        {"\xEF\xBB\xBF<!DOCTYPE html>", 18},
        {"<\0?\0x\0m\0l\0 \0", 12},
    };
    struct coh_error err = COH_ERROR_INIT;
    struct coh_source s;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(pages); i++) {
        unit_file(path, pages[i].bytes, pages[i].length);
        assert_int_equal(coh_source_open(&s, path, &err), 0);
        assert_int_equal(coh_source_fill(&s, 100, &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        assert_non_null(strstr(err.text, "HTML"));
        coh_source_release(&s);
        unlink(path);
    }
    assert_lines("<10,>9\n", 7, "6:<10,>9 ");
}

/* UTF-16 beyond the basic plane, and what no UTF-16 has. U+1F600 is D83D DE00;
 * a surrogate alone and half a unit at the end become U+FFFD, not nothing. */
static void
utf16_that_is_broken_leaves_a_mark(void **state)
{
    (void)state;
    assert_lines("\xFF\xFE\x3D\xD8\x00\xDE", 6, "4:\xF0\x9F\x98\x80 ");
    assert_lines("\xFF\xFE\x3D\xD8"
                 "a\0",
                 6,
                 "4:\xEF\xBF\xBD"
                 "a ");
    assert_lines("\xFF\xFE"
                 "a\0\x3D\xD8",
                 6, "4:a\xEF\xBF\xBD ");
    assert_lines("\xFF\xFE"
                 "a\0b",
                 5, "4:a\xEF\xBF\xBD ");
}

/* A file of one line that ends near the edge of a block, with each line end;
 * and one whose second line starts there. */
static void
line_ends_at_a_blocks_edge_are_read_once(void **state)
{
    static const char *const ends[] = {"\n", "\r", "\r\n"};
    static char bytes[2 * BLOCK];
    struct coh_text got = COH_TEXT_INIT;
    char expected[40];
    size_t e, n;

    (void)state;
    for (e = 0; e < UNIT_COUNT(ends); e++)
        for (n = BLOCK - 3; n <= BLOCK + 3; n++) {
            size_t end = strlen(ends[e]);

            memset(bytes, 'x', n);
            memcpy(bytes + n, ends[e], end);
            memcpy(bytes + n + end, "yz", 2);
            lines_of(bytes, n + end + 2, &got);
            snprintf(expected, sizeof(expected), "%zu:x", n);
            assert_memory_equal(got.bytes, expected, strlen(expected));
            assert_string_equal(got.bytes + got.length - 11, "xxxxx 2:yz ");
            coh_text_clear(&got);
        }
    coh_text_release(&got);
}

/* Units and surrogate pairs cut by the edge at every offset. */
static void
utf16_is_decoded_across_blocks_edges(void **state)
{
    static unsigned char bytes[BLOCK + 64];
    struct coh_text got = COH_TEXT_INIT;
    int big, pair;
    size_t n, i;

    (void)state;
    for (big = 0; big < 2; big++)
        for (pair = 0; pair < 2; pair++)
            for (n = BLOCK / 2 - 4; n <= BLOCK / 2 + 2; n++) {
                static const unsigned char smile[4] = {0xD8, 0x3D, 0xDE, 0};
                size_t at = 2, k;

                bytes[0] = big ? 0xFE : 0xFF;
                bytes[1] = big ? 0xFF : 0xFE;
                for (i = 0; i < n; i++) {
                    bytes[at++] = big ? 0 : 'x';
                    bytes[at++] = big ? 'x' : 0;
                }
                for (k = 0; pair && k < 4; k++)
                    bytes[at++] = smile[big ? k : k ^ 1];
                lines_of(bytes, at, &got);
                assert_int_equal(atol(got.bytes), n + (pair ? 4 : 0));
                if (pair)
                    assert_string_equal(got.bytes + got.length - 5,
                                        "\xF0\x9F\x98\x80 ");
                coh_text_clear(&got);
            }
    coh_text_release(&got);
}

static void
half_a_unit_at_the_end_of_many_blocks_leaves_a_mark(void **state)
{
    static char bytes[3 * BLOCK + 1] = "\xFF\xFE";
    struct coh_text got = COH_TEXT_INIT;
    size_t i;

    (void)state;
    for (i = 2; i < sizeof(bytes); i += 2)
        bytes[i] = 'x';
    lines_of(bytes, sizeof(bytes), &got);
    assert_int_equal(atol(got.bytes), (sizeof(bytes) - 3) / 2 + 3);
    assert_string_equal(got.bytes + got.length - 5, "x\xEF\xBF\xBD ");
    coh_text_release(&got);
}

static void
what_is_no_text_is_named_with_the_way_out(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *word;
    } rows[] = {
        {"PK\003\004abcdef", 10, "Excel"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "Excel"},
        {"%PDF-1.7\n", 9, "PDF"},
        {"SQLite format 3\0", 16, "SQLite"},
        {"\x1F\x8B\x08\0", 4, "gzip"},
    };
    struct coh_error err = COH_ERROR_INIT;
    struct coh_source s;
    struct coh_line line;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++) {
        unit_file(path, rows[i].bytes, rows[i].length);
        assert_int_equal(coh_source_open(&s, path, &err), 0);
        assert_int_equal(coh_source_line(&s, 0, LIMIT, &line, &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        assert_non_null(strstr(err.text, rows[i].word));
        coh_source_release(&s);
        unlink(path);
    }
}

static void
a_line_beyond_the_limit_is_said_wherever_its_end_is(void **state)
{
    static char bytes[300];
    struct coh_source s;
    struct coh_line line;
    size_t n;

    (void)state;
    memset(bytes, 'x', sizeof(bytes));
    for (n = 99; n <= 102; n++) {
        bytes[n] = '\n';
        unit_file(path, bytes, sizeof(bytes));
        bytes[n] = 'x';
        assert_int_equal(coh_source_open(&s, path, NULL), 0);
        assert_int_equal(coh_source_line(&s, 0, 100, &line, NULL), 0);
        assert_int_equal(line.too_long, n > 100);
        assert_int_equal(coh_source_skip_line(&s, NULL), 0);
        assert_int_equal(coh_source_line(&s, 0, LIMIT, &line, NULL), 0);
        assert_int_equal(line.length, sizeof(bytes) - n - 1);
        coh_source_release(&s);
        unlink(path);
    }
}

static void
rewinding_starts_again_also_in_utf16(void **state)
{
    struct coh_source s;
    struct coh_line line;
    int round;

    (void)state;
    unit_file(path,
              "\xFF\xFE"
              "a\0\n\0",
              6);
    assert_int_equal(coh_source_open(&s, path, NULL), 0);
    for (round = 0; round < 2; round++) {
        assert_int_equal(coh_source_line(&s, 0, LIMIT, &line, NULL), 0);
        assert_int_equal(line.length, 1);
        assert_memory_equal(s.window + s.begin, "a", 1);
        coh_source_drop(&s, line.next);
        assert_int_equal(coh_source_line(&s, 0, LIMIT, &line, NULL), 0);
        assert_true(line.end);
        assert_int_equal(coh_source_rewind(&s, NULL), 0);
    }
    coh_source_release(&s);
    coh_source_release(&s);
    unlink(path);
}

/* The line ends of each kind, and the mark, of the whole file. */
static struct coh_source_form
form_of(const void *bytes, size_t length)
{
    struct coh_source_form form;
    struct coh_source s;
    struct coh_line line;

    unit_file(path, bytes, length);
    assert_int_equal(coh_source_open(&s, path, NULL), 0);
    s.count_ends = 1;
    do {
        assert_int_equal(coh_source_line(&s, 0, LIMIT, &line, NULL), 0);
        if (!line.end)
            coh_source_drop(&s, line.next);
    } while (!line.end);
    form = s.form;
    coh_source_release(&s);
    unlink(path);
    return form;
}

static void
line_ends_are_counted_by_kind_where_that_is_asked_for(void **state)
{
    static char blocks[BLOCK + 2];
    struct coh_source_form f = form_of("a\r\nb\nc\rd\r\r\n\n", 12);

    (void)state;
    assert_int_equal(f.crlf, 2);
    assert_int_equal(f.lf, 2);
    assert_int_equal(f.cr, 2);
    assert_false(f.mark);
    assert_string_equal(f.encoding, "UTF-8");
    /* A CRLF that two blocks part is one line end. */
    memset(blocks, 'x', sizeof(blocks));
    blocks[BLOCK - 1] = '\r';
    blocks[BLOCK] = '\n';
    f = form_of(blocks, sizeof(blocks));
    assert_int_equal(f.crlf, 1);
    assert_int_equal(f.cr + f.lf, 0);
    f = form_of("\xFF\xFE"
                "a\0\r\0\n\0",
                8);
    assert_string_equal(f.encoding, "UTF-16LE");
    assert_true(f.mark);
    assert_int_equal(f.crlf, 1);
    assert_true(form_of("\xEF\xBB\xBF"
                        "a\n",
                        5)
                    .mark);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_line_end_ends_a_line),
        cmocka_unit_test(a_byte_order_mark_is_no_text),
        cmocka_unit_test(line_ends_are_counted_by_kind_where_that_is_asked_for),
        cmocka_unit_test(utf16_without_a_mark_is_known_by_its_nul_bytes),
        cmocka_unit_test(a_few_nul_bytes_do_not_make_utf16),
        cmocka_unit_test(a_web_page_is_named_whatever_it_is_called),
        cmocka_unit_test(utf16_that_is_broken_leaves_a_mark),
        cmocka_unit_test(line_ends_at_a_blocks_edge_are_read_once),
        cmocka_unit_test(utf16_is_decoded_across_blocks_edges),
        cmocka_unit_test(half_a_unit_at_the_end_of_many_blocks_leaves_a_mark),
        cmocka_unit_test(what_is_no_text_is_named_with_the_way_out),
        cmocka_unit_test(a_line_beyond_the_limit_is_said_wherever_its_end_is),
        cmocka_unit_test(rewinding_starts_again_also_in_utf16),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
