/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision/expect.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/decimal.h"

static const struct {
    const char *sign;
    enum coh_expect_form form;
} signs[] = {
    {">=", COH_EXPECT_AT_LEAST},
    {"\xE2\x89\xA5", COH_EXPECT_AT_LEAST},
    {"at least", COH_EXPECT_AT_LEAST},
    {"<=", COH_EXPECT_AT_MOST},
    {"\xE2\x89\xA4", COH_EXPECT_AT_MOST},
    {"at most", COH_EXPECT_AT_MOST},
    {">", COH_EXPECT_MORE},
    {"more than", COH_EXPECT_MORE},
    {"<", COH_EXPECT_LESS},
    {"less than", COH_EXPECT_LESS},
    {"fewer than", COH_EXPECT_LESS},
    {"=", COH_EXPECT_EQUAL},
};

static const char *
skip_blanks(const char *s)
{
    return s + strspn(s, " \t\n");
}

/* The number that `text` begins with, and the word behind it. */
static int
read_number(const char *text, double *number, char unit[24])
{
    const char *s = skip_blanks(text);
    size_t n = strspn(s, "+-0123456789.");
    struct coh_decimal d;

    while (n && s[n - 1] == '.')
        n--;
    if (!n || coh_decimal_parse((struct coh_span){s, n}, &d) == COH_NUMBER_NOT)
        return 0;
    *number = coh_number_double((struct coh_span){s, n});
    s = skip_blanks(s + n);
    n = *s == '%' ? 1 : strcspn(s, " ,;:.()\t\n");
    snprintf(unit, 24, "%.*s", n < 24 ? (int)n : 23, s);
    return 1;
}

const char *
coh_expect_read(struct coh_expect *e, const char *text)
{
    const char *s = skip_blanks(text);
    size_t i;

    *e = (struct coh_expect){.form = COH_EXPECT_WORDS};
    for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
        const size_t n = strlen(signs[i].sign);

        if (strncasecmp(s, signs[i].sign, n))
            continue;
        if (!read_number(s + n, &e->number, e->unit))
            return "compares with no number: write it as >= 70 %, at most 5 "
                   "students, or in words";
        e->form = signs[i].form;
        return NULL;
    }
    return NULL;
}

int
coh_expect_met(const struct coh_expect *e, const char *actual)
{
    char unit[24];
    double x;

    if (e->form == COH_EXPECT_WORDS || !read_number(actual, &x, unit) ||
        (*unit && *e->unit && strcasecmp(unit, e->unit)))
        return -1;
    switch (e->form) {
    case COH_EXPECT_AT_LEAST:
        return x >= e->number;
    case COH_EXPECT_AT_MOST:
        return x <= e->number;
    case COH_EXPECT_MORE:
        return x > e->number;
    case COH_EXPECT_LESS:
        return x < e->number;
    default:
        return x >= e->number && x <= e->number;
    }
}
