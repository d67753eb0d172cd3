/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files, by the layout that their header fits, or by tidy's: whatever
 * comes in, the account adds up and every result is one. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "intake/kit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int holds)
{
    if (!holds)
        abort();
}

static int
take(void *context, size_t line, const struct coh_result *r,
     struct coh_span student_id, struct coh_error *err)
{
    size_t *results = context;

    (void)line, (void)student_id;
    must(!coh_result_check(r, err));
    ++*results;
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

/* Opened once, for that parses all layouts; a pattern that ran into its bound
 * must not change what comes after it, so then they are opened again. */
static struct coh_intake_kit *
kit_of(const char *layout)
{
    static struct coh_intake_kit kit[2] = {COH_INTAKE_KIT_INIT,
                                           COH_INTAKE_KIT_INIT};
    const struct coh_intake_wish wish = {.layout = layout,
                                         .date_order = COH_ORDER_MDY};
    struct coh_intake_kit *own = &kit[layout != NULL];
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    for (i = 0; i < own->catalog.n; i++)
        if (coh_layout_check_patterns(&own->catalog.layout[i], &err)) {
            coh_intake_kit_release(own);
            break;
        }
    if (!own->catalog.n)
        must(!coh_intake_kit_open(own, &wish, NULL, &err));
    return own;
}

static void
read_by(const char *layout, const char *path)
{
    struct coh_intake_kit *kit = kit_of(layout);
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_intake_account account;
    size_t results = 0;
    const struct coh_result_sink sink = {.result = take, .context = &results};
    struct coh_reader *reader = coh_reader_open(path, NULL, &err);

    if (reader &&
        !coh_intake_read(reader, &kit->options, &sink, &account, &notes, &err))
        check(&account, results);
    else
        must(err.code == COH_INPUT);
    coh_reader_free(reader);
    coh_notes_release(&notes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/cohort-fuzz-XXXXXX";
    int fd = mkstemp(path);

    must(fd >= 0);
    must(write(fd, data, size) == (ssize_t)size);
    close(fd);
    read_by(NULL, path);
    read_by("tidy", path);
    unlink(path);
    return 0;
}
