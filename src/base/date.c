/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"

#include <time.h>

/* Days from civil: the year starts in March, so that leap days come last. */
static coh_date
count_days(struct coh_date_parts p)
{
    int y = p.month <= 2 ? p.year - 1 : p.year;
    int era = y / 400;
    int of_era = y - era * 400;
    int of_year =
        (153 * (p.month + (p.month > 2 ? -3 : 9)) + 2) / 5 + p.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

struct coh_date_parts
coh_date_split(coh_date date)
{
    struct coh_date_parts p;
    int z = date + 719468;
    int era = z / 146097;
    int of_era = z - era * 146097;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100);
    int month = (5 * of_year + 2) / 153;

    p.day = of_year - (153 * month + 2) / 5 + 1;
    p.month = month < 10 ? month + 3 : month - 9;
    p.year = y + era * 400 + (p.month <= 2);
    return p;
}

int
coh_date_from(struct coh_date_parts p, coh_date *date)
{
    struct coh_date_parts back;

    if (p.year < 1900 || p.year > 2200 || p.month < 1 || p.month > 12 ||
        p.day < 1 || p.day > 31)
        return -1;
    *date = count_days(p);
    back = coh_date_split(*date);
    return back.day == p.day && back.month == p.month ? 0 : -1;
}

static int
read_number(struct coh_span *s, int digits)
{
    int n = 0, i;

    if (s->length < (size_t)digits)
        return -1;
    for (i = 0; i < digits; i++) {
        if (s->bytes[i] < '0' || s->bytes[i] > '9')
            return -1;
        n = n * 10 + (s->bytes[i] - '0');
    }
    s->bytes += digits;
    s->length -= (size_t)digits;
    return n;
}

static int
read_dash(struct coh_span *s)
{
    if (!s->length || *s->bytes != '-')
        return -1;
    s->bytes++;
    s->length--;
    return 0;
}

int
coh_date_parse(struct coh_span s, coh_date *date)
{
    struct coh_date_parts p;

    s = coh_span_trim(s);
    if ((p.year = read_number(&s, 4)) < 0 || read_dash(&s) ||
        (p.month = read_number(&s, 2)) < 0 || read_dash(&s) ||
        (p.day = read_number(&s, 2)) < 0)
        return -1;
    if (s.length && *s.bytes != 'T' && *s.bytes != ' ')
        return -1;
    return coh_date_from(p, date);
}

/* Each result has a date, and printf is slow. */
static void
put_number(char *out, int n, int digits)
{
    while (digits-- > 0) {
        out[digits] = (char)('0' + n % 10);
        n /= 10;
    }
}

const char *
coh_date_text(coh_date date, char out[COH_DATE_SIZE])
{
    struct coh_date_parts p;

    out[0] = '\0';
    if (date == COH_DATE_NONE)
        return out;
    p = coh_date_split(date);
    put_number(out, p.year % 10000, 4);
    out[4] = '-';
    put_number(out + 5, p.month, 2);
    out[7] = '-';
    put_number(out + 8, p.day, 2);
    out[10] = '\0';
    return out;
}

int
coh_date_weekday(coh_date date)
{
    return ((date + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}

coh_date
coh_date_monday(coh_date date)
{
    return date - coh_date_weekday(date);
}

coh_date
coh_date_of_clock(void)
{
    time_t now = time(NULL);
    struct tm tm;
    coh_date date = COH_DATE_NONE;

    if (localtime_r(&now, &tm)) {
        struct coh_date_parts p = {tm.tm_year + 1900, tm.tm_mon + 1,
                                   tm.tm_mday};
        if (coh_date_from(p, &date))
            date = COH_DATE_NONE;
    }
    return date;
}
