/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_GUARD_H
#define COH_TABLE_GUARD_H

#include "base/text.h"

/*
 * Text that no spreadsheet runs. A program that opens a CSV file takes a cell
 * that begins with one of these for a formula or a command, quotes or not
 * (OWASP ASVS 1.2.10, CWE-1236):
 *
 *     = + - @ TAB CR LF NUL, and the full-width forms of the first four
 *
 * A guarded cell has an apostrophe before it. So has one that begins with an
 * apostrophe: then a leading apostrophe always is a guard, and taking one off
 * gives every text back exactly.
 *
 *     if (coh_guard_needs(cell)) … write "'" before it …
 *     cell = coh_guard_off(cell);
 */

/* 1 when `s` begins with any of these or with an apostrophe. */
int coh_guard_needs(struct coh_span s);

/* `s` without its first byte if that is an apostrophe. */
struct coh_span coh_guard_off(struct coh_span s);

#endif
