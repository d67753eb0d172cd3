/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_PSEUDONYM_INTERNAL_H
#define COH_PRIVACY_PSEUDONYM_INTERNAL_H

#include "base/keys.h"
#include "privacy/pseudonym.h"

/*
 * The parts of pseudonym.c that have published test vectors, and the size of
 * a pseudonym, so that a test can make it so small that two must meet. For
 * pseudonym.c and its test only.
 */

enum {
    COH_PSEUDONYM_KEY = 32,   /* bytes of a key */
    COH_PSEUDONYM_BYTES = 10, /* of the digest that are shown: 80 bits */
    COH_PSEUDONYM_DIGEST = 32 /* bytes of an HMAC-SHA-256 */
};

struct coh_pseudonyms {
    int keyed; /* else random */
    unsigned char key[COH_PSEUDONYM_KEY];
    size_t bytes; /* COH_PSEUDONYM_BYTES; a test may lower it */
    /* Pseudonym i is that of id i. One that has more than the other after
     * memory ran out is not used again. */
    struct coh_keys id, name;
};

/* HMAC-SHA-256 (RFC 2104, FIPS 198-1) of `message` under a key of any
 * length. */
void coh_pseudonym_hmac(const unsigned char *key, size_t key_length,
                        struct coh_span message,
                        unsigned char digest[COH_PSEUDONYM_DIGEST]);

/* `n` bytes in base32 (RFC 4648, section 6), in lower case and without the
 * padding; `out` has room for (8 n + 4) / 5 + 1 bytes. Returns out. */
const char *
coh_pseudonym_base32(const unsigned char *bytes, size_t n, char *out);

#endif
