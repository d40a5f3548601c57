// Identity numbers, checked as the office does (base/identity_number.hpp: GB 11643, and the foreigners' card of 2017), so
// that a slip of the finger is told before anything is sent.

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

export type IdentityFault = 'length' | 'characters' | 'date' | 'check';

// Without spaces, half-width, in capitals.
export const tidyIdentity = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

export function identityFault(text: string): IdentityFault | null {
    if (/^[A-Z]{3}/.test(text)) return foreign2017Fault(text);
    if (text.length !== 18) return 'length';
    if (!/^[0-9]{17}[0-9X]$/.test(text)) return 'characters';
    const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
    if (checks[sum % 11] !== text[17]) return 'check';
    return isDate(Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))) ? null : 'date';
}

// 3 letters, area 4, YYMMDD, sex, check (ICAO 9303-3 §4.9: weights 7, 3, 1; A is 10).
function foreign2017Fault(text: string): IdentityFault | null {
    if (text.length !== 15) return 'length';
    if (!/^[A-Z]{3}[0-9]{12}$/.test(text)) return 'characters';
    const year = Number(text.slice(7, 9));
    if (!isDate(year + (year <= 30 ? 2000 : 1900), Number(text.slice(9, 11)), Number(text.slice(11, 13)))) return 'date';
    let sum = 0;
    for (let i = 0; i < 14; ++i) sum += [7, 3, 1][i % 3]! * parseInt(text[i]!, 36);
    return sum % 10 === Number(text[14]) ? null : 'check';
}

function isDate(year: number, month: number, day: number): boolean {
    const date = new Date(Date.UTC(year, month - 1, day));
    return year >= 1850 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
