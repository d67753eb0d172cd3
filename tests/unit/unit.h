/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_UNIT_H
#define COH_TESTS_UNIT_H

/*
 * What the unit tests share: cmocka with what it needs before it, a torture
 * that fails every allocation in turn, and small files.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

#define UNIT_COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Run `work` with its first, second, … allocation failing, until it makes no
 * more. Each failure must come back as COH_SYSTEM; leaks and wild pointers are
 * for the sanitizer to find. Returns how many allocations the work makes. With
 * a step only each of so many fails, where all are too many. */
static inline size_t
unit_torture_each(int (*work)(struct coh_error *err), size_t step)
{
    size_t n, made;

    for (n = 1;; n += step) {
        struct coh_error err = COH_ERROR_INIT;
        int rc;

        coh_memory_fail_at(n, 0);
        rc = work(&err);
        made = coh_memory_fail_at(0, 0);
        if (made < n) {
            assert_int_equal(rc, 0);
            return made;
        }
        assert_int_equal(rc, -1);
        assert_int_equal(err.code, COH_SYSTEM);
    }
}

static inline size_t
unit_torture(int (*work)(struct coh_error *err))
{
    return unit_torture_each(work, 1);
}

/* A new file with these bytes; its name goes to `path`. */
enum { UNIT_PATH = 64 };
static inline void
unit_file(char path[UNIT_PATH], const void *bytes, size_t length)
{
    FILE *f;
    int fd;

    memcpy(path, "/tmp/cohort-unit-XXXXXX", 24);
    fd = mkstemp(path);
    assert_true(fd >= 0);
    f = fdopen(fd, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, length, f), length);
    assert_int_equal(fclose(f), 0);
}

#endif
