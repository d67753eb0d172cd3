/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/folder.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/file.h"
#include "inventory/field.h"
#include "store/inventory.h"
#include "store/store.h"
#include "table/writer.h"

/* The folder, the path of the thing in hand, and what was made. */
struct making {
    const char *folder;
    const struct coh_calendar *calendar;
    struct coh_text path;
    struct coh_text *made;
};

/* FOLDER/name; NULL when out of memory. */
static const char *
path_of(struct making *m, const char *name, struct coh_error *err)
{
    coh_text_clear(&m->path);
    if (coh_text_format(&m->path, err, "%s/%s", m->folder, name))
        return NULL;
    return coh_text_get(&m->path);
}

static int
say_made(struct making *m, const char *name, struct coh_error *err)
{
    return coh_text_format(m->made, err, "%s%s", m->made->length ? ", " : "",
                           name);
}

/* 1: nothing is in it. */
static int
is_empty(const char *folder, struct coh_error *err)
{
    DIR *d = opendir(folder);
    const struct dirent *e;
    int empty = 1;

    if (!d)
        return coh_fail_errno(err, folder);
    while (empty && (e = readdir(d)))
        empty = !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..");
    closedir(d);
    return empty;
}

/* Children's records go in: the folder is its owner's alone. One that is a
 * team's already stays as it is. */
static int
make_root(struct making *m, struct coh_error *err)
{
    const char *store = path_of(m, "cohort.db", err);
    int empty;

    if (!store)
        return -1;
    if (mkdir(m->folder, 0700)) {
        if (errno != EEXIST)
            return coh_fail_errno(err, m->folder);
        if (!access(store, F_OK))
            return 0;
        empty = is_empty(m->folder, err);
        if (empty < 0)
            return -1;
        if (!empty)
            return coh_fail(err, COH_INPUT,
                            "%s: the folder is not empty and no team's; "
                            "choose another name",
                            m->folder);
    }
    return chmod(m->folder, 0700) ? coh_fail_errno(err, m->folder) : 0;
}

static int
make_store(struct making *m, struct coh_error *err)
{
    const char *path = path_of(m, "cohort.db", err);
    struct coh_store store = COH_STORE_INIT;
    int rc = -1;
    int new;

    if (!path)
        return -1;
    new = access(path, F_OK) != 0;
    if (coh_store_open(&store, path, COH_STORE_CREATE, err))
        return -1;
    if (m->calendar && m->calendar->n &&
        (coh_store_begin(&store, err) ||
         coh_store_calendar_write(&store, m->calendar, err) ||
         coh_store_commit(&store, err)))
        goto out;
    rc = new ? say_made(m, "cohort.db", err) : 0;
out:
    coh_store_close(&store);
    return rc;
}

static int
make_sub_folder(struct making *m, const char *name, struct coh_error *err)
{
    const char *path = path_of(m, name, err);

    if (!path)
        return -1;
    if (!mkdir(path, 0700))
        return say_made(m, name, err);
    return errno == EEXIST ? 0 : coh_fail_errno(err, path);
}

/* The last part of the folder's path; of "." and "maple/" too. */
static int
team_name(const char *folder, struct coh_text *name, struct coh_error *err)
{
    char full[4096], quoted[COH_QUOTE_SIZE];
    struct coh_span s = coh_span_of(folder);
    size_t from;

    while (s.length && s.bytes[s.length - 1] == '/')
        s.length--;
    if ((coh_span_is(s, ".") || !s.length) && getcwd(full, sizeof(full)))
        s = coh_span_of(full);
    for (from = s.length; from && s.bytes[from - 1] != '/'; from--)
        ;
    return coh_text_add_string(
        name, coh_quote(s.bytes + from, s.length - from, quoted), err);
}

static int
make_team(struct making *m, struct coh_error *err)
{
    const char *template =
        (const char *)coh_embedded_find("store/templates/team.ini")->bytes;
    const char *mark = strstr(template, "{{name}}");
    const char *path = path_of(m, "team.ini", err);
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    if (!path)
        return -1;
    if (!access(path, F_OK))
        return 0;
    if (coh_text_add(&text, template, (size_t)(mark - template), err) ||
        team_name(m->folder, &text, err) ||
        coh_text_add_string(&text, mark + strlen("{{name}}"), err) ||
        coh_file_write(path, coh_text_span(&text), err))
        goto out;
    rc = say_made(m, "team.ini", err);
out:
    coh_text_release(&text);
    return rc;
}

static int
fill_calendar(const struct making *m, struct coh_writer *w,
              struct coh_error *err)
{
    static const char *const column[] = {"kind", "label", "start", "end"};
    char start[COH_DATE_SIZE], end[COH_DATE_SIZE];
    size_t i;

    for (i = 0; i < 4; i++)
        if (coh_writer_column(w, coh_span_of(column[i]), COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; m->calendar && i < m->calendar->n; i++) {
        const struct coh_period *p = &m->calendar->period[i];

        if (coh_writer_string(w, coh_period_kind_name(p->kind), err) ||
            coh_writer_string(w, p->label, err) ||
            coh_writer_string(w, coh_date_text(p->start, start), err) ||
            coh_writer_string(w, coh_date_text(p->end, end), err) ||
            coh_writer_row(w, err))
            return -1;
    }
    return 0;
}

static int
fill_inventory(const struct making *m, struct coh_writer *w,
               struct coh_error *err)
{
    int i;

    (void)m;
    for (i = 0; i < COH_FIELDS; i++)
        if (coh_field[i].need != COH_NEED_DERIVED &&
            coh_writer_column(w, coh_span_of(coh_field[i].name),
                              COH_COLUMN_TEXT, err))
            return -1;
    return 0;
}

static int
make_sheet(struct making *m, const char *name,
           int (*fill)(const struct making *m, struct coh_writer *w,
                       struct coh_error *err),
           struct coh_error *err)
{
    const char *path = path_of(m, name, err);
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;

    if (!path)
        return -1;
    if (!access(path, F_OK))
        return 0;
    if (coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err)) ||
        fill(m, w, err) || coh_writer_end(w, err) || coh_out_close(&out, err))
        goto out;
    rc = say_made(m, name, err);
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

/* A file as it is compiled in; one that this build does not have is no
 * fault. */
static int
make_copy(struct making *m, const char *name, const char *from,
          struct coh_error *err)
{
    const struct coh_embedded *file = coh_embedded_find(from);
    const char *path = path_of(m, name, err);
    struct coh_span text;

    if (!path)
        return -1;
    if (!file || !access(path, F_OK))
        return 0;
    text.bytes = (const char *)file->bytes;
    text.length = file->length;
    return coh_file_write(path, text, err) || say_made(m, name, err) ? -1 : 0;
}

int
coh_folder_make(const char *path, const struct coh_calendar *calendar,
                struct coh_text *made, struct coh_error *err)
{
    struct making m = {path, calendar, COH_TEXT_INIT, made};
    int rc = -1;

    if (make_root(&m, err) || make_store(&m, err) || make_team(&m, err) ||
        make_sheet(&m, "calendar.csv", fill_calendar, err) ||
        make_sheet(&m, "inventory.csv", fill_inventory, err) ||
        make_copy(&m, "weekly.md", "report/templates/weekly.md", err) ||
        make_sub_folder(&m, "inbox", err) ||
        make_sub_folder(&m, "reports", err))
        goto out;
    rc = 0;
out:
    coh_text_release(&m.path);
    return rc;
}
