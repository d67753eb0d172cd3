// SPDX-License-Identifier: GPL-3.0-or-later
// chromium.cjs: a page in headless Chromium, over the DevTools protocol through
// a pipe: on a phone, on a desk, in the dark, on paper. Gives what the console
// said and what did not fit, and keeps pictures.
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

class Browser {
    constructor(program) {
        this.home = fs.mkdtempSync(path.join(os.tmpdir(), 'cohort-browser-'));
        this.child = spawn(program, ['--headless', '--remote-debugging-pipe',
            '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
            '--disable-background-networking', '--disable-component-update',
            '--disable-sync', '--hide-scrollbars', '--no-default-browser-check',
            `--user-data-dir=${this.home}`, 'about:blank'],
        { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        this.gone = new Promise((done) => this.child.on('exit', done));
        this.waiting = new Map();
        this.listeners = new Set();
        this.number = 0;
        let rest = '';
        this.child.stdio[4].setEncoding('utf8').on('data', (data) => {
            const parts = (rest + data).split('\0');
            rest = parts.pop();
            parts.forEach((p) => this.take(JSON.parse(p)));
        });
    }

    take(message) {
        const wait = this.waiting.get(message.id);
        if (!wait) {
            this.listeners.forEach((listen) => listen(message));
            return;
        }
        this.waiting.delete(message.id);
        if (message.error) wait.fail(new Error(message.error.message));
        else wait.done(message.result);
    }

    send(method, params = {}) {
        const id = ++this.number;
        const line = { id, method, params };
        if (this.session && !/^(Target|Browser)\./.test(method))
            line.sessionId = this.session;
        return new Promise((done, fail) => {
            this.waiting.set(id, { done, fail });
            this.child.stdio[3].write(JSON.stringify(line) + '\0');
        });
    }

    async open() {
        const { targetId } = await this.send('Target.createTarget',
            { url: 'about:blank' });
        this.session = (await this.send('Target.attachToTarget',
            { targetId, flatten: true })).sessionId;
        for (const part of ['Page', 'Runtime', 'Log']) await this.send(`${part}.enable`);
    }

    // Wait for the load, and gather what the console says.
    async visit(file) {
        this.said = [];
        let listen;
        const loaded = new Promise((done) => {
            listen = ({ method, params }) => {
                if (method === 'Log.entryAdded') this.said.push(params.entry.text);
                if (method === 'Runtime.consoleAPICalled')
                    this.said.push(params.args.map((a) => a.value).join(' '));
                if (method === 'Runtime.exceptionThrown')
                    this.said.push(params.exceptionDetails.text);
                if (method === 'Page.loadEventFired') done();
            };
        });
        this.listeners.clear();
        this.listeners.add(listen);
        await this.send('Page.navigate', { url: `file://${path.resolve(file)}` });
        await loaded;
    }

    async look(width, { dark = false, print = false } = {}) {
        await this.send('Emulation.setDeviceMetricsOverride', { width,
            height: 900, deviceScaleFactor: 1, mobile: width < 600 });
        await this.send('Emulation.setEmulatedMedia', {
            media: print ? 'print' : '',
            features: [{ name: 'prefers-color-scheme',
                value: dark ? 'dark' : 'light' }] });
    }

    async value(expression) {
        const { result } = await this.send('Runtime.evaluate',
            { expression, returnByValue: true });
        return result.value;
    }

    async picture(file, width) {
        const height = Math.min(await this.value(
            'document.documentElement.scrollHeight'), 12000);
        const { data } = await this.send('Page.captureScreenshot', {
            format: 'png', captureBeyondViewport: true,
            clip: { x: 0, y: 0, width, height, scale: 1 } });
        fs.writeFileSync(file, Buffer.from(data, 'base64'));
    }

    async close() {
        this.send('Browser.close').catch(() => {});
        const late = setTimeout(() => this.child.kill('SIGKILL'), 3000);
        await this.gone;
        clearTimeout(late);
        fs.rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
    }
}

// What goes on beyond the edge: the first elements that stand out of it.
const OVERFLOW = `(() => {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return '';
    /* Sheets of paper lie across for it; here they cannot. */
    if (matchMedia('print').matches && document.querySelector('.many'))
        return '';
    const out = [...document.querySelectorAll('body *')].filter((e) =>
        !e.closest('.wide, pre, .skip') &&
        e.getBoundingClientRect().right > most + 1).slice(0, 2);
    return document.documentElement.scrollWidth + ' px of ' + most + ': ' +
        out.map((e) => e.outerHTML.slice(0, 80)).join(' … ');
})()`;

// Details that paper does not unfold: a picture stands for its numbers there,
// and the evidence stays in the file.
const FOLDED = `[...document.querySelectorAll(
    'details:not(.numbers, .trail *)')].filter((d) =>
    !d.lastElementChild.checkVisibility()).length`;

async function byBrowser(browser, file, keep) {
    const faults = [];
    const see = async (width, name, how) => {
        await browser.look(width, how);
        const wide = await browser.value(OVERFLOW);
        if (wide) faults.push(`${name}: ${wide}`);
        if (keep && name !== '320')
            await browser.picture(`${keep}-${name}.png`, width);
    };
    await browser.look(360);
    await browser.visit(file);
    await see(360, '360');
    await see(320, '320');
    await see(1280, '1280');
    await see(1280, 'dark', { dark: true });
    await see(720, 'print', { print: true });
    const folded = await browser.value(FOLDED);
    if (folded) faults.push(`print: ${folded} details stay folded`);
    const { data } = await browser.send('Page.printToPDF',
        { preferCSSPageSize: true, printBackground: false });
    const pdf = Buffer.from(data, 'base64');
    if (pdf.subarray(0, 5).toString() !== '%PDF-') faults.push('print: no PDF');
    if (keep) fs.writeFileSync(`${keep}.pdf`, pdf);
    browser.said.forEach((line) => faults.push(`console: ${line}`));
    return faults;
}

module.exports = { Browser, byBrowser };
