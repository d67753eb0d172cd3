/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/talk.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"

static void
put_clean(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;

    for (; *c; c++)
        if (*c < 0x20 || *c == 0x7F)
            fprintf(stderr, "\\x%02X", (unsigned)*c);
        else if (c[0] == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0)
            fprintf(stderr, "\\x%02X", (unsigned)*++c);
        else
            fputc(*c, stderr);
    fputc('\n', stderr);
}

void
coh_talk(const char *format, ...)
{
    char small[1024], *text = small;
    va_list ap;
    int n;

    va_start(ap, format);
    n = vsnprintf(small, sizeof(small), format, ap);
    va_end(ap);
    if (n < 0)
        return;
    if ((size_t)n >= sizeof(small)) {
        text = coh_alloc_array((size_t)n + 1, 1, NULL);
        if (!text)
            return;
        va_start(ap, format);
        vsnprintf(text, (size_t)n + 1, format, ap);
        va_end(ap);
    }
    put_clean(text);
    if (text != small)
        coh_free(text);
}
