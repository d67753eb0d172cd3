/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/shade.h"

#include <math.h>

/* Ends of the scale, red, green, blue: what is lightest still differs from
 * paper. */
static const double light[3] = {0xE3, 0xEE, 0xF8}, dark[3] = {0x08, 0x2A, 0x5E};

unsigned
coh_shade(double part)
{
    unsigned rgb = 0;
    int i;

    part = fmin(fmax(part, 0), 1);
    for (i = 0; i < 3; i++)
        rgb =
            rgb << 8 | (unsigned)lround(light[i] + (dark[i] - light[i]) * part);
    return rgb;
}

static double
linear(unsigned channel)
{
    double x = channel / 255.0;

    return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

double
coh_shade_luminance(unsigned rgb)
{
    return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) +
           0.0722 * linear(rgb & 255);
}

double
coh_shade_contrast(unsigned a, unsigned b)
{
    double x = coh_shade_luminance(a), y = coh_shade_luminance(b);

    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

int
coh_shade_white(unsigned rgb)
{
    return coh_shade_contrast(rgb, 0xFFFFFF) > coh_shade_contrast(rgb, 0);
}
