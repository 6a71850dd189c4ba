// The table on the terminal and the same one for docs/bench.md.

const number = n => (Number.isInteger(n) ? n.toLocaleString('en') : Math.abs(n) < 10 ? n.toFixed(2) : n.toFixed(1));
const cell = (n, unit) => `${number(n)} ${unit}`;
const met = row => (row.ok === null || row.ok === undefined ? '' : row.ok ? 'yes' : 'NO');

export function line(row) {
  const ratio = row.ratio === null ? '' : `, ratio ${number(row.ratio)}`;
  const target = row.target ? `, target ${row.target}: ${met(row) || '–'}` : '';
  return `${row.name}: ${cell(row.ours, row.unit)} | ${row.controlName}: ${cell(row.control, row.unit)}${ratio}${target} (n=${row.runs})`;
}

export function markdown({rows}) {
  const sections = [...new Set(rows.map(r => r.section))];
  return sections.map(section => `### ${section}\n\n| what | n | ours | control | ratio | target | met |\n|---|--:|--:|---|--:|---|---|\n${rows.filter(r => r.section === section).map(r =>
    `| ${r.name} | ${r.runs} | ${cell(r.ours, r.unit)} | ${cell(r.control, r.unit)} (${r.controlName}) | ${r.ratio === null ? '' : number(r.ratio)} | ${r.target} | ${met(r)} |`).join('\n')}\n`).join('\n');
}
