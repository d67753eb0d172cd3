/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort: the front. Runs the tool with the longest name that exists beside
 * it, or lists the tools by the step of the flow that they serve.
 *
 * Memory: nothing to speak of; the tool takes over the process.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/front.h"

enum { PATH_SIZE = 4096 };

struct args {
    const char *self, *folder;
};

/* The folder that this program was started from, with a slash; "" when it
 * was found through $PATH, where its siblings will be found too. */
static void
folder_of(const char *self, char folder[PATH_SIZE])
{
    const char *slash = strrchr(self, '/');
    size_t n = slash ? (size_t)(slash - self) + 1 : 0;

    if (n >= PATH_SIZE)
        n = 0;
    memcpy(folder, self, n);
    folder[n] = '\0';
}

/* $PATH's first folder that holds this program. */
static void
find_on_path(const char *name, char folder[PATH_SIZE])
{
    const char *path = getenv("PATH");
    char file[PATH_SIZE];

    while (path && *path) {
        size_t n = strcspn(path, ":");
        int k = snprintf(file, sizeof(file), "%.*s/%s", (int)n, path, name);

        if (k > 0 && (size_t)k < sizeof(file) && access(file, X_OK) == 0) {
            snprintf(folder, PATH_SIZE, "%.*s/", (int)n, path);
            return;
        }
        path += n + (path[n] == ':');
    }
}

/* FOLDERcohort-a-b for the words a and b; 0 if there is such a program. */
static int
tool_path(const char *folder, char **word, int words, char out[PATH_SIZE])
{
    int n = snprintf(out, PATH_SIZE, "%scohort", folder), i;

    for (i = 0; i < words; i++) {
        if (strchr(word[i], '/') || n < 0 || n >= PATH_SIZE)
            return -1;
        n += snprintf(out + n, (size_t)(PATH_SIZE - n), "-%s", word[i]);
    }
    return n > 0 && n < PATH_SIZE && access(out, X_OK) == 0 ? 0 : -1;
}

static int
run_front(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    char folder[PATH_SIZE];

    folder_of(a->self, folder);
    if (!*folder)
        find_on_path(a->self, folder);
    if (run->operands.n)
        return coh_front_refuse(folder, run->operands.at[0], err);
    return coh_front_list(folder, run, err);
}

/* Become the tool, if the words name one; returns only if they do not. */
static void
become(const char *self, int argc, char **argv)
{
    char folder[PATH_SIZE], path[PATH_SIZE];
    int words = 0;

    folder_of(self, folder);
    if (!*folder)
        find_on_path(self, folder);
    while (words < argc && words < 4 && argv[words][0] != '-')
        words++;
    for (; words > 0; words--)
        if (tool_path(folder, argv, words, path) == 0) {
            argv[words - 1] = path;
            execv(path, argv + words - 1);
        }
}

int
main(int argc, char **argv)
{
    struct args a = {.self = argv[0]};
    const struct coh_option options[] = {
        COH_STRING('C', "folder", "DIR", &a.folder,
                   "run the tool in another folder (first option)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort",
        "[NAME …]",
        "Run a tool of Cohort; without a name, list them",
        COH_STEP_FRONT,
        0,
        options,
    };
    char self[PATH_SIZE];
    int skip = 1;

    /* A relative path to this program must survive -C. */
    if (argc > 2 && !strcmp(argv[1], "-C")) {
        if (strchr(argv[0], '/') && realpath(argv[0], self))
            a.self = self;
        if (chdir(argv[2])) {
            fprintf(stderr, "cohort: %s: %s\n", argv[2], strerror(errno));
            return COH_INPUT;
        }
        skip = 3;
    }
    if (argc > skip)
        become(a.self, argc - skip, argv + skip);
    argv[skip - 1] = argv[0];
    return coh_tool_main(&tool, argc - skip + 1, argv + skip - 1, run_front,
                         &a);
}
