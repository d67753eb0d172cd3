/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/talk.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"
#include "base/text.h"

static void
put_clean(const char *text)
{
    struct coh_span s = coh_span_of(text);
    size_t i = 0, n;

    while (i < s.length) {
        n = coh_control_length(s, i);
        if (!n)
            fputc(s.bytes[i++], stderr);
        for (; n; n--)
            fprintf(stderr, "\\x%02X", (unsigned)(unsigned char)s.bytes[i++]);
    }
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
