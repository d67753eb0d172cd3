/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_HEAD_H
#define COH_TABLE_HEAD_H

#include "table/reader.h"

/*
 * The first records of a file, before anybody knows which of them is the
 * header: titles, labels and group names may stand above it, of any width.
 *
 *     struct coh_head head = COH_HEAD_INIT;
 *     struct coh_record header;
 *     if (coh_head_read(&head, reader, 30, err)) …
 *     … choose: head.record[above] is the header …
 *     if (coh_reader_start(reader, above, &header, err)) …
 *     coh_head_release(&head);
 */

struct coh_head {
    struct coh_record *record; /* as coh_reader_next gives them, text copied */
    size_t n, capacity;
    int whole; /* the file has no more records than these */
    struct coh_arena arena;
};

#define COH_HEAD_INIT                           \
    {                                           \
        .record = NULL, .arena = COH_ARENA_INIT \
    }

/* Up to `most` records from the first byte on, each with the width it has;
 * those whose quoting cannot be parsed are among them, with `aside` set, and
 * blank lines are not. Ends early once their text passes 4 MiB. Spools a pipe,
 * and rewinds the reader before and after: nothing is counted. */
int coh_head_read(struct coh_head *head, struct coh_reader *reader, size_t most,
                  struct coh_error *err) COH_MUST_CHECK;

void coh_head_release(struct coh_head *head);

#endif
