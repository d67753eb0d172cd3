/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_MASK_ATTACK_READER_H
#define COH_MASK_ATTACK_READER_H

#include <stddef.h>

/*
 * A reader of one page: groups over combinations ("cells"), what the page shows
 * of each, what a reader knows besides, and what is true.
 */

enum { CELLS = 64, GROUPS = 800 };

struct group {
    unsigned char has[CELLS];
    char name[64];
    int on_page;   /* else a total that stands nowhere */
    int unknown;   /* neither on the page nor known; not guarded */
    int nobody;    /* nobody can be in it: not guarded */
    int n, k;      /* the truth: students, and at or above the cut */
    double sum;    /* the truth: of their scores */
    int shown;     /* the number on the page, -1 */
    int low, high; /* counts that its band leaves, -1 */
    int banded;    /* the page has a column of bands for it */
    double mean;   /* -1 */
};

struct reader {
    size_t cells, n;
    int min_n;
    struct group group[GROUPS];
};

struct score_card {
    size_t tables, refused, guarded, bands, means, large, hidden;
    size_t exact, narrow, false_shown, band_leaks, mean_leaks;
    double tightest; /* the narrowest mean of a small group, in points */
};

struct group *reader_group(struct reader *r);
/* Between which counts a band leaves of n students. */
void reader_band(const char *band, int n, int *low, int *high);
/* All attacks; leaks are printed with `what`, and counted. */
void reader_attack(const struct reader *r, const char *what,
                   struct score_card *card);

#endif
