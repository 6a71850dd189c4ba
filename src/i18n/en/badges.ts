/** Badges on the CRM's lists and boards. */
export const badges = {
  title: 'StageProof: proof of the deals on this page',
  label: (name: string, line: string): string => (name ? `${name}: ${line}` : line),
  setting: 'Badges on lists and boards',
  hint: 'A small mark beside each deal you know: proven of required.',
};
