/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cache.h"

/* SHA-256 of nothing and of "a", as keys and stamps (FIPS 180-4). */
static const char one[] =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char two[] =
    "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

struct place {
    char folder[64], store[80], cache[90];
};

static int
make_place(void **state)
{
    struct place *p = calloc(1, sizeof(*p));

    snprintf(p->folder, sizeof(p->folder), "/tmp/coh-cache-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->store, sizeof(p->store), "%s/cohort.db", p->folder);
    snprintf(p->cache, sizeof(p->cache), "%s/.cohort-cache", p->folder);
    *state = p;
    return 0;
}

static int
drop_place(void **state)
{
    struct place *p = *state;

    chmod(p->cache, 0700);
    assert_int_equal(coh_cache_empty(p->store, NULL, NULL), 0);
    rmdir(p->cache);
    assert_int_equal(rmdir(p->folder), 0);
    free(p);
    return 0;
}

static void
put(struct place *p, const char *stamp, const char *key, const char *text)
{
    struct coh_cache c = COH_CACHE_INIT;

    assert_int_equal(coh_cache_open(&c, p->store, stamp, NULL), 0);
    assert_int_equal(coh_cache_write(&c, key, coh_span_of(text), NULL), 0);
    coh_cache_release(&c);
}

/* What a fresh look finds, -1 for nothing; swept behind itself. */
static int
get(struct place *p, const char *stamp, const char *key, const char *text)
{
    struct coh_cache c = COH_CACHE_INIT;
    struct coh_text t = COH_TEXT_INIT;
    int found;

    assert_int_equal(coh_cache_open(&c, p->store, stamp, NULL), 0);
    found = coh_cache_read(&c, key, &t, NULL);
    if (found == 1)
        assert_string_equal(coh_text_get(&t), text);
    coh_cache_sweep(&c);
    coh_cache_release(&c);
    coh_text_release(&t);
    return found;
}

static void
what_was_written_is_read_by_another(void **state)
{
    put(*state, one, two, "108 students");
    assert_int_equal(get(*state, one, two, "108 students"), 1);
    assert_int_equal(get(*state, one, one, NULL), 0);
}

static void
what_is_used_takes_the_present_stamp_and_the_rest_goes(void **state)
{
    put(*state, one, one, "used");
    put(*state, one, two, "not used");
    assert_int_equal(get(*state, two, one, "used"), 1);
    assert_int_equal(get(*state, two, two, NULL), 0);
    assert_int_equal(get(*state, two, one, "used"), 1);
}

static void
what_was_not_used_stays_while_its_stamp_is_the_present_one(void **state)
{
    put(*state, one, one, "a");
    put(*state, one, two, "b");
    assert_int_equal(get(*state, one, one, "a"), 1);
    assert_int_equal(get(*state, one, two, "b"), 1);
}

static void
a_damaged_entry_is_none(void **state)
{
    struct place *p = *state;
    char path[300];
    FILE *f;

    put(p, one, two, "108 students");
    snprintf(path, sizeof(path), "%s/%s-%s", p->cache, one, two);
    f = fopen(path, "r+");
    assert_non_null(f);
    fseek(f, 70, SEEK_SET);
    fputc('x', f);
    fclose(f);
    assert_int_equal(get(p, one, two, NULL), 0);
    assert_int_equal(access(path, F_OK), -1);
}

static void
nobody_else_can_read_it(void **state)
{
    struct place *p = *state;
    char path[300];
    struct stat s;

    put(p, one, two, "x");
    assert_int_equal(stat(p->cache, &s), 0);
    assert_int_equal(s.st_mode & 07777, 0700);
    snprintf(path, sizeof(path), "%s/%s-%s", p->cache, one, two);
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 07777, 0600);
}

static void
a_folder_that_others_may_read_and_a_link_are_left_alone(void **state)
{
    struct place *p = *state;

    assert_int_equal(mkdir(p->cache, 0755), 0);
    put(p, one, two, "x");
    assert_int_equal(rmdir(p->cache), 0); /* it is empty */
    assert_int_equal(symlink("/tmp", p->cache), 0);
    put(p, one, two, "x");
    assert_int_equal(get(p, one, two, NULL), 0);
    assert_int_equal(coh_cache_empty(p->store, NULL, NULL), 0);
    assert_int_equal(unlink(p->cache), 0);
}

static void
half_of_a_file_that_was_being_written_goes(void **state)
{
    struct place *p = *state;
    char path[300];
    FILE *f;

    put(p, one, two, "x");
    snprintf(path, sizeof(path), "%s/%s-%s.123", p->cache, one, one);
    f = fopen(path, "w");
    assert_non_null(f);
    fclose(f);
    assert_int_equal(get(p, one, two, "x"), 1);
    assert_int_equal(access(path, F_OK), -1);
}

static void
emptied_it_holds_nothing(void **state)
{
    struct place *p = *state;
    int left = 1;

    assert_int_equal(coh_cache_empty(p->store, NULL, NULL), 0);
    put(p, one, two, "x");
    assert_int_equal(coh_cache_empty(p->store, NULL, NULL), 0);
    assert_int_equal(get(p, one, two, NULL), 0);
    put(p, one, two, "x");
    assert_int_equal(chmod(p->cache, 0750), 0); /* as by chmod -R */
    assert_int_equal(coh_cache_empty(p->store, &left, NULL), 0);
    assert_false(left);
    assert_int_equal(rmdir(p->cache), 0);
}

int
main(void)
{
#define HERE(test) cmocka_unit_test_setup_teardown(test, make_place, drop_place)
    const struct CMUnitTest tests[] = {
        HERE(what_was_written_is_read_by_another),
        HERE(what_is_used_takes_the_present_stamp_and_the_rest_goes),
        HERE(what_was_not_used_stays_while_its_stamp_is_the_present_one),
        HERE(a_damaged_entry_is_none),
        HERE(nobody_else_can_read_it),
        HERE(a_folder_that_others_may_read_and_a_link_are_left_alone),
        HERE(half_of_a_file_that_was_being_written_goes),
        HERE(emptied_it_holds_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
