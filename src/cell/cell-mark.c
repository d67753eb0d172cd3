/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/cell-mark.h"

#include <string.h>

#include "base/blank.h"
#include "cell/cell-grade.h"
#include "cell/cell-number.h"

/* How a number is written: which marks, and how many digits stand where. */
struct written {
    size_t commas, points;
    size_t first;    /* digits before the first mark */
    size_t last;     /* digits behind the last mark */
    char last_mark;  /* 0: none */
    int grouped;     /* three digits between any two marks */
    int zero;        /* it begins with 0 */
    int is_a_number; /* nothing but digits and marks */
};

static struct written
examine(struct coh_span s)
{
    struct written w = {.grouped = 1};
    size_t i, run = 0;

    w.zero = s.length > 0 && s.bytes[0] == '0';
    for (i = 0; i < s.length; i++) {
        char c = s.bytes[i];

        if (c >= '0' && c <= '9') {
            run++;
            continue;
        }
        if (c != ',' && c != '.')
            return w;
        if (!w.last_mark)
            w.first = run;
        else if (run != 3)
            w.grouped = 0;
        w.commas += c == ',';
        w.points += c == '.';
        w.last_mark = c;
        run = 0;
    }
    w.last = run;
    w.is_a_number = run > 0 && w.last_mark && w.first > 0;
    return w;
}

/* Could the marks be those between thousands: 1,204 or 12,000,000? */
static int
is_thousands(const struct written *w)
{
    return w->grouped && w->last == 3 && w->first <= 3 && !w->zero;
}

static int
is_digit_or_mark(char c)
{
    return (c >= '0' && c <= '9') || c == ',' || c == '.';
}

/* The next run of digits and marks of *s, which moves behind it; empty when
 * there is none. */
static struct coh_span
next_run(struct coh_span *s)
{
    struct coh_span run;
    size_t i = 0, end;

    if (!s->length) /* the empty span may point nowhere */
        return *s;
    while (i < s->length && !is_digit_or_mark(s->bytes[i]))
        i++;
    for (end = i; end < s->length && is_digit_or_mark(s->bytes[end]);)
        end++;
    run = (struct coh_span){s->bytes + i, end - i};
    *s = (struct coh_span){s->bytes + end, s->length - end};
    return run;
}

/* Numbers with signs, bounds, a slash, and a letter grade at the end: in any
 * other text commas and points mean other things. */
static int
is_made_of_numbers(struct coh_span s)
{
    size_t i;

    s.length -= coh_cell_grade_length(s);
    for (i = 0; i < s.length; i++)
        if (!(s.bytes[i] & 0x80) && !is_digit_or_mark(s.bytes[i]) &&
            !memchr(" +-/%<>='(", s.bytes[i], 10))
            return 0;
    return 1;
}

static void
look_at_run(struct coh_span run, struct coh_mark_evidence *e)
{
    struct written w = examine(run);

    if (!w.is_a_number)
        return;
    if (w.commas && w.points)
        *(w.last_mark == ',' ? &e->comma : &e->point) += 1;
    else if (w.commas + w.points > 1)
        *(w.commas ? &e->point : &e->comma) += is_thousands(&w) != 0;
    else if (!is_thousands(&w))
        *(w.commas ? &e->comma : &e->point) += 1;
}

void
coh_cell_mark_look(struct coh_span s, struct coh_mark_evidence *e)
{
    struct coh_span run;

    s = coh_blank_trim(s);
    if (!is_made_of_numbers(s))
        return;
    while ((run = next_run(&s)).length)
        look_at_run(run, e);
}

enum coh_mark
coh_cell_mark(const struct coh_mark_evidence *e)
{
    if (!e->comma == !e->point)
        return COH_MARK_UNKNOWN;
    return e->comma ? COH_MARK_COMMA : COH_MARK_POINT;
}

/* Write `run` with a decimal point to `out`, or as it is. Returns its length.
 */
static size_t
write_run(struct coh_span run, enum coh_mark mark, char *out)
{
    const char decimal = mark == COH_MARK_COMMA ? ',' : '.';
    struct written w = examine(run);
    size_t i, n = 0;

    /* One decimal mark at most, and it is the last of all. */
    if (!w.is_a_number || !w.grouped ||
        (decimal == ',' ? w.commas : w.points) > (w.last_mark == decimal) ||
        (w.last_mark != decimal && !is_thousands(&w)) ||
        (w.commas && w.points && w.first > 3)) {
        memcpy(out, run.bytes, run.length);
        return run.length;
    }
    for (i = 0; i < run.length; i++)
        if (run.bytes[i] == decimal)
            out[n++] = '.';
        else if (run.bytes[i] != ',' && run.bytes[i] != '.')
            out[n++] = run.bytes[i];
    return n;
}

struct coh_span
coh_cell_plain(struct coh_span s, enum coh_mark mark, char out[COH_PLAIN_SIZE])
{
    struct coh_span rest = s, run;
    const char *from = s.bytes;
    size_t n = 0;

    if (mark == COH_MARK_UNKNOWN || !s.length || s.length >= COH_PLAIN_SIZE)
        return s;
    while ((run = next_run(&rest)).length) {
        memcpy(out + n, from, (size_t)(run.bytes - from));
        n += (size_t)(run.bytes - from);
        n += write_run(run, mark, out + n);
        from = rest.bytes;
    }
    memcpy(out + n, from, (size_t)(s.bytes + s.length - from));
    n += (size_t)(s.bytes + s.length - from);
    if (n == s.length && !memcmp(out, s.bytes, n))
        return s;
    return (struct coh_span){out, n};
}

struct coh_span
coh_cell_plain_whole(struct coh_span text, enum coh_mark mark,
                     char out[COH_PLAIN_SIZE])
{
    struct coh_span plain = coh_cell_plain(text, mark, out);
    char number[COH_NUMBER_SIZE];

    return coh_cell_number(plain, number) >= 0 ? plain : text;
}
