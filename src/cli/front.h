/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_FRONT_H
#define COH_CLI_FRONT_H

#include "cli/tool.h"

/*
 * The list of tools that `cohort` alone prints. A tool is a program in
 * `folder` (which ends in a slash, or is "" for the current one) whose name
 * starts with cohort-; what it is, it says itself (--dump-options), so that a
 * new tool is one file.
 */

/* All tools, or those that are verbs of `word`, by the step of the flow that
 * they serve. COH_USAGE: `word` has none. */
int coh_front_list(const char *folder, const char *word, struct coh_run *run,
                   struct coh_error *err) COH_MUST_CHECK;

/* COH_USAGE: no tool starts with `word`; the nearest is named. Returns -1. */
int coh_front_refuse(const char *folder, const char *word,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
