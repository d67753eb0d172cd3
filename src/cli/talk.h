/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_TALK_H
#define COH_CLI_TALK_H

#include "base/error.h"

/*
 * Talk: the lines on standard error. Names of files and cells may hold
 * anything, and a terminal must not obey it: control characters are printed
 * as \xNN.
 *
 *     coh_talk("%s: %s", tool, err->text);
 */

/* One line, with its end. Of what memory does not hold nothing is printed. */
void coh_talk(const char *format, ...) COH_PRINTF(1, 2);

#endif
