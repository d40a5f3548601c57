// Visitors at a terminal who asked for a person: on top of every view, with a sound until somebody goes.
import { useEffect, useRef } from 'preact/hooks';

import { wholeMinutes } from '../common/time';
import { failureText, useTell } from './notices';
import { useOfficeClock, useQueue } from './queue_feed';
import { useSession } from './session';
import { t, texts, word } from './texts';
import type { HelpCall } from './types';

const repeatEvery = 15_000; // ms

// Two soft notes. Made here, so that no sound has to be fetched when it matters.
function chime(context: AudioContext): void {
    const note = (hertz: number, at: number): void => {
        const tone = context.createOscillator();
        const volume = context.createGain();
        tone.frequency.value = hertz;
        volume.gain.setValueAtTime(0, at);
        volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
        volume.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
        tone.connect(volume).connect(context.destination);
        tone.start(at);
        tone.stop(at + 0.65);
    };
    note(784, context.currentTime);
    note(1047, context.currentTime + 0.22);
}

function useAlarm(calls: readonly HelpCall[]): void {
    const context = useRef<AudioContext | null>(null);
    const newest = calls.map((call) => String(call.id)).sort().join(' ');
    useEffect(() => {
        if (newest === '') return undefined;
        context.current ??= new AudioContext();
        const ring = (): void => {
            void context.current?.resume();
            if (context.current) chime(context.current);
        };
        ring();
        const timer = setInterval(ring, repeatEvery);
        return () => clearInterval(timer);
    }, [newest]);
    useEffect(() => () => void context.current?.close(), []);
}

export function HelpCalls() {
    const { me } = useSession();
    const { queue } = useQueue();
    // An administrator does not go, so he is not called.
    const calls = me.role === 'administrator' ? [] : (queue?.help ?? []);
    useAlarm(calls);
    if (calls.length === 0) return null;
    return (
        <section class="help" aria-label={t('help.label')} role="alert">
            {calls.map((call) => <Call key={call.id} call={call} />)}
        </section>
    );
}

function Call({ call }: { call: HelpCall }) {
    const session = useSession();
    const tell = useTell();
    const now = useOfficeClock();
    const take = async (): Promise<void> => {
        const answer = await session.post(`/api/help/${encodeURIComponent(String(call.id))}/take`);
        if (answer.ok) tell('good', t('help.taken', { place: call.label || call.kiosk }));
        else tell('trouble', failureText(answer));
    };
    const minutes = wholeMinutes(now - call.at);
    return (
        <div class="help-call" data-testid="help-call">
            <strong>{t('help.wanted', { place: call.label || call.kiosk })}</strong>
            <span>
                {minutes < 1 ? t('help.just_now') : t('help.minutes_ago', { n: minutes })}
                {texts.has('screen', call.screen) && ` · ${t('help.at_screen', { screen: word('screen', call.screen) })}`}
                {call.ticket && ` · ${t('help.with_ticket', { number: call.ticket })}`}
            </span>
            <button type="button" class="primary" onClick={take}>{t('help.take')}</button>
        </div>
    );
}
