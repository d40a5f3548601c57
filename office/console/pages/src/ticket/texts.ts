import zh from '../../locales/zh/ticket.json';
import en from '../../locales/en/ticket.json';
import { rememberedLanguage, Texts, type Language } from '../common/i18n';

export type Key = keyof typeof zh;
const complete: Record<Language, Record<Key, string>> = { zh, en };

// Chinese first; English for a phone that speaks no Chinese.
const spoken = (): Language => (navigator.languages.some((l) => l.startsWith('zh')) || navigator.languages.length === 0 ? 'zh' : 'en');
export const texts = new Texts<Key>(complete, rememberedLanguage() ?? spoken());
export const { t, word, pick } = texts;
