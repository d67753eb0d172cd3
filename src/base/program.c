/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_WORDS = 4 };

/* $PATH's first folder that holds this program. */
static void
find_on_path(const char *name, char folder[COH_PROGRAM_SIZE])
{
    const char *path = getenv("PATH");
    char file[COH_PROGRAM_SIZE];

    while (path && *path) {
        size_t n = strcspn(path, ":");
        int k = snprintf(file, sizeof(file), "%.*s/%s", (int)n, path, name);

        if (k > 0 && (size_t)k < sizeof(file) && access(file, X_OK) == 0) {
            snprintf(folder, COH_PROGRAM_SIZE, "%.*s/", (int)n, path);
            return;
        }
        path += n + (path[n] == ':');
    }
}

void
coh_program_folder(const char *self, char folder[COH_PROGRAM_SIZE])
{
    const char *slash = strrchr(self, '/');
    size_t n = slash ? (size_t)(slash - self) + 1 : 0;

    if (n >= COH_PROGRAM_SIZE)
        n = 0;
    memcpy(folder, self, n);
    folder[n] = '\0';
    if (!slash)
        find_on_path(self, folder);
}

/* FOLDERcohort-a-b for the words a and b; 0 if there is such a program. */
static int
name_program(const char *folder, char *const *word, int words,
             char path[COH_PROGRAM_SIZE])
{
    int n = snprintf(path, COH_PROGRAM_SIZE, "%scohort", folder), i;

    for (i = 0; i < words; i++) {
        if (!*word[i] || strchr(word[i], '/') || n < 0 || n >= COH_PROGRAM_SIZE)
            return -1;
        n += snprintf(path + n, (size_t)(COH_PROGRAM_SIZE - n), "-%s", word[i]);
    }
    return n > 0 && n < COH_PROGRAM_SIZE && access(path, X_OK) == 0 ? 0 : -1;
}

int
coh_program_find(const char *folder, char *const *word, int words,
                 char path[COH_PROGRAM_SIZE])
{
    int n = 0;

    while (n < words && n < MAX_WORDS && word[n][0] != '-')
        n++;
    while (n > 0 && name_program(folder, word, n, path))
        n--;
    return n;
}
