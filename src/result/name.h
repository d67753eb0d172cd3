/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_NAME_H
#define COH_RESULT_NAME_H

#include <stdint.h>

#include "base/text.h"

/*
 * A person's name, folded so that two ways to write it can be compared.
 *
 *     struct coh_name held, met;
 *
 *     if (coh_name_fold(coh_span_of("Okafor, Ada Ngozi"), &held) &&
 *         coh_name_fold(coh_span_of("ADA OKAFOR"), &met) &&
 *         coh_name_fits(&held, &met)) …
 *
 * Case, accents, punctuation and blanks do not count; hyphens part words as
 * blanks do. A comma parts family from given names, as in `Last, First`;
 * without one the last word is the family name, unless the other name says
 * that its family name has more words. Jr., Sr. and II to IV do not count.
 * Given names after the first may be left out or stand as initials, but may
 * not contradict each other. A first name must stand in full: nicknames and
 * initials are not guessed, and no word is compared but as a whole. A text that
 * names several people (Ada Okafor & Liv Berg; Okafor, Ada, Berg, Liv) is no
 * name: else the second would pass as the middle names of the first.
 */

#define COH_NAME_SIZE  400 /* bytes of a folded name; longer ones never fit */
#define COH_NAME_WORDS 16

/* The words, given names first. They point into its own text: it must not be
 * copied. */
struct coh_name {
    char text[COH_NAME_SIZE];
    struct coh_span word[COH_NAME_WORDS];
    size_t words;
    size_t given; /* words before the family name; 0: it has no comma */
};

/* 1 when the text holds a given and a family name; else 0, and the name must
 * not be used. */
int coh_name_fold(struct coh_span written, struct coh_name *name);

/* Can both be the same person's? Fits are symmetric, not transitive: "Ada
 * Okafor" fits "Ada N. Okafor" and "Ada B. Okafor", who are two. */
int coh_name_fits(const struct coh_name *a, const struct coh_name *b);

/* Names that fit have the same key: of the first given name and the last word
 * of the family name. */
uint64_t coh_name_key(const struct coh_name *name);

#endif
