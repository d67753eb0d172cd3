/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CELL_TERM_H
#define COH_CELL_TERM_H

#include "base/text.h"

/*
 * Terms: `season year`, the year being the one in which the season lies, so
 * that exports of different vendors meet in one term.
 *
 *     char out[COH_TERM_SIZE];
 *     coh_cell_term("Winter 2025-2026", out)          winter 2026
 *     coh_cell_term_of("MOY", "2025-2026", out)       winter 2026
 *
 * A season is fall, autumn, winter, spring or summer in any case of letters, or
 * a benchmark period: BOY or Beginning of Year is the fall of a school year,
 * MOY or Middle of Year its winter, EOY or End of Year its spring. What stands
 * in parentheses behind it is passed over: `Winter (November 16 - March 1)`. A
 * school year is 2025-2026, 2025-26, 2025/2026 or 2025/26; its fall and autumn
 * lie in the first year, the rest in the second.
 */

#define COH_TERM_SIZE 64

/* The term of a text that holds both: `Fall 2025-2026`, `2025-26 BOY`, and
 * `Fall 2025`, where the year is that of the season itself. A benchmark period
 * with a single year does not tell which one, and stays. Returns a span of
 * `out`, or `text` itself when it is not understood or longer than any term. */
struct coh_span coh_cell_term(struct coh_span text, char out[COH_TERM_SIZE]);

/* The term of a period in a school year. A single year is the one in which the
 * school year ends: BOY of 2026 is fall 2025. A period that holds its year is
 * read by coh_cell_term(), and the school year is not looked at. Returns a
 * span of `out`, or `period` itself when one of them is not understood. */
struct coh_span
coh_cell_term_of(struct coh_span period, struct coh_span school_year,
                 char out[COH_TERM_SIZE]);

#endif
