/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_ERROR_H
#define COH_BASE_ERROR_H

/*
 * Why a call failed, for the person at the keyboard.
 *
 * A function that can fail returns 0 or -1 and takes a `struct coh_error *`
 * as its last parameter. The caller owns it; it needs no release and may be
 * NULL. The code says what the *user* should do, nothing else:
 *
 *     if (n == 0)
 *         return coh_fail(err, COH_INPUT, "the file is empty");
 *     ...
 *     if (coh_read(path, &t, err)) {
 *         coh_error_context(err, "%s: ", path);
 *         goto out;
 *     }
 */

#if defined(__GNUC__)
#define COH_MUST_CHECK        __attribute__((warn_unused_result))
#define COH_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define COH_MUST_CHECK
#define COH_PRINTF(fmt, args)
#endif

enum coh_code {
    COH_OK = 0,
    COH_LOOK = 1,   /* done, but something was set aside or a check said no */
    COH_USAGE = 2,  /* the command line is wrong: read the help */
    COH_INPUT = 3,  /* the input cannot be used: mend the file */
    COH_SYSTEM = 4, /* disk, memory, lock, missing program: mend the machine */
};

struct coh_error {
    enum coh_code code;
    char text[512]; /* UTF-8, no newline at the end, cut at a character */
};

#define COH_ERROR_INIT             \
    {                              \
        .code = COH_OK, .text = "" \
    }

/* Set `err` (may be NULL) to `code` and the formatted text; returns -1, so
 * that `return coh_fail(...)` is the whole failure path. */
int coh_fail(struct coh_error *err, enum coh_code code, const char *format, ...)
    COH_PRINTF(3, 4);

/* Put text before what `err` already says: "a.csv: " + "line 3: …". */
void coh_error_context(struct coh_error *err, const char *format, ...)
    COH_PRINTF(2, 3);

/* COH_SYSTEM, "out of memory". */
int coh_fail_memory(struct coh_error *err);

/* COH_SYSTEM, "WHAT: <what the system says of errno>". */
int coh_fail_errno(struct coh_error *err, const char *what);

#endif
