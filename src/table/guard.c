/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/guard.h"

#include <string.h>

int
coh_guard_needs(struct coh_span s)
{
    static const char first[] = "=+-@\t\r\n\0'";
    /* U+FF1D, U+FF0B, U+FF0D, U+FF20: Excel folds them to ASCII. */
    static const char wide[] = "\xEF\xBC\x9D\xEF\xBC\x8B\xEF\xBC\x8D"
                               "\xEF\xBC\xA0";
    size_t i;

    if (!s.length)
        return 0;
    if (memchr(first, s.bytes[0], sizeof(first) - 1))
        return 1;
    for (i = 0; s.length >= 3 && i < sizeof(wide) - 1; i += 3)
        if (!memcmp(s.bytes, wide + i, 3))
            return 1;
    return 0;
}

struct coh_span
coh_guard_off(struct coh_span s)
{
    if (s.length && s.bytes[0] == '\'') {
        s.bytes++;
        s.length--;
    }
    return s;
}
