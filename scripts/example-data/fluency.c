/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fluency-probes.csv: a probe a student a school week, words correct in a
 * minute. Three students rise until the week of 2026-01-12 and fall then.
 */
#include "example.h"

#include <string.h>

enum { N_WEEKS = 26, FIRST_FALLING_WEEK = 18 };

struct reader {
    int start; /* thousandths of a word, as are the others */
    int gain;  /* a week */
    int noise; /* sd, in words */
};

static int
monday(int week)
{
    return day_of(2025, 9, 8) + 7 * week;
}

static void
make_readers(const struct student *s, struct reader *w, struct rng *r)
{
    for (int i = 0; i < N_STUDENTS; i++) {
        int start = 106000 + 15 * s[i].reading + 4 * normal(r);

        w[i].start = clamp(start, 80000, 140000);
        w[i].gain = clamp(1000 + normal(r) / 5, 600, 1400);
        w[i].noise = 6 + below(r, 2);
        if (s[i].from > first_day()) { /* new to English */
            w[i].start = -14000;
            w[i].gain = 2500;
            w[i].noise = 1;
        }
        if (s[i].falling) {
            w[i].start = 108000 + below(r, 9000);
            w[i].gain = 1300;
        }
    }
}

static int
words(const struct student *s, const struct reader *w, int week, struct rng *r)
{
    int noise = normal(r);
    int falling = week - FIRST_FALLING_WEEK;
    int level = w->start + w->gain * week;

    if (!s->falling || falling < 0)
        return clamp(div_round(level + w->noise * noise, 1000), 0, 220);
    level = w->start + w->gain * FIRST_FALLING_WEEK - 2700 * falling;
    return clamp(div_round(level + 3 * noise, 1000), 0, 220);
}

/* A number too small for the form is written as `<10`. */
static void
write_counts(struct sheet *out, int count, int errors, bool blank)
{
    if (blank) {
        cell(out, "");
        cell(out, "");
    } else if (count < 10) {
        cell(out, "<10");
        cell_int(out, errors);
    } else {
        cell_int(out, count);
        cell_int(out, errors);
    }
}

static bool
is_blank(int student, int week)
{
    static const int at[][2] = {
        {17, 3}, {50, 9}, {88, 12}, {101, 17}, {33, 21}};

    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++)
        if (at[i][0] == student && at[i][1] == week)
            return true;
    return false;
}

static void
write_probe(struct sheet *out, const struct student *s, int student, int week,
            int probe, int count, int errors)
{
    char buf[32];
    int day = probe_day(s->section, monday(week));

    cell(out, s->id);
    cell(out, s->name);
    cell(out, section_name(s->section));
    cell(out, us_date(buf, day));
    snprintf(buf, sizeof buf, "Passage %d", probe);
    cell(out, buf);
    if (is_absent(s, day)) {
        cell(out, "Absent");
        cell(out, "");
    } else
        write_counts(out, count, errors, is_blank(student, week));
    record_end(out);
}

/* Somebody typed an id that is nobody's. */
static void
write_nobody(struct sheet *out, int probe)
{
    char buf[32];

    cell(out, "99999");
    cell(out, "");
    cell(out, "5B");
    cell(out, us_date(buf, probe_day(1, monday(10))));
    snprintf(buf, sizeof buf, "Passage %d", probe);
    cell(out, buf);
    cell(out, "97");
    cell(out, "3");
    record_end(out);
}

static void
write_week(struct sheet *out, const struct student *s, const struct reader *w,
           int week, int probe, struct rng *r)
{
    for (int i = 0; i < N_STUDENTS; i++) {
        int count = words(&s[i], &w[i], week, r);
        int errors = below(r, 5);

        errors += below(r, 4);
        if (i > 0 && s[i].section == 2 && s[i - 1].section == 1 && week == 10)
            write_nobody(out, probe);
        if (!enrolled(&s[i], probe_day(s[i].section, monday(week))))
            continue;
        write_probe(out, &s[i], i, week, probe, count, errors);
        if (i == 62 && week == 14)
            write_probe(out, &s[i], i, week, probe, count, errors);
    }
}

int
fluency_write(const char *dir, const struct student *s)
{
    static const char *const head[] = {
        "Student ID", "Student",       "Section", "Date",
        "Passage",    "Words Correct", "Errors",
    };
    struct reader w[N_STUDENTS];
    struct sheet out;
    struct rng r;
    int probe = 0;

    if (sheet_open(&out, dir, "fluency-probes.csv", "\n", false))
        return -1;
    rng_start(&r, "fluency");
    make_readers(s, w, &r);
    record(&out, head, 7);
    for (int week = 0; week < N_WEEKS; week++)
        if (probe_day(0, monday(week)))
            write_week(&out, s, w, week, ++probe, &r);
    return sheet_close(&out);
}
