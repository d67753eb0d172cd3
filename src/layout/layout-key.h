/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_LAYOUT_KEY_H
#define COH_LAYOUT_LAYOUT_KEY_H

#include "layout/layout.h"

/*
 * What the two rooms of the layout's parser share; nobody else includes this.
 * layout.c reads lines and opens sections; layout-key.c and layout-result.c
 * know what a key in each of them means. As inih wants it, 1 is yes and 0 no.
 */

struct coh_layout_parse {
    struct coh_layout *layout;
    const char *where;
    char section[100];
    int line; /* inih does not tell: counted by the line reader */
    struct coh_span rest;
    struct coh_error *err;
};

typedef int
coh_layout_set(struct coh_layout_parse *p, const char *key, const char *value);

/* Keys of the sections. */
coh_layout_set coh_layout_key_layout, coh_layout_key_match,
    coh_layout_key_student, coh_layout_key_lookup, coh_layout_key_names,
    coh_layout_key_record, coh_layout_key_common, coh_layout_key_result;

/* Always 0: `what` 'word', with file and line. */
int
coh_layout_fail(struct coh_layout_parse *p, const char *what, const char *word);

int coh_layout_set_text(struct coh_layout_parse *p, const char **into,
                        const char *value);
int coh_layout_add_word(struct coh_layout_parse *p, struct coh_layout_words *w,
                        const char *value);
int coh_layout_set_pattern(struct coh_layout_parse *p,
                           struct coh_pattern **into, const char *value);

/* `+ 1`: the first word and what is behind it. */
int
coh_layout_add_value(struct coh_layout_parse *p, struct coh_layout_value **list,
                     size_t *n, size_t *capacity, const char *value);

/* One of `n` words: *into becomes its number. */
int coh_layout_set_choice(struct coh_layout_parse *p, int *into,
                          const char *value, const char *const *word, size_t n);

#endif
