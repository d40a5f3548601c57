// A uPlot chart that keeps to the width of its place, with the table that says the same.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { t } from '../texts';

const height = 260; // px
// Told apart by lightness too; on white each has 3:1 or more.
export const seriesColors = ['#16325c', '#b07d1f', '#2e7d4f', '#9b1c1f', '#6a5aa8', '#4f7f95', '#7a5230', '#45474f'];
export const colorOf = (index: number): string => seriesColors[index % seriesColors.length]!;

const axis: uPlot.Axis = {
    stroke: '#45474f', font: '13px "Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif',
    grid: { stroke: '#e8e0d3', width: 1 }, ticks: { show: false },
};

export interface PlotProps {
    readonly title: string;
    readonly labels: readonly string[]; // along x
    readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[]; readonly style?: 'bar' | 'line' | 'dot' }[];
    readonly stacked?: boolean;
    readonly unit?: string;
    readonly children: ComponentChildren; // the table
}

// uPlot knows no stacks: each series is drawn as the sum of it and those below, the tallest first.
function columns({ labels, series, stacked }: PlotProps): uPlot.AlignedData {
    const x = labels.map((_, i) => i);
    if (!stacked) return [x, ...series.map((s) => [...s.values])];
    const sums: number[][] = [];
    series.forEach((s, k) => sums.push(s.values.map((v, i) => (v ?? 0) + (sums[k - 1]?.[i] ?? 0))));
    return [x, ...sums.reverse()];
}

function options(props: PlotProps, width: number): uPlot.Options {
    const order = props.series.map((s, i) => ({ ...s, color: colorOf(i) }));
    if (props.stacked) order.reverse();
    const bars = props.stacked ? order.length : order.filter((s) => s.style === 'bar').length;
    let bar = 0;
    return {
        width, height,
        legend: { show: false },
        cursor: { show: false },
        scales: {
            x: { time: false, range: [-0.5, props.labels.length - 0.5] },
            y: { range: (_, __, max) => [0, Math.max(4, max * 1.1)] },
        },
        axes: [
            { ...axis, values: (_, ticks) => ticks.map((i) => (Number.isInteger(i) ? (props.labels[i] ?? '') : '')), grid: { show: false }, size: 34 },
            { ...axis, size: 46 },
        ],
        series: [{}, ...order.map((s): uPlot.Series => {
            if (s.style === 'line') return { label: s.label, stroke: s.color, width: 2, points: { show: true, size: 6, fill: s.color } };
            if (s.style === 'dot') return { label: s.label, stroke: s.color, paths: () => null, points: { show: true, size: 11, fill: s.color } };
            const place = bar++;
            return {
                label: s.label, stroke: s.color, fill: s.color, width: 0, points: { show: false },
                paths: uPlot.paths.bars!({ size: [props.stacked ? 0.7 : 0.7 / Math.max(1, bars), 60], align: !props.stacked && bars > 1 ? (place === 0 ? -1 : 1) : 0 }),
            };
        })],
    };
}

export function Plot(props: PlotProps) {
    const place = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const element = place.current!;
        const chart = new uPlot(options(props, element.clientWidth), columns(props), element);
        const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
        observer.observe(element);
        return () => {
            observer.disconnect();
            chart.destroy();
        };
    }, [JSON.stringify([props.labels, props.series])]);
    return (
        <section class="card plot" aria-label={props.title}>
            <h2>{props.title}{props.unit && <small> {props.unit}</small>}</h2>
            <ul class="legend" aria-hidden="true">
                {props.series.map((s, i) => <li key={s.label}><Swatch color={colorOf(i)} />{s.label}</li>)}
            </ul>
            <div ref={place} role="img" aria-label={t('figures.plot_of', { title: props.title })} class="plot-place" />
            <details>
                <summary>{t('figures.as_table')}</summary>
                <div class="table-box" tabIndex={0} role="region" aria-label={props.title}>{props.children}</div>
            </details>
        </section>
    );
}

// The colour is set through the CSSOM: the policy of the page allows no style attributes.
export function Swatch({ color }: { color: string }) {
    const element = useRef<HTMLElement>(null);
    useEffect(() => {
        element.current!.style.backgroundColor = color;
    }, [color]);
    return <i ref={element} class="swatch" />;
}
