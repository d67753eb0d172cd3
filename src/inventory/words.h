/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_WORDS_H
#define COH_INVENTORY_WORDS_H

#include "base/text.h"

/*
 * Several short texts in one, split by ';', as people write them: blanks
 * around an item and the case of ASCII letters do not count.
 *
 *     struct coh_span rest = coh_span_of("mathematics; reading"), item;
 *     while (coh_words_next(&rest, &item)) ...
 */

/* Take the next item off the front of `rest`, trimmed; blank items are passed
 * over. 0 when none is left. */
int coh_words_next(struct coh_span *rest, struct coh_span *item);

/* Equal but for case; two empty ones are not. */
int coh_words_same(struct coh_span a, struct coh_span b);

/* Is `item` one of `list`? Have both lists an item in common? */
int coh_words_have(const char *list, struct coh_span item);
int coh_words_meet(const char *a, const char *b);

/* "", "none", "nothing", "n/a" and "-", by themselves or, for "none" and
 * "nothing", as the first word: nothing was meant. */
int coh_words_none(const char *text);

#endif
