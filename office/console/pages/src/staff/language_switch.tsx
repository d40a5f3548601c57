import { t, texts } from './texts';

// Offers the other language, in its own name.
export function LanguageSwitch() {
    const other = texts.language === 'zh' ? 'en' : 'zh';
    return (
        <button type="button" class="on-dark" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => texts.switchTo(other)}>
            {t('common.other_language')}
        </button>
    );
}
