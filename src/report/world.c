/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/world.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { PATH = 4096 };

struct hashed {
    char *path;
    char hash[COH_SHA256_HEX];
};

struct coh_world {
    struct coh_cache cache;
    struct hashed *file;
    size_t n, capacity;
    char *store, *team, *inbox;
    char around[COH_SHA256_HEX]; /* the environment */
    int kept;                    /* is there a cache? */
};

extern char **environ;

static int
starts(const char *s, const char *with)
{
    return !strncmp(s, with, strlen(with));
}

static void
add_word(struct coh_sha256 *h, const char *word)
{
    coh_sha256_add(h, word, strlen(word) + 1);
}

/* ---- files ---- */

/* The hash of a file's content; "none" of what is no file. Once each. */
static const char *
hash_of(struct coh_world *w, const char *path, struct coh_error *err)
{
    struct hashed *f;
    size_t i;

    for (i = 0; i < w->n; i++)
        if (!strcmp(w->file[i].path, path))
            return w->file[i].hash;
    if (coh_reserve(&w->file, &w->capacity, w->n + 1, sizeof(*f), err))
        return NULL;
    f = &w->file[w->n];
    f->path = coh_copy_text(path, strlen(path), err);
    if (!f->path)
        return NULL;
    coh_hash_file(path, f->hash);
    w->n++;
    return f->hash;
}

static int
add_file(struct coh_world *w, struct coh_sha256 *h, const char *path,
         struct coh_error *err)
{
    const char *hash = hash_of(w, path, err);

    if (!hash)
        return -1;
    add_word(h, path);
    add_word(h, hash);
    return 0;
}

/* A word, or what stands behind its "=", may name a file. */
static int
add_if_file(struct coh_world *w, struct coh_sha256 *h, const char *word,
            struct coh_error *err)
{
    const char *value = strchr(word, '=');
    struct stat s;

    if (*word && !stat(word, &s) && add_file(w, h, word, err))
        return -1;
    return value && value[1] && !stat(value + 1, &s)
               ? add_file(w, h, value + 1, err)
               : 0;
}

static int
add_inbox(struct coh_world *w, struct coh_sha256 *h, struct coh_error *err)
{
    DIR *dir = opendir(w->inbox);
    const struct dirent *at;
    char path[PATH];
    int rc = 0;

    while (dir && !rc && (at = readdir(dir)))
        if (at->d_name[0] != '.' &&
            snprintf(path, sizeof(path), "%s/%s", w->inbox, at->d_name) < PATH)
            rc = add_file(w, h, path, err);
    if (dir)
        closedir(dir);
    return rc;
}

/* ---- tools ---- */

/* What a tool reads that its arguments do not name. A tool that is not here is
 * run each time, and so is one that is LIST, unless --list is asked of it. */
enum { ARGUMENTS = 1, GNUPLOT = 2, STORE = 4, INBOX = 8, LIST = 16 };

static int
has(char *const *argv, const char *word)
{
    for (argv++; *argv; argv++)
        if (!strcmp(*argv, word))
            return 1;
    return 0;
}

static int
reads(const char *program, char *const *argv)
{
    static const struct {
        const char *name;
        int what;
    } tool[] = {
        {"cohort-chart", ARGUMENTS | GNUPLOT},
        {"cohort-compare", ARGUMENTS},
        {"cohort-decide-due", STORE},
        {"cohort-decide-list", STORE},
        {"cohort-decide-show", STORE},
        {"cohort-deploy", ARGUMENTS},
        {"cohort-group", ARGUMENTS},
        {"cohort-growth", ARGUMENTS},
        {"cohort-ingest", STORE | LIST},
        {"cohort-inventory-check", STORE | INBOX},
        {"cohort-inventory-list", STORE},
        {"cohort-inventory-show", STORE},
        {"cohort-items", ARGUMENTS},
        {"cohort-reflect", ARGUMENTS},
        {"cohort-roster-list", STORE},
        {"cohort-roster-unknown", STORE},
        {"cohort-select", STORE},
        {"cohort-summary", ARGUMENTS},
        {"cohort-table", ARGUMENTS},
    };
    const char *name = coh_base_name(program);
    size_t i;

    for (i = 0; i < sizeof(tool) / sizeof(*tool); i++)
        if (!strcmp(tool[i].name, name))
            return tool[i].what & LIST && !has(argv, "--list") ? 0
                                                               : tool[i].what;
    return 0;
}

/* The gnuplot that $PATH finds. */
static int
add_gnuplot(struct coh_world *w, struct coh_sha256 *h, struct coh_error *err)
{
    const char *at = getenv("PATH");
    char path[PATH];

    while (at && *at) {
        size_t n = strcspn(at, ":");

        if (snprintf(path, sizeof(path), "%.*s/gnuplot", (int)n, at) < PATH &&
            !access(path, X_OK))
            return add_file(w, h, path, err);
        at += n + (at[n] == ':');
    }
    return 0;
}

static int
add_all(struct coh_world *w, struct coh_sha256 *h, const char *program,
        char *const *argv, char *const *variables, struct coh_error *err)
{
    const int what = reads(program, argv);
    char *const *v;

    if (add_file(w, h, program, err))
        return -1;
    for (v = argv + 1; *v; v++)
        if (add_if_file(w, h, *v, err))
            return -1;
    for (v = variables; v && *v; v++)
        if (!starts(*v, "COHORT_EVIDENCE=") && add_if_file(w, h, *v, err))
            return -1;
    if (what & GNUPLOT && add_gnuplot(w, h, err))
        return -1;
    if (what & STORE &&
        (add_file(w, h, w->store, err) || add_file(w, h, w->team, err)))
        return -1;
    return what & INBOX ? add_inbox(w, h, err) : 0;
}

int
coh_world_key(struct coh_world *w, const char *program, char *const *argv,
              char *const *variables, struct coh_memo_key *key,
              struct coh_error *err)
{
    struct coh_sha256 h;

    key->disk[0] = '\0';
    if (!w || !w->kept || !reads(program, argv))
        return 0;
    coh_sha256_init(&h);
    add_word(&h, key->run);
    add_word(&h, w->around);
    if (add_all(w, &h, program, argv, variables, err))
        return -1;
    coh_sha256_hex(&h, key->disk);
    return 0;
}

/* ---- what was kept ---- */

static int
cut(struct coh_text *into, struct coh_span *from, size_t n)
{
    if (n > from->length || coh_text_add(into, from->bytes, n, NULL))
        return -1;
    from->bytes += n;
    from->length -= n;
    return 0;
}

static int
unpack(struct coh_memo_entry *e, struct coh_span s)
{
    const char *end = memchr(s.bytes, '\n', s.length);
    size_t said, talk, evidence;
    char line[100];

    if (!end || (size_t)(end - s.bytes) >= sizeof(line))
        return -1;
    memcpy(line, s.bytes, (size_t)(end - s.bytes));
    line[end - s.bytes] = '\0';
    if (sscanf(line, "%d %zu %zu %zu", &e->status, &said, &talk, &evidence) !=
        4)
        return -1;
    s.length -= (size_t)(end + 1 - s.bytes);
    s.bytes = end + 1;
    return cut(&e->said, &s, said) || cut(&e->talk, &s, talk) ||
                   cut(&e->evidence, &s, evidence) || s.length
               ? -1
               : 0;
}

struct coh_memo_entry *
coh_world_find(struct coh_world *w, struct coh_memo *m,
               const struct coh_memo_key *key)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_memo_entry *e = NULL, made = {.kept = 1};

    if (!w || !*key->disk || coh_cache_read(&w->cache, key->disk, &t, NULL) < 1)
        goto out;
    if (!unpack(&made, coh_text_span(&t)))
        e = coh_memo_add(m, key, NULL);
    if (e) {
        e->said = made.said;
        e->talk = made.talk;
        e->evidence = made.evidence;
        e->status = made.status;
        e->kept = 1;
        coh_sha256_of(coh_text_get(&e->said), e->said.length, e->sha256);
    } else {
        coh_text_release(&made.said);
        coh_text_release(&made.talk);
        coh_text_release(&made.evidence);
    }
out:
    coh_text_release(&t);
    return e;
}

/* Is all as it was when it was hashed? */
static int
still(const struct coh_world *w)
{
    char now[COH_SHA256_HEX];
    size_t i;

    for (i = 0; i < w->n; i++) {
        coh_hash_file(w->file[i].path, now);
        if (strcmp(now, w->file[i].hash))
            return 0;
    }
    return 1;
}

static int
pack(struct coh_text *t, const struct coh_memo_entry *e)
{
    return coh_text_format(t, NULL, "%d %zu %zu %zu\n", e->status,
                           e->said.length, e->talk.length,
                           e->evidence.length) ||
                   coh_text_add(t, coh_text_get(&e->said), e->said.length,
                                NULL) ||
                   coh_text_add(t, coh_text_get(&e->talk), e->talk.length,
                                NULL) ||
                   coh_text_add(t, coh_text_get(&e->evidence),
                                e->evidence.length, NULL)
               ? -1
               : 0;
}

void
coh_world_keep(struct coh_world *w, const struct coh_memo *m)
{
    struct coh_text t = COH_TEXT_INIT;
    int news = 0;
    size_t i;

    if (!w || !w->kept)
        return;
    for (i = 0; i < m->n; i++)
        news |= !m->entry[i]->kept && *m->entry[i]->disk;
    news = news && still(w);
    for (i = 0; news && i < m->n; i++) {
        const struct coh_memo_entry *e = m->entry[i];

        coh_text_clear(&t);
        if (!e->kept && *e->disk && e->status <= COH_LOOK && !pack(&t, e) &&
            coh_cache_write(&w->cache, e->disk, coh_text_span(&t), NULL))
            break;
    }
    coh_text_release(&t);
    coh_cache_sweep(&w->cache);
}

/* ---- a world ---- */

/* What programs take from the environment besides what the page gives; of $PATH
 * only the gnuplot that it finds: add_gnuplot. */
static void
hash_environment(char hex[COH_SHA256_HEX])
{
    static const char *const read[] = {
        "COHORT_", "GNUPLOT", "GD",    "FONT",    "LC_",
        "LANG",    "TZ=",     "HOME=", "COLUMNS", "LD_"};
    struct coh_sha256 h;
    char **v;
    size_t i;

    coh_sha256_init(&h);
    add_word(&h, COH_VERSION);
    for (v = environ; *v; v++)
        for (i = 0; i < sizeof(read) / sizeof(*read); i++)
            if (starts(*v, read[i]) && !starts(*v, "COHORT_EVIDENCE=") &&
                !starts(*v, "COHORT_TODAY=") && !starts(*v, "COHORT_PLOTTER="))
                add_word(&h, *v);
    coh_sha256_hex(&h, hex);
}

static char *
beside(const char *store, const char *name, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char *path = NULL;

    if (!coh_text_add(&t, store, (size_t)(coh_base_name(store) - store), err) &&
        !coh_text_add_string(&t, name, err))
        path = coh_copy_text(t.bytes, t.length, err);
    coh_text_release(&t);
    return path;
}

static int
open_cache(struct coh_world *w, const char *today, struct coh_error *err)
{
    char journal[PATH], stamp[COH_SHA256_HEX];
    struct coh_sha256 h;

    if (access(w->store, R_OK) ||
        snprintf(journal, sizeof(journal), "%s-journal", w->store) >= PATH ||
        !access(journal, F_OK))
        return 0;
    coh_sha256_init(&h);
    add_word(&h, w->around);
    add_word(&h, today);
    if (add_file(w, &h, w->store, err))
        return -1;
    coh_sha256_hex(&h, stamp);
    if (coh_cache_open(&w->cache, w->store, stamp, err))
        return -1;
    w->kept = w->cache.folder != NULL;
    return 0;
}

struct coh_world *
coh_world_new(const char *store, const char *today, struct coh_error *err)
{
    struct coh_world *w = coh_alloc_array(1, sizeof(*w), err);

    if (!w)
        return NULL;
    hash_environment(w->around);
    w->store = coh_copy_text(store, strlen(store), err);
    w->team = coh_copy_text("team.ini", strlen("team.ini"), err);
    w->inbox = beside(store, "inbox", err);
    if (w->store && w->team && w->inbox && !open_cache(w, today, err))
        return w;
    coh_world_free(w);
    return NULL;
}

void
coh_world_free(struct coh_world *w)
{
    size_t i;

    if (!w)
        return;
    for (i = 0; i < w->n; i++)
        coh_free(w->file[i].path);
    coh_free(w->file);
    coh_free(w->store);
    coh_free(w->team);
    coh_free(w->inbox);
    coh_cache_release(&w->cache);
    coh_free(w);
}
