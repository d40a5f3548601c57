// Lawyers at a kiosk, for the tests of the console: certificates printed for them, and handed in by the kiosk's own code
// (tests/support/hand_in.cpp) over the real link.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { build, patience } from './office.mjs';
import { identityNumber, zheng } from './people.mjs';

const printer = join(build, 'tests', 'support', 'make-certificate');
const driver = join(build, 'tests', 'support', 'hand-in');

export const lin = { name: '林律师', number: identityNumber('530102', '19850505', 21), licence: '15301201610943657' };
export const gao = { name: '高律师', number: identityNumber('530102', '19820202', 23), licence: '15301201510943659' };

const kinds = ['practising_certificate', 'firm_certificate', 'power_of_attorney'];

// One page of each kind as JPEG files, and the fields that stand on them.
export function printPapers(folder, lawyer, facts, seed = 7) {
    mkdirSync(folder, { recursive: true });
    const shown = {
        licence_name: lawyer.name, licence_number: lawyer.licence, sex: '男', lawyer_identity: lawyer.number, client_name: zheng.name,
        principal: zheng.name, relation: '', ...facts,
    };
    const fields = {};
    const pages = kinds.map((kind) => {
        const file = join(folder, `${kind}.jpg`);
        const done = spawnSync(printer, ['--kind', kind, '--seed', String(seed), '--look', 'straight', '--fields', JSON.stringify(shown), '--out', file],
            { encoding: 'utf8', timeout: patience });
        assert.equal(done.status, 0, done.stderr);
        Object.assign(fields, JSON.parse(done.stdout));
        return { kind, file };
    });
    return { pages, fields };
}

// What the lawyer confirmed: `misread` says what the machine had read instead, `typed` what he typed himself.
export function formOf(lawyer, papers, { misread = {}, typed = {}, ...more } = {}) {
    const read = Object.entries(papers.fields).map(([field, value]) => ({
        field, value, recognised: misread[field] ?? value, source: field in misread ? 'typed' : 'recognised',
    }));
    const byHand = Object.entries(typed).map(([field, value]) => ({ field, value, recognised: '', source: 'typed' }));
    return {
        card: lawyer.number, name: lawyer.name, authorisation: 'power_of_attorney', principal: 'party_himself', agrees: false,
        fields: [...read.filter((one) => !(one.field in typed)), ...byHand], pages: papers.pages, ...more,
    };
}

export class Kiosk {
    constructor(office, name = 'hall-1') {
        this.office = office;
        this.folder = join(office.folder, name);
        this.code = office.tool(['enrol', '--kiosk', name, '--label', 'tests']);
        mkdirSync(this.folder, { recursive: true });
    }

    // Hands in, waits until the office has the form and (unless they are held back) every page; the registration's id.
    handIn(form, { holdPages = false } = {}) {
        return this.run(form, holdPages ? ['--hold-pages'] : []).then((told) => told.id);
    }

    // Takes the first time that the office offers: {id, from}.
    book(lawyer, registration) {
        return this.run({ card: lawyer.number, registration }, ['--book']);
    }

    // Sends up what waits.
    sendPages() {
        return this.run(null, []);
    }

    run(form, more) {
        const args = ['--dir', this.folder, '--link-port', String(this.office.linkPort), '--enrol-port', String(this.office.enrolPort), '--code', this.code, ...more];
        return new Promise((done, failed) => {
            const running = spawn(driver, args, { stdio: ['pipe', 'pipe', 'pipe'] });
            let out = '';
            let why = '';
            running.stdout.on('data', (part) => (out += part));
            running.stderr.on('data', (part) => (why += part));
            running.on('error', failed);
            running.on('close', (code) => (code === 0 ? done(JSON.parse(out || '{}')) : failed(new Error(`hand-in ended with ${code}: ${why}`))));
            running.stdin.end(form === null ? '' : JSON.stringify(form));
        });
    }
}
