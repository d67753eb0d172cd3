/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

/* The first line says what the file is. */
#define MARK    "cohort_ledger"
#define WARNING "keep it inside the team: it holds small counts"

enum { VERSION = 1, TRIES = 100 }; /* 50 ms apart: five seconds */

/* ---- from JSON ---- */

struct reading {
    struct coh_ledger *ledger;
    struct coh_error *err;
    size_t line;
    int bad; /* something is not as a ledger has it */
};

static const char *
take_text(struct reading *r, const json_t *j)
{
    const char *s = json_string_value(j);

    r->bad |= !s;
    s = coh_arena_text(&r->ledger->arena, s ? s : "",
                       s ? json_string_length(j) : 0, r->err);
    return s;
}

/* A list of `n` texts, null for NULL where that may be; NULL on failure. */
static const char **
take_texts(struct reading *r, const json_t *list, size_t n, int nulls)
{
    const char **text =
        coh_arena_alloc(&r->ledger->arena, (n ? n : 1) * sizeof(*text), r->err);
    size_t i;

    r->bad |= !json_is_array(list) || json_array_size(list) != n;
    for (i = 0; text && !r->bad && i < n; i++) {
        const json_t *j = json_array_get(list, i);

        text[i] = NULL;
        if (nulls && json_is_null(j))
            continue;
        text[i] = take_text(r, j);
        if (!text[i])
            return NULL;
    }
    return text;
}

static int
take_group(struct reading *r, struct coh_release_group *g, size_t columns,
           size_t rows, const json_t *j)
{
    const json_t *count = json_object_get(j, "count");
    const json_t *row = json_object_get(j, "row");

    g->value = take_texts(r, json_object_get(j, "value"), columns, 1);
    g->count = json_integer_value(count);
    g->shown = json_is_true(json_object_get(j, "shown"));
    g->row = (size_t)json_integer_value(row);
    r->bad |= !json_is_integer(count) || g->count < 0 ||
              !json_is_integer(row) || json_integer_value(row) < 0 ||
              g->row > rows;
    return g->value ? 0 : -1;
}

static int
take_groups(struct reading *r, struct coh_release *into, const json_t *list)
{
    const size_t n = json_array_size(list);
    struct coh_release_group *group = coh_arena_alloc(
        &r->ledger->arena, (n ? n : 1) * sizeof(*group), r->err);
    size_t i;

    into->group = group;
    into->groups = n;
    if (!group)
        return -1;
    for (i = 0; !r->bad && i < n; i++)
        if (take_group(r, &group[i], into->columns, into->rows,
                       json_array_get(list, i)))
            return -1;
    return 0;
}

static int
take_release(struct reading *r, const json_t *j)
{
    struct coh_ledger *l = r->ledger;
    const json_t *column = json_object_get(j, "column");
    const json_t *header = json_object_get(j, "header");
    const json_t *cell = json_object_get(j, "cell");
    struct coh_release *into;

    into = coh_arena_alloc(&l->arena, sizeof(*into), r->err);
    if (!into || coh_reserve(&l->release, &l->capacity, l->n + 1,
                             sizeof(*l->release), r->err))
        return -1;
    into->columns = json_array_size(column);
    into->width = json_array_size(header);
    into->rows = into->width ? json_array_size(cell) / into->width : 0;
    if (!(into->about = take_text(r, json_object_get(j, "about"))) ||
        !(into->how = take_text(r, json_object_get(j, "how"))) ||
        !(into->label = take_text(r, json_object_get(j, "label"))) ||
        !(into->day = take_text(r, json_object_get(j, "day"))) ||
        !(into->since = take_text(r, json_object_get(j, "since"))) ||
        !(into->until = take_text(r, json_object_get(j, "until"))) ||
        !(into->column = take_texts(r, column, into->columns, 0)) ||
        !(into->header = take_texts(r, header, into->width, 0)) ||
        !(into->cell = take_texts(r, cell, into->rows * into->width, 0)) ||
        take_groups(r, into, json_object_get(j, "group")))
        return -1;
    l->release[l->n++] = into;
    return 0;
}

static int
take_line(struct reading *r, struct coh_span line)
{
    json_t *j = json_loadb(line.bytes, line.length,
                           JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    int rc = 0;

    if (!j || !json_is_object(j))
        r->bad = 1;
    else if (r->line == 1)
        r->bad = json_integer_value(json_object_get(j, MARK)) != VERSION;
    else
        rc = take_release(r, j);
    json_decref(j);
    if (!rc && r->bad)
        rc = coh_fail(r->err, COH_INPUT,
                      "%s: line %zu is not a ledger's; give the ledger of your "
                      "releases, or the name of a new one",
                      r->ledger->path, r->line);
    return rc;
}

static int
take_lines(struct coh_ledger *l, struct coh_span text, struct coh_error *err)
{
    struct reading r = {.ledger = l, .err = err};

    while (text.length) {
        const char *end = memchr(text.bytes, '\n', text.length);
        const size_t n = end ? (size_t)(end - text.bytes) : text.length;
        const size_t taken = n + (end != NULL);

        r.line++;
        if (take_line(&r, (struct coh_span){text.bytes, n}))
            return -1;
        text.bytes += taken;
        text.length -= taken;
    }
    return 0;
}

/* ---- to JSON ---- */

/* jansson answers NULL and -1 to what does not fit in memory. */
static json_t *
texts(const char *const *text, size_t n)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; list && i < n; i++)
        if (json_array_append_new(list,
                                  text[i] ? json_string(text[i]) : json_null()))
            break;
    if (i == n)
        return list;
    json_decref(list);
    return NULL;
}

static json_t *
groups(const struct coh_release *r)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; list && i < r->groups; i++) {
        const struct coh_release_group *g = &r->group[i];

        if (json_array_append_new(
                list, json_pack("{s:o, s:I, s:b, s:I}", "value",
                                texts(g->value, r->columns), "count",
                                (json_int_t)g->count, "shown", g->shown, "row",
                                (json_int_t)g->row)))
            break;
    }
    if (i == r->groups)
        return list;
    json_decref(list);
    return NULL;
}

static int
put_line(json_t *j, struct coh_text *into, struct coh_error *err)
{
    char *line = j ? json_dumps(j, JSON_COMPACT) : NULL;
    int rc = -1;

    if (!line)
        coh_fail_memory(err);
    else if (!coh_text_add_string(into, line, err))
        rc = coh_text_add_string(into, "\n", err);
    free(line);
    json_decref(j);
    return rc;
}

static json_t *
release_json(const struct coh_release *r)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o}",
                     "about", r->about, "how", r->how, "since", r->since,
                     "until", r->until, "label", r->label, "day", r->day,
                     "column", texts(r->column, r->columns), "group", groups(r),
                     "header", texts(r->header, r->width), "cell",
                     texts(r->cell, r->rows * r->width));
}

/* ---- the file ---- */

/* 1: locked, and still the file of that name; 0: held by another program, or
 * another file by now; -1: failed. */
static int
try_lock(struct coh_ledger *l, struct coh_error *err)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    struct stat mine, named;

    l->fd = open(l->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (l->fd < 0)
        return coh_fail_errno(err, l->path);
    /* A device never ends. */
    if (!fstat(l->fd, &mine) && !S_ISREG(mine.st_mode))
        return coh_fail(err, COH_INPUT,
                        "%s: is no file; give the ledger of your releases, or "
                        "the name of a new one",
                        l->path);
    if (!fcntl(l->fd, F_SETLK, &whole) && !fstat(l->fd, &mine) &&
        !stat(l->path, &named) && mine.st_ino == named.st_ino &&
        mine.st_dev == named.st_dev)
        return 1;
    close(l->fd);
    l->fd = -1;
    return 0;
}

static int
lock(struct coh_ledger *l, struct coh_error *err)
{
    const struct timespec pause = {.tv_nsec = 50000000};
    int i, rc = 0;

    for (i = 0; !rc && i < TRIES; i++) {
        rc = try_lock(l, err);
        if (!rc)
            nanosleep(&pause, NULL);
    }
    if (rc < 0)
        return -1;
    return rc ? 0
              : coh_fail(err, COH_SYSTEM,
                         "%s: another program holds the ledger; try again when "
                         "it is done",
                         l->path);
}

/* Through the locked descriptor: closing another one of the same file would
 * give the lock up. */
static int
read_all(struct coh_ledger *l, struct coh_text *text, struct coh_error *err)
{
    char bytes[4096];
    ssize_t n;

    while ((n = read(l->fd, bytes, sizeof(bytes))) > 0)
        if (coh_text_add(text, bytes, (size_t)n, err))
            return -1;
    return n ? coh_fail_errno(err, l->path) : 0;
}

int
coh_ledger_open(struct coh_ledger *l, const char *path, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = -1;

    *l = (struct coh_ledger)COH_LEDGER_INIT;
    l->path = coh_copy_text(path, strlen(path), err);
    if (!l->path || lock(l, err) || read_all(l, &text, err))
        goto out;
    rc = take_lines(l, coh_text_span(&text), err);
out:
    coh_text_release(&text);
    return rc;
}

/* By way of JSON, so that what is in memory is what will be read again. */
int
coh_ledger_add(struct coh_ledger *l, const struct coh_release *release,
               struct coh_error *err)
{
    struct reading r = {.ledger = l, .err = err, .line = l->n + 2};
    json_t *j = release_json(release);
    int rc;

    if (!j)
        return coh_fail_memory(err);
    rc = take_release(&r, j);
    json_decref(j);
    return rc;
}

int
coh_ledger_copy(const struct coh_ledger *l, const char *path,
                struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (put_line(json_pack("{s:i, s:s}", MARK, VERSION, "note", WARNING), &text,
                 err))
        goto out;
    for (i = 0; i < l->n; i++)
        if (put_line(release_json(l->release[i]), &text, err))
            goto out;
    rc = coh_file_write(path, coh_text_span(&text), err);
out:
    coh_text_release(&text);
    return rc;
}

int
coh_ledger_save(struct coh_ledger *l, struct coh_error *err)
{
    return coh_ledger_copy(l, l->path, err);
}

void
coh_ledger_release(struct coh_ledger *l)
{
    if (l->fd >= 0)
        close(l->fd);
    coh_free(l->path);
    coh_free(l->release);
    coh_arena_release(&l->arena);
    *l = (struct coh_ledger)COH_LEDGER_INIT;
}
