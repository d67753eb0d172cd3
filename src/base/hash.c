/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct coh_sha256),
               "struct coh_sha256 must hold libsodium's state");

void
coh_sha256_init(struct coh_sha256 *h)
{
    crypto_hash_sha256_init((crypto_hash_sha256_state *)h);
}

void
coh_sha256_add(struct coh_sha256 *h, const void *bytes, size_t length)
{
    crypto_hash_sha256_update((crypto_hash_sha256_state *)h, bytes, length);
}

const char *
coh_sha256_hex(struct coh_sha256 *h, char out[COH_SHA256_HEX])
{
    unsigned char digest[crypto_hash_sha256_BYTES];

    crypto_hash_sha256_final((crypto_hash_sha256_state *)h, digest);
    return sodium_bin2hex(out, COH_SHA256_HEX, digest, sizeof(digest));
}

const char *
coh_sha256_of(const void *bytes, size_t length, char out[COH_SHA256_HEX])
{
    struct coh_sha256 h;

    coh_sha256_init(&h);
    coh_sha256_add(&h, bytes, length);
    return coh_sha256_hex(&h, out);
}

const char *
coh_hash_file(const char *path, char out[COH_SHA256_HEX])
{
    static unsigned char buffer[1 << 16];
    unsigned char digest[32];
    crypto_generichash_state h;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = -1;

    crypto_generichash_init(&h, NULL, 0, sizeof(digest));
    while (fd >= 0 && (n = read(fd, buffer, sizeof(buffer))) > 0)
        crypto_generichash_update(&h, buffer, (unsigned long long)n);
    if (fd >= 0)
        close(fd);
    if (n < 0) {
        memcpy(out, "none", sizeof("none"));
        return out;
    }
    crypto_generichash_final(&h, digest, sizeof(digest));
    return sodium_bin2hex(out, COH_SHA256_HEX, digest, sizeof(digest));
}

uint64_t
coh_hash64(uint64_t seed, const void *bytes, size_t length)
{
    const unsigned char *b = bytes;
    uint64_t h = seed ^ UINT64_C(14695981039346656037);
    size_t i;

    for (i = 0; i < length; i++)
        h = (h ^ b[i]) * UINT64_C(1099511628211);
    h ^= h >> 32;
    h *= UINT64_C(0xd6e8feb86659fd93);
    return h ^ h >> 32;
}
