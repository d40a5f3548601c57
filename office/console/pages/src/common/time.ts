// Times as the office reads its clock. All of China keeps one time, whatever the zone of the machine that shows the page.
import type { Language } from './i18n';

const zone = 'Asia/Shanghai';
const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

function format(at: number, language: Language, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(locales[language], { timeZone: zone, hourCycle: 'h23', ...options }).format(at);
}

export const clock = (at: number, language: Language): string =>
    format(at, language, { hour: '2-digit', minute: '2-digit' });

export const clockWithSeconds = (at: number, language: Language): string =>
    format(at, language, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const longDate = (at: number, language: Language): string =>
    format(at, language, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });

// "YYYY-MM-DD" of the office's day.
export const dayOf = (at: number): string => {
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    return parts.format(at);
};

// The moment at which the office's clock shows this ("2026-11-25", "09:30").
export const officeTime = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);

export function addDays(day: string, days: number): string {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
}

// A day from the server ("2026-11-25") in the words of the language.
export function dayText(day: string, language: Language): string {
    const at = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(at)) return day;
    return new Intl.DateTimeFormat(locales[language], {
        timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric',
    }).format(at);
}

export const wholeMinutes = (ms: number): number => Math.max(0, Math.floor(ms / 60_000));

// "4:05", for times that run.
export function stopwatch(ms: number): string {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const rest = String(seconds % 60).padStart(2, '0');
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes}:${rest}`;
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
