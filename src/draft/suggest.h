/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DRAFT_SUGGEST_H
#define COH_DRAFT_SUGGEST_H

#include "draft/profile.h"
#include "layout/layout.h"

/*
 * Drafting a layout for a file that no layout knows: from the names of its
 * columns and from what stands in them. The draft is a text for somebody to
 * read and mend; it works as it is, and whatever could not be told is a line
 * that is commented out, with the choice. No value of a child stands in it:
 * only kinds, counts, the range of scores, and words that are known to say why
 * there is no score or that stand in many cells.
 *
 *     struct coh_suggestion s = COH_SUGGESTION_INIT;
 *     struct coh_text ini = COH_TEXT_INIT;
 *     if (coh_suggest_read(&s, reader, err) ||
 *         coh_suggest_write(&s, "our-quiz.csv", &ini, err)) …
 *     coh_suggest_release(&s);
 *
 * A column whose name stands twice, has no name, or has one that an INI file
 * cannot hold is left out, and a comment says so.
 */

enum coh_suggest_role {
    COH_SUGGEST_BLANK,    /* not one value: nothing can be told */
    COH_SUGGEST_UNUSABLE, /* its name cannot be written */
    COH_SUGGEST_ID,
    COH_SUGGEST_NAME, /* of the student */
    COH_SUGGEST_DATE,
    COH_SUGGEST_UNSURE_DATE, /* day and month cannot be told apart */
    COH_SUGGEST_TERM,
    COH_SUGGEST_TEST, /* name of the assessment */
    COH_SUGGEST_ATTEMPT,
    COH_SUGGEST_SCORE,
    COH_SUGGEST_MAXIMUM,    /* of the score it is attached to */
    COH_SUGGEST_PERCENTILE, /* likewise */
    COH_SUGGEST_LEVEL,      /* likewise */
    COH_SUGGEST_SEM,        /* likewise */
    COH_SUGGEST_ANSWER,     /* A to E: chosen answers or the key */
    COH_SUGGEST_OTHER,      /* not read */
};

struct coh_suggest_column {
    struct coh_span name;
    char key[48]; /* its letters and digits in lower case */
    enum coh_suggest_role role;
    const char *why; /* of COH_SUGGEST_UNUSABLE */
    size_t rank;     /* of ids: the lowest first */
    size_t score;    /* what a companion belongs to; n: nothing */
    int style;       /* 1 …: of the header with a maximum; 0: none */
    struct coh_span title, max; /* of that style, in name */
    size_t group;               /* 1 …; 0: by itself */
};

/* Scores whose names share a form, read by one pattern. */
struct coh_suggest_group {
    size_t first;          /* its first column */
    int style;             /* or by number: */
    size_t prefix, suffix; /* bytes of the name around the number */
    int items;             /* questions of one test */
    int binary;            /* only 0 and 1 */
};

struct coh_suggestion {
    struct coh_profile profile;
    struct coh_suggest_column *column;
    struct coh_suggest_group *group;
    size_t groups, capacity;
    int names_as_ids; /* there was no better id */
};

#define COH_SUGGESTION_INIT          \
    {                                \
        .profile = COH_PROFILE_INIT, \
    }

/* Read the first records and decide what each column is. COH_INPUT when
 * nothing tells the students apart, or no column holds scores. */
int coh_suggest_read(struct coh_suggestion *s, struct coh_reader *reader,
                     struct coh_error *err) COH_MUST_CHECK;

/* The draft, added to `ini`. The layout is called as the file: `file` is its
 * name without folder. It is a layout by coh_layout_parse. */
int
coh_suggest_write(const struct coh_suggestion *s, const char *file,
                  struct coh_text *ini, struct coh_error *err) COH_MUST_CHECK;

/* ---- what its rooms share ---- */

/* Find scores whose names share a form: coh_suggest_read ends with it. */
int coh_suggest_group(struct coh_suggestion *s,
                      struct coh_error *err) COH_MUST_CHECK;

/* The pattern of a style in which headers name a maximum, with the captures
 * title and max; NULL for a style that is none. */
const char *coh_suggest_style(int style);

/* The last number in a name: where it starts and ends. 0 if there is none. */
int coh_suggest_number(struct coh_span name, size_t *from, size_t *to);

/* What a status word that schools use means; NULL for another text. */
const char *coh_suggest_status(const char *word);

void coh_suggest_release(struct coh_suggestion *s);

#endif
