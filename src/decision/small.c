/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision/small.h"

#include <string.h>

/* A word of the text, without the marks around it. */
static int
next_word(struct coh_span *rest, struct coh_span *word)
{
    size_t n = 0;

    while (rest->length && strchr(" \t\n()[],;:\"'", rest->bytes[0])) {
        rest->bytes++;
        rest->length--;
    }
    while (n < rest->length && !strchr(" \t\n()[],;:\"'", rest->bytes[n]))
        n++;
    *word = (struct coh_span){rest->bytes, n};
    rest->bytes += n;
    rest->length -= n;
    while (word->length && strchr(".!?", word->bytes[word->length - 1]))
        word->length--;
    return n > 0;
}

/* A whole number, or a small one in words; -1: none. */
static long
number_of(struct coh_span w)
{
    static const char *const word[] = {"zero",  "one",  "two", "three",
                                       "four",  "five", "six", "seven",
                                       "eight", "nine", "ten"};
    long n = 0;
    size_t i;

    for (i = 0; i < sizeof(word) / sizeof(*word); i++)
        if (coh_span_is_caseless(w, word[i]))
            return (long)i;
    if (!w.length || w.length > 7)
        return -1;
    for (i = 0; i < w.length; i++) {
        if (w.bytes[i] < '0' || w.bytes[i] > '9')
            return -1;
        n = n * 10 + (w.bytes[i] - '0');
    }
    return n;
}

static int
is_one_of(struct coh_span w, const char *const *list)
{
    for (; *list; list++)
        if (coh_span_is_caseless(w, *list))
            return 1;
    return 0;
}

static const char *const of_people[] = {
    "student", "students", "learner", "learners", "child", "children",
    "kid",     "kids",     "pupil",   "pupils",   "boys",  "girls",
    "boy",     "girl",     "readers", "reader",   NULL};
static const char *const of_things[] = {
    "point",  "points",  "item",    "items",     "question", "questions",
    "mark",   "marks",   "minutes", "days",      "weeks",    "lessons",
    "tasks",  "classes", "tests",   "standards", "sections", "sources",
    "months", "%",       "words",   "levels",    NULL};

/* What may stand between a number and what it counts: "3 of 4 new items". */
static const char *const between[] = {
    "the",  "these", "those", "its",  "new",  "old",   "last", "first", "next",
    "test", "open",  "hard",  "easy", "such", "short", "long", NULL};

/* Does a thing follow, and not a person? */
static int
counts_things(struct coh_span rest)
{
    struct coh_span word = {"", 0};

    while (next_word(&rest, &word) && is_one_of(word, between))
        ;
    return is_one_of(word, of_things);
}

static long
least(long small, long n, long min_n)
{
    return n > 0 && n < min_n && (!small || n < small) ? n : small;
}

long
coh_small_count(struct coh_span text, long min_n)
{
    struct coh_span rest = text, word;
    long small = 0, before = -1, part = -1; /* "PART of BEFORE …" */
    int of = 0;

    while (next_word(&rest, &word)) {
        const long n = number_of(word);

        if (n >= 0 && of && part >= 0) {
            if (!counts_things(rest) && part <= n) {
                small = least(small, part, min_n);
                small = least(small, n - part, min_n);
            }
        } else if (is_one_of(word, of_people)) {
            small = least(small, before, min_n);
        }
        of = coh_span_is_caseless(word, "of");
        part = of ? before : -1;
        before = n;
    }
    return small;
}
