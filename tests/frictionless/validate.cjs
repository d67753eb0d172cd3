// SPDX-License-Identifier: GPL-3.0-or-later
// validate.cjs DIR: is the folder a Frictionless Data Package that readers of
// the standard take? By the profiles of version 1, by reading every row with
// types, constraints and keys, and by bytes and hashes. One line a fault.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv-draft-04');
const formats = require('ajv-formats');
const { Package } = require('datapackage');
const { Schema } = require('tableschema');

const dir = process.argv[2];
const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);
const profiles = path.join(
    path.dirname(require.resolve('datapackage/package.json')), 'lib/profiles');

function byProfile(name, where, value) {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats(ajv);
    ajv.addFormat('textarea', true); // how a form would show it
    const schema = JSON.parse(
        fs.readFileSync(path.join(profiles, `${name}.json`)));
    if (!ajv.validate(schema, value))
        for (const e of ajv.errors)
            fault(where, `${name}: ${e.instancePath} ${e.message}`);
}

function byBytes(resource) {
    const bytes = fs.readFileSync(path.join(dir, resource.path));
    const hash = crypto.createHash('sha256').update(bytes).digest('hex');
    if (bytes.length !== resource.bytes)
        fault(resource.name, `${bytes.length} bytes, ${resource.bytes} said`);
    if (`sha256:${hash}` !== resource.hash)
        fault(resource.name, 'another hash than it says');
}

async function bySchema(resource) {
    const schema = await Schema.load(resource.schema);
    for (const e of schema.errors) fault(resource.name, e.message);
}

async function byRows(resource) {
    try {
        const rows = await resource.read({ relations: true, keyed: true });
        return rows.length;
    } catch (e) {
        for (const one of e.multiple ? e.errors : [e])
            fault(resource.name, one.message);
        return 0;
    }
}

async function main() {
    const text = fs.readFileSync(path.join(dir, 'datapackage.json'));
    const descriptor = JSON.parse(text);
    byProfile('tabular-data-package', 'datapackage.json', descriptor);
    byProfile('data-package', 'datapackage.json', descriptor);
    for (const resource of descriptor.resources) {
        byProfile('tabular-data-resource', resource.name, resource);
        byBytes(resource);
        await bySchema(resource);
    }
    const pack = await Package.load(descriptor, { basePath: dir, strict: false });
    for (const e of pack.errors) fault('datapackage', e.message);
    let rows = 0;
    for (const resource of pack.resources) rows += await byRows(resource);
    for (const line of faults) console.log(line);
    console.log(`${pack.resources.length} files, ${rows} rows, ` +
        `${faults.length} faults`);
    process.exitCode = faults.length ? 1 : 0;
}

main().catch((e) => { console.log(e.stack); process.exitCode = 4; });
