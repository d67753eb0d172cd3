/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date-order.h"

#include <string.h>

/* Three numbers with the same separator at the start of `s`. */
static int
three_numbers(struct coh_span s, int n[3], size_t digits[3])
{
    char separator = 0;
    size_t i = 0;
    int k;

    for (k = 0; k < 3; k++) {
        n[k] = 0;
        for (digits[k] = 0; i < s.length && s.bytes[i] >= '0' &&
                            s.bytes[i] <= '9' && digits[k] < 5;
             i++, digits[k]++)
            n[k] = n[k] * 10 + (s.bytes[i] - '0');
        if (!digits[k])
            return -1;
        if (k == 2)
            break;
        if (i >= s.length || !memchr("/-.", s.bytes[i], 3) ||
            (separator && s.bytes[i] != separator))
            return -1;
        separator = s.bytes[i++];
    }
    return i == s.length || s.bytes[i] == ' ' || s.bytes[i] == 'T' ? 0 : -1;
}

void
coh_date_order_look(struct coh_span s, struct coh_date_evidence *e)
{
    int n[3];
    size_t digits[3];

    if (three_numbers(coh_span_trim(s), n, digits) || digits[0] > 2)
        return;
    if (n[0] < 1 || n[1] < 1 || n[0] > 31 || n[1] > 31)
        return;
    if (n[0] > 12 && n[1] <= 12)
        e->day_first++;
    else if (n[1] > 12 && n[0] <= 12)
        e->month_first++;
    else if (n[0] != n[1] && n[0] <= 12)
        e->either++;
}

int
coh_date_order_decide(const struct coh_date_evidence *e,
                      enum coh_date_order *order, struct coh_error *err)
{
    *order = COH_ORDER_UNKNOWN;
    if (e->day_first && e->month_first)
        return coh_fail(err, COH_INPUT,
                        "of the dates, %zu can only be day first and %zu only "
                        "month first: write them as 2026-08-24",
                        e->day_first, e->month_first);
    if (e->day_first || e->month_first)
        *order = e->day_first ? COH_ORDER_DMY : COH_ORDER_MDY;
    else if (e->either)
        return coh_fail(err, COH_INPUT,
                        "%zu date%s as 3/4/2026 do%s not tell day from month: "
                        "write them as 2026-08-24",
                        e->either, e->either == 1 ? "" : "s",
                        e->either == 1 ? "es" : "");
    return 0;
}

int
coh_date_order_read(struct coh_span s, enum coh_date_order order,
                    coh_date *date)
{
    struct coh_date_parts p;
    int n[3];
    size_t digits[3];

    if (three_numbers(coh_span_trim(s), n, digits))
        return -1;
    if (digits[0] == 4) {
        p = (struct coh_date_parts){n[0], n[1], n[2]};
        return coh_date_from(p, date);
    }
    if (digits[0] > 2 || (digits[2] != 4 && digits[2] != 2))
        return -1;
    p.year = digits[2] == 2 ? 2000 + n[2] : n[2];
    if (order == COH_ORDER_UNKNOWN && n[0] != n[1])
        return -1;
    p.month = order == COH_ORDER_DMY ? n[1] : n[0];
    p.day = order == COH_ORDER_DMY ? n[0] : n[1];
    return coh_date_from(p, date);
}
