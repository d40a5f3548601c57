// How this browser likes it. Nothing of a person.
const shortcutsKey = 'lobby.shortcuts';

export function shortcutsWanted(): boolean {
    try {
        return localStorage.getItem(shortcutsKey) !== 'off';
    } catch {
        return true;
    }
}

export function rememberShortcuts(wanted: boolean): void {
    try {
        localStorage.setItem(shortcutsKey, wanted ? 'on' : 'off');
    } catch {
        // not kept then
    }
}
