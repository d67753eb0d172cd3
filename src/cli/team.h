/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_TEAM_H
#define COH_CLI_TEAM_H

#include "base/error.h"

/*
 * team.ini, the file in a team's folder that saves its members from typing
 * the same options every week.
 *
 *     char *path;
 *     if (coh_team_value("ingest", "standards", &path, err)) …
 *     … path is NULL when there is no file or no such key …
 *     coh_free(path);
 */

/* The value of `key` in `section` of team.ini in the current folder; the
 * caller frees it. COH_INPUT when the file is there and cannot be read. */
int coh_team_value(const char *section, const char *key, char **value,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
