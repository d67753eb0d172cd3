/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_DATE_WORD_H
#define COH_BASE_DATE_WORD_H

#include "base/text.h"

/*
 * The words of dates: months and weekdays in English, Portuguese, Spanish,
 * French, German, Italian, Dutch, Catalan and Vietnamese, without regard to
 * case and accents. The names are those of the Unicode CLDR, long and short.
 *
 *     char word[COH_DATE_WORD_SIZE];
 *     size_t n = coh_date_word_read(s, word);      "Février" is "fevrier"
 *     int month = coh_date_word_month(word);       2
 */

/* The letters at the start of `s`, folded to a-z; a letter that is none of
 * those becomes '?', and so does a word too long to be known. Returns how many
 * bytes of `s` they take, 0 when `s` does not begin with a letter. */
#define COH_DATE_WORD_SIZE 16
size_t coh_date_word_read(struct coh_span s, char word[COH_DATE_WORD_SIZE]);

/* 1 to 12, or 0. A name, or its first three letters or more, as far as they
 * are of one month in all the languages: "jui" (juin, juillet) is of none. */
int coh_date_word_month(const char *word);

/* The month of a Vietnamese number word, as it stands behind "tháng": mot, hai
 * … muoi; 0 for another. Eleven and twelve are two words: muoi mot. */
int coh_date_word_number(const char *word);

/* Is it a weekday, or the first two letters of one or more? */
int coh_date_word_is_weekday(const char *word);

/* Does a date hold this word without changing by it: de, of, dia, ngày … */
int coh_date_word_is_filler(const char *word);

/* Is it one of those between a date and a time: T, at, um, à, às, om, lúc? */
int coh_date_word_is_at(const char *word);

#endif
