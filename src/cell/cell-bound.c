/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/cell-bound.h"

#include <string.h>

static struct coh_span
behind(struct coh_span s, size_t n)
{
    return (struct coh_span){s.bytes + n, s.length - n};
}

static int
take_start(struct coh_span *s, const char *text)
{
    size_t n = strlen(text);

    if (s->length < n || memcmp(s->bytes, text, n) != 0)
        return 0;
    *s = behind(*s, n);
    return 1;
}

static int
take_end(struct coh_span *s, const char *text)
{
    size_t n = strlen(text);

    if (s->length < n || memcmp(s->bytes + s->length - n, text, n) != 0)
        return 0;
    s->length -= n;
    return 1;
}

/* ---- bounds ---- */

/* BR, BR400L; EM, EM840Q. */
static int
read_below_scale(struct coh_span s, struct coh_cell_bound *out)
{
    const char *unit;

    if (take_start(&s, "BR"))
        unit = "L";
    else if (take_start(&s, "EM"))
        unit = "Q";
    else
        return -1;
    if (s.length)
        (void)take_end(&s, unit);
    while (s.length && s.bytes[0] >= '0' && s.bytes[0] <= '9')
        s = behind(s, 1);
    out->side = COH_BOUND_BELOW;
    memcpy(out->number, "0", 2);
    return s.length ? -1 : 0;
}

static int
take_count(struct coh_span *s)
{
    struct coh_span rest = *s;

    if (!take_start(&rest, "n") && !take_start(&rest, "N"))
        return 0;
    rest = coh_blank_trim(rest);
    if (!rest.length || !memchr("<\xE2", rest.bytes[0], 2))
        return 0;
    *s = rest;
    return 1;
}

static int
take_sign(struct coh_span *s, struct coh_cell_bound *out)
{
    if (take_start(s, "\xE2\x89\xA4") || take_start(s, "\xE2\x89\xA5")) {
        out->side = s->bytes[-1] == '\xA4' ? COH_BOUND_BELOW : COH_BOUND_ABOVE;
        out->inclusive = 1;
    } else if (take_start(s, "<")) {
        out->side = COH_BOUND_BELOW;
        out->inclusive = take_start(s, "=");
    } else if (take_start(s, ">")) {
        out->side = COH_BOUND_ABOVE;
        out->inclusive = take_start(s, "=");
    }
    return out->side != COH_BOUND_NONE;
}

int
coh_cell_bound_read(struct coh_span s, struct coh_cell_bound *out)
{
    *out = (struct coh_cell_bound){.side = COH_BOUND_NONE};
    s = coh_blank_trim(s);
    if (!read_below_scale(s, out))
        return 0;
    *out = (struct coh_cell_bound){.of_count = take_count(&s)};
    if (!take_sign(&s, out)) {
        if (out->of_count || !take_end(&s, "+"))
            return -1;
        out->side = COH_BOUND_ABOVE;
        out->inclusive = 1;
    }
    out->percent = take_end(&s, "%");
    return coh_cell_number(s, out->number) < 0 ? -1 : 0;
}

/* ---- ranges ---- */

/* The first hyphen or dash behind a digit, which can be no sign. */
static size_t
find_dash(struct coh_span s, size_t *length)
{
    size_t i;

    for (i = 1; i < s.length; i++) {
        if (s.bytes[i] == '-') {
            *length = 1;
            return i;
        }
        if (s.length - i >= 3 && !memcmp(s.bytes + i, "\xE2\x80\x93", 3)) {
            *length = 3;
            return i;
        }
    }
    return 0;
}

static char
take_unit(struct coh_span *s)
{
    *s = coh_blank_trim(*s);
    if (!s->length || !memchr("LQ%", s->bytes[s->length - 1], 3))
        return '\0';
    s->length--;
    return s->bytes[s->length];
}

/* A number without a sign: 5--3 is no range. */
static int
read_end(struct coh_span s, char out[COH_NUMBER_SIZE],
         struct coh_decimal *value)
{
    if (!s.length || s.bytes[0] < '0' || s.bytes[0] > '9' ||
        coh_cell_number(s, out) < 0)
        return -1;
    return coh_decimal_parse(coh_span_of(out), value) == COH_NUMBER_EXACT ? 0
                                                                          : -1;
}

int
coh_cell_range(struct coh_span s, char low[COH_NUMBER_SIZE],
               char high[COH_NUMBER_SIZE])
{
    struct coh_decimal from, to;
    struct coh_span first, second;
    size_t length = 0, at;
    char unit;

    low[0] = high[0] = '\0';
    at = find_dash(s, &length);
    if (!at)
        return -1;
    first = (struct coh_span){s.bytes, at};
    second = behind(s, at + length);
    unit = take_unit(&first);
    if (take_unit(&second) != unit && unit)
        return -1;
    first = coh_blank_trim(first);
    second = coh_blank_trim(second);
    if (!read_end(first, low, &from) && !read_end(second, high, &to) &&
        coh_decimal_compare(from, to) <= 0)
        return 0;
    low[0] = high[0] = '\0';
    return -1;
}

/* ---- percentiles ---- */

static void
take_ordinal(struct coh_span *s)
{
    static const char *const ending[] = {"st", "nd", "rd", "th"};
    size_t i;

    for (i = 0; i < sizeof(ending) / sizeof(*ending); i++)
        if (take_end(s, ending[i]))
            return;
}

static int
is_rank(const char *number)
{
    const struct coh_decimal one = {1, 0}, most = {99, 0};
    struct coh_decimal d;

    return coh_decimal_parse(coh_span_of(number), &d) == COH_NUMBER_EXACT &&
           coh_decimal_compare(d, one) >= 0 &&
           coh_decimal_compare(d, most) <= 0;
}

void
coh_cell_percentile(struct coh_span s, struct coh_percentile *out)
{
    struct coh_cell_bound bound;
    struct coh_span number;

    *out = (struct coh_percentile){.kind = COH_PERCENTILE_MISSING};
    s = coh_blank_trim(s);
    if (coh_blank_is_word(s))
        return;
    number = s;
    if (!take_end(&number, "%"))
        take_ordinal(&number);
    if (coh_cell_number(number, out->number) >= 0) {
        out->kind =
            is_rank(out->number) ? COH_PERCENTILE_RANK : COH_PERCENTILE_OUTSIDE;
        return;
    }
    out->kind = COH_PERCENTILE_WORD;
    /* BR is a word here: percentiles have no zero to lie below. */
    if (s.bytes[0] == 'B' || s.bytes[0] == 'E' ||
        coh_cell_bound_read(s, &bound) || bound.of_count)
        return;
    memcpy(out->number, bound.number, sizeof(out->number));
    if (!is_rank(out->number))
        out->kind = COH_PERCENTILE_OUTSIDE;
    else
        out->kind = bound.side == COH_BOUND_BELOW ? COH_PERCENTILE_BELOW
                                                  : COH_PERCENTILE_ABOVE;
}
