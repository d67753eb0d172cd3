/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/codes.h"

#include <string.h>
#include <utf8proc.h>

int
coh_codes_next(struct coh_span *rest, struct coh_span *code)
{
    while (rest->length) {
        const char *end = memchr(rest->bytes, ';', rest->length);
        size_t n = end ? (size_t)(end - rest->bytes) : rest->length;

        *code = coh_span_trim((struct coh_span){rest->bytes, n});
        n += end != NULL;
        rest->bytes += n;
        rest->length -= n;
        if (code->length)
            return 1;
    }
    return 0;
}

static int
is_kept(utf8proc_int32_t c, enum coh_codes_fold fold)
{
    utf8proc_category_t k = utf8proc_category(c);

    return fold == COH_CODES_SAME ||
           (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

int
coh_codes_add_fold(struct coh_text *into, struct coh_span code,
                   enum coh_codes_fold fold, struct coh_error *err)
{
    const int how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                    (fold == COH_CODES_ALMOST ? UTF8PROC_STRIPMARK : 0);
    utf8proc_int32_t c, part[16];
    utf8proc_uint8_t utf8[4];
    size_t at = 0;

    while (at < code.length) {
        int boundary = 0;
        utf8proc_ssize_t i, parts, n;

        n = utf8proc_iterate((const utf8proc_uint8_t *)code.bytes + at,
                             (utf8proc_ssize_t)(code.length - at), &c);
        if (n < 1)
            return coh_text_add(into, code.bytes + at, code.length - at, err);
        at += (size_t)n;
        parts = utf8proc_decompose_char(c, part, 16, how, &boundary);
        for (i = 0; i < parts && i < 16; i++)
            if (is_kept(part[i], fold) &&
                coh_text_add(into, (const char *)utf8,
                             (size_t)utf8proc_encode_char(part[i], utf8), err))
                return -1;
    }
    return 0;
}

/* 1: the folds are equal. */
static int
same(struct coh_span a, struct coh_span b, struct coh_error *err)
{
    struct coh_text x = COH_TEXT_INIT, y = COH_TEXT_INIT;
    int rc = -1;

    if (coh_span_equal(a, b))
        return 1;
    if (!coh_codes_add_fold(&x, a, COH_CODES_SAME, err) &&
        !coh_codes_add_fold(&y, b, COH_CODES_SAME, err))
        rc = coh_span_equal(coh_text_span(&x), coh_text_span(&y));
    coh_text_release(&x);
    coh_text_release(&y);
    return rc;
}

int
coh_codes_have(struct coh_span codes, struct coh_span code,
               struct coh_error *err)
{
    struct coh_span one;
    int is = 0;

    while (!is && coh_codes_next(&codes, &one))
        is = same(one, code, err);
    return is;
}

int
coh_codes_tidy(struct coh_span codes, struct coh_text *into,
               struct coh_error *err)
{
    struct coh_span code;
    int held;

    coh_text_clear(into);
    while (coh_codes_next(&codes, &code)) {
        held = coh_codes_have(coh_text_span(into), code, err);
        if (held < 0)
            return -1;
        if (held)
            continue;
        if ((coh_text_span(into).length &&
             coh_text_add_string(into, ";", err)) ||
            coh_text_add(into, code.bytes, code.length, err))
            return -1;
    }
    return 0;
}
