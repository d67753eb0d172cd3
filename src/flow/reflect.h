/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_REFLECT_H
#define COH_FLOW_REFLECT_H

#include "cli/tool.h"
#include "flow/reflect-scale.h"
#include "flow/reflect-survey.h"

/*
 * A team's survey as a page to talk from: what to celebrate, where the team
 * agrees, where it is split.
 *
 *     struct coh_reflect r = COH_REFLECT_INIT;
 *     if (coh_reflect_read(&r, run, err) || coh_reflect_write(&r, run, err))
 *         goto out;
 *     coh_reflect_release(&r);
 *
 * A team is 3 to 6 people, and nobody may be recognised: no respondent leaves,
 * nothing is shown of fewer than COH_REFLECT_FEWEST answers, nor where fewer
 * would be left when what is shown is subtracted from what was asked.
 */

enum { COH_REFLECT_FEWEST = 3 };

/* P(A ≥ benchmark) is at most this when people answer at random; so is the p
 * of a difference between roles that is called one. */
#define COH_REFLECT_LEVEL 0.05

enum coh_reflect_sort {
    COH_REFLECT_CELEBRATE, /* A ≥ benchmark, median in the top two options */
    COH_REFLECT_CONVERGE,  /* A ≥ benchmark otherwise */
    COH_REFLECT_DIVERGE,   /* A ≤ 0 */
    COH_REFLECT_MIXED,     /* between */
    COH_REFLECT_NOT,       /* not shown, or no A */
    COH_REFLECT_SORTS
};

const char *coh_reflect_sort_name(enum coh_reflect_sort sort); /* NOT: "" */

/* The answers of some people to one question. */
struct coh_reflect_part {
    size_t count[COH_AGREEMENT_OPTIONS], n, missing;
    int shown;
    double agreement;                          /* NAN: undefined */
    const struct coh_agreement_random *random; /* of as many people, or NULL */
    size_t low, high; /* the two middle answers, from 0; the same if n is odd */
    enum coh_reflect_sort sort;
};

/* What a survey comes to, a question an entry. */
struct coh_reflect_tally {
    int *asked, *open, *reversed; /* of each question */
    size_t *count;                /* questions × roles × options, that fit */
    size_t *blank;                /* questions × roles, that fit */
    size_t *left_out;             /* the same of answers that do not fit */
    size_t *people;               /* of each role, that fit */
    struct coh_reflect_part *part;
};

/* Set the first part; the rest belongs to the functions. */
struct coh_reflect {
    const char *options, *questions, *open, *reversed;
    const char *respondent, *by, *previous;
    int answers;  /* open answers instead of the table */
    int as_asked; /* in the order asked, not sorted */
    int p;        /* a column of p where roles are compared */

    struct coh_scale scale;
    struct coh_survey now, before;
    struct coh_reflect_tally tally, tally_before;
    struct coh_agreement_random **random; /* one for each n that was needed */
    size_t randoms, random_capacity;
    unsigned long seed;
    size_t compared; /* parts that were compared with the others */
};

#define COH_REFLECT_INIT \
    {                    \
        .options = NULL  \
    }

/* Read the run's rows, and the round before, and count. Sorts out which
 * questions have options and says what is left out. COH_USAGE for wishes that
 * do not go together, COH_INPUT for what is not there. */
int coh_reflect_read(struct coh_reflect *r, struct coh_run *run,
                     struct coh_error *err) COH_MUST_CHECK;

/* Judge part->count, n being their sum, of a question. */
int coh_reflect_judge(struct coh_reflect *r, struct coh_reflect_part *part,
                      int reversed, struct coh_error *err) COH_MUST_CHECK;

/* Count answers and judge each question (part[i]); the options of the answers
 * are set. `open` and `asked` are chosen, and said in `notes` unless NULL. */
int coh_reflect_count(struct coh_reflect *r, const struct coh_survey *s,
                      struct coh_reflect_tally *t, struct coh_notes *notes,
                      struct coh_error *err) COH_MUST_CHECK;

/* The table, or the open answers, to the run's writer, which the caller
 * ends. Says what random answering would do, once for each n. */
int coh_reflect_write(struct coh_reflect *r, struct coh_run *run,
                      struct coh_error *err) COH_MUST_CHECK;

/* `question,answer`: alphabetically within a question, so that no order of
 * the file tells who. */
int coh_reflect_write_answers(const struct coh_reflect *r, struct coh_run *run,
                              struct coh_error *err) COH_MUST_CHECK;

/* A role, or those whose role is too small to be shown, taken together. */
struct coh_reflect_role {
    size_t role; /* of now.roles; now.roles.n: the others together */
    struct coh_reflect_part part;
    int compared;
    double difference; /* of the mean answer from that of all others, in steps
                          of the options */
    double least, p;   /* smallest p that sizes allow; NAN: not compared */
};

/* The roles of a question that may be shown: `*n` of them into `role`, which
 * has room for now.roles.n + 1. A role is shown when it and the rest have
 * COH_REFLECT_FEWEST answers, and as many are left when all roles that are
 * shown are subtracted. */
int coh_reflect_roles(struct coh_reflect *r, size_t question,
                      struct coh_reflect_role *role, size_t *n,
                      struct coh_error *err) COH_MUST_CHECK;

/* The part of the round before that answers question `at` of this one; NULL
 * when it was not asked, or not shown. */
const struct coh_reflect_part *
coh_reflect_before(const struct coh_reflect *r, size_t at);

/* In words: what moved between two rounds of a question. */
int
coh_reflect_moved(const struct coh_reflect *r,
                  const struct coh_reflect_part *before,
                  const struct coh_reflect_part *now, struct coh_text *words,
                  struct coh_error *err) COH_MUST_CHECK;

/* Is one round the other with one or two more answers to each question?
 * Beside each other they would show whose. */
int coh_reflect_is_same_round(const struct coh_reflect *r);

/* The median as a number, or in the words of the options. */
int
coh_reflect_median(const struct coh_reflect *r,
                   const struct coh_reflect_part *part, struct coh_text *text,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_reflect_release(struct coh_reflect *r);

#endif
