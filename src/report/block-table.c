/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "report/block.h"

/* The reader reads files: the output goes through one without a name. */
int
coh_block_table(struct coh_table *t, struct coh_span csv, struct coh_error *err)
{
    struct coh_reader_options options = {.delimiter = ','};
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_reader *reader = NULL;
    char path[32];
    int fd = -1, rc = -1;

    if (coh_file_temporary(&fd, err))
        goto out;
    while (csv.length) {
        ssize_t n = write(fd, csv.bytes, csv.length);

        if (n < 0) {
            coh_fail_errno(err, "a temporary file");
            goto out;
        }
        csv.bytes += n;
        csv.length -= (size_t)n;
    }
    snprintf(path, sizeof(path), "/dev/fd/%d", fd);
    if (lseek(fd, 0, SEEK_SET) ||
        !(reader = coh_reader_open(path, &options, err)) ||
        coh_table_read(t, reader, &notes, err))
        goto out;
    rc = notes.n ? coh_fail(err, COH_INPUT, "%s", notes.note[0].reason) : 0;
out:
    coh_reader_free(reader);
    coh_notes_release(&notes);
    if (fd >= 0)
        close(fd);
    return rc;
}
