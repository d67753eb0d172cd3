/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_XLSX_LIBRARY_H
#define COH_TABLE_XLSX_LIBRARY_H

#include <xlsxwriter.h>

#include "base/error.h"

/*
 * libxlsxwriter, loaded when the first workbook is written: it brings a library
 * of ciphers along, and a tool that writes none would spend more on loading the
 * two than on its work. Its functions by their own names; xlsx.c alone includes
 * this.
 *
 *     const struct coh_xlsx_library *lxw = coh_xlsx_library(err);
 */

struct coh_xlsx_library {
    char *(*strerror)(lxw_error error);
    void (*rowcol_to_range)(char *range, lxw_row_t first_row,
                            lxw_col_t first_column, lxw_row_t last_row,
                            lxw_col_t last_column);
    lxw_workbook *(*workbook_new_opt)(const char *path,
                                      lxw_workbook_options *options);
    lxw_worksheet *(*workbook_add_worksheet)(lxw_workbook *book,
                                             const char *name);
    lxw_format *(*workbook_add_format)(lxw_workbook *book);
    lxw_error (*workbook_set_properties)(lxw_workbook *book,
                                         lxw_doc_properties *properties);
    lxw_error (*workbook_close)(lxw_workbook *book);
    void (*workbook_free)(lxw_workbook *book);
    void (*format_set_bold)(lxw_format *format);
    void (*format_set_bottom)(lxw_format *format, uint8_t style);
    void (*format_set_text_wrap)(lxw_format *format);
    void (*format_set_align)(lxw_format *format, uint8_t alignment);
    void (*format_set_num_format)(lxw_format *format, const char *as);
    lxw_error (*worksheet_write_string)(lxw_worksheet *sheet, lxw_row_t row,
                                        lxw_col_t column, const char *text,
                                        lxw_format *format);
    lxw_error (*worksheet_write_number)(lxw_worksheet *sheet, lxw_row_t row,
                                        lxw_col_t column, double number,
                                        lxw_format *format);
    lxw_error (*worksheet_set_column)(lxw_worksheet *sheet, lxw_col_t first,
                                      lxw_col_t last, double width,
                                      lxw_format *format);
    lxw_error (*worksheet_autofilter)(lxw_worksheet *sheet, lxw_row_t first_row,
                                      lxw_col_t first_column,
                                      lxw_row_t last_row,
                                      lxw_col_t last_column);
    lxw_error (*worksheet_ignore_errors)(lxw_worksheet *sheet, uint8_t type,
                                         const char *range);
    void (*worksheet_set_landscape)(lxw_worksheet *sheet);
    void (*worksheet_fit_to_pages)(lxw_worksheet *sheet, uint16_t width,
                                   uint16_t height);
    lxw_error (*worksheet_repeat_rows)(lxw_worksheet *sheet, lxw_row_t first,
                                       lxw_row_t last);
    lxw_error (*worksheet_set_footer)(lxw_worksheet *sheet, const char *text);
    void (*worksheet_freeze_panes)(lxw_worksheet *sheet, lxw_row_t row,
                                   lxw_col_t column);
};

/* COH_SYSTEM when it is not installed. The same each time. */
const struct coh_xlsx_library *
coh_xlsx_library(struct coh_error *err) COH_MUST_CHECK;

#endif
