/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_LAYOUT_PATTERN_H
#define COH_LAYOUT_PATTERN_H

#include "base/text.h"

/*
 * Patterns of layouts: PCRE2 with named captures, on UTF-8. A layout may come
 * from anybody, so a match is bounded in steps, depth and memory. A pattern
 * that ran into a bound is exhausted: it matches nothing more, at no cost, and
 * whoever relies on it asks coh_pattern_check before going on.
 *
 *     struct coh_pattern *p = coh_pattern_new("^Goal(?<n>\\d+)$", err);
 *     if (coh_pattern_match(p, name)) n = coh_pattern_capture(p, "n");
 *     coh_pattern_free(p);
 */

struct coh_pattern;

/* COH_INPUT with the place of the fault when it is no pattern. */
struct coh_pattern *
coh_pattern_new(const char *text, struct coh_error *err) COH_MUST_CHECK;

/* Does it match anywhere in `s`? */
int coh_pattern_match(struct coh_pattern *p, struct coh_span s);

/* COH_INPUT when a match ran into a bound. NULL is fine. */
int coh_pattern_check(const struct coh_pattern *p,
                      struct coh_error *err) COH_MUST_CHECK;

/* The captures of the last match, by number from 0: name and text. Returns 0
 * when there is no such number. The text points into what was matched. */
int coh_pattern_capture(const struct coh_pattern *p, size_t number,
                        const char **name, struct coh_span *text);

/* 1 when it has a capture of that name. */
int coh_pattern_has(const struct coh_pattern *p, const char *name);

void coh_pattern_free(struct coh_pattern *p);

#endif
