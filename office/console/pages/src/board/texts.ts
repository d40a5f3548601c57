import zh from '../../locales/zh/board.json';
import en from '../../locales/en/board.json';
import { fill, type Values } from '../common/i18n';

export type Key = keyof typeof zh;
const complete: Record<'zh' | 'en', Record<Key, string>> = { zh, en };

// The board speaks both languages at once: Chinese large, English beneath.
export const zhText = (key: Key, values?: Values): string => fill(complete.zh[key], values);
export const enText = (key: Key, values?: Values): string => fill(complete.en[key], values);
