/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/folder.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/medium.h"
#include "store/folder_group.h"
#include "store/inventory.h"
#include "store/store.h"
#include "table/writer.h"

/* The folder, the path of the thing in hand, and what was made. */
struct making {
    const struct coh_folder *wish;
    const char *folder;
    const struct coh_calendar *calendar; /* with lines, or NULL */
    gid_t group;                         /* of wish->group */
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

/* What a desktop or a service leaves in any folder is nobody's work. */
static int
is_nothing(const char *name)
{
    static const char *const nothing[] = {".",         "..",       ".DS_Store",
                                          ".stfolder", ".dropbox", NULL};
    int i;

    for (i = 0; nothing[i]; i++)
        if (!strcmp(name, nothing[i]))
            return 1;
    return 0;
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
        empty = is_nothing(e->d_name);
    closedir(d);
    return empty;
}

/* Children's records go in: the folder is its owner's alone, or the group's
 * that it is made for, or was made for before. One that is a team's already
 * stays as it is. */
static int
protect_root(const struct making *m, struct coh_error *err)
{
    mode_t mode = coh_folder_group_has(m->folder) ? 02770 : 0700;

    if (m->wish->group)
        return coh_folder_group_give(m->folder, m->group, err);
    return chmod(m->folder, mode) ? coh_fail_errno(err, m->folder) : 0;
}

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
    return protect_root(m, err);
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
    if (m->calendar && (coh_store_begin(&store, err) ||
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
    if (!access(path, F_OK))
        return 0;
    return coh_file_folder(path, err) || say_made(m, name, err) ? -1 : 0;
}

/* As team.ini can hold it: what follows a ';' would be a remark there. */
static int
add_name(const char *name, struct coh_text *text, struct coh_error *err)
{
    const char *from = name + strspn(name, "; ");

    if (!*from)
        return coh_text_add_string(text, "team", err);
    for (; *from; from++)
        if (coh_text_add(text, *from == ';' ? "," : from, 1, err))
            return -1;
    return 0;
}

/* The last part of the folder's path; of "." and "maple/" too. */
static int
team_name(const char *folder, struct coh_text *text, struct coh_error *err)
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
    return add_name(coh_quote(s.bytes + from, s.length - from, quoted), text,
                    err);
}

/* The year in which the school year of that day began. */
static int
school_year(coh_date day)
{
    struct coh_date_parts p = coh_date_split(day);

    return p.month >= 7 ? p.year : p.year - 1;
}

/* A template says {{name}}, and {{this}} and {{next}} of the calendar years of
 * a school year; other braces, for weave, stay as they are. */
static int
add_value(const struct making *m, struct coh_span word, struct coh_text *text,
          struct coh_error *err)
{
    if (coh_span_is(word, "name"))
        return team_name(m->folder, text, err);
    if (coh_span_is(word, "this") || coh_span_is(word, "next"))
        return coh_text_format(text, err, "%d",
                               school_year(m->wish->today) +
                                   coh_span_is(word, "next"));
    return coh_text_add(text, word.bytes - 2, word.length + 4, err);
}

static int
fill_in(const struct making *m, const char *template, struct coh_text *text,
        struct coh_error *err)
{
    const char *open, *end;

    while ((open = strstr(template, "{{")) && (end = strstr(open, "}}"))) {
        const struct coh_span word = {open + 2, (size_t)(end - open - 2)};

        if (coh_text_add(text, template, (size_t)(open - template), err) ||
            add_value(m, word, text, err))
            return -1;
        template = end + 2;
    }
    return coh_text_add_string(text, template, err);
}

/* A template that is filled in here; pages keep their {{…}} for weave. */
static int
make_filled(struct making *m, const char *name, const char *from,
            struct coh_error *err)
{
    const struct coh_embedded *file = coh_embedded_find(from);
    const char *path = path_of(m, name, err);
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    if (!path)
        return -1;
    if (!access(path, F_OK))
        return 0;
    if (fill_in(m, (const char *)file->bytes, &text, err) ||
        coh_file_write(path, coh_text_span(&text), err))
        goto out;
    rc = say_made(m, name, err);
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
    for (i = 0; i < m->calendar->n; i++) {
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

/* The team's own calendar, or lines that are examples. */
static int
make_calendar(struct making *m, struct coh_error *err)
{
    const char *path = path_of(m, "calendar.csv", err);
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;

    if (!path)
        return -1;
    if (!m->calendar)
        return make_filled(m, "calendar.csv", "store/templates/calendar.csv",
                           err);
    if (!access(path, F_OK))
        return 0;
    if (coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err)) ||
        fill_calendar(m, w, err) || coh_writer_end(w, err) ||
        coh_out_close(&out, err))
        goto out;
    rc = say_made(m, "calendar.csv", err);
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

/* A file as it is compiled in; *made: it was not there. */
static int
write_copy(struct making *m, const char *name, const struct coh_embedded *file,
           int *made, struct coh_error *err)
{
    const char *path = path_of(m, name, err);
    struct coh_span text;

    if (!path)
        return -1;
    *made = access(path, F_OK) != 0;
    text.bytes = (const char *)file->bytes;
    text.length = file->length;
    return *made ? coh_file_write(path, text, err) : 0;
}

static int
make_copy(struct making *m, const char *name, const char *from,
          struct coh_error *err)
{
    int made;

    if (write_copy(m, name, coh_embedded_find(from), &made, err))
        return -1;
    return made ? say_made(m, name, err) : 0;
}

/* Every page that is compiled in, and what stands beside one: all of
 * examples/artifacts/. Of a new folder they are said as one. */
static int
make_pages(struct making *m, struct coh_error *err)
{
    static const char from[] = "examples/artifacts/";
    const struct coh_embedded *e = coh_embedded_first(from);
    struct coh_text names = COH_TEXT_INIT;
    size_t all = 0, new = 0;
    int made, rc = -1;

    for (; e; e = coh_embedded_next(e, from)) {
        const char *name = e->name + strlen(from);

        if (write_copy(m, name, e, &made, err) ||
            (made &&
             coh_text_format(&names, err, "%s%s", new ? ", " : "", name)))
            goto out;
        all++;
        new += made;
    }
    if (new)
        rc = say_made(m, new == all ? "the pages (*.md)" : coh_text_get(&names),
                      err);
    else
        rc = 0;
out:
    coh_text_release(&names);
    return rc;
}

static int
make_files(struct making *m, struct coh_error *err)
{
    static const char sets[] = "store/templates/sets.csv";

    return make_filled(m, "team.ini", "store/templates/team.ini", err) ||
                   make_calendar(m, err) ||
                   make_copy(m, "inventory.csv",
                             "store/templates/inventory.csv", err) ||
                   make_pages(m, err) ||
                   make_copy(m, "together.csv", sets, err) ||
                   make_copy(m, "apart.csv", sets, err) ||
                   make_copy(m, "groups.csv", "store/templates/groups.csv",
                             err) ||
                   make_sub_folder(m, "inbox", err) ||
                   make_sub_folder(m, "reports", err)
               ? -1
               : 0;
}

int
coh_folder_make(const struct coh_folder *folder, struct coh_text *made,
                struct coh_error *err)
{
    struct making m = {.wish = folder, .folder = folder->path, .made = made};
    int rc = -1;

    if (folder->calendar && folder->calendar->n)
        m.calendar = folder->calendar;
    if ((folder->group &&
         coh_folder_group_find(folder->group, &m.group, err)) ||
        make_root(&m, err))
        goto out;
    /* What was there before is the group's, too, and then what is made. */
    if (folder->group && coh_folder_group_give_all(m.folder, m.group, err))
        goto out;
    if (make_store(&m, err) || make_files(&m, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&m.path);
    return rc;
}

int
coh_folder_warn(const char *path, struct coh_notes *notes,
                struct coh_error *err)
{
    const char *network = coh_medium_network(path);
    const char *service = coh_medium_synced(path);

    if (service &&
        coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                      "%s: %s copies this folder to other machines: children's "
                      "records leave this one, and a store that is copied "
                      "while it is written breaks; move the folder to a place "
                      "that nothing copies",
                      path, service))
        return -1;
    return network ? coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                                   "%s: this folder lies on %s, where two who "
                                   "write at once can break the store; move it "
                                   "to this machine's own disk",
                                   path, network)
                   : 0;
}
