/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date-named.h"

#include <string.h>

#include "base/blank.h"
#include "base/date-word.h"

/* One number or one word of a date. */
struct piece {
    int digits, number;    /* 0 digits: a word */
    int month;             /* of a word: 1 to 12, or 0 */
    int is_weekday;        /* it may be "mar", March and mardi */
    struct coh_span start; /* the text from here on */
    struct coh_span rest;  /* behind it */
};

static struct coh_span
skip(struct coh_span s, size_t n)
{
    return (struct coh_span){s.bytes + n, s.length - n};
}

/* Blanks and marks between the pieces; d’agost has an apostrophe. */
static struct coh_span
skip_marks(struct coh_span s)
{
    size_t n;

    while (s.length) {
        if ((n = coh_blank_length(s)) == 0 && memchr(",.-/'", s.bytes[0], 5))
            n = 1;
        if (!n && s.length >= 3 && !memcmp(s.bytes, "\xE2\x80\x99", 3))
            n = 3;
        if (!n)
            break;
        s = skip(s, n);
    }
    return s;
}

static int
is_ordinal(const char *word)
{
    static const char *const ending[] = {"st", "nd", "rd", "th", "er", "o"};
    size_t i;

    for (i = 0; i < sizeof(ending) / sizeof(*ending); i++)
        if (!strcmp(word, ending[i]))
            return 1;
    return 0;
}

/* 12, 12th, 1er, 1º */
static int
read_number(struct coh_span s, struct piece *p)
{
    char word[COH_DATE_WORD_SIZE];
    size_t n;

    p->number = coh_date_written_number(&s, 4, &p->digits);
    if (p->number < 0)
        return -1;
    n = coh_date_word_read(s, word);
    if (is_ordinal(word))
        s = skip(s, n);
    p->rest = s;
    return 0;
}

/* What stands behind "tháng": 2, hai, mười hai. */
static int
read_numbered_month(struct coh_span s, struct piece *p)
{
    char word[COH_DATE_WORD_SIZE];
    int digits, more;
    size_t n;

    s = skip_marks(s);
    p->month = coh_date_written_number(&s, 2, &digits);
    if (p->month < 0) {
        s = skip(s, coh_date_word_read(s, word));
        p->month = coh_date_word_number(word);
        n = coh_date_word_read(skip_marks(s), word);
        more = coh_date_word_number(word);
        if (p->month == 10 && (more == 1 || more == 2)) {
            p->month += more;
            s = skip(skip_marks(s), n);
        }
    }
    p->rest = s;
    return p->month >= 1 && p->month <= 12 ? 0 : -1;
}

static int
is_numbered_month(const char *word)
{
    return !strcmp(word, "thang") || !strcmp(word, "thg") ||
           !strcmp(word, "th");
}

/* The next piece of `s`, marks and fillers before it passed over; -1 when
 * there is none. */
static int
read_piece(struct coh_span s, struct piece *p)
{
    char word[COH_DATE_WORD_SIZE];
    size_t n;

    *p = (struct piece){.digits = 0};
    for (;;) {
        s = skip_marks(s);
        p->start = s;
        n = coh_date_word_read(s, word);
        if (!n)
            return read_number(s, p);
        s = skip(s, n);
        if (!coh_date_word_is_filler(word))
            break;
    }
    p->rest = s;
    if (is_numbered_month(word))
        return read_numbered_month(s, p);
    p->month = coh_date_word_month(word);
    p->is_weekday = coh_date_word_is_weekday(word);
    return 0;
}

/* Weekdays at the start that cannot be a month. */
static struct coh_span
skip_weekdays(struct coh_span s)
{
    struct piece p;

    while (!read_piece(s, &p) && p.is_weekday && !p.month)
        s = p.rest;
    return s;
}

static struct coh_date_written
day_of(const struct piece *year, int month, const struct piece *day)
{
    struct coh_date_written w = {.kind = COH_WRITTEN_NOT};
    coh_date date;

    if (day->digits > 2 || day->digits < 1 ||
        (year->digits != 2 && year->digits != 4))
        return w;
    w.year = coh_date_written_year(year->number, year->digits);
    w.first = month;
    w.second = day->number;
    if (!coh_date_from((struct coh_date_parts){w.year, w.first, w.second},
                       &date))
        w.kind = COH_WRITTEN_DAY;
    return w;
}

/* 12 Feb 2021, 2021 Feb 12, Feb 12 2021. */
static struct coh_date_written
day_of_three(const struct piece p[3])
{
    struct coh_date_written w = {.kind = COH_WRITTEN_NOT};

    if (!coh_date_written_is_time(p[2].rest, p[2].digits))
        return w;
    if (p[1].month && p[0].digits == 4)
        return day_of(&p[0], p[1].month, &p[2]);
    if (p[1].month && p[0].digits)
        return day_of(&p[2], p[1].month, &p[0]);
    if (p[0].month && p[1].digits)
        return day_of(&p[2], p[0].month, &p[1]);
    return w;
}

/* Feb 2021, 2021 Feb. */
static int
is_month_of_year(const struct piece p[2])
{
    const struct piece *year = p[0].month ? &p[1] : &p[0];
    const struct piece *month = p[0].month ? &p[0] : &p[1];

    return month->month && year->digits == 4 && year->number >= 1900 &&
           year->number <= 2200 && !coh_blank_trim(p[1].rest).length;
}

static struct coh_date_written
read_pieces(struct coh_span s)
{
    struct coh_date_written w = {.kind = COH_WRITTEN_NOT};
    struct piece p[3];

    if (read_piece(s, &p[0]) || read_piece(p[0].rest, &p[1]))
        return w;
    if (is_month_of_year(p))
        w.kind = COH_WRITTEN_PERIOD;
    else if (!read_piece(p[1].rest, &p[2]))
        w = day_of_three(p);
    return w;
}

struct coh_date_written
coh_date_named_read(struct coh_span s)
{
    struct coh_date_written w;
    struct piece first;

    s = skip_weekdays(s);
    w = read_pieces(s);
    /* "mar 12 janv. 2021" begins with a weekday after all. */
    if (w.kind == COH_WRITTEN_NOT && !read_piece(s, &first) && first.is_weekday)
        w = read_pieces(first.rest);
    return w;
}
