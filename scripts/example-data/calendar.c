/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar.csv: the school year, its terms, and the days without school. */
#include "example.h"

#include <string.h>

struct span {
    const char *kind, *label;
    int start[3], end[3]; /* year, month, day */
};

static const struct span spans[] = {
    {"year", "2025-26", {2025, 8, 25}, {2026, 6, 5}},
    {"term", "fall", {2025, 8, 25}, {2025, 11, 25}},
    {"term", "winter", {2025, 12, 1}, {2026, 3, 13}},
    {"term", "spring", {2026, 3, 16}, {2026, 6, 5}},
    {"closed", "Labor Day", {2025, 9, 1}, {2025, 9, 1}},
    {"closed", "Indigenous Peoples' Day", {2025, 10, 13}, {2025, 10, 13}},
    {"closed", "Family conferences", {2025, 10, 23}, {2025, 10, 24}},
    {"closed", "Veterans Day", {2025, 11, 11}, {2025, 11, 11}},
    {"closed", "Thanksgiving break", {2025, 11, 26}, {2025, 11, 28}},
    {"closed", "Winter break", {2025, 12, 22}, {2026, 1, 2}},
    {"closed", "Teacher work day", {2026, 1, 5}, {2026, 1, 5}},
    {"closed", "Martin Luther King Jr. Day", {2026, 1, 19}, {2026, 1, 19}},
    {"closed", "Snow day", {2026, 1, 26}, {2026, 1, 26}},
    {"closed", "Presidents' Day", {2026, 2, 16}, {2026, 2, 16}},
    {"closed", "Spring break", {2026, 3, 30}, {2026, 4, 3}},
    {"closed", "Teacher work day", {2026, 4, 24}, {2026, 4, 24}},
    {"closed", "Memorial Day", {2026, 5, 25}, {2026, 5, 25}},
    {"window", "map-growth: fall", {2025, 9, 8}, {2025, 9, 19}},
    {"window", "map-growth: winter", {2026, 1, 12}, {2026, 1, 30}},
    {"window", "map-growth: spring", {2026, 5, 4}, {2026, 5, 22}},
};

enum { N_SPANS = sizeof spans / sizeof spans[0] };

static int
date(const int d[3])
{
    return day_of(d[0], d[1], d[2]);
}

int
first_day(void)
{
    return date(spans[0].start);
}

int
last_day(void)
{
    return first_day() + N_DAYS - 1;
}

bool
is_school_day(int day)
{
    if (weekday(day) > 4 || day < first_day() || day > date(spans[0].end))
        return false;
    for (int i = 0; i < N_SPANS; i++)
        if (!strcmp(spans[i].kind, "closed") && day >= date(spans[i].start) &&
            day <= date(spans[i].end))
            return false;
    return true;
}

int
calendar_write(const char *dir)
{
    static const char *const head[] = {"kind", "label", "start", "end"};
    struct sheet s;
    char buf[16];

    if (sheet_open(&s, dir, "calendar.csv", "\n", false))
        return -1;
    record(&s, head, 4);
    for (int i = 0; i < N_SPANS; i++) {
        cell(&s, spans[i].kind);
        cell(&s, spans[i].label);
        cell(&s, iso_date(buf, date(spans[i].start)));
        cell(&s, iso_date(buf, date(spans[i].end)));
        record_end(&s);
    }
    return sheet_close(&s);
}
