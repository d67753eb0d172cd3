/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit-reader.h"

#include "base/random.h"

/*
 * Well-formed files of every quoting, damaged at a few bytes. Row 7 starts
 * with #07 and ends with @07, so that it can be seen what a record is made of:
 * never of two rows, and what is lost is lost near the damage.
 */

enum { ROWS = 24 };

enum style { DOUBLED, BACKSLASHED, BLANKS, SINGLE_HEADER, STYLES };

static const char *
text_of(enum style style, int lines, struct coh_random *random)
{
    static const char *const plain[] = {"x",    "",        "7.5",     "\"y\"",
                                        "\"\"", "\"u,v\"", "\"w, z\""};
    static const char *const quotes[STYLES] = {
        "\"a \"\"b\"\" c\"",
        "\"a \\\"b\\\" c\"",
        " \"a, b\" ",
        "\"it's 'so'\"",
    };
    size_t n = coh_random_below(random, UNIT_COUNT(plain) + 3);

    if (n < UNIT_COUNT(plain))
        return plain[n];
    if (n > UNIT_COUNT(plain) && lines)
        return "\"one\ntwo\"";
    return quotes[style];
}

static void
write_file(struct coh_text *t, enum style style, size_t width, int lines,
           struct coh_random *random)
{
    const char *quote = style == SINGLE_HEADER ? "'" : "";
    int quoted = coh_random_below(random, 2) == 1;
    size_t i;
    int row;

    for (i = 0; i < width; i++)
        assert_int_equal(coh_text_format(t, NULL, "%s%sc%zu%s", i ? "," : "",
                                         quote, i, quote),
                         0);
    for (row = 0; row < ROWS; row++) {
        assert_int_equal(
            coh_text_format(t, NULL, quoted ? "\n\"#%02d\"" : "\n#%02d", row),
            0);
        for (i = 2; i < width; i++)
            assert_int_equal(
                coh_text_format(t, NULL, ",%s", text_of(style, lines, random)),
                0);
        assert_int_equal(
            coh_text_format(t, NULL, quoted ? ",\"@%02d\"" : ",@%02d", row), 0);
    }
    assert_int_equal(coh_text_add_string(t, "\n", NULL), 0);
}

/* One byte behind the header put in, taken out or replaced: of several, only
 * put in, and no line end. */
static void
damage(struct coh_text *t, int only_one, struct coh_random *random)
{
    static const char bytes[] = "\"\"\",\\ 'x\n";
    size_t header = strcspn(t->bytes, "\n") + 1;
    size_t at = header + coh_random_below(random, t->length - header);
    char byte =
        bytes[coh_random_below(random, sizeof(bytes) - 2 + (only_one != 0))];

    switch (only_one ? coh_random_below(random, 3) : 0) {
    case 0:
        assert_int_equal(coh_text_add(t, "x", 1, NULL), 0);
        memmove(t->bytes + at + 1, t->bytes + at, t->length - at - 1);
        t->bytes[at] = byte;
        break;
    case 1:
        memmove(t->bytes + at, t->bytes + at + 1, t->length - at);
        t->length--;
        break;
    default:
        t->bytes[at] = byte;
    }
}

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The row that a record is of, by its marks: -1 for none, -2 for several. */
static int
row_of(const struct coh_record *rec)
{
    int row = -1;
    size_t i, k;

    for (i = 0; i < rec->n; i++)
        for (k = 0; k + 2 < rec->cell[i].length; k++) {
            const char *at = rec->cell[i].bytes + k;
            int this;

            if ((at[0] != '#' && at[0] != '@') || !is_digit(at[1]) ||
                !is_digit(at[2]))
                continue;
            this = 10 * (at[1] - '0') + at[2] - '0';
            if (row >= 0 && row != this)
                return -2;
            row = this;
        }
    return row;
}

/* How many rows no record shows; no record may be of two. */
static size_t
count_lost(const struct coh_text *t)
{
    int seen[100] = {0};
    struct coh_reader *r = open_bytes(t->bytes, t->length, NULL);
    struct coh_record rec;
    size_t lost = 0, next = 2;
    int i;

    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    assert_true(coh_span_is(rec.cell[0], "c0"));
    for (;;) {
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
        if (rec.end)
            break;
        assert_true(rec.line >= next);
        next = rec.line + rec.lines;
        if (rec.aside)
            continue;
        i = row_of(&rec);
        if (i == -2)
            print_error("%s\n", t->bytes);
        assert_int_not_equal(i, -2);
        if (i >= 0)
            seen[i] = 1;
    }
    for (i = 0; i < ROWS; i++)
        lost += !seen[i];
    done(r);
    return lost;
}

static void
damage_and_read(size_t times, int lines, size_t most_lost, size_t rounds)
{
    struct coh_random random = {.state = 20261121 + times};
    struct coh_text t = COH_TEXT_INIT;
    size_t round, i;

    for (round = 0; round < rounds; round++) {
        coh_text_clear(&t);
        write_file(&t, (enum style)(round % STYLES), 3 + round % 4, lines,
                   &random);
        if (count_lost(&t))
            fail_msg("well-formed, and yet not read:\n%s", t.bytes);
        for (i = 0; i < times; i++)
            damage(&t, times == 1, &random);
        if (count_lost(&t) > most_lost)
            fail_msg("more than %zu rows lost of\n%s", most_lost, t.bytes);
    }
    coh_text_release(&t);
}

/* Two: a line end taken out makes one record of two rows, which is set aside
 * for its width. */
static void
one_damaged_byte_costs_two_rows_at_most(void **state)
{
    (void)state;
    damage_and_read(1, 1, 2, 4000);
}

static void
several_damaged_bytes_make_no_record_of_two_rows(void **state)
{
    (void)state;
    damage_and_read(2, 0, 4, 4000);
    damage_and_read(3, 0, 6, 4000);
    damage_and_read(9, 0, 18, 2000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_damaged_byte_costs_two_rows_at_most),
        cmocka_unit_test(several_damaged_bytes_make_no_record_of_two_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
