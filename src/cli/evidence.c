/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/run.h"

/* Cells and names are UTF-8, arguments may be anything. */
static json_t *
text(const char *s)
{
    json_t *j = json_string(s);

    return j ? j : json_string("(not UTF-8)");
}

static json_t *
inputs(const struct coh_run *run)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < run->inputs; i++) {
        const struct coh_input *in = &run->input[i];
        json_t *o = json_object();

        json_object_set_new(o, "name", text(in->name));
        json_object_set_new(o, "sha256", text(in->sha256));
        json_object_set_new(o, "records",
                            json_integer((json_int_t)in->records));
        json_object_set_new(o, "set_aside",
                            json_integer((json_int_t)in->aside));
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *
notes(const struct coh_run *run)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < run->notes.n; i++) {
        const struct coh_note *note = &run->notes.note[i];
        json_t *o = json_object();

        json_object_set_new(o, "reason", text(note->reason));
        json_object_set_new(o, "count", json_integer((json_int_t)note->count));
        json_object_set_new(o, "look",
                            json_boolean(note->level == COH_NOTE_LOOK));
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *
arguments(const struct coh_run *run)
{
    json_t *list = json_array();
    int i;

    for (i = 1; i < run->argc; i++)
        json_array_append_new(list, text(run->argv[i]));
    return list;
}

/* Facts with one key become one list, in the order they came. */
static void
add_facts(json_t *line, const struct coh_run *run)
{
    size_t i;

    for (i = 0; i < run->facts; i++) {
        json_t *list = json_object_get(line, run->fact[i].key);

        if (!list) {
            json_object_set_new(line, run->fact[i].key, json_array());
            list = json_object_get(line, run->fact[i].key);
        }
        json_array_append_new(list, text(run->fact[i].value));
    }
}

static json_t *
evidence(const struct coh_run *run, int status)
{
    json_t *line = json_object();
    char today[COH_DATE_SIZE];

    json_object_set_new(line, "tool", text(run->tool->name));
    json_object_set_new(line, "version", text(COH_VERSION));
    json_object_set_new(line, "arguments", arguments(run));
    json_object_set_new(line, "seed", json_integer(run->seed));
    json_object_set_new(line, "today", text(coh_date_text(run->today, today)));
    json_object_set_new(line, "status", json_integer(status));
    json_object_set_new(line, "inputs", inputs(run));
    json_object_set_new(line, "rows_used",
                        json_integer((json_int_t)run->rows_used));
    json_object_set_new(line, "rows_filtered",
                        json_integer((json_int_t)run->rows_filtered));
    json_object_set_new(line, "notes", notes(run));
    add_facts(line, run);
    json_object_set_new(line, "output_sha256", text(run->out.sha256));
    json_object_set_new(
        line, "output_rows",
        json_integer(run->writer ? (json_int_t)coh_writer_rows(run->writer)
                                 : 0));
    return line;
}

static int
append(const char *path, const char *line, struct coh_error *err)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    size_t n = strlen(line);
    ssize_t written;

    if (fd < 0 && errno == ENOENT) {
        fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (fd >= 0 && fchmod(fd, coh_file_mode(path))) {
            close(fd);
            return coh_fail_errno(err, path);
        }
    }
    if (fd < 0)
        return coh_fail_errno(err, path);
    /* One write, so that two tools of a pipeline do not mix their lines. */
    written = write(fd, line, n);
    if (close(fd) || written != (ssize_t)n)
        return coh_fail_errno(err, path);
    return 0;
}

int
coh_run_has_evidence(void)
{
    const char *path = getenv("COHORT_EVIDENCE");

    return path && *path;
}

int
coh_evidence_write(const struct coh_run *run, int status, struct coh_error *err)
{
    const char *path = getenv("COHORT_EVIDENCE");
    struct coh_text line = COH_TEXT_INIT;
    json_t *j;
    char *dump;
    int rc = -1;

    if (!coh_run_has_evidence() || run->help || run->version || run->dump)
        return 0;
    j = evidence(run, status);
    dump = json_dumps(j, JSON_COMPACT);
    if (!dump)
        coh_fail_memory(err);
    else if (!coh_text_format(&line, err, "%s\n", dump))
        rc = append(path, coh_text_get(&line), err);
    coh_text_release(&line);
    free(dump);
    json_decref(j);
    return rc;
}
