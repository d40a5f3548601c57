// The page behind the code on a paper ticket. The token in the address is the key; it is told to nobody but the office.
import '../../styles/base.css';
import '../../styles/ticket.css';
import { el } from '../common/dom';
import { ask } from '../common/http';
import { Live } from '../common/live';
import { clock } from '../common/time';
import { t, texts } from './texts';
import type { TicketNow } from './types';
import { header, notFound, ticketView } from './view';

const root = document.getElementById('app')!;
const token = /^\/t\/([A-Za-z0-9_-]{16,64})$/.exec(location.pathname)?.[1] ?? null;
const base = `/api/t/${token}`;
const trouble = el('p', { class: 'trouble', role: 'alert', hidden: '' });

let now: TicketNow | null = null;
let gone = token === null;
let justRated = false;
let lostSince: number | null = null;
let drawn = '';

function draw(): void {
    document.title = now ? `${now.number} · ${t('title')}` : t('title');
    // The same again: nothing is drawn, and a question that is open stays open.
    const state = JSON.stringify([now, gone, justRated, texts.language]);
    if (state !== drawn) {
        drawn = state;
        const page = gone ? notFound() : now ? ticketView(now, { giveBack, rate }, justRated) : el('main', {}, el('p', { class: 'soft' }, t('loading')));
        root.replaceChildren(header(now?.office ?? null), trouble, page);
    }
    if (lostSince !== null && !gone) tell(t('lost', { time: clock(lostSince, texts.language) }));
}

function tell(text: string | null): void {
    trouble.hidden = text === null;
    trouble.textContent = text;
}

async function giveBack(): Promise<void> {
    const answer = await ask(`${base}/give-back`, { method: 'POST', body: {} });
    await renew(answer.ok);
}

async function rate(score: number, reasons: readonly string[]): Promise<void> {
    const answer = await ask(`${base}/rate`, { method: 'POST', body: { score, reasons } });
    if (answer.ok) justRated = true;
    await renew(answer.ok);
}

async function renew(done: boolean): Promise<void> {
    const answer = await ask<TicketNow>(base);
    if (answer.ok) now = answer.value;
    tell(done ? null : t('failed'));
    draw();
}

// A phone in a pocket: a short buzz when it is the holder's turn, where the phone can.
function notice(next: TicketNow): void {
    if (next.state === 'called' && now !== null && now.state !== 'called') navigator.vibrate?.([300, 150, 300]);
}

texts.onChange(draw);
draw();
if (token !== null)
    new Live(`${base}/events`, 'ticket', {
        onData: (data) => {
            notice(data as TicketNow);
            now = data as TicketNow;
            draw();
        },
        onLine: (since) => {
            lostSince = since;
            if (since === null) tell(null);
            draw();
        },
        onRefused: () => {
            gone = true;
            draw();
        },
    });
