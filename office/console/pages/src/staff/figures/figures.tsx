// What a day or a range of days was like: plots for a glance, tables that say the same.
import { useEffect, useState } from 'preact/hooks';

import { addDays, dayOf } from '../../common/time';
import { failureText, useTell } from '../notices';
import { useQueue } from '../queue_feed';
import { useSession } from '../session';
import { t } from '../texts';
import type { Figures as FiguresOf } from '../types';
import { Arrivals } from './arrivals';
import { Days } from './days';
import { Notices } from './notice_tiles';
import { Satisfaction } from './satisfaction';
import { ServiceTimes } from './service_times';

const longest = 92; // days, as the office allows

export function Figures() {
    const session = useSession();
    const tell = useTell();
    const { queue } = useQueue();
    const today = queue?.day ?? dayOf(Date.now());
    const [range, setRange] = useState({ from: today, to: today });
    const [figures, setFigures] = useState<FiguresOf | null>(null);

    const load = async (from: string, to: string): Promise<void> => {
        const answer = await session.get<FiguresOf>(`/api/figures?from=${from}&to=${to}`);
        if (answer.ok) setFigures(answer.value);
        else tell('trouble', failureText(answer));
    };
    const show = (from: string, to: string): void => {
        setRange({ from, to });
        void load(from, to);
    };
    useEffect(() => show(range.from, range.to), [session]);

    const submit = (event: Event): void => {
        event.preventDefault();
        const [from, to] = range.from <= range.to ? [range.from, range.to] : [range.to, range.from];
        show(from < addDays(to, 1 - longest) ? addDays(to, 1 - longest) : from, to);
    };
    const quick = (label: string, from: string, to: string) => (
        <button type="button" aria-pressed={figures?.from === from && figures.to === to} onClick={() => show(from, to)}>{label}</button>
    );
    const names = queue ?? { services: [] };
    return (
        <>
            <h1>{t('figures.title')}</h1>
            <form class="search" onSubmit={submit}>
                <label class="field"><span>{t('figures.from')}</span>
                    <input type="date" value={range.from} max={today} required onInput={(event) => setRange({ ...range, from: event.currentTarget.value })} /></label>
                <label class="field"><span>{t('figures.to')}</span>
                    <input type="date" value={range.to} max={today} required onInput={(event) => setRange({ ...range, to: event.currentTarget.value })} /></label>
                <button type="submit" class="primary">{t('figures.show')}</button>
                <span class="quick">
                    {quick(t('figures.today'), today, today)}
                    {quick(t('figures.yesterday'), addDays(today, -1), addDays(today, -1))}
                    {quick(t('figures.week'), addDays(today, -6), today)}
                    {quick(t('figures.month'), addDays(today, -29), today)}
                </span>
                {figures && <a class="button" href={`/api/figures.csv?from=${figures.from}&to=${figures.to}`} download>{t('figures.csv')}</a>}
            </form>
            {figures && (
                <>
                    <Totals figures={figures} />
                    <Notices />
                    <div class="plots">
                        <Arrivals figures={figures} names={names} />
                        <ServiceTimes figures={figures} names={names} />
                        {figures.days.length > 1 && <Days figures={figures} />}
                        <Satisfaction figures={figures} names={names} />
                    </div>
                </>
            )}
        </>
    );
}

function Totals({ figures }: { figures: FiguresOf }) {
    const sum = (count: (day: FiguresOf['days'][number]) => number): number => figures.days.reduce((total, day) => total + count(day), 0);
    const prints = figures.prints.confirmed + figures.prints.unconfirmed;
    const tiles: (readonly [string, string])[] = [
        [t('figures.arrivals'), String(sum((d) => d.arrivals))],
        [t('figures.served'), String(sum((d) => d.served))],
        [t('figures.gone'), String(sum((d) => d.gone))],
        [t('figures.given_back'), String(sum((d) => d.given_back))],
        [t('figures.prints'), prints === 0 ? '–' : `${Math.round((100 * figures.prints.confirmed) / prints)} %`],
    ];
    return <dl class="tiles">{tiles.map(([label, value]) => <div class="tile" key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}
