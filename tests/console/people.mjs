// Made-up people and cases, as the business system would export them. No number belongs to a person: the serial parts were
// chosen here, the check characters computed (GB 11643).

export function identityNumber(region, birth, serial) {
    const first = `${region}${birth}${String(serial).padStart(3, '0')}`;
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    return first + '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(first[i]), 0) % 11];
}

export const zheng = { name: '郑一例', number: identityNumber('530521', '19800101', 11) };
export const wang = { name: '王近亲', number: identityNumber('530521', '19750615', 12) };

const day = (ago) => new Date(Date.now() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);

export const caseNumber = '53052120260010101';
export const theCase = {
    acceptance_number: caseNumber,
    kind: 'prosecution_review', cause: '盗窃案', department: '第一检察部', accepted_on: day(10),
    confidentiality: [], in_custody: true, procedure: 'ordinary', outcome: 'pending',
    parties: [{ ordinal: 1, position: 'suspect', name: zheng.name, number: zheng.number, measure: 'arrested' }],
    events: [{ stage: 'accepted', on: day(10) }, { stage: 'under_review', on: day(9) }],
    entitlements: [],
};
