/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any layout over any file: what stands before the first NUL byte is a layout,
 * what stands behind it the export, which is its own companion `in.csv` too.
 * Whatever both say, the account adds up, every result is one, and it is
 * somebody's; what goes to the keeper is of the width that it says. The first
 * byte chooses what the user asked for beside the layout.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/cohort-fuzz-XXXXXX";
static char path[sizeof(folder) + 8];

static void
must(int holds)
{
    if (!holds)
        abort();
}

static void
remove_folder(void)
{
    unlink(path);
    rmdir(folder);
}

static void
make_folder(void)
{
    if (path[0])
        return;
    must(mkdtemp(folder) != NULL);
    snprintf(path, sizeof(path), "%s/in.csv", folder);
    must(!atexit(remove_folder));
}

static void
put(const uint8_t *data, size_t size)
{
    FILE *f = fopen(path, "wb");

    must(f != NULL);
    must(fwrite(data, 1, size, f) == size);
    must(!fclose(f));
}

static int
take(void *context, size_t line, const struct coh_result *r,
     struct coh_span student_id, struct coh_error *err)
{
    size_t *results = context;

    (void)student_id;
    must(line > 0);
    must(!coh_result_check(r, err));
    must(r->cell[COH_RESULT_STUDENT_ID].length > 0);
    ++*results;
    return 0;
}

/* What is kept can be written as a line of rejects. */
static int
keep(void *context, const struct coh_kept *kept, struct coh_error *err)
{
    struct coh_text *line = context;

    must(kept->role != COH_KEPT_ASIDE || kept->reason != NULL);
    coh_text_clear(line);
    must(!coh_mend_write(line, kept, 4, ',', err));
    must(line->length > 0);
    return 0;
}

static void
check(const struct coh_intake_account *a, size_t results)
{
    size_t i, statuses = 0;

    for (i = 0; i < COH_STATUSES; i++)
        statuses += a->status[i];
    must(a->records == a->used + a->by_rule + a->set_aside);
    must(a->cells == a->results + a->blank);
    must(a->results == statuses && a->results == results);
}

static void
read_by(const struct coh_layout *layout, unsigned wish)
{
    struct coh_text line = COH_TEXT_INIT;
    const struct coh_keeper keeper = {keep, &line};
    const struct coh_intake_options options = {
        .layout = layout,
        .path = path,
        .date_order = wish & 1 ? COH_ORDER_MDY : COH_ORDER_UNKNOWN,
        .set = {[COH_RESULT_ASSESSMENT] = wish & 2 ? "Quiz" : NULL},
        .column = {[COH_RESULT_SCORE] = wish & 4 ? "#2" : NULL},
        .keeper = wish & 8 ? &keeper : NULL,
    };
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_intake_account account;
    size_t results = 0;
    const struct coh_result_sink sink = {.result = take, .context = &results};
    struct coh_reader *reader = coh_reader_open(path, NULL, &err);

    if (reader &&
        !coh_intake_read(reader, &options, &sink, &account, &notes, &err))
        check(&account, results);
    else
        must(err.code == COH_INPUT);
    coh_reader_free(reader);
    coh_notes_release(&notes);
    coh_text_release(&line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct coh_layout layout = COH_LAYOUT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    const uint8_t *nul = size ? memchr(data + 1, 0, size - 1) : NULL;

    if (!nul)
        return 0;
    make_folder();
    put(nul + 1, (size_t)(data + size - nul) - 1);
    if (!coh_layout_parse(
            &layout, "fuzz.ini",
            (struct coh_span){(const char *)data + 1, (size_t)(nul - data) - 1},
            &err))
        read_by(&layout, data[0]);
    else
        must(err.code == COH_INPUT);
    coh_layout_release(&layout);
    return 0;
}
