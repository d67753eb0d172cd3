/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attendance.csv: exceptions only, absent and tardy. */
#include "example.h"

/* The day of a section's fluency probe in the week of a Monday. */
int
probe_day(int section, int monday)
{
    static const int usual[N_SECTIONS] = {1, 2, 2, 3};

    for (int i = usual[section]; i >= 0; i--)
        if (is_school_day(monday + i))
            return monday + i;
    for (int i = usual[section] + 1; i < 5; i++)
        if (is_school_day(monday + i))
            return monday + i;
    return 0;
}

static bool
is_probe_day(int section, int day)
{
    return probe_day(section, day - weekday(day)) == day;
}

/* Eight absences since January, at most one of them on a probe day. */
static void
more_absences(struct student *s, struct rng *r)
{
    int since = day_of(2026, 1, 12), unit3 = day_of(2026, 2, 26);
    int left = 8;

    for (int d = since; d <= last_day(); d++)
        s->status[d - first_day()] = 0;
    if (s->section == 1) {
        s->status[day_of(2026, 2, 4) - first_day()] = 'a';
        left--;
    }
    while (left) {
        int d = since + below(r, last_day() - since + 1);

        if (!is_school_day(d) || d == unit3 || is_probe_day(s->section, d) ||
            is_absent(s, d))
            continue;
        s->status[d - first_day()] = 'a';
        left--;
    }
}

void
attendance_make(struct student *s)
{
    int unit3 = day_of(2026, 2, 26);
    struct rng r;

    rng_start(&r, "attendance");
    for (int i = 0; i < N_STUDENTS; i++, s++) {
        int absent = s->falling ? 12 : 8 + below(&r, 45);
        int tardy = 4 + below(&r, 30);

        for (int d = first_day(); d <= last_day(); d++) {
            char *status = &s->status[d - first_day()];
            bool a = chance(&r, absent), t = chance(&r, tardy);

            if (is_school_day(d) && enrolled(s, d) && d != unit3)
                *status = a ? 'a' : t ? 't' : 0;
            if (d == unit3 && s->no_unit3 && enrolled(s, d))
                *status = 'a';
        }
        if (s->falling)
            more_absences(s, &r);
    }
}

static const char *
reason(struct rng *r, char status)
{
    static const char *const absent[] = {
        "illness",   "illness", "illness", "appointment", "family", "", "",
        "transport", "",        "",
    };
    static const char *const tardy[] = {
        "transport",   "transport", "", "", "",
        "appointment", "",          "", "", "weather",
    };
    int i = below(r, 10);

    return status == 'a' ? absent[i] : tardy[i];
}

int
attendance_write(const char *dir, const struct student *s)
{
    static const char *const head[] = {"student_id", "date", "status",
                                       "reason"};
    struct sheet out;
    struct rng r;
    char buf[16];

    if (sheet_open(&out, dir, "attendance.csv", "\n", false))
        return -1;
    rng_start(&r, "reasons");
    record(&out, head, 4);
    for (int d = first_day(); d <= last_day(); d++)
        for (int i = 0; i < N_STUDENTS; i++) {
            char status = s[i].status[d - first_day()];

            if (!status)
                continue;
            cell(&out, s[i].id);
            cell(&out, iso_date(buf, d));
            cell(&out, status == 'a' ? "absent" : "tardy");
            cell(&out, reason(&r, status));
            record_end(&out);
        }
    return sheet_close(&out);
}
