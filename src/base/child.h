/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_CHILD_H
#define COH_BASE_CHILD_H

#include "base/text.h"

/*
 * Child processes: run a program without a shell, feed it bytes, take what it
 * says. Used for gnuplot and for the stages of a woven pipeline.
 *
 *     struct coh_text said = COH_TEXT_INIT, talk = COH_TEXT_INIT;
 *     char *argv[] = {"gnuplot", "-", NULL};
 *     struct coh_child c = {.argv = argv, .input = script};
 *     if (coh_child_run(&c, &said, &talk, &status, err)) …
 */

struct coh_child {
    char *const *argv;      /* argv[0] is looked up in $PATH if it has no / */
    char *const *variables; /* "NAME=VALUE" added to the environment, or NULL */
    const char *folder;     /* where it runs; NULL: here */
    struct coh_span input;  /* its standard input */
};

/* Run it to its end. *status is its exit status, 128 + signal if it died of
 * one. `said` gets its standard output, `talk` its standard error (either may
 * be NULL: let through). COH_SYSTEM when it cannot be started; a missing
 * program is named. */
int coh_child_run(const struct coh_child *child, struct coh_text *said,
                  struct coh_text *talk, int *status,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
