/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_WHERE_H
#define COH_TABLE_WHERE_H

#include "table/columns.h"

/*
 * Filters: `score<70`, `section=5A`, `status!=scored`.
 *
 * One condition is one word: a column, an operator (= != < <= > >=), a value.
 * Of several headers that fit the start, the longest is meant. Several `=` on
 * one column are alternatives; conditions on different columns must all hold.
 * Where both sides are decimals they compare as numbers, and all else compares
 * as bytes; so does always a column whose name ends in "id": 00812 is not 812.
 * Where an order is asked against a number, text fits neither `<` nor `>`.
 * Blanks at the ends do not count. A blank cell fits only `COL=`.
 *
 *     struct coh_where w = COH_WHERE_INIT;
 *     if (coh_where_add(&w, "score<70", &header, err)) …
 *     if (coh_where_fits(&w, rec.cell)) …
 *     coh_where_release(&w);
 */

struct coh_where {
    struct coh_condition *condition;
    size_t n, capacity;
};

#define COH_WHERE_INIT    \
    {                     \
        .condition = NULL \
    }

/* COH_USAGE when there is no operator, COH_INPUT when there is no column. */
int coh_where_add(struct coh_where *where, const char *text,
                  const struct coh_header *header,
                  struct coh_error *err) COH_MUST_CHECK;

/* Does a row fit all conditions? No condition: yes. */
int coh_where_fits(const struct coh_where *where, const struct coh_span *cell);

/* Does a condition ask about this column? */
int coh_where_asks(const struct coh_where *where, size_t column);

void coh_where_release(struct coh_where *where);

#endif
