/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_PROGRAM_H
#define COH_BASE_PROGRAM_H

#include "base/error.h"

/*
 * Where Cohort's programs are: beside the one that asks. Used by the front,
 * which becomes a tool, and by weave, which runs the tools of a page.
 *
 *     char folder[COH_PROGRAM_SIZE], path[COH_PROGRAM_SIZE];
 *     coh_program_folder(argv[0], folder);
 *     used = coh_program_find(folder, argv + 1, argc - 1, path);
 */

enum { COH_PROGRAM_SIZE = 4096 };

/* The folder that `self` (an argv[0]) was started from, with a slash at its
 * end: of the path itself, else the first in $PATH that holds it; "" when
 * there is none. */
void coh_program_folder(const char *self, char folder[COH_PROGRAM_SIZE]);

/* The program that the first words name, the longest name that exists:
 * `inventory check …` is FOLDERcohort-inventory-check. At most four words, up
 * to the first that starts with "-"; none may hold a slash. Gives how many
 * words the name took, 0 when there is no such program. */
int coh_program_find(const char *folder, char *const *word, int words,
                     char path[COH_PROGRAM_SIZE]);

#endif
