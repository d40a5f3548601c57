import { serviceName } from '../names';
import { t } from '../texts';
import type { Figures, Queue } from '../types';
import { Plot } from './plot';

interface Props {
    readonly figures: Figures;
    readonly names: Pick<Queue, 'services'>;
}

// Arrivals by hour of the day and service; over all days of the range.
export function Arrivals({ figures, names }: Props) {
    const hours = [...new Set(figures.hours.map((h) => h.hour))].sort((a, b) => a - b);
    const first = Math.min(8, ...hours);
    const last = Math.max(17, ...hours);
    const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const services = figures.services.map((s) => s.service);
    const at = (service: string, hour: number): number =>
        figures.hours.find((h) => h.service === service && h.hour === hour)?.arrivals ?? 0;
    const series = services.map((service) => ({ label: serviceName(names, service), values: all.map((hour) => at(service, hour)) }));
    const clockHour = (hour: number): string => `${hour}:00`;
    return (
        <Plot title={t('figures.by_hour')} labels={all.map(clockHour)} series={series} stacked unit={t('figures.people')}>
            <table>
                <thead>
                    <tr><th scope="col">{t('figures.hour')}</th>{series.map((s) => <th scope="col" class="figure" key={s.label}>{s.label}</th>)}</tr>
                </thead>
                <tbody>
                    {all.map((hour, i) => (
                        <tr key={hour}><th scope="row">{clockHour(hour)}</th>{series.map((s) => <td class="figure" key={s.label}>{s.values[i]}</td>)}</tr>
                    ))}
                </tbody>
            </table>
        </Plot>
    );
}
