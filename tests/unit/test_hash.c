/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/hash.h"

/* The example vectors of FIPS 180-4 (NIST, "SHA_All" and the empty text). */
static void
sha256_of_the_fips_examples(void **state)
{
    static const struct {
        const char *text, *hex;
    } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb924"
             "27ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223"
                "b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039"
         "a33ce45964ff2167f6ecedd419db06c1"},
    };
    struct coh_sha256 h;
    char hex[COH_SHA256_HEX];
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++) {
        coh_sha256_init(&h);
        coh_sha256_add(&h, rows[i].text, strlen(rows[i].text));
        assert_string_equal(coh_sha256_hex(&h, hex), rows[i].hex);
    }
}

/* FIPS 180-4: one million times "a", here in uneven pieces. */
static void
sha256_does_not_depend_on_the_pieces(void **state)
{
    struct coh_sha256 h;
    char hex[COH_SHA256_HEX], piece[997];
    size_t left = 1000000, n = 1;

    (void)state;
    memset(piece, 'a', sizeof(piece));
    coh_sha256_init(&h);
    for (; left; n = n * 7 % 997 + 1) {
        size_t take = n < left ? n : left;

        coh_sha256_add(&h, piece, take);
        left -= take;
    }
    assert_string_equal(coh_sha256_hex(&h, hex),
                        "cdc76e5c9914fb9281a1c7e284d73e67"
                        "f1809a48a497200e046d39ccc7112cd0");
}

static void
the_short_hash_tells_lengths_seeds_and_nul_bytes_apart(void **state)
{
    (void)state;
    assert_true(coh_hash64(0, "a", 1) == coh_hash64(0, "a", 1));
    assert_true(coh_hash64(0, "a", 1) != coh_hash64(1, "a", 1));
    assert_true(coh_hash64(0, "a\0", 2) != coh_hash64(0, "a", 1));
    assert_true(coh_hash64(0, "\0", 1) != coh_hash64(0, "\0\0", 2));
    assert_true(coh_hash64(coh_hash64(0, "a", 1), "b", 1) !=
                coh_hash64(coh_hash64(0, "b", 1), "a", 1));
}

/* 65,536 ids into 256 buckets: 256 each, sd 16; 100 off is 6 sd. */
static void
the_short_hash_spreads_ids_over_its_low_bits(void **state)
{
    size_t bucket[256] = {0}, i;
    char id[16];

    (void)state;
    for (i = 0; i < 65536; i++) {
        int n = snprintf(id, sizeof(id), "%05zu", i);

        bucket[coh_hash64(0, id, (size_t)n) & 255]++;
    }
    for (i = 0; i < 256; i++)
        assert_in_range(bucket[i], 156, 356);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_of_the_fips_examples),
        cmocka_unit_test(sha256_does_not_depend_on_the_pieces),
        cmocka_unit_test(
            the_short_hash_tells_lengths_seeds_and_nul_bytes_apart),
        cmocka_unit_test(the_short_hash_spreads_ids_over_its_low_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
