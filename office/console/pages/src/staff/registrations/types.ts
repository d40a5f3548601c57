// What the office tells of lawyers' registrations (docs/console-api.md). Times in ms.

export type RegistrationState = 'submitted' | 'checking' | 'confirmed' | 'returned' | 'withdrawn' | 'expired';

// A row of the list: its names are masked.
export interface Registration {
    readonly id: string;
    readonly state: RegistrationState;
    readonly version: number;
    readonly submitted_at: number;
    readonly decided_at: number | null;
    readonly lawyer: string;
    readonly client: string;
    readonly case_number: string; // "": not known
    readonly authorisation: string;
    readonly pages: number;
    readonly pages_waiting: number;
    readonly findings: readonly string[];
    readonly ticket: boolean; // handed over to the window
    readonly reviewer: string | null;
    readonly confirmed_once_by: string | null;
    readonly follows: string | null;
    readonly due: string;
    readonly days_left: number; // working days
}

export interface RegistrationList {
    readonly version: number;
    readonly now: number;
    readonly today: string;
    readonly four_eyes: boolean;
    readonly registrations: readonly Registration[];
}

export interface Field {
    readonly field: string;
    readonly value: string;
    readonly recognised: string;
    readonly source: string;
    readonly differs: boolean;
}

export interface FoundWrong {
    readonly finding: string;
    readonly warning: boolean;
    readonly fields: readonly string[];
}

export interface Page {
    readonly id: string;
    readonly kind: string;
    readonly ordinal: number;
    readonly arrived: boolean;
    readonly erased: boolean;
}

export interface HistoryEntry {
    readonly at: number;
    readonly kind: string;
    readonly by: string;
    readonly reasons: readonly string[];
}

// The whole of one, with names.
export interface Whole extends Omit<Registration, 'findings'> {
    readonly identity_number: string;
    readonly sex: string;
    readonly agrees_to_notices: boolean;
    readonly principal: string;
    readonly valid_until: string | null;
    readonly reasons: readonly string[];
    readonly fields: readonly Field[];
    readonly findings: readonly FoundWrong[];
    readonly page_list: readonly Page[];
    readonly case: {
        readonly acceptance_number: string;
        readonly kind: string;
        readonly cause: string | null;
        readonly stage: string | null;
        readonly stage_on: string | null;
        readonly clients: readonly string[];
    } | null;
    readonly history: readonly HistoryEntry[];
}

export const isOpen = (one: Pick<Registration, 'state'>): boolean => one.state === 'submitted' || one.state === 'checking';
