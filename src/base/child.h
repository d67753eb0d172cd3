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
    char *const *variables; /* "NAME=VALUE", NULL at the end, over those of
                               the environment; or NULL */
    struct coh_span input;  /* its standard input */
    int open;               /* which stays open behind it, for the caller */
};

/* Several at a time: each is begun, and coh_child_next waits until one of them
 * ends.
 *
 *     struct coh_child_running a = COH_CHILD_RUNNING_INIT, b = …, *all[] = {…};
 *     if (coh_child_begin(&a, &child, err) || …) …
 *     coh_child_next(all, 2, &i, err) … all[i]->status …
 *     coh_child_release(&a);
 */
struct coh_child_running {
    long pid; /* 0: it has ended, or was never begun */
    int in, out, talking;
    struct coh_span rest; /* of its input, which must stay */
    struct coh_text said, talk;
    int status; /* once it has ended, as coh_child_run's */
};

#define COH_CHILD_RUNNING_INIT             \
    {                                      \
        .in = -1, .out = -1, .talking = -1 \
    }

int coh_child_begin(struct coh_child_running *r, const struct coh_child *child,
                    struct coh_error *err) COH_MUST_CHECK;

/* Serve all that run until one has ended: *ended is its place. */
int coh_child_next(struct coh_child_running *const *all, size_t n,
                   size_t *ended, struct coh_error *err) COH_MUST_CHECK;

/* One that still runs is killed. */
void coh_child_release(struct coh_child_running *r);

/* Run it to its end. *status is its exit status, 128 + signal if it died of
 * one. `said` gets its standard output, `talk` its standard error (either may
 * be NULL: let through). COH_SYSTEM when it cannot be started; a missing
 * program is named. */
int coh_child_run(const struct coh_child *child, struct coh_text *said,
                  struct coh_text *talk, int *status,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
