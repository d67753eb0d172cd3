/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "layout/pattern.h"

#include <pcre2.h>
#include <string.h>

enum { STEPS = 100000, DEPTH = 1000, HEAP_KIB = 4096, LONGEST = 1000 };

struct coh_pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
    struct coh_span subject;
    char *text; /* for messages */
    int exhausted;
};

static int
make(struct coh_pattern *p, const char *text, struct coh_error *err)
{
    int code = 0;
    PCRE2_SIZE at = 0;
    PCRE2_UCHAR why[160];

    p->text = coh_copy_text(text, strlen(text), err);
    if (!p->text)
        return -1;
    p->code =
        pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED,
                      PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &code, &at, NULL);
    if (!p->code) {
        char quoted[COH_QUOTE_SIZE];

        pcre2_get_error_message(code, why, sizeof(why));
        return coh_fail(err, COH_INPUT, "pattern '%s', character %zu: %s",
                        coh_quote(text, strlen(text), quoted), (size_t)at + 1,
                        (const char *)why);
    }
    p->match = pcre2_match_data_create_from_pattern(p->code, NULL);
    p->limits = pcre2_match_context_create(NULL);
    if (!p->match || !p->limits)
        return coh_fail_memory(err);
    pcre2_set_match_limit(p->limits, STEPS);
    pcre2_set_depth_limit(p->limits, DEPTH);
    pcre2_set_heap_limit(p->limits, HEAP_KIB);
    return 0;
}

struct coh_pattern *
coh_pattern_new(const char *text, struct coh_error *err)
{
    struct coh_pattern *p;

    if (strlen(text) > LONGEST) {
        coh_fail(err, COH_INPUT, "a pattern is longer than %d bytes", LONGEST);
        return NULL;
    }
    p = coh_alloc_array(1, sizeof(*p), err);
    if (p && make(p, text, err)) {
        coh_pattern_free(p);
        p = NULL;
    }
    return p;
}

int
coh_pattern_match(struct coh_pattern *p, struct coh_span s)
{
    int rc;

    if (p->exhausted)
        return 0;
    p->subject = s;
    rc = pcre2_match(p->code, (PCRE2_SPTR)s.bytes, s.length, 0, 0, p->match,
                     p->limits);
    p->exhausted = rc < 0 && rc != PCRE2_ERROR_NOMATCH;
    return rc > 0;
}

int
coh_pattern_check(const struct coh_pattern *p, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    if (!p || !p->exhausted)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "pattern '%s' takes too many steps: write it without "
                    "repeats within repeats",
                    coh_quote(p->text, strlen(p->text), quoted));
}

int
coh_pattern_capture(const struct coh_pattern *p, size_t number,
                    const char **name, struct coh_span *text)
{
    uint32_t names = 0, size = 0;
    PCRE2_SPTR table = NULL;
    const unsigned char *entry;
    PCRE2_SIZE *offset = pcre2_get_ovector_pointer(p->match);
    size_t group;

    pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &names);
    pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &table);
    if (number >= names)
        return 0;
    entry = (const unsigned char *)table + number * size;
    group = (size_t)entry[0] << 8 | entry[1];
    *name = (const char *)entry + 2;
    *text = coh_span_of("");
    if (offset[2 * group] != PCRE2_UNSET) {
        text->bytes = p->subject.bytes + offset[2 * group];
        text->length = offset[2 * group + 1] - offset[2 * group];
    }
    return 1;
}

int
coh_pattern_has(const struct coh_pattern *p, const char *name)
{
    return pcre2_substring_number_from_name(p->code, (PCRE2_SPTR)name) !=
           PCRE2_ERROR_NOSUBSTRING;
}

void
coh_pattern_free(struct coh_pattern *p)
{
    if (!p)
        return;
    pcre2_code_free(p->code);
    pcre2_match_data_free(p->match);
    pcre2_match_context_free(p->limits);
    coh_free(p->text);
    coh_free(p);
}
