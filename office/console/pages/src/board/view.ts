// Draws the board: the newest call large, the calls before it, and how many wait for what.
import { el, setText } from '../common/dom';
import { clock, longDate } from '../common/time';
import { enText, zhText, type Key } from './texts';
import type { Board, Call, RecentCall, WaitingLine } from './types';

const glowFor = 12_000; // ms that a new call is highlighted
const roomy = 6; // services that fit large
const most = 12; // services that fit at all

const two = (className: string, zh: string, en: string): HTMLElement =>
    el('div', { class: className }, el('span', {}, zh), el('span', { class: 'en', lang: 'en' }, en));
const both = (className: string, key: Key): HTMLElement => two(className, zhText(key), enText(key));

export class BoardView {
    private readonly office = el('div', { class: 'office' });
    private readonly date = el('div', { class: 'date' });
    private readonly time = el('time', { class: 'time' });
    private readonly main = el('section', { class: 'now', 'aria-live': 'polite', 'data-testid': 'now' });
    private readonly earlier = el('ol', { class: 'earlier', 'data-testid': 'earlier' });
    private readonly waiting = el('ul', { class: 'waiting' });
    private readonly stale = el('p', { class: 'stale', role: 'alert', hidden: '' });
    private readonly sound = el('button', { type: 'button', class: 'sound', hidden: '' });
    private shownCalls: string | null = null;
    private shownEarlier = '';
    private shownWaiting = '';
    private lit: ReturnType<typeof setTimeout> | undefined;

    constructor(root: HTMLElement, onSound: () => void) {
        this.sound.append(both('', 'sound'));
        this.sound.addEventListener('click', () => {
            this.needTouch(false);
            onSound();
        });
        root.append(
            el('header', {}, this.office, el('div', { class: 'when' }, this.date, this.time)),
            el('main', { class: 'board' },
                el('h1', { class: 'unseen' }, zhText('title')),
                el('div', { class: 'calls' }, this.main, this.earlier),
                el('aside', {}, both('aside-title', 'waiting_title'), this.waiting)),
            el('footer', {}, both('promise', 'promise')),
            this.stale, this.sound);
    }

    show(board: Board): void {
        this.office.replaceChildren(el('span', {}, board.office.name_zh), el('span', { class: 'en', lang: 'en' }, board.office.name_en));
        document.title = `${zhText('title')} · ${board.office.name_zh}`;
        this.showCalls(board.calls, board.recent);
        this.showWaiting(board.waiting);
    }

    tick(now: number): void {
        setText(this.time, clock(now, 'zh'));
        setText(this.date, `${longDate(now, 'zh')}`);
    }

    showLost(since: number | null): void {
        this.stale.hidden = since === null;
        document.body.classList.toggle('is-stale', since !== null);
        if (since !== null)
            this.stale.replaceChildren(two('', zhText('lost', { time: clock(since, 'zh') }), enText('lost', { time: clock(since, 'zh') })));
    }

    needTouch(needed: boolean): void {
        this.sound.hidden = !needed;
        document.body.classList.toggle('silent', needed);
    }

    // The call that is being heard stays highlighted as long.
    hear(call: Call | null): void {
        document.body.classList.toggle('speaking', call !== null);
    }

    private showCalls(calls: readonly Call[], recent: readonly RecentCall[]): void {
        const [newest, ...rest] = calls;
        this.showEarlier(newest ? unique(rest, newest) : [], recent);
        const key = calls.map((call) => call.seq).join(' ');
        if (key === this.shownCalls) return;
        const first = this.shownCalls === null;
        this.shownCalls = key;
        if (!newest) {
            this.main.replaceChildren(both('quiet', 'nobody_called'));
            return;
        }
        this.main.replaceChildren(
            both('label', newest.again ? 'please_again' : 'please'),
            el('div', { class: 'number', 'data-testid': 'number' }, newest.number),
            el('div', { class: 'to' }, el('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'), two('window', newest.window_zh, newest.window_en)),
            two('service', newest.service_zh, newest.service_en));
        if (!first) this.glow();
    }

    // Below the newest call: whom the other windows have called, and then the last calls that are over, so that whoever
    // missed his own finds it.
    private showEarlier(standing: readonly Call[], recent: readonly RecentCall[]): void {
        const key = JSON.stringify([standing.map((call) => [call.number, call.window_zh]), recent]);
        if (key === this.shownEarlier) return;
        this.shownEarlier = key;
        const row = (call: Call | RecentCall, state: string): HTMLElement => el('li', { class: state },
            el('span', { class: 'number' }, call.number),
            el('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'),
            state === 'missed' ? both('window', 'missed') : two('window', call.window_zh, call.window_en));
        this.earlier.replaceChildren(...[
            ...standing.map((call) => row(call, 'standing')),
            ...recent.map((call) => row(call, call.missed ? 'missed' : 'over')),
        ].slice(0, 4));
    }

    private glow(): void {
        clearTimeout(this.lit);
        this.main.classList.add('fresh');
        this.lit = setTimeout(() => this.main.classList.remove('fresh'), glowFor);
    }

    private showWaiting(lines: readonly WaitingLine[]): void {
        const key = JSON.stringify(lines);
        if (key === this.shownWaiting) return;
        this.shownWaiting = key;
        this.waiting.classList.toggle('many', lines.length > roomy);
        this.waiting.replaceChildren(...busiest(lines).map((line) => el('li', {},
            two('service', line.service_zh, line.service_en),
            el('div', { class: 'count' }, el('b', {}, String(line.waiting)), zhText('people')),
            el('div', { class: 'range' }, range(line)))));
    }
}

function range(line: WaitingLine): string {
    if (line.low === null || line.high === null) return '';
    if (line.high === 0) return zhText('at_once');
    if (line.low === 0) return zhText('within', { n: line.high });
    return line.low === line.high ? zhText('about', { n: line.high }) : zhText('range', { low: line.low, high: line.high });
}

// A number that was called again stands once, at its newest call.
function unique(calls: readonly Call[], newest: Call): Call[] {
    const seen = new Set([newest.number]);
    return calls.filter((call) => !seen.has(call.number) && seen.add(call.number));
}

// All of them, in the office's order; of more than fit, those for which most people wait.
function busiest(lines: readonly WaitingLine[]): readonly WaitingLine[] {
    if (lines.length <= most) return lines;
    const chosen = new Set([...lines].sort((a, b) => b.waiting - a.waiting).slice(0, most));
    return lines.filter((line) => chosen.has(line));
}
