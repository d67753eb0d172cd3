/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date-word.h"

#include <string.h>
#include <utf8proc.h>

/* A row a month, folded: en pt es fr de it nl ca, then the short names that do
 * not begin their long one. */
enum { NAMES = 11 };
static const char *const month_name[12][NAMES] = {
    {"january", "janeiro", "enero", "janvier", "januar", "gennaio", "januari",
     "gener", "janner"},
    {"february", "fevereiro", "febrero", "fevrier", "februar", "febbraio",
     "februari", "febrer"},
    {"march", "marco", "marzo", "mars", "marz", "maart", "marc", "mrt", "mrz",
     "maerz"},
    {"april", "abril", "avril", "aprile"},
    {"may", "maio", "mayo", "mai", "maggio", "mei", "maig"},
    {"june", "junho", "junio", "juin", "juni", "giugno", "juny"},
    {"july", "julho", "julio", "juillet", "juli", "luglio", "juliol"},
    {"august", "agosto", "aout", "augustus", "agost", "ag"},
    {"september", "setembro", "septiembre", "setiembre", "septembre",
     "settembre", "setembre"},
    {"october", "outubro", "octubre", "octobre", "oktober", "ottobre"},
    {"november", "novembro", "noviembre", "novembre"},
    {"december", "dezembro", "diciembre", "decembre", "dezember", "dicembre",
     "desembre"},
};

static const char *const weekday_name[] = {
    "monday",    "tuesday",  "wednesday", "thursday", "friday",    "saturday",
    "sunday",    "segunda",  "terca",     "quarta",   "quinta",    "sexta",
    "sabado",    "domingo",  "lunes",     "martes",   "miercoles", "jueves",
    "viernes",   "lundi",    "mardi",     "mercredi", "jeudi",     "vendredi",
    "samedi",    "dimanche", "montag",    "dienstag", "mittwoch",  "donnerstag",
    "freitag",   "samstag",  "sonntag",   "lunedi",   "martedi",   "mercoledi",
    "giovedi",   "venerdi",  "domenica",  "maandag",  "dinsdag",   "woensdag",
    "donderdag", "vrijdag",  "zaterdag",  "zondag",   "dilluns",   "dimarts",
    "dimecres",  "dijous",   "divendres", "dissabte", "diumenge",  "dl",
    "dt",        "dc",       "dj",        "dv",       "ds",        "dg",
    "thu",       "hai",      "ba",        "tu",       "nam",       "sau",
    "bay",       "chu",      "nhat",      "feira",
};

static const char *const number_name[] = {"mot", "hai", "ba",  "tu",   "nam",
                                          "sau", "bay", "tam", "chin", "muoi"};

static int
is_in(const char *word, const char *const *list, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (!strcmp(word, list[i]))
            return 1;
    return 0;
}

static int
is_letter(utf8proc_int32_t c)
{
    utf8proc_category_t k = utf8proc_category(c);

    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           k == UTF8PROC_CATEGORY_MN;
}

/* The letters that `c` is without case and accents; returns their number. */
static size_t
fold(utf8proc_int32_t c, char out[4])
{
    utf8proc_int32_t letter[4];
    int boundary = 0;
    utf8proc_ssize_t i, n;

    n = utf8proc_decompose_char(
        c, letter, 4,
        (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                            UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK),
        &boundary);
    if (n < 0 || n > 4) {
        out[0] = '?';
        return 1;
    }
    for (i = 0; i < n; i++)
        out[i] = letter[i] >= 'a' && letter[i] <= 'z' ? (char)letter[i] : '?';
    return (size_t)n;
}

/* The letter at the start of `s`, folded; its bytes, or 0 when it is none. */
static size_t
read_letter(struct coh_span s, char out[4], size_t *letters)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t bytes;

    if (!(s.bytes[0] & 0x80)) {
        out[0] = (char)(s.bytes[0] | 0x20);
        *letters = 1;
        return out[0] >= 'a' && out[0] <= 'z';
    }
    bytes = utf8proc_iterate((const utf8proc_uint8_t *)s.bytes,
                             (utf8proc_ssize_t)s.length, &c);
    if (bytes <= 0 || !is_letter(c))
        return 0;
    *letters = fold(c, out);
    return (size_t)bytes;
}

size_t
coh_date_word_read(struct coh_span s, char word[COH_DATE_WORD_SIZE])
{
    size_t at = 0, n = 0;

    while (at < s.length) {
        struct coh_span rest = {s.bytes + at, s.length - at};
        char letter[4];
        size_t letters, bytes = read_letter(rest, letter, &letters);

        if (!bytes)
            break;
        if (n + letters < COH_DATE_WORD_SIZE) {
            memcpy(word + n, letter, letters);
            n += letters;
        } else {
            word[0] = '?';
        }
        at += bytes;
    }
    word[n] = '\0';
    return at;
}

int
coh_date_word_month(const char *word)
{
    size_t n = strlen(word);
    int found = 0, m, i;

    for (m = 0; m < 12; m++)
        for (i = 0; i < NAMES && month_name[m][i]; i++) {
            if (word[0] != month_name[m][i][0])
                continue;
            if (!strcmp(word, month_name[m][i]))
                return m + 1;
            if (n < 3 || strncmp(word, month_name[m][i], n) != 0)
                continue;
            if (found && found != m + 1)
                return 0;
            found = m + 1;
        }
    return found;
}

int
coh_date_word_number(const char *word)
{
    size_t i;

    for (i = 0; i < sizeof(number_name) / sizeof(*number_name); i++)
        if (!strcmp(word, number_name[i]))
            return (int)i + 1;
    return 0;
}

int
coh_date_word_is_weekday(const char *word)
{
    size_t n = strlen(word), i;

    for (i = 0; n >= 2 && i < sizeof(weekday_name) / sizeof(*weekday_name); i++)
        if (word[0] == weekday_name[i][0] && !strncmp(word, weekday_name[i], n))
            return 1;
    return 0;
}

int
coh_date_word_is_filler(const char *word)
{
    static const char *const filler[] = {"de",  "del", "d",   "of",
                                         "the", "el",  "dia", "ngay",
                                         "nam", "den", "der"};

    return is_in(word, filler, sizeof(filler) / sizeof(*filler));
}

int
coh_date_word_is_at(const char *word)
{
    static const char *const at[] = {"t",  "at",   "um",  "as",  "a", "las",
                                     "om", "alle", "ore", "luc", "kl"};

    return is_in(word, at, sizeof(at) / sizeof(*at));
}
