/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_PROGRESS_H
#define COH_CLI_PROGRESS_H

#include "table/reader.h"

/*
 * How far a long reading is, on one line of a terminal that is written over
 * and cleared at the end:
 *
 *     map.csv  43 %  1.2 M records
 *
 * Nothing is shown in the first second, where the file is a short one. Where
 * standard error is no terminal, or with -q, there is no progress at all:
 * every call takes NULL.
 *
 *     coh_progress_start(p, reader);
 *     … the reader is read; it calls back …
 *     coh_progress_clear(p);   before anything else is said, and at the end
 */

struct coh_progress {
    int fd;       /* of the terminal */
    int readings; /* how often a file is read from its beginning to its end */
    int done;     /* of them */
    size_t width; /* of what is shown now */
    long long started, shown_at; /* milliseconds */
    unsigned long long before;   /* bytes at the last call */
};

#define COH_PROGRESS_INIT      \
    {                          \
        .fd = 2, .readings = 1 \
    }

/* A new file: from now on its reader calls back. */
void coh_progress_start(struct coh_progress *p, struct coh_reader *reader);

/* What the callback does, `now` milliseconds into any epoch: `bytes` of `size`
 * (0: not known) and `records` of this reading are read. */
void coh_progress_tell(struct coh_progress *p, const char *name,
                       unsigned long long bytes, unsigned long long size,
                       size_t records, long long now);

/* The line is blank again. */
void coh_progress_clear(struct coh_progress *p);

#endif
