/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXAMPLE_H
#define EXAMPLE_H

/*
 * The example team: what the files of this folder share.
 *
 * Everything is made from one seed with integer arithmetic only, so that the
 * bytes are the same on every machine. Each export family draws from its own
 * stream (rng_start): a change in one file leaves the others as they are.
 * All people are synthetic.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define EXAMPLE_SEED 20260306u

enum {
    N_STUDENTS = 112,
    N_SECTIONS = 4,
    N_ITEMS = 20,
    N_DAYS = 193 /* 2025-08-25, the first day, to 2026-03-05, the last */
};

/* ---- base.c: random numbers, dates as day numbers, CSV out ---- */

struct rng {
    uint64_t state;
};

void rng_start(struct rng *r, const char *family);
int below(struct rng *r, int n); /* 0 to n - 1 */
bool chance(struct rng *r, int permille);
int normal(struct rng *r);   /* mean 0, sd 1, in thousandths */
int div_round(int a, int b); /* b > 0; halves away from 0 */
int clamp(int x, int low, int high);

int day_of(int year, int month, int day); /* days since 1970-01-01 */
void civil(int day, int *year, int *month, int *mday);
int weekday(int day); /* 0 is Monday */
const char *iso_date(char buf[16], int day);
const char *us_date(char buf[16], int day);        /* 9/8/2025 */
const char *us_date_padded(char buf[16], int day); /* 09/08/2025 */

/* A CSV file being written. Write errors are kept for sheet_close. */
struct sheet {
    FILE *file;
    const char *eol;
    bool quote_all;
    int fields; /* written so far in this record */
};

int sheet_open(struct sheet *s, const char *dir, const char *name,
               const char *eol, bool quote_all);
void cell(struct sheet *s, const char *text);
void cell_int(struct sheet *s, long value);
void record(struct sheet *s, const char *const *text, int n);
void record_end(struct sheet *s);
int sheet_close(struct sheet *s); /* 0, or -1 after any write error */

/* ---- calendar.c ---- */

int first_day(void); /* 2025-08-25 */
int last_day(void);  /* 2026-03-05: nothing is dated later */
bool is_school_day(int day);
int calendar_write(const char *dir);

/* ---- people.c ---- */

struct student {
    char id[16];
    char last[64];
    char first[32];
    char name[104]; /* "Last, First" */
    char email[104];
    char state_id[32];
    char map_id[32];
    const char *language;
    int section; /* 0 to 3 */
    int canvas_id;
    int from; /* day numbers; to is 0 for a student who has not left */
    int to;
    int math; /* thousandths of a sd, mean 0 in each section */
    int reading;
    bool learner; /* of English */
    bool iep;
    bool falling; /* one of the three whose fluency falls */
    bool no_fall_map;
    bool no_unit3; /* absent on the day, or had left */
    bool two_sections;
    char status[N_DAYS]; /* 'a' absent, 't' tardy, 0 neither */
    int unit3;           /* points on the Unit 3 Test, -1 without a sheet */
};

const char *section_name(int section);
void people_make(struct student *s);
bool enrolled(const struct student *s, int day);
bool is_absent(const struct student *s, int day);
int roster_write(const char *dir, const struct student *s);

/* ---- one file an export family ---- */

void attendance_make(struct student *s);
int probe_day(int section, int monday); /* 0 in a week without school */
int attendance_write(const char *dir, const struct student *s);
int map_write(const char *dir, const struct student *s);
int unit3_write(const char *dir, struct student *s); /* fills unit3 */
int gradebook_write(const char *dir, const struct student *s);
int fluency_write(const char *dir, const struct student *s);
int survey_write(const char *dir, const struct student *s);
int notes_write(const char *dir, const struct student *s);
int inventory_write(const char *dir);
int team_write(const char *dir, const struct student *s);

/* inventory-rows.c: an entry is lines of "field: value" */
extern const char *const inventory_rows[];
extern const int n_inventory_rows;

#endif
