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

#include "base/program.h"
#include "cli/front.h"

struct args {
    const char *self, *folder;
    int help; /* of the verbs behind a word */
};

static int
run_front(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    char folder[COH_PROGRAM_SIZE];

    coh_program_folder(a->self, folder);
    if (run->operands.n && !a->help)
        return coh_front_refuse(folder, run->operands.at[0], err);
    return coh_front_list(folder, run->operands.n ? run->operands.at[0] : NULL,
                          run, err);
}

/* Become the tool, if the words name one; returns only if they do not. */
static void
become(const char *self, int argc, char **argv)
{
    char folder[COH_PROGRAM_SIZE], path[COH_PROGRAM_SIZE];
    int words;

    coh_program_folder(self, folder);
    words = coh_program_find(folder, argv, argc, path);
    if (words > 0) {
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
    char self[COH_PROGRAM_SIZE];
    int skip = 1;

    /* A relative path to this program must survive -C. */
    if (argc > 2 && (!strcmp(argv[1], "-C") || !strcmp(argv[1], "--folder"))) {
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
    /* No tool: the options behind the word are not the front's to judge. */
    if (argc > skip && argv[skip][0] != '-') {
        a.help = argc > skip + 1 && (!strcmp(argv[skip + 1], "--help") ||
                                     !strcmp(argv[skip + 1], "-h"));
        argc = skip + 1;
    }
    argv[skip - 1] = argv[0];
    return coh_tool_main(&tool, argc - skip + 1, argv + skip - 1, run_front,
                         &a);
}
