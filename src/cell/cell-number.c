/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/cell-number.h"

#include <string.h>

enum { BUFFER = 48 };

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct coh_span
behind(struct coh_span s, size_t n)
{
    return (struct coh_span){s.bytes + n, s.length - n};
}

static int
starts_with(struct coh_span s, const char *text)
{
    size_t n = strlen(text);

    return s.length >= n && !memcmp(s.bytes, text, n);
}

static int
parse(struct coh_span s, char out[COH_NUMBER_SIZE])
{
    struct coh_decimal d;

    if (!s.length || memchr(s.bytes, 'e', s.length) ||
        memchr(s.bytes, 'E', s.length) ||
        coh_decimal_parse(s, &d) != COH_NUMBER_EXACT)
        return -1;
    coh_decimal_text(coh_decimal_reduce(d), out);
    return 0;
}

/* The bytes of a mark between thousands at the start of `s`, or 0. */
static size_t
mark_length(struct coh_span s)
{
    if (starts_with(s, "'"))
        return 1;
    if (starts_with(s, "\xE2\x80\x99"))
        return 3;
    return s.bytes[0] & 0x80 ? coh_blank_length(s) : 0;
}

/* What has been read of a number with groups. */
struct groups {
    struct coh_span mark; /* between them */
    size_t n, run;        /* marks, and digits behind the last one */
    int point, zero;      /* a decimal point; the first digit is 0 */
};

/* May a mark of `length` bytes stand at the start of `s`? */
static int
is_between(const struct groups *g, struct coh_span s, size_t length)
{
    struct coh_span mark = {s.bytes, length};

    if (!length || g->point)
        return 0;
    if (g->n)
        return g->run == 3 && coh_span_equal(mark, g->mark);
    return g->run >= 1 && g->run <= 3 && !g->zero;
}

/* Copy digits and the point without the marks between thousands. Returns how
 * many marks there were, -1 when it is no such number. */
static int
copy_number(struct coh_span s, char *out, size_t *n)
{
    struct groups g = {.zero = starts_with(s, "0")};

    while (s.length && *n < BUFFER) {
        size_t length = 1;

        if (is_digit(s.bytes[0])) {
            g.run++;
            out[(*n)++] = s.bytes[0];
        } else if (s.bytes[0] == '.' && !g.point && (!g.n || g.run == 3)) {
            g.point = 1;
            out[(*n)++] = '.';
        } else {
            length = mark_length(s);
            if (!is_between(&g, s, length))
                return -1;
            g.mark = (struct coh_span){s.bytes, length};
            g.n++;
            g.run = 0;
        }
        s = behind(s, length);
    }
    return s.length || (g.n && !g.point && g.run != 3) ? -1 : (int)g.n;
}

int
coh_cell_number(struct coh_span s, char out[COH_NUMBER_SIZE])
{
    char plain[BUFFER];
    size_t n = 0;
    int marks;

    s = coh_blank_trim(s);
    if (!parse(s, out))
        return 0;
    out[0] = '\0';
    if (starts_with(s, "\xE2\x88\x92")) {
        plain[n++] = '-';
        s = behind(s, 3);
    } else if (starts_with(s, "-") || starts_with(s, "+")) {
        plain[n++] = s.bytes[0];
        s = behind(s, 1);
    }
    marks = copy_number(s, plain, &n);
    if (marks < 0 || parse((struct coh_span){plain, n}, out))
        return -1;
    return marks > 0;
}

int
coh_cell_number_is_scientific(struct coh_span s)
{
    struct coh_decimal d;

    if (!s.length ||
        (!memchr(s.bytes, 'E', s.length) && !memchr(s.bytes, 'e', s.length)))
        return 0;
    return coh_decimal_parse(s, &d) != COH_NUMBER_NOT;
}
