/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_LEXICON_H
#define COH_TABLE_LEXICON_H

#include "table/table.h"

/*
 * Words of a page in the language of who reads it, out of a CSV: a column
 * `key`, then a column a language (key,en,es).
 *
 *     struct coh_lexicon words = COH_LEXICON_INIT;
 *     if (coh_lexicon_read(&words, "family-words.csv", "es", err) ||
 *         coh_lexicon_find(&words, coh_span_of("hello"), &text, err)) …
 *     coh_lexicon_say(&words, "page.made", "made")
 *     coh_lexicon_release(&words);
 *
 * Keys `page.…` and `chart.…` replace the program's own words; the list of
 * those stands in cohort-weave(1) and cohort-chart(1). Of the program's own
 * words one that the file does not have stays English.
 */

struct coh_lexicon {
    char *path, *language;
    struct coh_table table;
    size_t key, column; /* places of `key` and of the language */
    size_t *order;      /* the rows by their keys */
};

#define COH_LEXICON_INIT        \
    {                           \
        .table = COH_TABLE_INIT \
    }

/* COH_INPUT: no column `key`, none of the language (those there are named), a
 * key that stands twice. */
int
coh_lexicon_read(struct coh_lexicon *l, const char *path, const char *language,
                 struct coh_error *err) COH_MUST_CHECK;

/* From $COHORT_WORDS and $COHORT_LANGUAGE, as cohort weave hands them to the
 * tools of a page; nothing when they are not set. */
int coh_lexicon_from_page(struct coh_lexicon *l,
                          struct coh_error *err) COH_MUST_CHECK;

/* The text of a key. COH_INPUT, naming key, language and file, when it is not
 * there or blank. */
int
coh_lexicon_find(const struct coh_lexicon *l, struct coh_span key,
                 struct coh_span *text, struct coh_error *err) COH_MUST_CHECK;

/* The text of a key, else `english`. `l` may be NULL, or empty. */
struct coh_span coh_lexicon_say(const struct coh_lexicon *l, const char *key,
                                const char *english);

/* The text of a key, which ends in a NUL byte and lives as long as `l`; NULL
 * when there is none. */
const char *coh_lexicon_text(const struct coh_lexicon *l, const char *key);

/* Add it with {1} and {2} replaced. */
int coh_lexicon_put(struct coh_text *into, const struct coh_lexicon *l,
                    const char *key, const char *english, const char *one,
                    const char *two, struct coh_error *err) COH_MUST_CHECK;

/* Add the day, "6 March 2026" or short "6 Mar 2026", by page.month.1 to .12,
 * page.month-short.1 to .12 and page.date ("{1} {2} {3}"). Other text than an
 * ISO date stays as it is. */
int coh_lexicon_day(struct coh_text *into, const struct coh_lexicon *l,
                    struct coh_span iso, int in_full,
                    struct coh_error *err) COH_MUST_CHECK;

/* Add a number that is to be read, with page.decimal for its point. */
int coh_lexicon_number(struct coh_text *into, const struct coh_lexicon *l,
                       struct coh_span number,
                       struct coh_error *err) COH_MUST_CHECK;

void coh_lexicon_release(struct coh_lexicon *l);

#endif
