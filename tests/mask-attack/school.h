/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_MASK_ATTACK_SCHOOL_H
#define COH_MASK_ATTACK_SCHOOL_H

#include <stddef.h>
#include <stdint.h>

/* Random students in groups of uneven size, with scores from 0 to TOP. */

enum { KINDS = 3, MOST = 600, VARIABLES = 2, TOP = 20, NO_SCORE = -1 };

struct student {
    size_t in[KINDS]; /* its value of each by-column; the last may be level */
    int score[VARIABLES];
    int away; /* has left the school */
};

struct school {
    size_t kinds, values[KINDS], n;
    struct student student[MOST];
};

struct dice {
    uint64_t state;
};

/* A whole number from low to high. */
size_t roll(struct dice *d, size_t low, size_t high);

void school_draw(struct school *s, struct dice *d, size_t kinds, size_t most);
/* Where the group of one student lies among all combinations. */
size_t school_cell(const struct school *s, const struct student *one);
size_t school_cells(const struct school *s);
/* The value of by-column `kind` in a combination. */
size_t school_value(const struct school *s, size_t cell, size_t kind);
/* A CSV: student_id,ka,kb[,kc],score,max_score,second. */
void school_write(const struct school *s, const char *path);

#endif
