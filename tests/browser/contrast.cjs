// SPDX-License-Identifier: GPL-3.0-or-later
// contrast.cjs: the contrast of a page's colours, worked out from the variables
// of its style (WCAG 2.2, relative luminance): text at least 4.5 to 1, lines at
// least 3 to 1, in light, in dark and on paper. Gives a list of faults.
const AGAINST = [ // what, on what, at least
    ['text', 'ground', 4.5], ['quiet', 'ground', 4.5], ['link', 'ground', 4.5],
    ['text', 'code', 4.5], ['quiet', 'code', 4.5], ['text', 'stripe', 4.5],
    ['link', 'stripe', 4.5], ['line', 'ground', 3], ['link', 'ground', 3],
    ['quiet', 'ground', 3],
];

function channels(hex) {
    return [1, 3, 5, 7].map((i) => (hex.length > i
        ? parseInt(hex.slice(i, i + 2), 16) / 255 : 1));
}

function over(top, ground) {
    const [r, g, b, a] = channels(top), below = channels(ground);
    return [r, g, b].map((c, i) => c * a + below[i] * (1 - a));
}

function luminance(rgb) {
    const [r, g, b] = rgb.map((c) => (c <= 0.04045
        ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(top, on, ground) {
    const below = over(on, ground), hex = '#' + below.map(
        (c) => Math.round(c * 255).toString(16).padStart(2, '0')).join('');
    const [a, b] = [luminance(over(top, hex)), luminance(below)]
        .sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
}

// The variables of the first :root behind `mark`.
function variables(style, mark) {
    const from = style.indexOf(':root', mark ? style.indexOf(mark) : 0);
    const body = style.slice(style.indexOf('{', from), style.indexOf('}', from));
    return Object.fromEntries([...body.matchAll(/--([a-z]+):\s*(#[0-9a-f]{6,8})/g)]
        .map(([, name, value]) => [name, value]));
}

function byContrast(text) {
    const style = text.slice(text.indexOf('<style>'), text.indexOf('</style>'));
    const light = variables(style, '');
    const looks = { light,
        dark: { ...light, ...variables(style, 'prefers-color-scheme: dark') },
        print: { ...light, ...variables(style, '@media print') } };
    return Object.entries(looks).flatMap(([look, v]) => AGAINST.flatMap(
        ([top, on, least]) => {
            if (!v[top] || !v[on]) return [`${look}: no colour ${top} on ${on}`];
            const is = ratio(v[top], v[on], v.ground);
            return is >= least ? [] : [
                `${look}: ${top} on ${on} ${is.toFixed(2)}, at least ${least}`];
        }));
}

module.exports = { byContrast, ratio };
