// Made by build.mjs out of assets/locales/*/lobby.po.
declare module 'lobby:case-words' {
    export const zh: Readonly<Record<string, string>>;
    export const en: Readonly<Record<string, string>>;
}

declare module '*.css';
