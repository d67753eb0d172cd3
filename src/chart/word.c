/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/word.h"

#include <string.h>

#include "chart/chart.h"

static const struct {
    const char *key, *text;
} words[COH_CHART_WORDS] = {
    [COH_CHART_WORD_N] = {"chart.n", "n = {1}"},
    [COH_CHART_WORD_N_TERMINAL] = {"chart.n_short", "n {1}"},
    [COH_CHART_WORD_MISSING] = {"chart.missing", "{1} missing"},
    [COH_CHART_WORD_NO_VALUE_COUNT] = {"chart.without", "{1} without a value"},
    [COH_CHART_WORD_SCORE] = {"chart.score", "{1} score"},
    [COH_CHART_WORD_SCORES] = {"chart.scores", "{1} scores"},
    [COH_CHART_WORD_STUDENT] = {"chart.student", "{1} student"},
    [COH_CHART_WORD_STUDENTS] = {"chart.students", "{1} students"},
    [COH_CHART_WORD_GROUP] = {"chart.group", "{1} group"},
    [COH_CHART_WORD_GROUPS] = {"chart.groups", "{1} groups"},
    [COH_CHART_WORD_ROW] = {"chart.row", "{1} row"},
    [COH_CHART_WORD_ROWS] = {"chart.rows", "{1} rows"},
    [COH_CHART_WORD_IN_COLOUR] = {"chart.in_colour", "({1} in colour)"},
    [COH_CHART_WORD_DAYS] = {"chart.days", "{1} to {2}"},
    [COH_CHART_WORD_BY] = {"chart.by", "{1} by {2}"},
    [COH_CHART_WORD_OF] = {"chart.of", "{1} of {2}"},
    [COH_CHART_WORD_NUMBER] = {"chart.number", "Number of {1}"},
    [COH_CHART_WORD_MEAN_OF] = {"chart.mean_of", "mean of {1}"},
    [COH_CHART_WORD_OVER_TIME] = {"chart.over_time", "{1} over time"},
    [COH_CHART_WORD_ROWS_NAME] = {"chart.name_rows", "rows"},
    [COH_CHART_WORD_NUMBER_OF_SCORES] = {"chart.number_of_scores",
                                         "Number of scores"},
    [COH_CHART_WORD_NO_DATA] = {"chart.no_data", "no data"},
    [COH_CHART_WORD_NO_VALUE] = {"chart.no_value", "no value"},
    [COH_CHART_WORD_HIDDEN] = {"chart.hidden", "hidden"},
    [COH_CHART_WORD_HIDDEN_WHY] = {"chart.hidden_why",
                                   "hidden to protect small groups"},
    [COH_CHART_WORD_CUT] = {"chart.cut", "cut {1}"},
    [COH_CHART_WORD_GOAL] = {"chart.goal", "goal {1}"},
    [COH_CHART_WORD_TO] = {"chart.to", "{1} to {2}"},
    [COH_CHART_WORD_MEAN] = {"chart.mean", "mean {1}"},
    [COH_CHART_WORD_MEAN_TERMINAL] = {"chart.mean_short", "{1}"},
    [COH_CHART_WORD_LOWER] = {"chart.lower", "lower"},
    [COH_CHART_WORD_LOWER_THAN] = {"chart.lower_than", "lower than {1}"},
    [COH_CHART_WORD_HIGHER] = {"chart.higher", "higher"},
    [COH_CHART_WORD_HIGHER_THAN] = {"chart.higher_than", "higher than {1}"},
    [COH_CHART_WORD_FALLING] = {"chart.falling", "going down"},
    [COH_CHART_WORD_RISING] = {"chart.rising", "going up"},
    [COH_CHART_WORD_OPEN] = {"chart.open", "cannot be told apart from 0"},
    [COH_CHART_WORD_YES] = {"chart.yes", "yes"},
    [COH_CHART_WORD_NO] = {"chart.no", "no"},
    [COH_CHART_WORD_EACH] = {"chart.each", "a dot for {1}"},

    [COH_CHART_WORD_BOX_FOOT] =
        {"chart.box_foot",
         ("Dot: a score. Box: the middle half of the scores; thick line: the "
          "median; thin lines: to the furthest score within 1.5 box lengths. "
          "Fewer than 10 scores: no box.")},
    [COH_CHART_WORD_BOX_FOOT_MANY] =
        {"chart.box_foot_many",
         ("Box: the middle half of the scores; thick line: the median; thin "
          "lines: to the furthest score within 1.5 box lengths. Dot: a score; "
          "where there are more than 500, only those beyond the thin lines.")},
    [COH_CHART_WORD_BOX_FOOT_TERMINAL] =
        {"chart.box_foot_short",
         "o: a score; [ # ]: middle half and median of 10 or more"},
    [COH_CHART_WORD_STRIP_FOOT] =
        {"chart.strip_foot",
         ("Dot: a score. Diamond: the mean; line through it: its {1} % "
          "interval, for two or more students.")},
    [COH_CHART_WORD_STRIP_FOOT_MEAN] = {"chart.strip_foot_mean",
                                        "Dot: a score. Diamond: the mean."},
    [COH_CHART_WORD_STRIP_FOOT_TERMINAL] =
        {"chart.strip_foot_short", ". 1 score, o 2 to 4, O 5 to 9, @ more; # "
                                   "mean, ( ) its {1} % interval"},
    [COH_CHART_WORD_POINT_FOOT] = {"chart.point_foot",
                                   "Line: the interval of the table."},
    [COH_CHART_WORD_POINT_FOOT_TERMINAL] = {"chart.point_foot_short",
                                            "---: the interval."},
    [COH_CHART_WORD_OPEN_FOOT] =
        {"chart.open_foot",
         "Open point: cannot be told apart from 0; filled: it can."},
    [COH_CHART_WORD_OPEN_FOOT_TERMINAL] = {"chart.open_foot_short",
                                           "o: cannot be told from 0; *: can."},
    [COH_CHART_WORD_RANGE_FOOT] = {"chart.range_foot",
                                   "Thick line: the range of the share."},
    [COH_CHART_WORD_RANGE_FOOT_TERMINAL] = {"chart.range_foot_short",
                                            "===: the range of the share."},
    [COH_CHART_WORD_HIDDEN_FOOT] = {"chart.hidden_foot",
                                    "hidden: hidden to protect small groups."},
    [COH_CHART_WORD_BAND_FOOT] = {"chart.band_foot",
                                  "A bar: the range of the share."},
    [COH_CHART_WORD_INTERVAL_FOOT] = {"chart.interval_foot",
                                      "Thin line: the interval of the table."},
    [COH_CHART_WORD_INTERVAL_FOOT_TERMINAL] =
        {"chart.interval_foot_short",
         "In brackets: the interval of the table."},
    [COH_CHART_WORD_MEAN_FOOT] = {"chart.mean_foot",
                                  "Thin line: {1} % interval of the mean."},
    [COH_CHART_WORD_MEAN_FOOT_TERMINAL] =
        {"chart.mean_foot_short", "In brackets: {1} % interval of the mean."},
    [COH_CHART_WORD_WHOLE_FOOT] = {"chart.whole_foot",
                                   "A bar for each whole number."},
    [COH_CHART_WORD_BIN_FOOT] =
        {"chart.bin_foot",
         ("Each bar is {1} wide, from its left edge up to, not with, its right "
          "one.")},
    [COH_CHART_WORD_BIN_FOOT_TERMINAL] =
        {"chart.bin_foot_short",
         "Each bar is {1} wide, its left edge included."},
    [COH_CHART_WORD_CUT_FOOT_TERMINAL] = {"chart.cut_foot_short",
                                          "Line: cut {1}."},
    [COH_CHART_WORD_GOAL_FOOT_TERMINAL] = {"chart.goal_foot_short",
                                           "Line: goal {1}."},
    [COH_CHART_WORD_GREY_ALL] = {"chart.grey_all", "Grey: all {1} students"},
    [COH_CHART_WORD_GREY_ALL_TERMINAL] = {"chart.grey_all_short",
                                          "Dots: all {1} students"},
    [COH_CHART_WORD_GREY_NAME] = {"chart.grey_name",
                                  "; --highlight ID names some, in colour"},
    [COH_CHART_WORD_GREY_OTHERS] = {"chart.grey_others",
                                    "Grey: the other students."},
    [COH_CHART_WORD_GREY_OTHERS_TERMINAL] = {"chart.grey_others_short",
                                             "Dots: the other students."},
    [COH_CHART_WORD_TREND_FOOT] =
        {"chart.trend_foot",
         "Thick: the straight line nearest to the scores (least squares)."},
    [COH_CHART_WORD_CUT_FOOT] = {"chart.cut_foot", "Dashed: cut {1}."},
    [COH_CHART_WORD_GOAL_FOOT] = {"chart.goal_foot", "Dotted: goal {1}."},

    [COH_CHART_WORD_LEVELS_FOOT] = {"chart.levels_foot",
                                    "A bar: all who have a level."},
    [COH_CHART_WORD_FIRST_GROUPS] = {"chart.first_groups",
                                     "Of {1} groups the first {2} are drawn."},
    [COH_CHART_WORD_NO_LEVEL] = {"chart.no_level", "nobody has a level"},
    [COH_CHART_WORD_MORE_GROUPS] = {"chart.more_groups",
                                    "And {1} more groups."},
    [COH_CHART_WORD_NAME_OF] = {"chart.name_of", "of"},
    [COH_CHART_WORD_NAME_SHARE] = {"chart.name_share", "share"},
    [COH_CHART_WORD_BY_AND] = {"chart.by_and", "{1} by {2} and {3}"},
    [COH_CHART_WORD_MEAN_VALUE] = {"chart.mean_value", "Mean {1}"},
    [COH_CHART_WORD_COLUMN] = {"chart.column", "{1} column"},
    [COH_CHART_WORD_COLUMNS] = {"chart.columns", "{1} columns"},
    [COH_CHART_WORD_CELL_N] = {"chart.cell_n", "n {1} in each cell"},
    [COH_CHART_WORD_CELL_N_RANGE] = {"chart.cell_n_range",
                                     "n {1} to {2} in a cell"},
    [COH_CHART_WORD_CELL_OF] = {"chart.cell_of", "{1} (n {2})"},
    [COH_CHART_WORD_SHADES_SHARES] = {"chart.shades_shares",
                                      "Light to dark: 0 to 100 %."},
    [COH_CHART_WORD_SHADES_FULL] =
        {"chart.shades_full", "Light to dark: {1} to {2}, the full score."},
    [COH_CHART_WORD_SHADES_SCORES] =
        {"chart.shades_scores",
         "Light to dark: {1} to {2}, the least and the greatest score."},
    [COH_CHART_WORD_SHADES_CELLS] =
        {"chart.shades_cells",
         "Light to dark: {1} to {2}, the least and the greatest here."},
    [COH_CHART_WORD_SHADES_EQUAL] = {"chart.shades_equal",
                                     "One shade: all are {1}."},
    [COH_CHART_WORD_HATCHED] = {"chart.hatched", "Hatched: {1}."},
    [COH_CHART_WORD_PER_CENT] = {"chart.per_cent", "Numbers are per cent."},
    [COH_CHART_WORD_RANGE_SHADE] = {"chart.range_shade",
                                    "A range has the shade of its middle."},
    [COH_CHART_WORD_DASH] = {"chart.dash", "\xE2\x80\x93: {1}."},
    [COH_CHART_WORD_FIRST_ROWS] = {"chart.first_rows",
                                   "Of {1} rows the first {2} are drawn."},
    [COH_CHART_WORD_FIRST_COLUMNS] =
        {"chart.first_columns", "Of {1} columns the first {2} are drawn."},
    [COH_CHART_WORD_LEAST] = {"chart.least", "Least: {1}, {2}: {3}."},
    [COH_CHART_WORD_GREATEST] = {"chart.greatest", "Greatest: {1}, {2}: {3}."},
    [COH_CHART_WORD_MORE_ROWS] = {"chart.more_rows", "(and {1} more rows)"},
    [COH_CHART_WORD_MORE_COLUMNS] = {"chart.more_columns",
                                     "(and {1} more columns)"},

    [COH_CHART_WORD_CHART] = {"chart.chart", "{1} chart."},
    [COH_CHART_WORD_WITH_RANGE] = {"chart.with_range",
                                   "{1} (interval {2} to {3})"},
    [COH_CHART_WORD_MEDIAN] = {"chart.median",
                               "n {1}, median {2}, from {3} to {4}"},
    [COH_CHART_WORD_COURSE] = {"chart.course", "{1}: {2} on {3}, {4} on {5}."},
    [COH_CHART_WORD_GROUP_NAME] = {"chart.name_group", "group"},
    [COH_CHART_WORD_ALL] = {"chart.all", "all"},
    [COH_CHART_WORD_OTHER] = {"chart.other", "other"},
    [COH_CHART_WORD_MORE] = {"chart.more", "(and {1} more)"},
    [COH_CHART_WORD_GREY_MEDIANS] = {"chart.grey_medians",
                                     "(grey, medians of {1})"},
    [COH_CHART_WORD_NAME_N] = {"chart.name_n", "n"},
    [COH_CHART_WORD_NAME_MISSING] = {"chart.name_missing", "missing"},
    [COH_CHART_WORD_NAME_LEAST] = {"chart.name_least", "min"},
    [COH_CHART_WORD_NAME_Q1] = {"chart.name_q1", "q1"},
    [COH_CHART_WORD_NAME_MEDIAN] = {"chart.name_median", "median"},
    [COH_CHART_WORD_NAME_Q3] = {"chart.name_q3", "q3"},
    [COH_CHART_WORD_NAME_MOST] = {"chart.name_most", "max"},
    [COH_CHART_WORD_NAME_MEAN] = {"chart.name_mean", "mean"},
    [COH_CHART_WORD_NAME_LOW] = {"chart.name_low", "low"},
    [COH_CHART_WORD_NAME_HIGH] = {"chart.name_high", "high"},
    [COH_CHART_WORD_NAME_FROM] = {"chart.name_from", "from"},
    [COH_CHART_WORD_NAME_BELOW] = {"chart.name_below", "below"},
    [COH_CHART_WORD_NAME_STUDENT] = {"chart.name_student", "student"},
    [COH_CHART_WORD_NAME_FIRST_DAY] = {"chart.name_first_day", "first date"},
    [COH_CHART_WORD_NAME_FIRST] = {"chart.name_first", "first"},
    [COH_CHART_WORD_NAME_LAST_DAY] = {"chart.name_last_day", "last date"},
    [COH_CHART_WORD_NAME_LAST] = {"chart.name_last", "last"},
    [COH_CHART_WORD_NAME_TOLD] = {"chart.name_told", "told apart from 0"},

    [COH_CHART_WORD_AND] = {"chart.and", "{1} and {2}"},
    [COH_CHART_WORD_NAME_STUDENTS] = {"chart.name_students", "students"},
    [COH_CHART_WORD_WITH_BOTH] = {"chart.with_both", "{1} with both"},
    [COH_CHART_WORD_R] = {"chart.r", "r = {1}"},
    [COH_CHART_WORD_R_INTERVAL] = {"chart.r_interval",
                                   "r = {1} ({2} % interval {3} to {4})"},
    [COH_CHART_WORD_R_FEW] = {"chart.r_few",
                              "fewer than 3 students: no correlation"},
    [COH_CHART_WORD_R_EQUAL] =
        {"chart.r_equal",
         "all scores of one measure are equal: no correlation"},
    [COH_CHART_WORD_R_NONE] = {"chart.r_none", "no correlation"},
    [COH_CHART_WORD_OVER_GROUPS] = {"chart.over_groups", "{1} over all groups"},
    [COH_CHART_WORD_ALONE] = {"chart.alone", "{1} with {2} alone"},
    [COH_CHART_WORD_NEITHER] = {"chart.neither", "{1} with neither"},
    [COH_CHART_WORD_NOT_BOTH] = {"chart.not_both", "{1} without both"},
    [COH_CHART_WORD_COUNT_HIDDEN] = {"chart.count_hidden",
                                     "{1} hidden to protect small groups"},
    [COH_CHART_WORD_COUNT_HIDDEN_TERMINAL] = {"chart.count_hidden_short",
                                              "{1} hidden"},
    [COH_CHART_WORD_BELOW_CUT] = {"chart.below_cut", "{1} below {2}"},
    [COH_CHART_WORD_FROM_CUT] = {"chart.from_cut", "{1} {2} or above"},
    [COH_CHART_WORD_BOTH_BELOW] = {"chart.both_below", "both below the cut"},
    [COH_CHART_WORD_BOTH_ABOVE] = {"chart.both_above",
                                   "both at or above the cut"},
    [COH_CHART_WORD_ONE_ABOVE] = {"chart.one_above",
                                  "only {1} at or above the cut"},
    [COH_CHART_WORD_MEASURE_IS] = {"chart.measure_is", "{1} is {2}."},
    [COH_CHART_WORD_MEASURE_RANGE] = {"chart.measure_range",
                                      "{1} goes from {2} to {3}."},
    [COH_CHART_WORD_NAME_NAMED] = {"chart.name_named", "named"},
    [COH_CHART_WORD_NAME_FROM_OF] = {"chart.name_from_of", "{1} from"},
    [COH_CHART_WORD_NAME_BELOW_OF] = {"chart.name_below_of", "{1} to below"},
    [COH_CHART_WORD_SQUARES] =
        {"chart.squares",
         ("So many points are counted in small squares: a mark's area "
          "is how many stand in its square.")},
    [COH_CHART_WORD_AREA] = {"chart.area",
                             "A mark's area is how many have these scores."},
    [COH_CHART_WORD_SQUARE_GROUPS] = {"chart.square_groups",
                                      "Groups stand side by side in it."},
    [COH_CHART_WORD_BESIDE] =
        {"chart.beside", ("Marks of groups with the same scores stand side by "
                          "side.")},
    [COH_CHART_WORD_FILLED_NAMED] = {"chart.filled_named",
                                     "Filled: the students who are named."},
    [COH_CHART_WORD_NO_ROOM] =
        {"chart.no_room", "{1} more are filled and found no room for a name."},
    [COH_CHART_WORD_R_SPEAKS] =
        {"chart.r_speaks", "The interval of r speaks of students like these."},
    [COH_CHART_WORD_CUTS_TERMINAL] =
        {"chart.cuts_short",
         "Cuts: both {1}, {2} only {3}, {4} only {5}, none {6}."},
    [COH_CHART_WORD_CUT_TERMINAL] = {"chart.cut_short",
                                     "At the cut or above {1}, below {2}."},
    [COH_CHART_WORD_TEN_TERMINAL] = {"chart.ten_short", "#: 10 or more."},
    [COH_CHART_WORD_SEVERAL_TERMINAL] = {"chart.several_short", ", * several"},
    [COH_CHART_WORD_FROM_GROUP] = {"chart.from_group", "from {1}"},
    [COH_CHART_WORD_MOVED] = {"chart.moved", "moved"},
    [COH_CHART_WORD_NEW] = {"chart.new", "new"},
    [COH_CHART_WORD_PINNED] = {"chart.pinned", "pinned"},
    [COH_CHART_WORD_ELSEWHERE] = {"chart.elsewhere", "equal elsewhere"},
    [COH_CHART_WORD_BEFORE] = {"chart.before", "before"},
    [COH_CHART_WORD_LOWEST] = {"chart.lowest", "lowest"},
    [COH_CHART_WORD_HIGHEST] = {"chart.highest", "highest"},
    [COH_CHART_WORD_IN] = {"chart.in", "{1} in {2}"},
    [COH_CHART_WORD_NO_STUDENTS] = {"chart.no_students", "no students"},
    [COH_CHART_WORD_IN_EACH] = {"chart.in_each", "{1} in each"},
    [COH_CHART_WORD_IN_A_GROUP] = {"chart.in_a_group", "{1} to {2} in a group"},
    [COH_CHART_WORD_OF_EACH] = {"chart.of_each", "{1} of each"},
    [COH_CHART_WORD_COUNT_NO_SCORE] = {"chart.count_no_score",
                                       "{1} without a score"},
    [COH_CHART_WORD_COUNT_NO_SCORE_TERMINAL] = {"chart.count_no_score_short",
                                                "{1} no score"},
    [COH_CHART_WORD_COUNT_PINNED] = {"chart.count_pinned", "{1} pinned"},
    [COH_CHART_WORD_COUNT_ELSEWHERE] = {"chart.count_elsewhere",
                                        "{1} with an equal elsewhere"},
    [COH_CHART_WORD_COUNT_ELSEWHERE_TERMINAL] = {"chart.count_elsewhere_short",
                                                 "{1} equal elsewhere"},
    [COH_CHART_WORD_COUNT_MOVED] = {"chart.count_moved", "{1} moved"},
    [COH_CHART_WORD_COUNT_NEW] = {"chart.count_new", "{1} new"},
    [COH_CHART_WORD_GROUP_OF] = {"chart.group_of", "Group {1}: {2}"},
    [COH_CHART_WORD_NO_SCORE] = {"chart.no_score", "no score: {1}"},
    [COH_CHART_WORD_NO_NAMES] = {"chart.no_names",
                                 "Names are left out: so many students."},
    [COH_CHART_WORD_AREA_SCORE] = {"chart.area_score",
                                   "A mark's area is how many have the score."},
    [COH_CHART_WORD_SQUARE_PINNED] = {"chart.square_pinned",
                                      "Square: pinned by hand."},
    [COH_CHART_WORD_DIAMOND] =
        {"chart.diamond",
         ("Diamond: somebody with the same score is in another "
          "group.")},
    [COH_CHART_WORD_FILLED_MOVED] =
        {"chart.filled_moved", "Filled: moved or new since the last grouping."},
    [COH_CHART_WORD_PINNED_TERMINAL] = {"chart.pinned_short",
                                        "= pinned by hand."},
    [COH_CHART_WORD_ELSEWHERE_TERMINAL] = {"chart.elsewhere_short",
                                           "~ an equal is in another group."},
    [COH_CHART_WORD_MOVED_TERMINAL] = {"chart.moved_short",
                                       "<2 moved from group 2."},
    [COH_CHART_WORD_NEW_TERMINAL] = {"chart.new_short", "< new."},
    [COH_CHART_WORD_MORE_TERMINAL] = {"chart.more_short", "+{1} more"},
    [COH_CHART_WORD_MORE_GROUPS_OF] = {"chart.more_groups_of",
                                       "{1} more groups with {2} students"},

    [COH_CHART_WORD_KIND + 0] = {"chart.kind_histogram", "histogram"},
    [COH_CHART_WORD_KIND + 1] = {"chart.kind_box", "box"},
    [COH_CHART_WORD_KIND + 2] = {"chart.kind_strip", "strip"},
    [COH_CHART_WORD_KIND + 3] = {"chart.kind_bars", "bars"},
    [COH_CHART_WORD_KIND + 4] = {"chart.kind_interval", "interval"},
    [COH_CHART_WORD_KIND + 5] = {"chart.kind_levels", "levels"},
    [COH_CHART_WORD_KIND + 6] = {"chart.kind_heatmap", "heatmap"},
    [COH_CHART_WORD_KIND + 7] = {"chart.kind_growth", "growth"},
    [COH_CHART_WORD_KIND + 8] = {"chart.kind_scatter", "scatter"},
    [COH_CHART_WORD_KIND + 9] = {"chart.kind_groups", "groups"},

    [COH_CHART_WORD_JANUARY + 0] = {"chart.month_1", "Jan"},
    [COH_CHART_WORD_JANUARY + 1] = {"chart.month_2", "Feb"},
    [COH_CHART_WORD_JANUARY + 2] = {"chart.month_3", "Mar"},
    [COH_CHART_WORD_JANUARY + 3] = {"chart.month_4", "Apr"},
    [COH_CHART_WORD_JANUARY + 4] = {"chart.month_5", "May"},
    [COH_CHART_WORD_JANUARY + 5] = {"chart.month_6", "Jun"},
    [COH_CHART_WORD_JANUARY + 6] = {"chart.month_7", "Jul"},
    [COH_CHART_WORD_JANUARY + 7] = {"chart.month_8", "Aug"},
    [COH_CHART_WORD_JANUARY + 8] = {"chart.month_9", "Sep"},
    [COH_CHART_WORD_JANUARY + 9] = {"chart.month_10", "Oct"},
    [COH_CHART_WORD_JANUARY + 10] = {"chart.month_11", "Nov"},
    [COH_CHART_WORD_JANUARY + 11] = {"chart.month_12", "Dec"},
};

const char *
coh_chart_word_key(enum coh_chart_word word)
{
    return words[word].key;
}

const char *
coh_chart_word(const struct coh_chart_options *o, enum coh_chart_word word)
{
    return o->words && o->words[word] ? o->words[word] : words[word].text;
}

const char *
coh_chart_word_kind(const struct coh_chart_options *o, const char *name)
{
    int i;

    for (i = COH_CHART_WORD_KIND; i <= COH_CHART_WORD_KIND_LAST; i++)
        if (!strcmp(words[i].text, name))
            return coh_chart_word(o, i);
    return name;
}

void
coh_chart_word_months(const struct coh_chart_options *o, const char *month[12])
{
    int i;

    for (i = 0; i < 12; i++)
        month[i] = coh_chart_word(o, COH_CHART_WORD_JANUARY + i);
}

const char *
coh_chart_count(size_t n, char out[COH_NUMBER_SIZE])
{
    return coh_double_text((double)n, out);
}

/* "{3}": which; 0 for no such place. */
static size_t
place(const char *text)
{
    return text[0] == '{' && text[1] >= '1' && text[1] <= '9' && text[2] == '}'
               ? (size_t)(text[1] - '0')
               : 0;
}

int
coh_chart_word_add(struct coh_text *t, const struct coh_chart_options *o,
                   enum coh_chart_word word, const char *const *fill,
                   struct coh_error *err)
{
    const char *text = coh_chart_word(o, word);
    size_t n = 0, at;

    while (fill && fill[n])
        n++;
    for (; *text; text += at ? 3 : 1) {
        at = place(text);
        if (at > n)
            at = 0;
        if (at ? coh_text_add_string(t, fill[at - 1], err)
               : coh_text_add(t, text, 1, err))
            return -1;
    }
    return 0;
}
