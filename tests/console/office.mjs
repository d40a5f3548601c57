// A real office of its own in a folder of its own, and hands on its console. Everything waits on events with a deadline.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const build = resolve(process.env.LOBBY_BUILD_DIR ?? join(root, 'build'));
const program = process.env.LOBBY_OFFICE ?? join(build, 'office', 'case-office');
export const patience = 20_000; // ms; a deadline for what takes milliseconds on an idle machine

export const password = 'a password of the tests';

// Open at any hour of any day, so that the tests do not depend on when they run.
const settings = (data, name, more) => `
[office]
data_dir = "${data}"
name_zh = "示范县人民检察院"
name_en = "${name}"
window_zh = "案件管理大厅 1 号窗口"
window_en = "Window 1, case management hall"
[link]
port = 0
enrol_port = 0
[console]
port = 0
pages_dir = "${join(build, 'office', 'pages')}"
[queue]
weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
${service('case_enquiry', '案件查询', 'Case enquiry', 'A', 'enquiry')}
${service('lawyers', '律师接待', 'Lawyer reception', 'B', 'lawyers')}
${service('documents', '文书收送', 'Documents in and out', 'C', 'documents')}
${service('petitions', '控告申诉', 'Complaint and petition', 'D', 'petitions')}
${service('property', '涉案财物', 'Property in custody', 'E', 'documents')}
${service('other', '其他事项', 'Something else', 'F', 'enquiry')}
${window('1', 'A', 'enquiry')}
${window('2', 'A', 'lawyers')}
${window('3', 'B', 'documents')}
${window('4', 'B', 'petitions')}
${more}`;
function service(id, zh, en, prefix, group) {
    return `[[queue.service]]\nid = "${id}"\nname_zh = "${zh}"\nname_en = "${en}"\nprefix = "${prefix}"\ngroups = ["${group}"]\nhours = []`;
}
function window(id, chairs, group) {
    return `[[queue.window]]\nid = "${id}"\nname_zh = "${id}号窗口"\nname_en = "Window ${id}"\nchairs_zh = "${chairs}区座椅"\nchairs_en = "chairs ${chairs}"\ngroup = "${group}"`;
}

function deadline(promise, what, ms = patience) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not in time: ${what}`)), ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export class Office {
    // `more`: further sections of its settings.
    static async start(more = '') {
        const office = new Office(more);
        await office.serve();
        return office;
    }

    constructor(more = '') {
        this.more = more;
        this.folder = mkdtempSync(join(tmpdir(), 'lobby-pages-'));
        this.config = join(this.folder, 'office.toml');
        writeFileSync(this.config, settings(join(this.folder, 'data'), "Demonstration County People's Procuratorate", more));
        this.process = null;
        this.port = 0;
    }

    get url() {
        return `https://localhost:${this.port}`;
    }

    // Starts it, or starts it again on the port that it had.
    async serve() {
        if (this.port) {
            const text = settings(join(this.folder, 'data'), "Demonstration County People's Procuratorate", this.more);
            writeFileSync(this.config, text.replace('[console]\nport = 0', `[console]\nport = ${this.port}`));
        }
        this.process = spawn(program, ['--config', this.config, 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
        const lines = createInterface({ input: this.process.stdout });
        const ready = new Promise((done, failed) => {
            lines.on('line', (line) => line.includes('"ready":true') && done(JSON.parse(line)));
            this.process.once('exit', (code) => failed(new Error(`the office ended with ${code}`)));
        });
        const told = await deadline(ready, 'the office is ready');
        this.port = told.console_port;
        this.linkPort = told.link_port;
        this.enrolPort = told.enrol_port;
    }

    async halt(signal = 'SIGTERM') {
        const running = this.process;
        this.process = null;
        if (!running || running.exitCode !== null) return;
        const ended = new Promise((done) => running.once('exit', done));
        running.kill(signal);
        await deadline(ended, 'the office ends');
    }

    async stop() {
        await this.halt();
        rmSync(this.folder, { recursive: true, force: true });
    }

    tool(args, input = '') {
        const done = spawnSync(program, ['--config', this.config, ...args], { input, encoding: 'utf8', timeout: patience });
        if (done.status !== 0) throw new Error(`case-office ${args.join(' ')}: ${done.stderr}`);
        return done.stdout.trim();
    }

    account(name, role) {
        this.tool(['staff', 'add', name, '--role', role, '--password-stdin'], `${password}\n`);
        return name;
    }

    // Cases as the business system would export them: NDJSON.
    importCases(cases) {
        const folder = join(this.folder, 'export');
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'cases.ndjson'), cases.map((one) => JSON.stringify(one)).join('\n') + '\n');
        this.tool(['import', folder]);
    }

    // Its entries of a kind, oldest first.
    ledger(kind) {
        const database = join(this.folder, 'data', 'office.db');
        const done = spawnSync('sqlite3', ['-readonly', '-json', database, `select body from ledger where kind = '${kind}' order by seq`], { encoding: 'utf8' });
        if (done.status !== 0) throw new Error(`sqlite3: ${done.stderr}`);
        return (done.stdout ? JSON.parse(done.stdout) : []).map((row) => JSON.parse(row.body));
    }

    keep(name, file) {
        const folder = join(build, 'console-failures');
        mkdirSync(folder, { recursive: true });
        if (existsSync(file)) copyFileSync(file, join(folder, name));
    }
}

// Somebody signed in, without a browser: prepares what a test is not about.
export class Hand {
    static async signIn(office, name) {
        const hand = new Hand(office);
        const me = await hand.post('/api/sign-in', { name, password });
        hand.csrf = me.csrf;
        return hand;
    }

    constructor(office) {
        this.office = office;
        this.cookie = '';
        this.csrf = '';
    }

    get(path) {
        return this.send('GET', path);
    }

    post(path, body = {}) {
        return this.send('POST', path, JSON.stringify(body));
    }

    async take(service = 'case_enquiry', precedence = 'ordinary') {
        const { ticket, token } = await this.post('/api/queue/take', { service, precedence });
        return { ...ticket, token };
    }

    send(method, path, body) {
        const headers = { Accept: 'application/json' };
        if (this.cookie) headers.Cookie = this.cookie;
        if (this.csrf) headers['X-CSRF-Token'] = this.csrf;
        if (body !== undefined) headers['Content-Type'] = 'application/json';
        // The certificate is of the office's own authority, made a moment ago.
        const options = { method, headers, rejectUnauthorized: false };
        const answered = new Promise((done, failed) => {
            const question = request(`${this.office.url}${path}`, options, (response) => {
                let text = '';
                response.setEncoding('utf8');
                response.on('data', (part) => (text += part));
                response.on('end', () => {
                    const cookie = response.headers['set-cookie']?.[0]?.split(';')[0];
                    if (cookie) this.cookie = cookie;
                    if (response.statusCode >= 400) failed(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
                    else if (!text || !response.headers['content-type']?.includes('json')) done(text);
                    else done(JSON.parse(text));
                });
            });
            question.on('error', failed);
            question.end(body);
        });
        return deadline(answered, `${method} ${path}`);
    }
}
