/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a file holds, its draft is a layout. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "draft/suggest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int holds)
{
    if (!holds)
        abort();
}

static void
draft(const char *path)
{
    struct coh_suggestion s = COH_SUGGESTION_INIT;
    struct coh_layout layout = COH_LAYOUT_INIT;
    struct coh_text ini = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_reader *reader = coh_reader_open(path, NULL, &err);

    if (reader && !coh_suggest_read(&s, reader, &err)) {
        must(!coh_suggest_write(&s, "a;{b}\x01.csv", &ini, &err));
        must(!coh_layout_parse(&layout, "draft", coh_text_span(&ini), &err));
    }
    must(err.code == COH_OK || err.code == COH_INPUT);
    coh_layout_release(&layout);
    coh_suggest_release(&s);
    coh_text_release(&ini);
    coh_reader_free(reader);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char head[] = "Student ID,Score,";
    char path[] = "/tmp/cohort-fuzz-XXXXXX";
    int fd = mkstemp(path);

    must(fd >= 0);
    /* Half of the inputs begin with what a draft cannot do without. */
    if (size && data[0] % 2)
        must(write(fd, head, sizeof(head) - 1) == (ssize_t)sizeof(head) - 1);
    must(write(fd, data, size) == (ssize_t)size);
    close(fd);
    draft(path);
    unlink(path);
    return 0;
}
