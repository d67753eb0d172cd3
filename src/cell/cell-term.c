/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell/cell-term.h"

#include <stdio.h>
#include <string.h>

#include "base/blank.h"

struct season {
    const char *word, *name;
    int of_second_year;
    int is_period; /* of a school year, not of the calendar */
};

static const struct season seasons[] = {
    {"fall", "fall", 0, 0},
    {"autumn", "autumn", 0, 0},
    {"winter", "winter", 1, 0},
    {"spring", "spring", 1, 0},
    {"summer", "summer", 1, 0},
    {"boy", "fall", 0, 1},
    {"moy", "winter", 1, 1},
    {"eoy", "spring", 1, 1},
    {"beginning of year", "fall", 0, 1},
    {"middle of year", "winter", 1, 1},
    {"end of year", "spring", 1, 1},
};

/* The years of a term: one, or two that follow each other. */
struct years {
    int first, second; /* 0: there is no second */
};

static struct coh_span
without_parentheses(struct coh_span s)
{
    const char *open = s.length ? memchr(s.bytes, '(', s.length) : NULL;

    if (open && s.bytes[s.length - 1] == ')')
        s.length = (size_t)(open - s.bytes);
    return coh_blank_trim(s);
}

static const struct season *
find_season(struct coh_span s)
{
    size_t i;

    s = without_parentheses(coh_blank_trim(s));
    for (i = 0; i < sizeof(seasons) / sizeof(*seasons); i++)
        if (coh_span_is_caseless(s, seasons[i].word))
            return &seasons[i];
    return NULL;
}

/* Up to four digits at the start of *s; their number, or 0. */
static size_t
take_digits(struct coh_span *s, int *n)
{
    size_t digits = 0;

    *n = 0;
    while (s->length && digits < 5 && s->bytes[0] >= '0' &&
           s->bytes[0] <= '9') {
        *n = *n * 10 + (s->bytes[0] - '0');
        s->bytes++, s->length--;
        digits++;
    }
    return digits < 5 ? digits : 0;
}

/* 2025, 2025-2026, 2025-26, 2025/2026, and nothing behind it. */
static int
read_years(struct coh_span s, struct years *y)
{
    size_t digits;

    s = coh_blank_trim(s);
    y->second = 0;
    if (take_digits(&s, &y->first) != 4)
        return -1;
    if (!s.length)
        return 0;
    if (s.bytes[0] != '-' && s.bytes[0] != '/')
        return -1;
    s.bytes++, s.length--;
    digits = take_digits(&s, &y->second);
    if (s.length || (digits != 4 && digits != 2))
        return -1;
    if (digits == 2 ? y->second != (y->first + 1) % 100
                    : y->second != y->first + 1)
        return -1;
    y->second = y->first + 1;
    return 0;
}

static struct coh_span
write_term(const struct season *season, const struct years *y,
           char out[COH_TERM_SIZE])
{
    snprintf(out, COH_TERM_SIZE, "%s %d", season->name,
             season->of_second_year && y->second ? y->second : y->first);
    return coh_span_of(out);
}

/* Season and years side by side, in the order in which they are given. */
static int
read_both(struct coh_span season, struct coh_span years,
          char out[COH_TERM_SIZE])
{
    const struct season *found = find_season(season);
    struct years y;

    if (!found || read_years(years, &y) || (found->is_period && !y.second))
        return -1;
    write_term(found, &y, out);
    return 0;
}

/* SP24, FA23: how some states write the season in which a test was given. */
static int
read_short(struct coh_span s, char out[COH_TERM_SIZE])
{
    static const char *const word[] = {"FA", "WI", "SP", "SU"};
    static const char *const name[] = {"fall", "winter", "spring", "summer"};
    size_t i;

    if (s.length != 4 || s.bytes[2] < '0' || s.bytes[2] > '9' ||
        s.bytes[3] < '0' || s.bytes[3] > '9')
        return -1;
    for (i = 0; i < 4; i++)
        if (!memcmp(s.bytes, word[i], 2)) {
            snprintf(out, COH_TERM_SIZE, "%s 20%c%c", name[i], s.bytes[2],
                     s.bytes[3]);
            return 0;
        }
    return -1;
}

struct coh_span
coh_cell_term(struct coh_span text, char out[COH_TERM_SIZE])
{
    struct coh_span s = without_parentheses(coh_blank_trim(text));
    size_t i;

    if (!read_short(s, out))
        return coh_span_of(out);
    for (i = 0; i < s.length && s.length < COH_TERM_SIZE; i++) {
        struct coh_span before = {s.bytes, i};
        struct coh_span behind = {s.bytes + i, s.length - i};

        if (!coh_blank_length(behind))
            continue;
        if (!read_both(before, behind, out) || !read_both(behind, before, out))
            return coh_span_of(out);
    }
    return text;
}

struct coh_span
coh_cell_term_of(struct coh_span period, struct coh_span school_year,
                 char out[COH_TERM_SIZE])
{
    struct coh_span whole = coh_cell_term(period, out);
    const struct season *season = find_season(period);
    struct years y;

    if (whole.bytes == out || !season || read_years(school_year, &y))
        return whole;
    if (!y.second) {
        y.second = y.first;
        y.first--;
    }
    return write_term(season, &y, out);
}
