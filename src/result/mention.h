/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_MENTION_H
#define COH_RESULT_MENTION_H

#include "base/keys.h"

/*
 * Does a text name somebody on the roster? Before a note leaves the team.
 *
 *     struct coh_mention m = COH_MENTION_INIT;
 *     … coh_mention_add_name(&m, name, err), coh_mention_add_id(&m, id, err)
 *     if (coh_mention_in(&m, text, &named, err)) …
 *     coh_mention_release(&m);
 *
 * Each word of each name counts, given and family names, of two letters or
 * more, and each id of four characters or more, with or without the zeros in
 * front of its digits. A word of the text is a name when it is the same without
 * case, accents and apostrophes: Ada, ADA, Adá and Ada's (or Adas), but not
 * Adamant. A text says more than names: who knows the children may know of whom
 * it speaks. And a name that is a word of the language (Will, Grace, Rose)
 * holds back more than it must, which is the safe side.
 */

struct coh_mention {
    struct coh_keys word; /* folded */
};

#define COH_MENTION_INIT      \
    {                         \
        .word = {.width = 1 } \
    }

int coh_mention_add_name(struct coh_mention *m, struct coh_span name,
                         struct coh_error *err) COH_MUST_CHECK;
int coh_mention_add_id(struct coh_mention *m, struct coh_span id,
                       struct coh_error *err) COH_MUST_CHECK;

/* *named: does a word of the text stand among those? */
int coh_mention_in(const struct coh_mention *m, struct coh_span text,
                   int *named, struct coh_error *err) COH_MUST_CHECK;

/* The places of a text where it names somebody, from left to right, in bytes.
 * Words of names that only blanks, commas, hyphens and full stops part are one
 * place. `sure` is 0 for a single word in small letters, which may be none
 * (will, rose, may); an id is sure. */
struct coh_mention_place {
    size_t from, to;
    int sure;
};

struct coh_mention_places {
    struct coh_mention_place *at;
    size_t n, capacity;
};

#define COH_MENTION_PLACES_INIT \
    {                           \
        .at = NULL              \
    }

int coh_mention_find(const struct coh_mention *m, struct coh_span text,
                     struct coh_mention_places *places,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_mention_places_release(struct coh_mention_places *places);

void coh_mention_release(struct coh_mention *m);

#endif
