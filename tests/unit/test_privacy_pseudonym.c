/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/file.h"
#include "privacy/pseudonym-internal.h"

/* A folder of its own, and a file in it. */
struct place {
    char folder[64], path[80];
};

static int
make_place(void **state)
{
    struct place *p = calloc(1, sizeof(*p));

    assert_non_null(p);
    snprintf(p->folder, sizeof(p->folder), "/tmp/coh-key-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof(p->path), "%s/team.key", p->folder);
    *state = p;
    return 0;
}

static int
drop_place(void **state)
{
    struct place *p = *state;

    unlink(p->path);
    assert_int_equal(rmdir(p->folder), 0);
    free(p);
    return 0;
}

/* The bytes 00 01 … 1f. */
static const char known[] =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

static void
write_key(const struct place *p, const char *text, mode_t mode)
{
    assert_int_equal(coh_file_write(p->path, coh_span_of(text), NULL), 0);
    assert_int_equal(chmod(p->path, mode), 0);
}

/* RFC 4231, sections 4.2 to 4.8. A short text is repeated to fill its
 * length. */
static const struct vector {
    const char *key;
    size_t key_length;
    const char *data;
    size_t length;
    const char *hex;
} rfc_4231[] = {
    {"\x0b", 20, "Hi There", 8,
     "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
    {"Jefe", 4, "what do ya want for nothing?", 28,
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {"\xaa", 20, "\xdd", 50,
     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
    {"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12"
     "\x13\x14\x15\x16\x17\x18\x19",
     25, "\xcd", 50,
     "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
    /* The RFC gives the first 128 bits of this one. */
    {"\x0c", 20, "Test With Truncation", 20,
     "a3b6167473100ee06e0c796c2955552b"},
    {"\xaa", 131, "Test Using Larger Than Block-Size Key - Hash Key First", 54,
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    {"\xaa", 131,
     "This is a test using a larger than block-size key and a larger than "
     "block-size data. The key needs to be hashed before being used by the "
     "HMAC algorithm.",
     152, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
};

static void
fill(char *out, size_t length, const char *text)
{
    size_t n = strlen(text), i;

    for (i = 0; i < length; i++)
        out[i] = text[i % n];
}

static void
the_hmac_is_that_of_rfc_4231(void **state)
{
    size_t i, k;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rfc_4231); i++) {
        const struct vector *v = &rfc_4231[i];
        unsigned char digest[COH_PSEUDONYM_DIGEST];
        char key[200], data[200], hex[65];

        fill(key, v->key_length, v->key);
        fill(data, v->length, v->data);
        coh_pseudonym_hmac((unsigned char *)key, v->key_length,
                           (struct coh_span){data, v->length}, digest);
        for (k = 0; k < sizeof(digest); k++)
            snprintf(hex + 2 * k, 3, "%02x", digest[k]);
        assert_memory_equal(hex, v->hex, strlen(v->hex));
    }
}

/* RFC 4648, section 10, in lower case and without the padding. */
static void
base32_is_that_of_rfc_4648(void **state)
{
    static const char *const row[][2] = {
        {"", ""},
        {"f", "my"},
        {"fo", "mzxq"},
        {"foo", "mzxw6"},
        {"foob", "mzxw6yq"},
        {"fooba", "mzxw6ytb"},
        {"foobar", "mzxw6ytboi"},
    };
    char out[17];
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(row); i++)
        assert_string_equal(
            coh_pseudonym_base32((const unsigned char *)row[i][0],
                                 strlen(row[i][0]), out),
            row[i][1]);
}

/* Python 3.11: base64.b32encode(hmac.new(bytes(range(32)), b"00812",
 * "sha256").digest()[:10]).lower(), and of b"812". */
static void
a_pseudonym_is_80_bits_of_the_hmac_of_the_id(void **state)
{
    struct place *p = *state;
    struct coh_pseudonyms *names;
    const char *name;

    write_key(p, known, 0600);
    names = coh_pseudonyms_keyed(p->path, NULL);
    assert_non_null(names);
    assert_int_equal(
        coh_pseudonyms_of(names, coh_span_of("00812"), &name, NULL), 0);
    assert_string_equal(name, "h4bwrsy2co7wkvgd");
    assert_int_equal(coh_pseudonyms_of(names, coh_span_of("812"), &name, NULL),
                     0);
    assert_string_equal(name, "6c2nmfo6xicgw2tq");
    coh_pseudonyms_free(names);
}

static void
the_same_id_has_the_same_name_and_all_are_listed_in_order(void **state)
{
    static const char *const id[] = {"b", "a", "b", "", "a"};
    struct coh_pseudonyms *names[2];
    const char *name, *first = NULL;
    struct coh_span of;
    size_t i, kind;

    write_key(*state, known, 0400);
    names[0] = coh_pseudonyms_keyed(((struct place *)*state)->path, NULL);
    names[1] = coh_pseudonyms_random(NULL);
    for (kind = 0; kind < 2; kind++) {
        for (i = 0; i < UNIT_COUNT(id); i++) {
            assert_int_equal(
                coh_pseudonyms_of(names[kind], coh_span_of(id[i]), &name, NULL),
                0);
            assert_int_equal(strlen(name), COH_PSEUDONYM_SIZE - 1);
            assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz234567"),
                             COH_PSEUDONYM_SIZE - 1);
            if (i == 0)
                first = name;
            else if (i == 2)
                assert_string_equal(name, first);
        }
        assert_string_equal(coh_pseudonyms_name(names[kind], 0, &of), first);
        assert_true(coh_span_is(of, "b"));
        assert_non_null(coh_pseudonyms_name(names[kind], 1, &of));
        assert_true(coh_span_is(of, "a"));
        assert_non_null(coh_pseudonyms_name(names[kind], 2, &of));
        assert_int_equal(of.length, 0);
        assert_null(coh_pseudonyms_name(names[kind], 3, &of));
        coh_pseudonyms_free(names[kind]);
    }
}

static void
two_releases_have_other_codes(void **state)
{
    struct coh_pseudonyms *one = coh_pseudonyms_random(NULL);
    struct coh_pseudonyms *two = coh_pseudonyms_random(NULL);
    const char *a, *b;

    (void)state;
    assert_int_equal(coh_pseudonyms_of(one, coh_span_of("00812"), &a, NULL), 0);
    assert_int_equal(coh_pseudonyms_of(two, coh_span_of("00812"), &b, NULL), 0);
    assert_string_not_equal(a, b);
    coh_pseudonyms_free(one);
    coh_pseudonyms_free(two);
}

/* Ids 0, 1, … 999 with pseudonyms of one byte: how many came to a name. */
static size_t
count_names(struct coh_pseudonyms *names, struct coh_error *err)
{
    char id[8];
    const char *name;
    size_t i;

    names->bytes = 1;
    for (i = 0; i < 1000; i++) {
        snprintf(id, sizeof(id), "%zu", i);
        if (coh_pseudonyms_of(names, coh_span_of(id), &name, err))
            break;
    }
    return i;
}

/* Python 3.11: the first i for which hmac.new(bytes(range(32)),
 * str(i).encode(), "sha256").digest()[0] is among those before. */
enum { FIRST_TO_MEET = 29 };

static void
two_ids_of_one_pseudonym_are_refused(void **state)
{
    struct place *p = *state;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_pseudonyms *names;
    struct coh_span id;

    write_key(p, known, 0600);
    names = coh_pseudonyms_keyed(p->path, NULL);
    assert_int_equal(count_names(names, &err), FIRST_TO_MEET);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_null(coh_pseudonyms_name(names, FIRST_TO_MEET, &id));
    coh_pseudonyms_free(names);
}

/* All 256 are given away first: chance alone would meet after some 20. */
static void
a_code_that_is_taken_is_drawn_again(void **state)
{
    struct coh_pseudonyms *names = coh_pseudonyms_random(NULL);
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(count_names(names, &err), 256);
    assert_int_equal(err.code, COH_SYSTEM);
    coh_pseudonyms_free(names);
}

static void
a_key_is_made_for_its_owner_and_never_overwritten(void **state)
{
    struct place *p = *state;
    struct coh_text first = COH_TEXT_INIT, second = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_pseudonyms *names;
    mode_t mask = umask(0);
    struct stat st;

    assert_int_equal(coh_pseudonym_key_make(p->path, NULL), 0);
    umask(mask);
    assert_int_equal(stat(p->path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(coh_file_read(p->path, &first, NULL), 0);
    assert_int_equal(first.length, 65);
    assert_int_equal(strspn(first.bytes, "0123456789abcdef"), 64);
    assert_int_equal(first.bytes[64], '\n');

    assert_int_equal(coh_pseudonym_key_make(p->path, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_file_read(p->path, &second, NULL), 0);
    assert_string_equal(first.bytes, second.bytes);
    names = coh_pseudonyms_keyed(p->path, NULL);
    assert_non_null(names);
    coh_pseudonyms_free(names);

    assert_int_equal(unlink(p->path), 0);
    assert_int_equal(coh_pseudonym_key_make(p->path, NULL), 0);
    coh_text_clear(&second);
    assert_int_equal(coh_file_read(p->path, &second, NULL), 0);
    assert_string_not_equal(first.bytes, second.bytes);
    coh_text_release(&first);
    coh_text_release(&second);
}

static void
no_key_is_made_in_a_teams_folder(void **state)
{
    struct place *p = *state;
    struct coh_error err = COH_ERROR_INIT;
    char store[100], below[100], key[120];

    snprintf(store, sizeof(store), "%s/cohort.db", p->folder);
    snprintf(below, sizeof(below), "%s/inbox", p->folder);
    snprintf(key, sizeof(key), "%s/team.key", below);
    assert_int_equal(coh_file_write(store, coh_span_of("x"), NULL), 0);
    assert_int_equal(mkdir(below, 0700), 0);
    assert_int_equal(coh_pseudonym_key_make(p->path, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_pseudonym_key_make(key, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(access(p->path, F_OK), -1);
    assert_int_equal(access(key, F_OK), -1);
    assert_int_equal(unlink(store), 0);
    assert_int_equal(coh_pseudonym_key_make(key, NULL), 0);
    assert_int_equal(unlink(key), 0);
    assert_int_equal(rmdir(below), 0);
}

static void
a_folder_that_is_not_there_gets_no_key(void **state)
{
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_pseudonym_key_make("/nowhere/at/all.key", &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
}

static void
expect_refused(const char *path, const char *says)
{
    struct coh_error err = COH_ERROR_INIT;

    assert_null(coh_pseudonyms_keyed(path, &err));
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, says));
    assert_null(strchr(err.text, '\n'));
}

static void
a_key_that_others_may_open_is_refused(void **state)
{
    static const mode_t mode[] = {0640, 0604, 0620, 0602, 0644, 0610};
    struct place *p = *state;
    size_t i;

    for (i = 0; i < UNIT_COUNT(mode); i++) {
        write_key(p, known, mode[i]);
        expect_refused(p->path, "chmod 600");
    }
}

static void
what_is_no_key_is_refused_in_one_line(void **state)
{
    static const char *const text[] = {
        "",
        "\n",
        "secret",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1g",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n\n",
        " 00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    };
    struct place *p = *state;
    size_t i;

    expect_refused(p->path, "--make-key");
    expect_refused(p->folder, "no file with a key");
    expect_refused("/dev/null", "no file with a key");
    for (i = 0; i < UNIT_COUNT(text); i++) {
        write_key(p, text[i], 0600);
        expect_refused(p->path, "64 hexadecimal digits");
    }
}

static void
a_pipe_does_not_keep_it_waiting(void **state)
{
    struct place *p = *state;

    assert_int_equal(mkfifo(p->path, 0600), 0);
    expect_refused(p->path, "no file with a key");
}

static void
the_end_of_a_line_and_capitals_do_not_change_a_key(void **state)
{
    static const char *const text[] = {
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\r\n",
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
    };
    struct place *p = *state;
    size_t i;

    for (i = 0; i < UNIT_COUNT(text); i++) {
        struct coh_pseudonyms *names;
        const char *name;

        write_key(p, text[i], 0600);
        names = coh_pseudonyms_keyed(p->path, NULL);
        assert_non_null(names);
        assert_int_equal(
            coh_pseudonyms_of(names, coh_span_of("00812"), &name, NULL), 0);
        assert_string_equal(name, "h4bwrsy2co7wkvgd");
        coh_pseudonyms_free(names);
    }
}

static int
name_a_few(struct coh_error *err)
{
    struct coh_pseudonyms *p = coh_pseudonyms_random(err);
    const char *name;
    char id[16];
    int i, rc = -1;

    if (!p)
        return -1;
    for (i = 0; i < 40; i++) {
        snprintf(id, sizeof(id), "%d", i);
        if (coh_pseudonyms_of(p, coh_span_of(id), &name, err))
            goto out;
    }
    rc = 0;
out:
    if (rc) /* no later call gives a name that stands for another id */
        assert_int_equal(coh_pseudonyms_of(p, coh_span_of("x"), &name, NULL) ||
                             p->id.n == p->name.n,
                         1);
    coh_pseudonyms_free(p);
    return rc;
}

static void
memory_that_runs_out_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(name_a_few) > 10);
}

#define in_a_place(test) \
    cmocka_unit_test_setup_teardown(test, make_place, drop_place)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hmac_is_that_of_rfc_4231),
        cmocka_unit_test(base32_is_that_of_rfc_4648),
        in_a_place(a_pseudonym_is_80_bits_of_the_hmac_of_the_id),
        in_a_place(the_same_id_has_the_same_name_and_all_are_listed_in_order),
        cmocka_unit_test(two_releases_have_other_codes),
        in_a_place(two_ids_of_one_pseudonym_are_refused),
        cmocka_unit_test(a_code_that_is_taken_is_drawn_again),
        in_a_place(a_key_is_made_for_its_owner_and_never_overwritten),
        in_a_place(no_key_is_made_in_a_teams_folder),
        cmocka_unit_test(a_folder_that_is_not_there_gets_no_key),
        in_a_place(a_key_that_others_may_open_is_refused),
        in_a_place(what_is_no_key_is_refused_in_one_line),
        in_a_place(a_pipe_does_not_keep_it_waiting),
        in_a_place(the_end_of_a_line_and_capitals_do_not_change_a_key),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
