/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interest-survey.csv: Google Forms answers about the spring project. */
#include "example.h"

#include <stdlib.h>
#include <string.h>

enum { N_TOPICS = 6, N_TEXTS = 24, MAX_ANSWERS = 128, ODD = 37 };

static const char *const topics[N_TOPICS] = {
    "Invent a board game", "Build a bridge",       "School garden",
    "Record a podcast",    "Map our neighborhood", "Design a park",
};

/* Out of 100: the board game is wanted by more than can have it. */
static const int wanted[N_TOPICS] = {34, 20, 16, 13, 10, 7};

static const char *const texts[N_TEXTS] = {
    "I want to make a game about fractions, like a race to one whole",
    "a bridge that can hold 5 books!!",
    "My grandmother grows tomatoes, peppers, and mint. I can ask her.",
    "Something with music 🎵",
    "I like it when we \"build first, talk later\"",
    "Can we work outside?",
    "A podcast about dogs 🐕 and why they're the best",
    "I don't know yet",
    "A map of where kids play.\nAlso where it is not safe to cross.",
    "anything but talking in front of everybody please",
    "I made a bridge from popsicle sticks, it broke, now I know why",
    "A board game with dragons 🐉🔥",
    "1. draw it\n2. build it\n3. test it",
    "I want to be with somebody who likes to draw",
    "My uncle \"fixes\" bridges for the city, he could visit",
    "Plants for bees 🐝",
    "A park for little kids and for old people, too",
    "idk, maybe the garden, maybe the park",
    "To record people in my family telling stories in Spanish and English",
    "The game should have cards, dice, and a \"chance\" pile",
    "something useful",
    "A map with all the murals 🎨",
    "I want to learn how to measure angles for real",
    "I can't pick, all of them are good 🙂",
};

struct answer {
    const struct student *s;
    int time; /* seconds since the start of 2026-02-17 */
    int choice[3];
    int text; /* -1 for none */
};

static int
by_time(const void *a, const void *b)
{
    const struct answer *x = a, *y = b;

    if (x->time == y->time)
        return (x->s > y->s) - (x->s < y->s);
    return x->time < y->time ? -1 : 1;
}

static void
choose(struct answer *a, struct rng *r)
{
    for (int k = 0; k < 3; k++) {
        bool again;

        do {
            int at = below(r, 100), t = 0;

            while (at >= wanted[t])
                at -= wanted[t++];
            a->choice[k] = t;
            again =
                (k > 0 && t == a->choice[0]) || (k > 1 && t == a->choice[1]);
        } while (again);
    }
    a->text = chance(r, 780) ? below(r, N_TEXTS) : -1;
}

/* In class on the first day; at home or later for who was absent. */
static int
answer_time(const struct student *s, struct rng *r)
{
    static const int lesson[N_SECTIONS] = {32640, 36780, 45420, 48900};
    int day = is_absent(s, day_of(2026, 2, 17));

    return day * 86400 + lesson[s->section] + below(r, 1500);
}

static void
write_time(struct sheet *out, int time)
{
    int hour = time / 3600 % 24;
    char buf[48];

    snprintf(buf, sizeof buf, "2026/02/%02d %d:%02d:%02d %s CST",
             17 + time / 86400, (hour + 11) % 12 + 1, time / 60 % 60, time % 60,
             hour < 12 ? "AM" : "PM");
    cell(out, buf);
}

/* One typed capitals, one chose a topic twice, one left the third out. */
static void
write_answer(struct sheet *out, const struct answer *a, int place)
{
    char email[sizeof a->s->email];
    int second = a->choice[place == ODD + 14 ? 0 : 1];

    snprintf(email, sizeof email, "%s", a->s->email);
    if (place == ODD) {
        char *p = strchr(email, '.') + 1;

        email[0] = (char)(email[0] - 32);
        *p = (char)(*p - 32);
    }
    write_time(out, a->time);
    cell(out, email);
    cell(out, topics[a->choice[0]]);
    cell(out, topics[second]);
    cell(out, place == ODD + 33 ? "" : topics[a->choice[2]]);
    cell(out, a->text < 0 ? "" : texts[a->text]);
    record_end(out);
}

static int
make_answers(const struct student *s, struct answer *a, struct rng *r)
{
    int n = 0;

    for (int i = 0; i < N_STUDENTS; i++) {
        if (s[i].to || i % 11 == 7) /* left, or never answered */
            continue;
        a[n].s = &s[i];
        a[n].time = answer_time(&s[i], r);
        choose(&a[n], r);
        n++;
        if (i % 28 == 13) { /* changed their mind the next days */
            a[n].s = &s[i];
            a[n].time = a[n - 1].time + 86400 + below(r, 21600);
            choose(&a[n], r);
            n++;
        }
    }
    qsort(a, (size_t)n, sizeof *a, by_time);
    return n;
}

int
survey_write(const char *dir, const struct student *s)
{
    static const char *const head[] = {
        "Timestamp",
        "Email Address",
        "First choice",
        "Second choice",
        "Third choice",
        "What would you make, and why? (\"I don't know yet\" is fine!)",
    };
    struct answer a[MAX_ANSWERS];
    struct sheet out;
    struct rng r;
    int n;

    if (sheet_open(&out, dir, "interest-survey.csv", "\n", true))
        return -1;
    rng_start(&r, "survey");
    n = make_answers(s, a, &r);
    record(&out, head, 6);
    for (int i = 0; i < n; i++)
        write_answer(&out, &a[i], i);
    return sheet_close(&out);
}
