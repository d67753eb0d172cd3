/* SPDX-License-Identifier: GPL-3.0-or-later */
/* observation-notes.csv: what educators saw, every two weeks. */
#include "example.h"

#include <string.h>

enum { N_TEXTS = 28, N_ROUNDS = 11 };

static const char *const roles[] = {"lead teacher", "math teacher",
                                    "literacy teacher", "teacher resident",
                                    "special educator"};

static const struct {
    int role;
    const char *text, *codes;
    bool shareable;
} texts[N_TEXTS] = {
    {1,
     "Drew a number line without being asked and used it to compare 3/4 "
     "and 5/8",
     "strategy-use;fraction-reasoning", true},
    {1,
     "Added numerators and denominators, then said \"wait, that is less "
     "than a half\" and started again",
     "fraction-reasoning;persistence", true},
    {2,
     "Read the whole chapter at the window table; asked for the next "
     "book",
     "reading-stamina", true},
    {0, "Explained the task to a new table mate, in two languages",
     "belonging;collaboration", true},
    {3,
     "Waited for help for ten minutes before asking; a help card on the "
     "table could do",
     "help-seeking", true},
    {1, "Finished early, then made up a harder problem for the group",
     "engagement;strategy-use", true},
    {2,
     "Reads to the end of the line, stops, and loses the sentence; "
     "phrasing practice",
     "reading-fluency", true},
    {4, "Used the fraction tiles the whole lesson, unasked", "strategy-use",
     true},
    {0, "Quiet in the whole group, talks a lot in a group of three",
     "participation", true},
    {1,
     "Says the denominator is \"how many there are\"; check with a "
     "drawing tomorrow",
     "fraction-reasoning;misconception", true},
    {3, "Brought a recipe from home to scale up; the group used it",
     "family-link;engagement", true},
    {2, "Chose a graphic novel for the third time, and retells it well",
     "interest;reading-stamina", true},
    {0, "Mediated when two classmates argued about turns",
     "collaboration;belonging", true},
    {4,
     "Left the room at the change of lessons, came back after a walk; "
     "the picture schedule helped",
     "self-regulation", false},
    {1, "Solved 2/3 + 1/4 with twelfths, wrote every step", "strategy-use",
     true},
    {2, "Asked what \"ratio\" means, and used the word at lunch", "vocabulary",
     true},
    {3, "Worked with the garden group; measured the beds twice",
     "interest;persistence", true},
    {0, "Family says mornings are hard since the move", "family-link", false},
    {1,
     "Used the calculator first, then estimated; the other way round "
     "next time",
     "strategy-use", true},
    {2, "Partner reading: good pace, laughs at the right places",
     "reading-fluency;engagement", true},
    {3, "Erased the page three times; praise for the second draft helped",
     "persistence", true},
    {4,
     "Asked to show the answer by drawing instead of writing; it was "
     "right",
     "access;fraction-reasoning", true},
    {0, "Volunteered to read the morning message", "participation;belonging",
     true},
    {1, "Thinks 1/8 is more than 1/6, \"because 8 is more\"",
     "fraction-reasoning;misconception", true},
    {2, "Rereads when it does not make sense, without being told",
     "strategy-use;reading-stamina", true},
    {3, "Was the bridge group's note taker, by choice", "collaboration", true},
    {0, "Sat alone at lunch twice this week; ask, do not assume", "belonging",
     false},
    {1, "Checked the neighbor's answer kindly: \"how did you get that?\"",
     "collaboration;fraction-reasoning", true},
};

/* What was seen of the three whose fluency falls. */
static const char *const tired[] = {
    "Came in after the bell, and put the head down during reading",
    "Said \"I read this one already\"; had missed the two lessons before",
    "Still the first to help others; reads less by choice than in the fall",
    "New bus since January, more than an hour; tired before lunch",
};

static void
write_note(struct sheet *out, const struct student *s, int day,
           const char *role, const char *text, const char *codes,
           bool shareable)
{
    char buf[16];

    cell(out, s->id);
    cell(out, iso_date(buf, day));
    cell(out, role);
    cell(out, "observation-notes");
    cell(out, text);
    cell(out, codes);
    cell(out, shareable ? "yes" : "no");
    record_end(out);
}

static int
round_day(int round)
{
    int day = day_of(2025, 9, 15) + 14 * round;

    if (round >= 7) /* after the winter break */
        day = day_of(2025, 9, 15) + 14 * round + 21;
    while (!is_school_day(day))
        day++;
    return day;
}

static void
write_tired(struct sheet *out, const struct student *s, int day, int *at)
{
    for (int i = 0; i < N_STUDENTS && *at < 4; i++)
        if (s[i].falling && !is_absent(&s[i], day)) {
            write_note(out, &s[i], day, roles[*at % 2 ? 0 : 2], tired[*at],
                       "reading-fluency;attendance", false);
            (*at)++;
        }
}

int
notes_write(const char *dir, const struct student *s)
{
    static const char *const head[] = {"student_id", "date", "author_role",
                                       "source",     "text", "codes",
                                       "shareable"};
    int text = 0, seen = 0, last = day_of(2026, 2, 9);
    struct sheet out;
    struct rng r;

    if (sheet_open(&out, dir, "observation-notes.csv", "\n", false))
        return -1;
    rng_start(&r, "notes");
    record(&out, head, 7);
    for (int round = 0; round_day(round) <= last; round++) {
        int day = round_day(round);

        for (int k = 0; k < 6;) {
            const struct student *who = &s[below(&r, N_STUDENTS)];

            if (!enrolled(who, day) || is_absent(who, day) || who->falling)
                continue;
            write_note(&out, who, day, roles[texts[text].role],
                       texts[text].text, texts[text].codes,
                       texts[text].shareable);
            text = (text + 1) % N_TEXTS;
            k++;
        }
        if (day >= day_of(2026, 1, 20))
            write_tired(&out, s, day, &seen);
    }
    return sheet_close(&out);
}
