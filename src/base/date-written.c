/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date-written.h"

#include <string.h>

#include "base/blank.h"
#include "base/date-named.h"
#include "base/date-word.h"

static const struct coh_date_written not_a_date = {.kind = COH_WRITTEN_NOT};

static int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int
is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int
coh_date_written_number(struct coh_span *s, int most, int *digits)
{
    int n = 0;

    *digits = 0;
    while (s->length && is_digit(s->bytes[0])) {
        if (++*digits > most)
            return -1;
        n = n * 10 + (s->bytes[0] - '0');
        s->bytes++, s->length--;
    }
    return *digits ? n : -1;
}

int
coh_date_written_year(int number, int digits)
{
    if (digits != 2)
        return number;
    return number < 70 ? 2000 + number : 1900 + number;
}

static int
is_day(int year, int month, int day)
{
    coh_date date;

    return !coh_date_from((struct coh_date_parts){year, month, day}, &date);
}

/* The zeros and firsts that stand for no date: 1/1/1900 (databases), 1/0/1900
 * and 1/0/00 (a spreadsheet's zero), 0000-00-00 (MySQL). */
static int
is_null_day(int year, int first, int second)
{
    if (first < 0 || first > 1 || second < 0 || second > 1)
        return 0;
    return year == 1900 || (year == 2000 && first != second) ||
           (!year && !first && !second);
}

static struct coh_date_written
make(enum coh_written_kind kind, int year, int first, int second)
{
    struct coh_date_written w = {kind, year, first, second, 0};

    if (is_null_day(year, first, second))
        w.kind = COH_WRITTEN_BLANK;
    else if (!is_day(year, first, second) &&
             (kind == COH_WRITTEN_DAY || !is_day(year, second, first)))
        w.kind = COH_WRITTEN_NOT;
    return w;
}

/* ---- the time behind a day ---- */

/* Blanks, marks and the words that stand before a time. */
static struct coh_span
skip_to_time(struct coh_span s)
{
    char word[COH_DATE_WORD_SIZE];
    size_t n;

    while (s.length) {
        if ((n = coh_blank_length(s)) == 0 && memchr(",:-+", s.bytes[0], 4))
            n = 1;
        if (!n) {
            n = coh_date_word_read(s, word);
            if (!coh_date_word_is_at(word))
                break;
        }
        s.bytes += n, s.length -= n;
    }
    return s;
}

/* 9:08, 13.03, 13h03, or 101500 as ISO 8601 packs it behind a T. */
static int
read_clock(struct coh_span *s)
{
    int digits, hour, minute;

    hour = coh_date_written_number(s, 6, &digits);
    if (hour >= 0 && digits >= 4)
        return digits % 2 ? -1 : 0;
    if (hour < 0 || hour > 24 || digits > 2 || !s->length ||
        !memchr(":.hH", s->bytes[0], 4))
        return -1;
    s->bytes++, s->length--;
    minute = coh_date_written_number(s, 2, &digits);
    return minute < 0 || minute > 59 || digits != 2 ? -1 : 0;
}

/* Seconds, AM, a time zone with its name: GMT-05:00 (America/New_York). */
static int
belongs_to_time(struct coh_span s)
{
    size_t i;

    if (s.length > 64)
        return 0;
    for (i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.bytes[i];

        if (c < 0x80 && !is_digit((char)c) && !is_ascii_letter((char)c) &&
            !memchr(" +-:.,()/_", c, 10))
            return 0;
    }
    return 1;
}

int
coh_date_written_is_time(struct coh_span rest, int digits)
{
    /* 12 Feb 10:15:30 has no year. */
    if (digits == 2 && rest.length && rest.bytes[0] == ':')
        return 0;
    rest = skip_to_time(coh_blank_trim(rest));
    if (!rest.length || coh_span_is(rest, "Z"))
        return 1;
    return !read_clock(&rest) && belongs_to_time(rest);
}

/* ---- numbers and marks ---- */

static struct coh_date_written
pair_of(const int n[2], int year, char mark)
{
    struct coh_date_written w = make(COH_WRITTEN_PAIR, year, n[0], n[1]);

    w.points = mark == '.' && w.kind == COH_WRITTEN_PAIR;
    return w;
}

/* 2026-03-04, 2026/03/04, 3/4/2026, 3.4.26 and so on. */
static struct coh_date_written
read_three(struct coh_span s)
{
    int n[3], digits[3], k;
    char mark = 0;

    for (k = 0; k < 3; k++) {
        n[k] = coh_date_written_number(&s, 4, &digits[k]);
        if (n[k] < 0)
            return not_a_date;
        if (k == 2)
            break;
        if (!s.length || !memchr("/-.", s.bytes[0], 3) ||
            (mark && s.bytes[0] != mark))
            return not_a_date;
        mark = s.bytes[0];
        s.bytes++, s.length--;
    }
    if (!coh_date_written_is_time(s, digits[2]))
        return not_a_date;
    if (digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2)
        return make(COH_WRITTEN_DAY, n[0], n[1], n[2]);
    if (digits[0] <= 2 && digits[1] <= 2 && digits[2] % 2 == 0)
        return pair_of(n, coh_date_written_year(n[2], digits[2]), mark);
    return not_a_date;
}

static int
is_year(int n, int digits)
{
    return digits == 4 && n >= 1900 && n <= 2200;
}

/* 2024-05 and 05/2024 are months; 2023-24 and 2023/2024 are school years. */
static int
is_two_numbers(struct coh_span s)
{
    int a, b, a_digits, b_digits;
    char mark;

    a = coh_date_written_number(&s, 4, &a_digits);
    if (a < 0 || !s.length || !memchr("/-.", s.bytes[0], 3))
        return 0;
    mark = s.bytes[0];
    s.bytes++, s.length--;
    b = coh_date_written_number(&s, 4, &b_digits);
    if (b < 0 || s.length)
        return 0;
    if (is_year(b, b_digits) && a_digits <= 2)
        return a >= 1 && a <= 12;
    if (!is_year(a, a_digits) || mark == '.')
        return 0;
    if (b_digits == 2 && (b == (a + 1) % 100 || (b >= 1 && b <= 12)))
        return 1;
    return b_digits == 1 ? b >= 1 : b_digits == 4 && b == a + 1;
}

static int
read_quarter(struct coh_span *s)
{
    int digits, n;

    if (!s->length || (s->bytes[0] != 'Q' && s->bytes[0] != 'q'))
        return -1;
    s->bytes++, s->length--;
    n = coh_date_written_number(s, 1, &digits);
    return n >= 1 && n <= 4 ? 0 : -1;
}

static void
skip_mark(struct coh_span *s)
{
    *s = coh_blank_trim(*s);
    if (s->length && memchr("-/,", s->bytes[0], 3))
        s->bytes++, s->length--;
    *s = coh_blank_trim(*s);
}

/* 1979 Q3, 1979-Q3, Q3 1979. */
static int
is_quarter(struct coh_span s)
{
    int digits, year, first = read_quarter(&s) == 0;

    if (first)
        skip_mark(&s);
    year = coh_date_written_number(&s, 4, &digits);
    if (year < 0 || !is_year(year, digits))
        return 0;
    if (!first) {
        skip_mark(&s);
        if (read_quarter(&s))
            return 0;
    }
    return !s.length;
}

/* ---- digits alone ---- */

/* `n` of `digits` digits as three numbers, the last one of `last` digits and
 * the one before of two: 12142023 is 12 14 2023. */
static void
part(long n, int last, int out[3])
{
    long unit = last == 4 ? 10000 : 100;

    out[2] = (int)(n % unit);
    out[1] = (int)(n / unit % 100);
    out[0] = (int)(n / unit / 100);
}

static struct coh_date_written
day_of_seconds(long long seconds, size_t digits)
{
    struct coh_date_parts p;

    if (!seconds)
        return (struct coh_date_written){.kind = COH_WRITTEN_BLANK};
    if (digits > 10)
        return not_a_date;
    p = coh_date_split((coh_date)(seconds / 86400));
    return make(COH_WRITTEN_DAY, p.year, p.month, p.day);
}

/* Nobody said how: whatever of it is a day from 1900 to 2100. With the year
 * first and with the year last exclude each other: the last four digits are
 * at most 1231 as a month and day, and at least 1900 as a year. */
static struct coh_date_written
guess_packed(long n, size_t digits)
{
    struct coh_date_written w = not_a_date;
    int p[3];

    if (digits == 4)
        w.kind = is_year((int)n, 4) ? COH_WRITTEN_PERIOD : COH_WRITTEN_NOT;
    if (digits != 7 && digits != 8)
        return w;
    part(n, 2, p);
    if (digits == 8)
        w = make(COH_WRITTEN_DAY, p[0], p[1], p[2]);
    if (w.kind != COH_WRITTEN_NOT && w.year <= 2100)
        return w;
    part(n, 4, p);
    return p[2] > 2100 ? not_a_date : make(COH_WRITTEN_PAIR, p[2], p[0], p[1]);
}

static struct coh_date_written
month_of(int year, int month)
{
    const struct coh_date_written w = {
        .kind = COH_WRITTEN_PERIOD, .year = year, .first = month};

    return month >= 1 && month <= 12 && year >= 1900 && year <= 2100
               ? w
               : not_a_date;
}

/* A month without a day. */
static struct coh_date_written
read_month(long n, size_t digits, enum coh_date_form form)
{
    if (form == COH_FORM_MMYYYY && (digits == 5 || digits == 6))
        return month_of((int)(n % 10000), (int)(n / 10000));
    if (form == COH_FORM_MMYY && (digits == 3 || digits == 4))
        return month_of(coh_date_written_year((int)(n % 100), 2),
                        (int)(n / 100));
    if (form == COH_FORM_YYYYMM && digits == 8 && n % 100 == 0)
        return month_of((int)(n / 10000), (int)(n / 100 % 100));
    if (form == COH_FORM_YYYYMM && digits == 6)
        return month_of((int)(n / 100), (int)(n % 100));
    return not_a_date;
}

static struct coh_date_written
read_packed(struct coh_span s, enum coh_date_form form)
{
    long long n = 0;
    size_t i, digits = s.length;
    int p[3];

    if (digits > 18)
        return not_a_date;
    for (i = 0; i < digits; i++)
        n = n * 10 + (s.bytes[i] - '0');
    if (form == COH_FORM_EPOCH)
        return day_of_seconds(n, digits);
    if (!n && (form != COH_FORM_AUTO || digits == 8))
        return (struct coh_date_written){.kind = COH_WRITTEN_BLANK};
    if (digits > 8)
        return not_a_date;
    if (form == COH_FORM_AUTO)
        return guess_packed((long)n, digits);
    if (form == COH_FORM_YYYYMM && digits == 8 && n % 100)
        form = COH_FORM_YYYYMMDD;
    if (form >= COH_FORM_MMYYYY)
        return read_month((long)n, digits, form);
    if (form == COH_FORM_MMDDYY) {
        part((long)n, 2, p);
        return digits == 5 || digits == 6
                   ? make(COH_WRITTEN_DAY, coh_date_written_year(p[2], 2), p[0],
                          p[1])
                   : not_a_date;
    }
    if (form == COH_FORM_YYYYMMDD || form == COH_FORM_YYMMDD) {
        part((long)n, 2, p);
        if (form == COH_FORM_YYYYMMDD ? digits != 8
                                      : digits != 6 && digits != 5)
            return not_a_date;
        if (form == COH_FORM_YYMMDD)
            p[0] = coh_date_written_year(p[0], 2);
        return make(COH_WRITTEN_DAY, p[0], p[1], p[2]);
    }
    if (digits != 8 && digits != 7)
        return not_a_date;
    part((long)n, 4, p);
    return form == COH_FORM_MMDDYYYY ? make(COH_WRITTEN_DAY, p[2], p[0], p[1])
                                     : make(COH_WRITTEN_DAY, p[2], p[1], p[0]);
}

/* ---- all of it ---- */

static int
is_blank(struct coh_span s)
{
    static const char *const word[] = {"nodate", "no date", "none", "NaT"};
    size_t i;

    for (i = 0; i < sizeof(word) / sizeof(*word); i++)
        if (coh_span_is_caseless(s, word[i]))
            return 1;
    return coh_blank_is_word(s);
}

/* Cells of remarks are not searched for dates. */
enum { LONGEST = 120 };

static int
has_digit(struct coh_span s)
{
    size_t i = 0;

    while (i < s.length && !is_digit(s.bytes[i]))
        i++;
    return i < s.length;
}

struct coh_date_written
coh_date_written_read(struct coh_span s, enum coh_date_form form)
{
    struct coh_date_written w;
    size_t i = 0;

    s = coh_blank_trim(s);
    if ((!s.length || !is_digit(s.bytes[0])) && is_blank(s))
        return (struct coh_date_written){.kind = COH_WRITTEN_BLANK};
    while (i < s.length && is_digit(s.bytes[i]))
        i++;
    if (i == s.length)
        return read_packed(s, form);
    if (s.length > LONGEST || !has_digit(s))
        return not_a_date;
    w = read_three(s);
    if (w.kind == COH_WRITTEN_NOT && (is_two_numbers(s) || is_quarter(s)))
        w.kind = COH_WRITTEN_PERIOD;
    if (w.kind == COH_WRITTEN_NOT)
        w = coh_date_named_read(s);
    return w;
}
