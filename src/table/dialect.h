/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_DIALECT_H
#define COH_TABLE_DIALECT_H

#include "base/text.h"

/*
 * How a delimited file is written: which character separates its fields.
 *
 * The candidates are comma, tab, semicolon and pipe. Each splits the sample
 * into records, quotes respected; the one whose records most often have the
 * same width wins, wider widths before narrower: the score is
 * share of the commonest width × (1 − 1/width). A first line `sep=;` decides
 * at once.
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
