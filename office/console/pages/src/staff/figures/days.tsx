import { t } from '../texts';
import type { Figures } from '../types';
import { Plot } from './plot';
import { minutes, minutesText } from './service_times';

// How it went from day to day.
export function Days({ figures }: { figures: Figures }) {
    const { days } = figures;
    return (
        <Plot title={t('figures.by_day')} labels={days.map((d) => d.day.slice(5))}
            series={[
                { label: t('figures.arrivals'), values: days.map((d) => d.arrivals), style: 'bar' },
                { label: t('figures.wait_median_minutes'), values: days.map((d) => minutes(d.wait_median_s)), style: 'line' },
            ]}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t('figures.day')}</th>
                        {[t('figures.arrivals'), t('figures.served'), t('figures.gone'), t('figures.given_back'), t('figures.wait_median'), t('figures.wait_p90'), t('figures.service_median')]
                            .map((label) => <th scope="col" class="figure" key={label}>{label}</th>)}
                    </tr>
                </thead>
                <tbody>
                    {days.map((d) => (
                        <tr key={d.day}>
                            <th scope="row">{d.day}</th>
                            {[d.arrivals, d.served, d.gone, d.given_back].map((n, i) => <td class="figure" key={i}>{n}</td>)}
                            {[d.wait_median_s, d.wait_p90_s, d.service_median_s].map((s, i) => <td class="figure" key={i}>{minutesText(s)}</td>)}
                        </tr>
                    ))}
                </tbody>
            </table>
        </Plot>
    );
}
