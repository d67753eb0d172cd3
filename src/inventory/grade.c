/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/grade.h"

#include <string.h>

#include "inventory/words.h"

enum { LAST_GRADE = 12 };

int
coh_grade_read(struct coh_span s)
{
    int n;

    s = coh_span_trim(s);
    if (coh_span_is_caseless(s, "k"))
        return 0;
    if (s.length < 1 || s.length > 2 || s.bytes[0] < '0' || s.bytes[0] > '9')
        return COH_NO_GRADE;
    n = s.bytes[0] - '0';
    if (s.length == 2) {
        if (s.bytes[1] < '0' || s.bytes[1] > '9')
            return COH_NO_GRADE;
        n = 10 * n + (s.bytes[1] - '0');
    }
    return n <= LAST_GRADE ? n : COH_NO_GRADE;
}

int
coh_grade_range(struct coh_span s, int *from, int *to)
{
    static const char *const dash[] = {"-", "\xe2\x80\x93", " to "};
    size_t k, at;

    for (k = 0; k < sizeof(dash) / sizeof(*dash); k++) {
        const size_t n = strlen(dash[k]);

        for (at = 1; at + n < s.length; at++) {
            if (memcmp(s.bytes + at, dash[k], n) != 0)
                continue;
            *from = coh_grade_read((struct coh_span){s.bytes, at});
            *to = coh_grade_read(
                (struct coh_span){s.bytes + at + n, s.length - at - n});
            return *from != COH_NO_GRADE && *to > *from;
        }
    }
    return 0;
}

int
coh_grades_have(const char *grades, struct coh_span grade)
{
    struct coh_span rest = coh_span_of(grades), item;
    const int n = coh_grade_read(grade);
    int from, to;

    if (!grade.length)
        return !coh_words_next(&rest, &item);
    while (coh_words_next(&rest, &item))
        if (coh_words_same(item, grade) ||
            (coh_grade_range(item, &from, &to) && from <= n && n <= to))
            return 1;
    return 0;
}

int
coh_grades_meet(const char *a, const char *b)
{
    struct coh_span rest = coh_span_of(a), item;
    int from, to, other_from, other_to;

    while (coh_words_next(&rest, &item)) {
        struct coh_span others = coh_span_of(b), other;

        if (coh_grades_have(b, item))
            return 1;
        if (!coh_grade_range(item, &from, &to))
            continue;
        while (coh_words_next(&others, &other)) {
            const int n = coh_grade_read(other);

            if ((from <= n && n <= to) ||
                (coh_grade_range(other, &other_from, &other_to) &&
                 from <= other_to && other_from <= to))
                return 1;
        }
    }
    return 0;
}
