/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/traces.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

enum { DEEPEST = 32, SHORTEST = 3 };

static unsigned char
lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int
put(struct coh_traces *t, struct coh_span s, struct coh_error *err)
{
    unsigned char c;

    s = coh_span_trim(s);
    if (!s.length)
        return 0;
    if (coh_reserve(&t->text, &t->capacity, t->n + 1, sizeof(*t->text), err) ||
        coh_reserve(&t->next, &t->next_capacity, t->n + 1, sizeof(*t->next),
                    err))
        return -1;
    s.bytes = coh_arena_text(&t->arena, s.bytes, s.length, err);
    if (!s.bytes)
        return -1;
    c = lower(*s.bytes);
    t->text[t->n] = s;
    t->next[t->n] = t->first[c];
    t->first[c] = ++t->n;
    return 0;
}

static int
put_two(struct coh_traces *t, struct coh_span a, const char *between,
        struct coh_span b, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = coh_text_add(&text, a.bytes, a.length, err) ||
             coh_text_add_string(&text, between, err) ||
             coh_text_add(&text, b.bytes, b.length, err) ||
             put(t, coh_text_span(&text), err);

    coh_text_release(&text);
    return rc ? -1 : 0;
}

/* Where the given names end and the family name starts, or the other way
 * round; 0 for a name of one word. */
static int
split(struct coh_span name, struct coh_span *given, struct coh_span *family)
{
    size_t at;

    for (at = 0; at < name.length && name.bytes[at] != ','; at++)
        ;
    if (at < name.length) {
        *family = coh_span_trim((struct coh_span){name.bytes, at});
        *given = coh_span_trim(
            (struct coh_span){name.bytes + at + 1, name.length - at - 1});
    } else {
        while (at && name.bytes[at - 1] != ' ')
            at--;
        *given = coh_span_trim((struct coh_span){name.bytes, at});
        *family = (struct coh_span){name.bytes + at, name.length - at};
    }
    return given->length && family->length;
}

int
coh_traces_add(struct coh_traces *t, struct coh_span text, int is_name,
               struct coh_error *err)
{
    struct coh_span given, family, first;

    text = coh_span_trim(text);
    if (!is_name && text.length && text.length < SHORTEST) {
        t->too_short++;
        return 0;
    }
    if (put(t, text, err))
        return -1;
    if (!is_name || !split(text, &given, &family))
        return 0;
    first = given;
    for (first.length = 0; first.length < given.length; first.length++)
        if (given.bytes[first.length] == ' ')
            break;
    return put_two(t, given, " ", family, err) ||
                   put_two(t, family, ", ", given, err) ||
                   put_two(t, first, " ", family, err) ||
                   put_two(t, family, ", ", first, err) ||
                   put_two(t, family, ",", first, err)
               ? -1
               : 0;
}

static int
is_word(struct coh_span s, size_t at)
{
    unsigned char c = at < s.length ? lower(s.bytes[at]) : 0;

    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* How long the text is that starts at `at`; 0 when none does. */
static size_t
starts(const struct coh_traces *t, struct coh_span s, size_t at)
{
    size_t i, k;

    for (i = t->first[lower(s.bytes[at])]; i; i = t->next[i - 1]) {
        struct coh_span text = t->text[i - 1];

        if (text.length > s.length - at || is_word(s, at + text.length))
            continue;
        for (k = 1; k < text.length; k++)
            if (lower(s.bytes[at + k]) != lower(text.bytes[k]))
                break;
        if (k == text.length)
            return k;
    }
    return 0;
}

size_t
coh_traces_count(const struct coh_traces *t, struct coh_span text)
{
    size_t at = 0, times = 0, length;

    while (at < text.length) {
        length = at && is_word(text, at - 1) ? 0 : starts(t, text, at);
        times += length > 0;
        at += length ? length : 1;
    }
    return times;
}

static int
is_text_file(const char *name)
{
    static const char *const end[] = {".csv",  ".tsv", ".txt",  ".md",
                                      ".html", ".svg", ".json", ".jsonl"};
    const char *dot = strrchr(name, '.');
    size_t i;

    for (i = 0; dot && i < sizeof(end) / sizeof(*end); i++)
        if (coh_span_is_caseless(coh_span_of(dot), end[i]))
            return 1;
    return 0;
}

static int
look_into(const struct coh_traces *t, const char *path, struct coh_notes *notes,
          struct coh_error *err)
{
    struct coh_error own = COH_ERROR_INIT;
    struct coh_text text = COH_TEXT_INIT;
    size_t times = 0;
    int failed = coh_file_read(path, &text, &own);
    int rc = 0;

    if (failed && own.code == COH_SYSTEM) {
        if (err)
            *err = own;
        rc = -1;
    } else if (failed) {
        rc = coh_notes_add(notes, COH_NOTE_LOOK, NULL, err, "not searched: %s",
                           own.text);
    } else if ((times = coh_traces_count(t, coh_text_span(&text)))) {
        rc = coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                           "%s still holds an id or a name: %zu time%s", path,
                           times, times == 1 ? "" : "s");
    }
    coh_text_release(&text);
    return rc;
}

static int look_below(const struct coh_traces *t, const char *folder, int depth,
                      struct coh_notes *notes, struct coh_error *err);

static int
look_at(const struct coh_traces *t, const char *folder, const char *name,
        int depth, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_text path = COH_TEXT_INIT;
    struct stat s;
    int rc;

    rc = strcmp(folder, ".") != 0 && (coh_text_add_string(&path, folder, err) ||
                                      coh_text_add_string(&path, "/", err));
    rc = rc || coh_text_add_string(&path, name, err);
    if (!rc && !lstat(coh_text_get(&path), &s)) {
        if (S_ISDIR(s.st_mode) && depth < DEEPEST)
            rc = look_below(t, coh_text_get(&path), depth + 1, notes, err);
        else if (S_ISREG(s.st_mode) && is_text_file(name))
            rc = look_into(t, coh_text_get(&path), notes, err);
    }
    coh_text_release(&path);
    return rc ? -1 : 0;
}

static int
look_below(const struct coh_traces *t, const char *folder, int depth,
           struct coh_notes *notes, struct coh_error *err)
{
    struct dirent **entry = NULL;
    int i, n = scandir(folder, &entry, NULL, alphasort);
    int rc = 0;

    if (n < 0)
        return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                             "not searched: %s: %s", folder, strerror(errno));
    for (i = 0; i < n; i++) {
        const char *name = entry[i]->d_name;

        if (!rc && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            rc = look_at(t, folder, name, depth, notes, err);
        free(entry[i]);
    }
    free(entry);
    return rc;
}

int
coh_traces_look(const struct coh_traces *t, const char *folder,
                struct coh_notes *notes, struct coh_error *err)
{
    if (t->too_short &&
        coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                      "not searched for: %zu id%s of one or two letters, "
                      "which any number may look like",
                      t->too_short, t->too_short == 1 ? "" : "s"))
        return -1;
    return t->n ? look_below(t, folder, 0, notes, err) : 0;
}

void
coh_traces_release(struct coh_traces *t)
{
    coh_free(t->text);
    coh_free(t->next);
    coh_arena_release(&t->arena);
    *t = (struct coh_traces)COH_TRACES_INIT;
}
