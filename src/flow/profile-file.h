/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PROFILE_FILE_H
#define COH_FLOW_PROFILE_FILE_H

#include "base/hash.h"
#include "flow/profile-column.h"
#include "table/columns.h"
#include "table/head.h"
#include "table/source.h"

/*
 * A file looked over in one reading: how it is written, what stands in each of
 * its columns, which rows stand twice, and which students it knows.
 *
 *     struct coh_inspection file = COH_INSPECTION_INIT;
 *
 *     if (coh_inspection_read(&file, reader, &wish, err))
 *         goto out;
 *     … file.rows, file.column[3].type, file.student[0].place …
 *     coh_inspection_release(&file);
 *
 * The first 100 records are read before, to tell the header from titles above
 * it, and the columns of the student's id and of the date. Memory: of each
 * column what profile-column.h says; 100 bytes and two bits a column for each
 * different id; rows are counted as different by their hash, in bounded memory
 * (base/distinct.h).
 */

struct coh_inspection_wish {
    const struct coh_roster *roster;   /* NULL, or empty: none */
    const struct coh_keys *name_words; /* of the roster's names */
    const char *student;  /* the column of ids, or NULL: see below */
    const char *join_key; /* what the inventory says of it, or "" */
    const char *key;      /* columns that make a row one of its kind, or NULL */
    coh_date today, from, until;
};

/* Places of students beside those of the roster. */
#define COH_INSPECTION_NOBODY  ((size_t)-1)
#define COH_INSPECTION_SEVERAL ((size_t)-2)

struct coh_inspection_student {
    size_t place; /* on the roster; NOBODY, SEVERAL */
    enum coh_match match;
    size_t rows;
    uint64_t day; /* hash of the first day's text; 0: none yet */
    int days;     /* 2: two different ones at least */
};

struct coh_inspection {
    struct coh_header header;
    size_t above;                /* records above the header: titles */
    struct coh_portrait *column; /* header.n */
    size_t rows;                 /* usable records that are not all blank */
    size_t blank_rows;           /* records of blank cells alone: not in rows */
    size_t blank_lines;
    size_t aside, aside_places;
    char aside_place[3][100];
    struct coh_reader_counts counts;
    struct coh_source_form form;
    char delimiter;
    char sha256[COH_SHA256_HEX];
    unsigned long long bytes;

    size_t distinct_rows;
    size_t twice[3], twices; /* lines of the first rows that stood before, as
                                far as they are among the first 65,536 */
    struct coh_columns key;
    int key_given;
    size_t keyed;         /* rows with a key: an id, unless it was given */
    size_t distinct_keys; /* of them */

    size_t id, date, status, score; /* columns; header.n: there is none */
    size_t without_id;              /* rows */
    struct coh_keys ids;
    struct coh_inspection_student *student; /* ids.n */
    size_t student_capacity;
    unsigned char *has; /* two bits a column of each student: see _has() */
    size_t has_capacity, stride;
    struct coh_distinct *distinct;
};

#define COH_INSPECTION_INIT                                 \
    {                                                       \
        .header = COH_HEADER_INIT, .key = COH_COLUMNS_INIT, \
        .ids = COH_INSPECTION_KEYS                          \
    }
#define COH_INSPECTION_KEYS \
    {                       \
        .width = 1          \
    }

/* Read it whole. The header is the first record of the width that most of the
 * first 100 records have, if it has more than one cell that is not blank. The
 * ids stand in the column `student` (COH_INPUT when there is none such); else
 * in the one called `join_key`; else in the first one of which at least half
 * of the first values, and two, are on the roster; else nowhere. The date
 * stands in the first column of which at least half of the first values are
 * dates, before all others one with `date` in its name. The key is `key`; else
 * id and date, or the columns that make a tidy result one.
 *
 * COH_INPUT as coh_reader_start. */
int coh_inspection_read(struct coh_inspection *f, struct coh_reader *reader,
                        const struct coh_inspection_wish *wish,
                        struct coh_error *err) COH_MUST_CHECK;

/* Of profile-head.c: the header, and the columns that stand for something. */
int coh_inspection_begin(struct coh_inspection *f, struct coh_reader *reader,
                         const struct coh_inspection_wish *wish,
                         struct coh_record *header,
                         struct coh_error *err) COH_MUST_CHECK;

/* Has student number `at` a value in the column, in any row? */
int
coh_inspection_has(const struct coh_inspection *f, size_t at, size_t column);

void coh_inspection_release(struct coh_inspection *f);

#endif
