/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_HASH_H
#define COH_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * Hashing: SHA-256 (libsodium) to name a file's content in the evidence, and
 * a fast 64-bit hash for tables in memory, which never leaves the process.
 *
 *     struct coh_sha256 h;
 *     char hex[COH_SHA256_HEX];
 *     coh_sha256_init(&h);
 *     coh_sha256_add(&h, bytes, length);
 *     coh_sha256_hex(&h, hex);
 */

#define COH_SHA256_HEX 65

struct coh_sha256 {
    uint64_t state[32]; /* libsodium's own state, kept out of this header */
};

void coh_sha256_init(struct coh_sha256 *h);
void coh_sha256_add(struct coh_sha256 *h, const void *bytes, size_t length);
/* Ends the hash: 64 lower-case digits and a NUL. */
const char *coh_sha256_hex(struct coh_sha256 *h, char out[COH_SHA256_HEX]);

/* All of that for bytes that stand together. */
const char *
coh_sha256_of(const void *bytes, size_t length, char out[COH_SHA256_HEX]);

/* A name for the content of a file, for comparing with itself only: BLAKE2b,
 * which is twice as fast as SHA-256 here. "none" when it cannot be
 * read. */
const char *coh_hash_file(const char *path, char out[COH_SHA256_HEX]);

/* FNV-1a with a final mix; `seed` 0 starts, an earlier result continues. */
uint64_t coh_hash64(uint64_t seed, const void *bytes, size_t length);

#endif
