// What the office tells the console (docs/console-api.md). Times in ms, null when absent.

export type Role = 'window' | 'supervisor' | 'technician' | 'administrator';

export interface Office {
    readonly name_zh: string;
    readonly name_en: string;
}

export interface Me {
    readonly name: string;
    readonly role: Role;
    readonly csrf: string;
    readonly must_change_password: boolean;
    readonly office?: Office;
}

export type TicketState =
    | 'waiting' | 'absent' | 'transferred' | 'called' | 'serving'
    | 'on_hold' | 'finished' | 'given_back' | 'gone' | 'expired';

export interface Ticket {
    readonly id: number;
    readonly number: string;
    readonly service: string;
    readonly state: TicketState;
    readonly precedence: string;
    readonly taken_at: number;
    readonly first_called_at: number | null;
    readonly called_at: number | null;
    readonly started_at: number | null;
    readonly ended_at: number | null;
    readonly window: string | null;
    readonly target_window: string | null;
    readonly note: string | null;
    readonly absences: number;
    readonly recalls: number;
    readonly overtaken: number;
    readonly print: 'unknown' | 'confirmed' | 'unconfirmed';
    readonly version: number;
    readonly ahead: number | null;
    readonly low: number | null; // minutes
    readonly high: number | null;
    readonly appointment: { readonly from: number; readonly until: number } | null;
}

export interface Window {
    readonly id: string;
    readonly name_zh: string;
    readonly name_en: string;
    readonly group: string;
    readonly open: boolean;
    readonly services: readonly string[];
    readonly ticket: number | null;
    readonly opened_by: string | null;
}

export interface Service {
    readonly id: string;
    readonly name_zh: string;
    readonly name_en: string;
    readonly prefix: string;
    readonly open: boolean;
    readonly paused: boolean;
    readonly waiting: number;
    readonly low: number | null; // minutes, for whoever came now
    readonly high: number | null;
    readonly issued: number;
    readonly cap: number | null; // tickets a day
}

export interface HelpCall {
    readonly id: number | string;
    readonly kiosk: string;
    readonly label: string;
    readonly at: number;
    readonly screen: string;
    readonly ticket: string | null;
}

export interface Queue {
    readonly version: number;
    readonly day: string;
    readonly now: number;
    readonly windows: readonly Window[];
    readonly services: readonly Service[];
    readonly tickets: readonly Ticket[];
    readonly help: readonly HelpCall[];
}

export interface Entitlement {
    readonly id: number | string;
    readonly role: string;
    readonly person: string; // masked
    readonly valid_until: string | null;
    readonly proofs: readonly string[];
    readonly granted_by: string;
    readonly granted_at: number;
}

export interface CaseEntitlements {
    readonly case: { readonly acceptance_number: string; readonly known: boolean };
    readonly entitlements: readonly Entitlement[];
}

export interface DisclosedCase {
    readonly acceptance_number: string;
    readonly kind: string;
    readonly asked_as: string;
    readonly cause?: string | null;
    readonly suspects?: readonly string[] | null;
    readonly accepted_on?: string | null;
    readonly department?: string | null;
    readonly stage?: string | null;
    readonly history?: readonly { readonly stage: string; readonly on: string }[] | null;
    readonly limit?: { readonly state: string; readonly due?: string | null; readonly days_left?: number | null } | null;
    readonly measure?: string | null;
    readonly outcome?: string | null;
    readonly concluded_on?: string | null;
}

export interface Appointment {
    readonly id: string;
    readonly service: string;
    readonly from: number;
    readonly until: number;
    readonly state: 'booked' | 'used' | 'cancelled' | 'over';
    readonly made_by: string;
    readonly made_at: number;
}

export interface Words {
    readonly roles: readonly string[];
    readonly proofs: readonly string[];
    readonly precedences: readonly string[];
    readonly reasons: readonly string[];
}

export interface Account {
    readonly name: string;
    readonly role: Role;
    readonly disabled: boolean;
    readonly must_change_password?: boolean;
    readonly added_at?: number;
}

export interface Times {
    readonly wait_median_s: number | null;
    readonly wait_p90_s: number | null;
    readonly service_median_s: number | null;
}
export interface DayFigures extends Times {
    readonly day: string;
    readonly arrivals: number;
    readonly served: number;
    readonly gone: number;
    readonly given_back: number;
}
export interface HourFigures extends Times {
    readonly service: string;
    readonly hour: number;
    readonly arrivals: number;
    readonly served: number;
}
export interface ServiceFigures extends Times {
    readonly service: string;
    readonly arrivals: number;
    readonly served: number;
    readonly gone: number;
    readonly given_back: number;
    readonly inside_told_share: number | null;
}
export interface RatingFigures {
    readonly service: string;
    readonly scores: readonly number[]; // of 1 to 5
    readonly reasons: Readonly<Record<string, number>>;
}
export interface Figures {
    readonly from: string;
    readonly to: string;
    readonly days: readonly DayFigures[];
    readonly hours: readonly HourFigures[];
    readonly services: readonly ServiceFigures[];
    readonly ratings: readonly RatingFigures[];
    readonly prints: { readonly confirmed: number; readonly unconfirmed: number; readonly unknown: number };
}
