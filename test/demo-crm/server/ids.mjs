const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of a 15-character Salesforce id: three checksum letters, one per five characters. */
export function to18(id15) {
  if (id15.length === 18) return id15;
  let out = id15;
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const c = id15[block * 5 + i];
      if (c >= 'A' && c <= 'Z') bits |= 1 << i;
    }
    out += ALPHABET[bits];
  }
  return out;
}

const PREFIX = {
  Organization: '00D', User: '005', Account: '001', Contact: '003', Opportunity: '006', Task: '00T', Event: '00U',
  OpportunityContactRole: '00K', OpportunityHistory: '008', FeedItem: '0D5', ContentNote: '069',
  ContentDocumentLink: '06A', OpportunityStage: '01J',
};

/** An 18-character id of an object from a short readable tail: `makeId('Opportunity', 'ACME1')`. */
export const makeId = (object, tail) => to18(`${PREFIX[object]}5i00000${String(tail).padStart(5, '0')}`);

/** The object an id belongs to, by its first three characters; undefined when unknown. */
export const objectOf = (id) => Object.keys(PREFIX).find((o) => id.startsWith(PREFIX[o]));
