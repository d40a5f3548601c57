// What the office tells of the rooms in which lawyers read files (docs/console-api.md). Times in ms.

export interface RoomBooking {
    readonly id: string;
    readonly registration: string;
    readonly case_number: string;
    readonly state: 'booked' | 'used' | 'over';
    readonly file_ready: boolean;
}
export interface RoomSlot {
    readonly from: number;
    readonly until: number;
    readonly booking: RoomBooking | null;
}
export interface Room {
    readonly id: string;
    readonly name_zh: string;
    readonly name_en: string;
    readonly slots: readonly RoomSlot[];
}
// A confirmed registration for which no time is arranged yet.
export interface WithoutTime {
    readonly registration: string;
    readonly case_number: string;
    readonly confirmed_at: number;
    readonly arrange_by: string;
    readonly days_left: number; // working days
    readonly file_ready: boolean;
}
export interface ReviewDay {
    readonly day: string;
    readonly working_day: boolean;
    readonly rooms: readonly Room[];
    readonly late: readonly WithoutTime[];
}
export interface CaseFile {
    readonly acceptance_number: string;
    readonly ready: boolean;
    readonly marked_by: string | null;
    readonly marked_at: number | null;
}
