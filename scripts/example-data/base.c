/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers, dates as day numbers, and CSV out. */
#include "example.h"

#include <string.h>

static uint64_t
next(struct rng *r)
{
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* The family's name is hashed (FNV-1a) into the seed. */
void
rng_start(struct rng *r, const char *family)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (; *family; family++)
        h = (h ^ (unsigned char)*family) * UINT64_C(0x100000001b3);
    r->state = h ^ EXAMPLE_SEED;
    (void)next(r);
}

/* Two draws in one expression would leave their order to the compiler. */
int
below(struct rng *r, int n)
{
    return (int)((next(r) >> 33) % (uint64_t)n);
}

bool
chance(struct rng *r, int permille)
{
    return below(r, 1000) < permille;
}

/* The sum of twelve uniform numbers is close enough to normal here. */
int
normal(struct rng *r)
{
    int sum = -6000;

    for (int i = 0; i < 12; i++)
        sum += below(r, 1001);
    return sum;
}

int
div_round(int a, int b)
{
    return a >= 0 ? (a + b / 2) / b : -((-a + b / 2) / b);
}

int
clamp(int x, int low, int high)
{
    return x < low ? low : x > high ? high : x;
}

/* Days from the civil calendar, counted in eras of 400 years. */
int
day_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - 719468;
}

void
civil(int day, int *year, int *month, int *mday)
{
    int z = day + 719468;
    int era = z / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;

    *mday = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

int
weekday(int day)
{
    return (day + 3) % 7; /* 1970-01-01 was a Thursday */
}

const char *
iso_date(char buf[16], int day)
{
    int y, m, d;

    civil(day, &y, &m, &d);
    snprintf(buf, 16, "%04d-%02d-%02d", y % 10000, m % 100, d % 100);
    return buf;
}

const char *
us_date(char buf[16], int day)
{
    int y, m, d;

    civil(day, &y, &m, &d);
    snprintf(buf, 16, "%d/%d/%d", m % 100, d % 100, y % 10000);
    return buf;
}

const char *
us_date_padded(char buf[16], int day)
{
    int y, m, d;

    civil(day, &y, &m, &d);
    snprintf(buf, 16, "%02d/%02d/%04d", m % 100, d % 100, y % 10000);
    return buf;
}

int
sheet_open(struct sheet *s, const char *dir, const char *name, const char *eol,
           bool quote_all)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", dir, name);

    s->file = NULL;
    s->eol = eol;
    s->quote_all = quote_all;
    s->fields = 0;
    if (n < 0 || (size_t)n >= sizeof path)
        return -1;
    s->file = fopen(path, "wb");
    if (!s->file)
        perror(path);
    return s->file ? 0 : -1;
}

/* A field is quoted when it must be, or when the export always does. */
void
cell(struct sheet *s, const char *text)
{
    bool quote = s->quote_all || strpbrk(text, ",\"\r\n");

    if (s->fields++)
        fputc(',', s->file);
    if (!quote) {
        fputs(text, s->file);
        return;
    }
    fputc('"', s->file);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', s->file);
        fputc(*text, s->file);
    }
    fputc('"', s->file);
}

void
cell_int(struct sheet *s, long value)
{
    char buf[32];

    snprintf(buf, sizeof buf, "%ld", value);
    cell(s, buf);
}

void
record(struct sheet *s, const char *const *text, int n)
{
    for (int i = 0; i < n; i++)
        cell(s, text[i]);
    record_end(s);
}

void
record_end(struct sheet *s)
{
    fputs(s->eol, s->file);
    s->fields = 0;
}

int
sheet_close(struct sheet *s)
{
    int bad = ferror(s->file);

    if (fclose(s->file) || bad) {
        fputs("make-example-data: write error\n", stderr);
        return -1;
    }
    return 0;
}
