/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_MASK_ATTACK_PAGE_H
#define COH_MASK_ATTACK_PAGE_H

#include <stddef.h>

/* What a command prints: a CSV, and nothing else. */

enum { PAGE_COLUMNS = 40 };

struct page {
    char *text;
    size_t rows, columns; /* rows without the header */
    char **cell;          /* (rows + 1) × columns */
    int status;
};

/* Runs `command` in sh and reads what it prints; exits when it cannot. */
void page_of(struct page *p, const char *command);
void page_release(struct page *p);
/* The place of a column; (size_t)-1 when there is none. */
size_t page_column(const struct page *p, const char *name);
/* The cell in data row `row`; "" where the column is missing. */
const char *page_at(const struct page *p, size_t row, const char *column);

#endif
