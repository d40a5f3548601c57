import { serviceName } from '../names';
import { t } from '../texts';
import type { Figures, Queue } from '../types';
import { Plot } from './plot';

interface Props {
    readonly figures: Figures;
    readonly names: Pick<Queue, 'services'>;
}

export const minutes = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds / 6) / 10);
export const minutesText = (seconds: number | null): string => (seconds === null ? '–' : String(minutes(seconds)));
const share = (value: number | null): string => (value === null ? '–' : `${Math.round(value * 100)} %`);

// Waits (median, and what nine of ten did not exceed) and times at the window, by service.
export function ServiceTimes({ figures, names }: Props) {
    const services = figures.services;
    return (
        <Plot title={t('figures.times')} unit={t('figures.minutes')} labels={services.map((s) => serviceName(names, s.service))}
            series={[
                { label: t('figures.wait_median'), values: services.map((s) => minutes(s.wait_median_s)), style: 'bar' },
                { label: t('figures.service_median'), values: services.map((s) => minutes(s.service_median_s)), style: 'bar' },
                { label: t('figures.wait_p90'), values: services.map((s) => minutes(s.wait_p90_s)), style: 'dot' },
            ]}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t('overview.service')}</th>
                        {[t('figures.arrivals'), t('figures.served'), t('figures.wait_median'), t('figures.wait_p90'), t('figures.service_median'), t('figures.inside')]
                            .map((label) => <th scope="col" class="figure" key={label}>{label}</th>)}
                    </tr>
                </thead>
                <tbody>
                    {services.map((s) => (
                        <tr key={s.service}>
                            <th scope="row">{serviceName(names, s.service)}</th>
                            <td class="figure">{s.arrivals}</td>
                            <td class="figure">{s.served}</td>
                            <td class="figure">{minutesText(s.wait_median_s)}</td>
                            <td class="figure">{minutesText(s.wait_p90_s)}</td>
                            <td class="figure">{minutesText(s.service_median_s)}</td>
                            <td class="figure">{share(s.inside_told_share)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </Plot>
    );
}
