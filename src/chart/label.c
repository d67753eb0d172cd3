/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/label.h"

#include <string.h>

static const char first_strong[] = "\xE2\x81\xA8";
static const char isolate_end[] = "\xE2\x81\xA9";
static const char ellipsis[] = "\xE2\x80\xA6";

/* Bytes of the character at the front, 1 for what is not UTF-8. */
static size_t
step(struct coh_span s)
{
    size_t n = 1;

    if (!s.length)
        return 0;
    while (n < s.length && n < 4 && ((unsigned char)s.bytes[n] & 0xC0) == 0x80)
        n++;
    return coh_utf8_valid(s.bytes, n) == n ? n : 1;
}

/* Width of one character in units of the font size. */
static double
em(const char *c, size_t n)
{
    size_t columns;

    if (n > 1 || (unsigned char)*c >= 0x80) {
        columns = coh_utf8_width(c, n);
        return columns == 0 ? 0 : columns == 2 ? 1.05 : 0.68;
    }
    if (strchr("iIjl.,:;'|!", *c))
        return 0.34;
    if (strchr("ftr()[] -/\"", *c))
        return 0.42;
    if (strchr("mwMW@%", *c))
        return 0.98;
    return *c >= 'A' && *c <= 'Z' ? 0.74 : 0.635;
}

static double
one_width(const char *c, size_t n, double size)
{
    return size > 0 ? em(c, n) * size : (double)coh_utf8_width(c, n);
}

double
coh_label_width(struct coh_span s, double size)
{
    double w = 0;
    size_t at = 0;

    while (at < s.length) {
        size_t n = step((struct coh_span){s.bytes + at, s.length - at});

        w += one_width(s.bytes + at, n, size);
        at += n;
    }
    return w;
}

int
coh_label_clean(struct coh_span s, struct coh_text *out, struct coh_error *err)
{
    while (s.length) {
        size_t n = step(s);
        const char *put = s.bytes;

        if (coh_control_length(s, 0))
            put = " ";
        else if (n == 1 && (unsigned char)*s.bytes >= 0x80)
            put = "?";
        if (coh_text_add(out, put, put == s.bytes ? n : 1, err))
            return -1;
        s.bytes += n;
        s.length -= n;
    }
    return 0;
}

/* Hebrew, Arabic and their neighbours: U+0590 to U+08FF, U+FB1D to U+FDFF and
 * U+FE70 to U+FEFC, by their first bytes. */
static int
runs_left(struct coh_span s)
{
    size_t i;

    for (i = 0; i + 1 < s.length; i++) {
        unsigned char a = (unsigned char)s.bytes[i];
        unsigned char b = (unsigned char)s.bytes[i + 1];

        if ((a >= 0xD6 && a <= 0xDF) || (a == 0xE0 && b < 0xA4) ||
            (a == 0xEF && b >= 0xAC && b < 0xBC))
            return 1;
    }
    return 0;
}

int
coh_label_isolate(struct coh_span s, struct coh_text *out,
                  struct coh_error *err)
{
    int left = runs_left(s);

    if ((left && coh_text_add_string(out, first_strong, err)) ||
        coh_label_clean(s, out, err))
        return -1;
    return left ? coh_text_add_string(out, isolate_end, err) : 0;
}

int
coh_label_clean_around(struct coh_span s, struct coh_text *out,
                       struct coh_error *err)
{
    size_t i = 0, from = 0;

    for (; i + 3 <= s.length; i++) {
        if (memcmp(s.bytes + i, first_strong, 3) &&
            memcmp(s.bytes + i, isolate_end, 3))
            continue;
        if (coh_label_clean((struct coh_span){s.bytes + from, i - from}, out,
                            err) ||
            coh_text_add(out, s.bytes + i, 3, err))
            return -1;
        from = i + 3;
        i += 2;
    }
    return coh_label_clean((struct coh_span){s.bytes + from, s.length - from},
                           out, err);
}

/* Bytes of the longest front that is at most `width` wide. */
static size_t
front(struct coh_span s, double width, double size)
{
    size_t at = 0;

    while (at < s.length) {
        size_t n = step((struct coh_span){s.bytes + at, s.length - at});

        width -= one_width(s.bytes + at, n, size);
        if (width < 0)
            break;
        at += n;
    }
    return at;
}

/* Where the longest end that is at most `width` wide starts. */
static size_t
back(struct coh_span s, double width, double size)
{
    double all = coh_label_width(s, size);
    size_t at = 0;

    while (at < s.length && all > width) {
        size_t n = step((struct coh_span){s.bytes + at, s.length - at});

        all -= one_width(s.bytes + at, n, size);
        at += n;
    }
    return at;
}

int
coh_label_cut(struct coh_span s, double width, double size,
              struct coh_text *out, struct coh_error *err)
{
    struct coh_text whole = COH_TEXT_INIT;
    struct coh_span w;
    size_t head, tail;
    double room;
    int rc = -1;

    if (coh_label_clean(s, &whole, err))
        goto out;
    w = coh_text_span(&whole);
    if (coh_label_width(w, size) <= width) {
        rc = coh_text_add(out, w.bytes, w.length, err);
        goto out;
    }
    room = width - coh_label_width(coh_span_of(ellipsis), size);
    head = front(w, room * 0.6, size);
    tail = back(w, room * 0.4, size);
    if (tail < head)
        tail = w.length;
    if (coh_text_add(out, w.bytes, head, err) ||
        coh_text_add_string(out, ellipsis, err) ||
        coh_text_add(out, w.bytes + tail, w.length - tail, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&whole);
    return rc;
}

struct coh_span
coh_label_line(struct coh_span s, double width, double size,
               struct coh_span *rest)
{
    size_t n = front(s, width, size), cut = n;

    if (n < s.length) {
        while (cut > 0 && s.bytes[cut] != ' ')
            cut--;
        if (!cut)
            for (cut = n; cut < s.length && s.bytes[cut] != ' '; cut++)
                ;
    }
    *rest = coh_span_trim((struct coh_span){s.bytes + cut, s.length - cut});
    return coh_span_trim((struct coh_span){s.bytes, cut});
}
