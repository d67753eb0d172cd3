/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_WORDS_H
#define COH_REPORT_WORDS_H

#include "base/text.h"

/*
 * Words as in sh, and nothing else of sh.
 *
 * Blanks part words; 'single' and "double" quotes and a backslash hold text
 * together. There is no expansion but `{{name}}`, which becomes text of the
 * word that it stands in and is never read again: no value can make a second
 * word, end a quotation or start a stage. What sh would take as an order when
 * unquoted (; & < > ( ) ` $ and a line end) is refused with the advice to
 * quote it, so that a line means here what it means in a terminal or nothing.
 *
 *     struct coh_words w = COH_WORDS_INIT;
 *     if (coh_words_split(&w, text, &expander, &rest, err)) …
 *     w.at[0], …, w.at[w.n] == NULL
 *     coh_words_release(&w);
 */

/* Who knows what a `{{name}}` stands for. `expand` adds the text to `into`;
 * its error says which name is unknown. */
struct coh_expander {
    int (*expand)(void *context, struct coh_span name, struct coh_text *into,
                  struct coh_error *err);
    void *context;
};

/* Add `text` to `into` with every `{{name}}` replaced. COH_INPUT when a `{{`
 * has no `}}` behind it on the same line. */
int coh_expand(struct coh_span text, const struct coh_expander *x,
               struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* The list owns its words; at[n] is NULL, as exec wants it. */
struct coh_words {
    char **at;
    size_t n, capacity;
};

#define COH_WORDS_INIT \
    {                  \
        .at = NULL     \
    }

/* The words up to an unquoted `|` or the end of the text. A line that ends in
 * `|` or `\` goes on in the next one; any other line end must be the last.
 * `rest` is what follows the `|`; its bytes are NULL when there was none.
 * `x` may be NULL: `{{name}}` then stays as it is. COH_INPUT for a quotation
 * without an end and for what is refused above. */
int coh_words_split(struct coh_words *words, struct coh_span text,
                    const struct coh_expander *x, struct coh_span *rest,
                    struct coh_error *err) COH_MUST_CHECK;

/* Add the word to `into` so that sh, and coh_words_split, read it back. */
int coh_words_quote(struct coh_text *into, const char *word,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_words_release(struct coh_words *words);

#endif
