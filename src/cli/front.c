/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/front.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "table/columns.h"

enum { PATH_SIZE = 4096, MAX_TOOLS = 200 };

struct entry {
    int step;
    char name[64], about[200], step_name[40];
};

static int
by_step(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return x->step != y->step ? x->step - y->step : strcmp(x->name, y->name);
}

/* Ask a tool what it is; the first line of --dump-options says it. */
static int
ask(const char *path, struct entry *e, struct coh_error *err)
{
    char copy[PATH_SIZE], dump[] = "--dump-options";
    char *argv[] = {copy, dump, NULL};
    struct coh_child child = {.argv = argv};
    struct coh_text said = COH_TEXT_INIT, talk = COH_TEXT_INIT;
    int status = 0, rc;

    snprintf(copy, sizeof(copy), "%s", path);
    rc = coh_child_run(&child, &said, &talk, &status, err);
    if (!rc && (status || sscanf(coh_text_get(&said), "%d\t%39[^\t]\t%199[^\n]",
                                 &e->step, e->step_name, e->about) != 3))
        e->about[0] = '\0';
    coh_text_release(&said);
    coh_text_release(&talk);
    return rc;
}

static int
collect(const char *folder, struct entry *entry, size_t *n,
        struct coh_error *err)
{
    DIR *dir = opendir(*folder ? folder : ".");
    char path[PATH_SIZE];
    struct dirent *d;
    int rc = 0;

    if (!dir)
        return coh_fail_errno(err, folder);
    while (!rc && *n < MAX_TOOLS && (d = readdir(dir))) {
        struct entry *e = &entry[*n];

        if (strncmp(d->d_name, "cohort-", 7) || strlen(d->d_name) > 60 ||
            !strcmp(d->d_name, "cohort-weekly"))
            continue;
        snprintf(path, sizeof(path), "%s%s", folder, d->d_name);
        snprintf(e->name, sizeof(e->name), "%s", d->d_name + 7);
        rc = ask(path, e, err);
        *n += !rc && e->about[0] != '\0';
    }
    closedir(dir);
    return rc;
}

/* Only the verbs of `word` stay, if it has any. */
static size_t
keep_verbs(struct entry *entry, size_t n, const char *word)
{
    size_t i, kept = 0, length = strlen(word);

    for (i = 0; i < n; i++)
        if (!strncmp(entry[i].name, word, length) &&
            entry[i].name[length] == '-')
            entry[kept++] = entry[i];
    return kept;
}

int
coh_front_list(const char *folder, const char *word, struct coh_run *run,
               struct coh_error *err)
{
    struct entry *entry = coh_alloc_array(MAX_TOOLS, sizeof(*entry), err);
    struct coh_out *out = coh_run_out(run, err);
    struct coh_text t = COH_TEXT_INIT;
    size_t n = 0, i;
    int rc = -1;

    if (!entry || !out || collect(folder, entry, &n, err))
        goto out;
    if (word && !(n = keep_verbs(entry, n, word))) {
        rc = coh_front_refuse(folder, word, err);
        goto out;
    }
    qsort(entry, n, sizeof(*entry), by_step);
    if (coh_text_add_string(&t,
                            "Cohort: from a team's exports to decisions it "
                            "can defend.\n`cohort NAME --help` tells more.\n",
                            err))
        goto out;
    for (i = 0; i < n; i++) {
        char *dash;

        if ((!i || entry[i].step != entry[i - 1].step) &&
            coh_text_format(&t, err, "\n%s\n", entry[i].step_name))
            goto out;
        while ((dash = strchr(entry[i].name, '-')))
            *dash = ' ';
        if (coh_text_format(&t, err, "  %-22s %s\n", entry[i].name,
                            entry[i].about))
            goto out;
    }
    if (!coh_out_add(out, t.bytes, t.length, err))
        rc = coh_run_finish(run, err);
out:
    coh_text_release(&t);
    coh_free(entry);
    return rc;
}

/* The verbs of `word`: "check collected export"; none leaves it empty. */
static int
add_verbs(const struct entry *entry, size_t n, const char *word,
          struct coh_text *verbs, struct coh_error *err)
{
    size_t i, length = strlen(word);

    for (i = 0; i < n; i++)
        if (!strncmp(entry[i].name, word, length) &&
            entry[i].name[length] == '-' &&
            coh_text_format(verbs, err, " %s", entry[i].name + length + 1))
            return -1;
    return 0;
}

static void
fail_nearest(const struct entry *entry, size_t n, const char *word,
             struct coh_error *err)
{
    struct coh_span *name = coh_alloc_array(n, sizeof(*name), err);
    const struct coh_span *near;
    size_t i;

    if (!name)
        return;
    for (i = 0; i < n; i++) {
        name[i] = coh_span_of(entry[i].name);
        name[i].length = strcspn(entry[i].name, "-");
    }
    near = coh_nearest(name, n, coh_span_of(word));
    if (near)
        coh_fail(err, COH_USAGE,
                 "there is no tool '%.40s'; the nearest is '%.*s'; `cohort` "
                 "alone lists them",
                 word, (int)near->length, near->bytes);
    else
        coh_fail(err, COH_USAGE,
                 "there is no tool '%.40s'; `cohort` alone lists them", word);
    coh_free(name);
}

int
coh_front_refuse(const char *folder, const char *word, struct coh_error *err)
{
    struct entry *entry = coh_alloc_array(MAX_TOOLS, sizeof(*entry), err);
    struct coh_text verbs = COH_TEXT_INIT;
    size_t n = 0;

    if (!entry || collect(folder, entry, &n, err))
        goto out;
    qsort(entry, n, sizeof(*entry), by_step);
    if (add_verbs(entry, n, word, &verbs, err))
        goto out;
    if (verbs.length)
        coh_fail(err, COH_USAGE, "'%.40s' takes a verb:%s", word,
                 coh_text_get(&verbs));
    else
        fail_nearest(entry, n, word, err);
out:
    coh_text_release(&verbs);
    coh_free(entry);
    return -1;
}
