/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_PSEUDONYM_H
#define COH_PRIVACY_PSEUDONYM_H

#include "base/text.h"

/*
 * Pseudonyms: a name for a student that only the holder of a key, or of a list,
 * can lead back.
 *
 * Inside the team: HMAC-SHA-256 of the id under a key that lies in a file of
 * its own (mode 0600, outside the team's folder, never on a command line), its
 * first 80 bits in base32 (RFC 4648, lower case): 16 characters, the same for
 * the same id each time, so that tables can be joined. A plain hash of a
 * student's number would be found by trying all numbers.
 *
 * Outside: a random code for each student and release, with a list code,id
 * that stays with the team; two releases cannot be joined.
 *
 *     struct coh_pseudonyms *p = coh_pseudonyms_keyed(path, err);
 *     if (!p || coh_pseudonyms_of(p, id, &name, err)) …
 *     coh_pseudonyms_free(p);
 */

#define COH_PSEUDONYM_SIZE 17 /* 16 characters and a NUL */

struct coh_pseudonyms;

/* Make a key: 32 random bytes as 64 hexadecimal digits in a new file of mode
 * 0600. COH_INPUT when the file is there already, or would lie in a team's
 * folder (one with a cohort.db) or below it. */
int
coh_pseudonym_key_make(const char *path, struct coh_error *err) COH_MUST_CHECK;

/* With the key of a file. COH_INPUT when it is not there (and how to make one),
 * is no key, or may be read by others than its owner. NULL on failure. */
struct coh_pseudonyms *
coh_pseudonyms_keyed(const char *path, struct coh_error *err);

/* With random codes. */
struct coh_pseudonyms *coh_pseudonyms_random(struct coh_error *err);

/* The pseudonym of an id, which stays the object's. COH_SYSTEM when two ids
 * come to one pseudonym (it is checked), or out of memory; then the object is
 * of no further use. */
int coh_pseudonyms_of(struct coh_pseudonyms *p, struct coh_span id,
                      const char **name, struct coh_error *err) COH_MUST_CHECK;

/* All so far, by order of first use, each with its id, which stays the
 * object's; NULL behind the last. */
const char *coh_pseudonyms_name(const struct coh_pseudonyms *p, size_t at,
                                struct coh_span *id);

void coh_pseudonyms_free(struct coh_pseudonyms *p);

#endif
