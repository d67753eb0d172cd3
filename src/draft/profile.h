/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DRAFT_PROFILE_H
#define COH_DRAFT_PROFILE_H

#include "base/date-order.h"
#include "intake/cell.h"
#include "table/columns.h"
#include "table/reader.h"

/*
 * What stands in the columns of a file that no layout knows: how many numbers,
 * days, words, how many different values. It counts and judges nothing;
 * suggest.h makes a layout of it. Two readings of the first records; memory
 * grows with the columns, not with the records.
 *
 *     struct coh_profile p = COH_PROFILE_INIT;
 *     if (coh_profile_read(&p, reader, err)) …
 *     p.column[3].numbers …
 *     coh_profile_release(&p);
 */

enum {
    COH_PROFILE_RECORDS = 5000, /* so many are read */
    COH_PROFILE_TITLES = 10,    /* above the header at most */
    COH_PROFILE_DISTINCT = 64,  /* so many different values are told apart */
    COH_PROFILE_WORDS = 12,     /* so many texts of a column are kept … */
    COH_PROFILE_WORD = 24,      /* … of less than so many bytes */
};

struct coh_profile_word {
    char text[COH_PROFILE_WORD];
    size_t times;
};

struct coh_profile_column {
    size_t values, blank; /* records with and without text here */
    /* Of the values; each is counted once, as the first that it is. */
    size_t numbers, fractions, percents, bounds, days, letters, lexiles;
    size_t binary;    /* of the numbers: 0 and 1 */
    size_t addresses; /* of mail */
    size_t codes;     /* with a digit and without a blank: as ids are */
    size_t zeros;     /* starting in a zero that no number needs: 00812 */
    struct coh_date_evidence order; /* of the days */
    struct coh_mark_evidence marks; /* of the numbers */
    enum coh_mark mark;
    struct coh_decimal low, high; /* of numbers, fractions and percents */
    uint64_t seen[COH_PROFILE_DISTINCT];
    size_t distinct; /* different values; COH_PROFILE_DISTINCT: or more */
    int repeats;     /* one of the first of them stood again */
    struct coh_profile_word word[COH_PROFILE_WORDS]; /* texts that are none of
                                                        the above */
    size_t words, other; /* other: times that texts were not kept */
};

/* A record that is no student's, told by the text it starts with. */
struct coh_profile_row {
    size_t column;
    char text[40];
    int is_max; /* the points possible; else an average, a test student … */
};

struct coh_profile {
    size_t above; /* titles and labels that stand above the header */
    struct coh_header header;
    struct coh_profile_column *column; /* one a name */
    size_t records, aside;             /* read; of them not parsed */
    int whole;                         /* there are no more */
    struct coh_profile_row row[4];
    size_t rows;
};

#define COH_PROFILE_INIT           \
    {                              \
        .header = COH_HEADER_INIT, \
    }

/* The reader is spooled and read from its beginning, twice. COH_INPUT as
 * coh_reader_header. */
int coh_profile_read(struct coh_profile *p, struct coh_reader *reader,
                     struct coh_error *err) COH_MUST_CHECK;

/* Values that are scores, by their look. */
size_t coh_profile_scores(const struct coh_profile_column *c);

void coh_profile_release(struct coh_profile *p);

#endif
