/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_OPTION_H
#define COH_CLI_OPTION_H

#include "base/error.h"
#include "base/text.h"

/*
 * Options: one table drives parsing, help and the list that lint compares
 * with the manual page. A letter means the same in every tool.
 *
 *     const struct coh_option options[] = {
 *         COH_STRING('v', "value", "COL[,COL]", &a.value, "what to summarise"),
 *         COH_FLAG(0, "overdue", &a.overdue, "only what is overdue"),
 *         COH_OPTIONS_END,
 *     };
 *
 * Options and operands may stand in any order; `--` ends the options. Only
 * COH_MANY may be given several times.
 */

enum coh_option_kind {
    COH_KIND_FLAG,     /* int *: set to 1 */
    COH_KIND_STRING,   /* const char **: points into argv */
    COH_KIND_OPTIONAL, /* the same, as --name=VALUE; "" for --name alone */
    COH_KIND_COUNT,    /* long *: a whole number ≥ 0 */
    COH_KIND_DOUBLE,   /* double *: a finite number */
    COH_KIND_CHOICE,   /* int *: the place of the word among `choices` */
    COH_KIND_MANY,     /* struct coh_strings *: each use adds one */
};

/* Words in the order typed; they point into argv. */
struct coh_strings {
    const char **at;
    size_t n, capacity;
};

#define COH_STRINGS_INIT \
    {                    \
        .at = NULL       \
    }

struct coh_option {
    char letter; /* 0: none */
    const char *name;
    const char *argument; /* how the help calls it; NULL for a flag */
    enum coh_option_kind kind;
    void *target;
    const char *help;
    const char *const *choices; /* of COH_KIND_CHOICE, NULL-terminated */
};

#define COH_FLAG(letter, name, target, help)                  \
    {                                                         \
        letter, name, NULL, COH_KIND_FLAG, target, help, NULL \
    }
#define COH_STRING(letter, name, argument, target, help)            \
    {                                                               \
        letter, name, argument, COH_KIND_STRING, target, help, NULL \
    }
#define COH_OPTIONAL(letter, name, argument, target, help)            \
    {                                                                 \
        letter, name, argument, COH_KIND_OPTIONAL, target, help, NULL \
    }
#define COH_COUNT(letter, name, argument, target, help)            \
    {                                                              \
        letter, name, argument, COH_KIND_COUNT, target, help, NULL \
    }
#define COH_DOUBLE(letter, name, argument, target, help)            \
    {                                                               \
        letter, name, argument, COH_KIND_DOUBLE, target, help, NULL \
    }
#define COH_CHOICE(letter, name, argument, target, choices, help)      \
    {                                                                  \
        letter, name, argument, COH_KIND_CHOICE, target, help, choices \
    }
#define COH_MANY(letter, name, argument, target, help)            \
    {                                                             \
        letter, name, argument, COH_KIND_MANY, target, help, NULL \
    }
#define COH_OPTIONS_END                                \
    {                                                  \
        0, NULL, NULL, COH_KIND_FLAG, NULL, NULL, NULL \
    }

/* Read argv (from argv[1]) against several tables, the first match wins.
 * What is no option goes to `operands`. COH_USAGE names what is wrong and
 * the nearest option. */
int coh_option_parse(const struct coh_option *const *tables, size_t n, int argc,
                     char **argv, struct coh_strings *operands,
                     struct coh_error *err) COH_MUST_CHECK;

int coh_strings_add(struct coh_strings *s, const char *word,
                    struct coh_error *err) COH_MUST_CHECK;
void coh_strings_release(struct coh_strings *s);

#endif
