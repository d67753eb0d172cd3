/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit-reader.h"

#include "base/random.h"

enum { BLOCK = 65536 };

/* ---- edges of blocks ---- */

/* A record with a line end inside quotes, moved across a block's edge. */
static void
quoted_line_ends_are_read_across_a_blocks_edge(void **state)
{
    static const char tail[] = "1,\"x\r\ny\"\n2,z\n";
    static char bytes[BLOCK + 64];
    struct coh_record rec;
    struct coh_reader *r;
    size_t start;

    (void)state;
    memset(bytes, 'q', sizeof(bytes));
    memcpy(bytes, "a,b\n", 4);
    for (start = BLOCK - 14; start <= BLOCK + 3; start++) {
        bytes[5] = ',';
        bytes[start - 1] = '\n';
        memcpy(bytes + start, tail, sizeof(tail) - 1);
        r = open_bytes(bytes, start + sizeof(tail) - 1, NULL);
        assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_int_equal(rec.cell[1].length, start - 7);
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_false(rec.aside);
        assert_int_equal(rec.lines, 2);
        assert_true(coh_span_is(rec.cell[1], "x\r\ny"));
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_int_equal(rec.line, 5);
        assert_true(coh_span_is(rec.cell[1], "z"));
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        assert_true(rec.end);
        done(r);
        memset(bytes + start - 1, 'q', sizeof(tail));
    }
}

/* The same rows as UTF-8 and as UTF-16 of either order, some 100 KB of them. */
static void
utf16_files_of_many_blocks_read_as_utf8_does(void **state)
{
    struct coh_text utf8 = COH_TEXT_INIT,
                    said[3] = {COH_TEXT_INIT, COH_TEXT_INIT, COH_TEXT_INIT};
    size_t i, at = 2;
    unsigned char *utf16;
    int form;

    (void)state;
    assert_int_equal(coh_text_add_string(&utf8, "id,name\n", NULL), 0);
    for (i = 0; i < 4000; i++)
        assert_int_equal(
            coh_text_format(&utf8, NULL, "%zu,\"n\n,%zu\"\r\n", i, i * i), 0);
    utf16 = malloc(2 * utf8.length + 2);
    assert_non_null(utf16);
    for (form = 0; form < 3; form++) {
        struct coh_reader *r;

        utf16[0] = form == 1 ? 0xFF : 0xFE;
        utf16[1] = form == 1 ? 0xFE : 0xFF;
        for (i = 0, at = 2; i < utf8.length; i++) {
            utf16[at++] = form == 1 ? (unsigned char)utf8.bytes[i] : 0;
            utf16[at++] = form == 1 ? 0 : (unsigned char)utf8.bytes[i];
        }
        r = form ? open_bytes(utf16, at, NULL)
                 : open_bytes(utf8.bytes, utf8.length, NULL);
        describe(r, &said[form]);
        assert_int_equal(coh_reader_counts(r)->records, 4000);
        assert_int_equal(coh_reader_counts(r)->aside, 0);
        done(r);
    }
    assert_string_equal(said[0].bytes, said[1].bytes);
    assert_string_equal(said[0].bytes, said[2].bytes);
    for (form = 0; form < 3; form++)
        coh_text_release(&said[form]);
    coh_text_release(&utf8);
    free(utf16);
}

/* ---- every line is accounted for ---- */

/* Physical lines by the plainest rule: LF, CR or CRLF ends one. */
static size_t
split_lines(const char *s, size_t n, size_t *start, size_t *length)
{
    size_t i = 0, lines = 0;

    while (i < n) {
        start[lines] = i;
        while (i < n && s[i] != '\n' && s[i] != '\r')
            i++;
        length[lines] = i - start[lines];
        if (i + 1 < n && s[i] == '\r' && s[i + 1] == '\n')
            i++;
        i++;
        lines++;
    }
    return lines;
}

static void
assert_lines_covered(const char *bytes, size_t n, size_t width,
                     const struct coh_reader_options *options)
{
    size_t start[400], length[400], lines, next = 1;
    struct coh_reader *r = open_bytes(bytes, n, options);
    struct coh_record rec;

    lines = split_lines(bytes, n, start, length);
    coh_reader_set_width(r, width);
    for (;;) {
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        if (rec.end)
            break;
        for (; next < rec.line; next++)
            assert_int_equal(length[next - 1], 0);
        assert_int_equal(rec.line, next);
        assert_true(rec.lines >= 1);
        if (rec.aside)
            assert_int_equal(rec.lines, 1);
        else if (width)
            assert_int_equal(rec.n, width);
        next += rec.lines;
    }
    for (; next <= lines; next++)
        assert_int_equal(length[next - 1], 0);
    assert_int_equal(next, lines + 1);
    done(r);
}

/* What the bytes may start with, so that each dialect comes up. */
static const char *const starts[] = {
    "",
    "",
    "a,b\n\"x \\\"y\\\" z\",1\n",
    "'a','b'\n",
    "\xEF\xBB\xBF\"a\",b\n",
    "a;b\n1;2\n3;4\n",
};

static void
every_line_of_random_bytes_is_accounted_for(void **state)
{
    static const char *const alphabets[] = {
        "aab,,;\"\"\"\n\n\r \xE9\xC3\xA9\t|1",
        "aab,,\"\"\"\"\\\\\\\n\n\r \t''",
        "a,'',','\"\n\\ :|;",
    };
    struct coh_random random = {.state = 42};
    char bytes[400];
    int round;

    (void)state;
    for (round = 0; round < 9000; round++) {
        const char *alphabet = alphabets[round % 3];
        const char *start = starts[round % (int)UNIT_COUNT(starts)];
        const struct coh_reader_options options = {
            .delimiter = round % 5 ? ',' : '\0',
            .max_cell = round % 7 ? 0 : 1 + round % 40,
            .pad_short = round % 2,
            .quoting = (enum coh_quoting)(round % 11 % 3),
        };
        size_t n = strlen(start),
               end = n + coh_random_below(&random, sizeof(bytes) - n);

        memcpy(bytes, start, n);
        for (; n < end; n++)
            bytes[n] = alphabet[coh_random_below(&random, strlen(alphabet))];
        assert_lines_covered(bytes, n, coh_random_below(&random, 5), &options);
    }
}

/* Random lines as UTF-16 of either order, without a mark: the same lines. */
static void
every_line_of_unmarked_utf16_is_accounted_for(void **state)
{
    static const char alphabet[] = "aab,,\"\"\n\r \\'";
    static const struct coh_reader_options comma = {.delimiter = ','};
    struct coh_random random = {.state = 7};
    char bytes[400];
    unsigned char wide[800];
    int round;

    (void)state;
    for (round = 0; round < 2000; round++) {
        struct coh_text said[2] = {COH_TEXT_INIT, COH_TEXT_INIT};
        size_t n = 4 + coh_random_below(&random, sizeof(bytes) - 4), i;
        int form;

        memcpy(bytes, "a,b\n", 4);
        for (i = 4; i < n; i++)
            bytes[i] =
                alphabet[coh_random_below(&random, sizeof(alphabet) - 1)];
        for (i = 0; i < n; i++) {
            wide[2 * i + (size_t)(round % 2)] = (unsigned char)bytes[i];
            wide[2 * i + 1 - (size_t)(round % 2)] = 0;
        }
        for (form = 0; form < 2; form++) {
            struct coh_reader *r = form ? open_bytes(wide, 2 * n, &comma)
                                        : open_bytes(bytes, n, &comma);

            describe(r, &said[form]);
            done(r);
        }
        assert_string_equal(coh_text_get(&said[0]), coh_text_get(&said[1]));
        coh_text_release(&said[0]);
        coh_text_release(&said[1]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quoted_line_ends_are_read_across_a_blocks_edge),
        cmocka_unit_test(utf16_files_of_many_blocks_read_as_utf8_does),
        cmocka_unit_test(every_line_of_random_bytes_is_accounted_for),
        cmocka_unit_test(every_line_of_unmarked_utf16_is_accounted_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
