// What the lawyer confirmed beside what the machine read, paper by paper. A disagreement is said in words and marked.
import { t, texts, word } from '../texts';
import type { Field, FoundWrong, Page, Whole } from './types';

interface Group {
    readonly name: string;
    readonly kinds: readonly string[]; // of the pages on which its fields stand
    readonly fields: readonly string[];
}

const groups: readonly Group[] = [
    { name: 'licence', kinds: ['practising_certificate'], fields: ['licence_number', 'licence_name', 'licence_firm', 'licence_issued_on'] },
    { name: 'firm', kinds: ['firm_certificate'], fields: ['firm_name', 'firm_code', 'firm_lawyer', 'firm_dated_on'] },
    { name: 'letter', kinds: ['power_of_attorney', 'legal_aid_letter', 'relation_proof'], fields: ['client_name', 'letter_lawyer', 'letter_dated_on'] },
    { name: 'case', kinds: [], fields: ['case_number', 'client_identity'] },
    { name: 'contact', kinds: [], fields: ['phone'] },
];

function FieldRow({ field, faults }: { field: Field; faults: readonly FoundWrong[] }) {
    const missing = field.source === 'missing' || field.value === '';
    const bad = faults.some((fault) => !fault.warning);
    return (
        <tr class={`${field.differs ? 'differs' : ''} ${bad ? 'wrong-field' : ''}`} data-testid="field" data-field={field.field} data-differs={field.differs}>
            <th scope="row">{word('form_field', field.field)}</th>
            <td>
                {missing ? <span class="soft">{t('registrations.field_missing')}</span> : <span class="value">{field.value}</span>}
                {!missing && <small class="line-below soft">{word('field_source', field.source)}</small>}
                {faults.map((fault) => <small key={fault.finding} class={`line-below ${fault.warning ? 'warned' : 'wrong'}`}>{word('finding', fault.finding)}</small>)}
            </td>
            <td class="read">
                {field.recognised === '' ? <span class="soft">{t('registrations.not_read')}</span> : field.recognised}
                {field.differs && <strong class="line-below">{t('registrations.differs')}</strong>}
            </td>
        </tr>
    );
}

interface Props {
    readonly registration: Whole;
    readonly shown: string | null; // page
    readonly onShow: (page: string) => void;
}

export function FieldTable({ registration, shown, onShow }: Props) {
    const shownKind = registration.page_list.find((page) => page.id === shown)?.kind;
    const pageOf = (group: Group): Page | undefined => registration.page_list.find((page) => group.kinds.includes(page.kind));
    const rowsOf = (group: Group): readonly Field[] => registration.fields.filter((field) => group.fields.includes(field.field));
    return (
        <div class="fields-box">
            <table class="fields">
                <thead>
                    <tr>
                        <th scope="col">{t('registrations.field')}</th>
                        <th scope="col">{t('registrations.value')}</th>
                        <th scope="col">{t('registrations.read')}</th>
                    </tr>
                </thead>
                {groups.filter((group) => rowsOf(group).length > 0).map((group) => {
                    const page = pageOf(group);
                    const name = word('field_group', group.name);
                    return (
                        <tbody key={group.name} class={shownKind !== undefined && group.kinds.includes(shownKind) ? 'on-page' : ''}>
                            <tr class="group">
                                <th scope="rowgroup" colSpan={3}>
                                    <span class="group-line">{name}
                                        {page && (
                                            <button type="button" class="small" onClick={() => onShow(page.id)} aria-label={t('registrations.show_page_of', { name })}>
                                                {t('registrations.show_page')}
                                            </button>
                                        )}
                                    </span>
                                </th>
                            </tr>
                            {rowsOf(group).map((field) => (
                                <FieldRow key={field.field} field={field} faults={registration.findings.filter((f) => f.fields.includes(field.field))} />
                            ))}
                        </tbody>
                    );
                })}
            </table>
        </div>
    );
}

// What the office found at once, with the words of the check; nothing is hidden behind a colour.
export function Findings({ findings }: { findings: readonly FoundWrong[] }) {
    if (findings.length === 0) return <p class="found good" data-testid="no-findings">{t('registrations.no_findings')}</p>;
    return (
        <ul class="found" aria-label={t('registrations.findings')}>
            {findings.map((one) => (
                <li key={one.finding} class={one.warning ? 'warned' : 'wrong'} data-testid="finding">
                    {texts.has('finding', one.finding) ? word('finding', one.finding) : one.finding}
                </li>
            ))}
        </ul>
    );
}
