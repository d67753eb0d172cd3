/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <sys/stat.h>

#include "store/inbox.h"

static void
put(const struct place *p, const char *name, const char *content)
{
    char path[160];
    FILE *f;

    snprintf(path, sizeof(path), "%s/inbox/%s", p->folder, name);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(content, f);
    fclose(f);
}

static void
make_inbox(const struct place *p)
{
    char path[160];

    snprintf(path, sizeof(path), "%s/inbox", p->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof(path), "%s/inbox/old", p->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    put(p, "b.csv", "abc");
    put(p, "a.csv", "");
    put(p, ".hidden", "x");
}

static void
drop_inbox(const struct place *p)
{
    static const char *const name[] = {"b.csv", "a.csv", ".hidden"};
    char path[160];
    size_t i;

    for (i = 0; i < 3; i++) {
        snprintf(path, sizeof(path), "%s/inbox/%s", p->folder, name[i]);
        unlink(path);
    }
    snprintf(path, sizeof(path), "%s/inbox/old", p->folder);
    rmdir(path);
    snprintf(path, sizeof(path), "%s/inbox", p->folder);
    rmdir(path);
}

static int
look(struct coh_store *store, const char *wanted, struct coh_error *err)
{
    struct coh_inbox inbox = COH_INBOX_INIT;
    char names[100] = "";
    int rc = coh_inbox_look(&inbox, store, err);
    size_t i;

    for (i = 0; !rc && i < inbox.n; i++) {
        size_t used = strlen(names);

        snprintf(names + used, sizeof(names) - used, "%s ", inbox.name[i]);
    }
    if (!rc)
        assert_string_equal(names, wanted);
    coh_inbox_release(&inbox);
    return rc;
}

static void
a_file_waits_until_its_content_was_taken_in(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("probes");
    struct coh_result r = scored("00812", "T", "", "2026-11-02", "1");
    struct coh_load_outcome outcome;

    open_team(p, &store);
    assert_int_equal(look(&store, "", NULL), 0); /* no folder */
    make_inbox(p);
    assert_int_equal(look(&store, "a.csv b.csv ", NULL), 0);
    /* SHA-256 of "abc": FIPS 180-4's example. */
    file.sha256 = coh_span_of("ba7816bf8f01cfea414140de5dae2223"
                              "b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_int_equal(look(&store, "a.csv ", NULL), 0);
    put(p, "b.csv", "abcd");
    assert_int_equal(look(&store, "a.csv b.csv ", NULL), 0);
    coh_store_close(&store);
    drop_inbox(p);
}

static void
a_failed_allocation_is_a_system_error(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    size_t n;
    int rc = -1;

    open_team(p, &store);
    make_inbox(p);
    for (n = 1; rc && n < 60; n++) {
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = look(&store, "a.csv b.csv ", &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(rc, 0);
    coh_store_close(&store);
    drop_inbox(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(a_file_waits_until_its_content_was_taken_in),
        in_a_place(a_failed_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
