/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DECISION_EXPECT_H
#define COH_DECISION_EXPECT_H

/*
 * What a team expected of a decision, ">= 70 % of the group", beside what came
 * of it, "62 %". Text, with a number where there is one.
 */

enum coh_expect_form {
    COH_EXPECT_WORDS, /* no comparison: people judge */
    COH_EXPECT_AT_LEAST,
    COH_EXPECT_AT_MOST,
    COH_EXPECT_MORE,
    COH_EXPECT_LESS,
    COH_EXPECT_EQUAL,
};

struct coh_expect {
    enum coh_expect_form form;
    double number;
    char unit[24]; /* the word behind it: "%", "students"; "" without one */
};

/* >= > <= < =, their one-character forms, "at least", "at most", "more than",
 * "less than", "fewer than". NULL, or what is wrong: a comparison without a
 * number. */
const char *coh_expect_read(struct coh_expect *e, const char *text);

/* 1 when the number that `actual` begins with is as expected, 0 when it is
 * not, -1 when that cannot be told: no comparison, no number, another unit. */
int coh_expect_met(const struct coh_expect *e, const char *actual);

#endif
