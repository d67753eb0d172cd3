/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PROFILE_COLUMN_H
#define COH_FLOW_PROFILE_COLUMN_H

#include "base/distinct.h"
#include "base/keys.h"
#include "flow/profile-cell.h"
#include "result/result.h"
#include "result/roster.h"
#include "stat/sample.h"

/*
 * What stands in one column: its type, what is missing and how that is
 * written, its figures, its labels, and what in it points to a person.
 *
 *     struct coh_portrait p = COH_PORTRAIT_INIT;
 *
 *     while (…)
 *         coh_portrait_add(&p, &ground, cell, coh_hash64(0, cell…), &s, err);
 *     coh_portrait_finish(&p, &ground, err);
 *     … p.type, p.missing, coh_sample_quantile(&p.sample, 0.5) …
 *     coh_portrait_release(&p);
 *
 * One pass. While a column has at most ground.most_labels different texts it
 * keeps them with their counts, and judges each text once; beyond, it keeps no
 * text: numbers go to the sample (8 bytes each), other texts are counted as
 * different by their hash (base/distinct.h), and every cell is judged by
 * itself. Columns have few labels or many, so that costs little.
 */

/* All that columns are held against; the caller's. */
struct coh_portrait_ground {
    coh_date today;
    coh_date from, until;              /* the window; COH_DATE_NONE: open */
    const struct coh_roster *roster;   /* NULL: none */
    const struct coh_keys *name_words; /* fingerprints of its names' words */
    struct coh_distinct *distinct;
    size_t most_labels;
};

enum coh_portrait_type {
    COH_PORTRAIT_BLANK, /* no value at all */
    COH_PORTRAIT_WHOLE, /* 9 of 10 values are whole numbers */
    COH_PORTRAIT_NUMBER,
    COH_PORTRAIT_DATE,
    COH_PORTRAIT_ID, /* digits, some with a leading zero, or a name in id */
    COH_PORTRAIT_TEXT,
    COH_PORTRAIT_MIXED, /* none has 9 of 10 */
    COH_PORTRAIT_TYPES
};

enum {
    COH_PORTRAIT_LABELS = 16384,
    COH_PORTRAIT_CODES = 8,
    COH_PORTRAIT_WORDS = 64
};

struct coh_portrait_code {
    char text[8];
    size_t n;
};

/* What a cell has to say. */
enum coh_portrait_stands {
    COH_PORTRAIT_NOTHING,
    COH_PORTRAIT_VALUE,
    COH_PORTRAIT_STATUS, /* a word of a missing score: p->statuses tells
                            whether these count as missing */
};

struct coh_portrait_label {
    const char *bytes;
    size_t length;
    uint64_t hash;
    size_t n;
    enum coh_portrait_stands stands;
};

/* Days, in one order of day and month. */
struct coh_portrait_days {
    size_t n, future, before, after;
    size_t school_age; /* 4 to 20 years before today: as birthdays are */
    coh_date low, high;
};

struct coh_portrait_mode {
    double number;        /* of a column of numbers */
    struct coh_span text; /* of another; the portrait's own */
    size_t n, ties;       /* how often; how many values as often */
};

struct coh_portrait {
    size_t number; /* its place among the columns: the group of `distinct` */
    struct coh_span name; /* the caller's */
    int is_id;            /* the caller's: these are the students' ids */

    /* Cells, each counted in one of these. */
    size_t kind[COH_SIGHTS];
    size_t status[COH_STATUSES]; /* of the texts: words of a missing score */
    struct coh_portrait_code code[COH_PORTRAIT_CODES];
    size_t other_codes;
    size_t by_status[COH_STATUSES]; /* blanks whose row has this status */
    size_t whole;                   /* of the numbers */

    /* Told at the end. */
    enum coh_portrait_type type;
    size_t cells, missing, values, distinct;
    size_t statuses; /* words of a missing score that count as missing */
    struct coh_portrait_days days;
    enum coh_date_order order; /* UNKNOWN: none told, or they contradict */
    int order_doubtful;
    struct coh_portrait_mode mode, antimode;
    double fence_low, fence_high; /* Tukey's: q1 − 1.5 iqr, q3 + 1.5 iqr */
    size_t below, above;          /* values outside them */

    size_t length_low, length_high; /* characters of a value */
    size_t edge, email, phone, ssn; /* values with these flags */
    size_t names;                   /* texts that are a student's name */
    size_t name_parts;              /* … that are a word of a name */
    size_t mentions;                /* longer texts with a name in them */

    struct coh_sample sample;       /* of kind NUMBER */
    struct coh_portrait_days in[2]; /* month first, day first */
    struct coh_date_evidence evidence;
    struct coh_portrait_label *label; /* in order of first appearance */
    size_t labels, label_capacity, label_bytes;
    uint32_t *slot;
    size_t slots, other_labels;
    uint64_t word[COH_PORTRAIT_WORDS]; /* hashes of the words of a missing */
    size_t words;                      /* score, which are not in others */
    int spilt;                         /* too many labels: none are kept */
    struct coh_arena arena;
    struct coh_text scratch;
};

#define COH_PORTRAIT_INIT                                   \
    {                                                       \
        .sample = COH_SAMPLE_INIT, .arena = COH_ARENA_INIT, \
        .scratch = COH_TEXT_INIT                            \
    }

/* One more cell, and its hash; *stands becomes what it has to say. */
int
coh_portrait_add(struct coh_portrait *p,
                 const struct coh_portrait_ground *ground, struct coh_span cell,
                 uint64_t hash, enum coh_portrait_stands *stands,
                 struct coh_error *err) COH_MUST_CHECK;

/* No more cells. Of a column that kept no labels (p->spilt) the count of its
 * group (coh_distinct_count) has been added to p->other_labels before.
 *
 * Type: blank without values; else what at least 9 of 10 values are. Words of
 * a missing score (cell/cell-status.h) count as missing where at least half of
 * the other values are numbers or dates, else as text. Different values are
 * numbers by their value, other texts byte by byte. Mode and antimode are the
 * values that stand most and least often, the least (first) of equals; blank
 * where all stand equally often, and of texts that are not kept. */
int coh_portrait_finish(struct coh_portrait *p,
                        const struct coh_portrait_ground *ground,
                        struct coh_error *err) COH_MUST_CHECK;

/* Of profile-settle.c, for coh_portrait_finish alone: what the counts come to.
 */
void coh_portrait_settle(struct coh_portrait *p);

/* "whole number", "date", … */
const char *coh_portrait_type_name(enum coh_portrait_type type);

/* Is it a column of numbers, whose figures are worth having? */
int coh_portrait_is_number(const struct coh_portrait *p);

/* At least 20 values, of which 95 of 100 or more differ: an id, or free text.
 * Of numbers only whole ones, all of one length of 5 or more. */
int coh_portrait_near_unique(const struct coh_portrait *p);

/* Labels from the most frequent to the least, at most `most` places; equals
 * in the order of first appearance. Returns how many. */
size_t coh_portrait_top(const struct coh_portrait *p, size_t most, size_t *at);

/* Labels whose fingerprints are equal. */
struct coh_portrait_clusters {
    size_t n, labels;      /* clusters, and labels in them */
    size_t edge, caseless; /* clusters that differ in blanks at the ends only,
                              in these and case only */
    struct coh_text shown; /* the first three, with counts */
};
#define COH_PORTRAIT_CLUSTERS_INIT \
    {                              \
        .shown = COH_TEXT_INIT     \
    }
int coh_portrait_cluster(const struct coh_portrait *p,
                         struct coh_portrait_clusters *clusters,
                         struct coh_error *err) COH_MUST_CHECK;

void coh_portrait_release(struct coh_portrait *p);

#endif
