/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/rejects.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names are tried up to this; more files of one input to mend are a sign that
 * nobody mends them. */
enum { MOST_NAMES = 1000 };

static void
forget_file(struct coh_rejects *r)
{
    coh_out_release(&r->out);
    r->is_new = 0;
    r->records = 0;
    r->reader = NULL;
    coh_text_clear(&r->lines);
    coh_text_clear(&r->name);
}

int
coh_rejects_begin(struct coh_rejects *r, const char *name,
                  const struct coh_reader *reader, struct coh_error *err)
{
    forget_file(r);
    r->reader = reader;
    if (!strcmp(name, "standard input"))
        name = "standard-input.csv";
    return coh_text_add_string(&r->name, name, err);
}

/* FOLDER/map.csv, FOLDER/map-2.csv, … */
static int
name_file(const struct coh_rejects *r, size_t number, struct coh_text *path,
          struct coh_error *err)
{
    const char *name = coh_text_get(&r->name);
    const char *dot = strrchr(name, '.');
    size_t stem = dot && dot > name ? (size_t)(dot - name) : strlen(name);

    coh_text_clear(path);
    if (number == 1)
        return coh_text_format(path, err, "%s/%s", r->folder, name);
    return coh_text_format(path, err, "%s/%.*s-%zu%s", r->folder, (int)stem,
                           name, number, name + stem);
}

static int
is_there(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

/* The first free name, and the file behind it. */
static int
open_file(struct coh_rejects *r, struct coh_error *err)
{
    size_t number = 0;

    if (coh_file_folder(r->folder, err))
        return -1;
    do {
        if (++number > MOST_NAMES)
            return coh_fail(err, COH_SYSTEM,
                            "%s: %d files of %.60s wait to be mended there",
                            r->folder, MOST_NAMES, coh_text_get(&r->name));
        if (name_file(r, number, &r->path, err))
            return -1;
    } while (is_there(coh_text_get(&r->path)));
    if (coh_run_may_write(r->run, coh_text_get(&r->path), err))
        return -1;
    return coh_out_open(&r->out, coh_text_get(&r->path), err);
}

static int
keep(void *context, const struct coh_kept *kept, struct coh_error *err)
{
    struct coh_rejects *r = context;
    struct coh_span lines;

    if (kept->role == COH_KEPT_HEADER)
        r->width = kept->n;
    if (coh_mend_write(&r->lines, kept, r->width,
                       coh_reader_delimiter(r->reader), err))
        return -1;
    if (kept->role == COH_KEPT_ASIDE && r->records++ == 0 && open_file(r, err))
        return -1;
    if (!r->records)
        return 0;
    lines = coh_text_span(&r->lines);
    if (coh_out_add(&r->out, lines.bytes, lines.length, err))
        return -1;
    coh_text_clear(&r->lines);
    return 0;
}

struct coh_keeper
coh_rejects_keeper(struct coh_rejects *r)
{
    return (struct coh_keeper){keep, r};
}

static int
has_bytes(const char *path, const char *sha256)
{
    struct coh_in in = COH_IN_INIT;
    char buffer[16384];
    size_t got = 0;
    struct stat st;
    int same;

    same = stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
           !coh_in_open(&in, path, NULL);
    while (same && !in.sha256[0])
        same = !coh_in_read(&in, buffer, sizeof(buffer), &got, NULL);
    same = same && !strcmp(in.sha256, sha256);
    coh_in_release(&in);
    return same;
}

/* The same rejects of an earlier run need not stand there twice. */
static int
use_earlier(struct coh_rejects *r, struct coh_error *err)
{
    struct coh_text earlier = COH_TEXT_INIT;
    const char *sha256 = r->out.sha256;
    size_t number;
    int rc = -1;

    for (number = 1;; number++) {
        if (name_file(r, number, &earlier, err))
            goto out;
        if (!strcmp(coh_text_get(&earlier), coh_text_get(&r->path)))
            break;
        if (!has_bytes(coh_text_get(&earlier), sha256))
            continue;
        unlink(coh_text_get(&r->path));
        r->is_new = 0;
        coh_text_clear(&r->path);
        if (coh_text_add_string(&r->path, coh_text_get(&earlier), err))
            goto out;
        break;
    }
    rc = 0;
out:
    coh_text_release(&earlier);
    return rc;
}

int
coh_rejects_end(struct coh_rejects *r, struct coh_error *err)
{
    if (!r->records)
        return 0;
    if (coh_out_close(&r->out, err))
        return -1;
    r->is_new = 1;
    return use_earlier(r, err);
}

void
coh_rejects_drop(struct coh_rejects *r)
{
    if (r->is_new)
        unlink(coh_text_get(&r->path));
    forget_file(r);
}

/* ---- what to type ---- */

/* A word as a shell takes it. */
static int
add_word(struct coh_text *t, const char *word, struct coh_error *err)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,-+@";
    const char *c;

    if (*word && word[strspn(word, plain)] == '\0')
        return coh_text_add_string(t, word, err);
    if (coh_text_add(t, "'", 1, err))
        return -1;
    for (c = word; *c; c++)
        if (*c == '\'' ? coh_text_add_string(t, "'\\''", err)
                       : coh_text_add(t, c, 1, err))
            return -1;
    return coh_text_add(t, "'", 1, err);
}

static int
add_option(struct coh_text *t, const char *option, const char *value,
           struct coh_error *err)
{
    if (!value)
        return 0;
    return coh_text_format(t, err, " %s ", option) || add_word(t, value, err)
               ? -1
               : 0;
}

static int
add_command(struct coh_text *t, const struct coh_rejects *r,
            const struct coh_rejects_command *c, struct coh_error *err)
{
    static const char *const order[] = {NULL, "mdy", "dmy"};
    const struct coh_intake_wish *w = c->wish;
    size_t i;

    if (coh_text_add_string(t, "cohort ingest", err) ||
        (!c->source && coh_text_add_string(t, " --stdout", err)) ||
        add_option(t, "--layout", w->layout, err) ||
        add_option(t, "--source", c->source ? c->source : w->source, err) ||
        add_option(t, "--standards", w->standards, err) ||
        add_option(t, "--date-order",
                   order[w->date_order ? w->date_order : c->date_order], err))
        return -1;
    for (i = 0; i < w->sets; i++)
        if (add_option(t, "--set", w->set[i], err))
            return -1;
    for (i = 0; i < w->columns; i++)
        if (add_option(t, "--column", w->column[i], err))
            return -1;
    if (w->match_names && coh_text_add_string(t, " --match-names", err))
        return -1;
    return coh_text_add(t, " ", 1, err) ||
                   add_word(t, coh_text_get(&r->path), err)
               ? -1
               : 0;
}

int
coh_rejects_say(const struct coh_rejects *r,
                const struct coh_rejects_command *command,
                struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc;

    if (!r->records)
        return 0;
    rc = add_command(&t, r, command, err);
    if (!rc)
        coh_run_say(r->run, "%s: %zu to mend in %s%s; then: %s",
                    coh_text_get(&r->name), r->records, coh_text_get(&r->path),
                    r->is_new ? "" : ", as before", coh_text_get(&t));
    coh_text_release(&t);
    return rc;
}

void
coh_rejects_release(struct coh_rejects *r)
{
    coh_out_release(&r->out);
    coh_text_release(&r->name);
    coh_text_release(&r->lines);
    coh_text_release(&r->path);
    *r = (struct coh_rejects)COH_REJECTS_INIT;
}
