/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Make the files of the example team: make-example-data DIR */
#include "example.h"

int
main(int argc, char **argv)
{
    static struct student s[N_STUDENTS];

    if (argc != 2) {
        fputs("usage: make-example-data DIR\n", stderr);
        return 2;
    }
    people_make(s);
    attendance_make(s);
    if (calendar_write(argv[1]) || roster_write(argv[1], s) ||
        attendance_write(argv[1], s) || map_write(argv[1], s) ||
        unit3_write(argv[1], s) || gradebook_write(argv[1], s) ||
        fluency_write(argv[1], s) || survey_write(argv[1], s) ||
        notes_write(argv[1], s) || inventory_write(argv[1]) ||
        team_write(argv[1], s))
        return 4;
    return 0;
}
