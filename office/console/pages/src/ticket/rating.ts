// Five faces; a touch on one shows the reasons that fit it, then "send".
import { el } from '../common/dom';
import { face } from './faces';
import { t, word } from './texts';

const good = ['quick', 'kind', 'clear', 'solved'];
const bad = ['slow', 'unkind', 'unclear', 'unsolved', 'place'];
const reasonsFor = (score: number): readonly string[] => (score > 3 ? good : score < 3 ? bad : [...good, ...bad]);

export type Send = (score: number, reasons: readonly string[]) => Promise<void>;

export function ratingForm(send: Send): HTMLElement {
    const more = el('div', { class: 'more', hidden: '' });
    const form = el('form', { class: 'card rating', 'data-testid': 'rating' });
    let score = 0;

    const faces = [1, 2, 3, 4, 5].map((n) => {
        const radio = el('input', { type: 'radio', name: 'score', value: String(n), required: '' });
        radio.addEventListener('change', () => {
            score = n;
            ask();
        });
        return el('label', { class: `score score-${n}` }, radio, face(n), el('span', {}, word('score', String(n))));
    });
    const ask = (): void => {
        const reasons = reasonsFor(score).map((reason) =>
            el('label', { class: 'reason' }, el('input', { type: 'checkbox', name: 'reason', value: reason }), el('span', {}, word('reason', reason))));
        more.replaceChildren(
            el('fieldset', {}, el('legend', {}, t('why')), el('div', { class: 'reasons' }, ...reasons)),
            el('button', { type: 'submit', class: 'primary' }, t('send')));
        more.hidden = false;
    };
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        const chosen = [...form.querySelectorAll<HTMLInputElement>('input[name=reason]:checked')].map((box) => box.value);
        form.querySelector('button')!.disabled = true;
        void send(score, chosen).finally(() => {
            const button = form.querySelector('button');
            if (button) button.disabled = false;
        });
    });
    form.append(
        el('fieldset', {}, el('legend', { class: 'title' }, t('rate_title')), el('p', { class: 'soft' }, t('rate_hint')), el('div', { class: 'scores' }, ...faces)),
        more);
    return form;
}
