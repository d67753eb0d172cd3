/* SPDX-License-Identifier: GPL-3.0-or-later */
/* roster.csv: 112 students who do not exist. */
#include "example.h"

#include <stdlib.h>
#include <string.h>

static const int sizes[N_SECTIONS] = {28, 27, 28, 29};

static const char *const firsts[] = {
    "Aiyana", "Amara",     "Anneliese", "Beatriz", "Björn",     "Caleb",
    "Chloé",  "D'Andre",   "Dalisay",   "Darius",  "Deshawn",   "Eleni",
    "Emre",   "Esperanza", "Farah",     "Fatuma",  "Finn",      "Gabriel",
    "Giulia", "Hana",      "Hiroshi",   "Ibrahim", "Imani",     "Inés",
    "Ishaan", "Ja'Nae",    "Jaden",     "Jia",     "José",      "Kalani",
    "Keanu",  "Khadija",   "Kwame",     "Laila",   "Leilani",   "Liam",
    "Lucía",  "Mai",       "Malik",     "Marisol", "Mary-Kate", "Mateo",
    "Mei",    "Mohamed",   "Naomi",     "Nia",     "Nikolai",   "Noor",
    "Olena",  "Omar",      "Owen",      "Paloma",  "Priya",     "Quinn",
    "Rafael", "Renée",     "Rosa",      "Samir",   "Siobhán",   "Sofia",
    "Tariq",  "Tenzin",    "Uma",       "Viktor",  "Wren",      "Xiomara",
    "Yusuf",  "Zoë",
};

static const char *const lasts[] = {
    "Abdi",       "Adeyemi",    "Bauer",     "Bautista",     "Begay",
    "Brown",      "Carter",     "Chen",      "Cruz",         "D'Souza",
    "Dubois",     "Ellis",      "Ferrari",   "Freeman",      "García",
    "Gonçalves",  "Greene",     "Haddad",    "Harper",       "Hassan",
    "Ibáñez",     "Ivanova",    "Iyer",      "Jackson",      "Kaur",
    "Kealoha",    "Keller",     "Khoury",    "Kim",          "Kowalczyk",
    "Larson",     "Lee",        "Lefèvre",   "Lindqvist",    "Lopez-Hart",
    "Mensah",     "Mitchell",   "Muñoz",     "Müller",       "N'Diaye",
    "Nash",       "Nguyen",     "Novak",     "Núñez",        "O'Connell",
    "O'Dell",     "Okonkwo",    "Olson",     "Park",         "Patel",
    "Peña",       "Petrenko",   "Porter",    "Quigley",      "Reyes",
    "Rhodes",     "Rossi",      "Santos",    "Sato",         "Sharma",
    "Shevchenko", "Silva",      "Singh",     "Smith-Rivera", "Sutton",
    "Sørensen",   "Tanaka",     "Tran",      "Tsosie",       "Turner",
    "Underwood",  "Vance",      "Vang",      "Walker",       "Wang",
    "Warsame",    "Whitehorse", "Xiong",     "Yang",         "Yilmaz",
    "Young",      "Zhang",      "Zimmerman",
};

enum {
    N_FIRSTS = sizeof firsts / sizeof firsts[0],
    N_LASTS = sizeof lasts / sizeof lasts[0]
};

const char *
section_name(int section)
{
    static const char *const names[] = {"5A", "5B", "5C", "5D"};

    return names[section];
}

static int
by_name(const void *a, const void *b)
{
    const struct student *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static bool
name_taken(const struct student *s, int n)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(s[i].name, s[n].name))
            return true;
    return false;
}

static void
set_text(char *to, size_t size, const char *text)
{
    snprintf(to, size, "%s", text);
}

static void
make_names(struct student *s, struct rng *r)
{
    int order[N_LASTS];

    for (int i = 0; i < N_LASTS; i++) {
        int j = below(r, i + 1);

        order[i] = order[j];
        order[j] = i;
    }
    for (int i = 0; i < N_STUDENTS; i++)
        do {
            set_text(s[i].last, sizeof s[i].last, lasts[order[i % N_LASTS]]);
            set_text(s[i].first, sizeof s[i].first, firsts[below(r, N_FIRSTS)]);
            if (i == 60) { /* forty letters */
                set_text(s[i].last, sizeof s[i].last,
                         "Featherstonehaugh-Balasubramaniam");
                set_text(s[i].first, sizeof s[i].first, "Theodora");
            }
            snprintf(s[i].name, sizeof s[i].name, "%s, %s", s[i].last,
                     s[i].first);
        } while (name_taken(s, i));
}

/* Lower case, accents and apostrophes gone; for the names used above. */
static char *
fold(char *to, const char *from)
{
    static const char *const pairs[][2] = {
        {"á", "a"}, {"ç", "c"}, {"è", "e"}, {"é", "e"}, {"ë", "e"}, {"í", "i"},
        {"ñ", "n"}, {"ö", "o"}, {"ø", "o"}, {"ú", "u"}, {"ü", "u"},
    };

    while (*from) {
        unsigned char c = (unsigned char)*from;

        if (c < 0x80) {
            if (c != '\'')
                *to++ = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            from++;
            continue;
        }
        for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
            if (!strncmp(from, pairs[i][0], 2))
                *to++ = pairs[i][1][0];
        from += 2;
    }
    return to;
}

static void
make_email(struct student *s)
{
    char *p = fold(s->email, s->first);

    *p++ = '.';
    p = fold(p, s->last);
    set_text(p, sizeof s->email - (size_t)(p - s->email), "@maple.example");
}

static bool
ids_clash(const struct student *s, int n)
{
    for (int i = 0; i < N_STUDENTS; i++)
        if (i != n &&
            (!strcmp(s[i].id, s[n].id) || !strcmp(s[i].map_id, s[n].map_id) ||
             s[i].canvas_id == s[n].canvas_id))
            return true;
    return false;
}

static void
make_ids(struct student *s, struct rng *r)
{
    for (int i = 0; i < N_STUDENTS; i++) {
        bool fixed = s[i].id[0] != '\0';
        int high, low;

        do {
            int id =
                chance(r, 700) ? 300 + below(r, 9700) : 10000 + below(r, 4000);

            if (!fixed)
                snprintf(s[i].id, sizeof s[i].id, "%05d", id);
            snprintf(s[i].map_id, sizeof s[i].map_id, "F0800%04d",
                     1000 + below(r, 8000));
            s[i].canvas_id = chance(r, 100) ? 8000 + below(r, 90000)
                                            : 100000 + below(r, 80000);
        } while (ids_clash(s, i));
        high = 71000 + i * 7 + below(r, 7);
        low = below(r, 100000);
        snprintf(s[i].state_id, sizeof s[i].state_id, "%05d%05d", high, low);
    }
}

/* Abilities: mean 0 in each section, so that no section is better by luck. */
static void
make_abilities(struct student *s, struct rng *r)
{
    int begin = 0;

    for (int c = 0; c < N_SECTIONS; begin += sizes[c], c++) {
        int math = 0, reading = 0;

        for (int i = begin; i < begin + sizes[c]; i++) {
            s[i].math = normal(r);
            s[i].reading = (6 * s[i].math + 8 * normal(r)) / 10;
            math += s[i].math;
            reading += s[i].reading;
        }
        for (int i = begin; i < begin + sizes[c]; i++) {
            s[i].math -= math / sizes[c];
            s[i].reading -= reading / sizes[c];
        }
    }
}

static void
make_background(struct student *s, struct rng *r)
{
    static const char *const others[] = {
        "Spanish", "Spanish", "Spanish",   "Somali",  "Vietnamese",
        "Arabic",  "Hmong",   "Ukrainian", "Tagalog", "Punjabi",
    };

    for (int i = 0; i < N_STUDENTS; i++) {
        bool other = chance(r, 340);

        s[i].language = other ? others[below(r, 10)] : "English";
        s[i].learner = other && chance(r, 480);
        s[i].iep = chance(r, 125);
        s[i].from = first_day();
    }
}

/* The students to whom something happens. */
static void
plant(struct student *s)
{
    struct student *a = s, *b = a + 28, *c = b + 27, *d = c + 28;

    set_text(a[8].id, sizeof a[8].id, "01044");
    set_text(b[12].id, sizeof b[12].id, "00812");
    set_text(c[16].id, sizeof c[16].id, "00930");
    a[8].falling = b[12].falling = c[16].falling = true;
    a[14].to = day_of(2026, 1, 16);
    c[20].from = day_of(2025, 11, 3);
    c[20].language = "Arabic";
    c[20].learner = true;
    c[20].iep = false;
    c[20].reading = -2600;
    c[20].no_fall_map = d[6].no_fall_map = true;
    a[14].no_unit3 = b[17].no_unit3 = true;
    d[11].no_unit3 = d[25].no_unit3 = true;
    a[3].two_sections = true;
}

void
people_make(struct student *s)
{
    struct rng r;
    int begin = 0;

    rng_start(&r, "people");
    memset(s, 0, N_STUDENTS * sizeof *s);
    make_names(s, &r);
    for (int c = 0; c < N_SECTIONS; begin += sizes[c], c++) {
        qsort(s + begin, (size_t)sizes[c], sizeof *s, by_name);
        for (int i = begin; i < begin + sizes[c]; i++)
            s[i].section = c;
    }
    make_abilities(s, &r);
    make_background(s, &r);
    plant(s);
    make_ids(s, &r);
    for (int i = 0; i < N_STUDENTS; i++) {
        make_email(&s[i]);
        s[i].unit3 = -1;
    }
    s[22].state_id[0] = s[63].state_id[0] = s[75].state_id[0] = '\0';
}

bool
enrolled(const struct student *s, int day)
{
    return day >= s->from && (!s->to || day <= s->to);
}

bool
is_absent(const struct student *s, int day)
{
    return s->status[day - first_day()] == 'a';
}

int
roster_write(const char *dir, const struct student *s)
{
    static const char *const head[] = {
        "student_id",      "name",     "grade",
        "section",         "state_id", "canvas_id",
        "map_id",          "email",    "home_language",
        "english_learner", "iep",      "active_from",
        "active_to",
    };
    struct sheet out;
    char buf[16];

    if (sheet_open(&out, dir, "roster.csv", "\n", false))
        return -1;
    record(&out, head, 13);
    for (int i = 0; i < N_STUDENTS; i++, s++) {
        cell(&out, s->id);
        cell(&out, s->name);
        cell(&out, "5");
        cell(&out, section_name(s->section));
        cell(&out, s->state_id);
        cell_int(&out, s->canvas_id);
        cell(&out, s->map_id);
        cell(&out, s->email);
        cell(&out, s->language);
        cell(&out, s->learner ? "yes" : "no");
        cell(&out, s->iep ? "yes" : "no");
        cell(&out, iso_date(buf, s->from));
        cell(&out, s->to ? iso_date(buf, s->to) : "");
        record_end(&out);
    }
    return sheet_close(&out);
}
