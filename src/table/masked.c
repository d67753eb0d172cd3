/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/masked.h"

#include <string.h>

int
coh_masked_names(struct coh_span s, struct coh_span column)
{
    while (s.length) {
        const char *end = memchr(s.bytes, ';', s.length);
        size_t n = end ? (size_t)(end - s.bytes) : s.length;

        if (coh_span_equal(coh_span_trim((struct coh_span){s.bytes, n}),
                           coh_span_trim(column)))
            return 1;
        n += end != NULL;
        s = (struct coh_span){s.bytes + n, s.length - n};
    }
    return 0;
}

/* What a band is made of: a sign or none, and one or two whole numbers. */
struct band {
    char sign; /* '<', '>' or 0 */
    int low, high;
};

static int
take_number(struct coh_span *s, int *number)
{
    size_t i;

    *number = 0;
    for (i = 0;
         i < s->length && i < 3 && s->bytes[i] >= '0' && s->bytes[i] <= '9';
         i++)
        *number = *number * 10 + (s->bytes[i] - '0');
    *s = (struct coh_span){s->bytes + i, s->length - i};
    return i && *number <= 100 ? 0 : -1;
}

static int
parse(struct coh_span s, struct band *b)
{
    *b = (struct band){.sign = 0};
    s = coh_span_trim(s);
    if (s.length > 2 && s.bytes[1] == '=' &&
        (s.bytes[0] == '<' || s.bytes[0] == '>')) {
        b->sign = s.bytes[0];
        s = (struct coh_span){s.bytes + 2, s.length - 2};
    }
    if (take_number(&s, &b->low))
        return -1;
    b->high = b->low;
    if (!b->sign && s.length && s.bytes[0] == '-') {
        s = (struct coh_span){s.bytes + 1, s.length - 1};
        if (take_number(&s, &b->high))
            return -1;
    }
    return coh_span_is(s, "%") && b->low <= b->high ? 0 : -1;
}

int
coh_masked_band(struct coh_span cell, double *low, double *high)
{
    struct band b;

    if (parse(cell, &b))
        return -1;
    *low = b.sign == '<' ? 0 : b.low / 100.0;
    *high = b.sign == '>' ? 1 : b.high / 100.0;
    return 0;
}

int
coh_masked_band_text(struct coh_text *into, struct coh_span cell,
                     struct coh_error *err)
{
    struct band b;

    if (parse(cell, &b))
        return coh_text_add(into, cell.bytes, cell.length, err);
    /* Blanks that are not to be parted. */
    if (b.sign)
        return coh_text_format(into, err, "%s\xC2\xA0%d\xC2\xA0%%",
                               b.sign == '<' ? "\xE2\x89\xA4" : "\xE2\x89\xA5",
                               b.low);
    if (b.low == b.high)
        return coh_text_format(into, err, "%d\xC2\xA0%%", b.low);
    return coh_text_format(into, err, "%d\xE2\x80\x93%d\xC2\xA0%%", b.low,
                           b.high);
}
