import zh from '../../locales/zh/staff.json';
import en from '../../locales/en/staff.json';
import { rememberedLanguage, Texts } from '../common/i18n';

export type Key = keyof typeof zh;

const complete: Record<'zh' | 'en', Record<Key, string>> = { zh, en };
export const texts = new Texts<Key>(complete, rememberedLanguage() ?? 'zh');
export const { t, word, pick } = texts;
