/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map-fall.csv and map-winter.csv: MAP Growth, the 64 columns of the CDF. */
#include "example.h"

#include <string.h>

struct sitting {
    const char *term;
    bool winter;
    bool reading;
    bool growth; /* GrowthMeasureYN */
    int day;
    int id;
    int rit;
};

static const char *const math_goals[] = {
    "Operations and Algebraic Thinking",
    "Number and Operations",
    "Measurement and Data",
    "Geometry",
};

static const char *const reading_goals[] = {
    "Literary Text: Key Ideas and Details",
    "Literary Text: Language, Craft, and Structure",
    "Informational Text: Key Ideas and Details",
    "Vocabulary: Acquisition and Use",
};

/* Percentiles of invented norms: mean 210 (winter 215), sd 15. */
static int
percentile(int rit, bool winter)
{
    static const unsigned char half[] = {
        50, 52, 54, 56, 58, 60, 62, 64, 66, 67, 69, 71, 73, 74, 76,
        77, 79, 80, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93,
        93, 94, 95, 95, 96, 96, 96, 97, 97, 97, 98, 98, 98, 98, 99,
    }; /* the normal distribution in steps of a twentieth of a sd */
    int d = rit - (winter ? 215 : 210);
    int step = clamp(div_round((d < 0 ? -d : d) * 20, 15), 0, 44);

    return d < 0 ? 100 - half[step] : half[step];
}

static const char *
adjective(int pct)
{
    return pct < 21   ? "Low"
           : pct < 41 ? "LoAvg"
           : pct < 61 ? "Avg"
           : pct < 81 ? "HiAvg"
                      : "High";
}

static void
write_head(struct sheet *out)
{
    static const char *const part[] = {"Name", "RitScore", "StdErr", "Range",
                                       "Adjective"};

    fputs("TermName,StudentID,SchoolName,MeasurementScale,Discipline,"
          "GrowthMeasureYN,TestType,TestName,TestID,TestStartDate,"
          "TestDurationMinutes,TestRITScore,TestStandardError,"
          "TestPercentile,TypicalFallToFallGrowth,"
          "TypicalSpringToSpringGrowth,TypicalFallToSpringGrowth,"
          "TypicalFallToWinterGrowth,RITtoReadingScore,RITtoReadingMin,"
          "RITtoReadingMax",
          out->file);
    for (int g = 1; g <= 8; g++)
        for (int p = 0; p < 5; p++)
            fprintf(out->file, ",Goal%d%s", g, part[p]);
    fputs(",TestStartTime,PercentCorrect,ProjectedProficiency\n", out->file);
}

/* Tenths as a decimal: 32 is 3.2. */
static void
cell_tenths(struct sheet *out, int tenths)
{
    char buf[32];

    snprintf(buf, sizeof buf, "%d.%d", tenths / 10, tenths % 10);
    cell(out, buf);
}

static void
write_lexile(struct sheet *out, const struct sitting *t)
{
    int lexile = div_round((t->rit - 186) * 24 + 124, 5) * 5;
    char buf[32];

    for (int i = 0; i < 3; i++) {
        int shift = i == 0 ? 0 : i == 1 ? -100 : 50;

        if (!t->reading)
            cell(out, "");
        else if (lexile < 150)
            cell(out, "BR");
        else {
            snprintf(buf, sizeof buf, "%dL", lexile + shift);
            cell(out, buf);
        }
    }
}

static void
write_goals(struct sheet *out, const struct sitting *t, struct rng *r)
{
    int shift[4], sum = 0;
    char buf[32];

    for (int g = 0; g < 4; g++)
        sum += shift[g] = div_round(4 * normal(r), 1000);
    for (int g = 0; g < 4; g++) {
        int rit = t->rit + shift[g] - div_round(sum, 4);
        int err = 46 + below(r, 12);
        int half = div_round(err, 10);

        cell(out, (t->reading ? reading_goals : math_goals)[g]);
        cell_int(out, rit);
        cell_tenths(out, err);
        snprintf(buf, sizeof buf, "%d-%d", rit - half, rit + half);
        cell(out, buf);
        cell(out, adjective(percentile(rit, t->winter)));
    }
    for (int g = 0; g < 20; g++)
        cell(out, "");
}

static void
write_growth(struct sheet *out, const struct sitting *t)
{
    int slow = clamp(div_round(214 - t->rit, 12), -2, 3);

    for (int i = 0; i < 4; i++) {
        static const int usual[] = {10, 0, 9, 5};

        if (t->winter || !usual[i])
            cell(out, "");
        else
            cell_int(out, usual[i] + slow);
    }
}

static void
write_sitting(struct sheet *out, const struct student *s,
              const struct sitting *t, bool last, struct rng *r)
{
    const char *subject = t->reading ? "Reading" : "Mathematics";
    int pct = percentile(t->rit, t->winter);
    int hour = 8 + below(r, 6);
    int minute = 5 * below(r, 12);
    char buf[32];

    cell(out, t->term);
    cell(out, s->id);
    cell(out, "Alder Creek Elementary");
    cell(out, subject);
    cell(out, subject);
    cell(out, t->growth ? "TRUE" : "FALSE");
    cell(out, "Survey With Goals");
    cell(out, t->reading ? "Growth: Reading 2-5 CCSS 2010 V4"
                         : "Growth: Math 2-5 CCSS 2010 V2");
    cell_int(out, t->id);
    cell(out, us_date_padded(buf, t->day));
    cell_int(out, 34 + below(r, 40));
    cell_int(out, t->rit);
    cell_tenths(out, 31 + below(r, 4));
    cell_int(out, pct);
    write_growth(out, t);
    write_lexile(out, t);
    write_goals(out, t, r);
    snprintf(buf, sizeof buf, "%02d:%02d:00", hour, minute);
    cell(out, buf);
    cell_int(out, 44 + below(r, 13));
    cell(out, pct < 25   ? "Below"
              : pct < 50 ? "Approaching"
              : pct < 85 ? "Met"
                         : "Exceeded");
    if (!last)
        record_end(out);
}

/* A day of the window on which the student is there; math first. */
static int
test_day(const struct student *s, int start, bool reading, struct rng *r)
{
    int d = start + (reading ? 7 : 0) + below(r, 5);

    for (int i = 0; i < 14; i++, d++)
        if (is_school_day(d) && !is_absent(s, d))
            return d;
    return start;
}

/* True if this student sat the subject twice in the term. */
static bool
sat_twice(int student, const struct sitting *t)
{
    static const struct {
        int student;
        bool winter, reading;
    } twice[] = {
        {10, false, false}, {44, false, true}, {91, false, false},
        {5, true, true},    {70, true, false},
    };

    for (size_t i = 0; i < sizeof twice / sizeof twice[0]; i++)
        if (twice[i].student == student && twice[i].winter == t->winter &&
            twice[i].reading == t->reading)
            return true;
    return false;
}

static void
write_subject(struct sheet *out, const struct student *s, int student,
              struct sitting *t, struct rng *r)
{
    int start = t->winter ? day_of(2026, 1, 12) : day_of(2025, 9, 8);
    int ability = t->reading ? s->reading : s->math;
    int gain = t->winter ? 5000 + 2 * normal(r) : 0;

    /* The true score of autumn is the same in both files. */
    t->rit = div_round(210000 + 15 * ability + gain + 3 * normal(r), 1000);
    t->day = test_day(s, start, t->reading, r);
    t->id += 1 + below(r, 900);
    t->growth = true;
    if (sat_twice(student, t)) {
        struct sitting first = *t;

        first.growth = false;
        first.rit -= 9 + below(r, 5);
        write_sitting(out, s, &first, false, r);
        t->id += 1 + below(r, 900);
        t->day = test_day(s, t->day + 2, false, r);
    }
    write_sitting(out, s, t,
                  t->winter && t->reading && student == N_STUDENTS - 1, r);
}

static int
write_term(const char *dir, const struct student *s, bool winter)
{
    struct sitting t = {0};
    struct sheet out;
    struct rng r;

    t.term = winter ? "Winter 2025-2026" : "Fall 2025-2026";
    t.winter = winter;
    t.id = winter ? 640310000 : 618240000;
    if (sheet_open(&out, dir, winter ? "map-winter.csv" : "map-fall.csv", "\n",
                   true))
        return -1;
    rng_start(&r, t.term);
    write_head(&out);
    for (int i = 0; i < N_STUDENTS; i++) {
        if (winter ? s[i].to != 0 : s[i].no_fall_map)
            continue;
        t.reading = false;
        write_subject(&out, &s[i], i, &t, &r);
        t.reading = true;
        write_subject(&out, &s[i], i, &t, &r);
    }
    return sheet_close(&out);
}

int
map_write(const char *dir, const struct student *s)
{
    return write_term(dir, s, false) || write_term(dir, s, true) ? -1 : 0;
}
