/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/pseudonym-internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/* How often another random code is drawn for one that is taken. Of 80 bits
 * none ever is. */
enum { DRAWS = 10000 };

enum { HEX = 2 * COH_PSEUDONYM_KEY };

static int
ready(struct coh_error *err)
{
    if (sodium_init() < 0)
        return coh_fail(err, COH_SYSTEM,
                        "the system gives no random numbers: try again");
    return 0;
}

void
coh_pseudonym_hmac(const unsigned char *key, size_t key_length,
                   struct coh_span message,
                   unsigned char digest[COH_PSEUDONYM_DIGEST])
{
    crypto_auth_hmacsha256_state state;

    crypto_auth_hmacsha256_init(&state, key, key_length);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)message.bytes,
                                  message.length);
    crypto_auth_hmacsha256_final(&state, digest);
    sodium_memzero(&state, sizeof(state));
}

const char *
coh_pseudonym_base32(const unsigned char *bytes, size_t n, char *out)
{
    static const char digit[] = "abcdefghijklmnopqrstuvwxyz234567";
    unsigned held = 0, bits = 0;
    size_t i, used = 0;

    for (i = 0; i < n; i++) {
        held = held << 8 | bytes[i];
        for (bits += 8; bits >= 5; bits -= 5)
            out[used++] = digit[held >> (bits - 5) & 31];
        held &= (1u << bits) - 1;
    }
    if (bits)
        out[used++] = digit[held << (5 - bits) & 31];
    out[used] = '\0';
    return out;
}

/* ---- the key file ---- */

static int
put_key(int fd, const char *path, struct coh_error *err)
{
    unsigned char key[COH_PSEUDONYM_KEY];
    char line[HEX + 1];
    ssize_t n;

    randombytes_buf(key, sizeof(key));
    sodium_bin2hex(line, sizeof(line), key, sizeof(key));
    line[HEX] = '\n';
    n = write(fd, line, sizeof(line));
    sodium_memzero(key, sizeof(key));
    sodium_memzero(line, sizeof(line));
    if (n >= 0 && n < HEX + 1)
        errno = ENOSPC;
    /* The umask could only have taken from the mode; an access list of the
     * folder could have added to it. */
    if (n < HEX + 1 || fchmod(fd, 0600) || fsync(fd))
        return coh_fail_errno(err, path);
    return 0;
}

/* Is one of the folders above the file, or its own, a team's? Who copies that
 * folder, or syncs it, must not carry the key along. */
static int
in_team_folder(const char *path, int *inside, struct coh_error *err)
{
    const char *slash = strrchr(path, '/');
    struct coh_text folder = COH_TEXT_INIT;
    char full[PATH_MAX];
    char *end;
    int rc = -1;

    *inside = 0;
    if (coh_text_add(&folder, path, slash ? (size_t)(slash - path) : 0, err) ||
        coh_text_add_string(&folder, slash ? "/" : ".", err))
        goto out;
    rc = 0;
    if (!realpath(coh_text_get(&folder), full))
        goto out; /* making the file will say what is wrong */
    while (!*inside && (end = strrchr(full, '/'))) {
        coh_text_clear(&folder);
        rc = coh_text_format(&folder, err, "%s/cohort.db", full);
        if (rc)
            goto out;
        *inside = !access(coh_text_get(&folder), F_OK);
        *end = '\0';
    }
out:
    coh_text_release(&folder);
    return rc;
}

int
coh_pseudonym_key_make(const char *path, struct coh_error *err)
{
    int fd, inside, rc;

    if (ready(err) || in_team_folder(path, &inside, err))
        return -1;
    if (inside)
        return coh_fail(err, COH_INPUT,
                        "%s: would lie in the team's folder: keep the key "
                        "outside of it, where nobody copies it along",
                        path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return coh_fail(err, COH_INPUT,
                        "%s: is there already, and is not overwritten: "
                        "pseudonyms made with a lost key cannot be led back",
                        path);
    if (fd < 0)
        return coh_fail_errno(err, path);
    rc = put_key(fd, path, err);
    if (close(fd) && !rc)
        rc = coh_fail_errno(err, path);
    if (rc)
        unlink(path);
    return rc;
}

/* A pipe would keep the open waiting, and has no mode that protects it. */
static int
open_key(const char *path, int *fd, struct coh_error *err)
{
    struct stat st;

    *fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (*fd < 0 && errno == ENOENT)
        return coh_fail(err, COH_INPUT,
                        "%s: there is no key here; 'cohort mask --make-key "
                        "FILE' makes one",
                        path);
    if (*fd < 0 && errno == EACCES)
        return coh_fail(err, COH_INPUT,
                        "%s: the key may not be read: only who made it can",
                        path);
    if (*fd < 0 || fstat(*fd, &st))
        return coh_fail_errno(err, path);
    if (!S_ISREG(st.st_mode))
        return coh_fail(err, COH_INPUT, "%s: is no file with a key", path);
    if (st.st_mode & 077)
        return coh_fail(err, COH_INPUT,
                        "%s: others may open this key (mode %03o): 'chmod 600 "
                        "FILE' keeps it yours",
                        path, (unsigned)st.st_mode & 0777);
    return 0;
}

/* Exactly the digits and the end of a line, if there is one. */
static int
parse_key(const char *text, size_t n, unsigned char key[COH_PSEUDONYM_KEY])
{
    size_t length = 0;

    if (n && text[n - 1] == '\n')
        n--;
    if (n && text[n - 1] == '\r')
        n--;
    return n != HEX ||
                   sodium_hex2bin(key, COH_PSEUDONYM_KEY, text, n, NULL,
                                  &length, NULL) ||
                   length != COH_PSEUDONYM_KEY
               ? -1
               : 0;
}

static int
read_key(const char *path, unsigned char key[COH_PSEUDONYM_KEY],
         struct coh_error *err)
{
    char text[HEX + 3]; /* with CR and LF, and one more to see too many */
    size_t used = 0;
    ssize_t n;
    int fd = -1;
    int rc = -1;

    if (open_key(path, &fd, err))
        goto out;
    while (used < sizeof(text) &&
           (n = read(fd, text + used, sizeof(text) - used)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            coh_fail_errno(err, path);
            goto out;
        }
        used += (size_t)n;
    }
    rc = parse_key(text, used, key);
    if (rc)
        coh_fail(err, COH_INPUT,
                 "%s: is no key: one line of %d hexadecimal digits, as "
                 "'cohort mask --make-key FILE' writes it",
                 path, HEX);
out:
    if (fd >= 0)
        close(fd);
    sodium_memzero(text, sizeof(text));
    return rc;
}

/* ---- the pseudonyms ---- */

static struct coh_pseudonyms *
new_pseudonyms(struct coh_error *err)
{
    struct coh_pseudonyms *p;

    if (ready(err) || !(p = coh_alloc_array(1, sizeof(*p), err)))
        return NULL;
    p->bytes = COH_PSEUDONYM_BYTES;
    p->id.width = p->name.width = 1;
    return p;
}

struct coh_pseudonyms *
coh_pseudonyms_keyed(const char *path, struct coh_error *err)
{
    struct coh_pseudonyms *p = new_pseudonyms(err);

    if (!p)
        return NULL;
    p->keyed = 1;
    if (read_key(path, p->key, err)) {
        coh_pseudonyms_free(p);
        return NULL;
    }
    return p;
}

struct coh_pseudonyms *
coh_pseudonyms_random(struct coh_error *err)
{
    return new_pseudonyms(err);
}

static int
is_taken(const struct coh_pseudonyms *p, const char *name)
{
    const struct coh_span cell = coh_span_of(name);

    return coh_keys_find(&p->name, &cell) < p->name.n;
}

static int
make_name(const struct coh_pseudonyms *p, struct coh_span id,
          char name[COH_PSEUDONYM_SIZE], struct coh_error *err)
{
    unsigned char digest[COH_PSEUDONYM_DIGEST];
    int draw;

    if (p->keyed) {
        coh_pseudonym_hmac(p->key, sizeof(p->key), id, digest);
        coh_pseudonym_base32(digest, p->bytes, name);
        if (!is_taken(p, name))
            return 0;
        return coh_fail(err, COH_SYSTEM,
                        "two students come to one pseudonym with this key: "
                        "make another key");
    }
    for (draw = 0; draw < DRAWS; draw++) {
        randombytes_buf(digest, p->bytes);
        coh_pseudonym_base32(digest, p->bytes, name);
        if (!is_taken(p, name))
            return 0;
    }
    return coh_fail(err, COH_SYSTEM, "no code is left that is not taken");
}

int
coh_pseudonyms_of(struct coh_pseudonyms *p, struct coh_span id,
                  const char **name, struct coh_error *err)
{
    char made[COH_PSEUDONYM_SIZE];
    struct coh_span cell;
    size_t at = coh_keys_find(&p->id, &id);

    if (p->id.n != p->name.n)
        return coh_fail_memory(err);
    if (at == p->id.n) {
        if (make_name(p, id, made, err))
            return -1;
        cell = coh_span_of(made);
        if (coh_keys_index(&p->name, &cell, &at, err) ||
            coh_keys_index(&p->id, &id, &at, err))
            return -1;
    }
    *name = coh_keys_cells(&p->name, at)->bytes;
    return 0;
}

const char *
coh_pseudonyms_name(const struct coh_pseudonyms *p, size_t at,
                    struct coh_span *id)
{
    if (at >= p->id.n)
        return NULL;
    *id = *coh_keys_cells(&p->id, at);
    return coh_keys_cells(&p->name, at)->bytes;
}

void
coh_pseudonyms_free(struct coh_pseudonyms *p)
{
    if (!p)
        return;
    sodium_memzero(p->key, sizeof(p->key));
    coh_keys_release(&p->id);
    coh_keys_release(&p->name);
    coh_free(p);
}
