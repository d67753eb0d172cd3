/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/cell-excel.h"

#include <string.h>

#include "base/date-order.h"
#include "cell/cell-number.h"

static int
is_month(struct coh_span s)
{
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr",
                                        "May", "Jun", "Jul", "Aug",
                                        "Sep", "Oct", "Nov", "Dec"};
    size_t i;

    for (i = 0; i < 12; i++)
        if (coh_span_is_caseless(s, month[i]))
            return 1;
    return 0;
}

static int
is_one_or_two_digits(struct coh_span s)
{
    int digits;

    return coh_date_written_number(&s, 2, &digits) >= 0 && !s.length;
}

/* `2-Jul`, `Jul-02`: a spreadsheet took 7-2 for a day. */
static int
is_day_of_month(struct coh_span s)
{
    const char *dash = s.length ? memchr(s.bytes, '-', s.length) : NULL;
    struct coh_span a, b;

    if (!dash)
        return 0;
    a = (struct coh_span){s.bytes, (size_t)(dash - s.bytes)};
    b = (struct coh_span){dash + 1, s.length - a.length - 1};
    return (is_month(a) && is_one_or_two_digits(b)) ||
           (is_one_or_two_digits(a) && is_month(b));
}

/* A day in any form that has more than digits; its zero is 1/0/1900. */
static int
is_day(struct coh_span s)
{
    coh_date date;

    switch (coh_date_order_tell(s, COH_ORDER_UNKNOWN, COH_FORM_AUTO, &date)) {
    case COH_DATE_IS_DAY:
    case COH_DATE_IS_EITHER:
        return 1;
    case COH_DATE_IS_BLANK:
        return s.length && s.bytes[0] >= '0' && s.bytes[0] <= '9';
    case COH_DATE_IS_PERIOD:
    case COH_DATE_IS_NOT:
        break;
    }
    return 0;
}

/* `9:00:00`, `9:00:00 AM`, `9:00 PM`. */
static int
is_time(struct coh_span s)
{
    int digits, hour, parts;

    hour = coh_date_written_number(&s, 2, &digits);
    for (parts = 0; parts < 2 && s.length && s.bytes[0] == ':'; parts++) {
        s.bytes++, s.length--;
        if (coh_date_written_number(&s, 2, &digits) < 0 || digits != 2)
            return 0;
    }
    s = coh_blank_trim(s);
    return hour >= 0 && hour <= 24 && parts &&
           (coh_span_is_caseless(s, "AM") || coh_span_is_caseless(s, "PM") ||
            (parts == 2 && !s.length));
}

static int
is_error(struct coh_span s)
{
    static const char *const error[] = {"#DIV/0!", "#REF!", "#VALUE!",
                                        "#NAME?",  "#NUM!", "#NULL!"};
    size_t i;

    for (i = 0; i < sizeof(error) / sizeof(*error); i++)
        if (coh_span_is(s, error[i]))
            return 1;
    for (i = 0; i < s.length && s.bytes[i] == '#'; i++)
        ;
    return i == s.length && i >= 3;
}

int
coh_cell_excel_is_damage(struct coh_span s)
{
    return coh_cell_number_is_scientific(s) || is_day_of_month(s) ||
           is_day(s) || is_time(s) || is_error(s);
}
