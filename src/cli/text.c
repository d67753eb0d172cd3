/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "cli/run.h"

enum { PIECE = 16384, MOST = 64 << 20 };

static int
read_all(struct coh_in *in, struct coh_text *into, struct coh_error *err)
{
    char piece[PIECE];
    size_t got;

    do {
        if (coh_in_read(in, piece, sizeof(piece), &got, err) ||
            coh_text_add(into, piece, got, err))
            return -1;
        if (into->length > MOST)
            return coh_fail(err, COH_INPUT, "is too long");
    } while (got);
    return 0;
}

static int
note_input(struct coh_run *run, const struct coh_in *in, struct coh_error *err)
{
    struct coh_input *input;

    if (coh_reserve(&run->input, &run->input_capacity, run->inputs + 1,
                    sizeof(*run->input), err))
        return -1;
    input = &run->input[run->inputs];
    *input = (struct coh_input){
        .name = coh_copy_text(in->name, strlen(in->name), err)};
    if (!input->name)
        return -1;
    run->inputs++;
    memcpy(input->sha256, in->sha256, COH_SHA256_HEX);
    return 0;
}

int
coh_run_text(struct coh_run *run, const char *path, struct coh_text *into,
             struct coh_error *err)
{
    struct coh_in in = COH_IN_INIT;
    int rc = -1;

    if ((!path || !strcmp(path, "-")) && isatty(STDIN_FILENO))
        coh_run_say(run, "reading from the terminal: end with Ctrl-D");
    if (!coh_in_open(&in, path, err)) {
        rc = read_all(&in, into, err);
        if (rc)
            coh_error_context(err, "%s: ", in.name);
        else
            rc = note_input(run, &in, err);
    }
    coh_in_release(&in);
    return rc;
}
