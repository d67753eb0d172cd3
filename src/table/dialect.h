/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_DIALECT_H
#define COH_TABLE_DIALECT_H

#include "base/text.h"

/*
 * How a delimited file is written: which character separates its fields.
 *
 * The candidates are tab, comma, semicolon, pipe and colon. Each splits the
 * sample into records, quotes respected. Of the widths that come out (two
 * fields at least) the best counts: the share of it among the records from its
 * first one on, so that titles above the table do not count, times 1 − 1/width,
 * times the square root of its share among all records. What looks in
 * each of the first four like something else counts a quarter: a delimiter
 * before a blank (prose), a comma or colon between digits (2,5 and 10:15). Tabs
 * are hardly ever text and count double; pipes and colons, which often stand in
 * cells, half; and a colon only when it splits nearly everything from the first
 * record on into three fields or more.
 *
 * A candidate that splits 9 of 10 records alike from an earlier record on than
 * another does, comes before it whatever the scores: it explains the header
 * too. (Not so one of which every second may be something else.) A first line
 * `sep=;` decides at once.
 *
 *     struct coh_dialect d = coh_dialect_detect(sample);
 */

struct coh_dialect {
    char delimiter;
    size_t sep_line; /* bytes of a `sep=` line to pass over, with its end */
};

/* `sample` is the start of the file as UTF-8 without a byte order mark; a last
 * record that is cut off does not count. Comma when nothing separates. */
struct coh_dialect coh_dialect_detect(struct coh_span sample);

#endif
