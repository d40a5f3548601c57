// How long a registration has waited, against its limit.
import { dayText, wholeMinutes } from '../../common/time';
import { t, texts } from '../texts';
import type { Registration } from './types';

// "25 minutes", "3 hours", "2 days": as exact as it matters.
export function ageText(from: number, now: number): string {
    const minutes = wholeMinutes(now - from);
    if (minutes < 1) return t('registrations.age_now');
    if (minutes < 120) return t('registrations.age_minutes', { n: minutes });
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? t('registrations.age_hours', { n: hours }) : t('registrations.age_days', { n: Math.floor(hours / 24) });
}

export function limitText(one: Pick<Registration, 'due' | 'days_left'>): string {
    if (one.days_left < 0) return t('registrations.limit_over', { n: -one.days_left });
    if (one.days_left === 0) return t('registrations.limit_today');
    return t('registrations.limit_left', { n: one.days_left, day: dayText(one.due, texts.language) });
}

export type Urgency = 'over' | 'today' | 'calm';
export const urgencyOf = (one: Pick<Registration, 'days_left'>): Urgency =>
    one.days_left < 0 ? 'over' : one.days_left === 0 ? 'today' : 'calm';
