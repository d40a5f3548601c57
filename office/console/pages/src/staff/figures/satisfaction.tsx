import { useEffect, useRef } from 'preact/hooks';

import { serviceName } from '../names';
import { t, word } from '../texts';
import type { Figures, Queue } from '../types';
import { Swatch } from './plot';

interface Props {
    readonly figures: Figures;
    readonly names: Pick<Queue, 'services'>;
}

// From 1 (bad) to 5 (good).
const faceColors = ['#9b1c1f', '#c7704a', '#b9a88a', '#6f9c7d', '#2e7d4f'];

// What visitors said, and why. Anonymous.
export function Satisfaction({ figures, names }: Props) {
    const rated = figures.ratings.filter((r) => r.scores.some((n) => n > 0));
    const reasons = new Map<string, number>();
    for (const rating of rated)
        for (const [reason, n] of Object.entries(rating.reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + n);
    return (
        <section class="card plot" aria-label={t('figures.satisfaction')}>
            <h2>{t('figures.satisfaction')}</h2>
            {rated.length === 0 && <p class="soft">{t('figures.no_ratings')}</p>}
            {rated.length > 0 && (
                <>
                    <ul class="legend" aria-hidden="true">
                        {faceColors.map((color, i) => <li key={color}><Swatch color={color} />{word('score', String(i + 1))}</li>)}
                    </ul>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t('overview.service')}</th>
                                <th scope="col" class="figure">{t('figures.ratings')}</th>
                                <th scope="col" class="figure">{t('figures.mean')}</th>
                                <th scope="col">{t('figures.scores')}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {rated.map((r) => {
                                const total = r.scores.reduce((a, b) => a + b, 0);
                                const mean = r.scores.reduce((sum, n, i) => sum + n * (i + 1), 0) / total;
                                return (
                                    <tr key={r.service}>
                                        <th scope="row">{serviceName(names, r.service)}</th>
                                        <td class="figure">{total}</td>
                                        <td class="figure">{mean.toFixed(1)}</td>
                                        <td><Shares scores={r.scores} /></td>
                                    </tr>
                                );
                            })}
                        </tbody>
                    </table>
                    {reasons.size > 0 && (
                        <ul class="chips">
                            {[...reasons].sort((a, b) => b[1] - a[1]).map(([reason, n]) => <li key={reason}>{word('reason', reason)} {n}</li>)}
                        </ul>
                    )}
                </>
            )}
        </section>
    );
}

function Shares({ scores }: { scores: readonly number[] }) {
    const bar = useRef<HTMLSpanElement>(null);
    useEffect(() => {
        [...bar.current!.children].forEach((part, i) => {
            if (!(part instanceof HTMLElement)) return;
            part.style.flexGrow = String(scores[i] ?? 0);
            part.style.backgroundColor = faceColors[i] ?? '';
        });
    }, [scores]);
    const said = scores.map((n, i) => `${word('score', String(i + 1))} ${n}`).join(t('common.list'));
    return (
        <span ref={bar} class="shares" role="img" aria-label={said}>{scores.map((_, i) => <i key={i} />)}</span>
    );
}
