/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cutting inside a UTF-8 sequence would print a broken character. */
static void
cut_at_character(char *text, size_t size)
{
    size_t n = strlen(text);
    size_t start;

    if (n + 1 < size)
        return;
    for (start = n;
         start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80; start--)
        ;
    if (start > 0 && ((unsigned char)text[start - 1] & 0x80))
        text[start - 1] = '\0';
}

int
coh_fail(struct coh_error *err, enum coh_code code, const char *format, ...)
{
    va_list ap;

    if (!err)
        return -1;
    err->code = code;
    va_start(ap, format);
    vsnprintf(err->text, sizeof(err->text), format, ap);
    va_end(ap);
    cut_at_character(err->text, sizeof(err->text));
    return -1;
}

void
coh_error_context(struct coh_error *err, const char *format, ...)
{
    char said[sizeof(err->text)];
    va_list ap;
    size_t n;

    if (!err)
        return;
    memcpy(said, err->text, sizeof(said));
    va_start(ap, format);
    vsnprintf(err->text, sizeof(err->text), format, ap);
    va_end(ap);
    n = strlen(err->text);
    snprintf(err->text + n, sizeof(err->text) - n, "%s", said);
    cut_at_character(err->text, sizeof(err->text));
}

int
coh_fail_memory(struct coh_error *err)
{
    return coh_fail(err, COH_SYSTEM, "out of memory");
}

int
coh_fail_errno(struct coh_error *err, const char *what)
{
    return coh_fail(err, COH_SYSTEM, "%s: %s", what, strerror(errno));
}
