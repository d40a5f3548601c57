// One ticket, as it stands now.
import { el, type Child } from '../common/dom';
import { pick, t, texts, word } from './texts';
import type { TicketNow } from './types';
import { ratingForm, type Send } from './rating';

export interface Deeds {
    readonly giveBack: () => Promise<void>;
    readonly rate: Send;
}

const waits = (state: string): boolean => state === 'waiting' || state === 'absent' || state === 'transferred';

export function header(office: TicketNow['office'] | null): HTMLElement {
    const other = texts.language === 'zh' ? 'en' : 'zh';
    const language = el('button', { type: 'button', class: 'language', lang: other === 'zh' ? 'zh-CN' : 'en' }, t('other_language'));
    language.addEventListener('click', () => texts.switchTo(other));
    return el('header', {}, el('p', { class: 'office' }, office ? pick(office.name_zh, office.name_en) : ''), language);
}

export function notFound(): HTMLElement {
    return el('main', {}, el('div', { class: 'card' }, el('h1', {}, t('not_found')), el('p', {}, t('not_found_hint'))));
}

function waiting(now: TicketNow): HTMLElement {
    const ahead = now.ahead ?? null;
    const facts: Child[] = [];
    if (ahead !== null)
        facts.push(el('div', {}, el('dt', {}, ahead === 0 ? '' : t('ahead')), el('dd', { 'data-testid': 'ahead' }, ahead === 0 ? t('next') : t('people', { n: ahead }))));
    if (now.low !== null && now.high !== null) facts.push(el('div', {}, el('dt', {}, t('wait')), el('dd', {}, range(now.low, now.high))));
    const chairs = pick(now.chairs_zh, now.chairs_en);
    if (chairs) facts.push(el('div', { class: 'wide' }, el('dt', {}, t('chairs')), el('dd', {}, chairs)));
    return el('dl', { class: 'facts' }, ...facts);
}

function range(low: number, high: number): string {
    if (high === 0) return t('soon');
    if (low === 0) return t('within', { n: high });
    return low === high ? t('about', { n: high }) : t('range', { low, high });
}

function leave(deeds: Deeds): HTMLElement {
    const place = el('div', { class: 'leave' });
    const button = el('button', { type: 'button', 'data-testid': 'leave' }, t('leave'));
    button.addEventListener('click', () => {
        const yes = el('button', { type: 'button', class: 'danger', 'data-testid': 'leave-yes' }, t('leave_yes'));
        const no = el('button', { type: 'button' }, t('leave_no'));
        yes.addEventListener('click', () => {
            yes.disabled = true;
            void deeds.giveBack().finally(() => { yes.disabled = false; });
        });
        no.addEventListener('click', () => {
            place.replaceChildren(button);
            button.focus();
        });
        place.replaceChildren(el('div', { class: 'card', role: 'group', 'aria-label': t('leave') }, el('p', {}, t('leave_ask')), no, yes));
        no.focus();
    });
    place.append(button);
    return place;
}

export function ticketView(now: TicketNow, deeds: Deeds, justRated: boolean): HTMLElement {
    const window = pick(now.window_zh, now.window_en);
    const atWindow = now.state === 'called' || now.state === 'serving';
    return el('main', { class: `state-${now.state}` },
        el('section', { class: 'ticket' },
            el('p', { class: 'soft' }, t('number')),
            el('h1', { 'data-testid': 'number' }, now.number),
            el('p', { class: 'service' }, pick(now.service_zh, now.service_en)),
            el('p', { class: 'state', role: 'status', 'data-testid': 'state' }, word('state', now.state),
                atWindow && window ? el('span', { class: 'go' }, now.state === 'called' ? el('small', {}, t('go_to')) : null, el('b', {}, window)) : null),
            waits(now.state) ? waiting(now) : null),
        now.may_rate && !now.rated ? ratingForm(deeds.rate) : null,
        now.rated || justRated ? el('p', { class: 'card thanks', role: 'status' }, t('thanks')) : null,
        now.may_give_back ? leave(deeds) : null);
}
